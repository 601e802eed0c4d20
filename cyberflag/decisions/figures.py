"""figures_by_hand: what a person read where the tool could not."""

from __future__ import annotations

import re
from datetime import date, datetime

from cyberflag.decisions.asking import FLAGS, MEASURES, as_period
from cyberflag.decisions.entries import Kept, Row, as_day, rows
from cyberflag.decisions.record import HandFigure
from cyberflag.decisions.roster import read_force
from cyberflag.issues import Where
from cyberflag.words import counts, victims
from cyberflag.words.counts import Count
from cyberflag.words.forces import Names
from cyberflag.words.victims import ALL_AGES, Age

COLUMNS = (
    "force",
    "period",
    "measure",
    "flag",
    "offence",
    "age",
    "sex",
    "count",
    "file",
    "place",
    "by",
    "on",
    "reason",
)
REQUIRED = ("force", "period", "count")
SEXES = ("female", "male", "other", "unknown", "all")


def read_figures(kept: Kept | None, names: Names, mistakes: list[str]) -> tuple[HandFigure, ...]:
    """The figures, in the order of the file; two for the same thing are a mistake."""
    if kept is None:
        return ()
    first: dict[tuple[object, ...], Row] = {}
    figures: list[HandFigure] = []
    for row in rows(kept, COLUMNS, REQUIRED, mistakes):
        figure = _figure(row, names)
        if figure is None:
            continue
        same = (
            figure.force,
            figure.period,
            figure.measure,
            figure.flag,
            figure.offence.casefold(),
            figure.age,
            figure.sex,
        )
        if earlier := first.get(same):
            row.wrong(f"{earlier.place} already gives this figure; keep one")
        first.setdefault(same, row)
        figures.append(figure)
    return tuple(figures)


def _figure(row: Row, names: Names) -> HandFigure | None:
    """One figure; every mistake of the row is noted, and None given for any."""
    before = len(row.mistakes)
    force = read_force(row, row.text("force"), names)
    period = row.read("period", as_period, "a period; write 2015/16")
    count = _count(row)
    measure = row.one_of("measure", MEASURES, "offences")
    flag = row.one_of("flag", (*FLAGS, "unknown"), "cyber")
    age, sex, on = _age(row), _sex(row), _on(row)
    if len(row.mistakes) > before or period is None or count is None:
        return None
    by, reason = row.text("by"), row.text("reason")
    return HandFigure(
        force,
        period,
        count,
        measure,
        flag,
        row.text("offence"),
        age,
        sex,
        _source(row),
        by,
        on,
        reason,
        row.where("count"),
    )


def _count(row: Row) -> Count | None:
    """A count with bounds; a blank, or a date that a spreadsheet program made, is none.

    `<5` may be 0 here: nobody can see whether zeros were printed where it was read.
    """
    value, text = row.value("count"), row.text("count")
    count = None if isinstance(value, date | bool) else counts.parse(value, text, zeros_shown=False)
    if count and count.low >= 0 and count.kind not in ("blank", "unreadable"):
        return count
    row.wrong(f'count "{text}" is not a count; write 12, <5 or 3 to 7' if text else "count is empty")
    return None


def _age(row: Row) -> Age:
    if row.text("age").casefold() in ("", "all"):
        return ALL_AGES
    hint = "; a spreadsheet program may have made a date of it" if isinstance(row.value("age"), date) else ""
    return row.read("age", victims.parse_age, f"an age; write 13, 10 to 12 or unknown{hint}") or ALL_AGES


def _sex(row: Row) -> str:
    text = row.text("sex").casefold()
    if not text or text in SEXES:
        return text or "all"
    return row.read("sex", victims.parse_sex, f"one of {', '.join(SEXES)}") or "all"


def _on(row: Row) -> date | None:
    value = row.value("on")
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    return row.read("on", as_day, "a day; write 2016-05-30") if row.text("on") else None


def _source(row: Row) -> Where:
    """The file and place that the person read; the place may be `Sheet1!C7`, `C7`, `p12` or any words."""
    sheet, _, cell = row.text("place").rpartition("!")
    return Where(re.sub(r"^\./", "", row.text("file").replace("\\", "/")), sheet.strip("'"), cell)
