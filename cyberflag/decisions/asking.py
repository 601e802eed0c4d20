"""request.toml: what was asked, and words of one's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from cyberflag import reference
from cyberflag.decisions.entries import Kept, did_you_mean
from cyberflag.decisions.record import Request
from cyberflag.words import periods
from cyberflag.words.forces import Force, Names
from cyberflag.words.periods import Period

FLAGS = ("cyber", "all", "not-cyber")
MEASURES = ("offences", "victims", "suspects", "arrests", "outcomes", "incidents", "unknown")
KEYS = ("flag", "period", "measure", "age_under")
OLDEST = 120
NUMBERS = ("low", "high")  # keys of a word; every other is a text


def read_request(kept: Kept | None, names: Names, mistakes: list[str]) -> Request | None:
    """The request, None where there is no file. What is wrong joins `mistakes`, each with its line."""
    if kept is None:
        return None
    text, told = _text(kept, mistakes)
    lines = dict(_lines(text))
    for key in told:
        if key not in ("request", "word"):
            hint = "; write it under [request]" if key in KEYS else did_you_mean(key, ("request", "word"))
            mistakes.append(f"{_place(kept, lines, key)}: {key} is not known here{hint}.")
    asked = _asked(kept, told, lines, mistakes)
    entries = _entries(kept, told, lines, mistakes)
    for number, wrong in _wrong_words(entries, names):
        mistakes.append(f"{_place(kept, lines, str(number), 'word')}: {wrong}.")
    return Request(**asked, words=entries, source=kept.name)


def _text(kept: Kept, mistakes: list[str]) -> tuple[str, dict[str, Any]]:
    text = ""
    try:
        text = kept.content.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = kept.content.count(b"\n", 0, error.start) + 1
        mistakes.append(f"{kept.name} line {line}: the file is not in UTF-8; save it as UTF-8.")
    except RecursionError:
        mistakes.append(f"{kept.name}: brackets lie too deep in each other.")
    except tomllib.TOMLDecodeError as error:
        mistakes.append(f"{kept.name} {_told(error, text)}.")
    return "", {}


_NO_VALUE = "the value cannot be read; a text stands in quotes"
_OPEN = "a quotation mark is not closed"
# How the parser begins its reason -> what is said of it.
_TOLD = {
    "Invalid value": _NO_VALUE,
    "Expected newline": _NO_VALUE,
    "Unterminated": _OPEN,
    'Expected "\'"': _OPEN,
    "Illegal character": _OPEN,
    "Unescaped": "a text with a backslash stands in single quotes",
    "Expected '='": "after the key an equals sign is missing",
    "Unclosed": "a bracket is not closed",
    "Expected ']": "the bracket of the heading is not closed",
    "Cannot declare": "the heading stands twice",
    "Cannot": "the key stands twice",
    "Duplicate": "the key stands twice",
}


def _told(error: tomllib.TOMLDecodeError, text: str) -> str:
    """`line 4: the value cannot be read …`, the line before the reason as everywhere else."""
    reason, _, position = str(error).rpartition(" (at ")
    line = re.match(r"line (\d+)", position)
    number = line.group(1) if line else len(text.rstrip().splitlines())
    told = next((told for begins, told in _TOLD.items() if reason.startswith(begins)), "the line cannot be read")
    return f"line {number}: {told}"


def _lines(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    """The line of every key under its heading, and of each [[word]], which are counted from 0."""
    heading, words = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*\[\[?\s*(\w+)\s*\]", line):
            heading = found.group(1)
            yield ("", heading), number
            if heading == "word":
                yield ("word", str(words)), number
                words += 1
        elif found := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            yield (heading, found.group(1)), number


def _place(kept: Kept, lines: dict[tuple[str, str], int], key: str, heading: str = "") -> str:
    line = lines.get((heading, key))
    return f"{kept.name} line {line}" if line else kept.name


def _asked(kept: Kept, told: dict[str, Any], lines: dict[tuple[str, str], int], mistakes: list[str]) -> dict[str, Any]:
    """The checked keys of [request]."""
    table = told.get("request", {})
    if not isinstance(table, dict):
        mistakes.append(
            f"{_place(kept, lines, 'request')}: request is a heading; write [request] and the keys under it."
        )
        return {}
    found: dict[str, Any] = {}
    for key, value in table.items():
        wrong = f"{key} is not known{did_you_mean(key, KEYS)}; the keys are {', '.join(KEYS)}"
        if key in KEYS:
            found[key], wrong = _CHECKS[key](value)
        if wrong:
            mistakes.append(f"{_place(kept, lines, key, 'request')}: {wrong}.")
    return found


def _one_of(key: str, value: object, choices: tuple[str, ...]) -> tuple[str | None, str]:
    if isinstance(value, str) and value.casefold() in choices:
        return value.casefold(), ""
    return None, f'{key} "{value}" is not one of {", ".join(choices)}{did_you_mean(str(value), choices)}'


def _period(value: object) -> tuple[Period | None, str]:
    period = as_period(str(value)) if type(value) in (str, int) else None
    return period, "" if period else f'period "{value}" is not a period; write 2015/16'


def _age_under(value: object) -> tuple[int | None, str]:
    if type(value) is int and 1 <= value <= OLDEST:
        return value, ""
    return None, f'age_under "{value}" is not a whole number from 1 to {OLDEST}; write 18'


_CHECKS = {
    "flag": lambda value: _one_of("flag", value, FLAGS),
    "measure": lambda value: _one_of("measure", value, MEASURES),
    "period": _period,
    "age_under": _age_under,
}


def as_period(text: str) -> Period | None:
    """The period with both its ends; None where the text is none, or leaves one open."""
    period = periods.parse(text)
    return period if period and period.start and period.end else None


def _entries(
    kept: Kept, told: dict[str, Any], lines: dict[tuple[str, str], int], mistakes: list[str]
) -> tuple[dict[str, Any], ...]:
    """The [[word]] entries as read."""
    entries = told.get("word", [])
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        return tuple(entries)
    mistakes.append(f"{_place(kept, lines, 'word')}: a word is headed [[word]], in two brackets.")
    return ()


def _wrong_words(entries: Sequence[dict[str, Any]], names: Names) -> Iterator[tuple[int, str]]:
    """The number of an entry, from 0, and what is wrong with it."""
    for number, entry in enumerate(entries):
        wrongs = [key for key, value in entry.items() if type(value) is not (int if key in NUMBERS else str)]
        if wrongs:
            yield number, f"{wrongs[0]} must be {'a whole number' if wrongs[0] in NUMBERS else 'a text in quotes'}"
            continue
        yield from (
            (number, re.sub(r"^word 1\b", "word", wrong.rstrip("."))) for wrong in reference.check_words([entry])
        )
        force = entry.get("force", "")
        if entry.get("kind") == "force" and force and not isinstance(names.whole(force), Force):
            hint = names.hint(force)
            yield number, f'force "{force}" is not known' + (f"; perhaps {hint} is meant" if hint else "")
