"""A Result as comma or tab separated text: UTF-8, LF, numbers as they are, formula starts in text neutralised."""

from __future__ import annotations

import csv
from io import StringIO

from cyberflag.outputs.inert import inert, neutral
from cyberflag.summaries import Result, Scalar


def delimited(result: Result, separator: str = ",", raw: bool = False) -> str:
    """A line of column keys, then a line a row. `raw` leaves formula starts as they are."""
    kept = [place for place, column in enumerate(result.columns) if column.exported]
    text = StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow([result.columns[place].key for place in kept])
    writer.writerows([written(row[place], raw) for place in kept] for row in result.rows)
    return text.getvalue()


def written(value: Scalar, raw: bool = False) -> str:
    """A value as it stands in a delimited file; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        safe = value if raw else neutral(value)
        return inert(safe, keep="\n\t\r" if raw else "\n\t")
    return repr(value)
