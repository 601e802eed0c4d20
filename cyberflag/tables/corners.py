"""The corner of a table: its words name what stands below them, or what stands across."""

from __future__ import annotations

from cyberflag.tables.look import Heading, Look, age_in_heading, period_like
from cyberflag.words import Meaning, headings

DIMENSIONS = ("age", "sex", "offence", "period")
ON_NO_LIST = ("area", "outcome", "platform", "system")  # dimensions of which not every member is known
NOT_COUNTS = frozenset(
    {"percent", "rate", "rank", "number", "reference", "phone", "dob", "comment", "name", "address", "email"}
)


def names_columns(look: Look, c: int, rows: list[int], kind: str, across: list[Meaning]) -> bool:
    """Whether the heading of a label column, in the corner, names what stands across and not what stands below it."""
    proper = [(r, c) for r in rows if look.text(r, c) and not headings.is_total(look.text(r, c))]
    if kind not in (*DIMENSIONS, *ON_NO_LIST) or not proper:
        return False
    known = kind in DIMENSIONS
    meant = [look.meaning(*cell) for cell in proper]
    if any(getattr(m, kind) if known else m.category for m in meant):
        return False
    others = period_like(look, proper) or all(
        any(getattr(m, d) for d in DIMENSIONS) or age_in_heading(look, *cell)
        for m, cell in zip(meant, proper, strict=True)
    )
    return others or (known and sum(1 for m in across if getattr(m, kind)) * 2 > len(across))


def kinds_of_rows(corner: list[Heading]) -> dict[int, str]:
    """Heading rows that the corner calls codes, running numbers or another thing that is neither label nor count."""
    fields = {h.row: headings.field(h.text) or "" for h in corner}
    codes = {h.row: "offence" for h in corner[:-1] if headings.names_code(h.text)}
    return {row: field for row, field in fields.items() if field in NOT_COUNTS} | codes
