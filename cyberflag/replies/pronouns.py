"""What stands for a flag that was named before: `it`, `this`, `the term`, `no such thing`."""

from __future__ import annotations

import re

from cyberflag import reference
from cyberflag.patterns import late
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import Named

_IS_THE_REQUEST = late(
    r"(?:it|this|which) (?:has been|has|is|was|will be) (?:now |being |also )?(?:logged|received|registered|allocated|acknowledged|passed|given|dealt|processed|considered|refused|assigned|receiving)\b"
)
_TERM = late(
    r"\b(?:the|this|that|your|such a) (?:term|terms|phrase|concept|terminology|expression|requirement|duty|obligation)\b(?! (?:of|for|in|and|that)\b)"
    r"|(?:(?<=this is )|(?<=it is ))(?:a|one) (?:requirement|duty|obligation)(?= (?:that|which|of)\b)"
    r"|\bwhat (?:it is (?:that )?)?you (?:are |were |might |may )?(?:referring to|refer to|mean|describe|are asking (?:about|for)|have in mind)\b"
    r"|\bwhat (?:it|this|that) (?:is|was|means|meant|refers to|stands for|denotes|relates to)\b|\bwhat (?:is|was) (?:meant|referred to|being (?:asked|referred to)|spoken of)\b"
    r"|\b(?:any such|such a) thing\b|\bone(?= (?:existed|exists)\b)"
    r"|\b(?:the|any|a|no|such) (?:thing|one|matter|scheme|instruction|arrangement|classification|item|device|idea|practice|system)(?: of the kind)? (?:that |which )?you (?:describe|mention|raise|refer to|speak of|ask about|enquire about|name|have in mind|are asking about)\b"
)
_NO_SUCH = late(
    r"\bno such (?:thing|facility|option|mechanism|process|practice|function|functionality|arrangement|measure|device)\b"
)
_DO_SO = late(r"\b(?:do|does|did|doing|done) so\b")
_OF_A_COST = late(
    r"(?:the|this|that|an?|our) (?:estimate|cost|work|request|section|exemption|law|act|figure|total|time|amount|sum|task)\b"
)  # "the estimate above does so"
_NOT_DO_IT = late(
    r"\b((?:do|does|did|can|could|will) not(?: (?:yet|currently|ever|itself|actually|in fact|simply))? )do (?:it|this|that)\b"
)
_HAD_TO_DO_IT = late(
    r"\b((?:(?:had|have|asked|meant|supposed|required|expected|obliged|ought) to|should) )(?:be doing|do) (?:this|that|it)\b"
)
_NO_SUBJECT = late(
    r"(?:and|but|yet|though|so|hence|thus|therefore|consequently|accordingly)(?: (?:therefore|so|thus|hence|consequently|accordingly|then|later))? (?=(?:rejected|shelved|postponed|deferred|abandoned|vetoed|is|was|has|are|were|have|had|often|frequently|seldom|rarely|sometimes|not(?! (?:only|just|merely|simply|including|counting|those|these)\b))\b)"
)


@reference.remembered(1)
def pronoun() -> re.Pattern[str]:
    """Where a pronoun stands as the subject of a clause, as the object of what is done with a flag, or behind a preposition."""
    done = "|".join(sorted(forms("use") | forms("done_with_it")))
    return late(
        r"^(?P<before>(?:in (?!(?:which|that|this|these|those|any|our|the|each|some|many|\d)\b)\w+ )?(?:(?:and|but|so|also|however|yet|indeed|therefore|as|since|although|though|because|that|which) ){0,2})"
        r"(?P<word>its use|its|it|(?:this|that)(?! (?:force|constabulary|service|police|department|office|unit|team|area|county|organisation|authority|system|year|month|period|time|point|date|day|request|letter|reply|answer|response|information|data|figures?|questions?|reason|case|crime|offence|search)\b)|which|the latter|the same|(?:they|these)(?= (?:are|were|have been) not (?:yet |being |currently |always |routinely |consistently |widely )*(?:something|used|utilised|in use|part|applied|available|present|there)\b))\b"
        rf"|\b(?:without|against|{done}) (?P<object>(?:it|one|them|the thing)\b|this(?=\W*$| here| in | on | until| before))"
        r"|\b(?:decided|agreed|ruled|directed|resolved|determined|concluded|ordered|clear|case|true|fact)(?: \w+){0,4}? that (?P<that>it|this)\b"
        r"|\b(?P<ought>it)(?= (?:ought to|should) have been (?:set|used|applied|ticked|added)\b)"
        r"|\b(?:of|across) (?P<of>(?:it|one)\b|this(?=\W*$| here| in | on | until| before))|\b(?:in|with|to|for|on|about|over) (?P<use>its use|its application|its completion)\b"
        r"|\b(?:for|with) (?P<for>it|one)(?=\W*$)"
    )


def term_for(text: str, before: str) -> Named | None:
    """The clause with `the term`, `this requirement` as the flag named before; None where none stands in it."""
    term = _TERM.search(text) if before else None
    return Named(f"{text[: term.start()]}{before} {text[term.end() :]}", before, True) if term else None


def stands_for(text: str, before: str) -> Named:
    """The clause with its pronoun, if it has one, as the flag named before."""
    text = _NOT_DO_IT.sub(r"\1do so", _HAD_TO_DO_IT.sub(r"\1do so", text))
    if _DO_SO.search(text) and not _OF_A_COST.match(text):
        return Named(_DO_SO.sub(f"use {before}", text), before, True)
    match = pronoun().search(text)
    if (bare := _NO_SUBJECT.match(text)) and not (match and match["object"]):
        return Named(f"{bare[0]}{before} {text[bare.end() :]}", before, True)
    if _NO_SUCH.search(text):
        return Named(_NO_SUCH.sub(f"no {before}", text), before)
    if not match or _IS_THE_REQUEST.match(text):
        return Named(text)
    group = next(name for name in ("word", "object", "ought", "of", "use", "for", "that") if match[name])
    word, start = match[group], match.start(group)
    meant = f"{before} use" if word.startswith("its ") else before
    return Named(text[:start] + meant + text[start + len(word) :], before, True)
