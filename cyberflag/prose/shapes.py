"""The shapes in which a figure stands in prose: a numbered or labelled line, or a number before what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.passages import spoken
from cyberflag.passages.phrases import heard
from cyberflag.passages.sentences import ON_AGES
from cyberflag.patterns import late
from cyberflag.prose.masks import masked
from cyberflag.prose.meaning import is_offence, measure_of, sex_of
from cyberflag.words import counts, flags, offences, periods
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period
from cyberflag.words.victims import parse_age

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_TENS = rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?"
IN_WORDS = rf"{_IN_TENS}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
EXACT = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_HIDDEN = r"<\s?\d{1,2}|(?:[Ff]ewer|[Ll]ess) than (?:\d{1,2}|five|ten|three)|\d{1,2} or (?:fewer|less)"
_VALUE = rf"(?:{_HIDDEN}|{EXACT}|[Nn]il|NIL|[Nn]one|[Zz]ero|(?i:{IN_WORDS})|\*)"
_LINE = late(
    rf"(?P<label>.{{0,120}}?)(?P<gap>\s*[-–—:=]\s*|\s{{1,}}|^)(?P<value>{_VALUE})(?P<rest>\W*(?:$|\s[-–—]\s.*$|\s*\(.*$)|\.?$)"
)
_AFTER_PERIOD = late(rf"(?P<mark>\s*[-–—:=]+)?\s*(?P<value>{_VALUE})(?P<rest>\W*|\s[-–—]\s.*|\s*\(.*)")
_LABELLED_PERIOD = late(
    rf"(?P<label>[^:=]{{2,40}}?)(?:\s+[-–—]\s*|\s*[:=]\s*)(?P<value>{_VALUE})(?P<rest>\W*|\s[-–—]\s.*|\s*\(.*)"
)
_AGED = late(
    rf"(?P<label>[^:=]{{2,30}}?)(?:\s+[-–—]\s*|\s*[:=]\s*)(?P<value>{_VALUE})(?: (?:offences?|crimes?|victims?|children|child|records?|cases?))?\W*"
)
_FUSED = late(rf"(?P<label>[A-Za-z][A-Za-z/&()-]{{3,80}}?)(?P<value>{EXACT})")
_SYSTEM = late(rf"(?P<value>{EXACT})\s?\((?P<system>[A-Za-z][\w ]{{1,30}})\)")
_NO_NOUN = (
    "and|but|were|was|are|is|be|been|had|has|have|to|in|on|at|by|from|hours?|than|one|other|per|says?|that|which|who|whose|where|under|aged|"
    "with|for|as|lines?|can|could|will|do|does|did|came|come|carried|carry|not|list|lists"
)
_NOUN = late(
    rf"(?<![\w~,./-])(?P<value>{_HIDDEN}|{EXACT}|(?i:{IN_WORDS}|none|neither|no|nil|zero))\b(?![~/-])(?P<noun>(?:\s(?!(?:{_NO_NOUN})\b)[A-Za-z'-]+){{1,6}})"
)
_VERB = late(
    rf"(?<![\w~,./-])(?P<value>{_HIDDEN}|{EXACT}|(?i:{IN_WORDS}|none|nil))\b(?![~/-])\s(?P<noun>with (?:\w+ )?(?:victims?|complainants?)\b|(?:were|was|are|is|had|have|carried|bore|of (?:the|these|those|them|which|whom|our))\b[^,;.:]{{0,90}})"
)
_FROM = late(rf"(?:(?P<between>between )|(?<![\w,./-]))(?P<low>{EXACT}) ?(?P<to>and|to|-|–) ?$", re.IGNORECASE)
_SHARE = late(
    r"\d\s?(?:%|per ?cent)\s(?:of (?:which|these|those|them|whom|the)|were|had|have|carried)\b", re.IGNORECASE
)
_RESPECTIVELY = late(r"\brespectively\b", re.IGNORECASE)
_PART_OF_WHOLE = late(
    rf"(?<![\w~,./-])(?P<part>{EXACT}|(?i:{IN_WORDS}|none|nil)) (?:out )?of (?:the |our |a total of )?(?P<whole>{EXACT})(?P<noun>(?:\s(?!(?:{_NO_NOUN})\b)[A-Za-z'-]+){{1,6}})"
)
_SUBJECT = late(r"\W*(?:(?:in|during|for|under|on|at|from|between|by)\b[^,;:]*,?\s*)?", re.IGNORECASE)  # no verb before
_WHOLE = late(r"\bof (?:the |our |all |these |those |a total of )*$", re.IGNORECASE)
_NOT_ONE = late(
    r"\b(?P<value>not (?:one|a single (?:one|crime|offence)))(?: of (?:them|these|those))? (?P<noun>(?:had|has|have|carried|bore|was|were)\b[^,;.:]{0,90})",
    re.IGNORECASE,
)
_VERBS = late(r"\b(?:had|has|have|was|were|is|are|did|do|does|carried|carries|bore|held|with)\b", re.IGNORECASE)
_AGE_COUNTS = late(r"(?P<age>\d{1,2})(?: years?(?: old)?)? ?\((?P<count>\d{1,4})\)")
BARE = late(r"(?<![\w~,./-])\d{1,6}\b(?![~/-])")
_SUBSET = late(r"of (?:the|these|those|them|which|whom|our)\b")
_OF_WHICH = late(
    rf"[\s,;(]+(?:of which|of these|of those|of them|of whom|including)\s+(?P<value>{_VALUE})\s+(?P<words>[^.;()]{{2,60}}?)[\s).]*$"
)
_A_FLAG = late(
    r"\b(?:with|had|carried|bore|have|has|given) (?:the|a|an|this|that|our) (?:\w+ )?(?:flag|marker|tag|qualifier)\b",
    re.I,
)
_FLAGGED = late(r"\b(?:flag|cyber|online|internet|marked|marker|tagged)", re.I)
_IN_YEAR = late(
    rf"(?:[,;] (?:and )?| and |(?:up|down|rise|fall|increase|decrease) from |compared (?:with|to) |against )(?P<value>{EXACT}) (?:in|for|during) (?=\d|the |fin)"
)
_ENDING = late(
    rf"(?P<before>\b\w+(?: as| to| at)?)\s(?P<value>{EXACT}|(?i:{IN_WORDS}|none|nil|zero))"
    r"(?=(?:,?(?: (?:in|for|during|over|throughout|between|from|up to|to|within))?(?: the)?(?: (?:financial |calendar )?(?:year|period))? ?~[~ ,]*)?\W*$)"
)


class Figure(Struct, frozen=True):
    """A number with the words that say what it counts, as they stand; `shape` is line, answer, noun or ending."""

    count: Count
    words: str = ""
    shape: str = "line"
    period: Period | None = None
    system: str = ""
    subset: bool = False  # "two of them"
    piece: str = ""  # the words from this number to the next
    predicate: str = ""  # what is said of this number and of the next together
    flag: str = ""  # where the line itself tells all offences from those `of which flagged`


def figures_in(body: str) -> list[Figure]:
    """The figures of one sentence or line, in order. Whether they count offences is for the caller to say."""
    if _SHARE.search(body):
        return []  # a number and a share of it: which of the two the flag is on, only the sentence as a whole says
    if _RESPECTIVELY.search(body):
        return []
    systems = list(_systems(body)) or _part_of_whole(body) or _ages_with_counts(body)
    if systems:
        return systems
    parted = _flagged_among(body)
    if parted:
        return parted
    line = _line(body)
    if line:
        return [line]
    return list(_in_sentence(body))


def count_of(text: str) -> Count | None:
    """The count that a number stands for, in digits or in words; None where it is none."""
    tens, _, units = text.strip().lower().replace("-", " ").partition(" ")
    if tens in _TENS and (not units or units in _UNITS):
        number = (_TENS.index(tens) + 2) * 10 + (_UNITS.index(units) + 1 if units else 0)
        return counts.exactly(number, text)
    return counts.parse(text, " ".join(text.split()))


def _systems(body: str) -> Iterator[Figure]:
    found = list(_SYSTEM.finditer(body))
    if len(found) < 2 or len(body) > 160:
        return
    label = body[: found[0].start()].strip(" -–—:=")
    for match in found:
        count = count_of(match["value"])
        if count:
            yield Figure(count, label, "line", periods.parse(label), match["system"].strip())


def _ages_with_counts(body: str) -> list[Figure]:
    """`The ages of the victims were: 9 (1), 11 (3), 12 (6)`: ages that climb, each with how many."""
    found = list(_AGE_COUNTS.finditer(body))
    ages = [int(m["age"]) for m in found]
    if len(found) < 2 or not ON_AGES.search(body[: found[0].start()]) or ages != sorted(set(ages)):
        return []
    return [
        Figure(counts.exactly(int(m["count"]), m["count"]), f"aged {m['age']}", piece=f"aged {m['age']}") for m in found
    ]


def _part_of_whole(body: str) -> list[Figure]:
    """`47 of the 300 crimes had the flag`: what is said is said of the part, the whole is of all that it names."""
    match = _PART_OF_WHOLE.search(masked(body))
    rest = body[match.end() :] if match else ""
    part, whole = (count_of(match["part"]), count_of(match["whole"])) if match else (None, None)
    if not match or part is None or whole is None or not _VERBS.search(rest) or BARE.search(masked(rest)):
        return []
    noun = body[match.start("noun") : match.end("noun")].strip()
    flagged = bool(_FLAGGED.search(rest)) and not _FLAGGED.search(noun)
    return [
        Figure(whole, noun, "noun", piece=noun, flag="all" if flagged else ""),
        Figure(part, f"{noun}{rest}", "noun", piece=rest, subset=True),
    ]


def _flagged_among(body: str) -> list[Figure]:
    """`2014/15: 97 offences (of which 12 flagged)`: all offences, and those flagged among them."""
    match = _OF_WHICH.search(body) if len(body) <= 400 else None
    count = count_of(match["value"]) if match and _FLAGGED.search(match["words"]) else None
    if not match or count is None:
        return []
    head = body[: match.start()].rstrip()
    line = _line(head)
    whole = [line] if line else list(_in_sentence(head))[-1:]
    among = Figure(count, match["words"], "noun", whole[0].period if whole else None, subset=True, piece=match["words"])
    return [*(replace(one, flag="all") for one in whole), replace(among, flag="cyber")]


def _line(body: str) -> Figure | None:
    """`2010 - 0`, `Cautioned: 0`, `31`, `TotalMaking/Taking26`; None where the line is a sentence."""
    fused = _FUSED.fullmatch(body)
    if fused and (count := count_of(fused["value"])):
        return Figure(count, fused["label"])
    dated = _dated_line(body) or _aged_line(body)
    if dated:
        return dated
    match = _LINE.fullmatch(body)
    if not match:
        return None
    if match["gap"] == ":" and match["label"][-1:].isdigit():
        return None  # `5:7` is a share
    label = match["label"].strip(" -–—:=")
    value, spaced = match["value"], bool(re.search(r"[-–—:=]", match["gap"]))
    period = periods.parse(label) if label else None  # a period is for `_dated_line`
    if not label or (heard("prose", "lead", spoken(label)) and len(label.split()) == 1):
        if value == "*" or _is_year(value):
            return None
        return _figure(value, match["rest"].strip(" -–—.()"), "answer")
    if (
        period
        or _is_year(value)
        or not spaced
        or len(label.split()) > 12
        or (masked(label) != label and not measure_of(label) and not offences.parse(label))
    ):
        return None
    return _figure(value, label, "line")


def _aged_line(body: str) -> Figure | None:
    """`10 to 12 - 23`: an age and a number."""
    match = _AGED.fullmatch(body)
    age = parse_age(match["label"]) if match else None
    return _figure(match["value"], match["label"], "line") if match and age and age.kind != "all" else None


def _dated_line(body: str) -> Figure | None:
    """`2010 - 0`, `April 2020: 12`, `2012 80`: a period and a number, and perhaps words behind a dash."""
    labelled = _LABELLED_PERIOD.fullmatch(body)
    period = periods.parse(labelled["label"]) if labelled else None
    if labelled and period and not _is_next_year(labelled["label"], labelled["value"]):
        return _figure(labelled["value"], labelled["rest"].strip(" -–—.()"), "line", period)
    for found in periods.find(body)[:1]:
        match = _AFTER_PERIOD.fullmatch(body, found.end)
        if found.start == 0 and match and not (_is_year(match["value"]) and not match["mark"]):
            return _figure(match["value"], match["rest"].strip(" -–—.()"), "line", found.period)
    return None


def _is_next_year(label: str, value: str) -> bool:
    """`2015 - 16` is a financial year, not sixteen."""
    year = re.search(r"(?:19|20)\d\d$", label.strip())
    return bool(year) and value.isdigit() and int(value) == (int(year[0]) + 1) % 100 if year else False


def _is_year(value: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", value))


def _figure(value: str, words: str, shape: str, period: Period | None = None) -> Figure | None:
    count = count_of(value)
    return Figure(count, words, shape, period) if count else None


def _in_sentence(body: str) -> Iterator[Figure]:
    out = masked(body)
    taken: set[int] = set()
    found: list[tuple[int, Figure]] = []
    for shape in (_NOUN, _VERB):
        for match in shape.finditer(out):
            at = match.start("value")
            noun = body[match.start("noun") : match.end("noun")].strip()
            if at in taken or not _tells(noun, match["value"], body[:at]):
                continue
            count = count_of(match["value"]) if match["value"].lower() != "no" else counts.exactly(0, match["value"])
            count = _between(body[:at], count)
            if count:
                taken.add(at)
                found.append((at, Figure(count, noun, "noun", subset=bool(_SUBSET.match(noun)))))
    nothing = _NOT_ONE.search(body)
    if nothing and flags.names_flag(nothing["noun"]):
        found.append((nothing.start(), Figure(counts.exactly(0, nothing["value"]), nothing["noun"], "noun")))
    ending = _ENDING.search(out)
    if (
        ending
        and ending.start("value") not in taken
        and heard("prose", "found", spoken(ending["before"]))
        and (count := count_of(ending["value"]))
    ):
        found.append((ending.start("value"), Figure(count, body[: ending.start("value")], "ending", piece=body)))
    found.sort(key=lambda pair: pair[0])
    if not found:
        return
    cuts = sorted({*(at for at, _ in found), *(m.start() for m in BARE.finditer(out))})
    ends = [next((cut for cut in cuts if cut > at), len(body)) for at, _ in found]
    pieces = [figure.piece or body[at:end] for (at, figure), end in zip(found, ends, strict=True)]
    together = bool(_SUBJECT.fullmatch(body[: found[0][0]]))
    for n, (at, figure) in enumerate(found):  # `12 offences of rape and 35 of grooming had the flag`
        shared = next((p for p in pieces[n:] if _VERBS.search(p)), "") if together else ""
        whole = (
            _WHOLE.search(body[:at]) and not _FLAGGED.search(pieces[n]) and any(map(_FLAGGED.search, pieces[n + 1 :]))
        )
        yield replace(figure, piece=pieces[n], predicate=shared, flag="all" if whole else figure.flag)
    for at, figure in _of_other_years(body, found):
        if at not in taken:
            yield replace(figure, piece=pieces[0])


def _of_other_years(body: str, found: list[tuple[int, Figure]]) -> Iterator[tuple[int, Figure]]:
    """`45 offences in 2015/16 and 31 in 2014/15`: a bare number with a year of its own counts what the first did."""
    at, first = found[0]
    for match in _IN_YEAR.finditer(body, at):
        year = next((p for p in periods.find(body[match.end() : match.end() + 40]) if not p.start), None)
        count = count_of(match["value"]) if year and not _is_year(match["value"]) else None
        if year and count:
            yield match.start("value"), replace(first, count=count, period=year.period)


def _between(before: str, count: Count | None) -> Count | None:
    """The bounds where the number before says them: `between 40 and 50`, `40 to 50`."""
    match = _FROM.search(before) if count and count.exact is not None else None
    low = int(match["low"].replace(",", "")) if match else 0
    if not match or not count or (match["to"] == "and") != bool(match["between"]) or not low < count.low:
        return count
    return Count(low, count.high, "suppressed", f"{match[0].strip()} {count.text}")


def _tells(noun: str, value: str, before: str) -> bool:
    """Do the words behind a number say what it counts?"""
    if value.lower() == "no" and not re.search(
        r"(?:^|^\W*(?:in|during|for|between|from)\b[^.;:]{0,40}|\bthere (?:were|was|are|have been)|\brecorded|\bfound|\bhad)\W*$",
        before,
        re.IGNORECASE,
    ):
        return False
    # `47 had the cyber flag`
    flagged = bool(_VERBS.match(noun)) and (
        flags.names_flag(noun) or (_A_FLAG.search(noun) and not flags.other_flag(noun))
    )
    if _SUBSET.match(noun) and heard("prose", "no_crime", spoken(noun)):
        return False
    return flagged or bool(measure_of(noun)) or sex_of(noun) != "all" or bool(_SUBSET.match(noun)) or is_offence(noun)
