"""Large returns: ten times as much takes ten times the steps, and at full size they stay inside limits.

Steps are calls of functions, counted, so that nothing depends on how quick or how busy a machine is.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import makers
import pytest
from conftest import RUN
from makers import attacks, letters, mails, parts

from cyberflag.collection import collect
from cyberflag.decisions import Record
from cyberflag.readers import read
from cyberflag.returns import interpret, survey

TIMES = 10
MOST = 12  # times as many steps for ten times as much: what is looked up in logarithmic time is let through
OFFENCES = ("Rape of a female under 16", "Sexual grooming", "Sexual activity involving a child under 16")


def csv_rows(number: int) -> bytes:
    """A listing: a row an offence."""
    chance = random.Random(number)
    rows = "".join(
        f"KP/{n:07d}/15,{chance.choice(OFFENCES)},{chance.randrange(1, 29):02d}/{chance.randrange(4, 13):02d}/2015,"
        f"{chance.randrange(1, 18)},{chance.choice('YN')}\r\n"
        for n in range(number)
    )
    return f"Crime reference,Offence,Date recorded,Victim age,Cyber flag\r\n{rows}".encode()


def workbook_rows(number: int) -> bytes:
    """The same as a worksheet, with its texts in the cells."""
    chance = random.Random(number)
    names = "".join(
        parts.cell(f"{letter}1", text)
        for letter, text in zip("ABCD", ("Crime reference", "Offence", "Victim age", "Cyber flag"), strict=True)
    )
    rows = "".join(
        f'<row r="{n}">{parts.cell(f"A{n}", f"KP/{n:07d}/15")}{parts.cell(f"B{n}", chance.choice(OFFENCES))}'
        f'<c r="C{n}"><v>{chance.randrange(1, 18)}</v></c>{parts.cell(f"D{n}", chance.choice("YN"))}</row>'
        for n in range(2, number + 2)
    )
    return parts.workbook(parts.sheet(f'<row r="1">{names}</row>{rows}'))


def sheets(number: int) -> bytes:
    """A workbook of so many sheets, each with a table of its own."""
    import openpyxl

    book = openpyxl.Workbook()
    for n in range(number):
        sheet = book.active if n == 0 else book.create_sheet()
        assert sheet is not None
        for row in (
            ["Kent Police"],
            [attacks.TITLE],
            ["Age", "Offences"],
            [12, n % 7],
            [13, n % 5],
            ["Total", n % 7 + n % 5],
        ):
            sheet.append(row)
    return makers.saved(book)


def named(number: int) -> str:
    """A name in letters, for none to be known from before."""
    return "".join(chr(97 + number // 26**at % 26) for at in range(6)).capitalize()


def columns(number: int) -> bytes:
    """A sheet with so many columns of counts, and their total."""
    chance = random.Random(number)
    counts = [[chance.randrange(9) for _ in range(number)] for _ in range(4)]
    grid: makers.Grid = [
        [attacks.TITLE],
        ["Age", *[f"Station {named(number * 10_000 + n)}" for n in range(number)], "Total"],
    ]
    grid = [*grid, *([age, *row, sum(row)] for age, row in zip((12, 13, 14, 15), counts, strict=True))]
    return makers.csv(grid)


def offences(number: int) -> makers.Grid:
    """A table of so many offences of names that no list knows."""
    named_ones: makers.Grid = [[f"{OFFENCES[0]} {named(number * 1_000 + n)}", n % 40] for n in range(number)]
    return [[attacks.TITLE], ["Offence", "Offences"], *named_ones]


def letter(number: int) -> str:
    """Paragraphs that each say something of the flag and of a number."""
    return "\n\n".join(
        [
            "Kent Police",
            *(
                f"{named(number * 1_000 + n)} {named(n)}: the cyber flag is used in {n % 90} offences."
                for n in range(number)
            ),
        ]
    )


def small_returns(number: int) -> dict[str, bytes]:
    """So many small tables of one force."""
    return {f"{named(n)}.csv": f"Kent Police\n{attacks.TITLE}\nAge,Offences\n12,{n}\n".encode() for n in range(number)}


def counted(work: Callable[[], object]) -> int:
    """How many functions are called."""
    calls = 0

    def count(_frame: object, event: str, _about: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


LARGE: dict[str, tuple[Callable[[int], bytes], str, int]] = {
    "rows of csv": (csv_rows, "csv", 500),
    "rows of a workbook": (workbook_rows, "xlsx", 500),
    "sheets of a workbook": (sheets, "xlsx", 8),
    "columns of a sheet": (columns, "csv", 60),
    "offences of an xls": (lambda n: makers.xls(offences(n)), "xls", 60),
    "offences of an ods": (lambda n: makers.ods(offences(n)), "ods", 60),
    "offences of a page": (lambda n: makers.html(offences(n)), "html", 60),
    "lines of a text": (lambda n: letter(n).encode(), "txt", 12),
    "paragraphs of a letter": (lambda n: letters.docx("".join(map(letters.p, letter(n).split("\n\n")))), "docx", 12),
    "pages of a PDF": (lambda n: letters.pdf([letters.lines_at(50, 780, [letter(4)])] * n), "pdf", 2),
    "members of an archive": (lambda n: makers.zipped(small_returns(n)), "zip", 15),
    "attachments of a message": (lambda n: mails.with_attachments(*small_returns(n).items()).as_bytes(), "eml", 15),
}


def as_one_return(path: Path) -> None:
    interpret(None, survey(read(path, path.name)), Record())


@pytest.mark.parametrize("what", LARGE)
def test_row_ten_times_as_much_in_a_file_takes_ten_times_the_steps(what: str, tmp_path: Path) -> None:
    make, suffix, number = LARGE[what]
    steps: list[int] = []
    for size in (number // 2, number, number * TIMES):  # the first run loads what is loaded once
        path = tmp_path / f"Kent Police.{suffix}"
        path.write_bytes(make(size))
        steps.append(counted(partial(as_one_return, path)))
    assert steps[2] < MOST * steps[1], steps


def small_files(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        text = f"Force {n} Police\n{attacks.TITLE}\nAge,Offences\n12,{n % 7}\n13,{n}\nTotal,{n % 7 + n}\n"
        (folder / f"file {n:05d}.csv").write_text(text, encoding="utf-8")
    return folder


def test_row_ten_times_as_many_small_files_take_ten_times_the_steps(tmp_path: Path) -> None:
    steps = [counted(partial(collect, small_files(tmp_path / f"{size}", size))) for size in (10, 20, 200)]
    assert steps[2] < MOST * steps[1], steps


WHOLE = {
    # bytes of memory, seconds of processor; well above what was measured, well below what would grow with a square
    "10,000 small files": (1 << 30, 120),
    "100,000 rows of a workbook": (1 << 30, 60),
    "1,000,000 rows of csv": (3 << 29, 60),
    "200 sheets": (1 << 30, 30),
    "2,000 columns": (1 << 30, 30),
}


def whole(what: str, folder: Path) -> Path:
    if what == "10,000 small files":
        return small_files(folder, 10_000)
    folder.mkdir()
    made: dict[str, Callable[[], tuple[str, bytes]]] = {
        "100,000 rows of a workbook": lambda: ("Kent Police.xlsx", workbook_rows(100_000)),
        "1,000,000 rows of csv": lambda: ("Kent Police.csv", csv_rows(1_000_000)),
        "200 sheets": lambda: ("Kent Police.xlsx", sheets(200)),
        "2,000 columns": lambda: ("Kent Police.csv", columns(2_000)),
    }
    name, data = made[what]()
    (folder / name).write_bytes(data)
    return folder


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("what", WHOLE)
def test_row_returns_of_full_size_stay_inside_limits(what: str, tmp_path: Path) -> None:
    memory, processor = WHOLE[what]
    limited = (
        f"import resource as r; r.setrlimit(r.RLIMIT_AS, ({memory}, {memory})); "
        f"r.setrlimit(r.RLIMIT_CPU, ({processor}, {processor}))\n{RUN}"
    )
    line = [sys.executable, "-c", limited, "report", str(whole(what, tmp_path / "returns")), "--format", "json", "-q"]
    done = subprocess.run(line, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
