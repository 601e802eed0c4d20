"""What the headers of a message say: who wrote, when, what a part is called, in which letters it is written."""

from __future__ import annotations

import contextlib
import mimetypes
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

from cyberflag.grid import Passage, fold
from cyberflag.readers import encodings
from cyberflag.readers.drafts import Draft

_LONGEST_HEADER = 5_000  # characters; encoded words take long to decode
_SUFFIXES = {"message/rfc822": ".eml", "text/plain": ".txt", "application/octet-stream": ".bin"}


def header(message: Message, name: str) -> str:
    """A header decoded and on one line; empty if absent, as written if its encoding is broken."""
    raw = message.get(name)
    if raw is None:
        return ""
    raw = str(raw)[:_LONGEST_HEADER]
    text = raw
    with contextlib.suppress(ValueError, LookupError, UnicodeError):
        text = str(make_header(decode_header(raw)))
    return fold(text.encode("utf-8", "replace").decode("utf-8"))


def iso_date(text: str) -> str:
    """The date of a Date header as ISO; empty if it is none."""
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def address(draft: Draft, message: Message) -> None:
    """Put sender, subject, date and message-id into the facts of a draft."""
    envelope(
        draft,
        sender=header(message, "From"),
        subject=header(message, "Subject"),
        date=iso_date(header(message, "Date")),
        message_id=header(message, "Message-ID"),
    )


def envelope(draft: Draft, sender: str, subject: str, date: str, message_id: str) -> None:
    """Put the facts of a message into a draft; sender and subject are passages too, outside the numbering."""
    facts = {"sender": sender, "subject": subject, "date": date, "message-id": message_id}
    draft.document.facts |= {key: value for key, value in facts.items() if value}
    for kind in ("sender", "subject"):
        if facts[kind]:
            draft.pause()
            draft.line(facts[kind], kind, kind)


def filename(part: Message) -> str:
    """The name a part is to be saved under; empty if it has none."""
    raw = part.get_param("filename", None, "content-disposition") or part.get_param("name", None, "content-type")
    if not raw:
        return ""
    text = collapse_rfc2231_value(raw) if isinstance(raw, str | tuple) else str(raw)
    with contextlib.suppress(ValueError, LookupError, UnicodeError):
        text = str(make_header(decode_header(text)))
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def invented(part: Message, number: int) -> str:
    """A name for a part without one: `attachment 2.xlsx`, by its declared type."""
    kind = part.get_content_type()
    return f"attachment {number}{_SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or '.bin'}"


def payload(part: Message) -> bytes:
    """The bytes of a part, transfer encoding undone; a message inside as it was sent."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def text_of(part: Message) -> tuple[str, str]:
    """The text of a part, and the encoding that had to be assumed; empty where the part says it rightly."""
    data = payload(part)
    said = (part.get_content_charset() or "").lower()
    said = "cp1252" if said in ("iso-8859-1", "latin-1", "latin1") else said
    if said and said not in ("us-ascii", "ascii"):
        with contextlib.suppress(LookupError, ValueError):
            return data.decode(said), ""
    text, encoding = encodings.decoded(data)
    return text, encoding if encoding in ("cp1252", "latin-1") else ""


def when(moment: object) -> str:
    """The ISO date of a moment; empty if it is none."""
    return moment.date().isoformat() if isinstance(moment, datetime) else ""


def is_sender_or_subject(passage: Passage) -> bool:
    """Does the passage come from the headers?"""
    return passage.kind in ("sender", "subject")
