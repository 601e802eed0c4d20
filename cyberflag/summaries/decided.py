"""The analyst's record: which issues are off the list, who decided so, how, and why."""

from __future__ import annotations

from collections import Counter

from cyberflag.collection import Collection, Decided
from cyberflag.summaries import Column, Entry, Result, result
from cyberflag.summaries.statements import issue_entry
from cyberflag.summaries.wording import many

COLUMNS = (
    Column("decision", "Decision"),
    Column("code", "Issue"),
    Column("force", "Force", "name"),
    Column("by", "By"),
    Column("on", "On"),
    Column("reason", "Why", wide=True),
    Column("message", "What was wrong", wide=True),
    Column("file", "File", shown=False),
    Column("sheet", "Sheet", shown=False),
    Column("cell", "Cell", shown=False),
    Column("place", "Place", "place", wide=True, exported=False),
    Column("value", "Value", shown=False),
    Column("id", "Id", shown=False),
)


def entry(decided: Decided) -> Entry:
    """One object of `decided` in the report."""
    about, decision = decided
    told = issue_entry(about)
    return {
        **{key: told[key] for key in ("id", "code", "force", "file", "sheet", "cell", "message")},
        **{key: getattr(decision, key) for key in ("decision", "value", "reason", "by", "on")},
    }


def entries(collection: Collection) -> list[Entry]:
    """`decided` of the report, by force and place."""
    return [entry(one) for one in collection.decided]


def decisions(collection: Collection) -> Result:
    """Every issue that a person took off the list."""
    found = entries(collection)
    rows = [
        {
            **one,
            "decision": f"{one['decision']} = {one['value']}" if one["value"] else one["decision"],
            "place": str(about.where),
        }
        for one, (about, _) in zip(found, collection.decided, strict=True)
    ]
    return result("decisions", f"Decided by a person: {many(len(rows), 'issue')}", COLUMNS, rows, listed=True)


def decided_words(collection: Collection) -> list[str]:
    """How many decisions were taken, by whom, and how many of them stand no more."""
    record = collection.record
    if not record.decisions:
        return []
    people = Counter(decision.by or "somebody unnamed" for _, decision in collection.decided)
    named = ", ".join(f"{count:,} by {by}" for by, count in sorted(people.items()))
    applied = len({decision.id for _, decision in collection.decided})
    idle = len(record.decisions) - applied
    said = f"Decisions: {applied:,} in force{f' ({named})' if named else ''}"
    return [said + (f", {idle:,} for another version of a file or not open to choice." if idle else ".")]
