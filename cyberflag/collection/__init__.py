"""All returns together: grouped by force, read, interpreted; missing, doubled, joint, superseded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.collection.decided import Decided, Desk, desk, name_units, offered, take_off, unused_words
from cyberflag.collection.grouping import Unit, around, identify_each, owner
from cyberflag.collection.inspection import inspect
from cyberflag.collection.joint import JOINT, count_once, put_out
from cyberflag.collection.package import Package, check_apart, joined_record, own_roster, packages_in
from cyberflag.decisions import Record, load
from cyberflag.decisions.roster import names_of
from cyberflag.grid import Document
from cyberflag.issues import CyberflagError, Issue, Severity, Where, issue, worst_first
from cyberflag.observations import Observation
from cyberflag.readers.child import read_all
from cyberflag.readers.discover import Found, find, never_returns, own_package, there
from cyberflag.reference import extend_if_new
from cyberflag.replies import Reply
from cyberflag.returns import ForceReturn, Survey, forces_by_hand, interpret, survey
from cyberflag.words.forces import Names

__all__ = ["Collection", "Decided", "collect", "inspect", "offered"]

Pathlike = str | os.PathLike[str]
Progress = Callable[[int, int, str], None]


class Collection(Struct):
    """What was read, by force (sorted by name), with what the analyst's files say.

    `issues` are all issues, worst first, with ids; `decided` are those that a person took off the list, each with
    the decision; `sources` are (file, format, sha256) of every file read;
    `skipped` are (file, reason) of every file that is no return; `fingerprint` is of the inputs.
    """

    returns: list[ForceReturn] = field(default_factory=list)
    record: Record = field(default_factory=Record)
    issues: list[Issue] = field(default_factory=list)
    sources: list[tuple[str, str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    fingerprint: str = ""
    unreadable: bool = False  # something meant as a return could not be read: exit 1
    decided: list[Decided] = field(default_factory=list)

    @property
    def observations(self) -> list[Observation]:
        """Every observation of every return; a listing counted in bulk is one (see Observation.each)."""
        return [o for r in self.returns for o in r.observations]

    @property
    def accepted(self) -> list[Decided]:
        """The issues that were marked as seen."""
        return [(one, decision) for one, decision in self.decided if decision.decision == "accept"]

    @property
    def replies(self) -> list[Reply]:
        """Every reply of every return."""
        return [reply for r in self.returns for reply in r.replies]


def collect(
    *paths: Pathlike,
    request: Pathlike | None = None,
    asked: Pathlike | None = None,
    by_hand: Pathlike | None = None,
    decisions: Pathlike | None = None,
    progress: Progress | None = None,
    beside: Iterable[Pathlike] = (),
) -> Collection:
    """Read every return under the paths, leaving out files `beside` that are none.

    Raises CyberflagError for a mistake in a path or one of the four files.
    """
    given = there(paths)
    if not given:
        raise CyberflagError("No returns were named: give a folder, a file or an archive.")
    record = load([p for p in given if p.is_dir()], request=request, asked=asked, by_hand=by_hand, decisions=decisions)
    found, skipped, problems = find(given, own_package, lambda one: owner(one, names_of(record.roster)))
    packages, damaged = packages_in(found)
    problems += damaged
    found, never = never_returns([f for f in found if not f.is_package])
    if packages and not found and any(option is not None for option in (request, by_hand, decisions)):
        raise CyberflagError(
            "A data package is read as it was written; request, figures by hand and decisions are for returns."
        )
    record = own_roster(record, packages)
    options = {Path(p).resolve() for p in (request, asked, by_hand, decisions, *beside) if p is not None}
    found = [f for f in found if f.path.resolve() not in options]
    names = names_of(record.roster)
    words = record.request.words if record.request else ()
    units, sources = _units(found, names, words, progress)
    out = Collection(record=record, skipped=sorted([*skipped, *never]), sources=sorted(sources))
    identify_each(units, names)
    at = desk(record, sources)
    name_units(units, names, record, at)
    every = [*units, *_unsent(units, names, record)]
    read = list(_returns(every, record, at))
    count_once(read)
    check_apart(packages, read)
    out.returns = sorted([*read, *(r for p in packages for r in p.returns)], key=lambda r: (r.force, r.files))
    asked_bodies = {a.force for a in record.roster}
    for one in out.returns:
        _weigh_asked(one, asked_bodies)
    problems += unused_words(record, (word for unit in units for s in unit.surveys for word in s.matched))
    standing, out.decided = take_off(read, problems, at)
    out.issues = worst_first(standing)
    _add(out, packages)
    out.unreadable = any(i.code == "unreadable-file" and i.severity is Severity.ERROR for i in out.issues)
    out.fingerprint = packages[0].fingerprint if len(packages) == 1 and not sources else _fingerprint(out.sources)
    return out


def _add(out: Collection, packages: Sequence[Package]) -> None:
    """Put what packages carry beside what was read: their issues as they stand, none raised again."""
    for package in packages:
        out.issues = worst_first([*out.issues, *package.issues])
        out.decided += package.decided
        out.sources = sorted([*out.sources, *package.sources])
        out.skipped += package.skipped
    out.record = joined_record(out.record, packages) if packages else out.record


def _units(
    found: Sequence[Found], names: Names, words: Sequence[Mapping[str, Any]], progress: Progress | None
) -> tuple[list[Unit], list[tuple[str, str, str]]]:
    """Every file read and its documents put into returns; a file that could not be read is a return with an issue."""
    units: dict[str, Unit] = {}
    sources: list[tuple[str, str, str]] = []
    then = partial(_surveyed, tuple(dict(word) for word in words))
    read = read_all([(f.path, f.name) for f in found], then, progress)
    for one, (name, answer) in zip(found, read, strict=True):
        if isinstance(answer, Issue):
            answer = [Survey(name, "", "", issues=[answer])]
        for document in answer:
            told = around(document.file, one, names)
            unit = units.setdefault(told.path, Unit(told.path, force=told.force, other=told.other))
            unit.force = unit.force or told.force
            unit.surveys.append(document)
            sources.append((document.file, document.format, document.content))
    return list(units.values()), sources


def _surveyed(words: Sequence[Mapping[str, Any]], documents: list[Document]) -> list[Survey]:
    """What documents tell by themselves, also in a child that did not inherit the words of the request."""
    extend_if_new(words)
    return survey(documents)


def _returns(units: Iterable[Unit], record: Record, at: Desk) -> Iterable[ForceReturn]:
    """One return for every force, and one for every unit whose force is not known."""
    by_force: dict[str, list[Unit]] = {}
    for unit in units:
        key = unit.force.name if unit.force and not unit.refused else f"\0{unit.name}"
        by_force.setdefault(key, []).append(unit)
    for some in by_force.values():
        surveys = sorted((s for u in some for s in u.surveys), key=lambda s: s.file)
        force = some[0].force
        known = replace(record, by_hand=()) if some[0].refused else record  # a figure by hand is of a known force
        one = interpret(force, surveys, known, at.verb)
        extra = [i for u in some for i in u.issues]
        if len(some) > 1:
            files = ", ".join(sorted(u.name for u in some))
            extra.append(
                issue(
                    "joined",
                    Where(some[0].surveys[0].file),
                    f"{files} are all of {one.force} and were taken as one return.",
                )
            )
        if some[0].refused:
            _unused(one)
        one.issues += [replace(i, force=one.force) for i in extra]
        yield one


def _unsent(units: Sequence[Unit], names: Names, record: Record) -> list[Unit]:
    """A unit without documents for every force whose figures only a person gives."""
    known = {u.force.name for u in units if u.force and not u.refused}
    missing = [f for f in forces_by_hand(record) if f not in known]
    return [Unit(f, force=force) for f in missing if (force := names.named(f))]


def _unused(one: ForceReturn) -> None:
    """A return of nobody certain keeps its figures for the reader, and puts none of them into a total.

    Where two forces are named the figure is used for neither; where none is, it stands for the return alone.
    """
    if one.force:
        put_out(one, [h for h in one.headlines if not h.left_out], "conflict")
    one.headlines = [replace(h, left_out=h.left_out or "conflict") for h in one.headlines]


def _weigh_asked(one: ForceReturn, known: Set[str]) -> None:
    """Tell whether a body was asked, each one of a joint return; the counts of one that was not are used for nothing."""
    was_out = not one.asked
    one.asked = not one.force or all(part in known for part in one.force.split(JOINT))
    if one.asked and was_out:
        raise CyberflagError(
            f"{one.force} was not among the bodies asked when the data package was written: "
            "give its returns in place of the package."
        )
    if not one.asked:
        one.observations = [
            replace(o, used="", not_used_because="not-asked") if o.used else o for o in one.observations
        ]


def _fingerprint(sources: Iterable[tuple[str, str, str]]) -> str:
    digest = hashlib.sha256()
    for name, _, content in sorted(sources):
        digest.update(f"{name}\0{content}\n".encode("utf-8", "replace"))
    return digest.hexdigest()
