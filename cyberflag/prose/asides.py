"""What a sentence says beside its figures, and sentences whose figures are not the force's own counts of crime."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cyberflag.passages import Said, spoken
from cyberflag.passages.phrases import heard
from cyberflag.patterns import late

_CAPITAL_FORCE = late(r"\b((?:[A-Z][\w'-]+\s(?:and\s)?){1,4})(?:Police|Constabulary)\b")
_TITLE_LINES, _TITLE_WORDS = 8, 12
_PER_CENT = r"\d[\d.,]*\s?(?:%|per ?cent\b)"
_SHARES = late(  # a share set beside a figure counts nothing, and takes nothing from the figure
    rf"\s*[(\[][^()\[\]\d]*{_PER_CENT}[^()\[\]\d]*[)\]]"
    rf"|,? ?\b(?:(?:which|this) (?:is|was|were|represents?|equates? to|amounts? to|makes? up)|representing|equating to|amounting to|making up|or|i\.?e\.?"
    rf"|an? (?:rise|increase|fall|decrease|drop|reduction) of) (?:about |around |approximately |roughly |some |just |over |under |nearly |almost ){{0,2}}{_PER_CENT}[^,;.()\d]*",
    re.IGNORECASE,
)
_BRACKETED = late(
    r"\b(?:(?:most|many|some|the majority) (?:of )?(?:the )?)?(?P<noun>(?:offences|crimes|victims|complainants|children|girls|boys|females|males)) \((?P<count>\d{1,5})\)(?= (?:were|was|had|have|are|in|of|with)\b|[.,;])",
    re.IGNORECASE,
)
_ENTRY = late(r"(?:[:=]|\s[-–—])\s*\d{1,3}\W*$")  # a line of a list heads nothing
_THEY = late(r"\b(?:offences?|crimes?|victims?|children|cases|incidents)\b.*\bthey\b")


def plainly(body: str) -> str:
    """The sentence without percentages that only stand beside a figure, and with a number in brackets before its noun.

    >>> plainly("Most victims (40) were boys."), plainly("45 offences (12%)")
    ('40 victims were boys.', '45 offences')
    """
    return _BRACKETED.sub(r"\g<count> \g<noun>", _SHARES.sub("", body))


def is_doubtful(body: str) -> bool:
    """Whether a sentence may count something else than it seems to: a quarter, an average, what would be."""
    return bool(heard("prose", "doubtful", spoken(body)))


def about_other(body: str, own_names: frozenset[str]) -> bool:
    """Whether a sentence counts hours, hits or another force's crime, or only says why nothing is given."""
    text = spoken(body)
    if heard("reply_status", "cost", text) or heard("prose", "not_counted", text):
        return True
    if heard("reply_status", "refused", text) and not heard("reply_status", "help", text):
        return True
    others = heard("reply_flag", "others", text)
    crimes = (
        others and others[0].strip() == "they" and _THEY.search(text)
    )  # "1,207 offences, whether or not they were online"
    if others and not crimes and not heard("reply_flag", "own", text):
        return True
    named = {m[1].strip().lower() for m in _CAPITAL_FORCE.finditer(body)}
    return bool(named and own_names and not named & own_names)


def title(said: Sequence[Said]) -> tuple[str, ...]:
    """The short lines at the head of the document that no requester speaks; `FOI 55/16` says nothing of the next."""
    head = [one.text for one in said[:_TITLE_LINES] if one.speaker != "requester" and not _ENTRY.search(one.text)]
    return tuple(text for text in head if len(text.split()) <= _TITLE_WORDS)


def own_names(said: Sequence[Said]) -> frozenset[str]:
    """Names of forces in letterheads and signatures: whoever else is named is another force."""
    found = {
        m[1].strip().lower() for one in said if one.speaker == "boilerplate" for m in _CAPITAL_FORCE.finditer(one.text)
    }
    return frozenset(found)
