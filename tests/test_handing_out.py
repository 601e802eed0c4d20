"""Attacks on what is handed out: every command either refuses, or tells nothing that its published fellows do not."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from conftest import EARLIER, YEAR, aged, collection, four_of_two_years, headline, replied
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberflag.cli import cli, main
from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError, Where
from cyberflag.observations import Observation
from cyberflag.outputs.saying import as_bytes
from cyberflag.summaries.handing_out import change_published, offences_published, regions_published
from cyberflag.summaries.publishing import (
    ages_published,
    forces_published,
    report_published,
    totals_published,
    youngest_published,
)
from cyberflag.summaries.quotations import flags_published
from cyberflag.summaries.regions import RegionMap
from cyberflag.summaries.selection import Selection
from cyberflag.summaries.splits import WAYS
from cyberflag.summaries.withholding import FEWER
from cyberflag.words.counts import exactly

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "returns"
LETTERS = "ABCDEFGH"
Shares = list[float | None]


def publishing(command: click.Command) -> click.Option:
    return next(one for one in command.params if isinstance(one, click.Option) and one.name == "publish")


def given_out() -> set[str]:
    return {name for name, command in cli.commands.items() if not publishing(command).hidden}


def by_offence(force: str, grooming: int, figure: int) -> list[Observation]:
    """A second breakdown, by offence: so many grooming, the rest without an offence."""
    parts = (("grooming", grooming), ("", figure - grooming))
    return [
        Observation(
            Where(f"{force}.xlsx", "Sheet1", f"D{row}"), exactly(number), str(number), YEAR, "offences", "cyber",
            offence_group=group, table="t2", force=force, not_used_because="other-breakdown",
        )
        for row, (group, number) in enumerate(parts, start=3)
    ]  # fmt: skip


def made(figures: list[int], known_age: Mapping[int, int] = {}, known_offence: Mapping[int, int] = {}) -> Collection:
    """Forces A, B, C … with these figures, and of how many the age (13) and the offence (grooming) are known."""
    returns = []
    for at, figure in enumerate(figures):
        force = f"{LETTERS[at]} Police"
        one = replied(force, headline(force, figure))
        if at in known_age:
            one.observations.extend(aged(force, {"13": known_age[at], "unknown": figure - known_age[at]}))
        if at in known_offence:
            one.observations.extend(by_offence(force, known_offence[at], figure))
        returns.append(one)
    return collection(*returns)


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_publishes_or_says_what_to_use_instead(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if name in given_out():
        return
    assert main([name, "nowhere", "--publish"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"cyberflag: {name} has no --publish: ") and said.count("\n") == 1
    instead = re.findall(r"`(?:cyberflag )?([a-z]+)[^`]*`", said)
    assert set(instead) <= given_out() and (instead or "as it is" in said)


@pytest.mark.parametrize("way", [way for way in WAYS if way != "offence"])
def test_a_split_by_anything_but_offence_is_refused(way: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["split", str(SAMPLES), "--by", way, "--publish"]) == 2
    assert "`cyberflag split RETURNS --by offence --publish`" in capsys.readouterr().err


def test_the_readme_names_the_commands_that_publish_and_no_other() -> None:
    (point,) = re.findall(
        r"^\d\. (The tables hold small numbers.*?)\n\n", (ROOT / "README.md").read_text("utf-8"), re.M | re.S
    )
    assert set(re.findall(r"`([a-z]+)(?: --by offence)?`", point)) == given_out()


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("name", sorted(given_out()))
def test_what_is_published_of_the_samples_has_no_cell_and_no_sheet(
    name: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    more = ["--by", "offence"] if name == "split" else []
    assert main([name, str(SAMPLES), *more, "--publish", "--format", "json", "-q"]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert not re.search(r'"(?:sheet|cell|place|where)": "[^"]', told)
    assert not re.search(r"![A-Z]{1,2}\d+", told)


# ---- regions against forces and totals


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=7), st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_no_map_of_regions_tells_more_than_the_rows_of_the_forces(figures: list[int], places: list[int]) -> None:
    one = made(figures)
    names = [f"{LETTERS[at]} Police" for at in range(len(figures))]
    drawn = RegionMap(
        {f"R{p}": tuple(n for n, at in zip(names, places, strict=False) if at == p) for p in (0, 1)}, "a map"
    )
    shown = {row["force"]: row["count"] for row in forces_published(one).records() if row["count"] is not None}
    for row in regions_published(one, regions=drawn).records():
        inside = [name for name in row["with_figures"].split("; ") if name]
        assert set(inside) <= shown.keys()
        assert row["count"] == (sum(shown[name] for name in inside) if inside else None)


def test_a_region_names_the_forces_whose_figure_is_not_shown() -> None:
    one = made([40, 20, 3, 30])
    drawn = RegionMap({"North": ("A Police", "C Police", "Z Police"), "South": ("B Police",)}, "a map")
    found = regions_published(one, regions=drawn)
    rows = {row["region"]: (row["count"], row["missing"], row["withheld"]) for row in found.records()}
    assert rows["North"] == (40, "Z Police", "C Police")
    assert rows["South"] == (None, "", "B Police")
    assert f"C Police ({FEWER})" in " ".join(found.notes)
    assert not {23, 3, 20, 43, 63} & {row["count"] for row in found.records()}


# ---- change against forces


YEARS = (("A", 3, 50), ("B", 20, 2), ("C", 30, 31), ("D", 44, 40), ("E", 60, 61), ("F", 7, 90))


def two_years(*figures: tuple[str, int, int]) -> Collection:
    """Forces with a figure of this year and of the year before."""
    return collection(
        *(
            replied(f"{n} Police", headline(f"{n} Police", now), headline(f"{n} Police", before, EARLIER))
            for n, now, before in figures
        )
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=7))
def test_a_change_tells_no_more_than_the_rows_of_the_forces(figures: list[tuple[int, int]]) -> None:
    one = two_years(*((LETTERS[at], now, before) for at, (now, before) in enumerate(figures)))
    shown = {(r["force"], r["period"]): r["count"] for r in forces_published(one).records() if r["count"] is not None}
    found = change_published(one, EARLIER, YEAR)
    for row in found.records():
        old, new = shown.get((row["force"], "2014/15")), shown.get((row["force"], "2015/16"))
        assert (row["before"], row["after"]) == (old, new)
        assert row["difference"] == (None if old is None or new is None else new - old)
        assert bool(row["withheld"]) is (old is None or new is None)
    both = [name for name, period in shown if period == "2014/15" and (name, "2015/16") in shown]
    sums = [sum(shown[name, period] for name in both) for period in ("2014/15", "2015/16")]
    assert not both or f"{sums[0]} to {sums[1]}" in found.title or f"unchanged at {sums[0]}," in found.title


@pytest.mark.usefixtures("read_once")
def test_a_change_between_rounds_or_over_periods_that_overlap_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(SAMPLES), str(SAMPLES), "--publish", "-q"]) == 2
    assert "`cyberflag forces RETURNS --publish`" in capsys.readouterr().err
    for more in ("--cumulative", "--restated"):
        assert main(["compare", str(SAMPLES), more, "--publish", "-q"]) == 2
    with pytest.raises(CyberflagError, match="2015/16, 2014/15"):
        change_published(two_years(*YEARS), YEAR, YEAR)


# ---- ages and offences against totals and forces


def told_of(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    return {
        row["force"]: (row["count"], row["count"])
        if row["count"] is not None
        else (0, 4)
        if row["withheld"] == FEWER
        else (5, 99)
        for row in rows
    }


def values_left(
    force: str, told: dict[str, tuple[int, int]], total: int, breakdowns: list[tuple[set[str], int, int]]
) -> list[int]:
    """Every value of a figure for one who sees all exports, and knows which forces gave ages and which offences.

    The forces fall into classes by what they gave; all sums of the classes are tried.
    """
    found = []
    for value in range(told[force][0], min(told[force][1], total) + 1):
        fixed = {**told, force: (value, value)}
        classes: dict[tuple[bool, ...], list[int]] = {}
        for name, (low, high) in fixed.items():
            ends = classes.setdefault(tuple(name in giving for giving, _, _ in breakdowns), [0, 0])
            ends[0], ends[1] = ends[0] + low, ends[1] + min(high, total)
        ranges = [range(low, min(high, total) + 1) for low, high in classes.values()]
        for sums in itertools.product(*ranges[1:]):
            first = total - sum(sums)
            if first not in ranges[0]:
                continue
            by_class = dict(zip(classes, (first, *sums), strict=True))
            if all(
                sum(n for kind, n in by_class.items() if kind[at]) >= known
                and sum(n for kind, n in by_class.items() if not kind[at]) <= unknown
                for at, (_, known, unknown) in enumerate(breakdowns)
            ):
                found.append(value)
                break
    return found


def some(figures: list[int], shares: Shares) -> dict[int, int]:
    return {at: round(f * s) for at, (f, s) in enumerate(zip(figures, shares, strict=False)) if s is not None}


SHARES = st.lists(st.one_of(st.none(), st.sampled_from((0.0, 0.4, 0.9, 1.0))), min_size=6, max_size=6)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), SHARES, SHARES)
def test_ages_and_offences_together_narrow_no_hidden_figure(
    figures: list[int], ages_of: Shares, offences_of: Shares
) -> None:
    known_age, known_offence = some(figures, ages_of), some(figures, offences_of)
    one = made(figures, known_age, known_offence)
    (total,) = (row["count"] for row in totals_published(one).records())
    told = told_of(forces_published(one).records())
    breakdowns = []
    for found, knowing in ((ages_published(one), known_age), (offences_published(one), known_offence)):
        if not found.data:
            continue
        assert total is not None
        entry = found.data[0]
        giving = {f"{LETTERS[at]} Police" for at in knowing}
        if entry["known"] + entry["unknown"] == total:
            breakdowns.append((giving, entry["known"], entry["unknown"]))
        else:  # of the figures shown alone, which are no secret
            assert entry["known"] + entry["unknown"] == sum(low for low, high in told.values() if low == high)
    for force, (low, high) in told.items() if total is not None else ():
        if low != high:
            left = values_left(force, told, total, breakdowns)
            assert left[-1] - left[0] >= 4, (force, left)


def test_offences_keep_back_what_only_ages_beside_them_would_give_away() -> None:
    # D is not shown beside E, F and G. Ages say that it is at most 12, offences that it is at least 9.
    figures, offences = [40, 40, 40, 10, 3, 3, 3], {0: 40, 1: 40, 2: 40, 3: 9}
    alone = offences_published(made(figures, known_offence=offences)).data[0]
    assert (alone["known"], alone["unknown"]) == (129, 10)
    both = made(figures, {0: 40, 1: 40, 2: 40, 4: 3, 5: 2, 6: 2}, offences)
    assert (ages_published(both).data[0]["known"], ages_published(both).data[0]["unknown"]) == (127, 12)
    kept = offences_published(both).data[0]
    assert (kept["known"], kept["unknown"]) == (120, 0)


def test_offences_of_two_bodies_are_offences_by_force() -> None:
    assert offences_published(made([30, 40, 50], known_offence={0: 20, 1: 20})).data == []
    found = offences_published(made([30, 40, 50], known_offence={0: 20, 1: 20, 2: 20}))
    assert [(row["value"], row["count"]) for row in found.records()] == [("grooming", 60)]
    assert "forces" not in found.records()[0] and found.data[0]["not_giving"] == []


def test_the_total_that_is_not_shown_stands_in_no_other_export() -> None:
    one = made([2, 1], {0: 2, 1: 1}, {0: 2, 1: 1})
    assert totals_published(one).records()[0]["count"] is None
    assert offences_published(one).data == [] and ages_published(one).data == []
    assert all(row["count"] is None for row in regions_published(one).records())


# ---- one pattern, whatever is selected


def test_regions_and_offences_speak_of_what_the_pattern_does() -> None:
    one = collection(*four_of_two_years())
    for summary in (regions_published, offences_published):
        assert summary(one, Selection(flag="all")).rows == ()
    whole = regions_published(one).records()
    assert regions_published(one, Selection(EARLIER)).records() == [r for r in whole if r["period"] == "2014/15"]


def test_a_number_that_is_not_shown_stands_nowhere_in_any_form() -> None:
    figures = [90_001, 80_009, 70_003, 3]
    known = {0: 40_001, 1: 30_007, 2: 60_013, 3: 2}
    one = made(figures, known, known)
    summaries = (report_published, totals_published, forces_published, ages_published, youngest_published)
    hidden = (70_003, 60_013, 9_990)  # of C: its figure, its known ages, the rest
    for summary in (*summaries, regions_published, offences_published):
        for form in ("table", "csv", "json", "xlsx", "html"):
            found = summary(one)
            if (form == "csv" and summary is report_published) or (form == "html" and summary is not report_published):
                continue
            content = as_bytes(found, form)
            if form == "xlsx":
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    content = b"".join(archive.read(name) for name in archive.namelist())
            for number in hidden:
                assert f"{number}".encode() not in content and f"{number:,}".encode() not in content, (summary, form)


# ---- words


def test_what_a_force_says_is_published_without_numbers_and_places() -> None:
    saying = [
        replied(f"{name} Police", headline(f"{name} Police", 9), quote=quote)
        for name, quote in (("A", "The cyber flag is used."), ("B", "Only a couple carried the cyber flag."))
    ]
    found = flags_published(collection(*saying))
    assert [(row["quote"], row["place"]) for row in found.records()] == [("The cyber flag is used.", ""), ("", "")]
    said = as_bytes(found, "table").decode()
    assert "“”" not in said and "1 quotation with a number in it left out" in said
    assert report_published(collection(*saying)).data["flags"] == found.data
