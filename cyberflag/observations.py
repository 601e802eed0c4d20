"""The tidy row: one count with its dimensions, its place and the text as written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.issues import Where
from cyberflag.words.counts import Count, exactly
from cyberflag.words.periods import Period
from cyberflag.words.victims import ALL_AGES, Age


class Observation(Struct, frozen=True):
    """One count. A listing counted in bulk is one observation with the `rows` that it stands for."""

    where: Where
    count: Count
    text: str = ""
    period: Period = Period()
    measure: str = "unknown"
    flag: str = "unknown"
    offence: str = ""
    offence_code: str = ""
    offence_group: str = ""
    age: Age = ALL_AGES
    sex: str = "all"
    role: str = "part"
    table: str = ""
    layout: str = "crosstab"
    marks: tuple[str, ...] = ()
    category: str = ""
    used: str = ""
    not_used_because: str = ""
    from_request: tuple[str, ...] = ()
    victims_under: int | None = None
    images: str = "unknown"
    as_at: date | None = None
    force: str = ""
    force_code: str = ""
    rows: tuple[int, ...] = ()  # row numbers (from 1) of a listing; empty for any other count
    readings: tuple[
        str, ...
    ] = ()  # its role in each of sums.READINGS, empty in one that is out, where several are left

    def each(self) -> Iterator[Observation]:
        """The observation itself, or for a listing one of count 1 for every row."""
        if not self.rows:
            yield self
            return
        column = self.where.cell.rstrip("0123456789")
        for row in self.rows:
            where = Where(self.where.file, self.where.sheet, f"{column}{row}")
            yield replace(self, where=where, count=exactly(1), rows=())


# The schema in words: column -> (type, meaning). Printed by `cyberflag schema`; types are those of Table Schema.
COLUMNS: dict[str, tuple[str, str]] = {
    "force": ("string", "canonical name of the force; empty when unknown"),
    "force_code": ("string", "ONS police force area code; empty for made-up or unlisted bodies"),
    "period": ("string", "2015/16 for 1 April to 31 March; 2015 for a calendar year; else start/end"),
    "period_start": ("date", "first day, inclusive; empty when not stated"),
    "period_end": ("date", "last day, inclusive; empty when not stated"),
    "measure": ("string", "offences, victims, suspects, arrests, outcomes, incidents, unknown"),
    "flag": ("string", "cyber: only offences with the online flag; all: the flag was no condition; not-cyber; unknown"),
    "offence": ("string", "as written, white space folded; empty when all offences together"),
    "offence_code": ("string", "Home Office code such as 71/17 or 88A; empty when none is certain"),
    "offence_group": ("string", "rape, sexual assault, sexual activity, grooming, communication, exploitation, familial, position of trust, images, other; or empty"),
    "age": ("string", "13, 0 to 11, 16+, unknown, all"),
    "age_min": ("integer", "youngest age, inclusive; empty where open or unknown"),
    "age_max": ("integer", "oldest age, inclusive; empty where open or unknown"),
    "sex": ("string", "female, male, other, unknown, all"),
    "count": ("integer", "the exact count; empty when it is not exact"),
    "count_min": ("integer", "lower bound, inclusive"),
    "count_max": ("integer", "upper bound, inclusive; empty when there is none"),
    "status": ("string", "exact, suppressed, rounded, blank-zero, blank, unreadable"),
    "role": ("string", "part, subtotal, total, duplicate"),
    "table": ("string", "parts of one table are disjoint; two tables are two breakdowns of the same thing"),
    "file": ("string", "the file it was read from"),
    "sheet": ("string", "the sheet; table N in documents"),
    "cell": ("string", "the cell, paragraph or line"),
    "text": ("string", "the cell as a person sees it; for prose the sentence or line"),
    "layout": ("string", "crosstab, listing, pairs, prose, by-hand"),
    "marks": ("string", "p, r, e and footnote marks, joined by a blank"),
    "category": ("string", "any further breakdown, as platform: Snapchat"),
    "used": ("string", "headline, ages, both, or empty"),
    "not_used_because": ("string", "why the count is in no figure"),
    "from_request": ("string", "which of flag, period, measure, age were filled by the request"),
    "victims_under": ("integer", "victims under this age only; empty when not said"),
    "images": ("string", "are class 86 offences in this count: out, in, unknown"),
    "as_at": ("date", "date of extraction or of the reply, as stated"),
}  # fmt: skip
