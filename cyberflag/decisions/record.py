"""What the four files say, once read: the request, the roster, figures by hand, decisions."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from cyberflag.issues import Where
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period
from cyberflag.words.victims import ALL_AGES, Age

_NOWHERE = Where()


class Request(Struct, frozen=True):
    """What was asked; None where the request does not say. `words` are the [[word]] entries, as read."""

    flag: str | None = None
    period: Period | None = None
    measure: str | None = None
    age_under: int | None = None
    words: tuple[dict[str, object], ...] = ()
    source: str = ""


class Asked(Struct, frozen=True):
    """A body on the roster: canonical name, spellings, ONS code and children under 18, where known."""

    force: str
    aliases: tuple[str, ...] = ()
    code: str = ""
    children: int | None = None


class HandFigure(Struct, frozen=True):
    """A figure that a person read. Without offence, age and sex it is a headline."""

    force: str
    period: Period
    count: Count
    measure: str = "offences"
    flag: str = "cyber"
    offence: str = ""
    age: Age = ALL_AGES
    sex: str = "all"
    source: Where = _NOWHERE  # file and place that the person read
    by: str = ""
    on: date | None = None
    reason: str = ""
    where: Where = _NOWHERE  # the row of the file of figures by hand

    @property
    def is_headline(self) -> bool:
        """Whether the row stands for the force as a whole."""
        return not self.offence and self.age == ALL_AGES and self.sex == "all"


class Decision(Struct, frozen=True):
    """A line of the worklist, filled in. `force = X` is decision `force` with value X, and so is `reading = N`."""

    id: str
    decision: str
    value: str = ""
    reason: str = ""
    by: str = ""
    on: str = ""
    where: Where = _NOWHERE


class Record(Struct, frozen=True):
    """The four files, read and checked. `used` names those found, `fingerprint` is of their content."""

    request: Request | None = None
    roster: tuple[Asked, ...] = ()
    roster_source: str = "built-in"
    by_hand: tuple[HandFigure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    used: tuple[str, ...] = ()
    fingerprint: str = ""
