"""Phrases of the data files, looked for in sentences.

A phrase is written as words: `a|b` alternatives, `a*` any word that begins so, `..` up to three words in between (`...` up to ten),
`(a)` may be there, `#` a number, ` / ` between whole alternatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cyberflag import reference

_SHORT = (("can't", "can not"), ("won't", "will not"), ("n't", " not"), ("cannot", "can not"))
_SHORT_ENDS = (("'m", " am"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"))
_SPLIT_WORDS = str.maketrans({"-": " ", "/": " ", '"': " ", "“": " ", "”": " ", "*": " ", "\u2013": " ", "\u2014": " "})
_LOOSE_QUOTE = re.compile(r"(?<!\w)'|'(?!\w)")
_NUMBER = r"\d+\w{0,2}(?:\W{0,2}\(\w{1,4}\))*\W*"
_GAPS = {"..": r"(?:\w+\W+){0,3}", "...": r"(?:\w+\W+){0,10}"}


def spoken(text: str) -> str:
    """The text as it would be said: lower case, no quotation marks, hyphens as blanks, `don't` as `do not`."""
    said = reference.plain(text)
    for short, full in _SHORT:
        said = said.replace(short, full)
    for short, full in _SHORT_ENDS:
        said = said.replace(short, full)
    said = _LOOSE_QUOTE.sub(" ", said.translate(_SPLIT_WORDS))
    return " ".join(said.split())


def pattern(words: str) -> str:
    """A phrase as the source of a regular expression over `spoken` text."""
    return "|".join("".join(_piece(token) for token in way.split()) for way in words.split(" / "))


def _piece(token: str) -> str:
    if token in _GAPS:
        return _GAPS[token]
    if token == "#":
        return _NUMBER
    if token.startswith("(") and token.endswith(")"):
        return f"(?:{_piece(token[1:-1])})?"
    ways = "|".join(re.escape(way).replace(r"\*", r"\w*") for way in token.split("|"))
    return rf"\b(?:{ways})\b\W*"


@reference.remembered()
def expression(name: str, kind: str) -> re.Pattern[str] | None:
    """All phrases of one kind in data/name.toml as one expression; None where there are none."""
    return union(str(entry["words"]) for entry in reference.entries(name, kind))


def union(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Several phrases as one expression; None for no phrase."""
    sources = [f"(?:{pattern(words)})" for words in phrases]
    return re.compile("|".join(sources)) if sources else None


def heard(name: str, kind: str, said: str) -> re.Match[str] | None:
    """Where the first phrase of a kind stands in `spoken` text."""
    wanted = expression(name, kind)
    return wanted.search(said) if wanted else None
