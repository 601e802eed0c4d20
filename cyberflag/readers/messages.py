"""Messages, mailboxes and archives: the body as a letter, attachments and members as further documents."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from cyberflag.grid import Document
from cyberflag.patterns import late
from cyberflag.readers import bodies, envelopes
from cyberflag.readers.discover import DESCRIPTION, LARGEST_DESCRIPTION, describes_own
from cyberflag.readers.drafts import Draft
from cyberflag.readers.members import (
    LARGEST_MEMBER,
    MOST_MEMBERS,
    Allowance,
    Names,
    attached,
    member,
    opened,
    passed_over,
    refused,
    too_many,
)
from cyberflag.readers.refusal import SAVE_AGAIN, Unreadable, refuse

_NEVER_RETURNS = frozenset(
    [
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "message/delivery-status",
        "text/rfc822-headers",
    ]
)
_SYSTEM = late(
    r"(?:^|[/\\])(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/\\]*|\._[^/\\]*)(?:$|[/\\])", re.IGNORECASE
)
_FROM_LINE = late(rb"(?:\A|\n)\r?\n?From [^\r\n]*\r?\n(?=[!-9;-~]+:)")
_OWN = "It is a data package that this tool wrote; it was passed over."
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def eml(data: bytes, name: str) -> list[Document]:
    """The message, then its attachments named `mail.eml!data.xlsx`; Unreadable if there is nothing in it."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = list(_leaves(message, 0))
        defects = [defect for part in message.walk() for defect in part.defects]
    except RecursionError:
        raise Unreadable("The message is nested deeper than any message is.", SAVE_AGAIN) from None
    draft = Draft.of(data, name, "eml")
    envelopes.address(draft, message)
    for part, is_body in parts:
        if is_body:
            bodies.add(draft, part)
    bodies.tell_apart(draft.document)
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in defects):
        draft.note("unreadable-file", "The message is cut short; its last part may be missing.")
    found = _attachments(draft, [part for part, is_body in parts if not is_body])
    if draft.empty and not found:
        raise Unreadable("The message holds no text and no attachment.", SAVE_AGAIN)
    return [draft.finished(), *found]


def _leaves(part: Message, depth: int) -> Iterator[tuple[Message, bool]]:
    """The parts of a message that hold something, each with whether it is text of the message itself."""
    kind = part.get_content_type()
    if kind.startswith("multipart/") and part.is_multipart() and depth < 30:
        inner = [one for one in part.get_payload() if isinstance(one, Message)]
        for one in bodies.chosen(inner) if kind == "multipart/alternative" else inner:
            yield from _leaves(one, depth + 1)
    else:
        is_file = part.get_content_disposition() == "attachment" or bool(envelopes.filename(part))
        yield part, kind in ("text/plain", "text/html") and not is_file


def _attachments(draft: Draft, parts: list[Message]) -> list[Document]:
    named = []
    for number, part in enumerate(parts, 1):
        kind, own, data = part.get_content_type(), envelopes.filename(part), envelopes.payload(part)
        if kind in _NEVER_RETURNS or not (data or own):
            continue
        inline = kind.startswith("image/") and part.get_content_disposition() != "attachment"
        named.append((own or envelopes.invented(part, number), data, inline))
    return attached(draft, named)


def msg(data: bytes, name: str) -> list[Document]:
    """An Outlook message, then its attachments; Unreadable without the extra that reads it."""
    from cyberflag.readers import outlook

    return outlook.msg(data, name)


def mbox(data: bytes, name: str) -> list[Document]:
    """Every message of a mailbox as if it were a file: `box.mbox!12`, its attachments `box.mbox!12!data.xlsx`."""
    starts = list(_FROM_LINE.finditer(data))
    if not starts:
        raise Unreadable("The mailbox holds no message.", SAVE_AGAIN)
    if len(starts) > MOST_MEMBERS:
        raise too_many(len(starts), "messages")
    ends = [start.start() for start in starts[1:]] + [len(data)]
    found: list[Document] = []
    with opened():
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
            found += _message(data[start.end() : end], f"{name}!{number}")
    return found


def _message(data: bytes, name: str) -> list[Document]:
    try:
        return eml(re.sub(rb"(?m)^>(>*From )", rb"\1", data), name)
    except Unreadable as why:
        return [refused(name, why, data)]


def archive(data: bytes, name: str) -> list[Document]:
    """The members of a zip, named `archive.zip!folder/member.xlsx`; nothing is written to disk."""
    with opened(data) as allowance:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as opened_zip:
                listed = [one for one in opened_zip.infolist() if not one.is_dir() and not _SYSTEM.search(one.filename)]
                if len(listed) > MOST_MEMBERS:
                    raise too_many(len(listed), "files")
                names = Names(name)
                found: list[Document] = []
                own = _own_packages(opened_zip, listed)
                for one in listed:
                    if _folder(one) not in own:
                        found += _unpacked(opened_zip, one, names.of(one.filename), allowance)
                    elif _describes(one):
                        found.append(passed_over(names.of(one.filename), _OWN))
        except _BROKEN_ZIP:
            raise refuse("damaged-zip") from None
    if not found:
        raise Unreadable("The archive holds no files.", "Ask the force to send it again.")
    return found


def _folder(one: zipfile.ZipInfo) -> str:
    """The folder of a member, with its slash."""
    return one.filename[: one.filename.rfind("/") + 1]


def _describes(one: zipfile.ZipInfo) -> bool:
    """Whether a member describes a data package."""
    return one.filename == f"{_folder(one)}{DESCRIPTION}"


def _own_packages(source: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> set[str]:
    """The folders that are data packages which this tool wrote."""
    found = set()
    for one in listed:
        if _describes(one) and one.file_size <= LARGEST_DESCRIPTION:
            try:
                if describes_own(source.read(one)):
                    found.add(_folder(one))
            except (RuntimeError, *_BROKEN_ZIP):
                continue
    return found


def _unpacked(source: zipfile.ZipFile, one: zipfile.ZipInfo, name: str, allowance: Allowance) -> list[Document]:
    if stat.S_ISLNK(one.external_attr >> 16):
        return [passed_over(name, "It is a link; it was passed over.")]
    if one.flag_bits & 1:
        return [refused(name, refuse("encrypted"))]
    most = min(LARGEST_MEMBER, allowance.left)
    try:
        with source.open(one) as stream:
            data = stream.read(most + 1) if one.file_size <= most else None
    except (RuntimeError, *_BROKEN_ZIP):
        return [refused(name, Unreadable("The file is damaged: it cannot be unpacked.", SAVE_AGAIN))]
    if data is None or len(data) > most:
        return [refused(name, Unreadable(f"The file would unpack to more than {most >> 20} MiB.", SAVE_AGAIN))]
    return member(data, name, allowance)
