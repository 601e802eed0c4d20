"""Documents as short lists of text, so that a test shows what was read."""

from __future__ import annotations

from cyberflag.grid import Document


def said(document: Document) -> list[str]:
    """Every passage as `place kind text`, the kind left out where it is plain text."""
    return [
        f"{one.place} {one.text}" if one.kind == "text" else f"{one.place} {one.kind}: {one.text}"
        for one in document.passages
        if one.kind not in ("sender", "subject")
    ]


def drawn(document: Document) -> list[str]:
    return [f"{sheet.name}\n{sheet.drawing()}" for sheet in document.sheets]


def codes(document: Document) -> list[str]:
    return [one.code for one in document.issues]


def files(documents: list[Document]) -> list[tuple[str, str]]:
    return [(one.file, one.format) for one in documents]
