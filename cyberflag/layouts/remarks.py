"""What a person should know about a table as read: each remark is an issue at its place."""

from __future__ import annotations

from collections.abc import Sequence

from cyberflag.issues import issue
from cyberflag.layouts.dims import Dims, band_was_date
from cyberflag.layouts.reading import Reading
from cyberflag.words import whose
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


def lines_overlap(reading: Reading, axes: Sequence[Dims]) -> None:
    """A note may say that one offence stands in several lines of a breakdown; then nothing may add them."""
    table = reading.table
    said = [(r, text) for r, text in [*table.titles, *table.notes] if whose.overlap(text)]
    if said and any(d.category and not d.total for d in axes):
        (r, text), reading.overlapping = said[0], True
        words = f"“{text[:100]}” The lines of this breakdown are no parts of one sum."
        reading.issues.append(issue("lines-overlap", table.where(r, table.look.filled[r][0]), words, text=text))


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
            reading.issues.append(
                issue("band-was-date", table.where(*place), f"“{h.text}” was read as an age band.", text=h.text)
            )
