"""Delimited text: csv, tsv, and tables in plain text. Encoding and delimiter are decided from the content."""

from __future__ import annotations

import csv as csv_module
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from cyberflag.grid import Document, Sheet, Value
from cyberflag.issues import Issue, Where, issue
from cyberflag.patterns import late
from cyberflag.readers.encodings import decoded, start_of
from cyberflag.readers.refusal import Unreadable

_DELIMITERS = ",\t;|"
_HINT = late(r"""["']?sep=([,;\t|])["']?[\r\n]""", re.I)
_NUMBER = late(r"""\s*[<>*]?[\d.]*%?\s*$""")
_EDGE = 30  # records at the top and the bottom of a file among which titles and notes stand
_WORDS = 8  # a shorter line may be headings
_SAMPLE = 1000  # records from which the delimiter is decided
_LONGEST_FIELD = 1_000_000
_LINES_IN_FIELD = 20  # more lines than this in one field, each with a delimiter, are records


def csv(data: bytes, name: str) -> Document:
    """The file as one Sheet without a name whose rows are its records, blank ones included; every value is text."""
    text, encoding = decoded(data)
    document = Document(name, "csv")
    if encoding in ("cp1252", "latin-1"):
        document.issues.append(_assumed(name, text, encoding))
    _refuse_nul(text)
    hinted = _HINT.match(text)
    delimiter = hinted[1] if hinted else delimiter_of(text)
    rows = _records(text, delimiter)
    if hinted:
        rows[0] = []  # the line is for spreadsheet programs; it keeps its number
    if '="' in text:
        rows = [[_formula_text(value) for value in row] for row in rows]
    trimmed(rows)
    if delimiter == ",":
        _rejoin(rows)
    document.sheets.append(Sheet("", rows, name))
    document.order.append(("sheet", 0))
    document.facts["encoding"] = encoding
    document.facts["delimiter"] = delimiter
    return document


def _rejoin(rows: list[list[Value]]) -> None:
    """A title or a note without quotation marks falls into several fields at its commas; put it together again.

    Told by the blanks after its commas, where the table has none, and by standing apart from the table or above its
    headings, where headings stand above numbers.
    """
    widths = Counter(len(row) for row in rows[:_SAMPLE] if len(row) > 1)
    width = max(widths, key=lambda w: (widths[w], w), default=0)
    if _spoken([[str(field) for field in row] for row in rows[:_SAMPLE] if len(row) == width]):
        return
    for r in {*range(min(_EDGE, len(rows))), *range(max(0, len(rows) - _EDGE), len(rows))}:
        before, after = (rows[near] if 0 <= near < len(rows) else [] for near in (r - 1, r + 1))
        apart = len(rows[r]) != width or len(before) != width != len(after) or (r == 0 and not _holds_numbers(after))
        if apart and _is_prose(rows[r]):
            rows[r] = [",".join(map(str, rows[r]))]


def _holds_numbers(row: list[Value]) -> bool:
    return any(field and _NUMBER.match(str(field)) for field in row)


def _is_prose(row: list[Value]) -> bool:
    """Whether fields are the pieces of a sentence: a blank begins each but the first, and none is a number."""
    later = [str(field) for field in row[1:]]
    pieces = bool(later) and all(field.startswith(" ") and not _NUMBER.match(field) for field in later)
    return pieces and sum(len(str(field).split()) for field in row) >= _WORDS


def _formula_text(value: Value) -> Value:
    """`="10-12"` is how careful people keep a spreadsheet program from making a date of `10-12`."""
    if isinstance(value, str) and value.startswith('="') and value.endswith('"') and len(value) > 2:
        return value[2:-1].replace('""', '"')
    return value


def looks_delimited(data: bytes, least: int = 3) -> bool:
    """Whether text of no telling name is a table: of at `least` so many lines most have the same two or more short fields."""
    text = start_of(data[:65536])
    if not text:
        return False
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    if len(data) > 65536:
        lines = lines[:-1]
    if len(lines) < 2:
        return False
    return any(_consistent(lines, delimiter, least) for delimiter in ",\t;")


def has_tabs(data: bytes) -> bool:
    """Whether lines of text are parted by tabs, as nobody writes a letter: for a file that is named as a workbook."""
    lines = [line for line in (start_of(data[:65536]) or "").splitlines()[:_SAMPLE] if line.strip()]
    parted = sum("\t" in line.strip(" ") for line in lines)
    return bool(lines) and parted >= min(2, len(lines)) and parted * 4 >= len(lines)


def _consistent(lines: Sequence[str], delimiter: str, least: int) -> bool:
    rows = _sample(lines, delimiter)
    if len(rows) < (2 if delimiter == "\t" else least):
        return False
    widths = Counter(len(row) for row in rows)
    width, often = widths.most_common(1)[0]
    if width < 2 or often * 10 < len(rows) * 8:
        return False
    fields = [field for row in rows if sum(map(bool, row)) > 1 for field in row]  # a lone field is a title
    short = sum(len(field) <= 60 and not re.search(r"[.!?]\s", field) for field in fields)
    if short * 10 < len(fields) * 9:
        return False
    return delimiter == "\t" or _numbered(rows) or (width > 2 and not _spoken(rows))


def _numbered(rows: Sequence[Sequence[str]]) -> bool:
    """Whether half the lines hold a count after their first field: sentences do not."""
    counted = sum(any(re.match(r"\s*[<*]?\d[\d,.]*%?\s*$|\s*\*\s*$", field) for field in row[1:]) for row in rows)
    return counted * 2 >= len(rows)


def _spoken(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most delimiters are followed by a blank, as the commas of sentences are."""
    after = [field[:1] for row in rows for field in row[1:] if field]
    return sum(letter == " " for letter in after) * 2 > len(after)


def delimiter_of(text: str) -> str:
    """The delimiter under which the first records agree best on a width above one; a comma where none does."""
    lines = list(islice(io.StringIO(text[: _SAMPLE * 2000], newline=""), _SAMPLE))
    scores = {delimiter: _agreement(_sample(lines, delimiter)) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ","


def _agreement(rows: Sequence[Sequence[str]]) -> float:
    """How many records share a width above one, a little more for wider ones."""
    widths = Counter(len(row) for row in rows if row)
    wide = {width: often for width, often in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, often = max(wide.items(), key=lambda item: (item[1], item[0]))
    return often + sum(wide.values()) / 2 + min(width, 50) / 100


def _sample(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv_module.reader(lines, delimiter=delimiter))
    except csv_module.Error:
        return []


def _refuse_nul(text: str) -> None:
    place = text.find("\0")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise Unreadable(f"Line {line} holds a NUL character, so the file is damaged or is no text.")


def _records(text: str, delimiter: str) -> list[list[Value]]:
    csv_module.field_size_limit(_LONGEST_FIELD)
    reader = csv_module.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[Value]] = []
    try:
        rows.extend(reader)  # type: ignore[arg-type]
    except csv_module.Error as error:
        line = reader.line_num
        if "field limit" in str(error):
            raise Unreadable(f"Line {line} holds a field of more than {_LONGEST_FIELD:,} characters.") from None
        raise Unreadable(f"Line {line} could not be read: its quotation marks or line ends contradict it.") from None
    if text.count('"') % 2:
        _refuse_unclosed(text, delimiter)
    if text.count("\n") - len(rows) > _LINES_IN_FIELD:
        _refuse_swallowed(rows, delimiter)
    return rows


def _refuse_swallowed(rows: list[list[Value]], delimiter: str) -> None:
    """A stray quotation mark makes one field of many records, until the next one ends it."""
    for number, row in enumerate(rows, 1):
        for field in row:
            lines = str(field).splitlines()
            if len(lines) > _LINES_IN_FIELD and sum(delimiter in line for line in lines) * 10 > len(lines) * 8:
                message = f"In record {number} a quotation mark makes one field of {len(lines):,} lines that look like records."
                raise Unreadable(message, "Remove the stray quotation mark, or ask the force for the file in .xlsx.")


def _refuse_unclosed(text: str, delimiter: str) -> None:
    """A quote that is never closed swallows the rest of the file; one inside a field (5") does no harm."""
    reader = csv_module.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    last: list[str] = []
    for record in reader:
        last, opened = record, start
        start = reader.line_num + 1
    if last and start - opened > 1 and "\n" in last[-1]:
        raise Unreadable(
            f"The quotation mark opened in line {opened} is never closed, so the rest of the file runs into one field."
        )


def _assumed(name: str, text: str, encoding: str) -> Issue:
    first = next((i + 1 for i, line in enumerate(text.split("\n")) if not line.isascii()), 1)
    message = f"The file is no UTF-8 and names no encoding; it was read as {encoding} (first seen in line {first})."
    return issue("encoding-assumed", Where(name, "", f"line {first}"), message)


def trimmed(rows: list[list[Value]]) -> list[list[Value]]:
    """The same rows with empty cells at their ends and empty rows at the bottom taken off, in place."""
    for row in rows:
        if row and row[-1] in ("", None):
            end = len(row)
            while end and row[end - 1] in ("", None):
                end -= 1
            del row[end:]
    while rows and not rows[-1]:
        rows.pop()
    return rows
