"""Pieces of a sheet that go on with the one above them: below a blank row, on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from cyberflag.tables.look import Look
from cyberflag.tables.pieces import Piece
from cyberflag.words.counts import Count


def cells(look: Look, row: int, left: int, right: int) -> list[int]:
    """The filled columns of a row between two columns."""
    return [c for c in look.filled[row] if left <= c <= right]


def continues(look: Look, piece: Piece, pieces: list[Piece]) -> bool:
    """Whether rows without a heading of their own go on with the table above a blank row."""
    if not pieces or not piece.body:
        return False
    above = pieces[-1]
    if piece.header:
        return _next_page(look, piece, above)
    within = above.left <= piece.left and piece.right <= above.right
    if above.listing or not above.header or not within or _of_all_above(look, piece, pieces):
        return False
    columns = {c for r in piece.body for c in cells(look, r, piece.left, piece.right)}
    known = {c for r in above.body or above.header for c in look.filled[r]}  # headings alone: a blank row below them
    return bool(columns & known) and len(columns) > 1


def _of_all_above(look: Look, piece: Piece, pieces: list[Piece]) -> bool:
    """Whether a lone total is the sum of the last rows of several tables above each other, and not of the last alone."""
    here = cells(look, piece.body[0], piece.left, piece.right)
    if len(piece.body) > 1 or len(here) != 2 or not look.meaning(piece.body[0], here[0]).total:
        return False
    names = _names(look, pieces[-1])
    stacked = list(takewhile(lambda p: p.body and _names(look, p) == names, reversed(pieces)))
    return is_sum_of(look.count(piece.body[0], here[1]), [look.count(p.body[-1], here[1]) for p in stacked])


def is_sum_of(printed: Count | None, ends: Sequence[Count | None]) -> bool:
    """Whether a number is the sum of those that several tables end with, each of which has one."""
    counts = [n.exact or 0 for n in ends if n is not None]
    return len(counts) == len(ends) > 1 and printed is not None and 0 < (printed.exact or 0) == sum(counts)


def _names(look: Look, piece: Piece) -> list[str]:
    """The texts of the heading rows of a piece, in reading order."""
    return [look.text(r, c) for r in piece.header for c in cells(look, r, piece.left, piece.right)]


def _next_page(look: Look, piece: Piece, above: Piece) -> bool:
    """Whether a table below a blank row repeats the headings of the one above, without a title, over other labels."""
    ends = (piece.left, piece.right) == (above.left, above.right)
    if not ends or piece.titles or piece.listing or above.listing or not above.body:
        return False
    if _names(look, piece) != _names(look, above):
        return False
    return _labels(look, piece).isdisjoint(_labels(look, above))


def _labels(look: Look, piece: Piece) -> set[tuple[str, ...]]:
    """What the rows of a piece say before their last filled cells."""
    rows = {r: cells(look, r, piece.left, piece.right) for r in piece.body if r not in piece.single}
    return {tuple(look.text(r, c) for c in here[:-1]) for r, here in rows.items()}


def append(above: Piece, piece: Piece) -> None:
    """Put a piece to the one that it goes on with; its titles become rows of it."""
    for r, _ in piece.titles:
        above.single.append(r)
        above.body.append(r)
    above.body += piece.body
    above.single += piece.single
    above.notes += piece.notes
