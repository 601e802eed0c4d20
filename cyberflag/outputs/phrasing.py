"""Values and codes as people read them, the same on a screen and on a page."""

from __future__ import annotations

from collections.abc import Sequence

from cyberflag.outputs.inert import one_line
from cyberflag.summaries import Column, Result, Scalar
from cyberflag.summaries.wording import REASONS, REPLIES, USES, day

# Codes of the data formats, for people.
WORDS = {
    "scope": {"force": ""},
    "name": {"": "force not known"},
    "period": {"": "not stated"},
    "proof": {"proved": "adds up", "consistent": "agrees", "unverified": "not checkable", "conflict": "conflict"},
    "why": REASONS,
    "use": USES,
    "reply": REPLIES,
}


def is_number(column: Column) -> bool:
    """Whether the cells of a column are set to the right."""
    return column.kind in ("number", "share", "rate", "of")


def cell(result: Result, column: Column, row: Sequence[Scalar]) -> str:
    """What stands in the cell of a row; a bar that is to be drawn is a blank."""
    value = row[result.columns.index(column)]
    if column.kind == "bar":
        return "" if value is None else " "  # each output draws it in its own way
    if (value is None and column.bounded) or column.kind == "of":
        beside = {other.key: row[place] for place, other in enumerate(result.columns)}
        if column.kind == "of":
            return f"{said('number', value)} of {said('number', beside.get('of'))}"
        return _between(column.kind, beside.get(f"{column.key}_min"), beside.get(f"{column.key}_max"))
    return said(column.kind, value)


def _between(kind: str, low: Scalar, high: Scalar) -> str:
    """`3,180 to 3,201`, `at least 3,180`, or nothing."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {said(kind, low)}"
    lowest, highest = said(kind, low if low is not None else 0), said(kind, high)
    return lowest if lowest == highest else f"{lowest} to {highest}"


def said(kind: str, value: Scalar) -> str:
    """A value as people read it: `3,186`, `4.4%`, `8.70`, `yes`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        text = one_line(WORDS.get(kind, {}).get(value, value))
        if kind == "choices" and text:
            return f"Choices: {text}"
        return f"“{text}”" if kind == "quote" and text else day(value) if kind == "date" else text
    if kind == "share":
        return "<0.1%" if 0 < value < 0.0005 else f"{value:.1%}"
    return f"{value:,.2f}" if kind == "rate" or isinstance(value, float) else f"{value:,}"
