"""The command `compare`: two rounds or two periods of one, read and put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError
from cyberflag.outputs.delivery import Options, finish, put, read
from cyberflag.outputs.saying import FORMATS, format_of
from cyberflag.summaries import Report, Result
from cyberflag.summaries.change import Side, change, sides
from cyberflag.summaries.restated import changed, restated
from cyberflag.summaries.selection import Selection, chosen, combinations
from cyberflag.summaries.years import by_year, cumulative
from cyberflag.words.periods import Period


def tell_compared(returns: tuple[Path, ...], periods: tuple[str, ...], options: Options) -> int:
    """Read, compare, put the result where it is wanted; the exit code."""
    form = format_of(options["output"], options["form"], "table", FORMATS)
    rounds = _rounds(returns, len(periods), options)
    said = _said(rounds, periods, options, form)
    written = put(said, form, options)
    codes = [finish(one, options, closing=form in ("csv", "tsv")) for one in rounds]
    return max(written, *codes)


def _rounds(returns: tuple[Path, ...], periods: int, options: Options) -> list[Collection]:
    """Two collections for two paths; one for one path, or for any number of paths with several periods."""
    together = len(returns) != 2
    if len(returns) > 2 and periods < 2:
        raise CyberflagError("name two rounds, or one with two periods: --period 2014/15 --period 2015/16")
    unselected = {**options, "period": None}
    return [read(paths, unselected)[0] for paths in ([returns] if together else [(path,) for path in returns])]


def _said(rounds: Sequence[Collection], periods: tuple[str, ...], options: Options, form: str) -> Result | Report:
    before, after = rounds[0], rounds[-1]
    if options["publish"]:
        return _published(rounds, periods, options)
    if options["restated"]:
        if len(rounds) < 2:
            raise CyberflagError("--restated compares two rounds: name two folders or packages")
        return restated(before, after)
    wanted = _wanted(rounds, periods, options)
    found = sides(before, after, _selections(rounds, wanted, options))
    if found is None:
        raise CyberflagError("there is no figure to compare; see cyberflag totals")
    if options["cumulative"]:
        return cumulative(rounds, found[1].which, wanted)
    compared = change(*found)
    return compared if form in ("csv", "tsv") else _whole(rounds, found, compared, wanted)


def _published(rounds: Sequence[Collection], periods: tuple[str, ...], options: Options) -> Result:
    from cyberflag.summaries.handing_out import change_published

    if len(rounds) > 1 or options["restated"] or options["cumulative"]:
        raise CyberflagError(
            "--publish compares two periods of one folder: two rounds, or a sum over periods, would give away a figure "
            "that is not shown; of two rounds hand out the later, with `cyberflag forces RETURNS --publish`"
        )
    old, new = _selections(rounds, _wanted(rounds, periods, options), options)
    return change_published(rounds[0], old.period, new.period)


def _wanted(rounds: Sequence[Collection], periods: tuple[str, ...], options: Options) -> list[Period]:
    """The periods of the options; each must stand in one of the rounds."""
    found = []
    for text in periods:
        for at, one in enumerate(rounds):
            try:
                selection = chosen(one, text, options["measure"], options["flag"])
            except CyberflagError:
                if at == len(rounds) - 1:
                    raise
                continue
            found += [selection.period] if selection.period else []
            break
    return found


def _selections(
    rounds: Sequence[Collection], wanted: Sequence[Period], options: Options
) -> tuple[Selection, Selection]:
    """What is taken of the earlier and of the later round."""
    measure, flag = options["measure"], options["flag"]
    if len(wanted) > 2 and not options["cumulative"]:
        raise CyberflagError("a change is between two periods; more of them only with --cumulative")
    if len(rounds) == 1 and len(set(wanted)) == 1 and not options["cumulative"]:
        raise CyberflagError("a change is between two periods: give --period twice, or name two rounds")
    if wanted:
        return Selection(wanted[0], measure, flag), Selection(wanted[-1], measure, flag)
    if len(rounds) == 1:
        return _latest_two(rounds[0], Selection(None, measure, flag))
    return Selection(None, measure, flag), Selection(None, measure, flag)


def _latest_two(collection: Collection, selection: Selection) -> tuple[Selection, Selection]:
    """The two latest periods of equal length that most of its forces give, of the leading pair."""
    found = combinations(collection, selection)
    if not found:
        return selection, selection
    first = found[0]
    same = [c.period for c in found if (c.measure, c.flag) == (first.measure, first.flag) and c.period.known]
    whole = sorted(
        p for p in same if p.is_year == first.period.is_year and not (p != first.period and p.overlaps(first.period))
    )
    if len(whole) < 2:
        raise CyberflagError("the returns give one period only; name two rounds to compare")
    return Selection(whole[-2], first.measure, first.flag), Selection(whole[-1], first.measure, first.flag)


def _whole(
    rounds: Sequence[Collection], found: tuple[Side, Side], compared: Result, wanted: Sequence[Period]
) -> Report:
    """The change, the table of years, and for two rounds what was restated and which inputs changed."""
    which = found[1].which
    sections = [compared, by_year(rounds, which.measure, which.flag, () if len(wanted) < 2 else wanted)]
    values = {**compared.data, "years": sections[1].data}
    if len(rounds) == 2:
        again, inputs = restated(*rounds), changed(*rounds)
        sections += [again, inputs]
        values |= {"restated": again.data, "changed": inputs.data}
    return Report(tuple(sections), values, lambda: tuple(sections))
