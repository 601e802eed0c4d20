"""Statements of the whole: printed totals, and sums of parts that are disjoint."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.evidence.apart import apart
from cyberflag.issues import Issue, Where, issue
from cyberflag.observations import Observation
from cyberflag.sums import compare
from cyberflag.words import classes
from cyberflag.words.counts import ZERO, Count
from cyberflag.words.periods import Period
from cyberflag.words.victims import Age

Signature = frozenset[str]


class Statement(Struct, frozen=True):
    """One way in which a return says how many there are in all.

    `members` are the observations whose counts make the figure, `parts` those that break it down.
    `restricted` names the one offence, sex or age that a table is about, where its title or all its rows say so.
    """

    count: Count
    source: str  # stated total | sum of parts | rows | prose
    members: tuple[Observation, ...]
    parts: tuple[Observation, ...]
    table: str
    signature: Signature
    restricted: tuple[tuple[str, str], ...]
    state: str  # exact | within | leaves-out | blanks | off | none: how total and parts compare

    @property
    def where(self) -> Where:
        """The place of the figure: its total, or the first of its parts."""
        return self.members[0].where if self.members else Where()

    @property
    def proved(self) -> bool:
        """Whether a printed total agrees with its parts to the last record."""
        return self.state == "exact"


def signature(o: Observation) -> Signature:
    """Which dimensions an observation is broken down by."""
    # a sentence on `sexual offences` speaks of all of them, not of one kind beside rape
    narrow = bool(o.offence) and not (o.layout == "prose" and not o.offence_group and classes.is_family(o.offence))
    return _signature(narrow, o.age.kind != "all", o.sex != "all", bool(o.category))


@cache
def _signature(offence: bool, age: bool, sex: bool, category: bool) -> Signature:
    broken_down = {"offence": offence, "age": age, "sex": sex, "category": category}
    return frozenset(name for name, on in broken_down.items() if on)


def member(o: Observation, dimension: str) -> str:
    """The member of a dimension, as text that tells members apart."""
    if dimension == "age":
        return o.age.label
    if dimension == "offence":
        return f"{o.offence_code} {o.offence.lower()}"
    return o.sex if dimension == "sex" else o.category


def place(o: Observation, over: Iterable[str]) -> tuple[str, ...]:
    """All members of an observation along some dimensions."""
    return tuple(member(o, d) for d in sorted(over))


def statements(observations: Sequence[Observation]) -> tuple[list[Statement], list[Issue]]:
    """Every statement that one key (period, measure, flag) of a return holds, table by table, then over tables."""
    tables: dict[str, list[Observation]] = defaultdict(list)
    for o in observations:
        if o.role != "duplicate":
            tables[o.table].append(o)
    found: list[Statement] = []
    issues: list[Issue] = []
    for name, members in tables.items():
        some, problems = _of_table(name, members)
        found += some
        issues += problems
    return _unions(found), issues


def _of_table(name: str, observations: Sequence[Observation]) -> tuple[list[Statement], list[Issue]]:
    parts: dict[tuple[Signature, str], list[Observation]] = defaultdict(list)
    totals: dict[Signature, list[Observation]] = defaultdict(list)
    for o in observations:
        if o.role != "part":
            totals[signature(o)].append(o)
    names = apart([o for o in observations if o.role == "part"], [t for some in totals.values() for t in some])
    for o in observations:
        if o.role == "part":
            parts[signature(o), names.get(o.category, "")].append(o)
    if observations[0].layout == "listing" and len(parts) > 1:
        parts = _records_together(parts)
    if not parts and totals:  # a key that only totals speak of, as a sum over years: its finest totals are its parts
        whole = {s: own for s, some in totals.items() if (own := [t for t in some if t.role == "total"])} or totals
        finest = max(whole, key=lambda s: (len(s), sorted(s)))
        if finest:
            totals[finest] = [t for t in totals[finest] if t not in whole[finest]]
            parts[finest, ""] = whole[finest]
    _level(parts, totals)
    found: list[Statement] = []
    issues: list[Issue] = []
    for (sig, _), some in parts.items():
        if not some:
            continue
        constant = _constant(some, sig)
        key = frozenset(d for d, _ in constant)
        stated = [t for t in totals.get(key, []) if place(t, key) == place(some[0], key) and _says(t)]
        if not stated and not any(_says(p) for p in some):
            continue
        stated.sort(
            key=lambda t: (compare(t.count, [p.count for p in some])[0] != "exact", t.role != "total", -t.count.low)
        )
        if stated and (all_ := _all_parts(parts, stated[0], some)):
            some = all_
        problem = _unsound(some, sig)
        issues += [problem] if problem else []
        found.append(_statement(name, sig, some, stated, constant, problem))
    for sig, some in totals.items():
        alone = [t for t in some if t.role == "total" and _says(t) and not any(t in s.members for s in found)]
        if alone and not any(s.signature >= sig for s in found):
            found += [_single(name, sig, t) for t in alone]
    return found, issues


def _records_together(
    parts: dict[tuple[Signature, str], list[Observation]],
) -> dict[tuple[Signature, str], list[Observation]]:
    """All records of a list as one breakdown: one whose offence or age was left blank is a record all the same."""
    widest = frozenset().union(*(sig for sig, _ in parts))
    found: dict[tuple[Signature, str], list[Observation]] = defaultdict(list)
    for (_, name), some in parts.items():
        found[widest, name] += some
    return found


def _all_parts(
    parts: dict[tuple[Signature, str], list[Observation]], total: Observation, some: Sequence[Observation]
) -> list[Observation]:
    """All parts of a table together, where they make up a total that those of one kind miss, as `Not known` by itself."""
    together = [o for own in parts.values() for o in own]
    misses = compare(total.count, [p.count for p in some])[0] == "off"
    return together if misses and compare(total.count, [p.count for p in together])[0] == "exact" else []


def _level(parts: dict[tuple[Signature, str], list[Observation]], totals: dict[Signature, list[Observation]]) -> None:
    """Where a table breaks down only some of its lines further, as ages under one offence of two, take the lines."""
    for sig, system in sorted(parts, key=lambda key: len(key[0])):
        deeper = [key for key in parts if key[1] == system and key[0] > sig] if sig else []
        own = {place(p, sig) for p in parts[sig, system]} if deeper else set()
        for key in deeper:
            broken_down = {place(p, sig) for p in parts[key]} - own
            lines = [t for t in totals[sig] if t.role == "subtotal" and place(t, sig) in broken_down]
            if lines and len(lines) == len(broken_down):
                parts[sig, system] += lines
                totals[sig] = [t for t in totals[sig] if t not in lines]
                parts[key] = []


def meets(a: Count, b: Count) -> bool:
    """Whether two counts may be the same number."""
    return (a.high is None or b.low <= a.high) and (b.high is None or a.low <= b.high)


def missed(s: Statement) -> Issue:
    """A total that its parts, as far as they are of one kind, do not make."""
    words = f"With the total and all that it may be of the figure is {s.count}: printed total and sum differ."
    return issue("total-mismatch", s.where, words, text=str(s.count))


def _says(o: Observation) -> bool:
    """Whether a cell says anything of a number."""
    return o.count.kind not in ("blank", "unreadable")


def _statement(
    name: str,
    sig: Signature,
    parts: Sequence[Observation],
    stated: Sequence[Observation],
    constant: tuple[tuple[str, str], ...],
    problem: Issue | None,
) -> Statement:
    if len(parts) == 1 and not stated:
        return replace(_single(name, sig, parts[0]), restricted=constant)
    summed = sum((p.count for p in parts), ZERO)
    source = {"listing": "rows", "prose": "prose"}.get(parts[0].layout, "sum of parts")
    if not stated:
        state = "off" if problem and problem.code == "bands-overlap" else "none"
        return Statement(summed, source, tuple(parts), tuple(parts), name, sig, constant, state)
    state, _ = compare(stated[0].count, [p.count for p in parts])
    count = stated[0].count
    if state == "leaves-out":  # summed with the suppressed cells left out: it proves nothing
        return Statement(summed, source, tuple(parts), tuple(parts), name, sig, constant, state)
    if state == "off":
        count = _span(count, summed)
    elif state == "within" and not count.exact and summed.high is not None:
        count = Count(
            max(count.low, summed.low),
            min(count.high if count.high is not None else summed.high, summed.high),
            "suppressed",
        )
    source = "prose" if parts[0].layout == "prose" else "stated total"
    return Statement(count, source, (stated[0],), tuple(parts), name, sig, constant, state)


def _single(name: str, sig: Signature, o: Observation) -> Statement:
    source = {"listing": "rows", "prose": "prose"}.get(o.layout, "stated total")
    constant = tuple((d, member(o, d)) for d in sorted(sig))
    return Statement(o.count, source, (o,), (o,), name, sig, constant, "none")


def _span(a: Count, b: Count) -> Count:
    high = None if a.high is None or b.high is None else max(a.high, b.high)
    return Count(min(a.low, b.low), high, "suppressed")


def _constant(parts: Sequence[Observation], sig: Signature) -> tuple[tuple[str, str], ...]:
    """The dimensions in which all parts are of one member: what the table as a whole is about."""
    same = []
    for d in sorted(sig):
        first = member(parts[0], d)
        if all(member(p, d) == first for p in parts):
            same.append((d, first))
    return tuple(same)


def _unsound(parts: Sequence[Observation], sig: Signature) -> Issue | None:
    """Why parts may not be disjoint: the same labels twice, or ages that overlap."""
    if parts[0].layout in ("listing", "prose", "by-hand"):
        return None
    seen: set[tuple[tuple[str, ...], Period]] = set()
    for p in parts:
        key = (place(p, sig), p.period)
        if key in seen and sig:
            words = f"“{' '.join(key[0])}” comes again here without a heading that tells the rounds apart."
            return issue("group-heading-lost", p.where, words, text=p.text)
        seen.add(key)
    if "age" in sig:
        beside: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
        for p in parts:
            if p.age.kind in ("single", "band"):
                beside[place(p, sig - {"age"})].append(p)
        for some in beside.values():
            some.sort(key=lambda p: (p.age.low or 0, top(p.age)))
            for a, b in itertools.pairwise(some):
                if a.age != b.age and (b.age.low or 0) <= top(a.age):
                    words = f"The age bands “{a.age.label}” and “{b.age.label}” overlap, so they are not added."
                    return issue("bands-overlap", b.where, words)
    return None


def top(age: Age) -> int:
    """The oldest age of a band, 999 where it is open."""
    return 999 if age.high is None else age.high


def _unions(found: list[Statement]) -> list[Statement]:
    """Statements, with those that are each about one offence, sex or age of a dimension put together.

    One sheet per offence, or a table for girls and one for boys: together they are one breakdown.
    """
    groups: dict[Signature, list[Statement]] = defaultdict(list)
    out: list[Statement] = []
    for s in found:
        names = {d for d, _ in s.restricted}
        alone = len(s.parts) == 1 and len(names) > 1 and "age" in names and s.source != "stated total"
        (groups[s.signature] if names and "category" not in names and not alone else out).append(s)
    for some in groups.values():
        out += [_union(some)] if _one_of_each(some) else some
    return out


def _one_of_each(some: Sequence[Statement]) -> bool:
    """Whether there is a dimension of which every statement is about one member, each about another."""
    if len(some) < 2:
        return False
    shared = set.intersection(*({d for d, _ in s.restricted} for s in some))
    members = {d: [m for s in some for name, m in s.restricted if name == d] for d in shared}
    return any(len(set(m)) == len(m) for m in members.values())


def _union(some: Sequence[Statement]) -> Statement:
    count = sum((s.count for s in some), ZERO)
    sources = {s.source for s in some}
    source = sources.pop() if len(sources) == 1 and "stated total" not in sources else "sum of parts"
    state = (
        "exact" if all(s.state == "exact" for s in some) else "off" if any(s.state == "off" for s in some) else "none"
    )
    members = tuple(o for s in some for o in s.members)
    parts = tuple(o for s in some for o in s.parts)
    return Statement(count, source, members, parts, some[0].table, some[0].signature, (), state)
