"""Which files are returns, in what order, under what name; and what is passed over, with its reason."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest

from cyberflag.issues import CyberflagError
from cyberflag.readers.discover import find, skip_reason


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}")


def names(*paths: Path) -> list[str]:
    return [found.name for found in find(paths)[0]]


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    put(tmp_path / "returns", "Kent/b.xlsx", "Kent/a.xlsx", "Essex.csv", "North/Cumbria/x.pdf")
    found, skipped, issues = find([tmp_path / "returns"])
    assert [(f.name, f.group) for f in found] == [
        ("Essex.csv", ("returns",)),
        ("Kent/a.xlsx", ("returns", "Kent")),
        ("Kent/b.xlsx", ("returns", "Kent")),
        ("North/Cumbria/x.pdf", ("returns", "North", "Cumbria")),
    ]
    assert (skipped, issues) == ([], [])


def test_the_order_and_form_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    put(tmp_path, "one/a.csv", "one/b.csv", "two/a.csv", "two/c.csv", "z.csv")
    one, two, z = tmp_path / "one", tmp_path / "two", tmp_path / "z.csv"
    assert names(one, two, z) == names(z, two, one, one) == ["b.csv", "c.csv", "one/a.csv", "two/a.csv", "z.csv"]
    assert names(one, one / "a.csv") == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$Kent.xlsx", "lock file"),
        (".~lock.Kent.xlsx#", "lock file"),
        ("._Kent.xlsx", "system file"),
        (".DS_Store", "system file"),
        ("Thumbs.db", "system file"),
        ("desktop.ini", "system file"),
        ("Kent.xlsx.crdownload", "half download"),
        ("Kent.xlsx.part", "half download"),
        ("README.md", "read-me"),
        ("notes.toml", "read-me"),
        (".hidden", "hidden file"),
        ("folder\\Thumbs.db", "system file"),
        ("Kent.xlsx", ""),
        ("Kent", ""),
    ],
)
def test_names_that_are_never_returns(name: str, reason: str) -> None:
    assert skip_reason(name) == reason


def test_the_files_of_an_analyst_are_passed_over_beside_the_returns_only(tmp_path: Path) -> None:
    put(tmp_path / "r", "asked.csv", "request.toml", "decisions.xlsx", "figures_by_hand.csv", "Kent/asked.csv")
    found, skipped, _ = find([tmp_path / "r"])
    assert [f.name for f in found] == ["Kent/asked.csv"]
    assert {reason for _, reason in skipped} == {"kept by the analyst"} and len(skipped) == 4


def test_own_packages_are_passed_over_unless_given(tmp_path: Path) -> None:
    put(tmp_path, "r/out/observations.csv", "r/other/datapackage.json", "r/a.csv")
    (tmp_path / "r/out/datapackage.json").write_text(json.dumps({"cyberflag": "0.1"}))
    found, skipped, _ = find([tmp_path / "r"])
    assert [f.name for f in found] == ["a.csv", "other/datapackage.json"]
    assert skipped == [("out", "data package of cyberflag's own")]
    (package,) = find([tmp_path / "r/out"])[0]
    assert package.is_package and package.name == "out"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes and links")
def test_links_and_pipes_are_never_opened(tmp_path: Path) -> None:
    root = tmp_path / "r"
    put(root, "a.csv")
    (root / "loop").symlink_to(".")
    (root / "gone.csv").symlink_to("nowhere")
    (root / "passwd.csv").symlink_to("/etc/passwd")
    (root / "dir.xlsx").mkdir()
    os.mkfifo(root / "pipe.csv")
    found, skipped, issues = find([root])
    assert [f.name for f in found] == ["a.csv"]
    assert skipped == [
        ("dir.xlsx", "folder named like a file"),
        ("gone.csv", "link, not followed"),
        ("loop", "link, not followed"),
        ("passwd.csv", "link, not followed"),
        ("pipe.csv", "named pipe"),
    ]
    assert issues == []


def test_the_same_content_counts_once(tmp_path: Path) -> None:
    for name in ("Kent (1).csv", "Kent.csv", "Kent - Copy.csv", "Zulu.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    (tmp_path / "other.csv").write_text("a,b\n1,3\n")
    found, skipped, _ = find([tmp_path])
    assert [f.name for f in found] == ["Kent.csv", "other.csv"]
    assert [name for name, _ in skipped] == ["Kent (1).csv", "Kent - Copy.csv", "Zulu.csv"]
    assert {reason for _, reason in skipped} == {"same content as Kent.csv"}


def test_composed_and_decomposed_names_stand_together(tmp_path: Path) -> None:
    put(tmp_path, "Heddlu É.csv", unicodedata.normalize("NFD", "Heddlu É 2.csv"), "Heddlu F.csv", "Heddlu Z.csv")
    assert [unicodedata.normalize("NFC", n) for n in names(tmp_path)] == [
        "Heddlu F.csv",
        "Heddlu Z.csv",
        "Heddlu É 2.csv",
        "Heddlu É.csv",
    ]


def test_a_path_that_is_not_there_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(CyberflagError, match="There is no file or folder"):
        find([tmp_path / "gone"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_an_issue(tmp_path: Path) -> None:
    put(tmp_path, "a.csv")
    (tmp_path / "a.csv").chmod(0)
    found, skipped, issues = find([tmp_path])
    assert (found, [i.code for i in issues]) == ([], ["unreadable-file"])
    assert skipped == [("a.csv", "could not be opened: permission denied")]
