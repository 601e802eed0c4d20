"""PDF: pages of words become paragraphs and tables; what repeats on every page is furniture."""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from msgspec import Struct, field

from cyberflag.grid import Document, Sheet
from cyberflag.issues import Severity, Where, issue
from cyberflag.patterns import late
from cyberflag.readers import wrapped
from cyberflag.readers.drafts import Draft, several
from cyberflag.readers.pagehidden import comments, covered
from cyberflag.readers.pagelines import (
    PrintedLine,
    Unruled,
    Word,
    goes_on,
    in_reading_order,
    lines_of,
    paragraphs,
    rows_across,
    unruled,
    usual_gap,
    with_tables,
)
from cyberflag.readers.pagetables import Ruled, in_cells, joined, parted, ruled_sheet, same_columns, unruled_sheet
from cyberflag.readers.properties import told
from cyberflag.readers.refusal import BY_EYE, SAVE_AGAIN, Unreadable

MOST_PAGES = 500  # a page takes a tenth of a second
_MOST_EDGES = 20_000  # a page with more drawn lines is a map or plan, not a table
_MARGIN = 0.12  # of the height of the page, where running headers and footers stand
_UNMAPPED = late(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_STOPS = (".", "!", "?", ":", ";")
_COMPOUND = frozenset(
    [
        "cyber",
        "non",
        "sub",
        "co",
        "pre",
        "post",
        "self",
        "anti",
        "multi",
        "under",
        "over",
        "well",
        "on",
        "off",
        "high",
        "low",
        "mid",
        "semi",
        "cross",
        "e",
    ]
)


class _Page(Struct):
    number: int
    height: float
    lines: list[PrintedLine] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)
    comments: int = 0
    covered: int = 0  # letters that are blacked out


def pdf(data: bytes, name: str) -> Document:
    """The document; Unreadable if it is locked, damaged, a scan, or drawn with letters that no table explains."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it writes to stderr about every odd colour
    draft = Draft.of(data, name, "pdf")
    file = _opened(data)
    try:
        pages = _pages(draft, file)
        if title := " ".join(str((file.metadata or {}).get("Title") or "").split()):
            draft.document.facts["title"] = title
        if _holds_files(file):
            draft.note("hidden-content", "The PDF holds other files, which were not read.")
        draft.document.issues += told(name, *_properties(file))
        _tell_hidden(draft, pages)
    finally:
        with contextlib.suppress(Exception):  # closing looks at the pages again, which may be what is damaged
            file.close()
    _write(draft, pages)
    if draft.empty:
        raise Unreadable("The file is a scan or picture without text.", BY_EYE)
    return draft.finished()


def _opened(data: bytes) -> Any:
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        return pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        if "Password" in repr(error) or "Encryption" in repr(error):
            raise Unreadable("The PDF is password protected.", "Ask the force for an open copy.") from None
    except Exception:  # damaged files raise whatever the parser stumbles over
        pass
    raise Unreadable("The PDF is damaged: it could not be opened.", SAVE_AGAIN)


def _holds_files(file: Any) -> bool:
    from pdfminer.pdftypes import resolve1

    names = resolve1(file.doc.catalog.get("Names"))
    return isinstance(names, dict) and "EmbeddedFiles" in names


# What programs write into a PDF beside the names of people.
_USUAL = {
    *("Title", "Subject", "Creator", "Producer", "CreationDate", "ModDate", "Trapped", "SourceModified", "Company"),
    *("Author", "Keywords", "PTEX.Fullbanner", "AAPL:Keywords", "GTS_PDFXVersion", "GTS_PDFXConformance"),
}
_CREATOR = late(r"<dc:creator>\s*(?:<rdf:(?:Seq|Bag|Alt)>\s*<rdf:li[^<>]{0,100}>)?([^<>]{1,2000})<")
_LARGEST_PACKET = 100_000  # bytes as they lie in the file


def _properties(file: Any) -> tuple[list[tuple[str, str]], int]:
    """Kind and value of the properties that name people, and how many further ones somebody added."""
    from pdfminer.pdftypes import resolve1

    about = file.metadata or {}
    values = [(kind, str(about.get(kind) or "").replace("\0", "")) for kind in ("Author", "Keywords")]
    with contextlib.suppress(Exception):  # a packet may be missing, or be anything
        packet = resolve1(file.doc.catalog.get("Metadata"))
        if len(packet.rawdata or b"") <= _LARGEST_PACKET:
            text = packet.get_data()[: 10 * _LARGEST_PACKET].decode("utf-8", "replace")
            values += [("creator", value) for value in _CREATOR.findall(text)]
    return values, len(about.keys() - _USUAL)


def _tell_hidden(draft: Draft, pages: Sequence[_Page]) -> None:
    if number := sum(page.comments for page in pages):
        draft.note("hidden-content", f"The PDF holds {several(number, 'comment')}, which were not read.")
    if number := sum(page.covered for page in pages):
        said = f"{several(number, 'letter')} of the PDF are blacked out and can still be copied."
        draft.note("hidden-content", said)


def _pages(draft: Draft, file: Any) -> list[_Page]:
    pages: list[_Page] = []
    blind: list[int] = []
    try:
        listed = file.pages
    except Exception:
        raise Unreadable("The PDF is damaged: its pages could not be found.", SAVE_AGAIN) from None
    if not listed:
        raise Unreadable("The PDF is damaged: it has no pages.", SAVE_AGAIN)
    for number, page in enumerate(listed[:MOST_PAGES], 1):
        try:
            pages.append(_read(page, number))
            if not (pages[-1].lines or pages[-1].tables) and page.images:
                blind.append(number)
        except (MemoryError, Unreadable):
            raise
        except Exception:
            _tell(draft, f"Page {number} is damaged; it was not read.")
        page.close()
    if not pages:
        raise Unreadable("The PDF is damaged: none of its pages could be read.", SAVE_AGAIN)
    if any(page.lines or page.tables for page in pages):
        for number in blind:
            _tell(draft, f"Page {number} is a picture without text; it was not read.")
    if len(listed) > MOST_PAGES:
        _tell(draft, f"Only the first {MOST_PAGES:,} of {several(len(listed), 'page')} were read.")
    return pages


def _tell(draft: Draft, message: str) -> None:
    where = Where(draft.document.file)
    draft.document.issues.append(issue("unreadable-file", where, message, severity=Severity.WARNING, text=message))


def _read(page: Any, number: int) -> _Page:
    """One page: its words as lines, and as cells where tables are drawn."""
    found = page.extract_words(x_tolerance_ratio=0.2, extra_attrs=["size"], return_chars=False)
    words = [Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"], w["size"]) for w in found]
    if words and sum(bool(_UNMAPPED.search(word.text)) for word in words) * 3 > len(words):
        raise Unreadable("The letters of the PDF cannot be turned into text.", BY_EYE)
    made = _Page(number, float(page.height))
    edges = len(page.lines) + len(page.rects) + len(page.curves)
    for table in page.find_tables() if 0 < edges < _MOST_EDGES else ():
        cells = tuple(cell for cell in table.cells if cell)
        if len(cells) > 1:
            inside, words = parted(words, table.bbox)
            made.tables.append(Ruled(table.bbox[1], table.bbox[3], cells, in_cells(inside, cells), number))
    made.lines = in_reading_order(lines_of(words))
    made.covered = covered(page) if edges < _MOST_EDGES else 0
    with contextlib.suppress(Exception):  # a list of comments may be anything
        made.comments = comments(page)
    return made


def _write(draft: Draft, pages: Sequence[_Page]) -> None:
    """Put the pages into the draft, each running header once and paragraphs joined across pages."""
    running = _running(pages)
    seen: set[str] = set()
    vocabulary = {word.casefold() for page in pages for line in page.lines for word in line.text.split()}
    width = max((len(line.text) for page in pages for line in page.lines if len(line.text) <= 140), default=100)
    usual = usual_gap([line for page in pages for line in page.lines])
    usual_size = median([line.size for page in pages for line in page.lines] or [11.0])
    prose = _Prose(draft, width, vocabulary, usual_size)
    held: Ruled | Unruled | None = None  # a table that may go on over the page
    for page in pages:
        for at, piece in enumerate(_pieces(page, running, seen, draft)):
            if held and not isinstance(piece, list) and (whole := _whole(held, piece, at == 0)):
                held = whole
                continue
            if held:
                draft.table(_sheet(held))
                held = None
            if isinstance(piece, list):
                prose.take(list(paragraphs(piece, usual)))
                continue
            prose.flush()
            held = piece
    prose.flush()
    if held:
        draft.table(_sheet(held))


def _whole(above: Ruled | Unruled, below: Ruled | Unruled, first: bool) -> Ruled | Unruled | None:
    """Two tables as one where the second, `first` on its page, goes on with what stood last on the page before."""
    if isinstance(above, Ruled) and isinstance(below, Ruled):
        return joined(above, below) if same_columns(above, below) else None
    if isinstance(above, Unruled) and isinstance(below, Unruled) and first and goes_on(above, below):
        return unruled([*above.rows, *below.rows])
    return None


def _sheet(table: Ruled | Unruled) -> Sheet:
    return ruled_sheet(table) if isinstance(table, Ruled) else unruled_sheet(table)


class _Prose(Struct):
    """Paragraphs that wait until it is known that the next page does not go on with the last of them."""

    draft: Draft
    width: int
    vocabulary: set[str]
    size: float
    waiting: list[list[PrintedLine]] = field(default_factory=list)

    def take(self, found: list[list[PrintedLine]]) -> None:
        """Add paragraphs; the first may be the rest of the last one."""
        if self.waiting and found and _goes_on(self.waiting[-1][-1].text, found[0][0].text):
            self.waiting[-1] = [*self.waiting[-1], *found.pop(0)]
        self.waiting += found

    def flush(self) -> None:
        """Put what waits into the draft."""
        for block in self.waiting:
            lines = [wrapped.Line(n, text) for n, text in enumerate(_dehyphenated(block, self.vocabulary), 1)]
            narrow = block[0].narrow
            wide = max(len(line.text) for line in lines) if narrow else self.width
            large = len(block) < 3 and block[0].size > 1.15 * self.size
            whole = wrapped.unwrapped(lines, wide, narrow)
            self.draft.paragraph([line.text for line in whole], "heading" if large else "text")
        self.waiting.clear()


def _pieces(
    page: _Page, running: set[str], seen: set[str], draft: Draft
) -> Iterator[list[PrintedLine] | Ruled | Unruled]:
    """Prose and tables of a page from the top; running headers and footers go to the draft, each once."""
    kept: list[PrintedLine] = []
    for line, in_margin in zip(page.lines, _in_margins(page), strict=True):
        key = _pattern(line.text)
        if key in running and in_margin:
            if key not in seen:
                seen.add(key)
                draft.paragraph(line.text, "furniture")
        else:
            kept.append(line)
    for table in sorted(page.tables, key=lambda t: t.top):
        above = [line for line in kept if line.top < table.top]
        kept = kept[len(above) :] if kept[: len(above)] == above else [line for line in kept if line.top >= table.top]
        yield from with_tables(above)
        yield table
    yield from with_tables(kept)


def _running(pages: Sequence[_Page]) -> set[str]:
    """Patterns of lines in the margins of at least two pages and half of all."""
    counts = Counter(
        pattern
        for page in pages
        for pattern in {_pattern(line.text) for line, out in zip(page.lines, _in_margins(page), strict=True) if out}
    )
    return {pattern for pattern, count in counts.items() if count > 1 and count * 2 >= len(pages)}


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text).casefold()


def _in_margins(page: _Page) -> list[bool]:
    """For each line of a page whether it stands in the margins, and is no row of a table that reaches there."""
    top, bottom = _MARGIN * page.height, (1 - _MARGIN) * page.height
    inside = [top <= line.bottom and line.top <= bottom for line in page.lines]
    rows = rows_across(page.lines, inside)
    return [not (within or row) for within, row in zip(inside, rows, strict=True)]


def _goes_on(before: str, after: str) -> bool:
    return not before.endswith(_STOPS) and after[:1].islower()


def _dehyphenated(block: Sequence[PrintedLine], vocabulary: set[str]) -> list[str]:
    """The lines of a block; a word broken at the end of a line is made whole on that line."""
    texts = [line.text for line in block]
    for n in range(len(texts) - 1):
        head, _, stem = texts[n].rpartition(" ")
        tail, _, rest = texts[n + 1].partition(" ")
        if not (re.fullmatch(r"[\w’']*[^\W\d_][-\u00ad]", stem) and tail[:1].islower() and rest):
            continue
        whole = _whole_word(stem, tail, vocabulary)
        texts[n], texts[n + 1] = f"{head} {whole}".strip(), rest
    return texts


def _whole_word(stem: str, tail: str, vocabulary: set[str]) -> str:
    """`inter-` and `net` are `internet`, `cyber-` and `flag` stay `cyber-flag`: as the document writes it elsewhere."""
    bare, word = stem[:-1], re.sub(r"\W+$", "", tail)
    if stem.endswith("\u00ad") or f"{bare}{word}".casefold() in vocabulary:
        return bare + tail
    if f"{stem}{word}".casefold() in vocabulary or bare.casefold() in _COMPOUND:
        return stem + tail
    return bare + tail
