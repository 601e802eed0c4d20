"""Figures in the sentences of a sheet: read where no table gives any, else held against what the tables give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.grid import Document, Passage, Sheet
from cyberflag.issues import Issue, Where, issue
from cyberflag.observations import Observation
from cyberflag.passages import Said, sentences, who_speaks
from cyberflag.patterns import late
from cyberflag.prose import figures
from cyberflag.replies import said_of_flag
from cyberflag.words import flags, headings, offences, periods, telling
from cyberflag.words.counts import ZERO, Count
from cyberflag.words.periods import Period

_SAYS = late(
    r"\b(?:was|were|is|are|had|has|have|been|carried|bore|recorded|includes?|included)\b|\bof (?:which|these|those|them|whom)\b",
    re.IGNORECASE,
)
LONGEST_TITLE = 8  # words
_OF_ANOTHER = late(r"\d{1,6} ?(?:/|(?:out )?of) ?\d{1,6}")  # a cell `3 of 40`
LONGEST_HEADING = 100  # characters: what is longer is a sentence
MOST_TEXTS = 2  # in a row: more are a line of a table, though none was read
MOST_ROWS = 400  # a longer sheet without tables is no letter


def without_tables(document: Document) -> tuple[list[Said], list[Observation], list[Issue]]:
    """What the text cells of a workbook say that holds no table, read as the lines of a letter, row by row."""
    said: list[Said] = []
    found: list[Observation] = []
    issues: list[Issue] = []
    for sheet in document.sheets:
        if len(sheet.rows) <= MOST_ROWS:
            places, passages = _lines(sheet)
            letter = Document(document.file, document.format, document.content, passages=passages)
            asked = {one.where for one in sentences(sheet) if one.speaker == "requester"}
            here = [_at(one, places[one.where.cell], asked) for one in who_speaks(letter)]
            read, problems = figures(here, said_of_flag(here)) if not _of_shares(sheet) else ([], [])
            said += here
            titled = {flags.scope(p.text) for p in passages if p.kind == "heading"} - {None}
            flag = "cyber" if titled == {"cyber"} else "unknown"
            found += [
                replace(o, table=f"{sheet.name}.{o.table}", flag=flag if o.flag == "unknown" else o.flag) for o in read
            ]
            issues += problems
    return said, found, issues


def _of_shares(sheet: Sheet) -> bool:
    """Whether a heading or title on a sheet without tables says that its numbers are shares, rates or the like."""
    texts = [sheet.text(r, c) for r in range(len(sheet.rows)) for c in range(sheet.width)]
    short = [text for text in texts if text and len(text) <= LONGEST_HEADING]
    return any(
        headings.is_percent(text) or telling.gives_no_counts(text) or _OF_ANOTHER.fullmatch(text) for text in short
    )


def _at(one: Said, where: Where, asked: set[Where]) -> Said:
    """What a line says, at its cell; a question on the requester's form is the requester's."""
    return replace(one, where=where, speaker="requester" if where in asked else one.speaker)


def _lines(sheet: Sheet) -> tuple[dict[str, Where], list[Passage]]:
    """A passage for each row of one text, or of two as `label: value`, and the place of its first cell."""
    places: dict[str, Where] = {}
    passages: list[Passage] = []
    for r in range(len(sheet.rows)):
        texts = [(c, sheet.text(r, c)) for c in range(sheet.width) if sheet.text(r, c)]
        if 0 < len(texts) <= MOST_TEXTS and (len(texts) > 1 or not _is_label(texts[0][1])):
            where = sheet.where(r, texts[0][0])
            places[where.cell] = where
            joined = texts[0][1]
            for _, text in texts[1:]:
                joined += (" " if joined.rstrip()[-1:] in ":=-?.–" else ": ") + text
            titled = len(joined.split()) <= LONGEST_TITLE and not any(c.isdigit() for c in joined) and joined[-1] != "."
            passages.append(Passage(where.cell, joined, "heading" if titled else "text", sheet.file))
    return places, passages


def _is_label(text: str) -> bool:
    """Whether a lone text only labels a blank: a number, or `21 Sexual activity with a child`, whose number is a class."""
    return not any(c.isalpha() for c in text) or (offences.parse(text) is not None and not _SAYS.search(text))


def beside_tables(
    said: Sequence[Said], observations: Sequence[Observation]
) -> tuple[list[Observation], set[Where], list[Issue]]:
    """Sentences with figures of flagged offences beside tables, which are not their totals.

    Given back: the figures, where no table is of flagged offences; the places of sentences that speak of some of
    what the tables count, so that they tell nothing of all of it; and an issue for each figure that is in no table.
    """
    flagged = any(o.flag == "cyber" for o in observations)
    spans: dict[str, set[Period]] = defaultdict(set)
    for o in observations:
        spans[o.where.sheet].add(o.period)
    known = _numbers(observations)
    found: list[Observation] = []
    aside: set[Where] = set()
    issues: list[Issue] = []
    for one in said:
        read = figures([one])[0] if one.speaker == "force" and _may_count(one.text) else []
        of_flag = [o for o in read if o.flag == "cyber"]
        if not read or all((o.count.low, o.count.high) in known for o in of_flag or read):
            continue
        aside |= {one.where} if of_flag else set()
        if of_flag and not flagged:
            found += [
                replace(o, table=f"{o.where.sheet}.said {len(found) + n + 1}", period=_period(o, spans[o.where.sheet]))
                for n, o in enumerate(of_flag)
            ]
        elif of_flag or telling.says_further(one.text):
            numbers = " and ".join(str(o.count) for o in of_flag or read)
            words = f"The sentence says {numbers}, which no table beside it gives: “{one.text[:200]}”"
            issues.append(issue("unread-sentence", one.where, words, text=one.text))
    return found, aside, issues


def _may_count(text: str) -> bool:
    """Whether a sentence, no title, holds a number that is no year and is said of what is counted."""
    rest = text
    for period in reversed(periods.find(text)):
        rest = rest[: period.start] + rest[period.end :]
    return any(c.isdigit() for c in rest) and bool(_SAYS.search(rest)) and not telling.says_left_out(text)


def _numbers(observations: Sequence[Observation]) -> set[tuple[int, int | None]]:
    """Every count of the tables, and the sums of their parts, over all periods and for each."""
    sums: dict[object, Count] = defaultdict(lambda: ZERO)
    for o in observations:
        if o.role == "part":
            for key in ((o.table, o.measure, o.flag), (o.table, o.measure, o.flag, o.period)):
                sums[key] += o.count
    return {(c.low, c.high) for c in (*(o.count for o in observations), *sums.values())}


def _period(o: Observation, beside: set[Period]) -> Period:
    """The period that a sentence says, else the only one of the tables on its sheet."""
    return next(iter(beside)) if o.period == Period() and len(beside) == 1 else o.period
