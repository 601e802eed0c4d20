"""Counts as returns write them: exact, suppressed, rounded, blank; and sums of counts as bounds."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.patterns import late
from cyberflag.reference import extras, note_use, plain, remembered, words


class Count(Struct, frozen=True):
    """An integer known exactly or within inclusive bounds; `high` is None where there is no upper bound.

    `kind` is a status of the contract: exact, suppressed, rounded, blank-zero, blank, unreadable.
    """

    low: int
    high: int | None
    kind: str = "exact"
    text: str = ""
    marks: tuple[str, ...] = ()

    @property
    def exact(self) -> int | None:
        """The number, where it is one; a blank or unreadable cell has none."""
        return self.low if self.low == self.high and self.kind not in ("blank", "unreadable") else None

    def __add__(self, other: Count) -> Count:
        """Bounds add; the sum is exact only if both are."""
        high = None if self.high is None or other.high is None else self.high + other.high
        low = self.low + other.low
        return Count(low, high, "exact" if low == high else "suppressed")

    def __str__(self) -> str:
        """`3,186`, `3,180 to 3,201`, `at least 3,180`."""
        if self.high is None:
            return f"at least {self.low:,}"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


@lru_cache(1024)
def exactly(number: int, text: str = "") -> Count:
    """The exact count of a number."""
    return Count(number, number, "exact", text or str(number))


ZERO = exactly(0)
LARGEST = 10**9  # above this a number is a reference, not a count

_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS)}
_DIGITS = r"(?:\d{1,3}(?:[ ,]\d{3})+|\d+)(?:\.0+)?"
_PLAIN_NUMBER = late(_DIGITS)
_MARKED = late(
    rf"({_DIGITS}) ?((?:\*{{1,3}}|[†‡#~^§]|\[[a-z0-9 ]{{1,8}}\]|\([a-z0-9 ]{{1,12}}\)|(?<=\d)[a-z]{{1,3}}| [a-z]{{1,3}})(?: ?(?:\*|\[[a-z0-9 ]{{1,8}}\]))*)"
)
_BELOW = late(r"(?:<|&lt;|fewer than|less than|under|below|lower than) ?(\d{1,4})(?: \([^()]{1,20}\))?")
_UP_TO = late(
    r"(?:<=|=<|≤|up to|at most|no more than|not more than) ?(\d{1,4})|(\d{1,4}) (?:or|and) (?:fewer|less|under|below)"
)
_ABOVE = late(r"(?:>|more than|over) ?(\d{1,6})")
_AT_LEAST = late(r"(?:>=|≥|at least) ?(\d{1,6})|(\d{1,6}) or more")
_BETWEEN = late(r"(?:between )?(\d{1,4}) ?(?:-|to|and) ?(\d{1,4})")
_FRACTION = late(r"\d[.]\d*[1-9]")
_WORD_NUMBER = late(r"\b(?:" + "|".join(_WORDS) + r")\b")
_BARE_MARKS = ("p", "r", "e")  # any other bare letter behind a number makes a code: `17A`
_RAISED_END = late(r"(?<=\d)([\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)$")
_RAISED = str.maketrans("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", "1230456789")


@remembered(1)
def _literal() -> dict[str, tuple[str, int, int | None]]:
    """Text -> status and bounds, for the marks that are taken literally."""
    found: dict[str, tuple[str, int, int | None]] = {}
    for kind, status, low, high in (
        ("zero", "exact", 0, 0),
        ("suppressed", "suppressed", 1, None),
        ("low", "suppressed", 0, None),
        ("blank", "blank", 0, None),
        ("unreadable", "unreadable", 0, None),
    ):
        for text in words("counts", kind, "texts"):
            found.setdefault(text, (status, low, high))
    for entry in extras("mark"):
        status = str(entry.get("kind_of", "suppressed" if "low" in entry else "blank"))
        low, high = int(entry.get("low", 0)), entry.get("high")
        status = "exact" if high == low else status
        found[plain(str(entry["text"]))] = (status, low, None if high is None else int(high))
    return found


@remembered(1)
def _marks() -> frozenset[str]:
    return frozenset(words("counts", "marks", "texts"))


def parse(value: object, text: str, *, zeros_shown: bool = True, in_count_position: bool = True) -> Count | None:
    """The count in a cell, from its raw value and the text a person sees; None where it is not one, or empty.

    A word, a percentage, a date, a fraction or a negative number is no count. `zeros_shown` says that the same table
    prints zeros as such, so that `<5` is 1 to 4. Ranges such as `1-4` count only `in_count_position`.
    """
    if isinstance(value, bool | date | datetime | time | timedelta):
        return None
    if isinstance(value, int | float):
        return _from_number(value, text)
    return _parse_text(text if text else str(value or ""), zeros_shown, in_count_position)


@lru_cache(4096)
def _from_number(value: int | float, text: str) -> Count | None:
    shown = text.strip()
    if "%" in shown or shown.endswith(("£", "$")) or shown.startswith(("£", "$")):
        return None
    if value == -99:
        return Count(1, None, "suppressed", text or "-99")
    if value != value or value in (float("inf"), float("-inf")) or value != int(value) or not 0 <= value <= LARGEST:
        return None
    raised = _RAISED_END.search(shown)
    marks = (raised[1].translate(_RAISED),) if raised else _trailing(plain(shown))
    return Count(int(value), int(value), "exact", text or str(int(value)), marks)


def _trailing(shown: str) -> tuple[str, ...]:
    """The marks behind a number, as the text shows them."""
    match = _MARKED.fullmatch(shown)
    return _split_marks(match[2]) or () if match else ()


_WITH_SHARE = late(r"(?<=[\d*5])\s*[(\[]\s*<?\d{1,3}(?:\.\d+)?\s?%\s*[)\]]\s*$")  # `18 (20%)`


@remembered(16384)
def _parse_text(text: str, zeros_shown: bool, in_count_position: bool) -> Count | None:
    if len(text) > 60:
        return None
    whole = _WITH_SHARE.sub("", text)
    if whole != text:
        found = _parse_text(whole, zeros_shown, in_count_position)
        return replace(found, text=text) if found else None
    bare_number = _with_unit(text)
    if bare_number:
        return (
            replace(found, text=text) if (found := _parse_text(bare_number, zeros_shown, in_count_position)) else None
        )
    raised = _RAISED_END.search(text.strip())
    bare = text.strip()[: raised.start()] if raised else text
    folded = plain(bare)
    found = _listed(folded, text) or _number(folded, text) or _bounded(folded, text, zeros_shown, in_count_position)
    if found and raised:
        return replace(found, marks=(*found.marks, raised[1].translate(_RAISED)))
    return found


def _with_unit(text: str) -> str:
    """The number of `12 offences`; empty where the text is anything else."""
    number, _, unit = text.strip().rpartition(" ")
    known = number[:1].isdigit() or number[:1] == "<"
    return number if known and unit.casefold().strip(".") in words("counts", "units", "texts") else ""


def _number(folded: str, text: str) -> Count | None:
    """A plain number or number word, with the marks behind it."""
    if folded in _NUMBER_WORDS:
        return exactly(_NUMBER_WORDS[folded], text)
    if _PLAIN_NUMBER.fullmatch(folded):
        return _exact(folded, text, ())
    match = _MARKED.fullmatch(folded)
    marks = _split_marks(match[2]) if match else None
    return _exact(match[1], text, marks) if match and marks else None


def _exact(digits: str, text: str, marks: tuple[str, ...]) -> Count | None:
    number = int(re.sub(r"[ ,]|\.0+$", "", digits))
    return Count(number, number, "exact", text, marks) if number <= LARGEST else None


def _split_marks(written: str) -> tuple[str, ...] | None:
    """`* [r]` as `*`, `r`; None where what follows the number is not a mark but a word."""
    found: list[str] = []
    for piece in re.findall(r"\*+|[†‡#~^§]|\[[^\]]*\]|\([^)]*\)|[a-z]+", written):
        word = piece.strip("[]() ")
        bare = word == piece
        if (
            word.isalnum()
            and not (len(word) == 1 and word.isdigit())
            and word not in (_BARE_MARKS if bare else _marks())
        ):
            return None
        found.append(word)
    return tuple(found)


def _listed(folded: str, text: str) -> Count | None:
    entry = _literal().get(folded)
    if not entry:
        return None
    note_use(folded)
    return Count(entry[1], entry[2], entry[0], text)


def _bounded(folded: str, text: str, zeros_shown: bool, in_count_position: bool) -> Count | None:
    """`<5`, `5 or fewer`, `1 to 4` and their like as bounds."""
    digits = _WORD_NUMBER.sub(lambda m: str(_NUMBER_WORDS[m[0]]), folded).strip("()[] *")
    least = 1 if zeros_shown else 0
    if match := _BELOW.fullmatch(digits):
        return _bounds(least, int(match[1]) - 1, text)
    if match := _UP_TO.fullmatch(digits):
        return _bounds(least, int(match[1] or match[2]), text)
    if match := _ABOVE.fullmatch(digits):
        return Count(int(match[1]) + 1, None, "suppressed", text)
    if match := _AT_LEAST.fullmatch(digits):
        return Count(int(match[1] or match[2]), None, "suppressed", text)
    if in_count_position and (match := _BETWEEN.fullmatch(digits)):
        low, high = int(match[1]), int(match[2])
        return _bounds(low, high, text) if low < high else None
    return None


def _bounds(low: int, high: int, text: str) -> Count | None:
    if high < 0:
        return None
    low = min(low, high)
    return Count(low, high, "exact" if low == high else "suppressed", text)


def in_digits(folded: str) -> str:
    """The text with its number words as digits, `zero` as it stands.

    >>> in_digits("fewer than five")
    'fewer than 5'
    """
    return _WORD_NUMBER.sub(lambda m: str(_NUMBER_WORDS[m[0]]) if m[0] != "zero" else m[0], folded)
