"""Sentences cut into clauses, and how often a clause denies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from cyberflag import reference
from cyberflag.passages.phrases import expression, heard, spoken
from cyberflag.patterns import late
from cyberflag.replies.lexicon import forms

_CUT = late(
    r"\s*;\s+|:\s+(?!(?:not|no|never|none|nil|zero|in use|unused|\d[\d,]*)\b)|\s*\((?=\w{2,} \w)|\)\s*"
    r"|,\s+(?=(?:and|but|so|which|because|since(?! (?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|last|the (?:start|end|beginning|spring|summer|autumn|winter|middle)))|as|although|though|therefore|hence|who|whereas|while|nor|yet|for|on which|hence|instead|however|then|none of)\b)"
    r"|\s+(?=and (?:we|it|this|there|they|so|i|no|nor|not|none|nobody|neither|never|have|has|had|hold|holds|is|are|was|were|do|does|did|can|will|therefore|hence)\b)"
    r"|(?<!\bof)(?<!\bto)(?<!\babout)(?<!\bon)(?<!,)\s+(?=(?:when|if|unless)\b)"
    r"|,\s+(?=(?:the|its|such|our|no|there)\b[^,;]{0,60}\b(?:being|having)\b)"
    r"|\s+(?=(?:because|although|whereas|but|so that|so (?:this|it|we|the|no|there|i|these|those|any|can|cannot|could|have|has|is|are|am|do)|though|even though|until your|until you|and (?:as a (?:consequence|result)|consequently|accordingly|hence|thus|for th(?:is|at) reason))\b)"
    r"|(?<!\bfar)(?<!\blong)(?<!\bsuch)(?<!\bwell)(?<!\bsoon)(?<!\bsame)(?<!,)\s+(?=(?:as|since) (?:they (?:are|were|have|had|do|did|can)\b|we(?! (?:would|might|should|do(?! not)|see|could)\b)|it (?:is|has|was|had|does|did|can|cannot|will|lacks)|(?:this|that) (?:is|was|has)|there|the force|the (?:\w+ ){0,3}?(?:flag|marker|tag)|this force|our|no|none|nobody|officers|crimes)\b)"
    r"|\s+(?=and (?:many|some|most|several|others|few)(?: \w+){0,2}? (?:are|do|does|have|were|did|will)\b)"
    r"|\s+(?=and (?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the (?:rest|others?|remain\w+)|others|none)\b[\w ]{0,40}\b(?:not|without|no|lack\w*)\b)"
    r"|\s+(?=and (?:offences|crimes|records|those|earlier)\b.{0,60}\b(?:were|are|had|have|was|could|can|do|did) (?:not|no)\b)"
    r"|\s+(?=and (?:\d[\d,]*|a total of \d[\d,]*) (?:\w+ ){0,3}?(?:offences?|crimes?|records?|victims?) (?:were|was|have|had|are)\b)"
    r"|\s+(?=and (?:data|figures|information|statistics|numbers) (?:is|are|can|could|was|were) )"
    r"|(?<=[a-z])\s+(?:is|was) that\s+(?=(?:it|this|we|the|no|there|officers|our)\b)"
    r"|(?:(?<=\bprovide)|(?<=\bpossible)|(?<=\bsupply)|(?<=\breason)|(?<=\banswer)|(?<=\bcomply)|(?<=\bnote)|(?<=\bhelp)|(?<=\bassist)):\s+"
    r"|(?<!\bfar)(?<!\blong)(?<!\bsuch)(?<!\bwell)(?<!\bsoon)(?<!\bsame)(?<!\bmuch)(?<!,)\s+(?=(?:as|since|because) (?!(?:cyber\w*|online|internet|web|digital|an?|of|from|to|at|in|for|by)\b)(?:[\w']+ ){1,3}?(?:does|do|did|has|have|had|is|are|was|were|can|will) not\b)"
    r"|,?\s+(?=(?:on the (?:grounds?|basis)|due to the fact|owing to the fact|for the (?:simple )?reason|given) that\b)"
    r"|,\s+(?=(?:(?:cyber|online) )?(?:flags?|markers?|tags?) (?:not|never)\b)"
    r"|\s+(?=and to \w+ [^,;]{0,80}\b(?:would|will)\b)"
    r"|\s+(?=and (?:officers|staff|users|recorders|our (?:system|officers|staff|software|recorders)) (?:(?:have|has|had) (?:no|not|never)|(?:do|does|did|are|is|can|could|were|was|will) (?:not|unable)|never)\b)"
)
_IN_PASSING = late(
    r",? as a (?:matter of \w+|rule|force|constabulary|service|whole|result),|, (?:in general|in fact|however|therefore|to date|currently|of course|regrettably|unfortunately|sadly|as yet|so far|at present),"
    r"|\b(?:i|we) (?:can|am able to|are able to|must|have to|wish to|regret to|am pleased to) (?:now |hereby |also |therefore |only )?"
    r"(?:disclose|confirm|advise|inform you|state|say|report|tell you|inform|note|point out|add|explain)(?: to you)?(?: that\b|(?= (?:this|it|there|we|no|our|cyber|the (?:force|constabulary|flag|marker|cyber|online))\b))"
    r"|\b(?:i|we) would (?:also |just )?(?:point out|add|stress|emphasi[sz]e|say|note|mention|observe|advise|ask you to note|draw your attention to the fact)(?: that)?\b"
    r"|\b(?:(?:they|he|she|who|colleagues) |(?:our|the) (?:(?!can\b|could\b|not\b|nor\b|never\b|no\b|that\b|which\b|would\b|but\b|flags?\b|markers?\b|tags?\b)\w+ ){1,5}?)(?:(?:have |has |had )?(?:tells?|told|informs?|informed|advises?|advised|assures?|assured|confirms?|confirmed) (?:me|us)(?: that)?|(?:have |has |had )?(?:confirm|confirms|confirmed|advise|advises|advised|state|states|stated|say|says|said|replied|reports|reported|found|established) that)\b"
    r"|\b(?:an?|our|the) (?:\w+ ){0,3}?(?:audit|review|inspection|check|dip sample|sample) (?:has |have )?(?:found|showed|shown|shows|revealed|reveals|suggests|suggested|established|identified) that\b"
    r"|, (?:we|i) (?:gather|understand|believe|hear|think|know|am told|are told|am given to understand),"
    r"|\b(?:i|we) (?:confess|admit|fear|regret|(?:must|have to|will) (?:confess|admit|own|concede))(?: that)?\b"
    r"|\baccording to (?:our|the) (?:records?|systems?|database|data)\b|\b(?:our|the) (?:records|figures|data|systems) (?:show|indicate|suggest|reveal)(?:ed)? that\b"
    r"|\byou (?:may|might|will|should|ought to)(?: wish| want| like| care)?(?: to)? (?:note|bear in mind|be aware|know|see)(?: that)?\b"
    r"|(?:^|(?<=, )|(?<=and )|(?<=but )|(?<=as ))(?:we|i) (?:know|believe|think|suspect|accept|acknowledge|find|feel|understand|appreciate|recognise) that\b"
    r"|(?<=\bnot )(?:however|therefore|in fact|actually|unfortunately|regrettably|as a rule|as such)\b"
    r"|\bi (?:am|have been|was) (?:told|informed|advised|assured)(?: by [\w ]{3,40})?(?: that)\b"
    r"|\b(?:to the best of (?:our|my)|to (?:our|my)) knowledge\b,?|\b(?:as|so) far as (?:we|i) (?:know|are aware|am aware|can tell|can establish|can ascertain)\b,?"
    r"|(?:^|(?<=, )|(?<=and )|(?<=but ))(?:we|i) suspect(?: that)?\b"
    r"|\b(?:up to|until|till) (?:the )?(?:present|now)(?: (?:time|date|day|moment))?\b,?"
    r"|\bat (?:this|that|the present) (?:point|moment) in time\b,?|\bit (?:would|might) (?:appear|seem)(?: that)?\b"
)
_BRACKETED = late(r"(?<=\w) \([A-Za-z]\w*\)(?= \w)")  # "our system (Niche) is not configured for it"
_MEANT_BY = late(  # "no idea what you are referring to when you say cyber flag"
    r"\b(?:of )?what (?:it is (?:that )?)?(?:you|they) (?:are |were |might |may )?(?:refer|referring|mean|meaning|meant|talking)(?: to| about)? (?:when (?:you|they) (?:say|refer to|mention|mentioned|speak of|write)|by) "
)
_AND_HAS_HAD = late(
    r"\b((?:not |never )?(?:have|has|had|use|uses|used)), (?:and|nor|or) [^,;]{3,80}, (?=(?:an?|any|the|such)\b)"
)
_INSERTED = late(  # "we do not, owing to its cost, use it"
    r"(\b(?:do|does|did|has|have|had|is|are|was|were|can|will|could) (?:not|never|also|now)), (?!(?:and|but|so|as (?:we|it|the|this|there|they)|because|since|although|though|nor)\b)[^,;]{2,60}, "
)
_DASH = late(
    r"(?:\s+[-–]+|\s*—)\s+(?!(?:not|no|never|none|nil|zero|in use|unused|\d[\d,]*)\b)"
    r"(?=.{0,300}\b(?:is|are|was|were|has|have|had|do|does|did|can|cannot|will|could|would|may|uses?|\w+n['’]t)\b)",
    re.IGNORECASE,
)
_DASHED_ASIDE = late(
    r"\s[-–—]\s((?:though|although|while|whilst|as|if|however|where|which|unlike|like)\b[^-–—.;]{2,120})\s[-–—]\s",
    re.IGNORECASE,
)
_BECAUSE_NOT = late(
    r"(?:and |but )?(?:as|because|since) (?:.*\b(?:not|no|never)\b.*(?:FLAG|MARKED)\b.* (?:\w+ ){3}|.*\bFLAG (?:is|are|was|were|has|have|does|do) (?:not|never) \w+ (?:\w+ ){1,8})$"
)
_CONDITION = late(r"^(?:and |but )?(?:if|where|when|whenever|should|unless|in cases?|were|once|had)\b")
_THEN = late(
    r"(?:and |but )?when\b.*\b(?:was|were|came|arrived|went|introduced|had|moved|changed|switched|migrated|adopted|got)\b.*\b\d{4}\b"
)
_ONCE = late(
    r"(?:and |but )?when\b.*\b(?:was|were|came|arrived)\b.*\b(?:here|we|our|this (?:force|constabulary)|chief|board|team)\b.*\b(?:decided|chose|declined|opted|resolved|agreed|voted|ruled|did|was|were|had)\b"
)
_ONLY = late(r"\b(?:only|first|not)\b")
_UP_TO_A_DAY = late(r"\b(?:from|since|in|on|of|until|after) (?:\w+ ){0,3}?(?:19|20)\d\d$")
_SUBORDINATE = late(
    r"^(?:and |but )?(?:as|whatever|notwithstanding|since|because|although|though|while|whilst|whereas|before|until|despite|contrary|with (?:regard|respect|reference) to|in (?:relation|respect|regard) (?:to|of)|regarding|as regards|as for|concerning|turning to)\b"
)
_WITH_NONE = late(  # "with no flag on our system | a figure cannot be given"
    r"(?:and |but )?(?:with|having) no (?:\w+ ){0,2}?(?:flags?|markers?|tags?)\b(?: (?:on|in|within|for) (?:our|the|this|its) (?:\w+ ){0,2}?\w+| here| available)?"
    r"(?= (?:an?|any|no|the|we|i|it) (?:\w+ ){0,2}?(?:can|could|is|are|will|would|am)\b)"
)
_ABSOLUTE = late(  # "having no flag, we …", "there being no flag here, …"
    r"(?:having|with no|without (?:an?|any)|in the absence)\b|(?:the|this|our|there)\b[^,]{0,60}\b(?:being|having)\b"
)
_MAIN_BEHIND = late(  # "since it is not in use | we are unable to help"
    r"(?:and |but )?(?:as|since|because|given that|although|though|while|whilst) (?:\w+ ){1,12}?(?:is|are|was|were|has|have|had|do|does|did|uses?|used|can|lacks?)\b(?: \w+){0,9}?"
    r"(?<!\bsomething)(?<!\bone)(?<!\bthing)(?<!\bthat)(?<!\bwhich)(?<!\bwhat)(?= (?:(?:we|i) (?:are|am|can|could|do|have|would|will|must|regret|hold)|no (?:data|figures|information)|(?:this|the) (?:force|constabulary) (?:is|are|can|could|has|have|does|will|holds?))\b)"
)
_ASIDE = late(
    r", ((?:though|although|while|whilst|as|which|if|however|where|on which|in which|who|unlike|like)\b[^,;]{2,160}), (?=(?:is|was|are|were|has|have|had|does|do|did|can|could|will|would|may|cannot|uses?|lacks?|that)\b)"
)
_VERB = late(r"\b(?:is|are|was|were|has|have|had|do|does|did|can|will|remains?|stays?|lies|sits)\b")
_BY_NAME = late(
    r"\b(?!(?:the|this|our|other|some|many|all|neighbouring|police|a|any|each|no|of|by|with|for|to|and)\b)\w+ (?:police|constabulary)\b(?! (?:force|service|area|officers|staff|forces|systems?|national)\b)"
)
_ANSWER = late(r"^(?:yes|no)\b\s*[,.:;!-]+\s*(?=\w)")

_OWN_NAME = late(
    r"^\W*((?:[A-Z][\w'’-]+ ){1,3}?)(?:Police|Constabulary)\b\W*(?:$|[|,;–-])", re.IGNORECASE
)  # alone on its line
_QUOTED = late(
    r"(\byour?\b(?!\W+(?:\w+\W+){0,4}?(?:answer|reply|response))[^\"“”]{0,60})[\"“]([^\"“”]{12,400})[\"”]",
    re.IGNORECASE,
)


def in_parts(text: str) -> str:
    """The text as it would be said, with a dash that parts two clauses as a semicolon, and no word alone in brackets."""
    text = _BRACKETED.sub("", text)
    return spoken(_DASH.sub("; ", _DASHED_ASIDE.sub(r", \1, ", text)))


def clauses(said: str) -> list[str]:
    """The clauses of a sentence (as `spoken`), in order; a condition in front is a clause of its own."""
    found: list[str] = []
    said = _MEANT_BY.sub("of ", said)
    said = _AND_HAS_HAD.sub(r"\1 ", said)
    said = _INSERTED.sub(r"\1 ", _IN_PASSING.sub(_not_of_others, said))
    asides = [match[1] for match in _ASIDE.finditer(said)]
    cut = [piece for one in _CUT.split(_ASIDE.sub(" ", said)) for piece in and_uses().split(one or "")]
    for piece in [*cut, *asides]:
        part = (piece or "").strip(" ,.")
        if "," in part and (_CONDITION.match(part) or _SUBORDINATE.match(part) or _ABSOLUTE.match(part)):
            head, _, rest = part.partition(",")
            found += [head.strip(), rest.strip()]
        elif part and (main := _MAIN_BEHIND.match(part) or _WITH_NONE.match(part)):
            found += [main[0], part[main.end() :].strip()]
        elif part:
            found += _coordinate(part)
    return _rejoined([part for part in found if part])


@reference.remembered(1)
def and_uses() -> re.Pattern[str]:
    """Where a clause goes on with what is done with a flag named before: `is aware of the flag | and uses it`."""
    done = "|".join(sorted(forms("sure")))
    return re.compile(
        rf"\s+(?=(?:and|but) (?:(?:also|now|does|do|did|has|have|had|not|never|currently|routinely) )*(?:{done}) (?:it|this|them)\b)"
    )


def _not_of_others(match: re.Match[str]) -> str:
    """A phrase said in passing left out, unless it tells that others say what follows."""
    return match[0] if heard("reply_flag", "others", match[0]) else " "


def told_by(said: str) -> str:
    """The words of a sentence that only say who tells what follows: `our crime unit has advised that`."""
    return " ".join(match[0] for match in _IN_PASSING.finditer(said))


def _rejoined(parts: list[str]) -> list[str]:
    """`it only came in` and `when we moved in June 2015`, or `from June 2015` and `when it came`, as one clause."""
    for at in range(len(parts) - 1, 0, -1):
        day_in_front = parts[at].startswith("when ") and _UP_TO_A_DAY.search(parts[at - 1])
        if day_in_front or (_THEN.match(parts[at]) and _ONLY.search(parts[at - 1])):
            parts[at - 1 : at + 1] = [f"{parts[at - 1]} {parts[at]}"]
    return parts


def _coordinate(part: str) -> list[str]:
    """`x is not used and the y is` as two clauses; `the x and the y are not used` stays one."""
    head, joint, rest = part.partition(" and the ")
    if joint and _VERB.search(head) and _VERB.search(rest):
        return [head, f"the {rest}"]
    return [part]


def supposed(text: str) -> bool:
    """Is it only supposed what a clause says: `if`, `would`, but not behind what it says for sure?"""
    condition = heard("reply_flag", "condition", text)
    if not condition or heard("reply_flag", "decided", text):
        return False
    if _BECAUSE_NOT.match(text[: condition.start()]):
        return False  # "as crimes are not flagged the only way would be to read them"
    sure = [said for kind in ("caveat", "partly") if (said := heard("reply_flag", kind, text))]
    return not (any(one.start() < condition.start() for one in sure) and condition[0].strip() in ("would", "might"))


def under_condition(clause: str) -> bool:
    """Does a clause only set a condition? Not where it tells what was done at some time: `when it was offered, we …`."""
    return bool(_CONDITION.match(clause)) and not _THEN.match(clause) and not _ONCE.match(clause)


def without_answer(clause: str) -> str:
    """The clause without a `yes` or `no` in front, which denies nothing in it."""
    return _ANSWER.sub("", clause)


def denials(clause: str) -> int:
    """How many words of a clause deny; a word that only looks so is not counted."""
    looks = expression("reply_flag", "no_denial")
    real = expression("reply_flag", "denial")
    left = looks.sub(" ", clause) if looks else clause
    if "neither" in left:
        left = re.sub(r"\bnor\b", " ", left)
    searched = ((real, left), (expression("reply_flag", "forgone"), left), (expression("reply_flag", "unused"), clause))
    counted = sum(1 for wanted, text in searched if wanted for _ in wanted.finditer(text))
    return counted + sum(word in forms("deny") for word in left.split())


def as_we(clause: str) -> str:
    """The clause with the force's own name as `we`: who else is named was told apart before."""
    return _BY_NAME.sub("we", clause)


def framed(clause: str) -> bool:
    """Is a claim itself denied: "it is not the case that", "it is wrong to say that"?"""
    return bool(heard("reply_flag", "frame", clause))


def own_names(letterheads: Iterable[str]) -> frozenset[str]:
    """The names that a letter bears, without `Police` or `Constabulary`."""
    return frozenset(match[1].strip() for text in letterheads if (match := _OWN_NAME.match(text)))


def as_own(part: str, names: Collection[str]) -> str:
    """The words with the name on the letterhead as `this force`, and without a denial quoted from the requester."""
    part = _QUOTED.sub(lambda found: found[1] if denials(spoken(found[2])) % 2 else found[0], part)
    for name in names:
        part = re.sub(rf"\b{re.escape(name)}(?= (?:is|are|was|remains)\b)", "this force", part, flags=re.IGNORECASE)
    return part
