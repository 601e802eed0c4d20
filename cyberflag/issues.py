"""Places, severities, and the list of everything that can be wrong with a return."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class CyberflagError(Exception):
    """A mistake of the user's own: a path, an option, or one of the four files. Exit code 2."""


class Severity(StrEnum):
    """How much an issue weighs; the order of the members is the order of urgency."""

    ERROR = "error"  # not used as an exact figure
    WARNING = "warning"  # used, please look
    NOTE = "note"  # an assumption or a correction was applied

    @property
    def rank(self) -> int:
        """0 for errors, 1 for warnings, 2 for notes."""
        return list(Severity).index(self)


class Where(Struct, frozen=True, order=True):
    """A place in a return: file, sheet (or `table 1`), and cell (`C7`, `p12`, `line 12`)."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """`kent.xlsx Sheet1!C7`, leaving out what is not known."""
        inside = "!".join(part for part in (self.sheet, self.cell) if part)
        return " ".join(part for part in (self.file, inside) if part)


class Issue(Struct, frozen=True):
    """Something a person should know, with its narrowest place. `id` is stable over order and path."""

    code: str
    severity: Severity
    where: Where
    message: str
    hint: str = ""
    force: str = ""
    text: str = ""  # the text of the cell or line, part of the id
    choices: tuple[str, ...] = ()
    id: str = ""

    def identified(self, content: str) -> Issue:
        """The issue with its id: a hash of code, content of the file, sheet, cell and text."""
        parts = (self.code, content, self.where.sheet, self.where.cell, self.text or self.message)
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
        return replace(self, id=f"i{digest[:9]}")  # a letter first: a spreadsheet would make a number of 12e4567890


Decide = Callable[[Issue], str]  # what a person decided about an issue: a verb of the decisions file, or empty


def undecided(_: Issue) -> str:
    """Nobody has decided anything."""
    return ""


def worst_first(issues: Iterable[Issue]) -> list[Issue]:
    """Issues by severity, then force, place and code: the order in which every output lists them."""
    return sorted(issues, key=lambda i: (i.severity.rank, i.force, i.where, i.code, i.message))


class IssueCode(Struct, frozen=True):
    """What a code means, its usual severity, and what to do; `check --explain` prints it."""

    severity: Severity
    meaning: str
    hint: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

ISSUE_CODES: dict[str, IssueCode] = {
    "total-mismatch": IssueCode(_E, "A printed total differs from the sum of its parts.", "Ask the force which of the two numbers is right."),
    "total-below-parts": IssueCode(_W, "A printed total is smaller than its parts, or leaves out suppressed cells.", "Read the note under the table; the total proves nothing."),
    "statements-conflict": IssueCode(_E, "Two places state the same thing with different numbers.", "Choose `first` or `second` in the decisions file, or ask the force."),
    "may-be-parts": IssueCode(_E, "Two figures may be parts of one answer or two statements of it.", "Choose `sum`, `first` or `second` in the decisions file."),
    "two-readings": IssueCode(_E, "A table can be read in two ways that give different figures.", "Look at `cyberflag inspect FILE` and choose a reading."),
    "looks-like-all-offences": IssueCode(_E, "The figure is too large to be of flagged offences only.", "Ask the force whether the flag was applied; accept it only then."),
    "youngest-check": IssueCode(_W, "The youngest age stands alone; an unknown date of birth is often entered as the day of the report.", "Ask the force to check that one record."),
    "youngest-in-words": IssueCode(_N, "A sentence gives the age of the youngest victim, which is no count and does not enter the figures.", "Where it is below every age in the figures, add a line for it to figures_by_hand.csv."),
    "offence-before-its-time": IssueCode(_W, "Sexual communication with a child (71/17) began on 3 April 2017, after this date.", "Ask the force for the code and date of these records."),
    "band-straddles-threshold": IssueCode(_W, "An age band holds both children and adults, so it enters only as bounds.", "Ask the force for the count under 18."),
    "bands-overlap": IssueCode(_W, "Age bands overlap or leave a hole.", "Ask the force for single years of age."),
    "line-left-out": IssueCode(_W, "A line stands among others that were added, and was not added with them.", "Look at `cyberflag inspect FILE`; add the figure by hand if it belongs to the sum."),
    "in-thousands": IssueCode(_E, "A heading or title says that the figures are thousands, so none of them is a count.", "Ask the force for the whole numbers."),
    "cancelled-records": IssueCode(_W, "Records that are marked as cancelled or as no crime stand in the list and are counted.", "Ask the force whether they are among its recorded offences."),
    "further-victims": IssueCode(_N, "Records name further victims; each record is counted once, with the first.", "Count the further victims by hand where victims are wanted."),
    "unread-sentence": IssueCode(_W, "A sentence on flagged crime holds numbers that were not read.", "Read it by eye, and add the figure to figures_by_hand.csv."),
    "lines-overlap": IssueCode(_N, "A note says that one offence stands in several lines of a breakdown, so they are not added.", "Nothing to do where a total is given beside it; else ask the force for the number of offences."),
    "columns-sorted-independently": IssueCode(_W, "Every column of this list is sorted by itself, so its rows may not be records.", "Do not cross-tabulate its columns; ask the force for the unsorted list."),
    "columns-contradict": IssueCode(_W, "Two columns of one record say different things.", "Ask the force which column is right."),
    "group-heading-lost": IssueCode(_W, "The same labels come round again without a heading that tells the rounds apart.", "Ask the force what each round of rows stands for."),
    "two-values-one-period": IssueCode(_E, "Two figures stand for one period; they may come from two systems.", "Choose `sum`, `first` or `second` in the decisions file."),
    "part-period": IssueCode(_W, "The figure covers only part of the period asked for.", "Ask the force for the whole period; a part is never scaled up."),
    "two-years-or-one": IssueCode(_W, "The years named may be two calendar years or one financial year.", "Ask the force; if it is the financial year, enter the figures by hand with that period."),
    "force-unknown": IssueCode(_E, "Nothing in the return says which force sent it.", "Name the file after the force, or give `force = ...` in the decisions file."),
    "force-ambiguous": IssueCode(_E, "The name could be more than one force.", "Name the file after the force in full."),
    "force-conflict": IssueCode(_E, "The file is named after one force and the text names another as its author.", "Look who sent it, and give `force = ...` in the decisions file."),
    "other-force": IssueCode(_N, "A table has rows of a body that is not the one this return is of.", "Nothing to do where the table compares forces; else look who sent it, and how the body is spelt."),
    "period-unknown": IssueCode(_W, "No period is stated for these figures.", "Give the period in request.toml if the request named it."),
    "flag-unknown": IssueCode(_N, "The return does not say whether the figures are of flagged offences only.", "Give the flag in request.toml if the request named it."),
    "measure-unknown": IssueCode(_N, "The return does not say whether it counts offences, victims or something else.", "Give the measure in request.toml if the request named it."),
    "duplicate": IssueCode(_N, "The same thing is stated again; it is counted once.", "Nothing to do."),
    "superseded": IssueCode(_N, "A later version of this return replaces it.", "Nothing to do."),
    "filter-unseen": IssueCode(_W, "A pivot table was filtered to several values that it does not show.", "Ask the force which values were chosen; others are missing from the figures."),
    "one-sex-only": IssueCode(_W, "The figure is of girls or of boys alone.", "Ask the force for the figure of all victims; the table may have been filtered."),
    "struck-out": IssueCode(_W, "Cells are struck out; they were read and not added.", "Ask the force whether what is struck out was withdrawn."),
    "hidden-content": IssueCode(_W, "The file holds hidden rows, columns or sheets.", "Send the force the sentence that `cyberflag check` ends with; hidden cells in a release have disclosed people before."),
    "personal-data": IssueCode(_W, "A column looks as if it identified people.", "Send the force the sentence that `cyberflag check` ends with, and do not pass the file on."),
    "band-was-date": IssueCode(_N, "A spreadsheet program had turned an age band into a date; the band was restored.", "Check that the band fits between its neighbours."),
    "error-cell": IssueCode(_W, "A cell holds a spreadsheet error in place of a number.", "Ask the force for the number."),
    "formula-without-value": IssueCode(_W, "A formula was saved without its result, so the number is not known.", "Open the file in a spreadsheet program, save it, and read it again."),
    "unreadable-file": IssueCode(_E, "The file could not be read.", "Ask for it in another format, or read it by eye into figures_by_hand.csv."),
    "unread-cell": IssueCode(_W, "A cell in a position of counts is not a number or a mark the tool knows.", "Read it by eye; add the mark as a [[word]] in request.toml if it recurs."),
    "unread-table": IssueCode(_W, "A block of numbers could not be understood as a table.", "Look at `cyberflag inspect FILE`, and read it by eye if it matters."),
    "blank-not-stated": IssueCode(_N, "Cells were left blank where others hold counts; a blank is not zero.", "Ask the force what a blank means."),
    "keyword-search": IssueCode(_N, "A search for words was run in place of the flag.", "Do not add the count to flagged offences."),
    "flag-not-used": IssueCode(_N, "The force says that it does not use, or did not know, the flag; its figures are left out.", "Quote the force; do not count a zero."),
    "refused-but-figures": IssueCode(_N, "The letter refuses, and the return gives figures all the same.", "Read the letter beside the figures."),
    "attachment-missing": IssueCode(_W, "The reply refers to a document that is not here.", "Look for the attachment and put it beside the reply."),
    "nothing-found": IssueCode(_W, "The file was read, but no count, reply or statement was found in it.", "Look at `cyberflag inspect FILE`."),
    "joined": IssueCode(_N, "Several loose files proved to be of one force and were taken as one return.", "Put them into a folder named after the force."),
    "repeated-reference": IssueCode(_N, "A reference occurs more than once: one offence with several victims.", "Nothing to do."),
    "encoding-assumed": IssueCode(_N, "The file does not say its encoding; one was assumed.", "Nothing to do unless letters look wrong."),
    "tracked-changes": IssueCode(_N, "The document holds tracked changes; they were taken as accepted.", "Look at the document with its changes shown."),
    "figure-read-by-hand": IssueCode(_N, "A figure was read by a person and entered by hand.", "Nothing to do."),
    "reply-unclear": IssueCode(_W, "The words do not decide what the force answers.", "Read the quoted sentence and decide."),
    "force-weak": IssueCode(_W, "The letterhead or mail domain names another force than the file.", "Look who sent it."),
    "decision-stale": IssueCode(_E, "A decision was made for another version of the file.", "Decide again on the issue as it stands now, and remove the old line."),
    "breakdown-incomplete": IssueCode(_W, "A breakdown adds up to less than the figure stated elsewhere.", "Ask the force which records the breakdown leaves out."),
    "request-table": IssueCode(_N, "A table stands in the request that the letter repeats; its numbers are no figures of the force.", "If the force filled it in, add its figures to figures_by_hand.csv."),
    "empty-table": IssueCode(_N, "A table has headings and no figures.", "Look whether the figures were lost, or whether it is the template of the request."),
    "decision-unfit": IssueCode(_E, "A decision is none of the choices that its issue leaves.", "Choose one of the issue's choices, `accept` or `leave out`."),
    "word-unused": IssueCode(_W, "A [[word]] of the request matched nothing.", "Correct its spelling or remove it."),
}  # fmt: skip


def issue(
    code: str,
    where: Where,
    message: str = "",
    *,
    severity: Severity | None = None,
    text: str = "",
    choices: tuple[str, ...] = (),
    force: str = "",
) -> Issue:
    """An issue of a listed code, with the code's own severity, meaning and hint where none is given."""
    known = ISSUE_CODES[code]
    return Issue(code, severity or known.severity, where, message or known.meaning, known.hint, force, text, choices)
