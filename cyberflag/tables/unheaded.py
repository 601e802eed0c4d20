"""Numbers that stand below no headings of their own and are no counts: records of a list that lost its headings."""

from __future__ import annotations

import re

from cyberflag.patterns import late
from cyberflag.tables.look import Look
from cyberflag.tables.pieces import Piece
from cyberflag.words import headings

FEWEST = 3  # records; fewer are labels and a number
OLDEST = 120  # years
_REFERENCE = late(r"(?!q\d)[a-z]{0,5}[ /-]?\d[\da-z]*(?:[/.-][\da-z]+)*", re.IGNORECASE)
_NO_COUNTS = frozenset(
    ("age", "dob", "date", "reference", "number", "percent", "rate", "rank", "period", "month", "phone")
)


def are_records(look: Look, piece: Piece, rows: list[int], labels: list[int], values: list[int]) -> bool:
    """Whether rows without headings are records: a lone column below `Age`, or references with ages beside them."""
    if piece.header:
        return False
    if not labels and len(values) == 1 and piece.titles:
        return headings.field(piece.titles[-1][1]) in _NO_COUNTS
    if len(rows) < FEWEST or not values or not labels:
        return False
    if any(_are_sexes(look, c, rows) for c in labels if c > values[0]):
        return True
    numbers = [n for r in rows for v in values if (n := look.number(r, v)) is not None]
    beside = any(_are_sexes(look, c, rows) or _are_offences(look, c, rows) for c in labels[1:])
    return beside and all(n <= OLDEST for n in numbers) and _are_references(look, labels[0], rows)


def _are_sexes(look: Look, c: int, rows: list[int]) -> bool:
    return 2 * sum(bool(look.meaning(r, c).sex) for r in rows) > len(rows)


def _are_offences(look: Look, c: int, rows: list[int]) -> bool:
    return 2 * sum(bool(look.meaning(r, c).offence) for r in rows) > len(rows)


def _are_references(look: Look, c: int, rows: list[int]) -> bool:
    """Whether a column names every row by a number of its own, and by none that is an offence, an age or a year."""
    texts = [look.text(r, c) for r in rows]
    known = any(m.offence or m.age or m.period or m.total for r in rows for m in [look.meaning(r, c)])
    return not known and len(set(texts)) == len(texts) and all(_REFERENCE.fullmatch(text) for text in texts)
