"""Sheets drawn by hand, and truths drawn by chance: what the tests give the core to read."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings


def quick(examples: int) -> settings:
    """So many examples, the same in every run."""
    every = list(HealthCheck)
    return settings(
        max_examples=examples, deadline=None, derandomize=True, phases=(Phase.generate,), suppress_health_check=every
    )
