"""Elements of a page and of its drawings: every text in them is escaped, unless it is an element already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from cyberflag.outputs.inert import inert

_EMPTY = {"meta", "link"}
_OWN_LINE = {
    *("html", "head", "body", "meta", "link", "title", "style", "header", "main", "footer", "nav", "section", "figure"),
    *("h1", "h2", "h3", "p", "ul", "ol", "li", "div", "table", "caption", "thead", "tbody", "tr", "blockquote"),
    *("figcaption", "svg", "g", "rect", "desc", "pattern"),
}


class Element(str):
    """Text that is markup already."""

    __slots__ = ()


def element(name: str, /, *inside: str, **attributes: str | int | None) -> Element:
    """`<name attributes>inside</name>`; an attribute that is None is left out, and `class_` is written `class`."""
    opened = name + "".join(
        f' {_attribute(key)}="{escape(inert(str(value)))}"' for key, value in attributes.items() if value is not None
    )
    end = "\n" if name in _OWN_LINE else ""
    if name in _EMPTY:
        return Element(f"<{opened}>{end}")
    return Element(f"<{opened}>{joined(inside)}</{name}>{end}")


def joined(parts: Iterable[str]) -> Element:
    """The parts one after another, what is plain text escaped."""
    return Element("".join(part if isinstance(part, Element) else escape(inert(part)) for part in parts))


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
