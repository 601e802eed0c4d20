"""Published changes: percent against ratio, raw against matched, and what the returns give for both years."""

from __future__ import annotations

from fractions import Fraction

from cyberflag.collection import Collection
from cyberflag.summaries.amounts import (
    Amount,
    Range,
    bears_out,
    number_words,
    percent_words,
    range_words,
    rounded,
    verdict_of,
)
from cyberflag.summaries.claim_figures import as_range, in_area
from cyberflag.summaries.claimed import Claim
from cyberflag.summaries.figures import Combination, counted_in
from cyberflag.summaries.matching import BREAK, Matched, crosses_break, match, ratio
from cyberflag.summaries.regions import Area
from cyberflag.words.counts import Count, exactly

Verdict = tuple[bool | None, str, str]  # whether it holds, why, where


def change(collection: Collection, which: Combination, area: Area, claim: Claim) -> Verdict:
    """Whether a change holds: by the numbers printed with it, and by those of the returns."""
    amount = claim.amount
    if amount is None:
        return None, "no value is claimed", ""
    printed = _printed(claim, amount)
    held = _held(collection, which, area, claim, amount)
    if printed is None:
        return held
    holds, why = printed
    if held[0] is None or holds is False:
        more = f"; {held[1]}" if held[1] else ""
        return (False if holds is False else None), f"{why}{more}", held[2]
    return held[0], f"{why}; {held[1]}", held[2]


def _printed(claim: Claim, amount: Amount) -> tuple[bool, str] | None:
    """What the two numbers printed beside a change make of it."""
    if claim.before is None or claim.after is None:
        return None
    if claim.before == 0:
        return False, f"from 0 to {claim.after:,} there is no percentage and no ratio"
    holds, why = arithmetic(exactly(claim.before), exactly(claim.after), amount)
    return bool(holds), f"by the numbers printed with it: {why}"


def arithmetic(before: Count, after: Count, amount: Amount) -> tuple[bool | None, str]:
    """Whether a change is that from one count to the other, with the percentage and the ratio both named."""
    found = ratio(before, after)
    if found is None:
        return None, f"from {before} to {after} there is no percentage and no ratio"
    actual = _in_unit(found, before, after, amount)
    holds, how = verdict_of(actual, _strict(amount))
    said = f"{before} to {after} is {_percents(found)}, {range_words(found)} times"
    if holds and how == "cut":
        return holds, f"{said} (cut off, not rounded: {number_words(rounded(actual.low, amount.places))})"
    return holds, said if holds is not False else said + _mistake(found, amount)


def _in_unit(found: Range, before: Count, after: Count, amount: Amount) -> Range:
    if amount.unit == "times":
        return found
    if amount.unit == "percent":
        high = None if found.high is None else (found.high - 1) * 100
        return Range((found.low - 1) * 100, high)
    low = after.low - (before.high if before.high is not None else after.low)
    return Range(Fraction(low), None if after.high is None else Fraction(after.high - before.low))


def _strict(amount: Amount) -> Amount:
    """`doubled` is twice, give or take a twentieth: rounding to whole multiples would let 1.51 pass for it."""
    loose = amount.unit == "times" and amount.places == 0 and amount.relation == "is"
    return Amount(amount.number, amount.places, "about", amount.unit) if loose else amount


def _percents(found: Range) -> str:
    low = percent_words(found.low)
    if found.high is None:
        return f"at least {low}"
    return low if found.exact is not None else f"{low} to {percent_words(found.high)}"


def _mistake(found: Range, amount: Amount) -> str:
    """The known mistake that gives the number printed, where one does."""
    exact = found.exact
    if exact is None or amount.unit != "percent":
        return ""
    if bears_out((1 - exact) * 100, amount):
        return "; the sign is turned round"
    if bears_out(exact * 100, amount):
        return f"; {number_words(amount.number)}% is the ratio taken for the change"
    if exact and bears_out((1 - 1 / exact) * 100, amount):
        return "; the change was taken against the later number"
    return ""


def _held(collection: Collection, which: Combination, area: Area, claim: Claim, amount: Amount) -> Verdict:
    """The same by the figures of the returns, over the bodies that gave both years."""
    period = claim.before_period
    if period is None:
        return None, "" if claim.before is not None else "the earlier period is not named", ""
    earlier = Combination(period, which.measure, which.flag)
    found = match(in_area(counted_in(collection, earlier), area), in_area(counted_in(collection, which), area))
    if not found.matched:
        return (
            None,
            f"no {'body' if area.everywhere else f'body of {area.name}'} gives both {period.label} and {which.period.label}",
            "",
        )
    if crosses_break(period, which.period):
        return None, BREAK.rstrip(".").replace("From", "from", 1), ""
    before, after = found.like_for_like
    if not area.everywhere and found.unmatched:
        return None, f"not both years of {', '.join(p.name for p in found.unmatched)}", ""
    differing = _differing(claim, before, after)
    if differing:
        return False, differing, _where(found)
    holds, why = arithmetic(before, after, amount)
    return holds, f"by the returns, {_forces(found)}: {why}{_raw(found, amount, holds)}", _where(found)


def _differing(claim: Claim, before: Count, after: Count) -> str:
    if claim.before is None or claim.after is None:
        return ""
    pairs = ((claim.before, before), (claim.after, after))
    if all(verdict_of(as_range(count), Amount(Fraction(number)))[0] is not False for number, count in pairs):
        return ""
    return f"the returns give {before} and {after}, not {claim.before:,} and {claim.after:,}"


def _forces(found: Matched) -> str:
    number = len(found.matched)
    return f"{number} {'body' if number == 1 else 'bodies'} matched"


def _raw(found: Matched, amount: Amount, holds: bool | None) -> str:
    """The change of the raw sums, where bodies are left out of the match."""
    if not found.unmatched:
        return ""
    raw_holds, why = arithmetic(*found.raw, amount)
    left = ", ".join(pair.name for pair in found.unmatched)
    taken = "; the raw sums were taken" if raw_holds and holds is False else ""
    return f"; raw sums, of different bodies: {why}{taken} (not in both: {left})"


def _where(found: Matched) -> str:
    if len(found.matched) > 1:
        return ""
    (pair,) = found.matched
    return "; ".join(str(h.where) for h in (*pair.before, *pair.after))
