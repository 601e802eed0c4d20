"""Every regular expression of the package can be compiled, though none is before it is used."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import cyberflag
from cyberflag.patterns import Late, late

ROOT = Path(cyberflag.__file__).parent
MODULES = sorted(".".join(path.relative_to(ROOT.parent).with_suffix("").parts) for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("name", [name.removesuffix(".__init__") for name in MODULES])
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
