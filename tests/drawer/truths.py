"""What a return could hold: counts by offence, age, sex and year, drawn by chance."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from hypothesis import strategies as st

OFFENCES = (
    "Rape of a female child under 13",
    "Rape of a male child under 16",
    "Sexual assault on a female",
    "Sexual activity with a child under 16",
    "Sexual grooming",
    "Causing or inciting a child to engage in sexual activity",
    "Abuse of a position of trust of a sexual nature",
    "Sexual activity involving a child",
)
BANDS = (("0-9", "0 to 9"), ("10-12", "10 to 12"), ("13-15", "13 to 15"), ("16-17", "16 to 17"))
SEXES = (("Female", "female"), ("Male", "male"), ("Unknown", "unknown"))
MOST = 1_900  # a year: under 40 % of what the largest force recorded, for more would not be taken for flagged ones
YEARS = ("2012/13", "2013/14", "2014/15", "2015/16")

Key = tuple[str, str, str, str]  # offence, age, sex, year, each as the tidy table writes it


@dataclass(frozen=True, slots=True)
class Truth:
    """Counts by offence, age, sex and year; `ages` and `sexes` are pairs of what is written and what is meant."""

    offences: tuple[str, ...]
    ages: tuple[tuple[str, str], ...]
    sexes: tuple[tuple[str, str], ...]
    years: tuple[str, ...]
    counts: dict[Key, int] = field(repr=False)

    def count(self, offence: str = "", age: str = "all", sex: str = "all", year: str = "") -> int:
        """How many there are of a kind; what is not said stands for all."""
        wanted = (offence, age, sex, year)
        open_ = ("", "all", "all", "")
        return sum(
            n for key, n in self.counts.items() if all(w in (o, k) for w, o, k in zip(wanted, open_, key, strict=True))
        )

    def kinds(self) -> Iterable[Key]:
        """Every kind in reading order."""
        return itertools.product(self.offences, (a for _, a in self.ages), (s for _, s in self.sexes), self.years)


def _ages() -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    dashes = st.sampled_from(("{}-{}", "{} to {}", "{}–{}", "Aged {}-{}", "{} - {}"))
    bands = dashes.map(lambda d: tuple((d.format(*w.split("-")), m) for w, m in BANDS))
    single = st.integers(1, 13).flatmap(
        lambda low: st.integers(3, 5).map(lambda n: tuple((str(a), str(a)) for a in range(low, min(low + n, 18))))
    )
    loose = st.sampled_from(
        (
            (("Under 10", "0 to 9"), ("10-13", "10 to 13"), ("14-17", "14 to 17")),
            (("10 and under", "0 to 10"), ("11-15", "11 to 15"), ("16-17", "16 to 17")),
            (("Under 13", "0 to 12"), ("13", "13"), ("14", "14"), ("15-17", "15 to 17")),
        )
    )
    with_unknown = st.booleans().map(lambda yes: (("Unknown", "unknown"),) if yes else ())
    return st.tuples(st.one_of(bands, single, loose), with_unknown).map(lambda t: t[0] + t[1])


@st.composite
def truths(draw: st.DrawFn, highest: int = 60) -> Truth:
    """A truth of some offences, ages, sexes and years that follow on one another."""
    offences = tuple(draw(st.lists(st.sampled_from(OFFENCES), min_size=2, max_size=4, unique=True)))
    ages = draw(_ages())
    sexes = SEXES[: draw(st.integers(2, 3))]
    years = YEARS[-draw(st.integers(1, 3)) :]
    size = len(offences) * len(ages) * len(sexes) * len(years)
    likely = min(highest, MOST * len(years) // size)
    number = st.one_of(st.integers(0, min(6, highest)), st.integers(0, likely))
    numbers = draw(st.lists(number, min_size=size, max_size=size))
    empty = Truth(offences, ages, sexes, years, {})
    return Truth(offences, ages, sexes, years, dict(zip(empty.kinds(), numbers, strict=True)))
