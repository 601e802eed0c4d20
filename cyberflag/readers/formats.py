"""Number formats: what a person sees of a number or date. `mmm-yy` makes `Oct-15` of a date, `[<5]"<5"` makes `<5` of 3."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct

from cyberflag.grid import Value
from cyberflag.patterns import late

BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0", 49: "@",
}  # fmt: skip

_TOKEN = late(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<ampm>am/pm|a/p)|(?P<general>general)'
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+(?![+-]))|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?(?:E[+-]0+)?|\.[0#?]+)|(?P<at>@)|(?P<other>.)",
    re.I | re.S,
)
_CONDITION = late(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_PLAIN = late(r"^(general|0|#|#,##0|0\.0+|#,##0\.0+|@)?$", re.I)


class Section(Struct, frozen=True):
    """One of the parts between semicolons: its condition and its tokens as (kind, text)."""

    condition: tuple[str, float] | None
    tokens: tuple[tuple[str, str], ...]

    @property
    def dated(self) -> bool:
        """Whether it shows a date or time."""
        return any(kind == "date" for kind, _ in self.tokens)


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format code."""
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "space"
        text = match[kind] if match.lastgroup else (" " if match[0].startswith("_") else "")
        if kind == "other" and text == ";":
            parts.append([])
            conditions.append(None)
        elif kind == "bracket":
            found = _CONDITION.match(text)
            if found:
                conditions[-1] = (found[1], float(found[2]))
            elif re.fullmatch(r"h+|m+|s+", text, re.I):
                parts[-1].append(("date", f"[{text.lower()}]"))
            elif text.startswith("$"):
                parts[-1].append(("quoted", text[1:].partition("-")[0]))
        else:
            parts[-1].append((kind, text))
    return tuple(Section(condition, tuple(tokens)) for condition, tokens in zip(conditions, parts, strict=True))


def is_date(code: str) -> bool:
    """Whether a number under this format is a date or time."""
    return sections(code)[0].dated


def is_plain(code: str) -> bool:
    """Whether a whole number under this format looks as it is, thousands commas apart."""
    return all(_PLAIN.match(part) for part in re.sub(r"\[\w+\]|_.|\\ |\s|-|[()]", "", code).split(";")[:2])


def is_whole_date(code: str) -> bool:
    """Whether a date shows its day, month and year, so that it cannot be a band in disguise."""
    tokens = {text[0].lower() for kind, text in sections(code)[0].tokens if kind == "date"}
    return {"d", "m", "y"} <= tokens


@lru_cache(8192, typed=True)
def seen(value: Value, code: str) -> str | None:
    """The value as the format shows it; None where the format is not understood or changes nothing."""
    parts = sections(code)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return _text_seen(value, parts)
    if isinstance(value, date | time | timedelta):
        return _date_seen(value, parts[0]) if parts[0].dated else None
    section, minus = _section(float(value), parts)
    return _number_seen(abs(float(value)) if minus else float(value), section)


def covers(value: float, code: str) -> bool:
    """Whether the format shows words or nothing in place of the number, so that the file tells more than the page."""
    section, _ = _section(float(value), sections(code))
    return not any(kind in ("number", "general", "at", "date") for kind, _ in section.tokens) and bool(code)


def _text_seen(value: str, parts: tuple[Section, ...]) -> str | None:
    section = parts[3] if len(parts) > 3 else parts[-1] if any(kind == "at" for kind, _ in parts[-1].tokens) else None
    if section is None or section.tokens == (("at", "@"),):
        return None
    return "".join(value if kind == "at" else text for kind, text in section.tokens)


def _section(value: float, parts: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section that a number falls under, and whether it shows the number without its sign."""
    if any(part.condition for part in parts):
        for part in parts[:3]:
            if part.condition is None or _holds(value, part.condition):
                return part, False
        return parts[min(len(parts), 3) - 1], False
    if value < 0 and len(parts) > 1:
        return parts[1], True
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], False


def _holds(value: float, condition: tuple[str, float]) -> bool:
    sign, than = condition
    return {
        "<": value < than,
        ">": value > than,
        "<=": value <= than,
        ">=": value >= than,
        "=": value == than,
        "<>": value != than,
    }[sign]


def _number_seen(value: float, section: Section) -> str | None:
    kinds = [kind for kind, _ in section.tokens]
    if "date" in kinds or kinds.count("number") > 1 or ("other", "/") in section.tokens:
        return None
    percents = sum(text.count("%") for kind, text in section.tokens if kind == "other")
    value *= 100**percents
    out = []
    for kind, text in section.tokens:
        if kind == "number":
            shown = _digits(value, text)
            if shown is None:
                return None
            out.append(shown)
        elif kind in ("general", "at"):
            out.append(str(int(value)) if value.is_integer() else f"{value:.10g}")
        else:
            out.append(text)
    return "".join(out).strip()


def _digits(value: float, pattern: str) -> str | None:
    if "e" in pattern.lower() or abs(value) > 1e15:
        return None
    whole, _, fraction = pattern.partition(".")
    scaled = len(whole) - len(whole.rstrip(","))
    places, needed = len(fraction), fraction.rstrip("#?").count("0")
    comma = "," if "," in whole.rstrip(",") else ""
    shown = f"{abs(value) / 1000**scaled + 1e-12:{comma}.{places}f}"
    front, dot, back = shown.partition(".")
    while len(back) > needed and back.endswith("0"):
        back = back[:-1]
    least = whole.count("0")
    front = "" if front == "0" and not least else front.zfill(least) if not comma else front
    sign = "-" if value < 0 and (front.strip("0,") or back.strip("0")) else ""
    return sign + front + (dot + back if back or (dot and needed) else "")


def _date_seen(value: date | time | timedelta, section: Section) -> str | None:
    moment = _moment(value)
    dates = [i for i, (kind, _) in enumerate(section.tokens) if kind == "date"]
    half = any(kind == "ampm" for kind, _ in section.tokens)
    out = []
    for i, (kind, text) in enumerate(section.tokens):
        if kind == "date":
            out.append(_date_piece(moment, text.lower(), _is_minute(i, dates, section), half))
        elif kind == "ampm":
            out.append("AM" if moment.hour < 12 else "PM")
        elif kind in ("number", "general"):
            return None
        else:
            out.append(text)
    return "".join(out).strip()


def _moment(value: date | time | timedelta) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 31), value)
    return datetime(1899, 12, 31) + value  # noqa: DTZ001 - spreadsheet dates know no zone


def _is_minute(i: int, dates: list[int], section: Section) -> bool:
    """`m` means minutes right after hours or right before seconds."""
    at = dates.index(i)
    before = section.tokens[dates[at - 1]][1].lower() if at else ""
    after = section.tokens[dates[at + 1]][1].lower() if at + 1 < len(dates) else ""
    return before.strip("[")[:1] == "h" or after.strip("[")[:1] == "s"


def _date_piece(moment: datetime, token: str, minute: bool, half: bool) -> str:
    first, length = token.strip("[]")[0], len(token)
    if token.startswith("["):
        hours = int((moment - datetime(1899, 12, 31)).total_seconds() // 3600)  # noqa: DTZ001
        return str(hours) if first == "h" else str(moment.minute if first == "m" else moment.second)
    if first in "ye":
        return f"{moment.year:04d}" if length > 2 or first == "e" else f"{moment.year % 100:02d}"
    if first == "h":
        hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
        return f"{hour:02d}" if length > 1 else str(hour)
    if first == "s" or minute:
        number = moment.second if first == "s" else moment.minute
        return f"{number:02d}" if length > 1 else str(number)
    name = _MONTHS[moment.month - 1] if first == "m" else _DAYS[moment.weekday()]
    if length > 2:
        return name[0] if length == 5 else name[:3] if length == 3 else name
    number = moment.month if first == "m" else moment.day
    return f"{number:02d}" if length > 1 else str(number)
