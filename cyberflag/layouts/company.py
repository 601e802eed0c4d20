"""What a line of a table is in the light of the lines beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cyberflag.grid import fold
from cyberflag.layouts.dims import SEVERAL_FORCES, Dims, heading_dims
from cyberflag.layouts.reading import Reading
from cyberflag.reference import key
from cyberflag.tables import Heading, Look, Table
from cyberflag.words import flags, headings, meaning, offences, telling, victims
from cyberflag.words.offences import Offence
from cyberflag.words.victims import UNKNOWN_AGE


def of_which(look: Look, heads: Mapping[int, Sequence[Heading]], axis: dict[int, Dims]) -> None:
    """A line `of which …` counts some of the line before it, and is like that in what it leaves open."""
    whole: Dims | None = None
    for line, dims in axis.items():
        path = heads.get(line)
        rest = telling.inside(path[-1].text) if path else ""
        if not (path and rest):
            whole = dims
        elif whole and dims.flag and dims.flag != whole.flag:
            whole = dims  # `of which flagged`; the next may be `of which flagged and under 13`
        elif whole:
            own = heading_dims(look, Heading(path[-1].row, path[-1].column, rest, meaning(rest)), "")
            if not own.age and (under := own.under or headings.scope_under(rest)):
                own = replace(own, age=victims.band(0, under - 1), under=None)
            if not own.members:
                own = replace(own, category=f"label: {fold(rest)}")
            measure = "victims" if telling.of_people(path[-1].text) else whole.measure
            axis[line] = replace(own.under_(whole), measure=measure, total=False)


def two_flags(heads: Mapping[int, Sequence[Heading]], axis: dict[int, Dims]) -> None:
    """Lines that tell offences with the online flag and another one from those with either of the two alone.

    `Cyber flag only` and `Cyber and CSE flag` are parts of what is flagged; of a `Cyber flag` beside them nobody knows
    whether it holds what has both.
    """
    texts = {k: heads[k][-1].text for k in axis if heads.get(k)}
    said = {k: flags.with_other(text) for k, text in texts.items()}
    named = [k for k, text in texts.items() if said[k] == "both" and key(text).split()[0] != "both"]
    if not named and not ("both" in said.values() and any(flags.other_flag(text) for text in texts.values())):
        return
    for k, text in texts.items():
        label = fold(text)[:60]
        if said[k] in ("both", "cyber"):
            axis[k] = Dims(axis[k].period, axis[k].measure, "cyber", category=f"flag: {label}")
        elif said[k] == "other":
            axis[k] = replace(axis[k], flag="", category=f"flag: {label}", total=False)
        elif axis[k].flag == "cyber":
            axis[k] = replace(axis[k], category=f"label: {label}")


def by_company(heads: Mapping[int, Sequence[Heading]], axis: dict[int, Dims]) -> None:
    """`Other` and `Unknown` are of the kind of the labels beside them: an offence among offences, a site among sites."""
    vague = {k for k, d in axis.items() if heads.get(k) and _is_vague(d)}
    others = [d for k, d in axis.items() if k not in vague and not d.total and d.members]
    if not vague or not others or any(d.sex or d.age for d in others):
        return
    others = [d for d in others if not d.category.startswith("label: ")] or others  # what is known tells the kind
    kinds = {d.category.split(": ")[0] for d in others}
    of_offences = all(d.offence for d in others)
    if not of_offences and (len(kinds) > 1 or "" in kinds):
        return
    for k in vague:
        text = fold(heads[k][-1].text)
        kind = {"offence": Offence(text)} if of_offences else {"category": f"{kinds.copy().pop()}: {text}"}
        axis[k] = replace(axis[k], age=None, sex="", **kind)


def _is_vague(d: Dims) -> bool:
    """Whether a label says only that something is other than the rest, or not known."""
    named = d.offence or d.period or d.flag or d.category or d.force
    return not named and d.sex in ("", "other", "unknown") and d.age in (None, UNKNOWN_AGE) and bool(d.sex or d.age)


def forces_of(axis: dict[int, Dims], heads: dict[int, list[Heading]]) -> None:
    """Several forces among areas are each one's own lines; one force among its areas is their total."""
    named = {k: d for k, d in axis.items() if d.force}
    several = len({d.force for d in named.values()}) > 1
    for k, d in named.items():
        if d.total and not any(headings.is_total(h.text) for h in heads[k]):
            axis[k] = replace(d, total=False) if several else replace(d, force="")
    if several:
        axis |= {k: replace(d, force=SEVERAL_FORCES) for k, d in axis.items() if not d.force}


def one_measure(rows: dict[int, Dims]) -> None:
    """In a form of labels and values, `of these with the flag` counts what the line above counts."""
    said = {d.measure for d in rows.values() if d.measure}
    if len(said) == 1 and "outcomes" not in said:
        (measure,) = said
        for r, d in rows.items():
            if not d.measure and d.flag:
                rows[r] = replace(d, measure=measure)


def offences_by_company(rows: dict[int, Dims]) -> None:
    """A label that is on no list names an offence where those beside it do."""
    known = [d for d in rows.values() if d.offence and d.offence.code + d.offence.group]
    for r, dims in rows.items():
        if dims.category.startswith("label: ") and not dims.total:
            label = dims.category.removeprefix("label: ")
            if known or offences.looks_like(label):
                rows[r] = replace(dims, category="", offence=Offence(label, "", "", None, None, ""))


def all_is_total(reading: Reading, rows: dict[int, Dims], columns: dict[int, Dims]) -> None:
    """`All offences` beside flagged ones means that the flag was no condition; elsewhere it is only a total."""
    if any(d.flag == "cyber" for axis in (rows, columns) for d in axis.values()):
        for axis in (rows, columns):
            _bare_is_all(axis)
            _flagged_and_not(axis)
            _total_beside_flagged(reading.table, axis)
        return
    for axis in (rows, columns):
        if len(axis) > 1 or reading.titles.flag == "cyber":
            for key, d in axis.items():
                if d.flag == "all":
                    axis[key] = replace(d, flag="", offence=None, total=len(axis) > 1)


def _total_beside_flagged(table: Table, axis: dict[int, Dims]) -> None:
    """`All` beside a single line `Cyber` is of all offences, where it is more anywhere."""
    totals = [k for k, d in axis.items() if d.total and not d.members]
    others = [k for k, d in axis.items() if k not in totals]
    if len(totals) != 1 or len(others) != 1 or axis[others[0]].members != ("cyber",):
        return
    across = axis.keys() <= set(table.value_columns)
    for at in table.body_rows if across else table.value_columns:
        whole, part = (table.look.count(*((at, k) if across else (k, at))) for k in (totals[0], others[0]))
        if whole and part and part.high is not None and whole.low > part.high:
            axis[totals[0]] = replace(axis[totals[0]], flag="all", total=False)
            return


def _flagged_and_not(axis: dict[int, Dims]) -> None:
    """The total of what is flagged and what is not is of all offences."""
    if {"cyber", "not-cyber"} <= {d.flag for d in axis.values()}:
        axis |= {k: replace(d, flag="all") for k, d in axis.items() if d.total and not d.members}


def _bare_is_all(axis: dict[int, Dims]) -> None:
    """A bare count beside one `of which flagged` is of all offences: the flag was no condition."""
    if any(d.flag == "cyber" and set(d.members) == {d.flag, d.period} - {None} for d in axis.values()):
        flagged = {d.measure for d in axis.values() if d.flag == "cyber"} | {""}
        bare = {k: d for k, d in axis.items() if d.measure and set(d.members) == {d.period} - {None}}
        bare = {k: d for k, d in bare.items() if d.measure in flagged or flagged == {""}}
        axis |= {k: replace(d, flag="all") for k, d in bare.items()}


def share_is_of_all(reading: Reading) -> None:
    """Counts beside a column `% cyber flagged` are of all offences, of which it gives the share."""
    table = reading.table
    texts = [table.look.text(r, c) for r in table.header_rows for c in table.ignored_columns]
    shares = [t for t in texts if headings.is_percent(t) and " of " not in t.lower() and flags.scope(t) == "cyber"]
    if shares and not reading.titles.flag:
        reading.titles = replace(reading.titles, flag="all")


def what_is_unknown(reading: Reading, axes: Sequence[Dims]) -> None:
    """A title such as `Not recorded` speaks of what the table itself does not break down."""
    titles = reading.titles
    if titles.age == UNKNOWN_AGE and titles.sex == "unknown":
        by_age, by_sex = any(d.age for d in axes), any(d.sex for d in axes)
        reading.titles = replace(
            titles, age=None if by_age or not by_sex else titles.age, sex="" if by_sex or not by_age else "unknown"
        )
