"""Ages that say whose crimes an answer is about, `offences against children under 18`, and are no band of a breakdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cyberflag.observations import Observation
from cyberflag.passages import Said
from cyberflag.patterns import late
from cyberflag.prose import flagging
from cyberflag.prose.elided import ages_alone
from cyberflag.prose.masks import EXTREME
from cyberflag.prose.meaning import age_of, ages_in
from cyberflag.prose.numbers import Figure
from cyberflag.words.victims import ALL_AGES, Age, parse_age

_LIMITS = (12, 15, 17)  # the last year of what laws and requests call a child
_ADULTS = late(r"\badult (?:victims?|complainants?|survivors?)\b", re.IGNORECASE)
_LEFT_OUT = late(r"\b(?:exclud\w+|omit\w*|not includ\w+|without|left out|only)\b", re.IGNORECASE)
_OF_SOME = late(
    r"\W*(?:of|out of|among|amongst) (?:the|these|those|our) ", re.IGNORECASE
)  # `of the victims under 13, 20 …`
_GROWN = Age(18, None, "band")


def named(said: Iterable[Said]) -> frozenset[Age]:
    """The ages and bands that the force names, apart from those of the youngest and the oldest victim."""
    texts = [one.text for one in said if one.speaker == "force" and not EXTREME.search(one.text)]
    labels = (parse_age(text[: match.start()]) for text in texts if (match := _NUMBER_BEHIND.search(text)))
    found = {age for text in texts for age in ages_in(text)} | {age for age in labels if age and age.kind != "unknown"}
    adults = any(_ADULTS.search(text) and not _LEFT_OUT.search(text) for text in texts)
    found |= {age for text in texts for age in ages_alone(text)}
    return frozenset(found | {_GROWN} if adults else found)


_NUMBER_BEHIND = late(r"\s*[:=–—-]\s*\d{1,6}\W*$")


def limit(age: Age, others: Iterable[Age]) -> int | None:
    """The age below which all victims are, where a band is the scope of an answer that names no older victims."""
    if age.kind != "band" or age.low or age.high not in _LIMITS:
        return None
    older = any(one.kind in ("band", "single") and (one.high is None or one.high > age.high) for one in others)
    return None if older else age.high + 1


def scope(
    found: Observation, others: Iterable[Age], before: Sequence[Observation], part: bool
) -> tuple[Age, int | None]:
    """The age of a figure, and the limit of its scope: only one of the two is said.

    `part`: the sentence calls it some of others, so that its age tells it from the rest; `before`: the figures so far.
    """
    under = None if part else limit(found.age, others)
    if under is None:
        return found.age, None
    flags = {found.flag} if found.flag != "unknown" else {"unknown", "cyber"}
    alike = [o for o in before if o.flag in flags and o.period == found.period and o.sex == found.sex]
    whole = [o for o in alike if o.age == ALL_AGES and o.victims_under is None]
    wider = any(o.count.high is None or o.count.high >= found.count.low for o in whole)
    return (found.age, None) if wider else (ALL_AGES, under)


def is_part(figure: Figure, body: str, head: str) -> bool:
    """Whether a sentence calls a figure some of others, so that its age tells it from the rest."""
    return (
        bool(figure.age)
        or figure.subset
        or figure.shape == "elided"
        or figure.words.startswith("with ")
        or (figure.shape == "answer" and age_of(head).kind == "all")  # the question asks for an age
        or flagging.looks_back_at(body)
        or _OF_SOME.match(body) is not None
    )
