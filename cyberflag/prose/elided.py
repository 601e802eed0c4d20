"""Numbers whose noun is left out because the one before has it: `4 victims were aged 10, 6 were 11 and 9 were 12`."""

from __future__ import annotations

import re

from cyberflag.patterns import late
from cyberflag.prose.meaning import ages_named, offence_of, sex_of
from cyberflag.prose.numbers import ALONE, BARE, EXACT, HIDDEN, IN_WORDS, Figure, between, count_of, is_hedged
from cyberflag.words.victims import Age, band, parse_age

_NUMBER = rf"(?:{EXACT}|(?i:{IN_WORDS}))"
_SOME_AGES = r"\d{1,2}(?:, \d{1,2})*,? or \d{1,2}(?! (?:were|was|had|victims?|children))"  # `13, 14 or 15`
_AGE_SPOKEN = late(r"\b(?:aged?|ages|years? old|year-olds?)\b|~~~", re.IGNORECASE)
_BARE_AGE = late(
    rf"(?<![\w~,./-]){_NUMBER}\s(?:victims? |children |child |of (?:them|these|those|whom) )?(?:were|was|being|is|are)(?: (?:just|only))?\s"
    rf"(?P<age>{_SOME_AGES}|\d{{1,2}}(?!,? \d{{1,2}} (?:and|or) \d)|(?i:ten|eleven|twelve|\w+teen|five|six|seven|eight|nine|four|three|two|one))(?=\s?(?:[,;.)]|and\b(?! (?:over|under|above|below|older|younger|up))|$))"
)
_PEOPLE = late(
    r"\b(?:victims?|complainants?|children|child|girls?|boys?|whom) (?:were|was) \w+(?=\s?(?:[,;.]|and\b|$))"
)
_AFTER = (  # a clause that says whose victims are counted
    r"(?:of (?:them|these|those|whom|which) )?(?:(?:were|was|are|is|being|had been) |(?:were )?for |relat\w+ to |to (?:those|children|victims|girls|boys) |had |have |has |with |where |in which |in whose |whose |for whom |against |involv\w+ |concern\w+ "
    r"|relat\w+ to |aged |under |over |between |the (?:victims?|complainants?|child|children)\b|a (?:victim|complainant|child|girl|boy|female|male)\b|at |of (?!the\b|these|those|them|which|whom|our\b)|~)"
)
_ELIDED = late(
    rf"(?:^\W*|[,;:(]\s*|\b(?:and|or|with|while|whilst|plus|but|other|another|further|additional|remaining|remainder|in|for|only|a|the|whom|which|them|these|those)\s+)"
    rf"(?P<value>{HIDDEN}|(?:{_NUMBER}|(?i:none|nil|zero)){ALONE})\s(?P<said>{_AFTER}[^;:.]{{0,120}})"
)

OF_KIND = late(r"(?:of|for|were for|related to|relate to|relating to) ")
_WHOLE = late(
    rf"\W*(?:of|out of|from|among|amongst) (?:the|these|those|all|our|all (?:of )?(?:the|these|those)) (?P<value>{EXACT}|(?i:{IN_WORDS})),(?P<said>) ",
    re.IGNORECASE,
)
_AGED = late(rf"(?<![\w~,./-])(?P<value>{_NUMBER})\s(?P<said>~[^;:.]{{0,60}})")  # `four 10 year olds`


def without_ages(out: str) -> str:
    """A masked sentence with the bare ages blotted out, where it speaks of ages: `6 were 11`."""
    if not _AGE_SPOKEN.search(out) and not _PEOPLE.search(out):
        return out
    for match in _BARE_AGE.finditer(out):
        out = out[: match.start("age")] + "~" * len(match["age"]) + out[match.end("age") :]
    return out


def ages_alone(text: str) -> list[Age]:
    """The ages that follow numbers without a word on ages: of `6 were 11, 9 were 13 or 14` 11, 13 and 14."""
    found = [int(age) for match in _BARE_AGE.finditer(text) for age in re.findall(r"\d+", match["age"])]
    return [band(age, age) for age in found]


def bare_age(out: str, body: str, at: int) -> Age | None:
    """The age that follows the number at a place of a sentence, where its figure stands alone: `6 were 11`."""
    bare = _BARE_AGE.match(body, at)
    if not bare or out[bare.start("age")] != "~":
        return None
    some = [int(age) for age in re.findall(r"\d+", bare["age"])]
    if len(some) < 2:
        return parse_age(bare["age"])
    return band(some[0], some[-1]) if some == list(range(some[0], some[-1] + 1)) else None


def elided(body: str, out: str, taken: set[int]) -> list[tuple[int, Figure]]:
    """The numbers that nothing but an age or a sex follows; what they count the figure before them says."""
    found: list[tuple[int, Figure]] = []
    for match in _starts(out):
        at = match.start("value")
        if any(at == start for start, _ in found):
            continue
        end = next((cut.start() for cut in BARE.finditer(out, match.end("value"))), match.end("said"))
        said = body[match.start("said") : min(end, match.end("said"))]
        age = bare_age(out, body, at)
        of = OF_KIND.match(said)
        kind = offence_of((said[of.end() :],)) if of and (len(found) + len(taken) or of[0] != "of ") else None
        if at in taken or not (age or ages_named(said) or sex_of(said) != "all" or (kind and kind.group)):
            continue
        count = between(body[:at], count_of(match["value"]))
        if count and (count.kind != "exact" or not is_hedged(body[:at])):
            found.append((at, Figure(count, said.strip(), "elided", age=age, at=at)))
    whole = _WHOLE.match(out)  # `of the 64, 22 were rapes`
    count = count_of(whole["value"]) if whole and whole.start("value") not in taken else None
    return (
        [*found, (whole.start("value"), Figure(count, "", "elided", at=whole.start("value")))]
        if whole and count
        else found
    )


def _starts(out: str) -> list[re.Match[str]]:
    """Every place where a number may be elided; one clause may hold the next."""
    found = list(_AGED.finditer(out))
    at = 0
    while match := _ELIDED.search(out, at):
        found.append(match)
        at = match.end("value")
    return found
