"""The answer of `inspect`: as JSON, drawn, or the one cell that is asked about."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cyberflag.collection.inspection import inspect
from cyberflag.issues import CyberflagError, Severity
from cyberflag.observations import Observation
from cyberflag.outputs.delivery import Options, put_bytes
from cyberflag.outputs.objects import json_text
from cyberflag.outputs.saying import encoded, format_of
from cyberflag.summaries import Entry
from cyberflag.summaries.statements import issue_entry
from cyberflag.tidy import record


def tell_inspected(file: Path, cell: str | None, options: Options) -> int:
    """Read one file and show how it was read; the exit code."""
    output = options["output"]
    form = format_of(output, options["form"], "table", ("table", "json"))
    found, _, problems = inspect(file, request=options["request"])
    found = {**_plain(found), "issues": [issue_entry(problem) for problem in problems]}
    content = _said(found, cell, form, output)
    failing = options["strict"] and any(problem.severity is not Severity.NOTE for problem in problems)
    unread = any(problem.code == "unreadable-file" for problem in problems)
    return max(int(failing or unread), put_bytes(content, output))


def _said(found: Entry, cell: str | None, form: str, output: Path | None) -> bytes:
    if form == "json":
        shown = found if cell is None else [{"sheet": sheet["sheet"], **one} for sheet, one in cells_at(found, cell)]
        return json_text(shown).encode()
    from cyberflag.outputs.drawing import drawn, explained

    stream = None if output is not None else sys.stdout
    text = drawn(found, stream) if cell is None else explained(cells_at(found, cell), stream)
    return encoded(text, output is not None)


def cells_at(found: Entry, cell: str) -> list[tuple[Entry, Entry]]:
    """The sheets and cells at `B7` or `Sheet1!B7`. Raises CyberflagError where there is no such cell."""
    wanted_sheet, _, address = cell.rpartition("!")
    hits = [
        (sheet, one)
        for sheet in found["sheets"]
        for one in sheet["cells"]
        if one["cell"].upper() == address.upper() and wanted_sheet in ("", sheet["sheet"])
    ]
    if not hits:
        raise CyberflagError(f"{found['file']} has no cell {cell} with anything in it")
    return hits


def _plain(value: Any) -> Any:
    """The same with every observation as a mapping of its columns."""
    if isinstance(value, Observation):
        return record(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
