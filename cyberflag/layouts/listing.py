"""Listings: a row for each record. Records that say the same are counted together and keep their row numbers."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, datetime
from itertools import groupby, pairwise

from cyberflag.grid import Value, fold, shown
from cyberflag.issues import Issue, issue
from cyberflag.layouts.crosstab import sheet_words
from cyberflag.layouts.dims import Dims, of_one_offence, offence_of, title_dims
from cyberflag.layouts.reading import Reading, observation
from cyberflag.layouts.references import reference_column, references
from cyberflag.layouts.totals import struck_out
from cyberflag.layouts.years import of_records
from cyberflag.patterns import late
from cyberflag.tables import Table
from cyberflag.words import flags, headings, periods, victims, whose
from cyberflag.words.counts import exactly
from cyberflag.words.periods import Period
from cyberflag.words.victims import UNKNOWN_AGE

READ_FIELDS = ("age", "sex", "offence", "title", "flag", "tags", "period", "date", "force")
UNSEEN = 2  # added to what tells records apart
_YEARS_WITH_PARTS = late(r"^(\d{1,3})\.\d+$")  # `13.45`, as two dates give
FEWEST_OF_KEY = 2  # offences that a key explains
SORTED_ROWS = 12  # fewer rows than this are sorted by chance


def read_listing(table: Table, name: str) -> Reading:
    """The reading of a listing: one observation for all records that say the same, with their rows."""
    reading = Reading(table, name, titles=title_dims([*(t for _, t in table.titles), *table.above], sheet_words(table)))
    apart = list(_sorted_apart(table))
    columns = _columns(table)
    if _is_key(table, columns):
        where = table.where(table.body_rows[0], table.label_columns[0])
        words = "Every line names another offence and says nothing else: a key to the offences, not a list of records."
        reading.issues.append(issue("empty-table", where, words))
        return reading
    if apart:  # its columns must never be crossed: only the ages are counted
        columns = {f: c for f, c in columns.items() if f in ("age", "period", "date")} if "age" in columns else columns
    values = {f: _column(table, c) for f, c in columns.items()}
    if "period" in values:
        values["period"] = of_records(reading, columns["period"], values["period"])
    if table.groups and not {"period", "date"} & set(values):
        values["period"] = _group_of_each(table)
    yes = _flag_says_yes(values.get("flag"))
    per_victim = any(headings.row_per_victim(t) for _, t in [*table.titles, *table.notes])
    measure = "victims" if per_victim else reading.titles.measure or "offences"
    reference = reference_column(table)
    named = _column(table, reference) if reference is not None else []
    repeats = _again(named)
    again = set() if measure == "victims" else repeats
    alike = {f: _alike(f, column) for f, column in values.items()}
    said = [[_said(f, key, yes) for key in keys] for f, (keys, _) in alike.items()]
    groups: dict[tuple[int, ...], list[int]] = {}
    unseen = _out_of_sight(table, reading)
    rounds = [int(i in again) + UNSEEN * (r in unseen) for i, r in enumerate(table.body_rows)]
    for i, key in enumerate(zip(rounds, *(which for _, which in alike.values()), strict=True)):
        groups.setdefault(key, []).append(i)
    record = _Together(said, Dims(measure=measure))
    for (kind, *places), members in groups.items():
        _observe(reading, members, record.of(tuple(places)), columns, kind)
    if reference is not None:
        reading.references = references(table, reference, named)
        reading.issues += [_repeated(table, reference, repeats, measure)] if repeats else []
    reading.issues += [
        *apart,
        *_contradictions(table, values.get("age")),
        *_cancelled(table),
        *_further(table, columns),
    ]
    return reading


def _is_key(table: Table, columns: dict[str, int]) -> bool:
    """Whether a list explains codes: two columns or more of offences alone, each line about another one."""
    if set(columns) != {"offence", "title"} or len(table.body_rows) < FEWEST_OF_KEY or len(table.label_columns) > 2:
        return False
    codes = [fold(shown(v)) for v in _column(table, columns["offence"])]
    return len(set(codes)) == len(codes)


def _cancelled(table: Table) -> Iterable[Issue]:
    """Records that a column of outcomes calls cancelled, in the list of those recorded."""
    for c in (c for c in table.label_columns if table.fields.get(c) == "outcome"):
        values = _column(table, c)
        gone = {v for v in set(values) if headings.category(fold(shown(v))) == "outcome: cancelled"}
        if gone:
            rows = [r for r, v in zip(table.body_rows, values, strict=True) if v in gone]
            words = f"{len(rows)} of {len(values)} records are marked as cancelled, as “{shown(values[table.body_rows.index(rows[0])])}”, and are counted."
            yield issue("cancelled-records", table.where(rows[0], c), words)


def _further(table: Table, columns: dict[str, int]) -> Iterable[Issue]:
    """Ages of further victims in columns of their own: a record is counted once, with the first."""
    for c in table.label_columns:
        text = table.column_heads[c][-1].text if table.column_heads.get(c) else ""
        if c == columns.get("age") or table.fields.get(c) != "age" or not whose.of_another(text):
            continue
        rows = [r for r, v in zip(table.body_rows, _column(table, c), strict=True) if v not in (None, "")]
        if rows:
            words = f"{len(rows)} records give the age of a further victim under “{text}”; each is counted once, with the first age."
            yield issue("further-victims", table.where(rows[0], c), words)


def read_turned(table: Table, name: str) -> Reading:
    """The reading of a list of records that lies on its side, each record at its own place."""
    if table.upright is None:
        where = table.where(table.body_rows[0], table.label_columns[0])
        words = "A list of records lies on its side, a column for each record; it was not read."
        return Reading(table, name, issues=[issue("unread-table", where, words)])
    upright = table.upright
    upright.titles, upright.notes, upright.above = table.titles, table.notes, table.above
    reading = read_listing(upright, name)
    reading.table = table
    reading.roles = {(r, c): role for (c, r), role in reading.roles.items()}
    return reading


def _columns(table: Table) -> dict[str, int]:
    """The first column of each field that bears on a count. A heading such as `Victim under 18` is no age column."""
    columns: dict[str, int] = {}
    for c in table.label_columns:
        text = table.column_heads[c][-1].text if table.column_heads.get(c) else ""
        what = table.fields.get(c, "")
        if flags.is_tag_column(text) and any(flags.tagged(fold(shown(v))) for v in set(_column(table, c))):
            what = "tags"
        elif flags.is_flag_column(text) or (flags.names_flag(text) and what in ("", "flag")):
            what = "flag"
        if what == "month" and all(periods.parse(fold(shown(v))) for v in set(_column(table, c))):
            what = "period"  # `Apr-15`, and no bare `April`
        if what == "offence" and what in columns and "title" not in columns:
            what = "title"  # a code in one column, its words in another
        if what in READ_FIELDS and what not in columns and not (what == "age" and headings.scope_under(text)):
            columns[what] = c
    if "tags" in columns and "flag" in columns:
        del columns["tags"]  # the column of the flag itself says it
    return columns


def _column(table: Table, c: int) -> list[Value]:
    rows = table.sheet.rows
    out = [row[c] if c < len(row) else None for row in map(rows.__getitem__, table.body_rows)]
    if table.sheet.texts:
        for i, (r, value) in enumerate(zip(table.body_rows, out, strict=True)):
            seen = table.sheet.texts.get((r, c))
            if seen is not None and not isinstance(value, date | datetime):
                out[i] = seen
    return out


def _group_of_each(table: Table) -> list[Value]:
    """For each record the lone year above it."""
    marks = sorted(table.groups)
    above = [bisect(marks, r) for r in table.body_rows]
    return [table.sheet.value(marks[i - 1], table.groups[marks[i - 1]].column) if i else None for i in above]


def _alike(field: str, values: list[Value]) -> tuple[list[Hashable], list[int]]:
    """What the values of a column count under, each once, and for each record which of them it is."""
    numbers: dict[Hashable, int] = {}
    known = {v: numbers.setdefault(_key(field, v), len(numbers)) for v in dict.fromkeys(values)}
    return list(numbers), [known[v] for v in values]


def _key(field: str, value: Value) -> Hashable:
    if field == "date":
        day = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
        day = day or periods.date_of(shown(value))
        return periods.months_from(day.year, day.month) if day else None
    if field == "period":
        return periods.parse_value(value) or periods.parse(fold(shown(value)))
    return fold(shown(value))


def _flag_says_yes(values: list[Value] | None) -> bool:
    return values is not None and any(flags.value(fold(shown(v))) for v in set(values))


def _said(field: str, key: Hashable, yes: bool) -> Dims:
    """What one value of a record says."""
    text = key if isinstance(key, str) else ""
    if field == "age":
        text = _YEARS_WITH_PARTS.sub(r"\1", text)
        age, sex = (known, None) if (known := victims.parse_age(text)) else victims.parse_both(text)
        return Dims(age=age or victims.parse_lost_dash(text) or UNKNOWN_AGE, sex=sex or "")
    if field == "sex":
        return Dims(sex=victims.parse_sex(text) or "unknown")
    if field in ("offence", "title") and text:
        return Dims(offence=offence_of(text))
    if field == "flag":
        value = flags.value(text)
        return Dims(flag="cyber" if value else "not-cyber" if value is False or (not text and yes) else "unknown")
    if field == "tags":
        return Dims(flag="cyber" if flags.tagged(text) else "not-cyber")
    if field in ("period", "date") and isinstance(key, Period):
        return Dims(period=key)
    return Dims(force=text) if field == "force" else Dims()


class _Together:
    """What the columns of a record say together. Records that begin alike share what was worked out for the beginning."""

    def __init__(self, said: Sequence[Sequence[Dims]], outermost: Dims) -> None:
        self._said = said
        self._known: dict[tuple[int, ...], Dims] = {(): outermost}

    def of(self, which: tuple[int, ...]) -> Dims:
        """The dimensions of a record, given for each column which of its values it has."""
        known = self._known.get(which)
        if known is None:
            known = self._known[which] = of_one_offence(self._said[len(which) - 1][which[-1]], self.of(which[:-1]))
        return known


def _observe(reading: Reading, members: list[int], dims: Dims, columns: dict[str, int], kind: int) -> None:
    table = reading.table
    column = columns.get("age", table.label_columns[0])
    rows = [table.body_rows[i] for i in members]
    numbers = table.sheet.row_numbers
    dims = dims.under_(reading.titles)
    role = "duplicate" if kind % UNSEEN else "part"
    alone = table.sheet.turned  # records whose places differ by their columns are not counted together
    reading.observations += (
        observation(
            *(table, reading.name, some[0], column, exactly(len(some)), dims, role),
            rows=() if alone else tuple([numbers[r] for r in some] if numbers else [r + 1 for r in some]),
            images="in" if dims.offence and dims.offence.code.split("/")[0] == "86" else "unknown",
            marks=("hidden",) if table.sheet.hidden or kind >= UNSEEN else (),
        )
        for some in ([[r] for r in rows] if alone else [rows])
    )
    for r in rows[:200]:
        reading.roles[r, column] = ("data", "one record")


def _out_of_sight(table: Table, reading: Reading) -> frozenset[int]:
    """Rows of records that are hidden, as by a filter, or struck out: read, and not counted with those that are seen."""
    sheet = table.sheet
    struck = [r for r in table.body_rows if "struck" in sheet.marks.get((r, table.label_columns[0]), ())]
    if struck:
        reading.issues.append(struck_out(table, (struck[0], table.label_columns[0]), len(struck)))
    return frozenset((*sheet.hidden_rows, *struck))


def _again(values: Sequence[Value]) -> set[int]:
    """Positions of rows whose reference stood above already: one offence with several victims."""
    seen: set[Value] = set()
    again: set[int] = set()
    for i, value in enumerate(values):
        if value in (None, ""):
            continue
        if value in seen:
            again.add(i)
        seen.add(value)
    return again if len(seen) > len(again) else set()


def _repeated(table: Table, reference: int, again: set[int], measure: str) -> Issue:
    victims_ = (
        "each row is a victim, and is counted"
        if measure == "victims"
        else "further victims of an offence counted already"
    )
    return issue(
        "repeated-reference",
        table.where(table.body_rows[min(again)], reference),
        f"{len(again)} {'row repeats' if len(again) == 1 else 'rows repeat'} a reference: {victims_}.",
    )


def _runs(values: list[str]) -> bool:
    """Whether equal values stand together: each value makes one run."""
    runs = [k for k, _ in groupby(values)]
    return len(runs) == len(set(runs))


def _by_month(values: list[str]) -> bool:
    """Whether all values are months, from April on."""
    if not all(periods.month(v) for v in dict.fromkeys(values)):
        return False
    months = [m for v in values if (m := periods.month(v))]
    return all(a <= b for a, b in pairwise([(m - 4) % 12 for m in months]))


def _sorted_apart(table: Table) -> Iterable[Issue]:
    """Several columns, each sorted or grouped by itself, cannot all belong to one record order."""
    if not SORTED_ROWS <= len(table.body_rows) <= 20_000:
        return
    ordered: list[int] = []
    apart = 0
    for c in table.label_columns:
        column = _column(table, c)
        read = {v: fold(shown(v)).lower() for v in dict.fromkeys(column)}
        values = [read[v] for v in column]
        filled = [v for v in values if v]
        if len(set(filled)) < 2 or len(filled) * 2 < len(values):
            continue
        apart += 1
        numbers = [float(v) for v in filled] if all(v.replace(".", "", 1).isdecimal() for v in filled) else []
        climbing = bool(numbers) and all(a <= b for a, b in pairwise(numbers)) and len(set(numbers)) >= 4
        if not (climbing or _runs(filled) or _by_month(filled)):
            return
        ordered.append(c)
    if len(ordered) >= 3 and len(ordered) == apart:
        where = table.where(table.body_rows[0], ordered[0])
        text = "Columns are each sorted independently of the others, so a row may not be one record."
        yield issue("columns-sorted-independently", where, text)


def _contradictions(table: Table, ages: list[Value] | None) -> Iterable[Issue]:
    """A column such as `Victim under 18` that says no of an age below, or yes of one above."""
    if ages is None:
        return
    for c in table.label_columns:
        text = table.column_heads[c][-1].text if table.column_heads.get(c) else ""
        under = headings.scope_under(text)
        if under is None:
            continue
        for r, age, said in zip(table.body_rows, ages, _column(table, c), strict=True):
            years = victims.parse_age(fold(shown(age)))
            answer = flags.value(fold(shown(said)))
            if years is None or answer is None or years.kind != "single" or years.low is None:
                continue
            if answer != (years.low < under):
                words = f"“{text}” says {'yes' if answer else 'no'} where the age is {years.low}: the two columns contradict each other."
                yield issue("columns-contradict", table.where(r, c), words, text=fold(shown(said)))
