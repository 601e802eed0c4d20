"""A data package read back says what the returns said."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cyberflag import Collection, collect
from cyberflag.cli import main
from cyberflag.collection.package import DamagedError, read_package
from cyberflag.observations import COLUMNS, Observation

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "round"
    assert main(["tidy", str(SAMPLES), "-q", "-o", str(folder)]) == 0
    return folder


def printed(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str | Path) -> bytes:
    main([*map(str, arguments), "-q"])
    return capsysbinary.readouterr().out


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    "command",
    [
        ["report", "--format", "json"],
        ["report"],
        ["ages", "--format", "json"],
        ["youngest", "--format", "json"],
        ["flags", "--format", "csv"],
        ["check", "--format", "csv"],
        ["tidy"],
    ],
    ids=" ".join,
)
def test_it_says_what_the_returns_say(
    command: list[str], package: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    name, *options = command
    said = printed(capsysbinary, name, SAMPLES, *options)
    assert said and printed(capsysbinary, name, package, *options) == said


def test_written_again_it_is_the_same(package: Path, tmp_path: Path) -> None:
    assert main(["tidy", str(package), "-q", "-o", str(tmp_path / "again")]) == 0
    assert {f.name: f.read_bytes() for f in (tmp_path / "again").iterdir()} == {
        f.name: f.read_bytes() for f in package.iterdir()
    }


RETURN = "{force}\nOffences with the cyber flag against children 2015/16\nPeriod,Number of offences\n2015/16,{number}\n"


def folder_of(path: Path, **numbers: int) -> Path:
    path.mkdir()
    for name, number in numbers.items():
        text = RETURN.format(force=f"{name} Police", number=number)
        (path / f"{name} Police.csv").write_text(text, encoding="utf-8")
    return path


def test_what_an_analyst_added_is_carried(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    returns = folder_of(tmp_path / "returns", Kent=12, Essex=7)
    (returns / "request.toml").write_text('[request]\nflag = "cyber"\nperiod = "2015/16"\n', encoding="utf-8")
    by_hand = "force,period,count,by,on,reason\nSussex,2015/16,3 to 7,JS,2016-05-30,a scan\n"
    (returns / "figures_by_hand.csv").write_text(by_hand, encoding="utf-8")
    (returns / "asked.csv").write_text("force,children\nKent,300000\nEssex,\nSussex,\nDorset,\n", encoding="utf-8")
    (returns / "decisions.csv").write_text("id,decision,by\ni123456789,accept,JS\n", encoding="utf-8")
    said = printed(capsysbinary, "report", returns, "--format", "json")
    printed(capsysbinary, "tidy", returns, "-o", tmp_path / "package")
    assert printed(capsysbinary, "report", tmp_path / "package", "--format", "json") == said
    told = json.loads(said)
    assert (told["assumed"]["by_hand"], told["assumed"]["decisions"], told["coverage"]["expected"]) == (1, 1, 4)


def test_returns_beside_a_package(tmp_path: Path) -> None:
    printed_to = tmp_path / "package"
    assert main(["tidy", str(folder_of(tmp_path / "one", Kent=12)), "-q", "-o", str(printed_to)]) == 0
    both = collect(printed_to, folder_of(tmp_path / "two", Essex=7))
    assert {h.force: h.count.exact for one in both.returns for h in one.headlines} == {
        "Essex Police": 7,
        "Kent Police": 12,
    }


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--request", "request.toml"], "read as it was written"),
        (["beside"], "Kent Police would be counted twice"),
    ],
)
def test_what_is_refused(
    options: list[str],
    complaint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("request.toml").write_text('[request]\nflag = "cyber"\n', encoding="utf-8")
    folder_of(Path("one"), Kent=12)
    folder_of(Path("beside"), Kent=13)
    assert main(["tidy", "one", "-q", "-o", "package"]) == 0
    assert main(["report", "package", *options, "-q"]) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize("name", ["observations.csv", "replies.csv", "issues.csv", "sources.csv"])
def test_a_damaged_package_is_an_issue(
    name: str, package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(package, damaged)
    (damaged / name).write_text("force,file\nKent Police,x\n", encoding="utf-8")
    with pytest.raises(DamagedError, match="not as it was written"):
        read_package(damaged)
    (damaged / name).unlink()
    assert main(["check", str(damaged), "-q", "--format", "csv"]) == 1
    assert "unreadable-file" in capsys.readouterr().out


def test_a_description_that_is_broken_is_told_with_its_line(package: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(package, damaged)
    (damaged / "datapackage.json").write_text('{"cyberflag":\n {', encoding="utf-8")
    with pytest.raises(DamagedError, match=r"damaged is not as it was written: line 2 of datapackage\.json cannot be"):
        read_package(damaged)


def test_two_rounds_as_packages(tmp_path: Path) -> None:
    for name, number in (("before", 85), ("after", 114)):
        returns = folder_of(tmp_path / f"{name}-returns", Kent=number)
        assert main(["tidy", str(returns), "-q", "-o", str(tmp_path / name)]) == 0
    out = tmp_path / "restated.csv"
    arguments = [str(tmp_path / "before"), str(tmp_path / "after"), "--restated", "-q", "-o", str(out)]
    assert main(["compare", *arguments]) == 0
    assert out.read_text(encoding="utf-8").splitlines()[1].startswith("Kent Police,2015/16,offences,cyber,85,85,85,114")


@pytest.mark.usefixtures("read_once")
def test_in_columns_it_says_the_same(package: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = tmp_path / "columns"
    shutil.copytree(package, columns)  # an earlier package is replaced, its csv with it
    assert main(["tidy", str(SAMPLES), "--parquet", "-q", "-o", str(columns)]) == 0
    assert sorted(path.name for path in columns.iterdir()) == [
        "datapackage.json",
        "issues.csv",
        "observations.parquet",
        "replies.csv",
        "sources.csv",
    ]
    table = parquet.read_table(columns / "observations.parquet")
    assert table.column_names == list(COLUMNS)
    said = printed(capsysbinary, "report", package, "--format", "json")
    assert printed(capsysbinary, "report", columns, "--format", "json") == said
    assert printed(capsysbinary, "tidy", columns) == printed(capsysbinary, "tidy", package)


def test_columns_need_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tidy", str(SAMPLES), "--parquet"]) == 2
    assert "name a folder with -o" in capsys.readouterr().err


KINDS: dict[str, Callable[[str], object]] = {"string": str, "integer": int, "date": date.fromisoformat}


def test_it_is_what_its_description_says(package: Path) -> None:
    told = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in told["resources"]] == ["observations", "replies", "issues", "sources"]
    for resource in told["resources"]:
        fields = resource["schema"]["fields"]
        with (package / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
            head, *rows = csv.reader(file, strict=True)
        assert head == [field["name"] for field in fields]
        assert {len(row) for row in rows} <= {len(fields)}
        for field, column in zip(fields, zip(*rows, strict=True), strict=True):
            for value in set(column) - set(resource["schema"]["missingValues"]):
                KINDS[field["type"]](value)


def test_records_that_say_the_same_are_counted_together_again(package: Path, samples: Collection) -> None:
    def records(observations: list[Observation]) -> list[tuple[object, ...]]:
        each = (one for o in observations if o.layout == "listing" for one in o.each())
        return sorted((str(o.where), o.count.exact, o.age.label, o.flag, o.sex, o.offence) for o in each)

    read = [o for one in read_package(package).returns for o in one.observations]
    assert records(read) == records(samples.observations)
    assert len([o for o in read if o.layout == "listing"]) * 2 < len(records(read))


def test_a_package_is_never_read_as_returns(package: Path, tmp_path: Path) -> None:
    """Neither within an archive, nor its files named one by one."""
    zipped = Path(shutil.make_archive(str(tmp_path / "old"), "zip", package.parent, package.name))
    found = collect(zipped, *package.iterdir())
    assert (found.observations, [i.severity for i in found.issues]) == ([], ["note"])
    assert {reason for _, reason in found.skipped} == {"data package of cyberflag's own"}
