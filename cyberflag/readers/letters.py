"""Letters become Documents: prose as passages, tables as sheets. Each format's own work is in its module."""

from __future__ import annotations

from cyberflag.grid import Document
from cyberflag.readers import aligned, encodings, wrapped
from cyberflag.readers.drafts import MAX_TEXT, Draft, seen
from cyberflag.readers.refusal import BY_EYE, Unreadable


def docx(data: bytes, name: str) -> Document:
    """A Word document: paragraphs and tables in their order, notes and running headers behind."""
    from cyberflag.readers import word

    return word.docx(data, name)


def html(data: bytes, name: str) -> Document:
    """A web page: paragraphs and tables in their order, navigation told apart as furniture."""
    from cyberflag.readers import webpages

    return webpages.html(data, name)


def pdf(data: bytes, name: str) -> Document:
    """A PDF: paragraphs and ruled tables page by page; Unreadable if it is a scan or locked."""
    from cyberflag.readers import pages

    return pages.pdf(data, name)


def rtf(data: bytes, name: str) -> Document:
    """A Rich Text document."""
    from cyberflag.readers import richtext

    return richtext.rtf(data, name)


def txt(data: bytes, name: str) -> Document:
    """Plain text: a passage a line (`line 12`), wrapped lines joined; tables drawn with blanks as sheets."""
    if len(data) > MAX_TEXT:
        raise Unreadable("The file is longer than any letter: over 64 MiB of text.", BY_EYE)
    text, encoding = encodings.decoded(data)
    if "\0" in text:
        raise Unreadable("The file is not text, whatever its name says.", BY_EYE)
    draft = Draft.of(data, name, "txt")
    if encoding in ("cp1252", "latin-1"):
        draft.note("encoding-assumed", f"The file is not UTF-8; it was read as {encoding}.")
    lines = wrapped.physical_lines(text)
    width = wrapped.width_of(lines)
    for block in wrapped.blocks(lines):
        _block(draft, block, width)
    if draft.empty:
        raise Unreadable("The file holds no text.", "Ask the force to send it again.")
    return draft.finished()


def _block(draft: Draft, block: list[wrapped.Line], width: int) -> None:
    draft.pause()
    for part in aligned.parts(block):
        if isinstance(part, aligned.Table):
            draft.sheet(part.sheet(draft.document.file))
            continue
        for line in wrapped.unwrapped(part, width):
            if text := seen(line.text):
                draft.line(text, f"line {line.number}", "quote" if line.quoted else "text")
