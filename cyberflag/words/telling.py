"""What a label, title or note says of the numbers beside it: a part of the line above, a total, what kind of years."""

from __future__ import annotations

from cyberflag.patterns import late
from cyberflag.reference import key, plain, remembered, table, words

_SIGNED = late(r"\+ ?/ ?-")
_QUESTION_NUMBER = late(r"^(?:q(?:uestion)? ?\d{1,2}[a-z]?[.):]? *|\d{1,2}[a-z]?[.):] *)(?=\D)")
_AT_QUESTION = late(r"^(?:at|in|under|from|of|for) (?:q|question) ?\d{1,2}[a-z]? +")
_SENTENCE = 4  # words
_YEARS = late(r"\b(?:19|20)\d\d\b(?: \d\d(?:\d\d)?\b)?|\b(?:to|and|for|in)\b")
_YEARS_ENDING = late(
    r" years? (?:ending|ended|to|end)\b(?: (?:on|the|31|31st))* march\b| (?:financial|fiscal|fin) years? end(?:ing|ed|s)?\b| fye "
)


@remembered(4096)
def years(text: str) -> str:
    """What kind of years a heading or title says that bare years are: financial, ending (in March), calendar, or empty.

    >>> years("Financial year"), years("Years ending 31 March"), years("Year")
    ('financial', 'ending', '')
    """
    said = f" {key(text)[:300]} "
    if _YEARS_ENDING.search(said):
        return "ending"
    kinds = table("headings")["years"]
    return next((kind for kind in ("calendar", "financial") if any(f" {w} " in said for w in kinds[kind])), "")


_TWELVE_MONTHS = late(
    r"(?:rolling )?(?:12|twelve) months? (?:to|ending|ended|end|up to)|(?:rolling )?years? (?:to|ending|ended|end)"
)


def is_twelve_months(text: str) -> bool:
    """Whether a heading says that the months below it each end a year: `12 months to`, `Year ending`."""
    return _TWELVE_MONTHS.fullmatch(key(text[:80])) is not None


def is_running(text: str) -> bool:
    """Whether a heading is that of a running total, which counts what the lines above count again."""
    return key(text).startswith(words("headings", "totals", "running"))


def _holds(text: str, kind: str, name: str) -> bool:
    """Whether a text holds one of the words of a list of data/headings.toml."""
    said = f" {key(text)} "
    return any(f" {word} " in said for word in words("headings", kind, name))


def says_left_out(text: str) -> bool:
    """Whether a sentence speaks of what is not counted: excluded, removed, refused; or of officers and requests."""
    return any(f" {stem}" in f" {key(text)} " for stem in words("headings", "said_totals", "elsewhere"))


def is_of_events(text: str) -> bool:
    """Whether a sentence tells what came to pass in a year, and says of no figures that they are of that year.

    >>> is_of_events("The flag was introduced in 2014."), is_of_events("Figures for 2014 changed since.")
    (True, False)
    """
    return _holds(text, "events", "words") and not _holds(text, "events", "figures")


def is_cumulative(text: str) -> bool:
    """Whether a title says that each number counts again what the ones before it did."""
    said = f" {key(text)[:300]} "
    return any(f" {word} " in said for word in words("headings", "totals", "cumulative"))


def answer(text: str) -> bool | None:
    """What a heading that is nothing but an answer says, `Y`, `No`, `FALSE`; None for any other.

    >>> answer("Yes"), answer("N"), answer("No flag")
    (True, False, None)
    """
    said = key(text)
    return said in words("flags", "answers", "yes") if said in _answers() else None


def answers_in_words(text: str) -> bool:
    """Whether a cell answers a question by yes or no, or in a sentence.

    >>> answers_in_words("No"), answers_in_words("Yes, since April 2015."), answers_in_words("Not held")
    (True, True, False)
    """
    return answer(text) is not None or len(text.split()) >= _SENTENCE


@remembered(1)
def _answers() -> frozenset[str]:
    return frozenset((*words("flags", "answers", "yes"), *words("flags", "answers", "no")))


def years_back(text: str) -> int | None:
    """How many years before the one spoken of a heading lies: 0 for `This year`, 1 for `Previous year`, else None."""
    said = key(text)
    lists = (words("headings", "relative_years", kind) for kind in ("this", "before"))
    return next((back for back, texts in enumerate(lists) if said in texts), None)


def says_total(text: str) -> bool:
    """Whether a sentence states a total: `In total 123 offences were recorded`, not `In total 12 were excluded`."""
    return _holds(text, "said_totals", "words") and not says_left_out(text)


_THOUSANDS = late(
    r"(?<![\w,./'-])(?<!\d )(?<!\d, )(?<!per )(?<!per ')'?000'?s?(?![\w.,/-])|\b(?:in|figures? are) thousands\b|\(thousands\)"
)


@remembered(4096)
def in_thousands(text: str) -> bool:
    """Whether a heading or title says that the counts are thousands: `Offences (000s)`, not `Rate per 1,000`.

    >>> in_thousands("Offences (000s)"), in_thousands("Rate per 1 000"), in_thousands("Population (000s)")
    (True, False, False)
    """
    held = len(text) <= 300 and ("000" in text or "thousand" in text.lower())
    return held and _THOUSANDS.search(plain(text)) is not None and not no_count(text)


@remembered(4096)
def no_count(text: str) -> bool:
    """Whether a heading is of something other than a count: an age, a population, a target, a change, a share.

    >>> no_count("Age of youngest victim"), no_count("Officers"), no_count("Assault on officers")
    (True, True, False)
    """
    label = key(text[:300])
    said = f" {label} "
    if (
        "%" in text
        or "£" in text
        or _SIGNED.search(text)
        or any(f" {word} " in said for word in words("headings", "no_counts", "anywhere"))
    ):
        return True
    bare = _YEARS.sub(" ", said.removeprefix(" number of ").removeprefix(" no of ")).strip()
    return bare in words("headings", "no_counts", "whole") or bare.endswith(" change") or bare.startswith("change ")


_LEADING = late(
    r"(?:(?:table|figure|chart|question|q|annex|appendix)? ?\d{1,3}[a-z]?\b|table|figure|chart)? ?[.:)-]? *"
)
_PER_MANY = late(r"\bper (?:1000|1 000|10000|10 000|100000|100 000|thousand|head|capita)\b")


@remembered(4096)
def gives_no_counts(title: str) -> bool:
    """Whether a title says that the numbers below it are shares, rates, averages, costs or the like, and no counts.

    >>> gives_no_counts("Percentage of offences by age"), gives_no_counts("Number and percentage of offences")
    (True, False)
    """
    bare = _LEADING.sub("", plain(title[:300]), count=1)
    said = f"{key(bare)} "
    counted = set(said.split()) & set(words("headings", "titles_of_no_counts", "counts"))
    if any(f" {w} " in f" {said}" for w in words("headings", "titles_of_no_counts", "anywhere")):
        return True
    begin = next((w for w in words("headings", "titles_of_no_counts", "begins") if said.startswith(f"{w} ")), "")
    if begin or bare.startswith("%"):
        following = said.removeprefix(begin).split()[:2]
        return not (following[:1] == ["and"] and following[1:] and following[1] in counted)
    return bool(_PER_MANY.search(said)) and not counted and " and " not in said


def of_the_same(title: str) -> bool:
    """Whether a title says that what it counts was counted before, in another way.

    >>> of_the_same("Q2 - The same offences by offence type"), of_the_same("Offences by type")
    (True, False)
    """
    label = key(_QUESTION_NUMBER.sub("", title.casefold()).lstrip(" -\u2013:"))
    return any(label.startswith(f"{begin} ") for begin in words("headings", "same", "begins"))


def says_further(text: str) -> bool:
    """Whether a sentence speaks of offences beside those counted: `In addition 5 were recorded by the regional unit`."""
    return _holds(text, "said_totals", "further")


def stands_aside(label: str) -> bool:
    """Whether a label says that its line counts nothing that the total does: `Indecent images (not included above)`."""
    return _holds(label[:200], "said_totals", "beside")


@remembered(4096)
def version(text: str) -> tuple[str, str]:
    """Whether a label marks a figure that is given twice as its earlier or its later form, and the rest of its words.

    >>> version("Revised figure 2015/16"), version("As first supplied"), version("Rape")
    (('later', '2015 16'), ('earlier', ''), ('', 'rape'))
    """
    said = f" {key(text)[:300]} "
    kind = ""
    for name in ("earlier", "later"):
        phrase = max((w for w in words("headings", "versions", name) if f" {w} " in said), key=len, default="")
        if phrase:
            kind, said = ("", said) if kind else (name, said.replace(f" {phrase} ", " "))
    rest = [w for w in said.split() if not kind or w not in words("headings", "versions", "beside")]
    return kind, " ".join(rest)


@remembered(4096)
def inside(text: str) -> str:
    """What a label that begins with `of which` says of the part that it counts; empty for any other label.

    >>> inside("- of which: female victims")
    'female victims'
    >>> inside("Number of those offences where the victim was aged 0 to 9")
    'the victim was aged 0 to 9'
    >>> inside("Q5. How many of the offences at Q2 had a victim aged under 10?")
    'victim aged under 10'
    """
    rest, people = _inside(text)
    if people:
        rest = _behind(rest, "joins") or rest
    elif (thing := _AT_QUESTION.sub("", _behind(rest, "things") or rest)) != rest:
        rest = _behind(thing, "joins") or thing
    return text[len(text) - len(rest) :].strip(" :-,.?)")


def of_people(text: str) -> bool:
    """Whether a label asks how many of the victims are such: it counts victims, also below a line that counts offences.

    >>> of_people("How many of these victims were female?"), of_people("of which female victims")
    (True, False)
    """
    return _inside(text)[1]


def _inside(text: str) -> tuple[str, bool]:
    """What follows `of these` in a label, behind or before `how many`, and whether victims are asked for; empty for none."""
    label = _QUESTION_NUMBER.sub("", text.lstrip(" -\u2013\u2022(").casefold())
    counted = _behind(label, "counting")
    rest = _behind(counted or label, "begins")
    if not rest and counted and _behind(same := _behind(counted, "the"), "things"):
        rest = same  # `How many of the offences at Q2 …`
    if rest and not counted and (counted := _behind(rest, "counting")):
        rest = counted  # `Of these, how many …`
    people = _behind(rest, "people") if counted else ""
    return people or rest, bool(people)


def _behind(label: str, name: str) -> str:
    """What follows the first of some words that a label begins with; empty where it begins with none or is one."""
    for begin in words("headings", "inside", name):
        if label.startswith(begin) and not label[len(begin) : len(begin) + 1].isalnum():
            return label[len(begin) :].lstrip(" :-,.")
    return ""
