"""Regular expressions that are compiled when a text is first held against them: most runs meet few of the forms known."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class Late:
    """Stands for a regular expression, and takes over its methods when it is first asked for one."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Whatever the compiled expression has; asked only for what is not there yet."""
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The regular expression, to be used as what `re.compile` gives; a mistake in it shows when it is first used."""
    return cast("re.Pattern[AnyStr]", Late(source, flags))
