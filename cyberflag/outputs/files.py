"""Writing files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put the content into the file, or leave what was there; raises OSError when it cannot."""
    # A link is written through, so that what it names is replaced and not the link.
    target = path.resolve()
    if target.exists() and not target.is_file() and not path.is_dir():  # a device or pipe has nothing to keep
        target.write_bytes(content)
        return
    write_through(path, lambda made: _written(made, content))


def _written(made: Path, content: bytes) -> None:
    with made.open("wb") as file:
        file.write(content)


def write_through(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a file beside, then put it in place of `path`, or leave what was there; raises OSError."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder")
    import tempfile  # pulls in the random numbers, and most runs write no file

    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=".cyberflag-", dir=target.parent)
    os.close(handle)
    made = Path(name)
    try:
        write(made)
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.chmod(_mode(target))
        made.replace(target)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
