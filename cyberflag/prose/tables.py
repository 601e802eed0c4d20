"""Which figures of a letter are disjoint parts that may be added, and which state the same crimes again."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.observations import Observation
from cyberflag.prose.numbers import Figure
from cyberflag.words.headings import is_total
from cyberflag.words.periods import Period
from cyberflag.words.victims import Age

_NO_PERIOD = Period()
_Place = tuple[object, ...]


class Tables(Struct):
    """The tables begun so far, by what their figures count and are broken down by."""

    begun: dict[tuple[str, ...], list[dict[_Place, list[Age]]]] = field(default_factory=dict)
    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)

    def of(self, found: Observation, figure: Figure, question: str) -> str:
        """The table of a figure: one for disjoint parts; what overlaps a part begins another."""
        in_line = figure.shape in ("line", "answer")
        dims = (
            "age" if found.age.kind != "all" else "",
            "sex" if found.sex != "all" else "",
            "of" if figure.subset else "",
            "offence" if found.offence_group and not in_line else "",
        )
        base = (question, found.measure, found.flag, "dated" if found.period != _NO_PERIOD else "", *dims)
        words = figure.words if figure.shape == "line" else ""
        offence = found.offence if in_line or found.offence_group else ""  # `sexual offences` hold any other
        place = (found.period, offence, found.sex, found.category, words)
        number = self._free(base, place, found.age)
        return f"prose {self.numbers.setdefault((*base, str(number)), len(self.numbers) + 1)}"

    def _free(self, base: tuple[str, ...], place: _Place, age: Age) -> int:
        """The first table of a kind in which no figure holds those of this age."""
        tables = self.begun.setdefault(base, [])
        for number, held in enumerate(tables):
            if not any(_meet(age, other) for other in held.get(place, ())):
                held.setdefault(place, []).append(age)
                return number
        tables.append({place: [age]})
        return len(tables) - 1


def _meet(a: Age, b: Age) -> bool:
    """Whether a victim may be of both ages."""
    if a.kind in ("all", "unknown") or b.kind in ("all", "unknown"):
        return a.kind == b.kind
    below = a.high is not None and b.low is not None and a.high < b.low
    above = b.high is not None and a.low is not None and b.high < a.low
    return not (below or above)


def as_total(one: Observation, lines: Sequence[Observation]) -> Observation:
    """A figure that is called a total, below lines of the same count that differ from it: in their table."""
    above = [o for o in lines if (o.measure, o.flag) == (one.measure, one.flag)]
    of = attrgetter("age", "sex", "period", "offence")
    if len(above) < 2 or of(above[-1]) == of(one):
        return one
    return replace(one, role="total", table=above[-1].table)


def called_total(body: str) -> bool:
    """Whether a line is nothing but a total and its number."""
    return is_total(body.rstrip(" .,0123456789").rstrip(" -–—:="))
