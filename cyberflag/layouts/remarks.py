"""What a person should know about a table as read: each remark is an issue at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cyberflag.issues import issue
from cyberflag.layouts.breakdowns import counted_apart
from cyberflag.layouts.dims import Dims, age_of, band_was_date
from cyberflag.layouts.reading import Reading
from cyberflag.sums import Sum
from cyberflag.tables import Heading
from cyberflag.words import headings, telling, whose
from cyberflag.words.victims import ALL_AGES

NAMED_CELLS = 8  # of one table that could not be read; the rest are counted


def name_unread(reading: Reading) -> None:
    """Name the cells that stand where counts stand and are none; of many, the first few and how many there are."""
    table = reading.table
    for i, cell in enumerate(reading.unread[:NAMED_CELLS]):
        text = table.look.text(*cell)
        rest = len(reading.unread) - NAMED_CELLS
        more = f" So do {rest} further cells of this table." if rest > 0 and i + 1 == NAMED_CELLS else ""
        words = f"“{text[:60]}” stands where counts stand.{more}"
        reading.issues.append(issue("unread-cell", table.where(*cell), words, text=text))


def name_unread_ages(reading: Reading, rows: Mapping[int, Dims]) -> None:
    """Name the first label in a column of ages that is none; the counts beside it have no age."""
    table = reading.table
    odd = [
        h
        for r, path in table.row_heads.items()
        for h in path
        if h.field == "age" and r in rows and rows[r] in (Dims(), Dims(category=f"label: {h.text}")) and len(path) == 1
    ]
    if odd and len({h.text for h in odd}) > 1:
        words = f"“{odd[0].text}” stands where ages stand, and is none that is known; {len(odd)} lines have no age."
        where = table.where(odd[0].row, odd[0].column)
        reading.issues.append(issue("unread-cell", where, words, text=odd[0].text))


def lines_overlap(reading: Reading, rows: Mapping[int, Dims], columns: Mapping[int, Dims]) -> None:
    """One offence may stand in several lines, as a note says, or as platforms show that exceed their total.

    Then nothing may add them, and a total below their sum is no mistake.
    """
    table = reading.table
    down = [rows[r] for r in table.body_rows]
    across = [columns[c] for c in table.value_columns]
    said = [(r, text) for r, text in [*table.titles, *table.notes] if whose.overlap(text)]
    if said and any(d.category and not d.total for d in [*down, *across]):
        r, text = said[0]
        where, words = table.where(r, table.look.filled[r][0]), f"“{text[:100]}”"
    elif total := next((s for s in reading.row_sums.values() if _exceeded(s) and _platforms(s, down)), None):
        first = total.checks[0]
        text, where = str(first.printed), table.where(table.body_rows[total.line], table.value_columns[first.position])
        words = f"The total says {text}, the platforms add up to {first.summed}: one offence may stand under several."
    else:
        return
    reading.overlapping = True
    for sums, dims in ((reading.row_sums, down), (reading.column_sums, across)):
        for line, one in sums.items():
            if _exceeded(one) and all(dims[part].category for part in one.parts):
                sums[line] = replace(one, checks=())
    reading.issues.append(
        issue("lines-overlap", where, f"{words} The lines of this breakdown are no parts of one sum.", text=text)
    )


def filtered(reading: Reading) -> None:
    """Say where a filter above a pivot table let several values through that nobody can see."""
    table = reading.table
    for r, text in table.titles:
        name, colon, value = text.partition(": ")
        if colon and headings.filter_of(value) == "several":
            words = f"The table was filtered by “{name}”, to several values that it does not show."
            reading.issues.append(issue("filter-unseen", table.where(r, table.look.filled[r][-1]), words, text=text))


def lines_aside(reading: Reading, heads: Mapping[int, Sequence[Heading]]) -> frozenset[int]:
    """Lines that say themselves that no total counts them; the first is named."""
    aside = counted_apart(heads)
    if not aside or len(aside) == len(heads):
        return frozenset()
    first = next(h for path in heads.values() for h in path if telling.stands_aside(h.text))
    words = f"“{first.text[:100]}” says that it is counted apart, so it was not added."
    reading.issues.append(issue("line-left-out", reading.table.where(first.row, first.column), words, text=first.text))
    return aside


def lines_of_another_kind(
    reading: Reading, heads: Mapping[int, Sequence[Heading]], axis: Mapping[int, Dims], sums: Mapping[int, Sum]
) -> frozenset[int]:
    """Lines such as `Population` beside `Offences`, which no total shows to be parts of what that counts.

    They are not added to it, and one of them is named. Nothing is done where a line is proved to be their sum.
    """
    lines = list(axis)
    whole = [k for k in lines if not axis[k].members and not axis[k].total and _counted(heads.get(k, ()))]
    odd = [k for k in lines if axis[k].category.startswith("label: ") and len(axis[k].members) == 1]
    odd = [k for k in odd if heads.get(k) and not telling.no_count(heads[k][-1].text)]
    odd += [k for k in lines if not heads.get(k) and axis[k] == Dims()]  # a number beside the counts, under no heading
    proved = {lines[i] for i, one in sums.items() if one.agrees}
    if not whole or not odd or proved & {*whole, *odd}:
        return frozenset()
    own = heads[whole[0]][-1]
    first = heads[odd[0]][-1] if heads.get(odd[0]) else Heading(own.row, odd[0], "", own.meaning)
    more = f" Nor were {len(odd) - 1} further lines." if len(odd) > 2 else " Nor was another." if len(odd) == 2 else ""
    named = f"“{first.text}”" if first.text else "A column under no heading"
    words = f"{named} is of another kind than “{own.text}” and was not added to it.{more}"
    where = reading.table.where(first.row, first.column)
    reading.issues.append(issue("line-left-out", where, words, text=first.text or named))
    return frozenset(odd)


def _counted(path: Sequence[Heading]) -> bool:
    """Whether a heading is that of counts, and says nothing more."""
    return bool(path) and (headings.field(path[-1].text) == "count" or bool(headings.measure(path[-1].text)))


def _exceeded(one: Sum) -> bool:
    """Whether the parts are more than the printed total at some place, and nowhere less."""
    off = [check for check in one.checks if check.state == "off"]
    return bool(off) and all(c.printed.high is not None and c.printed.high < c.summed.low for c in off)


def _platforms(one: Sum, dims: Sequence[Dims]) -> bool:
    return all(dims[part].category.startswith("platform: ") for part in one.parts)


def notes_on_bands(reading: Reading) -> None:
    """Say which bands were read back from dates."""
    table = reading.table
    if all(o.age == ALL_AGES for o in reading.observations):
        return
    heads = [h for path in [*table.column_heads.values(), *table.row_heads.values()] for h in path]
    seen: set[tuple[int, int]] = set()
    for h in heads:
        place = (h.row, h.column)
        if place in seen:
            continue
        seen.add(place)
        if band_was_date(table.look, *place):
            age, _ = age_of(table.look, *place)
            told = f"“{h.text}” was read as the ages {age.label}." if age else f"“{h.text}” was read as an age band."
            reading.issues.append(issue("band-was-date", table.where(*place), told, text=h.text))
