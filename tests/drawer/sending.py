"""A return as written, sent as a file: the same figures in every format, and where each is found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from itertools import groupby
from typing import NamedTuple

import makers
from makers import letters, mails

from cyberflag.grid import Sheet, Value, address, shown
from drawer.drawings import place
from drawer.writing import Written

Place = tuple[str, str, str]  # file, sheet and cell, as an observation names them


class Format(NamedTuple):
    """A format of spreadsheets: how it is written, and what it can say."""

    file: str
    write: Callable[..., bytes]  # a grid, its merges and, where it holds several sheets, its title and further ones
    numbers: bool = True  # whether numbers stay numbers
    merged: bool = True  # whether cells can be merged
    sheets: bool = True  # whether it holds several sheets
    sheet: str = ""  # what its one sheet is called by who reads it


class Sent(NamedTuple):
    """A file, and for each cell as written where it is to be found."""

    name: str
    data: bytes
    places: dict[tuple[str, str], Place] | None  # None where the format tells no rows and columns for sure


class Table(NamedTuple):
    """A table inside a letter: what was columns `left` and on, rows `top` and on of a sheet."""

    sheet: str
    top: int
    left: int
    rows: list[list[str]]


Send = Callable[[Written], Sent]
Told = Sequence[str | Table]  # a letter: paragraphs and tables


def plain(write: Callable[..., bytes]) -> Callable[..., bytes]:
    """A format that has no merged cells."""
    return lambda grid, _, **more: write(grid, **more)


FORMATS: dict[str, Format] = {
    "xlsx": Format("a.xlsx", makers.xlsx),
    "xlsm": Format("a.xlsm", makers.xlsm),
    "xls": Format("a.xls", makers.xls),
    "xlsb": Format("a.xlsb", plain(makers.xlsb), merged=False),
    "xlsb with shared strings": Format("a.xlsb", plain(partial(makers.xlsb, shared=True)), merged=False),
    "ods": Format("a.ods", makers.ods),
    "fods": Format("a.fods", makers.fods),
    "XML Spreadsheet 2003": Format("a.xls", makers.xml2003),
    "html": Format("a.xls", makers.html, False, True, False, "table 1"),
    "mhtml": Format("a.xls", makers.mhtml, False, True, False, "table 1"),
    "csv": Format("a.csv", plain(makers.csv), False, False, False),
    "csv with semicolons": Format("a.csv", plain(partial(makers.csv, delimiter=";")), False, False, False),
    "tsv": Format("a.tsv", plain(partial(makers.csv, delimiter="\t", encoding="utf-16")), False, False, False),
    "tab-separated text called xls": Format("a.xls", plain(partial(makers.csv, delimiter="\t")), False, False, False),
}


def grid_of(sheet: Sheet, numbers: bool) -> makers.Grid:
    """The cells of a sheet for a maker, every row as wide as the widest."""
    return [[written(sheet.value(r, c), numbers) for c in range(sheet.width)] for r in range(len(sheet.rows))]


def written(value: Value, numbers: bool) -> str | float | None:
    """A value for a maker; where numbers do not stay numbers, as it is shown."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value if numbers else shown(value)
    return value if isinstance(value, str) or value is None else shown(value)


def as_book(how: Format, sent: Written) -> Sent:
    """One file of all sheets."""
    first, *rest = ((sheet.name, grid_of(sheet, how.numbers)) for sheet in sent.sheets)
    data = how.write(first[1], (), title=first[0], further=dict(rest))
    return Sent(how.file, data, {(sheet, cell): (how.file, sheet, cell) for sheet, cell in sent.cells})


def apart(how: Format, sent: Written) -> Sent:
    """A file a sheet, named after it; several in an archive."""
    ending = how.file.removeprefix("a")
    files = {f"{sheet.name}{ending}": how.write(grid_of(sheet, how.numbers), ()) for sheet in sent.sheets}
    around = "Kent Police.zip" if len(files) > 1 else ""
    places = {
        (sheet, cell): (f"{around}!{sheet}{ending}" if around else f"{sheet}{ending}", how.sheet, cell)
        for sheet, cell in sent.cells
    }
    return Sent(around, makers.zipped(files), places) if around else Sent(*files.popitem(), places)


# ---- letters


def told(sent: Written) -> Iterator[str | Table]:
    """What a letter says: titles and notes as paragraphs, the name of a sheet that has one, tables without margins."""
    yield "Please find below the number of offences that were recorded."
    for sheet in sent.sheets:
        texts = [[sheet.text(r, c) for c in range(sheet.width)] for r in range(len(sheet.rows))]
        body = sent.bodies[sheet.name]
        if not sheet.name.startswith("Sheet"):
            yield sheet.name
        yield from filter(None, (text for row in texts[: body.start] for text in row))
        for top, rows in _blocks(texts, body):
            left = min(c for row in rows for c, text in enumerate(row) if text)
            yield Table(sheet.name, top, left, [row[left:] for row in rows])
        yield from filter(None, (text for row in texts[body.stop :] for text in row))


def _blocks(texts: list[list[str]], body: range) -> Iterator[tuple[int, list[list[str]]]]:
    """The rows of a sheet that stand together, with the number of the first."""
    for filled, run in groupby(body, lambda r: any(texts[r])):
        rows = list(run)
        if filled:
            yield rows[0], [texts[r] for r in rows]


def as_letter(file: str, write: Callable[[Told], bytes], sent: Written) -> Sent:
    """One letter, its tables numbered from the top and told apart by what stands between them."""
    parts = list(told(sent))
    tables = [one for one in parts if isinstance(one, Table)]
    places = {
        at: (file, f"table {number}", cell)
        for number, table in enumerate(tables, 1)
        for at, cell in _inside(table, sent)
    }
    return Sent(file, write(parts), places)


def loosely(file: str, write: Callable[[Told], bytes], sent: Written) -> Sent:
    """One letter in a format where blanks tell rows and columns, so that some may move up or aside, or be lines."""
    return Sent(file, write(list(told(sent))), None)


def _inside(table: Table, sent: Written) -> Iterator[tuple[tuple[str, str], str]]:
    """The cells of a sheet that stand in a table, and where in it."""
    for sheet, cell in sent.cells:
        r, c = place(cell)
        if sheet == table.sheet and 0 <= r - table.top < len(table.rows):
            yield (sheet, cell), address(r - table.top, c - table.left)


def docx(parts: Told) -> bytes:
    """A Word document."""
    said = ""
    for one in parts:
        if isinstance(one, str):
            said += letters.p(escape(one))
        else:
            rows = ("".join(letters.tc(escape(text)) for text in row) for row in one.rows)
            said += letters.tbl(*rows) + letters.p("")
    return letters.docx(said)


def page(parts: Told) -> bytes:
    said = ""
    for one in parts:
        if isinstance(one, str):
            said += f"<p>{escape(one)}</p>"
        else:
            rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in one.rows)
            said += f"<table>{rows}</table>"
    return f'<html><head><meta charset="utf-8"></head><body>{said}</body></html>'.encode()


def rtf(parts: Told) -> bytes:
    said = ""
    for one in parts:
        if isinstance(one, str):
            said += f"{one}\\par\n"
        else:
            edges = "".join(f"\\cellx{2000 * n}" for n in range(1, len(one.rows[0]) + 1))
            for row in one.rows:
                cells = "".join(f"{text}\\cell " for text in row)
                said += f"\\trowd{edges}\\intbl {cells}\\row\n"
            said += "\\pard\\par\n"
    return ("{\\rtf1\\ansi " + "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in said) + "}").encode()


TOP, BOTTOM, ROW = 780, 60, 20


def pdf(lines: bool, parts: Told) -> bytes:
    """Pages as wide as the widest table, its lines drawn or not; a table goes on where a page is full."""
    pages, y, wide = [b""], TOP, 595
    for one in parts:
        rows = [[one]] if isinstance(one, str) else one.rows
        widths = [5.6 * max(map(len, column)) + 16 for column in zip(*rows, strict=True)]
        wide = max(wide, int(sum(widths)) + 100)
        while rows:
            fit = max((y - BOTTOM) // ROW, 0)
            now, rows = rows[:fit], rows[fit:]
            if isinstance(one, str) or not lines:
                for n, row in enumerate(now):
                    left = 50.0
                    for width, text in zip(widths, row, strict=True):
                        pages[-1] += letters.text_at(left + 4, y - 14 - n * ROW, text, 10) if text else b""
                        left += width
            elif now:
                pages[-1] += letters.ruled(50, y, widths, now, ROW)
            y -= ROW * len(now)
            if rows:
                pages.append(b"")
                y = TOP
        y -= ROW
    return letters.pdf(pages, width=wide)


def text(tabs: bool, parts: Told) -> bytes:
    """Plain text with tabs between columns, or with as many blanks as put them below each other."""
    said = ""
    for one in parts:
        if isinstance(one, str):
            said += f"{one}\r\n\r\n"
            continue
        widths = [max(map(len, column)) + 3 for column in zip(*one.rows, strict=True)]
        for row in one.rows:
            cells = row if tabs else [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            said += ("\t" if tabs else "").join(cells).rstrip() + "\r\n"
        said += "\r\n"
    return said.encode()


def message(parts: Told) -> bytes:
    return mails.mail(page(parts).decode(), kind="text/html; charset=utf-8")


# ---- files in other files


def attached(sent: Written) -> Sent:
    """A workbook as the attachment of a message."""
    inner = as_book(FORMATS["xlsx"], sent)
    data = mails.with_attachments(("figures.xlsx", inner.data)).as_bytes()
    return Sent("a.eml", data, _within("a.eml!figures.xlsx", inner))


def packed(sent: Written) -> Sent:
    """A workbook in a folder of an archive."""
    inner = as_book(FORMATS["ods"], sent)
    return Sent("a.zip", makers.zipped({"reply/figures.ods": inner.data}), _within("a.zip!reply/figures.ods", inner))


def _within(file: str, inner: Sent) -> dict[tuple[str, str], Place]:
    return {at: (file, sheet, cell) for at, (_, sheet, cell) in (inner.places or {}).items()}


SENDINGS: dict[str, Send] = {
    **{name: partial(as_book if how.sheets else apart, how) for name, how in FORMATS.items()},
    "web page": partial(as_letter, "a.html", page),
    "Word": partial(as_letter, "a.docx", docx),
    "rich text": partial(loosely, "a.rtf", rtf),
    "PDF with lines": partial(as_letter, "a.pdf", partial(pdf, True)),
    "PDF without lines": partial(loosely, "a.pdf", partial(pdf, False)),
    "text with tabs": partial(loosely, "a.txt", partial(text, True)),
    "text in columns": partial(loosely, "a.txt", partial(text, False)),
    "message": partial(as_letter, "a.eml", message),
    "attachment": attached,
    "archive": packed,
}
