"""One force in sentences: each number followed by where it was read, with coverage and caveats."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cyberflag.collection import Collection
from cyberflag.decisions.roster import names_of
from cyberflag.issues import CyberflagError
from cyberflag.patterns import late
from cyberflag.reference import DATA
from cyberflag.summaries import Entry, Result
from cyberflag.summaries.brief_values import VALUES, values
from cyberflag.summaries.figures import bodies, expected_bodies
from cyberflag.summaries.selection import EVERYTHING, Selection, leading
from cyberflag.summaries.standing import last_line
from cyberflag.summaries.wording import figures_of
from cyberflag.words.forces import Force

_NAME = late(r"\{([a-z_0-9]*)\}")
LONGEST_TEMPLATE = 100_000  # bytes


def template(path: Path | None) -> tuple[str, ...]:
    """The lines of a template, the built-in one without a path. Raises CyberflagError for a name that is no value."""
    source = path or DATA / "brief.txt"
    try:
        text = source.read_bytes()[:LONGEST_TEMPLATE].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CyberflagError(f"{source} cannot be read as text in UTF-8") from error
    lines = [line.strip() for line in text.splitlines()]
    unknown = [
        f"{source.name} line {number}: {{{name}}} is no value; the values are {', '.join(VALUES)}"
        for number, line in enumerate(lines, 1)
        if not line.startswith("#")
        for name in _NAME.findall(line)
        if name not in VALUES
    ]
    if unknown:
        raise CyberflagError("\n".join(unknown))
    return tuple(line for line in lines if line and not line.startswith("#"))


def filled(lines: tuple[str, ...], known: Mapping[str, str | None]) -> list[str]:
    """The lines with their values; a line that needs a value that is not known is left out."""
    return [
        _NAME.sub(lambda match: known.get(match[1]) or "", line)
        for line in lines
        if all(known.get(name) is not None for name in _NAME.findall(line))
    ]


def force_named(collection: Collection, text: str) -> str:
    """The canonical name of a body that was asked or answered. Raises CyberflagError where the text names none, or several."""
    names = names_of(collection.record.roster)
    found = names.whole(text)
    here = {*expected_bodies(collection), *(body for one in collection.returns for body in bodies(one.force))}
    if isinstance(found, Force) and found.name in here:
        return found.name
    if isinstance(found, tuple):
        raise CyberflagError(f'"{text}" may be {" or ".join(force.name for force in found)}; write the name in full')
    if isinstance(found, Force):
        raise CyberflagError(f"{found.name} was not asked and sent nothing")
    hint = names.hint(text)
    raise CyberflagError(f'force "{text}" is not known' + (f"; perhaps {hint} is meant" if hint else ""))


def brief(
    collection: Collection, force: str, selection: Selection = EVERYTHING, lines: tuple[str, ...] | None = None
) -> Result:
    """The sentences of one force, by its canonical name, for the period, measure and flag that a report leads with."""
    which = leading(collection, selection)
    known = values(collection, which, force)
    said = filled(template(None) if lines is None else lines, known)
    title = f"{force}: {figures_of(which)}" if which else f"{force}: no figures"
    data: Entry = {
        **(which.entry if which else {}),
        "force": force,
        "sentences": said,
        "values": {name: known.get(name) for name in VALUES},
    }
    return Result("brief", title, notes=(*said, last_line(collection)), data=data)
