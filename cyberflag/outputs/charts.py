"""Drawings as plain SVG whose widths are shares of the page, so that their letters stay one size on every screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cyberflag.outputs.elements import Element, element
from cyberflag.patterns import late
from cyberflag.summaries import Entry
from cyberflag.words.counts import Count

BAR_HEIGHT = 14
PLOT_HEIGHT = 190  # of the tallest column of ages
TOP = 20  # room for the number above a column
LANE = 24  # height of a row of bands
CHILDHOOD = range(18)
OLDEST_DRAWN = 40  # beyond it columns are too thin to be told apart
HEADROOM = 1.15  # over the longest, where something has no upper bound and is drawn to the edge
CROWDED = 30  # from this many columns on they have no room for numbers

_AGE = late(r"([0-9]{1,3})(?: to ([0-9]{1,3})|(\+))?")


def percent(share: float) -> str:
    """`12.5%` of 0.125."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def brief(count: Count) -> str:
    """A count where there is little room: `1,204`, `20–23`, `5+`."""
    if count.high is None:
        return f"{count.low:,}+"
    return f"{count.low:,}" if count.low == count.high else f"{count.low:,}–{count.high:,}"


def patterns() -> Element:
    """The hatchings that drawings are filled with, once a page: `hatch` for no figure, `open` for what may be more."""
    return element(
        "svg", _hatching("hatch", "stripe", 6), _hatching("open", "thin", 4), class_="defined", aria_hidden="true"
    )


def _hatching(name: str, kind: str, apart: int) -> Element:
    return element(
        "pattern",
        element("rect", class_="ground", width=apart, height=apart),
        element("line", class_=kind, x1=0, y1=0, x2=0, y2=apart),
        id=name,
        width=apart,
        height=apart,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def longest(counts: Iterable[Count]) -> float:
    """The number that a drawing ends at: the highest bound of the counts, and more where one of them has no end."""
    known = list(counts)
    most = max((count.low if count.high is None else count.high for count in known), default=0)
    return max(1, most) * (HEADROOM if any(count.high is None for count in known) else 1)


def bar(count: Count, end: float) -> Element:
    """A bar up to the lower bound, then open up to the upper, or up to the edge where there is none.

    It says nothing that the numbers beside it do not say, so it is hidden from those who listen.
    """
    low, high = count.low, count.high
    parts = []
    if low:
        parts.append(element("rect", class_="sure", x="0", y=1, width=percent(low / end), height=BAR_HEIGHT - 2))
    if high is None or high > low:
        most = end if high is None else high
        kind = "endless" if high is None else "open"
        width = percent((most - low) / end)
        parts.append(element("rect", class_=kind, x=percent(low / end), y=1, width=width, height=BAR_HEIGHT - 2))
    return element("svg", *parts, class_="bar", width="100%", height=BAR_HEIGHT, aria_hidden="true", focusable="false")


def key_of_bounds(counts: Iterable[Count]) -> Element:
    """What the hatched parts of bars and columns mean; nothing where every count is exact."""
    known = list(counts)
    items = [
        (kind, text)
        for kind, text, used in (
            ("sure", "at least", any(count.low != count.high for count in known)),
            ("open", "perhaps, up to the upper bound", any(count.low != count.high is not None for count in known)),
            ("endless", "no upper bound", any(count.high is None for count in known)),
        )
        if used
    ]
    samples = (element("li", sample(kind), text) for kind, text in items)
    return element("ul", *samples, class_="key") if items else Element("")


def sample(kind: str) -> Element:
    """A small square as it is filled in a drawing, for a key."""
    square = element("rect", class_=kind, x=1, y=1, width=20, height=12)
    return element("svg", square, class_="sample", width=22, height=14, aria_hidden="true", focusable="false")


class Stated(Struct, frozen=True):
    """A count of one age, or of a band of ages; `high` is None where the band has no end."""

    low: int
    high: int | None
    count: Count
    label: str


def stated_ages(by_age: Sequence[Entry]) -> list[Stated]:
    """The ages of a report, read back from their labels."""
    found = []
    for item in by_age:
        match = _AGE.fullmatch(item["age"])
        if match:
            low = int(match[1])
            high = None if match[3] else int(match[2] or low)
            found.append(Stated(low, high, Count(item["count_min"], item["count_max"]), item["age"]))
    return found


def age_chart(by_age: Sequence[Entry], title: str) -> Element:
    """Columns by single year of age, and under them the bands, each as wide as the years it spans; none is split."""
    stated = stated_ages(by_age)
    singles = [one for one in stated if one.low == one.high]
    bands = [one for one in stated if one.low != one.high]
    oldest = min(OLDEST_DRAWN, max([CHILDHOOD[-1], *(one.low if one.high is None else one.high for one in stated)]))
    years = range(oldest + 1)
    lanes = _lanes(bands, oldest)
    axis = TOP + PLOT_HEIGHT
    height = axis + 24 + (len(lanes) * LANE + 22 if bands else 0)
    tallest = longest(one.count for one in singles)
    drawn = [part for one in singles if one.low <= oldest for part in _column(one, len(years), tallest, axis)]
    drawn.append(element("line", class_="axis", x1="0", x2="100%", y1=axis, y2=axis))
    drawn += [_year(year, len(years), axis + 17) for year in years if len(years) <= CROWDED or year % 5 == 0]
    if bands:
        drawn.append(element("text", "Stated as bands of ages:", class_="note", x="0", y=axis + 38))
    drawn += [_band(one, len(years), axis + 44 + at * LANE) for at, lane in enumerate(lanes) for one in lane]
    crowded = len(years) > CROWDED or any(len(brief(one.count)) > 3 for one in singles)
    return element(
        "svg",
        element("title", title, id="age-chart-title"),
        element("desc", _described(singles, bands), id="age-chart-described"),
        *drawn,
        class_="chart crowded" if crowded else "chart",
        width="100%",
        height=height,
        role="img",
        aria_labelledby="age-chart-title age-chart-described",
    )


def _described(singles: list[Stated], bands: list[Stated]) -> str:
    said = "Columns by single year of age, bands of ages below them. "
    if singles:
        most = max(singles, key=lambda one: (one.count.low, -one.low))
        said += f"The tallest column is age {most.label}: {most.count}. "
    said += "".join(f"Band {one.label}: {one.count}. " for one in bands)
    return said + "The table that follows has every count."


def _column(one: Stated, years: int, tallest: float, axis: int) -> list[Element]:
    left, width = percent((one.low + 0.12) / years), percent(0.76 / years)
    low, high = one.count.low, one.count.high
    sure = round(PLOT_HEIGHT * low / tallest)
    most = PLOT_HEIGHT if high is None else round(PLOT_HEIGHT * high / tallest)
    parts = [element("title", f"{one.label}: {one.count}")]
    if most > sure:
        kind = "endless" if high is None else "open"
        parts.append(element("rect", class_=kind, x=left, y=axis - most, width=width, height=most - sure))
    if low:
        height = max(1, sure)
        parts.append(element("rect", class_="sure", x=left, y=axis - height, width=width, height=height))
    middle = percent((one.low + 0.5) / years)
    number = element("text", brief(one.count), class_="number", x=middle, y=axis - max(most, sure) - 5)
    return [element("g", *parts), number]


def _year(year: int, years: int, y: int) -> Element:
    return element("text", str(year), class_="year", x=percent((year + 0.5) / years), y=y)


def _lanes(bands: list[Stated], oldest: int) -> list[list[Stated]]:
    """The bands in as few rows as let none lie over another."""
    lanes: list[list[Stated]] = []
    for one in sorted(bands, key=lambda band: (band.low, _end(band, oldest))):
        free = next((lane for lane in lanes if _end(lane[-1], oldest) < one.low), None)
        if free is None:
            lanes.append([one])
        else:
            free.append(one)
    return lanes


def _end(one: Stated, oldest: int) -> int:
    return oldest if one.high is None else min(one.high, oldest)


def _band(one: Stated, years: int, y: int) -> Element:
    end = _end(one, years - 1)
    low = min(one.low, end)
    left, width = percent((low + 0.06) / years), percent((end - low + 0.88) / years)
    return element(
        "g",
        element("title", f"{one.label}: {one.count}"),
        element("rect", class_="band", x=left, y=y, width=width, height=LANE - 6),
        element("text", brief(one.count), class_="within", x=percent((low + end + 1) / 2 / years), y=y + 13),
    )
