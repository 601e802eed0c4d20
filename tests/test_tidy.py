from __future__ import annotations

import pandas as pd
from conftest import collection, headline, replied
from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.issues import Where
from cyberflag.observations import COLUMNS
from cyberflag.tidy import Record, frame, rows
from cyberflag.words.counts import Count, exactly


def records(made: Collection) -> list[Record]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows(made)]


def test_a_frame_has_the_columns_of_the_contract_and_fitting_types(small: Collection) -> None:
    table = frame(small)
    assert list(table.columns) == list(COLUMNS)
    assert table["count"].dtype == "Int64" and table["age_max"].dtype == "Int64"
    assert pd.api.types.is_datetime64_any_dtype(table["period_start"])
    assert isinstance(table["measure"].dtype, pd.CategoricalDtype)
    assert table["count"].sum() == 31 - 1 + 1 - 1 + 1 and table["count"].isna().sum() == 1


def test_a_frame_of_nothing_has_its_columns() -> None:
    table = frame(collection())
    assert list(table.columns) == list(COLUMNS) and len(table) == 0


def test_a_listing_becomes_a_row_an_offence() -> None:
    one = replied("A Police", headline("A Police", 3), ages={"13": 3})
    one.observations = [replace(one.observations[0], rows=(4, 9, 12), layout="listing")]
    found = records(collection(one))
    assert [(each["cell"], each["count"]) for each in found] == [("B4", 1), ("B9", 1), ("B12", 1)]


def test_rows_are_in_order_of_force_and_place_whatever_the_order_of_reading(small: Collection) -> None:
    turned = collection(*reversed(small.returns))
    for one in turned.returns:
        one.observations.reverse()
    assert rows(turned) == rows(small)


def test_a_blank_states_no_bounds(small: Collection) -> None:
    one = replied("A Police", ages={"13": 3})
    one.observations = [
        replace(one.observations[0], count=Count(0, None, "blank"), where=Where("a.csv", "", "B2")),
        replace(one.observations[0], count=exactly(0)),
    ]
    blank, zero = records(collection(one))[::-1] if rows(collection(one))[0][14] == 0 else records(collection(one))
    assert (blank["count"], blank["count_min"], blank["count_max"], blank["status"]) == (None, None, None, "blank")
    assert (zero["count"], zero["count_min"], zero["count_max"]) == (0, 0, 0)
