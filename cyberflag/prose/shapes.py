"""The shapes in which a figure stands in prose: a numbered or labelled line, a list, or the run of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from cyberflag.passages import spoken
from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.prose.lists import in_brackets, listed
from cyberflag.prose.masks import masked
from cyberflag.prose.meaning import measure_of
from cyberflag.prose.numbers import BARE, EXACT, HIDDEN, IN_WORDS, VALUE, Figure, count_of, is_year
from cyberflag.prose.paired import paired
from cyberflag.prose.running import FLAGGED, NO_NOUN, VERBS, in_sentence
from cyberflag.words import offences, periods
from cyberflag.words.periods import Period
from cyberflag.words.victims import parse_age

_LINE = late(
    rf"(?P<label>.{{0,120}}?)(?P<gap>\s+[-–—:=]\s*|\s*[:=]\s*|(?<!\d)[-–—]\s*|[-–—]\s+|\s{{1,}}|^)(?P<value>{VALUE})(?P<unit> (?:offences?|crimes?|records?|cases?))?(?P<rest>[^\w%]*(?:$|\s[-–—]\s.*$|\s*\(.*$)|\.?$)"
)
_AFTER_PERIOD = late(rf"(?P<mark>\s*[-–—:=]+)?\s*(?P<value>{VALUE})(?P<rest>[^\w%]*|\s[-–—]\s.*|\s*\(.*)")
_LABELLED_PERIOD = late(
    rf"(?P<label>[^:=]{{2,40}}?)(?:\s+[-–—]\s*|\s*[:=]\s*)(?P<value>{VALUE})(?P<rest>[^\w%]*|\s[-–—]\s.*|\s*\(.*)"
)
_FOR_PERIOD = late(
    rf"(?P<value>{VALUE}) (?:for|in|during) (?:the )?(?:(?:financial |calendar )?(?:year|period)(?: of)? )?(?P<period>[^,;]{{4,40}}?)\W*"
)
_AGED = late(
    rf"(?P<label>[^:=]{{2,30}}?)(?:\s+[-–—]\s*|\s*[:=]\s*)(?P<value>{VALUE})(?: (?:offences?|crimes?|victims?|children|child|records?|cases?))?(?: ?\(\d{{1,3}}(?:\.\d{{1,2}})? ?%\))?[^\w%]*"
)
_TIMES = late(rf"(?P<value>{VALUE})\s?[x×]\s(?P<label>[^:=]{{3,100}}?)\W*")
_ALL_ARE = late(r"(?:all|both|each|every)\b", re.IGNORECASE)  # `Rape: 22 (all female)`
_TITLED = late(rf"(?P<label>.{{2,120}})(?:\s*[:=]|\s[-–—])\s*(?P<value>{VALUE})\W*")
_FUSED = late(rf"(?P<label>[A-Za-z][A-Za-z/&()-]{{3,80}}?)(?P<value>{EXACT})")
_SYSTEM = late(rf"(?P<value>{EXACT})\s?\((?P<system>[A-Za-z][\w ]{{1,30}})\)")
_PART_OF_WHOLE = late(
    rf"(?<![\w~,./-])(?P<part>{HIDDEN}|{EXACT}|(?i:{IN_WORDS}|none|nil)) (?:out )?of (?:the |our |these |those |a total of )?(?P<whole>{EXACT})(?P<noun>(?:\s(?!(?:{NO_NOUN})\b)[A-Za-z'-]+){{1,6}})"
)
_OF_WHICH = late(
    rf"[\s,;(]+(?:of which|of these|of those|of them|of whom|including)\s+(?P<value>{VALUE})\s+(?P<words>[^.;()]{{2,60}}?)[\s).]*$"
)
_SHARE = late(
    r"\d\s?(?:%|per ?cent)\s(?:of (?:which|these|those|them|whom|the)|were|had|have|carried)\b", re.IGNORECASE
)
_DIGITS = late(r"\d+")
_MOST_NUMBERS = 80  # in one sentence
_RESPECTIVELY = late(r"\brespectively\b", re.IGNORECASE)


def figures_in(body: str, on_ages: bool = False) -> list[Figure]:
    """The figures of one sentence or line, in order. Whether they count offences is for the caller to say.

    `on_ages`: the line above speaks of ages.
    """
    if _SHARE.search(body):
        return []  # a number and a share of it: which of the two the flag is on, only the sentence as a whole says
    if _RESPECTIVELY.search(body) or sum(1 for _ in _DIGITS.finditer(body)) > _MOST_NUMBERS:
        return []
    apart = listed(body, on_ages) or list(_systems(body)) or _part_of_whole(body)
    if apart:
        return apart
    parted = _flagged_among(body)
    if parted:
        return parted
    line = _line(body)
    if line:
        return [line]
    rest, bracketed = in_brackets(body)
    if bracketed:
        return [*figures_in(rest, on_ages), *(replace(one, shape="elided", piece=one.words) for one in bracketed)]
    return paired(body) or list(in_sentence(body))


def _systems(body: str) -> Iterator[Figure]:
    found = list(_SYSTEM.finditer(body))
    if len(found) < 2 or len(body) > 160:
        return
    label = body[: found[0].start()].strip(" -–—:=")
    if any(count_of(match["system"]) for match in found):
        return  # `8 (one)` is an age with its number
    for match in found:
        count = count_of(match["value"])
        if count:
            yield Figure(count, label, "line", periods.parse(label), match["system"].strip())


def _part_of_whole(body: str) -> list[Figure]:
    """`47 of the 300 crimes had the flag`: what is said is said of the part, the whole is of all that it names."""
    match = _PART_OF_WHOLE.search(masked(body))
    rest = body[match.end() :] if match else ""
    part, whole = (count_of(match["part"]), count_of(match["whole"])) if match else (None, None)
    if not match or part is None or whole is None or not VERBS.search(rest) or BARE.search(masked(rest)):
        return []
    noun = body[match.start("noun") : match.end("noun")].strip()
    flagged = bool(FLAGGED.search(rest)) and not FLAGGED.search(noun)
    return [
        Figure(whole, noun, "noun", piece=noun, flag="all" if flagged else ""),
        Figure(part, f"{noun}{rest}", "noun", piece=rest, subset=True),
    ]


def _flagged_among(body: str) -> list[Figure]:
    """`2014/15: 97 offences (of which 12 flagged)`: all offences, and those flagged among them."""
    match = _OF_WHICH.search(body) if len(body) <= 400 else None
    count = count_of(match["value"]) if match and FLAGGED.search(match["words"]) else None
    if not match or count is None:
        return []
    head = body[: match.start()].rstrip()
    line = _line(head)
    whole = [line] if line else list(in_sentence(head))[-1:]
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
    if (times := _TIMES.fullmatch(body)) and (offences.parse(times["label"]) or parse_age(times["label"])):
        return _figure(times["value"], times["label"], "line")
    titled = _TITLED.fullmatch(body)  # the title of an offence may hold numbers: `Rape of a female under 16 (19D) = 3`
    if titled and not is_year(titled["value"]) and (coded := offences.parse(titled["label"])) and coded.code:
        return _figure(titled["value"], titled["label"].strip(" -–—:="), "line")
    match = _LINE.fullmatch(body)
    if not match:
        return None
    if match["gap"] == ":" and match["label"][-1:].isdigit():
        return None  # `5:7` is a share
    kind = offences.parse(match["label"].strip(" -–—:=")) if match["unit"] else None
    if match["unit"] and (not kind or re.search(r"\d", match["rest"])):
        return None  # `64 offences (51F, 13M)` is a sentence
    label = match["label"].strip(" -–—:=")
    value, spaced = match["value"], bool(re.search(r"[-–—:=]", match["gap"]))
    if (label and BARE.search(masked(label)) and not offences.parse(label)) or BARE.search(masked(match["rest"])):
        return None  # `Female - 30, Male - 7` is a list
    period = periods.parse(label) if label else None  # a period is for `_dated_line`
    if not label or (heard("prose", "lead", spoken(label)) and len(label.split()) == 1):
        if value == "*" or is_year(value):
            return None
        return _figure(value, match["rest"].strip(" -–—.()"), "answer")
    if (
        period
        or is_year(value)
        or not (spaced or ((coded := offences.parse(label)) and coded.code and label[:1].isdigit()))
        or len(label.split()) > 12
        or (masked(label) != label and not measure_of(label) and not offences.parse(label))
    ):
        return None
    found = _figure(value, label, "line")
    rest = match["rest"].strip(" ().")
    return replace(found, piece=rest) if found and _ALL_ARE.match(rest) else found


def _aged_line(body: str) -> Figure | None:
    """`10 to 12 - 23`: an age and a number."""
    match = _AGED.fullmatch(body)
    age = parse_age(match["label"]) if match else None
    found = _figure(match["value"], match["label"], "line") if match and age and age.kind != "all" else None
    return replace(found, age=age) if found else None


def _dated_line(body: str) -> Figure | None:
    """`2010 - 0`, `April 2020: 12`, `2012 80`: a period and a number, and perhaps words behind a dash."""
    first = _FOR_PERIOD.fullmatch(body)
    if first and (period := periods.parse(first["period"])):
        return _figure(first["value"], "", "line", period)
    labelled = _LABELLED_PERIOD.fullmatch(body)
    period = periods.parse(labelled["label"]) if labelled else None
    if labelled and period and not _is_next_year(labelled["label"], labelled["value"]):
        return _figure(labelled["value"], labelled["rest"].strip(" -–—.()"), "line", period)
    for found in periods.find(body)[:1]:
        match = _AFTER_PERIOD.fullmatch(body, found.end)
        if found.start == 0 and match and not (is_year(match["value"]) and not match["mark"]):
            return _figure(match["value"], match["rest"].strip(" -–—.()"), "line", found.period)
    return None


def _is_next_year(label: str, value: str) -> bool:
    """`2015 - 16` is a financial year, not sixteen."""
    year = re.search(r"(?:19|20)\d\d$", label.strip())
    return bool(year) and value.isdigit() and int(value) == (int(year[0]) + 1) % 100 if year else False


def _figure(value: str, words: str, shape: str, period: Period | None = None) -> Figure | None:
    count = count_of(value)
    return Figure(count, words, shape, period) if count else None
