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
from cyberflag.prose.numbers import ALONE, BARE, EXACT, HIDDEN, IN_WORDS, Figure, between, count_of, is_hedged, is_year
from cyberflag.words import counts, flags, periods

NO_NOUN = (
    "and|but|were|was|are|is|be|been|had|has|have|to|in|on|at|by|from|hours?|than|one|other|per|says?|that|which|who|whose|where|under|aged|"
    "with|for|as|lines?|can|could|will|do|does|did|came|come|carried|carry|not|list|lists"
)
_NUMBER = rf"(?<![\w~,./-])(?P<value>{HIDDEN}|(?:{EXACT}|(?i:{IN_WORDS}|none|neither|no|nil|zero|a single(?=\s\w))){ALONE})(?![~/-])"
_NOUN = late(
    rf"{_NUMBER}(?P<noun>(?!\s(?:the|an?|its|their|this|these|those|his|her)\b)(?:\s(?!(?:{NO_NOUN})\b)[A-Za-z'-]+){{1,6}})"
)
_VERB = late(
    rf"{_NUMBER}\s(?P<noun>with (?:\w+ )?(?:victims?|complainants?)\b|(?:were|was|are|is|had|have|did|carried|bore|of (?:the|these|those|them|which|whom|our))\b[^,;.:]{{0,90}})"
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
_BOUNDARY = late(r"[,;:]\s|\s(?:and|but|while)\s(?!(?:over|under|above|below|older|younger)\b)")
_IN_CASES, _IN = late(r"(?:cases|instances|occasions)\b"), late(r"\b(?:in|for|on) (?:only |just )?$", re.IGNORECASE)
_FLAG_IS_ON = late(
    r"\b(?:flag|marker|tag|qualifier)\b(?P<verb>[^,;.\d~]{0,60}?)\b(?:on|to|in|against|for|from) (?:(?:only|just) )?(?:(?:a total of|all) )?"
    rf"(?P<value>{EXACT}|(?i:{IN_WORDS}))\b(?=(?P<of> of (?:them|these|those)| (?:such )?(?:cases|occasions|offences|crimes|records))?(?:\W*$|[,;.]| and\b| but\b))",
    re.IGNORECASE,
)
_AND_ON = late(
    rf"(?:,|\band|\bbut) (?P<verb>(?:(?:was|is|were) )?(?:absent|missing|not (?:set|used|present|applied)) (?:from|on|in|to)) (?P<value>{EXACT})\b(?=\W*$|[,;.])",
    re.IGNORECASE,
)
_NOT_SET = late(r"\b(?:not|never|absent|missing|removed)\b")
_IN_ALL = late(
    r"\b(?:there (?:were|are|was|have been)|(?:total|answer|figure|number|count)\b[^,;:.\d~]{0,40}?\b(?:is|was|comes to|came to|stands at|stood at|of))"
    rf" (?:(?:just|only|exactly) )?(?P<value>{HIDDEN}|{EXACT}|(?i:{IN_WORDS}))\b(?= ?(?:[,;:](?! ?\d)|(?:and for|and of|and (?:has|have|is|are|was|were)|in (?:all|total)|altogether|overall|made up|comprising|consisting|of which|of whom)\b))",
    re.IGNORECASE,
)
_OF_WHOM = late(r"\W*(?:of|out of|among|amongst|for|in respect of) [^,;:.]{3,80},", re.IGNORECASE)
_SOME_OF = late(
    r"(?:\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|minority|most|many|some|several|few|rest|all but \w+|percentage|proportion|share)|~|%|per ?cent) of (?:the |our |these |those |a total of )?$|\b(?:half|twice) (?:the |these |those )$",
    re.IGNORECASE,
)
_OF_ALONE = late(r"of (?:the|these|those|our)")
RECORDED = late(
    r"(?:were|was|are|have been|had been) (?:recorded|reported|logged|identified|found|flagged)\b"
)  # `none were recorded`
_DID = late(r"(?:did|had|were|have|do|was)\W*(?:so|it|one)?\W*")
_NEXT_IN_WORDS = late(  # `nineteen were female and` four were male
    rf"\b(?:{IN_WORDS})\s(?:were|was|are|is|had|have|has|girls?|boys?|females?|males?|victims?|children|offences?|crimes?|with|against|involv\w+)\b",
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
    rf"(?:[,;] (?:and )?| and |(?:up|down|rise|fall|increase|decrease) from |compared (?:with|to) |against |(?:rising|falling|increasing|decreasing|dropping|going up|going down|up|down) (?:again )?to )(?P<value>{EXACT}|(?i:{IN_WORDS}|none|nil)) (?:in|for|during|from|dated) (?=\d|the |fin)"
)
_YEAR_ONLY = late(
    r"[\d,]+(?: [a-z-]+){1,4} (?:in|for|during)(?: the)?(?: financial| calendar)?(?: years?)? ~+[ ,]*(?:and )?"
)
_ENDING = late(
    rf"(?P<before>\b\w+(?: as| to| at)?)\s(?P<value>{HIDDEN}|{EXACT}|(?i:{IN_WORDS}|none|nil|zero))"
    r"(?=(?:,?(?: (?:in|for|during|over|throughout|between|from|up to|to|within))?(?: the)?(?: (?:financial |calendar )?(?:year|period))? ?~[~ ,]*)?\W*$)"
)
_IN_WORDS = late(
    rf"\b(?!one\b)(?:{IN_WORDS})\b(?:\s[\w-]+){{0,3}}?\s(?:crimes|offences|victims|complainants|children|girls|boys|incidents|records|reports)\b",
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
    for more in (_on_flag, _in_all, _at_the_end):
        found += more(body, out, {at for at, _ in found})
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
            masked_next = _OF_ALONE.fullmatch(noun) and out.startswith(
                " ~", match.end("noun")
            )  # `of our ~six divisions~`
            if at in taken or masked_next or not _tells(noun, match["value"], body[:at]):
                continue
            count = _ALONE.get(match["value"].lower()) or count_of(match["value"])
            count = between(body[:at], count)
            if count and (count.kind != "exact" or not is_hedged(body[:at])):
                taken.add(at)
                unflagged = _answered(noun) if FLAGGED.search(body[:at]) else ""
                subset, age = bool(_SUBSET.match(noun)), bare_age(out, body, at)
                yield at, Figure(count, noun, "noun", flag=unflagged, subset=subset, age=age, at=at)


def _answered(noun: str) -> str:
    """The flag of those of whom only `were not` or `did` is said, after the flag was named."""
    return "not-cyber" if _UNFLAGGED.match(noun) else "cyber" if _DID.fullmatch(noun) else ""


def _each(shape: re.Pattern[str], out: str) -> Iterator[re.Match[str]]:
    """Every number with what is behind it; what is said of one may hold the next."""
    at = 0
    while match := shape.search(out, at):
        yield match
        at = match.end("value")


def _up_to_number(noun: str, out: str) -> str:
    """What is said of a number, without the next: `were rapes` of `were rapes and 25 were thefts`."""
    found = [match.start() for shape in (BARE, _NEXT_IN_WORDS) if (match := shape.search(out))]
    return noun[: min(found, default=None)].strip()


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
    if re.match(r" \(", body[at + len(ending["value"]) :]):
        return []  # `8 (one)` is an age with its number
    return [(at, Figure(count, body[:at], "ending", own, piece=body, at=at))]


def _on_flag(body: str, out: str, taken: set[int]) -> _Found:
    """`The flag was set on 64, and absent from 638`."""
    found: _Found = []
    first = _FLAG_IS_ON.search(out)
    for match in (first, _AND_ON.search(out, first.end()) if first else None):
        count = count_of(match["value"]) if match else None
        if match and count and match.start("value") not in taken and not flags.other_flag(body):
            flag = "not-cyber" if _NOT_SET.search(match["verb"]) else "cyber"
            at = match.start("value")
            found.append((at, Figure(count, "of them", "elided", flag=flag, subset=True, at=at)))
    return found


def _in_all(body: str, out: str, taken: set[int]) -> _Found:
    """`The total is 64, made up of 51 girls`, `there are 64 in all`: a number that is told by what is before it."""
    match = _IN_ALL.search(out)
    at = match.start("value") if match else 0
    count = count_of(match["value"]) if match and at not in taken else None
    return [(at, Figure(count, body[:at], "ending", at=at))] if count and not is_hedged(body[:at]) else []


def _with_pieces(body: str, out: str, found: _Found) -> Iterator[Figure]:
    """The figures, each with the words up to the next and what is said of both together."""
    cuts = sorted({*(at for at, _ in found), *(m.start() for m in BARE.finditer(out))})
    ends = [next((cut for cut in cuts if cut >= _end(body, figure, at)), len(body)) for at, figure in found]
    pieces = [figure.piece or body[at:end] for (at, figure), end in zip(found, ends, strict=True)]
    together = bool(_SUBJECT.fullmatch(body[: found[0][0]])) or _only_years(pieces, found)
    for n, (at, figure) in enumerate(found):  # `12 offences of rape and 35 of grooming had the flag`
        shared = next((p for p in pieces[n:] if VERBS.search(p)), "") if together else ""
        own, lead = _clauses(body, out, at, (_end(body, figure, at), ends[n]), found[n - 1] if n else None)
        said = own if n + 1 < len(found) and found[n + 1][1].flag else pieces[n]
        flagged = figure.flag or FLAGGED.search(said) or FLAGGED.search(shared)
        flag = figure.flag if flagged else _contrasted(body, found, pieces, cuts, n)
        subset = figure.subset or (figure.shape == "elided" and n > 0 and found[n - 1][1].subset)
        if _SOME_OF.search(out[:at]):  # what is said of half of them is not said of all
            own, flag = figure.words, "all" if FLAGGED.search(pieces[n]) else figure.flag
        yield replace(figure, piece=pieces[n], predicate=shared, flag=flag, at=at, subset=subset, own=own, lead=lead)
    taken = {at for at, _ in found}
    for at, figure in _of_other_years(body, found):
        if at not in taken:
            yield replace(figure, piece=pieces[0], at=at)


def _contrasted(body: str, found: _Found, pieces: list[str], cuts: list[int], n: int) -> str:
    """The flag of a figure that is not called flagged, beside others that are: all where those are some of it."""
    at = found[n][0]
    after = range(n + 1, len(found))
    if any(
        (FLAGGED.search(pieces[m]) or found[m][1].flag) and (_WHOLE.search(body[:at]) or _is_part(body, *found[m]))
        for m in after
    ):
        return "all"
    read = {start for start, _ in found}
    unread = [cut for cut in cuts if cut > at and cut not in read]
    if not unread or not FLAGGED.search(body[at:]):
        return ""
    return "all" if _WHOLE.search(body[:at]) else "unknown"  # `of 702 crimes the flag was on 64`, and 64 is not read


def _clauses(body: str, out: str, at: int, ends: tuple[int, int], before: tuple[int, Figure] | None) -> tuple[str, str]:
    """What is said behind a number of it alone, and what before it may be said of it."""
    begins, ends_at = ends
    own = body[begins:ends_at]
    if ends_at < len(body) and (cut := list(_BOUNDARY.finditer(out, begins, ends_at))):
        own = body[begins : cut[-1].start()]  # `64 offences, males for` 13
    start = _end(body, before[1], before[0]) if before else 0
    cut = list(_BOUNDARY.finditer(out, start, at)) if before or BARE.search(out, 0, at) else []
    lead = body[cut[-1].end() if cut else start : at]
    subject = _OF_WHOM.match(body)
    return own, f"{subject[0]} {lead}" if before and subject and subject.end() < at else lead


def _only_years(pieces: Sequence[str], found: _Found) -> bool:
    """Whether figures of one noun differ in their years alone: `41 crimes in 2014 and 66 crimes in 2015 with the flag`."""
    nouns = {figure.words for _, figure in found}
    years = [_YEAR_ONLY.fullmatch(masked(piece)) for piece in pieces[:-1]]
    return len(nouns) == 1 and len(years) > 0 and all(years)


def _end(body: str, figure: Figure, at: int) -> int:
    """Where a number ends that stands at a place of a sentence; `fewer than 5` holds another."""
    text = figure.count.text
    return at + (len(text) if text and body.startswith(text, at) else 1)


def _is_part(body: str, at: int, figure: Figure) -> bool:
    """Whether a figure is some of one before it: `37 of which`, `of these, 37`, `and 37 were flagged`."""
    aside = _IN_CASES.match(figure.words) and _IN.search(body[:at])  # `and in 64 cases the flag was set`
    return figure.subset or bool(_OF_THOSE.search(body[:at]) or VERBS.match(figure.words) or aside)


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
    if value.lower() in ("none", "nil") and RECORDED.match(noun):
        return True
    if FLAGGED.search(before) and (_UNFLAGGED.match(noun) or _DID.fullmatch(noun)):
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
