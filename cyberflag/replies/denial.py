"""What a word of denial denies: followed to the first word of weight behind it, which must concern the flag."""

from __future__ import annotations

import re

from msgspec import Struct

from cyberflag.passages.phrases import expression, heard
from cyberflag.patterns import late
from cyberflag.replies.clauses import as_we, denials
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import ALL_CRIMES, MARKED, ONLINE

_WORD = late(r"[\w']+")
_NEGATIVES = frozenset(["not", "no", "never", "none", "neither", "nobody", "nothing", "nor", "nowhere", "without"])
_LACK = frozenset(["lack", "lacks", "lacked", "lacking"])
_ABSENT_AS = frozenset(["system", "systems", "place", "part", "role", "presence", "equivalent", "counterpart"])
_GIVEN = frozenset(
    [
        "given",
        "assigned",
        "provided",
        "issued",
        "supplied",
        "fitted",
        "equipped",
        "allowed",
        "permitted",
        "asked",
        "built",
        "delivered",
        "designed",
        "shipped",
        "sold",
    ]
)
_BEGIN = frozenset(["start", "begin", "commence", "now", "soon", "shortly", "to", "using", "applying"])
_ADDED = frozenset(["new", "further", "additional"])
_BEFORE_ANOTHER = frozenset(
    [
        "about",
        "on",
        "regarding",
        "concerning",
        "of",
        "for",
        "with",
        "in",
        "to",
        "from",
        "by",
        "against",
        "under",
        "than",
    ]
)
_ARTICLES = frozenset(["a", "an", "the", "any", "this", "that", "such", "our"])
_OF_A_NOUN = frozenset(["no", "without", "neither", "none", "nobody", "nothing", *_LACK])
_SYSTEM = frozenset(["system", "systems", "software", "database"])
_PRONOUNS = frozenset(["nobody", "none", "nothing", "neither"])
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "got"])
_SELF = frozenset(["we", "i", "they", "officers", "staff", "force", "constabulary", "service", "nobody", "one", "who"])
_ASKS = frozenset(["who", "whose", "whether", "when", "why", "how", "where"])
_AS_A_RULE = late(  # `crimes are not flagged`, but `those crimes are not`, `the crime was not`
    rf"(?:^|\bthat )(?:and |but |however |as |because |since )*{ALL_CRIMES} are not (?:currently |presently |specifically |separately )?(?:being )?MARKED"
)
_AT_NO_TIME = late(r"\bat no (?:time|point|stage|moment)\b")
_WHICH_IT_LACKS = late(
    rf"{ONLINE} (?:that |which )?((?:\w+ ){{0,9}}?\w+) (?:(?:do|does|did|has done|have done|gets? by|manages?) without|lacks?)$"
)
_NEITHER_NOR = late(
    r"\bneither (?:[\w'.]+ ){1,7}?nor (?:[\w'.]+ ){1,7}?(?=(?:is|are|was|were|has|have|had|does|do|did|can|could|will|uses?|used|holds?|contains?|supports?|offers?|provides?|allows?|includes?|features?|came|comes|knew|knows|recogni[sz]e[ds]?|had)\b)"
)
_IN_ITS_ABSENCE = late(rf"\b(?:in the absence|for want|for lack) of (?:an?|any|such an?) {ONLINE}\b")
_RATHER_THAN = late(rf"\bOTHER (?:\w+ ){{0,3}}?(?:rather than|instead of|and not|not) (?:an?|the|any) {ONLINE}")
_BUSY = late(
    r"\b(?:is|are|was|were|am|been|make|makes|made|making|started|began|begun|start|begin|stopped|stop|ceased|kept|keep|keeps|continue|continued)(?: (?:not|now|currently|all|still|already|only|also|actively|routinely|therefore|never))* $"
)
_NEEDED = late(rf"{ONLINE}(?: \w+)? (?:is|was|were|are|be|being) (?:needed|required|necessary|warranted|called)\b")
_DOES = late(r"\bFLAG(?: \w+)? (?:does|do|did|can|could|will|would) not (?:also |itself )?(\w+)")
_EXISTS = frozenset(["exist", "form", "feature", "appear", "apply", "operate", "be", "have", "yet", "come", "exists"])
_APPLY_TO = late(r"\W+to (?!us\b|this\b|our\b|the force\b|crimes?\b|offences?\b|any\b)")
_MOST_GAP, _MOST_REACH, _MOST_JOINED = 10, 16, 8


class _Denial(Struct, frozen=True):
    """One denial in a clause: where it begins, and where what it denies may begin."""

    words: list[str]
    start: int
    at: int

    @property
    def of_a_noun(self) -> bool:
        """Does it deny that there is a thing (`no flag`), not that something is done?"""
        return self.words[self.start] in _OF_A_NOUN

    @property
    def gap(self) -> list[str] | None:
        """The words from the flag that is their subject up to the denial; None where no flag stands so before it."""
        flags = [i for i, word in enumerate(self.words[: self.start]) if word == ONLINE]
        if not flags:
            return None
        head = [word for word in self.words[max(0, flags[-1] - 3) : flags[-1]] if word not in _ARTICLES]
        return None if head and head[-1] in _BEFORE_ANOTHER else self.words[flags[-1] + 1 : self.start]


def denied_flag(text: str) -> str:
    """The words that deny the flag, where the clause denies it an odd number of times; else empty."""
    if _IN_ITS_ABSENCE.search(text) or _RATHER_THAN.search(text):
        return "in the absence of"
    if denials(text) % 2 == 0:
        return ""
    does = _DOES.search(text)
    if does and does[1] not in _EXISTS | forms("exist") | {"take"}:
        return ""  # what the flag does not tell, not that it is not used
    if does and does[1] == "apply" and _APPLY_TO.match(text, does.end()):
        return ""  # what the flag does not cover
    unused = heard("reply_flag", "unused", text)
    if unused:
        return unused[0].strip()
    if MARKED in text:
        return _flagging_denied(text)
    return denied_use(text)


def _flagging_denied(text: str) -> str:
    """`we do not flag crimes as cyber` denies the flag; `the crime is not flagged` says so of a crime."""
    denied = denied_use(text)
    head = text[: text.index(MARKED)]
    passive = re.search(r"\b(?:is|are|was|were|be|been|being|get|got)\b(?: (?!to\b)\w+){0,3}\W*$", head)
    told_of_all = heard("reply_flag", "own", text) or _AS_A_RULE.search(text)
    return "" if passive and denials(head) and not told_of_all else denied


def denied_use(text: str) -> str:
    """The words of a clause that deny that the flag is used or there; empty where a denial denies something else."""
    if _NEEDED.search(text):
        return ""
    words = _WORD.findall(_without_asides(text))
    for start in range(len(words)):
        if (length := _length(words, start)) and (reached := _reached(_Denial(words, start, start + length))) >= 0:
            return f"{words[start]} … {words[reached]}"
    return ""


def _without_asides(text: str) -> str:
    """The clause without `at present`, `in this force`, and with `the use of the flag` as the flag."""
    aside, naming = expression("reply_flag", "aside"), expression("reply_flag", "use_of")
    plain = _WHICH_IT_LACKS.sub(rf"\1 lacks {ONLINE}", _AT_NO_TIME.sub("never", as_we(text)))
    plain = _NEITHER_NOR.sub(_as_nobody, plain)
    plain = aside.sub(" ", plain) if aside else plain
    return naming.sub(_as_the_flag, plain) if naming else plain


def _as_the_flag(match: re.Match[str]) -> str:
    """`the use of the flag` as the flag; in `are using the flag` it is said what is done."""
    doing = match[0].split()[0].endswith(("ing", "use")) and _BUSY.search(match.string[: match.start()])
    return match[0] if doing else f"{ONLINE} "


def _as_nobody(match: re.Match[str]) -> str:
    """`neither the old system nor its successor was` as `neither was`; not where victims or ages are spoken of."""
    told = set(_WORD.findall(match[0]))
    spared = told & (forms("thing") | {ONLINE, MARKED, "OTHER", "crime", "crimes", "offence", "offences"})
    return match[0] if spared else "neither "


def put_off(text: str) -> str:
    """The word that says that the flag was put off or turned down; empty where it is said of something else."""
    words: list[str] = _WORD.findall(_without_asides(text))
    for at, word in enumerate(words):
        if word in forms("put_off"):
            behind = [one for one in words[at + 1 : at + 6] if one not in forms("join")]
            if behind[:1] == [ONLINE] or _gap_is_plain(_Denial(words, at, at)):
                return word
    return ""


def speaks_of_use(text: str) -> bool:
    """Is there a word of using, having or being there beside the flag, whether denied or not?"""
    words = _WORD.findall(text)
    return any(_is_done(word) or word in _LACK or word in forms("state") or word in forms("exist") for word in words)


def affirmed_use(text: str) -> str:
    """The word of a clause that says that the flag is used or there; empty where it says something else."""
    words: list[str] = _WORD.findall(_without_asides(text))
    for at, word in enumerate(words):
        whole = _Denial(words, at, at)
        if _is_done(word) and _concerns(whole, at):
            return word
        if _is_there(whole, word):
            return word
    return ""


def _length(words: list[str], at: int) -> int:
    """How many words a denial takes that begins at a place; 0 for none."""
    two = expression("reply_flag", "forgone")
    if two and two.fullmatch(" ".join(words[at : at + 2])):
        return 2
    return 1 if words[at] in _NEGATIVES or words[at] in _LACK or words[at] in forms("deny") else 0


def _reached(denial: _Denial) -> int:
    """Where a denial comes to rest on the flag or on its use; -1 where it denies something else."""
    words, facility, strange = denial.words, False, False
    person = words[denial.start] in _PRONOUNS
    for at in range(denial.at, min(len(words), denial.at + _MOST_REACH)):
        word = words[at].removesuffix("'s")
        if word in _ASKS and words[at + 1 : at + 2] != ["to"] and not denial.of_a_noun:
            return -1
        if word in (ONLINE, MARKED):
            return at if not strange and _is_lacking(denial, at, facility) else -1
        if (
            _is_done(word)
            and (not denial.of_a_noun or person or facility or words[denial.start] == "without")
            and _concerns(denial, at)
        ):
            return at
        if _is_there(denial, word) or (word in _SYSTEM and words[denial.at] in ("on", "in") and _gap_is_plain(denial)):
            return at
        person = person or (denial.of_a_noun and word in forms("person"))
        facility = facility or word in forms("facility")
        if word not in _NEGATIVES and not any(word in forms(kind) for kind in ("link", "join", "facility", "person")):
            if not person or words[at - 1] in _BE:
                return -1
            strange = True  # `no one who sits in this office uses …`
    return -1


def _is_lacking(denial: _Denial, at: int, facility: bool) -> bool:
    """A flag straight behind its denial: `no flag`, `not a flag`, `no means of a flag`, but `not by the flag`."""
    between = denial.words[denial.at : at]
    if denial.of_a_noun:
        return not (_ADDED & set(between))
    plain = (
        denial.words[at] == MARKED
        or denial.words[denial.start] not in ("not", "never", "nor")
        or not (_BEFORE_ANOTHER - {"to", "in"}) & set(between)
    )
    return facility or (plain and at - denial.start <= 10)


def _is_done(word: str) -> bool:
    return word in forms("use") or word in forms("hold")


def done_with_flag(words: list[str], at: int) -> bool:
    """Is what is done, from a place on, to use or to have the flag: `(to) apply the flag`, `start to use it`?"""
    while at < len(words) and not _is_done(words[at]) and (words[at] in forms("link") or words[at] in _BEGIN):
        at += 1
    return (
        at < len(words)
        and _is_done(words[at])
        and ONLINE in words[at + 1 : at + 8]
        and _concerns(_Denial(words, at, at), at)
    )


def _is_there(denial: _Denial, word: str) -> bool:
    """`the flag is not live`, `the flag does not exist`: a denial of a flag named before it."""
    there = word in _ABSENT_AS if denial.of_a_noun else word in forms("state") or word in forms("exist")
    return there and _gap_is_plain(denial)


def _concerns(denial: _Denial, verb: int) -> bool:
    """Is the flag the object of what is not done, or in the passive its subject?"""
    words = denial.words
    passive = _passive(words, verb) or denial.gap == []
    for at, word in enumerate(words[verb + 1 : verb + 1 + _MOST_JOINED], verb + 1):
        if word in _ASKS and words[at + 1 : at + 2] != ["to"]:
            break  # `does not record who sets the flag`
        if word in (ONLINE, MARKED):
            if passive and denial.of_a_noun and words[verb] not in _GIVEN:
                return False  # `no site is recorded with the flag`
            return not passive or not forms("thing") & set(words[: denial.start])
        if not any(word in forms(kind) for kind in ("join", "person", "link", "use", "facility")):
            break
    if passive:
        return words[verb] in forms("use") and _gap_is_plain(denial)
    return bool(_SELF & set(denial.gap or ())) and _gap_is_plain(denial)


def _passive(words: list[str], verb: int) -> bool:
    """Is a verb in the passive: `been (widely) used`, not `been asked to use`?"""
    if words[verb].endswith("ing"):
        return False  # "no officer is using the flag"
    for word in reversed(words[:verb]):
        if word in _BE:
            return True
        if word in _SELF:
            return False  # `the flag is something we have never had`
        if word == "to" or (word not in forms("link") and word not in _NEGATIVES):
            return False
    return False


def _gap_is_plain(denial: _Denial) -> bool:
    """Does nothing stand between the flag and the denial behind it that could be what is denied instead?"""
    gap = denial.gap
    return gap is not None and len(gap) <= _MOST_GAP and not forms("thing") & set(gap)
