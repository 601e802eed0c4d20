"""What to write to a force whose file holds more than it meant to release: kinds and numbers, nothing of the content."""

from __future__ import annotations

from cyberflag.collection import Collection
from cyberflag.issues import Issue, Severity, worst_first

_CODES = ("hidden-content", "personal-data")
_MOST = 4  # things named for one file; the rest is counted


def sentences(collection: Collection) -> list[str]:
    """A sentence for each file that needs one, by force and file, ready to be sent."""
    files: dict[tuple[str, str], list[Issue]] = {}
    for one in worst_first(collection.issues):
        if one.code in _CODES and one.severity is not Severity.NOTE:
            files.setdefault((one.force, one.where.file), []).append(one)
    return [_sentence(force, file, found) for (force, file), found in sorted(files.items())]


def _sentence(force: str, file: str, found: list[Issue]) -> str:
    things = [_thing(one) for one in found]
    rest = f"; and {len(things) - _MOST} more" if len(things) > _MOST else ""
    return (
        f"To {force or 'the sender of the file'}: “Your file {file} may hold more than you meant to release: "
        f"{'; '.join(things[:_MOST])}{rest}. Please tell us whether that was intended, and if not send a copy without it. "
        "We have not passed it on.”"
    )


def _thing(one: Issue) -> str:
    said = one.message.rstrip(".")
    said = said[0].lower() + said[1:]
    return f"{said} (sheet {one.where.sheet})" if one.where.sheet else said
