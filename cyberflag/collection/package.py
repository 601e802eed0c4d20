"""A data package of the tool's own, read back: the same returns, with the proofs and issues that it carries."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag.collection import columnar
from cyberflag.collection.decided import Decided
from cyberflag.collection.joint import JOINT
from cyberflag.decisions import Asked, Decision, HandFigure, Record, Request
from cyberflag.issues import CyberflagError, Issue, Severity, Where, worst_first
from cyberflag.observations import Observation
from cyberflag.readers import unreadable
from cyberflag.readers.discover import DESCRIPTION, Found
from cyberflag.replies import Reply
from cyberflag.returns import ForceReturn, Headline, LeftOut
from cyberflag.words.counts import Count, exactly
from cyberflag.words.periods import Period
from cyberflag.words.victims import Age

LONGEST_FIELD = 10_000_000  # characters; the whole text of a cell or passage is kept
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Told = Mapping[str, Any]


class DamagedError(Exception):
    """The package is not as it was written; the message says where, as a sentence."""


class Package(Struct):
    """What a package holds. `record` is that of the analyst who wrote it; `fingerprint` is of the inputs then."""

    record: Record
    returns: list[ForceReturn] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    sources: list[tuple[str, str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    fingerprint: str = ""


def read_package(folder: Path) -> Package:
    """The package in a folder. Raises DamagedError for anything that is not as it was written."""
    try:
        told = json.loads((folder / DESCRIPTION).read_text("utf-8"))["cyberflag"]
        return _package(folder, told)
    except OSError as error:
        raise DamagedError(f"{folder.name} lacks a file, or one cannot be opened.") from error
    except json.JSONDecodeError as error:
        message = f"{folder.name} is not as it was written: line {error.lineno} of {DESCRIPTION} cannot be read."
        raise DamagedError(message) from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, csv.Error) as error:
        message = f"{folder.name} is not as it was written: a column, a row or a value in it was changed or is missing."
        raise DamagedError(message) from error


def _package(folder: Path, told: Told) -> Package:
    found = Package(_record(told), _returns(told), fingerprint=str(told["inputs"]))
    escaped = not told.get("raw", False)
    owners = _Owners(found.returns)
    for row, numbers in _together(_counts(folder, escaped)):
        owners.of(row["force"], row["file"]).observations.append(_observation(row, numbers))
    for row in _rows(folder / "replies.csv", escaped):
        owners.of(row["force"], row["file"]).replies.append(_reply(row))
    found.issues = worst_first(_issue(row) for row in _rows(folder / "issues.csv", escaped))
    for one in found.issues:
        if owners.has(one.force, one.where.file):
            owners.of(one.force, one.where.file).issues.append(one)
    found.decided = [(_told_issue(one["issue"]), _decision(one["decision"])) for one in told.get("decided", [])]
    for row in _rows(folder / "sources.csv", escaped):
        if row["skipped"]:
            found.skipped.append((row["file"], row["skipped"]))
        else:
            found.sources.append((row["file"], row["format"], row["sha256"]))
    return found


class _Owners:
    """Which return a row belongs to: by force and file, else by force, else by file."""

    def __init__(self, returns: Iterable[ForceReturn]) -> None:
        self._known: dict[tuple[str, str], ForceReturn] = {}
        for one in returns:
            for key in (*((one.force, file) for file in one.files), (one.force, ""), *(("", f) for f in one.files)):
                self._known.setdefault(key, one)

    def has(self, force: str, file: str) -> bool:
        """Whether any return fits."""
        return any(key in self._known for key in ((force, file), (force, ""), ("", file)))

    def of(self, force: str, file: str) -> ForceReturn:
        """The return; KeyError where none fits."""
        for key in ((force, file), (force, ""), ("", file)):
            if key in self._known:
                return self._known[key]
        raise KeyError(f"a row of {force or file} that belongs to no return")


def _rows(path: Path, escaped: bool) -> Iterator[dict[str, str]]:
    """The rows of a table, each text as it was before it was made harmless for spreadsheet programs."""
    limit = csv.field_size_limit(LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                yield {key: _unescaped(value or "") if escaped else value or "" for key, value in row.items()}
    finally:
        csv.field_size_limit(limit)


def _counts(folder: Path, escaped: bool) -> Iterator[dict[str, str]]:
    """The observations, in columns where the package was written so."""
    in_columns = folder / "observations.parquet"
    return columnar.rows(in_columns) if in_columns.is_file() else _rows(folder / "observations.csv", escaped)


def _together(rows: Iterable[dict[str, str]]) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    """Each row; those of a list that say the same come once, with their row numbers, as they were read."""
    lists: dict[tuple[str, ...], tuple[dict[str, str], list[int]]] = {}
    for row in rows:
        cell = row["cell"]
        letters = cell.rstrip("0123456789")
        if row["layout"] != "listing" or row["count"] != "1" or letters == cell:
            yield row, ()
            continue
        row["cell"] = letters
        lists.setdefault(tuple(row.values()), (row, []))[1].append(int(cell[len(letters) :]))
    for row, numbers in lists.values():
        row["cell"] += str(numbers[0])
        yield row, tuple(numbers)


def _unescaped(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _period(row: Told) -> Period:
    return Period(_day(row["period_start"]), _day(row["period_end"]))


def _where(row: Told) -> Where:
    return Where(row["file"] or "", row["sheet"] or "", row["cell"] or "")


def _observation(row: dict[str, str], numbers: tuple[int, ...]) -> Observation:
    count = Count(int(row["count_min"] or 0), _number(row["count_max"]), row["status"], row["text"])
    return Observation(
        _where(row),
        exactly(len(numbers)) if numbers else count,
        row["text"],
        _period(row),
        row["measure"],
        row["flag"],
        row["offence"],
        row["offence_code"],
        row["offence_group"],
        _age(row["age"], _number(row["age_min"]), _number(row["age_max"])),
        row["sex"],
        row["role"],
        row["table"],
        row["layout"],
        tuple(row["marks"].split()),
        row["category"],
        row["used"],
        row["not_used_because"],
        tuple(row["from_request"].split()),
        _number(row["victims_under"]),
        row["images"],
        _day(row["as_at"]),
        row["force"],
        row["force_code"],
        numbers,
    )


def _age(label: str, low: int | None, high: int | None) -> Age:
    kind = label if label in ("unknown", "all") else "single" if label.isdigit() else "band"
    return Age(low, high, kind)


def _reply(row: dict[str, str]) -> Reply:
    sheet, _, cell = row["place"].rpartition("!")
    return Reply(
        Where(row["file"], sheet, cell),
        row["status"],
        row["flag_use"],
        row["question"],
        row["exemption"],
        row["quote"],
        row["speaker"],
        force=row["force"],
        force_code=row["force_code"],
    )


def _issue(row: dict[str, str]) -> Issue:
    choices = tuple(row["choices"].split("; ")) if row["choices"] else ()
    return _told_issue({**row, "choices": choices})


def _told_issue(row: Told) -> Issue:
    severity, choices = Severity(row["severity"]), tuple(row["choices"])
    told = (row["message"], row["hint"], row["force"], "", choices, row["id"])
    return Issue(row["code"], severity, _where(row), *told)


def _record(told: Told) -> Record:
    """What the files of the analyst said when the package was written."""
    roster = told["roster"]
    asked = told["request"]
    request = None
    if asked is not None:
        period = _period(asked)
        known = period if period != Period() else None
        request = Request(asked["flag"], known, asked["measure"], asked["age_under"])
    return Record(
        request,
        tuple(Asked(a["force"], tuple(a["aliases"]), a["code"], a["children"]) for a in roster["asked"]),
        roster["source"],
        tuple(_by_hand(one) for one in told["figures_by_hand"]),
        tuple(_decision(one) for one in told["decisions"]),
        tuple(told["used"]),
        told["files"],
    )


def _decision(one: Told) -> Decision:
    return Decision(*(one[key] for key in ("id", "decision", "value", "reason", "by", "on")))


def _by_hand(one: Told) -> HandFigure:
    age = _age(one["age"], one["age_min"], one["age_max"])
    count = Count(one["count_min"], one["count_max"])
    told = (one["measure"], one["flag"], one["offence"], age, one["sex"])
    return HandFigure(one["force"], _period(one), count, *told, by=one["by"], on=_day(one["on"]), reason=one["reason"])


def _returns(told: Told) -> list[ForceReturn]:
    """The returns with their headlines and what they left out; rows are added later."""
    found = [
        ForceReturn(
            one["force"],
            one["force_code"],
            tuple(one["files"]),
            status=one["status"],
            flag_use=one["flag_use"],
            asked=one["asked"],
            as_at=_day(one["as_at"]),
        )
        for one in told["returns"]
    ]
    for one in told["proofs"]:
        found[one["return"]].headlines.append(_headline(one))
    for one in told["left_out"]:
        count = Count(one["count_min"], one["count_max"])
        told_of = (count, _period(one), one["measure"], one["flag"], _where(one))
        found[one["return"]].left_out.append(LeftOut(one["force"], one["why"], *told_of))
    return found


def _headline(one: Told) -> Headline:
    printed = None if one["printed"] is None else Count(one["printed"], one["printed_max"])
    return Headline(
        one["headline_of"],
        _period(one),
        one["measure"],
        one["flag"],
        Count(one["count_min"], one["count_max"]),
        one["headline_from"],
        one["proof"],
        _where(one),
        one["force_code"],
        one["images"],
        printed,
        one["victims_under"],
        tuple(one["from_request"].split()),
        _day(one["as_at"]),
        one["left_out"],
        one["offence"],
    )


# ---- packages among what was given


def packages_in(found: Iterable[Found]) -> tuple[list[Package], list[Issue]]:
    """The packages among the files found, and an issue for each that is damaged."""
    packages: list[Package] = []
    problems: list[Issue] = []
    for one in found:
        if one.is_package:
            try:
                packages.append(read_package(one.path))
            except DamagedError as error:
                problems.append(unreadable(one.name, str(error), "Write the package again with `cyberflag tidy -o`."))
    return packages, problems


def own_roster(record: Record, packages: Sequence[Package]) -> Record:
    """The record with the roster of the first package, where the analyst gave none of their own."""
    if not packages or record.roster_source != "built-in":
        return record
    first = packages[0].record
    return replace(record, roster=first.roster, roster_source=first.roster_source)


def joined_record(record: Record, packages: Sequence[Package]) -> Record:
    """The record together with those of the packages: the first request, all figures by hand and decisions."""
    records = [record, *(package.record for package in packages)]
    prints = [one.fingerprint for one in records if one.fingerprint]
    mark = prints[0] if len(prints) == 1 else hashlib.sha256("\n".join(prints).encode()).hexdigest() if prints else ""
    return Record(
        next((one.request for one in records if one.request), None),
        record.roster,
        record.roster_source,
        tuple(figure for one in records for figure in one.by_hand),
        tuple(decision for one in records for decision in one.decisions),
        tuple(dict.fromkeys(name for one in records for name in one.used)),
        mark,
    )


def check_apart(packages: Sequence[Package], returns: Sequence[ForceReturn]) -> None:
    """Raise CyberflagError where a force stands in two packages, or in a package and among the returns."""
    seen: set[str] = set()
    for some in (*(package.returns for package in packages), returns):
        forces = {part for one in some if one.force for part in one.force.split(JOINT)}
        if both := sorted(seen & forces):
            raise CyberflagError(
                f"{', '.join(both)} would be counted twice: in a data package and beside it. "
                "Give one of the two, or both to `cyberflag compare`."
            )
        seen |= forces
