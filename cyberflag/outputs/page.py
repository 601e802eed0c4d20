"""A report as one page: no script, nothing from elsewhere, the finding first, every figure with the cell it was read from."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from cyberflag.outputs.charts import age_chart, bar, key_of_bounds, longest, patterns, stated_ages
from cyberflag.outputs.elements import Element, element, joined
from cyberflag.outputs.inert import one_line
from cyberflag.outputs.phrasing import cell, is_number
from cyberflag.outputs.tiles import leading, tile_map
from cyberflag.summaries import Column, Entry, Report, Result, Scalar
from cyberflag.summaries.wording import figures, place
from cyberflag.words.counts import Count

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")

# What a table holds, for those who come upon it without its heading.
CAPTIONS = {
    "coverage": "Bodies without a figure, and what came from each",
    "totals": "Totals by period, measure and flag, with the bodies behind each",
    "ages": "Counts by age as stated, then age unknown and the thresholds",
    "age_places": "Where the ages of each force were read",
    "youngest": "The youngest victim overall and by force, with the cell",
    "forces": "Forces by rank, each with its figure and where it was read",
    "not_asked": "Bodies that were not asked, or are not known, with their figures",
    "left_out": "Figures that were read and stand in no total, with the reason",
    "sources": "Files that were read, with their fingerprints, and files that were skipped",
}
PLACE = Column("read_from", "Read from", "place", wide=True)
ROW_HEADS = ("force", "age", "file", "period")  # the first of these that a table has is what its rows are about
UNNAMED = {"force": "force not known"}  # what heads a row that has no name
WHICH = ("period", "measure", "flag")  # shown wherever the rows of a table are not of one and the same
SHORT = 14  # letters up to which a cell stays on one line
FEWEST_TO_FOLD = 3  # rows from which a column that says the same in each is said once, below


def page(report: Report) -> bytes:
    """The bytes of an HTML file."""
    sections = {one.name: one for one in report.sections}
    finding = sections.pop("finding")
    closing = sections.pop("made_by")
    spoken = {*finding.notes, *closing.notes}
    main = [_section(one, _drawing(one, report), spoken) for one in sections.values()]
    further = [one for one in report.sheets() if one.rows and _has_more(one, sections)]
    whole = [_section(one, joined(()), spoken, "whole-") for one in further]
    body = element(
        "body",
        patterns(),
        element("a", "To the report", class_="skip", href="#report"),
        element("header", element("h1", one_line(finding.title)), _notes(finding.notes)),
        _contents([*sections.values()], further),
        element("main", *main, element("h2", "In full", id="in-full") if whole else "", *whole, id="report"),
        element("footer", _notes(closing.notes)),
    )
    return f"<!DOCTYPE html>\n{element('html', _head(finding.title), body, lang='en-GB')}".encode()


def _head(title: str) -> Element:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", one_line(title)),
        element("style", Element(STYLE)),
    )


def _contents(sections: Sequence[Result], further: Sequence[Result]) -> Element:
    titled = [(one.title, one.name) for one in sections if one.title]
    links = [element("li", element("a", one_line(title), href=f"#{name}")) for title, name in titled]
    if further:
        links.append(element("li", element("a", "In full", href="#in-full")))
    return element("nav", element("ul", *links), aria_label="Contents")


def _has_more(whole: Result, sections: dict[str, Result]) -> bool:
    """Whether a whole table tells more than the section of its name."""
    shown = sections.get(whole.name)
    return shown is None or len(whole.rows) > len(shown.rows)


def _drawing(section: Result, report: Report) -> Element:
    """What is drawn above the table of a section."""
    which = leading(report)
    if which is None:
        return joined(())
    what = f"{figures(which['measure'], which['flag'])}, {which['period'] or 'no stated period'}"
    if section.name == "coverage":
        return tile_map(report, what)
    if section.name == "ages" and section.rows:
        title = f"By age of the victim: {what}"
        by_age = report.data["ages"]["by_age"]
        key = key_of_bounds(one.count for one in stated_ages(by_age))
        return element("figure", element("figcaption", title), age_chart(by_age, title), key)
    return joined(())


def _section(section: Result, drawn: Element, spoken: set[str], prefix: str = "") -> Element:
    """One section; notes that the page has given already are not given again."""
    name = prefix + section.name
    fresh = [note for note in section.notes if note not in spoken]
    spoken.update(fresh)
    heading = element("h3" if prefix else "h2", one_line(section.title))
    rows = joined(())
    if section.rows:
        rows = _listed(section) if section.listed else _table(section, name)
    return element("section", heading, drawn, rows, _notes(fresh), id=name)


def _notes(notes: Iterable[str]) -> Element:
    said = [_prose(note) for note in notes]
    if len(said) > 1:
        return element("ul", *(element("li", note) for note in said), class_="notes")
    return joined(element("p", note, class_="notes") for note in said)


def _prose(text: str) -> Element:
    """A sentence; what stands in it between backticks is a word of the tool."""
    parts = one_line(text).split("`")
    if len(parts) % 2 == 0:
        return joined([one_line(text)])
    return joined(element("code", part) if at % 2 else part for at, part in enumerate(parts))


def _table(result: Result, name: str) -> Element:
    columns, texts = _columns(result)
    columns, same = _told_apart(columns, texts)
    caption = CAPTIONS.get(result.name, one_line(result.title))
    if name != result.name:
        caption = f"In full: {caption[:1].lower()}{caption[1:]}"
    bars = _bars(result)
    head = next((key for key in ROW_HEADS if any(column.key == key for column in columns)), columns[0].key)
    heads = [_heading(column) for column in columns]
    rows = [
        element("tr", *(_cell(column, texts[column.key][at], bars[at], column.key == head) for column in columns))
        for at in range(len(result.rows))
    ]
    edges = [0, *(at for at in result.breaks if 0 < at < len(rows)), len(rows)]
    groups = [element("tbody", *rows[first:last]) for first, last in pairwise(edges)]
    table = element(
        "table",
        element("caption", element("span", caption), id=f"{name}-table"),
        element("thead", element("tr", *heads)),
        *groups,
    )
    frame = element("div", table, class_="scroll", role="region", tabindex=0, aria_labelledby=f"{name}-table")
    key = key_of_bounds(count for count in _drawn(result) if count)
    return joined([frame, key, element("p", f"In every row: {'; '.join(same)}.", class_="notes") if same else ""])


def _columns(result: Result) -> tuple[list[Column], dict[str, list[str]]]:
    """The columns that have anything to show, with the text of every cell; file, sheet and cell become one place."""
    keys = {column.key for column in result.columns}
    placed = {"file", "cell"} <= keys and not {"place", "where"} & keys
    hidden = {"file", "sheet", "cell"} if placed else set()
    several = {key for key in WHICH if key in keys and len({one[key] for one in _records(result)}) > 1}
    columns = [c for c in result.columns if (c.shown or c.key in several) and c.key not in hidden]
    texts = {column.key: [cell(result, column, row) for row in result.rows] for column in columns}
    if placed:
        columns.append(PLACE)
        texts[PLACE.key] = [_place(one) for one in _records(result)]
    return [column for column in columns if any(texts[column.key])], texts


def _records(result: Result) -> list[Entry]:
    """The rows by column, those for the screen among them."""
    keys = [column.key for column in result.columns]
    return [dict(zip(keys, row, strict=True)) for row in result.rows]


def _place(one: Entry) -> str:
    return one_line(place(*(str(one.get(key) or "") for key in ("file", "sheet", "cell"))))


def _told_apart(columns: list[Column], texts: dict[str, list[str]]) -> tuple[list[Column], list[str]]:
    """The columns whose cells differ, and in words those that say the same in every row."""
    same = [
        column
        for column in columns
        if column.drop
        and column.kind != "bar"
        and len(texts[column.key]) >= FEWEST_TO_FOLD
        and len({*texts[column.key]}) == 1
    ]
    said = [f"{one_line(column.heading)} {texts[column.key][0]}" for column in same]
    return [column for column in columns if column not in same], said


def _heading(column: Column) -> Element:
    words = one_line(column.heading)
    unseen = "Drawn as a bar" if column.kind == "bar" else column.key.capitalize()
    inside = words or element("span", unseen, class_="unseen")
    return element("th", inside, scope="col", class_="number" if is_number(column) else None)


def _cell(column: Column, text: str, drawn: Element, is_head: bool) -> Element:
    if column.kind == "bar":
        return element("td", drawn if text else "", class_="bar")
    kind = "number" if is_number(column) else "wide" if column.wide else "short" if len(text) <= SHORT else None
    kind = column.kind if column.kind in ("use", "name") else kind
    if not is_head:
        return element("td", text, class_=kind)
    return element("th", text or UNNAMED.get(column.key, "not stated"), scope="row", class_=kind)


def _drawn(result: Result) -> list[Count | None]:
    """For every row the count that is drawn as a bar."""
    return [_count(one) if one.get("bar") is not None else None for one in _records(result)]


def _count(one: Entry) -> Count:
    return Count(one["count_min"] or 0, one["count_max"])


def _bars(result: Result) -> list[Element]:
    """A bar for every row that has bounds, against the longest of its period, measure and flag."""
    groups: dict[tuple[Scalar, ...], list[Count]] = {}
    keys = [tuple(one.get(key) for key in WHICH) for one in _records(result)]
    counts = _drawn(result)
    for key, count in zip(keys, counts, strict=True):
        groups.setdefault(key, []).extend([count] if count else [])
    ends = {key: longest(group) for key, group in groups.items()}
    return [bar(count, ends[key]) if count else joined(()) for key, count in zip(keys, counts, strict=True)]


def _listed(result: Result) -> Element:
    """Each row as an item: its short values in a line, the long ones below, what a force says as a quotation."""
    shown = [column for column in result.columns if column.shown]
    items = []
    for row in result.rows:
        short = [(column, cell(result, column, row)) for column in shown if not column.wide]
        long = [(column, cell(result, column, row)) for column in shown if column.wide]
        first = [element("span", text, class_=_tone(column, text)) for column, text in short if text]
        items.append(
            element(
                "li",
                element("p", *_spaced(first), class_="first"),
                *(_long(column, text) for column, text in long if text),
            )
        )
    return element("ul", *items, class_="listed")


def _spaced(parts: Sequence[Element]) -> list[str]:
    return [part for at, one in enumerate(parts) for part in ((" ", one) if at else (one,))]


def _tone(column: Column, text: str) -> str:
    return text if column.key == "severity" else column.key


def _long(column: Column, text: str) -> Element:
    if column.kind == "quote":
        return element("blockquote", element("p", text))
    if column.kind == "place":
        return element("p", text, class_="place")
    return element("p", _prose(text))
