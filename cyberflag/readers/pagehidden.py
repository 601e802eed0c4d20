"""What a page of a PDF holds that is not seen on it: comments, and letters under boxes of their own colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

COMMENTS = {
    "Text", "FreeText", "Highlight", "Underline", "StrikeOut", "Squiggly", "Stamp", "Ink", "Caret", "FileAttachment",
    "Square", "Circle", "Line", "Polygon", "PolyLine",
}  # fmt: skip
_LOWEST, _HIGHEST = 5.0, 200.0  # points; what is lower is a rule, what is higher a background
_MOST_BOXES = 200


def comments(page: Any) -> int:
    """How many comments hang on a page; links and fields of forms are none."""
    from pdfminer.pdftypes import resolve1

    listed = resolve1(page.page_obj.annots)
    found = 0
    for one in listed if isinstance(listed, list) else ():
        about = resolve1(one)
        kind = resolve1(about.get("Subtype")) if isinstance(about, dict) else None
        found += str(getattr(kind, "name", kind)) in COMMENTS
    return found


def covered(page: Any) -> int:
    """How many letters lie under boxes that are as black as they are: blacked out on paper, and there to be copied."""
    boxes = list(_black_boxes(page))[:_MOST_BOXES]
    if not boxes:
        return 0
    letters = (c for c in page.chars if c["text"].strip() and _is_black(c.get("non_stroking_color"), unsaid=True))
    return sum(any(_within(letter, box) for box in boxes) for letter in letters)


def _black_boxes(page: Any) -> Iterator[Any]:
    for box in page.rects:
        black = box.get("fill") and _is_black(box.get("non_stroking_color"), unsaid=False)
        if black and _LOWEST <= box["height"] <= _HIGHEST and box["width"] >= _LOWEST:
            yield box


def _within(letter: Any, box: Any) -> bool:
    across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(box["x0"] <= across <= box["x1"] and box["top"] <= down <= box["bottom"])


def _is_black(colour: Any, unsaid: bool) -> bool:
    """Whether a colour of one, three or four numbers is black; `unsaid` is the answer where none is given."""
    if colour is None:
        return unsaid
    parts = tuple(colour) if isinstance(colour, list | tuple) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    return parts[-1] > 0.9 if len(parts) == 4 else all(part < 0.1 for part in parts)
