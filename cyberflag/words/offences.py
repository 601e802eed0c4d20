"""Offences: Home Office codes, sections of the Act, and the titles returns give them."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.patterns import late
from cyberflag.reference import entries, extras, key, note_use, numbers, plain, remembered, table, words
from cyberflag.words.codes import code_parent, contract_code

LONGEST_TITLE = 320  # some forces print the whole title of the Act


class Offence(Struct, frozen=True):
    """An offence or family of offences: as written, its Home Office code and group (each empty where none is certain).

    Ages and sex are the bounds that the title itself sets on the victim.
    """

    text: str
    code: str = ""
    group: str = ""
    age_min: int | None = None
    age_max: int | None = None
    sex: str = ""


@remembered(1)
def _classes() -> dict[str, Offence]:
    """Code -> the class or sub-class, with its title as text."""
    found = {code: Offence(title, code) for code, title in table("offences")["not_sexual"]["codes"].items()}
    for entry in entries("offences", "offence"):
        code, bounds = entry["code"], (entry.get("age_min"), entry.get("age_max"), entry.get("sex", ""))
        found[code] = Offence(entry["title"], code, entry["group"], *bounds)
    return found


@remembered(1)
def _titles() -> dict[str, Offence]:
    """Folded title -> offence, for titles that are listed."""
    found: dict[str, Offence] = {}
    for entry in extras("offence"):
        offence = _of_code(str(entry.get("code", "")))
        found[key(str(entry["text"]))] = replace(offence, group=str(entry.get("group", offence.group)))
    for entry in entries("offences", "offence"):
        offence = _classes()[entry["code"]]
        for title in (entry["title"], *entry.get("aliases", ())):
            found.setdefault(key(title), offence)
    for group, titles in table("offences")["groups"].items():
        for title in titles:
            found.setdefault(key(title), Offence(title, "", group))
    for title in words("offences", "not_sexual", "texts"):
        found.setdefault(key(title), Offence(title))
    for code, title in table("offences")["not_sexual"]["codes"].items():
        found.setdefault(key(title), Offence(title, code if code[-1].isalpha() else ""))
    return found


@remembered(1)
def _since() -> dict[str, date]:
    return {e["code"]: date.fromisoformat(e["since"]) for e in entries("offences", "offence") if "since" in e}


@remembered(1)
def _vocabulary() -> frozenset[str]:
    return frozenset(words("offences", "vocabulary", "filler"))


@remembered(1)
def _types() -> list[tuple[str, list[list[frozenset[str]]]]]:
    """Group -> the choices of words that make it, in the order in which they are tried."""
    types = table("offences")["vocabulary"]["types"]
    return [(g, [[frozenset(w.split("|")) for w in rule.split()] for rule in rules]) for g, rules in types.items()]


@remembered(1)
def _typos() -> dict[str, str]:
    return dict(table("offences")["typos"])


# ---- codes

_CODE = r"\d{1,3}[a-z]|\d{1,3}/\d{1,3}[a-z]?|0\d{4}|\d{1,3}"
_SAID = r"(?:(?:ho|home office|hocc?|crime|offence)? ?(?:code|class|ref)s?[ :.-]*)"
_LEADING = late(rf"[(\[]?({_SAID})?({_CODE})[)\]]?(?![\w/])[ ]*([-:.,)]*)[ ]*(.*)")
_TRAILING = late(rf"(.*?)[ ]*([-:.,(\[]*)[ ]*({_SAID})?(?<![\w/])({_CODE})[)\]]?")
_ALONE = late(rf"[(\[]?(?:{_SAID})?({_CODE})[)\]]?")
_CODE_LIST = late(  # `(19C-19K)`, `19C, 19D, 19E`: a family, not one class
    rf"[(\[]?{_SAID}?\b(?:\d{{1,3}}[a-z]|\d{{2,3}}/\d{{1,2}})(?: ?(?:,|-|to|and|&|/|;) ?(?:\d{{1,3}}[a-z]|\d{{2,3}}/\d{{1,2}})\b)+[)\]]?"
)
_SECTION = late(
    r"(?:offences? )?(?:under |contrary to )?(?:s|ss|sec|sect|section|sections)[ .]*(\d{1,2}[a-z]?)(?: ?\(\d\))?"
    r"(?:,? (?:of )?(?:the )?(?:sexual offences act|soa|s\.o\.a\.?)(?: ?\(?2003\)?)?)?"
)
_BARE_SECTION = late(r"(\d{1,2}[a-z])(?: of)?(?: the)? (?:sexual offences act|soa)(?: 2003)?")


@remembered(1)
def _groups_of_parents() -> dict[str, set[str]]:
    """The groups of the codes of each class, by its number."""
    found: dict[str, set[str]] = {}
    for code, offence in _classes().items():
        found.setdefault(code_parent(code), set()).add(offence.group)
    return found


def _of_code(code: str) -> Offence:
    """What is known of a code; its group may come from its class where the code itself is not listed."""
    known = _classes().get(code)
    if known:
        return known
    groups = _groups_of_parents().get(code_parent(code), set()) if code else set()
    return Offence("", code, next(iter(groups)) if len(groups) == 1 else "")


def class_is_sexual(code: str) -> bool:
    """Whether every listed code of the class of a code is of a sexual offence, as of class 88."""
    groups = _groups_of_parents().get(code_parent(code), set())
    return bool(groups) and "" not in groups and "images" not in groups


def _sure_code(written: str, said: bool) -> bool:
    """Whether a code that stands alone is one beyond doubt: not a count, a day, a year, or a question's number."""
    code = contract_code(written)
    if said:
        return bool(code) and (code in _classes() or bool(_of_code(code).group))
    if "/" not in code:
        return code in _classes() and not code.isdigit()
    number, _, sub = code.partition("/")
    if number not in _groups_of_parents():
        return False
    return written.startswith("0") or int(number) > 31 or (code in _classes() and int(sub[:2]) != int(number) + 1)


# ---- reading


@remembered()
def parse(text: str) -> Offence | None:
    """The offence or family of offences that the whole text names; None for anything else, also for a bare number."""
    if len(text) > LONGEST_TITLE or not any(c.isalnum() for c in text):
        return None
    written = " ".join(text.split())
    whole = plain(written).strip(" *.;:")
    folded = _CODE_LIST.sub("", whole).strip(" *.;:")
    found = (
        _listed(whole)
        or _listed(folded)
        or _section(folded)
        or _alone(folded)
        or _coded(folded)
        or _made_of_known_words(folded)
    )
    return replace(found, text=written) if found else None


def _listed(folded: str) -> Offence | None:
    """A title that is listed, with its slips of the pen put right."""
    words_ = key(folded)
    found = _titles().get(words_) or _titles().get(" ".join(_typos().get(w, w) for w in words_.split()))
    if found:
        note_use(folded)
    return found


def _section(folded: str) -> Offence | None:
    """`s.15A SOA 2003`; a section of another Act, or one that does not name its Act, is none (15A is the exception)."""
    match = _SECTION.fullmatch(folded) or _BARE_SECTION.fullmatch(folded)
    if not match:
        return None
    named = "act" in folded or "soa" in folded or "s.o.a" in folded
    code, group = table("offences")["sections"].get(match[1], ("", ""))
    if not group or not (named or match[1] == "15a"):
        return None
    return _of_code(code) if code else Offence("", "", group)


def _alone(folded: str) -> Offence | None:
    """A code with nothing beside it."""
    match = _ALONE.fullmatch(folded)
    if not match:
        return None
    said = bool(re.match(rf"[(\[]?{_SAID}", folded)) and not folded.startswith(match[1])
    return _of_code(contract_code(match[1])) if _sure_code(match[1], said) else None


def _coded(folded: str) -> Offence | None:
    """A title with its code before or behind it; the code decides where it is known."""
    leading = _LEADING.fullmatch(folded)
    if leading and leading[4]:
        found = _with_code(leading[2], leading[4], firm=bool(leading[1] or leading[3]))
        if found:
            return found
    trailing = _TRAILING.fullmatch(folded)
    if trailing and trailing[1]:
        return _with_code(trailing[4], trailing[1], firm=bool(trailing[3]) or "(" in trailing[2] or "[" in trailing[2])
    return None


def _with_code(written: str, rest: str, *, firm: bool) -> Offence | None:
    code = contract_code(written)
    title = _listed(rest) or _made_of_known_words(rest)
    known = _of_code(code)
    agrees = bool(title and known.group and title.group == known.group)
    if not code or (code.isdigit() and not (code in _classes() and (firm or agrees))):
        return None
    if title:
        group = known.group or title.group
        bounds = title if title.age_min is not None or title.age_max is not None or title.sex else known
        return replace(bounds, code=code, group=group)
    return known if code in _classes() and (firm or looks_like(rest)) and "?" not in rest else None


# ---- titles made of known words

_OFFENDER = late(
    r"\b(?:by an? )?off(?:ender|enders)?s?\b[ -]*(?:is |any age|aged? )*(?:under |over )?\d*(?: ?(?:or|and) over)?(?: ?\+)?(?: years?(?: of age)?)?"
)
_ACT = late(
    r"[ (,-]*(?:contrary to )?(?:under )?(?:s|sec|secs|sect|section|sections)?[ .]*\d{0,3}[a-z]?(?:\(\d\))?,? ?(?:- )?(?:of )?(?:the )?"
    r"(?:sexual offences act|soa|protection of children act|criminal justice act|poca)(?: \d{4})?(?: ?,? ?(?:s|sec|secs|section)s?[ .]*\d{1,3}[a-z]?(?:\(\d\))?)?\)?"
)
_UNDER = late(r"\b(?:under|below|less than|u|<) ?(?:the )?(?:age )?(?:of )?(\d{1,2})\b")
_OVER = late(
    r"\b(\d{1,2}) ?(?:years? ?|yrs? ?)?(?:(?:or|and|&) ?(?:over|above|older)|plus|\+)|\bover (?:the age of )?(\d{1,2})\b"
)
_BAND = late(r"\b(\d{1,2}) ?(?:-|to|and|or) ?(\d{1,2})\b")
_FEMALE = frozenset(("female", "females", "girl", "girls", "woman", "women"))
_MALE = frozenset(("male", "males", "boy", "boys", "man", "men"))


def _made_of_known_words(folded: str) -> Offence | None:
    """An offence whose title holds known words only: its family, the bounds it sets, and the class if that is certain."""
    bare = _ACT.sub(" ", _OFFENDER.sub(" ", folded))
    found = [word for w in key(bare).split() for word in _typos().get(w, w).split()]
    if not found or len(found) > 40:
        return None
    vocabulary = _vocabulary()
    if any(word not in vocabulary and not (word.isdigit() and len(word) < 3) for word in found):
        return None
    group = _group(frozenset(found))
    if group is None or found[0].isdigit():  # `12 rape offences` is a count
        return None
    low, high = _bounds(bare)
    sex = _sex(re.sub(r"\bby an? (?:fe)?male\b", " ", bare))
    offence = Offence("", "", group, low, high, sex)
    return replace(offence, code=_class_of(offence, frozenset(found)))


def _group(found: frozenset[str]) -> str | None:
    met = (group for group, rules in _types() if any(all(found & choice for choice in rule) for rule in rules))
    return next(met, None)


def _sex(text: str) -> str:
    found = frozenset(re.findall(r"[a-z]+", text))
    female, male = found & _FEMALE, found & _MALE
    return "female" if female and not male else "male" if male and not female else ""


def _bounds(text: str) -> tuple[int | None, int | None]:
    """The victim's ages that a title sets."""
    under, over, band = _UNDER.search(text), _OVER.search(text), _BAND.search(text)
    if under:
        return 0, int(under[1]) - 1
    if over:
        return (int(over[1]), None) if over[1] else (int(over[2]) + 1, None)
    if band and int(band[1]) < int(band[2]):
        return int(band[1]), int(band[2])
    return None, None


_CERTAIN: dict[tuple[str, str, int | None, int | None], str] = {
    ("rape", "female", 0, 12): "19E",
    ("rape", "female", 0, 15): "19D",
    ("rape", "female", 16, None): "19C",
    ("rape", "male", 0, 12): "19H",
    ("rape", "male", 0, 15): "19G",
    ("rape", "male", 16, None): "19F",
    ("sexual assault", "female", 0, 12): "20B",
    ("sexual assault", "female", 13, None): "20A",
    ("sexual assault", "male", 0, 12): "17B",
    ("sexual assault", "male", 13, None): "17A",
}


def _class_of(offence: Offence, found: frozenset[str]) -> str:
    """The class that family, sex and ages decide; empty where they leave a choice."""
    if offence.group == "rape" and {"multiple", "undefined"} <= found:
        return {"female": "19J", "male": "19K"}.get(offence.sex, "")
    certain = _CERTAIN.get((offence.group, offence.sex, offence.age_min, offence.age_max))
    if certain:
        return certain
    if offence.group == "sexual activity" and found & {"child", "children", "girl", "girls", "boy", "boys"}:
        return {12: "21", 15: "22B"}.get(offence.age_max or 0, "")
    if offence.group == "sexual activity" and {"without", "consent"} <= found:
        return "22A"
    if offence.group == "communication" and found & {"child", "children"}:
        return "71/17"
    return "88A" if offence.group == "grooming" and found & {"meeting", "meet"} else ""


# ---- what others ask


def is_images(offence: Offence) -> bool:
    """Whether it is of class 86 or names indecent images: shown apart, never in the headline."""
    return offence.group == "images" or code_parent(offence.code) == "86"


@remembered()
def looks_like(text: str) -> bool:
    """Whether a label reads like an offence though no list knows it."""
    if len(text) > LONGEST_TITLE:
        return False
    stems = words("offences", "reads_like", "stems")
    label = key(text)
    return label not in words("offences", "reads_like", "others") and any(w.startswith(stems) for w in label.split())


def reads_sexual(text: str) -> bool:
    """Whether a label that no list knows reads like a sexual offence, and not like burglary."""
    return any(word.startswith(words("offences", "reads_like", "sexual")) for word in key(text).split())


def before_its_time(code: str, start: date | None, end: date | None) -> date | None:
    """The day on which an offence came into being, if the whole period lies before it."""
    since = _since().get(code)
    last = end or start
    return since if since and last and last < since else None


def child_codes() -> frozenset[str]:
    """Codes of offences whose victims are children by definition."""
    return frozenset(str(entry["code"]) for entry in entries("offences", "offence") if entry.get("child"))


@remembered(1)
def recorded_against_children() -> dict[str, int]:
    """Force id -> child sexual offences recorded in 2017/18, flagged or not: the classes whose victims are children."""
    codes, found = child_codes(), dict[str, int]()
    for row in numbers("recorded_2017_18"):
        if row["code"] in codes:
            found[row["force"]] = found.get(row["force"], 0) + int(row["offences"])
    return found
