"""Which output a format or the suffix of a file calls for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from cyberflag.issues import CyberflagError
from cyberflag.outputs.delimited import delimited
from cyberflag.outputs.objects import json_text, result_json
from cyberflag.summaries import Report, Result

_NEAREST = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})
SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".txt": "table", ".xlsx": "xlsx", ".html": "html"}
FORMATS = ("csv", "tsv", "json", "table", "xlsx")


def format_of(path: Path | None, given: str | None, default: str, formats: Sequence[str] = FORMATS) -> str:
    """The format asked for, else that of the file's suffix, else the default.

    Raises CyberflagError for a suffix that calls for none of `formats`.
    """
    if given is not None:
        return given
    if path is None or not path.suffix:
        return default
    found = SUFFIXES.get(path.suffix.lower(), "")
    if found not in formats:
        fitting = ", ".join(suffix for suffix, form in SUFFIXES.items() if form in formats)
        raise CyberflagError(f"{path} has no suffix that can be written here; there are {fitting}")
    return found


def as_bytes(said: Result | Report, form: str, raw: bool = False, to_file: bool = False) -> bytes:
    """A result or report in `form`: csv, tsv, json, xlsx or table; a report as html too."""
    sections: Sequence[Result] = said.sections if isinstance(said, Report) else (said,)
    if form == "xlsx":
        from cyberflag.outputs.workbook import workbook

        return workbook(said.sheets() if isinstance(said, Report) else sections, raw)
    if form == "html" and isinstance(said, Report):
        from cyberflag.outputs.page import page

        return page(said)
    if form == "json":
        return (json_text(said.data) if isinstance(said, Report) else result_json(said)).encode()
    if form in ("csv", "tsv"):
        return delimited(sections[0], "," if form == "csv" else "\t", raw).encode()
    return _screen(sections, to_file)


def _screen(sections: Sequence[Result], to_file: bool) -> bytes:
    from cyberflag.outputs.terminal import on_screen

    return encoded(on_screen(sections, None if to_file else sys.stdout), to_file)


def encoded(text: str, to_file: bool) -> bytes:
    """The bytes of a text for a file, or for this screen."""
    encoding = "utf-8" if to_file else sys.stdout.encoding or "utf-8"
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        # A screen that lacks a character shows the nearest it has, or a mark; nothing fails for it.
        return text.translate(_NEAREST).encode(encoding, "replace")


def with_notes(said: Result | Report, *notes: str) -> Result | Report:
    """The result with further notes before its others; a report keeps its own."""
    if isinstance(said, Report) or not any(notes):
        return said
    return replace(said, notes=(*(note for note in notes if note), *said.notes))
