"""Change between two periods or two rounds: matched bodies, raw sums beside, who is left out and why."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.collection.joint import JOINT
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.amounts import Range, number_words, percent_words, range_words
from cyberflag.summaries.figures import Combination, bodies, body_count, bounds, counted_in, expected_bodies
from cyberflag.summaries.matching import BREAK, Matched, Pair, crosses_break, match, ratio
from cyberflag.summaries.selection import Selection, leading
from cyberflag.summaries.standing import NO_RANKING, floor, found, last_line, left_out_words, made_by, total
from cyberflag.summaries.wording import REASONS, REPLIES, figures, of_the_flag, on_roster, period_words
from cyberflag.words.counts import Count

MOST_NAMES = 8
OUTLIER = 3  # a figure over three times or under a third of the other reads: check the return


class Side(Struct, frozen=True):
    """One of the two that are compared: the returns, and what is taken of them."""

    collection: Collection
    which: Combination


def sides(before: Collection, after: Collection, selections: tuple[Selection, Selection]) -> tuple[Side, Side] | None:
    """The two sides, of one measure and flag: those of the later; None where either has no figure to lead with."""
    later = leading(after, selections[1])
    if later is None:
        return None
    narrowed = Selection(selections[0].period, selections[0].measure or later.measure, selections[0].flag or later.flag)
    earlier = leading(before, narrowed)
    return None if earlier is None else (Side(before, earlier), Side(after, later))


COLUMNS = (
    Column("force", "Force", "name"),
    *with_bounds("before", "Before"),
    *with_bounds("after", "After"),
    *with_bounds("difference", "Difference", drop=3),
    *with_bounds("change", "Change", "share"),
    *with_bounds("ratio", "Times", "rate", drop=1),
    Column("matched", "In both", drop=5),
    Column("remark", "Remark", wide=True, drop=2),
    Column("before_where", "Before, read in", "place", drop=4),
    Column("after_where", "After, read in", "place", drop=4),
)


def change_of(before: Count, after: Count) -> Entry:
    """Difference, change (0.5 for half as much again) and ratio, each null unless exact, with bounds beside."""
    low = after.low - before.high if before.high is not None else None
    high = after.high - before.low if after.high is not None else None
    times = ratio(before, after)
    return {
        **{"difference": low if low == high else None, "difference_min": low, "difference_max": high},
        **_scaled(times, "change", -1),
        **_scaled(times, "ratio", 0),
    }


def _scaled(times: Range | None, stem: str, plus: int) -> Entry:
    if times is None:
        return {stem: None, f"{stem}_min": None, f"{stem}_max": None}
    low, high = float(times.low + plus), None if times.high is None else float(times.high + plus)
    return {stem: low if times.exact is not None else None, f"{stem}_min": low, f"{stem}_max": high}


def change_words(before: Count, after: Count) -> str:
    """`437 to 512, +17.2% (1.17 times)`, `201 to 216 before, 212 to 227 after, …`, `unchanged at 437`.

    Without a ratio where nothing stands before.
    """
    both = before.exact is not None and after.exact is not None
    if both and before.exact == after.exact:
        return f"unchanged at {before}"
    numbers = f"{before} to {after}" if both else f"{before} before, {after} after"
    times = ratio(before, after)
    if times is None:
        return numbers
    if before.high is None:  # it may have been any number above, so that the change has no lower bound
        if times.high is None:
            return f"{numbers}: the change cannot be told"
        return f"{numbers}, at most {percent_words(times.high)} (at most {number_words(times.high)} times)"
    low = percent_words(times.low)
    rest = f"at least {low}" if times.high is None else f"{low} to {percent_words(times.high)}"
    return f"{numbers}, {low if times.exact is not None else rest} ({range_words(times)} times)"


def entries(before: Side, after: Side, found_pairs: Matched) -> list[Entry]:
    """A row a pair: the matched ones by name, then those that gave one figure only, with why."""
    rows = [_entry(before, after, pair) for pair in found_pairs.matched]
    return [*rows, *(_entry(before, after, pair) for pair in found_pairs.unmatched)]


def _entry(before: Side, after: Side, pair: Pair) -> Entry:
    old, new = pair.counts
    nothing: Entry = dict.fromkeys(change_of(Count(1, 1), Count(1, 1)))
    return {
        "force": pair.name,
        **(bounds(old, "before") if pair.before else _blank("before")),
        **(bounds(new, "after") if pair.after else _blank("after")),
        **(change_of(old, new) if pair.both else nothing),
        "matched": pair.both,
        "remark": remark(pair) if pair.both else _why(before, after, pair),
        "before_where": "; ".join(str(h.where) for h in pair.before),
        "after_where": "; ".join(str(h.where) for h in pair.after),
    }


def _blank(stem: str) -> Entry:
    return {stem: None, f"{stem}_min": None, f"{stem}_max": None}


def remark(pair: Pair) -> str:
    """What a reader should look at before it is called news."""
    old, new = pair.counts
    if old.exact is not None and old.exact == new.exact and old.exact > 9:
        return "repeats the earlier figure: check the return"
    times = ratio(old, new)
    if times is None or times.high is None:
        return ""
    far = times.low > OUTLIER or times.high < Fraction(1, OUTLIER)
    return "over three times or under a third of the earlier figure: check the return" if far else ""


def _why(before: Side, after: Side, pair: Pair) -> str:
    """Why a pair is not matched: what the bodies did on the side where they lack."""
    if pair.before and pair.after:
        return "of different bodies: a joint return stands against single ones"
    side, word = (after, "after") if pair.before else (before, "before")
    said = {
        f"{body}: {absence(side, body)}" if JOINT in pair.name else absence(side, body) for body in bodies(pair.name)
    }
    return f"no figure {word} ({'; '.join(sorted(said))})"


def absence(side: Side, body: str) -> str:
    """Why a body has no counted figure there: left out, not asked, or what its reply was."""
    which = side.which
    for one in side.collection.returns:
        for item in one.left_out:
            of_it = (item.period, item.measure, item.flag) == (which.period, which.measure, which.flag)
            if of_it and body in bodies(item.force or one.force):
                return f"{item.count} left out, {REASONS.get(item.why, item.why)}"
    for one in side.collection.returns:
        if body in bodies(one.force):
            flag = "" if one.flag_use in ("used", "not-stated") else f"; {of_the_flag(one.flag_use)}"
            return "not asked" if not one.asked else f"{REPLIES.get(one.status, one.status)}{flag}"
    return "no reply" if body in expected_bodies(side.collection) else "not asked"


def data(before: Side, after: Side) -> Entry:
    """The comparison as one JSON object."""
    pairs = _match(before, after)
    old, new = pairs.like_for_like
    raw_old, raw_new = pairs.raw
    return {
        "before": {**before.which.entry, **_total(before)},
        "after": {**after.which.entry, **_total(after)},
        "matched": {
            **{"forces": body_count(pair.name for pair in pairs.matched), "of": len(expected_bodies(after.collection))},
            **bounds(old, "before"),
            **bounds(new, "after"),
            **change_of(old, new),
        },
        "raw": {**bounds(raw_old, "before"), **bounds(raw_new, "after"), **change_of(raw_old, raw_new)},
        "series_break": crosses_break(before.which.period, after.which.period),
        "forces": entries(before, after, pairs),
        "made_by": [made_by(before.collection), made_by(after.collection)],
    }


def _total(side: Side) -> Entry:
    values = total(side.collection, side.which)
    return {key: value for key, value in values.items() if key not in ("period", "measure", "flag")}


def _match(before: Side, after: Side) -> Matched:
    return match(counted_in(before.collection, before.which), counted_in(after.collection, after.which))


def change(before: Side, after: Side) -> Result:
    """A row a body, under a title with the matched change; raw change, scope and caveats below."""
    pairs = _match(before, after)
    values = data(before, after)
    noun = figures(after.which.measure, after.which.flag)
    number = values["matched"]["forces"]
    title = (
        f"{_about(before, after, noun)}: {change_words(*pairs.like_for_like)}, "
        f"in the {number} of {values['matched']['of']} bodies that gave both"
        if number
        else f"{_about(before, after, noun)}: no body gave both"
    )
    rows = values["forces"]
    gap = len(pairs.matched)
    columns = _columns(before, after)
    made = result("change", title, columns, rows, _notes(before, after, pairs), values)
    return Result(made.name, made.title, made.columns, made.rows, made.notes, made.data, breaks=(gap,) if gap else ())


def _about(before: Side, after: Side, noun: str) -> str:
    """What changed: from one period to another, or one period from round to round."""
    old, new = (side.which.period.label or "no stated period" for side in (before, after))
    return (
        f"{noun[:1].upper()}{noun[1:]}, {new}, from round to round"
        if old == new
        else f"Change in {noun}, {old} to {new}"
    )


def _columns(before: Side, after: Side) -> tuple[Column, ...]:
    """The columns, headed by the two periods where they differ."""
    names = {"before": before.which.period.label, "after": after.which.period.label}
    if names["before"] == names["after"]:
        return COLUMNS
    return tuple(replace(c, heading=names.get(c.key) or c.heading) for c in COLUMNS)


def _notes(before: Side, after: Side, pairs: Matched) -> list[str]:
    """The raw change with who is left out, then what stands beside each of the two sums."""
    said = []
    if pairs.unmatched:
        left = pairs.unmatched
        names = ", ".join(pair.name for pair in left) if len(left) <= MOST_NAMES else f"the {len(left)} under the gap"
        raw = change_words(*pairs.raw)
        said.append(
            f"The sums of all figures are of different bodies, so {raw}, is no change. Left out of the match: {names}."
        )
    if crosses_break(before.which.period, after.which.period):
        said.append(BREAK)
    for word, side in (("Before", before), ("After", after)):
        forces = [h.force for h in counted_in(side.collection, side.which)]
        about = f"{word}: {period_words(side.which)}, {on_roster(side.collection, forces)}."
        said += [" ".join((about, *found(side.collection, side.which, total(side.collection, side.which), False)))]
        said += [f"{word}: {line}" for line in left_out_words(side.collection, side.which)]
    lines = dict.fromkeys(last_line(side.collection) for side in (before, after))
    return [*said, floor(after.which), NO_RANKING, *lines]
