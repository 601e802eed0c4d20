"""Files behind a password: opened with one that was given, or with the key that Excel itself uses for unasked locking."""

from __future__ import annotations

import io
import os
import re

from cyberflag import readers
from cyberflag.grid import Document
from cyberflag.readers.refusal import Unreadable, refuse
from cyberflag.readers.signatures import sniff

_EXCELS_OWN = "VelvetSweatshop"  # what Excel uses for workbooks that are only protected against changes
_VARIABLE = "CYBERFLAG_PASSWORDS"  # passwords, one a line
_MOST_SPINS = 10_000_000  # rounds of hashing that a file may ask for; Office asks for 100,000

passwords: list[str] = []  # given on the command line; never shown


def encrypted(data: bytes, name: str) -> Document | list[Document]:
    """What the file holds once opened. Raises Unreadable where no known password fits."""
    plain = unlocked(data)
    kind = sniff(plain, name)
    if kind == "encrypted":
        raise refuse("encrypted")
    return readers.reader_of(kind)(plain, name)


def unlocked(data: bytes) -> bytes:
    """The file without its lock. Raises Unreadable where no known password fits."""
    try:
        import msoffcrypto
    except ImportError:
        hint = "Ask the force for an open copy, or run `pip install cyberflag[passwords]` and give --password."
        raise Unreadable("The file is password protected.", hint) from None
    spins = re.search(rb'spinCount="(\d+)"', data)
    if spins and int(spins[1]) > _MOST_SPINS:
        raise Unreadable("The file is password protected in a way that would take hours to open.")
    for password in (*passwords, *os.environ.get(_VARIABLE, "").splitlines(), _EXCELS_OWN):
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(data))
            file.load_key(password=password)
            buffer = io.BytesIO()
            file.decrypt(buffer)
        except Exception:  # the library tells a wrong password and a damaged file apart by many errors of its own
            continue
        if buffer.getvalue()[:2] in (b"PK", b"\xd0\xcf"):
            return buffer.getvalue()
    raise refuse("encrypted")
