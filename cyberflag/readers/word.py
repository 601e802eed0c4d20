"""Word documents: paragraphs and tables in their order, as a person sees them with all changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct, field

from cyberflag.grid import Document
from cyberflag.patterns import late
from cyberflag.readers import aligned, wrapped
from cyberflag.readers.drafts import Draft, GridDraft, several
from cyberflag.readers.numbering import Numbering, Style, numbering_of, styles_of
from cyberflag.readers.properties import property_issues
from cyberflag.readers.refusal import BY_EYE, Unreadable
from cyberflag.readers.wordparts import Parts, attribute, child, children, descendants, local, switched, whole

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "bdo", "dir"})
_MATHS = frozenset({"oMath", "oMathPara"})
_ADDED = frozenset({"ins", "moveTo"})
_TAKEN_OUT = frozenset({"del", "moveFrom"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTE_MARK = late(r"\d{1,2}|[a-z]")
_HEADING = late(r"heading|title|subtitle")


class _Words(Struct):
    """The text of one paragraph, with what stands in it beside text."""

    pieces: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


class _Letter(Struct):
    """A document being read: its lists and styles, and what has been met on the way."""

    draft: Draft
    numbering: Numbering
    styles: dict[str, Style]
    changes: int = 0
    hidden: int = 0
    pictures: int = 0
    unread: int = 0
    tabbed: list[tuple[str, str]] = field(default_factory=list)  # paragraphs with tabs that may be rows, and kinds


def docx(data: bytes, name: str) -> Document:
    """The document; Unreadable if it is damaged, or a scan without text."""
    package = Parts(data)
    root = package.part(package.main)
    body = child(root, "body")
    if body is None:
        raise Unreadable("The file is damaged: it has no text part.")
    draft = Draft.of(data, name, "docx")
    letter = _Letter(draft, numbering_of(package.related("numbering")), styles_of(package.related("styles")))
    for block in _blocks(letter, body):
        _block(letter, block)
    _settle(letter)
    _behind(letter, package)
    _settle(letter)
    if draft.empty:
        if letter.pictures:
            raise Unreadable("The file is a scan or picture without text.", BY_EYE)
        raise Unreadable("The file holds no text.", "Ask the force to send it again.")
    _report(letter, package)
    return draft.finished()


def _blocks(letter: _Letter, parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables below an element, through content controls and accepted insertions."""
    for element in parent:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name in _WRAPPERS or name in _ADDED:
            letter.changes += name in _ADDED
            yield from _blocks(letter, element)
        elif name in _TAKEN_OUT:
            letter.changes += 1
        elif name == "altChunk":
            letter.unread += 1


def _block(letter: _Letter, block: etree._Element, kind: str = "") -> None:
    if local(block) == "tbl":
        _table(letter, block, kind)
        return
    words = _words(letter, block)
    mark, style = _mark_and_style(letter, block)
    text = f"{mark} {words.text.lstrip()}" if mark and words.text.strip() else words.text
    _say(letter, text.split("\n"), kind or _kind(style, block))
    for box in words.boxes:
        for inner in _blocks(letter, box):
            _block(letter, inner, kind)


def _say(letter: _Letter, lines: list[str], kind: str) -> None:
    """Add a paragraph; paragraphs with tabs wait until it is seen whether they are rows of a table."""
    if kind in ("text", "item") and all("\t" in line.strip() for line in lines):
        letter.tabbed += [(line, kind) for line in lines]
    else:
        _settle(letter)
        letter.draft.paragraph(lines, kind)


def _settle(letter: _Letter) -> None:
    """Add the paragraphs that wait, as tables where their tabs line up."""
    waiting, letter.tabbed = letter.tabbed, []
    for part in aligned.parts([wrapped.Line(n, text) for n, (text, _) in enumerate(waiting)]):
        if isinstance(part, aligned.Table):
            letter.draft.table(part.sheet(letter.draft.document.file, numbered=False))
        else:
            for line in part:
                letter.draft.paragraph(line.text, waiting[line.number][1])


def _kind(style: Style, paragraph: etree._Element) -> str:
    if _HEADING.match(style.name) or style.outline:
        return "heading"
    if "quote" in style.name:
        return "quote"
    numbered = style.number or child(paragraph, "pPr", "numPr") is not None
    return "item" if numbered or "list" in style.name else "text"


def _mark_and_style(letter: _Letter, paragraph: etree._Element) -> tuple[str, Style]:
    """The automatic number before a paragraph (empty without one), and its style."""
    settings = child(paragraph, "pPr")
    style = letter.styles.get(attribute(child(settings, "pStyle"), "val"), Style())
    numbered = child(settings, "numPr")
    number = attribute(child(numbered, "numId"), "val") or style.number
    level = child(numbered, "ilvl")
    if number in ("", "0"):
        return "", style
    return letter.numbering.next(number, whole(attribute(level, "val")) if level is not None else style.level), style


def _words(letter: _Letter, paragraph: etree._Element) -> _Words:
    words = _Words()
    _gather(letter, paragraph, words)
    return words


def _gather(letter: _Letter, parent: etree._Element, words: _Words) -> None:
    for element in parent:
        name = local(element)
        if name == "r":
            _run(letter, element, words)
        elif name in _WRAPPERS or name in _ADDED or name in _MATHS:
            letter.changes += name in _ADDED
            _gather(letter, element, words)
        elif name in _TAKEN_OUT:
            letter.changes += 1
        elif name == "AlternateContent":
            _alternative(letter, element, words)


def _run(letter: _Letter, run: etree._Element, words: _Words) -> None:
    settings = child(run, "rPr")
    if switched(settings, "vanish"):
        letter.hidden += any(True for _ in descendants(run, "t"))
        return
    texts = "".join(one.text or "" for one in children(run, "t"))
    raised = attribute(child(settings, "vertAlign"), "val") == "superscript"
    if raised and _NOTE_MARK.fullmatch(texts.strip()) and words.text[-1:].strip():
        words.marks.append(f"note:{texts.strip()}")  # 12 with a raised 1 is not 121
        return
    if switched(settings, "strike") or switched(settings, "dstrike"):
        words.marks.append("struck")
    for element in run:
        _content(letter, element, words)


def _content(letter: _Letter, element: etree._Element, words: _Words) -> None:
    name = local(element)
    if name == "t":
        words.pieces.append((element.text or "").replace("\n", " "))
    elif name in _SIGNS:
        words.pieces.append(_SIGNS[name])
    elif name in ("footnoteReference", "endnoteReference"):
        words.marks.append(f"note:{attribute(element, 'id')}")
    elif name == "AlternateContent":
        _alternative(letter, element, words)
    elif name in ("drawing", "pict", "object"):
        _drawn(letter, element, words)


def _alternative(letter: _Letter, element: etree._Element, words: _Words) -> None:
    """The same drawing written twice, for new and for old programs: one of the two is read."""
    chosen = child(element, "Choice")
    chosen = chosen if chosen is not None else child(element, "Fallback")
    for inner in chosen if chosen is not None else ():
        if local(inner) == "r":
            _run(letter, inner, words)
        else:
            _content(letter, inner, words)


def _drawn(letter: _Letter, element: etree._Element, words: _Words) -> None:
    boxes = list(descendants(element, "txbxContent"))
    words.boxes += [box for box in boxes if not any(a in boxes for a in box.iterancestors())]
    letter.pictures += any(True for name in ("blip", "imagedata") for _ in descendants(element, name))


def _table(letter: _Letter, table: etree._Element, kind: str) -> None:
    _settle(letter)
    rows = [row for row in _rows(letter, table) if not _dropped(letter, row)]
    cells = [list(_cells(letter, row)) for row in rows]
    if sum(map(len, cells)) == 1 or any(True for _ in descendants(table, "tbl")):
        for cell in (cell for row in cells for cell in row):  # a frame around text, or around other tables
            for block in _blocks(letter, cell):
                _block(letter, block, kind)
        return
    grid = GridDraft()
    boxes: list[etree._Element] = []
    for row, in_row in zip(rows, cells, strict=True):
        grid.row()
        grid.skip(whole(attribute(child(row, "trPr", "gridBefore"), "val")))
        for cell in in_row:
            boxes += _cell(letter, cell, grid)
    letter.draft.table(grid.sheet())
    for box in boxes:
        for block in _blocks(letter, box):
            _block(letter, block, kind)


def _rows(letter: _Letter, parent: etree._Element, name: str = "tr") -> Iterator[etree._Element]:
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in _WRAPPERS or local(element) in _ADDED:
            yield from _rows(letter, element, name)


def _cells(letter: _Letter, row: etree._Element) -> Iterator[etree._Element]:
    return _rows(letter, row, "tc")


def _dropped(letter: _Letter, row: etree._Element) -> bool:
    """Is the row taken out by a tracked change? One put in is counted too."""
    settings = child(row, "trPr")
    out = child(settings, "del") is not None
    letter.changes += out or child(settings, "ins") is not None
    return out


def _cell(letter: _Letter, cell: etree._Element, grid: GridDraft) -> list[etree._Element]:
    """Put a cell into the grid; given back are the text boxes that hang in it."""
    settings = child(cell, "tcPr")
    across = whole(attribute(child(settings, "gridSpan"), "val"), 1)
    joined = child(settings, "vMerge")
    if joined is not None and attribute(joined, "val") != "restart":
        grid.continued(across)
        return []
    texts, marks, boxes = [], [], []
    for paragraph in _blocks(letter, cell):
        words = _words(letter, paragraph)
        mark, _ = _mark_and_style(letter, paragraph)
        texts.append(f"{mark} {words.text}".strip())
        marks += words.marks
        boxes += words.boxes
    grid.cell("\n".join(text for text in texts if text), across, marks=tuple(dict.fromkeys(marks)))
    return boxes


def _behind(letter: _Letter, package: Parts) -> None:
    """Footnotes and endnotes, then running headers and footers, each text once."""
    for part, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = package.related(part)
        for note in children(root, name) if root is not None else ():
            if attribute(note, "type") in ("", "normal"):
                for block in _blocks(letter, note):
                    _block(letter, block, "note")
    said: set[str] = set()
    for name in sorted(n for n in package.names if re.fullmatch(r"word/(?:header|footer)\d*\.xml", n)):
        root = package.part(name)
        content = "" if root is None else "".join(str(one.text or "") for one in descendants(root, "t")).strip()
        if root is not None and content and content not in said:
            said.add(content)
            for block in _blocks(letter, root):
                _block(letter, block, "furniture")


def _report(letter: _Letter, package: Parts) -> None:
    """Issues about what is not seen on the page."""
    draft = letter.draft
    if letter.changes:
        draft.note(
            "tracked-changes", f"The document holds {several(letter.changes, 'tracked change')}, taken as accepted."
        )
    if letter.hidden:
        draft.note(
            "hidden-content",
            f"The document holds {several(letter.hidden, 'passage')} of hidden text, which were not read.",
        )
    comments = package.related("comments")
    if comments is not None and (count := sum(1 for _ in children(comments, "comment"))):
        draft.note("hidden-content", f"The document holds {several(count, 'comment')}, which were not read.")
    parts = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
    draft.document.issues += property_issues(draft.document.file, *map(package.raw, parts))
    if any(n.endswith("/vbaProject.bin") for n in package.names):
        draft.note("hidden-content", "The document carries macros (they are not run).")
    inside = [n for n in package.names if n.startswith("word/embeddings/")]
    if inside or letter.unread:
        draft.note(
            "hidden-content",
            f"The document holds {several(len(inside) + letter.unread, 'other file')}, which were not read.",
        )
