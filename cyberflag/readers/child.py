"""A child process reads the files one after another, two share many, under a memory limit and a deadline.

A native reader can abort its whole process on two kilobytes of hostile bytes. The child may die of it: the file
is named in an issue, and a new child goes on with the next.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import struct
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from cyberflag.grid import Document
from cyberflag.issues import Issue
from cyberflag.readers import locked, read, unreadable

T = TypeVar("T")
Then = Callable[[list[Document]], T]
Progress = Callable[[int, int, str], None]

FEW = 16  # files that one child reads alone

_LENGTH = struct.Struct("<Q")
_SPAWN = "CYBERFLAG_SPAWN"  # set to 1: start the child anew instead of forking it, as where there is no fork
_ASK = "Ask the force for the part that answers the request, or for another format."


class Limits(Struct, frozen=True):
    """What one file may use: address space above that of the parent (bytes), processor time and waiting (seconds)."""

    memory: int = 2 * 1024**3
    processor: int = 60
    waiting: float = 180.0


def read_all(
    files: Sequence[tuple[Path, str]], then: Then[T], progress: Progress | None = None, limits: Limits | None = None
) -> Iterator[tuple[str, T | Issue]]:
    """For each file, in order, its name and what `then` makes of its Documents, or the issue that it could not be read.

    `then` runs in a child; what it gives back must be picklable. Without fork it must be a function of a module.
    Closing the iterator ends the children. `progress` is called with the number done, the number of all, and the name.
    """
    limits = limits or Limits()
    count = _children(len(files))
    lanes = [_Lane(files[i::count], then, limits) for i in range(count)]
    try:
        for i, (_, name) in enumerate(files):
            answer = lanes[i % count].receive()
            if progress:
                progress(i + 1, len(files), name)
            yield name, answer
    finally:
        for lane in lanes:
            lane.end()


def _children(files: int) -> int:
    """How many children read: a second one pays for many files where there is a second processor."""
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 2 if files > FEW and free > 1 and _forks() else 1


class _Lane:
    """Files that one child reads, and where it dies of one, another child from the next on."""

    def __init__(self, files: Sequence[tuple[Path, str]], then: Then[T], limits: Limits) -> None:
        self._files, self._then, self._limits = files, then, limits
        self._at = 0
        self._child = self._start() if files else None

    def _start(self) -> _Forked | _Spawned:
        child = _Forked if _forks() else _Spawned
        return child(self._files[self._at :], self._then, self._limits)

    def receive(self) -> Any:
        """What came of the next file."""
        name = self._files[self._at][1]
        child = self._child = self._child or self._start()
        answer = child.receive(self._limits.waiting)
        self._at += 1
        if answer is not None:
            return _opened(answer, name)
        cause = child.cause()
        self.end()
        return unreadable(name, cause, _ASK)

    def end(self) -> None:
        """End the child, if there is one."""
        if self._child:
            self._child.end()
        self._child = None


def _opened(answer: bytes, name: str) -> Any:
    try:
        return pickle.loads(answer)
    except Exception as error:  # an answer cut short, or of a class that is not here
        return unreadable(
            name, f"The file was read, but its content could not be handed on ({type(error).__name__}).", _ASK
        )


def _forks() -> bool:
    return hasattr(os, "fork") and os.environ.get(_SPAWN) != "1"


class _Forked:
    """A child by fork; its answers come through a pipe, each preceded by its length."""

    def __init__(self, files: Sequence[tuple[Path, str]], then: Then[T], limits: Limits) -> None:
        self._late = False
        self._status: int | None = None
        self._pipe, writing = os.pipe()
        gc.freeze()  # so that the child's collector does not touch, and so copy, the parent's pages
        with warnings.catch_warnings():  # a progress bar may run a thread; the child uses nothing that it could hold
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if self._pid == 0:
            _be_the_child(writing, self._pipe, files, then, limits)
        gc.unfreeze()
        os.close(writing)

    def receive(self, waiting: float) -> bytes | None:
        """The next answer; None where the child died or took too long."""
        until = time.monotonic() + waiting
        head = self._bytes(_LENGTH.size, until)
        return None if head is None else self._bytes(_LENGTH.unpack(head)[0], until)

    def _bytes(self, count: int, until: float) -> bytes | None:
        parts: list[bytes] = []
        while count:
            ready, _, _ = select.select([self._pipe], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                self._late = True
                return None
            part = os.read(self._pipe, min(count, 1 << 20))
            if not part:
                return None
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def cause(self) -> str:
        """Why no answer came, as a sentence."""
        self.end()
        if self._late or self._status == signal.SIGXCPU:
            return "Reading the file took too long and was stopped."
        return "The file is damaged or too large: reading it ended the reading process."

    def end(self) -> None:
        """Kill the child if it still runs, and wait for it."""
        if self._status is not None:
            return
        os.close(self._pipe)
        self._status = 0
        with suppress(ChildProcessError, ProcessLookupError):
            ended, status = os.waitpid(self._pid, os.WNOHANG)
            if not ended:
                os.kill(self._pid, signal.SIGKILL)
                _, status = os.waitpid(self._pid, 0)
            self._status = status & 0x7F


def _be_the_child(writing: int, reading: int, files: Sequence[tuple[Path, str]], then: Then[T], limits: Limits) -> None:
    """Read, answer, and leave without running anything of the parent's."""
    try:
        os.close(reading)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the child
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _silence()
        _limit_memory(limits.memory)
        gc.disable()
        for path, name in files:
            _limit_processor(limits.processor)
            answer = _answer(path, name, then)
            _write(writing, _LENGTH.pack(len(answer)))
            _write(writing, answer)
    finally:
        os._exit(0)


def _answer(path: Path, name: str, then: Then[T]) -> bytes:
    try:
        return pickle.dumps(then(read(path, name)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(unreadable(name, "The file needs more memory than is allowed for one file.", _ASK))
    except Exception as error:
        said = f"The file was opened, but a fault of this program stopped its reading ({_fault(error)})."
        return pickle.dumps(unreadable(name, said, "Please report this with the file, if it may be shared."))


def _fault(error: BaseException) -> str:
    """Kind and place of a fault, `ValueError in tables/heads.py, line 80`; never its text, which may quote the file."""
    package, place = str(Path(__file__).parents[1]) + os.sep, ""
    step = error.__traceback__
    while step:
        if (file := step.tb_frame.f_code.co_filename).startswith(package):
            place = f" in {file.removeprefix(package)}, line {step.tb_lineno}"
        step = step.tb_next
    return type(error).__name__ + place


def _write(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]


def _silence() -> None:
    """Native readers print when they abort; nobody can use that."""
    if (told := sys.modules.get("faulthandler")) is not None:
        told.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)


def _limit_memory(above: int) -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        wanted = pages * os.sysconf("SC_PAGE_SIZE") + above
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(seconds: int) -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


class _Spawned:
    """A child where there is no fork: the same, a little slower to start, and with the deadline as its only limit."""

    def __init__(self, files: Sequence[tuple[Path, str]], then: Then[T], limits: Limits) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        self._late = False
        self._pipe, writing = context.Pipe(duplex=False)
        given = (writing, list(files), then, limits, tuple(locked.passwords))
        self._process = context.Process(target=_spawned, args=given, daemon=True)
        self._process.start()
        writing.close()

    def receive(self, waiting: float) -> bytes | None:
        """The next answer; None where the child died or took too long."""
        try:
            if self._pipe.poll(waiting):
                return self._pipe.recv_bytes()
        except (EOFError, OSError):
            return None
        self._late = True
        return None

    def cause(self) -> str:
        """Why no answer came, as a sentence."""
        if self._late:
            return "Reading the file took too long and was stopped."
        return "The file is damaged or too large: reading it ended the reading process."

    def end(self) -> None:
        """Kill the child if it still runs, and wait for it."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _spawned(
    pipe: Any, files: Sequence[tuple[Path, str]], then: Then[T], limits: Limits, passwords: Sequence[str]
) -> None:
    locked.passwords[:] = passwords
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _silence()
    _limit_memory(limits.memory)
    gc.disable()
    for path, name in files:
        _limit_processor(limits.processor)
        pipe.send_bytes(_answer(path, name, then))
