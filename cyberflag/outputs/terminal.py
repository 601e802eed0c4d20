"""Results on a screen: numbers whole and to the right, names never folded, quotes folded, whole columns left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import IO, Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cyberflag.outputs.inert import one_line
from cyberflag.outputs.phrasing import cell, is_number
from cyberflag.summaries import Column, Result, Scalar

GAP = 2  # between columns
LONGEST_LINE = 100  # prose beyond this is hard to read
HANGING = 2  # the second line of a folded sentence is set in by this
NARROWEST_FOLD = 24
SHORTEST_BAR, LONGEST_BAR = 6, 32

# Blue, yellow and weight: told apart by every kind of colour vision, and each said in words as well.
STYLES = {
    "title": "bold",
    "heading": "bold",
    "note": "dim",
    "bar": "blue",
    "error": "bold red",
    "warning": "yellow",
    "quote": "italic",
}


def on_screen(results: Iterable[Result], stream: IO[str] | None = None, width: int | None = None) -> str:
    """The results as text for the stream, with colour if it takes colour; without a stream plain, 100 wide."""
    console = console_for(stream, width)
    with console.capture() as captured:
        for place, result in enumerate(results):
            if place:
                console.print()
            _print(console, result)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def console_for(stream: IO[str] | None, width: int | None) -> Console:
    """A console that takes nothing in a text for a command; without a stream plain and 100 wide."""
    if stream is None:
        return Console(
            file=StringIO(), width=width or 100, color_system=None, markup=False, emoji=False, highlight=False
        )
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False, legacy_windows=False)


def _print(console: Console, result: Result) -> None:
    if result.title:
        _lines(console, [Text(one_line(result.title), STYLES["title"])])
    if result.rows and result.listed:
        _print_list(console, result)
    elif result.rows:
        _print_table(console, result)
    if result.columns and result.rows and result.notes:
        console.print()
    _lines(console, [Text(one_line(note)) for note in result.notes], hanging=HANGING)


def _lines(console: Console, lines: Iterable[Text], indent: int = 0, hanging: int = 0) -> None:
    """Prose, folded between words, at a readable length; `hanging` sets in what is folded, so that sentences show."""
    width = max(20, min(console.width, LONGEST_LINE))
    for line in lines:
        line.overflow = "fold"
        first, *folded = line.wrap(console, width - indent)
        console.print(Padding(first, (0, 0, 0, indent)), width=width)
        if folded:
            left = line.plain[len(first.plain) :].lstrip()
            rest = line[-len(left) :]
            rest.overflow = "fold"
            console.print(Padding(rest, (0, 0, 0, indent + hanging)), width=width)


def _print_table(console: Console, result: Result) -> None:
    ascii_only = console.options.ascii_only
    cells = {c.key: [cell(result, c, row) for row in result.rows] for c in result.columns if c.shown}
    columns = [column for column in result.columns if column.shown and any(cells[column.key])]
    widths = {c.key: max(_heading_width(c), *map(cell_len, cells[c.key])) for c in columns}
    kept = _fitting(columns, widths, console.width)
    words = {c.key: max(map(cell_len, " ".join([c.heading, *cells[c.key]]).split())) for c in kept if c.wide}
    _share_width(kept, widths, words, console.width)
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0), header_style=STYLES["heading"]
    )
    deepest = max((column.heading.count("\n") for column in kept), default=0)  # headings stand on the line below them
    for column in kept:
        justify: Literal["left", "right"] = "right" if is_number(column) else "left"
        table.add_column(
            Text("\n" * (deepest - column.heading.count("\n")) + column.heading),
            justify=justify,
            width=widths[column.key],
            no_wrap=not column.wide,
            overflow="fold",
        )
        if column.kind == "bar":
            place = result.columns.index(column)
            cells[column.key] = [_bar(row[place], widths[column.key], ascii_only) for row in result.rows]
    for at in range(len(result.rows)):
        if at in result.breaks and at:
            table.add_section()
        table.add_row(*(Text(cells[c.key][at], STYLES["bar"] if c.kind == "bar" else "") for c in kept))
    needed = sum(widths[c.key] for c in kept) + GAP * (len(kept) - 1)
    width = console.width
    console.width = max(width, needed)  # a screen that is too narrow folds the line; nothing is cut
    console.print(table)
    console.width = width
    _say_dropped(console, columns, kept)


def _heading_width(column: Column) -> int:
    return SHORTEST_BAR if column.kind == "bar" else max(map(cell_len, column.heading.split("\n")))


def _say_dropped(console: Console, columns: Sequence[Column], kept: Sequence[Column]) -> None:
    names = [column.heading.replace("\n", " ") for column in columns if column not in kept and column.heading]
    if names:
        between = "; " if any("," in name for name in names) else ", "
        _lines(console, [Text(f"Not shown at this width: {between.join(names)}.", STYLES["note"])])


def _fitting(columns: Sequence[Column], widths: dict[str, int], room: int) -> list[Column]:
    """The columns that stand side by side; of those that may go, the highest `drop` goes first."""
    kept = list(columns)
    while sum(_least(column, widths) + GAP for column in kept) - GAP > room:
        spare = max((column.drop for column in kept), default=0)
        if spare == 0:
            break
        kept = [column for column in kept if column.drop != spare]
    return kept


def _least(column: Column, widths: dict[str, int]) -> int:
    return min(widths[column.key], NARROWEST_FOLD) if column.wide else widths[column.key]


def _share_width(kept: Sequence[Column], widths: dict[str, int], words: dict[str, int], room: int) -> None:
    """Give the columns that may fold what the others leave, the shorter texts first, and room for their longest word."""
    folding = sorted((column for column in kept if column.wide), key=lambda column: widths[column.key])
    left = room - sum(widths[column.key] for column in kept if not column.wide) - GAP * (len(kept) - 1)
    for place, column in enumerate(folding):
        widths[column.key] = min(widths[column.key], max(words[column.key], left // (len(folding) - place)))
        left -= widths[column.key]
    for column in kept:
        if column.kind == "bar":
            widths[column.key] = max(SHORTEST_BAR, min(LONGEST_BAR, widths[column.key] + left))


def _bar(value: Scalar, room: int, ascii_only: bool) -> str:
    if not isinstance(value, int | float) or value <= 0:
        return ""
    if ascii_only:
        return "#" * max(1, round(value * room))
    whole, rest = divmod(max(1, round(value * room * 8)), 8)
    return "█" * whole + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[rest]


def _print_list(console: Console, result: Result) -> None:
    """Each row as a few lines: the narrow columns on the first, each wide one below, indented."""
    shown = [column for column in result.columns if column.shown]
    narrow = [column for column in shown if not column.wide]
    heads = [[_in_list(result, column, row) for column in narrow] for row in result.rows]
    widths = {
        column.key: max(map(cell_len, texts)) for column, texts in zip(narrow, zip(*heads, strict=True), strict=True)
    }
    for row, texts in zip(result.rows, heads, strict=True):
        head = Text()
        for column, text in zip(narrow, texts, strict=True):
            head.append(
                text + " " * (widths[column.key] - cell_len(text) + GAP), STYLES.get(text, STYLES.get(column.kind, ""))
            )
        head.rstrip()
        _lines(console, [head])
        for column in shown:
            text = cell(result, column, row) if column.wide else ""
            if text:
                _lines(console, [Text(text, STYLES.get(column.kind, ""))], indent=4)


def _in_list(result: Result, column: Column, row: Sequence[Scalar]) -> str:
    """A value on the first line of a row; a number stands beside its heading, which no line above gives."""
    text = cell(result, column, row)
    return f"{column.heading.lower()} {text}" if text and is_number(column) else text
