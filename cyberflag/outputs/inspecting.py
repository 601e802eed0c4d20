"""The answer of `inspect`: as JSON, drawn, or the one cell that is asked about."""

from __future__ import annotations

import sys
from pathlib import Path

from cyberflag.collection.inspection import inspect
from cyberflag.outputs.delivery import Options, put_bytes
from cyberflag.outputs.objects import json_text
from cyberflag.outputs.saying import encoded, format_of
from cyberflag.summaries.statements import issue_entry


def tell_inspected(file: Path, cell: str | None, options: Options) -> int:
    """Read one file and show how it was read; the exit code."""
    found, _, problems = inspect(file, request=options["request"])
    found = {**found, "issues": [issue_entry(problem) for problem in problems]}
    output = options["output"]
    code = int(any(problem.code == "unreadable-file" for problem in problems))
    if format_of(output, options["form"], "table") == "json":
        return max(code, put_bytes(json_text(found).encode(), output))
    from cyberflag.outputs.drawing import drawn, explained

    stream = None if output is not None else sys.stdout
    text = drawn(found, stream) if cell is None else explained(found, cell, stream)
    return max(code, put_bytes(encoded(text, output is not None), output))
