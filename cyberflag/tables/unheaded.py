"""Numbers that stand below no headings of their own and are no counts: records of a list that lost its headings."""

from __future__ import annotations

import re
from itertools import pairwise

from cyberflag.patterns import late
from cyberflag.tables.look import Look
from cyberflag.tables.pieces import Piece
from cyberflag.words import headings

FEWEST = 3  # records; fewer are labels and a number
OLDEST = 120  # years
_REFERENCE = late(r"(?!q\d)[a-z]{0,5}[ /-]?\d[\da-z]*(?:[/.-][\da-z]+)*", re.IGNORECASE)
_NUMBERED = frozenset(("outcome", "area", "system", "platform", "relationship"))
_NO_COUNTS = frozenset(
    ("age", "dob", "date", "reference", "number", "percent", "rate", "rank", "period", "month", "phone")
)


def without_counts(
    look: Look, piece: Piece, heading: str, rows: list[int], labels: list[int], values: list[int]
) -> str:
    """The layout of rows whose numbers are no counts: unheaded for records, empty for a key; else nothing."""
    if _are_records(look, piece, rows, labels, values):
        return "unheaded"
    return "empty" if _is_key(look, heading, rows, labels, values) else ""


def _are_records(look: Look, piece: Piece, rows: list[int], labels: list[int], values: list[int]) -> bool:
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


def _is_key(look: Look, heading: str, rows: list[int], labels: list[int], values: list[int]) -> bool:
    """Whether a table explains numbers: `Outcome` 1, 2, 3 before what each of them stands for."""
    if len(values) != 1 or not labels or values[0] > labels[0] or headings.field(heading) not in _NUMBERED:
        return False
    numbers = [look.number(r, values[0]) or 0 for r in rows]
    return len(rows) > 1 and all(a < b for a, b in pairwise(numbers))


def _are_sexes(look: Look, c: int, rows: list[int]) -> bool:
    return 2 * sum(bool(look.meaning(r, c).sex) for r in rows) > len(rows)


def _are_offences(look: Look, c: int, rows: list[int]) -> bool:
    return 2 * sum(bool(look.meaning(r, c).offence) for r in rows) > len(rows)


def _are_references(look: Look, c: int, rows: list[int]) -> bool:
    """Whether a column names every row by a number of its own, and by none that is an offence, an age or a year."""
    texts = [look.text(r, c) for r in rows]
    known = any(m.offence or m.age or m.period or m.total for r in rows for m in [look.meaning(r, c)])
    return not known and len(set(texts)) == len(texts) and all(_REFERENCE.fullmatch(text) for text in texts)
