"""Sheets of words and numbers in no order at all: whatever is made of them, reading them ends and fails nowhere."""

from __future__ import annotations

import random

import pytest

from cyberflag.decisions import Record
from cyberflag.grid import Document, Sheet, Value
from cyberflag.returns import interpret, survey

SHEETS = 150  # of each kind
WORDS: tuple[Value, ...] = (
    *("?", "Does your force use the cyber flag?", "No", "Yes", "Cyber Flag", "(All)", "(Multiple Items)", "Total"),
    *("Grand Total", "Female Total", "2015/16", "2015/16 Total", "Q1", "Q2 How many of these?", "of which", "Age"),
    *("Of these, how many victims were female?", "Sex", "Offence", "Rape", "Rape Total", "Other", "Unknown", "<5", "*"),
    *("-", "10-12", "0-9", "Victim No", "Recorded", "01/05/2015", "Keywords", "Cyber; DA", "The same offences", "17A"),
    *("with and without the cyber flag", "Anhysbys / Unknown", "FTE", "£", "nil", "(blank)", "Row Labels", "Female"),
    *("Male", "Under 10", "88/01", "Page 1", "Number", "Response", "Answer", "Facebook", "All victims", "Count of ID"),
    *("may contain more than one of the words", "Totals are rounded to the nearest 5", 1, 2, 3, 5, 10, 13, 57, 2015),
)
COUNTS: tuple[Value, ...] = (1, 2, 3, 7, "<5", None)


def jumble(chance: random.Random, labelled: bool) -> Sheet:
    """A sheet of up to fourteen rows; `labelled`: words stand in the first column alone, counts in the others."""
    rows: list[list[Value]] = []
    for _ in range(chance.randint(1, 14)):
        width = chance.randint(1, 5)
        rest = COUNTS if labelled else (*WORDS, *[None] * 8)
        rows.append([chance.choice((*WORDS, None)), *(chance.choice(rest) for _ in range(width - 1))])
    return Sheet("Sheet1", rows, "Kent Police.xlsx")


@pytest.mark.parametrize("labelled", [False, True], ids=["words anywhere", "words first"])
@pytest.mark.parametrize("seed", range(4))
def test_a_jumble_is_read_without_a_fault(seed: int, labelled: bool) -> None:
    chance = random.Random(seed)
    for _ in range(SHEETS):
        sheet = jumble(chance, labelled)
        document = Document(sheet.file, "xlsx", sheets=[sheet], order=[("sheet", 0)])
        one = interpret(None, survey([document]), Record())
        assert all(o.where.file == sheet.file for o in one.observations), sheet.drawing()
