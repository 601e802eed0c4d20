"""A Word package: its parts under a bound, parsed without entities, DTD or network; names without namespaces.

Elements are told by local name alone, since transitional and strict files differ only in their namespaces.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from cyberflag.readers.drafts import MAX_MARKUP
from cyberflag.readers.refusal import BY_EYE, SAVE_AGAIN, Unreadable, refuse


class Parts:
    """An opened docx. Parts are inflated one by one, never to disk and never beyond the bound."""

    def __init__(self, data: bytes) -> None:
        """Open the zip; Unreadable if it is broken."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise refuse("damaged-zip") from None
        self.names = self._zip.namelist()
        self.main = self._main()
        self._related = self._relations(self.main)

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part, None if there is none of that name."""
        if name not in self.names:
            return None
        return parsed_xml(self._read(name))

    def raw(self, name: str) -> bytes:
        """The bytes of a part, none if there is none of that name."""
        return self._read(name) if name in self.names else b""

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the main part calls its `styles`, `numbering`, `footnotes` …"""
        return self.part(self._related.get(kind, f"word/{kind}.xml"))

    def _read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(MAX_MARKUP + 1)
        except RuntimeError:
            raise refuse("encrypted") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise Unreadable(f"The file is damaged: its part {name} cannot be unpacked.", SAVE_AGAIN) from None
        if len(data) > MAX_MARKUP:
            raise Unreadable(f"The file unpacks to more than {MAX_MARKUP >> 20} MiB of text.", BY_EYE)
        return data

    def _main(self) -> str:
        root = self.part("_rels/.rels")
        for relation in children(root, "Relationship") if root is not None else ():
            if attribute(relation, "Type").endswith("/officeDocument"):
                return attribute(relation, "Target").lstrip("/")
        return "word/document.xml"

    def _relations(self, name: str) -> dict[str, str]:
        folder, _, base = name.rpartition("/")
        root = self.part(f"{folder}/_rels/{base}.rels")
        if root is None:
            return {}
        return {
            attribute(one, "Type").rpartition("/")[2]: posixpath.normpath(
                posixpath.join("/", folder, attribute(one, "Target"))
            ).lstrip("/")
            for one in children(root, "Relationship")
            if attribute(one, "TargetMode") != "External"
        }


def parsed_xml(data: bytes) -> etree._Element:
    """The root of an XML part; Unreadable if it is broken or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("The file is damaged: a part of it is not well-formed.", SAVE_AGAIN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("The file declares entities, as no letter does.", SAVE_AGAIN)
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute told by its local name; empty if absent."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of that local name."""
    return (one for one in element if local(one) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of that local name, then its first child of the next name …; None if any is absent."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def descendants(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements of that local name below."""
    return (one for one in element.iter("{*}" + name) if one is not element)


def switched(element: etree._Element | None, name: str) -> bool:
    """Is a setting such as `w:vanish` present and not turned off?"""
    found = child(element, name)
    return found is not None and attribute(found, "val") not in ("0", "false", "off", "none")


def whole(text: str, otherwise: int = 0) -> int:
    """The integer a text writes, or the other one."""
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise
