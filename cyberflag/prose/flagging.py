"""Which figures a later sentence shows to be of all crimes: `We recorded 412 crimes. Of these, 37 had the flag`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.observations import Observation
from cyberflag.patterns import late
from cyberflag.prose.running import FLAGGED

_BACK = late(
    r"\b(?:of|among|amongst|in|from) (?:these|those|them|this (?:number|total|figure)|that (?:number|total|figure))\b",
    re.IGNORECASE,
)


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
