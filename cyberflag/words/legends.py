"""What the notes of a table say of its marks: which count a star hides, what is rounded, whether a dash is none."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.patterns import late
from cyberflag.reference import plain, remembered
from cyberflag.words import counts
from cyberflag.words.counts import Count


class Legend(Struct, frozen=True):
    """What a note says of the marks in its table; None or empty where it does not say.

    `threshold`: hidden counts lie below it. `starred_zero`: zeros are hidden too. `rounding`: to the nearest.
    `dash`: zero or missing. `mark`: the mark that hides, where it is named; `<` of counts written as `<5`.
    `of_totals`: it is totals that are rounded, and nothing else.
    """

    threshold: int | None = None
    starred_zero: bool = False
    rounding: int | None = None
    dash: str | None = None
    mark: str = ""
    of_totals: bool = False


_ZERO_HIDES = late(
    r"(?:below|under|less than|fewer than) (\d{1,2}) (?:are|is|were|was|have been|has been) (?:shown|given|recorded|displayed|reported|replaced|represented|entered)"
    r"(?: as| by| with)? (?:a )?(?:0|zero|nil)\b"
)
_MARK = r"(?P<mark>\*{1,3}|\[[a-z]\]|#|~|supp\b|asterisks?\b|stars?\b|-99)"
_HIDDEN = r"(?:suppress|withheld|redact|removed|replaced|hidden|masked|not shown|not been shown|not disclosed|shown as|displayed as|denot|represent|indicat|appear|marked|expressed|recorded as|asterisk|starred)"
_FEWER = late(r"(?:<(?!=)|fewer than|less than|under|below|lower than|smaller than) ?(\d{1,3})\b")
_AT_MOST = late(
    r"(?:<=|≤|up to) ?(\d{1,3})\b|\b(\d{1,3}) (?:or|and) (?:fewer|less|under|below)|\b(?:between )?[01] ?(?:-|to|and) ?(\d{1,3})\b"
)
_FROM_ZERO = late(r"(?:\b0 ?(?:-|to|and) ?\d|\bzero(?:s|es)?\b|\b0 or\b|including (?:zero|0))")
_FROM_ONE = late(
    r"\b1 ?(?:-|to|and) ?\d|\b(?:not|exclud\w+|other than|except|non-?) ?(?:including |a |of )?(?:zeros?\b|0\b)"
)
_OF_A_BOUND = late(  # `<5 means 0 to 4`
    r"(?:^|[^\w<])(?:<(?!=)|fewer than|less than) ?(\d{1,3})[\"'\u2019\u201d)]{0,2} ?(?:=|:|-|means?|denotes?|represents?|indicates?|stands? for)+ (.*)"
)
_ROUND = late(
    r"round(?:ed|ing)?\b[^.;]{0,40}?\b(?:nearest|multiples? of|to) (?:the nearest )?(\d{1,3})\b|nearest (\d{1,3})\b"
)
_TOTALS_ALONE = late(r"(?:^|[.;:] )(?:\w+ )?(?:sub-?)?totals? [^.;]*$")
_DASH_ZERO = late(
    r"(?:^|[\s\"'(])(?:-|dash|hyphen|dashes)[\"')]? ?(?:=|:|-|means?|denotes?|represents?|indicates?|is|are|signif(?:y|ies))+ ?(?:a |an |that |there (?:were|was|are) )*(?:true |actual )?(zero|nil|none|0\b|no (?:offences|crimes|records|victims|incidents))"
)
_DASH_MISSING = late(
    r"(?:^|[\s\"'(])(?:-|dash|hyphen|dashes)[\"')]? ?(?:=|:|-|means?|denotes?|represents?|indicates?|is|are|signif(?:y|ies))+ ?(?:a |an |that |data |information |figures? )*(?:is |are )?(not available|missing|not held|unavailable|no data|not recorded|not collected|not provided|not known|unknown)"
)
_MARK_IN_NOTE = late(_MARK)


@remembered(2048)
def legend(text: str) -> Legend | None:
    """What a note under a table says of its marks: `* fewer than 5`, `figures rounded to the nearest 5`; None if nothing."""
    if len(text) > 600:
        return None
    folded = counts.in_digits(plain(text))
    threshold, starred_zero, mark = _hiding(folded)
    match = _ROUND.search(folded)
    base = int(match[1] or match[2]) if match else 0
    of_totals = bool(match and _TOTALS_ALONE.search(folded[: match.end()]))
    dash = "zero" if _DASH_ZERO.search(folded) else "missing" if _DASH_MISSING.search(folded) else None
    found = Legend(threshold, starred_zero, base if base > 1 else None, dash, mark, of_totals)
    return None if found == Legend() else found


def _hiding(folded: str) -> tuple[int | None, bool, str]:
    """The threshold below which counts are hidden, whether zeros are, and by which mark."""
    nothing = _ZERO_HIDES.search(folded)
    if nothing:
        return int(nothing[1]), True, "0"
    if (bound := _OF_A_BOUND.search(folded)) and (_FROM_ZERO.search(bound[2]) or _FROM_ONE.search(bound[2])):
        return int(bound[1]), not _FROM_ONE.search(bound[2]), "<"
    marked = _MARK_IN_NOTE.search(folded)
    if not marked and not re.search(_HIDDEN, folded):
        return None, False, ""
    if re.search(r"\b(?:aged?|years? of age|years? old|victims? (?:under|below))\b", folded) and not marked:
        return None, False, ""
    fewer, most = _FEWER.search(folded), _AT_MOST.search(folded)
    if not fewer and not most:
        return None, False, ""
    threshold = int(fewer[1]) if fewer else int(next(g for g in most.groups() if g)) + 1  # type: ignore[union-attr]
    starred_zero = bool(_FROM_ZERO.search(folded)) and not re.search(
        r"(?:not|exclud|other than|except|greater than|more than|above) ?(?:ing |for )?(?:zero|0)"
        r"|(?:zeros?|zeroes|nils?|0s) (?:is|are|have been|has been|were) (?:shown|given|printed|stated|displayed|left|not)",
        folded,
    )
    mark = marked["mark"] if marked else ""
    return threshold, starred_zero, "*" if mark.startswith(("aster", "star")) else mark


def apply(count: Count, said: Legend, text: str = "", is_total: bool = True) -> Count:
    """The count, perhaps a total, as the legend makes it: a note in the return overrules the table of marks."""
    written = plain(text or count.text)
    if written == "-" and said.dash:
        none = said.dash == "zero"
        return replace(count, low=0, high=0 if none else None, kind="exact" if none else "blank")
    if said.rounding and count.kind == "exact" and (is_total or not said.of_totals):
        return rounded(count, said.rounding)
    if said.mark == "0" and said.threshold and count.kind == "exact" and count.high == 0:
        return replace(count, high=said.threshold - 1, kind="suppressed")
    if count.kind != "suppressed" or said.threshold is None:
        return count
    stars = said.mark and set(said.mark) == {"*"} and set(written) == {"*"}
    if said.mark and written not in (said.mark, f"[{said.mark}]") and not stars and count.high is None:
        return count
    if said.mark == "<":
        return replace(count, low=0 if said.starred_zero else 1) if count.high == said.threshold - 1 > 0 else count
    if count.high is not None:
        return replace(count, low=0) if said.starred_zero else count
    return replace(count, low=0 if said.starred_zero else min(1, said.threshold - 1), high=said.threshold - 1)


def rounded(count: Count, base: int) -> Count:
    """The bounds of a number that was rounded to the nearest `base`: 2 either side for 5, 5 below and 4 above for 10."""
    if count.exact is None:
        return count
    below, above = base // 2, (base - 1) // 2
    return replace(count, low=max(0, count.low - below), high=count.low + above, kind="rounded")
