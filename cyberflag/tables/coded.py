"""First columns of numbers that are no counts: codes, and numbers that label the counts beside them."""

from __future__ import annotations

from collections.abc import Container

from cyberflag.tables.look import Look
from cyberflag.words import dimensional, headings, meaning


def numbered_labels(look: Look, used: list[int], rows: list[int], own: dict[int, str]) -> str | None:
    """The field of a first column of numbers where it labels the counts beside it; None where it does not.

    It does where nothing else could, under `Outcome` over codes, or where its numbers climb, as below `Week`.
    """
    first, text = used[0], own[used[0]]
    plain = all(look.number(r, c) is not None for r in rows for c in used)
    counted = any(headings.field(own[c]) == "count" or headings.measure(own[c]) for c in used[1:])
    if not (plain and counted and all(own[c] for c in used)) or len(rows) < 2:
        return None
    field = headings.field(text)
    if field in ("outcome", "area"):
        return field
    named = field or dimensional(meaning(text)) or headings.is_total(text)
    return "" if not named and look.ascending([(r, first) for r in rows]) else None


def codes_beside(fields: dict[int, str], own: dict[int, str], used: list[int], labels: Container[str]) -> bool:
    """Whether a first column without a heading stands beside headed labels, all columns being headed: it holds codes."""
    return not own[used[0]] and all(own[c] for c in used[1:]) and len(used) > 2 and fields[used[1]] in labels
