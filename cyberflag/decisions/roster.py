"""asked.csv: the bodies that were asked, and the names by which the other files may call them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cyberflag.decisions.entries import Kept, Row, rows
from cyberflag.decisions.record import Asked
from cyberflag.words import forces

COLUMNS = ("force", "aliases", "code", "children")


def read_roster(kept: Kept | None, mistakes: list[str]) -> tuple[Asked, ...]:
    """The bodies asked, in the order of the file; without one the built-in roster."""
    if kept is None:
        return tuple(Asked(force.name, (), force.code) for force in forces.default_roster())
    before = len(mistakes)
    found = [(row, asked) for row in rows(kept, COLUMNS, ("force",), mistakes) if (asked := _asked(row))]
    if not found and len(mistakes) == before:
        mistakes.append(f"{kept.name}: no body is named; give a line to each that was asked.")
    _doubled(found)
    _clashing(found, names_of([asked for _, asked in found]))
    return tuple(asked for _, asked in found)


def names_of(roster: Sequence[Asked]) -> forces.Names:
    """Every name that is understood: those of the roster before the built-in ones."""
    known = forces.names()
    own = [asked for asked in roster if asked.aliases or not known.named(asked.force)]
    return forces.names(tuple((asked.force, asked.aliases, asked.code) for asked in own))


def read_force(row: Row, text: str, names: forces.Names) -> str:
    """The canonical name, `A Police + B Police` for a joint return; a mistake, and empty, where it is not certain."""
    if not text:
        row.wrong("force is empty")
        return ""
    found = names.whole(text)
    if isinstance(found, forces.Force):
        return found.name
    together = [names.whole(part) for part in text.split(" + ")]
    members = sorted({force.name for force in together if isinstance(force, forces.Force)})
    if len(members) == len(together):
        return " + ".join(members)
    if found:
        row.wrong(f'force "{text}" may be {_either(found)}; write the name in full')
    else:
        hint = names.hint(text)
        row.wrong(f'force "{text}" is not known' + (f"; perhaps {hint} is meant" if hint else ""))
    return ""


def _asked(row: Row) -> Asked | None:
    """One body: under its canonical name and code where it is built in, else as written."""
    text = row.text("force")
    known = forces.whole(text)
    if not text:
        row.wrong("force is empty")
    elif isinstance(known, tuple):
        row.wrong(f'force "{text}" may be {_either(known)}; write the name in full')
    elif known and known.kind == "joint":
        row.wrong(f'force "{text}" is more than one; give a line to each')
    else:
        aliases = tuple(dict.fromkeys(alias for part in row.text("aliases").split("|") if (alias := part.strip())))
        name, code = (known.name, known.code) if known else (text, "")
        return Asked(name, aliases, row.text("code") or code, _children(row))
    return None


def _children(row: Row) -> int | None:
    text = row.text("children")
    if text and not re.fullmatch(r"\d{1,3}(?:[, ]\d{3})+|\d{1,9}", text):
        row.wrong(f'children "{text}" is not a whole number')
        return None
    return int(re.sub("[, ]", "", text)) if text else None


def _doubled(found: Sequence[tuple[Row, Asked]]) -> None:
    """A body, and a code, may stand on one line only."""
    by_name: dict[str, Row] = {}
    by_code: dict[str, Row] = {}
    for row, asked in found:
        same_name = by_name.setdefault(asked.force.casefold(), row)
        same_code = by_code.setdefault(asked.code, row) if asked.code else row
        if same_name is not row:
            row.wrong(f'force "{asked.force}" stands in {same_name.place} already')
        elif same_code is not row:
            row.wrong(f'code "{asked.code}" stands in {same_code.place} already')


def _clashing(found: Sequence[tuple[Row, Asked]], names: forces.Names) -> None:
    """A name or alias may stand for one body only, and none may take a name from a built-in force."""
    for row, asked in found:
        for kind, text in (("force", asked.force), *(("alias", alias) for alias in asked.aliases)):
            for meant in (names.whole(text), forces.whole(text)):
                if isinstance(meant, forces.Force) and meant.name != asked.force:
                    row.wrong(f'{kind} "{text}" is a name of {meant.name} too')
                    break


def _either(choice: Sequence[forces.Force]) -> str:
    return " or ".join(force.name for force in choice)
