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
    links = all(_LINK.fullmatch(body, p.end, n.start()) for p, n in zip(dated, numbers, strict=True))
    nexts = all(
        _NEXT.fullmatch(body, n.end(), p.start) for n, p in zip(numbers, itertools.islice(dated, 1, None), strict=False)
    )
    if not links or not nexts or not _LEAD.fullmatch(body, 0, dated[0].start):
        return []
    counts = [count_of(n[0]) for n in numbers]
    return [
        Figure(count, body[: dated[0].start], "ending", p.period, piece=body, at=n.start())
        for p, n, count in zip(dated, numbers, counts, strict=True)
        if count
    ]
