"""Tables in mark-up: HTML and MHTML that call themselves .xls, and the tables of web pages."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from cyberflag.grid import Document, Merge, Sheet, fold
from cyberflag.issues import Where, issue
from cyberflag.patterns import late
from cyberflag.readers.concealed import sheet_issues
from cyberflag.readers.delimited import trimmed
from cyberflag.readers.encodings import decoded
from cyberflag.readers.facts import MOST_CELLS
from cyberflag.readers.refusal import Unreadable

_COLUMNS = 16_384
_DECLARED = late(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_HIDING = late(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_NOT_TEXT = frozenset({"script", "style", "head", "title"})
_BREAKS = frozenset({"br", "p", "div", "li"})


def html_workbook(data: bytes, name: str) -> Document:
    """A page that calls itself a workbook: a Sheet `table N` for each table that holds no other."""
    text, assumed = _page_text(data)
    document = _page(text, name, "html")
    if assumed:
        document.issues.append(
            issue("encoding-assumed", Where(name), "The page names no encoding; it was read as cp1252.")
        )
    return document


def mhtml(data: bytes, name: str) -> Document:
    """A page with its parts in one file: its HTML parts that hold tables, in their order."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    document = Document(name, "mhtml")
    for page in pages:
        body = page.get_payload(decode=True)
        text, _ = _page_text(body if isinstance(body, bytes) else b"", page.get_content_charset())
        _tables(document, _parsed(text), name)
    if not document.sheets:
        raise Unreadable(
            "The file is a saved web page that holds no table.", "Open it in a browser, and read it by eye."
        )
    return document


def html_sheet(table: etree._Element, name: str, file: str = "") -> Sheet:
    """A table element as a Sheet: spans are merges, the value stands in their first cell, every value is text."""
    grid = _Grid(Sheet(name, [], file))
    for number, row in enumerate(_rows_of(table)):
        for cell in row:
            if cell.tag in ("td", "th"):
                grid.place(number, cell)
        if _is_hidden(row):
            grid.hidden.add(number)
    sheet = grid.sheet
    sheet.merges = tuple(grid.merges)
    sheet.rows = trimmed(sheet.rows)
    sheet.hidden_rows = frozenset(row for row in grid.hidden if row < len(sheet.rows))
    return sheet


def cell_text(element: etree._Element) -> tuple[str, str]:
    """What stands in an element, line breaks kept, and apart from it what is raised as a note."""
    line: list[str] = []
    raised: list[str] = []
    _speak(element, line, raised)
    text = "\n".join(fold(part) for part in "".join(line).split("\n") if part.strip())
    note = fold("".join(raised))
    return (text, note) if text else (note, "")


@dataclass(slots=True)
class _Grid:
    """A table being laid out: which places are taken by spans from above."""

    sheet: Sheet
    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    taken: dict[int, set[int]] = field(default_factory=dict)
    cells: int = 0

    def place(self, row: int, cell: etree._Element) -> None:
        """Put a cell into the next free column of a row."""
        taken = self.taken.setdefault(row, set())
        column = self._free(row, taken)
        across = min(_span(cell, "colspan"), 1000)
        down = min(_span(cell, "rowspan"), 65534)
        if column + across > _COLUMNS or self.cells > MOST_CELLS:
            raise Unreadable("A table of the page claims more columns than a spreadsheet can hold.")
        if across > 1 or down > 1:
            self._cover(row, column, down, across)
        self.cells += 1
        text, note = cell_text(cell)
        if note:
            self.sheet.marks[row, column] = (f"note:{note}",)
        if _is_struck(cell):
            self.sheet.marks[row, column] = (*self.sheet.marks.get((row, column), ()), "struck")
        rows = self.sheet.rows
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = text or None
        taken.add(column)

    def _free(self, row: int, taken: set[int]) -> int:
        column = len(self.sheet.rows[row]) if row < len(self.sheet.rows) else 0
        while column in taken:
            column += 1
        return column

    def _cover(self, row: int, column: int, down: int, across: int) -> None:
        """Take the places of a span; one that runs far past the table is cut where it stops mattering."""
        self.merges.append(Merge(row, column, row + down - 1, column + across - 1))
        self.cells += across * min(down, 1000)
        for below in range(row, row + min(down, 1000)):
            self.taken.setdefault(below, set()).update(range(column, column + across))


def _page_text(data: bytes, charset: str | None = None) -> tuple[str, bool]:
    declared = _DECLARED.search(data[:4096])
    named = charset or (declared[1].decode("ascii", "replace") if declared else None)
    if named:
        try:
            return data.decode(named), False
        except (LookupError, UnicodeDecodeError):
            pass
    text, encoding = decoded(data)
    return text, encoding in ("cp1252", "latin-1")


def _parsed(text: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text)  # lxml refuses a text that declares an encoding
    try:
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise Unreadable(f"The page could not be read: {error}.") from None


def _page(text: str, name: str, kind: str) -> Document:
    document = Document(name, kind)
    _tables(document, _parsed(text), name)
    if not document.sheets:
        raise Unreadable(
            "The file is named as a workbook but is a web page without a table.",
            "Open it in a browser, and read it by eye.",
        )
    return document


def _tables(document: Document, root: lxml_html.HtmlElement, name: str) -> None:
    for table in root.iter("table"):
        if next(table.iterdescendants("table"), None) is not None:
            continue
        sheet = html_sheet(table, f"table {len(document.sheets) + 1}", name)
        if sheet.rows:
            document.order.append(("sheet", len(document.sheets)))
            document.sheets.append(sheet)
            document.issues += sheet_issues(sheet)


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _speak(element: etree._Element, line: list[str], raised: list[str]) -> None:
    """Walk the text of an element without recursion, so that deep nesting does no harm."""
    inside = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        tag = part.tag if isinstance(part.tag, str) else ""
        if event == "start":
            inside += tag == "sup"
            if tag in _BREAKS and part is not element:
                line.append("\n")
            if tag not in _NOT_TEXT and part.text:
                (raised if inside else line).append(part.text if tag else "")
        else:
            inside -= tag == "sup"
            if part is not element and part.tail:
                (raised if inside else line).append(part.tail)


def _span(cell: etree._Element, name: str) -> int:
    text = str(cell.get(name) or "1").strip()
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _is_hidden(element: etree._Element) -> bool:
    return bool(_HIDING.search(str(element.get("style") or ""))) or element.get("hidden") is not None


def _is_struck(cell: etree._Element) -> bool:
    return next(cell.iter("s", "strike", "del"), None) is not None
