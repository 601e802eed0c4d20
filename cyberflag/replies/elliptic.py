"""Answers that leave out what the question, or the clause before, has said: `No.`, `Not used by us.`, `The cyber flag is not.`"""

from __future__ import annotations

import re

from cyberflag.passages import spoken
from cyberflag.patterns import late
from cyberflag.replies.clauses import as_we, denials
from cyberflag.replies.denial import speaks_of_use
from cyberflag.replies.knowing import known
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import OTHER
from cyberflag.replies.mentions import named
from cyberflag.replies.verdict import Verdict
from cyberflag.words import flags as flag_words

_COURTESY = late(
    r"\b(?:i am|i'm|we are)? ?(?:afraid|sorry)(?: to say)?(?: that)?\b|\b(?:unfortunately|regrettably|sadly|alas|currently|locally|presently|certainly|indeed|simply|definitely)\b"
    r"|\bi (?:can|must|have to|regret to) (?:confirm|say|report|advise|tell you|inform you)(?: that)?\b|\bi regret(?: that)?\b|\bthe (?:short |simple |plain |honest )?(?:answer|position|truth)(?: to (?:this|that|your|the|both|each)(?: questions?)?)? is(?: that)?\b"
    r"|\bat (?:present|the moment|this time|all)\b|\b(?:in|at|within|by) (?:this|our|the|us) ?(?:police |\b)(?:force|constabulary|area|service)\b|\bby us\b|\bin force$|\b(?:here|yet|to date|as yet|so far)\b"
)
_ELLIPSIS = late(
    r"^\W*(?P<answer>yes|no|negative|affirmative|[yn]|none)?\W*(?P<alone>not|never|nothing|unused)?\W*(?:(?:(?P<done>(?:being |been )?(?:in (?:use|operation|force)|used|utilised|applied|adopted|implemented|introduced))|in place|available)|(?:we|it|they|the force|this force|the constabulary|there|one|none|officers|this|that|such a flag)(?: \w+ (?:police|constabulary))? (?:do|does|is|are|has|have|did|was|had|can)(?P<not> not| never)?(?: (?:been|so|one|any|(?P<none>none|nothing|no such (?:flag|marker|thing))|(?P<object>(?:use|operate|apply) (?:it|one|any|that|this)|(?:have|possess) one)|(?:have|hold|possess) (?:it|any|that|this)))?)?\W*$"
)
_FORM_LINE = late(
    r"(?P<label>[^:=?|]{4,90}?)\s*(?:\((?:y/n|yes/no)\)|\?)?\s*(?:[:=?|]|\s[-–—]+\s)\s*(?:(?:n/?a|nil|none|no|0|zero)\W{1,4}(?=not\b))?(?P<value>y|n|yes|no|none|not\b.{0,60}|never\b.{0,40}?)(?:\s*\([^()]{0,80}\)|\s+[-–—]\s.{0,80})?[.\s]*$",
    re.IGNORECASE,
)
_NAMES_USE = late(  # a line of a form: `Cyber flag in use`, `use of the flag by the force`
    r"(?:\W*\b(?:is|are|was|were|does|do|has|have|whether|the|this|our|your|any|a|an|home|office|force|constabulary|we|police|uses?|usage|adoption|implementation|status|of)\b)*\W*FLAG"
    r"(?:\W+(?:is|was|being|been|currently|presently|by|in|on|at|this|the|our|your|force|force's|systems?|constabulary|use|used|place|applied|adopted|enabled|implemented|operation|status|y|n|yes|no|during|\d{2,4}))*\W*"
)
_YES_NO = late(
    r"^(?:(?:your |the )?q(?:uestion)?\W{0,3}(?:\d\W{0,3})?)?(?:we (?:were|have been) asked:? |you (?:have |had |also )?(?:ask(?:ed)?|want(?:ed)? to know|wish(?:ed)? to know|enquired?|inquired?|would like to know):? (?:us )?(?:\(?\w[.)] )?)?(?:and |also |firstly |please |kindly |can you |confirm |state |say |advise |indicate )*(?:if|do|does|is|are|has|have|did|was|were|can|whether)\b"
)
_CLAIMED = late(  # "You say that we do not use it. We do."
    r"(?:in |as |on )?(?:your (?:request|letter|email|message),? ?)?(?:(?:that )?you |it )?(?:say|state|suggest|claim|believe|assume|assert|imply|says|states|suggests|claims|assumes|implies)\b"
)
_HEAD = late(r"[,;.:]| (?:as|because|since|although|though|and|but|for|nor) ")
_IS_SO = late(
    r"(?:yes,? |no,? )?(?:that|this|it|your understanding|the statement|the suggestion) is (?:indeed )?(?:(?:correct|right|true|so|the case)|(?P<wrong>incorrect|wrong|untrue|false|not (?:correct|right|true|so|the case)))\W*$"
)
_IS_NOT = late(
    r"(?:(?:and|but|while|whilst|whereas) )?(?:in (?:this|our|the) (?:force|constabulary|area),? |here,? )?(?:the|an?|our|it|one)\b(?: \w+){0,4}? (?:is|are|was|were|has|have|had|do|does|did) not$"
)
_WE_DO = late(
    r"(?:(?:and|but|though|while|whilst|whereas) )?(?:we|this (?:force|constabulary)|here we) (?:do|does)(?: not)?$"
)
_PREDICATE = late(r"\b(?:is|are|was|were|has|have|had) (?!not\b)(?P<what>[\w ]+)$")


def answered_shortly(text: str, asked: str, before: str) -> Verdict | None:
    """`No.` or `We do not.` after a question, or a claim, whether the flag is used or known; `it` in it is the flag
    named `before`."""
    head = _HEAD.split(_COURTESY.sub(" ", text).strip(" ,"))[0]
    match = _ELLIPSIS.match(as_we(head)) if head.strip() else None
    if not match:
        return None
    denied = match["answer"] in ("no", "n", "none", "negative") or bool(match["not"] or match["alone"] or match["none"])
    question = next(iter(re.split(r"(?<=\?)\s", spoken(asked))), "")
    flags = named(question, before, before)
    of_the_flag = match["alone"] == "not" and match["done"]  # "Not used by this force": what was asked about is not
    if (
        not flags.online
        or OTHER in flags.text
        or not (
            _YES_NO.match(flags.text)
            or (_CLAIMED.match(flags.text) and not match["answer"])
            or _NAMES_USE.fullmatch(flags.text)
            or match["object"]
            or of_the_flag
        )
        or (named(text, "").last and not match["not"])
    ):
        return None
    if denied and match["answer"] and denials(flags.text) % 2:
        return None  # "No." to "Is it correct that you do not use it?" denies the denial, or repeats it
    if known(flags.text):
        return Verdict("not-aware", "no to the question whether the flag is known", "no") if denied else None
    if not (speaks_of_use(flags.text) or of_the_flag):
        return None
    return Verdict("not-used" if denied else "used", "answers the question whether the flag is used", text[:20])


def confirmed(text: str, asked: str, before: str) -> Verdict | None:
    """`That is correct.` after `whether it is true that the force does not use the flag`."""
    said = _IS_SO.match(text)
    flags = named(spoken(asked), before, before) if said else None
    if not said or not flags or not flags.online or OTHER in flags.text or not speaks_of_use(flags.text):
        return None
    if not (_YES_NO.match(flags.text) or _CLAIMED.match(flags.text)) or asked.count("?") > 1:
        return None
    used = (denials(flags.text) + bool(said["wrong"])) % 2 == 0
    return Verdict("used" if used else "not-used", "what was asked is said to be so or not", said[0])


def on_form(body: str, before: str) -> Verdict | None:
    """`Cyber flag in use: No`, a line of a form."""
    line = _FORM_LINE.match(body)
    return answered_shortly(spoken(line["value"]), line["label"], before) if line else None


def completed(clause: str, prior: str) -> str:
    """`The cyber flag is not` with what the clause before it says of another flag: `used by the force`."""
    if _WE_DO.match(clause) and flag_words.names_flag(prior) and speaks_of_use(prior):
        return f"{clause} use the cyber flag"
    left_out = _IS_NOT.match(clause)
    if left_out and clause.endswith((" does not", " do not", " did not")):
        return f"{clause} exist" if not forms("exist").isdisjoint(prior.rstrip(" .").split()) else clause
    if left_out and clause.endswith((" does not", " do not", " did not")):
        return f"{clause} exist" if not forms("exist").isdisjoint(prior.rstrip(" .").split()) else clause
    said = _PREDICATE.search(prior.rstrip(" .")) if left_out else None
    return f"{clause} {said['what']}" if said else clause
