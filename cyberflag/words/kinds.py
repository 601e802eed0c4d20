"""Labels that are on no other list: of what kind of thing several of them are, so that they are parts of one whole."""

from __future__ import annotations

from collections.abc import Sequence

from cyberflag.patterns import late
from cyberflag.reference import key, remembered, table, words

_BY = late(r"(?:^| )(\w+) (?:by|per|across|in each|for each)((?: \w+){1,8})")
_NUMBERED = late(r"(?:[a-z]|\d{1,4}|[ivx]{1,4})(?: \d{1,4})?")
_DONE = late(
    r"(?!grouped|listed|divided|separated|sorted|categorised)\w+ed|held|given|made|run|done"
)  # `recorded by the unit`
KINDS = (
    "area", "team", "time", "relationship", "location", "ethnicity", "report", "risk", "state", "how_recent", "outcome", "degree"
)  # fmt: skip
CONTRARY = "yes or no"  # of two labels, one of which denies the other
SHORTEST = 4  # letters of a word that may be denied by a syllable before it


def kind(labels: Sequence[str]) -> str:
    """What most of several labels are: area, team, time, relationship …; empty where nothing says so.

    >>> kind(["Dover", "Ashford"]), kind(["Team 1", "Team 2"]), kind(["Recorded in", "Committed in"])
    ('area', 'team', '')
    """
    told = [_kinds(text) for text in labels]
    counted = {name: sum(name in kinds for kinds in told) for name in KINDS}
    most = max(KINDS, key=lambda name: counted[name])
    if counted[most] > 1 and counted[most] * 2 >= len(told):
        return most
    return CONTRARY if len(labels) == 2 and _contrary(*labels) else ""


def _contrary(first: str, second: str) -> bool:
    """Whether one of two labels denies the other: `Crimed` and `Not crimed`, `Suspect known` and `Suspect unknown`."""
    (one, denied), (other, also) = _without_denial(first), _without_denial(second)
    decisive = set(one.split()) & set(words("kinds", "contrary", "decisive"))
    return one == other and denied != also and not decisive


def _without_denial(text: str) -> tuple[str, bool]:
    """The words of a label without what denies them, and whether anything does."""
    said = key(text[:80]).split()
    kept = [word for word in said if word not in words("kinds", "contrary", "words") and word != "with"]
    denied = len(kept) + said.count("with") < len(said)
    for n, word in enumerate(kept):
        for prefix in words("kinds", "contrary", "prefixes"):
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) >= SHORTEST and not denied:
                kept[n], denied = rest, True
    return " ".join(kept), denied


def kind_said(title: str) -> str:
    """The kind of thing that a title says its figures are broken down by: `Offences by policing district` gives area."""
    for match in _BY.finditer(key(title[:300])):
        said = f"{match[2]} "
        names = (name for name in _said() if any(f" {phrase} " in said for phrase in _said()[name]))
        if not _DONE.fullmatch(match[1]) and (name := next(names, "")):
            return name
    return ""


def kind_headed(heading: str) -> str:
    """What a heading over labels calls them, `Investigating team`; empty for one that says nothing, as `Measure`."""
    said = key(heading)
    return said if said and len(said.split()) <= 3 and said not in words("kinds", "headings", "vague") else ""


@remembered(2048)
def _kinds(text: str) -> frozenset[str]:
    """Every kind that a label may be of."""
    said = key(text[:80])
    first, _, rest = said.partition(" ")
    last = said.rpartition(" ")[2]
    return frozenset(
        name
        for name in KINDS
        if said in _names(name)
        or (last != said and last in _nouns(name))
        or (rest and first in _nouns(name) and (rest in _names(name) or _NUMBERED.fullmatch(rest)))
    )


@remembered(1)
def _said() -> dict[str, tuple[str, ...]]:
    return {name: (*found.get("nouns", ()), *found.get("said", ())) for name, found in table("kinds").items()}


@remembered(None)
def _nouns(name: str) -> frozenset[str]:
    return frozenset(table("kinds")[name].get("nouns", ()))


@remembered(None)
def _names(name: str) -> frozenset[str]:
    return frozenset(table("kinds")[name]["names"])
