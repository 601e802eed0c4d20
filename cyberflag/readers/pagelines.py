"""The geometry of a printed page: words become lines, lines fall into columns of prose or rows of unruled tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.patterns import late

_NOTE_MARK = late(r"\d{1,2}|[a-z]")
_ENTRY = late(r"\(?\w{1,3}[.)]|[-–—•*·▪●○◦]|\(\w{1,3}\)")
_WIDE_GAP = 1.8  # times the size of type: a wider gap parts two cells or columns, a narrower one two words
_NEXT = 1.5  # times the size of type: the rows of a table stand no further apart
_CELL_GAP = 0.6  # times the size of type: parts two cells where they lie over two columns of the rows around
_RAISED = 0.82  # times the size of its neighbour: type as small is a note mark
_COLUMN_TEXT = 18  # characters: shorter pieces are cells, longer ones lines of a column


class Word(Struct, frozen=True):
    """A word on a page, in points from the top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    marks: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


class Segment(Struct, frozen=True):
    """Words of one line with no wide gap between them."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with blanks between."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def marks(self) -> tuple[str, ...]:
        """The note marks that hang on its words."""
        return tuple(dict.fromkeys(mark for word in self.words for mark in word.marks))


class PrintedLine(Struct, frozen=True):
    """One line of a page, or of a column of it."""

    segments: tuple[Segment, ...]
    top: float
    bottom: float
    size: float
    narrow: bool = False  # from one of two columns

    @property
    def text(self) -> str:
        """Its words with blanks between."""
        return " ".join(segment.text for segment in self.segments)


class Unruled(Struct, frozen=True):
    """A table that only blanks hold together: rows of segments and the columns they fall into."""

    rows: tuple[PrintedLine, ...]
    columns: tuple[tuple[float, float], ...]


def lines_of(words: Iterable[Word]) -> list[PrintedLine]:
    """The words of a page as lines from the top; raised note marks become marks of the word they hang on."""
    rows: list[list[Word]] = []
    tallest: Word | None = None
    for word in sorted(words, key=lambda w: (w.top, w.x0)):
        if tallest is not None and _level(word, tallest):
            rows[-1].append(word)
            tallest = max(tallest, word, key=lambda w: w.bottom - w.top)
        else:
            rows.append([word])
            tallest = word
    return [_line(row) for row in rows]


def _level(one: Word, other: Word) -> bool:
    """Do two words stand on one line: do they share half the height of the lower one?"""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _line(row: list[Word]) -> PrintedLine:
    words = without_note_marks(sorted(row, key=lambda w: w.x0))
    size = median(word.size for word in words)
    segments: list[list[Word]] = []
    for word in words:
        new = not segments or word.x0 - segments[-1][-1].x1 > _WIDE_GAP * size
        if new and not (segments and len(segments[-1]) == 1 and _ENTRY.fullmatch(segments[-1][0].text)):
            segments.append([word])
        else:
            segments[-1].append(word)
    made = tuple(Segment(tuple(part)) for part in segments)
    return PrintedLine(made, min(w.top for w in words), max(w.bottom for w in words), size)


def without_note_marks(words: list[Word]) -> list[Word]:
    """The words of a line with raised marks taken off the end of what they hang on."""
    kept: list[Word] = []
    for word in words:
        before = kept[-1] if kept else None
        hangs = before is not None and word.x0 - before.x1 < 0.2 * before.size and word.bottom < before.bottom - 0.5
        if before is not None and hangs and word.size < _RAISED * before.size and _NOTE_MARK.fullmatch(word.text):
            kept[-1] = replace(before, x1=word.x1, marks=(*before.marks, f"note:{word.text}"))
        elif before is not None and word.x0 - before.x1 < 0.1 * before.size:
            kept[-1] = replace(before, text=before.text + word.text, x1=word.x1)  # type changed inside a word
        else:
            kept.append(word)
    return kept


def in_reading_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page with two columns of prose read one after the other; other pages as they are."""
    paired = [n for n, line in enumerate(lines) if _two_columns(line)]
    if len(paired) < 4:
        return list(lines)
    left = median(lines[n].segments[0].x0 for n in paired)
    gutter_from = max(lines[n].segments[0].x1 for n in paired)
    gutter_to = min(lines[n].segments[1].x0 for n in paired)
    if gutter_to - gutter_from < 4 or gutter_from < left:
        return list(lines)
    gutter = (gutter_from + gutter_to) / 2
    first, last = paired[0], paired[-1]
    while (
        first and _beside(lines[first - 1], gutter) and lines[first].top - lines[first - 1].bottom < lines[first].size
    ):
        first -= 1
    while last + 1 < len(lines) and _beside(lines[last + 1], gutter):
        last += 1
    within = lines[first : last + 1]
    if not all(_beside(line, gutter) for line in within):
        return list(lines)
    columns = [[_side(line, gutter, right) for line in within] for right in (False, True)]
    return [*lines[:first], *(line for column in columns for line in column if line.segments), *lines[last + 1 :]]


def _two_columns(line: PrintedLine) -> bool:
    return len(line.segments) == 2 and all(len(segment.text) >= _COLUMN_TEXT for segment in line.segments)


def _beside(line: PrintedLine, gutter: float) -> bool:
    return all(segment.x1 <= gutter or segment.x0 >= gutter for segment in line.segments)


def _side(line: PrintedLine, gutter: float, right: bool) -> PrintedLine:
    return replace(line, segments=tuple(s for s in line.segments if (s.x0 >= gutter) == right), narrow=True)


def with_tables(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine] | Unruled]:
    """Runs of prose, and unruled tables of two rows or more with figures outside their first column."""
    prose: list[PrintedLine] = []
    at = 0
    while at < len(lines):
        end = _run(lines, at)
        table = unruled(lines[at:end]) if end - at > 1 else None
        if table is None:
            prose += lines[at : max(end, at + 1)]
        else:
            above = _of_it(prose[::-1], table, table.rows[0])
            below = _of_it(lines[end:], table, table.rows[-1])
            if len(prose) > len(above):
                yield prose[: len(prose) - len(above)]
            prose = []
            yield unruled([*above[::-1], *lines[at:end], *below]) or table
            end += len(below)
        at = max(end, at + 1)
    if prose:
        yield prose


def _of_it(lines: Sequence[PrintedLine], table: Unruled, near: PrintedLine) -> list[PrintedLine]:
    """The lines, each next to the one before, that fall into the columns of a table though no wide gap parts them."""
    found: list[PrintedLine] = []
    for line in lines:
        if _apart(line, near) > _NEXT * line.size or sum(1 for _ in _cells(line, table.columns)) < 2:
            break
        found.append(line)
        near = line
    return found


def _run(lines: Sequence[PrintedLine], start: int) -> int:
    """The end of the run of lines with cells that starts here; a short lone piece may stand between two such lines."""
    end = start
    while end < len(lines):
        if len(lines[end].segments) > 1:
            end += 1
        elif end > start and end + 1 < len(lines) and len(lines[end + 1].segments) > 1 and len(lines[end].text) < 60:
            end += 2
        else:
            break
    return end


def unruled(rows: Sequence[PrintedLine]) -> Unruled | None:
    """The rows as a table; None without figures. Its columns are what narrow gaps part in all of the fullest rows."""
    most = max(len(row.segments) for row in rows)
    spans = sorted((s.x0, s.x1) for row in rows if len(row.segments) == most for s in _pieces(row))
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    rows = [replace(row, segments=tuple(_cells(row, columns))) for row in rows]
    figures = sum(any(c.isdigit() for s in row.segments[1:] for c in s.text) for row in rows)
    return Unruled(tuple(rows), tuple(columns)) if len(columns) > 1 and figures else None


def _pieces(row: PrintedLine) -> Iterator[Segment]:
    """The segments of a row, parted at every gap that may stand between two cells."""
    for segment in row.segments:
        start = 0
        for n, (before, word) in enumerate(pairwise(segment.words), 1):
            if word.x0 - before.x1 > _CELL_GAP * row.size:
                yield Segment(segment.words[start:n])
                start = n
        yield Segment(segment.words[start:])


def _cells(row: PrintedLine, columns: Sequence[tuple[float, float]]) -> Iterator[Segment]:
    """The segments of a row, parted where words near each other lie over columns of their own, as full headings do."""
    for segment in row.segments:
        part = [segment.words[0]]
        for word in segment.words[1:]:
            wide = word.x0 - part[-1].x1 > _CELL_GAP * row.size
            if wide and columns_under(Segment(tuple(part)), columns)[1] < columns_under(Segment((word,)), columns)[0]:
                yield Segment(tuple(part))
                part = []
            part.append(word)
        yield Segment(tuple(part))


def goes_on(above: Unruled, below: Unruled) -> bool:
    """Do two tables with nothing between them, one at the end of a page, have the same columns?"""
    pairs = zip(above.columns, below.columns, strict=False)
    return len(above.columns) == len(below.columns) and all(a[0] < b[1] and b[0] < a[1] for a, b in pairs)


def rows_across(lines: Sequence[PrintedLine], inside: Sequence[bool]) -> list[bool]:
    """Which lines outside the body of a page are rows of a table that reaches there, each next to one further in."""
    rows = [False] * len(lines)
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        before = -1
        for n in order:
            near = before >= 0 and _apart(lines[before], lines[n]) < _NEXT * lines[n].size
            several = len(lines[n].segments) > 1
            rows[n] = rows[n] or (not inside[n] and several and near)
            before = n if several and (inside[n] or rows[n]) else -1
    return rows


def _apart(one: PrintedLine, other: PrintedLine) -> float:
    return max(one.top - other.bottom, other.top - one.bottom)


def columns_under(segment: Segment, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """First and last column that a segment lies over; the nearest one where it lies between."""
    over = [n for n, (x0, x1) in enumerate(columns) if segment.x0 < x1 and segment.x1 > x0]
    if over:
        return over[0], over[-1]
    middle = (segment.x0 + segment.x1) / 2
    nearest = min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle))
    return nearest, nearest


def usual_gap(lines: Sequence[PrintedLine]) -> float:
    """The space between two lines of a paragraph as a part of the size of type, taken over a whole document."""
    gaps = [(below.top - above.bottom) / below.size for above, below in pairwise(lines) if below.size > 0]
    near = [gap for gap in gaps if -0.4 < gap < 0.9]
    return median(near) if near else 0.3


def paragraphs(lines: Sequence[PrintedLine], usual: float) -> Iterator[list[PrintedLine]]:
    """Lines parted where the space between them is wider than usual, or the size of type changes."""
    block: list[PrintedLine] = []
    for line in lines:
        if block:
            above = block[-1]
            apart = line.top - above.bottom > (usual + 0.35) * line.size or line.top < above.top
            if apart or abs(line.size - above.size) > 1.5:
                yield block
                block = []
        block.append(line)
    if block:
        yield block
