"""Which documents are one return, and an earlier letter beside the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberflag.collection import collect
from cyberflag.collection.grouping import unit_name
from cyberflag.readers.discover import Found
from cyberflag.words.forces import names


@pytest.mark.parametrize(
    ("document", "unit", "force"),
    [
        ("Kent Police.csv", "Kent Police.csv", ""),
        ("Kent Police/data.csv", "Kent Police/", "Kent Police"),
        ("Kent Police.zip!data.csv", "Kent Police.zip!", "Kent Police"),
        ("Kent Police.eml", "Kent Police.eml", ""),
        ("Kent Police.eml!data.csv", "Kent Police.eml", "Kent Police"),
        ("mail.eml!data.csv", "mail.eml", ""),
        ("Kent Police.mbox!1", "Kent Police.mbox!", "Kent Police"),
        ("Kent Police.mbox!2!data.xls", "Kent Police.mbox!", "Kent Police"),
        ("all.mbox!2", "all.mbox!2", ""),
        ("all.mbox!2!data.xls", "all.mbox!2", ""),
        ("all.zip!Kent Police/data.xls", "all.zip!Kent Police/", "Kent Police"),
    ],
)
def test_unit_of_a_document(document: str, unit: str, force: str) -> None:
    folders = tuple(document.split("!")[0].split("/")[:-1])
    found = Found(Path(document), document, folders, Path())
    name, known = unit_name(document, found, names())
    assert (name, known.name if known else "") == (unit, force)


ACKNOWLEDGED = "Kent Police\n\nWe acknowledge receipt of your request and aim to send you a response by 20 May 2016.\n"
ANSWER = 'Kent Police\n"Sexual offences with the cyber flag, victims under 18, 2015/16"\nTotal offences,12\n'


@pytest.mark.parametrize(
    ("files", "status", "rows"),
    [
        ({"letter.txt": ACKNOWLEDGED}, "holding", ["holding"]),
        ({"letter.txt": ACKNOWLEDGED, "data.csv": ANSWER}, "answered", ["holding", "answered"]),
        (
            {"letter.txt": ACKNOWLEDGED, "reply.txt": "Kent Police\n\nWe do not hold this information.\n"},
            "not-held",
            ["holding", "not-held"],
        ),
    ],
)
def test_an_acknowledgement_stands_beside_the_answer(
    tmp_path: Path, files: dict[str, str], status: str, rows: list[str]
) -> None:
    folder = tmp_path / "Kent Police"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    (one,) = collect(tmp_path).returns
    assert (one.status, [reply.status for reply in one.replies]) == (status, rows)
