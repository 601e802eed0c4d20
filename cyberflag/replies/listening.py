"""Goes through a letter sentence by sentence, remembers which flag was named last, and gathers what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cyberflag import reference
from cyberflag.passages import Said, spoken
from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.prose.shapes import figures_in
from cyberflag.replies.begun import CAME, NOT_TO_COME, ONLY_SINCE, in_use_since, year_long
from cyberflag.replies.clauses import as_own, as_we, clauses, denials, in_parts, own_names, told_by, under_condition
from cyberflag.replies.elliptic import answered_shortly, completed, confirmed, on_form
from cyberflag.replies.flag_use import (
    DENIED_BESIDE,
    NONE_CARRIES,
    OF_IT,
    REQUESTED,
    gives_numbers,
    verdict,
)
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import ONLINE, OTHER
from cyberflag.replies.mentions import named
from cyberflag.replies.others import about_others
from cyberflag.replies.verdict import NO_FLAG, UNDECIDED, Verdict
from cyberflag.words import periods
from cyberflag.words.periods import Period

_ORDER = ("not-used", "not-aware", "keyword-search", "introduced-later", "used-with-caveat", "used", UNDECIDED, "")
YET_FLAGGED = "yet crimes are given as flagged"
_SHORT = 2  # words of a sentence as `No.` or `Not applicable.`, behind which `it` is what it was before
_SHORT_QUESTION = 4
_LONGEST = 4000  # characters: what is longer is no sentence, and is reported as not read where figures are looked for
_PARTS = late(r"(?<=;)\s+")
_CYBER = late(r"\b(?:cyber\w*|online|internet|flagged)\b")
_YOUR_PEOPLE = late(
    r"\byour (?:\w+ )?(?:officers|staff|force|constabulary|department|recorders|colleagues)\b", re.IGNORECASE
)
_NAMES_NO_CRIME = late(
    r"(?:you|have|asked|requested|wanted|sought|for|the|figures?|data|numbers?|information|and|to|of|in|by|years?|each|us|i|please|provide|supply|from|total|\W|\d)+"
)
_UNLESS = late(
    r"\b(?:not|never|no)\b.*\b(?:unless(?! (?:and|we|our|the (?:system|software|supplier|home|national|force)))|except|save) (?!that\b)(?:(?:where|when|if|in|for|on|the|a|an|there|it|they|both|he|she|officers?)\b)"
)
_THEY = late(r"^((?:(?:and|but|as|since|because|that|however|yet|in [\d ]{2,9},?) )?)they\b")
_NEWS = late(r"\b(?:first|only|surprised?|news|until|prior to|before)\b")
_WAS_UNTIL = late(
    r"\b(?:until|till|before|prior to) (?:recently|lately|(?:the|our|this|last) (?!request|letter|present|moment|time)\w+)\b.*\b(?:had|was|were|did|could)\b"
    r"|\b(?:had|was|were|did|could)\b.*\b(?:until|till|before|prior to) (?:recently|lately|(?:the|our|this|last) (?!request|letter|present|moment|time)\w+)\b"
)
_NOT_YET_THEN = late(
    r"\b(?:did|had|was|were) (?:not|nobody|no one) (?:as )?yet\b.*\b(?:it|this|one|which|that|the latter) (?:only |having |was |had |has )*(?:having|arrived|came|come|introduced|added|brought|began|begun|started|appeared|installed|followed|switched)\b"
)
_IN_A_PAST_YEAR = late(
    r"\b(?:in|during|for|throughout) (?:the year )?(?:\w+ )?(?:19|20)\d\d\b.*\b(?:had|was|were|did)\b|\b(?:had|was|were|did)\b.*\b(?:in|during|for|throughout) (?:the year )?(?:\w+ )?(?:19|20)\d\d\b"
    r"|^(?:19|20)\d\d(?: \d\d(?:\d\d)?)?\s*[:(=]"
)
_OF_THEM = late(
    r"(?:who|whose|they|(?:and|but|or) (?!(?:we|our|this|the|it|in|there|i|here|no|that|these)\b)\w+|which (?!(?:we|our|ours|this|the|i|it|is|was|are|were|you|your)\b)\w+)\b"
)
_INDIRECT = late(
    r"\b(?:how (?:often|many|far|much)|whether|why)\b"
    r"|\b(?:crimes?|offences?|cases?|records?|those|ones|incidents?) (?:(?:in|to|for|on) which|where|that|which|whose)\b"
)
_NO_SUBJECT = late(r"(?:and|or|but|yet) (?:(?:is|are|was|were|has|have|had|does|do|did) )?(?:not|never)\b")
_CONCEDES = late(r"(?:while|whilst|although|though|even though)\b")
_THANKS = late(
    r"(?:many )?thanks?\b|re:?\s|subject\b|regarding\b|request (?:for|about|on)\b|(?:in )?(?:response|reply|answer) to\b|your (?:request|letter|e-?mail)\b",
    re.IGNORECASE,
)
_YEAR_WITH_COUNT = late(r"(?:19|20)\d\d(?:\s?[/-]\s?\d\d(?:\d\d)?)?\s*[:=–-]\s*[1-9]")
_COUNT_BEHIND = late(r"\s*[:=–-]\s*[1-9]")
_OF_YEARS = late(
    r"(?:19|20)\d\d\b[\d ,&]*(?:(?:to|and|until) [\d ,]+)?(?:[:(=]|(?=(?:the|no|not|none|n a|it|there|our|we)\b))"
)
_PAST = late(r"\b(?:did|was|were|had|could)\b")
_PRESENT = late(r"\b(?:do|does|is|are|has|have|can)\b")
_YEARS_IN_FRONT = late(r"(?:19|20)\d\d\b.{0,40}\b(?:did|was|were|had) not (?:as )?yet\b")
_ANOTHER_HAS = late(  # "the old system had no flag but its replacement has"
    r"\bhad (?:no|not)\b.*\b(?:but|whereas|while|whilst|though|yet)\b[^;.]{3,60}\b(?:does|do|has|have)\W*$"
)
_ONE_OF_THOSE = late(
    r"(?:(?:and|but|so) )?(?:we|(?:this|the) (?:force|constabulary)) (?:is|are|was|were|remains?) (?P<out>not |no longer )?(?:still |also |yet |currently )*(?:(?:one of|among|amongst) (?:the|those)|in (?:the|a) (?:minority|majority) of)"
    r"(?: (?!(?:that|which|who)\b)\w+){0,3} (?:that|which|who|to) (?:have |has |currently )?(?:do(?! without)|does|did|have|has|are|is|use|uses|used|apply|applies|applied|operate|adopted)\b(?P<not> not| never)?[\w -]{0,50}$"
)
_PASSED_ON = late(
    r"^(?:i|we) (?:have |had )?(?:put|passed|referred|sent|forwarded|took|taken|raised|asked|checked|consulted|spoke|spoken|enquired)\b"
)


class Claim(Struct, frozen=True):
    """A sentence of the force with what it says about the flag; `quote` is as it stands in the file."""

    said: Said
    verdict: Verdict
    quote: str = ""
    counted: bool = False  # the sentence gives a number


def claims(said: Sequence[Said], every: bool = False) -> list[Claim]:
    """What the sentences of the force say about the flag; with `every`, also those that say nothing of it."""
    before = _named_at_first(said) or _topic(said)
    on_flag = {one.question for one in said if one.asked and _last_named(one.asked, "") == ONLINE}
    names = own_names(one.text for one in said if one.speaker == "boilerplate")
    found: list[Claim] = []
    question, recent, own_people = "", "", False
    above, last_asked, blocks = "", "", 0  # what was asked since the force spoke last, and how often it was asked
    for at, one in enumerate(said):
        if one.speaker == "boilerplate" and _THANKS.match(one.text):
            recent = _last_named(one.text, before) or recent
        if one.speaker not in ("force", "requester") or len(one.body) > _LONGEST:
            continue
        if one.speaker == "requester":
            again = at > 0 and said[at - 1].speaker == "requester"
            last_asked, blocks = (f"{last_asked} {one.text}" if again else one.text), blocks + (not again)
            short = len(one.text.split()) <= _SHORT_QUESTION  # "If not, why not?"
            recent = _last_named(one.text, before) or (recent if short else "")
            before = recent or before
            own_people = bool(_YOUR_PEOPLE.search(one.text))
            continue
        if one.question != question:
            question, recent = one.question, _last_named(one.asked, before)
            before = recent or before
        heard_parts: list[tuple[str, Verdict, str]] = []
        for part in _PARTS.split(one.body):
            own = as_own(part, names)
            asked = one.asked if one.question or blocks < 2 else last_asked
            best, named_last = _heard_in(own, asked, before, recent, own_people, above)
            above = in_parts(own)
            if own != part:
                named_last = named_last or _last_named(part, before)
            goes_on = len(part.split()) <= _SHORT or _PASSED_ON.match(spoken(part))
            recent = named_last or (recent if goes_on else "")
            before = recent or before
            heard_parts.append((part, best, recent))
        if len(one.body.split()) > _SHORT:
            own_people = _tells_of_own_people(spoken(one.body), False)
        part, best, _ = min(heard_parts, key=lambda pair: _ORDER.index(pair[1].use))
        if best.use == "keyword-search" and on_flag and one.question not in on_flag:
            best = replace(best, why="a search for words was run for another question", scoped=True)
        if best.use or every:
            found.append(
                Claim(one, best, _quote(said, at, part, heard_parts), best.use == "used" and _counts(one.body))
            )
    later = any(one.speaker == "force" and _counts_of_a_period(one.body) for one in said)
    years = [year for one in said if one.speaker in ("force", "requester") for year in year_long(one.body)]
    return [_weighed(_since_before(claim, years), found, later) for claim in found]


def _since_before(claim: Claim, years: list[Period]) -> Claim:
    """A flag that came before all the years of the letter is used in them."""
    judged = claim.verdict
    if judged.why in (CAME, ONLY_SINCE) and in_use_since(claim.said.body, years):
        return replace(claim, verdict=replace(judged, use="used", why="came before the years of the letter"))
    return claim


def _period_in_front(body: str) -> int:
    """Where the period ends that a line begins with; 0 for none."""
    found = periods.find(body)[:1]
    return found[0].end if found and found[0].start == 0 else 0


def _counts_of_a_period(body: str) -> bool:
    """Does a line give a count above none for a year or a period in front of it?"""
    return bool(_YEAR_WITH_COUNT.match(body) or ((end := _period_in_front(body)) and _COUNT_BEHIND.match(body, end)))


def doubtful(every: Sequence[Claim]) -> list[Claim]:
    """Of all that was heard, what names the flag and denies something beside it, of which no rule can tell what."""
    return [
        replace(claim, verdict=replace(claim.verdict, use=UNDECIDED))
        for claim in every
        if claim.verdict.why in (DENIED_BESIDE, OF_IT)
    ]


@reference.remembered(1024)
def _counts(body: str) -> bool:
    """Does a sentence give a number of crimes above none?"""
    return any(figure.shape in ("noun", "ending") and figure.count.low > 0 for figure in figures_in(body))


def _weighed(claim: Claim, found: Sequence[Claim], later: bool) -> Claim:
    """A denial beside flagged figures: of an earlier year it says that the flag came later, else it is not sure.

    `later`: some year stands before a count above none.
    """
    judged = claim.verdict
    if judged.use not in NO_FLAG or judged.scoped:
        return claim
    text = spoken(claim.said.body)
    rest = [one.verdict.use for one in found if one is not claim]
    if _IN_A_PAST_YEAR.search(text) and {"used", "introduced-later", "used-with-caveat"} & set(rest):
        return replace(claim, verdict=replace(judged, use="introduced-later", why="denied for an earlier year"))
    if "introduced-later" in rest and _PAST.search(text) and not _PRESENT.search(text):
        return replace(claim, verdict=replace(judged, use="introduced-later", why="denied for the time before it came"))
    if later and (_OF_YEARS.match(text) or _period_in_front(claim.said.body)):
        return replace(claim, verdict=replace(judged, use="introduced-later", why="denied for the years named"))
    if any(one.counted and one.verdict.use == "used" for one in found if one is not claim):
        return replace(claim, verdict=replace(judged, use=UNDECIDED, why=YET_FLAGGED))
    return claim


@reference.remembered(1024)  # the forms of many forces carry the same lines
def _heard_in(body: str, asked: str, before: str, recent: str, own_people: bool, above: str) -> tuple[Verdict, str]:
    """The gravest thing that a sentence says, clause by clause, and the flag it names last, if any."""
    text = in_parts(body)
    short = on_form(body, before) or confirmed(text, asked, before) or answered_shortly(text, asked, before)
    found: list[Verdict] = [short] if short else []
    if learned := _learned(text, before, recent):
        found.append(learned)
    conditional, last, others, asks_in_passing, denied_of_others, counted = False, "", False, False, False, False
    own_people, prior = own_people or _tells_of_own_people(told_by(text), False), above
    for clause in clauses(text):
        of_another = clause.startswith("which ") and prior.rpartition(" ")[2] in forms("not_a_flag")
        clause = prior = completed(clause, prior)
        clause = _THEY.sub(r"\1our staff", clause) if own_people else clause
        own_people = _tells_of_own_people(clause, own_people)
        judged, name = verdict(clause, before, "" if of_another else recent, conditional)
        of_them = others and bool(_OF_THEM.match(clause))
        if of_them and judged.use:
            judged = replace(judged, use="", why="about others than this force")
        if (
            others
            and not denied_of_others
            and heard("reply_flag", "own", clause)
            and heard("reply_flag", "not_among", clause)
        ):
            judged = Verdict("not-used", "not among the forces that have it", "not among")
        if (name or recent) == ONLINE and (one_of := _ONE_OF_THOSE.match(as_we(clause))):
            use = "not-used" if bool(one_of["not"]) != bool(one_of["out"]) else "used"
            judged = Verdict(use, "one of the forces that do or do not use it", "one of")
        others = of_them or about_others(clause)
        denied_of_others = denials(clause) % 2 == 1
        if asks_in_passing and _NO_SUBJECT.match(clause) and judged.use in NO_FLAG:
            judged = replace(judged, use="", why="part of what is asked or not known")
        asks_in_passing = bool(_INDIRECT.search(clause))
        conditional = under_condition(clause)
        if judged.why != REQUESTED:
            recent = name or recent
        before, last = name or before, name or last
        counted = counted or (judged.use == "used" and judged.why != NONE_CARRIES and gives_numbers(clause))
        found.append(_conceded(_earlier_only(judged, text), clause))
    if any(one.use in NO_FLAG for one in found) and _ANOTHER_HAS.search(text):
        found = [replace(v, use=UNDECIDED, why="yet another has it") if v.use in NO_FLAG else v for v in found]
    if counted and any(one.use == "used" for one in found):
        found = [replace(v, use=UNDECIDED, why=YET_FLAGGED) if v.use in NO_FLAG else v for v in found]
    if any(one.use == "used" for one in found):
        found = [replace(v, use="used-with-caveat") if v.conceded else v for v in found]
    last = last or (ONLINE if short else "")
    return min(found, key=lambda v: _ORDER.index(v.use), default=Verdict()), last


def _tells_of_own_people(text: str, before: bool) -> bool:
    """Whether `they` behind a clause are people of the force: whom it names, else whom the words before named."""
    if about_others(text):
        return False
    return before or not forms("colleague").isdisjoint(re.findall(r"\w+", text))


def _earlier_only(judged: Verdict, text: str) -> Verdict:
    """A flag that "had not been created" is denied for the time before the day that the sentence names."""
    if judged.use != "not-used" or judged.why == NOT_TO_COME:
        return judged
    if _UNLESS.search(text):
        return replace(judged, use=UNDECIDED, why="denied but for some crimes")
    day = heard("reply_flag", "date", text)
    dated = (heard("reply_flag", "until", text) and (day or _WAS_UNTIL.search(text))) or (
        day and (_NOT_YET_THEN.search(text) or _YEARS_IN_FRONT.match(text))
    )
    return replace(judged, use="introduced-later", why="denied for the time before a day") if dated else judged


def _conceded(judged: Verdict, clause: str) -> Verdict:
    """Marks a denial that is only conceded: `whilst the staff of one office do not know it, …`."""
    only = judged.use in NO_FLAG and _CONCEDES.match(clause)
    return replace(judged, conceded=True) if only else judged


def _learned(text: str, before: str, recent: str) -> Verdict | None:
    """`It was only when your letter came that we found out about the flag`."""
    learned, letter = heard("reply_flag", "learned", text), heard("reply_flag", "letter", text)
    if not learned or not letter or not _NEWS.search(text):
        return None
    flags = named(text, before, recent)
    return Verdict("not-aware", "learned of the flag by the request", learned[0].strip()) if flags.online else None


@reference.remembered(64)  # every sentence of an answer carries the words that were asked
def _last_named(text: str, before: str) -> str:
    """The kind of flag that a text names last, empty for none."""
    last = ""
    for clause in clauses(in_parts(text)):
        last = named(clause, last or before).last or last
    return last


def _topic(said: Sequence[Said]) -> str:
    """The flag that a letter answers about, where the request stands below as earlier mail; empty for none."""
    asked = [one.text for one in said if one.speaker in ("earlier", "requester") or _THANKS.match(one.text)]
    return ONLINE if any(_last_named(text, "") == ONLINE for text in asked) else ""


def _named_at_first(said: Sequence[Said]) -> str:
    """Which flag a bare "the marker" means before any was named: in a letter on other crime, not the online one."""
    asked = " ".join(spoken(one.text) for one in said if one.speaker == "requester")
    everything = " ".join(spoken(one.text) for one in said)
    if not asked or _CYBER.search(everything) or _NAMES_NO_CRIME.fullmatch(asked):
        return ""
    return _last_named(asked, "") or OTHER


def _quote(said: Sequence[Said], at: int, part: str, parts: list[tuple[str, Verdict, str]]) -> str:
    """The sentence as it stands in the file; a word or two with the sentence behind it.

    Where a semicolon parts it from words on the flag that decide nothing, only the part that decides.
    """
    one = said[at]
    if any(name and not verdict.use for _, verdict, name in parts):
        return part.strip()
    if (
        len(one.text.split()) >= 3
        or at + 1 >= len(said)
        or said[at + 1].line != one.line
        or said[at + 1].where != one.where
    ):
        return one.text
    return f"{one.text} {said[at + 1].text}"
