"""Headings and labels become dimensions: what a cell inherits from above, from its left, and from the titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.grid import fold
from cyberflag.patterns import late
from cyberflag.tables import Heading, Look
from cyberflag.tables.look import age_like, period_like, serial_of
from cyberflag.words import flags, headings, meaning, offences, periods, telling, victims, whose
from cyberflag.words.offences import Offence
from cyberflag.words.periods import Period
from cyberflag.words.victims import UNKNOWN_AGE, Age

ALL_AGES_SAID = 200  # `victims under 200`: the return says that adults are among them
SEVERAL_FORCES = "(several forces)"  # whose total it is, in a table that lists forces
PART_OF_A_YEAR = "part of a year: "
CATEGORY_FIELDS = frozenset(
    {"outcome", "platform", "system", "area", "relationship", "suspect_age", "suspect_sex", "ethnicity"}
)
VICTIMS = ("female", "male")  # `Other` and `Unknown` under a heading of offences are offences


SHORT_LABEL = 3  # words, as `Number under 13`
_AGED = late(
    r"\b(?:aged?|ages) (.{1,30})$|\b((?:under|over|below) \d{1,2})s?$", re.IGNORECASE
)  # `Flagged aged under 13`


class Dims(Struct, frozen=True):
    """What one heading, or all headings of a cell together, say. None or empty: nothing is said."""

    period: Period | None = None
    measure: str = ""
    flag: str = ""
    offence: Offence | None = None
    age: Age | None = None
    sex: str = ""
    category: str = ""
    force: str = ""
    under: int | None = None
    total: bool = False

    @property
    def members(self) -> tuple[object, ...]:
        """What makes a part one of several: empty for a bare total."""
        return tuple(
            x for x in (self.period, self.flag, self.offence, self.age, self.sex, self.category, self.force) if x
        )

    def under_(self, outer: Dims) -> Dims:
        """These dimensions, with what they leave open taken from an outer heading or title."""
        age = self.age or outer.age
        category = self.category or outer.category
        if self.age and outer.age and _within(outer.age, self.age):
            age = outer.age
        if self.category and outer.category and self.category != outer.category:
            category = f"{outer.category}; {self.category}"
        return Dims(
            _narrower(self.period, outer.period),
            self.measure or outer.measure,
            self.flag or outer.flag,
            self.offence or outer.offence,
            age,
            self.sex or outer.sex,
            category,
            self.force or outer.force,
            self.under or outer.under,
            self.total or outer.total,
        )


def of_suspects(dims: Dims) -> Dims:
    """Age and sex of suspects are a breakdown of suspects; they are never the victims'."""
    if dims.measure != "suspects" or not (dims.age or dims.sex):
        return dims
    said = whose.suspect(dims.age, dims.sex)
    return replace(dims, age=None, sex="", category=f"{dims.category}; {said}" if dims.category else said)


def _within(inner: Age, outer: Age) -> bool:
    """Whether an age lies inside a wider one that is not `unknown`."""
    if inner.kind in ("unknown", "all") or outer.kind in ("unknown", "all"):
        return False
    low, high = outer.low or 0, 999 if outer.high is None else outer.high
    return low <= (inner.low or 0) and (999 if inner.high is None else inner.high) <= high and inner != outer


def _narrower(near: Period | None, far: Period | None) -> Period | None:
    if near and far and near is not far and far.known and near.known and near.contains(far) and near != far:
        return far
    return near or far


def axis_role(look: Look, cells: Sequence[tuple[int, int]], field: str) -> str:
    """What bare numbers and dates along an axis are: `period`, `age`, or empty where nothing tells."""
    if field in ("age", "period"):
        return field
    filled = [cell for cell in cells if look.text(*cell)]
    sexes = [s for cell in filled if (s := victims.parse_sex(look.text(*cell)))]
    if {"female", "male"} & set(sexes):
        return "sex"
    proper = [cell for cell in filled if not headings.is_total(look.text(*cell))]
    dated = [
        cell for cell in proper if isinstance(look.value(*cell), date | datetime) or serial_of(look, *cell) is not None
    ]
    if periods.short_years([look.text(*cell) for cell in proper]):
        return "period"
    if proper and age_like(look, [cell for cell in proper if cell not in dated]):
        return "age"
    if proper and period_like(look, proper):
        return "period"
    years = [cell for cell in proper if look.is_year(*cell)]
    if years and all(look.is_year(*c) for c in proper if look.text(*c).isdecimal()):
        return "period"
    return "age" if dated and any(_bandish(look.text(*cell)) for cell in proper if cell not in dated) else ""


def _bandish(text: str) -> bool:
    age = victims.parse_age(text)
    return age is not None and age.kind == "band"


def heading_dims(look: Look, heading: Heading, role: str) -> Dims:
    """What one heading says, given what its column or row is headed as (`field`) or its axis shows (`role`)."""
    text, m = heading.text, heading.meaning
    what = heading.field or role
    found = _by_field(look, heading, what)
    if found is None:
        value = look.value(heading.row, heading.column)
        if isinstance(value, date | datetime):
            shown = periods.parse(text) if len(text) == 4 and text.isdecimal() else None
            found = Dims(period=shown or periods.parse_value(value))
        elif text.replace(".", "", 1).isdecimal():
            found = Dims()
        else:
            found = _whose(text, _by_meaning(m))
            if found.age == UNKNOWN_AGE and found.sex == "unknown":
                found = Dims(category=f"label: {fold(text)}")
            if flags.other_flag(text) and not flags.names_flag(text):
                found = replace(found, flag="", category=f"flag: {fold(text)[:60]}")
    if what == "flag" and found.flag == "all":
        return found  # `All` among flags: the flag was no condition
    total = (found.total or m.total or headings.is_total(text)) and not telling.stands_aside(text)
    return replace(found, total=total)


def _whose(text: str, found: Dims) -> Dims:
    """A longer label says whom it counts: `offences, victims under 18` is no band, `how many were female` is a sex."""
    under = headings.scope_under(text)
    band = found.age
    told = victims.parse_age(text) or victims.parse_both(text)[0]
    if under and band and told is None and band.low in (0, None) and band.high == under - 1:
        found = replace(found, age=None, under=under)
    elif under and found.flag and not band and not found.offence:
        found = replace(found, under=under)
    if found.offence and found.members == (found.offence,) and not (found.measure or headings.is_total(text)):
        return replace(found, offence=replace(found.offence, text=fold(text)))  # the whole title, not its known part
    short = len(text.split()) <= SHORT_LABEL and headings.field(text) == "count"
    aged = _AGED.search(text) if (found.flag or short) and not found.age else None
    if aged and (age := victims.parse_age(aged[1] or aged[2])) and (aged[1] or short):
        found = replace(found, age=age, under=None)
    if len(text.split()) <= 2 or found.sex or found.offence or found.age:
        return found
    if not (found.members or found.measure) and offences.looks_like(text):
        return replace(found, offence=Offence(fold(text)))
    return replace(found, sex=victims.mentioned_sex(text) or "")


def _by_field(look: Look, heading: Heading, what: str) -> Dims | None:
    text, m = heading.text, heading.meaning
    if what == "age":
        age, sex = age_of(look, heading.row, heading.column)
        sex = sex or (m.sex if age and age.kind != "unknown" else None)
        return Dims(age=age, sex=sex or "") if age or sex else None
    if what == "period":
        value = look.value(heading.row, heading.column)
        period = periods.parse(text) if len(text) == 4 and text.isdecimal() else None  # a date may be shown as a year
        period = period or periods.parse_value(value) or periods.parse(text) or m.period or periods.short_year(text)
        return Dims(period=period) if period else None
    if what == "sex":
        sex = victims.parse_sex(text)
        return Dims(sex=sex, measure=m.measure or "") if sex else None
    if what == "flag":
        value = flags.value(text)
        scope = flags.scope(text) or ("all" if headings.is_total(text) else None)
        return Dims(flag=scope or ("cyber" if value else "not-cyber")) if scope or value is not None else None
    if what == "offence" and not headings.is_total(text):
        offence = offence_of(text)
        if (
            not (offence.code or offence.group)
            and (m.sex in VICTIMS or (m.age and m.age != UNKNOWN_AGE))
            and not m.offence
        ):
            return Dims(age=m.age, sex=m.sex or "")  # the victims of the offence above
        return replace(_by_meaning(m), offence=offence, age=None, sex="", total=False)
    if what in CATEGORY_FIELDS and headings.measure(text) in ("offences", "victims"):
        return None  # `Offences` below `Outcome` says what is counted
    if what in CATEGORY_FIELDS and not headings.is_total(text):
        if what == "area" and (m.force or headings.whole_area(text)):
            return Dims(force=m.force.name if m.force else "", total=True)  # `Force` below its divisions
        of_suspects = what.startswith("suspect_")  # one offence may have several, or none that is known
        said = f"{what.replace('_', ' ')}: {fold(text)}"
        return Dims(category=said if of_suspects else m.category or said, measure="suspects" if of_suspects else "")
    if what == "force":
        return Dims(force=m.force.name if m.force else fold(text)) if not headings.is_total(text) else None
    return None


def offence_of(text: str) -> Offence:
    """The offence in an offence column, where a bare number is a Home Office code; as written if it is on no list."""
    bare = offences.parse(f"HO code {text}") if text.replace("/", "").isdecimal() else None
    return replace(bare, text=text) if bare else offences.parse(text) or Offence(fold(text))


def together(first: Offence, second: Offence) -> Offence:
    """One offence from a code in one column and its words in another: the longer text, the code written as such."""
    words, other = (second, first) if len(second.text) >= len(first.text) else (first, second)
    coded = next((o for o in (other, words) if o.code and len(o.text) <= 8), other if other.code else words)
    return replace(words, code=coded.code, group=coded.group or words.group or other.group)


def of_one_offence(inner: Dims, outer: Dims) -> Dims:
    """`inner` under an outer heading that names the same offence in another form: the one a code, the other words."""
    if inner.offence and outer.offence:
        inner = replace(inner, offence=together(outer.offence, inner.offence))
    return inner.under_(outer)


def _by_meaning(m: object) -> Dims:
    force = getattr(m, "force", None)
    category = getattr(m, "category", "")
    if getattr(m, "measure", None) and category.startswith("system: "):
        category = ""  # `Crimes` over counts is what is counted, not the name of a system
    return Dims(
        period=getattr(m, "period", None) or periods.years_to(getattr(m, "text", "")),
        measure=getattr(m, "measure", None) or "",
        flag=getattr(m, "flag", None) or "",
        offence=getattr(m, "offence", None),
        age=getattr(m, "age", None),
        sex=getattr(m, "sex", None) or "",
        category=category,
        force=force.name if force else "",
    )


def age_of(look: Look, r: int, c: int) -> tuple[Age | None, str | None]:
    """The age (and sex) in an age position: a band, also one that had become a date or lost its dash."""
    value, text = look.value(r, c), look.text(r, c)
    if isinstance(value, date | datetime):
        marks = look.sheet.marks.get((r, c), ())
        shown = next((m.removeprefix("format:") for m in marks if m.startswith("format:")), text)
        day = value.date() if isinstance(value, datetime) else value
        return victims.band_from_date(day, shown), None
    if (serial := serial_of(look, r, c)) is not None:
        return victims.band_from_serial(serial), None
    age, sex = victims.parse_age(text), None
    if age is None:
        age, sex = victims.parse_both(text)
    if age is None:
        age = victims.parse_lost_dash(text) or victims.band_from_text(text)
    return age, sex


def band_was_date(look: Look, r: int, c: int) -> bool:
    """Whether the age at a cell was read back from a date."""
    if isinstance(look.value(r, c), date | datetime) or serial_of(look, r, c) is not None:
        return True
    text = look.text(r, c)
    plain = victims.parse_age(text) or victims.parse_both(text)[0]
    return plain is None and victims.band_from_text(text) is not None


def parts_of_a_year(heads: Mapping[int, Sequence[Heading]], axis: dict[int, Dims]) -> None:
    """Give lines such as `Q1` under a year their part of it, or mark them where the year stands outside the table.

    Not where all of them are a whole year and nothing stands beside: they are together the figure of that year.
    """
    groups: dict[Period | None, list[int]] = {}
    for line, dims in axis.items():
        groups.setdefault(dims.period, []).append(line)
    for year, lines in groups.items():
        texts = {line: heads[line][-1].text for line in lines if heads.get(line)}
        named = {line: text for line, text in texts.items() if periods.is_part(text)}
        if len(named) < 2:
            continue
        whole = len(named) == len(lines) and periods.make_a_year(list(named.values()))
        for line, text in named.items():
            part = periods.within(text, year) if year and not whole else None
            category = f"{'time: ' if whole else PART_OF_A_YEAR}{fold(text)}"
            dims = replace(axis[line], offence=None if year is None else axis[line].offence)
            axis[line] = replace(dims, period=part) if part else replace(dims, category=category)


def title_dims(lines: Iterable[str], sheet_name: str) -> Dims:
    """What titles and the sheet's name say, the nearest line first, the sheet's name last."""
    found = Dims()
    for line in [*lines, sheet_name]:
        found = found.under_(_line_dims(line))
    return found


def _line_dims(line: str) -> Dims:
    text = fold(line)
    m = meaning(text) if len(text) <= 120 else meaning("")
    near, taken = [], set()  # when the figures were taken is no time that they cover
    for one in periods.find(text):
        taken.add(one.period) if periods.is_taken(text, one) else near.append(one)
    apart = sorted({f.period for f in near if f.period.known})
    several = len(apart) > 1 and not any(all(a == b or a.contains(b) for b in apart) for a in apart)
    whole = m.period if m.period not in taken else None
    period = periods.together(apart) if several else whole or (apart[0] if len(apart) == 1 else None)
    other = flags.other_flag(text) and not flags.names_flag(text)
    short = len(text) <= 60
    return Dims(
        period=period,
        measure="suspects" if whose.of_suspects(text) else headings.measure(text) or "",
        flag=flags.scope(text) or "",
        offence=m.offence
        if m.offence and (m.offence.code or m.offence.group or not offences.reads_sexual(text))
        else None,
        age=m.age if short and headings.scope_under(text) is None else None,
        sex=((m.sex or "") if short else "") or victims.titled_sex(text) or "",
        category=f"flag: {text[:60]}" if other else m.category if short else "",
        under=headings.scope_under(text) or (ALL_AGES_SAID if headings.all_ages(text) else None),
    )
