"""Crimes that are flagged, or not: the verbs of flagging, and which flag they speak of."""

from __future__ import annotations

import re

from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.replies.marks import CYBER, MARKED, ONLINE, OTHER, kind_of
from cyberflag.words import flags

_VERB = late(
    r"\b(?P<verb>flag|flags|flagged|flagging|mark|marks|marked|marking|tag|tags|tagged|tagging|label|labels|labelled|labelling"
    r"|designat(?:e|es|ed|ing)|denot(?:e|es|ed|ing))\b"
    rf"(?P<what>(?: (?!and\b|but\b|or\b)\w+){{0,5}}?) (?:as|being|under|benign) (?:\w+ ){{0,3}}?{CYBER}(?: (?:crimes?|enabled|dependent|related|offences?|facilitated|in nature|based|involved|involving|elements?|aspects?|components?))*"
)
_FOR_IT = late(
    r"\b(?P<verb>flagged|flagging|tagged|tagging|marked|marking|labelled|labelling)"
    rf"(?P<what>(?: (?!and\b|but\b|or\b)\w+){{0,4}}?) (?:for|with) an? {CYBER}(?: (?:element|aspect|component|dimension|angle))?"
)
_GO_UNFLAGGED = late(
    r"\b(go|goes|went|gone|going|left|leave|leaves|remain|remains|stay|stays|are|is|were|was|be|been) un(flagged|marked|tagged)\b(?! (?:offences?|crimes?|records?|incidents?|cases))"
)
_IS_FLAGGING = late(r"\b(?:is|are|am) ((?:not |now |currently |also |actively |routinely |yet )*)(flag|tag)ging ")
_HAS_BEEN_FLAGGING = late(r"\b(have|has|had) ((?:not |now |currently |also |never )*)been (flag|tag)ging ")
_TO_CYBER_FLAG = late(  # "does not cyber flag offences"
    r"\b(not|never|to|we|force|constabulary|police|officers|staff|currently) (?:cyber|online) flags? (?=(?:its |our |any |the |all |such )?(?:sexual )?(?:crimes?|offences?|incidents|records)\b)"
)
_SHOWING = late(
    rf"\b(?P<verb>denot(?:e|es|ed|ing)|indicat(?:e|es|ed|ing)|show(?:s|ing)?|record(?:s|ing)?)(?P<what> (?:that|whether|if) (?:\w+ ){{1,4}})"
    rf"(?:was|is|were|are|as) (?:\w+ ){{0,2}}?{CYBER}(?: (?:crimes?|enabled|dependent|related|facilitated|based))*(?: (?:flagged|marked|tagged)\b)?"
)
_COMPOUND = late(rf"\b{CYBER}(?: (?:crime|enabled|dependent|related))? (?:flagged|marked|tagged)\b")
_THEN_FLAGGED = late(
    rf"\b{CYBER} (?:crimes?|offences?|offending)(?: (?:to be|being|should be|must be|(?:are|were|had|have|was) to be))? (?:flagged|marked|tagged)\b"
)
_BARE_VERB = late(
    r"\b(?:flagged|flagging|tagged|tagging)\b|(?<=\bnobody )flags\b|(?<=\bone )flags\b|(?<=\bforce )flags\b|(?<=\bconstabulary )flags\b|(?<=\bstaff )flag\b|(?<=\bofficers )flag\b|(?<=\bto )flag\b|(?<=\bnot )flag\b|(?<=\bwe )flag\b|(?<=\bnever )flag\b|(?<=\bwere )marked\b|(?<=\bbeen )marked\b"
)
_CYBER_NEAR = late(rf"^(?:\W+\w+){{0,4}}?\W+{CYBER}\b")
_CYBER_SUBJECT = late(  # "crimes committed online are not flagged"
    rf"\b(?:{CYBER}(?: (?:enabled|related|dependent|facilitated))? (?:crimes?|offences?|offending|incidents?)|(?:crimes?|offences?|incidents?) (?:\w+ ){{0,4}}?{CYBER}) (?:(?:is|are|was|were|has|have|had|been|not|never|being|currently|specifically|separately|routinely|can|be|do) )+$"
)
_OF_CRIMES = late(r"(?: \w+){0,2}? (?:crimes?|offences?|records)\b")
_SORTED_BY = late(
    r"^(?:\W+(?!(?:is|was|has|had|did|began|started)\b)\w+){0,3}?\W+(?:by|according)\b(?! (?:age|sex|gender|year|month|quarter|district|division|offence|crime|type|area|victim)s?\b)(?!(?: \w+){0,4}? (?:officers?|bureau|units?|staff|teams?|recorders?|registrar|force|department|us|them|hand|supervisors?|police|constabulary|clerks?|desk)\b)"
)
_GERUND = late(r"(?:^|\b(?:the|of|for|practice|by|because|since|as|that|but|although|though|while|whilst) )$")
_IN_THIS_WAY = late(
    r"\b(?:flag|mark|tag|label)(?:s|ed|ged|led|ing|ging|ling)?(?: \w+){0,3}? (?:(?:in )?(?:this|that|such a|the same) (?:manner|way|fashion)|in the (?:manner|way|fashion)(?: (?:that |which )?(?:you )?(?:have )?(?:described?|requested?|specif(?:y|ied)|mention(?:ed)?|ask(?:ed)?|suggest(?:ed)?))?|thus|accordingly)\b"
)
_SUNDRY = late(
    r"\b(?:any|all|same|various|other|different|own|whatever)(?: \w+)? (?:(?:flags|markers|tags|codes|qualifiers|keywords)(?:, | or | and | )){2,3}"
    r"|\b(?:any|all|same|various|other|different|own|whatever)(?: \w+)? (?:flags|markers|tags)(?:,| or| and) \w+s\b"
)
_FLAGGING = late(
    rf"\b{CYBER}(?: (?:crimes?|enabled|dependent|related|offences?))? (?:flagging|tagging|marking)(?: of (?:the |all |our )?(?:crimes?|offences|records|incidents))?\b"
)


def fold_verbs(clause: str, before: str, recent: str) -> tuple[str, list[str]]:
    """The clause with what is done to crimes as MARKED and the kind of flag, and those kinds in order."""
    kinds: list[str] = []

    def fold(match: re.Match[str]) -> str:
        what = match.groupdict().get("what") or ""
        kind = kind_of(f"{what} cyber flag" if what else "cyber flag", before)
        kinds.append(kind)
        if _GERUND.search(clause[: match.start()]) and match[0].split()[0].endswith("ing"):
            return kind  # "the flagging of crimes as cyber" is the flag
        if match[0].startswith("record") and what.split()[:1] in (["whether"], ["if"]):
            what = ""  # "we do not record whether a crime is cyber flagged"
        return f"{MARKED}{what} {kind}"

    clause = _HAS_BEEN_FLAGGING.sub(r"\1 \2\3ged ", _IS_FLAGGING.sub(r"do \1\2 ", clause))
    clause, done = _TO_CYBER_FLAG.subn(rf"\1 {MARKED} {ONLINE} ", clause)
    kinds += [ONLINE] * done
    clause = _GO_UNFLAGGED.sub(r"\1 not \2", clause)
    text = _THEN_FLAGGED.sub(f"{MARKED} cyber flag", clause)
    text = _FLAGGING.sub("cyber flag", _SUNDRY.sub(f"{OTHER} ", text))
    for verb in (_VERB, _FOR_IT, _SHOWING, _COMPOUND):
        text = verb.sub(fold, text)
    if not kinds and (recent or before) and _IN_THIS_WAY.search(text):
        kinds.append(recent or before)
        text = _IN_THIS_WAY.sub(f"{MARKED} {kinds[0]}", text)
    if not kinds and (match := _BARE_VERB.search(text)):
        rest = text[match.end() :]
        kind = ONLINE if _CYBER_SUBJECT.search(text[: match.start()]) else _kind_flagged(rest, before)
        if kind:
            kinds.append(kind)
            text = f"{text[: match.start()]}{MARKED} {kind}{rest}"
    return text, kinds


def _kind_flagged(rest: str, before: str) -> str:
    """Which flag `to flag …` speaks of: `online crime`, `a crime by its motive`, or the one named before."""
    if flags.other_flag(rest) or _thing_flagged(rest):
        return OTHER
    if _CYBER_NEAR.match(rest):
        return ONLINE
    if _SORTED_BY.match(rest):
        return OTHER
    return before or (ONLINE if _OF_CRIMES.match(rest) else "")


def _thing_flagged(rest: str) -> bool:
    """Is it a website or an app that is (not) flagged?"""
    thing = heard("reply_flag", "other_thing", rest)
    return thing is not None and len(rest[: thing.start()].split()) <= 5
