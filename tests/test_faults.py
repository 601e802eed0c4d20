"""Faults around the tool, and the promises it keeps: the same bytes, no half file, no network, no write but where told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import RUN

SAMPLES = Path(__file__).parents[1] / "samples" / "returns"
KENT = "Kent Police\nOffences with the cyber flag against children under 18, 2015/16\nAge,Offences\n12,12345\n13,24690\nTotal,37035\n"
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def ran(
    arguments: Sequence[object], code: str = RUN, before: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, after some code of the test's."""
    plain = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    line = [sys.executable, "-c", f"{before}\n{code}", *map(str, arguments)]
    around = {**plain, "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run(line, capture_output=True, env=around, check=False)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "Kent Police.csv").write_text(KENT, encoding="utf-8")
    return folder


SEVERAL = """
import sys
from cyberflag.cli import main
folder, out = sys.argv[1:]
for line in (["report", folder, "-o", f"{out}/r.json"], ["report", folder, "-o", f"{out}/r.xlsx"], ["tidy", folder, "-o", f"{out}/t.csv"],
             ["report", folder, "--publish", "-o", f"{out}/p.json"], ["check", folder, "-o", f"{out}/d.xlsx"], ["tidy", folder, "-o", f"{out}/package"]):
    main([*line, "-q"])
"""


def test_row_the_same_bytes_whatever_the_order_locale_zone_seed_and_width(tmp_path: Path) -> None:
    some = sorted(SAMPLES.iterdir())[::9]
    seen = []
    for at, about in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "COLUMNS": "40"},
            {
                "PYTHONHASHSEED": "2",
                "TZ": "Pacific/Kiritimati",
                "LC_ALL": "tr_TR.UTF-8",
                "COLUMNS": "300",
                "FORCE_COLOR": "1",
            },
            {"PYTHONHASHSEED": "3", "TZ": "America/St_Johns", "LANG": "de_DE.UTF-8", "CYBERFLAG_SPAWN": "1"},
        )
    ):
        folder, out = tmp_path / str(at) / "returns", tmp_path / str(at) / "out"
        folder.mkdir(parents=True)
        out.mkdir()
        for path in some if at != 1 else reversed(some):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / path.name)
        done = ran([folder, out], SEVERAL, **about)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        seen.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert len(seen[0]) == 10
    for name, content in seen[0].items():
        assert seen[1][name] == content and seen[2][name] == content, name


WATCH = """
import os, sys
told = int(os.environ["TOLD"])
def watch(event, about):
    if event == "open" and about[0] is not None and not isinstance(about[0], int):
        path, mode, flags = about
        if (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and os.fspath(path) not in ("/dev/null", b"/dev/null"):
            os.write(told, f"write {os.fsdecode(path)}\\n".encode())
    elif event.split(".")[0] in ("socket", "subprocess", "urllib", "ftplib", "smtplib", "webbrowser") or event in (
        "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.symlink", "os.link", "shutil.move",
    ):
        os.write(told, f"{event} {about[0] if about else ''}\\n".encode())
sys.addaudithook(watch)
"""


@POSIX
def test_row_no_network_no_program_and_no_write_but_where_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    kinds = {path.suffix: path for path in sorted(SAMPLES.iterdir()) if path.is_file()}  # one of every format
    folder = tmp_path / "out" / "returns"
    folder.mkdir()
    for path in kinds.values():
        shutil.copy(path, folder)
    line = [sys.executable, "-c", f"{WATCH}\n{SEVERAL}", str(folder), str(out)]
    around = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "TOLD": str(writing),
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path / "none"),
    }
    done = subprocess.run(line, capture_output=True, env=around, pass_fds=[writing], check=False)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        events = pipe.read().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    elsewhere = [one for one in events if f" {out}" not in one]
    assert elsewhere == []
    assert [one for one in events if one.startswith("write")]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


LITTLE_DISK = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))"
KILLED = "import os, pathlib, signal; pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"


@POSIX
@pytest.mark.parametrize("name", ["old.csv", "old.json", "old.xlsx", "old.txt"])
def test_row_disk_full_leaves_the_old_export_whole(returns: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old")
    done = ran(["forces", returns, "-q", "-o", tmp_path / name], before=LITTLE_DISK)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1 and b"could not be written" in done.stderr
    assert (tmp_path / name).read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "returns"])


@POSIX
def test_row_disk_full_leaves_the_old_package_whole(returns: Path, tmp_path: Path) -> None:
    assert ran(["tidy", returns, "-q", "-o", tmp_path / "p"]).returncode == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()}
    (returns / "Surrey Police.csv").write_text(KENT.replace("Kent", "Surrey").replace("12345", "345"), encoding="utf-8")
    done = ran(["tidy", returns, "-q", "-o", tmp_path / "p"], before=LITTLE_DISK)
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()} == before


@POSIX
def test_row_killed_while_writing_leaves_the_old_export_whole(returns: Path, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old")
    done = ran(["forces", returns, "-q", "-o", tmp_path / "old.csv"], before=KILLED)
    assert done.returncode == -9
    assert (tmp_path / "old.csv").read_text() == "old"
    assert ran(["forces", returns, "-q", "-o", tmp_path / "old.csv"]).returncode == 0


@pytest.mark.parametrize("target", ["gone/out.csv", "returns/Kent Police.csv/out.csv", "folder.csv"])
def test_row_target_that_cannot_be_written_is_one_line(returns: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    done = ran(["totals", returns, "-q", "-o", tmp_path / target])
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1 and b"Traceback" not in done.stderr


@POSIX
def test_row_closed_pipe_ends_quietly() -> None:
    line = [sys.executable, "-c", RUN, "tidy", str(SAMPLES), "-q"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_row_full_stdout_is_one_line(returns: Path) -> None:
    with Path("/dev/full").open("w") as full:
        line = [sys.executable, "-c", RUN, "report", str(returns), "-q"]
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1


INTERRUPTED = """
import signal
from cyberflag.outputs import progress
progress.Progress.step = lambda *_: signal.raise_signal(signal.SIGINT)
"""


@POSIX
@pytest.mark.parametrize("spawned", ["0", "1"])
def test_row_ctrl_c_is_130_with_no_partial_export(returns: Path, tmp_path: Path, spawned: str) -> None:
    (returns / "Surrey Police.csv").write_text(KENT.replace("Kent", "Surrey"), encoding="utf-8")
    (tmp_path / "old.csv").write_text("old")
    done = ran(["forces", returns, "-o", tmp_path / "old.csv"], before=INTERRUPTED, CYBERFLAG_SPAWN=spawned)
    assert (done.returncode, done.stdout) == (130, b"")
    assert done.stderr.splitlines() == [b"cyberflag: interrupted"]
    assert (tmp_path / "old.csv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.csv", "returns"]


TERMINALS = [
    {"COLUMNS": "20"},
    {"COLUMNS": "40", "TERM": "dumb"},
    {"COLUMNS": "60", "PYTHONIOENCODING": "cp1252"},
    {"COLUMNS": "80", "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"},
    {"COLUMNS": "100", "FORCE_COLOR": "1"},
    {"COLUMNS": "nonsense", "LINES": "-1", "TERM": ""},
]


IN_EVERY_FORM = """
import sys
from cyberflag.cli import main
for line in (["report"], ["totals", "--format", "csv"], ["totals", "--format", "json"]):
    code = main([line[0], sys.argv[1], *line[1:]])
    for stream in (sys.stdout, sys.stderr):
        stream.write("\f")
    sys.stdout.flush()
    assert code == 0
"""


@pytest.mark.parametrize("about", TERMINALS, ids=[" ".join(f"{k}={v}" for k, v in one.items()) for one in TERMINALS])
def test_row_any_terminal_shows_whole_numbers(returns: Path, about: dict[str, str]) -> None:
    done = ran([returns], IN_EVERY_FORM, **about)
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    report, *plain, rest = done.stdout.split(b"\f")
    for number in (b"37,035", b"24,690", b"12,345"):
        assert number in report
    assert (b"\x1b" in report) is ("FORCE_COLOR" in about)
    assert len(plain) == 2 and all(plain) and not rest
    assert b"\x1b" not in b"".join([*plain, *done.stderr.split(b"\f")[1:]])
