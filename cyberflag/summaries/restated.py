"""The same figure in two rounds: what was restated, and which inputs and decisions changed."""

from __future__ import annotations

from collections.abc import Iterable

from cyberflag.collection import Collection
from cyberflag.decisions import Request
from cyberflag.summaries import Column, Entry, Result, Scalar, result, with_bounds
from cyberflag.summaries.change import change_of, change_words
from cyberflag.summaries.figures import Combination, bounds, combination, counted, summed
from cyberflag.summaries.standing import last_line
from cyberflag.summaries.wording import many
from cyberflag.words.counts import Count

Key = tuple[str, Combination]

COLUMNS = (
    Column("force", "Force", "name"),
    Column("period", "Period"),
    Column("measure", "Measure", drop=3),
    Column("flag", "Flag", drop=3),
    *with_bounds("before", "Before"),
    *with_bounds("after", "After"),
    *with_bounds("difference", "Difference", drop=2),
    *with_bounds("change", "Change", "share", drop=1),
    Column("before_where", "Before, read in", "place", drop=4),
    Column("after_where", "After, read in", "place", drop=4),
)


def _figures(collection: Collection) -> dict[Key, tuple[Count, str]]:
    found: dict[Key, list[tuple[Count, str]]] = {}
    for _, headline in counted(collection):
        key = (headline.force, combination(headline))
        found.setdefault(key, []).append((headline.count, str(headline.where)))
    return {key: (summed(c for c, _ in many_), "; ".join(w for _, w in many_)) for key, many_ in found.items()}


def entries(before: Collection, after: Collection) -> tuple[list[Entry], int]:
    """The figures that both rounds give and that differ, by force and period; and how many both give."""
    old, new = _figures(before), _figures(after)
    both = sorted(set(old) & set(new), key=lambda key: (key[0], key[1].period, key[1].measure, key[1].flag))
    rows = []
    for key in both:
        (first, first_where), (second, second_where) = old[key], new[key]
        if (first.low, first.high) != (second.low, second.high):
            change = {k: v for k, v in change_of(first, second).items() if not k.startswith("ratio")}
            where = {"before_where": first_where, "after_where": second_where}
            figures = {**bounds(first, "before"), **bounds(second, "after")}
            rows.append({"force": key[0], **key[1].entry, **figures, **change, **where})
    return rows, len(both)


def restated(before: Collection, after: Collection) -> Result:
    """The figures of the same force, period, measure and flag that differ between two rounds."""
    rows, both = entries(before, after)
    same = both - len(rows)
    title = f"Restated: {many(len(rows), 'figure')} of {both} that both rounds give; {same} unchanged"
    sums = _by_combination(before, after)
    notes = [
        *sums,
        "Later flags raise figures, and reviews lower them: say of a figure as at when it is.",
        last_line(before),
    ]
    if last_line(after) != last_line(before):
        notes.append(last_line(after))
    return result("restated", title, COLUMNS, rows, notes, rows)


def _by_combination(before: Collection, after: Collection) -> list[str]:
    """For each period of both rounds the sums over the forces that both give."""
    old, new = _figures(before), _figures(after)
    found: dict[Combination, list[Key]] = {}
    for key in sorted(set(old) & set(new), key=lambda key: key[0]):
        found.setdefault(key[1], []).append(key)
    said = []
    for which, keys in sorted(found.items(), key=lambda item: (item[0].period, item[0].measure, item[0].flag)):
        sums = summed(old[k][0] for k in keys), summed(new[k][0] for k in keys)
        label = f"{which.period.label or 'no stated period'} {which.measure} (flag {which.flag})"
        said.append(f"{label}, in the {many(len(keys), 'return')} of both rounds: {change_words(*sums)}.")
    return said


CHANGED_COLUMNS = (
    Column("what", "What"),
    Column("name", "Name", wide=True),
    Column("before", "Before", wide=True),
    Column("after", "After", wide=True),
)


def changed(before: Collection, after: Collection) -> Result:
    """Files, request, roster, figures by hand and decisions that are not the same in both rounds."""
    rows = [*_files(before, after), *_record(before, after)]
    return result("changed", f"Inputs and decisions that differ: {len(rows)}", CHANGED_COLUMNS, rows, data=rows)


def _line(what: str, name: str, before: Scalar, after: Scalar) -> Entry:
    return {"what": what, "name": name, "before": before, "after": after}


def _differing(what: str, old: dict[str, str], new: dict[str, str]) -> Iterable[Entry]:
    for name in sorted(set(old) | set(new)):
        if old.get(name) != new.get(name):
            yield _line(what, name, old.get(name), new.get(name))


def _files(before: Collection, after: Collection) -> Iterable[Entry]:
    """Files by name with the first digits of their hash; the same content under another name is no change."""
    old, new = ({content: name for name, _, content in c.sources} for c in (before, after))
    shared = set(old) & set(new)
    olds = {name: content[:12] for content, name in old.items() if content not in shared}
    news = {name: content[:12] for content, name in new.items() if content not in shared}
    yield from _differing("file", olds, news)


def _record(before: Collection, after: Collection) -> Iterable[Entry]:
    old, new = before.record, after.record
    yield from _differing("request", _asked(old.request), _asked(new.request))
    yield from _differing("asked", *({a.force: "asked" for a in r.roster} for r in (old, new)))
    yield from _differing(
        "by hand",
        *({f"{f.force} {f.period.label} {f.measure} {f.flag}": str(f.count) for f in r.by_hand} for r in (old, new)),
    )
    yield from _differing(
        "decision", *({d.id: f"{d.decision} {d.value}".strip() for d in r.decisions} for r in (old, new))
    )


def _asked(request: Request | None) -> dict[str, str]:
    if request is None:
        return {}
    told = {
        "flag": request.flag,
        "period": request.period.label if request.period else None,
        "measure": request.measure,
        "age_under": str(request.age_under) if request.age_under else None,
    }
    return {key: value for key, value in told.items() if value}
