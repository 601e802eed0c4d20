"""Listings: a row for each record, told by the names of their columns and the absence of a column of counts."""

from __future__ import annotations

from datetime import date, datetime

from cyberflag.patterns import late
from cyberflag.tables.look import Look, column_field, counts_up, period_like
from cyberflag.words import flags, headings, periods

SHAPE_ROWS = 1000  # the shape of a listing is taken from its first rows
NOT_A_LABEL = frozenset({"count", "number", "percent", "rate", "rank"})
RECORD_FIELDS = frozenset({"reference", "date", "flag", "dob", "name"})  # only a list of records has these

_TWO_NUMBERS = late(r"\d{1,4} ?(?:[/+&]|(?:out )?of) ?\d{1,4}")  # `10/2` under `F/M`, `3 of 40`


def listing_body(look: Look, head: int, rows: list[int], left: int, right: int) -> list[int]:
    """The record rows below a heading row if they are a listing, lone rows and repeated headings left out; else []."""
    columns = [c for c in look.filled[head] if left <= c <= right]
    sample = rows[:SHAPE_ROWS]
    fields = {c: column_field(look, look.text(head, c), c, sample) for c in columns}
    known = {c for c, f in fields.items() if f and f not in NOT_A_LABEL}
    if any(look.text(head, c).endswith(":") or (look.meaning(head, c).force and c != columns[0]) for c in columns):
        return []  # a line of key and value
    if not known or not rows or (len(known) * 2 < len(columns) and len(known) < 3):
        return []
    if _heads_go_on(look, rows[0], known) or not _no_counts(look, head, rows, columns, fields, (left, right)):
        return []
    if any(_counts_of_a_period(look, head, c, sample) for c in columns):
        return []
    records = _records(look, rows, head, columns, fields)
    return records if _parses(look, records, fields) else []


def goes_on(look: Look, head: int, rows: list[int], left: int, right: int, begun: bool) -> list[int]:
    """The record rows of a list that goes on below a blank row; [] where the rows begin with anything else.

    Below headings alone (not `begun`) only where every heading is of something said of a record.
    """
    columns = [c for c in look.filled[head] if left <= c <= right]
    fields = {c: column_field(look, look.text(head, c), c, rows[:SHAPE_ROWS]) for c in columns}
    unnamed = [c for c, f in fields.items() if not f or f in NOT_A_LABEL]
    if not begun and any(not _answers(look, rows[0], c) for c in unnamed):
        return []
    known = [c for c in look.filled[rows[0]] if fields.get(c)]
    fitting = sum(1 for c in known if _fits(look, rows[0], c, fields[c]))
    if fitting < 2 or fitting * 2 < len(known) or any(c not in fields for c in look.filled[rows[0]]):
        return []
    return _records(look, rows, head, columns, fields)


def _answers(look: Look, r: int, c: int) -> bool:
    """Whether a cell says yes or no, as below `Cyber`."""
    return look.count(r, c) is None and flags.value(look.text(r, c)) is not None


def _fits(look: Look, r: int, c: int, field: str) -> bool:
    """Whether a cell holds what a column of this kind holds, and not the name of one."""
    text, meant = look.text(r, c), look.meaning(r, c)
    if headings.field(text) is not None:
        return False
    if field in ("date", "month"):
        return isinstance(look.value(r, c), date | datetime) or periods.date_of(text) is not None
    if field == "reference":
        return any(ch.isdigit() for ch in text)
    if field == "flag":
        return flags.value(text) is not None
    return bool(getattr(meant, field)) if field in ("age", "sex", "offence", "period") else False


def _heads_go_on(look: Look, row: int, known: set[int]) -> bool:
    """Whether the next row is a second heading row: several members of a dimension over unnamed columns."""
    extra = [c for c in look.filled[row] if c not in known]
    return len(extra) >= 2 and all(look.is_member(row, c) or look.is_year(row, c) for c in extra)


def _no_counts(
    look: Look, head: int, rows: list[int], columns: list[int], fields: dict[int, str], within: tuple[int, int]
) -> bool:
    """Whether no column is one of counts. A column that only records have outweighs a stray column of numbers."""
    left, right = within
    sample = rows[:SHAPE_ROWS]
    records = any(f in RECORD_FIELDS for f in fields.values()) and len(sample) >= 3
    for c in columns:
        field = fields[c]
        if field and field not in NOT_A_LABEL:
            continue
        filled = [r for r in sample if look.has(r, c)]
        if field in ("", "number") and len(filled) >= 3 and counts_up(look, c, filled):
            continue
        if field == "number" and records and len(look.text(head, c).split()) > 1:
            continue  # `Victim No` numbers the victims of a record, `No` may count
        if filled and field in ("percent", "rate") and not records:
            return False  # shares without the counts they are of
        numbers = [
            r for r in filled if look.count(r, c) is not None and not isinstance(look.value(r, c), date | datetime)
        ]
        if records and numbers and all(look.number(r, c) == 1 for r in filled):
            continue  # each record counts itself
        if field == "count" and not records and (numbers or _hold_digits(look, c, filled)):
            return False
        if filled and all(_TWO_NUMBERS.fullmatch(look.text(r, c)) for r in filled):
            return False
        if filled and len(numbers) * 2 > len(filled) and (field in NOT_A_LABEL or not records):
            return False
    outside = {c for r in sample for c in look.filled[r] if left <= c <= right} - set(columns)
    return not any(look.count(r, c) is not None for r in sample for c in outside if look.has(r, c))


def _hold_digits(look: Look, c: int, rows: list[int]) -> bool:
    """Whether the cells below a heading of counts hold digits, though none is a count, as `5/2`."""
    return bool(rows) and all(any(ch.isdigit() for ch in look.text(r, c)) for r in rows)


def _counts_of_a_period(look: Look, head: int, c: int, rows: list[int]) -> bool:
    """Whether a column of numbers is headed by a year or another period: no record holds that."""
    if not (look.is_year(head, c) or look.meaning(head, c).period):
        return False
    filled = [look.text(r, c) for r in rows if look.has(r, c)]
    return sum(any(ch.isdigit() for ch in text) for text in filled) * 2 > len(filled)


def _records(look: Look, rows: list[int], head: int, columns: list[int], fields: dict[int, str]) -> list[int]:
    """The rows that stand for records. Most are told at once: they begin where the heading does, in other words."""
    first, heading = columns[0], look.text(head, columns[0])
    usual = () if look.sheet.merges else {id(here) for here in look.filled if len(here) > 2 and here[0] == first}
    return [
        r
        for i, r in enumerate(rows)
        if (id(look.filled[r]) in usual and not look.may_read(r, first, heading))
        or _is_record(look, r, head, columns, fields)
        or _says_no_more(look, rows, i, fields)
    ]


def _says_no_more(look: Look, rows: list[int], i: int, fields: dict[int, str]) -> bool:
    """A lone offence between records that each name theirs is a record that says no more; else it heads those below."""
    here = look.filled[rows[i]]
    if (
        len(here) != 1
        or len(fields) < 2
        or fields.get(here[0]) != "offence"
        or not look.meaning(rows[i], here[0]).offence
    ):
        return False
    beside = [look.filled[r] for r in (*rows[i - 1 : i], *rows[i + 1 : i + 2])]
    return bool(beside) and all(len(b) > 1 and here[0] in b for b in beside)


def _is_record(look: Look, r: int, head: int, columns: list[int], fields: dict[int, str]) -> bool:
    """A row that stands for a record: not a lone text or year in a wide list, nor the heading printed again."""
    here = look.filled[r]
    if len(columns) > 1 and len(here) == 1:
        c = here[0]
        lone_heading = fields.get(c) in ("", "period", "date", "month", "area", "force", "offence", "comment")
        text = look.text(r, c)
        wordy = len(text.split()) > 2 and not look.is_member(r, c)  # `Page 1 of 1`, a remark below the records
        return not (lone_heading or wordy or (len(columns) > 2 and len(text) > 40))
    if look.sheet.merges and len(columns) > 1 and len({look.origin(r, c) for c in here}) == 1:
        return False
    if len(here) <= 2 and is_tally(look.text(r, here[0])):
        return False
    return here != look.filled[head] or any(look.text(r, c) != look.text(head, c) for c in here)


def is_tally(text: str) -> bool:
    """Whether a line between or below records counts them: a total, or `Rape Count` as a spreadsheet's sub-totals say."""
    return headings.is_total(text) or text.lower().endswith(" count")


def _parts_of_years(look: Look, cells: list[tuple[int, int]]) -> bool:
    """Whether cells say which part of a year it is, as `Q1` beside a column of years."""
    texts = [text for cell in cells if (text := look.text(*cell))]
    return bool(texts) and all(periods.is_part(text) for text in texts)


def _parses(look: Look, records: list[int], fields: dict[int, str]) -> bool:
    """Whether there are records at all, and a column of ages, months or years holds what its name says."""
    if not records:
        return False
    sample = records[:SHAPE_ROWS]
    for c, field in fields.items():
        cells = [(r, c) for r in sample]
        if field == "period" and not (period_like(look, cells) or _parts_of_years(look, cells)):
            return False
    filled = [c for c in fields if any(look.has(r, c) for r in sample)]
    return len(filled) * 2 >= len(fields)
