"""What the force does with a question: answers, refuses, holds nothing, says neither, will answer later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from cyberflag.passages import Said, spoken
from cyberflag.passages.phrases import heard
from cyberflag.patterns import late

_SECTION = late(
    r"\b(?:sections?|s\.|s(?=\d))\s?((?:\d{1,2}[A-Z]?(?:\s?\(\w{1,3}\))*(?:,? and |, | & | or )?)+)(?![\w.]*\s+(?:of the )?(?:\w+ ){0,3}(?:Sexual|Protection|Children|Theft|Offences|SOA|Malicious|Communications|\d{4}))",
    re.IGNORECASE,
)
_ONE_SECTION = late(r"\d{1,2}[A-Z]?(?:\s?\(\w{1,3}\))*", re.IGNORECASE)
_EXEMPTIONS = frozenset(str(n) for n in (12, 14, *range(21, 45)) if n != 45)
_FIGURE = late(
    r"(?<![\d/.(])\d[\d,]*(?![\d/)]|\(|\.\d)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nil)\b"
)

_ONLY_IF = late(r"\b(?:where|if|should|whether)\b[^,;]*$")
_SUPPOSED = late(
    r"(?:had|were|if|should)\b.*\bwould\b"
)  # "had it not been in use, we would have said that none is held"
_NO_FLAG_HELD = late(
    r"(?<=\w )(?:an?|any|such an?|the) (?:\w+ ){0,3}?(?:flag|marker|tag|qualifier|field|facility)s?\b(?! (?:data|figures|information)\b)"
)
_FLAG_IS_NOT = late(
    r"^(?:(?:as|and|but|that|since|because) )*(?:the|an?|this|such an?|any) (?:(?!about\b|of\b|on\b|for\b|with\b|regarding\b)\w+ ){0,3}?(?:flag|marker|tag|qualifier)s? (?:is|are|was|were) $"
)
_A_FLAG = late(
    r"(?:an?|any|such an?|the) (?:\w+ ){0,3}?(?:flags?|markers?|tags?|codes?)\b"
)  # "it cannot be given a flag"
_UNABLE = late(r"\b(?:unable|not able|not possible|can not|could not|impossible)\b.*\b(?:as|because|since|for)\b")
_HEADING_WORDS = 6


class Deed(Struct):
    """What one sentence does: signs of a status, the exemptions named, whether it gives something.

    Signs: refused, not-held, neither-confirm-nor-deny, holding, acknowledged, partial, attached, offer.
    """

    said: Said
    signs: set[str] = field(default_factory=set)
    exemptions: list[str] = field(default_factory=list)
    why: str = ""
    only_named: bool = False  # it refuses by naming an exemption, without a word of refusal

    @property
    def gives(self) -> bool:
        """Is the sentence an answer, and no sign of anything else?"""
        return not self.signs - {"attached", "partial", "remark"}


def deed(said: Said) -> Deed:
    """What a sentence of the force does with the question."""
    text = spoken(said.body)
    found = Deed(said, exemptions=exemptions(said.body))
    if _refuses_nothing(text, found):
        found.exemptions = []
        found.signs.add("remark")
        return found
    if heard("reply_status", "offer", text) and not found.exemptions:
        found.signs.add("offer")
        return found
    if heard("reply_status", "late", text) and not found.exemptions:
        found.signs.add("late")
        return found
    _sign_neither(text, found)
    _sign_refused(text, found)
    _sign_not_held(text, found)
    if heard("reply_status", "attached", text):
        found.signs.add("attached")
    holding = heard("reply_status", "holding", text)
    # A refusal is only weighed where it waits: `we need more time to weigh section 31`.
    waits = holding and "refused" in found.signs and heard("reply_status", "waits", text)
    if (holding and not found.signs - {"attached"}) or waits:
        found.signs = (found.signs - {"attached", "refused"}) | {"holding"}
    if not found.signs and heard("reply_status", "acknowledged", text):
        found.signs.add("acknowledged")
    return found


def _refuses_nothing(text: str, found: Deed) -> bool:
    """Words of refusal that refuse nothing; not `no exemption but cost applies: section 12`."""
    if not heard("reply_status", "no_refusal", text) or heard("reply_status", "neither", text):
        return False
    return not (
        heard("reply_status", "cost", text)
        or heard("reply_status", "holding", text)
        or (found.exemptions and " but " in text)
    )


def _sign_neither(text: str, found: Deed) -> None:
    neither = heard("reply_status", "neither", text)
    if not neither or heard("reply_status", "possible", text):
        return
    if heard("reply_status", "residual", text):
        found.why = "neither confirmed nor denied of other information only"
        found.signs.add("residual")
        return
    found.signs.add("neither-confirm-nor-deny")
    found.why = neither[0].strip()
    if heard("reply_status", "cost", text) and not found.exemptions:
        found.exemptions = ["s.12"]


def _sign_refused(text: str, found: Deed) -> None:
    """A refusal by its words, or by naming an exemption; where a coarser figure is given in place, only in part."""
    if found.signs or heard("reply_status", "possible", text):
        return
    cost = heard("reply_status", "cost", text)
    refused = cost or heard("reply_status", "refused", text)
    if not refused and not found.exemptions:
        return
    part = None if cost else heard("reply_status", "part", text)
    found.signs.add("partial" if part else "refused")
    found.only_named = not (part or refused)
    found.why = found.exemptions[0] if found.only_named else (part or refused)[0].strip()  # type: ignore[index]
    if cost and not found.exemptions:
        found.exemptions = ["s.12"]
    elif "vexatious" in text or "repeated request" in text:
        found.exemptions = found.exemptions or ["s.14"]


def _sign_not_held(text: str, found: Deed) -> None:
    not_held = heard("reply_status", "not_held", text)
    before = text[: not_held.start()] if not_held else ""
    if not_held and _NO_FLAG_HELD.match(text, not_held.end()):
        not_held = None
    if not_held and _FLAG_IS_NOT.search(before):
        not_held = None  # "we do not hold a flag" says nothing of what was asked for
    if not_held and not found.signs and not _ONLY_IF.search(before) and not _SUPPOSED.match(before):
        found.signs.add("not-held")
        found.why = not_held[0].strip()
    elif not_held and found.signs == {"refused"} and not found.exemptions and _UNABLE.search(before):
        found.signs, found.why = {"not-held"}, not_held[0].strip()  # "unable to provide it, as it is not held"
    some = heard("reply_status", "some", text)
    if some and not found.signs and not _A_FLAG.match(text, some.end()):
        found.signs.add("partial")
        found.why = some[0].strip()


def refuses_whole(one: Deed) -> bool:
    """Does a sentence refuse all that was asked, so that no question of it is answered?"""
    return "refused" in one.signs and bool(heard("reply_status", "whole", spoken(one.said.body)))


def exemptions(text: str) -> list[str]:
    """The exemptions that a sentence names, as `s.40(2)`; sections of other Acts are none."""
    found: list[str] = []
    for match in _SECTION.finditer(text):
        for one in _ONE_SECTION.findall(match[1]):
            number = re.sub(r"\s", "", one)
            if re.match(r"\d+", number)[0] in _EXEMPTIONS:  # type: ignore[index]
                found.append(f"s.{number}")
    return list(dict.fromkeys(found))


class Standing(Struct, frozen=True):
    """The status of a question with the sentence that decides it (None where nothing was said)."""

    status: str
    exemption: str = ""
    evidence: Said | None = None
    why: str = ""


def standing(deeds: Sequence[Deed], has_figures: bool, beside: bool = False, flag_denied: bool = False) -> Standing:
    """The status of one question from what its sentences do.

    `has_figures`: counts were read in answer to it; `beside`: counts were read anywhere in the return.
    """
    names = list(dict.fromkeys(name for one in deeds for name in one.exemptions if one.signs - {"residual"}))
    # A heading such as "Refused: section 12" decides less than the sentence that says why.
    ranked = sorted(deeds, key=lambda one: len(one.said.body.split()) < _HEADING_WORDS)
    first = {sign: one for one in reversed(ranked) for sign in one.signs}
    given = [one for one in deeds if one.gives and not one.signs - {"remark"}]
    if not has_figures and beside and any("attached" in one.signs for one in deeds):
        has_figures = True
    status, by = _status(first, given, deeds, has_figures, flag_denied)
    telling = [one for one in given if _FIGURE.search(one.said.body) and "remark" not in one.signs] + given
    evidence = first[by].said if by in first else (telling[0].said if telling else None)
    why = first[by].why if by in first else ""
    return Standing(status, "; ".join(names), evidence, why)


def _status(
    first: dict[str, Deed], given: list[Deed], deeds: Sequence[Deed], has_figures: bool, flag_denied: bool
) -> tuple[str, str]:
    """The status and the sign that decides it: a plain denial outranks words of holding or inability beside it."""
    refusals = [d for d in deeds if "refused" in d.signs]
    neither = "neither-confirm-nor-deny" in first and all(d.only_named or d.why[:6] == "exempt" for d in refusals)
    if "refused" in first and not neither and not (flag_denied and _is_only_unable(deeds)):
        helped = any(heard("reply_status", "help", spoken(one.said.body)) for one in deeds)
        return ("partial" if has_figures and not helped else "refused"), "refused"
    if "neither-confirm-nor-deny" in first and not flag_denied:
        return ("partial" if has_figures else "neither-confirm-nor-deny"), "neither-confirm-nor-deny"
    if "partial" in first and not (flag_denied and not has_figures and not first["partial"].exemptions):
        return "partial", "partial"
    if "holding" in first and not has_figures and not flag_denied:
        return "holding", "holding"
    if "not-held" in first:
        return ("partial" if has_figures else "not-held"), "not-held"
    if "acknowledged" in first and not has_figures and not flag_denied:
        return "holding", "acknowledged"
    if "attached" in first and not has_figures and not given:
        return "unclear", "attached"
    if "late" in first and not has_figures and not flag_denied and not given and "attached" not in first:
        return "holding", "late"
    return ("answered" if given or "attached" in first or has_figures or flag_denied else "unclear"), "attached"


def _is_only_unable(deeds: Sequence[Deed]) -> bool:
    """Is nothing refused but by inability: `we are accordingly unable to answer`, with no exemption and no cost?"""
    return not any(one.exemptions for one in deeds if "refused" in one.signs)
