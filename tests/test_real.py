"""Two published police workbooks, where they are at hand: their structure is found, and no flagged figure is claimed."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cyberflag.collection import inspect
from cyberflag.issues import Issue
from cyberflag.returns import ForceReturn

HERE = Path(__file__).resolve().parent.parent.parent / "shared" / "real"
FILES = sorted(p for p in HERE.glob("*") if p.suffix in (".ods", ".xlsx")) if HERE.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the published workbooks are not at hand")


@cache
def read(path: Path) -> tuple[dict[str, Any], ForceReturn, list[Issue]]:
    return inspect(path)


def blocks() -> list[tuple[Path, dict[str, Any]]]:
    found = []
    for path in FILES:
        expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
        found += [(path, block) for block in expected["blocks"]]
    return found


@pytest.mark.parametrize(("path", "block"), blocks(), ids=lambda x: x.stem if isinstance(x, Path) else x["title"])
def test_structure(path: Path, block: dict[str, Any]) -> None:
    entry = read(path)[0]
    tables = [t for s in entry["sheets"] if s["sheet"] == block["sheet"] for t in s["tables"]]
    (column,) = set(re.findall(r"[A-Z]+", block["data"]))
    rows = [int(n) for n in re.findall(r"\d+", block["data"])]
    (table,) = [t for t in tables if _holds(t["data"], column, rows)]
    for key in ("header_rows", "label_columns", "total_rows", "subtotal_rows"):
        assert table[key] == block[key], key


def _holds(data: str, column: str, rows: list[int]) -> bool:
    left, top, right, bottom = re.match(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", data).groups()  # type: ignore[union-attr]
    wide = (len(left), left) <= (len(column), column) <= (len(right), right)
    return wide and int(top) <= rows[0] and int(bottom) >= rows[1]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_flagged_figure(path: Path) -> None:
    assert not [h for h in read(path)[1].headlines if h.flag == "cyber"]
