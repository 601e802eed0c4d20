"""Ages and sexes of victims."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """Whole years, inclusive; None where open. `kind`: single, band, unknown, all."""

    low: int | None = None
    high: int | None = None
    kind: str = "all"


ALL_AGES = Age()
UNKNOWN_AGE = Age(kind="unknown")
