"""Headings: what a column is, what is counted, what is a total, a percentage or a note."""

from __future__ import annotations

import re

from cyberflag.patterns import late
from cyberflag.reference import LONGEST, extras, key, note_use, plain, remembered, table, words

_COUNT_OF = late(r"(?:number|count|sum|total|volume|quantity|distinct count|total number)(?: of)?\b|(?:total )?no of\b")
_NUMBER_OF_RECORD = late(
    r"^(?!no |number |total )\w+ .*\b(?:crime|reference|ref|occurrence|incident|log|urn) (?:no|number|ref)$"
)
_RATE = late(r"\bper (?:1000|1 000|10000|10 000|100000|100 000|thousand|head|capita|day|week|month|child)\b|\brate\b")
_MANY = r" (?:number|no|count|total|how many) (?:of )?(?:the )?(?:unique |distinct |recorded |sexual |child |cyber |flagged |online |female |male |all |such |these )*"
_COUNT_OF_VICTIMS = late(_MANY + r"(?:victims|complainants) ")
_COUNT_OF_OFFENCES = late(_MANY + r"(?:offences|crimes) ")
_VICTIMS_OF = late(r"^(?:table \w+ )?(?:number of )?(?:(?:fe)?male |child )?victims of\b")
_OFFENCES_FIRST = late(r" (?:offences|crimes)\b(?: \w+)* (?:victims|suspects|offenders)\b")
_DISPOSED = late(r" (?:charged|cautioned|convicted|arrested|summonsed|arrests|charges) ")
_ASIDE = late(r"\([^()]*(?:\b(?:brackets|parenthes[ie]s|italics|bold|red)\b|[a-z] ?/ ?[a-z])[^()]*\)", re.IGNORECASE)
_STATISTICS = frozenset(
    (
        "average",
        "mean",
        "median",
        "modal",
        "min",
        "minimum",
        "max",
        "maximum",
        "youngest",
        "oldest",
        "lowest",
        "highest",
    )
)
_SHORT = 40  # characters; a longer heading is a sentence
_YEAR_AFTER = late(r"(?:^| )(?:19|20)\d\d(?: \d\d(?:\d\d)?)?$")


@remembered(1)
def _fields() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, texts in table("headings")["fields"].items():
        for text in texts:
            found.setdefault(text, name)
    for entry in extras("heading"):
        if "field" in entry:
            found[key(str(entry["text"]))] = str(entry["field"])
    return found


@remembered(4096)
def field(text: str) -> str | None:
    """What a column of labels or values is, from its heading: age, sex, offence, period, count …; None if not known.

    Beside the fields of victims and offences there are name, dob, phone, address and email, which identify people, and
    suspect_age, suspect_sex and ethnicity, which must not be taken for the victim's.
    """
    if len(text) > 80:
        return None
    folded = plain(text)
    if is_percent(text):
        return "percent"
    label = key(text)
    if not label:
        return "number" if "#" in folded else None
    found = _fields().get(label) or _fields().get(_trimmed(label))
    if found == "number" and label not in _fields() and label.startswith("no "):
        found = "count"  # `No. victims`
    if found:
        note_use(label)
        return found
    return _by_words(label)


def names_code(text: str) -> bool:
    """Whether a heading says that Home Office codes follow, as `HO code` and `Class` do."""
    return key(text) in words("headings", "codes", "names")


@remembered(4096)
def no_ages(text: str) -> bool:
    """Whether bare numbers under a heading are no ages: `Number of victims`, `Days to charge`, `Key stage`."""
    said = f" {key(text[:80])} "
    return " age" not in said and any(f" {phrase} " in said for phrase in words("headings", "not_ages", "words"))


@remembered(1)
def _particulars() -> dict[str, str]:
    kinds = ("period", "start", "end", "force", "other")
    return {text: kind for kind in reversed(kinds) for text in words("headings", "particulars", kind)}


def particular(text: str) -> str | None:
    """What the name in a line of name and value states of a whole table: period, start, end, force or other."""
    return _particulars().get(key(text)) if len(text) <= _SHORT else None


def filter_of(value: str) -> str | None:
    """What a filter of a pivot table lets through that says it in words: `all` or `several` values; None for one value."""
    folded = plain(value)
    return next((kind for kind in ("all", "several") if folded in words("headings", "filters", kind)), None)


def says_when(text: str) -> bool:
    """Whether a heading over days says when something was done, as `Recorded` does; over numbers it heads counts."""
    return len(text) <= _SHORT and not set(words("headings", "days", "words")).isdisjoint(key(text).split())


def whole_area(text: str) -> bool:
    """Whether a label among districts and divisions stands for all of them together: `Force`, `County`."""
    return key(text) in words("headings", "totals", "areas")


def _trimmed(label: str) -> str:
    """The heading without what forces wrap it in: `recorded offence type`, `victim age (years)`."""
    shorter = re.sub(
        r"^(?:the|recorded|main|primary|ho|crime|current|victim|victims|vic|ip) |(?: (?:of victims?|of the victim|victims?|recorded|desc|description|name|s))+$",
        "",
        label,
    )
    return re.sub(r" (?:y n|years|yrs|if known|group|band|range|given)$", "", shorter)


def _by_words(label: str) -> str | None:
    """The field that a longer heading ends up being, by its leading words."""
    found = label.split()
    if len(found) > 9 or "by" in found:
        return None  # `Offences by age` is a title
    if _RATE.search(label):
        return "rate"
    if _COUNT_OF.match(label) and len(found) > 1:
        return "count"
    if len(found) <= 4 and _NUMBER_OF_RECORD.search(label):
        return "reference"  # `First crime no.`
    if "dob" in found or "date of birth" in label:
        return "dob"
    suspect = any(word.removesuffix("s") in words("headings", "measures_alone", "suspects") for word in found)
    if "age" in found and not _STATISTICS & set(found) and found[0] not in ("offences", "crimes"):
        return "suspect_age" if suspect else "age"
    if {"sex", "gender"} & set(found) and len(found) <= 5 and not {"offence", "offences", "act", "crime"} & set(found):
        return "suspect_sex" if suspect else "sex"
    for last, name in (
        ("description", "offence"),
        ("offence", "offence"),
        ("date", "date"),
        ("month", "month"),
        ("reference", "reference"),
        ("ref", "reference"),
        ("outcome", "outcome"),
        ("postcode", "address"),
        ("address", "address"),
        ("relationship", "relationship"),
        ("platform", "platform"),
    ):
        if len(found) <= 4 and found[-1] == last:
            return name
    return "period" if label.startswith(("financial year", "calendar year")) and len(found) <= 3 else None


# ---- what is counted


@remembered(1)
def _measures() -> list[tuple[str, list[str]]]:
    order = ("arrests", "outcomes", "victims", "suspects", "incidents", "offences")
    return [(name, sorted(table("headings")["measures"][name], key=len, reverse=True)) for name in order]


@remembered(4096)
def measure(text: str) -> str | None:
    """What a heading or title says is counted: offences, victims, suspects, arrests, outcomes, incidents; None if nothing.

    `Number of victims` counts victims; `age of victims` and `offences against victims under 16` do not.
    """
    if len(text) > 2 * LONGEST:
        return None
    label = f" {key(_ASIDE.sub(' ', text))} "
    for entry in extras("heading"):
        if "measure" in entry and key(str(entry["text"])) == label.strip():
            note_use(str(entry["text"]))
            return str(entry["measure"])
    for name, texts in table("headings")["measures_alone"].items():
        if label.strip() in texts:
            return str(name)
    if _COUNT_OF_VICTIMS.search(label) or _VICTIMS_OF.search(label.strip()):
        return "victims"
    for phrase in table("headings")["measures"]["not_victims"]:
        label = label.replace(f" {phrase} ", " ")
    if _COUNT_OF_OFFENCES.search(label) and not _DISPOSED.search(label):
        return "offences"
    found = _first_measure(label)
    # `offences against victims` counts offences: what is counted stands first.
    return "offences" if found in ("victims", "suspects") and _OFFENCES_FIRST.search(label) else found


def _first_measure(label: str) -> str | None:
    for name, phrases in _measures():
        if name == "victims" and re.search(
            r" victims? (?:age|sex|gender|ages|dob|relationship|type|postcode|of crime act)\b", label
        ):
            continue
        if any(f" {phrase} " in label for phrase in phrases):
            return name
    return None


# ---- totals, percentages, notes


@remembered(1)
def _totals() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(words("headings", "totals", "texts")), frozenset(words("headings", "totals", "subtotals"))


@remembered(4096)
def is_total(text: str) -> bool:
    """Whether a label names a total: `Total`, `Sum:`, `All ages`, `Total (Female)`, `2015/16 Total`; also a subtotal."""
    if len(text) > 100 or is_percent(text):
        return False
    label = key(text)
    whole, parts = _totals()
    if label in whole or label in parts:
        return True
    found = label.split()
    if not found or len(found) > 10:
        return False
    if found[0] in ("total", "totals", "subtotal", "grand") or found[-1] in ("total", "totals", "subtotal"):
        return not label.startswith("total number of") or len(found) <= 6
    return label.startswith(("sub total", "sum of", "overall total")) or _YEAR_AFTER.sub("", label) in whole


@remembered(4096)
def is_subtotal(text: str) -> bool:
    """Whether a label says that it is a total of a group only: `Sub-total`, `Total rape`, `Total (Female)`."""
    label = key(text)
    if label in _totals()[1] or re.match(r"sub ?totals?\b|.*\bsub ?totals?$", label[:200]):
        return True
    return (
        is_total(text) and label not in _totals()[0] and not _YEAR_AFTER.search(label) and label.split()[0] == "total"
    )


_PERCENT = late(r"%|\bper ?cent(?:age)?s?\b|\bproportion\b|\bpct\b")


@remembered(4096)
def is_percent(text: str) -> bool:
    """Whether a heading is that of a percentage or share; a value such as `15%` is none."""
    return len(text) <= LONGEST and bool(_PERCENT.search(plain(text))) and not re.match(r"\s*[-+]?\d", text)


@remembered(4096)
def is_note(text: str) -> bool:
    """Whether a text is a note: it starts like one (`Note`, `Source:`, `* …`, `1. The …`), or is a sentence."""
    folded = plain(text[:400])
    if re.match(
        r"[*†‡#^]+ ?[a-z]|\[[a-z0-9]{1,3}\] ?[=:-]? ?[a-z]|\(?\d[.)]{0,2} (?:the|this|these|please|figures|data)\b",
        folded,
    ):
        return True
    label = key(folded)
    starts = words("headings", "notes", "starts")
    if any(label == start or label.startswith(f"{start} ") for start in starts):
        return len(label.split()) > 1 or label in (
            "note",
            "notes",
            "source",
            "key",
            "nb",
            "sources",
            "caveats",
            "footnotes",
            "footnote",
            "disclaimer",
        )
    return folded.endswith(".") and len(label.split()) >= 8


_SCOPE = late(
    r"\b(?:victims?|child(?:ren)?|persons?|people|girls?|boys?|those|anyone|complainants?|young people)(?: \w+){0,4}? (?:under|below|younger than|less than)(?: the)?(?: age)?(?: of)? (\d{1,2})\b"
    r"|\b(?:under|u)[- ]?(\d{1,2})'?s\b|\b(?:aged?|ages) (?:of )?(?:under|below|less than|younger than) (\d{1,2})\b|\b(?:victims?|children)(?: \w+){0,3}? (?:aged|age|ages)? ?0 ?(?:-|to) ?(\d{1,2})\b"
    r"|\b(?:aged?|ages) (\d{1,2}) (?:and|or) (?:under|younger|below)\b|\b(?:victims?|children|child)(?: \w+){0,3}? (\d{1,2}) (?:and|or) (?:under|younger)\b|\bunder (?:the age of )?(1[368])\b"
)


@remembered(4096)
def scope_under(text: str) -> int | None:
    """The age below which all victims of a table are, as a title says: `victims under 18`; None where it does not say."""
    if len(text) > 600:
        return None
    match = _SCOPE.search(plain(text))
    if not match:
        return None
    under = next((int(g) for g in match.group(1, 2, 3, 7) if g), None)
    if under is not None:
        return under
    return next(int(g) + 1 for g in match.group(4, 5, 6) if g)


_ALL_AGES = late(
    r"\b(?:all|any|every) ages?\b|\bof any age\b|\b(?:adults? and child(?:ren)?|child(?:ren)? and adults?)\b|\bregardless of age\b"
)


@remembered(4096)
def all_ages(text: str) -> bool:
    """Whether a title says that adults are counted too: `victims of all ages`."""
    return len(text) <= 600 and _ALL_AGES.search(plain(text)) is not None


_PER_VICTIM = late(
    r"\b(?:row|line|record|entry) (?:per|for each|for every|is a|is one|a|= ?1?) ?victim\b|\beach (?:row|line|record) (?:is|shows|stands for) (?:a|one) victim\b"
)


@remembered(1024)
def row_per_victim(text: str) -> bool:
    """Whether a title says that a list has a row for each victim, not for each offence."""
    return len(text) <= 600 and _PER_VICTIM.search(plain(text)) is not None


# ---- further breakdowns


@remembered(1)
def _categories() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in ("platform", "system", "outcome"):
        for names in table("categories")[kind]["names"]:
            for name in names:
                found.setdefault(key(name), f"{kind}: {names[0]}")
    return found


@remembered(4096)
def category(text: str) -> str:
    """`platform: Snapchat`, `system: Niche`, `outcome: charged` where the whole text names one; empty otherwise."""
    return _categories().get(key(text), "") if len(text) <= 80 else ""
