"""A collection by hand, the command line at a fixed width, and whole runs compared with files."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cyberflag.collection import Collection, collect
from cyberflag.decisions import Asked, Record
from cyberflag.issues import Where, issue
from cyberflag.observations import Observation
from cyberflag.readers import read
from cyberflag.replies import Reply
from cyberflag.returns import ForceReturn, Headline, LeftOut, survey
from cyberflag.words.counts import Count, exactly
from cyberflag.words.periods import Period
from cyberflag.words.victims import UNKNOWN_AGE, Age

YEAR = Period(date(2015, 4, 1), date(2016, 3, 31))
EARLIER = Period(date(2014, 4, 1), date(2015, 3, 31))

MANY = 1_000  # tests
SAMPLES = Path(__file__).parents[1] / "samples" / "returns"

# The program, for a process of its own.
RUN = "import sys; from cyberflag.cli import main; sys.exit(main())"

Make = Callable[..., Collection]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files")


def age(text: str) -> Age:
    """An age as the tidy table writes it."""
    if text == "unknown":
        return UNKNOWN_AGE
    if text.endswith("+"):
        return Age(int(text[:-1]), None, "band")
    low, _, high = text.partition(" to ")
    return Age(int(low), int(high or low), "band" if high else "single")


def count(value: int | str) -> Count:
    """`12`, `1 to 4`, `at least 3`."""
    if isinstance(value, int):
        return exactly(value)
    low, _, high = value.removeprefix("at least ").partition(" to ")
    return Count(int(low), int(high) if high else None, "suppressed", value)


def headline(
    force: str, value: int | str, period: Period = YEAR, measure: str = "offences", flag: str = "cyber", **more: object
) -> Headline:
    """A headline read from B2 of the force's workbook."""
    where = Where(f"{force}.xlsx", "Sheet1", "B2")
    return replace(Headline(force, period, measure, flag, count(value), where=where, images="out"), **more)


def aged(
    force: str,
    ages: dict[str, int | str],
    period: Period = YEAR,
    measure: str = "offences",
    flag: str = "cyber",
    column: str = "B",
) -> list[Observation]:
    """Observations by age, one below the other."""
    return [
        Observation(
            Where(f"{force}.xlsx", "Sheet1", f"{column}{row}"),
            count(value),
            str(value),
            period,
            measure,
            flag,
            age=age(text),
            table="t1",
            used="both",
            force=force,
        )
        for row, (text, value) in enumerate(ages.items(), start=3)
    ]


def replied(
    force: str,
    *headlines: Headline,
    ages: dict[str, int | str] | None = None,
    status: str = "answered",
    flag_use: str = "used",
    quote: str = "",
    asked: bool = True,
) -> ForceReturn:
    """A return with these headlines; with a quote it makes a statement on the flag."""
    file = f"{force}.xlsx"
    place = Where(file, "", "p2")
    reply = Reply(
        place, status, flag_use if quote else "not-stated", quote=quote, speaker="force" if quote else "", force=force
    )
    return ForceReturn(
        force, "", (file,), aged(force, ages or {}), list(headlines), [], [reply], [], status, flag_use, asked
    )


def collection(*returns: ForceReturn, roster: tuple[Asked, ...] = (), **more: object) -> Collection:
    """A collection of these returns; without a roster, of those asked."""
    names = sorted({body for one in returns if one.asked and one.force for body in one.force.split(" + ")})
    record = Record(roster_source="asked.csv", roster=roster or tuple(Asked(name, children=100_000) for name in names))
    sources = [(file, "xlsx", "0" * 64) for one in returns for file in one.files]
    found = [one for item in returns for one in item.issues]
    made = Collection(sorted(returns, key=lambda r: r.force), record, found, sources, [], "inputs00")
    return replace(made, **more)


def four_of_two_years() -> list[ForceReturn]:
    """Four forces with flagged offences in two years, and of all offences one more; of each year one figure is small."""
    return [
        replied(
            f"{name} Police",
            headline(f"{name} Police", now),
            headline(f"{name} Police", before, EARLIER),
            headline(f"{name} Police", now + 1, flag="all"),
        )
        for name, now, before in (("A", 3, 50), ("B", 20, 2), ("C", 30, 30), ("D", 44, 40))
    ]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Before many tests, read every sample here once, so that no child that reads has to load and compile anew."""
    if len(session.items) > MANY:
        for path in SAMPLES.rglob("*.*"):
            survey(read(path, path.name))
        gc.collect()
        gc.freeze()  # what was collected stays to the end; no child looks at it, and so none copies it


@pytest.fixture
def small() -> Collection:
    """Four made-up forces: two with figures, one that does not use the flag, one silent; one not asked."""
    loam = replied(
        "Loamshire Police",
        headline("Loamshire Police", 12, as_at=date(2016, 4, 18)),
        ages={"1": 1, "12": 4, "13": 6, "unknown": 1},
        quote="The online flag is used.",
    )
    barset = replied(
        "Barsetshire Police",
        headline("Barsetshire Police", "20 to 23", from_request=("flag",)),
        ages={"0 to 11": 8, "13": "1 to 4", "14 to 17": 11},
    )
    wessex = replied(
        "Wessex Police", status="answered", flag_use="not-used", quote="This force does not use the cyber flag."
    )
    wessex.left_out.append(
        LeftOut(
            "Wessex Police",
            "flag-not-used",
            exactly(0),
            YEAR,
            "offences",
            "cyber",
            Where("Wessex Police.xlsx", "Sheet1", "B2"),
        )
    )
    wessex.issues.append(
        issue("flag-not-used", Where("Wessex Police.xlsx", "", "p2"), force="Wessex Police").identified("w")
    )
    barset.issues.append(
        issue(
            "total-mismatch", Where("Barsetshire Police.xlsx", "Sheet1", "B9"), force="Barsetshire Police"
        ).identified("b")
    )
    other = replied("Ruritania Police", headline("Ruritania Police", 5), asked=False)
    roster = tuple(
        Asked(name, children=number)
        for name, number in (
            ("Barsetshire Police", 150_000),
            ("Loamshire Police", 50_000),
            ("Mercia Police", 1_500),
            ("Wessex Police", 98_500),
        )
    )
    return collection(loam, barset, wessex, other, roster=roster)


@pytest.fixture(scope="session")
def samples() -> Collection:
    """The samples, read."""
    return _kept((SAMPLES,))


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For commands on files that stay as they are: they are read for the first, and the others are given the same.

    So it is seen as well that nothing which is asked of a collection changes it.
    """

    def kept(*paths: Path, progress: object, beside: Iterable[Path], **files: Path | None) -> Collection:
        named = tuple((name, path.absolute()) for name, path in files.items() if path)
        return _kept(tuple(path.absolute() for path in paths), tuple(path.absolute() for path in beside), named)

    monkeypatch.setattr("cyberflag.outputs.delivery.collect", kept)


@cache
def _kept(
    paths: tuple[Path, ...], beside: tuple[Path, ...] = (), named: tuple[tuple[str, Any], ...] = ()
) -> Collection:
    return collect(*paths, beside=beside, **dict(named))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file under golden/; --update rewrites it."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--update"):
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_text(encoding="utf-8")

    return compare
