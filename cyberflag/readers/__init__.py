"""Bytes become Documents: sniff by content, read, and turn every failure into an issue that names the file.

To add a format: one reader module, one line in READERS, one sample.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from cyberflag.grid import Document
from cyberflag.issues import Issue, Severity, Where
from cyberflag.readers.refusal import REFUSALS, Unreadable, damaged, refuse
from cyberflag.readers.signatures import sniff

__all__ = ["READERS", "REFUSALS", "Unreadable", "read", "read_bytes", "reader_of", "sniff", "unreadable"]

Reader = Callable[[bytes, str], Document | list[Document]]

READERS: dict[str, str] = {
    "xlsx": "workbooks:xlsx",
    "xlsm": "workbooks:xlsx",
    "xlsb": "workbooks:binary",
    "xls": "workbooks:binary",
    "ods": "opendocument:ods",
    "fods": "opendocument:fods",
    "csv": "delimited:csv",
    "html-workbook": "markup:html_workbook",
    "xml2003": "xmlsheets:xml2003",
    "mhtml": "markup:mhtml",
    "html": "letters:html",
    "docx": "letters:docx",
    "pdf": "letters:pdf",
    "rtf": "letters:rtf",
    "txt": "letters:txt",
    "eml": "messages:eml",
    "msg": "messages:msg",
    "mbox": "messages:mbox",
    "zip": "messages:archive",
    "encrypted": "locked:encrypted",
}
DEEPEST = 6  # messages in archives in messages …
LARGEST = 512 * 1024 * 1024


def read(path: Path, name: str) -> list[Document]:
    """The file as Documents: one, or for a message or archive one for each part, named `mail.eml!data.xlsx`.

    Never raises for what is in the file: what cannot be read is a Document of format '' with an issue.
    """
    try:
        if path.stat().st_size > LARGEST:
            return [
                _failed(
                    name,
                    b"",
                    Unreadable(
                        "The file is larger than 512 MiB.", "Ask the force for the part that answers the request."
                    ),
                )
            ]
        data = path.read_bytes()
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        return [
            _failed(
                name,
                b"",
                Unreadable(f"The file could not be opened: {why}.", "Check its permissions, or copy it again."),
            )
        ]
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str, depth: int = 0) -> list[Document]:
    """The same from memory. `depth` counts the messages and archives around the data."""
    kind = ""
    try:
        if depth > DEEPEST:
            raise Unreadable(f"The file lies more than {DEEPEST} archives deep.", "Unpack the archive by hand.")
        kind = sniff(data, name)
        documents = reader_of(kind)(data, name)
    except Unreadable as error:
        return [_failed(name, data, error)]
    except ImportError as error:
        hint = "Install it into the environment of cyberflag, and run the command again."
        message = f"Reading this kind of file needs the library {error.name or 'that is missing'}, which is not here."
        return [_failed(name, data, Unreadable(message, hint))]
    except MemoryError:
        return [_failed(name, data, Unreadable("The file needs more memory than is allowed for one file.", BY_PARTS))]
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # a panic of a native reader is no Exception
        return [_failed(name, data, damaged(kind))]
    for document in (found := documents if isinstance(documents, list) else [documents]):
        document.content = document.content or hashlib.sha256(data).hexdigest()
    return found


BY_PARTS = "Ask the force for the part that answers the request."


def unreadable(name: str, message: str, hint: str) -> Issue:
    """The issue that a file could not be read."""
    return Issue("unreadable-file", Severity.ERROR, Where(name), message, hint)


def reader_of(kind: str) -> Reader:
    """The function that reads a format. Raises Unreadable for a kind that is not read."""
    if kind not in READERS:
        raise refuse(kind)
    module, _, function = READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"cyberflag.readers.{module}"), function)
    return reader


def _failed(name: str, data: bytes, error: Unreadable) -> Document:
    digest = hashlib.sha256(data).hexdigest() if data else ""
    return Document(name, "", digest, issues=[unreadable(name, error.message, error.hint)])
