from __future__ import annotations

import pytest
from makers.shown import codes, said

from cyberflag.readers import letters
from cyberflag.readers.refusal import Unreadable

PAGES: list[tuple[str, str, list[str]]] = [
    (
        "line breaks part lines",
        "<p>2020 – 175<br>\n2021 –\n421</p><p>End</p>",
        ["p1 2020 – 175", "p1 2021 – 421", "p2 End"],
    ),
    (
        "what frames a page",
        "<nav><a>Home</a> <a>Log</a></nav><main><h2>Request</h2><blockquote><p>Ages?</p></blockquote><p>No.</p></main><footer>Cookies</footer>",
        ["p1 furniture: Home Log", "p2 heading: Request", "p3 quote: Ages?", "p4 No.", "p5 furniture: Cookies"],
    ),
    (
        "a cookie note",
        '<div id="cookie-banner"><p>We use cookies</p></div><p>Text</p>',
        ["p1 furniture: We use cookies", "p2 Text"],
    ),
    (
        "a header inside an article",
        "<article><header><h1>Title</h1></header>Text</article>",
        ["p1 heading: Title", "p2 Text"],
    ),
    (
        "numbers of ordered lists",
        "<ol><li>one<li>two</ol><ol type=a start=3><li>three</ol><ul><li>dot</ul>",
        ["p1 item: 1. one", "p2 item: 2. two", "p3 item: c. three", "p4 item: dot"],
    ),
    (
        "scripts and hidden parts",
        "<script>12</script><style>p{}</style><p hidden>13</p><p style='display: none'>14</p><p>15</p>",
        ["p1 15"],
    ),
    ("raised note marks", "<p>arrested<sup>1</sup> on the 1<sup>st</sup></p>", ["p1 arrested on the 1st"]),
    (
        "loose text and inline elements",
        "loose <b>bold</b><i>er</i> text<div>block</div>tail",
        ["p1 loose bolder text", "p2 block", "p3 tail"],
    ),
    (
        "a table that lays out",
        "<table><tr><td><p>Left</p></td><td><table><tr><td>a<td>1</table></td></tr></table>",
        ["p1 Left"],
    ),
    (
        "preformatted text",
        "<pre>We have looked at all the records of the year 2015/16 and\nfound none.\n\n&gt; quoted</pre>",
        ["p1 We have looked at all the records of the year 2015/16 and found none.", "p2 quote: quoted"],
    ),
    ("entities of HTML", "<p>Avon &amp; Somerset&nbsp;&pound;450 &lt;5</p>", ["p1 Avon & Somerset £450 <5"]),
    ("unclosed everything", "<p>one<p>two<div>three", ["p1 one", "p2 two", "p3 three"]),
]


@pytest.mark.parametrize(("what", "page", "expected"), PAGES, ids=[one[0] for one in PAGES])
def test_pages_become_passages(what: str, page: str, expected: list[str]) -> None:
    assert said(letters.html(f"<html><head><title>T</title></head><body>{page}".encode(), "page.html")) == expected


HTML_TABLES = [
    ("<tr><td rowspan=2>a<td colspan=2>b<tr><td>1<td>2", "|a|b| |\n| |1|2|", {(0, 0, 1, 0), (0, 1, 0, 2)}),
    ("<thead><tr><th>a<th>b</thead><tbody><tr><td>1<sup>2</sup><td><s>3</s></tbody>", "|a|b|\n|1|3|", set()),
    ("<tr><td rowspan=0>a<td>1<tr><td>2<tr><td>3", "|a|1|\n| |2|\n| |3|", {(0, 0, 2, 0)}),
    ("<tr><td colspan=x>a<td>1<tr><td colspan=-1>b<td>2", "|a|1|\n|b|2|", set()),
]


@pytest.mark.parametrize(("rows", "table", "merges"), HTML_TABLES)
def test_tables_of_pages(rows: str, table: str, merges: set[tuple[int, int, int, int]]) -> None:
    (sheet,) = letters.html(f"<table>{rows}</table>".encode(), "page.html").sheets
    assert (sheet.name, sheet.drawing()) == ("table 1", table)
    assert {(m.top, m.left, m.bottom, m.right) for m in sheet.merges} == merges


def test_marks_and_hidden_rows_of_a_page() -> None:
    rows = "<tr><td>a<td>1<sup>2</sup><tr style='display:none'><td>b<td><s>3</s>"
    (sheet,) = letters.html(f"<table>{rows}</table>".encode(), "page.html").sheets
    assert sheet.marks == {(0, 1): ("note:2",), (1, 1): ("struck",)}
    assert sheet.hidden_rows == {1}


@pytest.mark.parametrize(
    ("data", "issues"),
    [
        ("<p>£5</p>".encode(), []),
        ("<p>£5</p>".encode("utf-16"), []),
        ('<meta charset="iso-8859-1"><p>£5</p>'.encode("cp1252"), []),
        ('<meta charset="utf-8"><p>£5</p>'.encode("cp1252"), ["encoding-assumed"]),
        ('<meta charset="no-such"><p>£5</p>'.encode("cp1252"), ["encoding-assumed"]),
    ],
)
def test_encodings_of_pages(data: bytes, issues: list[str]) -> None:
    document = letters.html(data, "page.html")
    assert (said(document), codes(document)) == (["p1 £5"], issues)


@pytest.mark.parametrize(
    "data",
    [b"<html></html>", b"<script>1</script>", b"<div>" * 100_000, b"<table>" + b"<tr><td colspan=1999><td>x" * 9_000],
    ids=["empty", "script", "deep", "wide"],
)
def test_pages_that_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        letters.html(data, "page.html")
