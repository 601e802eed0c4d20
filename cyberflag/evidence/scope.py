"""What of a statement is in scope: victims below the age asked for, image offences taken out where they can be."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cyberflag.evidence.statements import Statement, top
from cyberflag.observations import Observation
from cyberflag.words.counts import ZERO, Count


class Scoped(Struct, frozen=True):
    """A statement as far as it is in scope. `why` is empty, or the reason why it can be no headline."""

    statement: Statement
    count: Count
    members: tuple[Observation, ...]
    images: str = "unknown"
    printed: Count | None = None
    why: str = ""
    age_filled: bool = False  # nothing says that the victims are children; the request does

    @property
    def exact(self) -> bool:
        """Whether the figure in scope is one number."""
        return self.count.exact is not None


def is_image(o: Observation) -> bool:
    """Whether a count is of indecent images, class 86."""
    return o.offence_code.split("/")[0] == "86" or o.offence_group == "images"


def in_scope(s: Statement, under: int | None, adults: bool) -> Scoped:
    """The statement below an age (None: all ages). `adults`: the return holds adults under this key."""
    scoped = _below(s, under, adults)
    return scoped if scoped.why else _without_images(scoped)


def _below(s: Statement, under: int | None, adults: bool) -> Scoped:
    if under is None:
        return Scoped(s, s.count, s.members)
    narrower = [o.victims_under for o in s.parts if o.victims_under is not None and o.victims_under < under]
    if narrower:
        return Scoped(s, s.count, s.members, why="other-scope")
    if "age" in s.signature:
        return _by_age(s, under)
    said = all(o.victims_under == under for o in s.parts)
    older = any(o.victims_under is not None and o.victims_under > under for o in s.parts)
    if (adults and not said) or older:
        return Scoped(s, s.count, s.members, why="adults")
    return Scoped(s, s.count, s.members, age_filled=not said)


def _by_age(s: Statement, under: int) -> Scoped:
    """Bands below the age are in, bands that straddle it only widen the upper bound, as does an unknown age."""
    aged = [o for o in s.parts if o.age.kind in ("single", "band")]
    if not any(top(o.age) >= under for o in aged):
        return Scoped(s, s.count, s.members)
    inside = [o for o in aged if top(o.age) < under]
    straddling = [o for o in aged if (o.age.low or 0) < under <= top(o.age)]
    unknown = [o for o in s.parts if o.age.kind in ("unknown", "all")]
    if not inside and not straddling:
        return Scoped(s, ZERO, (), why="adults")
    count = sum((o.count for o in inside), ZERO)
    for o in [*straddling, *unknown]:
        count = count + Count(0, o.count.high, "suppressed") if o.count.high != 0 else count
    return Scoped(s, count, tuple(inside))


def _without_images(scoped: Scoped) -> Scoped:
    """The statement with rows of class 86 subtracted; wholly of class 86, it stays out of totals."""
    s = scoped.statement
    if "offence" not in s.signature:
        return scoped
    images = [o for o in s.parts if is_image(o)]
    if not images:
        return Scoped(s, scoped.count, scoped.members, "out", why=scoped.why, age_filled=scoped.age_filled)
    rest = [o for o in s.parts if not is_image(o)]
    if not rest:
        return Scoped(s, scoped.count, scoped.members, "in", why="images")
    members = [o for o in scoped.members if not is_image(o)]
    count = (
        _sum(members)
        if set(map(id, scoped.members)) <= set(map(id, s.parts))
        else _minus(scoped.count, _sum(images), rest)
    )
    if scoped.members == s.members and s.state in ("exact", "none", "within"):
        members = rest
    return Scoped(s, count, tuple(members), "out", scoped.count, age_filled=scoped.age_filled)


def _sum(some: Sequence[Observation]) -> Count:
    return sum((o.count for o in some), ZERO)


def _minus(total: Count, images: Count, rest: Sequence[Observation]) -> Count:
    """A printed total less its image rows, within what the other rows allow."""
    others = _sum(rest)
    low = max(others.low, total.low - images.high if images.high is not None else 0, 0)
    highs = [h for h in (others.high, total.high - images.low if total.high is not None else None) if h is not None]
    high = min(highs) if highs else None
    return Count(low, high, "exact" if low == high else "suppressed") if high is None or low <= high else others
