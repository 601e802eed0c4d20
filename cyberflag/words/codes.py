"""Codes of the Home Office by their form: `71/17`, `88A`, and the class that a code belongs to."""

from __future__ import annotations

import re


def contract_code(written: str) -> str:
    """`71/17` for `071/17` and `07117`, `88A` for `088a`; empty where it is not of a known form."""
    code = written.strip().upper()
    if re.fullmatch(r"0\d{4}", code):
        code = f"{code[:3]}/{code[3:]}"
    match = re.fullmatch(r"0*(\d{1,3})(?:/0*(\d{1,3}[A-Z]?)|([A-Z]))?", code)
    if not match:
        return ""
    return match[1] + (f"/{match[2]}" if match[2] else match[3] or "")


def code_parent(code: str) -> str:
    """The class that a code belongs to by its form: `17` for `17A` and `17/3`; the code itself for a whole class."""
    match = re.match(r"\d+", code)
    return match[0] if match else ""
