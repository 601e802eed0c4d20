"""Rich Text (RTF): a small reader of its own, since letters use little of the format."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.grid import Document
from cyberflag.patterns import late
from cyberflag.readers.drafts import MAX_TEXT, Draft, GridDraft, several
from cyberflag.readers.properties import in_rtf, told
from cyberflag.readers.refusal import BY_EYE, SAVE_AGAIN, Unreadable

_TOKEN = late(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,9})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\"
)
_SKIPPED = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "themedata",
        "colorschememapping",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "datastore",
        "latentstyles",
        "xmlnstbl",
        "fldinst",
        "filetbl",
        "revtbl",
        "mmathpr",
        "shprslt",
        "sp",
        "nonshppict",
    ]
)
_ASIDE = {"footnote": "note", "shptxt": "text", "annotation": ""} | dict.fromkeys(
    ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), "furniture"
)
_STARRED = frozenset({"shpinst", "shptxt", "footnote"})  # optional groups that hold text all the same
_SIGNS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emdash": "—",
    "endash": "–", "bullet": "•", "emspace": " ", "enspace": " ", "nestcell": "\t", "nestrow": "\n",
}  # fmt: skip
_SYMBOLS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_TOLERANCE = 40  # twips: edges nearer than this are one
_DEEPEST = 500
_NOTE_MARK = late(r"\d{1,2}|[a-z]")


class _State(Struct, frozen=True):
    """What holds inside the group that is being read."""

    skipped: bool = False
    unseen: bool = False  # hidden, or taken out by a tracked change
    raised: bool = False
    kind: str = ""  # of a group aside: note, furniture, text
    stand_in: int = 1  # characters after \\u that old programs show in its place


class _Row(Struct):
    cells: list[str] = field(default_factory=list)
    marks: list[tuple[str, ...]] = field(default_factory=list)
    edges: list[tuple[int, str]] = field(default_factory=list)  # right edge of each cell, and how it is merged


class _Rtf(Struct):
    draft: Draft
    codepage: str = "cp1252"
    state: _State = field(default_factory=_State)
    around: list[tuple[_State, list[str] | None]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    drop: int = 0
    starred: bool = False
    heading: bool = False
    in_table: bool = False
    marks: list[str] = field(default_factory=list)
    row: _Row = field(default_factory=_Row)
    merged: str = ""
    rows: list[_Row] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    changes: int = 0
    concealed: int = 0


def rtf(data: bytes, name: str) -> Document:
    """The document; Unreadable if it holds no text."""
    if len(data) > MAX_TEXT:
        raise Unreadable("The file is longer than any letter.", BY_EYE)
    made = _Rtf(Draft.of(data, name, "rtf"))
    at = 0
    while found := _TOKEN.match(data, at):
        at = found.end() + _took(made, found)
    _flush(made)
    _paragraph(made)
    _close_table(made)
    draft = made.draft
    for kind, text in made.aside:
        draft.paragraph(text.split("\n"), kind)
    if draft.empty:
        raise Unreadable("The file holds no text; it may be a scan or picture.", BY_EYE)
    draft.document.issues += told(name, in_rtf(data))
    if made.around:
        draft.note("unreadable-file", "The file is cut short; its end is missing.")
    if made.changes:
        draft.note(
            "tracked-changes", f"The document holds {several(made.changes, 'tracked change')}, taken as accepted."
        )
    if made.concealed:
        draft.note(
            "hidden-content",
            f"The document holds {several(made.concealed, 'passage')} of hidden text, which were not read.",
        )
    return draft.finished()


def _took(made: _Rtf, token: re.Match[bytes]) -> int:
    """Take one token; given back is how many bytes of binary data follow it."""
    if token["text"] is not None:
        _bytes(made, token["text"])
    elif token["hex"] is not None:
        _bytes(made, bytes.fromhex(token["hex"].decode()))
    elif token["brace"] == b"{":
        _open(made)
    elif token["brace"] == b"}":
        _shut(made)
    elif token["sign"] is not None:
        _sign(made, token["sign"].decode("latin-1"))
    elif token["word"] is not None:
        number = int(token["number"]) if token["number"] else None
        if token["word"] == b"bin":
            return max(0, number or 0)
        _word(made, token["word"].decode(), number)
    return 0


def _bytes(made: _Rtf, data: bytes) -> None:
    kept = data[made.drop :]
    made.drop -= len(data) - len(kept)
    if not (made.state.skipped or made.state.unseen):
        made.raw += kept
    made.starred = False


def _flush(made: _Rtf) -> None:
    """Turn the bytes met since the last control word into text."""
    if not made.raw:
        return
    text = made.raw.decode(made.codepage, "replace")
    made.raw.clear()
    before = made.pieces[-1][-1:] if made.pieces else ""
    if made.state.raised and before.strip() and _NOTE_MARK.fullmatch(text.strip()):
        made.marks.append(f"note:{text.strip()}")  # 12 with a raised 1 is not 121
    else:
        made.pieces.append(text)


def _open(made: _Rtf) -> None:
    _flush(made)
    if len(made.around) > _DEEPEST:
        raise Unreadable("The file is nested deeper than any letter is.", SAVE_AGAIN)
    made.around.append((made.state, None))


def _shut(made: _Rtf) -> None:
    _flush(made)
    made.drop = 0
    made.starred = False
    if not made.around:
        return
    before, saved = made.around.pop()
    if saved is not None:
        if made.state.kind:
            made.aside.append((made.state.kind, _text(made)))
        made.pieces = saved
    made.state = before


def _sign(made: _Rtf, sign: str) -> None:
    if sign == "*":
        made.starred = True
    elif sign in "\r\n":
        _word(made, "par", None)
    elif sign in _SYMBOLS:
        _put(made, _SYMBOLS[sign])


def _put(made: _Rtf, text: str) -> None:
    _flush(made)
    if made.drop:
        made.drop -= 1
    elif not (made.state.skipped or made.state.unseen):
        made.pieces.append(text)


def _word(made: _Rtf, word: str, number: int | None) -> None:
    _flush(made)
    if (made.starred and word not in _STARRED) or word in _SKIPPED:
        made.state = replace(made.state, skipped=True)
    elif word in _ASIDE and made.around and not made.state.skipped:
        before, saved = made.around[-1]
        if saved is None:
            made.around[-1] = (before, made.pieces)
            made.pieces = []
        made.state = replace(made.state, kind=_ASIDE[word], skipped=not _ASIDE[word])
    elif word in _SIGNS:
        _put(made, _SIGNS[word])
    elif word == "u" and number is not None:
        _put(made, chr(number % 65_536))
        made.drop = 0 if made.state.skipped else made.state.stand_in
    elif not made.state.skipped:
        _setting(made, word, number)
        _structure(made, word, number)
    made.starred = False


def _setting(made: _Rtf, word: str, number: int | None) -> None:
    on = number != 0
    if word in ("v", "deleted"):
        made.state = replace(made.state, unseen=on)
        made.concealed += word == "v" and on
        made.changes += word == "deleted" and on
    elif word == "revised":
        made.changes += on
    elif word == "super":
        made.state = replace(made.state, raised=on)
    elif word in ("nosupersub", "plain"):
        made.state = replace(made.state, raised=False, unseen=made.state.unseen and word != "plain")
    elif word == "strike" and on:
        made.marks.append("struck")
    elif word == "uc":
        made.state = replace(made.state, stand_in=min(number if number is not None else 1, 8))
    elif word == "ansicpg" and number:
        made.codepage = _codepage(number)


def _codepage(number: int) -> str:
    for name in (f"cp{number}", {65001: "utf-8", 10000: "mac-roman"}.get(number, "cp1252")):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return "cp1252"


def _structure(made: _Rtf, word: str, number: int | None) -> None:
    if word in ("par", "sect", "page"):
        if made.in_table or made.state.kind:
            made.pieces.append("\n")
        else:
            _paragraph(made)
    elif word == "pard":
        made.in_table = made.heading = False
    elif word == "intbl":
        made.in_table = True
    elif word == "outlinelevel":
        made.heading = (number or 0) < 9
    elif made.state.kind:
        made.pieces.append("\t" if word == "cell" else "\n" if word == "row" else "")
    elif word in ("trowd", "cellx", "cell", "row", "clmgf", "clmrg", "clvmgf", "clvmrg"):
        _cell_word(made, word, number or 0)


def _cell_word(made: _Rtf, word: str, number: int) -> None:
    if word == "trowd":
        made.row.edges = []
    elif word == "cellx":
        made.row.edges.append((number, made.merged))
        made.merged = ""
    elif word == "cell":
        made.row.cells.append(_text(made))
        made.row.marks.append(tuple(dict.fromkeys(made.marks)))
        made.marks = []
    elif word == "row":
        made.rows.append(made.row)
        made.row = _Row(edges=made.row.edges)
        made.in_table = False
    else:
        made.merged = word


def _text(made: _Rtf) -> str:
    text = "".join(made.pieces)
    made.pieces = []
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _paragraph(made: _Rtf) -> None:
    text = _text(made)
    made.marks = []
    if text:
        _close_table(made)
        made.draft.paragraph(text.split("\n"), "heading" if made.heading else "text")


def _close_table(made: _Rtf) -> None:
    rows, made.rows = [row for row in made.rows if row.cells], []
    if len(rows) == 1 and len(rows[0].cells) == 1:
        made.draft.paragraph(rows[0].cells[0].split("\n"))  # a frame around text
    elif rows:
        made.draft.table(_grid(rows).sheet())


def _grid(rows: list[_Row]) -> GridDraft:
    """Cells put into the columns that the edges of all rows make together."""
    columns: list[int] = []
    for edge in sorted({edge for row in rows for edge, _ in row.edges}):
        if not columns or edge - columns[-1] > _TOLERANCE:
            columns.append(edge)
    grid = GridDraft()
    for row in rows:
        grid.row()
        done = 0
        for n, text in enumerate(row.cells):
            edge, merged = row.edges[n] if n < len(row.edges) else (0, "")
            until = bisect_right(columns, edge + _TOLERANCE) if edge else done + 1
            across = max(1, until - done)
            done += across
            if merged == "clvmrg":
                grid.continued(across)
            elif merged == "clmrg":
                grid.widened(across)
            else:
                grid.cell(text, across, marks=row.marks[n])
    return grid
