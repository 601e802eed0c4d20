"""A table that an analyst keeps, csv or workbook: its rows by column name, each with the line it stands on."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from cyberflag.grid import Document, Value, address, fold, shown
from cyberflag.issues import Issue, Where
from cyberflag.readers.child import read_all

T = TypeVar("T")

HEADER_WITHIN = 20  # a title or two may stand above the row that names the columns
LONGEST_HEADER = 5_000  # characters; no row of column names is longer


class Kept(Struct, frozen=True):
    """A file that an analyst keeps: its path, its name as reports print it, and its bytes."""

    path: Path
    name: str
    content: bytes


class Row(Struct, frozen=True):
    """A row under the row that names the columns; what is wrong with it joins `mistakes`."""

    place: str  # as people find it: `asked.csv line 4`
    file: str
    sheet: str
    number: int  # of the record, from 1
    columns: dict[str, int]
    values: Sequence[Value]
    mistakes: list[str]

    def value(self, column: str) -> Value:
        """The stored value; None where the cell or the column is missing."""
        position = self.columns.get(column, len(self.values))
        return self.values[position] if position < len(self.values) else None

    def text(self, column: str) -> str:
        """The value as a person sees it, white space folded; empty where there is none."""
        return fold(shown(self.value(column)))

    def where(self, column: str) -> Where:
        """The place of one cell of the row."""
        return Where(self.file, self.sheet, address(self.number - 1, self.columns.get(column, 0)))

    def wrong(self, message: str) -> None:
        """Note a mistake in this row; the message is a clause without its full stop."""
        self.mistakes.append(f"{self.place}: {message}.")

    def one_of(self, column: str, choices: Sequence[str], default: str) -> str:
        """The text, which must be one of the choices; the default where the cell is empty."""
        text = self.text(column)
        if text and text.casefold() not in choices:
            self.wrong(f'{column} "{text}" is not one of {", ".join(choices)}{did_you_mean(text, choices)}')
        return text.casefold() or default

    def read(self, column: str, parse: Callable[[str], T | None], wanted: str) -> T | None:
        """What `parse` makes of the text; None, and a mistake that says what is wanted, where it makes nothing."""
        text = self.text(column)
        found = parse(text)
        if found is None:
            self.wrong(f'{column} "{text}" is not {wanted}' if text else f"{column} is empty")
        return found


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """`; perhaps X is meant` where one known name is spelt nearly so, else nothing."""
    spelt = {name.casefold(): name for name in known}
    import difflib  # only a mistake needs a hint

    near = difflib.get_close_matches(text.casefold(), spelt, n=1, cutoff=0.7)
    return f"; perhaps {spelt[near[0]]} is meant" if near else ""


def as_day(text: str) -> date | None:
    """A day written 2016-05-30 or 30/05/2016; None for anything else."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no hour, so no zone
        except ValueError:
            continue
    return None


def rows(kept: Kept, columns: Sequence[str], required: Sequence[str], mistakes: list[str]) -> Iterator[Row]:
    """The rows that hold anything. A file that names no such columns, or cannot be read, is a mistake."""
    try:
        sheets = list(_workbook(kept) if kept.content.startswith(b"PK") else _delimited(kept, required))
    except _UnreadableError as error:
        mistakes.append(f"{error}.")
        return
    for sheet in sheets:
        for start, record in enumerate(sheet[:HEADER_WITHIN]):
            names = [_heading(value) for value in record.values]
            if set(required) <= set(names):
                header = _header(record.place, names, columns, mistakes)
                yield from _body(kept.name, header, sheet[start + 1 :], mistakes)
                return
    first = next((record.place for sheet in sheets for record in sheet), kept.name)
    mistakes.append(f"{first}: the first row must name the columns {', '.join(required)}.")


class _UnreadableError(Exception):
    """The file is no table; the message is a sentence without its full stop."""


class _Record(Struct, frozen=True):
    place: str
    sheet: str
    number: int
    values: Sequence[Value]


def _heading(value: Value) -> str:
    return fold(shown(value)).casefold()


def _header(place: str, names: list[str], columns: Sequence[str], mistakes: list[str]) -> dict[str, int]:
    """Positions of the known columns. Others are left alone unless they look like a known one misspelt."""
    twice = sorted({name for name in names if name and names.count(name) > 1})
    mistakes += [f"{place}: two columns are named {name}." for name in twice]
    missing = [name for name in columns if name not in names]
    hints = {name: did_you_mean(name, missing) for name in names if name not in columns}
    mistakes += [f'{place}: column "{name}" is not known{hint}.' for name, hint in hints.items() if hint]
    return {name: names.index(name) for name in columns if name in names} | {"": len(names)}


def _body(file: str, header: dict[str, int], records: list[_Record], mistakes: list[str]) -> Iterator[Row]:
    width = header[""]
    for record in records:
        row = Row(record.place, file, record.sheet, record.number, header, record.values, mistakes)
        if any(fold(shown(value)) for value in record.values[width:]):
            row.wrong("there are more cells than columns; put a text with a comma in quotes")
        if any(fold(shown(value)) for value in record.values):
            yield row


def _decoded(content: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else Windows-1252, which spreadsheet programs write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(text: str, required: Sequence[str]) -> str:
    """The one that cuts one of the first lines into the columns required; a comma where none does."""
    for line in text.splitlines()[:HEADER_WITHIN]:
        for delimiter in ",;\t":
            cut = csv.reader([line[:LONGEST_HEADER]], delimiter=delimiter)
            if set(required) <= {_heading(cell) for cell in next(cut, [])}:
                return delimiter
    return ","


def _delimited(kept: Kept, required: Sequence[str]) -> Iterator[list[_Record]]:
    text = _decoded(kept.content)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, required), strict=True)
    records: list[_Record] = []
    line = 1
    try:
        for number, values in enumerate(reader, 1):
            records.append(_Record(f"{kept.name} line {line}", "", number, values))
            line = reader.line_num + 1  # a quoted text may run over several lines
    except csv.Error as error:
        raise _UnreadableError(
            f"{kept.name} line {line}: the line cannot be read; a quotation mark is not closed, or text follows one that is"
        ) from error
    yield records


def _workbook(kept: Kept) -> Iterator[list[_Record]]:
    (answer,) = (answer for _, answer in read_all([(kept.path, kept.name)], _tables))
    if isinstance(answer, Issue):
        raise _UnreadableError(f"{kept.name}: {answer.message.rstrip('.')}; save it again as .xlsx or .csv")
    for title, table in answer:
        place = f"{kept.name} {title} row"
        yield [_Record(f"{place} {number}", title, number, values) for number, values in table]


def _tables(documents: list[Document]) -> Issue | list[tuple[str, list[tuple[int, list[Value]]]]]:
    """The sheets of a workbook as title and numbered rows, or why it could not be read; runs in the child."""
    (document,) = documents[:1]
    if not document.format:
        return document.issues[0]
    sheets = [sheet for sheet in document.sheets if not sheet.hidden]
    return [(s.name, list(zip(s.row_numbers or range(1, len(s.rows) + 1), s.rows, strict=False))) for s in sheets]
