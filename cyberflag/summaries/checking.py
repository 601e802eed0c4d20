"""The list of issues, what a code means, the worklist, and lines for files that could not be read."""

from __future__ import annotations

from msgspec.structs import replace

from cyberflag.collection import Collection, offered
from cyberflag.decisions import HAND_COLUMNS, Decision
from cyberflag.issues import ISSUE_CODES, CyberflagError, Issue, Severity
from cyberflag.returns import ForceReturn
from cyberflag.summaries import Column, Entry, Result, result, statements
from cyberflag.summaries.figures import bodies, expected_bodies
from cyberflag.summaries.selection import EVERYTHING, Selection, leading
from cyberflag.summaries.statements import ISSUE_COLUMNS, flat_issue
from cyberflag.summaries.warnings_back import sentences

__all__ = ["explained", "issues", "unread", "worklist"]


def issues(collection: Collection) -> Result:
    """Every issue, worst first, and what to write to forces whose files hold more than they meant to release."""
    return replace(statements.issues(collection), notes=tuple(sentences(collection)))


def explained(code: str) -> Result:
    """What an issue code means and what to do. Raises CyberflagError for a code that is none."""
    if code not in ISSUE_CODES:
        raise CyberflagError(f"no issue has the code {code!r}; the codes: {', '.join(ISSUE_CODES)}")
    known = ISSUE_CODES[code]
    return Result("code", f"{code} ({known.severity})", (), (), (known.meaning, known.hint))


def unread(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """A line of figures_by_hand.csv for every file that could not be read, the count left to a person."""
    which = leading(collection, selection)
    asked = {"period": which.period.label, "measure": which.measure, "flag": which.flag} if which else {}
    files = sorted({(one.force, one.where.file) for one in collection.issues if one.code == "unreadable-file"})
    entries = [{"force": force, **asked, "file": file} for force, file in files]
    return result(
        "figures_by_hand",
        f"Files that could not be read: {len(files)}",
        tuple(Column(key, key) for key in HAND_COLUMNS),
        entries,
    )


# Headings are the keys themselves: the list is read back by them.
WORKLIST_COLUMNS = tuple(
    Column(key, key, wide=key in ("message", "hint", "reason"))
    for key in (
        *(column.key for column in ISSUE_COLUMNS if column.exported),
        *("decision", "value", "reason", "by", "on"),
    )
)


def worklist(collection: Collection) -> Result:
    """A line a return first (ready, look, blocked, not in), then the issues by force, then what is decided.

    What is decided stays filled in, so that writing the list over itself loses nothing: issues that are off the list,
    and at last decisions on issues that no longer occur.
    """
    decided = {one.id: one for one in collection.record.decisions}
    open_ = sorted(collection.issues, key=lambda one: (one.force, one.severity.rank, one.where, one.code))
    every = [*open_, *(one for one, _ in collection.decided)]
    lines = [*_returns(collection), *(_line(one, decided.get(one.id)) for one in every)]
    listed = {one.id for one in every}
    lines += [{"id": name, **_filled(one)} for name, one in sorted(decided.items()) if name not in listed]
    return result("decisions", "", WORKLIST_COLUMNS, lines)


def _line(one: Issue, decision: Decision | None) -> Entry:
    return {**flat_issue(one), "choices": "; ".join(offered(one)), **_filled(decision)}


def _filled(decision: Decision | None) -> Entry:
    if decision is None:
        return {}
    return {key: getattr(decision, key) for key in ("decision", "value", "reason", "by", "on")}


STATES = ("ready", "look", "blocked", "not in")


def _returns(collection: Collection) -> list[Entry]:
    """A line for every body that was asked or sent something, by state and name."""
    lines: dict[tuple[str, tuple[str, ...]], Entry] = {}
    for one in collection.returns:
        state = _state(one, [i for i in collection.issues if i.force == one.force])
        lines[one.force, one.files] = {
            "severity": state,
            "code": "return",
            "force": one.force,
            "file": "; ".join(one.files),
            "message": _in_words(one),
        }
    present = {body for one in collection.returns for body in bodies(one.force)}
    for body in expected_bodies(collection):
        if body not in present:
            lines[body, ()] = {
                "severity": "not in",
                "code": "return",
                "force": body,
                "message": "Nothing came from this body.",
            }
    return [lines[which] for which in sorted(lines, key=lambda w: (STATES.index(lines[w]["severity"]), w))]


def _state(one: ForceReturn, found: list[Issue]) -> str:
    """`blocked` by an error, `look` at a warning, else `ready`."""
    severities = {issue.severity for issue in (*found, *one.issues)}
    return "blocked" if Severity.ERROR in severities else "look" if Severity.WARNING in severities else "ready"


def _in_words(one: ForceReturn) -> str:
    figures = sum(not headline.left_out for headline in one.headlines)
    return f"{one.status}; {figures} figure{'' if figures == 1 else 's'} used, {len(one.left_out)} left out"
