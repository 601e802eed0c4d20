"""A second figure set beside the first (`up from 31`, `(2014/15: 31)`), and answers whose number was not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from cyberflag.issues import Issue, issue
from cyberflag.observations import Observation
from cyberflag.passages import Said, spoken
from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.prose.masks import masked
from cyberflag.prose.numbers import EXACT, IN_WORDS, count_of
from cyberflag.words import periods
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period

_VALUE = rf"(?P<value>{EXACT}|(?i:{IN_WORDS}))"
_COMPARED = late(
    r"(?<![,;(\s–—-])[,;(\s–—-]+(?:(?:which|this|that) (?:is|was|were) )?(?:(?:slightly|well|far|just|a little) )?"
    r"(?:(?:up|down|higher|lower) (?:from|on|than)|(?:as )?compared (?:with|to)|in comparison (?:with|to)|(?:as )?against|versus"
    r"|(?:an? |the )?(?:\w+ )?(?:increase|decrease|rise|fall|drop|reduction) (?:from|on))"
    rf" (?:the |a total of |a figure of |just |only )*{_VALUE}\b"
    r"(?P<rest>(?: (?:flagged |such )?(?:offences|crimes|cases|ones))?(?: (?:flagged|recorded|counted))?(?:,? (?:in|for|during|over|the|last|a|of|at)\b[^.;]*)?)[).]*\W*$",
    re.IGNORECASE,
)
_THAN = late(  # with no figure of its own: the period behind it is not that of the figure before
    r"(?<![,;(\s–—-])[,;(\s–—-]+(?:(?:which|this|that) (?:is|was|were) )?(?:(?:an?|the|slightly|well|far|some|considerably|about|over) )?(?:\d[\d,]* |\w+ )?"
    r"(?:(?:more|fewer|less|higher|lower|greater|smaller) than|(?:up|down) (?:on|from)|compared (?:with|to)|(?:increase|decrease|rise|fall|drop|reduction) (?:of \d[\d,]* )?(?:on|from|since))"
    r" (?:in |for |during |that |the |of )*(?:~|\w+ year\b|year before|last\b|previous|preceding)(?P<tail>[^.;]*)\W*$",
    re.IGNORECASE,
)
_BRACKETED = late(rf"\s*\((?P<rest>[^():;]{{4,30}}?)\s*[:=–-]\s*{_VALUE}\)\W*$")
_YEAR_BEFORE = late(
    r"\b(?:(?:year|12 months|twelve months) (?:before|earlier|previously)|(?:previous|preceding|prior) (?:financial |calendar )?(?:year|twelve months|12 months))\b"
)
_ANSWERS = late(
    r"\b(?:there (?:were|was|are|have been)|we (?:had|have|hold|recorded|found|counted|logged|identified|make it|have recorded)"
    r"|(?:it|this|that) (?:is|was|comes to|came to|rose|fell)|(?:figures?|total|number|count|answer|sum|tally)\b[^.;~]{0,40}?)"
    r"(?: \w+){0,3}? (?<![~,./-])\d[\d,]*(?![\w~/-])(?! (?:\w+ )?\w+s\b)",
    re.IGNORECASE,
)
_CHANGED = late(
    r"\b(?:rose|risen|rises|fell|fallen|grew|grown|went|gone|increased|decreased|dropped|climbed|doubled)\b(?: \w+){0,2}? (?:(?:from|by) \d[\d,]* )?to \d",
    re.IGNORECASE,
)


class Second(Struct, frozen=True):
    """The sentence up to where it compares, the second figure if there is one, and the period that is said of it.

    `before`: it is said of the year before; `unread`: a number is left behind it.
    """

    head: str
    count: Count | None
    period: Period | None = None
    before: bool = False
    unread: bool = False

    def period_after(self, first: Period) -> Period | None:
        """The period of the second figure, where that of the first is known; None where it is not said."""
        if self.period:
            return self.period
        return periods.year_before(first) if self.before and first.start and first.end else None


def second_figure(body: str) -> Second | None:
    """The figure that a sentence sets beside its first; None where it compares nothing."""
    out = masked(body)
    compared = _COMPARED.search(out)
    match = compared or _BRACKETED.search(body)
    if not match and (than := _THAN.search(out)):
        return Second(body[: than.start()], None, unread=bool(re.search(r"\d", than["tail"])))
    count = count_of(match["value"]) if match else None
    if not match or not count:
        return None
    rest = body[match.start("rest") : match.end("rest")]
    found = {one.period for one in periods.find(rest)}
    if not compared and len(found) != 1:
        return None
    return Second(body[: match.start()], count, found.pop() if len(found) == 1 else None, of_the_year_before(rest))


def of_the_year_before(body: str) -> bool:
    """Does a sentence speak of `the previous year`, whichever that is?"""
    return bool(_YEAR_BEFORE.search(spoken(body)))


def left_unread(body: str) -> bool:
    """Does a sentence answer with a number, `the total rose from 31 to 47`, and counts nothing else?"""
    answers = _ANSWERS.search(masked(body)) or _CHANGED.search(body)
    return bool(answers) and not heard("reply_status", "cost", spoken(body))


def two_systems(one: Said, kept: Sequence[Observation]) -> Issue:
    """The issue that a line gives a figure for each of two systems."""
    numbers = " and ".join(f"{o.count} ({o.category.removeprefix('system: ')})" for o in kept)
    words = f"Two figures stand for one period: {numbers}."
    return issue("two-values-one-period", one.where, words, text=one.text, choices=("sum", "first", "second"))
