"""Regular expressions that are compiled when a text is first held against them: most runs meet few of the forms known.

Compiling is slow and gives the same codes every time, so the codes of the expressions of this package are kept
(data/built/patterns-*.bin, written by tests/prepare.py). They belong to one version of Python; under another,
and for an expression that is not among them, the expression is compiled.
"""

from __future__ import annotations

import marshal
import re
import sys
import zlib
from array import array
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, AnyStr, cast, overload

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")

# What the codes depend on: tables of characters differ between versions, and sets are laid out in the order of bytes.
_NAME = f"patterns-{sys.version_info.major}.{sys.version_info.minor}-{sys.byteorder}.bin"
PREPARED = Path(__file__).parent / "data" / "built" / _NAME

Key = tuple[str | bytes, int]  # source and flags as they are asked for
Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # all flags, packed codes, groups and their names


class Late:
    """Stands for a regular expression, and takes over its methods when it is first asked for one."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.key: Key = source, int(flags)

    def __getattr__(self, name: str) -> Any:
        """Whatever the compiled expression has; asked only for what is not there yet."""
        source, flags = self.key
        expression: re.Pattern[Any] = compiled(source, flags)
        for method in _METHODS:
            setattr(self, method, getattr(expression, method))
        return getattr(expression, name)


def late(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The regular expression, to be used as what `re.compile` gives; a mistake in it shows when it is first used."""
    return cast("re.Pattern[AnyStr]", Late(source, flags))


@overload
def compiled(source: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def compiled(source: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
@overload
def compiled(source: str | bytes, flags: int = 0) -> re.Pattern[Any]: ...
def compiled(source: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """What `re.compile` gives, from its kept codes where there are any."""
    known = prepared().get((source, flags))
    return re.compile(source, flags) if known is None else _from_code(source, known)


def _from_code(source: str | bytes, code: Code) -> re.Pattern[Any]:
    flags, packed, groups, names, numbered = code
    codes = array("I", zlib.decompress(packed)).tolist()
    made: re.Pattern[Any] = import_module("_sre").compile(source, flags, codes, groups, names, numbered)
    return made


@cache
def prepared() -> Mapping[Key, Code]:
    """The kept codes; none where there are none for the Python that runs."""
    try:
        made_for, codes = marshal.loads(PREPARED.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    found: Mapping[Key, Code] = codes if made_for == magic() else {}
    return found


def magic() -> int:
    """The number of the form of codes that this Python understands."""
    number: int = import_module("_sre").MAGIC
    return number
