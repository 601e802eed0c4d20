"""Which files under the given paths are returns. Opens only regular files, follows no links, and says what it passed over."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.issues import CyberflagError, Issue
from cyberflag.patterns import late
from cyberflag.readers import unreadable

ANALYST_FILES = frozenset(
    {"request.toml", "asked.csv", "figures_by_hand.csv", "figures_by_hand.xlsx", "decisions.csv", "decisions.xlsx"}
)
DESCRIPTION = "datapackage.json"
LARGEST_DESCRIPTION = 4 * 1024 * 1024
PACKAGE_FILES = frozenset(
    {DESCRIPTION, "observations.csv", "observations.parquet", "replies.csv", "issues.csv", "sources.csv"}
)
KEPT = "kept by the analyst"
PACKAGE = "data package of cyberflag's own"
_SYSTEM_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx"})
_HALF = (".part", ".crdownload", ".partial", ".download", ".opdownload")
_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISLNK, "link, not followed"),
    (stat.S_ISFIFO, "named pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)
_FILE_LIKE = frozenset(
    {".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".docx", ".pdf", ".eml", ".numbers", ".pages"}
)
_COPY = late(r"\(\d{1,3}\)(?=\.|$)| - copy\b|^copy of ", re.I)  # what browsers and file managers add


class Found(Struct, frozen=True):
    """A file that may hold a return.

    `name` is its path below the given one with `/` between; `group` the names of the folders around it, that of
    the given folder first; `root` the path as it was given. For a data package that was itself given, `path` is
    the folder.
    """

    path: Path
    name: str
    group: tuple[str, ...]
    root: Path

    @property
    def is_package(self) -> bool:
        """Whether this is a data package of the tool's own, which was given by name."""
        return self.path.is_dir()


def nobody(_: Found) -> str:
    """No file is told to be anybody's."""
    return ""


class _Walk(Struct):
    found: list[Found] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def own_package(path: Path) -> bool:
    """Whether a folder is a data package that this tool wrote: its datapackage.json has the key `cyberflag`."""
    described = path / DESCRIPTION
    if not described.is_file() or described.is_symlink() or described.stat().st_size > LARGEST_DESCRIPTION:
        return False
    try:
        return describes_own(described.read_bytes())
    except OSError:
        return False


def describes_own(description: bytes) -> bool:
    """Whether the description of a data package has the key `cyberflag`."""
    try:
        return "cyberflag" in json.loads(description)
    except (ValueError, TypeError, RecursionError):
        return False


def find(
    paths: Sequence[Path], own: Callable[[Path], bool] = own_package, owner: Callable[[Found], str] = nobody
) -> tuple[list[Found], list[tuple[str, str]], list[Issue]]:
    """The files under the paths, what was skipped with its reason, and the issues of files that could not be opened.

    `own` tells of a folder whether it is the tool's own package; such a folder is passed over unless it was itself
    given. Of files with the same content one is kept for each `owner` that their names tell. The order is that of the
    names, whatever that of the paths. Raises CyberflagError for a path that is not there.
    """
    walk = _Walk()
    for path in _distinct(paths):
        if not path.is_dir():
            _take(path, path.name, (), path, walk)
        elif own(path):
            walk.found.append(Found(path, _folder_name(path), (), path))
        else:
            _folder(path, (), (_folder_name(path),), path, own, walk)
    kept = _once(_told_apart(walk.found), walk.skipped, owner)
    return kept, sorted(walk.skipped, key=lambda item: (_order(item[0]), item[1])), walk.issues


def skip_reason(name: str) -> str:
    """Why a file or folder of this name is never a return; empty where it may be one. Also for members of archives."""
    written = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    base = written.lower()
    if base.startswith("~$") or base.startswith(".~lock."):
        return "lock file"
    if base in _SYSTEM_NAMES or base.startswith("._"):
        return "system file"
    if base.endswith(_HALF):
        return "half download"
    if base.startswith("readme") or base.endswith((".md", ".toml")):
        return KEPT if written in ANALYST_FILES else "read-me"
    return "hidden file" if base.startswith(".") else ""


def never_returns(found: Sequence[Found]) -> tuple[list[Found], list[tuple[str, str]]]:
    """The files without those of an analyst and of packages, wherever they lie and however given; these, with why."""
    kept: list[Found] = []
    skipped: list[tuple[str, str]] = []
    for one in found:
        if one.path.name in ANALYST_FILES:
            skipped.append((one.name, KEPT))
        elif one.path.name in PACKAGE_FILES and own_package(one.path.parent):
            skipped.append((one.name, PACKAGE))
        else:
            kept.append(one)
    return kept, skipped


def there(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The paths. Raises CyberflagError for one that is not there."""
    given = [Path(path) for path in paths]
    for path in given:
        if not os.path.lexists(path):
            raise CyberflagError(f"There is no file or folder `{path}`.")
    return given


def _distinct(paths: Sequence[Path]) -> list[Path]:
    there(paths)
    once = {path.absolute(): path for path in sorted(paths, key=lambda p: _order(str(p)))}
    return list(once.values())


def _folder_name(path: Path) -> str:
    return path.name if path.name not in ("", "..") else path.resolve().name


def _folder(
    path: Path, below: tuple[str, ...], group: tuple[str, ...], root: Path, own: Callable[[Path], bool], walk: _Walk
) -> None:
    for entry in _entries(path, "/".join(below) or group[0], walk):
        inner = (*below, entry.name)
        name = "/".join(inner)
        if not below and entry.name in ANALYST_FILES:
            walk.skipped.append((name, KEPT))
        elif not entry.is_dir(follow_symlinks=False):
            _take(Path(entry.path), name, group, root, walk)
        elif reason := skip_reason(entry.name) if entry.name.startswith((".", "__")) else "":
            walk.skipped.append((name, reason))
        elif Path(entry.name).suffix.lower() in _FILE_LIKE:
            walk.skipped.append((name, "folder named like a file"))
        elif own(Path(entry.path)):
            walk.skipped.append((name, PACKAGE))
        else:
            _folder(Path(entry.path), inner, (*group, entry.name), root, own, walk)


def _entries(path: Path, name: str, walk: _Walk) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(path) as listing:
            entries = sorted(listing, key=lambda entry: _order(entry.name))
    except OSError as error:
        _no_entry(name, error, walk)
        return
    yield from entries


def _take(path: Path, name: str, group: tuple[str, ...], root: Path, walk: _Walk) -> None:
    try:
        mode = os.lstat(path).st_mode
    except OSError as error:
        _no_entry(name, error, walk)
        return
    reason = next((what for is_kind, what in _KINDS if is_kind(mode)), "") or skip_reason(name)
    if reason:
        walk.skipped.append((name, reason))
    elif not os.access(path, os.R_OK):
        _no_entry(name, PermissionError(13, "Permission denied"), walk)
    else:
        walk.found.append(Found(path, name, group, root))


def _no_entry(name: str, error: OSError, walk: _Walk) -> None:
    why = (error.strerror or type(error).__name__).lower()
    walk.skipped.append((name, f"could not be opened: {why}"))
    walk.issues.append(unreadable(name, f"It could not be opened: {why}.", "Check its permissions, or copy it again."))


def _told_apart(found: Sequence[Found]) -> list[Found]:
    """One entry a file; where two given folders hold the same name, each with the name of its folder before it."""
    files: dict[Path, Found] = {}
    for item in sorted(found, key=lambda item: len(item.group)):  # the longest chain of folders says most
        files[item.path.resolve()] = item
    roots: dict[str, set[Path]] = defaultdict(set)
    for item in files.values():
        roots[item.name].add(item.root.absolute())
    apart = []
    for place, item in files.items():
        if len(roots[item.name]) > 1:
            before = item.group[0] if item.group else place.parent.name
            item = replace(item, name=f"{before}/{item.name}")
        apart.append(item)
    return sorted(apart, key=lambda item: (_order(item.name), str(item.path)))


def _once(found: Sequence[Found], skipped: list[tuple[str, str]], owner: Callable[[Found], str]) -> list[Found]:
    """The files without those whose content stands among them already; sizes first, so that few are hashed."""
    by_size: dict[int, list[Found]] = defaultdict(list)
    for item in found:
        if not item.is_package:
            by_size[item.path.stat().st_size].append(item)
    dropped: set[Path] = set()
    for size, alike in by_size.items():
        if size and len(alike) > 1:
            for twin, first in _twins(alike, owner):
                dropped.add(twin.path)
                skipped.append((twin.name, f"same content as {first.name}"))
    return [item for item in found if item.path not in dropped]


def _twins(alike: Sequence[Found], owner: Callable[[Found], str]) -> Iterator[tuple[Found, Found]]:
    """Each file that is left out with the one that stands for it. What lies under two names is nobody's twin."""
    same: dict[bytes, list[Found]] = defaultdict(list)
    for item in sorted(alike, key=lambda item: (bool(_COPY.search(item.name)), _order(item.name), str(item.path))):
        with item.path.open("rb") as file:
            same[hashlib.file_digest(file, "sha256").digest()].append(item)
    for items in same.values():
        if len(items) > 1:
            told = [(owner(item), item) for item in items]
            first: dict[str, Found] = {}
            for name, item in sorted(told, key=lambda one: not one[0]):
                kept = first.get(name) if name else next(iter(first.values()), None)
                if kept:
                    yield item, kept
                else:
                    first[name] = item


def _order(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", name), name
