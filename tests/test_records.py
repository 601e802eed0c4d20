"""Records are copied and handed on as dataclasses are, only quicker."""

from __future__ import annotations

import dataclasses
import pickle
from datetime import date
from typing import Any

import pytest

from cyberflag.issues import Where
from cyberflag.observations import Observation
from cyberflag.records import replace
from cyberflag.words.counts import Count, exactly
from cyberflag.words.periods import Period
from cyberflag.words.victims import UNKNOWN_AGE, Age

ONE = Observation(Where("kent.xlsx", "Data", "B5"), exactly(3), "3", Period(date(2015, 4, 1), None), age=UNKNOWN_AGE)
RECORDS = (ONE, ONE.where, ONE.count, ONE.period, ONE.age, Count(1, None, "suppressed", "*"), Age(0, 9, "band"))


@pytest.mark.parametrize(
    "changes", [{}, {"flag": "cyber"}, {"force": "Kent Police", "rows": (2, 3)}, {"count": exactly(4), "age": Age()}]
)
def test_a_copy_is_that_of_dataclasses(changes: dict[str, Any]) -> None:
    copy = replace(ONE, **changes)
    assert copy == dataclasses.replace(ONE, **changes) and copy is not ONE
    assert hash(copy) == hash(dataclasses.replace(ONE, **changes))


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="no field 'colour'"):
        replace(ONE, colour="red")


@pytest.mark.parametrize("one", RECORDS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_what_is_handed_on_arrives_equal_and_frozen(one: Any, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(one, protocol))
    assert again == one and type(again) is type(one)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(again, dataclasses.fields(again)[0].name, 1)
