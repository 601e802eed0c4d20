"""Counts as returns write them: exact, suppressed, rounded, blank; and sums of counts as bounds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """An integer known exactly or within inclusive bounds; `high` is None where there is no upper bound.

    `kind` is a status of the contract: exact, suppressed, rounded, blank-zero, blank, unreadable.
    """

    low: int
    high: int | None
    kind: str = "exact"
    text: str = ""
    marks: tuple[str, ...] = ()

    @property
    def exact(self) -> int | None:
        """The number, where it is one; a blank or unreadable cell has none."""
        return self.low if self.low == self.high and self.kind not in ("blank", "unreadable") else None

    def __add__(self, other: Count) -> Count:
        """Bounds add; the sum is exact only if both are."""
        high = None if self.high is None or other.high is None else self.high + other.high
        low = self.low + other.low
        return Count(low, high, "exact" if low == high else "suppressed")

    def __str__(self) -> str:
        """`3,186`, `3,180 to 3,201`, `at least 3,180`."""
        if self.high is None:
            return f"at least {self.low:,}"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


def exactly(number: int, text: str = "") -> Count:
    """The exact count of a number."""
    return Count(number, number, "exact", text or str(number))


ZERO = exactly(0)
