"""The admissible readings of a table, and its observations: crosstab, listing, pairs.

To add a layout: one function here and one line in LAYOUTS. Rarely needed: try words first.
"""

from __future__ import annotations

from collections.abc import Callable

from cyberflag.issues import issue
from cyberflag.layouts.crosstab import read_crosstab
from cyberflag.layouts.listing import read_listing, read_turned
from cyberflag.layouts.reading import Reading
from cyberflag.tables import Table

LAYOUTS: dict[str, Callable[[Table, str], Reading]] = {
    "crosstab": read_crosstab,
    "pairs": read_crosstab,
    "listing": read_listing,
}

__all__ = ["LAYOUTS", "Reading", "read_table"]


def read_table(table: Table, name: str) -> Reading:
    """The reading of one table, with its observations and issues. `name` becomes their table id."""
    reader = LAYOUTS.get(table.layout)
    if reader is not None:
        return reader(table, name)
    if table.layout == "turned":
        return read_turned(table, name)
    if table.layout == "unheaded":
        words = "Rows that look like records stand below no headings, so nothing says what their numbers are."
        return Reading(
            table, name, issues=[issue("unread-table", table.where(table.body_rows[0], table.label_columns[0]), words)]
        )
    if not table.header_rows and not table.body_rows:  # lines such as `Date completed: | 9 May 2016`, and no table
        return Reading(table, name)
    where = table.where((table.header_rows or table.body_rows)[0], table.label_columns[0] if table.label_columns else 0)
    text = "The table has headings and no figures; nothing was read from it."
    return Reading(table, name, issues=[issue("empty-table", where, text)])
