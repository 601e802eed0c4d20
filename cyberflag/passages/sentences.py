"""Paragraphs and sentences of a document; the readers have already joined wrapped lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyberflag.grid import Document, Passage, fold
from cyberflag.passages.questions import COUNTS, Label, label_of
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
_BOUNDARY = late(r"[.!?]+['\"’”)\]]*\s+(?=[\"'“‘(\[]*(?:[A-Z£\d<]|[a-h]\)))")


@dataclass(frozen=True, slots=True)
class Sentence:
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
    return found


def split(text: str) -> Iterator[str]:
    """The sentences of a line; a number or letter that only counts entries ends none."""
    start = 0
    for match in _BOUNDARY.finditer(text):
        if _ends(text[start : match.start()], text[match.start()], text[match.end()]):
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
        return word == "No" and len(words) == 1 and not after.isdigit()  # "No." is an answer
    return not (len(words) <= 6 and COUNTS.fullmatch(before.strip()))
