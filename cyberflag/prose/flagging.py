"""Which figures a later sentence shows to be of all crimes: `We recorded 412 crimes. Of these, 37 had the flag`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from operator import attrgetter

from msgspec.structs import replace

from cyberflag.observations import Observation
from cyberflag.patterns import late
from cyberflag.prose.meaning import flag_of, measure_of
from cyberflag.prose.numbers import Figure
from cyberflag.prose.running import FLAGGED
from cyberflag.words import flags

_BACK = late(
    r"\b(?:of|among|amongst|in|from) (?:these|those|them|this (?:number|total|figure)|that (?:number|total|figure))\b",
    re.IGNORECASE,
)
_OF = late(r"\W*(?:of|among|amongst|in|from) (?:the|these|those) \d", re.IGNORECASE)
_OF_THEM = late(r"\W*(?:of (?:them|these|those|which|whom)|against)\b", re.IGNORECASE)
_CHANGES = late(  # `this compares with 31`, `in 2015/16 it rose to 58`
    r"\b(?:this|that|it|the (?:figure|number|total)) (?:had |has )?(?:rose|risen|fell|fallen|compares|compared|increased|decreased|dropped|grew|grown|went|gone)\b",
    re.IGNORECASE,
)
_BREAKDOWN = late(
    r"\W*(?:(?:a |the )?break ?down\b|(?:broken down |split |listed )?by (?:the )?(?:ages?|sex|gender|victims?|offences?|type)\b|(?:the )?(?:ages?|sex|gender|victims?'?)(?: and (?:sex|gender|ages?))?\b|of (?:these|those|them|which)\b|(?:these|they|those) (?:were|are)\b)",
    re.IGNORECASE,
)
_COUNTED = late(
    r"\b(?:search(?:es|ed)?|quer(?:y|ied)|figures?|data|results?|counts?|numbers?|crimes?|offences?|records?)\b.*\b(?:restricted|limited|confined|narrowed|filtered|relates?|refers?|covers?|includes?|counts?|based|taken|drawn|extracted|are (?:of|for)|is (?:of|for))\b",
    re.IGNORECASE,
)
_SENTENCE = late(  # a heading has no verb and no full stop
    r"[.;!?]\W*$|\b(?:is|are|was|were|has|have|had|do|does|did|can|cannot|will|we|not|please|request|foi)\b",
    re.IGNORECASE,
)
_LONGEST_HEAD = 16  # words


def says_what_is_counted(text: str) -> bool:
    """Whether a sentence says that figures are of flagged crime: `The search was restricted to crimes with the flag`."""
    if not flags.names_flag(text) or flag_of((text,)) != "cyber":
        return False
    heads = not _SENTENCE.search(text) and len(text.split()) <= _LONGEST_HEAD and measure_of(text)
    return bool(heads or _COUNTED.search(text))


def looks_back_at(body: str) -> bool:
    """Whether a sentence speaks of what was counted before: `of these`."""
    return bool(_BACK.search(body))


def says_back(figure: Figure) -> bool:
    """Whether a figure is said to be some of the one before it in its sentence: `19 of them`, `and four against boys`."""
    return figure.shape == "elided" or bool(_OF_THEM.match(figure.words))


def looks_back(body: str) -> bool:
    """Whether a sentence says of some of what was counted before that they were flagged."""
    return bool(_BACK.search(body) and FLAGGED.search(body))


def all_of_them(before: Sequence[Observation], kept: Sequence[Observation]) -> dict[int, Observation]:
    """By identity the figures before, as of all crimes, where what is flagged now is some of them."""
    flagged = [o for o in kept if o.flag == "cyber"]
    return {
        id(o): replace(o, flag="all", table=f"{o.table} all")
        for o in before
        if o.flag == "cyber" and any(o.count.low >= f.count.low and o.period == f.period for f in flagged)
    }


def same_crimes(kept: Sequence[Observation], before: Sequence[Observation], body: str, head: str) -> list[Observation]:
    """Figures that name no flag, flagged where they break down what the figures before count by the flag.

    They do where they add up to one of them, where the sentence looks back (`of these`), starts with the number before (`Of the 23 victims, 19 were
    female`), or stands below a heading of a breakdown (`By age of victim:`).
    """
    if len(kept) > 1 and kept[0].flag == "cyber" and _OF.match(body) and {o.flag for o in kept[1:]} == {"unknown"}:
        return [kept[0], *(replace(o, flag="cyber") for o in kept[1:])]  # `of the 38 with the flag, 12 were rapes`
    if not kept or any(o.flag != "unknown" for o in kept) or not before or any(o.flag != "cyber" for o in before):
        return list(kept)
    most = max((o.count.high or o.count.low for o in before), default=0)
    again = any((o.count, o.period) == (kept[0].count, kept[0].period) for o in before) and _OF.match(body)
    parts = all(o.count.low <= most for o in kept)
    if any(_adds_up(kept, o) for o in before) or (len(kept) == 1 and _CHANGES.search(body)):
        return [replace(o, flag="cyber") for o in kept]
    if parts and (again or _BACK.search(body) or _BREAKDOWN.match(head)):
        return [replace(o, flag="cyber") for o in kept]
    return list(kept)


def _adds_up(parts: Sequence[Observation], whole: Observation) -> bool:
    """Whether figures by age or sex of one table, period and measure make the whole."""
    numbers = [o.count.exact for o in parts]
    apart = all((o.age.kind != "all" or o.sex != "all") and o.period == whole.period for o in parts)
    one = len({(o.measure, o.flag) for o in parts}) == 1
    return len(parts) > 1 and apart and one and None not in numbers and sum(filter(None, numbers)) == whole.count.exact


def proved(found: Sequence[Observation]) -> list[Observation]:
    """The figures of an answer, flagged where by age or sex they add up to the flagged figure right before them."""
    out = list(found)
    for n, whole in enumerate(out):
        if whole.flag != "cyber" or n + 2 >= len(out):
            continue
        table, rest = next(itertools.groupby(out[n + 1 :], key=attrgetter("table", "flag")))
        run = list(rest) if table[1] == "unknown" else []
        if len(run) > 2 and run[-1].role == "total" and run[-1].count == whole.count:
            out[n + len(run)] = replace(out[n + len(run)], flag="cyber")
            run.pop()
        if _adds_up(run, whole):
            out[n + 1 : n + 1 + len(run)] = [replace(o, flag="cyber") for o in run]
    return out
