"""How one file was read: its sheets drawn with every cell's role, and what each count became."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from cyberflag.outputs.inert import one_line
from cyberflag.outputs.terminal import console_for, on_screen
from cyberflag.patterns import late
from cyberflag.summaries import Column, Entry, Result, result
from cyberflag.summaries.statements import place_in
from cyberflag.summaries.wording import REASONS, many

# A letter beside the colour, so that neither a plain screen nor any eye loses the role.
ROLES = {
    "metadata": ("m", "cyan"),
    "header": ("h", "bold blue"),
    "group": ("g", "bold magenta"),
    "data": ("d", ""),
    "derived": ("s", "yellow"),
    "notes": ("n", "dim"),
    "ignored": (".", "dim"),
}
LEGEND = "m text above a table, h heading, g group heading, d count, s sum or other total, n note, . ignored"
WIDEST_CELL = 22
FIRST_ROWS, LAST_ROWS = 60, 5
MOST_COUNTS = 80

_ADDRESS = late(r"([A-Z]+)([0-9]+)")


def drawn(found: Entry, stream: IO[str] | None = None, width: int | None = None) -> str:
    """The whole file: each sheet with its tables, what its counts became, what its prose says, then its issues."""
    console = console_for(stream, width)
    with console.capture() as captured:
        console.print(
            Text(f"{one_line(str(found['file']))}: {one_line(str(found.get('force') or 'force not known'))}", "bold")
        )
        for sheet in found["sheets"]:
            console.print()
            _draw_sheet(console, sheet, member_of(found, sheet))
    tables = [*_counts(found), *_passages(found), *_issues(found)]
    said = on_screen(tables, stream, width) if tables else ""
    picture = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    return f"{picture}\n{said}"


def explained(hits: list[tuple[Entry, Entry]], stream: IO[str] | None = None, width: int | None = None) -> str:
    """A cell (of each sheet that has it): its role, why, and every field of what it became."""
    return on_screen([_explanation(sheet, one) for sheet, one in hits], stream, width)


def _explanation(sheet: Entry, one: Entry) -> Result:
    became = one.get("becomes") or {}
    fields = [{"field": key, "value": str(value)} for key, value in became.items() if value not in (None, "", [])]
    notes = [
        f"Written: {one['text']}",
        *([f"Why: {_text(one['why'])}."] if one.get("why") and not became else []),
        f"It is {_use(became)}." if fields else "It is no count.",
    ]
    columns = (Column("field", "Field"), Column("value", "Value", wide=True))
    return result("cell", f"{place_in(sheet['sheet'], one['cell'])}: {one['role']}", columns, fields, notes)


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def member_of(found: Entry, sheet: Entry) -> str:
    """The attachment or member that a sheet stands in; empty where it is the file itself."""
    return one_line(str(sheet.get("file", "")).removeprefix(str(found["file"])).removeprefix("!"))


def _draw_sheet(console: Console, sheet: Entry, member: str) -> None:
    hidden = " (hidden)" if sheet.get("hidden") else ""
    where = f" of {member}" if member else ""
    name = f"Sheet {one_line(str(sheet['sheet']))}" if sheet["sheet"] else "Lines"
    console.print(Text(f"{name}{where}{hidden}", "bold"))
    grid = _grid(sheet["cells"])
    if not grid:
        console.print(Text("Nothing in it."))
        return
    letters = sorted({column for _, column in grid}, key=lambda column: (len(column), column))
    rows = sorted({row for row, _ in grid})
    shown = rows if len(rows) <= FIRST_ROWS + LAST_ROWS else [*rows[:FIRST_ROWS], *rows[-LAST_ROWS:]]
    widths = {column: _width(grid, column, shown) for column in letters}
    margin = len(str(rows[-1])) + 1
    for block in _blocks(letters, widths, console.width - margin):
        _draw_block(console, grid, block, shown, widths, margin)
    if len(shown) < len(rows):
        console.print(
            Text(f"{len(rows) - len(shown):,} rows between the last {LAST_ROWS} and those above are not drawn.", "dim")
        )
    console.print(Text(LEGEND, "dim"))
    for table in sheet.get("tables", []):
        console.print(Text(_table_words(table)))


def _grid(cells: Iterable[Entry]) -> dict[tuple[int, str], Entry]:
    found = {}
    for one in cells:
        address = _ADDRESS.fullmatch(str(one["cell"]))
        if address:
            found[int(address[2]), address[1]] = one
    return found


def _width(grid: dict[tuple[int, str], Entry], column: str, rows: Sequence[int]) -> int:
    texts = [one_line(str(grid[row, column]["text"])) for row in rows if (row, column) in grid]
    return 2 + min(WIDEST_CELL, max((cell_len(text) for text in texts), default=1))


def _blocks(letters: Sequence[str], widths: dict[str, int], room: int) -> list[list[str]]:
    """The columns in runs that fit side by side."""
    blocks: list[list[str]] = [[]]
    used = 0
    for column in letters:
        if blocks[-1] and used + widths[column] + 1 > room:
            blocks.append([])
            used = 0
        blocks[-1].append(column)
        used += widths[column] + 1
    return blocks


def _draw_block(
    console: Console,
    grid: dict[tuple[int, str], Entry],
    block: Sequence[str],
    rows: Sequence[int],
    widths: dict[str, int],
    margin: int,
) -> None:
    heading = Text(" " * margin, "dim")
    for column in block:
        heading.append(column.center(widths[column]) + " ")
    _whole(console, heading)
    for row in rows:
        line = Text(f"{row:>{margin - 1}} ", "dim")
        at = 0
        while at < len(block):
            span = _span(grid, row, block, at)
            width = sum(widths[column] + 1 for column in block[at : at + span]) - 1
            line.append_text(_cell(grid.get((row, block[at])), width))
            line.append(" ")
            at += span
        _whole(console, line)


def _span(grid: dict[tuple[int, str], Entry], row: int, block: Sequence[str], at: int) -> int:
    """How many columns a cell takes: a text runs on over the empty cells to its right, as in a spreadsheet."""
    one = grid.get((row, block[at]))
    if one is None or one["role"] in ("data", "derived"):
        return 1
    after = next((place for place in range(at + 1, len(block)) if (row, block[place]) in grid), len(block))
    return after - at


def _cell(one: Entry | None, width: int) -> Text:
    """A cell in its colour behind the letter of its role; numbers stand to the right."""
    if one is None:
        return Text(" " * width)
    letter, style = ROLES.get(str(one["role"]), ("?", ""))
    text = one_line(str(one["text"]))
    if cell_len(text) > width - 2:
        text = set_cell_size(text, width - 3) + "~"
    room = " " * (width - 2 - cell_len(text))
    right = one["role"] in ("data", "derived")
    return Text(f"{letter} {room}{text}" if right else f"{letter} {text}{room}", style)


def _whole(console: Console, line: Text) -> None:
    console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _table_words(table: Entry) -> str:
    """`t1, crosstab A3:F20: counts B5:E19, headings in rows 3, 4, …; adds up`."""
    parts = [f"counts {table['data']}"] if table.get("data") else []
    for key, words in (
        ("header_rows", "headings in rows"),
        ("label_columns", "labels in columns"),
        ("total_rows", "totals in rows"),
        ("total_columns", "totals in columns"),
        ("subtotal_rows", "sub-totals in rows"),
    ):
        if table.get(key):
            parts.append(f"{words[:-1] if len(table[key]) == 1 else words} {', '.join(map(str, table[key]))}")
    proof = {"proved": "adds up", "consistent": "statements agree", "conflict": "statements disagree"}.get(
        str(table.get("proof")), "nothing to check it against"
    )
    readings = (
        f"; {table['readings']} readings{'' if table.get('agree') else ' that differ'}"
        if table.get("readings", 1) > 1
        else ""
    )
    title = f" “{_shortened(str(table['title']))}”" if table.get("title") else ""
    return f"{table['table']}, {table['layout']} {table.get('range', '')}{title}: {', '.join(parts)}; {proof}{readings}"


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= 60 else f"{line[:59]}…"


def _counts(found: Entry) -> list[Result]:
    """What every count became, in a line each, as far as a screen is useful."""
    several = holds_several(found)
    entries = [
        {"cell": within(found, sheet, one["cell"], several), "text": one["text"], "becomes": became(one["becomes"])}
        for sheet in found["sheets"]
        for one in sheet["cells"]
        if one.get("becomes")
    ]
    if not entries:
        return []
    columns = (Column("cell", "Cell"), Column("text", "Written"), Column("becomes", "Becomes", wide=True))
    note = (
        [f"{len(entries) - MOST_COUNTS:,} more; --format json has all, --cell explains one."]
        if len(entries) > MOST_COUNTS
        else []
    )
    return [result("counts", f"What {many(len(entries), 'count')} became", columns, entries[:MOST_COUNTS], note)]


def holds_several(found: Entry) -> bool:
    """Whether a file holds several attachments or members with sheets."""
    return len({one.get("file") for one in found["sheets"]}) > 1


def within(found: Entry, sheet: Entry, cell: str, several: bool) -> str:
    """The place of a cell; with its attachment or member where the file holds several with sheets."""
    member = member_of(found, sheet) if several else ""
    return " ".join(part for part in (member, place_in(sheet["sheet"], cell)) if part)


def became(one: Entry) -> str:
    """`12: offences, cyber, 2015/16, rape, aged 13, female; total; used for the headline`."""
    low, high = one.get("count_min"), one.get("count_max")
    number = low if low == high else f"at least {low}" if high is None else f"{low} to {high}"
    if low is None:
        number = one.get("status")  # a blank, or a cell that could not be read, states nothing
    age = one.get("age")
    parts = [
        one.get("measure"),
        one.get("flag"),
        one.get("period"),
        one.get("offence"),
        f"age {age}" if age not in (None, "", "all") else "",
        one.get("sex") if one.get("sex") != "all" else "",
        one.get("category"),
    ]
    return f"{number}: {', '.join(str(part) for part in parts if part)}; {one.get('role')}; {_use(one)}"


def _use(one: Entry) -> str:
    """`used for the headline and the ages`, `not used: another breakdown of the same thing`."""
    used, because = one.get("used"), one.get("not_used_because") or ""
    if used:
        return f"used for {'the headline and the ages' if used == 'both' else f'the {used}'}"
    return f"not used: {REASONS.get(because, because) or 'no reason is known'}"


def _passages(found: Entry) -> list[Result]:
    columns = (
        Column("place", "Place"),
        Column("speaker", "Speaker"),
        Column("says", "Says"),
        Column("text", "Text", wide=True),
    )
    entries = [
        {**one, "place": one["place"].removeprefix(found["file"]).strip(), "says": _text(one.get("says") or "")}
        for one in found.get("passages", [])
    ]
    return [result("passages", "What its prose says", columns, entries, listed=True)] if entries else []


def _issues(found: Entry) -> list[Result]:
    columns = (
        Column("severity", "Severity"),
        Column("code", "Code"),
        Column("place", "Place"),
        Column("message", "Message", wide=True),
        Column("hint", "Hint", wide=True),
    )
    several = holds_several(found)
    entries = [{**one, "place": within(found, one, one.get("cell", ""), several)} for one in found.get("issues", [])]
    return [result("issues", f"Issues: {len(entries)}", columns, entries, listed=True)] if entries else []
