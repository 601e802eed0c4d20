"""Writes the sample returns: `python samples/write.py [FOLDER]` (default: samples/returns). README.md says what they are."""

from __future__ import annotations

import sys
from pathlib import Path

import crosstabs
import mixed
import published
import statements
from truth import Body, read_truth

HERE = Path(__file__).parent
RETURNS = published.RETURNS | crosstabs.RETURNS | mixed.RETURNS | statements.RETURNS


def write(folder: Path) -> None:
    """Every return under its name in the folder; what else is there is left alone."""
    truth = read_truth(HERE / "truth.csv")
    for force, made in RETURNS.items():
        for name, content in made(truth.get(force, Body(force, ()))).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "returns")
