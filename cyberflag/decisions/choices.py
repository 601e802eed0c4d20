"""decisions: the worklist of `check`, filled in."""

from __future__ import annotations

import re

from cyberflag.decisions.entries import Kept, Row, did_you_mean, rows
from cyberflag.decisions.record import Decision
from cyberflag.decisions.roster import read_force
from cyberflag.replies import FLAG_USES, STATUSES
from cyberflag.words.forces import Names

WORKLIST_COLUMNS = (
    "id",
    "severity",
    "code",
    "force",
    "file",
    "sheet",
    "cell",
    "message",
    "choices",
    "decision",
    "value",
    "reason",
    "by",
    "on",
)
PLAIN = ("accept", "sum", "first", "second", "leave out")
CHOICES = (*PLAIN[:-1], "force = NAME", "reading = N", PLAIN[-1])
OF_REPLIES = (*STATUSES, *FLAG_USES)  # what a force answers, or says of the flag, where its words do not decide


def read_decisions(kept: Kept | None, names: Names, mistakes: list[str]) -> tuple[Decision, ...]:
    """The decisions, in the order of the file; a row without one is still to be decided, and left out."""
    if kept is None:
        return ()
    found: dict[str, tuple[Row, Decision]] = {}
    for row in rows(kept, WORKLIST_COLUMNS, ("id", "decision"), mistakes):
        decision = _decision(row, names) if row.text("decision") else None
        if decision is None:
            continue
        earlier, first = found.setdefault(decision.id, (row, decision))
        if (first.decision, first.value) != (decision.decision, decision.value):
            row.wrong(f'{earlier.place} decides "{earlier.text("decision")}" for {decision.id}; keep one of the two')
    return tuple(decision for _, decision in found.values())


def _decision(row: Row, names: Names) -> Decision | None:
    before = len(row.mistakes)
    name = row.text("id").casefold()
    if not re.fullmatch(r"[\w-]+", name):
        row.wrong(f'id "{row.text("id")}" is not that of an issue; copy it again from check')
    choice, value = _choice(row, names)
    if len(row.mistakes) > before:
        return None
    return Decision(name, choice, value, row.text("reason"), row.text("by"), row.text("on"), row.where("decision"))


def _choice(row: Row, names: Names) -> tuple[str, str]:
    """The verb and its value, which stands behind `=` or in the column value."""
    text = row.text("decision")
    verb, equals, value = (part.strip() for part in text.partition("="))
    verb, value = verb.casefold().replace("leave-out", "leave out"), value or row.text("value")
    if verb == "force":
        return verb, read_force(row, value, names)
    if verb == "reading":
        if not re.fullmatch(r"[1-9]\d?", value):
            row.wrong(f'reading "{value}" is not the number of a reading; write reading = 1')
        return verb, value
    if verb not in (*PLAIN, *OF_REPLIES) or equals:
        row.wrong(f'decision "{text}" is not one of {", ".join(CHOICES)}{did_you_mean(verb, (*PLAIN, *OF_REPLIES))}')
    return verb, row.text("value")
