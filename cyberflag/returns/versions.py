"""Later versions of a return: a file that says it is revised replaces the earlier one where both speak of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.issues import Issue, Where, issue
from cyberflag.observations import Observation
from cyberflag.patterns import late

# A browser's "(2)" is no version; a word or a numbered v is.
_REVISED = late(r"(?<![a-z])(?:revised|amended|updated|corrected|revision|correction)(?![a-z])", re.I)
_NUMBERED = late(r"(?<![a-z0-9])(?:v|ver|version)[ ._-]?(\d{1,2})(?![0-9])", re.I)


def version(name: str) -> int:
    """The rank of a file among versions: 0 for one that says nothing, 1 for revised, N for version N.

    >>> version("Kent Police revised.xlsx"), version("Kent v3.xlsx"), version("Kent (2).xlsx")
    (1, 3, 0)
    """
    file = name.replace("\\", "/").rsplit("/", 1)[-1]
    numbered = _NUMBERED.search(file)
    return int(numbered[1]) if numbered else int(bool(_REVISED.search(file)))


def superseded(observations: Sequence[Observation]) -> tuple[list[Observation], list[Issue]]:
    """The observations, those of an earlier version marked where a later one has the same period, measure and flag."""
    ranks = {file: version(file) for file in dict.fromkeys(o.where.file for o in observations)}
    if len(set(ranks.values())) < 2:
        return list(observations), []
    latest: dict[tuple[object, ...], int] = {}
    for o in observations:
        key = (o.period, o.measure, o.flag)
        latest[key] = max(latest.get(key, 0), ranks[o.where.file])
    out: list[Observation] = []
    old: dict[str, str] = {}
    for o in observations:
        top = latest[o.period, o.measure, o.flag]
        if ranks[o.where.file] < top:
            old[o.where.file] = next(f for f, rank in ranks.items() if rank == top)
            o = replace(o, not_used_because="superseded")
        out.append(o)
    issues = [
        issue("superseded", Where(f), f"{new} calls itself a later version, so its figures are used.")
        for f, new in old.items()
    ]
    return out, issues
