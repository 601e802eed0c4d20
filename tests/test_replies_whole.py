"""Short letters, each with what a careful reader takes from it: half of them say something else of the flag, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberflag.passages import who_speaks
from cyberflag.prose import figures
from cyberflag.readers.letters import txt
from cyberflag.replies import classify, overall, said_of_flag

LINES = (Path(__file__).parent / "letters" / "whole.list").read_text().splitlines()
LETTERS = [tuple(line.split(" | ", 2)) for line in LINES]


def read(text: str) -> tuple[str, str]:
    """flag_use and status of a letter whose paragraphs are parted by ` // `, its lines by ` ^ `."""
    letter = text.replace(" // ", "\n\n").replace(" ^ ", "\n")
    said = who_speaks(txt(letter.encode(), "letter.txt"))
    observations, _ = figures(said, said_of_flag(said))
    status, flag_use = overall(classify(said, bool(observations))[0])
    return flag_use, status


@pytest.mark.parametrize(("uses", "statuses", "text"), LETTERS, ids=[text[:70] for _, _, text in LETTERS])
def test_letter(uses: str, statuses: str, text: str) -> None:
    flag_use, status = read(text)
    assert flag_use in uses.split(",")
    assert status in statuses.split(",")


def test_half_of_the_letters_accuse_nobody() -> None:
    accusing = [uses for uses, _, _ in LETTERS if {"not-used", "not-aware"} & set(uses.split(","))]
    assert len(accusing) * 2 <= len(LETTERS)
