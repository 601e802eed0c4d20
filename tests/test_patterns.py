"""Every regular expression of the package can be compiled, though none is before it is used."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from prepare import code, modules

from cyberflag import patterns
from cyberflag.patterns import Late, compiled, late


@pytest.mark.parametrize("name", modules())
def test_each_expression_compiles(name: str) -> None:
    found = [one for one in vars(import_module(name)).values() if isinstance(one, Late)]
    assert all(one.search(b"" if isinstance(one.pattern, bytes) else "") is not ... for one in found)


def test_what_is_late_does_what_the_compiled_does() -> None:
    one = late(r"(\d)\s(x)", re.IGNORECASE)
    match = one.search("a 1 X")
    assert match is not None and match.groups() == ("1", "X")
    assert one.sub("-", "1 x2 X") == "--" and one.findall("1 x") == [("1", "x")] and one.groups == 2
    with pytest.raises(re.error):
        late("(").search("")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file in place of the one with the kept codes."""
    monkeypatch.setattr(patterns, "PREPARED", tmp_path / "patterns.bin")
    patterns.prepared.cache_clear()
    yield tmp_path / "patterns.bin"
    patterns.prepared.cache_clear()


SOURCES = (r"a(?P<what>b|c)+\s*$", r"(?i)\bÉté\b", rb"<c\s[^<>]*>", r"(?P<y>\d{4})(-(?P<m>\d\d))?", r"[^\W\d_]{2,}?x")


@pytest.mark.parametrize("source", SOURCES)
def test_kept_codes_make_the_same_expression(source: str | bytes, kept: Path) -> None:
    kept.write_bytes(marshal.dumps((patterns.magic(), {(source, 0): code(source, 0)})))
    made, wanted = compiled(source), re.compile(source)
    assert list(patterns.prepared()) == [(source, 0)]
    assert (made, made.groupindex, made.groups) == (wanted, wanted.groupindex, wanted.groups)


@pytest.mark.parametrize("content", [b"", b"{", marshal.dumps((0, {("a+", 0): ()}))], ids=["empty", "damaged", "old"])
def test_codes_that_do_not_fit_are_not_used(content: bytes, kept: Path) -> None:
    kept.write_bytes(content)
    assert not patterns.prepared() and compiled("a+") == re.compile("a+")


@pytest.mark.skipif(not patterns.PREPARED.exists(), reason="no codes are kept for this version of Python")
def test_the_kept_codes_are_those_of_the_expressions() -> None:
    for source, flags in patterns.prepared():
        assert compiled(source, flags) == re.compile(source, flags)
    # in a process of its own, where no test has named an expression
    script = Path(__file__).with_name("prepare.py")
    assert not subprocess.run([sys.executable, script, "--check"]).returncode, f"run python tests/{script.name}"
