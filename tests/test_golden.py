"""Whole runs over the samples, compared with files one can review; `--update` rewrites them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cyberflag.cli import main

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("report.txt", ["report"]),
        ("report.json", ["report"]),
        ("report.html", ["report"]),
        ("totals.csv", ["totals"]),
        ("ages.csv", ["ages"]),
        ("youngest.csv", ["youngest"]),
        ("forces.csv", ["forces"]),
        ("flags.csv", ["flags"]),
        ("issues.csv", ["check", "--format", "csv"]),
    ],
)
def test_a_run_over_the_samples(
    name: str, arguments: list[str], tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    assert main([arguments[0], str(SAMPLES), *arguments[1:], "-q", "-o", str(tmp_path / name)]) == 0
    golden(name, (tmp_path / name).read_text(encoding="utf-8"))
