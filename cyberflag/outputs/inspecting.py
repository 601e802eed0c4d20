"""The answer of `inspect`: as JSON, drawn, or the one cell that is asked about."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cyberflag.collection.inspection import inspect
from cyberflag.observations import Observation
from cyberflag.outputs.delivery import Options, put_bytes
from cyberflag.outputs.objects import json_text
from cyberflag.outputs.saying import encoded, format_of
from cyberflag.summaries.statements import issue_entry
from cyberflag.tidy import record


def tell_inspected(file: Path, cell: str | None, options: Options) -> int:
    """Read one file and show how it was read; the exit code."""
    found, _, problems = inspect(file, request=options["request"])
    found = {**_plain(found), "issues": [issue_entry(problem) for problem in problems]}
    output = options["output"]
    code = int(any(problem.code == "unreadable-file" for problem in problems))
    if format_of(output, options["form"], "table") == "json":
        return max(code, put_bytes(json_text(found).encode(), output))
    from cyberflag.outputs.drawing import drawn, explained

    stream = None if output is not None else sys.stdout
    text = drawn(found, stream) if cell is None else explained(found, cell, stream)
    return max(code, put_bytes(encoded(text, output is not None), output))


def _plain(value: Any) -> Any:
    """The same with every observation as a mapping of its columns."""
    if isinstance(value, Observation):
        return record(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
