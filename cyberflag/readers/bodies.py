"""The body of a message as paragraphs: wrapped and flowed lines made whole, earlier messages told apart as quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import Message

from msgspec.structs import replace

from cyberflag.grid import Document, Passage
from cyberflag.patterns import late
from cyberflag.readers import aligned, envelopes, wrapped
from cyberflag.readers.drafts import MAX_TEXT, Draft
from cyberflag.readers.refusal import BY_EYE, Unreadable

_WROTE = late(r"(?:on|le|am)\s.{4,200}\swrote:$|.{1,100}\swrote (?:on|at) .{4,80}:$", re.IGNORECASE)
_ORIGINAL = late(r"[-_]{2,}\s*original (?:message|appointment)\s*[-_]{2,}", re.IGNORECASE)
_FORWARDED = late(r"[-_]{2,}\s*forwarded message\s*[-_]{2,}|begin forwarded message:", re.IGNORECASE)
_FROM = late(r"\*?from:\*?\s", re.IGNORECASE)
_SENT = late(r"\*?(?:sent|date):\*?\s", re.IGNORECASE)
_HEADER = late(r"\*?(?:from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments):(?:\*|\s|$)", re.IGNORECASE)
_PASSED_ON = late(r"\s*fwd?\s*:", re.IGNORECASE)


def chosen(alternatives: Sequence[Message]) -> list[Message]:
    """Of one text sent in several forms the one to read: plain text, or the page where only it has tables."""
    plain = [part for part in alternatives if part.get_content_type() == "text/plain"]
    rich = [part for part in alternatives if part not in plain]
    if plain and envelopes.text_of(plain[-1])[0].strip() and not any(_has_table(part) for part in rich):
        return plain[-1:]
    return rich[-1:] or plain[-1:]


def _has_table(part: Message) -> bool:
    pages = (one for one in part.walk() if one.get_content_type() == "text/html")
    return any(holds_table(envelopes.text_of(page)[0]) for page in pages)


def holds_table(page: str) -> bool:
    """Does a page hold a table of figures, two rows and columns at least?"""
    if "<table" not in page.lower():
        return False
    draft = Draft.of(b"", "", "html")
    add_page(draft, page)
    return any(len(s.rows) > 1 and s.width > 1 and _figures(s.rows) > 1 for s in draft.document.sheets)


def _figures(rows: Sequence[Sequence[object]]) -> int:
    return sum(str(cell).strip().replace(",", "").isdecimal() for row in rows for cell in row)


def add(draft: Draft, part: Message) -> None:
    """Add a text part of a message to its draft."""
    text, assumed = envelopes.text_of(part)
    if len(text) > MAX_TEXT:
        raise Unreadable("The message is longer than any letter: over 64 MiB of text.", BY_EYE)
    if assumed:
        draft.note("encoding-assumed", f"The message is not in the encoding it declares; it was read as {assumed}.")
    if part.get_content_type() == "text/html":
        add_page(draft, text)
        return
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    add_plain(draft, unflowed(text, str(part.get_param("delsp", "")).lower() == "yes") if flowed else text)


def add_page(draft: Draft, text: str) -> None:
    """Add a body that is a web page."""
    from cyberflag.readers import webpages

    webpages.add_page(draft, text)


def add_plain(draft: Draft, text: str) -> None:
    """Add a body of plain text: a paragraph a block, each kept line of it a passage at the same place."""
    lines = wrapped.physical_lines(text.replace("\0", ""))
    width = wrapped.width_of(lines)
    for block in wrapped.blocks(lines):
        for piece in aligned.parts(block):
            if isinstance(piece, aligned.Table):
                draft.table(piece.sheet(draft.document.file, numbered=False))
            else:
                kind = "quote" if piece[0].quoted else "text"
                draft.paragraph([line.text for line in wrapped.unwrapped(piece, width)], kind)


def unflowed(text: str, glue: bool) -> str:
    """Lines that end in a blank joined with the next (format=flowed); `glue` drops the blank itself."""
    whole: list[str] = []
    for line in re.split("\r\n|\r|\n", text):
        line = line[1:] if line.startswith(" ") else line
        soft = bool(whole) and whole[-1].endswith(" ") and whole[-1] != "-- " and len(whole[-1]) < wrapped.LONGEST
        if soft and line and whole[-1].startswith(">") == line.startswith(">"):
            whole[-1] = (whole[-1][:-1] if glue else whole[-1]) + line.lstrip("> ")
        else:
            whole.append(line)
    return "\n".join(whole)


def tell_apart(document: Document) -> None:
    """Mark what stands below the lines that introduce an earlier message as quoted; one passed on is the message itself."""
    passed_on = bool(_PASSED_ON.match(document.facts.get("subject", "")))
    said = False
    for at, passage in enumerate(document.passages):
        if envelopes.is_sender_or_subject(passage) or passage.kind == "quote":
            continue
        forward = bool(_FORWARDED.match(passage.text))
        if not forward and not _introduces(document.passages, at):
            said = True
            continue
        if (forward or not said or passed_on) and not _WROTE.match(passage.text):
            at = _below_headers(document, at)
            passed_on, said = False, True
            return _quoted(document, _next_introduced(document.passages, at))
        return _quoted(document, at)
    return None


def _introduces(passages: Sequence[Passage], at: int) -> bool:
    text = passages[at].text
    if _WROTE.match(text):
        return at + 1 == len(passages) or passages[at + 1].kind != "quote"  # else only the marked lines are quoted
    if _ORIGINAL.match(text):
        return True
    return bool(_FROM.match(text)) and any(_SENT.match(one.text) for one in passages[at + 1 : at + 4])


def _next_introduced(passages: Sequence[Passage], start: int) -> int:
    return next((at for at in range(start, len(passages)) if _introduces(passages, at)), len(passages))


def _below_headers(document: Document, at: int) -> int:
    """Mark the header lines of a message passed on as furniture; given back is the first line of its text."""
    while at < len(document.passages):
        passage = document.passages[at]
        if not (_HEADER.match(passage.text) or _FORWARDED.match(passage.text) or _ORIGINAL.match(passage.text)):
            return at
        if _FROM.match(passage.text):
            document.facts.setdefault("passed-on-from", passage.text.partition(":")[2].strip(" *"))
        document.passages[at] = replace(passage, kind="furniture")
        at += 1
    return at


def _quoted(document: Document, start: int) -> None:
    for at in range(start, len(document.passages)):
        if document.passages[at].kind != "furniture":
            document.passages[at] = replace(document.passages[at], kind="quote")
