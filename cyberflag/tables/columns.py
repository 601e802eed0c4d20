"""Which columns of a table are labels, which are counts, and which are neither."""

from __future__ import annotations

import re

from cyberflag.patterns import late
from cyberflag.tables.coded import codes_beside, numbered_labels
from cyberflag.tables.corners import NOT_COUNTS
from cyberflag.tables.look import Look, age_in_heading, age_like, climbing_runs, counts_up, period_like
from cyberflag.words import headings, telling

LABELS = frozenset(
    {
        "age",
        "sex",
        "offence",
        "period",
        "month",
        "date",
        "flag",
        "force",
        "area",
        "outcome",
        "platform",
        "system",
        "relationship",
        "suspect_age",
        "suspect_sex",
        "ethnicity",
    }
)
_ORDINAL = late(r"\(?(q(?:u|uestion)?\.?\s?)?(\d{1,3})\s?[a-z]?[.):]?", re.IGNORECASE)


def kinds_of_columns(
    look: Look, used: list[int], rows: list[int], fields: dict[int, str], own: dict[int, str], headed: bool
) -> tuple[list[int], list[int], list[int]]:
    """Label columns, value columns and columns that are neither, each in order."""
    labels, values, ignored = list[int](), list[int](), list[int]()
    numbered = numbered_labels(look, used, rows, own)
    asked = _questions(look, rows)
    for c in used:
        filled = [
            r
            for r in rows
            if look.has(r, c) and not (asked.get(r, c) < c and telling.answers_in_words(look.text(r, c)))
        ]
        numbers = [r for r in filled if look.count(r, c) is not None]
        blanks = [r for r in numbers if (n := look.count(r, c)) is not None and n.kind == "blank"]
        countable = len(numbers) * 2 > len(filled) and len(blanks) < max(1, len(filled))
        later = [x for x in used if x > c]
        if (
            _is_number(look, c, numbers, fields[c], c != used[0] and countable)
            or (c == used[0] and not own[c] and _numbers_lines(look, filled, used))
            or (fields[c] != "count" and headings.is_percent(_head_text(look, c, rows)))
            or _percentages(look, filled, c)
            or (c != used[0] and telling.is_running(own[c]) and _climbs(look, c, rows))
        ):
            ignored.append(c)
        elif fields[c] in LABELS:
            labels.append(c)
        elif c == used[0] and numbered is not None:
            fields[c] = numbered
            labels.append(c)
        elif c == used[0] and headed and numbers and codes_beside(fields, own, used, LABELS):
            ignored.append(c)
        elif countable and not (
            c == used[0] and later and (_axis(look, c, filled, headed) or _levels(look, c, filled, later))
        ):
            ignored.append(c) if _running(look, c, filled, fields) else values.append(c)
        elif c != used[0] and (
            _counts_missing(fields[c], numbers, blanks, filled, labels and later)
            or (fields[c] == "count" and filled and all(any(ch.isdigit() for ch in look.text(r, c)) for r in filled))
        ):
            values.append(c)
        elif filled and (not values or c == used[0] or _labels_again(look, c, filled, later)):
            labels.append(c)
        elif (numbers and len(blanks) < len(filled)) or (filled and len(blanks) == len(filled) and c != used[0]):
            values.append(c)
        elif filled:
            ignored.append(c)
        elif headed and values and c != used[0]:
            values.append(c)
    return labels, values, ignored


def _is_number(look: Look, c: int, numbers: list[int], field: str, may_count: bool) -> bool:
    """Whether a column is named as one of shares, ranks or running numbers; one of numbers may count unless it counts up."""
    named = field in NOT_COUNTS and not (field == "number" and may_count)
    return named or (field == "number" and len(numbers) > 2 and counts_up(look, c, numbers))


def _questions(look: Look, rows: list[int]) -> dict[int, int]:
    """Where a row asks a question: what stands behind it, yes or no or a sentence, is no count."""
    return {r: c for r in rows for c in reversed(look.filled[r][:-1]) if look.text(r, c).endswith("?")}


def _counts_missing(field: str, numbers: list[int], blanks: list[int], filled: list[int], between: object) -> bool:
    """Whether a column that holds few numbers is one of counts: its heading says so, or all of it is `n/a`."""
    return (field == "count" and bool(numbers)) or (bool(filled and between) and len(blanks) == len(filled))


def _head_text(look: Look, column: int, rows: list[int]) -> str:
    return look.text(rows[0] - 1, column) if rows and rows[0] else ""


def _climbs(look: Look, c: int, rows: list[int]) -> bool:
    """Whether the numbers of a column never fall, as those of a running total."""
    numbers = [n for r in rows if (n := look.number(r, c)) is not None]
    return len(numbers) > 1 and numbers == sorted(numbers)


def _percentages(look: Look, filled: list[int], c: int) -> bool:
    return bool(filled) and sum(look.text(r, c).endswith("%") for r in filled) * 2 > len(filled)


def _axis(look: Look, c: int, filled: list[int], headed: bool) -> bool:
    """Whether a first column of bare numbers labels the rows: years or climbing ages."""
    places = [(r, c) for r in filled]
    plain = [p for p in places if not headings.is_total(look.text(*p))]
    if len(plain) >= 2 and period_like(look, plain):
        return look.ascending(plain) or look.ascending(plain[::-1]) or not headed
    bands = any(look.is_member(r, c) for r, c in plain)
    ages = [a for p in plain if not look.text(*p).isdecimal() and (a := age_in_heading(look, *p))]
    if len(ages) == len(plain) and climbing_runs(ages, 2):
        return True  # two bands label two rows
    return age_like(look, plain) and (bands or look.ascending(plain)) and len(plain) >= 3


def _levels(look: Look, c: int, filled: list[int], later: list[int]) -> bool:
    """Whether a first column names offences and, between them, ages in bare numbers: two levels of labels."""
    named = [r for r in filled if look.count(r, c) is None and look.meaning(r, c).offence]
    ages = [n for r in filled if (n := look.number(r, c)) is not None]
    counted = any(look.count(r, x) is not None for r in named for x in later)
    return bool(named) and counted and named[0] == filled[0] and all(n <= 120 for n in ages)


def _numbers_lines(look: Look, filled: list[int], used: list[int]) -> bool:
    """Whether a first column without a heading numbers the lines: `1`, `2.`, `Q3`, each before a label in words."""
    if len(used) < 3 or len(filled) < 2 or any(look.count(r, used[1]) is not None for r in filled):
        return False
    letters = [look.text(r, used[0]).strip("().: ").lower() for r in filled]
    if letters == list("abcdefghijklmnop")[: len(letters)] and all(look.text(r, used[0])[-1:] in ").:" for r in filled):
        return True
    marks = [_ORDINAL.fullmatch(look.text(r, used[0])) for r in filled]
    numbers = [int(m[2]) for m in marks if m]
    named = [look.meaning(r, used[1]) for r in filled]
    worded = any(len(look.text(r, used[1]).split()) > 1 for r in filled) or all(m.offence or m.total for m in named)
    climbing = numbers == list(range(1, len(filled) + 1)) or (
        numbers == sorted(numbers) and all(m and m[1] for m in marks)
    )
    return worded and len(numbers) == len(filled) and climbing


def _running(look: Look, c: int, filled: list[int], fields: dict[int, str]) -> bool:
    """A running number: 1, 2, 3 … to the last row, under a heading that does not speak of counts."""
    return not fields[c] and len(filled) >= 4 and c == 0 and counts_up(look, c, filled)


def _labels_again(look: Look, c: int, filled: list[int], later: list[int]) -> bool:
    """Whether a column of texts to the right of counts begins another set of labels with counts of its own."""
    members = [r for r in filled if look.is_member(r, c) or headings.is_total(look.text(r, c))]
    counted = any(look.count(r, x) is not None for r in filled for x in later[:1])
    return counted and len(members) * 2 > len(filled)
