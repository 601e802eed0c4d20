"""The values that the sentences on one force are made of; each a text, or None where it is not known."""

from __future__ import annotations

from fractions import Fraction

from cyberflag.collection import Collection
from cyberflag.collection.joint import JOINT
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, Headline
from cyberflag.summaries.ages import Threshold, below, by_age, is_known, modal, stated
from cyberflag.summaries.amounts import Range, range_words
from cyberflag.summaries.change import change_words
from cyberflag.summaries.figures import Combination, bodies, counted_in, expected_bodies, summed
from cyberflag.summaries.matching import BREAK, crosses_break
from cyberflag.summaries.selection import Selection
from cyberflag.summaries.standing import total
from cyberflag.summaries.variation import entries
from cyberflag.summaries.wording import REASONS, against, day, figures
from cyberflag.summaries.youngest import age_in_words, bounds_of, witness
from cyberflag.words.counts import Count

Values = dict[str, str | None]
PEOPLE = ("victims", "suspects", "arrests")

# Every name that a template may use, with what it stands for.
VALUES = {
    "force": "the body",
    "noun": "what is counted, as cyber-flagged offences",
    "period": "the period",
    "days": "its days",
    "count": "the figure",
    "count_at": "where it was read",
    "scope": "under what age, and whether image offences are in",
    "on_request": "empty text where the figure is flagged only on request",
    "bounded": "empty text where it is known within bounds only",
    "by_hand": "empty text where a person read it",
    "images": "image offences taken out",
    "printed": "the printed total that held them",
    "per_week": "the figure for a week",
    "rank": "its rank",
    "ranked": "the number of forces ranked",
    "rate": "the figure for each 10,000 children",
    "before": "the figure of the period before",
    "before_period": "that period",
    "before_at": "where it was read",
    "change": "from that to this, with percentage and ratio",
    "series_break": "the caution on April 2024, where the change crosses it",
    "known": "the count with age known",
    "commonest": "the commonest age, as offences against a 13-year-old",
    "commonest_count": "its count",
    "commonest_at": "where it was read",
    "commonest_share": "its share of the count with age known",
    "under_10": "the count under ten, as 7 were against a child under ten",
    "and_under_10": "the same aged ten and under",
    "ages_at": "where ages were read",
    "youngest": "the youngest age stated",
    "youngest_at": "where it was read",
    "youngest_caution": "the caution on one record, or empty text",
    "age_unknown": "the count with age unknown or not given",
    "none_period": "the period, where there is no figure",
    "none_why": "why there is none",
    "elsewhere": "its figures for other periods, where there is none for this one",
    "left_out": "figures left out, each with its reason and place",
    "joint": "a figure given together with other bodies, and its place",
    "quote": "what the force wrote of the flag",
    "quote_at": "where it wrote that",
    "flag_caution": "what follows for its figure, or its absence",
    "as_at": "the day the figure was taken, or of the reply",
    "total": "the total over all bodies",
    "forces": "the bodies in it",
    "asked": "the bodies asked",
    "children_share": "the share of children in the areas of the bodies in the total",
}

FLAG_CAUTIONS = {
    "not-used": "It does not use the flag, so that a nought or a blank says nothing of how many offences there were.",
    "not-aware": "It did not know the flag, so that a nought or a blank says nothing of how many offences there were.",
    "keyword-search": "It searched for words in place of the flag: such a count is not a flagged count.",
    "introduced-later": "It brought the flag in later: before that day there was no flag, and no figure can be read from its absence.",
    "used-with-caveat": "It uses the flag with a caveat of its own; read the figure with it.",
}


def values(collection: Collection, which: Combination | None, force: str) -> Values:
    """Every value of one force under its name in VALUES."""
    found: Values = dict.fromkeys(VALUES)
    found["force"] = force
    returns = [one for one in collection.returns if force in bodies(one.force)]
    found |= _of_flag(returns)
    if which is None:
        return found | {"none_period": "any period", "none_why": _why(returns)}
    headlines = counted_in(collection, which)
    whole = total(collection, which)
    found |= {
        **{"noun": figures(which.measure, which.flag), "period": which.period.label or "no stated period"},
        **{"days": str(which.period.days) if which.period.days else None},
        **{"total": str(Count(whole["count_min"], whole["count_max"])), "forces": str(whole["forces"])},
        **{"asked": str(whole["of"]), "left_out": _left_out(returns)},
        "children_share": None if whole["children_share"] is None else f"{whole['children_share']:.0%}",
    }
    own = next((h for h in headlines if h.force == force), None)
    if own is None:
        together = next((h for h in headlines if force in bodies(h.force)), None)
        joint = f"{together.count} of {together.force} [{together.where}]" if together else None
        why = None if together else _why(returns)
        elsewhere = None if together else _elsewhere(returns, which)
        return found | {
            **{"joint": joint, "none_why": why, "none_period": None if together else found["period"]},
            "elsewhere": elsewhere,
        }
    found["scope"] = _scope(collection, own)
    return (
        found
        | _figure(own)
        | _standing(collection, which, own)
        | _before(collection, which, own)
        | _ages(collection, which, own)
    )


def _figure(own: Headline) -> Values:
    """The figure with its place, and what it rests on."""
    week = Fraction(7, own.period.days) if own.period.days else None
    count = Range(Fraction(own.count.low), None if own.count.high is None else Fraction(own.count.high))
    rated = week and Range(count.low * week, None if count.high is None else count.high * week)
    taken = own.printed is not None and own.printed.exact is not None and own.count.exact is not None
    return {
        "count": str(own.count).capitalize(),
        "count_at": str(own.where),
        "on_request": "" if "flag" in own.from_request else None,
        "bounded": "" if own.count.exact is None else None,
        "by_hand": "" if own.headline_from == "by hand" else None,
        "images": f"{own.printed.low - own.count.low:,}" if taken and own.printed else None,
        "printed": str(own.printed) if taken else None,
        "per_week": range_words(rated) if rated else None,
        "as_at": day(own.as_at.isoformat()) if own.as_at else None,
    }


def _scope(collection: Collection, own: Headline) -> str:
    """Under what age, and whether image offences are in this one figure."""
    request = collection.record.request
    limit = own.victims_under or (request.age_under if request else None)
    age = f"victims under {limit}" if limit else "victims of whatever age the force gave"
    images = {"out": "image offences out", "in": "image offences in"}
    return f"{age}, {images.get(own.images, 'whether image offences are in it is not said')}"


def _standing(collection: Collection, which: Combination, own: Headline) -> Values:
    selection = Selection(which.period, which.measure, which.flag)
    row = next((e for e in entries(collection, selection) if e["force"] == own.force and e["rank"] is not None), None)
    if row is None:
        return {}
    ranked = sum(JOINT not in h.force for h in counted_in(collection, which))
    low, high = row["rate_per_10000_min"], row["rate_per_10000_max"]
    rate = (
        None
        if low is None
        else f"{low:.2f}"
        if low == high
        else f"at least {low:.2f}"
        if high is None
        else f"{low:.2f} to {high:.2f}"
    )
    return {"rank": str(row["rank"]), "ranked": str(ranked), "rate": rate}


def _before(collection: Collection, which: Combination, own: Headline) -> Values:
    """The same force in the period that ends the day before, of the same length of months."""
    start, days = which.period.start, which.period.days
    for one in collection.returns:
        for h in one.headlines:
            if h.force != own.force or h.left_out or (h.measure, h.flag) != (which.measure, which.flag):
                continue
            end = h.period.end
            if start and days and end and (start - end).days == 1 and abs((h.period.days or 0) - days) <= 1:
                broken = BREAK if crosses_break(h.period, which.period) else None
                told = {"before": str(h.count), "before_period": h.period.label, "before_at": str(h.where)}
                return {**told, "change": change_words(h.count, own.count), "series_break": broken}
    return {}


def _ages(collection: Collection, which: Combination, own: Headline) -> Values:
    observations = [o for o in stated(collection, which) if o.force == own.force]
    known = [o for o in observations if is_known(o)]
    if not known:
        return {"age_unknown": f"all {own.count}"}
    base = summed(o.count for o in known)
    unknown = summed(o.count for o in observations if not is_known(o))
    found: Values = {
        "known": str(base),
        "under_10": _below(known, Threshold(10, False), which.measure, "under ten").capitalize(),
        "and_under_10": _below(known, Threshold(10, True), which.measure, "aged ten or under"),
        "ages_at": _span(known),
        "age_unknown": str(unknown) if unknown.high != 0 else None,
        **_youngest(known),
    }
    return found | _commonest(known, base, which.measure)


def _below(known: list[Observation], threshold: Threshold, measure: str, words: str) -> str:
    """`7 were against a child under ten`; of victims `7 were under ten`."""
    count = below(known, threshold)
    verb = "was" if count.exact == 1 else "were"
    return f"{count} {verb} {'' if measure in PEOPLE else 'against a child '}{words}"


def _span(known: list[Observation]) -> str:
    """The first and last cell that ages were read from, or the places where they are few."""
    places = [o.where for o in known]
    if len(places) <= 2:
        return "; ".join(map(str, places))
    return f"{places[0]} to {places[-1] if places[-1].file != places[0].file else places[-1].cell}"


def _youngest(known: list[Observation]) -> Values:
    bounds, seen = bounds_of(known), witness(known)
    if seen is None:
        return {}
    one = bounds["exact"] and seen.count.exact == 1 and sum(o.age == seen.age and o.count.low > 0 for o in known) == 1
    caution = ", one record in one return; check with the force" if one else ""
    return {"youngest": age_in_words(bounds), "youngest_at": str(seen.where), "youngest_caution": caution}


def _commonest(known: list[Observation], base: Count, measure: str) -> Values:
    counts = by_age(known)
    found = modal(counts)
    if not found["modal_certain"]:
        return {}
    at = next(o for o in known if o.age.kind == "single" and o.age.low == found["modal_age"] and o.count.low > 0)
    share = found["modal_count"] * 100 / base.exact if base.exact and found["modal_count"] is not None else None
    return {
        "commonest": against(measure, found["modal_age"]).removeprefix(f"{measure} "),
        "commonest_count": str(Count(found["modal_count_min"], found["modal_count_max"])),
        "commonest_at": str(at.where),
        "commonest_share": None if share is None else f"{share:.0f}%",
    }


def _of_flag(returns: list[ForceReturn]) -> Values:
    """What the force wrote of the flag, and what follows."""
    said = [reply for one in returns for reply in one.replies if reply.quote and reply.flag_use != "not-stated"]
    use = next((one.flag_use for one in returns), "")
    said.sort(key=lambda reply: (reply.flag_use != use, reply.where))
    quoted: Values = {"quote": said[0].quote, "quote_at": str(said[0].where)} if said else {}
    return {**quoted, "flag_caution": FLAG_CAUTIONS.get(use)}


_STATUSES = {
    "answered": "it answered",
    "partial": "it answered in part",
    "refused": "it refused",
    "not-held": "it holds no such information",
    "neither-confirm-nor-deny": "it neither confirmed nor denied",
    "holding": "it acknowledged the request, and its answer is to come",
    "unclear": "what it sent could not be told",
}


def _why(returns: list[ForceReturn]) -> str:
    if not returns:
        return "nothing came from it"
    one = returns[0]
    status = _STATUSES.get(one.status, one.status)
    where = f" [{one.files[0]}]" if one.files else ""
    return f"{status}{where}" + ("" if one.asked else "; it was not asked, so that it is in no total")


def _elsewhere(returns: list[ForceReturn], which: Combination) -> str | None:
    """Figures of the same measure and flag for other periods, each with its place."""
    found = [
        f"{h.count} for {h.period.label or 'no stated period'} [{h.where}]"
        for one in returns
        for h in one.headlines
        if (h.measure, h.flag) == (which.measure, which.flag) and not h.left_out
    ]
    return "; ".join(found) or None


def _left_out(returns: list[ForceReturn]) -> str | None:
    found = [
        f"{item.count} for {item.period.label or 'no stated period'}, {REASONS.get(item.why, item.why)} [{item.where}]"
        for one in returns
        for item in one.left_out
    ]
    more = f"; and {len(found) - 4} more" if len(found) > 4 else ""
    return "; ".join(found[:4]) + more if found else None


def bodies_to_tell(collection: Collection) -> list[str]:
    """Every body that was asked or sent something, by name."""
    sent = {body for one in collection.returns if one.force for body in bodies(one.force)}
    return sorted({*expected_bodies(collection), *sent})
