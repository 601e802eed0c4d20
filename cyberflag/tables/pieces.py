"""A piece of a sheet: rows and columns that stand together."""

from __future__ import annotations

from msgspec import Struct, field


class Piece(Struct):
    """Rows and columns that stand together, before anything is known of what heads what."""

    left: int
    right: int
    titles: list[tuple[int, str]] = field(default_factory=list)  # in reading order
    header: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    single: list[int] = field(default_factory=list)  # body rows with one text cell: a group heading, or blanks
    notes: list[tuple[int, str]] = field(default_factory=list)
    listing: bool = False
