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
from cyberflag.prose.meaning import is_offence, measure_of, offence_of, sex_of
from cyberflag.prose.numbers import BARE, EXACT, HIDDEN, IN_WORDS, Figure, between, count_of, is_hedged, is_year
from cyberflag.words import counts, flags, periods

NO_NOUN = (
    "and|but|were|was|are|is|be|been|had|has|have|to|in|on|at|by|from|hours?|than|one|other|per|says?|that|which|who|whose|where|under|aged|"
    "with|for|as|lines?|can|could|will|do|does|did|came|come|carried|carry|not|list|lists"
)
_NUMBER = (
    rf"(?<![\w~,./-])(?P<value>{HIDDEN}|{EXACT}|(?i:{IN_WORDS}|none|neither|no|nil|zero|a single(?=\s\w)))\b(?![~/-])"
)
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
_OF_THOSE = late(
    r"\b(?:of which|of whom|of (?:these|those|them)|including|amongst? (?:which|these|those|them)),? (?:only |just |some )?$",
    re.IGNORECASE,
)
_UNFLAGGED = late(
    r"(?:were|was|had|did|have|has|are|is) not(?: (?:so )?(?:flagged|marked|tagged)| have (?:it|one|the flag)| carry (?:it|one|the flag))?\W*$"
)
_A_FLAG_WORDS = (
    r"\b(?:with|had|carried|bore|have|has|given) (?:the|a|an|this|that|our) (?:\w+ )?(?:flag|marker|tag|qualifier)\b"
)
_IS_FLAGGED = late(_A_FLAG_WORDS + r"|\b(?:were|was|been) (?:\w+ )?flagged\b", re.IGNORECASE)
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
_LIKE_YEAR = late(  # `there were 2015 offences` may be a number and may be a year
    r"(?<=\b(?:were|have|ered) )(?<!\d)(?:19|20)\d\d (?:\w+ ){0,2}(?:offences|crimes|victims)\b|(?<=\btotal of )(?:19|20)\d\d (?:\w+ ){0,2}(?:offences|crimes|victims)\b"
)
_ALONE = {"no": counts.exactly(0, "no"), "a single": counts.exactly(1, "a single")}
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
        for match in _each(shape, out):
            at = match.start("value")
            noun = _up_to_number(
                body[match.start("noun") : match.end("noun")], out[match.start("noun") : match.end("noun")]
            )
            if at in taken or not _tells(noun, match["value"], body[:at]):
                continue
            count = _ALONE.get(match["value"].lower()) or count_of(match["value"])
            count = between(body[:at], count)
            if count and (count.kind != "exact" or not is_hedged(body[:at])):
                taken.add(at)
                unflagged = "not-cyber" if FLAGGED.search(body[:at]) and _UNFLAGGED.match(noun) else ""
                subset, age = bool(_SUBSET.match(noun)), bare_age(out, body, at)
                yield at, Figure(count, noun, "noun", flag=unflagged, subset=subset, age=age, at=at)


def _each(shape: re.Pattern[str], out: str) -> Iterator[re.Match[str]]:
    """Every number with what is behind it; what is said of one may hold the next."""
    at = 0
    while match := shape.search(out, at):
        yield match
        at = match.end("value")


def _up_to_number(noun: str, out: str) -> str:
    """What is said of a number, without the next: `were rapes` of `were rapes and 25 were thefts`."""
    following = BARE.search(out)
    return (noun[: following.start()] if following else noun).strip()


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
    ends = [next((cut for cut in cuts if cut >= _end(body, figure, at)), len(body)) for at, figure in found]
    pieces = [figure.piece or body[at:end] for (at, figure), end in zip(found, ends, strict=True)]
    together = bool(_SUBJECT.fullmatch(body[: found[0][0]]))
    for n, (at, figure) in enumerate(found):  # `12 offences of rape and 35 of grooming had the flag`
        shared = next((p for p in pieces[n:] if VERBS.search(p)), "") if together else ""
        own = FLAGGED.search(pieces[n]) or FLAGGED.search(shared)
        whole = not own and any(
            FLAGGED.search(pieces[m]) and (_WHOLE.search(body[:at]) or _is_part(body, *found[m]))
            for m in range(n + 1, len(found))
        )
        subset = figure.subset or (figure.shape == "elided" and n > 0 and found[n - 1][1].subset)
        flag = "all" if whole else figure.flag
        yield replace(figure, piece=pieces[n], predicate=shared, flag=flag, at=at, subset=subset)
    taken = {at for at, _ in found}
    for at, figure in _of_other_years(body, found):
        if at not in taken:
            yield replace(figure, piece=pieces[0], at=at)


def _end(body: str, figure: Figure, at: int) -> int:
    """Where a number ends that stands at a place of a sentence; `fewer than 5` holds another."""
    text = figure.count.text
    return at + (len(text) if text and body.startswith(text, at) else 1)


def _is_part(body: str, at: int, figure: Figure) -> bool:
    """Whether a figure is some of one before it: `37 of which`, `of these, 37`, `and 37 were flagged`."""
    return figure.subset or bool(_OF_THOSE.search(body[:at]) or VERBS.match(figure.words))


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
        flags.names_flag(noun) or (_IS_FLAGGED.search(noun) and not flags.other_flag(noun))
    )
    if FLAGGED.search(before) and _UNFLAGGED.match(noun):
        return True
    if _SUBSET.match(noun) and (heard("prose", "no_crime", spoken(noun)) or not _some_of(noun)):
        return False
    return flagged or bool(measure_of(noun)) or sex_of(noun) != "all" or bool(_SUBSET.match(noun)) or _is_crime(noun)


def _is_crime(noun: str) -> bool:
    """Whether what follows a number names an offence: `rapes`, `were rapes`."""
    said = VERBS.match(noun)
    return bool(offence_of((noun,)).text) if said and said[0] in ("were", "was", "are", "is") else is_offence(noun)


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
    places = (*BARE.finditer(out), *_IN_WORDS.finditer(out), *_LIKE_YEAR.finditer(body))
    return any(match.start() not in read for match in places)
