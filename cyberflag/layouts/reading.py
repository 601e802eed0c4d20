"""A table read: its observations, what its totals say, and a role and a reason for every cell."""

from __future__ import annotations

from msgspec import Struct, field

from cyberflag.issues import Issue
from cyberflag.layouts.dims import Dims
from cyberflag.layouts.references import References
from cyberflag.observations import Observation
from cyberflag.sums import Sum
from cyberflag.tables import Table
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period
from cyberflag.words.victims import ALL_AGES

Cells = dict[tuple[int, int], Count | None]  # by row and column from 0

_NO_PERIOD = Period()


class Reading(Struct):
    """One table as read. `roles` gives each cell (row, column from 0) its role and why, for `inspect`."""

    table: Table
    name: str
    observations: list[Observation] = field(default_factory=list)
    titles: Dims = field(default_factory=Dims)
    row_sums: dict[int, Sum] = field(default_factory=dict)  # by position in table.body_rows
    column_sums: dict[int, Sum] = field(default_factory=dict)  # by position in table.value_columns
    nested: dict[int, int] = field(default_factory=dict)  # rows of the sheet, each with the wider one it stands under
    issues: list[Issue] = field(default_factory=list)
    roles: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    years: Issue | None = None  # bare years that may begin or end in the year named
    unread: list[tuple[int, int]] = field(default_factory=list)  # cells in count positions that are no counts
    why: list[str] = field(default_factory=list)
    references: list[References] = field(default_factory=list)
    replaced: tuple[frozenset[int], frozenset[int]] = (
        frozenset(),
        frozenset(),
    )  # rows and columns given again, corrected
    aside: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())  # rows and columns of another kind
    overlapping: bool = False  # a note says that one offence stands in several lines

    @property
    def readings(self) -> int:
        """In how many ways the table can be read, as far as its own numbers tell."""
        return max((len(s.readings) for s in (*self.row_sums.values(), *self.column_sums.values())), default=0) or 1

    @property
    def proof(self) -> str:
        """What the printed totals of this table prove: proved, conflict, unverified."""
        sums = [*self.row_sums.values(), *self.column_sums.values()]
        checks = [c for s in sums for c in s.checks]
        if any(c.state == "off" for c in checks):
            return "conflict"
        return "proved" if checks and all(c.state in ("exact", "within") for c in checks) else "unverified"


def observation(
    table: Table,
    name: str,
    r: int,
    c: int,
    count: Count,
    dims: Dims,
    role: str,
    *,
    marks: tuple[str, ...] = (),
    images: str = "unknown",
    rows: tuple[int, ...] = (),
    readings: tuple[str, ...] = (),
) -> Observation:
    """One cell as a tidy row, as far as its table tells."""
    offence = dims.offence
    return Observation(
        table.where(r, c),
        count,
        table.look.text(r, c),
        dims.period or _NO_PERIOD,
        dims.measure or "unknown",
        dims.flag or "unknown",
        *((offence.text, offence.code, offence.group) if offence else ("", "", "")),
        dims.age or ALL_AGES,
        dims.sex or "all",
        role,
        name,
        table.layout,
        marks,
        dims.category,
        *("", "", ()),  # what it is used for, why it is not, and what the request fills are found out later
        dims.under,
        images,
        None,
        *(dims.force, ""),
        rows,
        readings,
    )
