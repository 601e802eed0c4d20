"""What a figure in prose counts: measure, period, offence, flag, from the sentence, its heading, or the question."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from cyberflag import reference
from cyberflag.passages import Said, spoken
from cyberflag.passages.phrases import heard, pattern
from cyberflag.patterns import compiled, late
from cyberflag.words import flags, offences, periods
from cyberflag.words.offences import Offence
from cyberflag.words.periods import Period
from cyberflag.words.victims import ALL_AGES, UNKNOWN_AGE, Age, parse_age

_WORD = late(r"[\w'/.-]*\w")
_TITLE_WORDS = 7
_MONTHS = late(r"\b(\d{1,2}|three|six|nine|twelve) months (?:to|ending|ended|up to)(?: the end of)?\W+$", re.IGNORECASE)
_MONTH_WORDS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_GLUED_NOTE = late(r"(?<=[a-z]{4})\d{1,2}\b")  # the footnote mark of `arrested1`
_ACT = late(r"\bAct,? (?:of )?\d{4}\b|\b(?:19|20)\d\d(?= Act\b)")
_REFERENCE = late(r"(?<![\d/])[1-9]\d{2,}[A-Z]?\s?[/_-]\s?\d{2,4}\b")
_CODE_WORDS = late(r",?\s*\(?\b(?:home office |HO )?(?:class|code|crime code|offence code)\b.*$", re.IGNORECASE)
_JOINING = frozenset(
    ["a", "an", "the", "for", "with", "as", "at", "under", "of", "in", "on", "to", "by", "and", "or", "against", "that"]
)
_TAIL = _JOINING | {"not", "none"}
_EDGE = _JOINING | frozenset(
    [
        "offence",
        "offences",
        "crime",
        "crimes",
        "case",
        "cases",
        "number",
        "many",
        "how",
        "total",
        "caution",
        "charge",
        "involving",
        "all",
        "any",
        "other",
        "such",
        "these",
        "those",
    ]
)
_BOTH = late(r"\b(?:with and without|flagged and (?:not|un)|and those without)\b")
_YEARS_OF_AGE = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
_ANOTHER_FOLLOWS = (
    r"(?!\s(?:of|were|was|where|aged|had|in|with|victims?|children|girls|boys|females?|males?|offences?|crimes?)\b)"
)
_AGE = late(
    rf"\b(?:aged?\s(?:between |from |under |over |up to )?{_YEARS_OF_AGE}\b(?:\s?(?:-|–|to)\s?{_YEARS_OF_AGE}\b|\s?(?:-|–|to|and|or)\s?(?:{_YEARS_OF_AGE}\b{_ANOTHER_FOLLOWS}|over|under|younger|older|above|below))?"
    rf"|(?:were|was|being|are|is) between {_YEARS_OF_AGE} and {_YEARS_OF_AGE}\b|between {_YEARS_OF_AGE} and {_YEARS_OF_AGE} years"
    rf"|(?:under|below|younger than|over|above|older than)\s(?:the age of )?{_YEARS_OF_AGE}\b|\d{{1,2}}\s(?:and|or)\s(?:over|under|younger|older|above|below)"
    rf"|{_YEARS_OF_AGE}(?:\s|-)years?(?:\s|-)olds?|(?<![\d/])\d{{1,2}}\s?(?:-|–|to)\s?\d{{1,2}}(?![\d/])(?: years?)?)",
    re.IGNORECASE,
)
_LEADS = late(r"(?:\b(?:and|but|while|whereas)|[;,])\s+(?:in|during|for)\s+$", re.IGNORECASE)
_CLAUSE = late(r"^\W*(?:we|there|it|this|the|they|a|another)\b", re.IGNORECASE)
_JOINED = late(
    r"[\s,(]*(?:and|&|or|to|until|plus|-|–|then)?[\s,(]*(?:from|in|for|the|(?:financial |calendar )?years?|\s)*",
    re.IGNORECASE,
)
_GROWN = late(r"\bwith (adult|child) (?:victims?|complainants?)\b", re.IGNORECASE)
_LACKS = late(
    r"\b(?:(?:do|does|did|had|has|have|was|were|is|are|been) not|without|lack(?:ed|s|ing)?|never)(?: \w+){0,4} (?:flag\w*|marker|marked|tag|tagged|qualifier)\b"
)
_FLAGGED = late(r"\bflagged\b|\b(?:had|has|have|with|carry|carried|bore|given) the flag\b")
_REGARDLESS = late(
    r"\b(?:whether or not|regardless|irrespective|with or without)\b[^.;]*?\b(?:online|flag\w*|cyber\w*|internet|marker|marked|tag|tagged)\b"
)
_OF_AGES = late(  # a heading on ages or sexes counts no victims: `By age of victim:`
    r"\b(?:ages?|sex|sexes|gender|age ?band|age ?group|date of birth)(?: and (?:ages?|sex|gender))? of (?:the |each |all |our |these |those )?(?:\w+ )?(?:victims?|complainants?)\b"
    r"|\b(?:victims?|complainants?)'?s?'? (?:ages?|sex|gender)\b",
    re.IGNORECASE,
)
_YEARS = late(r"\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b")
_AGE_UNKNOWN = late(
    r"\b(?:ages?|dates? of birth)(?: of (?:the |these |those )?(?:victims?|complainants?|child|children))? (?:(?:is|are|was|were|had|has|have) )?(?:not (?:been )?(?:recorded|known|stated|given|held|available)|unknown|unrecorded)\b"
    r"|\bunknown ages?\b|\bno age\b|\bage unknown\b",
    re.IGNORECASE,
)
_SEX_UNKNOWN = late(
    r"\b(?:sex|gender)(?: of (?:the |these |those )?(?:victims?|complainants?|child|children))? (?:(?:is|are|was|were|had|has|have) )?(?:not (?:been )?(?:recorded|known|stated|given|held|available)|unknown|unrecorded)\b"
    r"|\b(?:unknown|unspecified|unrecorded) (?:sex|gender)\b|\bno (?:sex|gender)\b",
    re.IGNORECASE,
)
_TITULAR = late(
    r"\b(?:on|of|by|with|involving|against|to|towards) (?:an? )?(?:(?:fe)?male (?:child|person)|an? (?:child|girl|boy|person|female|male)|a (?:child|girl|boy|person|female|male))"
    r"(?: (?:aged )?(?:under|over) (?:13|16|18)| (?:13|16|18) (?:and|or) over)?(?= |\W|$)",
    re.IGNORECASE,
)
_NOT_REACHED = late(r"\bnot (?:yet )?(?:reached|turned)(?: the age of)? (\d{1,2})", re.IGNORECASE)


@reference.remembered(1)
def measures() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name and expression of every measure, in the order in which they are tried."""
    return tuple((str(e["name"]), compiled(pattern(str(e["words"])))) for e in reference.entries("prose", "measure"))


def measure_of(text: str) -> str:
    """The measure that a text names first, empty for none."""
    said = _GLUED_NOTE.sub("", spoken(text))
    said = _OF_AGES.sub("", said) if text.endswith(":") or not re.search(r"\d", _YEARS.sub("", text)) else said
    found = [(match.start(), name) for name, shape in measures() if (match := shape.search(said))]
    if heard("prose", "people", said):
        done = [name for name, shape in measures() if name in ("arrests", "outcomes") and shape.search(said)]
        if done:
            return "arrests" if "arrests" in done else "suspects"
    return min(found)[1] if found else ""


def period_of(texts: Iterable[str]) -> Period:
    """The period of the first text that names exactly one; no period where a text names several."""
    for text in (_ACT.sub(" ", one) for one in texts):
        found = {one.period: one for one in periods.find(text)}
        if len(found) == 1:
            one = next(iter(found.values()))
            return _lengthened(one.period, text[: one.start])
        if found:
            return _spanning(list(found))
    return Period()


def _lengthened(period: Period, before: str) -> Period:
    """`the six months to March 2016` begins five months before March."""
    months = _MONTHS.search(before)
    if not months or not period.end or not period.start:
        return period
    number = _MONTH_WORDS.get(months[1].lower()) or int(months[1])
    at = period.end.year * 12 + period.end.month - number
    return Period(date(at // 12, at % 12 + 1, 1), period.end)


def _spanning(found: list[Period]) -> Period:
    """Periods that follow on one another, as one; no period where they leave a gap.

    `2015/16, since 1 April 2015 flagged`: what is open only says since when, where it holds the one that is stated.
    """
    known = [one for one in found if one.known]
    if len(known) == 1 and all(_holds(one, known[0]) for one in found):
        return known[0]
    found.sort(key=lambda one: (one.start or date.min, one.end or date.max))
    for before, after in itertools.pairwise(found):
        if not before.end or not after.start or after.start != before.end + timedelta(days=1):
            return Period()
    return Period(found[0].start, found[-1].end)


def _holds(one: Period, other: Period) -> bool:
    """Does a period, which may be open, hold the other from its first day to its last?"""
    begins = one.start is not None and other.start is not None and one.start <= other.start
    return begins and (one.end is None or one == other)


def several_periods(text: str) -> list[periods.Found]:
    """The periods of a sentence that it says apart, as `47 in 2015/16, up from 31 in 2014/15`; none where it says one."""
    found = periods.find(text)
    apart = any(not _JOINED.fullmatch(text[a.end : b.start]) for a, b in itertools.pairwise(found))
    return found if apart and len({one.period for one in found}) > 1 else []


def nearest_period(apart: Sequence[periods.Found], piece: str, body: str, ending: bool) -> Period:
    """Of periods that a sentence says apart the one in a figure's own words, else the last before it.

    A period that leads a clause of its own is of the figure behind it: `12 offences and in 2014/15 we recorded 10`.
    `ending`: the figure stands behind its words.
    """
    at = body.find(piece)
    before = [one.period for one in apart if one.end <= at]
    own = period_of((piece,))
    found = periods.find(piece)
    if found and _LEADS.search(piece[: found[-1].start]) and _CLAUSE.search(piece[found[-1].end :]):
        own = found[-1].period if ending else Period() if before else own
    return own if own != Period() else before[-1] if before else Period()


def offence_of(texts: Iterable[str]) -> Offence:
    """The longest offence that the first text with one names; an empty offence for none."""
    for text in (_REFERENCE.sub(" ", one) for one in texts):
        for part in _windows(text):
            found = offences.parse(part)
            if found and not measure_word(part):
                return replace(found, text=_trimmed(found.text, found))
        named = heard("prose", "crime", spoken(text))
        if named:
            return Offence(named[0].strip(" ,.;:"))
    return Offence("")


def _trimmed(text: str, found: Offence) -> str:
    """The offence as written, without the words around it that only join."""
    words = (_CODE_WORDS.sub("", text) or text).split()
    lead = next((n for n, word in enumerate(words) if word.lower() not in _EDGE), 0)
    tail = next((n for n, word in enumerate(reversed(words)) if not _joins(word)), 0)
    for first in range(lead, -1, -1):
        kept = " ".join(words[first : len(words) - tail]).strip(" ,")
        if offences.parse(kept):
            return kept
    return found.text


def _joins(word: str) -> bool:
    """Whether a word at the end of an offence only joins it to what follows."""
    bare = word.lower().strip(",")
    return not bare or bare in _TAIL or bare.isdigit()


def is_offence(noun: str) -> bool:
    """Does a short noun phrase name an offence: `rapes`, `homicides`?"""
    words = noun.split()
    return any(offences.parse(" ".join(words[:n])) for n in range(1, min(4, len(words)) + 1)) or bool(
        heard("prose", "crime", spoken(words[0]))
    )


def measure_word(text: str) -> bool:
    """Is a text nothing but the word of a measure?"""
    said = spoken(text)
    return any(shape.fullmatch(said) for _, shape in measures())


@reference.remembered(512)
def _windows(text: str) -> tuple[str, ...]:
    return tuple(_each_window(text[:600]))


def _each_window(text: str) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    for length in range(min(_TITLE_WORDS, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            yield text[words[at].start() : words[at + length - 1].end()]


def flag_of(texts: Iterable[str]) -> str:
    """cyber where the first text that speaks of a flag names the online one, not-cyber where its own words deny it."""
    for n, text in enumerate(texts):
        if not n and _REGARDLESS.search(spoken(text)):
            return "all"
        if not n and not flags.other_flag(text) and _LACKS.search(spoken(text)):
            return "not-cyber"
        if flags.names_flag(text) or (_FLAGGED.search(text) and not flags.other_flag(text)):
            return "unknown" if _BOTH.search(spoken(text)) else "cyber"
        if flags.other_flag(text):
            return "unknown"
    return "unknown"


def age_of(text: str) -> Age:
    """The age or band that a piece of a sentence names; all ages for none."""
    reached = _NOT_REACHED.search(text)
    if reached:
        return Age(0, int(reached[1]) - 1, "band")
    match = _AGE.search(text)
    grown = _GROWN.search(text) if not match else None
    if grown:
        return Age(18, None, "band") if grown[1].lower() == "adult" else Age(0, 17, "band")
    if match:
        return parse_age(re.sub(r"^(?:were|was|being|are|is) ", "", match[0], flags=re.IGNORECASE)) or ALL_AGES
    return UNKNOWN_AGE if _AGE_UNKNOWN.search(text) else ALL_AGES


def ages_in(text: str) -> list[Age]:
    """All ages and bands that a text names."""
    return [age for match in _AGE.finditer(text) if (age := age_of(match[0])).kind in ("single", "band")]


def untitled(text: str) -> str:
    """The text without the victim of whom the title of an offence speaks: `sexual assault on a female child under 13`."""
    return _TITULAR.sub(" ", text)


def ages_named(text: str) -> int:
    """How many ages or bands a text names."""
    return sum(1 for _ in _AGE.finditer(text))


def sex_of(text: str) -> str:
    """female or male where a piece of a sentence names one of them, else all."""
    said = spoken(text)
    found = {str(e["name"]) for e in reference.entries("prose", "sex") if re.search(pattern(str(e["words"])), said)}
    if not found and _SEX_UNKNOWN.search(text):
        return "unknown"
    return found.pop() if len(found) == 1 else "all"


class Context(Struct, frozen=True):
    """What stands around a sentence: its own words, the line that heads it, and the question it answers."""

    said: Said
    head: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        """Sentence, heading, question: nearest first."""
        return self.said.body, self.head, self.said.asked
