"""One row a force, period, measure and flag: headline, rank, share, ratio to the median, rate."""

from __future__ import annotations

from fractions import Fraction
from statistics import median

from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.collection.joint import JOINT
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, Headline
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.ages import ALWAYS, Threshold, age_entries, by_age, is_known, leaders, under_entries
from cyberflag.summaries.figures import Combination, bounds, children, combination, counted, counted_in, scaled
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations
from cyberflag.summaries.standing import beside
from cyberflag.summaries.wording import REASONS, REPLIES, figures_of, of_bodies, of_the_flag
from cyberflag.summaries.youngest import bounds_of

FEWEST_CHILDREN = 2_000  # below this a rate says nothing (City of London)


def entries(
    collection: Collection, selection: Selection = EVERYTHING, marks: tuple[Threshold, ...] = ALWAYS
) -> list[Entry]:
    """`forces` of the report: by combination and rank, then figures left out, then forces without any figure."""
    order = {which: place for place, which in enumerate(combinations(collection, selection))}
    groups = {which: _Group(collection, which) for which in order}
    found = []
    for one in collection.returns:
        taken = [h for h in one.headlines if selection.takes(h.period, h.measure, h.flag)]
        if not taken and selection == EVERYTHING and one.force:  # a file of nobody known, without a figure, is an issue
            found.append((len(order), 2, 0, one.force, _without(one)))
        for headline in taken:
            which = combination(headline)
            kind = 0 if one.force and one.asked and not headline.left_out else 1
            item = _entry(collection, one, headline, groups.get(which) if kind == 0 else None, marks)
            found.append((order.get(which, len(order)), kind, -headline.count.low, one.force, item))
    return [row[-1] for row in sorted(found, key=lambda row: (*row[:-1], *_label(row[-1])))]


def _label(item: Entry) -> tuple[str, ...]:
    return tuple(item[key] or "" for key in ("period", "measure", "flag", "file", "sheet", "cell"))


class _Group:
    """The counted headlines of one combination, against which each is ranked and compared."""

    def __init__(self, collection: Collection, which: Combination) -> None:
        self.headlines = counted_in(collection, which)
        self.singles = [h for h in self.headlines if JOINT not in h.force]
        exact = [h.count.low for h in self.singles if h.count.exact is not None]
        self.median = Fraction(median(exact)) if exact else None

    def rank(self, headline: Headline) -> int | str | None:
        """Competition rank of the lower bound, `2=` where bounds overlap those of another force; None if joint."""
        if JOINT in headline.force:
            return None
        place = 1 + sum(other.count.low > headline.count.low for other in self.singles)
        shared = any(other is not headline and _overlap(other, headline) for other in self.singles)
        return f"{place}=" if shared else place

    def share(self, headline: Headline) -> Entry:
        """Share of the total (0 to 1), with the bounds that the other forces' bounds leave."""
        others = [other.count for other in self.headlines if other is not headline]
        low, high = headline.count.low, headline.count.high
        rest_low = sum(count.low for count in others)
        rest_high = None if any(count.high is None for count in others) else sum(count.high or 0 for count in others)
        least = None if rest_high is None else _part(low, rest_high)
        most = None if high is None else _part(high, rest_low)
        return {"share": least if least == most else None, "share_min": least, "share_max": most}


def _part(own: int, rest: int) -> float | None:
    return own / (own + rest) if own + rest else None


def _overlap(one: Headline, other: Headline) -> bool:
    above = one.count.high is not None and one.count.high < other.count.low
    below = other.count.high is not None and other.count.high < one.count.low
    return not above and not below


def _entry(
    collection: Collection, one: ForceReturn, headline: Headline, group: _Group | None, marks: tuple[Threshold, ...]
) -> Entry:
    observations = [
        o for o in one.observations if o.used in ("ages", "both") and combination_of(o) == combination(headline)
    ]
    counts = by_age(observations)
    population = children(collection, one.force) if group else None
    rated = Fraction(population, 10_000) if population and population >= FEWEST_CHILDREN else None
    unranked = {"share": None, "share_min": None, "share_max": None}
    ratio = group.median if group and JOINT not in one.force else None
    aged = any(is_known(o) for o in observations)
    first = leaders(counts)
    return {
        "force": one.force,
        "force_code": one.force_code or headline.force_code,
        **combination(headline).entry,
        **bounds(headline.count),
        "rank": group.rank(headline) if group else None,
        **(group.share(headline) if group else unranked),
        **scaled(headline.count, ratio, "ratio_to_median"),
        **scaled(headline.count, rated, "rate_per_10000"),
        "status": one.status,
        "flag_use": one.flag_use,
        "headline_from": headline.headline_from,
        "proof": headline.proof,
        **{"file": headline.where.file, "sheet": headline.where.sheet, "cell": headline.where.cell},
        "youngest": {key: value for key, value in bounds_of(observations).items() if key != "exact"} if aged else None,
        "modal_age": first[0] if len(first) == 1 else None,
        "by_age": age_entries(counts),
        "under": under_entries(observations, marks) if aged else [],
        "asked": one.asked,
        "left_out": headline.left_out or None if one.force else None,  # else the row says that it is of nobody known
        "images": headline.images,
        "printed": headline.printed.exact if headline.printed else None,
        "from_request": " ".join(headline.from_request),
        "as_at": headline.as_at.isoformat() if headline.as_at else None,
    }


def combination_of(one: Observation) -> Combination:
    """What an observation is a count of."""
    return Combination(one.period, one.measure, one.flag)


def _without(one: ForceReturn) -> Entry:
    """A force that replied and gave no figure that was selected: its status alone."""
    given = {
        "force": one.force,
        "force_code": one.force_code,
        "status": one.status,
        "flag_use": one.flag_use,
        "asked": one.asked,
        "file": one.files[0] if one.files else None,
    }
    return {key: given.get(key, [] if key in ("by_age", "under") else None) for key in KEYS}


COLUMNS = (
    Column("rank", "Rank", "number"),
    Column("force", "Force", "name"),
    Column("force_code", "Code", shown=False),
    Column("period", "Period", drop=3),
    Column("measure", "Measure", drop=3),
    Column("flag", "Flag", drop=3),
    *with_bounds("count", "Count"),
    Column("bar", "", "bar", exported=False, drop=2),
    *with_bounds("share", "Share", "share", drop=4),
    *with_bounds("ratio_to_median", "Times\nmedian", "rate", drop=5),
    *with_bounds("rate_per_10000", "Per 10,000\nchildren", "rate", drop=1, ends="Rate"),
    Column("status", "Reply", "reply", drop=8),
    Column("flag_use", "Flag", "use", drop=7),
    Column("headline_from", "Figure from", drop=9),
    Column("proof", "Check", "proof", drop=6),
    Column("file", "File", drop=10),
    Column("sheet", "Sheet", shown=False),
    Column("cell", "Cell", shown=False),
    Column("youngest_min", "Youngest, lowest", "number", shown=False),
    Column("youngest_max", "Youngest, highest", "number", shown=False),
    Column("modal_age", "Commonest\nage", "number", drop=9),
    Column("asked", "Asked", shown=False),
    Column("left_out", "Left out", "why", drop=9),
    Column("images", "Images", shown=False),
    Column("printed", "Printed", "number", shown=False),
    Column("from_request", "From request", shown=False),
    Column("as_at", "As at", "date", shown=False),
)
KEYS = (
    *(
        "force",
        "force_code",
        "period",
        "measure",
        "flag",
        "count",
        "count_min",
        "count_max",
        "rank",
        "share",
        "share_min",
        "share_max",
    ),
    *(
        "ratio_to_median",
        "ratio_to_median_min",
        "ratio_to_median_max",
        "rate_per_10000",
        "rate_per_10000_min",
        "rate_per_10000_max",
    ),
    *(
        "status",
        "flag_use",
        "headline_from",
        "proof",
        "file",
        "sheet",
        "cell",
        "youngest",
        "modal_age",
        "by_age",
        "under",
    ),
    *("asked", "left_out", "images", "printed", "from_request", "as_at"),
)


def flat(items: list[Entry]) -> list[Entry]:
    """Forces as flat rows, each with a bar against the longest of its combination."""
    longest: dict[tuple[str, str, str], int] = {}
    for item in items:
        key = (item["period"], item["measure"], item["flag"])
        longest[key] = max(longest.get(key, 0), item["count_min"] or 0)
    rows = []
    for item in items:
        most = longest[item["period"], item["measure"], item["flag"]]
        aged = item["youngest"] or {"age_min": None, "age_max": None}
        bar = item["count_min"] / most if most and item["count_min"] is not None else None
        rows.append({**item, "bar": bar, "youngest_min": aged["age_min"], "youngest_max": aged["age_max"]})
    return rows


def without_combination() -> tuple[Column, ...]:
    """The columns for a table that is of one combination, which its title names."""
    return tuple(
        replace(column, shown=column.shown and column.key not in ("period", "measure", "flag")) for column in COLUMNS
    )


def without_figure(collection: Collection, found: list[Combination]) -> list[str]:
    """The forces that were asked, sent something, and gave no figure of these combinations, in one line."""
    having = {one.force for one, headline in counted(collection) if combination(headline) in found}
    given = {one.force: headline.period.label for one, headline in counted(collection)}
    names = [
        f"{one.force} ({'; '.join(filter(None, _came(one, given.get(one.force, ''))))})"
        for one in collection.returns
        if one.force and one.asked and one.force not in having
    ]
    return [f"Replied without a figure here: {'; '.join(names)}."] if names else []


def _came(one: ForceReturn, other: str) -> tuple[str, ...]:
    """What came from a force that gave no figure here: its reply, what it says of the flag, another period it gave."""
    elsewhere = f"a figure for {other}" if other else ""
    return REPLIES.get(one.status, one.status), of_the_flag(one.flag_use), elsewhere


def notes(items: list[Entry]) -> list[str]:
    """The highest and lowest with the median of one combination, and the forces under ten, by name."""
    ranked = [item for item in items if item["rank"] is not None]
    exact = [item["count"] for item in ranked if item["count"] is not None]
    said = []
    if len(exact) == len(ranked) > 2 and len({(i["period"], i["measure"], i["flag"]) for i in ranked}) == 1:
        highest, lowest = (
            " and ".join(item["force"] for item in ranked if item["count"] == edge) + f" {edge:,}"
            for edge in (max(exact), min(exact))
        )
        said.append(f"Highest: {highest}. Lowest: {lowest}. Median: {median(exact):,g}.")
    few = [
        item["force"] + (" (with a caveat)" if item["flag_use"] == "used-with-caveat" else "")
        for item in ranked
        if item["count_max"] is not None and item["count_max"] < 10
    ]
    return [*said, f"Under ten: {', '.join(few)}."] if few else said


def forces(collection: Collection, selection: Selection = EVERYTHING, marks: tuple[Threshold, ...] = ALWAYS) -> Result:
    """A row a force and combination, with every reply; `data` as in the report."""
    data = entries(collection, selection, marks)
    found = combinations(collection, selection)
    first = found[0] if found else None
    title = (
        f"Forces: {figures_of(first)}: {of_bodies(collection, [h.force for h in counted_in(collection, first)])}"
        if first
        else "Forces: no figures"
    )
    columns = without_combination() if len(found) == 1 else COLUMNS
    spoken = [*notes(data), *_set_apart(data), *without_figure(collection, found), *beside(collection, first)]
    gap = next((at for at, item in enumerate(data) if is_apart(item)), 0)
    return replace(result("forces", title, columns, flat(data), spoken, data), breaks=(gap,))


def is_apart(item: Entry) -> bool:
    """Whether a figure is in no total: of a body not known or not asked, or left out."""
    return bool(not item["force"] or not item["asked"] or item["left_out"])


def _set_apart(items: list[Entry]) -> list[str]:
    """Why the rows under the gap are in no total, in one line."""
    found = {}
    for item in items:
        if is_apart(item) and item["period"] is not None:
            reason = "not asked" if not item["asked"] else REASONS.get(item["left_out"] or "", "force not known")
            found[item["force"] or item["file"], reason] = True
    said = "; ".join(f"{name} ({reason})" for name, reason in found)
    return [f"Under the gap, in no total, share or rank: {said}."] if said else []
