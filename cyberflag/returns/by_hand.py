"""Figures that a person read where the tool could not: rows of a breakdown, or headlines that replace what was read."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.decisions import HandFigure, Record
from cyberflag.issues import Where, issue
from cyberflag.observations import Observation
from cyberflag.returns.nouns import ForceReturn, Headline
from cyberflag.words import offences


def hand_rows(force: str, record: Record) -> list[Observation]:
    """The force's figures by hand that are parts of a breakdown, as observations."""
    return [_observation(h) for h in record.by_hand if h.force == force and not h.is_headline]


def replace_headlines(out: ForceReturn, record: Record) -> None:
    """Put the force's headlines by hand in the place of what was read, which stays listed as not used."""
    for h in record.by_hand:
        if h.force != out.force:
            continue
        if h.is_headline:
            key = (h.period, h.measure, h.flag)
            out.observations = [_replaced(o, key) for o in out.observations]
            out.headlines = [x for x in out.headlines if (x.period, x.measure, x.flag) != key]
            out.left_out = [x for x in out.left_out if (x.period, x.measure, x.flag) != key]
            one = _observation(h)
            out.observations.append(
                replace(one, used="headline", role="total", force=out.force, force_code=out.force_code)
            )
            out.headlines.append(
                Headline(
                    out.force,
                    *key,
                    h.count,
                    "by hand",
                    "unverified",
                    one.where,
                    out.force_code,
                    victims_under=one.victims_under,
                )
            )
        if not _settled(out, h) and h.is_headline:
            words = f"{h.count} {h.measure} for {h.period.label} were read {_who(h)}."
            out.issues.append(issue("figure-read-by-hand", h.source if h.source.file else h.where, words))


def _replaced(o: Observation, key: tuple[object, str, str]) -> Observation:
    if (o.period, o.measure, o.flag) != key or o.used not in ("headline", "both"):
        return o
    return replace(o, used="ages") if o.used == "both" else replace(o, used="", not_used_because="replaced-by-hand")


def _observation(h: HandFigure) -> Observation:
    offence = offences.parse(h.offence) if h.offence else None
    return Observation(
        where=h.source if h.source.file else h.where,
        count=h.count,
        text=h.count.text or str(h.count),
        period=h.period,
        measure=h.measure,
        flag=h.flag,
        offence=h.offence,
        offence_code=offence.code if offence else "",
        offence_group=offence.group if offence else "",
        age=h.age,
        sex=h.sex,
        table="by-hand",
        layout="by-hand",
        force=h.force,
    )


def _settled(out: ForceReturn, h: HandFigure) -> bool:
    """Whether the person read a file that the tool could not: its error is settled, and a note says by whom."""
    kept = [i for i in out.issues if not (i.code == "unreadable-file" and _same_file(i.where.file, h.source.file))]
    if len(kept) == len(out.issues):
        return False
    words = f"The file could not be read by the tool; its figures were read {_who(h)}."
    out.issues = [*kept, issue("figure-read-by-hand", Where(h.source.file), words)]
    return True


def _who(h: HandFigure) -> str:
    """`by A. Reader on 2016-06-01 (figures_by_hand.csv line 2): the scan is clear`."""
    by = f"by {h.by}" if h.by else "by a person"
    on = f" on {h.on.isoformat()}" if h.on else ""
    return f"{by}{on} ({h.where}){f': {h.reason}' if h.reason else ''}".rstrip(".")


def _same_file(name: str, given: str) -> bool:
    return name == given or name.rsplit("/", 1)[-1] == given.rsplit("/", 1)[-1]


def forces_by_hand(record: Record) -> Sequence[str]:
    """Every force for which a person read a figure, in the order of the file."""
    return list(dict.fromkeys(h.force for h in record.by_hand))
