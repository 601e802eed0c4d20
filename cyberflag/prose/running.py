"""Figures in the run of a sentence: a number before what it counts, before what is said of it, or at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cyberflag.passages import spoken
from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.prose.elided import bare_age, elided, without_ages
from cyberflag.prose.masks import masked
from cyberflag.prose.meaning import is_offence, measure_of, sex_of
from cyberflag.prose.numbers import BARE, EXACT, HIDDEN, IN_WORDS, Figure, between, count_of, is_hedged, is_year
from cyberflag.words import counts, flags, periods

NO_NOUN = (
    "and|but|were|was|are|is|be|been|had|has|have|to|in|on|at|by|from|hours?|than|one|other|per|says?|that|which|who|whose|where|under|aged|"
    "with|for|as|lines?|can|could|will|do|does|did|came|come|carried|carry|not|list|lists"
)
_NUMBER = rf"(?<![\w~,./-])(?P<value>{HIDDEN}|{EXACT}|(?i:{IN_WORDS}|none|neither|no|nil|zero))\b(?![~/-])"
_NOUN = late(
    rf"{_NUMBER}(?P<noun>(?!\s(?:the|an?|its|their|this|these|those|his|her)\b)(?:\s(?!(?:{NO_NOUN})\b)[A-Za-z'-]+){{1,6}})"
)
_VERB = late(
    rf"{_NUMBER}\s(?P<noun>with (?:\w+ )?(?:victims?|complainants?)\b|(?:were|was|are|is|had|have|carried|bore|of (?:the|these|those|them|which|whom|our))\b[^,;.:]{{0,90}})"
)
_SUBJECT = late(r"\W*(?:(?:in|during|for|under|on|at|from|between|by)\b[^,;:]*,?\s*)?", re.IGNORECASE)  # no verb before
_WHOLE = late(r"\bof (?:the |our |all |these |those |a total of )*$", re.IGNORECASE)
_NOT_ONE = late(
    r"\b(?P<value>not (?:one|a single (?:one|crime|offence)))(?: of (?:them|these|those))? (?P<noun>(?:had|has|have|carried|bore|was|were)\b[^,;.:]{0,90})",
    re.IGNORECASE,
)
VERBS = late(r"\b(?:had|has|have|was|were|is|are|did|do|does|carried|carries|bore|held|with)\b", re.IGNORECASE)
_SUBSET = late(r"of (?:the|these|those|them|which|whom|our)\b")
_PRONOUN = late(
    r"of (?:them|which|whom|(?:these|those)(?=\s(?:\w+ly|also|had|have|has|was|were|is|are|with|involv\w*|against|in|at|the|a)\b))\b"
)
_A_FLAG = late(
    r"\b(?:with|had|carried|bore|have|has|given) (?:the|a|an|this|that|our) (?:\w+ )?(?:flag|marker|tag|qualifier)\b",
    re.IGNORECASE,
)
FLAGGED = late(r"\b(?:flag|cyber|online|internet|marked|marker|tagged)", re.IGNORECASE)
_NO_BEFORE = late(
    r"(?:^|^\W*(?:in|during|for|between|from)\b[^.;:]{0,40}|\bthere (?:were|was|are|have been)|\brecorded|\bfound|\bhad)\W*$",
    re.IGNORECASE,
)
_IN_YEAR = late(
    rf"(?:[,;] (?:and )?| and |(?:up|down|rise|fall|increase|decrease) from |compared (?:with|to) |against |(?:rising|falling|increasing|decreasing|dropping|going up|going down|up|down) (?:again )?to )(?P<value>{EXACT}) (?:in|for|during) (?=\d|the |fin)"
)
_ENDING = late(
    rf"(?P<before>\b\w+(?: as| to| at)?)\s(?P<value>{HIDDEN}|{EXACT}|(?i:{IN_WORDS}|none|nil|zero))"
    r"(?=(?:,?(?: (?:in|for|during|over|throughout|between|from|up to|to|within))?(?: the)?(?: (?:financial |calendar )?(?:year|period))? ?~[~ ,]*)?\W*$)"
)
_IN_WORDS = late(
    rf"\b(?!one\b)(?:{IN_WORDS})\b(?:\s[\w-]+){{0,3}}?\s(?:crimes|offences|victims|complainants|children|girls|boys|incidents)\b",
    re.IGNORECASE,
)
_Found = list[tuple[int, Figure]]


def in_sentence(body: str) -> Iterator[Figure]:
    """The figures in the run of a sentence, in order, each with where it stands."""
    out = without_ages(masked(body))
    found = list(_before_words(body, out))
    nothing = _NOT_ONE.search(body)
    if nothing and flags.names_flag(nothing["noun"]):
        found.append((nothing.start(), Figure(counts.exactly(0, nothing["value"]), nothing["noun"], "noun")))
    found += elided(body, out, {at for at, _ in found})
    found += _at_the_end(body, out, {at for at, _ in found})
    found.sort(key=lambda pair: pair[0])
    yield from _with_pieces(body, out, found) if found else ()


def _before_words(body: str, out: str) -> Iterator[tuple[int, Figure]]:
    """The numbers before their noun or verb."""
    taken: set[int] = set()
    for shape in (_NOUN, _VERB):
        for match in shape.finditer(out):
            at = match.start("value")
            noun = body[match.start("noun") : match.end("noun")].strip()
            if at in taken or not _tells(noun, match["value"], body[:at]):
                continue
            count = count_of(match["value"]) if match["value"].lower() != "no" else counts.exactly(0, match["value"])
            count = between(body[:at], count)
            if count and (count.kind != "exact" or not is_hedged(body[:at])):
                taken.add(at)
                yield (
                    at,
                    Figure(count, noun, "noun", subset=bool(_SUBSET.match(noun)), age=bare_age(out, body, at), at=at),
                )


def _at_the_end(body: str, out: str, taken: set[int]) -> _Found:
    """`We looked for such crimes, and found 17`: the number behind its words."""
    ending = _ENDING.search(out)
    at = ending.start("value") if ending else 0
    if not ending or at in taken or not heard("prose", "found", spoken(ending["before"])):
        return []
    count = between(body[:at], count_of(ending["value"]))
    if not count or (count.kind == "exact" and is_hedged(body[:at])):
        return []
    dated = periods.find(body[at:])
    own = dated[0].period if len(dated) == 1 and len(periods.find(body)) > 1 else None  # "…, and found 17 in 2015"
    return [(at, Figure(count, body[:at], "ending", own, piece=body, at=at))]


def _with_pieces(body: str, out: str, found: _Found) -> Iterator[Figure]:
    """The figures, each with the words up to the next and what is said of both together."""
    cuts = sorted({*(at for at, _ in found), *(m.start() for m in BARE.finditer(out))})
    ends = [next((cut for cut in cuts if cut > at), len(body)) for at, _ in found]
    pieces = [figure.piece or body[at:end] for (at, figure), end in zip(found, ends, strict=True)]
    together = bool(_SUBJECT.fullmatch(body[: found[0][0]]))
    for n, (at, figure) in enumerate(found):  # `12 offences of rape and 35 of grooming had the flag`
        shared = next((p for p in pieces[n:] if VERBS.search(p)), "") if together else ""
        whole = _WHOLE.search(body[:at]) and not FLAGGED.search(pieces[n]) and any(map(FLAGGED.search, pieces[n + 1 :]))
        subset = figure.subset or (figure.shape == "elided" and n > 0 and found[n - 1][1].subset)
        flag = "all" if whole else figure.flag
        yield replace(figure, piece=pieces[n], predicate=shared, flag=flag, at=at, subset=subset)
    taken = {at for at, _ in found}
    for at, figure in _of_other_years(body, found):
        if at not in taken:
            yield replace(figure, piece=pieces[0], at=at)


def _of_other_years(body: str, found: _Found) -> Iterator[tuple[int, Figure]]:
    """`45 offences in 2015/16 and 31 in 2014/15`: a bare number with a year of its own counts what the first did."""
    at, first = found[0]
    for match in _IN_YEAR.finditer(body, at):
        year = next((p for p in periods.find(body[match.end() : match.end() + 40]) if not p.start), None)
        count = count_of(match["value"]) if year and not is_year(match["value"]) else None
        if year and count:
            yield match.start("value"), replace(first, count=count, period=year.period)


def _tells(noun: str, value: str, before: str) -> bool:
    """Do the words behind a number say what it counts?"""
    if value.lower() == "no" and not _NO_BEFORE.search(before):
        return False
    # `47 had the cyber flag`
    flagged = bool(VERBS.match(noun)) and (
        flags.names_flag(noun) or (_A_FLAG.search(noun) and not flags.other_flag(noun))
    )
    if _SUBSET.match(noun) and (heard("prose", "no_crime", spoken(noun)) or not _some_of(noun)):
        return False
    return flagged or bool(measure_of(noun)) or sex_of(noun) != "all" or bool(_SUBSET.match(noun)) or is_offence(noun)


def _some_of(noun: str) -> bool:
    """Whether what a number is some of may be crimes or victims: `of these`, `of the recorded offences`, no `of these terms`."""
    rest = _SUBSET.sub("", noun, count=1).strip()
    named = " ".join(rest.split()[:5])
    bare = not rest or _PRONOUN.match(noun) is not None or VERBS.match(rest) is not None or not rest[0].isalpha()
    return bare or bool(
        measure_of(named) or sex_of(named) != "all" or is_offence(named) or heard("prose", "counted", spoken(named))
    )


def numbers_left(body: str, figures: Sequence[Figure]) -> bool:
    """Whether a sentence holds a number in digits that is no date, age or reference, and no figure of those given."""
    if any(figure.at < 0 for figure in figures):
        return False
    read: set[int] = set()
    for one in figures:
        before = len(one.count.text) if one.count.kind == "suppressed" else 0  # `between 40 and` 50
        read |= set(range(one.at - before, one.at + len(one.count.text) + 1))
    out = without_ages(masked(body))
    places = (*BARE.finditer(out), *_IN_WORDS.finditer(out))
    return any(match.start() not in read for match in places)
