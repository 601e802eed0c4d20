"""Lists in the run of a line, each entry with its number: `Age 10: 4; age 11: 6`, `3 x 11 years`, `girls (30), boys (7)`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.passages.sentences import ON_AGES
from cyberflag.patterns import late
from cyberflag.prose.masks import masked
from cyberflag.prose.meaning import age_of, sex_of
from cyberflag.prose.numbers import BARE, VALUE, Figure, count_of, is_year
from cyberflag.words import offences, periods
from cyberflag.words.counts import Count
from cyberflag.words.headings import is_total
from cyberflag.words.periods import Period
from cyberflag.words.victims import UNKNOWN_AGE, Age, parse_age, parse_sex

_COUNTED = r"(?: (?:offences?|crimes?|victims?|children|child|records?|cases?))?"
_SPLIT = late(r"\s*[,;]\s+(?:and\s+)?|\s+and\s+|\s+[|/&]\s+")
_BEHIND = late(
    rf"(?P<label>[^:=(]{{1,80}}?)\s*(?:\s[-–—]\s|[:=|]\s?|(?<=[^\W\d])\s|(?<=\d\d/\d\d)\s|\s[x×]\s|\((?=[^()]*\)$))\s*(?P<value>{VALUE}){_COUNTED}\)?"
)
_BEFORE = late(rf"(?P<value>{VALUE})(?:\s?[x×]\s|\s(?=\()|\s?(?=[FM]$))(?P<label>[^:=]{{1,80}})")
_LEAD = late(r"[^:]*:\s*(?=\S)")
_LEAD_WORDS = late(
    r"[^\d:]{3,90}?\b(?:were|was|are|is|follows|comprised|being|aged|gender|sex)[\s:–-]+(?:aged |as follows[\s:–-]+)?(?=\S)",
    re.IGNORECASE,
)
_BRACKET = late(r" ?\(([^()]{5,200})\)")
_LONGEST_LABEL = 12  # words


class Entry(Struct, frozen=True):
    """What an entry of a list is of, and its number. `kind`: age, sex, period, offence or total."""

    kind: str
    label: str
    count: Count
    age: Age | None = None
    period: Period | None = None
    sex: str = ""


def listed(body: str, on_ages: bool = False) -> list[Figure]:
    """The figures of a list of at least two entries of one kind that is the whole line, or all of it behind a colon.

    `on_ages`: the line above speaks of ages, so that a bare number may be one.
    """
    if len(body) > 600:
        return []
    leads = [lead for shape in (_LEAD, _LEAD_WORDS) if (lead := shape.match(body))]
    for text, head in [(body, ""), *((body[lead.end() :], lead[0]) for lead in leads)]:
        parts = [part for part in _SPLIT.split(text.strip(" .;")) if part]
        on = on_ages or bool(ON_AGES.search(head or text))
        found = [entry_of(part, on) for part in parts] if len(parts) > 1 else []
        entries = [one for one in found if one]
        if entries and len(entries) == len(found) and not re.search(r"\d", head) and sound(entries):
            return [_headed(one, head) for one in figures_of(entries)]
    return []


def _headed(figure: Figure, head: str) -> Figure:
    """The figure of an entry with the sex or age of which the words before the list speak: `Girls: under 13 - 20`."""
    age = age_of(head)
    sex = figure.sex or next((s for s in [sex_of(head)] if s != "all"), "")
    return replace(figure, sex=sex, age=figure.age or (age if age.kind != "all" else None))


def in_brackets(body: str) -> tuple[str, list[Figure]]:
    """The sentence without the list that it holds in brackets, and the list: `64 offences (51F, 13M)`."""
    for match in _BRACKET.finditer(body):
        found = listed(match[1])
        if found:
            return body[: match.start()] + body[match.end() :], found
    return body, []


def entry_of(part: str, on_ages: bool) -> Entry | None:
    """One entry; None where its label is none that a list may have."""
    before = _BEFORE.fullmatch(part)
    before = None if before and count_of(before["label"].strip("() ")) else before  # `10 (4)` is an age with its number
    match = before or _BEHIND.fullmatch(part)
    count = count_of(match["value"]) if match and not is_year(match["value"]) else None
    return labelled(match["label"].strip(" ()-–—:="), count, on_ages) if match and count else None


def labelled(label: str, count: Count, on_ages: bool) -> Entry | None:
    """The entry under a label that names an age, a sex, a period, a kind of offence, or a total."""
    bare = label.isdigit()
    numbers = (
        not bare and not parse_age(label) and BARE.search(masked(label))
    )  # `Rape 20` is the row of a table with two columns
    if len(label.split()) > _LONGEST_LABEL or numbers or (bare and not on_ages and not is_year(label)):
        return None
    if is_total(label):
        return Entry("total", label, count)
    period = periods.parse(label)
    if period:
        return Entry("period", label, count, period=period)
    if offences.parse(label):
        return Entry("offence", label, count)
    age = parse_age(label)
    age = age if age and age.kind != "all" else age_of(label)
    if age.kind != "all":
        return Entry("age", label, count, age)
    sex = parse_sex(label) or (sex_of(label) if len(label.split()) <= 3 else "")
    return Entry("sex", label, count, sex=sex) if sex and sex != "all" else None


def figures_of(entries: Sequence[Entry]) -> list[Figure]:
    """The figures of a list that is sound."""
    sexes = any(one.kind == "sex" for one in entries)
    return [
        Figure(
            one.count,
            one.label,
            "line",
            one.period,
            age=one.age if not (sexes and one.age == UNKNOWN_AGE) else None,
            sex="unknown" if sexes and one.age == UNKNOWN_AGE else one.sex,
            total=one.kind == "total",
        )
        for one in entries
    ]


def sound(entries: Sequence[Entry]) -> bool:
    """Whether entries are of one kind, none twice, ages in order; `4 - 10, 11 - 13` may be bands without numbers."""
    parts = [one for one in entries if one.kind != "total"]
    known = [one for one in parts if one.age is None or one.age.kind != "unknown"]
    if len({one.kind for one in known}) != 1 or len(entries) - len(parts) > 1:
        return False
    ages = [one.age for one in known if one.age]
    climbing = all(a.high is not None and b.low is not None and a.high < b.low for a, b in itertools.pairwise(ages))
    bare = [one for one in known if one.label.isdigit() and one.kind == "age"]
    bands = (
        bool(bare)
        and all(a.count.low > int(a.label) for a in bare)
        and all(int(b.label) == a.count.low + 1 for a, b in itertools.pairwise(bare))
    )
    return len({one.label.lower() for one in parts}) == len(parts) and (climbing or not ages) and not bands
