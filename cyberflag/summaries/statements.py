"""What each force says of the flag, figures left out, and issues: rows that are read, not added."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.issues import Issue, Severity, worst_first
from cyberflag.replies import FLAG_USES
from cyberflag.summaries import Column, Entry, Result, result
from cyberflag.summaries.figures import bounds
from cyberflag.summaries.selection import EVERYTHING, Selection
from cyberflag.summaries.wording import many

FLAG_COLUMNS = (
    Column("force", "Force"),
    Column("flag_use", "Flag", "use"),
    Column("quote", "In its own words", "quote", wide=True),
    Column("file", "File", drop=1),
    Column("place", "Place", drop=1),
)


def flags(collection: Collection) -> Result:
    """One row a force and statement on the flag, those that do not use it first."""
    statements = [reply for one in collection.returns for reply in one.replies if reply.flag_use != "not-stated"]
    statements.sort(key=lambda s: (FLAG_USES.index(s.flag_use), s.force, s.where))
    entries = [
        {
            "force": s.force,
            "flag_use": s.flag_use,
            "quote": s.quote,
            "file": s.where.file,
            "place": place_in(s.where.sheet, s.where.cell),
        }
        for s in statements
    ]
    title = f"What forces say of the flag: {many(len({s.force for s in statements}), 'force')}"
    return result("flags", title, FLAG_COLUMNS, entries, data=entries, listed=True)


def place_in(sheet: str, cell: str) -> str:
    """`Sheet1!C7`, `p12`."""
    return "!".join(part for part in (sheet, cell) if part)


LEFT_OUT_COLUMNS = (
    Column("force", "Force"),
    Column("why", "Why", "why"),
    Column("count", "Count", "number", bounded=True),
    Column("count_min", "Lowest", "number", shown=False),
    Column("count_max", "Highest", "number", shown=False),
    Column("period", "Period", drop=3),
    Column("measure", "Measure", drop=4),
    Column("flag", "Flag", drop=4),
    Column("file", "File", drop=1),
    Column("sheet", "Sheet", shown=False),
    Column("cell", "Cell", drop=2),
)


def left_out(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """Every figure that was read and stands in no total, with its number and why."""
    entries: list[Entry] = []
    for one in collection.returns:
        for item in one.left_out:
            if selection.takes(item.period, item.measure, item.flag):
                which = {"period": item.period.label, "measure": item.measure, "flag": item.flag}
                place = {"file": item.where.file, "sheet": item.where.sheet, "cell": item.where.cell}
                entries.append(
                    {"force": item.force or one.force, "why": item.why, **bounds(item.count), **place, **which}
                )
    entries.sort(
        key=lambda e: tuple(
            str(e[key]) for key in ("force", "why", "file", "sheet", "cell", "period", "measure", "flag", "count_min")
        )
    )
    count = len({e["force"] for e in entries})
    return result(
        "left_out",
        f"Left out: {many(len(entries), 'figure')} of {many(count, 'force')}",
        LEFT_OUT_COLUMNS,
        entries,
        data=entries,
    )


ISSUE_COLUMNS = (
    Column("severity", "Severity"),
    Column("code", "Code"),
    Column("force", "Force"),
    Column("file", "File", shown=False),
    Column("sheet", "Sheet", shown=False),
    Column("cell", "Cell", shown=False),
    Column("place", "Place", drop=1, wide=True, exported=False),
    Column("message", "What is wrong", wide=True),
    Column("hint", "What to do", wide=True, drop=2),
    Column("id", "Id", drop=3),
    Column("choices", "Choices", drop=4),
)


def issue_entry(one: Issue) -> Entry:
    """One object of `issues` in the report."""
    return {
        "severity": str(one.severity),
        "code": one.code,
        "force": one.force,
        "file": one.where.file,
        "sheet": one.where.sheet,
        "cell": one.where.cell,
        "message": one.message,
        "hint": one.hint,
        "id": one.id,
        "choices": list(one.choices),
    }


def flat_issue(one: Issue) -> Entry:
    """An issue as one row."""
    return {**issue_entry(one), "choices": " ".join(one.choices), "place": str(one.where)}


def issues(collection: Collection, first: int | None = None) -> Result:
    """Every issue, worst first; with `first` only so many, and a note that says how many there are."""
    found = worst_first(collection.issues)
    kept = found if first is None else found[:first]
    notes = [f"{len(kept)} of {len(found)}; `cyberflag check` lists all."] if len(kept) < len(found) else []
    return result(
        "issues",
        f"Issues: {tally(found)}",
        ISSUE_COLUMNS,
        map(flat_issue, kept),
        notes,
        [issue_entry(one) for one in found],
        listed=True,
    )


def tally(found: list[Issue]) -> str:
    """`3 errors, 12 warnings, 40 notes`."""
    return ", ".join(many(sum(one.severity is severity for one in found), str(severity)) for severity in Severity)
