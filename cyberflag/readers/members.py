"""Files inside files: attachments, members of archives, messages of a mailbox. Read in memory, under caps, never extracted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct, field

from cyberflag import readers
from cyberflag.grid import Document
from cyberflag.issues import Severity, Where, issue
from cyberflag.readers.discover import ANALYST_FILES
from cyberflag.readers.drafts import Draft
from cyberflag.readers.refusal import Unreadable

MOST_MEMBERS = 2_000  # of one archive, mailbox or message
DEEPEST = 4  # archives in messages in archives …
MOST_INFLATED = 512 * 2**20  # bytes of everything inside one file, at any depth
LARGEST_MEMBER = 128 * 2**20
LOGO = 40_000  # bytes; a larger picture in the text of a message may be a picture of a table
_UNPACK = "Unpack it by hand and keep the part that answers the request."
_ASK = "Ask the force for the files that were to be in it."


class Allowance(Struct):
    """What is left to be unpacked from one outer file."""

    depth: int = 0
    left: int = field(default_factory=lambda: MOST_INFLATED)
    around: list[bytes] = field(default_factory=list)  # the archives that are open


_ALLOWANCE: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


@contextmanager
def opened(archive: bytes = b"") -> Iterator[Allowance]:
    """Go one file deeper; Unreadable below the deepest. The outermost file brings the allowance of all within."""
    around = _ALLOWANCE.get()
    allowance = around or Allowance()
    token = _ALLOWANCE.set(allowance)
    allowance.depth += 1
    allowance.around.append(archive)
    try:
        if allowance.depth > DEEPEST:
            raise Unreadable(f"The file lies inside {DEEPEST} others; it was not opened.", _UNPACK)
        yield allowance
    finally:
        allowance.depth -= 1
        allowance.around.pop()
        _ALLOWANCE.reset(token)


def member(data: bytes, name: str, allowance: Allowance) -> list[Document]:
    """The documents of a file inside another; a refusal becomes a document with its issue."""
    allowance.left -= len(data)
    if allowance.left < 0:
        return [
            refused(name, Unreadable(f"The file around it unpacks to more than {MOST_INFLATED >> 20} MiB.", _UNPACK))
        ]
    if name.replace("\\", "/").rpartition("!")[2].rpartition("/")[2] in ANALYST_FILES:
        return [passed_over(name, "It is a file that an analyst keeps; it was passed over, and used for nothing.")]
    if data and data in allowance.around:  # a message around it has no bytes of its own here
        return [refused(name, Unreadable("The archive holds itself; it was not opened again.", _ASK), data)]
    return readers.read_bytes(data, name, allowance.depth)


def passed_over(name: str, why: str) -> Document:
    """A document without content for a member that is no return."""
    return Document(name, "", issues=[issue("unreadable-file", Where(name), why, severity=Severity.NOTE)])


def refused(name: str, why: Unreadable, data: bytes = b"") -> Document:
    """A document without content that says why a member could not be read."""
    digest = hashlib.sha256(data).hexdigest() if data else ""
    return Document(name, "", digest, issues=[readers.unreadable(name, why.message, why.hint)])


def too_many(count: int, what: str) -> Unreadable:
    """The refusal of an archive or mailbox with more members than anyone would send."""
    return Unreadable(f"The file holds {count:,} {what}, more than {MOST_MEMBERS:,}.", _UNPACK)


class Names:
    """Names for members, each used once: the second `data.xlsx` is `data (2).xlsx`."""

    def __init__(self, outer: str) -> None:
        """Names below the file called `outer`."""
        self._outer = outer
        self._seen: dict[str, int] = {}

    def of(self, name: str) -> str:
        """`outer!name`, made different from those before."""
        count = self._seen[name] = self._seen.get(name, 0) + 1
        if count > 1:
            stem, dot, suffix = name.rpartition(".")
            name = f"{stem} ({count}).{suffix}" if dot and stem else f"{name} ({count})"
        return f"{self._outer}!{name}"


def attached(draft: Draft, named: list[tuple[str, bytes, bool]]) -> list[Document]:
    """The documents of attachments, each given as name, bytes, and whether it is a picture in the text."""
    if len(named) > MOST_MEMBERS:
        raise too_many(len(named), "attachments")
    found: list[Document] = []
    names = Names(draft.document.file)
    for own, data, inline in named:
        full = names.of(own)
        if not inline:
            with opened() as allowance:
                found += member(data, full, allowance)
        elif len(data) > LOGO:
            what = "A picture stands in the text of the message; it was not read."
            draft.document.issues.append(issue("unreadable-file", Where(full), what, severity=Severity.WARNING))
    return found
