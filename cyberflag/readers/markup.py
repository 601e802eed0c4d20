"""Web pages and MHTML that call themselves .xls: their tables, and the paragraphs around them."""

from __future__ import annotations

import email
import email.policy
import re

from cyberflag.grid import Document
from cyberflag.patterns import late
from cyberflag.readers.concealed import sheet_issues
from cyberflag.readers.drafts import Draft
from cyberflag.readers.encodings import decoded
from cyberflag.readers.properties import in_markup, told
from cyberflag.readers.refusal import Unreadable
from cyberflag.readers.webpages import add_page

_DECLARED = late(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.I)


def html_workbook(data: bytes, name: str) -> Document:
    """A page that calls itself a workbook: its tables as Sheets `table N`, and the paragraphs around them."""
    text, assumed = _page_text(data)
    draft = Draft.of(data, name, "html")
    if assumed:
        draft.note("encoding-assumed", "The page names no encoding; it was read as cp1252.")
    add_page(draft, text)
    if not draft.document.sheets:
        raise Unreadable(
            "The file is named as a workbook but is a web page without a table.",
            "Open it in a browser, and read it by eye.",
        )
    draft.document.issues += told(name, *in_markup(text))
    return _looked_at(draft)


def mhtml(data: bytes, name: str) -> Document:
    """A page with its parts in one file: the tables and paragraphs of its HTML parts, in their order."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    draft = Draft.of(data, name, "mhtml")
    for page in message.walk():
        if page.get_content_type() == "text/html":
            body = page.get_payload(decode=True)
            text, _ = _page_text(body if isinstance(body, bytes) else b"", page.get_content_charset())
            if text.strip():
                add_page(draft, text)
                draft.document.issues += told(name, *in_markup(text))
    if not draft.document.sheets:
        raise Unreadable(
            "The file is a saved web page that holds no table.", "Open it in a browser, and read it by eye."
        )
    return _looked_at(draft)


def _looked_at(draft: Draft) -> Document:
    document = draft.finished()
    for sheet in document.sheets:
        document.issues += sheet_issues(sheet)
    return document


def _page_text(data: bytes, charset: str | None = None) -> tuple[str, bool]:
    declared = _DECLARED.search(data[:4096])
    named = charset or (declared[1].decode("ascii", "replace") if declared else None)
    if named:
        try:
            return data.decode(named), False
        except (LookupError, ValueError):  # a name with a NUL in it is a ValueError
            pass
    text, encoding = decoded(data)
    return text, encoding in ("cp1252", "latin-1")
