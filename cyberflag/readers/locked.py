"""Files behind a password: opened with one that was given, or with the key that Excel itself uses for unasked locking."""

from __future__ import annotations

import io
import os
import re
from contextlib import suppress
from typing import Any

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
        with suppress(Exception):  # the library tells a wrong password and a damaged file apart by many errors
            file = msoffcrypto.OfficeFile(io.BytesIO(data))
            file.load_key(password=password)
            plain = _decrypted(file)
            if plain[:2] in (b"PK", b"\xd0\xcf"):
                return plain
    raise refuse("encrypted")


def _decrypted(file: Any) -> bytes:
    buffer = io.BytesIO()
    try:
        file.decrypt(buffer)
    except ValueError:  # some writers leave a last block of odd length, which the library does not take
        return _in_whole_blocks(file)
    return buffer.getvalue()


def _in_whole_blocks(file: Any) -> bytes:
    """The package decrypted with its last block filled up; what is beyond the stated size is left aside."""
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    with file.file.openstream("EncryptedPackage") as stream:
        size, body = stream.read(8), stream.read()
    blocks = -(-int.from_bytes(size, "little") // 16) * 16
    if blocks > len(body) + 16:
        raise Unreadable("The file is damaged: it is shorter than it says.")
    filled = io.BytesIO(size + body[:blocks].ljust(blocks, b"\0"))
    found: bytes = ECMA376Agile.decrypt(
        file.secret_key, file.info["keyDataSalt"], file.info["keyDataHashAlgorithm"], filled
    )
    return found
