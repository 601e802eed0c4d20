"""What a careful reader would doubt of a return, however well its tables add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyberflag.evidence import Figure
from cyberflag.issues import Issue, Severity, issue
from cyberflag.observations import Observation
from cyberflag.returns.nouns import ForceReturn
from cyberflag.words.counts import ZERO
from cyberflag.words.forces import Force, all_forces
from cyberflag.words.offences import recorded_against_children

# Published flagged figures lie between 3 and 38 per cent of the recorded offences of their force.
MOST_FLAGGED = 40  # per cent
LONGEST_GAP = 3  # years between the youngest and the next
OFTEN_WRONG = (0, 1)  # ages that an unknown date of birth is entered as


def like_all_offences(
    force: Force | None, figure: Figure, figures: Sequence[Figure], used: Sequence[Observation]
) -> Issue | None:
    """Why a figure that is flagged only because the request says so may be of all offences; None where it may not.

    It may where it is over 40 % of the child sexual offences that the force recorded in 2017/18, or equals a figure
    that the return gives for all offences.
    """
    if figure.flag != "cyber" or not any("flag" in o.from_request for o in used):
        return None
    about = f"{figure.count} is flagged only because that was the question, and it "
    same = [f for f in figures if f.flag == "all" and (f.period, f.measure) == (figure.period, figure.measure)]
    equal = next((f for f in same if f.count.exact is not None and f.count.exact == figure.count.exact), None)
    recorded = _recorded(force)
    if equal:
        words = f"{about}equals the figure for all offences at {equal.where}."
    elif recorded and 100 * figure.count.low > MOST_FLAGGED * recorded:
        share = round(100 * figure.count.low / recorded)
        words = f"{about}is {share} % of the {recorded:,} child sexual offences that the force recorded in 2017/18."
    else:
        return None
    return issue("looks-like-all-offences", figure.where, words, text=str(figure.count))


def _recorded(force: Force | None) -> int:
    """Child sexual offences recorded by the force, by all parts of a joint one; 0 where that is not known of each."""
    if force is None:
        return 0
    numbers = recorded_against_children()
    ids = {f.name: f.id for f in all_forces()}
    known = [numbers.get(ids.get(name, ""), 0) for name in force.parts or (force.name,)]
    return sum(known) if all(known) else 0


def unsaid(figures: Sequence[Figure]) -> Iterator[Issue]:
    """What the return leaves open about its figures, once for all of them, at the first."""
    for code, said in (("flag-unknown", "flag"), ("measure-unknown", "measure")):
        first = next((f for f in figures if getattr(f, said) == "unknown"), None)
        if first:
            yield issue(code, first.where)


def one_sex(figures: Sequence[Figure], observations: Sequence[Observation]) -> Iterator[Issue]:
    """That all tables of a return are of girls or of boys alone, as where one was filtered: its figures are no totals."""
    sexes = {o.sex for o in observations}
    tables = all(o.layout in ("crosstab", "pairs") for o in observations)
    if tables and len(observations) > 1 and figures and sexes in ({"female"}, {"male"}):
        words = f"All figures are of {sexes.pop()} victims, and nothing says how many the others are."
        yield issue("one-sex-only", figures[0].where, words)


def left_blank(out: ForceReturn) -> Iterator[Issue]:
    """The first blank or dash of a table that leaves the figure of a force open, because nothing says that it is none."""
    open_ = {(h.period, h.measure, h.flag): h for h in out.headlines if h.count.high is None and not h.left_out}
    blank: dict[str, list[Observation]] = {}
    for o in out.observations:
        if o.used in ("headline", "both") and o.count.kind == "blank" and (o.period, o.measure, o.flag) in open_:
            blank.setdefault(o.table, []).append(o)
    for some in blank.values():
        first = some[0]
        figure = open_[first.period, first.measure, first.flag].count
        said = f"“{first.count.text}”" if first.count.text.strip() else "A blank"
        more = f" So do {len(some) - 1} further cells." if len(some) > 2 else " So does another." * (len(some) - 1)
        words = (
            f"{said} stands among the counts, and no total or note says that it is none: the figure is {figure}.{more}"
        )
        yield issue("blank-not-stated", first.where, words, severity=Severity.WARNING, text=first.count.text)


def youngest(out: ForceReturn) -> Iterator[Issue]:
    """The youngest victim of each figure, where the age is 0 or 1, or lies more than three years below the next."""
    figures: dict[tuple[object, str, str], list[Observation]] = {}
    for o in out.observations:
        if o.used in ("ages", "both") and o.age.kind in ("single", "band") and o.count.low:
            figures.setdefault((o.period, o.measure, o.flag), []).append(o)
    for some in figures.values():
        first = min(some, key=lambda o: (o.age.low or 0, o.age.kind != "single", o.where))
        if first.age.kind != "single" or first.age.low is None:
            continue
        above = min(((o.age.low or 0) for o in some if (o.age.low or 0) > first.age.low), default=None)
        alone = above is not None and above - first.age.low > LONGEST_GAP
        if alone or first.age.low in OFTEN_WRONG:
            following = f", and the next is {above}" if above is not None else ""
            number = sum((o.count for o in some if o.age == first.age), ZERO)
            words = (
                f"The youngest victim is aged {first.age.low} (count {number}){following}; "
                "an unknown date of birth is often entered as the day of the report."
            )
            yield issue("youngest-check", first.where, words, text=first.age.label)
