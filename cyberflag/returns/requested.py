"""What the request says of the tables of a letter: those that are its own, and what the others count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.grid import Sheet
from cyberflag.issues import Issue, Severity, issue
from cyberflag.observations import Observation
from cyberflag.passages import Said
from cyberflag.prose.meaning import offence_of
from cyberflag.words import offences


def request_table(sheet: Sheet) -> Issue:
    """The note on a table of the request; a warning where it holds more than noughts, which the force may have put in."""
    numbers = any(re.fullmatch(r"[1-9]\d{0,2}(?:,?\d{3})*", sheet.text(r, c)) for r, c in sheet.cells() if r and c)
    return issue("request-table", sheet.where(0, 0), severity=Severity.WARNING if numbers else None)


def of_the_question(found: list[Observation], said: Sequence[Said]) -> list[Observation]:
    """The counts with the offence of the question, where a table in a letter names none."""
    asked = {s.asked or s.text for s in said if s.speaker == "requester"}
    offence = offence_of(sorted(asked)) if asked else None
    if offence is None or not offence.text or (not offence.group and offences.reads_sexual(offence.text)):
        return found
    named = {"offence": offence.text, "offence_code": offence.code, "offence_group": offence.group}
    return [replace(o, **named) if o.layout != "prose" and not o.offence and not o.category else o for o in found]
