"""What a return says apart from its counts: status per question, and what is said about the flag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from cyberflag.issues import Issue, Where, issue
from cyberflag.passages import Said, spoken
from cyberflag.passages.phrases import heard
from cyberflag.prose.shapes import figures_in
from cyberflag.replies.flag_use import DENIED_BESIDE, NONE_CARRIES, OF_IT, TITLE
from cyberflag.replies.listening import Claim, claims, doubtful
from cyberflag.replies.status import Deed, Standing, deed, refuses_whole, standing
from cyberflag.replies.verdict import NO_FLAG, UNDECIDED

STATUSES = ("answered", "partial", "refused", "not-held", "neither-confirm-nor-deny", "holding", "no-reply", "unclear")
# The first that a force says (of statements about the whole) is what the force stands for.
FLAG_USES = ("not-used", "not-aware", "keyword-search", "introduced-later", "used-with-caveat", "used", "not-stated")


_SHORT = 6  # words of an answer that only points to another
_SILENT = ("refused", "holding", "neither-confirm-nor-deny")  # nothing is to be expected of the flag's use


class Reply(Struct, frozen=True):
    """One row of replies.csv. A flag_use other than not-stated has a verbatim quote of the force and its place."""

    where: Where
    status: str = "unclear"
    flag_use: str = "not-stated"
    question: str = ""
    exemption: str = ""
    quote: str = ""
    speaker: str = ""
    scoped: bool = False  # said of a part only ("for questions 2 to 4")
    force: str = ""
    force_code: str = ""


def classify(said: Sequence[Said], has_figures: bool = False) -> tuple[list[Reply], list[Issue]]:
    """One reply per question and statement about the flag, and an issue for every sentence that does not decide.

    `has_figures` says whether the return holds counts, in the letter or in a workbook beside it.
    """
    every = claims(said, every=True)
    said_so = [claim for claim in every if claim.verdict.use and (has_figures or not _is_title(claim))]
    found = said_so or ([] if has_figures else doubtful(every))
    replies: list[Reply] = []
    issues: list[Issue] = []
    groups = _by_question(said)
    deeds = _deeds(groups)
    whole = next(filter(refuses_whole, chain.from_iterable(deeds.values())), None) if len(groups) > 1 else None
    for question, sentences in groups.items():
        numbered = bool(question) and len(groups) > 1
        about = [
            claim for claim in found if claim.said.question == question and claim.verdict.use not in ("", UNDECIDED)
        ]
        figures = has_figures if not numbered else False
        one = standing(deeds[question], figures, has_figures, any(_denies(claim) for claim in about))
        if whole and one.status in ("answered", "unclear") and not figures:
            one = standing([whole], False)
        if question or about or one.why or one.status == "unclear" or len(groups) == 1:
            replies += _rows(question, one, _chosen(about), sentences)
        asked = [c for c in found if c.said.question == question and c.verdict.use == UNDECIDED]
        issues += [
            _undecided(c) for c in asked if c.verdict.why not in (DENIED_BESIDE, OF_IT) or one.status not in _SILENT
        ]
        if figures and one.evidence and "refused" in deed(one.evidence).signs:
            issues.append(issue("refused-but-figures", one.evidence.where, text=one.evidence.text))
    issues += _doubts(replies)
    return replies, issues


def _deeds(groups: dict[str, list[Said]]) -> dict[str, list[Deed]]:
    """What the sentences of each answer do; `As above` does what the answer before it does."""
    found: dict[str, list[Deed]] = {}
    above: list[Deed] = []
    for question, sentences in groups.items():
        own = [deed(one) for one in sentences]
        points_back = any(heard("reply_status", "as_above", spoken(one.body)) and _is_short(one) for one in sentences)
        above = found[question] = [*own, *above] if points_back else own
    return found


def _is_short(one: Said) -> bool:
    return len(one.body.split()) <= _SHORT


def _is_title(claim: Claim) -> bool:
    """Whether a statement is a title over no figures: "Flagged offences 2015/16. We refuse this request."."""
    _, colon, value = claim.said.body.partition(":")  # "Flagged offences: nil" has its value
    return claim.verdict.why == TITLE and not (colon and value.strip()) and not any(figures_in(claim.said.body))


def said_of_flag(said: Sequence[Said]) -> str:
    """The flag_use that the sentences of one return come to, before any figure is read."""
    uses = [c.verdict.use for c in claims(said) if c.verdict.use != UNDECIDED and not c.verdict.scoped]
    return min(uses, key=FLAG_USES.index, default="not-stated")


def overall(replies: Iterable[Reply]) -> tuple[str, str]:
    """Status and flag_use of a force: what all its answers come to, and the gravest statement not scoped to a part."""
    rows = list(replies)
    statuses = {row.status for row in rows} - {"no-reply"}
    if len(statuses) <= 1:
        status = next(iter(statuses), "no-reply")
    elif statuses & {"answered", "partial"}:
        status = "answered" if statuses == {"answered", "unclear"} else "partial"
    else:
        status = min(statuses, key=STATUSES.index)
    uses = [row.flag_use for row in rows if not row.scoped] or ["not-stated"]
    return status, min(uses, key=FLAG_USES.index)


def explain(said: Sequence[Said]) -> list[tuple[str, str, str, str]]:
    """Place, speaker, text and reading of every sentence: what it says, by which words, and what was ruled out."""
    by_sentence: dict[int, list[Claim]] = {}
    for claim in claims(said, every=True):
        by_sentence.setdefault(id(claim.said), []).append(claim)
    return [(one.where.cell, one.speaker, one.text, _explained(one, by_sentence.get(id(one), []))) for one in said]


def _explained(one: Said, found: list[Claim]) -> str:
    if one.speaker != "force":
        return ""
    parts = [
        claim.verdict.use
        + (" of a part" if claim.verdict.scoped else "")
        + f": {claim.verdict.why}"
        + _by(claim.verdict.trigger)
        if claim.verdict.use
        else f"no statement on the flag: {claim.verdict.why}"
        for claim in found
    ]
    done = deed(one)
    parts += [f"{sign}" + _by(done.why) for sign in sorted(done.signs)]
    return "; ".join(dict.fromkeys(parts))


def _by(trigger: str) -> str:
    return f' ("{trigger}")' if trigger else ""


def _by_question(said: Sequence[Said]) -> dict[str, list[Said]]:
    groups: dict[str, list[Said]] = {}
    for one in said:
        if one.speaker == "force":
            groups.setdefault(one.question, []).append(one)
    return groups


def _denies(claim: Claim) -> bool:
    """Does a statement say why there are no figures: no flag, or none before a day?"""
    return claim.verdict.use in (*NO_FLAG, "introduced-later")


def _chosen(found: list[Claim]) -> list[Claim]:
    """The gravest statement on the whole, and the gravest on each part."""
    chosen: list[Claim] = []
    for scoped in (False, True):
        some = sorted((c for c in found if c.verdict.scoped is scoped), key=_weight)
        if some:
            chosen.append(some[0])
    return chosen


def _weight(claim: Claim) -> tuple[int, bool]:
    """The graver first; of two that say the same, a sentence on the flag before a count of none or a title."""
    return FLAG_USES.index(claim.verdict.use), claim.verdict.why in (TITLE, NONE_CARRIES)


def _rows(question: str, one: Standing, about: list[Claim], sentences: list[Said]) -> list[Reply]:
    if not about:
        evidence = one.evidence
        where = evidence.where if evidence else sentences[0].where
        quote, speaker = (evidence.text, "force") if evidence else ("", "")
        return [Reply(where, one.status, "not-stated", question, one.exemption, quote, speaker)]
    status = one.status if one.status != "unclear" else "answered"
    return [
        Reply(c.said.where, status, c.verdict.use, question, one.exemption, c.quote, "force", c.verdict.scoped)
        for c in about
    ]


def _undecided(claim: Claim) -> Issue:
    return issue(
        "reply-unclear",
        claim.said.where,
        f'The words do not decide what is said of the flag: "{claim.said.text}" ({claim.verdict.why}).',
        text=claim.said.text,
        choices=FLAG_USES,
    )


def _doubts(replies: list[Reply]) -> list[Issue]:
    """An issue for each question whose status no words decide."""
    return [_unclear(row) for row in replies if row.status == "unclear" and row.quote]


def _unclear(row: Reply) -> Issue:
    """The issue for a question whose status no words decide: they may only point to what is not here."""
    attached = heard("reply_status", "attached", spoken(row.quote)) is not None
    said = (
        "The reply refers to a document that is not here"
        if attached
        else "The words do not decide what the force answers"
    )
    code = "attachment-missing" if attached else "reply-unclear"
    return issue(code, row.where, f'{said}: "{row.quote}"', text=row.quote, choices=STATUSES)
