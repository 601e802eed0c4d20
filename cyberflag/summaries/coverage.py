"""Which bodies replied, which gave figures, and how many of those asked that is."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.summaries import Column, Entry, Result, result
from cyberflag.summaries.figures import bodies, counted, expected_bodies
from cyberflag.summaries.selection import EVERYTHING, Selection, leading

COLUMNS = (
    Column("force", "Force"),
    Column("status", "What came", "reply"),
    Column("flag_use", "Flag", "use"),
)


def entry(collection: Collection, selection: Selection = EVERYTHING) -> Entry:
    """`coverage` of the report: bodies expected, replied, with figures for the leading period and flag, and without."""
    which = leading(collection, selection)
    expected = expected_bodies(collection)
    asked = set(expected)
    replied = {body: one for one in collection.returns if one.force for body in bodies(one.force) if body in asked}
    with_figures = {
        body
        for _, headline in counted(collection)
        if which and (headline.period, headline.flag) == (which.period, which.flag)
        for body in bodies(headline.force)
    }
    without = [
        {
            "force": body,
            "status": replied[body].status if body in replied else "no-reply",
            "flag_use": replied[body].flag_use if body in replied else "not-stated",
        }
        for body in expected
        if body not in with_figures
    ]
    return {
        "expected": len(expected),
        "replied": len(replied),
        "with_figures": len(with_figures),
        "without_figures": without,
        "not_asked": sorted({one.force for one in collection.returns if one.force and not one.asked}),
    }


MANY = 8  # silent bodies; more of them are named in a sentence where a page has to be read


def coverage(collection: Collection, selection: Selection = EVERYTHING, briefly: bool = False) -> Result:
    """The bodies without figures, under a title that says how many there are; `briefly` as for a reader."""
    data = entry(collection, selection)
    rows = data["without_figures"]
    silent = [row["force"] for row in rows if row["status"] == "no-reply"]
    title = f"Coverage: {data['with_figures']} of {data['expected']} bodies gave figures, {data['replied']} replied"
    notes = []
    if briefly and len(silent) > MANY:
        rows = [row for row in rows if row["status"] != "no-reply"]
        notes.append(f"No reply from {len(silent)}: {', '.join(silent)}.")
    if data["not_asked"]:
        notes.append(f"Not asked, shown apart and in no total: {', '.join(data['not_asked'])}.")
    return result("coverage", title, COLUMNS, rows, notes, data)
