"""Rows of numbers that head columns all the same: years, ages, Home Office codes."""

from __future__ import annotations

from itertools import pairwise

from cyberflag.tables.look import Look, age_in_heading, climbing_runs
from cyberflag.tables.pieces import Piece
from cyberflag.words import headings, offences, victims


def head_row(look: Look, r: int, here: list[int], numbers: list[int], piece: Piece) -> bool:
    """Whether a row heads the columns below it though numbers stand in it, or what could be counts."""
    return (
        _year_heads(look, r, here, numbers, piece)
        or _named_heads(look, r, here, piece)
        or _age_heads(look, r, here, piece)
    )


def _named_heads(look: Look, r: int, here: list[int], piece: Piece) -> bool:
    """Whether a row that begins with the name of a dimension holds its members: `HO code`, `17A`, `71`, `Total`."""
    kind = headings.field(look.text(r, here[0]))
    if piece.body or len(here) < 3 or kind not in ("age", "period", "offence"):
        return False
    proper = [c for c in here[1:] if not headings.is_total(look.text(r, c))]
    if kind == "offence" and not headings.names_code(look.text(r, here[0])):
        return False
    return len(proper) > 1 and all(_is_of(look, r, c, kind) for c in proper)


def _is_of(look: Look, r: int, c: int, kind: str) -> bool:
    """Whether a cell may be a member of a dimension, where its name says that members follow."""
    text = look.text(r, c)
    if kind == "period":
        return look.is_year(r, c) or look.meaning(r, c).period is not None
    if kind == "offence":
        return offences.parse(f"HO code {text}") is not None
    unknown = look.meaning(r, c).age is not None and not text.isdecimal()
    return unknown or age_in_heading(look, r, c) is not None or victims.parse_lost_dash(text) is not None


def _year_heads(look: Look, r: int, here: list[int], numbers: list[int], piece: Piece) -> bool:
    """Whether the bare numbers of a row are years that head columns."""
    if not all(look.is_year(r, c) or look.meaning(r, c).period for c in numbers):
        return False
    if any(look.is_year(h, c) for h in piece.header for c in look.filled[h]):
        return False  # under bare years a number that happens to look like one is a count
    others = [c for c in here if c not in numbers]
    named = all(look.is_member(r, c) or names_column(look, r, c) or c == here[0] for c in others)
    named = named or (not piece.header and not piece.body and _follow_on(look, r, numbers) and others[-1] < numbers[0])
    distinct = len({look.text(r, c) for c in numbers}) == len(numbers)
    restart = bool(piece.header) and len(numbers) > 2
    return (
        named
        and (distinct or restart)
        and (len(numbers) >= 2 or bool(others))
        and not _one_year_record(look, r, here, numbers)
    )


def _follow_on(look: Look, r: int, numbers: list[int]) -> bool:
    """Whether numbers are years that follow on one another, as a first row of counts hardly does."""
    years = [int(n) for c in numbers if (n := look.number(r, c)) is not None]
    return len(years) == len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(years))


def _one_year_record(look: Look, r: int, here: list[int], numbers: list[int]) -> bool:
    """A single year first in its row, with words beside it, is a record's."""
    return len(numbers) == 1 and numbers[0] == here[0] and not any(look.is_member(r, c) for c in here[1:])


def names_column(look: Look, r: int, c: int) -> bool:
    """Whether a cell names a column: of labels, of counts or of totals."""
    return headings.field(look.text(r, c)) is not None or look.meaning(r, c).total


def _age_heads(look: Look, r: int, here: list[int], piece: Piece) -> bool:
    """Whether bands and bare numbers of a row are ages that head columns: they climb, and start again for each sex."""
    first = here[0]
    labelled = first == piece.left and age_in_heading(look, r, first) is not None
    if labelled and (piece.header or piece.body):
        return False  # an age in the first column labels its row
    if _label_of_its_own(look, r, first, piece):
        return False
    ages = [(c, age) for c in here if (age := age_in_heading(look, r, c)) is not None]
    columns = {c for c, _ in ages}
    if any(look.count(r, c) is not None and not names_column(look, r, c) for c in here if c not in columns):
        return False
    if labelled and len(ages) < 4:
        return False
    plain = all(look.text(r, c).isdecimal() for c in columns)
    if piece.body and plain and look.meaning(r, first).total:
        return False  # the totals of the lines above happen to climb
    if piece.header and (
        _under_names(look, piece.header[-1], columns) or (plain and _under_numbers(look, piece, columns))
    ):
        return False
    named = not (piece.header or piece.body) and first not in columns and names_column(look, r, first)
    return climbing_runs([a for _, a in ages], 3 if plain else 2) or (named and bool(columns) and not plain)


def _label_of_its_own(look: Look, r: int, first: int, piece: Piece) -> bool:
    """Whether a row begins with a label, not with an age or the name of the labels below: it is of the body."""
    if age_in_heading(look, r, first) is not None or names_column(look, r, first):
        return False
    return bool(piece.header) or look.is_member(r, first)


def _under_names(look: Look, header: int, columns: set[int]) -> bool:
    """Whether each of the columns has its own name in the heading row above, as the first row of a body has."""
    named = {headings.field(look.text(header, c)) for c in columns if look.text(header, c)}
    return all(look.text(header, c) for c in columns) and bool(named & {"age", "count", "offence"})


def _under_numbers(look: Look, piece: Piece, columns: set[int]) -> bool:
    return any(look.count(h, c) is not None for h in piece.header for c in columns)
