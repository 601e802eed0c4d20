"""Periods as returns write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Inclusive dates; either may be None where it is not stated. `Period()` is no period at all."""

    start: date | None = None
    end: date | None = None
