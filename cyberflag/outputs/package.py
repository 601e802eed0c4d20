"""The data package: the tables as csv with a description that any Table Schema reader understands."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import replace

from cyberflag import __version__
from cyberflag.collection import Collection
from cyberflag.decisions import Decision, HandFigure, Request
from cyberflag.issues import CyberflagError
from cyberflag.observations import COLUMNS
from cyberflag.outputs.delimited import delimited
from cyberflag.outputs.delivery import Options, complain, finish, read
from cyberflag.outputs.files import write_whole
from cyberflag.outputs.objects import json_text
from cyberflag.readers.discover import DESCRIPTION
from cyberflag.returns import ForceReturn
from cyberflag.summaries import Entry, Result
from cyberflag.summaries.statements import issue_entry, issues
from cyberflag.summaries.tidied import observations, replies, sources
from cyberflag.words.periods import Period

_TYPES = {"number": "integer", "date": "date"}


def tell_package(returns: tuple[Path, ...], options: Options) -> int:
    """Read, and write the package to the folder of the options; the exit code."""
    folder: Path = options["output"]
    check_place(folder)
    if options["period"] or options["measure"] or options["flag"]:
        raise CyberflagError("a data package is always whole: leave out --period, --measure and --flag")
    collection, _ = read(returns, options)
    try:
        write_package(folder, collection, options["raw"], options["parquet"])
    except OSError as error:
        complain(f"{folder} could not be written: {error.strerror or error}", 1)
        finish(collection, options)
        return 1
    return finish(collection, options)


def is_package(folder: Path) -> bool:
    """Whether the folder holds a data package that this program wrote."""
    try:
        found = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and "cyberflag" in found


def check_place(folder: Path) -> None:
    """Raise CyberflagError for a file, and for a folder that holds something else."""
    if folder.exists() and not folder.is_dir():
        raise CyberflagError(f"{folder} is a file; a data package is a folder")
    if folder.is_dir() and any(folder.iterdir()) and not is_package(folder):
        raise CyberflagError(
            f"{folder} holds files that are no data package of cyberflag; name an empty or a new folder"
        )


def write_package(folder: Path, collection: Collection, raw: bool = False, parquet: bool = False) -> None:
    """Write the four tables, then the description, each file whole; raises OSError when it cannot.

    With `parquet` the observations are in columns, written a batch at a time.
    """
    counts = replace(observations(Collection()), title="Observations") if parquet else observations(collection)
    tables = (counts, replies(collection), issues(collection), sources(collection))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"observations.{'csv' if parquet else 'parquet'}").unlink(missing_ok=True)  # of an earlier package
    for table in tables[1:] if parquet else tables:
        write_whole(folder / f"{table.name}.csv", delimited(table, raw=raw).encode())
    if parquet:
        from cyberflag.outputs.columnar import write_parquet

        write_parquet(folder / "observations.parquet", collection)
    write_whole(folder / DESCRIPTION, json_text(description(collection, tables, raw, parquet)).encode())


def description(collection: Collection, tables: tuple[Result, ...], raw: bool = False, parquet: bool = False) -> Entry:
    """The descriptor: a resource a table, and under `cyberflag` what the figures rest on.

    It holds all that `cyberflag.collection.package` needs to read the same figures back.
    """
    record = collection.record
    return {
        "profile": "tabular-data-package",
        "name": "cyberflag",
        "title": "Police returns on cyber-flagged offences against children, one count a row",
        "resources": [_resource(table, parquet and table.name == "observations") for table in tables],
        "cyberflag": {
            "version": __version__,
            "inputs": collection.fingerprint,
            "files": record.fingerprint,
            "raw": raw,
            "used": list(record.used),
            "roster": _roster(collection),
            "request": _request(record.request),
            "decisions": [_decision(one) for one in record.decisions],
            "decided": [{"issue": issue_entry(one), "decision": _decision(how)} for one, how in collection.decided],
            "by_hand": len(record.by_hand),
            "figures_by_hand": [_by_hand(one) for one in record.by_hand],
            "proofs": _proofs(collection),
            "left_out": _left_out(collection),
            "returns": [_return(one) for one in collection.returns],
        },
    }


def _dates(period: Period) -> Entry:
    """The label and both ends of a period, either null where it is open."""
    start, end = (day.isoformat() if day else None for day in (period.start, period.end))
    return {"period": period.label, "period_start": start, "period_end": end}


def _request(request: Request | None) -> Entry | None:
    if request is None:
        return None
    asked = {"flag": request.flag, "measure": request.measure, "age_under": request.age_under}
    return {**asked, **_dates(request.period or Period())}


def _decision(one: Decision) -> Entry:
    return {key: getattr(one, key) for key in ("id", "decision", "value", "reason", "by", "on")}


def _by_hand(one: HandFigure) -> Entry:
    return {
        **{"force": one.force, **_dates(one.period), "measure": one.measure, "flag": one.flag},
        **{"offence": one.offence, "age": one.age.label, "age_min": one.age.low, "age_max": one.age.high},
        **{"sex": one.sex, "count_min": one.count.low, "count_max": one.count.high, "by": one.by},
        **{"on": one.on.isoformat() if one.on else None, "reason": one.reason},
    }


def _left_out(collection: Collection) -> list[Entry]:
    """What was read and stands in no total, each under the number of its return."""
    return [
        {
            **{"return": at, "force": item.force, "why": item.why},
            **{"count_min": item.count.low, "count_max": item.count.high},
            **{**_dates(item.period), "measure": item.measure, "flag": item.flag},
            **{"file": item.where.file, "sheet": item.where.sheet, "cell": item.where.cell},
        }
        for at, one in enumerate(collection.returns)
        for item in one.left_out
    ]


def _resource(table: Result, in_columns: bool = False) -> Entry:
    form = {
        "path": f"{table.name}.csv",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
    }
    columnar = {
        "path": f"{table.name}.parquet",
        "title": table.title,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        **(columnar if in_columns else form),
        "schema": {
            "fields": [_field(table.name, column.key, column.kind) for column in table.columns if column.exported],
            "missingValues": [""],
        },
    }


def _field(table: str, key: str, kind: str) -> Entry:
    if table == "observations":
        stated, meaning = COLUMNS[key]
        return {"name": key, "type": stated, "description": meaning}
    return {"name": key, "type": _TYPES.get(kind, "string")}


def _roster(collection: Collection) -> Entry:
    record = collection.record
    return {
        "source": record.roster_source,
        "asked": [
            {"force": one.force, "code": one.code, "aliases": list(one.aliases), "children": one.children}
            for one in record.roster
        ],
    }


def _proofs(collection: Collection) -> list[Entry]:
    """The proof of every headline, so that a package read again says the same."""
    return [
        {
            **{"return": at, "force": one.force, "headline_of": h.force, "force_code": h.force_code},
            **{**_dates(h.period), "measure": h.measure, "flag": h.flag},
            **{"count_min": h.count.low, "count_max": h.count.high, "proof": h.proof, "headline_from": h.headline_from},
            **{"printed": h.printed.low if h.printed else None, "printed_max": h.printed.high if h.printed else None},
            **{"victims_under": h.victims_under, "offence": h.offence},
            **{"from_request": " ".join(h.from_request), "as_at": h.as_at.isoformat() if h.as_at else None},
            **{
                "images": h.images,
                "left_out": h.left_out,
                "file": h.where.file,
                "sheet": h.where.sheet,
                "cell": h.where.cell,
            },
        }
        for at, one in enumerate(collection.returns)
        for h in one.headlines
    ]


def _return(one: ForceReturn) -> Entry:
    """What a return is besides its rows."""
    return {
        **{"force": one.force, "force_code": one.force_code, "files": list(one.files), "status": one.status},
        **{"flag_use": one.flag_use, "asked": one.asked, "as_at": one.as_at.isoformat() if one.as_at else None},
    }
