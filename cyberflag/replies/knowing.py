"""Whether a clause says that the force did not know of the flag."""

from __future__ import annotations

import re

from cyberflag.passages.phrases import expression, heard
from cyberflag.patterns import late
from cyberflag.replies.clauses import as_we, denials
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import MARKED, ONLINE, OTHER

_WORD = late(r"[\w']+")
_FLAGS = frozenset([ONLINE, OTHER, MARKED])
_CRIMES = frozenset(["offences", "crimes", "offence", "crime"])
_DUTY = late(
    r"\b(?:should|must|to be|ought|need|needed|required|requirement|duty|had to|have to|obligation|supposed)\b"
)
_TOLD = frozenset(["mentioned", "mention", "communicated", "explained", "introduced", "passed", "sent", "circulated"])
_MACHINES = frozenset(["system", "systems", "software", "database", "platform"])
_PEOPLE = frozenset(["us", "me", "them", "staff", "officers", "colleagues", "recorders", "anyone", "anybody"])
_MOST_BETWEEN = 14
_KNOWN_TO_DO = late(
    r"\bknown to (?!(?:us|we|me|him|her|them|anyone|anybody|any|this|these|our|the|my|those|staff|officers|be (?:in|used)|no|none|nobody|all|every\w*|it|his|its|their|\w+ (?:police|constabulary))\b)"
)


def known(text: str) -> tuple[bool, str] | None:
    """Whether a clause says that the flag is known, and by which word; None where it says nothing of knowing it."""
    text = as_we(text)
    idiom = heard("reply_flag", "know_not", text)
    if idiom and _names_after_or_in(text, idiom):
        return denials(text) % 2 == 1, idiom[0].strip()
    phrase = heard("reply_flag", "know", text)
    if phrase and _names_after_or_in(text, phrase):
        return denials(text) % 2 == 0, phrase[0].strip()
    words = _WORD.findall(_KNOWN_TO_DO.sub("", text))  # "is known to sit on crimes" says nothing of who knows it
    for at, word in enumerate(words):
        unknown = word in forms("unknown")
        if words[at - 1 : at] == ["be"] and at <= 3:
            continue  # "please be aware that"
        if not _MACHINES.isdisjoint(words[max(0, at - 3) : at]):
            continue  # "our system knows no such flag"
        if (unknown or word in forms("know") or _is_told(words, at)) and _of_flag(words, at, text):
            return (denials(_governing(words, at)) + unknown) % 2 == 0, word
        if word in forms("reach") and denials(text) % 2 and _of_flag(words, at, text):
            return False, word
    return None


def _is_told(words: list[str], at: int) -> bool:
    """`was never mentioned to`, `introduced to our officers`, but not `introduced to our system`."""
    if words[at] not in _TOLD or words[at + 1 : at + 2] != ["to"]:
        return False
    return words[at] != "introduced" or not _PEOPLE.isdisjoint(words[at + 2 : at + 5])


def _governing(words: list[str], at: int) -> str:
    """The words that can deny a word of knowing: those up to it and to the flag, and `to nobody` behind both."""
    flags = [i for i, word in enumerate(words) if word in (ONLINE, MARKED)]
    verbal = words[at] in ("know", "known", "aware", "familiar", "conscious")
    return " ".join(words[: max(at, *flags[:1]) + 4] if flags and verbal else words)


def _names_after_or_in(text: str, idiom: re.Match[str]) -> bool:
    """Is it the flag that an idiom such as `news to us` is about?"""
    if ONLINE in idiom[0]:
        return True
    words = _WORD.findall(text)
    at = len(_WORD.findall(text[: idiom.end()])) - 1
    return _behind(words, at, text) or _before(words, len(_WORD.findall(text[: idiom.start()])))


def _of_flag(words: list[str], at: int, text: str) -> bool:
    return _behind(words, at, text) or _before(words, at)


def _behind(words: list[str], at: int, text: str) -> bool:
    """Is the flag, or the duty to set it, what stands behind a word of knowing?"""
    flags = [i for i, word in enumerate(words[at + 1 :], at + 1) if word in (ONLINE, MARKED)]
    if not flags or flags[0] - at > _MOST_BETWEEN:
        return False
    between = words[at + 1 : flags[0]]
    if not _CRIMES.isdisjoint(between) and not _DUTY.search(text):
        return False
    joining = expression("reply_flag", "object")
    return all(
        (joining and joining.fullmatch(word.removesuffix("'s")))
        or word.isdigit()
        or word in _FLAGS
        or word in forms("know")
        or word in forms("use")
        for word in between
    )


def _before(words: list[str], at: int) -> bool:
    """Is the flag the subject of which something is known: `the flag is one of which we are not aware`?"""
    flags = [i for i, word in enumerate(words[:at]) if word in (ONLINE, MARKED)]
    if not flags:
        return False
    between = words[flags[-1] + 1 : at]
    return len(between) <= _MOST_BETWEEN and all(
        word in forms("link") or word in forms("person") or word in forms("between") for word in between
    )
