"""Writes what the program loads in place of its sources: the data files as JSON, the regular expressions as codes.

    python tests/prepare.py

The codes are for the version of Python that runs. A source that was changed since is read or compiled in every run,
which is slower and not wrong; a test tells.
"""

from __future__ import annotations

import gc
import marshal
import sys
import zlib
from array import array
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import cyberflag
from cyberflag import patterns, reference

ROOT = Path(cyberflag.__file__).parent


def modules() -> list[str]:
    """Every module of the package, by its dotted name."""
    paths = (path.relative_to(ROOT.parent).with_suffix("") for path in sorted(ROOT.rglob("*.py")))
    return [".".join(path.parts).removesuffix(".__init__") for path in paths]


def expressions() -> set[patterns.Key]:
    """Whatever a module names or the phrases of a data file make, as sources with their flags."""
    for name in modules():
        import_module(name)
    kept = list(_made_once())  # so that they are still there to be found
    named: set[patterns.Key] = {one.key for one in gc.get_objects() if isinstance(one, patterns.Late)}
    return named | {(one.pattern, 0) for one in kept} | {(source, 0) for source in _of_phrases()}


def _made_once() -> Iterator[Any]:
    """What functions make of words of data files."""
    yield import_module("cyberflag.replies.pronouns").pronoun()
    yield import_module("cyberflag.replies.clauses").and_uses()
    yield import_module("cyberflag.words.whose").of_suspects_expression()
    yield from (one for _, one in import_module("cyberflag.prose.meaning").measures())


def _of_phrases() -> Iterator[str]:
    phrases = import_module("cyberflag.passages.phrases")
    for path in sorted(reference.DATA.glob("*.toml")):
        for kind, entries in reference.table(path.stem).items():
            if isinstance(entries, list) and all("words" in entry for entry in entries):
                yield from phrases.expression(path.stem, kind).sources()


def code(source: str | bytes, flags: int) -> patterns.Code:
    """What `re.compile` makes of a source before it builds the expression."""
    compiler, parser = import_module("re._compiler"), import_module("re._parser")
    tree = parser.parse(source, flags)
    codes = compiler._code(tree, flags)
    names: dict[str, int] = dict(tree.state.groupdict)
    numbered: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        numbered[number] = name
    whole = int(flags | tree.state.flags)
    return whole, zlib.compress(array("I", codes), 9), tree.state.groups - 1, names, tuple(numbered)


def main() -> None:
    """Write both; with `--check`, only tell whether the codes are those of the expressions."""
    if sys.argv[1:] == ["--check"]:
        sys.exit(patterns.prepared().keys() != expressions())
    names = reference.build()
    codes = {key: code(*key) for key in sorted(expressions(), key=repr)}
    patterns.PREPARED.write_bytes(marshal.dumps((patterns.magic(), codes), 2))
    sys.stdout.write(f"{len(names)} data files, {len(codes)} expressions\n")


if __name__ == "__main__":
    main()
