"""A file of published statements, read: one statement a line, each with what it claims."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from cyberflag.decisions.asking import FLAGS, MEASURES, as_period
from cyberflag.decisions.entries import Kept, Row, rows
from cyberflag.issues import CyberflagError
from cyberflag.reference import plain
from cyberflag.summaries.ages import Threshold
from cyberflag.summaries.amounts import Amount, parse, parse_n_of_m
from cyberflag.words import victims
from cyberflag.words.periods import Period

KINDS = (
    "figure",
    "change",
    "most",
    "commonest",
    "youngest",
    "n-of-m",
    "per-day",
    "per-week",
    "minutes-between",
    "rank",
)
COLUMNS = (
    *("claim", "kind", "force", "period", "before_period", "measure", "flag"),
    *("value", "before", "after", "age", "offence", "source"),
)
RANKS = {"highest": 1, "lowest": -1}


class Claim(Struct, frozen=True):
    """One statement. `force` as written; empty for every body. Period, measure and flag None where it does not say."""

    claim: str
    kind: str
    force: str = ""
    period: Period | None = None
    before_period: Period | None = None
    measure: str | None = None
    flag: str | None = None
    value: str = ""
    amount: Amount | None = None
    n_of_m: tuple[int, int] | None = None
    before: int | None = None
    after: int | None = None
    age: int | None = None
    threshold: Threshold | None = None
    offence: str = ""
    source: str = ""
    line: str = ""


def read_claims(path: Path) -> list[Claim]:
    """The statements of a csv file or workbook. Raises CyberflagError with every mistake in it, each with its line."""
    try:
        kept = Kept(path, path.name, path.read_bytes())
    except OSError as error:
        raise CyberflagError(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}") from error
    mistakes: list[str] = []
    found = [_claim(row) for row in rows(kept, COLUMNS, ("claim", "kind"), mistakes)]
    if mistakes:
        raise CyberflagError("\n".join(mistakes))
    return found


def _claim(row: Row) -> Claim:
    kind = row.one_of("kind", KINDS, "")
    if not kind:
        row.wrong(f"kind is empty; it is one of {', '.join(KINDS)}")
    value = row.text("value")
    age, threshold = _age(row)
    amount = None if kind == "n-of-m" else parse(value)
    n_of_m = parse_n_of_m(value) if kind == "n-of-m" else None
    if value and amount is None and n_of_m is None and not (kind == "rank" and plain(value) in RANKS):
        row.wrong(f'value "{value}" is not a value; write 3,186, more than 100, +51%, doubled or 38 of 44')
    if not value and kind not in ("most", "commonest"):
        row.wrong("value is empty")
    return Claim(
        row.text("claim"),
        kind,
        row.text("force"),
        row.read("period", as_period, "a period; write 2015/16") if row.text("period") else None,
        row.read("before_period", as_period, "a period; write 2014/15") if row.text("before_period") else None,
        row.one_of("measure", MEASURES, "") or None,
        row.one_of("flag", (*FLAGS, "unknown"), "") or None,
        value,
        amount,
        n_of_m,
        _whole(row, "before"),
        _whole(row, "after"),
        age,
        threshold,
        row.text("offence"),
        row.text("source"),
        row.place,
    )


def _whole(row: Row, column: str) -> int | None:
    text = row.text(column)
    amount = parse(text) if text else None
    if text and (amount is None or amount.unit or amount.number.denominator != 1 or amount.relation != "is"):
        row.wrong(f'{column} "{text}" is not a whole number')
        return None
    return int(amount.number) if amount else None


def _age(row: Row) -> tuple[int | None, Threshold | None]:
    """A single age, or the threshold of `under 10` or `10 and under`."""
    text = row.text("age")
    if not text:
        return None, None
    age = victims.parse_age(text)
    if age and age.kind == "single":
        return age.low, None
    if age and age.kind == "band" and not age.low and age.high is not None:
        inclusive = "under" not in plain(text).split()[:1]
        return None, Threshold(age.high if inclusive else age.high + 1, inclusive)
    row.wrong(f'age "{text}" is not an age; write 13, under 10, or 10 and under')
    return None, None
