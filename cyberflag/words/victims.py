"""Ages and sexes of victims: `13 yrs`, `Under 10`, `16 and over`, `Female 10-12`, and bands that became dates."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from msgspec import Struct

from cyberflag.patterns import late
from cyberflag.reference import LONGEST, extras, note_use, plain, remembered, table, words


class Age(Struct, frozen=True, order=True):
    """Whole years, inclusive; None where open. `kind`: single, band, unknown, all."""

    low: int | None = None
    high: int | None = None
    kind: str = "all"

    @property
    def label(self) -> str:
        """`13`, `0 to 11`, `16+`, `unknown`, `all`."""
        if self.kind in ("unknown", "all"):
            return self.kind
        if self.kind == "single":
            return str(self.low)
        return f"{self.low or 0}+" if self.high is None else f"{self.low or 0} to {self.high}"


ALL_AGES = Age()
UNKNOWN_AGE = Age(kind="unknown")
OLDEST = 120


def single(years: int) -> Age:
    """One year of age."""
    return Age(years, years, "single")


def band(low: int, high: int | None) -> Age:
    """From one age to another, both inclusive; None for no upper end. A band of one year is that year."""
    return single(low) if low == high else Age(low, high, "band")


# ---- ages

# `13 yrs`, `13-year-olds`, `under 13's`, `13.0`: what stands behind a number of years is taken off first.
_SCHOOL_YEAR = late(r"(?:school )?years? (?:group )?\d{1,2}")
_UNITS = late(r"(?<=\d)(?:\.0+)?(?: ?-?(?:years?|yrs?|y/?o|y)\b\.?(?:[ -](?:olds?|of age)\b)?|'?s\b|\b)(?:'?s\b)?")
_N = r"(?:aged? )?(\d{1,3})"
_YOUNGER = r"(?:under|younger|below|less|down)"
_OLDER = r"(?:over|older|above|more|upwards?|up|plus)"
_CORES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (late(pattern), kind)
    for pattern, kind in (
        (_N, "single"),
        (
            rf"(?:between )?{_N},? ?(?:(?:and|or) over ?)?(?:-|to|and|but|up to)? ?(?:under|below|less than|<) ?{_N}",
            "until",
        ),
        (f"(?:between )?{_N} ?(?:-|to|/|&|and|or|through|until) ?{_N}", "band"),
        (f"(?:(?:under|below|less than|younger than|u/?|<)(?: the age of| ages?)?|-) ?{_N}", "under"),
        (f"{_N},? ?(?:and|or|&|/) ?{_YOUNGER}", "to"),
        (f"(?:(?:up )?to|<=|=<|≤|at most|birth to|0 to)(?: and including| the age of)? ?{_N}", "to"),
        (rf"{_N}(?:,? ?(?:and|or|&|/)? ?{_OLDER}| ?\+)", "from"),
        (rf"(?:\+|>=|=>|≥|at least|from) ?{_N}", "from"),
        (f"(?:over|above|older than|more than|>)(?: the age of| ages?)? ?{_N}", "over"),
        (r"(\d{1,2}) ?(?:(?:-|to) ?(\d{1,2}) ?)?(?:months?|mths?|m|mo)(?: old)?", "months"),
    )
)
_YEARS_AND_MONTHS = late(
    r"(\d{1,3}) ?(?:years?|yrs?|y)(?: old)?,? ?(?:and |& ?)?\d{1,2} ?(?:months?|mths?|mos?|m)(?: old)?"
)
_START = late(
    r"^(?:(?:(?:number|no\.?|count) of|the|victims?'?s?|complainants?|children|child|persons?|people|young people|pupils?|those|ip|injured party|age ?group|age ?band|age ?range|age at (?:time of )?(?:offence|report)|aged?|ages|years?|who were|were|was|who are|is|of|all|girls? and boys?|boys? and girls?)\b[ :=,-]{0,3}(?=\S))"
)
_END = late(
    r"[ ,-]?(?:\((?:child(?:ren)?|adults?|inclusive|incl\.?|years?|yrs?|juveniles?|young (?:people|person))\)|inclusive|incl\.?|victims?|children|child|persons?|people|year[- ]?olds?|of age|age ?group|age ?band|years? olds?|yrs? olds?|ages?|at (?:time of )?(?:offence|report(?:ing)?)|adults?)$"
)
_ORDINAL = late(
    r"^(?:victim|complainant|child|ip|injured party|suspect|offender|person) ?[1-9]\b"
)  # the second, not two years
_WORD = late(r"\b[a-z]{3,9}\b")
_BRACKETED = late(r"^[(\[]([^()\[\]]*)[)\]]$")


@remembered(1)
def _numbers() -> dict[str, str]:
    return {word: str(number) for number, word in enumerate(words("ages", "numbers", "words"))}


@remembered(1)
def _labels() -> dict[str, Age]:
    """Whole labels that are literally listed, and those the analyst added."""
    found = {label: band(low, None if high < 0 else high) for label, (low, high) in table("ages")["bands"].items()}
    found |= dict.fromkeys(words("ages", "infant", "labels"), single(0))
    found |= dict.fromkeys(words("ages", "all", "labels"), ALL_AGES)
    return dict.fromkeys(words("ages", "unknown", "labels"), UNKNOWN_AGE) | found


@remembered(1)
def _added() -> dict[str, str]:
    return {plain(str(entry["text"])): str(entry["age"]) for entry in extras("age")}


@remembered()
def parse_age(text: str) -> Age | None:
    """The age or band that the whole text states, UNKNOWN_AGE for `not recorded` and its like; None for anything else.

    A bare `13` is an age only where ages stand, and so is `-` or `state`: the caller knows the position.
    """
    if len(text) > 80:
        return None
    folded = plain(text).strip(" .:;*†#~")
    if folded in _added():
        note_use(folded)
        return _core(_added()[folded])
    label = _labels().get(folded)
    if label or not folded or _ORDINAL.match(folded):
        return label
    if _SCHOOL_YEAR.fullmatch(folded):
        return None  # `Year 7` is a year of school, of children aged 11 and 12
    if _numbers().keys() & set(_WORD.findall(folded)):
        folded = _WORD.sub(lambda m: _numbers().get(m[0], m[0]), folded)
    return _stripped(folded)


def _stripped(folded: str) -> Age | None:
    """The age in a label after its wrapping words are taken off, a few at most."""
    for _ in range(5):
        age = _core(folded)
        if age:
            return age
        shorter = _END.sub("", _START.sub("", folded), count=1).strip(" ,:")
        inner = _BRACKETED.match(shorter)
        shorter = inner[1].strip() if inner else shorter
        if shorter == folded or not shorter:
            return None
        folded = shorter
        if folded in ("child", "children", "adult", "adults", "unknown", "not known", "not recorded"):
            return _labels()[folded]
    return None


def _core(text: str) -> Age | None:
    both = _YEARS_AND_MONTHS.fullmatch(text)
    if both:
        return single(int(both[1])) if int(both[1]) <= OLDEST else None
    text = _UNITS.sub("", text)
    for pattern, kind in _CORES:
        match = pattern.fullmatch(text)
        if match:
            found = [int(group) for group in match.groups() if group is not None]
            age = _of(kind, found) if max(found) <= OLDEST else None
            if age:
                return age
    return None


def _of(kind: str, found: list[int]) -> Age | None:
    years = found[0]
    if kind == "single":
        return single(years)
    if kind == "band":
        return band(years, found[1]) if years < found[1] else None
    if kind == "until":
        return band(years, found[1] - 1) if years < found[1] else None
    if kind == "under":
        return band(0, years - 1) if years else None
    if kind == "to":
        return band(0, years)
    if kind == "months":
        return (
            single(0)
            if found[-1] <= 12 and (len(found) > 1 or found[-1] < 12)
            else single(years // 12)
            if len(found) == 1
            else None
        )
    return band(years + 1 if kind == "over" else years, None)


def parse_lost_dash(text: str) -> Age | None:
    """The band of four digits that lost its dash: `1520` is 15 to 20; None where they cannot be a band."""
    digits = text.strip()
    if len(digits) != 4 or not digits.isascii() or not digits.isdigit():
        return None
    low, high = int(digits[:2]), int(digits[2:])
    return band(low, high) if low < high else None


def is_plain_unknown(text: str) -> bool:
    """Whether a label says without help of its position that the age is not known: `No DOB`, `age unknown`."""
    return plain(text).strip(" .:;*") in _plain_unknown()


@remembered(1)
def _plain_unknown() -> frozenset[str]:
    return frozenset(words("ages", "unknown", "plain"))


# ---- sexes


@remembered(1)
def _sexes() -> dict[str, str]:
    found: dict[str, str] = {}
    for sex in ("female", "male", "other", "unknown"):
        for label in words("ages", "sex", sex):
            found.setdefault(label, sex)
    return found


@remembered(1)
def _sex_words() -> dict[str, str]:
    return {word: sex for sex in ("female", "male", "unknown") for word in words("ages", "sex", f"{sex}_words")}


@remembered(2048)
def parse_sex(text: str) -> str | None:
    """female, male, other or unknown where the whole text is a sex; None for anything else."""
    if len(text) > 40:
        return None
    folded = plain(text).strip(" .:;*†")
    both = {_sexes().get(part) for part in folded.split(" / ")}  # `Benyw / Female`
    return (
        _sexes().get(folded)
        or (both.pop() if len(both) == 1 else None)
        or _sexes().get(
            re.sub(
                r"^(?:all |victims? (?:of |were |was )?|(?:sex|gender|victim sex|victim gender)[ :=-]+)|[ -]*(?:victims?|total)$",
                "",
                folded,
            )
        )
    )


_TITLED = late(
    r"\b(female|male|girl|boy)s?(?: child| children)? (?:victims?|complainants?)\b|\bvictims? (?:who )?(?:is|are|was|were) (female|male)s?\b"
)


@remembered(1024)
def titled_sex(text: str) -> str | None:
    """The one sex of whose victims a longer title speaks: `Table 1: Female victims of sexual offences, 2015/16`."""
    found = {
        (m[1] or m[2]).replace("girl", "female").replace("boy", "male") for m in _TITLED.finditer(text[:400].lower())
    }
    return found.pop() if len(found) == 1 and mentioned_sex(text) else None


@remembered()
def mentioned_sex(text: str) -> str | None:
    """The one sex that a longer label names, as `How many of these victims were female?`; None for none or both."""
    said = set(re.findall(r"[a-z]+", text[:LONGEST].lower()))
    female = bool(said & {"female", "females", "girl", "girls", "women", "woman"})
    male = bool(said & {"male", "males", "boy", "boys", "men", "man"})
    return ("female" if female else "male") if female != male else None


@remembered()
def parse_both(text: str) -> tuple[Age | None, str | None]:
    """Age and sex where one label holds both: `Female 10-12`, `girls under 13`; (None, None) where it does not."""
    if len(text) > 80:
        return None, None
    folded = plain(text).strip(" .:;*†")
    for word, rest in _splits(folded):
        sex = _sex_words().get(word)
        age = parse_age(rest) if sex and rest and rest != "-" else None
        if age and sex:
            return age, sex
    return None, None


_FIRST = late(r"^((?:unknown |unspecified )?[a-z]+(?: (?:unknown|unspecified))?)[ ,:/(-]+(.+?)\)?$")
_FIRST_WORD = late(r"^([a-z]+)(?:[ ,:/(-]+(.+?)\)?|(\d.*))$")
_LAST = late(r"^(.+?)[ ,:/(-]+([a-z]+)(?:\)| victims?| child(?:ren)?)?$")
_MIDDLE = late(r"^(?:aged? )?(\d{1,3}(?:[- ]?years?[- ]?olds?|[- ]?yr[- ]?olds?)?) (girls?|boys?|females?|males?)$")
_GLUED = late(r"^([fm])(\d.*)$")


def _splits(folded: str) -> list[tuple[str, str]]:
    """Pairs of a word that may be a sex and the rest that may be an age."""
    found: list[tuple[str, str]] = []
    for pattern, word, rest in ((_FIRST, 1, 2), (_FIRST_WORD, 1, 2), (_LAST, 2, 1), (_MIDDLE, 2, 1), (_GLUED, 1, 2)):
        match = pattern.match(folded)
        if match and match[rest]:
            found.append((match[word], match[rest]))
    return found


# ---- bands that a spreadsheet program turned into dates

_SHORT_MONTHS = {
    name: n
    for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_DAY_MONTH = late(r"(\d{1,2})[ -]([a-z]{3})[a-z]{0,6}")
_MONTH_YEAR = late(r"([a-z]{3})[a-z]{0,6}[ -](\d{2})")


def band_from_text(text: str) -> Age | None:
    """The band behind `10-Dec`, `12-Oct` (10 to 12) or `Oct-15` (10 to 15); None for other texts and impossible bands."""
    folded = plain(text).strip()
    day_month = _DAY_MONTH.fullmatch(folded)
    if day_month and day_month[2] in _SHORT_MONTHS:
        low, high = sorted((int(day_month[1]), _SHORT_MONTHS[day_month[2]]))
        return band(low, high) if low < high else None
    month_year = _MONTH_YEAR.fullmatch(folded)
    if month_year and month_year[1] in _SHORT_MONTHS:
        low, high = _SHORT_MONTHS[month_year[1]], int(month_year[2])
        return band(low, high) if low < high else None
    return None


def band_from_date(day: date, fmt: str = "") -> Age | None:
    """The band behind a date cell, from the cell's number format or shown text; None where it cannot be a band.

    `d-mmm`: day and month, the smaller first. `mmm-yy`: month to year of two digits. With all three shown, the 1st of
    a month is read as month and year, any other day as day and month.
    """
    shown = plain(fmt)
    from_text = band_from_text(shown)
    if from_text:
        return from_text
    letters = set(re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", shown)) & set("dmy")
    if letters == {"m", "y"} or (day.day == 1 and letters != {"d", "m"}):
        low, high = day.month, day.year % 100
        return band(low, high) if day.day == 1 and low < high else None
    low, high = sorted((day.day, day.month))
    return band(low, high) if low < high else None


def band_from_serial(number: float) -> Age | None:
    """The band behind a bare serial number of a date between 2000 and 2040: 42714 (10 December 2016) is 10 to 12."""
    if number != int(number) or not 36526 <= number <= 51500:
        return None
    return band_from_date((datetime(1899, 12, 30) + timedelta(days=int(number))).date())  # noqa: DTZ001 - a calendar day


def too_long(text: str) -> bool:
    """Whether a text is prose rather than a label."""
    return len(text) > LONGEST
