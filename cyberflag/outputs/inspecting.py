"""The answer of `inspect`: as JSON, drawn, or the one cell that is asked about."""

from __future__ import annotations

import sys
from pathlib import Path

from cyberflag.collection import inspect
from cyberflag.outputs.delivery import Options, four_files, put_bytes
from cyberflag.outputs.objects import json_text
from cyberflag.outputs.saying import encoded, format_of


def tell_inspected(file: Path, cell: str | None, options: Options) -> int:
    """Read one file and show how it was read; the exit code."""
    found = inspect(file, **four_files(options))
    output = options["output"]
    if format_of(output, options["form"], "table") == "json":
        return put_bytes(json_text(found).encode(), output)
    from cyberflag.outputs.drawing import drawn, explained

    stream = None if output is not None else sys.stdout
    text = drawn(found, stream) if cell is None else explained(found, cell, stream)
    return put_bytes(encoded(text, output is not None), output)
