"""Lines that stand beside those of a figure, and are no parts of it as far as anything tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cyberflag.evidence.apart import kept_apart
from cyberflag.evidence.scope import Scoped
from cyberflag.evidence.statements import Signature, Statement, meets, place
from cyberflag.issues import Issue, issue
from cyberflag.observations import Observation
from cyberflag.words import kinds

_KNOWN = ("outcome: ", "platform: ", "system: ", "flag: ")  # further breakdowns, of which one line may stand alone


def lines_left_out(main: Scoped, said: Sequence[Statement], free: Sequence[Observation]) -> list[Issue]:
    """Lines between those of the headline that are of another kind, and make up no breakdown of their own."""
    if main.statement.source != "sum of parts" or len(main.statement.parts) < 2:
        return []
    above = {_row(o): o.role for o in (*main.statement.parts, *main.members)}
    told = {id(o) for s in said if len(s.parts) > 1 for o in s.parts}
    odd = [
        o
        for o in free
        if o.table == main.statement.table
        and o.role == "part"
        and o.count.high != 0
        and id(o) not in told
        and _row(o) not in above
        and above.get(max((r for r in above if r < _row(o)), default=-1), "subtotal") == "part"
    ]
    if not odd or len(odd) > len(main.statement.parts):
        return []
    words = f"This line says {odd[0].count}, is of another kind than those around it and was not added to {main.count}."
    return [issue("line-left-out", odd[0].where, words, text=odd[0].text)]


def label_left_out(main: Scoped, every: Sequence[Statement], said: Sequence[Statement]) -> list[Issue]:
    """A single line of another kind beside those of the headline, as under a name nobody knows: no breakdown of its own."""
    kept = set(map(id, said))
    own = [s for s in every if id(s) not in kept and s.table == main.statement.table]
    names = {o.category for s in own for o in s.parts}
    if len(names) != 1 or max(names).startswith(_KNOWN) or not own[0].count.low or meets(own[0].count, main.count):
        return []
    words = f"“{named(own[0])}” says {own[0].count} and was not added to {main.count}: it is of another kind."
    return [issue("line-left-out", own[0].where, words, text=str(own[0].count))]


def _row(o: Observation) -> int:
    return int("".join(c for c in o.where.cell if c.isdigit()) or 0)


def stands_beside(a: Statement, b: Statement) -> bool:
    """Whether nothing shows that two statements are parts of one whole, nor that they speak of one thing.

    They are lines of one table, kept apart by what they are called; or on two sheets that are called after two places
    or teams; or two lists, of which neither holds the records of the other.
    """
    if a.table == b.table:
        return a.signature == b.signature and _kept_apart(a) != _kept_apart(b)
    if a.source == b.source == "rows":
        return not _holds(a, b) and not _holds(b, a)
    sheets = [a.where.sheet, b.where.sheet]
    return a.signature == b.signature and sheets[0] != sheets[1] and bool(kinds.kind(sheets))


def _holds(a: Statement, b: Statement) -> bool:
    """Whether a list may hold all records of another, as far as both say the same things of theirs."""
    over = a.signature & b.signature
    own, other = _tally(a, over), _tally(b, over)
    return all(number <= own[where] for where, number in other.items())


def _tally(s: Statement, over: Signature) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for o in s.parts:
        found[place(o, over)] += o.count.low
    return found


def _kept_apart(s: Statement) -> str:
    return kept_apart(s.parts[0].category) if s.parts else ""


def named(s: Statement) -> str:
    """The label or system that keeps a statement apart, as written."""
    label = s.parts[0].category.rpartition(": ")[2] if s.parts else ""
    return label or s.where.sheet
