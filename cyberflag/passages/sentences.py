"""Paragraphs and sentences of a document; the readers have already joined wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.grid import Document, Passage, fold
from cyberflag.passages.questions import COUNTS, Label, enumerated, label_of
from cyberflag.patterns import late

_ABBREVIATIONS = frozenset(
    [
        "no",
        "nos",
        "s",
        "ss",
        "ref",
        "refs",
        "mr",
        "mrs",
        "ms",
        "dr",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "approx",
        "para",
        "paras",
        "v",
        "vs",
        "st",
        "art",
        "cl",
        "ch",
        "incl",
        "q",
    ]
)
_VALUE_OF = late(
    r"\d{1,2}(?:\s?(?:-|–|to|and)\s?\d{1,2})?\s?:\s+(?:<\s?)?\d[\d,]{0,8}(?:\s?\(\d{1,3}(?:\.\d+)?\s?%\))?[^\w%]*"
)
ON_AGES = late(r"\b(?:age|ages|aged|years old)\b", re.IGNORECASE)
_FORM = late(
    r"(?P<asks>(?:\W?\w{1,3}[.)]\s+)?(?:please|kindly|whether|is|are|does|do|did|has|have|was|were)\b[^:?.]{8,200}(?::|\((?:yes|y)/(?:no|n)\):?))\s+"
    r"(?P<says>(?:yes|no|not|none|nil|never|n/a|[yn]$)\b.{0,200})",
    re.IGNORECASE,
)
_SAID_BACK = late(
    r"(?P<asks>You (?:say|suggest|state|claim|assume|believe|imply|think|assert|allege)\b[^;.?!]{5,300}?(?:;|,(?= (?:but|however|yet|in fact|whereas)\b)))\s+(?P<says>.+)"
)
_ENTRY_MARK = late(r"(?:^|[\s(])(?:\d|[a-h])$")
_LONGEST_MARK = 3  # characters, with the blank before it: no more of a long passage is looked at again
_NUMBER_FIRST = late(r"(\d{1,3})\.\s+(?=[A-Z][a-z]*\s)")
_INITIAL = late(
    r"[B-H]\.\s+(?:[A-Z]\.?\s+)?(?!(?:Yes|No|None|Nil|Not|Unknown|See|As)\b)[A-Z][a-z'’-]+[A-Za-z'’-]*(?:\s\([A-Z][a-z]{1,3}\))?"
)
_NO_QUESTION = 13  # more are not asked in one letter
_BOUNDARY = late(r"[.!?]+['\"’”)\]*_]*\s+(?=[\"'“‘(\[*_]*(?:[A-Z£\d<]|[a-h]\)))")


class Sentence(Struct, frozen=True):
    """A sentence with its place; `paragraph` and `line` count from 0, `label` is the number it begins with."""

    passage: Passage
    text: str
    paragraph: int
    line: int
    label: Label | None = None


def paragraphs(document: Document) -> list[list[Passage]]:
    """The passages in the order of the file, one list a paragraph; a table or a break ends one."""
    found: list[list[Passage]] = [[]]
    for kind, index in document.order or _each_alone(document):
        passage = document.passages[index] if kind == "passage" else None
        if passage is None or (found[-1] and found[-1][-1].kind != passage.kind):
            found.append([])
        if passage is not None:
            found[-1].append(passage)
    return [group for group in found if group]


def _each_alone(document: Document) -> list[tuple[str, int]]:
    return [pair for i in range(len(document.passages)) for pair in (("passage", i), ("break", 0))]


def sentences(document: Document) -> list[Sentence]:
    """All sentences of a document in reading order."""
    found: list[Sentence] = []
    line = 0
    for at, group in enumerate(paragraphs(document)):
        for passage in group:
            found += [Sentence(passage, said, at, line, label_of(said)) for said in split(fold(passage.text))]
            line += 1
    return _without_ages(found)


def _without_ages(found: list[Sentence]) -> list[Sentence]:
    """`13: 40` below words on ages, or where no twelve questions stand before it, is an age with its number."""
    asked: set[str] = set()
    on_ages = False
    kept: list[Sentence] = []
    for one in found:
        numbers = one.label.numbers if one.label else ()
        if (
            (alone := _NUMBER_FIRST.match(one.text))
            and int(alone[1]) >= _NO_QUESTION
            and not _may_be_asked(numbers, asked)
        ):
            rest = one.text[alone.end() :]  # "19. Please note …" is an answer and a sentence
            kept += [replace(one, text=alone[0].strip(), label=None), replace(one, text=rest, label=label_of(rest))]
            continue
        if one.label and one.label.end >= len(one.text) and not _may_be_asked(numbers, asked):
            kept.append(replace(one, label=None))  # "58." is an answer
            continue
        if _INITIAL.fullmatch(one.text) and chr(ord(numbers[0]) - 1) not in asked:
            kept.append(replace(one, label=None))  # "C. Pugh" signs
            continue
        if _VALUE_OF.fullmatch(one.text) and (on_ages or not _may_be_asked(numbers, asked)):
            kept.append(replace(one, label=None))
            continue
        on_ages = one.text.endswith(":") and bool(ON_AGES.search(one.text))
        asked |= set(numbers)
        kept.append(one)
    return kept


def _may_be_asked(numbers: tuple[str, ...], asked: set[str]) -> bool:
    """Is a number the first of the questions, or does the one before it stand further above?"""
    first = numbers[0] if numbers else ""
    return not first.isdigit() or int(first) == 1 or bool({first, str(int(first) - 1)} & asked)


def split(text: str) -> Iterator[str]:
    """The sentences of a line; a number or letter that only counts entries ends none.

    A line of a form, `Is the flag in use: no`, is a question and its answer; so is `You say that it is not; it is`.
    """
    start = 0
    if form := _FORM.fullmatch(text.strip()) or _SAID_BACK.fullmatch(text.strip()):
        yield form["asks"]
        text = form["says"]
    listed = bool(enumerated(text))  # "…: 1. How many? 2. Which age?"
    for match in _BOUNDARY.finditer(text):
        end = match.start()
        if listed and _ENTRY_MARK.search(text, max(0, end - _LONGEST_MARK), end):
            continue
        if _ends(text[start:end], text[end], text[match.end()]):
            yield text[start : match.end()].rstrip()
            start = match.end()
    if text[start:].strip():
        yield text[start:].rstrip()


def _ends(before: str, mark: str, after: str) -> bool:
    words = before.split()
    if mark != "." or not words:
        return True
    word = words[-1]
    if word.lower().strip("()").rstrip(".") in _ABBREVIATIONS:
        alone = len(words) == 1 or (len(words) == 2 and words[0].endswith((":", ".", ")")))
        return word == "No" and alone and not after.isdigit()  # "No." and "A: No." are answers
    return not (len(words) <= 6 and COUNTS.fullmatch(before.strip()))
