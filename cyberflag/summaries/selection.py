"""Which period, measure and flag an output speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError
from cyberflag.summaries.figures import Combination, bodies, combination, counted
from cyberflag.summaries.wording import few
from cyberflag.words.periods import Period, parse

MEASURES = ("offences", "victims", "suspects", "arrests", "outcomes", "incidents", "unknown")
FLAGS = ("cyber", "all", "not-cyber", "unknown")


class Selection(Struct, frozen=True):
    """What --period, --measure and --flag let through; None lets everything through."""

    period: Period | None = None
    measure: str | None = None
    flag: str | None = None

    def takes(self, period: Period, measure: str, flag: str) -> bool:
        """Whether a figure is let through."""
        wanted = (self.period, self.measure, self.flag)
        return all(want is None or want == has for want, has in zip(wanted, (period, measure, flag), strict=True))


EVERYTHING = Selection()


def chosen(collection: Collection, period: str | None, measure: str | None, flag: str | None) -> Selection:
    """The selection of the options. Raises CyberflagError for a period that no return and no request names."""
    if period is None:
        return Selection(None, measure, flag)
    known = {one.period for one in collection.observations} | {
        h.period for r in collection.returns for h in r.headlines
    }
    if collection.record.request and collection.record.request.period:
        known.add(collection.record.request.period)
    by_text = {one.label: one for one in known}
    text = period.strip()
    if text not in by_text and (read := parse(text)) is not None:
        text = read.label  # 2015-16, 2015/2016
    if not text or text not in by_text:
        there = ", ".join(sorted(text for text in by_text if text)) or "none"
        raise CyberflagError(f"no return gives figures for the period {period!r}; the periods found: {there}")
    return Selection(by_text[text], measure, flag)


def combinations(collection: Collection, selection: Selection = EVERYTHING) -> list[Combination]:
    """Every combination that a counted headline has, the one a report leads with first, then by forces."""
    found = _body_counts(collection, selection)
    first = leading(collection, selection)
    return sorted(found, key=lambda c: (c != first, -found[c], _latest_first(c.period), c.measure, c.flag))


def _body_counts(collection: Collection, selection: Selection) -> Counter[Combination]:
    return Counter(
        combination(headline)
        for _, headline in counted(collection)
        if selection.takes(headline.period, headline.measure, headline.flag)
        for _ in bodies(headline.force)
    )


def _latest_first(period: Period) -> tuple[int, int]:
    """Sorts the latest end first, then the longest."""
    end = period.end.toordinal() if period.end else 0
    start = (period.start or period.end or date.min).toordinal()
    return -end, start - end


def leading(collection: Collection, selection: Selection = EVERYTHING) -> Combination | None:
    """The combination that a report and the terminal speak of; None where no force gave a figure and none was asked for.

    Cyber offences if any force has them, else the commonest pair; the period of the request, else the one that most
    forces answered, then the latest end, then the longest.
    """
    found = _body_counts(collection, selection)
    commonest = leading_pair(found)
    pair = (selection.measure or commonest[0], selection.flag or commonest[1])
    request = collection.record.request
    asked_for = selection.period or (request.period if request else None)
    if asked_for is not None:
        return Combination(asked_for, *pair)
    of_pair = [c for c in found if (c.measure, c.flag) == pair]
    return min(of_pair, key=lambda c: (-found[c], _latest_first(c.period)), default=None)


def for_screen(collection: Collection, selection: Selection, one_period: bool) -> tuple[Selection, str]:
    """What a screen shows of a selection: the leading pair, with `one_period` of the leading period; the rest in words."""
    which = leading(collection, selection)
    shown = selection
    if which is not None:
        shown = Selection(which.period if one_period else selection.period, which.measure, which.flag)
    kept = combinations(collection, shown)
    if not kept:
        given = _in_words(combinations(collection))
        told = (
            f"No body gave such a figure. Given are: {given}."
            if given
            else "No return gave a figure that may be counted."
        )
        return shown, told
    return shown, rest_in_words(combinations(collection, selection), kept)


def leading_pair(found: Counter[Combination]) -> tuple[str, str]:
    """Measure and flag: cyber offences if any force has them, else the pair of most forces."""
    pairs: Counter[tuple[str, str]] = Counter()
    for which, number in found.items():
        pairs[which.measure, which.flag] += number
    if not pairs or ("offences", "cyber") in pairs:
        return "offences", "cyber"
    return min(pairs, key=lambda pair: (-pairs[pair], pair))


def rest_in_words(listed: Iterable[Combination], shown: Iterable[Combination]) -> str:
    """`Also given, not shown: 2014/15 offences (cyber), …` for what a screen leaves out; empty for nothing."""
    kept = set(shown)
    rest = [c for c in listed if c not in kept]
    if not rest:
        return ""
    options = "(--period, --measure, --flag, or csv and json for all)"
    return f"Also given and never added to the above: {_in_words(rest)} {options}."


def _in_words(some: Sequence[Combination]) -> str:
    return few([f"{c.period.label or 'no period'} {c.measure} (flag {c.flag})" for c in some], 6)
