"""Mutants of every sample in every format: each ends in a report, in bounded time and memory."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import makers
import pytest
from makers import attacks, letters, mails, named
from makers.quine import archive_of_itself

from cyberflag.decisions import Record
from cyberflag.issues import Issue
from cyberflag.readers.child import Limits, read_all
from cyberflag.returns import Survey, interpret, survey
from cyberflag.summaries.wording import many

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child by fork")

SAMPLES = Path(__file__).parents[1] / "samples" / "returns"
LIMITS = Limits(memory=1 << 30, processor=10)
PER_TEST = 25  # mutants that one child reads


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Every sample, and one small table or letter in each format that the samples do not have."""
    samples = [
        (path.name, path.read_bytes())
        for path in sorted(SAMPLES.rglob("*"))
        if path.is_file() and path.suffix != ".toml"
    ]
    letter = letters.docx(
        letters.p("Kent Police")
        + letters.p("The cyber flag is not in use.")
        + letters.tbl(letters.tc("12") + letters.tc("3"))
    )
    made = [
        ("a.xlsb", makers.xlsb([*attacks.GRID, ["Other", "#23"]], hidden_rows={3})),
        ("a.fods", makers.fods(attacks.GRID)),
        ("a.html", makers.html(attacks.GRID)),
        ("a.mht", makers.mhtml(attacks.GRID)),
        ("a.xml", makers.xml2003(attacks.GRID)),
        ("a.docx", letter),
        ("a.eml", mails.with_attachments(("a.xlsx", attacks.GOOD), ("b.docx", letter)).as_bytes()),
        ("a.zip", makers.zipped({"Kent/a.xlsx": attacks.GOOD, "b.csv": attacks.LINES.encode()})),
        ("a.csv", attacks.LINES.encode()),
        ("a.xls", named.old_office(named.summary(), ("_VBA_PROJECT_CUR",))),
        ("b.pdf", named.pdf(b"/Author(A. N. Other)/Keywords(online)", named.XMP)),
        ("b.zip", archive_of_itself()),
        ("a.rtf", b"{\\rtf1\\ansi Kent Police\\par The cyber flag is not used.\\par\\trowd 12\\cell 3\\cell\\row}"),
    ]
    return (*samples, *made)


def flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 40)):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def swapped(data: bytes, chance: random.Random) -> bytes:
    a, b, c = sorted(chance.randrange(len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def repeated(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:b] + data[a : min(b, a + 4096)] * chance.randrange(1, 60) + data[b:]


def of_parts(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """The same change inside the members of a zip, which is put together again; now and then one is left out."""

    def changed(data: bytes, chance: random.Random) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
        except zipfile.BadZipFile:
            return change(data, chance)
        for name in chance.sample(sorted(parts), min(len(parts), chance.randrange(1, 3))):
            if chance.random() < 0.2:
                del parts[name]
            elif parts[name]:
                parts[name] = change(parts[name], chance)
        return makers.zipped(parts)

    return changed


CHANGES = (flip, cut, swapped, repeated, of_parts(flip), of_parts(cut), of_parts(swapped), of_parts(repeated))


def check(numbers: range, folder: Path) -> None:
    """Read these mutants with one child after another; each answer is a survey that interprets, or an issue."""
    files = []
    for number in numbers:
        chance = random.Random(number)
        name, data = seeds()[number % len(seeds())]
        path = folder / f"{number} {name}"
        path.write_bytes(CHANGES[chance.randrange(len(CHANGES))](data, chance))
        files.append((path, path.name))
    stopped = []
    for name, answer in read_all(files, survey, limits=LIMITS):
        if isinstance(answer, Issue):
            assert answer.code == "unreadable-file" and answer.message and answer.hint
            if "fault of this program" in answer.message or re.search(
                "too long|memory|ended the reading", answer.message
            ):
                stopped.append(f"{name}: {answer.message}")
            continue
        report(answer)
    assert not stopped, f"{many(len(stopped), 'mutant')}: {stopped}"


def report(answer: list[Survey]) -> None:
    one = interpret(None, answer, Record())
    assert all(issue.message for issue in one.issues)
    for item in one.observations:
        assert item.count.high is None or 0 <= item.count.low <= item.count.high


@pytest.mark.parametrize("start", range(0, 200, PER_TEST))
def test_row_200_mutants_end_in_a_report(start: int, tmp_path: Path) -> None:
    check(range(start, start + PER_TEST), tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("start", range(200, 2_200, PER_TEST))
def test_row_2000_mutants_end_in_a_report(start: int, tmp_path: Path) -> None:
    check(range(start, start + PER_TEST), tmp_path)
