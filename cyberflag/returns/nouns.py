"""What interpreting a return gives: headlines, what is left out, and the return itself."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from cyberflag.issues import Issue, Where
from cyberflag.layouts.references import References
from cyberflag.observations import Observation
from cyberflag.replies import Reply
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period

NOWHERE = Where()


class Headline(Struct, frozen=True):
    """The one figure a force stands for, per period, measure and flag.

    `left_out` is empty where the figure enters totals, else a reason of not_used_because
    (part-year, images, may-be-parts …). `printed` is the printed total where images were subtracted from it.
    """

    force: str
    period: Period
    measure: str
    flag: str
    count: Count
    headline_from: str = "stated total"  # stated total | sum of parts | rows | prose | by hand
    proof: str = "unverified"  # proved | consistent | unverified | conflict
    where: Where = NOWHERE
    force_code: str = ""
    images: str = "unknown"
    printed: Count | None = None
    victims_under: int | None = None
    from_request: tuple[str, ...] = ()
    as_at: date | None = None
    left_out: str = ""
    offence: str = ""


class LeftOut(Struct, frozen=True):
    """A figure that was read and stands in no total, with its number and why."""

    force: str
    why: str
    count: Count
    period: Period
    measure: str
    flag: str
    where: Where


class ForceReturn(Struct):
    """Everything one force sent, read. `asked` is False for a body that is not on the roster."""

    force: str
    force_code: str = ""
    files: tuple[str, ...] = ()
    observations: list[Observation] = field(default_factory=list)
    headlines: list[Headline] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    status: str = "unclear"
    flag_use: str = "not-stated"
    asked: bool = True
    as_at: date | None = None
    references: list[References] = field(default_factory=list)  # of its lists; no output and no package holds them
