"""The page: nothing from elsewhere, nothing of a return taken for markup, readable by eye, ear and on paper."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import YEAR, collection, headline, replied
from lxml import html
from msgspec.structs import replace

from cyberflag.cli import main
from cyberflag.collection import Collection
from cyberflag.decisions import Asked
from cyberflag.issues import Where, issue
from cyberflag.outputs.charts import age_chart, bar, brief, longest, stated_ages
from cyberflag.outputs.elements import element
from cyberflag.outputs.page import STYLE, page
from cyberflag.outputs.tiles import SHADES, Standing, shades, standings, tile_map, tiles
from cyberflag.reference import entries
from cyberflag.returns import LeftOut
from cyberflag.summaries.report import report
from cyberflag.words.counts import Count, exactly
from cyberflag.words.forces import all_forces, default_roster
from cyberflag.words.periods import Period

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"
HOSTILE = '</style><script>alert("1")</script>&amp; \x1b[31m\u202e\'" onload=x'


def parsed(content: bytes) -> html.HtmlElement:
    return html.document_fromstring(content.decode())


def text_of(content: bytes) -> str:
    return " ".join(parsed(content).text_content().split())


@pytest.fixture
def hostile() -> Collection:
    """A body, a file, a sheet, a quote and an issue that all look like markup."""
    one = replied(HOSTILE, headline(HOSTILE, 12, where=Where(HOSTILE, HOSTILE, "B2")), ages={"13": 12}, quote=HOSTILE)
    two = replied("Wessex Police", status="answered", flag_use="not-used", quote=f"We do not use it {HOSTILE}")
    return collection(one, two)


# ---- the document


def test_a_page_fetches_and_runs_nothing(small: Collection, hostile: Collection) -> None:
    for content in (page(report(small)), page(report(hostile))):
        tree = parsed(content)
        assert not tree.xpath("//script|//iframe|//object|//embed|//form|//base|//link|//img|//*[@style]")
        assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on") or name == "src"]
        assert all(target.startswith("#") for target in tree.xpath("//@href"))
        assert set(re.findall(r"url\(([^)]*)\)", content.decode())) == {"#hatch", "#open"}
        assert "@import" not in content.decode() and "\x1b" not in content.decode()


def test_the_policy_lets_in_the_one_style_and_nothing_else(small: Collection) -> None:
    tree = parsed(page(report(small)))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = tree.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_what_stands_in_a_return_is_text(hostile: Collection) -> None:
    said = text_of(page(report(hostile)))
    assert said.count('</style><script>alert("1")</script>&amp; \\x1b[31m\\u202e') > 5


def test_the_same_report_is_the_same_bytes(small: Collection) -> None:
    turned = replace(small, returns=small.returns[::-1])
    assert page(report(small)) == page(report(small))
    assert page(report(turned)).count(b"<tr>") == page(report(small)).count(b"<tr>")


def test_it_says_all_that_must_stand_beside_a_number(small: Collection) -> None:
    said = text_of(page(report(small)))
    for words in (
        *("32 to 35 cyber-flagged offences in 2015/16 (366 days): 2 of 4 bodies", "67% of the children", "offences"),
        *("victims of whatever age", "image offences out", "Flagged only because that was the question: 20 to 23"),
        *("Known only within bounds", "as at 18 April 2016", "missing, not zero", "not a ranking of risk"),
        *(
            "the force does not use or know the flag",
            "“This force does not use the cyber flag.”",
            "Wessex Police.xlsx p2",
        ),
        *("Loamshire Police.xlsx Sheet1!B2", "Ruritania Police", "total-mismatch", "cyberflag 0", "inputs inputs00"),
        "Loamshire Police.xlsx Sheet1!B3:B6",
    ):
        assert words in said, words


def test_the_finding_comes_first_and_is_the_title(small: Collection) -> None:
    tree = parsed(page(report(small)))
    first = next(
        one for one in tree.find("body").iter() if isinstance(one.tag, str) and (one.text or "").strip()[:3] == "32 "
    )
    assert first.tag == "h1" and tree.findtext(".//title") == first.text


def test_a_report_of_nothing_is_a_page_too() -> None:
    said = text_of(page(report(collection())))
    assert "No figure: 0 of 0 bodies" in said and "cyberflag 0" in said


def test_no_heading_is_empty_though_force_and_period_be_unknown(small: Collection) -> None:
    nowhere = Period(None, None)
    unknown = replied("", headline("", 7, nowhere))
    unknown.left_out.append(LeftOut("", "hidden", exactly(7), nowhere, "offences", "all", Where("x.csv", "", "B2")))
    for found in (small, collection(unknown, replied("A Police", headline("A Police", 5)))):
        for cell in parsed(page(report(found))).xpath("//th"):
            assert "".join(cell.itertext()).strip()


def test_words_of_the_tool_are_set_as_such_also_in_what_to_do() -> None:
    one = replied("A Police", headline("A Police", 5))
    one.issues.append(issue("total-mismatch", Where("a.csv", "", "B2"), "Look at `cyberflag inspect FILE`."))
    tree = parsed(page(report(collection(one))))
    assert "cyberflag inspect FILE" in [code.text for code in tree.xpath("//section[@id='issues']//code")]


def test_what_every_row_says_is_said_once() -> None:
    found = collection(*(replied(f"{name} Police", headline(f"{name} Police", 5)) for name in "ABC"))
    tree = parsed(page(report(found)))
    (said,) = (one.text for one in tree.xpath("//p") if (one.text or "").startswith("In every row"))
    assert "; Reply answered" in said
    assert "Reply" not in [one.text for one in tree.xpath("//section[@id='forces']//th")]


def test_rows_of_several_periods_say_which() -> None:
    earlier = replace(YEAR, start=YEAR.start.replace(year=2014), end=YEAR.end.replace(year=2015))  # type: ignore[union-attr]
    one = replied("A Police", headline("A Police", 5), headline("A Police", 4, earlier))
    two = replied("B Police", headline("B Police", 6))
    heads = parsed(page(report(collection(one, two)))).xpath("//section[@id='whole-forces']//thead//th")
    assert "Period" in [head.text for head in heads] and "Measure" not in [head.text for head in heads]


@pytest.mark.parametrize(("command", "code"), [("report", 0), ("totals", 2), ("tidy", 2)])
def test_a_report_alone_is_written_as_a_page(command: str, code: int, tmp_path: Path) -> None:
    target = tmp_path / "x.html"
    assert main([command, str(SAMPLES / "Gwent Police.tsv"), "-q", "-o", str(target)]) == code
    assert target.exists() == (code == 0)


# ---- for every reader


@pytest.fixture(params=["small", "hostile", "nothing"])
def tree(request: pytest.FixtureRequest) -> html.HtmlElement:
    found = collection() if request.param == "nothing" else request.getfixturevalue(request.param)
    return parsed(page(report(found)))


def test_headings_go_down_one_step_at_a_time(tree: html.HtmlElement) -> None:
    levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_headings_with_scope(tree: html.HtmlElement) -> None:
    for table in tree.xpath("//table"):
        assert table.xpath("string(caption)").strip()
        assert table.xpath("thead//th") and all(one.get("scope") == "col" for one in table.xpath("thead//th"))
        assert all(len(row.xpath("th[@scope='row']")) == 1 for row in table.xpath("tbody/tr"))
        widths = {len(row) for row in table.xpath(".//tr")}
        assert len(widths) == 1


def test_every_drawing_has_words_or_is_hidden_beside_its_numbers(tree: html.HtmlElement) -> None:
    for drawing in tree.xpath("//svg"):
        if drawing.get("aria-hidden") != "true":
            assert drawing.get("role") == "img"
            names = drawing.get("aria-labelledby").split()
            assert all(tree.get_element_by_id(name).text_content().strip() for name in names)


def test_names_are_given_once_and_found(tree: html.HtmlElement) -> None:
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))
    wanted = [name for one in tree.xpath("//@aria-labelledby") for name in one.split()]
    assert {*wanted, *(target[1:] for target in tree.xpath("//@href"))} <= set(names)
    assert tree.get("lang") == "en-GB"
    labels = [" ".join(one.split()) for one in tree.xpath("//*[@role='region']//caption//text()") if one.strip()]
    assert len(labels) == len(set(labels))


def light(colour: str) -> float:
    """Relative luminance of `#rrggbb` or `#rgb`."""
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def fill(kind: str, key: str = "fill") -> str:
    found = re.search(rf"\.{kind}[^{{]*\{{[^}}]*?{key}: (#[0-9a-f]+)", STYLE)
    assert found, kind
    return found[1]


@pytest.mark.parametrize(
    ("on", "text"),
    [
        *((f"shade{at}", "#1a1a1a") for at in range(3)),
        *((f"shade{at}", "#fff") for at in (3, 4)),
        ("band", "#1a1a1a"),
        ("unasked", "#4b5563"),
    ],
)
def test_letters_stand_out_from_what_they_stand_on(on: str, text: str) -> None:
    assert contrast(fill(on), text) >= 4.5


def test_colours_of_text_stand_out_from_the_page() -> None:
    colours = re.findall(r"(?<![-a-z])color: (#[0-9a-f]+)", STYLE)
    assert len(colours) > 5 and all(contrast(colour, "#fff") >= 4.5 for colour in colours)


def test_shades_differ_in_lightness_whatever_eye_sees_them() -> None:
    lights = [light(fill(f"shade{at}")) for at in range(SHADES)]
    assert all(before / after > 1.2 for before, after in pairwise(lights))
    assert contrast(fill("shade0", "stroke"), "#fff") >= 3


# ---- the map


def test_every_force_has_one_tile_of_its_own() -> None:
    placed = tiles()
    assert sorted(tile.force for tile in placed) == sorted(force.name for force in default_roster())
    assert len({(tile.row, tile.column) for tile in placed}) == len({tile.code for tile in placed}) == 44
    assert all(re.fullmatch("[A-Z]{3}", tile.code) and len(tile.lines) in (1, 2) for tile in placed)
    assert all(len(line) <= 15 for tile in placed for line in tile.lines)


LIES = [(one["force"], one["side"], one["of"]) for one in entries("tiles", "lies")]


@pytest.mark.parametrize(("force", "side", "of"), LIES)
def test_tiles_lie_as_the_forces_do(force: str, side: str, of: str) -> None:
    names = {one.id: one.name for one in all_forces()}
    at = {tile.force: tile for tile in tiles()}
    one, other = at[names[force]], at[names[of]]
    down, right = one.row - other.row, one.column - other.column
    assert {"north": -down, "south": down, "east": right, "west": -right}[side] > 0


def mapped() -> Collection:
    """Real forces in every state that a tile can have, and one body that is not on the map."""
    kent = replied("Kent Police", headline("Kent Police", 20))
    essex = replied("Essex Police", headline("Essex Police", "20 to 23"))
    surrey = replied("Surrey Police", headline("Surrey Police", "at least 3"))
    both = replied(
        "Norfolk Constabulary + Suffolk Constabulary", headline("Norfolk Constabulary + Suffolk Constabulary", 40)
    )
    dorset = replied("Dorset Police", flag_use="not-used", quote="It is not used.")
    cumbria = replied("Cumbria Constabulary")
    cumbria.left_out.append(
        LeftOut("Cumbria Constabulary", "part-year", exactly(7), YEAR, "offences", "cyber", Where("c.csv", "", "B2"))
    )
    loam = replied("Loamshire Police", headline("Loamshire Police", 5))
    other = replied("Sussex Police", headline("Sussex Police", 9), asked=False)
    names = ["Kent", "Essex", "Surrey", "Norfolk", "Suffolk", "Dorset", "Cumbria", "Loamshire", "Gwent", "Durham"]
    roster = tuple(
        Asked(f"{name} {'Constabulary' if name in ('Norfolk', 'Suffolk', 'Cumbria', 'Durham') else 'Police'}")
        for name in names
    )
    durham = replied("Durham Constabulary", status="refused")
    return collection(kent, essex, surrey, both, dorset, cumbria, loam, other, durham, roster=roster)


@pytest.mark.parametrize(
    ("force", "said", "kind"),
    [
        ("Kent Police", "20", "shade2"),
        ("Essex Police", "20 to 23", "shade2"),
        ("Surrey Police", "at least 3", "shade0"),
        ("Norfolk Constabulary", "40, jointly", "shade"),
        ("Suffolk Constabulary", "40, jointly", "shade"),
        ("Dorset Police", "flag not used", "hatched"),
        ("Cumbria Constabulary", "figure left out", "hatched"),
        ("Durham Constabulary", "refused", "hatched"),
        ("Gwent Police", "no reply", "hatched"),
        ("Sussex Police", "not asked", "unasked"),
    ],
)
def test_a_tile_says_what_is_known_of_its_force(force: str, said: str, kind: str) -> None:
    drawn = html.fragment_fromstring(tile_map(report(mapped()), "x"))
    (tile,) = drawn.xpath(f"//g[title='{force}: {said}']")
    assert tile.find("rect").get("class").startswith(kind)


def test_a_body_that_is_not_on_the_map_stands_beside_it() -> None:
    drawn = html.fragment_fromstring(tile_map(report(mapped()), "x"))
    assert [" ".join(one.text_content().split()) for one in drawn.xpath("//*[@class='elsewhere']//li")] == [
        "Loamshire Police 5"
    ]
    assert "6 of 44" not in (said := drawn.xpath("string(//desc)")) and "5 of 44 tiles have a figure" in said
    assert standings(report(mapped()))["Gwent Police"] == Standing(None, "no reply")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), []),
        ((7,), [0]),
        ((1, 2), [0, 1]),
        ((0, 1, 2, 3, 4), [0, 1, 2, 3, 4]),
        (range(10), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]),
    ],
)
def test_shades_part_the_values_evenly(values: tuple[int, ...], expected: list[int]) -> None:
    found = shades({str(value): Standing(exactly(value)) for value in values})
    assert [found[value] for value in values] == expected


# ---- charts


@pytest.mark.parametrize(
    ("count", "end", "parts"),
    [
        (exactly(50), 100, {"sure": ("0", "50%")}),
        (exactly(0), 100, {}),
        (Count(20, 60), 80, {"sure": ("0", "25%"), "open": ("25%", "50%")}),
        (Count(0, 4), 8, {"open": ("0%", "50%")}),
        (Count(20, None), 40, {"sure": ("0", "50%"), "endless": ("50%", "50%")}),
    ],
)
def test_a_bar_shows_its_bounds(count: Count, end: float, parts: dict[str, tuple[str, str]]) -> None:
    drawn = html.fragment_fromstring(bar(count, end))
    assert {one.get("class"): (one.get("x"), one.get("width")) for one in drawn.findall("rect")} == parts


def test_what_has_no_end_is_drawn_beyond_all_others() -> None:
    assert longest([exactly(10), Count(3, 12)]) == 12
    assert longest([exactly(10), Count(10, None)]) > 10
    assert longest([]) == 1


@pytest.mark.parametrize(
    ("count", "said"), [(exactly(1204), "1,204"), (Count(20, 23), "20–23"), (Count(5, None), "5+")]
)
def test_a_count_in_little_room(count: Count, said: str) -> None:
    assert brief(count) == said


def rows(**counts: tuple[int, int | None]) -> list[dict[str, object]]:
    return [{"age": age, "count_min": low, "count_max": high} for age, (low, high) in counts.items()]


def test_ages_are_drawn_as_stated_and_no_band_is_split() -> None:
    stated = rows(**{"4": (2, 2), "13": (9, 9), "14": (3, 7), "10 to 12": (5, 5), "11 to 13": (1, 4), "16+": (6, None)})
    drawn = html.fragment_fromstring(age_chart(stated, "x"))
    assert [one.text for one in drawn.xpath(".//g/title")] == [
        *("4: 2", "13: 9", "14: 3 to 7", "10 to 12: 5", "16+: at least 6", "11 to 13: 1 to 4"),
    ]
    assert [one.text for one in drawn.xpath(".//*[@class='year']")] == [str(year) for year in range(18)]
    bands = drawn.xpath(".//*[@class='band']")
    assert [one.get("y") for one in bands] == [bands[0].get("y"), bands[0].get("y"), str(int(bands[0].get("y")) + 24)]
    assert "The tallest column is age 13: 9." in drawn.findtext("desc")


@pytest.mark.parametrize(
    ("age", "bounds"), [("13", (13, 13)), ("0 to 11", (0, 11)), ("16+", (16, None)), ("unknown", None)]
)
def test_ages_are_read_back_from_their_labels(age: str, bounds: tuple[int, int | None] | None) -> None:
    found = stated_ages(rows(**{age: (1, 1)}))
    assert [(one.low, one.high) for one in found] == ([bounds] if bounds else [])


@pytest.mark.parametrize("age", ["104", "30 to 104", "18+"])
def test_ages_of_adults_leave_the_chart_readable(age: str) -> None:
    drawn = html.fragment_fromstring(age_chart(rows(**{"13": (9, 9), age: (2, 2)}), "x"))
    assert len(drawn.xpath(".//*[@class='year']")) <= 19
    assert age in drawn.xpath("string(desc)") or age == "104"


# ---- elements


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (element("td", "a < b & c", class_="x"), '<td class="x">a &lt; b &amp; c</td>'),
        (element("b", element("i", "x"), " ", "<y>"), "<b><i>x</i> &lt;y&gt;</b>"),
        (element("th", "x", scope=None, aria_hidden="true"), '<th aria-hidden="true">x</th>'),
        (element("b", "\x1b[0m\u200b", title='">'), '<b title="&quot;&gt;">\\x1b[0m\\u200b</b>'),
        (element("meta", charset="utf-8"), '<meta charset="utf-8">\n'),
    ],
)
def test_elements_escape_what_is_text(made: str, written: str) -> None:
    assert made == written
