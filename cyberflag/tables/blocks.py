"""A sheet cut into pieces: titles, heading rows, body and notes that belong together."""

from __future__ import annotations

from collections.abc import Iterator

from cyberflag.grid import Sheet
from cyberflag.tables.following import append, cells, continues
from cyberflag.tables.headrows import head_row, names_column
from cyberflag.tables.heads import build
from cyberflag.tables.listings import goes_on, is_tally, listing_body
from cyberflag.tables.look import LONG, Look, Table
from cyberflag.tables.particulars import particulars
from cyberflag.tables.pieces import Piece
from cyberflag.tables.turned import lying, name_records, upright
from cyberflag.words import headings

MOST_HEADING_ROWS = 6
QUESTION = 4  # words; `Online?` is a heading


def find_tables(sheet: Sheet) -> list[Table]:
    """Every table of the sheet, in reading order. A sheet of prose has none."""
    look = Look(sheet)
    pieces: list[Piece] = []
    loose: list[tuple[int, str]] = []
    turned: list[Table] = []
    for band in _bands(look):
        said, rows = particulars(look, band)
        loose += said
        for left, right in _islands(look, rows):
            if _list_goes_on(look, rows, left, right, [] if loose else pieces):
                continue
            if (table := _on_its_side(look, rows, left, right)) is not None:
                table.titles = [*table.titles, *loose[::-1]]
                turned.append(table)
                loose = []
                continue
            for piece in _pieces(look, rows, left, right):
                if continues(look, piece, pieces):
                    append(pieces[-1], piece)
                elif piece.header or piece.body:
                    piece.titles = loose + piece.titles
                    pieces.append(piece)
                    loose = []
                else:
                    loose += piece.titles + piece.notes
    if loose and pieces:
        pieces[-1].notes += loose
    found = [table for piece in pieces for table in build(look, piece.left, piece.right, piece)]
    return sorted([*found, *turned], key=lambda t: min([*t.header_rows, *t.body_rows])) if turned else found


def _list_goes_on(look: Look, rows: list[int], left: int, right: int, pieces: list[Piece]) -> bool:
    """Whether rows below a blank one are records of the list above, or of the headings that stand alone above."""
    above = pieces[-1] if pieces else None
    if above is None or not above.header or not above.left <= left <= right <= above.right:
        return False
    begun = above.listing
    records = goes_on(look, above.header[-1], rows, above.left, above.right, begun) if begun or not above.body else []
    if not records:
        return False
    taken = set(records)
    above.listing = True
    above.body += records
    above.notes += [(r, look.text(r, look.filled[r][0])) for r in rows if r not in taken]
    return True


def _on_its_side(look: Look, rows: list[int], left: int, right: int) -> Table | None:
    """A list of records that lies on its side, with the same list set up; None where there is none for certain."""
    lines = lying(look, rows, left, right)
    if not lines:
        return None
    tables = find_tables(upright(look.sheet, lines, left, right))
    if len(tables) != 1 or tables[0].layout != "listing" or tables[0].header_rows != [left]:
        return None
    own = [(r, here[0]) for r in rows if (here := cells(look, r, left, right))]  # not what another table beside it says
    titles = [(r, look.text(r, c)) for r, c in own if r < lines[0]]
    notes = [(r, look.text(r, c)) for r, c in own if r > lines[-1]]
    values = tables[0].body_rows
    return Table(look, "turned", [], lines, [left], values, {}, titles=titles[::-1], notes=notes, upright=tables[0])


def _bands(look: Look) -> Iterator[list[int]]:
    band: list[int] = []
    for r, filled in enumerate(look.filled):
        if filled:
            band.append(r)
        elif band:
            yield band
            band = []
    if band:
        yield band


def _islands(look: Look, rows: list[int]) -> list[tuple[int, int]]:
    """Column ranges of tables side by side; one range where empty columns are only spacers."""
    wide = [r for r in rows if len(look.filled[r]) > 1] or rows
    used = sorted(look.columns(wide))
    if not used:
        return []
    used_set = set(used)
    edges = [used[0]]
    for c in range(used[0], used[-1]):
        if c in used_set and c + 1 not in used_set:
            following = next(x for x in used if x > c)
            begins = _starts_table(look, rows, following, used) and _holds_counts(look, rows, edges[-1], c)
            if begins and not _goes_on_sideways(look, rows, edges[-1], following, used[-1]):
                edges.append(following)
    everywhere = look.columns(rows)
    first, last = min(everywhere), max(everywhere)
    starts = [min(first, edges[0]), *edges[1:]]
    return [(a, b - 1) for a, b in zip(starts, [*starts[1:], last + 1], strict=True)]


def _goes_on_sideways(look: Look, rows: list[int], left: int, following: int, right: int) -> bool:
    """Whether a list that lies on its side goes on beyond an empty column, in which no names of its lines stand."""
    lines = lying(look, rows, left, right)
    return bool(lines) and not name_records(look, lines, following)


def _starts_table(look: Look, rows: list[int], column: int, used: list[int]) -> bool:
    """Whether a column after a gap holds labels, so that it begins a table of its own."""
    body = [r for r in rows if look.has(r, column)]
    words = [r for r in body if any(ch.isalpha() for ch in look.text(r, column))]
    follows = [c for c in used if c > column]
    numbers = [r for r in rows for c in follows[:3] if look.has(r, c) and look.count(r, c) is not None]
    return len(body) >= 3 and len(words) > len(body) / 2 and bool(numbers)


def _holds_counts(look: Look, rows: list[int], left: int, right: int) -> bool:
    """Whether numbers stand between two columns with labels beside them; a column of codes alone is no table."""
    return len({c for r in rows for c in cells(look, r, left, right)}) > 1 and any(
        look.count(r, c) is not None for r in rows for c in cells(look, r, left, right)
    )


def _pieces(look: Look, rows: list[int], left: int, right: int) -> Iterator[Piece]:
    """The rows of one column range, cut where a new heading row begins a new table."""
    piece = Piece(left, right)
    skip_to = -1
    for i, r in enumerate(rows):
        if i < skip_to:
            continue
        here = cells(look, r, left, right)
        if not here:
            continue
        kind = _kind(look, r, here, piece)
        if kind == "title":
            text = look.text(r, here[0])
            if (
                piece.header
                and not piece.body
                and here[0] > min(look.filled[h][0] for h in piece.header)
                and len(text) <= LONG
            ):
                piece.header.append(r)  # a unit or a further heading over the columns
            elif not (piece.header or piece.body):
                piece.titles.append((r, text))
            elif _titles_next(look, rows[i + 1 :], piece, r):
                yield piece
                piece = Piece(left, right, titles=[(r, text)])
            else:
                _keep_lone(look, rows[i + 1 :], piece, r, text)
        elif kind == "head":
            if piece.body and not _repeats(look, r, piece):
                yield piece
                piece = Piece(left, right)
            if not piece.body:
                piece.header.append(r)
                taken = [] if len(piece.header) > 1 else listing_body(look, r, rows[i + 1 :], left, right)
                if taken:
                    piece.listing, piece.body = True, taken
                    skip_to = i + 1 + rows[i + 1 :].index(taken[-1]) + 1
        elif piece.listing and len(here) < 3 and is_tally(look.text(r, here[0])):
            piece.notes.append((r, " ".join(look.text(r, c) for c in here)))
        else:
            piece.body.append(r)
    yield _with_body(look, piece)


def _with_body(look: Look, piece: Piece) -> Piece:
    """The piece; where its last heading row, `Offences | 3 | 4 | 7`, has nothing below it, that row holds the counts."""
    row = piece.header[-1] if len(piece.header) > 1 and not piece.body else None
    first, *others = cells(look, row, piece.left, piece.right) if row is not None else [0]
    plain = [c for c in others if look.text(row or 0, c).isdecimal() and not look.is_year(row or 0, c)]
    if plain and len(plain) == len(others) and headings.measure(look.text(row or 0, first)):
        piece.body = [piece.header.pop()]
    return piece


def _ahead(look: Look, rows: list[int], piece: Piece) -> int | None:
    """The next row with more than one filled cell."""
    return next((r for r in rows if len(cells(look, r, piece.left, piece.right)) > 1), None)


def _titles_next(look: Look, rows: list[int], piece: Piece, r: int) -> bool:
    """Whether a lone text below a body is the title of a further table: a heading row follows.

    The same heading again is a page break, unless the text names something to count: an offence, a sex, a period.
    """
    ahead = _ahead(look, rows, piece)
    asks = bool(rows) and look.text(r, look.filled[r][0]).rstrip().endswith("?")
    if piece.listing or not piece.body or ahead is None or (asks and not piece.header):
        return asks and bool(piece.body) and not piece.header  # a question, with its answer below
    if _repeats(look, ahead, piece):
        return look.is_member(r, look.filled[r][0])
    here = cells(look, ahead, piece.left, piece.right)
    return _kind(look, ahead, here, Piece(piece.left, piece.right)) == "head"


def _keep_lone(look: Look, rows: list[int], piece: Piece, r: int, text: str) -> None:
    """A lone text inside a table: a note below it, or a group heading, or the label of a row of blanks."""
    below = _ahead(look, rows, piece) is None and not _labels_blanks(look, r, text, piece)
    if below or piece.listing or len(text) > LONG or headings.is_note(text):
        piece.notes.append((r, text))
    else:
        piece.single.append(r)
        piece.body.append(r)


def _labels_blanks(look: Look, r: int, text: str, piece: Piece) -> bool:
    """Whether the last lone text is the label of a row of blanks: one more offence or age in the column of labels."""
    column = look.filled[r][0]
    if not piece.body or piece.listing or text.rstrip().endswith(".") or column != look.filled[piece.body[-1]][0]:
        return False
    return look.is_member(r, column) and r == piece.body[-1] + 1


def _kind(look: Look, r: int, here: list[int], piece: Piece) -> str:
    """`title` (one text), `head` (a heading row) or `data`."""
    if piece.body and len(here) > 1 and _repeats(look, r, piece):
        return "head"
    numbers = [c for c in here if (n := look.count(r, c)) and not (n.kind == "blank" and look.is_member(r, c))]
    if not piece.body and len(here) - len(numbers) >= 2 and all(look.text(r, c).isalpha() for c in numbers):
        numbers = []  # `Neither` beside other words heads a column
    if len({look.origin(r, c) for c in here}) == 1:
        text = look.text(r, here[0])
        wordy = len(text.split()) >= 3 and any(ch.isalpha() for ch in text)
        if wordy or not [c for c in numbers if not look.is_member(r, c)]:
            return "title"
    if _is_answered(look, r, here):
        return "data"
    if not numbers:
        if piece.header and _labelled(look, r, here, piece.header[-1]):
            return "data"
        return "head" if not piece.body or _heading_words(look, r, here) else "data"
    if len(piece.header) >= MOST_HEADING_ROWS or _labels_a_count(look, r, here, numbers, piece):
        return "data"
    return "head" if head_row(look, r, here, numbers, piece) else "data"


def _is_answered(look: Look, r: int, here: list[int]) -> bool:
    """Whether a row is a question with its answer, in words or in numbers, and perhaps the question's number before it."""
    asked = [look.text(r, c) for c in here[:-1]]
    return 0 < len(asked) <= 2 and asked[-1].endswith("?") and len(asked[-1].split()) >= QUESTION


def _labels_a_count(look: Look, r: int, here: list[int], numbers: list[int], piece: Piece) -> bool:
    """Whether a row such as `Rape | 2015` has the label that its heading promises, and so a count, no year."""
    return (
        len(numbers) == 1
        and bool(piece.header)
        and here[0] not in numbers
        and _labelled(look, r, here, piece.header[-1])
    )


def _labelled(look: Look, r: int, here: list[int], header: int) -> bool:
    """Whether a row of words begins with a label of the kind that the heading above it promises."""
    first = here[0]
    promised = headings.field(look.text(header, first)) is not None
    if promised and look.meaning(r, first).offence:
        return True
    return promised and look.is_member(r, first) and not any(look.is_member(r, c) for c in here[1:])


def _heading_words(look: Look, r: int, here: list[int]) -> bool:
    """Whether a row of texts inside a body reads as headings: most cells are members or names of columns."""
    first = here[0]
    if look.is_member(r, first) and not names_column(look, r, first) and not look.is_member(r, here[-1]):
        return False
    if look.meaning(r, first).offence and not names_column(look, r, first):
        return False  # an offence labels its row, it names no column of labels
    known = [c for c in here if look.is_member(r, c) or headings.field(look.text(r, c))]
    return len(here) >= 2 and len(known) * 2 > len(here) and len(known) >= 2


def _repeats(look: Look, r: int, piece: Piece) -> bool:
    """Whether a heading row is printed again, as after a page break."""
    here = cells(look, r, piece.left, piece.right)
    alike = (h for h in piece.header if cells(look, h, piece.left, piece.right) == here)
    return any(all(look.text(r, c) == look.text(h, c) for c in here) for h in alike)
