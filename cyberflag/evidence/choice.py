"""Which statement is the headline, what proves it, and what every observation is used for."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.evidence.beside import label_left_out, lines_left_out, named, stands_beside
from cyberflag.evidence.marking import decided_against, in_conflict, mark, summing_to
from cyberflag.evidence.scope import Scoped, in_scope
from cyberflag.evidence.statements import Statement, meets, missed, place, signature, statements, top
from cyberflag.issues import Decide, Issue, Severity, Where, issue
from cyberflag.observations import Observation
from cyberflag.words.counts import ZERO, Count
from cyberflag.words.periods import Period

Key = tuple[Period, str, str]
CHOICES = ("sum", "first", "second")


class Figure(Struct, frozen=True):
    """The one figure for a period, measure and flag, before it is known whose it is."""

    period: Period
    measure: str
    flag: str
    count: Count
    headline_from: str
    proof: str
    where: Where
    images: str
    printed: Count | None = None
    left_out: str = ""
    age_filled: bool = False
    offence: str = ""
    beside: tuple[tuple[Count, Where], ...] = ()  # other statements that it is not known to hold or to be held by


def of_key(
    key: Key, some: Sequence[Observation], under: int | None, decide: Decide
) -> tuple[Figure | None, dict[int, Observation], list[Issue]]:
    """The figure of one period, measure and flag, what becomes of its observations by identity, and what is wrong."""
    free = [o for o in some if not o.not_used_because]
    if not free:
        return None, {}, []
    every, issues = statements(free)
    said = [s for s in every if "category" not in s.signature] or every
    adults = under is not None and _holds_adults(free, under)
    scoped = [in_scope(s, under, adults) for s in said]
    usable = [s for s in scoped if not s.why and not _overlapping(s)]
    usable = _same_reach(usable)
    if not usable:
        return _left_out(key, scoped), mark(free, None, None, scoped, under), issues
    main, others = _best(usable)
    weighed, problems = _weigh(main, others, decide)
    main, agreeing, verdict = weighed.main, weighed.agreeing, weighed.verdict
    issues += problems
    count = (
        _narrowed(main.count, [s.count for s in agreeing])
        if verdict != "conflict"
        else hull([s.count for s in weighed.standing])
    )
    figure = Figure(
        *key,
        count,
        main.statement.source,
        "conflict" if verdict else _proof(main, agreeing),
        main.statement.where,
        _images([main, *agreeing]),
        next((s.printed for s in [main, *agreeing] if s.printed), None),
        "may-be-parts" if verdict == "may-be-parts" else "",
        main.age_filled,
        _about(main.statement),
        tuple((s.count, s.statement.where) for s in weighed.standing[1:] if verdict and s not in agreeing),
    )
    if main.statement.state == "off" and main is weighed.standing[0]:
        issues.append(missed(main.statement))
    aged = _age_breakdown([main, *agreeing] if not verdict else [])
    issues += [*lines_left_out(main, said, free), *label_left_out(main, every, said)]
    if verdict == "conflict":
        apart = [s for s in weighed.standing if s not in agreeing]
        marked = in_conflict(mark(free, summing_to(count.low, weighed.standing), aged, scoped, under), apart)
    else:
        marked = mark(free, None if verdict else main, aged, scoped, under)
    return figure, decided_against(marked, weighed.dropped), issues


def _holds_adults(free: Sequence[Observation], under: int) -> bool:
    """Whether counts of this key include adults: a band above the age, or more in all than are stated below it."""
    if any(o.age.kind in ("single", "band") and top(o.age) >= under and o.count.low for o in free):
        return True
    below = [
        o.count for o in free if o.age.kind == "band" and not o.age.low and top(o.age) == under - 1 and o.sex == "all"
    ]
    bare = [o.count for o in free if not signature(o)]
    return any(b.high is not None and all_.low > b.high for b in below for all_ in bare)


def _overlapping(s: Scoped) -> bool:
    return s.statement.state == "off" and s.statement.source != "stated total"


def _same_reach(usable: list[Scoped]) -> list[Scoped]:
    """Statements about the whole where there are any; else those about one offence, sex or age alone."""
    lists = sum(s.statement.source == "rows" for s in usable)  # that all records of one are of rape is no title
    whole = [s for s in usable if not s.statement.restricted or (lists > 1 and s.statement.source == "rows")]
    if whole:
        most = max((s.count.high if s.count.high is not None else s.count.low for s in whole), default=0)
        open_ = any(s.count.high is None for s in whole)
        return whole if open_ else [s for s in usable if s in whole or s.count.low > most]  # more than of all
    widest = min((len(s.statement.restricted) for s in usable), default=0)
    return [s for s in usable if len(s.statement.restricted) == widest]


def _left_out(key: Key, scoped: Sequence[Scoped]) -> Figure | None:
    """A figure that was read and can stand in no total: all of adults, of images, or of under-16s."""
    out = [s for s in scoped if s.why] or [s for s in scoped if not _overlapping(s)]
    if not out:
        return _of_overlapping(key, scoped)
    main = max(out, key=lambda s: (s.statement.proved, len(s.statement.parts)))
    why = main.why or "conflict"
    images = "in" if why == "images" else main.images
    s = main.statement
    count = main.count if main.count.high != 0 else s.count
    return Figure(
        *key, count, s.source, "proved" if s.proved else "unverified", s.where, images, None, why, False, _about(s)
    )


def _of_overlapping(key: Key, scoped: Sequence[Scoped]) -> Figure | None:
    """Of bands that overlap there are as many as in the largest at least, and all together at most."""
    main = max(scoped, key=lambda s: len(s.statement.parts), default=None)
    if main is None or not main.statement.parts:
        return None
    s = main.statement
    whole = sum((o.count for o in s.parts), ZERO)
    count = Count(max(o.count.low for o in s.parts), whole.high, "suppressed")
    return Figure(*key, count, s.source, "unverified", s.where, main.images, None, "may-be-parts", False, _about(s))


def _about(s: Statement) -> str:
    return next((m.strip() for d, m in s.restricted if d == "offence"), "")


def _best(usable: Sequence[Scoped]) -> tuple[Scoped, list[Scoped]]:
    """A total that its parts prove, else the most complete breakdown, else a stated total."""

    def order(s: Scoped) -> tuple[object, ...]:
        return (
            not s.statement.proved,
            s.statement.state in ("off", "leaves-out"),
            not s.exact,
            -len(s.statement.parts),
            s.statement.where,
        )

    ranked = sorted(usable, key=order)
    whole = next((s for s in ranked if _says_more(s, ranked[0])), ranked[0])
    return whole, [s for s in ranked if s is not whole]


def _says_more(s: Scoped, best: Scoped) -> bool:
    """Whether a sentence on the whole says more than a breakdown in sentences, which then leaves some out."""
    of_prose = s.statement.source == best.statement.source == "prose"
    sums = best.statement.signature and len(best.statement.parts) > 1 and best.count.high is not None
    return bool(of_prose and sums and not s.statement.signature and s.exact and s.count.low > (best.count.high or 0))


class _Weighed(Struct, frozen=True):
    """The statement that stands, with those that agree, and those that a person decided against."""

    main: Scoped
    agreeing: list[Scoped]
    standing: list[Scoped]
    dropped: list[Scoped]
    verdict: str  # empty, `conflict` or `may-be-parts`


def _weigh(main: Scoped, others: Sequence[Scoped], decide: Decide) -> tuple[_Weighed, list[Issue]]:
    """The first statement against every other, with what is wrong and what a person decided about it."""
    beside = [s for s in others if stands_beside(main.statement, s.statement)]
    differing = [(s, _doubt(main, beside)) for s in beside]
    told = [(s, _contradicted(main.statement, s.statement)) for s in others if s not in beside]
    differing += [(s, _difference(main, s, lines)) for s, lines in told if not meets(main.count, s.count) or lines[0]]
    issues = list(dict.fromkeys(problem for _, problem in differing))
    said = {id(s): decide(problem) for s, problem in differing if problem.choices}
    taken = next((s for s, _ in differing if said.get(id(s)) == "second"), main)
    against = [s for s, _ in differing if said.get(id(s)) == "first"]
    if taken is not main:
        agreed = {id(s) for s, _ in differing}
        against += [main, *(s for s in others if id(s) not in agreed and not meets(taken.count, s.count))]
    added = [s for s, _ in differing if said.get(id(s)) == "sum" and s is not taken]
    gone = set(map(id, [taken, *against, *added]))
    rest = [s for s in others if id(s) not in gone]
    unsaid = {id(s) for s in beside if not said[id(s)]}
    whole = _added([taken, *added]) if added else taken
    open_ = [problem.code for s, problem in differing if problem.choices and id(s) not in gone]
    verdict = "conflict" if open_ or whole.statement.state == "off" else ""
    verdict = "may-be-parts" if set(open_) - {"statements-conflict"} else verdict
    agreeing = [s for s in rest if meets(whole.count, s.count) and id(s) not in unsaid]
    return _Weighed(whole, agreeing, [whole, *rest], against, verdict), issues


def _doubt(main: Scoped, beside: Sequence[Scoped]) -> Issue:
    """The issue that lines under names of which nothing is known may be parts of one whole, once for all of them."""
    s = beside[0]
    alike = _alike(main.statement, s.statement) and not main.statement.proved
    code = "two-values-one-period" if alike else "may-be-parts"
    first, second = named(main.statement), named(s.statement)
    more = f" So with {len(beside) - 1} further ones." if len(beside) > 2 else " So with another." * (len(beside) - 1)
    words = (
        f"“{first}” says {main.count} (first, from {main.statement.where.cell}), “{second}” says {s.count} (second): "
        f"parts of one whole, or one thing counted in two ways?{more}"
    )
    if first == second:
        words = f"{main.statement.where} says {main.count} (first), another list {s.count} (second), of other records.{more}"
    numbers = " and ".join(str(one.count) for one in (main, *beside))
    choices = CHOICES if len(beside) == 1 else CHOICES[:2]
    return issue(code, s.statement.where, words, text=numbers, choices=choices)


def _contradicted(a: Statement, b: Statement) -> tuple[int, int]:
    """In how many of the lines that two breakdowns of one kind share they give another number, and how many they share."""
    if a.signature != b.signature or not a.signature or a.table == b.table or min(len(a.parts), len(b.parts)) < 2:
        return 0, 0
    told = {place(o, a.signature): o.count for o in a.parts}
    shared = [(c, o.count) for o in b.parts if (c := told.get(place(o, a.signature)))]
    return sum(not meets(c, own) for c, own in shared), len(shared)


def _difference(main: Scoped, s: Scoped, lines: tuple[int, int]) -> Issue:
    """What is wrong where two statements differ; one that a person may decide has choices. `lines`: see `_contradicted`."""
    differ, shared = lines
    text = f"{main.statement.where} says {main.count} (first), {s.statement.where} says {s.count} (second)"
    numbers = f"{main.count} and {s.count}"  # part of the id, which must not change with the name of a file
    if _incomplete(main, s):
        words = f"{text}: a breakdown that leaves some out."
        return issue("breakdown-incomplete", s.statement.where, words, text=numbers)
    if _alike(main.statement, s.statement) and not main.statement.proved:
        code = "two-values-one-period" if "category" in main.statement.signature else "may-be-parts"
        words = f"Two values for the same period: {text}. They may be parts of one answer or two statements of it."
        aside = code == "may-be-parts" and _answers_aside(main.statement, s.statement)
        severity = Severity.NOTE if aside else None
        return issue(code, s.statement.where, words, severity=severity, text=numbers, choices=CHOICES)
    if differ * 2 > shared or _of_two_kinds(main.statement, s.statement):
        words = f"{text}, line by line with other numbers: they may be of two areas or systems, or two statements."
        return issue("may-be-parts", s.statement.where, words, text=numbers, choices=CHOICES)
    words = f"{text}. The figures disagree, so the range is given."
    return issue("statements-conflict", s.statement.where, words, text=numbers, choices=("first", "second"))


def _of_two_kinds(a: Statement, b: Statement) -> bool:
    """Two totals below headings that nothing is known of, as the names of two systems."""
    kinds = {a.members[0].category, b.members[0].category} if a.members and b.members else set()
    return len(kinds) == 2 and all(kind.startswith(("label: ", "system: ", "area: ")) for kind in kinds)


def _answers_aside(a: Statement, b: Statement) -> bool:
    """Two lines of a letter that are not of flagged offences: they may answer different questions altogether."""
    return a.source == b.source == "prose" and "cyber" not in (a.members[0].flag, b.members[0].flag)


def _added(some: Sequence[Scoped]) -> Scoped:
    """Statements that a person decided to be parts of one answer, as one."""
    members = tuple(o for s in some for o in s.members)
    count = sum((s.count for s in some), ZERO)
    parts = tuple(o for s in some for o in s.statement.parts)
    whole = replace(some[0].statement, count=count, members=members, parts=parts, source="sum of parts", state="none")
    return replace(some[0], statement=whole, count=count, members=members, printed=None)


def _incomplete(main: Scoped, s: Scoped) -> bool:
    """A sum of parts below the headline along another breakdown: it leaves out those whose age or sex is not known."""
    below = s.count.high is not None and s.count.high < main.count.low
    of_another_kind = s.statement.signature != main.statement.signature or s.statement.source == "rows"
    return below and s.statement.source != "stated total" and of_another_kind


def _alike(a: Statement, b: Statement) -> bool:
    """Two figures broken down in the same way that differ: they may be of two systems, areas or times."""
    return a.signature == b.signature and len(a.members) == len(b.members) == 1


def _narrowed(count: Count, others: Sequence[Count]) -> Count:
    low, high = count.low, count.high
    for o in others:
        low = max(low, o.low)
        high = o.high if high is None else high if o.high is None else min(high, o.high)
    if high is not None and low > high:
        return count
    return Count(low, high, "exact" if low == high else "suppressed")


def hull(counts: Sequence[Count]) -> Count:
    """The bounds within which every one of several counts lies."""
    low = min(c.low for c in counts)
    highs = [c.high for c in counts]
    high = None if any(h is None for h in highs) else max(h for h in highs if h is not None)
    return Count(low, high, "exact" if low == high else "suppressed")


def _proof(main: Scoped, agreeing: Sequence[Scoped]) -> str:
    if main.statement.proved or any(s.statement.proved and s.exact for s in agreeing):
        return "proved"
    elsewhere = [s for s in agreeing if s.exact and main.exact and s.statement.where != main.statement.where]
    return "consistent" if elsewhere else "unverified"


def _images(some: Sequence[Scoped]) -> str:
    return next((s.images for s in some if s.images != "unknown"), "unknown")


def _age_breakdown(agreeing: Sequence[Scoped]) -> Scoped | None:
    """The breakdown by age to use: the one with most single ages, and no further dimension than it needs."""
    aged = [s for s in agreeing if "age" in s.statement.signature]

    def order(s: Scoped) -> tuple[object, ...]:
        single = sum(1 for o in s.statement.parts if o.age.kind == "single")
        return (-single, len(s.statement.signature), s.statement.where)

    return min(aged, key=order, default=None)
