"""The tables of the data package: observations, replies, issues, sources."""

from __future__ import annotations

from msgspec.structs import replace

from cyberflag.collection import Collection
from cyberflag.observations import COLUMNS
from cyberflag.summaries import Column, Result, Scalar, result
from cyberflag.summaries.selection import EVERYTHING, Selection
from cyberflag.summaries.statements import place_in
from cyberflag.summaries.wording import many
from cyberflag.tidy import rows

# What a screen shows, with the order in which columns go where it is too narrow: the highest first, 0 never.
_SHOWN = {
    "force": 0,
    "period": 2,
    "measure": 8,
    "flag": 6,
    "offence": 12,
    "age": 1,
    "sex": 9,
    "count": 0,
    "text": 11,
    "file": 4,
    "sheet": 7,
    "cell": 3,
    "used": 5,
    "not_used_because": 10,
}
_KINDS = {"integer": "number", "date": "date", "string": "text"}


def observations(collection: Collection, selection: Selection = EVERYTHING) -> Result:
    """The tidy table, sorted by force and place."""
    columns = tuple(
        Column(name, name, _KINDS[kind], shown=name in _SHOWN, drop=_SHOWN.get(name, 0))
        for name, (kind, _) in COLUMNS.items()
    )
    kept = rows(collection if selection == EVERYTHING else _only(collection, selection))
    return Result(
        "observations",
        f"{many(len(kept), 'observation')} of {many(len(collection.returns), 'return')}",
        columns,
        tuple(kept),
    )


def _only(collection: Collection, selection: Selection) -> Collection:
    kept = [
        replace(one, observations=[o for o in one.observations if selection.takes(o.period, o.measure, o.flag)])
        for one in collection.returns
    ]
    return replace(collection, returns=kept)


REPLY_COLUMNS = tuple(
    Column(key, key)
    for key in (
        "force",
        "force_code",
        "question",
        "status",
        "flag_use",
        "exemption",
        "quote",
        "speaker",
        "file",
        "place",
    )
)


def replies(collection: Collection) -> Result:
    """One row per question and flag statement, by force and place."""
    found = sorted(collection.replies, key=lambda r: (r.force, r.where, r.question, r.status, r.flag_use))
    entries = [
        {
            **{
                key: getattr(reply, key)
                for key in ("force", "force_code", "question", "status", "flag_use", "exemption", "quote", "speaker")
            },
            "file": reply.where.file,
            "place": place_in(reply.where.sheet, reply.where.cell),
        }
        for reply in found
    ]
    return result("replies", f"Replies: {len(entries)}", REPLY_COLUMNS, entries)


SOURCE_COLUMNS = (
    Column("file", "File"),
    Column("format", "Format"),
    Column("sha256", "SHA-256"),
    Column("skipped", "Skipped because"),
)


def sources(collection: Collection) -> Result:
    """Every file that was read, with its format and hash, then every file that was skipped, with the reason."""
    lines: list[tuple[Scalar, ...]] = [(file, kind, digest, None) for file, kind, digest in sorted(collection.sources)]
    lines += [(file, None, None, reason) for file, reason in sorted(collection.skipped)]
    return Result(
        "sources",
        f"Sources: {len(collection.sources)} files read, {len(collection.skipped)} skipped",
        SOURCE_COLUMNS,
        tuple(lines),
    )


SCHEMA_COLUMNS = (Column("column", "Column"), Column("type", "Type"), Column("meaning", "Meaning", wide=True))


def schema() -> Result:
    """The columns of the tidy table, with type and meaning."""
    entries = [{"column": name, "type": kind, "meaning": meaning} for name, (kind, meaning) in COLUMNS.items()]
    return result("schema", "Columns of the tidy table", SCHEMA_COLUMNS, entries)
