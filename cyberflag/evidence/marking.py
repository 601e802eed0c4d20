"""What every observation of a figure is used for, or why it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from cyberflag.evidence.scope import Scoped, is_image
from cyberflag.evidence.statements import Signature, place, signature, top
from cyberflag.observations import Observation


def summing_to(low: int, some: Sequence[Scoped]) -> Scoped:
    """The first of statements that conflict with the counts that make the lower bound of their range."""
    for s in some:
        for members in (s.members, s.statement.parts):
            if members and sum(o.count.low for o in members) == low:
                return replace(s, members=members)
    return some[0]


def in_conflict(marked: dict[int, Observation], against: Sequence[Scoped]) -> dict[int, Observation]:
    """The same, with the figures of the statements that conflict and are not used."""
    return _unused_as("conflict", marked, (o for s in against for o in s.members))


def decided_against(marked: dict[int, Observation], dropped: Sequence[Scoped]) -> dict[int, Observation]:
    """The same, with the observations of statements that a person decided against."""
    return _unused_as("decided", marked, (o for s in dropped for o in (*s.members, *s.statement.parts)))


def _unused_as(why: str, marked: dict[int, Observation], some: Iterable[Observation]) -> dict[int, Observation]:
    theirs = {id(o) for o in some}
    return {k: replace(o, not_used_because=why) if k in theirs and not o.used else o for k, o in marked.items()}


def mark(
    free: Sequence[Observation], main: Scoped | None, aged: Scoped | None, scoped: Sequence[Scoped], under: int | None
) -> dict[int, Observation]:
    """Every observation of a key with what it is used for, or why it is not."""
    headline = {id(o) for o in main.members} if main else set()
    ages = set()
    if aged:
        inside = [o for o in aged.statement.parts if under is None or o.age.kind == "unknown" or top(o.age) < under]
        ages = {id(o) for o in inside if not (is_image(o) and aged.images == "out")}
    both, taken = headline & ages, headline | ages
    beside = main is not None and any(o.table != main.statement.table for o in free)
    used_places = {_said_at(o) for o in free if id(o) in taken} if beside else set()
    why_out = {id(o): s.why for s in scoped if s.why for o in s.statement.parts}
    out: dict[int, Observation] = {}
    for o in free:
        used = "both" if id(o) in both else "headline" if id(o) in headline else "ages" if id(o) in ages else ""
        if used:
            out[id(o)] = replace(o, used=used)
        else:
            again = beside and _said_at(o) in used_places
            out[id(o)] = _unused(o, main, again, why_out.get(id(o), ""), under)
    return out


def _said_at(o: Observation) -> tuple[Signature, tuple[str, ...], int, int | None]:
    """What makes two counts the same statement: the members they are of, and the number."""
    sig = signature(o)
    return sig, place(o, sig), o.count.low, o.count.high


def _unused(o: Observation, main: Scoped | None, again: bool, why: str, under: int | None) -> Observation:
    if o.role == "duplicate":
        return replace(o, not_used_because="duplicate")
    if again and main and o.table != main.statement.table:
        return replace(o, role="duplicate", not_used_because="duplicate")
    if o.role in ("total", "subtotal"):
        return replace(o, not_used_because="total")
    if main and is_image(o) and main.images == "out":
        return replace(o, not_used_because="images")
    if under is not None and o.age.kind in ("single", "band") and top(o.age) >= under:
        return replace(o, not_used_because="adults")
    return replace(o, not_used_because=why or ("other-breakdown" if main else "may-be-parts"))
