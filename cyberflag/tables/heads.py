"""Which cells head which: heading rows over columns, label columns beside rows, group headings inside."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from cyberflag.tables.columns import LABELS, kinds_of_columns
from cyberflag.tables.corners import kinds_of_rows, names_columns
from cyberflag.tables.following import is_sum_of
from cyberflag.tables.listings import SHAPE_ROWS
from cyberflag.tables.look import (
    Heading,
    Look,
    Table,
    column_field,
)
from cyberflag.tables.pieces import Piece
from cyberflag.tables.turned import NARROWEST, name_records
from cyberflag.tables.unheaded import without_counts
from cyberflag.words import dimensional, headings, meaning
from cyberflag.words.victims import UNKNOWN_AGE


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
    labels, values, ignored = kinds_of_columns(look, used, rows, fields, own, bool(header))
    if not values:
        return []
    uncounted = without_counts(look, piece, own[values[0]], rows, labels, values)
    if uncounted:
        return [Table(look, uncounted, header, rows, used, [], fields, titles=titles[::-1], notes=piece.notes)]
    kinds = {c: (headings.field(own[c]) or "") if fields[c] == "count" else fields[c] for c in labels}
    meant = [meaning(own[v]) for v in values]
    of_columns = [c for c in labels if names_columns(look, c, rows, kinds[c], meant)]
    across = {paths[c][-1].row: kinds[c] for c in of_columns} | kinds_of_rows([h for c in labels for h in paths[c]])
    fields |= {c: "" for c in labels if c in of_columns or fields[c] == "count"}
    layout = "crosstab" if header else "pairs"
    tables = []
    sides = list(_beside(labels, values, fields))
    whole = _of_all_sides(look, rows, sides)
    if whole is not None:
        rows, piece = rows[:-1], replace(piece, body=[r for r in piece.body if r != whole])
    for some_labels, some_values in sides:
        table = Table(
            look, layout, header, rows, some_labels, some_values, fields, titles=titles[::-1], notes=[*piece.notes]
        )
        table.ignored_columns = ignored
        table.unsaid_sex = {c for c in some_labels if fields[c] == "age" and _names_sex_too(own[c])}
        table.column_heads = {c: paths[c] for c in some_values}
        table.across = across
        _head_rows(table, piece)
        tables.append(table)
    if whole is not None:
        label, value = look.filled[whole]
        table = Table(look, "pairs", [], [whole], [label], [value], {}, titles=titles[::-1])
        _head_rows(table, Piece(label, value, body=[whole]))
        tables.append(table)
    return tables


def _of_all_sides(look: Look, rows: list[int], sides: list[tuple[list[int], list[int]]]) -> int | None:
    """The last row, where it holds one total that is the sum of the last counts of all tables side by side."""
    last = look.filled[rows[-1]]
    if len(sides) < 2 or len(last) != 2 or not headings.is_total(look.text(rows[-1], last[0])):
        return None
    columns = [values[-1] for _, values in sides if len(values) == 1]
    ends = [next((n for r in reversed(rows[:-1]) if (n := look.count(r, c)) is not None), None) for c in columns]
    summed = len(columns) == len(sides) and is_sum_of(look.count(rows[-1], last[1]), ends)
    return rows[-1] if summed else None


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
    if _only_totals_are_bare(look, header[depth], below[-1], column, used):
        return column
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
        if c not in used and c - 1 not in used:
            return column  # one empty column is a spacer
    return column


def _only_totals_are_bare(look: Look, row: int, below: int, column: int, used: list[int]) -> bool:
    """Whether a heading is missing over this column and others because they are totals: each other has its own."""
    if not headings.is_total(look.text(below, column)):
        return False
    bare = [c for c in used if not look.text(*look.origin(row, c))]
    return all(headings.is_total(look.text(below, c)) for c in bare)


def _names_sex_too(text: str) -> bool:
    """Whether a heading such as `Age & Recorded Gender` promises the sex beside the age."""
    parts = re.split(r"&|/|,|\band\b", text)
    return len(parts) > 1 and any(headings.field(part.strip()) == "sex" for part in parts)


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
    shared = _shared(table)
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
            elif c == last or c not in above or not _goes_deeper(table, r, c) or _of_another(table, r, c, shared):
                continue
            heads.append(above[c])
        table.row_heads[r] = heads
        body.append(r)
    table.body_rows = body


def _goes_deeper(table: Table, r: int, c: int) -> bool:
    """Whether a row has a label further in, below the blank of an outer one: its own, or `Female total` before a blank."""
    look, last = table.look, table.label_columns[-1]
    between = (look.text(r, x) for x in table.label_columns if c < x < last)
    return bool(look.text(r, last)) or any(
        text and meaning(text).total and dimensional(meaning(text)) for text in between
    )


def _shared(table: Table) -> frozenset[int]:
    """The columns of labels each of which may hold for several rows: some row but a total leaves it blank."""
    look, labels = table.look, table.label_columns
    rows = [r for r in table.body_rows if labels and not headings.is_total(look.text(r, labels[-1]))]
    return frozenset(c for c in labels if len(rows) < 2 or not all(look.text(*look.origin(r, c)) for r in rows))


def _of_another(table: Table, r: int, c: int, shared: frozenset[int]) -> bool:
    """Whether a blank stands before a total where no row shares the label above it, which is another's, as a code is."""
    last = table.label_columns[-1]
    code = table.fields.get(c) == table.fields.get(last) == "offence"
    return headings.is_total(table.look.text(r, last)) and (code or c not in shared)


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
