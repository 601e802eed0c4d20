"""Labels that are on no list: what they are members of, as far as a title, a heading or their company says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from msgspec.structs import replace

from cyberflag.grid import fold
from cyberflag.layouts.dims import CATEGORY_FIELDS, Dims
from cyberflag.layouts.reading import Reading
from cyberflag.reference import key
from cyberflag.tables import Heading, Table
from cyberflag.words import dimensional, headings, kinds, meaning, victims

UNKNOWN = "label: "  # what stands before such a label until it is known what it is a member of


def name_kinds(reading: Reading, rows: dict[int, Dims], columns: dict[int, Dims]) -> None:
    """Labels that are members of one thing are named after it: `area: Dover`, `team: Alpha`.

    Those of which nothing is known stay, and no two of them are parts of one whole unless a printed total proves it.
    """
    table = reading.table
    titles = [*(text for _, text in table.titles), *table.above]
    said = next((kind for text in titles if (kind := kinds.kind_said(text) or _field(text))), "")
    for axis, headed in ((rows, _headed(table)), (columns, _spanned(table, columns))):
        depth = max((d.category.count(UNKNOWN) for d in axis.values()), default=0)
        for level in range(depth):
            _name(axis, level, "" if level else headed, said)


def _name(axis: dict[int, Dims], level: int, headed: str, said: str) -> None:
    """Name the labels of one level, the innermost being the last of the category."""
    labels: dict[int, str] = {}
    for line, dims in axis.items():
        found = [part for part in dims.category.split("; ") if part.startswith(UNKNOWN)]
        if level < len(found) and not dims.total:
            labels[line] = found[-1 - level]
    if not labels:
        return
    own = kinds.kind([text.removeprefix(UNKNOWN) for text in dict.fromkeys(labels.values())])
    kind = own or _company(axis, labels) or headed or said
    if kind:
        for line, text in labels.items():
            dims = axis[line]
            named = dims.category.replace(text, f"{kind}: {text.removeprefix(UNKNOWN)}")
            axis[line] = replace(
                dims, category=named, measure=dims.measure or ("outcomes" if kind == "outcome" else "")
            )


def _company(axis: dict[int, Dims], labels: dict[int, str]) -> str:
    """The kind of the other lines of an axis, where they are at least as many: a site among sites."""
    others = [d.category for k, d in axis.items() if k not in labels and not d.total]
    kinds_of = {category.partition(": ")[0] for category in others}
    kind = kinds_of.pop() if len(kinds_of) == 1 else ""
    return kind if len(others) > 1 and len(others) >= len(labels) and kind != "flag" else ""


def offences_both_ways(rows: Mapping[int, Dims], columns: dict[int, Dims]) -> None:
    """Where every row names an offence, the offences that columns name, as of two lists of classes, divide them further."""
    named = {d.offence.text: d for d in columns.values() if d.offence and not d.total}
    proper = [d for d in rows.values() if not d.total]
    if len(named) < 2 or not proper or not all(d.offence for d in proper):
        return
    for c, dims in columns.items():
        if dims.offence:
            columns[c] = replace(dims, offence=None, category=_joined(dims.category, f"offence: {dims.offence.text}"))


def _joined(category: str, label: str) -> str:
    return f"{category}; {label}" if category else label


def tell_apart(heads: Mapping[int, Sequence[Heading]], axis: dict[int, Dims], gone: Set[int]) -> None:
    """Keep the labels of lines of which all else that is known is alike: `Recorded in 2015/16`, `Committed in 2015/16`."""
    alike: dict[Dims, list[int]] = {}
    unsaid = "offences" if any(d.measure == "offences" for d in axis.values()) else ""
    for line, dims in axis.items():
        placed = dims.age or dims.sex or dims.offence or dims.category or dims.total
        if not placed and heads.get(line) and line not in gone:
            alike.setdefault(replace(dims, under=None, measure=dims.measure or unsaid), []).append(line)
    for dims, lines in alike.items():
        texts = {line: fold(heads[line][-1].text) for line in lines}
        young = {line: under for line, text in texts.items() if (under := headings.scope_under(text))}
        if len(set(young.values())) + (len(young) < len(lines)) > 1:  # `Flagged`, `Flagged against under 13s`
            widest = max(young.values()) if len(young) == len(lines) else None
            for line, under in young.items():
                axis[line] = replace(dims, under=under) if under == widest else axis[line]
            for line, under in ((k, v) for k, v in young.items() if v != widest):
                axis[line] = replace(dims, age=victims.band(0, under - 1))
            texts = {line: text for line, text in texts.items() if line not in young}
        if len({text.casefold() for text in texts.values()}) > 1:
            for line, text in texts.items():
                axis[line] = replace(axis[line], category=f"{UNKNOWN}{text}")


def _headed(table: Table) -> str:
    """What the heading over the only column of labels calls them, where it says no more than that."""
    if len(table.label_columns) != 1 or not table.header_rows:
        return ""
    return _called([text for r in table.header_rows if (text := table.look.text(r, table.label_columns[0]))])


def _spanned(table: Table, columns: dict[int, Dims]) -> str:
    """What the one heading calls them that stands over all columns with such labels."""
    paths = [table.column_heads.get(c, []) for c, d in columns.items() if UNKNOWN in d.category and not d.total]
    above = {(path[-2].row, path[-2].column): path[-2].text for path in paths if len(path) > 1}
    return _called(list(above.values())) if all(len(path) > 1 for path in paths) else ""


def _called(texts: list[str]) -> str:
    """What the only heading of some says that they are; empty where it says what is counted, or places it."""
    if len(texts) != 1 or headings.is_total(texts[0]):
        return ""
    if headings.no_ages(texts[0]):
        return key(texts[0])  # `Number of victims` over 1, 2, 3
    if dimensional(meaning(texts[0])):
        return ""
    return _field(texts[0]) or kinds.kind_headed(texts[0])


def _field(text: str) -> str:
    """The further breakdown that a text names and nothing else: `District`, `Outcome`."""
    field = headings.field(text) or ""
    return field if field in CATEGORY_FIELDS else ""
