"""Tables that became lines, a label and its number on each: `Age Number`, `10 4`, `11 6`, `Total 10`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cyberflag.passages import Said
from cyberflag.passages.sentences import ON_AGES
from cyberflag.patterns import late
from cyberflag.prose.lists import Entry, figures_of, labelled, sound
from cyberflag.prose.numbers import VALUE, Figure, count_of, is_year
from cyberflag.words import periods
from cyberflag.words.periods import Period

_SEPARATOR = r"(?:\s*[:=|]\s*|\s+[-–—]\s+|\s+)"
_ROW = late(rf"(?P<label>.{{1,120}}?){_SEPARATOR}(?P<value>{VALUE})\s*\|?\s*")
_PARTED = late(rf".{{1,120}}?(?:\s*[:=]\s*|\s+[-–—]\s+){VALUE}\s*")
_LAST = late(rf"(?P<label>.{{1,120}}?)[\s|]+(?P<values>{VALUE}(?:[\s|]+{VALUE}){{1,7}})\s*\|?\s*")
_VALUES = late(VALUE)
_POINTS = late(r"\b(?:below|following|as follows)\b", re.IGNORECASE)
_HEADS = late(r"\b(?:ages?|aged|sex|gender|offences?|crimes?|years?|periods?|types?)\b", re.IGNORECASE)
_LONGEST_HEAD = 10  # words


def rows(said: Sequence[Said]) -> dict[int, list[Figure]]:
    """The figures of lines that are rows of a table, by the number of the sentence.

    A run of lines is one where a line above heads it, or where its last is the total of the others.
    """
    found: dict[int, list[Figure]] = {}
    for head, run in _runs(said):
        columns = [one.period for one in periods.find(head)]
        if len(set(columns)) > 1:
            found |= _of_several(run, columns)
            continue
        on_ages = bool(ON_AGES.search(head))
        entries = [_entry(one.body, on_ages) for one in run]
        kept = [one for one in entries if one]
        if len(kept) == len(entries) and sound(kept) and (_is_head(head) or _adds_up(kept) or _all_parted(run)):
            found |= {one.sentence: [figure] for one, figure in zip(run, figures_of(kept), strict=True)}
    return found


def _of_several(run: Sequence[Said], columns: Sequence[Period]) -> dict[int, list[Figure]]:
    """The figures of lines with a number for each period that the line above them names."""
    found: dict[int, list[Figure]] = {}
    for one in run:
        match = _LAST.fullmatch(one.body)
        values = _VALUES.findall(match["values"]) if match else []
        counts = [count for value in values if (count := count_of(value))]
        entry = labelled(match["label"].strip(" |"), counts[0], True) if match and counts else None
        if not entry or not len(counts) == len(values) == len(columns):
            return {}
        figures = figures_of([entry])
        found[one.sentence] = [replace(figures[0], count=c, period=p) for c, p in zip(counts, columns, strict=True)]
    return found


def _runs(said: Sequence[Said]) -> Iterator[tuple[str, list[Said]]]:
    """Lines of the force that end in a number after blanks, one below another, and the line above the first."""
    head, run = "", list[Said]()
    for one in said:
        match = _ROW.fullmatch(one.body) if one.speaker == "force" and len(one.body) < 150 else None
        if match and not is_year(match["value"]) and not one.body.endswith("."):
            run.append(one)
            continue
        if len(run) > 1:
            yield head, run
        head, run = one.body, []
    if len(run) > 1:
        yield head, run


def _entry(body: str, on_ages: bool) -> Entry | None:
    match = _ROW.fullmatch(body)
    count = count_of(match["value"]) if match else None
    return labelled(match["label"].strip(" |•·*-–—"), count, on_ages) if match and count else None


def _all_parted(run: Sequence[Said]) -> bool:
    """Whether a mark stands between label and number on each line."""
    return all(_PARTED.fullmatch(one.body) for one in run)


def _is_head(text: str) -> bool:
    """Whether a line heads columns, or says what follows."""
    short = len(text.split()) <= _LONGEST_HEAD and not any(c.isdigit() for c in text) and not text.endswith(".")
    return text.endswith(":") or bool(_POINTS.search(text)) or (short and bool(_HEADS.search(text)))


def _adds_up(entries: Sequence[Entry]) -> bool:
    """Whether the last line is the total of all above it."""
    *parts, last = entries
    exact = [one.count.exact for one in parts]
    return (
        last.kind == "total" and len(parts) > 1 and None not in exact and sum(filter(None, exact)) == last.count.exact
    )
