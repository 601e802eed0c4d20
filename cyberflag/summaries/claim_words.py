"""Words of a statement that say more than a figure can carry: victims, everywhere, most, ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from cyberflag.reference import Phrases, entries, key
from cyberflag.words import counts

_BACK = 3  # words between a number and the noun that it counts


@lru_cache(maxsize=1)
def _wordings() -> dict[str, Mapping[str, Any]]:
    return {entry["kind"]: entry for entry in entries("claims", "wording")}


def falls_under(kind: str, text: str) -> bool:
    """Whether a statement uses words of a kind: victims, whole, most, ranking."""
    entry = _wordings()[kind]
    if kind == "victims":
        return _counts_people(key(text).split(), entry)
    phrases = Phrases()
    for phrase in entry["phrases"]:
        phrases.add(phrase, kind)
    return bool(phrases.find(text))


def says(kind: str) -> str:
    """What is wrong with words of a kind, as a clause."""
    return str(_wordings()[kind]["says"])


def _counts_people(words: list[str], entry: Mapping[str, Any]) -> bool:
    """Whether `victims` stand there as what is counted, or a number stands before another word for people."""
    for at, word in enumerate(words):
        before = words[max(0, at - _BACK) : at]
        if any(other in entry["offences"] for other in before):
            continue
        if word in entry["plural"]:
            return True
        if word in entry["counted"] and any(_is_number(other) for other in before):
            return True
    return False


def _is_number(word: str) -> bool:
    return word.isdigit() or (word.isalpha() and counts.parse(None, word) is not None)


def states_coverage(text: str, forces: int) -> bool:
    """Whether the statement says itself how many bodies it is of: `38 of 44`, `in 38 forces`."""
    words = key(text).split()
    after = ("of", "out", "forces", "bodies", "police")
    return any(
        word == str(forces) and words[at + 1 : at + 2] != [] and words[at + 1] in after for at, word in enumerate(words)
    )


def faults(text: str, kinds: Iterable[str]) -> list[str]:
    """What is wrong with the words of a statement, of the kinds that apply to it."""
    return [says(kind) for kind in kinds if falls_under(kind, text)]
