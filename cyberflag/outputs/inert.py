"""Text from a return, made harmless wherever it is shown."""

from __future__ import annotations

from cyberflag.patterns import late

# Controls, zero-width and direction marks, line separators, lone surrogates: what a screen obeys or hides.
_UNSEEN = late(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str, keep: str = "") -> str:
    """The text with every control and invisible character written out (`\\x1b`), except those in `keep`."""
    return _UNSEEN.sub(lambda found: found[0] if found[0] in keep else _written(found[0]), text)


def _written(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """The text on one line, white space folded, then inert: for a screen."""
    return inert(" ".join(text.split()))


def neutral(text: str) -> str:
    """The text with an apostrophe before anything that a spreadsheet program would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
