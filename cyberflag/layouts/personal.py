"""Columns that look as if they identified people. Told by kind and number of cells; the content itself is never told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cyberflag.grid import Sheet
from cyberflag.issues import Issue, issue
from cyberflag.patterns import late
from cyberflag.tables import Table
from cyberflag.words import headings

KINDS = {
    "name": "names of people",
    "dob": "dates of birth",
    "phone": "phone numbers",
    "address": "addresses or places",
    "email": "e-mail addresses or user names",
}
LOOKED_AT = 200  # rows of a sheet in which headings and contents are looked for; the rest is only counted
FEWEST = 3  # cells; one or two are the address of the office that answers
_CONTENT = late(
    r"(?P<email>[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64})"
    r"|(?P<phone>(?:\+44 ?|\(?0)[1-37]\d(?:[ )]{0,2}\d){8,9})"
    r"|(?P<address>(?:[\w ,.'-]{0,80}[ ,])?[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})"
    r"|(?P<insurance>[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D])"
)
_INSURANCE = "national insurance numbers"

Column = tuple[int, int]  # row of the heading, or of the first cell, and column


def personal_columns(sheet: Sheet, tables: Sequence[Table]) -> Iterator[Issue]:
    """An issue for every column of personal data, at its heading or first cell."""
    found: dict[int, tuple[Column, str, int]] = {}
    texts = dict.fromkeys(value for row in sheet.rows[:LOOKED_AT] for value in row if isinstance(value, str))
    for place, kind, cells in (*_by_field(tables), *_by_heading(sheet, texts), *_by_content(sheet, texts)):
        found.setdefault(place[1], (place, kind, cells))
    references = any("reference" in table.fields.values() for table in tables)
    for column in sorted(found):
        place, kind, cells = found[column]
        what = KINDS.get(kind, _INSURANCE) + (" beside crime references" if kind == "dob" and references else "")
        filled = f"{cells:,} cell{' is' if cells == 1 else 's are'} filled"
        yield issue("personal-data", sheet.where(*place), f"A column looks like {what}; {filled}.", text=kind)


def _by_field(tables: Sequence[Table]) -> Iterator[tuple[Column, str, int]]:
    """Columns of listings, by what their heading was found to be."""
    for table in tables:
        for c, what in table.fields.items():
            if what in KINDS and table.header_rows:
                cells = sum(1 for r in table.body_rows if table.sheet.value(r, c) not in (None, ""))
                if cells:
                    yield (table.header_rows[-1], c), what, cells


def _by_heading(sheet: Sheet, texts: Iterable[str]) -> Iterator[tuple[Column, str, int]]:
    """Columns under a heading that says so, wherever it stands, with enough filled cells right below."""
    short = (t for t in texts if len(t) <= 40 and t.lower() != t.upper())
    kinds = {t: kind for t in short if (kind := headings.field(t) or "") in KINDS}
    for r, c, kind in _cells(sheet, kinds):
        if (cells := _run_below(sheet, r, c)) >= FEWEST:
            yield (r, c), kind, cells


def _cells(sheet: Sheet, kinds: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Row, column and kind of every cell with one of the texts that have a kind."""
    for r, row in enumerate(sheet.rows[:LOOKED_AT] if kinds else ()):
        for c, value in enumerate(row):
            if isinstance(value, str) and value in kinds:
                yield r, c, kinds[value]


def _run_below(sheet: Sheet, row: int, column: int) -> int:
    """The number of filled cells below a heading, up to the first gap of more than one row."""
    cells, gap = 0, 0
    for r in range(row + 1, len(sheet.rows)):
        line = sheet.rows[r]
        filled = column < len(line) and line[column] not in (None, "")
        cells, gap = (cells + 1, 0) if filled else (cells, gap + 1)
        if gap > 1:
            break
    return cells


def _by_content(sheet: Sheet, texts: Iterable[str]) -> Iterator[tuple[Column, str, int]]:
    """Columns of which several cells are themselves an e-mail address, a phone number, a postcode."""
    seen: dict[tuple[int, str], list[int]] = {}
    for r, c, kind in _cells(sheet, {t: kind for t in texts if (kind := _kind(t))}):
        seen.setdefault((c, kind), []).append(r)
    for (c, kind), rows in seen.items():
        if len(rows) >= FEWEST:
            later = sum(1 for row in sheet.rows[LOOKED_AT:] if c < len(row) and _kind(row[c]) == kind)
            yield (rows[0], c), kind, len(rows) + later


def _kind(value: object) -> str:
    if not isinstance(value, str) or not 8 <= len(value) <= 120:
        return ""
    found = _CONTENT.fullmatch(value.strip())
    return (found.lastgroup or "") if found else ""
