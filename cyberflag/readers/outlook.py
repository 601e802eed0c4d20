"""Outlook messages (.msg). The library that opens them is an extra, since few returns need it."""

from __future__ import annotations

import io
from typing import Any

from cyberflag.grid import Document
from cyberflag.readers import bodies, envelopes
from cyberflag.readers.drafts import Draft
from cyberflag.readers.members import attached
from cyberflag.readers.refusal import SAVE_AGAIN, Unreadable

_PIP = 'Run pip install "cyberflag[mail]", or save the message as .eml.'


def msg(data: bytes, name: str) -> list[Document]:
    """The message, then its attachments; Unreadable if it is damaged, empty, or the extra is missing."""
    extract_msg = _library()
    draft = Draft.of(data, name, "msg")
    try:
        with extract_msg.openMsg(io.BytesIO(data)) as message:
            named = _taken(draft, message)
    except Unreadable:
        raise
    except Exception:  # it raises its own, olefile's and struct's errors for damaged files
        raise Unreadable("The file is damaged: it could not be read as an Outlook message.", SAVE_AGAIN) from None
    bodies.tell_apart(draft.document)
    found = attached(draft, [one for one in named if one[1] or one[0]])
    if draft.empty and not found:
        raise Unreadable("The message holds no text and no attachment.", SAVE_AGAIN)
    return [draft.finished(), *found]


def _library() -> Any:
    try:
        import extract_msg
    except ImportError:
        raise Unreadable("The file is an Outlook message, which needs an extra library.", _PIP) from None
    return extract_msg


def _taken(draft: Draft, message: Any) -> list[tuple[str, bytes, bool]]:
    """Put envelope and body into the draft; given back are the attachments."""
    envelopes.envelope(
        draft,
        sender=_text(message, "sender"),
        subject=_text(message, "subject"),
        date=envelopes.when(message.date),
        message_id=_text(message, "messageId"),
    )
    _body(draft, message)
    return [_attachment(one, number) for number, one in enumerate(message.attachments, 1)]


def _text(message: Any, name: str) -> str:
    return " ".join(str(getattr(message, name, None) or "").replace("\0", "").split())


def _body(draft: Draft, message: Any) -> None:
    """The plain body, or the page where there is no plain one or only the page holds tables."""
    plain, page = str(message.body or ""), _page(message)
    if page and (not plain.strip() or bodies.holds_table(page)):
        bodies.add_page(draft, page)
    else:
        bodies.add_plain(draft, plain)


def _page(message: Any) -> str:
    from cyberflag.readers import webpages

    raw = message.htmlBody
    return webpages.decoded(raw)[0] if isinstance(raw, bytes) and raw else ""


def _attachment(one: Any, number: int) -> tuple[str, bytes, bool]:
    """Name, bytes, and whether it is a picture in the text. A message inside is handed on as a file of its own."""
    name = str(one.longFilename or one.shortFilename or "").replace("\0", "")
    content = one.data
    if hasattr(content, "exportBytes"):
        title = _text(content, "subject") or f"message {number}"
        return f"{title}.msg", content.exportBytes(), False
    data = bytes(content) if isinstance(content, bytes | bytearray) else b""
    picture = bool(one.hidden or one.cid) and name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp"))
    return name or (f"attachment {number}.bin" if data else ""), data, picture
