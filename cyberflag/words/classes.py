"""Which title of an offence is that of a wider class than another, and which is of other crime."""

from __future__ import annotations

from cyberflag.patterns import late
from cyberflag.reference import LONGEST, Phrases, key, remembered, table, words
from cyberflag.words.codes import code_parent
from cyberflag.words.offences import Offence, parse, reads_sexual

_JOINED = late(r"\s*[/&,;+]\s*|\s+and\s+|\s+or\s+")


def is_family(text: str) -> bool:
    """Whether a text names sexual offences as a whole, and none of their kinds.

    >>> is_family("sexual offences against children"), is_family("rape"), is_family("theft")
    (True, False, False)
    """
    found = parse(text)
    return found is not None and not found.code and not found.group


def wider(a: Offence, b: Offence) -> bool:
    """Whether an offence is a wider class than another: `17` than `17A`, `Rape` than `Rape of a female child`.

    Without codes all words of the wider stand in the other title, which says more of the victim. `Other rape` is a
    class of its own. `Rape / sexual assault` is wider than either, `Sexual offences` than every kind of them.
    """
    if a.code and code_parent(b.code) == a.code != b.code:
        return True
    if is_general(a) and is_sexual(b):
        return True
    if _told(b.text) and _told(b.text) in map(_told, pieces(a.text)):
        return True
    if not a.group or a.group != b.group or (a.code and b.code and _written(a) and _written(b)):
        return False
    bounds = [((x.age_min, x.age_max), x.sex) for x in (a, b)]
    alike = all(first in (second, (None, None), "") for first, second in zip(*bounds, strict=True))
    said, more = (_told(x.text) for x in (a, b))
    return alike and bounds[0] != bounds[1] and bool(said) and said < more


@remembered(1)
def _general_titles() -> frozenset[str]:
    return frozenset(key(title) for title in table("offences")["groups"][""])


def is_general(offence: Offence) -> bool:
    """Whether a title is of sexual offences as such, and of no one kind of them: `Child sexual offences`."""
    return not (offence.code or offence.group) and key(offence.text) in _general_titles()


def is_sexual(offence: Offence) -> bool:
    """Whether an offence is of one kind of sexual offences; indecent images are none."""
    return offence.group not in ("", "images")


def pieces(text: str) -> list[str]:
    """The offences that a label joins, as `Rape / sexual assault` does; empty where it names one."""
    found = [piece.strip() for piece in _JOINED.split(text) if piece.strip()]
    return found if len(found) > 1 else []


def _written(offence: Offence) -> bool:
    """Whether the code of an offence stands in its text, and is not told by the words alone."""
    return offence.code.casefold() in offence.text.casefold()


def _told(text: str) -> frozenset[str]:
    """The words of a title that tell it from others, in the singular."""
    idle = words("offences", "wider", "idle")
    return frozenset(w.removesuffix("s") for w in key(text).split() if w not in idle)


def names_other_crime(title: str) -> bool:
    """Whether a title names a subject that is no sexual offence, and no sexual offence beside it.

    >>> names_other_crime("Burglary offences 2015/16"), names_other_crime("Sexual offences and burglary")
    (True, False)
    """
    return bool(_subjects().find(title[:LONGEST])) and not reads_sexual(title)


@remembered(1)
def _subjects() -> Phrases:
    found = Phrases()
    for text in words("offences", "not_sexual", "subjects"):
        found.add(text, True)
    return found
