"""Whether a clause says that the flag came in on a day, is still to come, or is no longer in use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cyberflag.passages.phrases import expression, heard
from cyberflag.patterns import late
from cyberflag.replies.clauses import denials
from cyberflag.replies.denial import done_with_flag, put_off, speaks_of_use
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import ONLINE
from cyberflag.replies.verdict import UNDECIDED, Verdict
from cyberflag.words import periods
from cyberflag.words.periods import Period

_ANSWER_TO_COME = late(
    r"\b(?:reply|response|answer|figures|data|request|clarification|decision|information|search|report)\b"
)
_NOT_BEFORE = late(
    r"\b(?:did|was|were|had|could) not\b.*\b(?:before|previously|beforehand|earlier|until then|before (?:that|then))(?: (?:date|day|time|that|then))?$"
)
_IN_PLACE = late(r"\b(?:been|is|was) (?:on|in|part of|with) (?:our|the|this|us)\b")
_ONLY_SINCE = late(r"\bonly\b.*?\b(?:since|from|after)\b")
CAME, ONLY_SINCE = "came in on a day", "in use only since a day"
NOT_TO_COME = "not to come before a day"
_NOT_TO_COME = late(
    r"\bno (?:\w+ )?(?:plans?|intentions?|proposals?)\b|\b(?:will|shall) not\b|\bnot (?:currently )?(?:expected|due|planned|scheduled|intended|going) to\b"
)
_PLANNED = late(r"\b(?:will|shall|plans?|planned|planning|intends?|intended|propos(?:e|es|ed|als?)|anticipated)\b")
_PERFECT = late(  # "which has implemented the flag": no day since when goes with it
    r"\b(?:has|have) (?:now |also |already |since |fully )*(?:implemented|adopted|introduced|launched|activated|installed|enabled|deployed)\b(?!.* (?:in|on|during) (?:\w+ ){0,2}(?:19|20)\d\d)"
)
_BEFORE_THEN = late(r"\b(?:before|prior|earlier|previous\w*|until|only|preceding)\b", re.IGNORECASE)
_A_YEAR = late(r"(?:19|20)\d\d")
_IS_FIRST = late(rf"\b{ONLINE} (?:was|were|is|had been|has been) first\b")
_TO_BE_DONE = late(
    rf"\b{ONLINE} (?:(?:will|shall)|(?:is|are) (?:now |currently |also )?(?:(?:due|expected|scheduled|planned|intended|meant|going|likely|about|supposed) )?to)(?: (?:now|then|also|only|finally|not))? be (?:\w+ly )?(?P<done>\w+)"
)
_FIRST = late(r"\bfirst (?=\w)")
_RANGE = late(
    r"\bfrom\b.{3,40}\b(?:to|until) (?:the (?:end|start) of )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


_A_MONTH, _A_LONG_TIME = 31, 360  # days


def started(text: str) -> Verdict | None:
    """`the flag came in in June 2016`, `was not used before 2015`; None where a clause says nothing of the kind."""
    dated = _dated(text)
    denied = denials(text) % 2 == 1
    until = heard("reply_flag", "until", text)
    if denied and dated and _NOT_TO_COME.search(text):
        return Verdict("not-used", NOT_TO_COME, _NOT_TO_COME.search(text)[0])  # type: ignore[index]
    if denied and ((until and dated) or heard("reply_flag", "then", text) or _NOT_BEFORE.search(text)):
        return Verdict("introduced-later", "denied for an earlier time", until[0].strip() if until else "then")
    if denied or not dated or _RANGE.search(text) or _PLANNED.search(text):
        return None
    start = heard("reply_flag", "start", text) or _first_used(text)
    since = heard("reply_flag", "since", text)
    begins = since and (ONLINE in text[: since.start()] or since.start() == 0 or since[0].startswith("only"))
    if start and not (_PERFECT.search(text) and not since) and not text.startswith("the home office"):
        return Verdict("introduced-later", CAME, start[0].strip())
    if (
        since
        and begins
        and (speaks_of_use(text) or _IN_PLACE.search(text))
        and (
            _ONLY_SINCE.search(text)
            or not re.search(r"\b(?:crimes?(?! (?:recording|management|system|screen|software))|offences?)\b", text)
        )
    ):
        return Verdict("introduced-later", ONLY_SINCE, since[0].strip())
    return None


def in_use_since(body: str, years: Iterable[Period]) -> bool:
    """Did the flag come, by the first day that a sentence names, before any of the years that the letter is about?"""
    named = [one.period for one in periods.find(body)]
    came = next((one for one in named if one not in year_long(body)), named[0] if named else None)
    if not came or not came.start or _BEFORE_THEN.search(body):
        return False
    later = [one for one in years if one != came and one.start]
    day = came.start if came.end is None or (came.end - came.start).days <= _A_MONTH else came.end
    return bool(later) and all(one.start and day <= one.start for one in later)


def year_long(body: str) -> list[Period]:
    """The periods of a year or more that a sentence names."""
    found = (one.period for one in periods.find(body))
    return [one for one in found if one.start and one.end and (one.end - one.start).days >= _A_LONG_TIME]


def _dated(text: str) -> bool:
    """Does a clause name a day, a month or a year? A number alone is none: `we arrived at 127`."""
    wanted = expression("reply_flag", "date")
    found = wanted.finditer(text) if wanted else iter(())
    words = (one[0].strip(" .,;") for one in found)
    return any(not day.isdigit() or _A_YEAR.fullmatch(day) for day in words)


def _first_used(text: str) -> re.Match[str] | None:
    """`we first applied the flag in April 2016`, `the flag was first applied in April 2016`."""
    first = _FIRST.search(text)
    words = text[first.end() :].split() if first else []
    passive = words[:1] and words[0] in forms("use") and _IS_FIRST.search(text)
    return first if words and (passive or done_with_flag(words, 0)) else None


def to_come(text: str) -> Verdict | None:
    """`the flag will be introduced in 2017`, `its introduction was deferred`: there is none yet."""
    if denials(text) or heard("reply_flag", "data", text) or _ANSWER_TO_COME.search(text):
        return None
    coming = heard("reply_flag", "to_come", text)
    off = coming[0].strip() if coming else put_off(text) or _meant_to_be(text)
    return Verdict("not-used", "still to come", off) if off else None


def _meant_to_be(text: str) -> str:
    """The words that say that one means to use the flag, or will from a day on; empty where it is said how it is used."""
    if heard("reply_flag", "habit", text):
        return ""
    passive = _TO_BE_DONE.search(text)
    if passive and passive["done"] in forms("use") and heard("reply_flag", "soon", text[passive.end() :]):
        return passive[0]
    words = text.split()
    for at, word in enumerate(words):
        meant = word in forms("intend") and words[at + 1 : at + 2] == ["to"]
        will = word in ("will", "shall") and heard("reply_flag", "soon", " ".join(words[at:]))
        if (meant or will) and done_with_flag(words, at + 1 + meant):
            return " ".join(words[at : at + 3])
    return ""


def ended(text: str) -> Verdict | None:
    """`the flag is no longer in use`, which does not say since when; None where a clause says nothing of the kind."""
    ended = heard("reply_flag", "ended", text)
    if ended and "longer" not in ended[0] and denials(text) % 2:
        return Verdict("used", "never taken away", ended[0].strip())
    return Verdict(UNDECIDED, "no longer in use: since when is not said", ended[0].strip()) if ended else None
