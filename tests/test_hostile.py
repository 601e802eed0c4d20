"""What must not break it: one test a row, each on files beside a good return whose figures must come out all the same."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import makers
import pytest
from conftest import RUN
from makers import attacks, letters, parts
from makers.quine import archive_of_itself

from cyberflag.cli import main
from cyberflag.grid import Document
from cyberflag.issues import Issue
from cyberflag.readers.child import Limits, read_all

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child by fork")

UNREADABLE = "Surrey Police.xlsx"
# The tool's own limits, tightened to those of the rows: what is refused must be refused well inside them.
TIGHT = Limits(memory=300 << 20, processor=2)


@dataclass(frozen=True)
class Seen:
    """What a run over a folder said."""

    code: int
    values: Any
    files: dict[str, list[tuple[str, str, str]]]  # issues as (severity, code, message), by file

    def refusal(self, name: str = UNREADABLE) -> str:
        """The message of the one error on a file."""
        (message,) = [
            text for severity, code, text in self.files[name] if (severity, code) == ("error", "unreadable-file")
        ]
        return message

    @property
    def total(self) -> int:
        return int(self.values["totals"][0]["count"])


class Folder:
    """A folder with one good return (Kent Police: 12 and 30), to which others are added."""

    def __init__(self, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.path, self._capfd = path, capfd
        path.mkdir()
        (path / "Kent Police.xlsx").write_bytes(attacks.GOOD)

    def put(self, name: str, data: bytes) -> None:
        (self.path / name).write_bytes(data)

    def run(self, *arguments: str, given: Path | None = None) -> Seen:
        code = main(["report", str(given or self.path), "--format", "json", "-q", *arguments])
        out, err = self._capfd.readouterr()
        assert err == "" and "\x1b" not in out
        values = json.loads(out)
        files: dict[str, list[tuple[str, str, str]]] = {}
        for one in values["issues"]:
            files.setdefault(one["file"], []).append((one["severity"], one["code"], one["message"]))
            assert one["message"] and one["hint"]
        return Seen(code, values, files)


@pytest.fixture
def folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path / "returns", capfd)


def refused(folder: Folder, data: bytes, name: str = UNREADABLE) -> str:
    """The message of the refusal; the good return is reported all the same, and the exit code is 1."""
    folder.put(name, data)
    seen = folder.run()
    assert seen.code == 1 and seen.total == 42
    return seen.refusal(name)


def inside_limits(tmp_path: Path, data: bytes, limits: Limits = TIGHT) -> list[Document] | Issue:
    (tmp_path / "a.xlsx").write_bytes(data)
    ((_, answer),) = read_all([(tmp_path / "a.xlsx", "a.xlsx")], _kept, limits=limits)
    return answer


def _kept(documents: list[Document]) -> list[Document]:
    return documents


@pytest.mark.parametrize("kind", attacks.BOMBS)
def test_row_zip_bomb_one_huge_string_millions_of_strings_or_cells(kind: str, folder: Folder, tmp_path: Path) -> None:
    data = attacks.BOMBS[kind]()
    answer = inside_limits(tmp_path, data)
    assert not isinstance(answer, Issue)  # refused from its size, not stopped by a limit
    assert "unpack to far more" in answer[0].issues[0].message
    assert "unpack to far more" in refused(folder, data)


@pytest.mark.parametrize("kind", attacks.far_apart())
def test_row_far_apart_cells_outside_the_grid_lying_sizes(kind: str, folder: Folder, tmp_path: Path) -> None:
    data = attacks.far_apart()[kind]
    assert not isinstance(inside_limits(tmp_path, data), Issue)
    assert re.search(
        "far apart|outside the grid|far more texts|larger than|more cells than|damaged", refused(folder, data)
    )


@pytest.mark.parametrize("kind", attacks.odd_but_harmless())
def test_row_style_only_far_cell_wrong_dimension_huge_merges_empty_area(
    kind: str, folder: Folder, tmp_path: Path
) -> None:
    data = attacks.odd_but_harmless()[kind]
    assert not isinstance(inside_limits(tmp_path, data), Issue)
    folder.put("Surrey Police.xlsx", data)
    seen = folder.run()
    assert (seen.code, seen.total) == (0, 84)


@pytest.mark.parametrize("kind", attacks.spelt_oddly())
def test_row_odd_spellings_are_read_right(kind: str, folder: Folder) -> None:
    folder.put("Surrey Police.xlsx", attacks.spelt_oddly()[kind])
    assert folder.run().total == 84


@pytest.mark.parametrize("kind", attacks.declaring("x"))
def test_row_entity_bombs_and_external_entities(kind: str, folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("CANARY", encoding="utf-8")
    name = "Surrey Police." + {"letter": "docx", "ods": "ods"}.get(kind.rpartition(" ")[2], "xlsx")
    folder.put(name, attacks.declaring(str(tmp_path / "secret.txt"))[kind])
    seen = folder.run()
    assert (seen.code, seen.total) == (1, 42)
    assert seen.refusal(name) and "CANARY" not in json.dumps(seen.values)


@pytest.mark.parametrize("kind", attacks.broken())
def test_row_damaged_empty_or_another_kind(kind: str, folder: Folder) -> None:
    said = refused(folder, attacks.broken()[kind])
    assert re.search("damaged|no bytes at all|plain text|zip archive", said)


def test_row_encrypted_workbook(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("msoffcrypto")
    plain = makers.xlsx(attacks.GRID)

    assert refused(folder, makers.locked(plain, "hunter2")) == "The file is password protected."
    opened = folder.run("--password", "other", "--password", "hunter2")
    assert (opened.code, opened.total) == (0, 84)
    assert "hunter2" not in json.dumps(opened.values)
    monkeypatch.setenv("CYBERFLAG_PASSWORDS", "other\nhunter2")
    assert folder.run().total == 84
    monkeypatch.setenv("CYBERFLAG_SPAWN", "1")
    assert folder.run().total == 84
    monkeypatch.delenv("CYBERFLAG_PASSWORDS")
    assert folder.run("--password", "hunter2").total == 84
    assert folder.run().code == 1  # a password is not remembered
    monkeypatch.delenv("CYBERFLAG_SPAWN")
    folder.put(UNREADABLE, makers.locked(plain, "VelvetSweatshop"))
    assert folder.run().total == 84


@pytest.mark.parametrize("kind", attacks.of_other_programs())
def test_row_word_97_scan_numbers_accdb_winmail_link(kind: str, folder: Folder) -> None:
    name, data = attacks.of_other_programs()[kind]
    folder.put(name, data)
    seen = folder.run()
    assert (seen.code, seen.total) == (1, 42)
    (issue,) = [one for one in seen.values["issues"] if one["file"] == name]
    steps = "save it as .docx|figures_by_hand|export|attachment itself|Download the document"
    assert re.search(steps, issue["hint"])


@pytest.mark.parametrize("kind", attacks.disguised())
def test_row_xls_that_is_html_tsv_xml_or_mhtml(kind: str, folder: Folder) -> None:
    folder.put("Kent Police.xlsx", makers.xlsx([*attacks.GRID[:3], ["Other", 30]]))  # that no content stands twice
    folder.put("Surrey Police.xls", attacks.disguised()[kind])
    assert folder.run().total == 84


def test_row_error_cells_and_formulas_without_a_value(folder: Folder) -> None:
    rows = attacks.TABLE + (
        f'<row r="5">{parts.cell("A5", "Other")}<c r="B5" t="e"><v>#REF!</v></c></row>'
        f'<row r="6">{parts.cell("A6", "More")}<c r="B6"><f>SUM(B3:B5)</f></c></row>'
    )
    folder.put("Surrey Police.xlsx", parts.workbook(parts.sheet(rows)))
    found = {(one["code"], one["cell"]) for one in folder.run().values["issues"]}
    assert {("error-cell", "B5"), ("formula-without-value", "B6")} <= found


@pytest.mark.parametrize("kind", attacks.odd_lines())
def test_row_csv_encodings_line_ends_ragged_wide(kind: str, folder: Folder) -> None:
    folder.put("Surrey Police.csv", attacks.odd_lines()[kind])
    assert folder.run().total == 84


@pytest.mark.parametrize("kind", attacks.broken_lines())
def test_row_csv_long_field_unclosed_quote_nul(kind: str, folder: Folder) -> None:
    data, line = attacks.broken_lines()[kind]
    assert line in refused(folder, data, "Surrey Police.csv")


def test_row_pipe_device_socket_links_are_never_opened(folder: Folder, tmp_path: Path) -> None:
    inside = folder.path
    os.mkfifo(inside / "pipe.xlsx")
    (inside / "loop").symlink_to(inside)
    (inside / "passwd.csv").symlink_to("/etc/passwd")
    (inside / "zero.csv").symlink_to("/dev/zero")
    (inside / "nowhere.xlsx").symlink_to(tmp_path / "gone.xlsx")
    (inside / "folder.xlsx").mkdir()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(inside / "s.xlsx"))
    opened: list[str] = []
    watching = [True]
    sys.addaudithook(lambda event, about: opened.append(str(about[0])) if watching[0] and event == "open" else None)
    try:
        assert main(["tidy", str(inside), "-o", str(tmp_path / "package"), "-q"]) == 0
    finally:
        watching[0] = False
        listening.close()
    with (tmp_path / "package" / "sources.csv").open(encoding="utf-8", newline="") as file:
        skipped = {row["file"]: row["skipped"] for row in csv.DictReader(file) if row["skipped"]}
    assert skipped == {
        "folder.xlsx": "folder named like a file",
        "loop": "link, not followed",
        "nowhere.xlsx": "link, not followed",
        "passwd.csv": "link, not followed",
        "pipe.xlsx": "named pipe",
        "s.xlsx": "socket",
        "zero.csv": "link, not followed",
    }
    assert not [path for path in opened if Path(path).name in skipped or path in ("/etc/passwd", "/dev/zero")]


# Root may read everything, until it has put away the rights to.
_ORDINARY = f"""
import ctypes, os, sys
libc = ctypes.CDLL(None)
if os.geteuid() == 0:
    [libc.prctl(24, right) for right in (1, 2)]  # PR_CAPBSET_DROP: CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
os.execv(sys.executable, [sys.executable, "-c", {RUN!r}, *sys.argv[1:]])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rights of Linux")
def test_row_unreadable_file_is_an_error(folder: Folder) -> None:
    folder.put(UNREADABLE, attacks.GOOD)
    (folder.path / UNREADABLE).chmod(0)
    line = [sys.executable, "-c", _ORDINARY, "report", str(folder.path), "--format", "json", "-q"]
    done = subprocess.run(line, capture_output=True, check=False)
    values = json.loads(done.stdout)
    (found,) = [one for one in values["issues"] if one["file"] == UNREADABLE]
    assert (done.returncode, done.stderr, values["totals"][0]["count"]) == (1, b"", 42)
    assert "could not be opened: permission denied" in found["message"]


def test_row_lock_files_and_system_files_are_skipped_and_counted(
    folder: Folder, capfd: pytest.CaptureFixture[str]
) -> None:
    names = (
        "~$Kent.xlsx",
        ".~lock.Kent.xlsx#",
        "._Kent.xlsx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "a.xlsx.crdownload",
    )
    for name in names:
        folder.put(name, b"\0\0\0\1Bud1")
    assert main(["totals", str(folder.path), "--format", "csv"]) == 0
    assert "1 file read, 7 skipped" in capfd.readouterr().err


def test_row_the_same_content_twice_and_unsafe_names(folder: Folder, tmp_path: Path) -> None:
    for name in ("Kent Police (1).xlsx", "Other.xlsx"):
        folder.put(name, attacks.GOOD)
    other = attacks.LINES.replace("12", "20")
    names = ["\x1b[31mred\n[bold]x.csv", unicodedata.normalize("NFC", "é.csv"), unicodedata.normalize("NFD", "è.csv")]
    for at, name in enumerate(names):
        folder.put(name, other.replace("30", str(60 + at)).encode())
    assert main(["tidy", str(folder.path), "-o", str(tmp_path / "p"), "-q"]) == 0
    text = (tmp_path / "p" / "sources.csv").read_text(encoding="utf-8")
    assert text.count("same content as Kent Police.xlsx") == 2
    assert "\x1b" not in text and "\\x1b[31mred" in text
    assert folder.run().total == 42


def test_row_archive_with_unsafe_names_is_read_in_memory(folder: Folder, tmp_path: Path) -> None:
    folder.put("Surrey Police.zip", attacks.archive_of_bad_names())
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["tidy", str(folder.path), "-o", str(tmp_path / "p"), "-q"]) == 0
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.parent for path in files - before} == {tmp_path / "p"}
    assert not Path("/abs/escape.csv").exists() and not (tmp_path.parent / "escape.csv").exists()
    with (tmp_path / "p" / "sources.csv").open(encoding="utf-8", newline="") as file:
        read = [row["file"] for row in csv.DictReader(file)]
    assert "Surrey Police.zip!ok/Kent.csv" in read and len(read) == 8
    assert "root:" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "p").iterdir())


def test_row_quine_is_a_real_one() -> None:
    data = archive_of_itself()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = archive.namelist()
        assert archive.testzip() is None and archive.read(name) == data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (attacks.archive_of_many(20_000), "20,000 files"),
        (attacks.archive_nested(8), "lies inside 4 others"),
        (attacks.archive_nested(40), "lies inside 4 others"),
        (archive_of_itself(), "The archive holds itself"),
        (makers.zipped({"a.zip": archive_of_itself(), "b.txt": b"see a"}), "The archive holds itself"),
    ],
    ids=["20,000 members", "nested eight deep", "nested forty deep", "quine", "quine inside another"],
)
def test_row_archive_of_many_members_or_nested_deep(data: bytes, said: str, folder: Folder) -> None:
    folder.put("Surrey Police.zip", data)
    seen = folder.run()
    assert (seen.code, seen.total) == (1, 42)
    assert said in json.dumps([issues for name, issues in seen.files.items() if name.startswith("Surrey Police.zip")])


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
def test_row_formula_starts_are_neutralised_unless_raw(form: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows: list[list[Any]] = [[text.strip(), 3] for text in attacks.FORMULAS]
    (tmp_path / "Kent Police.csv").write_bytes(makers.csv([[attacks.TITLE, None], ["Offence", "Offences"], *rows]))
    for raw in (False, True):
        out = tmp_path / "out" / f"{raw}.{form}"
        out.parent.mkdir(exist_ok=True)
        line = ["tidy", str(tmp_path / "Kent Police.csv"), "-o", str(out), "-q", *(["--raw"] if raw else [])]
        assert main(line) == 0
        if form == "xlsx":
            sheet = load_workbook(out).worksheets[0]
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert all(cell.data_type != "f" for cell in cells)
            texts = [str(cell.value) for cell in cells if isinstance(cell.value, str)]
            numbers = [int(cell.value) for cell in cells if isinstance(cell.value, int)]
        else:
            with out.open(encoding="utf-8", newline="") as file:
                table = list(csv.reader(file, delimiter="," if form == "csv" else "\t"))
            texts = [cell for row in table for cell in row]
            numbers = [int(cell) for cell in texts if cell.isdigit()]
        starts = {text[0] for text in texts if text}
        assert numbers and (bool(starts & set("=@")) is raw)


def test_row_ten_poisoned_among_forty_good_change_no_figure(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good"
    good.mkdir()
    names = [f"{name}shire Police" for name in _forty()]
    (good / "asked.csv").write_text("force\n" + "\n".join(names) + "\n", encoding="utf-8")
    for at, name in enumerate(names):
        (good / f"{name}.xlsx").write_bytes(makers.xlsx([*attacks.GRID[:2], ["Rape", 10 + at], ["Grooming", 7 * at]]))
    main(["report", str(good), "--format", "json", "-q"])
    alone = json.loads(capfd.readouterr().out)
    poison = [
        attacks.BOMBS["zip bomb"](),
        *list(attacks.far_apart().values())[:3],
        attacks.declaring("x")["entity bomb"],
        *[attacks.broken()[kind] for kind in ("truncated", "bad CRC", "zero-byte", "one-byte", "foreign zip")],
    ]
    for at, data in enumerate(poison):
        (good / f"poison {at}.xlsx").write_bytes(data)
    for spawned in ("0", "1"):
        os.environ["CYBERFLAG_SPAWN"] = spawned
        try:
            assert main(["report", str(good), "--format", "json", "-q"]) == 1
        finally:
            del os.environ["CYBERFLAG_SPAWN"]
        both = json.loads(capfd.readouterr().out)
        for key in ("totals", "ages", "youngest", "forces", "coverage", "left_out"):
            assert both[key] == alone[key], key
        unread = [one for one in both["issues"] if one["code"] == "unreadable-file"]
        assert len(unread) == 10 and {one["file"] for one in unread} == {f"poison {at}.xlsx" for at in range(10)}


def _forty() -> list[str]:
    return [
        a + b
        for a in ("Any", "Bar", "Cor", "Dun", "Ell")
        for b in ("low", "den", "mar", "sed", "tor", "ver", "wim", "zan")
    ]


def test_row_hidden_content_is_told_by_kind_and_number_alone(folder: Folder, capfd: pytest.CaptureFixture[str]) -> None:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(io.BytesIO(makers.xlsx(attacks.GRID)))
    sheet = book.worksheets[0]
    sheet["A9"], sheet["D3"] = "SECRETROW", "SECRETCOLUMN"
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["A3"].comment = Comment("SECRETNOTE", "SECRETNAME")
    extra = book.create_sheet("Workings")
    extra["A1"] = "SECRETSHEET"
    extra.sheet_state = "hidden"
    book.properties.creator, book.properties.description = "SECRETNAME", "SECRETTEXT"
    carried = {
        "xl/pivotCache/pivotCacheRecords1.xml": b"<x>SECRETCACHE</x>",
        "xl/externalLinks/externalLink1.xml": b"<x>SECRETLINK</x>",
        "xl/embeddings/oleObject1.bin": b"SECRETOBJECT",
        "xl/vbaProject.bin": b"SECRETCODE",
    }
    folder.put("Kent Police.xlsx", makers.rezipped(makers.saved(book), carried))
    seen = folder.run()
    assert "SECRET" not in json.dumps(seen.values["issues"])
    told = " ".join(text for severity, code, text in seen.files["Kent Police.xlsx"] if code == "hidden-content")
    for what in ("sheet is hidden", "1 row hidden", "1 column hidden", "1 comment", "pivot cache", "other workbook"):
        assert what in told
    for what in ("embedded file", "macros", "an author and a description"):
        assert what in told
    assert all(
        severity == "warning" for severity, code, _ in seen.files["Kent Police.xlsx"] if code == "hidden-content"
    )
    assert main(["check", str(folder.path), "-q"]) in (0, 1)
    out = " ".join(capfd.readouterr().out.split())
    assert "To Kent Police: “Your file Kent Police.xlsx may hold more than you meant to release" in out
    assert "SECRET" not in out


def test_row_filtered_rows_are_told_from_hidden_ones(folder: Folder) -> None:
    rows = attacks.TABLE + "".join(
        f'<row r="{n}" hidden="1">{parts.cell(f"A{n}", "SECRET")}{parts.cell(f"B{n}", "3")}</row>' for n in (5, 6, 7)
    )
    shown = '<autoFilter ref="A2:B7"><filterColumn colId="0"><filters><filter val="Rape"/></filters></filterColumn></autoFilter>'
    folder.put("Surrey Police.xlsx", parts.workbook(parts.sheet(rows, after=shown)))
    seen = folder.run()
    told = [one for one in seen.files["Surrey Police.xlsx"] if one[1] == "hidden-content"]
    assert told == [("warning", "hidden-content", "3 rows filtered out (first at A5), with 6 cells in them.")]
    assert "SECRET" not in json.dumps(seen.values)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_row_hidden_sheets_rows_and_columns_of_other_formats(suffix: str, folder: Folder) -> None:
    folder.put(f"Surrey Police.{suffix}", attacks.concealed(suffix))
    seen = folder.run()
    told = " ".join(text for _, code, text in seen.files[f"Surrey Police.{suffix}"] if code == "hidden-content")
    for what in ("The sheet is hidden and holds 1 cell", "1 row hidden", "1 column hidden"):
        assert what in told
    assert "SECRET" not in json.dumps(seen.values)


PEOPLE: list[list[Any]] = [
    ["Crime reference", "Date of birth", "Victim name", "Contact", "Home", "Age", "Offence"],
    *[
        [f"42/{n:05d}/15", f"0{n}/02/2003", f"SECRET PERSON {n}", f"0161 496 00{n:02d}", f"{n} High St, Anytown, AN1 {n}AA", 12, "Rape"]
        for n in range(1, 7)
    ],
]  # fmt: skip


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "html", "docx"])
def test_row_personal_columns_are_told_by_kind_and_number_alone(suffix: str, folder: Folder) -> None:
    table = [[str(cell) for cell in row] for row in PEOPLE]
    if suffix == "docx":
        data = letters.docx(letters.tbl(*("".join(letters.tc(cell) for cell in row) for row in table)))
    else:
        data = makers.csv(table) if suffix == "csv" else makers.html(table) if suffix == "html" else makers.xlsx(table)
    name = f"Surrey Police.{suffix}"
    folder.put(name, data)
    seen = folder.run()
    told = [text for severity, code, text in seen.files[name] if (severity, code) == ("warning", "personal-data")]
    assert [text.partition(";")[0] for text in told] == [
        "A column looks like dates of birth beside crime references",
        "A column looks like names of people",
        "A column looks like phone numbers",
        "A column looks like addresses or places",
    ]
    assert all("6 cells" in text for text in told)
    assert "SECRET" not in json.dumps(seen.values) and "0161" not in json.dumps(seen.values)
