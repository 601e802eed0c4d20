"""Figures that a change leads to: `in 2016 this rose to 129`, `from 66 in 2015 to 129 in 2016`."""

from __future__ import annotations

import re

from cyberflag.passages import spoken
from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.prose.numbers import EXACT, IN_WORDS, Figure, count_of, is_hedged
from cyberflag.words import periods

_NUMBER = rf"(?:{EXACT}|(?i:{IN_WORDS}))"
_CHANGE = late(
    rf"(?P<what>\b(?:this|that|it|which|(?:numbers|figures|totals|offences|crimes) (?:have|had)|the (?:\w+ ){{0,4}}?(?:figures?|total|number|count|volume|offences|crimes|victims))\b[^,;]{{0,90}}?) (?P<verb>\w+(?: up| down)?)(?: (?:slightly|sharply|again|further|significantly))?"
    rf"(?: by [^,;.]{{1,25}}?)?(?:,? from (?P<first>{_NUMBER})(?P<when>(?: (?:in|during|for|offences|crimes|victims|the|financial|calendar|year)){{1,5}} [^,;.]{{4,40}}?| \([^()]{{4,30}}\))?)?,? to (?P<value>{_NUMBER})\b(?![\d,.]*\d)"
    r"(?P<rest>[^;]*)",
    re.IGNORECASE,
)
_COMPARES = late(
    rf"(?P<what>(?:this|that|it|which|the figure|the number)) (?:compares|compared|can be compared) (?:with|to) (?:a total of |just |only )?(?P<value>{_NUMBER})(?: (?:such )?(?:flagged )?(?:offences|crimes|victims))? (?P<when>(?:in|for|during) [^,;]{{4,40}})",
    re.IGNORECASE,
)


def changed(body: str) -> list[Figure]:
    """The figures before and after a change, each with its period; none where one of the periods is not said.

    A sentence that changes nothing holds none.
    """
    compared = _COMPARES.fullmatch(body)
    dated = periods.find(compared["when"]) if compared else []
    count = count_of(compared["value"]) if compared else None
    if compared and count and len(dated) == 1:
        return [Figure(count, compared["what"], "changed", dated[0].period, piece=body, at=compared.start("value"))]
    match = _CHANGE.search(body)
    if not match or not heard("prose", "changed", spoken(match["verb"])) or is_hedged(body[: match.start("value")]):
        return []
    after = count_of(match["value"])
    own = [one.period for one in periods.find(match["rest"])]
    before = [one.period for one in periods.find(body[: match.start("verb")])]
    then = own if own else before
    if not after or len(set(then)) != 1 or _holds_more(match["rest"]):
        return []
    what, at = match["what"], match.start("value")
    found = [Figure(after, what, "changed", then[0], piece=what, at=at)]
    if match["first"]:
        first = count_of(match["first"])
        dated = periods.find(match["when"] or "")
        if not first or len(dated) != 1:
            return []
        found.insert(0, Figure(first, what, "changed", dated[0].period, piece=what, at=match.start("first")))
    return found


def _holds_more(rest: str) -> bool:
    """Whether behind the last figure another number stands that is no part of a period."""
    for period in reversed(periods.find(rest)):
        rest = rest[: period.start] + rest[period.end :]
    return bool(re.search(r"\d", rest))
