"""A sheet looked at once: which cells are filled, which are numbers, which could be headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise, repeat, zip_longest

from msgspec import Struct, field

from cyberflag.grid import Sheet, Value
from cyberflag.issues import Where
from cyberflag.patterns import late
from cyberflag.words import Meaning, counts, dimensional, headings, meaning, periods, victims
from cyberflag.words.counts import Count
from cyberflag.words.victims import Age

LONG = 70  # characters: a text longer than this in a row of its own is a sentence, not a heading
_UNREAD = Count(-1, None, "unread")  # stands for a cell that has not been looked at
WIDEST_HOLE = 3  # years between one age heading and the next

_MARK = late(r"\s*[(\[](note )?(\d{1,2})[)\]]$", re.IGNORECASE)
_NOTE = late(r"(?:note )?[(\[]?(\d{1,2})(?:[)\].:]+|(?<=\d)\s?[-–])\s+(?=\S+ \S+ \S+)", re.IGNORECASE)


class Look:
    """One sheet with texts, counts and filled cells worked out once for each cell that is asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.filled = _filled(sheet.rows)
        for r, c in sheet.texts:
            if r < len(self.filled) and c not in self.filled[r] and sheet.texts[r, c].strip():
                self.filled[r] = sorted([*self.filled[r], c])
        for (r, c), marks in sheet.marks.items():
            if ("no-value" in marks or "error" in marks) and r < len(self.filled) and c not in self.filled[r]:
                self.filled[r] = sorted([*self.filled[r], c])
        self._filled: dict[int, frozenset[int]] = {}  # by the identity of a list of `filled`, which rows share
        self._texts: dict[tuple[int, int], str] = {}
        self._notes: frozenset[str] | None = None
        self._counts: dict[tuple[int, int], Count | None] = {}
        self._covered = {
            (r, c): (m.top, m.left)
            for m in sheet.merges
            if (m.bottom - m.top + 1) * (m.right - m.left + 1) <= 20_000
            for r in range(m.top, m.bottom + 1)
            for c in range(m.left, m.right + 1)
        }

    def has(self, r: int, c: int) -> bool:
        """Whether a cell is filled."""
        here = self.filled[r]
        known = self._filled.get(id(here))
        if known is None:
            known = self._filled[id(here)] = frozenset(here)
        return c in known

    def columns(self, rows: Iterable[int]) -> set[int]:
        """Every column that is filled in one of the rows at least."""
        alike = {id(here): here for here in map(self.filled.__getitem__, rows)}
        return {c for here in alike.values() for c in here}

    def alike(self, c: int, rows: Iterable[int]) -> dict[tuple[int, int], int]:
        """The first of the filled cells of a column that hold the same, each with how many of them there are."""
        filled = [r for r in rows if self.has(r, c)]
        if self.sheet.texts or self.sheet.marks:  # what a person sees may differ where the value does not
            return {(r, c): 1 for r in filled}
        first: dict[tuple[type, Value], int] = {}
        found: dict[tuple[int, int], int] = {}
        for r in filled:
            value = self.sheet.value(r, c)
            cell = (first.setdefault((value.__class__, value), r), c)
            found[cell] = found.get(cell, 0) + 1
        return found

    def text(self, r: int, c: int) -> str:
        """The cell as a person sees it."""
        known = self._texts.get((r, c))
        if known is None:
            known = self.sheet.text(r, c)
            if known.endswith((")", "]")):
                known = self._without_mark(known)
            self._texts[r, c] = known
        return known

    def _without_mark(self, text: str) -> str:
        """A label without the mark of a note, as `(1)`, where a line of the sheet gives that note."""
        mark = _MARK.search(text)
        told = mark and any(ch.isalpha() for ch in text[: mark.start()]) and (mark[1] or mark[2] in self._noted())
        return text[: mark.start()].rstrip() if mark and told else text

    def _noted(self) -> frozenset[str]:
        """The numbers under which lines of the sheet give notes: `(1) Figures are provisional`, `1. Includes …`."""
        if self._notes is None:
            lone = (self.sheet.text(r, here[0]) for r, here in enumerate(self.filled) if len(here) == 1)
            self._notes = frozenset(m[1] for text in lone if (m := _NOTE.match(text)))
        return self._notes

    def may_read(self, r: int, c: int, text: str) -> bool:
        """Whether the cell may read so; a no is certain, and costs less than its text."""
        value = self.sheet.rows[r][c] if c < len(self.sheet.rows[r]) else None
        return not isinstance(value, str) or text[:1] in value or (r, c) in self.sheet.texts

    def value(self, r: int, c: int) -> Value:
        """The stored value."""
        return self.sheet.value(r, c)

    def origin(self, r: int, c: int) -> tuple[int, int]:
        """The cell whose text a merged range shows here; the cell itself where nothing is merged."""
        return self._covered.get((r, c), (r, c))

    def ends_before(self, r: int, c: int, column: int) -> bool:
        """Whether a cell is merged over columns that all lie before another column: it says how far it reaches."""
        return self.origin(r, c + 1) == (r, c) and self.origin(r, column) != (r, c)

    def merged(self, r: int, c: int) -> bool:
        """Whether the cell is covered by a merge that begins elsewhere."""
        return self.origin(r, c) != (r, c)

    def count(self, r: int, c: int) -> Count | None:
        """The cell as a count, whatever its position; None for words, dates, percentages and blanks."""
        here = (r, c)
        known = self._counts.get(here, _UNREAD)
        if known is _UNREAD:
            value = self.sheet.value(r, c)
            counted = not isinstance(value, date) and "no-value" not in self.sheet.marks.get(here, ())
            known = self._counts[here] = counts.parse(value, self.text(r, c)) if counted else None
        return known

    def meaning(self, r: int, c: int) -> Meaning:
        """What the text can be as a heading or label."""
        return meaning(self.text(r, c))

    def number(self, r: int, c: int) -> float | None:
        """The plain number a cell holds, as years and ages in headings are written."""
        value = self.value(r, c)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        text = self.text(r, c)
        return float(text) if text.isdecimal() and len(text) <= 4 else None

    def is_year(self, r: int, c: int) -> bool:
        """Whether the cell is a bare year, `2015` or `2015.0`."""
        number = self.number(r, c)
        return number is not None and number.is_integer() and 1990 <= number <= 2039

    def is_member(self, r: int, c: int) -> bool:
        """Whether the cell's text alone names a member of a dimension: a band, a sex, a period, an offence."""
        if isinstance(self.value(r, c), date | datetime):
            return True
        text = self.text(r, c)
        return bool(text) and not text.isdecimal() and dimensional(self.meaning(r, c))

    def ascending(self, cells: list[tuple[int, int]]) -> bool:
        """Whether bare numbers climb as single ages or years do: whole, strictly, by small steps."""
        numbers = [n for cell in cells if (n := self.number(*cell)) is not None]
        steps = [b - a for a, b in pairwise(numbers)]
        return len(numbers) >= 2 and all(n.is_integer() for n in numbers) and all(0 < s <= 5 for s in steps)


def _filled_in(column: Sequence[Value]) -> Iterable[bool]:
    """Which cells of a column are filled; the values that are not are few, however long the column is."""
    blank = {v for v in set(column) if v is None or (isinstance(v, str) and not v.strip())}
    return [v not in blank for v in column] if blank else repeat(True, len(column))


def _filled(rows: list[list[Value]]) -> list[list[int]]:
    """The filled columns of each row, worked out column by column; rows filled alike share one list."""
    columns = [_filled_in(column) for column in zip_longest(*rows)]
    known: dict[tuple[bool, ...], list[int]] = {}
    found: list[list[int]] = []
    for shape in zip(*columns, strict=True) if columns else repeat((), len(rows)):
        here = known.get(shape)
        if here is None:
            here = known[shape] = [c for c, filled in enumerate(shape) if filled]
        found.append(here)
    return found


class Heading(Struct, frozen=True):
    """One cell that heads others: its place, its text, and what it means."""

    row: int
    column: int
    text: str
    meaning: Meaning
    field: str = ""  # for a label: what its column is headed as


class Table(Struct):
    """A table as found: rows and columns from 0. `titles` are nearest first; `notes` stand below or inside."""

    look: Look
    layout: str  # crosstab | pairs | listing | turned | empty
    header_rows: list[int]
    body_rows: list[int]  # rows with counts or records, group headings excluded
    label_columns: list[int]
    value_columns: list[int]
    fields: dict[int, str]  # column -> what its own heading calls it
    column_heads: dict[int, list[Heading]] = field(default_factory=dict)
    row_heads: dict[int, list[Heading]] = field(default_factory=dict)
    groups: dict[int, Heading] = field(default_factory=dict)
    titles: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    ignored_columns: list[int] = field(default_factory=list)
    above: list[str] = field(default_factory=list)  # paragraphs before a table of a document, nearest first
    unsaid_sex: set[int] = field(default_factory=set)  # label columns headed as age and sex at once
    across: dict[int, str] = field(default_factory=dict)  # heading row -> what the corner says that its headings are
    upright: Table | None = None  # of a list that lies on its side: the same list set up, rows and columns changed over

    @property
    def sheet(self) -> Sheet:
        """The sheet it stands on."""
        return self.look.sheet

    def where(self, r: int, c: int) -> Where:
        """The place of one of its cells."""
        return self.sheet.where(r, c)


def column_field(look: Look, text: str, column: int, rows: Iterable[int]) -> str:
    """What a column is, from its heading and its cells: `Offences` over numbers is a count, over words a label."""
    named = headings.field(text) or ""
    if named in ("age", "sex", "period", "date") and text and dimensional(meaning(text)):
        return ""  # `Age 13` is a member, `Age` names a column of members
    if named == "number" and not any(look.count(*cell) is not None for cell in look.alike(column, rows)):
        return ""  # words are no running number
    if named == "force" and _labels_no_force(look, column, rows):
        return ""  # `Force area` over offences is said of the columns
    if named == "percent" and _counts_with_shares(look, column, rows):
        return "count"
    counted = headings.measure(text) or (named == "offence" and " as " in f" {text.lower()}")  # `As principal offence`
    if named in ("sex", "flag") or (named in ("offence", "outcome", "area") and counted):
        cells = look.alike(column, rows)
        numbers = sum(
            n
            for cell, n in cells.items()
            if (look.count(*cell) is not None or any(ch.isdigit() for ch in look.text(*cell)))
            and not look.meaning(*cell).offence
        )
        if numbers * 2 > sum(cells.values()):
            return "count"
    if named in ("", "count") and headings.says_when(text) and _all_days(look, column, rows):
        return "date"
    if named == "outcome" and all(_with_unit(look, cell) for cell in look.alike(column, rows)):
        return "count"
    return named


def _all_days(look: Look, column: int, rows: Iterable[int]) -> bool:
    """Whether every filled cell of a column is a day."""
    cells = [cell for cell in look.alike(column, rows) if look.text(*cell)]
    return bool(cells) and all(isinstance(look.value(*c), date) or periods.date_of(look.text(*c)) for c in cells)


def _counts_with_shares(look: Look, column: int, rows: Iterable[int]) -> bool:
    """Whether the cells of a column headed `Number (%)` give a count and its share: `20 (25%)`."""
    cells = look.alike(column, rows)
    both = sum(n for cell, n in cells.items() if "%" in look.text(*cell) and look.count(*cell) is not None)
    return both * 2 > sum(cells.values())


def _labels_no_force(look: Look, column: int, rows: Iterable[int]) -> bool:
    """Whether no cell of a column names a force, and most of them something that is counted or breaks counts down."""
    cells = look.alike(column, rows)
    meant = [look.meaning(*cell) for cell in cells if not look.meaning(*cell).total]
    return not any(m.force for m in meant) and 2 * sum(1 for m in meant if dimensional(m)) > len(meant)


def _with_unit(look: Look, cell: tuple[int, int]) -> bool:
    """Whether a cell says what its number counts, as `12 offences`."""
    return look.count(*cell) is not None and bool(headings.measure(look.text(*cell)))


def serial_of(look: Look, r: int, c: int) -> float | None:
    """The number that a date leaves behind where its format is lost: 42714 for 10 December 2016."""
    value = look.value(r, c)
    if isinstance(value, str):
        value = float(value) if len(value) == 5 and value.isdecimal() else None
    ours = isinstance(value, int | float) and not isinstance(value, bool) and 30_000 < value < 60_000
    return float(value) if ours and isinstance(value, int | float) else None


def counts_up(look: Look, c: int, rows: Sequence[int]) -> bool:
    """Whether a column numbers its rows: 1, 2, 3 … to the last."""
    return [look.number(r, c) for r in rows] == list(range(1, len(rows) + 1))


def age_in_heading(look: Look, r: int, c: int) -> Age | None:
    """A cell as the age that it would be in a heading; a date among bands may be one."""
    value = look.value(r, c)
    if isinstance(value, date | datetime):
        shown = next((m[7:] for m in look.sheet.marks.get((r, c), ()) if m.startswith("format:")), look.text(r, c))
        return victims.band_from_date(value.date() if isinstance(value, datetime) else value, shown)
    if (serial := serial_of(look, r, c)) is not None:
        return victims.band_from_serial(serial)
    text = look.text(r, c)
    age = victims.parse_age(text) or victims.parse_both(text)[0] or victims.band_from_text(text)
    return age if age is not None and age.kind in ("single", "band") else None


def climbing_runs(ages: Sequence[Age], least: int) -> bool:
    """Whether ages climb without overlap or wide holes, once or in several rounds of one length (one for each sex)."""
    rounds: list[list[Age]] = []
    for age in ages:
        last = rounds[-1][-1] if rounds else None
        if last is not None and last.high is not None and last.high < (age.low or 0) <= last.high + WIDEST_HOLE:
            rounds[-1].append(age)
        else:
            rounds.append([age])
    lengths = {len(r) for r in rounds}
    return bool(rounds) and len(lengths) == 1 and lengths.pop() >= least


def age_like(look: Look, cells: list[tuple[int, int]]) -> bool:
    """Whether cells along an axis are ages: bands among them, or bare numbers that climb within 0 to 120."""
    texts = [look.text(*cell) for cell in cells]
    bands = sum(1 for t in texts if t and not t.isdecimal() and _is_age(t))
    bare = [n for cell in cells if (n := look.number(*cell)) is not None]
    if any(n > 120 for n in bare):
        return False
    return bands >= 2 or (bands >= 1 and bool(bare)) or (len(bare) >= 3 and look.ascending(cells))


def _is_age(text: str) -> bool:
    age = victims.parse_age(text)
    return age is not None and age.kind in ("single", "band")


def period_like(look: Look, cells: list[tuple[int, int]]) -> bool:
    """Whether cells along an axis are periods: all of those filled parse as one."""
    seen = [cell for cell in cells if look.text(*cell)]
    return bool(seen) and all(
        look.is_year(*cell) or periods.parse(look.text(*cell)) or periods.parse_value(look.value(*cell))
        for cell in seen
    )
