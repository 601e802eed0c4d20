"""What each force says of the flag, figures left out, and issues: rows that are read, not added."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.issues import Issue, Severity, worst_first
from cyberflag.replies import FLAG_USES, Reply
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.figures import bounds
from cyberflag.summaries.selection import EVERYTHING, Selection
from cyberflag.summaries.wording import many
from cyberflag.words.counts import Count

FLAG_COLUMNS = (
    Column("force", "Force", "name"),
    Column("flag_use", "Flag", "use"),
    Column("quote", "In its own words", "quote", wide=True),
    Column("file", "File", shown=False),
    Column("place", "Place", shown=False),
    Column("where", "Where", "place", wide=True, exported=False),
)


def flags(collection: Collection) -> Result:
    """One row a force and statement on the flag, those that do not use it first."""
    statements = [reply for one in collection.returns for reply in one.replies if reply.flag_use != "not-stated"]
    statements.sort(key=lambda s: (FLAG_USES.index(s.flag_use), s.force, s.where))
    entries = [flag_entry(one) for one in statements]
    return flag_table(entries, f"What forces say of the flag: {many(len({s.force for s in statements}), 'force')}")


def flag_entry(one: Reply) -> Entry:
    """One object of `flags` in the report."""
    place = place_in(one.where.sheet, one.where.cell)
    return {"force": one.force, "flag_use": one.flag_use, "quote": one.quote, "file": one.where.file, "place": place}


def flag_table(entries: list[Entry], title: str) -> Result:
    """Statements as rows, each with its place in a line."""
    rows = [{**one, "where": f"{one['file']} {one['place']}".strip()} for one in entries]
    notes = () if rows else ("No return says anything of the kind.",)
    return result("flags", title, FLAG_COLUMNS, rows, notes, data=entries, listed=True)


def place_in(sheet: str, cell: str) -> str:
    """`Sheet1!C7`, `p12`."""
    return "!".join(part for part in (sheet, cell) if part)


LEFT_OUT_COLUMNS = (
    Column("force", "Force"),
    Column("why", "Why", "why"),
    *with_bounds("count", "Count"),
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


def left_out_briefly(entries: list[Entry]) -> Result:
    """The same for a page: a row a force and reason, the numbers side by side, never added."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for one in entries:
        groups.setdefault((one["force"], one["why"]), []).append(one)
    rows = [
        {
            "force": force,
            "why": why,
            "counts": _side_by_side(same),
            "place": f"{same[0]['file']} {place_in(same[0]['sheet'], same[0]['cell'])}",
        }
        for (force, why), same in groups.items()
    ]
    columns = (
        Column("force", "Force", "name"),
        Column("why", "Why", "why", wide=True),
        Column("counts", "Counts", "number"),
        Column("place", "Place", "place", drop=1),
    )
    forces = len({force for force, _ in groups})
    return result("left_out", f"Left out: {many(len(entries), 'figure')} of {many(forces, 'force')}", columns, rows)


def _side_by_side(same: list[Entry]) -> str:
    counts = [str(Count(one["count_min"], one["count_max"])) for one in same]
    return "; ".join(counts[:3]) + (f"; {len(counts) - 3} more" if len(counts) > 3 else "")


ISSUE_COLUMNS = (
    Column("severity", "Severity"),
    Column("code", "Code"),
    Column("force", "Force"),
    Column("file", "File", shown=False),
    Column("sheet", "Sheet", shown=False),
    Column("cell", "Cell", shown=False),
    Column("place", "Place", "place", drop=1, wide=True, exported=False),
    Column("message", "What is wrong", wide=True),
    Column("hint", "What to do", wide=True, drop=2),
    Column("id", "Id", drop=3),
    Column("choices", "Choices", "choices", wide=True, drop=4),
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
    return {**issue_entry(one), "choices": "; ".join(one.choices), "place": str(one.where)}


def issues(collection: Collection) -> Result:
    """Every issue, worst first."""
    found = worst_first(collection.issues)
    data = [issue_entry(one) for one in found]
    return result("issues", f"Issues: {tally(found)}", ISSUE_COLUMNS, map(flat_issue, found), data=data, listed=True)


def first_issues(collection: Collection, most: int) -> Result:
    """The issues worth reading first: errors and warnings, one of a kind and force, with how many more there are."""
    found = worst_first(collection.issues)
    kinds: dict[tuple[str, str], list[Issue]] = {}
    for one in found:
        if one.severity is not Severity.NOTE:
            kinds.setdefault((one.code, one.force), []).append(one)
    rows = []
    for same in list(kinds.values())[:most]:
        row = flat_issue(same[0])
        if len(same) > 1:
            row["message"] += f" ({len(same) - 1:,} more of this kind.)"
        rows.append(row)
    notes = [f"{len(found) - len(rows):,} more; `cyberflag check` lists all."] if len(found) > len(rows) else []
    return result(
        "issues", f"Issues worth reading first (in all {tally(found)})", ISSUE_COLUMNS, rows, notes, listed=True
    )


def tally(found: list[Issue]) -> str:
    """`3 errors, 12 warnings, 40 notes`."""
    return ", ".join(many(sum(one.severity is severity for one in found), str(severity)) for severity in Severity)
