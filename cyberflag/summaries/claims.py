"""Published statements against the returns: supported, not supported, or cannot be told, with the arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from cyberflag.collection import Collection
from cyberflag.collection.joint import JOINT
from cyberflag.observations import Observation
from cyberflag.reference import plain
from cyberflag.summaries import Column, Entry, Result, result
from cyberflag.summaries.ages import by_age, is_known, leaders, may_lead, modal, stated
from cyberflag.summaries.amounts import Amount, Range, number_words, range_words, rounded, verdict_of
from cyberflag.summaries.claim_changes import Verdict, change
from cyberflag.summaries.claim_figures import Figure, at_age, figure, in_area
from cyberflag.summaries.claim_words import faults, states_coverage
from cyberflag.summaries.claimed import RANKS, Claim
from cyberflag.summaries.figures import (
    Combination,
    bodies,
    body_count,
    counted_in,
    expected_bodies,
    summed,
)
from cyberflag.summaries.regions import Area, RegionMap, area_of, region_map
from cyberflag.summaries.selection import EVERYTHING, Selection, leading
from cyberflag.summaries.standing import beside
from cyberflag.summaries.wording import figures_of, of_bodies
from cyberflag.summaries.youngest import age_in_words, bounds_of, witness

SUPPORTED, NOT, OPEN = "supported", "not supported", "cannot be told"
_VERDICTS = {True: SUPPORTED, False: NOT, None: OPEN}
_MINUTES = 24 * 60


def _figure(collection: Collection, which: Combination, area: Area, claim: Claim) -> Verdict:
    found = figure(collection, which, area, claim)
    if found.range is None or claim.amount is None:
        return None, found.says, found.where
    actual = found.range
    said = found.says
    if claim.amount.unit == "percent" and found.whole:
        actual = _share(actual, found.whole)
        said += f": {range_words(actual)}%"
    if found.lacking:
        actual = Range(actual.low, None)
        said += f"; no figure of {', '.join(found.lacking)}, so the sum is a floor"
    holds, how = verdict_of(actual, claim.amount)
    return holds, said + _how(actual, claim.amount, how), found.where


def _share(part: Range, whole: Range) -> Range:
    low = part.low * 100 / whole.high if whole.high else Fraction(0)
    high = part.high * 100 / whole.low if part.high is not None and whole.low else None
    return Range(low, high)


def _how(actual: Range, amount: Amount, how: str) -> str:
    if how == "rounded":
        return " (rounded)"
    return f" (cut off; rounded it is {number_words(rounded(actual.low, amount.places))})" if how == "cut" else ""


def _most(collection: Collection, which: Combination, area: Area, claim: Claim) -> Verdict:
    """More than half of what is known; the commonest alone is not the most."""
    found = figure(collection, which, area, claim)
    if found.range is None or found.whole is None:
        return None, found.says, found.where
    share = _share(found.range, found.whole)
    holds, _ = verdict_of(share, Amount(Fraction(50), 0, "over"))
    base = f"{found.says}: {range_words(share, 1)}%, {'more' if holds else 'not more'} than half"
    return holds, base, found.where


def _commonest(collection: Collection, which: Combination, area: Area, claim: Claim) -> Verdict:
    known = _known(collection, which, area)
    counts = by_age(known)
    first = leaders(counts)
    if not first:
        return None, f"no return gives single ages of {area.name}", ""
    base = summed(o.count for o in known)
    number = at_age(known, first[0])
    why = f"the commonest age is {first[0]}, {number} of {base} with age known"
    if len(first) > 1:
        why = f"no age is the commonest: {', '.join(map(str, first))} have {number} each, of {base} with age known"
    if claim.age is None or not may_lead(counts, claim.age):
        return False, why, ""
    return (True if [claim.age] == first and modal(counts)["modal_certain"] else None), why, ""


def _known(collection: Collection, which: Combination, area: Area) -> list[Observation]:
    return [
        o
        for o in stated(collection, which)
        if is_known(o) and (area.everywhere or set(bodies(o.force)) <= set(area.forces))
    ]


def _youngest(collection: Collection, which: Combination, area: Area, claim: Claim) -> Verdict:
    known = _known(collection, which, area)
    found, seen = bounds_of(known), witness(known)
    if found["age_min"] is None or seen is None or claim.amount is None:
        return None, f"no return gives ages of {area.name}", ""
    forces = body_count(o.force for o in known)
    why = f"the youngest stated is {age_in_words(found)}, in {forces} of {len(expected_bodies(collection))} bodies"
    if found["exact"] and seen.count.exact == 1:
        why += "; one record in one return, check with the force"
    high = None if found["age_max"] is None else Fraction(found["age_max"])
    holds, _ = verdict_of(Range(Fraction(found["age_min"]), high), claim.amount)
    return holds, why, str(seen.where)


def _n_of_m(collection: Collection, which: Combination, area: Area, claim: Claim) -> Verdict:
    given = body_count(h.force for h in in_area(counted_in(collection, which), area))
    asked = len(expected_bodies(collection)) if area.everywhere else len(area.forces)
    why = f"{given} of {asked} bodies gave {which.measure} for {which.period.label}"
    return claim.n_of_m == (given, asked), why, ""


def _rate(days: int, inverse: bool = False) -> Callable[[Collection, Combination, Area, Claim], Verdict]:
    """Per so many days; `inverse` gives the minutes between one and the next."""

    def judge(collection: Collection, which: Combination, area: Area, claim: Claim) -> Verdict:
        found = figure(collection, which, area, claim)
        length = which.period.days
        if found.range is None or length is None or claim.amount is None or not found.range.low:
            return None, found.says if length else "the period has no stated days", found.where
        return _judged_rate(found, Fraction(days, length), inverse, claim.amount, length)

    return judge


def _judged_rate(found: Figure, per: Fraction, inverse: bool, amount: Amount, length: int) -> Verdict:
    low, high = found.range.low * per, None if found.range.high is None else found.range.high * per  # type: ignore[union-attr]
    actual = Range(low, high)
    if inverse:
        actual = Range(Fraction(0) if high is None else _MINUTES / high, _MINUTES / low)
    if found.lacking:
        actual = Range(actual.low, None)
    holds, how = verdict_of(actual, amount)
    exact = range_words(actual)
    return holds, f"{found.says}; over {length} days that is {exact}{_how(actual, amount, how)}", found.where


def _rank(collection: Collection, which: Combination, area: Area, claim: Claim) -> Verdict:
    """The place of one force among those that gave figures; bounds that overlap leave it open."""
    singles = [h for h in counted_in(collection, which) if JOINT not in h.force]
    own = next((h for h in singles if area.forces == (h.force,)), None)
    if own is None:
        return None, f"no return gives a figure of {area.name} alone", ""
    others = [h.count for h in singles if h is not own]
    surely = sum(c.low > own.count.high for c in others) if own.count.high is not None else 0
    perhaps = sum(c.high is None or c.high > own.count.low for c in others)
    best, worst = 1 + surely, 1 + perhaps
    place = RANKS.get(plain(claim.value))
    wanted = len(singles) if place == -1 else place if place else int(claim.amount.number) if claim.amount else 0
    why = f"{own.count} is {best if best == worst else f'{best} to {worst}'} of {len(singles)} forces with a figure"
    return (best == wanted if best == worst else None if best <= wanted <= worst else False), why, str(own.where)


_JUDGES: dict[str, Callable[[Collection, Combination, Area, Claim], Verdict]] = {
    "figure": _figure,
    "change": change,
    "most": _most,
    "commonest": _commonest,
    "youngest": _youngest,
    "n-of-m": _n_of_m,
    "per-day": _rate(1),
    "per-week": _rate(7),
    "minutes-between": _rate(1, inverse=True),
    "rank": _rank,
}


def judge(collection: Collection, claim: Claim, first: Combination | None, regions: RegionMap) -> Entry:
    """One statement with its verdict, why, and where that was read."""
    which = _which(claim, first)
    area = area_of(collection, claim.force, regions)
    if area is None:
        verdict, why, where = OPEN, f"`{claim.force}` names no force, region or list of forces that is known here", ""
    elif which is None:
        verdict, why, where = OPEN, "the returns hold no figures and the statement names no period", ""
    else:
        holds, why, where = _JUDGES[claim.kind](collection, which, area, claim)
        wrong = _wording(collection, which, area, claim)
        if holds and wrong:
            why = f"the number holds ({why}), the words do not: {'; '.join(wrong)}"
            holds = False
        elif wrong:
            why = "; ".join((why, *wrong))
        verdict = _VERDICTS[holds]
    return {
        **{"verdict": verdict, "kind": claim.kind, "claim": claim.claim, "claimed": claim.value},
        **{"force": claim.force, "period": which.period.label if which else "", "why": f"{why[:1].upper()}{why[1:]}."},
        **{"where": where, "source": claim.source, "line": claim.line},
    }


def _which(claim: Claim, first: Combination | None) -> Combination | None:
    period = claim.period or (first.period if first else None)
    if period is None:
        return None
    measure = claim.measure or (first.measure if first else "offences")
    return Combination(period, measure, claim.flag or (first.flag if first else "cyber"))


def _wording(collection: Collection, which: Combination, area: Area, claim: Claim) -> list[str]:
    """What is wrong with the words, of the kinds that can be wrong in a statement of this kind."""
    kinds = []
    if which.measure != "victims" and claim.kind not in ("youngest", "n-of-m", "rank", "change"):
        kinds.append("victims")
    forces = body_count(h.force for h in counted_in(collection, which))
    part = forces < len(expected_bodies(collection)) and not states_coverage(claim.claim, forces)
    if area.everywhere and part and claim.kind not in ("n-of-m", "youngest", "change"):
        kinds.append("whole")
    if claim.kind in ("figure", "commonest") and not _most(collection, which, area, claim)[0]:
        kinds.append("most")
    if claim.kind in ("rank", "figure"):
        kinds.append("ranking")
    return faults(claim.claim, kinds)


COLUMNS = (
    Column("verdict", "Verdict"),
    Column("kind", "Kind", shown=False),
    Column("force", "Where", shown=False),
    Column("period", "Period"),
    Column("claimed", "Claimed"),
    Column("claim", "Statement", "quote", wide=True),
    Column("why", "Why", wide=True),
    Column("where", "Read in", wide=True),
    Column("source", "Source", shown=False),
    Column("line", "Line", shown=False),
)


def claims(
    collection: Collection,
    statements: Iterable[Claim],
    selection: Selection = EVERYTHING,
    regions: RegionMap | None = None,
) -> Result:
    """A row a statement, in the order of the file; the selection fills what a statement does not say."""
    first = leading(collection, selection)
    area_map = regions or region_map(None, collection)
    data = [judge(collection, claim, first, area_map) for claim in statements]
    tally = ", ".join(
        f"{sum(one['verdict'] == verdict for one in data)} {verdict}" for verdict in (SUPPORTED, NOT, OPEN)
    )
    forces = [h.force for h in counted_in(collection, first)] if first else []
    base = f" (against {figures_of(first)}: {of_bodies(collection, forces)})" if first else ""
    return result("claims", f"Claims: {tally}{base}", COLUMNS, data, beside(collection, first), data, listed=True)
