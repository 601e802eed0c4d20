"""Which cells head which: heading rows over columns, label columns beside rows, group headings inside."""

from __future__ import annotations

import re
from itertools import pairwise

from cyberflag.tables.coded import codes_beside, numbered_labels
from cyberflag.tables.corners import NOT_COUNTS, kinds_of_rows, names_columns
from cyberflag.tables.listings import SHAPE_ROWS
from cyberflag.tables.look import (
    Heading,
    Look,
    Table,
    age_in_heading,
    age_like,
    climbing_runs,
    column_field,
    period_like,
)
from cyberflag.tables.pieces import Piece
from cyberflag.tables.turned import NARROWEST, name_records
from cyberflag.words import dimensional, headings, meaning, telling
from cyberflag.words.victims import UNKNOWN_AGE

LABELS = frozenset(
    {
        "age",
        "sex",
        "offence",
        "period",
        "month",
        "date",
        "flag",
        "force",
        "area",
        "outcome",
        "platform",
        "system",
        "relationship",
        "suspect_age",
        "suspect_sex",
        "ethnicity",
    }
)


def build(look: Look, left: int, right: int, piece: Piece) -> list[Table]:
    """The tables of one piece: one, or several where label columns come round again side by side."""
    header, titles = piece.header, piece.titles
    rows = [r for r in piece.body if r not in set(piece.single)] if not piece.listing else piece.body
    used = sorted(c for c in look.columns([*header, *rows]) if left <= c <= right)
    if not rows or not used:
        return [_empty(look, header, used, titles, piece.notes)] if header and not piece.body else []
    paths = {c: _path(look, header, c, used) for c in used}
    own = {c: paths[c][-1].text if paths[c] else "" for c in used}
    sample = rows[:SHAPE_ROWS] if piece.listing else rows
    fields = {c: column_field(look, own[c], c, sample) for c in used}
    if piece.listing:
        table = Table(look, "listing", header, rows, used, [], fields, paths, titles=titles[::-1], notes=piece.notes)
        table.groups = _lone_periods(look, header, rows, used)
        return [table]
    if _turned(look, header, rows, used):
        return [Table(look, "turned", header, rows, used[:1], used[1:], fields, titles=titles[::-1], notes=piece.notes)]
    labels, values, ignored = _columns(look, used, rows, fields, own, bool(header))
    if not values:
        return []
    kinds = {c: (headings.field(own[c]) or "") if fields[c] == "count" else fields[c] for c in labels}
    of_columns = [c for c in labels if names_columns(look, c, rows, kinds[c], [meaning(own[v]) for v in values])]
    across = {paths[c][-1].row: kinds[c] for c in of_columns} | kinds_of_rows([h for c in labels for h in paths[c]])
    fields |= {c: "" for c in labels if c in of_columns or fields[c] == "count"}
    layout = "crosstab" if header else "pairs"
    tables = []
    for some_labels, some_values in _beside(labels, values, fields):
        table = Table(
            look, layout, header, rows, some_labels, some_values, fields, titles=titles[::-1], notes=list(piece.notes)
        )
        table.ignored_columns = ignored
        table.unsaid_sex = {c for c in some_labels if fields[c] == "age" and _names_sex_too(own[c])}
        table.column_heads = {c: paths[c] for c in some_values}
        table.across = across
        _head_rows(table, piece)
        tables.append(table)
    return tables


def _turned(look: Look, header: list[int], rows: list[int], used: list[int]) -> bool:
    """Whether a list of records lies on its side: the first column names what each row says of the records."""
    lines = [r for r in [*header, *rows] if look.filled[r][0] == used[0] and len(look.filled[r]) > 2]
    return len(used) >= NARROWEST and name_records(look, lines, used[0])


def _lone_periods(look: Look, header: list[int], rows: list[int], used: list[int]) -> dict[int, Heading]:
    """Lone years between the records of a listing, each of which holds for the records below it."""
    if rows[-1] - header[-1] == len(rows):
        return {}  # the records leave nothing between them
    between = set(range(header[-1] + 1, rows[-1])) - set(rows)
    lone = {r: look.filled[r][0] for r in sorted(between) if len(look.filled[r]) == 1 and look.filled[r][0] in used}
    found = {r: Heading(r, c, look.text(r, c), look.meaning(r, c)) for r, c in lone.items()}
    return {r: h for r, h in found.items() if h.meaning.period or look.is_year(r, h.column)}


def _empty(
    look: Look, header: list[int], used: list[int], titles: list[tuple[int, str]], notes: list[tuple[int, str]]
) -> Table:
    return Table(look, "empty", header, [], used, [], {}, titles=titles[::-1], notes=notes)


def _path(look: Look, header: list[int], column: int, used: list[int]) -> list[Heading]:
    """The headings over a column, top first. A heading written once reaches over blanks where a lower row goes on."""
    path: list[Heading] = []
    for depth, h in enumerate(header):
        r, c = look.origin(h, column)
        if r not in header[: depth + 1]:
            continue
        text = look.text(r, c)
        if not text and depth + 1 < len(header):
            c = _reaches(look, header, depth, column, used)
            r, text = h, look.text(h, c)
        if text and all((x.row, x.column) != (r, c) for x in path):
            path.append(Heading(r, c, text, meaning(text)))
    return path


def _reaches(look: Look, header: list[int], depth: int, column: int, used: list[int]) -> int:
    """The column to the left whose heading spans this blank one; the column itself where none does."""
    below = header[depth + 1 :]
    if not any(look.text(*look.origin(h, column)) for h in below):
        return column
    bare = [c for c in used if not look.text(*look.origin(header[depth], c))]
    if all(headings.is_total(look.text(below[-1], c)) for c in bare):
        return column  # each other column has its own heading, and over the total there is none
    for c in range(column - 1, used[0] - 1, -1):
        text = look.text(header[depth], c)
        if text and look.ends_before(header[depth], c, column):
            return column
        if text:
            over_labels = not any(look.text(*look.origin(h, c)) for h in below)
            return (
                column
                if over_labels and not dimensional(meaning(text)) and (headings.field(text) or "") not in LABELS
                else c
            )
        if c not in used:
            return column
    return column


def _columns(
    look: Look, used: list[int], rows: list[int], fields: dict[int, str], own: dict[int, str], headed: bool
) -> tuple[list[int], list[int], list[int]]:
    """Label columns, value columns and columns that are neither, each in order."""
    labels: list[int] = []
    values: list[int] = []
    ignored: list[int] = []
    numbered = numbered_labels(look, used, rows, own)
    for c in used:
        filled = [r for r in rows if look.has(r, c)]
        numbers = [r for r in filled if look.count(r, c) is not None]
        blanks = [r for r in numbers if (n := look.count(r, c)) is not None and n.kind == "blank"]
        countable = len(numbers) * 2 > len(filled) and len(blanks) < max(1, len(filled))
        later = [x for x in used if x > c]
        if (
            (fields[c] in NOT_COUNTS and not (fields[c] == "number" and c != used[0] and countable))
            or (fields[c] == "number" and _counts_rows(look, c, numbers))
            or headings.is_percent(_head_text(look, c, rows))
            or _percentages(look, filled, c)
            or (c != used[0] and telling.is_running(own[c]) and _climbs(look, c, rows))
        ):
            ignored.append(c)
        elif fields[c] in LABELS:
            labels.append(c)
        elif c == used[0] and numbered is not None:
            fields[c] = numbered
            labels.append(c)
        elif c == used[0] and headed and numbers and codes_beside(fields, own, used, LABELS):
            ignored.append(c)
        elif countable and not (
            c == used[0] and later and (_axis(look, c, filled, headed) or _levels(look, c, filled, later))
        ):
            ignored.append(c) if _running(look, c, filled, fields) else values.append(c)
        elif c != used[0] and (
            _counts_missing(fields[c], numbers, blanks, filled, labels and later)
            or (fields[c] == "count" and filled and all(any(ch.isdigit() for ch in look.text(r, c)) for r in filled))
        ):
            values.append(c)
        elif filled and (not values or c == used[0] or _labels_again(look, c, filled, later)):
            labels.append(c)
        elif (numbers and len(blanks) < len(filled)) or (filled and len(blanks) == len(filled) and c != used[0]):
            values.append(c)
        elif filled:
            ignored.append(c)
        elif headed and values and c != used[0]:
            values.append(c)
    return labels, values, ignored


def _counts_missing(field: str, numbers: list[int], blanks: list[int], filled: list[int], between: object) -> bool:
    """Whether a column that holds few numbers is one of counts: its heading says so, or all of it is `n/a`."""
    return (field == "count" and bool(numbers)) or (bool(filled and between) and len(blanks) == len(filled))


def _head_text(look: Look, column: int, rows: list[int]) -> str:
    return look.text(rows[0] - 1, column) if rows and rows[0] else ""


def _names_sex_too(text: str) -> bool:
    """Whether a heading such as `Age & Recorded Gender` promises the sex beside the age."""
    parts = re.split(r"&|/|,|\band\b", text)
    return len(parts) > 1 and any(headings.field(part.strip()) == "sex" for part in parts)


def _climbs(look: Look, c: int, rows: list[int]) -> bool:
    """Whether the numbers of a column never fall, as those of a running total."""
    numbers = [n for r in rows if (n := look.number(r, c)) is not None]
    return len(numbers) > 1 and numbers == sorted(numbers)


def _percentages(look: Look, filled: list[int], c: int) -> bool:
    return bool(filled) and sum(look.text(r, c).endswith("%") for r in filled) * 2 > len(filled)


def _axis(look: Look, c: int, filled: list[int], headed: bool) -> bool:
    """Whether a first column of bare numbers labels the rows: years or climbing ages."""
    places = [(r, c) for r in filled]
    plain = [p for p in places if not headings.is_total(look.text(*p))]
    if len(plain) >= 2 and period_like(look, plain):
        return look.ascending(plain) or look.ascending(plain[::-1]) or not headed
    bands = any(look.is_member(r, c) for r, c in plain)
    ages = [a for p in plain if not look.text(*p).isdecimal() and (a := age_in_heading(look, *p))]
    if len(ages) == len(plain) and climbing_runs(ages, 2):
        return True  # two bands label two rows
    return age_like(look, plain) and (bands or look.ascending(plain)) and len(plain) >= 3


def _levels(look: Look, c: int, filled: list[int], later: list[int]) -> bool:
    """Whether a first column names offences and, between them, ages in bare numbers: two levels of labels."""
    named = [r for r in filled if look.count(r, c) is None and look.meaning(r, c).offence]
    ages = [n for r in filled if (n := look.number(r, c)) is not None]
    counted = any(look.count(r, x) is not None for r in named for x in later)
    return bool(named) and counted and named[0] == filled[0] and all(n <= 120 for n in ages)


def _counts_rows(look: Look, c: int, numbers: list[int]) -> bool:
    """Whether a column counts 1, 2, 3 … down its rows."""
    return len(numbers) > 2 and [look.number(r, c) for r in numbers] == [float(i + 1) for i in range(len(numbers))]


def _running(look: Look, c: int, filled: list[int], fields: dict[int, str]) -> bool:
    """A running number: 1, 2, 3 … to the last row, under a heading that does not speak of counts."""
    if fields[c] or len(filled) < 4 or c != 0:
        return False
    return [look.number(r, c) for r in filled] == [float(i + 1) for i in range(len(filled))]


def _labels_again(look: Look, c: int, filled: list[int], later: list[int]) -> bool:
    """Whether a column of texts to the right of counts begins another set of labels with counts of its own."""
    members = [r for r in filled if look.is_member(r, c) or headings.is_total(look.text(r, c))]
    counted = any(look.count(r, x) is not None for r in filled for x in later[:1])
    return counted and len(members) * 2 > len(filled)


def _beside(labels: list[int], values: list[int], fields: dict[int, str]) -> list[tuple[list[int], list[int]]]:
    """Label and value columns, split where the labels begin again to the right of counts."""
    if not labels:
        return [([], values)]
    starts = [c for c in labels if any(v < c for v in values) and any(v > c for v in values)]
    starts = [c for c in starts if c - 1 not in labels or c - 1 in values]
    if not starts:
        return [(labels, values)]
    first = [c for c in labels if c < starts[0]]
    repeated = {fields[c] for c in first if fields[c]}
    cuts = [c for c in starts if not fields[c] or fields[c] in repeated]
    if not cuts or not first:
        return [(labels, values)]
    edges = [0, *cuts, 1 << 30]
    parts = [([c for c in labels if a <= c < b], [v for v in values if a <= v < b]) for a, b in pairwise(edges)]
    return [(some, counted) for some, counted in parts if counted]


def _head_rows(table: Table, piece: Piece) -> None:
    """Labels beside each row, blanks filled from above where the block is grouped; and group headings."""
    look, single = table.look, set(piece.single)
    last = table.label_columns[-1] if table.label_columns else -1
    above: dict[int, Heading] = {}
    body: list[int] = []
    for r in piece.body:
        if r in single:
            c = look.filled[r][0]
            text = look.text(r, c)
            heading = Heading(r, c, text, meaning(text), table.fields.get(c, ""))
            if _is_group(table, piece, r, heading):
                table.groups[r] = heading
                continue
        heads: list[Heading] = []
        for c in table.label_columns:
            origin = look.origin(r, c)
            text = look.text(*origin)
            if text:
                above[c] = Heading(*origin, text, meaning(text), table.fields.get(c, ""))
                for deeper in [x for x in above if x > c]:
                    del above[deeper]
            elif c == last or c not in above or not look.text(r, last):
                continue
            heads.append(above[c])
        table.row_heads[r] = heads
        body.append(r)
    table.body_rows = body


def _is_group(table: Table, piece: Piece, r: int, heading: Heading) -> bool:
    """Whether a lone text heads the rows below, rather than labelling a row of blanks.

    It does where it means another kind of thing than the labels around it, spans the table, or where the labels
    below it come again under the next such text.
    """
    look, single = table.look, set(piece.single)
    here = look.filled[r]
    if heading.meaning.age == UNKNOWN_AGE and heading.meaning.sex == "unknown":
        return False  # `(blank)`, `Unknown`: one more member, with nothing counted
    if heading.column not in table.label_columns and table.label_columns:
        return True
    if len(here) > 1 or any(look.origin(r, v) == (r, heading.column) for v in table.value_columns):
        return True
    labels = (
        [look.text(x, table.label_columns[-1]) for x in piece.body if x not in single] if table.label_columns else []
    )
    if len(set(labels)) < len(labels):
        return True
    if not table.label_columns:
        return False
    column = table.label_columns[-1]
    proper = [x for x in piece.body if x not in single and not headings.is_total(look.text(x, column))]
    beside = next((x for x in proper if x > r), proper[-1] if proper else None)
    return beside is not None and _dimensions(heading.meaning) != _dimensions(look.meaning(beside, column))


def _dimensions(m: object) -> set[str]:
    return {name for name in ("age", "sex", "offence", "period", "flag") if getattr(m, name)}
