"""Periods and numbers in turns: `for 2014/15 the figure was 31 and for 2015/16 it was 37`."""

from __future__ import annotations

import itertools
import re

from cyberflag.patterns import late
from cyberflag.prose.masks import masked
from cyberflag.prose.numbers import EXACT, Figure, count_of, is_year
from cyberflag.words import periods

_NUMBER = late(rf"(?<![\w~,./-])(?:{EXACT})\b(?![~/-])")
_LEAD = late(r"\D*\b(?:figures?|numbers?|totals?|counts?|in|for|during|recorded)\b\D*", re.IGNORECASE)
_LINK = late(
    r"[\s,:=–-]*(?:(?:it|there|that|this|we|(?:the|this|that) (?:figure|number|total|count))\s)?(?:(?:was|were|is|are|had|have|hold|held|recorded|totalled|came to|stood at|rose to|fell to)\s)?"
    r"(?:a total of |just |only )?",
    re.IGNORECASE,
)
_NEXT = late(
    r"(?: (?:\w+ ){0,3}(?:offences|crimes|victims|cases))?[,;.\s]*(?:and|while|whereas|but)?\s*(?:(?:the )?(?:figure|number|total|count) )?(?:(?:for|in|during|by)\s)?(?:the )?(?:(?:financial |calendar )?year(?: of)? )?",
    re.IGNORECASE,
)


def paired(body: str) -> list[Figure]:
    """The numbers of a sentence that names periods and numbers in turns, two of each at least; else none."""
    dated = periods.find(body)
    numbers = [m for m in _NUMBER.finditer(masked(body)) if not is_year(m[0])]
    if len(dated) < 2 or len(dated) != len(numbers) or len({one.period for one in dated}) != len(dated):
        return []
    if numbers[0].start() < dated[0].start:
        return _number_first(body, dated, numbers)
    links = all(_LINK.fullmatch(body, p.end, n.start()) for p, n in zip(dated, numbers, strict=True))
    nexts = all(
        _NEXT.fullmatch(body, n.end(), p.start) for n, p in zip(numbers, itertools.islice(dated, 1, None), strict=False)
    )
    if not links or not nexts or not _LEAD.fullmatch(body, 0, dated[0].start):
        return []
    return _each(body, body[: dated[0].start], dated, numbers)


_THEN = late(
    r"(?: (?:\w+ ){0,2}(?:offences|crimes|victims|cases))? (?:in|for|during) (?:the )?(?:(?:financial |calendar )?year(?: of)? )?",
    re.IGNORECASE,
)
_AND = late(r"(?:,|;)? ?(?:and )?(?:then )?", re.IGNORECASE)
_BEFORE = late(r"\D*\b(?:figures?|numbers?|totals?|counts?)\b\D*\b(?:was|were|is|are|stood at|came to) ", re.IGNORECASE)


def _number_first(body: str, dated: list[periods.Found], numbers: list[re.Match[str]]) -> list[Figure]:
    """`the number was 12 in 2013/14, 31 in 2014/15 and 58 in 2015/16`."""
    links = all(_THEN.fullmatch(body, n.end(), p.start) for p, n in zip(dated, numbers, strict=True))
    nexts = all(_AND.fullmatch(body, p.end, n.start()) for p, n in zip(dated, numbers[1:], strict=False))
    lead = _BEFORE.fullmatch(masked(body), 0, numbers[0].start())
    if not (links and nexts and lead) or re.search(r"\w", body[dated[-1].end :]):
        return []
    return _each(body, body[: numbers[0].start()], dated, numbers)


def _each(body: str, words: str, dated: list[periods.Found], numbers: list[re.Match[str]]) -> list[Figure]:
    """Each number that can be read, with its period and the words that say what is counted."""
    counts = [count_of(n[0]) for n in numbers]
    return [
        Figure(count, words, "ending", p.period, piece=body, at=n.start())
        for p, n, count in zip(dated, numbers, counts, strict=True)
        if count
    ]
