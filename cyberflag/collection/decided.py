"""The decisions of an analyst: which issue each is about, and what it does to the figures of a return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag import reference
from cyberflag.collection.grouping import Unit
from cyberflag.collection.joint import JOINT
from cyberflag.decisions import Decision, HandFigure, Record
from cyberflag.issues import Issue, Where, issue
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, Headline, LeftOut
from cyberflag.words.forces import Force, Names

ALWAYS = ("accept", "leave out")  # whatever the issue, beside the choices of its own
OF_A_FORCE = ("force-unknown", "force-ambiguous", "force-conflict")
# Counts that stand in no figure for a reason of their own; leaving an issue's figures out does not reach over them.
ELSEWHERE = ("superseded", "hidden", "duplicate", "not-flagged", "replaced-by-hand")

TAKING = ("sum", "first", "second", "reading")  # of no effect unless somebody asks which way to go

Decided = tuple[Issue, Decision]
Key = tuple[object, str, str]


class Desk(Struct):
    """What is decided, looked up by issue. `contents` gives the hash of each file, which is part of an issue's id."""

    decisions: Mapping[str, Decision]
    contents: Mapping[str, str]
    met: set[str] = field(default_factory=set)  # ids of issues that were raised
    asked: set[str] = field(default_factory=set)  # and of those that decide which way an interpretation goes

    def identified(self, one: Issue) -> Issue:
        """The issue with its id."""
        return one.identified(self.contents.get(one.where.file, ""))

    def decision(self, one: Issue) -> Decision | None:
        """What was decided about the issue; None where nothing was, or what was is none of its choices."""
        name = self.identified(one).id
        self.met.add(name)
        found = self.decisions.get(name)
        return found if found and fits(one, found) else None

    def verb(self, one: Issue) -> str:
        """The same in a word, for those who only ask which way to go."""
        self.asked.add(self.identified(one).id)
        found = self.decision(one)
        if found is None:
            return ""
        return f"{found.decision} = {found.value}" if found.decision == "reading" else found.decision


def desk(record: Record, sources: Iterable[tuple[str, str, str]]) -> Desk:
    """The decisions of a record, over files given as name, format and hash."""
    return Desk({d.id: d for d in record.decisions}, {name: content for name, _, content in sources})


def offered(one: Issue) -> tuple[str, ...]:
    """What may be decided about an issue, its own choices first."""
    return () if one.code == "decision-stale" else tuple(dict.fromkeys((*one.choices, *ALWAYS)))


def fits(one: Issue, decision: Decision) -> bool:
    """Whether a decision is one that the issue leaves: `force = X` where the force is in doubt, and so on."""
    said = decision.decision
    return any(choice in (said, f"{said} = …", f"{said} = {decision.value}") for choice in offered(one))


def name_units(units: Sequence[Unit], names: Names, record: Record, at: Desk) -> None:
    """Give a unit the force that a person says it is of: by a decision, or by a figure read from its file by hand."""
    by_file = {h.source.file.rsplit("/", 1)[-1]: h for h in record.by_hand if h.source.file}
    for unit in units:
        said = next((d for i in unit.issues if (d := at.decision(i)) and d.decision == "force"), None)
        force = _force(said.value, names) if said else None
        if force is None and unit.force is None:
            force = next((names.named(h.force) for h in _read_from(unit, by_file)), None)
        if force:
            unit.force, unit.named, unit.refused = force, True, False


def _read_from(unit: Unit, by_file: Mapping[str, HandFigure]) -> Iterator[HandFigure]:
    for s in unit.surveys:
        name = s.file.rsplit("/", 1)[-1]
        if name in by_file:
            yield by_file[name]


def _force(name: str, names: Names) -> Force | None:
    """The force of a canonical name, or a joint one of `A + B`."""
    known = [names.named(part) for part in name.split(JOINT)]
    found = [force for force in known if force]
    if len(found) < len(known) or len(found) == 1:
        return names.named(name)
    parts = tuple(force.name for force in found)
    return names.named(name) or Force(name, "+".join(f.code for f in found), "", "joint", parts)


def take_off(returns: Sequence[ForceReturn], problems: Sequence[Issue], at: Desk) -> tuple[list[Issue], list[Decided]]:
    """The issues that still stand, with ids, and those that are decided; figures to be left out are left out."""
    standing: list[Issue] = []
    decided: list[Decided] = []
    for issues, one in [(list(problems), None), *((list(r.issues), r) for r in returns)]:
        for problem in issues:
            named = at.identified(problem)
            decision = at.decision(problem)
            if decision is None or (decision.decision in TAKING and named.id not in at.asked):
                standing.append(named)
                continue
            decided.append((named, decision))
            if one:
                one.issues.remove(problem)
                if decision.decision == "leave out":
                    leave_out(one, problem)
    standing += _unmet(at)
    standing += _unfit(standing, at)
    return list(dict.fromkeys(standing)), sorted(
        dict.fromkeys(decided), key=lambda d: (d[0].force, d[0].where, d[0].id)
    )


def _unmet(at: Desk) -> Iterator[Issue]:
    """An error for every decision on an issue that no longer occurs."""
    for decision in at.decisions.values():
        if decision.id not in at.met:
            words = f"{_said(decision)} was decided for another version: no issue has the id {decision.id}."
            yield at.identified(issue("decision-stale", decision.where, words, text=decision.id))


def _unfit(standing: Sequence[Issue], at: Desk) -> list[Issue]:
    """An error for every decision that its issue does not leave."""
    found = []
    for one in standing:
        decision = at.decisions.get(one.id)
        if decision and one.code != "decision-stale":
            words = f"{_said(decision)} decides nothing about {one.code} at {one.where}: {_readings(one, decision)}"
            found.append(at.identified(issue("decision-unfit", decision.where, words, text=decision.id)))
    return found


def _readings(one: Issue, decision: Decision) -> str:
    if decision.decision in TAKING and fits(one, decision):
        return "the figures are settled by a statement beside them."
    if decision.decision == "reading" and not any(c.startswith("reading") for c in one.choices):
        return "there is only one reading of it."
    return f"its choices are {', '.join(offered(one))}."


def _said(decision: Decision) -> str:
    said = f"{decision.decision} = {decision.value}" if decision.value else decision.decision
    return f'"{said}"{f" (by {decision.by})" if decision.by else ""}'


def leave_out(one: ForceReturn, problem: Issue) -> None:
    """Put the figures that an issue is about into no total, and list them as left out, `decided`."""
    keys = _concerned(one, problem)
    one.left_out = [replace(x, why="decided") if _key(x) in keys else x for x in one.left_out]
    listed = {(_key(x), x.where) for x in one.left_out}
    for h in one.headlines:
        if _key(h) in keys and (_key(h), h.where) not in listed:
            one.left_out.append(LeftOut(one.force, "decided", h.count, h.period, h.measure, h.flag, h.where))
    one.headlines = [replace(h, left_out="decided") if _key(h) in keys else h for h in one.headlines]
    one.observations = [_dropped(o) if _key(o) in keys else o for o in one.observations]


def _key(one: Observation | Headline | LeftOut) -> Key:
    return one.period, one.measure, one.flag


def _dropped(o: Observation) -> Observation:
    return replace(o, used="", not_used_because="decided") if o.used else o


def _concerned(one: ForceReturn, problem: Issue) -> set[Key]:
    """Period, measure and flag of the figures at the narrowest place of an issue that holds any."""
    counts = [o for o in one.observations if o.not_used_because not in ELSEWHERE]
    if problem.code not in OF_A_FORCE:
        file, sheet, cell = problem.where.file, problem.where.sheet, problem.where.cell
        for wanted in (Where(file, sheet, cell), Where(file, sheet), Where(file)):
            here = {_key(o) for o in counts if _within(o.where, wanted)}
            if here:
                return here
    return {_key(o) for o in counts}


def _within(where: Where, wanted: Where) -> bool:
    same = where.file == wanted.file and (not wanted.sheet or where.sheet == wanted.sheet)
    return same and (not wanted.cell or where.cell == wanted.cell)


def unused_words(record: Record, matched: Iterable[str]) -> Iterator[Issue]:
    """A warning for every word of the request's own that no return holds. `matched` were met in other processes."""
    if record.request and record.request.words:
        for text in reference.unused(matched):
            words = f'The [[word]] "{text}" matched nothing in these returns.'
            yield issue("word-unused", Where(record.request.source), words, text=text)
