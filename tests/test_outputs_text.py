from __future__ import annotations

import csv
import io
import json

import pytest

from cyberflag.outputs.delimited import delimited, written
from cyberflag.outputs.inert import inert, neutral, one_line
from cyberflag.outputs.objects import json_text, result_json
from cyberflag.summaries import Column, Result, Scalar


def table(*rows: tuple[Scalar, ...]) -> Result:
    return Result(
        "t",
        "T",
        (Column("name", "Name"), Column("count", "Count", "number"), Column("bar", "", "bar", exported=False)),
        rows,
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kent", "Kent"),
        ("Dyfed-Powys · Ŵyl", "Dyfed-Powys · Ŵyl"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b2J", "\\x9b2J"),
        ("a\u202eb\u200bc\ufeff", "a\\u202eb\\u200bc\\ufeff"),
        ("bad\udcffname", "bad\\xffname"),
        ("two\nlines\tand tab", "two\\nlines\\tand tab"),
        ("[red]:smile:[/]", "[red]:smile:[/]"),
    ],
)
def test_text_from_a_return_is_inert(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_on_a_screen_white_space_is_folded_first() -> None:
    assert one_line(" two\n lines\x00") == "two lines\\x00"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\\rx"),
        (-5, "-5"),
        (0.1, "0.1"),
        (None, ""),
        (True, "true"),
        ("0 to 11", "0 to 11"),
        ("it's", "it's"),
        ("a\x1bb", "a\\x1bb"),
    ],
)
def test_a_value_in_a_delimited_file(value: Scalar, cell: str) -> None:
    assert written(value) == cell


def test_raw_leaves_formula_starts_but_never_an_escape() -> None:
    assert written("=1\x1b", raw=True) == "=1\\x1b"
    assert neutral("=1") == "'=1"


def test_csv_reads_back_with_lf_and_without_the_columns_of_the_screen() -> None:
    text = delimited(table(('He said "no", and\nleft', 3, 0.5), ("ŵ", None, None)))
    assert "\r" not in text
    assert list(csv.reader(io.StringIO(text))) == [["name", "count"], ['He said "no", and\nleft', "3"], ["ŵ", ""]]
    assert delimited(table(("a", 1, None)), "\t") == "name\tcount\na\t1\n"


def test_json_is_utf8_without_nan_and_without_anything_a_screen_obeys() -> None:
    text = json_text({"quote": "ŵ \x1b \x9b \u202e", "none": None})
    assert "ŵ" in text
    assert not any(character in text for character in "\x1b\x9b\u202e")
    assert json.loads(text)["quote"] == "ŵ \x1b \x9b \u202e"
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))


def test_a_result_is_a_list_of_objects_unless_it_has_a_shape_of_its_own() -> None:
    assert json.loads(result_json(table(("a", 1, 0.5)))) == [{"name": "a", "count": 1}]
    assert json.loads(result_json(Result("t", "T", data={"x": []}))) == {"x": []}
