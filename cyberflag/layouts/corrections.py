"""Lines that are given twice, as first supplied and as corrected: the later one stands, as between two files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cyberflag.issues import Severity, issue
from cyberflag.layouts.dims import Dims
from cyberflag.layouts.reading import Reading
from cyberflag.tables import Heading
from cyberflag.words import periods, telling

Said = tuple[str, tuple[str, ...]]  # earlier, later or empty, and all other words of the headings


def corrected(reading: Reading, heads: Mapping[int, Sequence[Heading]], axis: dict[int, Dims]) -> frozenset[int]:
    """The rows or columns that another one replaces: `Original` beside `Revised`, `2015/16` beside `2015/16 (revised)`.

    The line that stands is no longer told apart by the word that says so. Each pair is named once, in a note.
    """
    if len(axis) < 2:
        return frozenset()
    said = {line: _said(heads.get(line, ())) for line in axis}
    dated = _taken_at(heads, axis)
    said |= dated
    stands = {rest: line for line, (kind, rest) in said.items() if kind == "later"}
    gone = {
        line: stands[rest]
        for line, (kind, rest) in said.items()
        if rest in stands and line != stands[rest] and (kind or any(rest))
    }
    for line in set(gone.values()):
        label = f"label: {heads[line][-1].text}".casefold()
        if axis[line].category.casefold() == label:
            axis[line] = replace(axis[line], category="")
    for line, later in gone.items():
        _name(reading, heads[line], heads[later], said[line][0])
    return frozenset(gone)


def _taken_at(heads: Mapping[int, Sequence[Heading]], axis: Mapping[int, Dims]) -> dict[int, Said]:
    """Columns `As at 1 January 2016`, `As at 1 May 2016`: the figures taken last are the later form."""
    days = {k: (day, heads[k]) for k in axis if heads.get(k) and (day := periods.as_at(heads[k][-1].text))}
    others = {tuple(h.text for h in path[:-1]) for _, path in days.values()}
    if len(days) < 2 or len(others) > 1 or len({day for day, _ in days.values()}) < len(days):
        return {}
    last = max(days, key=lambda k: days[k][0])
    return {k: ("later" if k == last else "earlier", ("as at",)) for k in days}


def _said(path: Sequence[Heading]) -> Said:
    found = [telling.version(heading.text) for heading in path]
    kinds = {kind for kind, _ in found if kind}
    return (kinds.pop() if len(kinds) == 1 else "", tuple(rest for _, rest in found))


def _name(reading: Reading, path: Sequence[Heading], later: Sequence[Heading], kind: str) -> None:
    own = next((h for h in path if telling.version(h.text)[0]), path[-1])
    other = next((h for h in later if telling.version(h.text)[0]), later[-1])
    words = f"“{own.text}” is given again as “{other.text}”, whose figures are used."
    severity = Severity.NOTE if kind == "earlier" else Severity.WARNING  # only one of the two says what it is
    where = reading.table.where(own.row, own.column)
    if all(i.where != where for i in reading.issues):
        reading.issues.append(issue("superseded", where, words, severity=severity, text=own.text))
