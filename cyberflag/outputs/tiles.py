"""The tile map: a tile for every force, darker for more, hatched where there is no figure, dashed where none was asked."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from cyberflag.outputs.charts import brief, percent, sample
from cyberflag.outputs.elements import Element, element, joined
from cyberflag.outputs.phrasing import said
from cyberflag.reference import entries
from cyberflag.summaries import Entry, Report
from cyberflag.summaries.figures import bodies
from cyberflag.summaries.wording import many
from cyberflag.words.counts import Count
from cyberflag.words.forces import all_forces

SHADES = 5
TILE_HEIGHT = 62
GAP = 3

# Why a body has no figure, where there is little room.
FLAG_USE = {"not-used": "flag not used", "not-aware": "flag not known", "keyword-search": "word search only"}
STATUS = {
    "answered": "no figure",
    "partial": "no figure",
    "neither-confirm-nor-deny": "not confirmed",
    "holding": "answer to come",
    "unclear": "reply unclear",
}
NOT_ASKED = "not asked"
NOT_SHOWN = "not shown"  # withheld from what is published
ROOM = 14  # letters that a tile has room for


class Standing(Struct, frozen=True):
    """What is known of a body: its count, or why there is none. `joint`: the count is that of several bodies."""

    count: Count | None
    why: str = ""
    joint: bool = False

    def __str__(self) -> str:
        """`68`, `20 to 23, jointly`, `no reply`."""
        return self.why if self.count is None else f"{self.count}{', jointly' if self.joint else ''}"


class Tile(Struct, frozen=True):
    """The place of a force on the map, and how it is called there."""

    force: str
    code: str
    lines: tuple[str, ...]
    row: int
    column: int


def tiles() -> list[Tile]:
    """Every tile of the map, by row and column."""
    names = {force.id: force.name for force in all_forces()}
    found = [
        Tile(names[one["force"]], one["code"], tuple(one["lines"]), one["row"], one["column"])
        for one in entries("tiles", "tile")
    ]
    return sorted(found, key=lambda tile: (tile.row, tile.column))


def standings(report: Report) -> dict[str, Standing]:
    """Every body that was asked, by name, with its count of what the report leads with, or why it has none."""
    found = {}
    counted = (one for one in _of_leading(report, "forces") if one["force"] and one["asked"] and not one["left_out"])
    for one in counted:
        parts = bodies(one["force"])
        held = one.get("withheld") or ""
        count = None if one["count_min"] is None else Count(one["count_min"], one["count_max"])
        for body in parts:
            found[body] = Standing(count, held if len(held) <= ROOM else NOT_SHOWN, len(parts) > 1)
    left_out = {body for one in _of_leading(report, "left_out") for body in bodies(one["force"])}
    for one in report.data["coverage"]["without_figures"]:
        body, status = one["force"], one["status"]
        other = "figure left out" if body in left_out else STATUS.get(status) or said("reply", status)
        found.setdefault(body, Standing(None, FLAG_USE.get(one["flag_use"], other)))
    return dict(sorted(found.items()))


def leading(report: Report) -> Entry | None:
    """An entry of the period, measure and flag that the report leads with; None where there is no figure."""
    found: Entry | None = report.data["youngest"] or next(iter(report.data["totals"]), None)
    return found


def _of_leading(report: Report, name: str) -> list[Entry]:
    which, keys = leading(report), ("period", "measure", "flag")
    return [one for one in report.data[name] if which and all(one[key] == which[key] for key in keys)]


def shades(found: Mapping[str, Standing]) -> dict[int, int]:
    """The shade, 0 to 4, of every lower bound: as many values in each as can be."""
    values = sorted({one.count.low for one in found.values() if one.count is not None})
    return {value: at * SHADES // max(len(values), SHADES) for at, value in enumerate(values)}


def tile_map(report: Report, what: str) -> Element:
    """The map with its key, and beside it the bodies that were asked and have no place on it."""
    found = standings(report)
    placed, shade = tiles(), shades(found)
    names = {tile.force for tile in placed}
    elsewhere = {body: one for body, one in found.items() if body not in names}
    drawn = _map(placed, found, shade, what)
    beside = _beside(elsewhere, shade) if elsewhere else ""
    codes = "; ".join(f"{tile.code} {' '.join(tile.lines).replace('- ', '')}" for tile in placed)
    return element(
        "figure",
        element("figcaption", f"Map of forces, a tile each: {what}"),
        element("div", element("div", drawn, _key(shade, found), class_="map"), beside, class_="beside"),
        element("p", f"On the map: {codes}.", class_="codes"),
    )


def _map(placed: list[Tile], found: Mapping[str, Standing], shade: Mapping[int, int], what: str) -> Element:
    columns, rows = max(tile.column for tile in placed), max(tile.row for tile in placed)
    drawn = [_tile(tile, found.get(tile.force, Standing(None, NOT_ASKED)), shade, columns) for tile in placed]
    return element(
        "svg",
        element("title", f"Tile map of forces: {what}", id="map-title"),
        element("desc", _described(placed, found), id="map-described"),
        *drawn,
        class_="tiles",
        width="100%",
        height=rows * TILE_HEIGHT,
        role="img",
        aria_labelledby="map-title map-described",
    )


def _described(placed: list[Tile], found: Mapping[str, Standing]) -> str:
    asked = {tile.force: found[tile.force] for tile in placed if tile.force in found}
    counts = {force: one.count for force, one in asked.items() if one.count is not None}
    without = [f"{force} ({one})" for force, one in asked.items() if one.count is None]
    text = f"{len(counts)} of {many(len(placed), 'tile')} have a figure"
    if counts:
        most = max(counts, key=lambda force: counts[force].low)
        least = min(counts, key=lambda force: counts[force].low)
        text += f", from {counts[least]} ({least}) to {counts[most]} ({most})"
    text += f". Hatched, without a figure: {', '.join(without) or 'none'}. "
    return f"{text}Not asked: {len(placed) - len(asked)}. The table of forces has every figure."


def _kind(one: Standing, shade: Mapping[int, int]) -> str:
    """The class of a tile or of its sample in a key."""
    if one.count is not None:
        return f"shade{shade[one.count.low]}"
    return "unasked" if one.why == NOT_ASKED else "hatched"


def _tile(tile: Tile, one: Standing, shade: Mapping[int, int], columns: int) -> Element:
    kind = _kind(one, shade)
    top = (tile.row - 1) * TILE_HEIGHT
    middle = percent((tile.column - 0.5) / columns)
    lines = tile.lines if len(tile.lines) > 1 else ("", *tile.lines)
    figure = one.why if one.count is None else f"{one.count}{' joint' if one.joint else ''}"
    short = "–" if one.count is None else f"{brief(one.count)}{'*' if one.joint else ''}"
    words = [
        element("text", line, class_="name", x=middle, y=top + 19 + 12 * at) for at, line in enumerate(lines) if line
    ]
    size = "figure" if one.count is not None else "why"
    return element(
        "g",
        element("title", f"{tile.force}: {one}"),
        element("rect", class_=kind, **_box((tile.column - 1) / columns, 1 / columns, top)),
        *words,
        element("text", tile.code, class_="code", x=middle, y=top + 25),
        element("text", figure, class_=f"wide {size}", x=middle, y=top + 52),
        element("text", short, class_=f"narrow {size}", x=middle, y=top + 47),
        class_=f"on-{kind}",
    )


def _box(left: float, width: float, top: int) -> dict[str, str | int]:
    return {
        "x": percent(left + width * 0.02),
        "y": top + GAP,
        "width": percent(width * 0.96),
        "height": TILE_HEIGHT - GAP,
    }


def _key(shade: Mapping[int, int], found: Mapping[str, Standing]) -> Element:
    ranges: dict[int, list[int]] = {}
    for value, level in shade.items():
        ranges.setdefault(level, []).append(value)
    items = [(f"shade{level}", str(Count(min(values), max(values)))) for level, values in sorted(ranges.items())]
    items += [("hatched", "hatched: no figure shown"), ("unasked", "dashed: not asked")]
    bounded = any(one.count is not None and one.count.low != one.count.high for one in found.values())
    said = ["Where only bounds are known, the lower gives the shade."] if bounded else []
    if any(one.joint for one in found.values()):
        said.append("Joint, or *: one figure for several bodies, shown on each.")
    keys = element("ul", *(element("li", sample(kind), text) for kind, text in items), class_="key")
    return joined([keys, element("p", " ".join(said), class_="aside") if said else ""])


def _beside(elsewhere: Mapping[str, Standing], shade: Mapping[int, int]) -> Element:
    items = [
        element("li", sample(_kind(one, shade)), f"{body} ", element("b", str(one))) for body, one in elsewhere.items()
    ]
    return element("div", element("h3", "Asked, and not on the map"), element("ul", *items), class_="elsewhere")
