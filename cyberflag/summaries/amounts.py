"""Numbers as print gives them, and whether a figure bears them out: exactly, rounded, or cut."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from cyberflag.patterns import late
from cyberflag.reference import plain, remembered, table, words
from cyberflag.words import counts

_NUMBER = late(r"([+-]?) ?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,6}))? ?(%|per cent|percent|times|fold|-fold|x)?")
_N_OF_M = late(r"(\d{1,4}) (?:out )?of (?:the )?(\d{1,4})")
_RELATIONS = ("over", "from", "under", "to", "about", "nearly")
ABOUT = Fraction(5, 100)  # `about 100` is borne out by 95 to 105
NEARLY = Fraction(10, 100)  # `nearly 100` by 90 to 100


class Amount(Struct, frozen=True):
    """A number as printed. `unit`: nothing, percent (a change, signed) or times; `places`: decimals printed.

    `relation`: is, over, from, under, to, about, nearly.
    """

    number: Fraction
    places: int = 0
    relation: str = "is"
    unit: str = ""


class Range(Struct, frozen=True):
    """A figure within inclusive bounds; `high` is None where there is none."""

    low: Fraction
    high: Fraction | None

    @property
    def exact(self) -> Fraction | None:
        """The figure, where it is one."""
        return self.low if self.low == self.high else None


@remembered(1)
def _relations() -> dict[str, str]:
    found = {phrase: kind for kind in _RELATIONS for phrase in words("claims", "relations", kind)}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def parse(text: str) -> Amount | None:
    """The number of `more than 100`, `+573%`, `8.7`, `doubled`, `eight`; None where it is none."""
    folded = plain(text)
    if len(folded) > 60:
        return None
    relation = "is"
    for phrase, kind in _relations().items():
        if folded.startswith(f"{phrase} "):
            relation, folded = kind, folded[len(phrase) + 1 :]
            break
    multiple = table("claims").get("multiples", {}).get(folded)
    if multiple is not None:
        return Amount(Fraction(multiple), 0, relation, "times")
    if match := _NUMBER.fullmatch(folded):
        sign, whole, decimals, unit = match.groups()
        number = Fraction(f"{whole.replace(',', '')}.{decimals or 0}")
        kind = {"%": "percent", "per cent": "percent", "percent": "percent"}.get(unit or "", "times" if unit else "")
        return Amount(-number if sign == "-" else number, len(decimals or ""), relation, kind)
    named = counts.parse(None, folded)
    return Amount(Fraction(named.exact), 0, relation) if named and named.exact is not None else None


def parse_n_of_m(text: str) -> tuple[int, int] | None:
    """The two numbers of `38 of 44` or `38 out of 44`."""
    match = _N_OF_M.fullmatch(plain(text))
    return (int(match[1]), int(match[2])) if match else None


def rounded(number: Fraction, places: int = 0) -> Fraction:
    """The number to so many decimals, halves away from zero, as print does."""
    scale = 10**places
    size = int(abs(number) * scale + Fraction(1, 2))
    return Fraction(size if number >= 0 else -size, scale)


def cut(number: Fraction, places: int = 0) -> Fraction:
    """The number with its further decimals dropped."""
    scale = 10**places
    return Fraction(int(number * scale), scale)


def bears_out(actual: Fraction, amount: Amount) -> str:
    """How a figure bears out what is printed: `exactly`, `rounded`, `cut`, or the relation; empty where it does not."""
    number = amount.number
    if amount.relation == "is":
        if actual == number:
            return "exactly"
        if rounded(actual, amount.places) == number:
            return "rounded"
        return "cut" if cut(actual, amount.places) == number else ""
    inside = {
        "over": actual > number,
        "from": actual >= number,
        "under": actual < number,
        "to": actual <= number,
        "about": abs(actual - number) <= abs(number) * ABOUT,
        "nearly": number - abs(number) * NEARLY <= actual < number,
    }[amount.relation]
    return amount.relation if inside else ""


def verdict_of(actual: Range, amount: Amount) -> tuple[bool | None, str]:
    """Whether a figure within bounds bears out what is printed, and how; None where the bounds leave it open."""
    if actual.exact is not None:
        how = bears_out(actual.exact, amount)
        return bool(how), how
    low, high = (bears_out(end, amount) if end is not None else "" for end in (actual.low, actual.high))
    if amount.relation in ("is", "about") and low and low == high:
        return True, low
    if amount.relation in ("over", "from"):
        return (True if low else None if high or actual.high is None else False), low
    if amount.relation in ("under", "to"):
        return (True if high else None if low else False), high
    within = actual.low <= amount.number and (actual.high is None or amount.number <= actual.high)
    return (None if within or low or high else False), ""


def number_words(number: Fraction, places: int = 2) -> str:
    """`3,186`, `8.70`, `5.73`."""
    if number.denominator == 1:
        return f"{int(number):,}"
    return f"{float(rounded(number, places)):,.{places}f}"


def percent_words(ratio: Fraction) -> str:
    """`+473.0%` of a ratio of 5.73."""
    return f"{float(rounded((ratio - 1) * 100, 1)):+,.1f}%"


def range_words(found: Range, places: int = 2) -> str:
    """`85`, `80 to 90`, `at least 80`."""
    low = number_words(found.low, places)
    if found.high is None:
        return f"at least {low}"
    return low if found.exact is not None else f"{low} to {number_words(found.high, places)}"
