"""Where a clause speaks of a flag, and of which: the online flag, another one, or the one named before."""

from __future__ import annotations

import re

from cyberflag.passages.phrases import expression, heard
from cyberflag.patterns import late
from cyberflag.replies.flagging import fold_verbs
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import CYBER, MARKED, ONLINE, OTHER, Named, is_neutral, kind_of
from cyberflag.replies.pronouns import stands_for, term_for
from cyberflag.words import flags

_ONE_FOR_IT = late(
    rf"\b(?:one|any|none|equivalent|counterpart|anything|such thing) (?:for|to show|to mark|denoting) {CYBER}(?: (?:enabled|related|dependent))?(?: (?:crimes?|offences?|offending))?\b"
)
_LEFT_WORDS = 5
_PLACE = r"(?:\W{1,2}(?:on|in|within) (?:our|the|this|any|its)(?: (?!for\b|of\b|to\b|that\b|which\b)\w+){1,3})?"
_RIGHT = late(
    rf"{_PLACE}\W{{1,2}}(?:for|of|(?:specific|dedicated|particular|unique|relating|related) to|to show|to say|to mark|in which|by which|that|which|as|called|named|known as|indicating|denoting|showing|about|on)((?: \w+){{1,6}})"
)
_OTHER_THINGS = frozenset(
    ["word", "words", "term", "terms", "such", "and", "or", "but", "is", "are", "was", "were", "not"]
)
_NAMES_MORE = late(
    rf"{_PLACE}\W{{1,2}}(?:for|about|(?:specific|dedicated|particular|unique|relating|related) to|of(?! (?:which|whom|this|that|the)\b)|to show|to mark|indicating|called|named) "
)
_NAME_GOES_ON = late(
    r"(?:\W(?:enabled|related|facilitated|based|dependent|assisted|crimes?|offences?|offending|abuse|involvement|elements?|activity))+\b"
)
_WHICH_ONE = late(
    r"\W(?:in question|concerned|(?:that |which )?you (?:describe|mention|refer to|ask about|name|speak of|have in mind|quote))\b"
)
_FIELD_FOR = late(
    rf"\b(?:fields?|box(?:es)?|facility|facilities|options?|means|way|ways|place|column|mechanism|methods?|process|procedure|ability|function|code|entry|tick|provision)"
    rf"(?: (?:on|in|within) (?:our|the|this|any) (?:[\w']+ ){{0,4}}?[\w']+)? (?:(?:in|by|with|on|through) which |whereby |that |for |of |to )"
    rf"(?:(?:officers|staff|users|recorders|we|one|an officer|us) )?(?:to |can |could |may |will |would |be |is |are |for |of |that )*"
    rf"(?:flags?|flagging|tags?|tagging|notes?|noting|noted|shows?|showing|shown|says?|records?|recording|recorded|indicates?|indicating|indicated|marks?|marking|marked|denotes?|denoting|captures?|capturing|captured|tells?|signify|signifying|registers?|registering)"
    rf" (?:that |whether |if |when |where |how far )?(?:the |an? |any |some )?(?:\w+ ){{0,3}}?(?:is |was |were |has |had |took place |having |been |flagged |marked |tagged |being |committed |carried out |took |as |the |via |by means of |through |over |on |used |use of |using |involving |involved )*{CYBER}\b"
    rf"(?: (?:was|is|were) (?:used|involved))?(?: (?:enabled|related|facilitated|dependent))?(?: (?:crimes?|offences?|offending|incidents?)\b)?"
)  # `a field in which to note that a crime was online` is the flag
_OBJECT = late(r" (?:the|an?|any|this|that|it|such|our|every|each)\b")  # "officers tick the marker"
_IS_A = late(r"(?P<subject>\b\w+)? (?:is|are|was|remains)(?: (?:not|only|just|still|now|currently|simply))* (?:an? )?$")
_SEARCHED = late(r"\W*(?:based |word |text )?(?:search|quer|trawl|list)")
_POSSESSIVE = late(r"\b(FLAG|OTHER)'?s\b")


def named(clause: str, before: str, recent: str = "") -> Named:
    """The clause (as `spoken`) with its flags folded.

    `before` is the kind of flag named last before it, which "the flag" means; `recent` the kind named in the clause
    or sentence just before, which "it" means.
    """
    clause = _FIELD_FOR.sub("cyber flag", _ONE_FOR_IT.sub("cyber flag", clause))
    text, kinds = fold_verbs(clause, before, recent)
    text, more = _nouns(text, before)
    kinds += more
    if not kinds and (term := term_for(text, recent or before)):
        return term
    if not kinds and recent:
        return stands_for(text, recent)
    return Named(text, kinds[-1] if kinds else "")


def _nouns(text: str, before: str) -> tuple[str, list[str]]:
    nouns = expression("reply_flag", "noun")
    kinds: list[str] = []
    done = 0
    pieces: list[str] = []
    for match in nouns.finditer(text) if nouns else ():
        if match.start() < done:
            continue
        end = len(text[: match.end()].rstrip(" ,.;:()"))
        start = _left(text, match.start(), end, done)
        phrase = text[start:end]
        if not flags.names_flag(phrase):
            end, phrase = _with_words_behind(text, start, end)
        if more := _WHICH_ONE.match(text, end):
            end = more.end()
        kind = kind_of(phrase, before)
        weak = heard("reply_flag", "weak_noun", match[0])
        if weak and (
            _is_predicate(text, done, start)
            or _OBJECT.match(text, end)
            or _SEARCHED.match(text, end)
            or not _is_called_a_flag(phrase, kind, before)
        ):
            continue
        kinds.append(kind)
        pieces += [text[done:start], kind]
        done = end
    return _POSSESSIVE.sub(r"\1", "".join([*pieces, text[done:]])), kinds


def _is_predicate(text: str, done: int, start: int) -> bool:
    """Is a field or a box only what the flag, or `it`, is said to be: `the flag is not a mandatory field`?"""
    found = _IS_A.search(text, done, start)
    return found is not None and (found.start() == done > 0 or found["subject"] in ("it", "this", "that", "which"))


def _is_called_a_flag(phrase: str, kind: str, before: str) -> bool:
    """Is a field or a box meant as a flag: `cyber field`, `hate crime category`, `such a field` behind a flag?"""
    if kind == ONLINE:
        return flags.names_flag(f"{phrase} flag") or bool(before)
    return flags.other_flag(f"{phrase} flag")


def _with_words_behind(text: str, start: int, end: int) -> tuple[int, str]:
    """Where a noun phrase ends and what names it, with words behind the noun: `flag for cyber enabled crime`."""
    right = _RIGHT.match(text, end)
    if right:
        for word in re.finditer(r" \w+", right[1]):
            if word[0].strip() in _OTHER_THINGS:
                break
            stop = right.start(1) + word.end()
            if flags.names_flag(text[start:stop]):
                more = _NAME_GOES_ON.match(text, stop)
                return more.end() if more else stop, text[start:stop]
        if _NAMES_MORE.match(right[0]) and not is_neutral(_first_words(right[0])):
            return end, f"{text[start:end]} {_first_words(right[0])}"  # "the flag for domestic abuse"
    return end, text[start:end]


def _first_words(text: str) -> str:
    """The first words of a phrase, up to its verb."""
    return re.split(
        r" (?:is|are|was|were|has|have|had|does|do|did|can|will|would|not|in|on|by|exists?|existed|here|within|at|anywhere|locally|across|currently)\b",
        text.strip(),
    )[0]


def _is_verb(word: str) -> bool:
    """Is a word before the name of a flag what is done with it, and no part of the name: `publish cyber flag figures`?"""
    return word.endswith("ly") or any(word in forms(kind) for kind in ("use", "hold", "know", "give_out"))


def _left(text: str, at: int, end: int, least: int) -> int:
    """Where the noun phrase begins whose noun stands at a place."""
    start = at
    for word in reversed(list(re.finditer(r"[\w']+", text[least:at]))[-_LEFT_WORDS:]):
        gap = text[least + word.end() : start]
        if word[0] in forms("stop") or gap.strip(" (") or word[0] in (ONLINE, OTHER, MARKED):
            break
        if flags.names_flag(text[start:end]) and _is_verb(word[0]):
            break
        start = least + word.start()
    return start
