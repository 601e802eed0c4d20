"""What one clause says about the flag: subject, polarity, tense and scope, each by words of data/reply_flag.toml."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from cyberflag import reference
from cyberflag.passages.phrases import expression, heard
from cyberflag.patterns import late
from cyberflag.replies.begun import ended, started, to_come
from cyberflag.replies.caveats import beside_it, with_caveat
from cyberflag.replies.clauses import denials, framed, supposed, under_condition, without_answer
from cyberflag.replies.denial import affirmed_use, denied_flag, denied_use, speaks_of_use
from cyberflag.replies.knowing import known
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import ALL_CRIMES, MARKED, ONLINE, OTHER, Named
from cyberflag.replies.mentions import named
from cyberflag.replies.others import about_others
from cyberflag.replies.searches import searched
from cyberflag.replies.verdict import NO_FLAG, UNDECIDED, Verdict

REQUESTED = "what the requester said"
TITLE, NONE_CARRIES = "a title of flagged crimes", "no crime carries it: a count of none"
OF_IT = "what is denied may be something else than the flag"
DENIED_BESIDE = "the flag is named, and something denied beside it"
_ACCUSES = (*NO_FLAG, UNDECIDED)
_ASKED_CRIMES = late(r"\b(?:sex\w*|child\w*|rapes?|abuse|all|any|every|most|other)\b|\d")
_GENERAL = late(
    rf"(?:^(?:and |but |however |as |because |since )*|\bthat |unfortunately |regrettably )(?:all |the )?{ALL_CRIMES}(?: recorded)?(?: (?:here|locally|(?:by|in|on|within|at) (?:us|(?:this|the|our) (?:force|constabulary|area|systems?|service))))? (?:is|are|were|have been|has been|go|goes|went) not (?:currently |routinely |specifically |separately )?(?:being |been )?(?:MARKED|given|assigned|put|allocated|attributed|issued)"
)
_AS_A_RULE = late(
    rf"(?:^(?:and |but |however |as |because |since )*|\bthat |unfortunately |regrettably ){ALL_CRIMES} (?:are|go) not"
)
_OUR_RECORDS = late(
    r"\b(?:(?:our|the|force) )?records? management (?=systems?\b)|\b(?:our|police|force) (?:crime )?records(?= (?:do|does|have|contain|show|are|hold|cannot|can)\b)"
)
_CRIME_FORM = late(
    r"\bcrime (?=(?:forms?|systems?|screens?|software|database|recorders?|recording|staff|officers?|bureau|managers?|registrars?|desk|department|unit|teams?|management|analysts?|types?|audit|data|input)\b)"
)
_ALL_WITHOUT = late(
    r"\b(?:holds?|keeps?|records?|stores?|logs?) (?:its|our|all|all its|all our) (?:crimes|offences|records) without (?:an?|any|the)\b"
)
_EITHER_WAY = late(r"\b(with|whether) (?:(?:and|or) without|or not)\b")  # denies nothing
_CANNOT_BE = late(
    r"(?:^(?:and |but |as |because |since )*|\bthat |unfortunately |regrettably )(?:an? |any |the )?(?:offences?|crimes?|incidents?|records?) can not (?:currently |presently |yet )?be (?:MARKED|given (?:an? |the )?FLAG)"
)
_IN_ANY_CASE = late(r", whether (?:on|at|in|by|before|during|when|now) .*$")
_FOR_SOME = late(
    r"FLAG (?:for|of|about) (?:the |any |each |all )?(?:children|adults|victims|girls|boys|suspects|ages?|offenders)\b"
)
_NO_FLAG_ON_THESE = late(
    r"(?:nil return\W*|nil\W*|none\W*)?no FLAG (?:on|against|for) (?:any |these |the )?(?:sexual|child|recorded|such|these)\b"
)
_NONE_FLAGGED = late(r"(?:^|[:=]) ?(?:none|nil|zero)(?: (?:was|were|is|are))? MARKED")  # "Rape: none cyber flagged"
_TO_NONE_OF_SOME = late(
    r"FLAG (?:was|were|has been|had been|did) not (?:\w+ ){0,2}?(?:used|applied|set|put|added|attached|given|ticked)(?: \w+)? (?:to|on|for|against|in) any (?!(?:crimes?|offences?|records?|cases?)\b)(?:\w+ ){1,4}?(?:crimes?|offences?|records?|cases?|reports?)\b"
)
_NONE_OF_SOME = late(
    r"(?:and |but |of these,? |of those,? |in (?:the year )?\S+,? )?(?:none|neither|not one|not a single one) of (?:the |these |those |our )?(?P<number>\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)?(?P<what>(?: ?(?!systems?\b|forces?\b|officers?\b|staff\b|units?\b|departments?\b|us\b|had\b|has\b|have\b|carr|bore\b|bear|were\b|was\b|is\b|are\b|use)[\w]+){0,9}) (?:had|has|have|carried|carry|carries|bore|bears|were|was|got|received|showed|shows)\b.*FLAG"
)
_IT_FOLLOWS = late(r"\b(?:therefore|accordingly|consequently|hence|thus|as a result|for (?:this|that) reason)\b")
_TO_NONE = late(
    r"\b(?:was|were|did) not\b.*FLAG.* any (?:crimes?|offences?|records?|cases?)\b.*\d|FLAG (?:was|were|did) not .* any (?:crimes?|offences?|records?|cases?)\b.*\d"
)
_NO_SUCH_FLAG = late(
    r"\bthere (?:is|are|was|were|being) no (?:such |single |separate |dedicated )?FLAG(?! \w+ (?:data|figures|information|crimes|offences)\b)(?! (?:data|figures|information|crimes|offences)\b)"
)
_DO_NOT_FLAG = late(
    r"\b(?:do|does|did|have|has|had|can|could) (?:not|never) (?:yet |currently |ever )?MARKED FLAG (?:crimes|offences|records)$"
)
_NO_COUNT_OF_IT = late(
    r"(?:^|\b(?:is|are|was|were|and|but|rather|so) )not (?:an? |the |of )?(?:(?:count|number|total)s? of )?MARKED(?: FLAG)? (?:counts?|figures?|totals?|numbers?|data|statistics|crimes?|offences?)\b"
)
_UNFLAGGED_COUNT = late(
    r"(?:offences |crimes )?(?:not MARKED(?: FLAG)?|(?:no|without|non|without an?|without the) FLAG)(?: offences| crimes)?\s*[:=]?\s*(?:\d|nil\b|none\b|zero\b)"
)
_STANDS_ON = late(
    r"\bFLAG (?:is|was|were|sits|sat|stands|stood|appears|appeared) (?:on|against) (?:the |all |these |those )?(?:\d|\w+ (?:crimes|offences|records))"
)
_NEAR_FLAG = late(r"(?:\W*\w+){0,4}?\W*FLAG\b")
_CRIMES = late(r"\b(?:offences|crimes)\b")
_FINITE = late(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|should|must|be|been|please|\w+ing|(?!aged|recorded|flagged|reported|committed|involved)\w+ed)\b"
)
_OF_CRIMES = late(
    r"(?<![\d/])(?!(?:19|20)\d\d\b)\d|\b(?:crimes?|offences?|records?|figures?|counts?|data|numbers?|totals?|cases|those|these|all|table|list|sheet)\b"
)
_CRIME_SYSTEM = late(
    r"\bcrime (?:\w+ )?(?:systems?|database)\b|\b(?:any|either|neither|none|no|all|both) (?:\w+ ){0,2}systems?\b"
)
_OF_ALL = late(r"\b(?:neither|nor|both|either)\b")  # "neither the old system nor the new one"
_PARTIAL = late(
    r"\b(?:some|many|several|certain|most|few|newer|new|younger|individual|number of|majority of|proportion of)\b(?: \w+){0,4}? (?:officers|staff|recorders|constables|colleagues|users|teams|personnel)\b|\b(?:an?|one) (?:\w+ )?(?:member of (?:the |our )?(?:staff|team)|clerk|assistant|volunteer|trainee|recruit)\b|\b(?:may|might)\b"
)
_FLAGGED_ONES = late(
    r"^(?:\w+ ){0,6}?\d[\d,]* (?:\w+ ){0,6}?(?:MARKED|(?:with|carrying|bearing|having) (?:the |an? )?FLAG)\b"
)
_MIGHT_BE = late(r"FLAG (?:might|may|could|would) (?:be|mean|refer to|denote|entail)\b")
_FILLED_IN = late(r"\bcomplete (?=(?:the|an?|any|this|that|such|our|it)\b (?:\w+ ){0,2}FLAG|FLAG$)")
_REQUEST_FOR = late(  # what was asked for is not what is said
    r"\b(?:your|this) (?:request|letter|email|enquiry|application|question|correspondence) (?:dated [\w ]{3,20}? )?(?:for|about|on|regarding|concerning|relating to|in relation to|in respect of|with regard to)"
    r"(?: (?!(?:is|are|was|were|has|have|had|will|would|can|could|do|does|did|we|i)\b)\w+){0,8}? (?:MARKED FLAG|MARKED|FLAG)(?: (?:sexual|child|abuse|sex|crimes?|offences?|offending|data|figures|information|statistics))*"
)
_MAY_USE = late(r"\b(?:may|might|could) (?:also |well |perhaps )?(?:use|have|hold|apply|operate)\b")
_WITH_NO = late(r"(?:and |but )?(?:with no|having no|without)\b")
_DENIED_TWICE = late(
    r"\b(?:not|no|never|none|nobody|nothing|unable)\b.*(?:,| and| so| as| because| or| therefore| since) .*\b(?:not|no|never|none|nobody|nothing|unable)\b"
)
_FOR_SUCH = late(
    r"(?<=FLAG) to (?:identify|find|show|denote|record|mark|highlight) (?:these|such|online|cyber|internet)(?: \w+)? (?:crimes|offences|incidents)$"
)
_YEARS = late(r"\b(?:19|20)\d\d(?: \d\d(?:\d\d)?)?\b")
_WHICH_WOULD = late(
    r"FLAG,? (?:that|which) (?:would|might|could) (?:have )?\w+(?: \w+){0,3}?(?= (?:has|have|is|was|had|does|did|can|could|will) not\b)"
)
_COUNTED = late(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|below|above|table|sheet|figures?|list(?:ed)?|spreadsheet|attach(?:ed|ment)|all|total|each|these|those)\b"
)


@reference.remembered(1024)  # the forms of many forces carry the same lines
def verdict(clause: str, before: str, recent: str = "", conditional: bool = False) -> tuple[Verdict, str]:
    """What a clause (as `spoken`) says about the online flag, and the kind of flag it names last, if any.

    `before` and `recent` are the kinds of flag named last and just before; `conditional`: an if stands in front.
    """
    clause = _EITHER_WAY.sub(r"\1", _IN_ANY_CASE.sub("", clause))
    flags = named(without_answer(clause), before, recent)
    text = _FOR_SUCH.sub("", _FILLED_IN.sub("use ", flags.text))
    if purpose := expression("reply_flag", "own_purpose"):
        text = purpose.sub(f"{ONLINE} ", text).strip()
    asked = _REQUEST_FOR.sub("your request", text)
    found = _judged(replace(flags, text=asked), conditional, before, recent)
    if asked != text and ONLINE not in asked:
        found = Verdict("", REQUESTED)
    if found.use == "used" and heard("reply_flag", "other_crime", flags.text) and not _ASKED_CRIMES.search(flags.text):
        found = Verdict("", "used for crimes that are not sexual", found.trigger)
    # a caveat on a part is one on the whole
    part = found.use not in ("", "used-with-caveat") and heard("reply_flag", "part", flags.text)
    if part and found.why != NONE_CARRIES and not _OF_ALL.search(flags.text):
        found = Verdict(found.use, found.why, found.trigger, True)
    return found, flags.last


def _judged(flags: Named, conditional: bool, before: str, recent: str) -> Verdict:
    text = flags.text
    search = searched(text)
    if search:
        return Verdict("", "said under a condition") if conditional else search
    if caveat := beside_it(flags, recent):
        return caveat
    if not flags.online and ONLINE in (before, recent) and _is_not_told_apart(text):
        return Verdict("not-used", "online crime is not told apart from other crime", "distinction")
    if not flags.online:
        return Verdict("", "about another flag" if OTHER in text else "names no flag")
    if _NO_COUNT_OF_IT.search(text) or _UNFLAGGED_COUNT.match(text):
        return Verdict("", "what is counted is something else than flagged crime")
    told = heard("reply_flag", "told", text)
    if told and len(text[: told.start()].split()) <= 1:
        return Verdict("", REQUESTED)
    if about_others(text):
        return Verdict("", "about others than this force")
    if forms("give_out") & set(text.split()) and heard("reply_flag", "data", text):
        return Verdict("", "about giving out figures of flagged crime")
    if framed(text):
        return _reversed(text)
    text = _WHICH_WOULD.sub("FLAG", _MIGHT_BE.sub("FLAG", text))
    if under_condition(text) or supposed(text):
        return Verdict("", "said under a condition")
    for rule in _RULES:
        found = rule(text)
        if found and found.use == "not-used" and flags.pronoun and not _is_sure(text):
            return Verdict("", OF_IT, found.trigger)
        if found:
            # "if it was by text message, it is not flagged" tells how the flag is used, not that it is not
            return Verdict("", "said under a condition") if conditional and found.use in _ACCUSES else found
    if denials(text) % 2 and not flags.pronoun and (speaks_of_use(text) or MARKED in text):
        return Verdict("", DENIED_BESIDE)
    return Verdict("", "the flag is named, and nothing said of its use")


def _is_sure(text: str) -> bool:
    """Is what is said of `it` hardly said of anything but a flag: `do not apply it`, `it is not live`?"""
    return bool(heard("reply_flag", "sure_use", text)) or any(word in forms("sure") for word in text.split())


def _is_not_told_apart(text: str) -> bool:
    """Does a clause deny that crimes of the one kind are told from the other?"""
    told = heard("reply_flag", "told_apart", text)
    return told is not None and denials(text[: told.end()]) % 2 == 1


def _known(text: str) -> Verdict | None:
    found = known(text)
    if found is None:
        return None
    known_, by = found
    if not known_ and _PARTIAL.search(text):
        return Verdict("used-with-caveat", "not everybody knows the flag", by)
    said = text if known_ else text[: text.find(by) + len(by)]  # "unaware that crimes should have the flag"
    if heard("reply_flag", "partly", said) or heard("reply_flag", "caveat", said):
        return Verdict("used-with-caveat", "not everybody knows the flag", by)
    if not known_:
        return Verdict("not-aware", "knowledge of the flag denied", by)
    return Verdict("", "knows of the flag, which says nothing of its use", by)


def _reversed(text: str) -> Verdict:
    if denials(text) % 2 == 0 and speaks_of_use(text):
        return Verdict("used", "the denial is itself denied", "")
    return Verdict("", "a claim about the flag is denied, and nothing said in its place")


def _none_counted(text: str) -> Verdict | None:
    """`not one crime carried the flag` is a count of none."""
    if denials(text) == 1 and (one := heard("reply_flag", "to_one", text) or _TO_NONE_OF_SOME.search(text)):
        return Verdict("used", "not set on one of these crimes: a count of none", one[0])
    if denials(text) == 1 and (none := _TO_NONE.search(text)):
        return Verdict(UNDECIDED, "set on no crime of a year: not in use, or a count of none", none[0])
    if denials(text) == 1 and (none := _NO_FLAG_ON_THESE.match(text)):
        return Verdict(UNDECIDED, "on none of the crimes asked for: not in use, or a count of none", none[0])
    if denials(text) == 1 and (none := _NONE_FLAGGED.search(text)):
        return Verdict("used", NONE_CARRIES, none[0])
    some = _NONE_OF_SOME.match(text)
    if some and denials(text) == 1 and (some["number"] or not forms("crime").isdisjoint(some["what"].split())):
        return Verdict("used", NONE_CARRIES, some[0])
    crime = heard("reply_flag", "crime", _CRIME_FORM.sub("form", _OUR_RECORDS.sub("our system", text)))
    if not crime or not re.match(r"(?:no|none|not|neither|nil|zero)\b", crime[0]) or denials(text) != 1:
        return None
    carried = heard("reply_flag", "carry", text) or speaks_of_use(text) or MARKED in text
    if carried and (follows := _IT_FOLLOWS.search(text)):
        return Verdict(UNDECIDED, "that no crime carries it is said to follow", follows[0])
    return Verdict("used", NONE_CARRIES, crime[0].strip()) if carried else None


def _compulsory(text: str) -> Verdict | None:
    """`an offence cannot be closed until the flag has been answered`."""
    told_by = heard("reply_flag", "told_by", text)
    sure = told_by and denials(told_by[0]) and not denied_flag(text)
    return Verdict("used", "no crime can be closed without it", told_by[0]) if told_by and sure else None


def _without_it(text: str) -> Verdict | None:
    """The flag is denied: by the force as a whole, or only of some crimes?"""
    until = heard("reply_flag", "not_until", text)
    if until and not re.search(r"\d", text[until.end() :]):
        return Verdict("used", "crimes are flagged once something is done", until[0].strip())
    denied = denied_flag(text)
    if not denied:
        data = heard("reply_flag", "data", text)
        if data and denials(text) % 2 and heard("reply_flag", "kept", text):
            return Verdict(UNDECIDED, "denied of data on flagged crime, not of the flag", data[0].strip())
        return None
    crime = heard("reply_flag", "crime", _CRIME_FORM.sub("form", _OUR_RECORDS.sub("our system", text)))
    if (
        crime
        and not _ALL_WITHOUT.search(text)
        and not _CANNOT_BE.search(text)
        and not (_GENERAL.search(text) and (heard("reply_flag", "own", text) or _AS_A_RULE.search(text)))
    ):
        none_at_all = re.match(r"(?:no|none|not|neither|nil|zero)\b", crime[0])
        return (
            Verdict("used", NONE_CARRIES, crime[0].strip())
            if none_at_all
            else Verdict("", "some crimes do not carry it", crime[0].strip())
        )
    if (
        _for_another_purpose(text)
        or _FOR_SOME.search(text)
        or heard("reply_flag", "medium", text)
        or (heard("reply_flag", "other_record", text) and not _CRIME_SYSTEM.search(text))
    ):
        return Verdict("", "denied for another purpose only", denied)
    if (
        not _NO_SUCH_FLAG.search(text)
        and not _DO_NOT_FLAG.search(text)
        and (heard("reply_flag", "data", text) or heard("reply_flag", "fetch", text))
    ):
        return Verdict(UNDECIDED, "denied of data on flagged crime, not of the flag", denied)
    return Verdict("not-used", "use of the flag denied", denied)


def _for_another_purpose(text: str) -> bool:
    """Is it said what the flag is not for: "to show which app"?"""
    purpose = heard("reply_flag", "purpose", text[text.find(ONLINE) :])
    return purpose is not None and "our " not in purpose[0]  # "by our system provider"


def _used(text: str) -> Verdict | None:
    if (some := _FLAGGED_ONES.search(text)) and denials(some[0]) == 0:
        return Verdict("used", "crimes are given as flagged", MARKED)  # "3 of 80 flagged offences had no outcome"
    if (
        _MAY_USE.search(text)
        or heard("reply_flag", "fetch", text)
        or _for_another_purpose(text)
        or denials(text) % 2
        or _denied_apart(text)
    ):
        return None
    if MARKED in text and (
        _COUNTED.search(text)
        or heard("reply_flag", "own", text)
        or re.search(rf"\b(?:is|are|was|were|be|been) {MARKED}", text)
    ):
        return Verdict(
            "used", "crimes are given as flagged" if _FINITE.search(text) or gives_numbers(text) else TITLE, MARKED
        )
    if stands := _STANDS_ON.search(text):
        return Verdict("used", "the flag stands on crimes", stands[0])
    told_by = heard("reply_flag", "told_by", text)
    word = affirmed_use(text) or _carried(text) or (told_by[0].strip() if told_by else "")
    if not word and _CRIMES.search(text) and not _FINITE.search(text):
        return Verdict("used", TITLE, ONLINE)
    return Verdict("used", "the flag is used", word) if word else None


def _denied_apart(text: str) -> bool:
    """Are two things denied, one of them the flag, and not a denial: `is not used, and we have no figures`?"""
    return bool((_DENIED_TWICE.search(text) or _WITH_NO.match(text)) and denied_use(text))


def gives_numbers(text: str) -> bool:
    """Is there a number in a clause, besides years?"""
    return bool(re.search(r"\d|\b(?:nil|none|zero)\b", _YEARS.sub("", text)))


def _carried(text: str) -> str:
    """The word by which crimes are said to carry the flag; empty for none."""
    carry = expression("reply_flag", "carry")
    if not carry or not _OF_CRIMES.search(text):
        return ""
    return next((one[0].strip() for one in carry.finditer(text) if _NEAR_FLAG.match(text, one.end())), "")


_RULES: tuple[Callable[[str], Verdict | None], ...] = (
    _known,
    ended,
    to_come,
    started,
    with_caveat,
    _compulsory,
    _none_counted,
    _without_it,
    _used,
)
