"""What one clause says about the flag: subject, polarity, tense and scope, each by words of data/reply_flag.toml."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cyberflag.passages.phrases import expression, heard
from cyberflag.replies.clauses import denials, framed, under_condition, without_answer
from cyberflag.replies.mentions import MARKED, ONLINE, OTHER, Named, named

_ACCUSES = ("not-used", "not-aware", "?")
UNDECIDED = "?"
_FLAG_WORDS = frozenset([ONLINE, OTHER, MARKED])
_BE = re.compile(
    r"^\W*(?:(?:is|was|are|were|be|been|being|that|which|we|our|staff|something|anything|one|matter|thing|has|had|have|do|does|did|not|never|quite|entirely|wholly|completely|remains|still|and|term|to|a|simply)\W+)*$"
)
_CRIMES = frozenset(["offences", "crimes", "offence", "crime"])
_DUTY = re.compile(r"\b(?:should|must|to be|ought|need|needed|required|requirement|duty|had to|have to|obligation)\b")
_GENERAL = re.compile(
    r"^(?:all |the )?(?:offences|crimes|incidents|records)(?: recorded)?(?: (?:here|by us|on our systems?|in (?:this|the) force|in this area))? (?:is|are|were|have been|has been) not (?:being |been )?(?:MARKED|given|assigned|put)"
)
_ADDS = re.compile(r"(?:though|although|but|albeit|however)\b")
_DOES = re.compile(r"\bFLAG(?: \w+)? (?:does|do|did|can|could|will|would) not (?:also |itself )?(\w+)")
_EXISTS = frozenset(["exist", "form", "feature", "appear", "apply", "operate", "be", "have", "yet", "come", "exists"])
_DETERMINED = re.compile(
    r"\b(?:no|without|neither|any|lacks?|lacked|lacking|absence of)"
    r"(?: (?:such|other|single|separate|specific|similar|equivalent|special|dedicated|working|kind|form|sort|version|use|place|a|an|any|the|of|for|to))* FLAG\b"
)
_AUXILIARY = re.compile(r"(?:have|has|had|having|got|possess\w*|there (?:is|are|was|were|being))\W*$")
_HAS_FLAG = re.compile(r"(?:\W*(?!been\b|to\b|be\b)\w+){0,5}?\W*FLAG\b")
_FOR_SOME = re.compile(
    r"FLAG (?:for|of|about) (?:the |any |each |all )?(?:children|adults|victims|girls|boys|suspects|ages?|offenders)\b"
)
_RANGE = re.compile(r"\bfrom\b.{3,40}\b(?:to|until)\b")
_MODAL = re.compile(r"\b(?:would|could|can|may|might|should)\b")
_COUNTED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|below|above|table|sheet|figures?|list(?:ed)?|all|total|each|these|those)\b"
)
_LISTED_OBJECT = re.compile(r"MARKED (?:\w+ )?FLAG\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clause says (a flag_use, `?` where its words do not decide, or nothing), and why."""

    use: str = ""
    why: str = ""
    trigger: str = ""
    scoped: bool = False


def verdict(clause: str, before: str, recent: str = "", conditional: bool = False) -> tuple[Verdict, str]:
    """What a clause (as `spoken`) says about the online flag, and the kind of flag it names last, if any.

    `before` and `recent` are the kinds of flag named last and just before; `conditional`: an if stands in front.
    """
    flags = named(without_answer(clause), before, recent)
    found = _judged(flags, conditional, recent)
    if found.use and heard("reply_flag", "part", flags.text):
        found = Verdict(found.use, found.why, found.trigger, True)
    return found, flags.last


def _judged(flags: Named, conditional: bool, recent: str) -> Verdict:
    text = flags.text
    search = _searched(text)
    if search:
        return search
    if not flags.online and recent == ONLINE and _ADDS.match(text) and (partly := heard("reply_flag", "partly", text)):
        return Verdict("used-with-caveat", "not everywhere, not always", partly[0].strip())
    if not flags.online:
        return Verdict("", "about another flag" if OTHER in text else "names no flag")
    told = heard("reply_flag", "told", text)
    if told and len(text[: told.start()].split()) <= 1:
        return Verdict("", "what the requester said")
    if heard("reply_flag", "others", text) and not heard("reply_flag", "own", text):
        return Verdict("", "about others than this force")
    if framed(text):
        return _reversed(text)
    if under_condition(text) or (heard("reply_flag", "condition", text) and not heard("reply_flag", "decided", text)):
        return Verdict("", "said under a condition")
    for rule in _RULES:
        found = rule(text)
        if found and found.use == "not-used" and flags.pronoun and not heard("reply_flag", "sure_use", text):
            return Verdict("", "what is denied may be something else than the flag", found.trigger)
        if found:
            # "if it was by text message, it is not flagged" tells how the flag is used, not that it is not
            return Verdict("", "said under a condition") if conditional and found.use in _ACCUSES else found
    return Verdict("", "the flag is named, and nothing said of its use")


def _searched(text: str) -> Verdict | None:
    match = heard("reply_flag", "search", text)
    if not match:
        return None
    before = text[: match.start()]
    if _MODAL.search(before) or denials(text[: match.end()]):
        return None
    return Verdict("keyword-search", "a search for words was run", match[0].strip())


def _known(text: str) -> Verdict | None:
    for kind, own_denial in (("know_not", 1), ("know", 0)):
        wanted = expression("reply_flag", kind)
        for match in wanted.finditer(text) if wanted else ():
            if not _flag_is_object(text, match):
                continue
            if heard("reply_flag", "partly", text) or heard("reply_flag", "caveat", text):
                return Verdict("used-with-caveat", "not everybody knows the flag", match[0].strip())
            if (denials(text) + own_denial) % 2:
                return Verdict("not-aware", "knowledge of the flag denied", match[0].strip())
            return Verdict("", "knows of the flag, which says nothing of its use", match[0].strip())
    return None


def _flag_is_object(text: str, match: re.Match[str]) -> bool:
    """Is it the flag that is (not) known, and not crimes that carry it?"""
    if ONLINE in match[0]:
        return True
    flag = min((at for at in (text.find(ONLINE, match.end()), text.find(MARKED, match.end())) if at >= 0), default=-1)
    if flag >= 0:
        between = re.findall(r"\w+", text[match.end() : flag])
        if not _CRIMES.isdisjoint(between) and not _DUTY.search(text[match.end() :]):
            return False
        joining = expression("reply_flag", "object")
        return all(joining.fullmatch(word) or word in _FLAG_WORDS for word in between) if joining else not between
    last = text.rfind(ONLINE, 0, match.start())
    return last >= 0 and bool(_BE.match(text[last + len(ONLINE) : match.start()]))


def _started(text: str) -> Verdict | None:
    dated = heard("reply_flag", "date", text)
    denied = denials(text) % 2 == 1
    until = heard("reply_flag", "until", text)
    if denied and ((until and dated) or heard("reply_flag", "then", text)):
        return Verdict("introduced-later", "denied for an earlier time", until[0].strip() if until else "then")
    if denied or not dated or _RANGE.search(text):
        return None
    start = heard("reply_flag", "start", text)
    since = heard("reply_flag", "since", text)
    if start and not text.startswith("the home office"):
        return Verdict("introduced-later", "came in on a day", start[0].strip())
    if (
        since
        and ONLINE in text[: since.start()]
        and heard("reply_flag", "use", text)
        and not re.search(r"crimes?|offences?", text)
    ):
        return Verdict("introduced-later", "in use only since a day", since[0].strip())
    return None


def _reversed(text: str) -> Verdict:
    if denials(text) % 2 == 0 and heard("reply_flag", "use", text):
        return Verdict("used", "the denial is itself denied", "")
    return Verdict("", "a claim about the flag is denied, and nothing said in its place")


def _with_caveat(text: str) -> Verdict | None:
    partly = heard("reply_flag", "partly", text)
    if partly:
        return Verdict("used-with-caveat", "not everywhere, not always", partly[0].strip())
    caveat = heard("reply_flag", "caveat", text)
    if caveat and not _denied(text):
        return Verdict("used-with-caveat", "used, but not well", caveat[0].strip())
    return None


def _ended(text: str) -> Verdict | None:
    ended = heard("reply_flag", "ended", text)
    return Verdict(UNDECIDED, "no longer in use: since when is not said", ended[0].strip()) if ended else None


def _none_counted(text: str) -> Verdict | None:
    """`not one crime carried the flag` is a count of none."""
    crime = heard("reply_flag", "crime", text)
    if not crime or not re.match(r"(?:no|none|not|neither|nil|zero)\b", crime[0]) or denials(text) != 1:
        return None
    carried = heard("reply_flag", "carry", text) or heard("reply_flag", "use", text) or MARKED in text
    return Verdict("used", "no crime carries it: a count of none", crime[0].strip()) if carried else None


def _without_it(text: str) -> Verdict | None:
    """The flag is denied: by the force as a whole, or only of some crimes?"""
    denied = _denied(text)
    if not denied:
        return None
    crime = heard("reply_flag", "crime", text)
    if crime and not (_GENERAL.match(text) and heard("reply_flag", "own", text)):
        none_at_all = re.match(r"(?:no|none|not|neither|nil|zero)\b", crime[0])
        return (
            Verdict("used", "no crime carries it: a count of none", crime[0].strip())
            if none_at_all
            else Verdict("", "some crimes do not carry it", crime[0].strip())
        )
    if _for_another_purpose(text) or _FOR_SOME.search(text):
        return Verdict("", "denied for another purpose only", denied)
    if heard("reply_flag", "data", text) or heard("reply_flag", "fetch", text):
        return Verdict(UNDECIDED, "denied of data on flagged crime, not of the flag", denied)
    return Verdict("not-used", "use of the flag denied", denied)


def _denied(text: str) -> str:
    """The words that deny the flag, where the clause denies it an odd number of times; else empty."""
    if denials(text) % 2 == 0:
        return ""
    does = _DOES.search(text)
    if does and does[1] not in _EXISTS:
        return ""  # what the flag does not tell, not that it is not used
    unused = heard("reply_flag", "unused", text)
    if unused:
        return unused[0].strip()
    determined = _DETERMINED.search(text)
    if determined and not re.match(r"any", determined[0]):
        return determined[0]
    if MARKED in text:
        return _flagging_denied(text)
    real = expression("reply_flag", "denial")
    use = expression("reply_flag", "use")
    if not real or not use:
        return ""
    for no in real.finditer(text):
        for word in use.finditer(text):
            if _means_use(text, word) and _belongs(text, no, word):
                return f"{no[0].strip()} … {word[0].strip()}"
    return ""


def _means_use(text: str, word: re.Match[str]) -> bool:
    """`has no flag` says that there is none; in `has been asked about the flag` the same word says nothing."""
    return not _AUXILIARY.match(word[0]) or bool(_HAS_FLAG.match(text, word.end()))


def _belongs(text: str, no: re.Match[str], use: re.Match[str]) -> bool:
    """Does the denial deny the use, and the use concern the flag?"""
    if no.start() == use.start():
        return True
    between = text[no.end() : use.start()] if no.start() < use.start() else ""
    if heard("reply_flag", "know", f"{between} FLAG") or heard("reply_flag", "know", f"{between}"):
        return False
    gap = text[no.end() : use.start()] if no.start() < use.start() else text[use.end() : no.start()]
    return len(gap.split()) <= 6 and (no.start() < use.start() or len(gap.split()) <= 1)


def _flagging_denied(text: str) -> str:
    """`we do not flag crimes as cyber` denies the flag; `the crime is not flagged` says so of a crime."""
    at = text.index(MARKED)
    head = text[:at]
    if not denials(head):
        return ""
    active = not re.search(r"\b(?:is|are|was|were|be|been|being|get|got)\b(?: \w+){0,3}\W*$", head)
    if active or heard("reply_flag", "own", text):
        return f"{head.strip()} {MARKED}"
    return ""


def _for_another_purpose(text: str) -> bool:
    """Is it said what the flag is not for: "to show which app"?"""
    return bool(heard("reply_flag", "purpose", text[text.find(ONLINE) :]))


def _used(text: str) -> Verdict | None:
    if heard("reply_flag", "fetch", text) or _for_another_purpose(text) or denials(text) % 2:
        return None
    if MARKED in text and (
        _COUNTED.search(text)
        or heard("reply_flag", "own", text)
        or re.search(rf"\b(?:is|are|was|were|be|been) {MARKED}", text)
    ):
        return Verdict("used", "crimes are given as flagged", MARKED)
    word = heard("reply_flag", "use", text) or heard("reply_flag", "carry", text)
    return Verdict("used", "the flag is used", word[0].strip()) if word else None


_RULES: tuple[Callable[[str], Verdict | None], ...] = (
    _known,
    _ended,
    _started,
    _with_caveat,
    _none_counted,
    _without_it,
    _used,
)
