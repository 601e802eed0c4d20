"""Numbers of questions: `1.`, `(a)`, `Q2`, `Response 3:`, `For (b)`, `Request three:`, `1 and 2.`."""

from __future__ import annotations

import re

from msgspec import Struct

from cyberflag.patterns import late

_WORDS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        map(str, range(1, 11)),
        strict=True,
    )
)
_ORDINALS = dict(zip(["first", "second", "third", "fourth", "fifth", "sixth"], map(str, range(1, 7)), strict=True))
_ONE = r"\(?(?:\d{1,2}\W?\(?[a-h]\)?(?![a-z])|\d{1,2}|[a-h](?![a-z])|[ivx]{1,4}(?![a-z])|one|two|three|four|five|six|seven|eight|nine|ten)\)?"
_MANY = rf"{_ONE}(?:\s*(?:,|and|&|to|-)\s*{_ONE}(?![\w/]))*"
_NAMED = late(
    rf"(?:(?:in |our |my )?(?:answer|reply|response|regard|relation)s? to |regarding |re |as to |as for |for |on |under |to )?"
    rf"(?:the |your )?(?P<word>question|request|point|part|query|item|response|answer|reply|qn|q|a|no\.?)s?\.?\s*(?:no\.? ?|number )?"
    rf"(?P<labels>{_MANY})(?![\w/])\s*[.):\-–—]*\s*",
    re.IGNORECASE,
)
_BARE = late(rf"(?P<labels>{_MANY})\s*(?:[.):](?=\s|$)|(?<=\))(?=\s|$))[-–—:]*\s*", re.IGNORECASE)
_BRACKETED = late(
    rf"(?:for|as to|regarding|on|under|re) (?P<labels>\({_ONE}(?:\s*(?:and|&|,)\s*\({_ONE})*)[,:]?\s+", re.IGNORECASE
)
_ORDINAL = late(
    r"(?:as to |as for |regarding |to |on |for |in (?:answer|reply|response) to )?(?:the |your )?"
    r"(?P<labels>first|second|third|fourth|fifth|sixth) (?:question|part|point|request|query)s?[,:]?\s*",
    re.IGNORECASE,
)
_LABEL = late(
    r"(?<![a-z])(?:\d{1,2}\W?\(?[a-h](?![a-z])|\d{1,2}|[a-h](?![a-z])|[ivx]{1,4}(?![a-z]))|one|two|three|four|five|six|seven|eight|nine|ten",
    re.IGNORECASE,
)


_LAST_OF_TWO = late(r"\s*(?:,|and|&|-)\s*(?P<number>\d{1,2})$")
_COUNTED = late(
    r"(?:[a-z-]+ ){0,4}?(?:offences?|crimes?|victims?|records?|incidents?|cases?|children)\b", re.IGNORECASE
)
_INSIDE = late(r"(?:(?<=\s)|^)\(?(?P<number>\d|[a-h])[.)]\s+")
_ENTRY = r"(?:\(?(?:\d{1,2}[a-z]?|[a-h]|[ivx]{1,4})\)?)"
COUNTS = late(
    rf"(?:(?:Q|A|question|answer|response|reply|request|part|point)s? ?)?{_ENTRY}(?:\s*(?:,|and|&)\s*{_ENTRY})*",
    re.IGNORECASE,
)  # what only counts entries, as `1 and 2`, `(b)` or `Answer 3`


class Label(Struct, frozen=True):
    """The numbers that a sentence begins with (`2`, `1a`), and where its own words begin."""

    numbers: tuple[str, ...]
    end: int

    @property
    def name(self) -> str:
        """`2`, or `2 and 3`."""
        return " and ".join(self.numbers)


def enumerated(text: str) -> list[tuple[str, str]]:
    """The entries of a list inside a sentence (`… : 1. cases; 2. victims`), each with the words that lead in the list."""
    marks = list(_INSIDE.finditer(text))
    names = [m["number"].lower() for m in marks]
    if len(marks) < 2 or names not in (list("123456789")[: len(names)], list("abcdefgh")[: len(names)]):
        return []
    lead = text[: marks[0].start()].strip()
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [(name, f"{lead} {text[m.end() : end].strip()}") for name, m, end in zip(names, marks, ends, strict=True)]


def label_of(text: str) -> Label | None:
    """The number of the question at the head of a sentence, None where there is none."""
    for shape in (_NAMED, _BARE, _BRACKETED, _ORDINAL):
        match = shape.match(text)
        if match and not text[match.end() :].startswith("only") and not (shape is _NAMED and _is_word(match)):
            labels, end = _without_count(match, text) if shape is _NAMED else (match["labels"], match.end())
            return Label(_numbers(labels), end)
    return None


def _without_count(match: re.Match[str], text: str) -> tuple[str, int]:
    """The labels and where the answer begins; in `Answer 1 - 20 offences` the second number is a count."""
    labels, start = match["labels"], match.start("labels")
    last = _LAST_OF_TWO.search(labels)
    if last and match[0].rstrip().endswith(labels) and _COUNTED.match(text, match.end()):
        return labels[: last.start()], start + last.start("number")
    return labels, match.end()


def _is_word(match: re.Match[str]) -> bool:
    """`A 1` may be an answer, but `a two-year` or `no one` is none."""
    word, labels = match["word"].lower(), match["labels"]
    return word in ("a", "no", "no.") and not labels.strip("()").isdigit()


def _numbers(labels: str) -> tuple[str, ...]:
    found = [re.sub(r"\W", "", m[0]).lower() for m in _LABEL.finditer(labels)]
    numbers = [_WORDS.get(number, _ORDINALS.get(number, number)) for number in found] or [_ORDINALS[labels.lower()]]
    between = re.search(r"\bto\b|-", labels)
    if between and len(numbers) == 2 and all(n.isdigit() for n in numbers) and int(numbers[0]) < int(numbers[1]) < 20:
        return tuple(str(n) for n in range(int(numbers[0]), int(numbers[1]) + 1))
    return tuple(dict.fromkeys(numbers))
