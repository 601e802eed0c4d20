"""Goes through a letter sentence by sentence, remembers which flag was named last, and gathers what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cyberflag.passages import Said, spoken
from cyberflag.passages.phrases import heard
from cyberflag.replies.clauses import clauses, under_condition
from cyberflag.replies.flag_use import UNDECIDED, Verdict, verdict
from cyberflag.replies.mentions import ONLINE, OTHER, named

_ORDER = ("not-used", "not-aware", "keyword-search", "introduced-later", "used-with-caveat", "used", UNDECIDED, "")
_PARTS = re.compile(r"(?<=;)\s+")
_CYBER = re.compile(r"\b(?:cyber\w*|online|internet|flagged)\b")
_ELLIPSIS = re.compile(
    r"^(?P<answer>yes|no)?\W*(?:(?:i can confirm (?:that )?)?(?:we|it|they|the force|this force|they|there) (?:do|does|is|are|has|have|did)(?P<not> not)?)?\W*$"
)
_YES_NO = re.compile(r"^(?:and |also |firstly |please )*(?:do|does|is|are|has|have|did|was|were|can|whether)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the force with what it says about the flag; `quote` is as it stands in the file."""

    said: Said
    verdict: Verdict
    quote: str = ""
    counted: bool = False  # the sentence gives a number


def claims(said: Sequence[Said], every: bool = False) -> list[Claim]:
    """What the sentences of the force say about the flag; with `every`, also those that say nothing of it."""
    before = _named_at_first(said)
    on_flag = {one.question for one in said if one.asked and _last_named(one.asked, "") == ONLINE}
    found: list[Claim] = []
    question, recent = "", ""
    for at, one in enumerate(said):
        if one.speaker not in ("force", "requester"):
            continue
        if one.speaker == "requester":
            recent = _last_named(one.text, before)
            before = recent or before
            continue
        if one.question != question:
            question, recent = one.question, _last_named(one.asked, before)
            before = recent or before
        heard_parts: list[tuple[str, Verdict, str]] = []
        for part in _PARTS.split(one.body):
            best, recent = _heard_in(replace(one, body=part), before, recent)
            before = recent or before
            heard_parts.append((part, best, recent))
        part, best, _ = min(heard_parts, key=lambda pair: _ORDER.index(pair[1].use))
        if best.use == "keyword-search" and on_flag and one.question not in on_flag:
            best = replace(best, why="a search for words was run for another question", scoped=True)
        if best.use or every:
            found.append(Claim(one, best, _quote(said, at, part, heard_parts), bool(re.search(r"\d", one.body))))
    return found


def _heard_in(one: Said, before: str, recent: str) -> tuple[Verdict, str]:
    """The gravest thing that a sentence says, clause by clause, and the flag it names last, if any."""
    text = spoken(one.body)
    short = _answered_shortly(text, one.asked)
    found: list[Verdict] = [short] if short else []
    conditional, last = False, ""
    for clause in clauses(text):
        judged, name = verdict(clause, before, recent, conditional)
        conditional = under_condition(clause)
        recent = name or recent
        before, last = name or before, name or last
        found.append(_earlier_only(judged, text))
    return min(found, key=lambda v: _ORDER.index(v.use), default=Verdict()), last


def _earlier_only(judged: Verdict, text: str) -> Verdict:
    """A flag that "had not been created" is denied for the time before the day that the sentence names."""
    dated = heard("reply_flag", "until", text) and heard("reply_flag", "date", text)
    if judged.use != "not-used" or not dated:
        return judged
    return replace(judged, use="introduced-later", why="denied for the time before a day")


def _answered_shortly(text: str, asked: str) -> Verdict | None:
    """`No.` or `We do not.` after a question whether the flag is used or known."""
    match = _ELLIPSIS.match(text)
    denied = bool(match) and (match["answer"] == "no" or bool(match["not"])) if match else text.startswith("no, ")
    agreed = bool(match) and not denied and text != ""
    if not (denied or agreed):
        return None
    question = next(iter(re.split(r"(?<=\?)\s", spoken(asked))), "")
    flags = named(question, "")
    if not flags.online or OTHER in flags.text or not _YES_NO.match(flags.text) or _plain_denial(text, match):
        return None
    if heard("reply_flag", "know", flags.text):
        return Verdict("not-aware", "no to the question whether the flag is known", "no") if denied else None
    if not heard("reply_flag", "use", flags.text):
        return None
    return Verdict("not-used" if denied else "used", "answers the question whether the flag is used", text[:20])


def _plain_denial(text: str, match: re.Match[str] | None) -> bool:
    """Is `no, …` followed by words of its own on a flag, which decide by themselves?"""
    return match is None and named(text, "").last != ""


def _last_named(text: str, before: str) -> str:
    """The kind of flag that a text names last, empty for none."""
    last = ""
    for clause in clauses(spoken(text)):
        last = named(clause, last or before).last or last
    return last


def _named_at_first(said: Sequence[Said]) -> str:
    """Which flag a bare "the marker" means before any was named: in a letter on other crime, not the online one."""
    asked = " ".join(spoken(one.text) for one in said if one.speaker == "requester")
    everything = " ".join(spoken(one.text) for one in said)
    if not asked or _CYBER.search(everything):
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


__all__ = ["ONLINE", "Claim", "claims"]
