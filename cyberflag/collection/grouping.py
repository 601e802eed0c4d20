"""Which documents are one return, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from cyberflag.issues import Issue, Where, issue
from cyberflag.patterns import late
from cyberflag.readers.discover import Found
from cyberflag.returns import Survey
from cyberflag.words.forces import Force, Names

_MESSAGE = late(r"\.(eml|msg)$", re.I)
_LETTER = late(r"\.mbox!\d+$", re.I)
_ARCHIVE = late(r"\.(zip|mbox|eml|msg)$", re.I)
LINES = 15  # an author names itself near the top
TITLES = 3  # a force named further down a sheet is spoken of, and does not speak


class Unit(Struct):
    """Documents that were sent as one: a file, a message with attachments, or a folder or archive named after a force."""

    name: str
    surveys: list[Survey] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    force: Force | None = None
    named: bool = False  # the force's name is that of the file or folder
    other: Force | None = None  # the one that the name of the file in it says
    refused: bool = False  # which force it is cannot be decided, so that its figures are not used


class Around(Struct, frozen=True):
    """The return that a document belongs to: its path, the force that the folder, archive or message around it is
    named after, and another force that the name of the file itself says."""

    path: str
    force: Force | None = None
    other: Force | None = None


def around(document: str, found: Found, names: Names) -> Around:
    """Where a document belongs. Of nested names of forces the innermost stands: a region may be called like a force."""
    place, force, depth = "", None, 0
    for i, folder in enumerate(found.group):
        if (named := _newly(folder, force, names)) is not None:
            place, force = "/".join(found.group[: i + 1]) + "/", named
    parts = re.split(r"([/!])", document)
    path = ""
    for i in range(0, len(parts), 2):
        path += parts[i]
        after = parts[i + 1] if i + 1 < len(parts) else ""
        message = bool(_MESSAGE.search(parts[i]) or _LETTER.search(path))
        if message or after == "!" or (i and after):
            if (named := _newly(_ARCHIVE.sub("", parts[i]), force, names)) is not None:
                place, force, depth = path + ("" if message else after), named, i + 2
            elif message and force is None:
                place = path
        if message:
            break
        path += after
    if force is None:
        return Around(place or document)
    return _misnamed(parts, depth, force, names) or Around(place, force)


def _newly(name: str, known: Force | None, names: Names) -> Force | None:
    """The force that a name is of, where that is another than the one known."""
    force = names.whole(name)
    return force if isinstance(force, Force) and (known is None or force.name != known.name) else None


def _misnamed(parts: Sequence[str], depth: int, force: Force, names: Names) -> Around | None:
    """A file, archive or message that lies under the name of one force and has that of another in its own."""
    for i in range(depth, len(parts), 2):
        if parts[i + 1 : i + 2] != ["/"]:
            named = names.from_filename(parts[i])
            if isinstance(named, Force) and not _same(named, force):
                return Around("".join(parts[: i + 1]), force, named)
    return None


def owner(found: Found, names: Names) -> str:
    """The force that the name of a file, or of a folder around it, tells; empty where none does."""
    told = around(found.name, found, names)
    force = told.force or names.from_filename(found.name.rsplit("/", 1)[-1])
    return (told.other or force).name if isinstance(force, Force) else ""


def identify(unit: Unit, names: Names) -> None:
    """Give the unit its force: by folder and file name, then by the author in the text, then by mail domain."""
    by_name = unit.force or _by_file_name(unit, names)
    author, where = _author(unit, names)
    if isinstance(by_name, tuple) and not author:
        _refuse(unit, "force-ambiguous", Where(unit.surveys[0].file), f"The name could be {_either(by_name)}.")
    elif isinstance(by_name, Force):
        unit.force, unit.named = by_name, True
        if unit.other:
            words = f"The file lies under the name of {by_name.name}, and its own name says {unit.other.name}."
            _refuse(unit, "force-conflict", Where(unit.surveys[0].file), words)
        elif author and not _same(author, by_name):
            _refuse(
                unit,
                "force-conflict",
                where,
                f"The file is named after {by_name.name}, the text names {author.name} as its author.",
            )
    elif author:
        unit.force = author
    else:
        unit.force = _by_domain(unit, names)
        if unit.force is None and any(s.observations or s.said for s in unit.surveys):
            _refuse(
                unit,
                "force-unknown",
                Where(unit.surveys[0].file),
                "Neither the name of the file, nor its folders, nor its text says which force sent it.",
            )
    _weigh_domain(unit, names)


def identify_each(units: Sequence[Unit], names: Names) -> None:
    """Give every unit its force, and refuse those that hold the same file."""
    for unit in units:
        identify(unit, names)
    _tell_apart(units)


def _tell_apart(units: Sequence[Unit]) -> None:
    """Refuse returns of different forces that hold the same file of counts: whose it is cannot be told."""
    holders: dict[str, list[Unit]] = {}
    for unit in units:
        for content in {s.content for s in unit.surveys if s.observations and s.content}:
            holders.setdefault(content, []).append(unit)
    for content, some in holders.items():
        sure = [u for u in some if u.force and not u.refused]
        for unit in sure:
            others = {u.force.name for u in sure if u.force and unit.force and not _same(u.force, unit.force)}
            if others:
                where = Where(next(s.file for s in unit.surveys if s.content == content))
                words = f"The same file lies here as of {' and '.join(sorted(others))}: whose figures they are is not known."
                _refuse(unit, "force-conflict", where, words)


def _weigh_domain(unit: Unit, names: Names) -> None:
    """A warning where the mail came from the domain of another force; forces that share a desk send so."""
    told = _by_domain(unit, names)
    if unit.force and told and not unit.refused and not _same(unit.force, told):
        words = f"The return is taken as of {unit.force.name}; it was sent from the mail domain of {told.name}."
        unit.issues.append(issue("force-weak", Where(unit.surveys[0].file), words))


def _refuse(unit: Unit, code: str, where: Where, message: str) -> None:
    unit.refused = True
    unit.issues.append(issue(code, where, message, choices=("force = …", "leave out")))


def _either(forces: Sequence[Force]) -> str:
    return " or ".join(f.name for f in forces)


def _same(a: Force, b: Force) -> bool:
    return a.name == b.name or a.name in b.parts or b.name in a.parts


def _by_file_name(unit: Unit, names: Names) -> Force | tuple[Force, ...] | None:
    found: list[Force | tuple[Force, ...]] = []
    pieces = dict.fromkeys(
        p for s in unit.surveys for p in [s.file.split("!")[0].rsplit("/", 1)[-1], *s.file.split("!")[1:]]
    )
    for piece in pieces:
        force = names.from_filename(piece.rsplit("/", 1)[-1])
        if force:
            found.append(force)
    single = list(dict.fromkeys(f for f in found if isinstance(f, Force)))
    if len(single) == 1:
        return single[0]
    if len(single) > 1:
        return tuple(single)
    return found[0] if found else None


def _author(unit: Unit, names: Names) -> tuple[Force | None, Where]:
    """The one force that the first lines name; none where they name several."""
    lines = [line for s in unit.surveys for line in s.texts[:LINES]]
    lines += [(x.where, x.text) for s in unit.surveys for x in s.said[:LINES] if x.speaker == "force" or x.sentence < 2]
    lines += [(Where(s.file), s.facts[k]) for s in unit.surveys for k in ("title", "subject") if s.facts.get(k)]
    whole = [(f, where) for where, text in lines if len(text) <= 80 and isinstance(f := names.whole(text), Force)]
    if len({f.name for f, _ in whole}) == 1:
        return whole[0]
    opening_lines = lines[:1] if lines and names.mentions(lines[0][1]) else lines[:2]  # who is named first opens
    opening = [
        (m[0].force, where)
        for where, text in opening_lines
        if len(text) <= 200 and (m := names.mentions(text)) and m[0].start == 0
    ]
    if opening:
        return opening[0]
    top = [line for s in unit.surveys for line in s.texts[:TITLES]] + [
        x for x in lines if x[0].cell[:1] in ("p", "l", "")
    ]
    said = [(m.force, where) for where, text in top if len(text) <= 400 for m in names.mentions(text)]
    if len({f.name for f, _ in said}) == 1 and isinstance(said[0][0], Force):
        return said[0]
    return None, Where()


def _by_domain(unit: Unit, names: Names) -> Force | None:
    for s in unit.surveys:
        if s.facts.get("sender") and (force := names.from_domain(s.facts["sender"])):
            return force
    return None
