"""The four files of an analyst: the request, the roster, figures by hand, decisions.

record    what they say, once read
entries   a table by column name, each row with its line
asking    request.toml
roster    asked.csv, and the names by which the other files may call a force
figures   figures_by_hand.csv or .xlsx
choices   decisions.csv or .xlsx
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from cyberflag import reference
from cyberflag.decisions.asking import FLAGS, MEASURES, read_request
from cyberflag.decisions.choices import CHOICES, WORKLIST_COLUMNS, read_decisions
from cyberflag.decisions.entries import Kept
from cyberflag.decisions.figures import COLUMNS as HAND_COLUMNS
from cyberflag.decisions.figures import read_figures
from cyberflag.decisions.record import Asked, Decision, HandFigure, Record, Request
from cyberflag.decisions.roster import names_of, read_roster
from cyberflag.grid import fold
from cyberflag.issues import CyberflagError

__all__ = [
    "CHOICES",
    "FILES",
    "FLAGS",
    "HAND_COLUMNS",
    "MEASURES",
    "WORKLIST_COLUMNS",
    "Asked",
    "Decision",
    "HandFigure",
    "Record",
    "Request",
    "load",
]

FILES = {
    "request": ("request.toml",),
    "asked": ("asked.csv",),
    "by-hand": ("figures_by_hand.csv", "figures_by_hand.xlsx"),
    "decisions": ("decisions.csv", "decisions.xlsx"),
}
LONGEST_MISTAKE = 400  # characters
_Option = str | os.PathLike[str] | None


def load(
    folders: Sequence[Path],
    *,
    request: _Option = None,
    asked: _Option = None,
    by_hand: _Option = None,
    decisions: _Option = None,
) -> Record:
    """The four files that lie directly in the folders, each replaced by the option of its name.

    Without a roster it is the built-in one. The request's [[word]] entries are honoured from here on. Raises one
    CyberflagError with a sentence, and a line, for every mistake in any of the files.
    """
    mistakes: list[str] = []
    of_roster: list[str] = []  # told after the request's, as the files are listed everywhere
    options = {"request": request, "asked": asked, "by-hand": by_hand, "decisions": decisions}
    found = {kind: _find(kind, folders, option, mistakes) for kind, option in options.items()}
    reference.extend()
    roster = read_roster(found["asked"], of_roster)
    wanted = read_request(found["request"], names_of(roster), mistakes)
    mistakes += of_roster
    if wanted and wanted.words and not mistakes:
        reference.extend(wanted.words)
    names = names_of(roster)
    figures = read_figures(found["by-hand"], names, mistakes)
    decided = read_decisions(found["decisions"], names, mistakes)
    if mistakes:
        raise CyberflagError("\n".join(map(_on_a_line, mistakes)))
    files = [kept for kept in found.values() if kept]
    source = found["asked"].name if found["asked"] else "built-in"
    return Record(wanted, roster, source, figures, decided, tuple(kept.name for kept in files), _fingerprint(files))


def _on_a_line(mistake: str) -> str:
    """The sentence without anything that a screen would obey, and with a long quotation cut in its middle."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in fold(mistake))
    half = LONGEST_MISTAKE // 2
    return plain if len(plain) <= LONGEST_MISTAKE else f"{plain[:half]} … {plain[-half:]}"


def _find(kind: str, folders: Sequence[Path], option: _Option, mistakes: list[str]) -> Kept | None:
    """The one file of a kind: the option's, else the one that lies in the folders."""
    if option is not None:
        return _open(Path(option), Path(option).as_posix(), mistakes)
    distinct = {folder.resolve(): folder for folder in folders if folder.is_dir()}
    paths = [folder / name for folder in distinct.values() for name in FILES[kind]]
    paths = sorted(path for path in paths if path.is_file() and not path.is_symlink())
    if len(paths) > 1:
        every = " and ".join(path.as_posix() for path in paths)
        mistakes.append(f"{every} are of one kind; keep one, or name it with --{kind}.")
    return _open(paths[0], paths[0].name, mistakes) if len(paths) == 1 else None


def _open(path: Path, name: str, mistakes: list[str]) -> Kept | None:
    try:
        return Kept(path, name, path.read_bytes())
    except OSError as error:
        mistakes.append(f"{name} cannot be opened: {(error.strerror or str(error)).lower()}.")
        return None


def _fingerprint(files: Sequence[Kept]) -> str:
    """The SHA-256 of names and contents, in the order of names; empty for no file."""
    digest = hashlib.sha256()
    for name, content in sorted((Path(kept.name).name, kept.content) for kept in files):
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest() if files else ""
