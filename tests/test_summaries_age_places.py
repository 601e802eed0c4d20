from __future__ import annotations

import pytest
from conftest import collection, headline, replied

from cyberflag.collection import Collection
from cyberflag.summaries.age_places import age_places, cells_in_words


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["B5"], "B5"),
        (["B7", "B5", "B6", "B5"], "B5:B7"),
        (["B5", "C5", "D5"], "B5:D5"),
        (["Z5", "AA5", "AA6", "Z6"], "Z5:AA6"),
        (["B5", "B6", "C5"], "B5:B6, C5"),
        (["B2", "B10", "B9"], "B2, B9:B10"),
        (["line 12", "line 3"], "line 3, line 12"),
        (["p2", "B4"], "p2, B4"),
        ([f"E{row}" for row in range(1, 31, 2)], "E1 to E29 (15 cells)"),
    ],
)
def test_cells_are_said_as_blocks(cells: list[str], said: str) -> None:
    assert cells_in_words(cells) == said


def test_every_force_that_gives_ages_has_its_cells(small: Collection) -> None:
    found = age_places(small).records()
    assert [(one["force"], one["count"], one["count_min"], one["unknown"], one["cell"]) for one in found] == [
        ("Barsetshire Police", None, 20, 0, "B3:B5"),
        ("Loamshire Police", 11, 11, 1, "B3:B6"),
    ]


def test_a_force_without_ages_has_none() -> None:
    assert age_places(collection(replied("A Police", headline("A Police", 5)))).rows == ()
