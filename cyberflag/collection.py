"""All returns together: grouped by force, read, interpreted; missing, doubled, joint, superseded."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from cyberflag.decisions import Record
from cyberflag.issues import Issue
from cyberflag.observations import Observation
from cyberflag.replies import Reply
from cyberflag.returns import ForceReturn


@dataclass(slots=True)
class Collection:
    """What was read, by force (sorted by name), with what the analyst's files say.

    `issues` are all issues, worst first, with ids; `sources` are (file, format, sha256) of every file read;
    `skipped` are (file, reason) of every file that is no return; `fingerprint` is of the inputs.
    """

    returns: list[ForceReturn] = field(default_factory=list)
    record: Record = field(default_factory=Record)
    issues: list[Issue] = field(default_factory=list)
    sources: list[tuple[str, str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    fingerprint: str = ""
    unreadable: bool = False  # something meant as a return could not be read: exit 1

    @property
    def observations(self) -> list[Observation]:
        """Every observation of every return; a listing counted in bulk is one (see Observation.each)."""
        return [o for r in self.returns for o in r.observations]

    @property
    def replies(self) -> list[Reply]:
        """Every reply of every return."""
        return [reply for r in self.returns for reply in r.replies]


def collect(
    *paths: str | os.PathLike[str],
    request: str | os.PathLike[str] | None = None,
    asked: str | os.PathLike[str] | None = None,
    by_hand: str | os.PathLike[str] | None = None,
    decisions: str | os.PathLike[str] | None = None,
) -> Collection:
    """Read every return under the paths. Raises CyberflagError for a mistake in a path or one of the four files."""
    raise NotImplementedError
