"""The child that reads: order, results, deaths, deadlines, and that it ends when nobody listens."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from cyberflag.grid import Document
from cyberflag.issues import Issue
from cyberflag.readers.child import FEW, Limits, read_all

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads the children of the process from /proc")
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[Path, str]]:
    for name in "abcd":
        (tmp_path / f"{name}.csv").write_text(f"{name},1\n2,3\n")
    return [(tmp_path / f"{name}.csv", f"{name}.csv") for name in "abcd"]


def first_cell(documents: list[Document]) -> str:
    return documents[0].sheets[0].text(0, 0)


def test_results_come_in_the_order_of_the_files(files: list[tuple[Path, str]]) -> None:
    seen: list[tuple[int, int, str]] = []
    results = list(read_all(files, first_cell, lambda done, of, name: seen.append((done, of, name))))
    assert results == [("a.csv", "a"), ("b.csv", "b"), ("c.csv", "c"), ("d.csv", "d")]
    assert seen == [(1, 4, "a.csv"), (2, 4, "b.csv"), (3, 4, "c.csv"), (4, 4, "d.csv")]
    assert list(read_all([], first_cell)) == []


def dying(documents: list[Document]) -> str:
    if first_cell(documents) == "b":
        os.abort()
    return first_cell(documents)


def hungry(documents: list[Document]) -> str:
    return str(len(bytearray(1 << 34))) if first_cell(documents) == "b" else first_cell(documents)


def busy(documents: list[Document]) -> str:
    while first_cell(documents) == "b":
        pass
    return first_cell(documents)


def faulty(documents: list[Document]) -> str:
    return first_cell(documents) if first_cell(documents) != "b" else str(1 // 0)


def loud(documents: list[Document]) -> str:
    os.write(1, b"noise")
    os.write(2, b"noise")
    return first_cell(documents)


@FORKS
@pytest.mark.parametrize(
    ("then", "said"),
    [
        (dying, "ended the reading process"),
        (hungry, "more memory"),
        (busy, "took too long"),
        (faulty, "a fault of this program stopped its reading (ZeroDivisionError in readers/child.py, line "),
    ],
)
def test_what_goes_wrong_is_named_and_the_rest_goes_on(files: list[tuple[Path, str]], then, said: str) -> None:  # type: ignore[no-untyped-def]
    results = dict(read_all(files, then, limits=Limits(processor=1)))
    failed = results.pop("b.csv")
    assert isinstance(failed, Issue) and failed.code == "unreadable-file" and said in failed.message
    assert results == {"a.csv": "a", "c.csv": "c", "d.csv": "d"}


@FORKS
def test_a_wait_has_an_end(files: list[tuple[Path, str]]) -> None:
    results = dict(read_all(files[:2], lambda _: signal.pause(), limits=Limits(waiting=0.1)))
    assert all(isinstance(result, Issue) and "took too long" in result.message for result in results.values())


@FORKS
def test_the_child_says_nothing(files: list[tuple[Path, str]], capfd: pytest.CaptureFixture[str]) -> None:
    assert len(list(read_all(files, loud))) == 4
    assert capfd.readouterr() == ("", "")


@LINUX
@FORKS
def test_closing_the_iterator_ends_the_child(files: list[tuple[Path, str]]) -> None:
    def children() -> set[str]:
        return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())

    others = children()
    results = read_all(files, first_cell)
    next(results)
    assert children() - others
    results.close()  # type: ignore[attr-defined]
    assert children() == others


@FORKS
def test_large_results_pass_through(files: list[tuple[Path, str]]) -> None:
    assert [len(result) for _, result in read_all(files, lambda _: bytes(3_000_000))] == [3_000_000] * 4  # type: ignore[arg-type]


def test_without_fork_a_spawned_child_does_the_same(
    files: list[tuple[Path, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork", raising=False)
    assert [result for _, result in read_all(files[:2], first_cell)] == ["a", "b"]


def test_two_children_share_many_files_and_keep_their_order(tmp_path: Path) -> None:
    names = [f"{number:02}.csv" for number in range(FEW + 5)]
    deadly = ["04.csv", "05.csv", names[-1]]
    for name in names:
        (tmp_path / name).write_text(f"{'b' if name in deadly else name},1\n2,3\n")
    results = list(read_all([(tmp_path / name, name) for name in names], dying))
    assert [name for name, _ in results] == names
    assert [name for name, answer in results if isinstance(answer, Issue)] == deadly
    assert all(answer == name for name, answer in results if name not in deadly)
