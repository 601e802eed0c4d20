"""The online flag: its names, other flags, and what a heading or a cell says of it."""

from __future__ import annotations

import re

from cyberflag.patterns import late
from cyberflag.reference import LONGEST, extras, key, note_use, plain, remembered, words

_WITHOUT = late(r"\b(?:not|no|non|without|un|unflagged|excluding|excl|minus|never)\b")
_WITH = late(
    r"\b(?:flagged|tagged|marked|with|of which|where|using|involving|carrying|bearing|having|applied|flag|marker|tag|qualifier|involved)\b"
)
_YES = late(r"[=:(\-–] *(?:y|yes|true|1|x)\)?$|\b(?:yes|y)$")
_NO = late(r"(?<![\"'*\-–] )(?<![\"'*\-–])[=:(\-–] *(?:n|no|false|0)\)?$|\b(?:no|n)$")  # `"-" = 0` is a legend
_OF_USE = late(  # a force speaks of itself, not of the offences that it counts
    r"\b(?:not|never|nor|no longer|yet to|unable to)(?: \w+){0,3} (?:use|used|uses|using|utilise\w*|employ\w*|operate\w*|know\w*|aware|adopt\w*|implement\w*|introduce\w*|heard|familiar)\b"
    r"|\b(?:we|police|constabulary|force|service)(?: \w+){0,3} (?:do|does|did|have|has|had|is|are|was|were) not\b"
)
# `excluding those flagged`, not `flagged, excluding images`
_ALL_BUT = late(
    r"\b(?:exclud(?:es|ing)|omit\w*|excl)(?: (?:all|any|those|the|crimes|offences|records|that|which|were|are|with|a|an)){0,4} (?:cyber )?(?:flag|flagged|marker|marked|tag|tagged)\b"
)
_LEFT_OUT = late(r"\b(?:are|is|were|was|been) (?:exclud\w+|omitted|removed|not included)$")
_COUNTS = late(
    r"(?:(?:number|no|count|total|all|other|remaining|recorded|sexual|child|of|the) )*(?:offences?|crimes?|records|incidents|victims|cases)\b"
)
_BOTH = late(
    r"\bwhether or not (?:\w+ ){0,2}(?:online|flagged|cyber)\b|\b(?:and|or) (?:not|non|without|un(?:flag|mark|tag)\w*)\b|whether or not|regardless|irrespective|with and without|with or without|not and|total and|\ball\b.*\bof which\b"
)
_UNFILTERED = late(r"[:=] *\(?(?:all|any|both|multiple items)\)?$")  # the filter of a pivot table, left open
_OF_SOME = late(  # `of which 12 had the flag`, `12 of these`: said of some of what is counted
    r"\bof (?:which|these|those|them|whom)(?: \w+){0,3} \d|\b\d+ (?:out )?of (?:which|these|those|them|whom|the|our|all)\b"
)
_ALL = late(r"all(?: \w+){0,3} (?:offences|crimes?|recorded)\b")
_FIGURES_OF_ALL = late(
    r"\b(?:figures|data|numbers|counts|information|results|table)(?: \w+){0,4} (?:for|of|to|cover|covers|include|includes|shows?|are) all\b(?: \w+){0,4} (?:offences|crimes?)\b"
)
_DONE = frozenset(("flagged", "tagged", "marked"))
_SMALL = frozenset(("as", "for", "with", "a", "an", "the"))
_NEAR = 6  # words between the subject and the noun of a flag's name


@remembered(1)
def _sets() -> dict[str, frozenset[str]]:
    found = {name: frozenset(words("flags", "flag", name)) for name in ("subjects", "nouns", "names")}
    own = {key(str(entry["text"])) for entry in extras("phrase") if entry.get("names") == "flag"}
    found["names"] |= own
    found["acts"] = frozenset(words("flags", "flag", "acts"))
    found["other"] = frozenset(words("flags", "other", "subjects"))
    found["column"] = frozenset(words("flags", "column", "texts"))
    return found


@remembered(1)
def _labels() -> dict[str, str]:
    """Whole label -> scope."""
    found: dict[str, str] = {}
    for scope_, name in (("cyber", "cyber"), ("not-cyber", "not_cyber"), ("all", "all")):
        for text in words("flags", "scope", name):
            found.setdefault(key(text), scope_)
    for entry in extras("heading"):
        if "flag" in entry:
            found[key(str(entry["text"]))] = str(entry["flag"])
    return found


@remembered(1)
def _values() -> dict[str, bool]:
    return dict.fromkeys(words("flags", "value", "no"), False) | dict.fromkeys(words("flags", "value", "yes"), True)


def _flag_at(found: list[str]) -> bool:
    """Whether a subject (`cyber`) and a noun (`marker`) stand close together."""
    sets = _sets()
    subjects = [n for n, word in enumerate(found) if word in sets["subjects"]]
    nouns = [n for n, word in enumerate(found) if word in sets["nouns"]]
    return any(abs(a - b) <= _NEAR for a in subjects for b in nouns) if len(found) < 200 else False


@remembered()
def names_flag(text: str) -> bool:
    """Whether a text names the online flag under any of its names; a flag about something else is none."""
    if len(text) > 2000:
        return False
    if ". " in text:  # "… one flag only. Crimes committed online …" names none
        return any(names_flag(sentence) for sentence in text.split(". "))
    sets = _sets()
    joined = f" {key(text)} "
    for act in sets["acts"]:
        joined = joined.replace(f" {act} ", " ")
    found = joined.split()
    for name in sets["names"]:
        if f" {name} " in joined:
            note_use(name)
            return True
    return _flag_at(found) and not (sets["other"] & set(found) and _other_near(found))


def _other_near(found: list[str]) -> bool:
    """Whether a noun of a flag stands right behind another subject, or `flagged` before one: `CSE flag`, `flagged as CSE`."""
    sets = _sets()
    nouns = [n for n, word in enumerate(found) if word in sets["nouns"]]
    if any(found[max(0, n - 3) : n] and sets["other"] & set(found[max(0, n - 3) : n]) for n in nouns):
        return True
    done = [n for n in nouns if found[n] in _DONE and not sets["subjects"] & set(found[max(0, n - 3) : n])]
    after = [next((word for word in found[n + 1 : n + 4] if word not in _SMALL), "") for n in done]
    return bool(sets["other"] & set(after))


@remembered()
def other_flag(text: str) -> bool:
    """Whether a text names a flag about something else: CSE, hate crime, domestic abuse."""
    return len(text) <= 2000 and _other_near(key(text).split())


_NOT = frozenset(("not", "no", "non", "without", "excluding", "excl", "minus", "never"))
_EITHER = frozenset(("or", "either", "any"))
_ALONE = frozenset(("only", "alone", "solely"))


@remembered()
def with_other(text: str) -> str:
    """What a label says of the online flag beside one of another kind: both, cyber, other, or empty.

    >>> with_other("Cyber and CSE flag"), with_other("Cyber flag, no CSE flag"), with_other("CSE flag only")
    ('both', 'cyber', 'other')
    """
    found = key(text[:80]).split()
    if found and found[0] == "both" and len(found) <= 2:
        return "both"
    ours = [n for n, word in enumerate(found) if word in _sets()["subjects"]]
    others = [n for n, word in enumerate(found) if word in _sets()["other"]]
    negated = next((n for n, word in enumerate(found) if word in _NOT), len(found))
    if not ours or not others:
        alone = bool(_ALONE & set(found)) and negated == len(found)
        return "cyber" if ours and alone else "other" if others and alone else ""
    if _EITHER & set(found):
        return ""
    if max(ours + others) < negated:
        return "both"
    return "cyber" if max(ours) < negated < min(others) else "other" if max(others) < negated < min(ours) else ""


@remembered()
def scope(text: str) -> str | None:
    """What a heading, title or sheet name says of its counts: cyber, not-cyber or all; None where it says nothing.

    `Online crime` alone says nothing: the count may come from a search for words.
    """
    if len(text) > LONGEST * 2:
        return None
    label = key(text)
    if label in _labels():
        note_use(label)
        return _labels()[label]
    if not label or other_flag(text) or label.endswith(" y n"):
        return None
    if _OF_SOME.search(label):
        return None
    if _UNFILTERED.search(plain(text)):
        return "all" if names_flag(text) or is_flag_column(_UNFILTERED.sub("", plain(text))) else None
    if _BOTH.search(label):
        return "all" if names_flag(text) or any(word in label for word in ("flag", "cyber", "online")) else None
    if (every := _FIGURES_OF_ALL.search(label)) and not _flagged(every[0]):
        return "all"  # "we do not use the flag, so the figures are for all sexual offences"
    named = names_flag(text)
    if named and _OF_USE.search(label) and not _COUNTS.match(label):
        return None
    found = _scope_of_words(label, plain(text), named)
    if found == "not-cyber" and _LEFT_OUT.search(label):
        return "cyber"
    return "not-cyber" if found == "cyber" and _ALL_BUT.search(label) else found


def _flagged(label: str) -> bool:
    return bool(re.search(r"\b(?:un)?flagged\b|\b(?:had|has|have|with|carry|carried|bore|given) the flag\b", label))


def _scope_of_words(label: str, folded: str, named: bool) -> str | None:
    if named or _flagged(label):
        if _NO.search(folded) or re.search(
            r"\b(?:not|non|without|no|un)\b(?: \w+){0,4} (?:flag|flagged|marker|tag|tagged|marked|involved|qualifier)\b|unflagged|\bnon cyber\b|\b(?:flag|marker|tag|qualifier) (?:(?:was|were|is|has|had)(?: been)? )?(?:not\b|never\b|un(?!der\b|til\b|less\b))",
            label,
        ):
            return "not-cyber"
        return "cyber" if named or _WITH.search(label) else None
    if re.search(r"\bnon? ?cyber\b|\bnot cyber\b", label):
        return "not-cyber"
    return "all" if _ALL.match(label) and len(label) < 60 else None


@remembered(2048)
def is_flag_column(text: str) -> bool:
    """Whether a heading is that of a listing's flag column: `Cyber flag`, `Internet Involved`, `Online crime (Y/N)`."""
    if len(text) > 60:
        return False
    label = key(text)
    if label in _sets()["column"]:
        return True
    if re.search(
        r"\b(?:number|count|total|offences|crimes|recorded|victims|percentage)\b", label
    ) and not label.endswith("y n"):
        return False
    said = re.search(r"\b(?:y|n|yes|no|true|false)$", label)
    return names_flag(text) and len(label.split()) <= 7 and (not said or label.endswith("y n"))


@remembered(2048)
def is_tag_column(text: str) -> bool:
    """Whether a heading is that of a column with several marks of each record: `Keywords`, `Markers applied`."""
    label = key(text)
    return label in words("flags", "tags", "texts") or label.endswith(
        tuple(f" {w}" for w in words("flags", "tags", "ends"))
    )


@remembered(2048)
def tagged(text: str) -> bool | None:
    """What a cell with several marks says: True where the online flag is among them, None where there are none.

    >>> tagged("DA; Cyber"), tagged("CSE"), tagged("")
    (True, False, None)
    """
    marks = [mark.strip() for mark in re.split(r"[;,|/\n+]", text) if mark.strip()]
    return any(value(mark) for mark in marks) if marks else None


@remembered(2048)
def value(text: str) -> bool | None:
    """What a cell of a flag column says: True, False, or None where it says nothing or something else."""
    if len(text) > 60:
        return None
    folded = plain(text).strip(" .:;*'\"")
    if folded in _values():
        return _values()[folded]
    if names_flag(folded):
        return not _WITHOUT.search(folded)
    return None
