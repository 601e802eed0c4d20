"""Phrases of the data files, looked for in sentences.

A phrase is written as words: `a|b` alternatives, `a*` any word that begins so, `..` up to three words in between (`...` up to ten),
`(a)` may be there, `#` a number, ` / ` between whole alternatives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from cyberflag import reference
from cyberflag.patterns import compiled, late

_SHORT = (
    ("'s been", " has been"),
    ("'s got", " has got"),
    ("there's", "there is"),
    ("that's", "that is"),
    ("it's", "it is"),
    ("what's", "what is"),
    ("can't", "can not"),
    ("won't", "will not"),
    ("n't", " not"),
    ("cannot", "can not"),
)
_SHORT_ENDS = (("'m", " am"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"))
_SPLIT_WORDS = str.maketrans({"-": " ", "/": " ", '"': " ", "“": " ", "”": " ", "*": " ", "\u2013": " ", "\u2014": " "})
_LOOSE_QUOTE = late(r"(?<!\w)'|'(?!\w)")
_NUMBER = r"\d+(?:,\d{3})*\w{0,2}(?:\W{0,2}\(\w{1,4}\))*\W*"
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


class Expression:
    """Several phrases as one. A phrase is compiled only when a text holds words that it cannot do without."""

    def __init__(self, phrases: Iterable[str]) -> None:
        ways = [way for words in phrases for way in words.split(" / ")]
        self._ways = [(_needed(way), way) for way in ways]
        self._compiled: dict[str, re.Pattern[str]] = {}

    def search(self, text: str) -> re.Match[str] | None:
        """The leftmost place where a phrase stands; of two at one place the phrase that is listed first."""
        best = None
        for needed, way in self._ways:
            if any(word in text for word in needed):
                found = self._pattern(way).search(text)
                if found and (best is None or found.start() < best.start()):
                    best = found
        return best

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The phrase that is the whole text."""
        return self._all().fullmatch(text) if self._may_stand_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places of phrases, left to right."""
        return self._all().finditer(text) if self._may_stand_in(text) else iter(())

    def sub(self, instead: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with its phrases replaced, as `re.sub` does it."""
        return self._all().sub(instead, text) if self._may_stand_in(text) else text

    def _may_stand_in(self, text: str) -> bool:
        return any(word in text for needed, _ in self._ways for word in needed)

    def sources(self) -> Iterator[str]:
        """The sources of all regular expressions that may be asked for."""
        yield self._source_of_all()
        yield from (pattern(way) for _, way in self._ways)

    def _source_of_all(self) -> str:
        return "|".join(f"(?:{pattern(way)})" for _, way in self._ways)

    def _all(self) -> re.Pattern[str]:
        known = self._compiled.get("")
        if known is None:
            known = self._compiled[""] = compiled(self._source_of_all())
        return known

    def _pattern(self, way: str) -> re.Pattern[str]:
        known = self._compiled.get(way)
        if known is None:
            known = self._compiled[way] = compiled(pattern(way))
        return known


def _needed(way: str) -> tuple[str, ...]:
    """Words of which a text holds one if a phrase stands in it: the alternatives of its most telling token."""
    tokens = [token for token in way.split() if token not in _GAPS and token != "#" and token[0] != "("]
    stems = [tuple(max(word.split("*"), key=len) for word in token.split("|")) for token in tokens]
    return max(stems, key=lambda some: (min(map(len, some)), -len(some)), default=("",))


@reference.remembered()
def expression(name: str, kind: str) -> Expression | None:
    """All phrases of one kind in data/name.toml as one expression; None where there are none."""
    phrases = [str(entry["words"]) for entry in reference.entries(name, kind)]
    return Expression(phrases) if phrases else None


def heard(name: str, kind: str, said: str) -> re.Match[str] | None:
    """Where the first phrase of a kind stands in `spoken` text."""
    wanted = expression(name, kind)
    return wanted.search(said) if wanted else None
