"""What of a quotation may be handed out: words, and no number that may be a figure of a force."""

from __future__ import annotations

import re

from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.patterns import late
from cyberflag.summaries import Entry, Result, statements
from cyberflag.summaries.standing import last_line
from cyberflag.summaries.wording import many

# What a quotation may hold beside words: dates and years, sections of a law, the age that makes a child, the number of
# a question. Any other number may be a figure.
_HARMLESS = late(
    r"\b(?:[0-3]?\d(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?,? (?:19|20)\d\d\b"
    r"|\b[0-3]?\d[./][01]?\d[./](?:19|20)?\d\d\b"
    r"|\b(?:19|20)\d\d(?:\s?[-/–]\s?(?:19|20)?\d\d)?\b"
    r"|(?<!['’\w])(?:s\.?|ss\.?|sections?)\s?\d+[a-z]?(?:\(\d+\))*"
    r"|\b(?:under|below|u)[ -]?(?:the age of )?18s?\b|\baged 0 ?(?:-|–|to) ?17\b|\b(?:q|question )\d{1,2}\b",
    re.I,
)
_NUMBER = late(
    r"[\d¹²³½¼¾⅐-↉①-⓿❶-➓]|\b(?:nought|nothing|none|zero|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w{3,6}teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozen|handful|single|sole|solitary|lone"
    r"|few|couple|pair|trio|several|both|once|twice|first|second|third|half)\b"
    r"|\b(?:no|any|only)\b(?: \w+){0,3} (?:offence|crime|record|victim|case|incident|result|report|of)",
    re.I,
)


def quoted(quote: str) -> str:
    """The quotation, or nothing where it holds a number that may be a figure."""
    return "" if _NUMBER.search(_HARMLESS.sub("", quote)) else quote


def flag_entries(collection: Collection) -> list[Entry]:
    """`flags` of the report, with the file alone as place."""
    return [{**one, "quote": quoted(one["quote"]), "place": ""} for one in statements.flags(collection).data]


def flags_published(collection: Collection) -> Result:
    """What each force says of the flag, without a number and without a place but the file."""
    found = flag_entries(collection)
    made = statements.flag_table(found, statements.flags(collection).title)
    left = sum(not one["quote"] for one in found)
    said = [f"Made for publication: {many(left, 'quotation')} with a number in it left out."] if left else []
    return replace(made, notes=(*made.notes, *said, last_line(collection)))
