"""What looks like a number in a sentence and is no count: dates, sections, ages, money, references, durations."""

from __future__ import annotations

import re

from cyberflag.patterns import late
from cyberflag.reference import remembered
from cyberflag.words import periods
from cyberflag.words.periods.pieces import MONTH

_NUMBER = r"\d[\d,.]*"
_NOT_COUNTED = (
    r"(?!(?:\s[\w-]+){0,4}?\s(?:crimes?|offences?|victims?|complainants?|children|girls|boys|cases|incidents)\b)"
)
_NUMBERED = late(
    rf"(?:£|\$|€)\s?{_NUMBER}|{_NUMBER}\s?(?:%|per ?cent|p\b)"
    rf"|\b(?:sections?|ss?\.|class(?:es)?|codes?|questions?|requests?|parts?|points?|tables?|rows?|columns?|pages?|annex|appendix|article|schedule|chapter|version|ref(?:erence)?|no|number|foi|foia|act|tel|telephone|ext)\.?:?\s?\d[\w/.]*(?:\s?\(\w{{1,4}}\))*(?:(?:,| and| &| to|-)\s?\d[\w/.]*(?:\s?\(\w{{1,4}}\))*)*"
    r"|\bs\d{1,3}\w?\b(?:\(\w+\))*"
    rf"|\b{_NUMBER}\s(?:\w+ )?(?:Act|GMT|am|pm|gb|mb|kb|km|miles?)\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty)(?:\s|-)(?:(?:working|calendar|financial|full|whole|last|past|previous|consecutive|tax)\s)?(?:hours?|minutes?|days?|weeks?|months?|years?|quarters?)\b(?![ -]olds?)"
    r"|\b\d{1,6}\s?/\s?\d{1,6}(?:/\d+)*\b|\b\d{1,5}-\d{2,4}\b(?!\s?(?:crimes?|offences?|victims?))"
    r"|\b0\d{3,}[\d ]*|\b\d+\.\d+\b|\b[A-Z]{1,3}\d[\w]*\b|\b\d{1,3}[A-Z]{1,2}\b"
    r"|\b(?:\d+|one|two|three|four|five|six)\s(?:rows?|columns?|lines?|sheets?|worksheets?|spreadsheets?|tabs?|tables?|pages?|files?|documents?|copies|copy|questions?)\b"
    r"|\b(?:one|two|three|four|1|2|3|a)[ -](?:half|halves|thirds?|quarters?|fifths?|tenths?)\b"
    r"|\b(?:in|of|by|from|under|among|within) none of\b|\b(?:one|two|three|1|2|3) (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,3})\b(?! (?:\w+ ){0,2}?(?:offences|crimes|victims|cases|children|girls|boys)\b)"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:other |further )?(?:departments?|teams?|units?|stations?|divisions?|districts?|branches|offices?|bureaux?)\b"
    rf"|\b(?:no|not) (?:fewer|less|more) than \w+\b{_NOT_COUNTED}|\bat (?:least|most) \w+\b{_NOT_COUNTED}|\b\w+ or more\b{_NOT_COUNTED}"
    r"|\b(?:1|2)\d{3}\b(?=\s+act)|\b(?:a single|any|not|every) one\b",
    re.IGNORECASE,
)
_AGES = late(
    r"\b(?:aged?|ages)\s(?:between\s|from\s|under\s|over\s|up to\s|of\s)?(?:\d{1,2}|\w+teen|ten|eleven|twelve|three|four|five|six|seven|eight|nine)(?:\s?(?:-|–|to)\s?\d{1,2}\b|\s?(?:-|–|to|and|or)\s?(?:(?:aged )?\d{1,2}\b(?!\s(?:of|were|was|where|aged|had|in|with|victims?|children|girls|boys|females?|males?|offences?|crimes?)\b)|over|under|younger|older|above|below|\w+teen\b(?!\s(?:of|were|was|where|aged|victims?|offences?|crimes?)\b)))?"
    r"|\b(?:under|over|below|above|up to|reached|older than|younger than|turned)\s(?:the age of\s)?(?:\d{1,2}|ten|eleven|twelve|\w+teen)(?:'?s)?\b(?!\s*(?:crimes?|offences?|victims?|cases?|incidents?))(?<!over [2-9]\d)(?<!up to [2-9]\d)"
    r"|\b(?:were|was|being|are|is) between \d{1,2} and \d{1,2}\b|\bbetween \d{1,2} and \d{1,2} years\b"
    r"|\b\d{1,2}\s?(?:-|–|to)\s?\d{1,2}\b(?!\s(?:crimes?|offences?|records?|cases?|incidents?)\b)|\b\d{1,2}\s(?:and|or|&)\s(?:over|under|above|below|older|younger)\b"
    r"|\b(?:\d{1,2}|\w+teen|ten|eleven|twelve|six|seven|eight|nine|five|four|three|two|one)(?:\s|-)years?(?:\s|-)(?:of age|olds?)\b"
    r"|\bages?(?: of [a-z ]{1,30}?)?(?: (?:were|was|are|is|being))?:? \d{1,2}(?:, ?\d{1,2})*(?:,? and \d{1,2})\b(?! ?(?:[(\[:=–-]|were|was|had))",
    re.IGNORECASE,
)
_EXTREME_AGE = r"(?:youngest|oldest|eldest|(?:average|mean|median) age)"
EXTREME = late(
    r"(?:[,;(]\s*|\band\s+|\bwith\s+|\bwhile\s+|^)(?:(?!\band\b|\bwith\b|\bwhile\b)[^,;()])*?"
    rf"\b{_EXTREME_AGE}\b(?:(?!\band (?:there|we|in|a total|\d+ |this|it)\b)[^,;()])*",
    re.IGNORECASE,
)  # a clause on the youngest or the average victim: it gives an age, no count
_OF_HOW_MANY = late(
    rf"\bof (?:the|our|all|these|those|a total of) (?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}) [a-z-]+(?: [a-z-]+){{0,3}}?(?= the {_EXTREME_AGE}| was\b| were\b| is\b|,|$)",
    re.IGNORECASE,
)
_DAY = late(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b", re.IGNORECASE)
_YEAR = late(r"(?<![\d,])(?:19|20)\d\d(?!\d|,\d)")


@remembered(64)  # a sentence is asked several times in a row
def masked(text: str) -> str:
    """The text with everything blotted out (by `~`, place for place) that no count can be."""
    out = text
    for found in periods.find(text):
        out = _blot(out, found.start, found.end)
    for shape in (_NUMBERED, _AGES, _DAY, _YEAR):
        for match in shape.finditer(out):
            out = _blot(out, match.start(), match.end())
    return out


def without_extremes(text: str) -> str:
    """The sentence without what it says of the youngest or average victim, but with `of the 37 victims` in it."""
    return EXTREME.sub(_how_many, text)


def _how_many(clause: re.Match[str]) -> str:
    held = _OF_HOW_MANY.search(clause[0])
    return f" {held[0]} " if held else " "


def _blot(text: str, start: int, end: int) -> str:
    return text[:start] + "~" * (end - start) + text[end:]
