"""Numbers as sentences give them: digits, words, bounds; and a number with the words that say what it counts."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.passages.phrases import expression, spoken
from cyberflag.patterns import late
from cyberflag.words import counts
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period
from cyberflag.words.victims import Age

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_TENS = rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?"
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_SMALL = rf"(?:{_IN_TENS}|{'|'.join(_TEENS)}|{'|'.join(_UNITS)})"
_HUNDREDS = rf"(?:(?:a|{'|'.join(_UNITS)}) hundred(?:(?: and| ) ?{_SMALL})?)"
IN_WORDS = rf"(?:a|{_SMALL}|{_HUNDREDS}) thousand(?:,?(?: and)? (?:{_HUNDREDS}|{_SMALL}))?|{_HUNDREDS}|{_SMALL}"
_WORTH = {
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{word: n * 10 for n, word in enumerate(_TENS, 2)},
    "a": 1,
    "and": 0,
}
_WHOLE_WORDS = late(rf"\b(?:{IN_WORDS})\b", re.IGNORECASE)
EXACT = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_ONE = rf"(?:{EXACT}|(?i:{IN_WORDS}))"
_NO_BOUND = r"(?! (?:or|and) (?:fewer|less|more|under|over|above|below)\b)"
ALONE = rf"\b(?![~/-]){_NO_BOUND}"  # what ends a number that is not `5 or fewer`
HIDDEN = (  # bounds; `over 16` may be an age, and is one unless the words behind it count
    rf"<\s?\d{{1,2}}|(?i:fewer than|less than|more than(?! one\b)|at least|at most|no more than|not more than|no fewer than|not fewer than) {_ONE}\b"
    rf"|(?i:over|up to) (?:{EXACT})\b|\d{{1,4}}-\d{{1,4}}(?=\s(?:[\w-]+\s){{0,3}}?(?:offences|crimes|victims|children|girls|boys|records|cases)\b)|{_ONE} or (?:fewer|less|more)\b"
)
VALUE = rf"(?:{HIDDEN}|{EXACT}|[Nn]il|NIL|[Nn]one|[Zz]ero|(?i:{IN_WORDS})|\*)"
_MARKS = {"no more than": "up to", "not more than": "up to", "no fewer than": "at least", "not fewer than": "at least"}
_AS_MARK = late("|".join(_MARKS), re.IGNORECASE)
BARE = late(r"(?<![\w~,./-])\d{1,6}\b(?![~/-])")
_FROM = late(
    rf"(?:(?P<from>\bfrom )|(?P<between>between )|(?<![\w,./-]))(?P<low>{EXACT}) ?(?P<to>and|to|-|–) ?$", re.IGNORECASE
)


class Figure(Struct, frozen=True):
    """A number with the words that say what it counts, as they stand; `shape` is line, answer, noun or ending."""

    count: Count
    words: str = ""
    shape: str = "line"
    period: Period | None = None
    system: str = ""
    subset: bool = False  # "two of them"
    piece: str = ""  # the words from this number to the next
    own: str = ""  # of these the clause that is said of this number alone
    lead: str = ""  # the words before the number that may be said of it: `for males` 4
    predicate: str = ""  # what is said of this number and of the next together
    flag: str = ""  # where the line itself tells all offences from those `of which flagged`
    age: Age | None = None  # where the number itself is followed by it: `6 were 11`
    sex: str = ""
    total: bool = False  # where the line calls it a total
    at: int = -1  # where in the sentence the number stands; -1 for a line that is read as a whole


def count_of(text: str) -> Count | None:
    """The count that a number stands for, in digits or in words; None where it is none."""
    if _WHOLE_WORDS.fullmatch(text.strip()):
        return counts.exactly(_worth(text), text)
    marked = _AS_MARK.sub(lambda m: _MARKS[m[0].lower()], text)
    marked = _WHOLE_WORDS.sub(lambda m: str(_worth(m[0])), marked) if marked[:1].isalpha() else marked
    found = counts.parse(text, " ".join(marked.split()), zeros_shown=False)
    return replace(found, text=text) if found and marked != text else found


def _worth(text: str) -> int:
    """The number that words stand for: `one hundred and twelve`."""
    thousands = hundreds = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word == "thousand":
            thousands, hundreds = hundreds * 1000, 0
        else:
            hundreds = hundreds * 100 if word == "hundred" else hundreds + _WORTH[word]
    return thousands + hundreds


def is_hedged(before: str) -> bool:
    """Whether the words before a number make it a bound or a guess: `about 30`, `in excess of 50`."""
    said = spoken(before[-60:])
    hedges = expression("prose", "hedge")
    return hedges is not None and any(match.end() == len(said) for match in hedges.finditer(said))


def between(before: str, count: Count | None) -> Count | None:
    """The bounds where the number before says them: `between 40 and 50`, `40 to 50`."""
    match = _FROM.search(before) if count and count.exact is not None else None
    if not match or not count:
        return count
    low = int(match["low"].replace(",", ""))
    if match["from"]:
        return None if match["to"] == "to" else count  # `from 31 to 47` is a change
    if (match["to"] == "and") != bool(match["between"]) or not low < count.low:
        return count
    return Count(low, count.high, "suppressed", f"{match[0].strip()} {count.text}")


def is_year(value: str) -> bool:
    """Whether a number may be a year."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", value))
