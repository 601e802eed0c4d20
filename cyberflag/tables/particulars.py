"""Lines of name and value above or below a table: `Period`, `2015/16`. They head no column; they speak of all of it."""

from __future__ import annotations

from itertools import pairwise

from cyberflag.tables.look import Look
from cyberflag.words import headings, periods

_NO_FILTERS = ("count", "number", "percent", "rate", "rank", "reference")  # fields that hold numbers of their own
_IDENTIFY = ("name", "phone", "address", "email")  # fields whose value is nobody's business

Stated = tuple[str, str, str]  # what it states, the name, the value


def particulars(look: Look, rows: list[int]) -> tuple[list[tuple[int, str]], list[int]]:
    """What the first of the rows that stand together state, as lines of text in their order, and the rows left.

    Titles may stand above them, and are then among the lines. Right above counts a row stays where it is if its value
    can head a column of them, as `Period`, `2015/16` does.
    """
    lone = next((i for i, r in enumerate(rows) if len(_cells(look, r)) > 1), len(rows))
    titles, rest = rows[:lone], rows[lone:]
    lines, left = _taken(look, rest)
    return ([*((r, look.text(r, look.filled[r][0])) for r in titles), *lines], left) if lines else ([], rows)


def _cells(look: Look, r: int) -> list[str]:
    """The texts of a row, a merged cell once."""
    return [look.text(r, c) for c in dict.fromkeys(look.origin(r, c)[1] for c in look.filled[r])]


def _taken(look: Look, rows: list[int]) -> tuple[list[tuple[int, str]], list[int]]:
    if filters := _filters(look, rows):
        return _lines([one for one in filters if not _of_no_effect(*one[1][0])]), []
    if block := _block(look, rows):
        return _lines(block), []
    found: list[tuple[int, list[Stated]]] = []
    for r in rows:
        said = _said(look, r) or (_unnamed(look, r) if found else [])
        if not said:
            break
        found.append((r, said))
    if 0 < len(found) < len(rows):
        following = rows[len(found)]
        counted = any(look.count(following, c) is not None for c in look.filled[following][1:])
        if counted and look.is_member(found[-1][0], look.filled[found[-1][0]][-1]):
            found.pop()
    return _lines(found), rows[len(found) :]


def _filters(look: Look, rows: list[int]) -> list[tuple[int, list[Stated]]]:
    """Rows that each hold a field and what a pivot table was filtered to, alone above it; none where a row holds anything else.

    Records on their side look the same, so a row that begins with no field must hold a count below.
    """
    found: list[tuple[int, list[Stated]]] = []
    for r in rows:
        here = look.filled[r]
        if len(here) != 2 or here[1] != here[0] + 1:
            return []
        name, value = (look.text(r, c) for c in here)
        field = headings.field(name) or headings.particular(name)
        bare = look.count(r, here[1]) is not None and field not in ("age", "period")
        if field in (None, *_NO_FILTERS) or bare or headings.field(value):
            return []
        found.append((r, [(field or "", name, value)]))
    return found if found and _heads_a_table(look, rows[-1]) else []


def _heads_a_table(look: Look, last: int) -> bool:
    """Whether the first counts below a row stand in a row that begins with the name of no field."""
    for r in range(last + 1, len(look.filled)):
        here = look.filled[r]
        if any(look.count(r, c) is not None for c in here[1:]):
            name = look.text(r, here[0])
            return not (headings.field(name) or headings.particular(name))
    return False


def _of_no_effect(field: str, _: str, value: str) -> bool:
    """Whether a filter lets everything through; that of the flag says so of the figures."""
    return field != "flag" and headings.filter_of(value) == "all"


def _unnamed(look: Look, r: int) -> list[Stated]:
    """A name that nobody knows with a value that is no count, heads no column and places no figure."""
    found = _pair(look, r)
    value = look.filled[r][-1]
    return [] if look.is_member(r, value) or headings.field(look.text(r, value)) else found


def _block(look: Look, rows: list[int]) -> list[tuple[int, list[Stated]]]:
    """Rows that each hold a text beside its name, also under names that nobody knows; none where one holds a count."""
    found: list[tuple[int, list[Stated]]] = []
    for r in rows:
        if not (said := _pair(look, r)):
            return []
        found.append((r, said))
    return found if any(_said(look, r) for r in rows) else []


def _pair(look: Look, r: int) -> list[Stated]:
    """A text beside another that is no count, the first as the name of the second."""
    here = look.filled[r]
    if len(here) != 2 or look.count(r, here[1]) is not None:
        return []
    name, value = (look.text(r, c) for c in here)
    return [(headings.particular(name) or "other", name, value)]


def _said(look: Look, r: int) -> list[Stated]:
    """What a row states: one name with its value, two such pairs, or a name with two dates; empty for anything else."""
    texts = _cells(look, r)
    if len(texts) == 3 and headings.particular(texts[0]) == "period" and all(map(periods.date_of, texts[1:])):
        return [("period", texts[0], " to ".join(texts[1:]))]
    if len(texts) not in (2, 4):
        return []
    if len(texts) == 2 and texts[0].endswith(":") and (pair := _pair(look, r)):
        return pair  # any name may end so
    pairs = [(headings.particular(name), name, value) for name, value in zip(texts[::2], texts[1::2], strict=True)]
    return [(kind, name, value) for kind, name, value in pairs if kind] if all(map(_fits, pairs)) else []


def _fits(said: tuple[str | None, str, str]) -> bool:
    """Whether the value is one of the kind that its name promises, and not the name of a column beside it."""
    kind, _, value = said
    if kind in ("start", "end"):
        return periods.date_of(value) is not None or periods.parse(value) is not None
    if kind == "period":
        return bool(periods.find(value) or periods.parse(value))
    return kind is not None and headings.field(value) is None and headings.particular(value) is None


def _lines(found: list[tuple[int, list[Stated]]]) -> list[tuple[int, str]]:
    """A line of text for each thing stated; a first and a last day together make one."""
    flat = [(r, one) for r, said in found for one in said]
    ends = {i + 1 for i, (a, b) in enumerate(pairwise(flat)) if (a[1][0], b[1][0]) == ("start", "end")}
    lines: list[tuple[int, str]] = []
    for i, (r, (kind, name, value)) in enumerate(flat):
        if i + 1 in ends:
            lines.append((r, f"{value} to {flat[i + 1][1][2]}"))
        elif i not in ends and headings.field(name) not in _IDENTIFY:
            lines.append((r, value if kind == "force" else f"{name.rstrip(' :')}: {value}"))
    return lines
