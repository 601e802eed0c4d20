"""NAME.txt and its companions: a return drawn as text, and what a careful person reads in it.

NAME.txt holds lines `# why`, `@force NAME`, `@file NAME`, `@request key=value …`, then sheets. `== Name` begins a sheet,
`== hidden: Name` a hidden one, `== letter` lines of a covering letter, each a passage. Under a sheet stand lines of
pipes, and lines on single cells: `@merge A1:C1`, `@hide rows 5 6`, `@hide columns C`, `@mark B7 error`,
`@seen B3 Oct-15`. A cell `date:2015-10-01` is a date, one in quotes a text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from cyberflag import tidy
from cyberflag.collection import Collection
from cyberflag.decisions import Record, Request
from cyberflag.grid import Document, Merge, Passage, Sheet
from cyberflag.observations import COLUMNS
from cyberflag.returns import ForceReturn, interpret, survey
from cyberflag.words import forces, periods

FOLDER = Path(__file__).parent.parent / "drawings"
NO_COUNT = ("blank", "unreadable")


@dataclass(slots=True)
class Drawing:
    """A return as drawn, before it is read."""

    documents: list[Document] = field(default_factory=list)
    request: Request | None = None
    force: str = "Kent Police"

    def read(self) -> ForceReturn:
        """The return as the core reads it."""
        force = forces.whole(self.force) if self.force else None
        assert force is None or isinstance(force, forces.Force)
        return interpret(force, survey(self.documents), Record(request=self.request))


def names() -> list[str]:
    """Every drawing there is."""
    return sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != "KNOWN_FAILING")


def known() -> set[str]:
    """Drawings and layouts that are known to be read wrong, one a line of KNOWN_FAILING.txt; `#` begins a remark."""
    lines = (FOLDER / "KNOWN_FAILING.txt").read_text(encoding="utf-8").splitlines()
    return {name for line in lines if (name := line.partition("#")[0].strip())}


def named(name: str) -> Drawing:
    """The drawing that a file holds."""
    return drawn((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


def drawn(text: str) -> Drawing:
    """The drawing in a text."""
    drawing = Drawing()
    file = "drawn.xlsx"
    sheets: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("@file "):
            file = line.removeprefix("@file ")
        elif line.startswith("@force"):
            drawing.force = line.removeprefix("@force").strip()
        elif line.startswith("@request "):
            drawing.request = _request(line.removeprefix("@request "))
        elif line.startswith("=="):
            sheets.append((line.removeprefix("==").strip(), []))
        elif sheets:
            sheets[-1][1].append(line)
    book = Document(file, Path(file).suffix[1:], "drawn", [_sheet(n, ls, file) for n, ls in sheets if n != "letter"])
    letters = [lines for name, lines in sheets if name == "letter"]
    drawing.documents = ([book] if book.sheets else []) + [_letter(lines) for lines in letters]
    return drawing


def _letter(lines: list[str]) -> Document:
    passages = [Passage(f"p{i}", line, "text", "letter.docx") for i, line in enumerate(lines, 1) if line.strip()]
    return Document(
        "letter.docx", "docx", "letter", passages=passages, order=[("passage", i) for i in range(len(passages))]
    )


def _request(text: str) -> Request:
    asked: dict[str, Any] = dict(pair.split("=", 1) for pair in text.split())
    if "period" in asked:
        asked["period"] = periods.parse(asked["period"])
        assert asked["period"]
    if "age_under" in asked:
        asked["age_under"] = int(asked["age_under"])
    return Request(**asked, source="request.toml")


def _sheet(name: str, lines: list[str], file: str) -> Sheet:
    sheet = Sheet.drawn("", name.removeprefix("hidden: "), file)
    sheet.rows = [row for line in lines if not line.startswith("@") for row in Sheet.drawn(line or "| |").rows]
    while sheet.rows and not any(sheet.rows[-1]):
        sheet.rows.pop()
    sheet.hidden = name.startswith("hidden: ")
    for row in sheet.rows:
        for c, value in enumerate(row):
            if isinstance(value, str) and value.startswith("date:"):
                row[c] = datetime.fromisoformat(value.removeprefix("date:"))
    for line in lines:
        if line.startswith("@"):
            sheet = _fact(sheet, line[1:])
    return sheet


def _fact(sheet: Sheet, line: str) -> Sheet:
    what, _, rest = line.partition(" ")
    if what == "hide":
        axis, _, which = rest.partition(" ")
        if axis == "rows":
            return replace(sheet, hidden_rows=frozenset(int(n) - 1 for n in which.split()))
        return replace(sheet, hidden_columns=frozenset(place(f"{c}1")[1] for c in which.split()))
    if what == "merge":
        (top, left), (bottom, right) = (place(corner) for corner in rest.split(":"))
        return replace(sheet, merges=(*sheet.merges, Merge(top, left, bottom, right)))
    cell, _, said = rest.partition(" ")
    at = place(cell)
    if what == "seen":
        return replace(sheet, texts={**sheet.texts, at: said})
    assert what == "mark", line
    return replace(sheet, marks={**sheet.marks, at: (*sheet.marks.get(at, ()), said)})


def place(cell: str) -> tuple[int, int]:
    """Row and column, from 0, of an address such as `B7`."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    assert match, cell
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def table(path: Path) -> tuple[list[str], list[tuple[str, ...]]]:
    """The heading and the rows of a CSV file."""
    lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    return lines[0], [tuple(line) for line in lines[1:]]


def observed(one: ForceReturn, columns: list[str]) -> list[tuple[str, ...]]:
    """What was read, as the tidy table writes it. Blanks and unread cells only where their status is asked for."""
    found = []
    for row in tidy.rows(Collection([one])):
        record = dict(zip(COLUMNS, row, strict=True))
        if record["status"] in NO_COUNT and "status" not in columns:
            continue
        found.append(tuple("" if record[c] is None else str(record[c]) for c in columns))
    return sorted(found)


def headlines(one: ForceReturn, columns: list[str]) -> list[tuple[str, ...]]:
    """The headlines of a return, and the figures left out that are no headline."""
    found: list[dict[str, object]] = []
    for h in one.headlines:
        keys = ("measure", "flag", "left_out", "proof", "headline_from", "images")
        found.append({**{k: getattr(h, k) for k in keys}, **_figure(h.period, h.count)})
    known = {(h.period, h.measure, h.flag, h.count) for h in one.headlines}
    found += [
        {"measure": x.measure, "flag": x.flag, "left_out": x.why, **_figure(x.period, x.count)}
        for x in one.left_out
        if (x.period, x.measure, x.flag, x.count) not in known
    ]
    return sorted(tuple("" if h.get(c) is None else str(h.get(c)) for c in columns) for h in found)


def _figure(period: periods.Period, count: Any) -> dict[str, object]:
    return {"period": period.label, "count_min": count.low, "count_max": count.high, "count": count.exact}


def unasked(one: ForceReturn, wanted: list[str]) -> Iterator[str]:
    """Issues wanted and not raised, and errors and warnings that nothing called for.

    A line of NAME.issues is a code, then perhaps its cell (`B7`, or `Sheet!B7`); `?` behind a code: it may be raised.
    """
    free = list(one.issues)
    for line in wanted:
        code, _, cell = line.partition(" ")
        hits = [
            i
            for i in free
            if i.code == code.rstrip("?") and cell in ("", i.where.cell, f"{i.where.sheet}!{i.where.cell}")
        ]
        if not hits and not code.endswith("?"):
            yield f"not raised: {line}"
        for hit in hits if not cell or code.endswith("?") else hits[:1]:
            free.remove(hit)
    for i in free:
        if i.severity != "note":
            yield f"not called for: {i.severity} {i.code} {i.where}: {i.message}"
