"""Web pages: paragraphs and tables in their order; what frames the page is told apart as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.grid import Document, Sheet
from cyberflag.patterns import late
from cyberflag.readers import encodings
from cyberflag.readers.drafts import MAX_MARKUP, Draft, GridDraft, seen
from cyberflag.readers.numbering import counted
from cyberflag.readers.properties import in_markup, told
from cyberflag.readers.refusal import BY_EYE, SAVE_AGAIN, Unreadable
from cyberflag.readers.wrapped import blocks, physical_lines, unwrapped, width_of

_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "select",
        "textarea",
        "iframe",
        "object",
        "video",
        "audio",
        "map",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "table",
        "caption",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
    ]
)
_FRAMING = frozenset({"nav", "footer", "aside", "dialog"})
_FRAMING_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert"})
_FRAMING_CLASS = late(
    r"(?:^|[\s_-])(?:cookies?|cookie\w+|consent|breadcrumbs?|skip(?:-?link|-?nav)?|share|social|navbar|navigation"
    r"|menu|masthead|sidebar|site-header|page-header|global-header|footer)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = late(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_NOTE_MARK = late(r"\[?(\d{1,2}|[a-z])\]?")
_COUNTING = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class _Around(Struct, frozen=True):
    """What the elements around a text make of it."""

    kind: str = "text"
    main: bool = False  # inside main or article, where a header is part of the text


class _Page(Struct):
    draft: Draft
    pieces: list[str] = field(default_factory=list)
    entries: dict[etree._Element, int] = field(default_factory=dict)  # ordered list -> number of its last entry
    mark: str = ""

    def flush(self, kind: str) -> None:
        """End a paragraph; line breaks in it part its lines."""
        text = "".join(self.pieces)
        self.pieces.clear()
        if text.strip():
            text, self.mark = f"{self.mark} {text.lstrip()}" if self.mark else text, ""
            self.draft.paragraph(text.split("\n"), kind)


def html(data: bytes, name: str) -> Document:
    """The page as a document, its title in the facts; Unreadable if it holds no text."""
    text, assumed = decoded(data)
    draft = Draft.of(data, name, "html")
    if assumed:
        draft.note("encoding-assumed", f"The page does not say its encoding; it was read as {assumed}.")
    add_page(draft, text)
    if draft.empty:
        raise Unreadable("The page holds no text; it may need a browser to fill it.", "Print it to PDF from a browser.")
    draft.document.issues += told(name, *in_markup(text))
    return draft.finished()


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a page in the encoding it declares; else the encoding that was assumed, empty for UTF-8."""
    if len(data) > MAX_MARKUP:
        raise Unreadable(f"The page is longer than {MAX_MARKUP >> 20} MiB.", BY_EYE)
    encoding, mark = encodings.encoding_of(data)
    said = _CHARSET.search(data[:4096])
    if not mark and said and not encoding.startswith("utf-16"):
        declared = said[1].decode("ascii", "replace").lower()
        declared = "cp1252" if declared in ("iso-8859-1", "latin1", "us-ascii", "ascii") else declared
        try:
            return data.decode(declared), ""
        except (LookupError, ValueError):
            pass
    assumed = encoding if encoding in ("cp1252", "latin-1") else ""
    return data[mark:].decode(encoding, "replace"), assumed


def add_page(draft: Draft, text: str) -> None:
    """Add the paragraphs and tables of a page to a draft."""
    root = parsed_html(text)
    title = next((seen(one.text or "") for one in root.iter("title")), "")
    if title:
        draft.document.facts.setdefault("title", title)
    page = _Page(draft)
    _walk(page, root, _Around())
    page.flush("text")


def parsed_html(text: str) -> etree._Element:
    """The root of a page. No entity but those of HTML is known, nothing is fetched; Unreadable if nested too deep."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any("depth" in entry.message for entry in parser.error_log):
        raise Unreadable("The page is nested deeper than any page is.", SAVE_AGAIN)
    if root is None:
        raise Unreadable("The page holds no text.", SAVE_AGAIN)
    return root


def _walk(page: _Page, element: etree._Element, around: _Around) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag and tag not in _UNSEEN and not hidden(element):
        _element(page, element, tag, around)
    page.pieces.append(_spaced(element.tail))


def _element(page: _Page, element: etree._Element, tag: str, around: _Around) -> None:
    if tag == "br":
        page.pieces.append("\n")
    elif tag == "sup" and _is_note_mark(element, "".join(page.pieces[-2:])):
        return
    elif tag == "table" and not is_frame(element):
        page.flush(around.kind)
        _table(page, element, around)
    elif tag == "pre":
        page.flush(around.kind)
        _preformatted(page, element, around.kind)
    elif tag in _BLOCKS:
        page.flush(around.kind)
        inside = _inside(element, tag, around)
        page.mark = _entry_mark(page, element) if tag == "li" else page.mark
        _inner(page, element, inside)
        page.flush(inside.kind)
    else:
        _inner(page, element, around)


def _inner(page: _Page, element: etree._Element, around: _Around) -> None:
    page.pieces.append(_spaced(element.text))
    for child in element:
        _walk(page, child, around)


def _spaced(text: str | None) -> str:
    """Line ends of the source mean blanks; only `br` makes a line."""
    return (text or "").replace("\r", " ").replace("\n", " ")


def _inside(element: etree._Element, tag: str, around: _Around) -> _Around:
    main = around.main or tag in ("main", "article")
    if around.kind == "furniture":
        return around
    framing = tag in _FRAMING or (tag == "header" and not main) or element.get("role", "") in _FRAMING_ROLES
    named = f"{element.get('class', '')[:500]} {element.get('id', '')[:500]}"
    if framing or (tag not in ("body", "main", "article") and _FRAMING_CLASS.search(named)):
        return replace(around, kind="furniture")
    if tag == "blockquote" or around.kind == "quote":
        return _Around("quote", main)
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return _Around("heading", main)
    return _Around("item" if tag == "li" else around.kind, main)


def _entry_mark(page: _Page, entry: etree._Element) -> str:
    """The number that a browser puts before an entry of an ordered list."""
    parent = entry.getparent()
    if parent is None or parent.tag != "ol" or "none" in parent.get("style", ""):
        return ""
    start = parent.get("start", "1")
    before = page.entries.get(parent, int(start) - 1 if start.isdecimal() and len(start) < 7 else 0)
    own = entry.get("value", "")
    page.entries[parent] = number = int(own) if own.isdecimal() and len(own) < 7 else before + 1
    return counted(number, _COUNTING.get(parent.get("type", ""), "decimal")) + "."


def _preformatted(page: _Page, element: etree._Element, kind: str) -> None:
    lines = physical_lines("".join(map(str, element.itertext())))
    for block in blocks(lines):
        kept = "quote" if block[0].quoted and kind == "text" else kind
        page.draft.paragraph([line.text for line in unwrapped(block, width_of(lines))], kept)


def _table(page: _Page, table: etree._Element, around: _Around) -> None:
    caption = next(table.iterchildren("caption"), None)
    if caption is not None:
        _inner(page, caption, around)
        page.flush(around.kind)
    page.draft.table(html_sheet(table))


def hidden(element: etree._Element) -> bool:
    """Does a browser not show the element?"""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")[:2_000]))


def is_frame(table: etree._Element) -> bool:
    """Does the table only lay out the page: does it hold other tables, one cell, or say so?"""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return True
    cells = table.iterdescendants("td", "th")
    return next(cells, None) is None or next(cells, None) is None


def html_sheet(table: etree._Element, name: str = "") -> Sheet:
    """A table as a sheet: spans as merges, rows that are not shown listed as hidden."""
    grid = GridDraft()
    unseen: set[int] = set()
    for row in _rows(table):
        grid.row()
        if hidden(row):
            unseen.add(len(grid.rows) - 1)
        for cell in row.iterchildren("td", "th"):
            text, marks = cell_text(cell)
            grid.cell(text, _span(cell, "colspan"), _span(cell, "rowspan"), marks)
    sheet = grid.sheet(name)
    sheet.hidden_rows = frozenset(unseen)
    return sheet


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "colgroup"):
            yield from child.iterchildren("tr")


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    number = int(text) if text.isdecimal() and len(text) < 6 else 1
    return 65_534 if name == "rowspan" and number == 0 else max(1, number)  # 0 spans the rest of the table


def cell_text(cell: etree._Element) -> tuple[str, tuple[str, ...]]:
    """The text of a cell, line breaks kept, and its marks: `note:1` for a raised mark, `struck`."""
    pieces: list[str] = []
    marks: list[str] = []
    _cell_pieces(cell, pieces, marks)
    lines = (seen(line) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line), tuple(dict.fromkeys(marks))


def _cell_pieces(element: etree._Element, pieces: list[str], marks: list[str]) -> None:
    pieces.append(_spaced(element.text))
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            pieces.append("\n")
        elif tag == "sup" and (mark := _is_note_mark(child, "".join(pieces[-2:]))):
            marks.append(f"note:{mark}")
        elif tag and tag not in _UNSEEN and not hidden(child):
            if tag in ("s", "strike", "del"):
                marks.append("struck")
            edge = "\n" if tag in _BLOCKS else ""
            pieces.append(edge)
            _cell_pieces(child, pieces, marks)
            pieces.append(edge)
        pieces.append(_spaced(child.tail))


def _is_note_mark(raised: etree._Element, before: str) -> str:
    """The mark of a footnote in a raised element that hangs on a word or number; empty if it is none."""
    mark = _NOTE_MARK.fullmatch("".join(map(str, raised.itertext())).strip())
    return mark[1] if mark and before[-1:].strip() else ""
