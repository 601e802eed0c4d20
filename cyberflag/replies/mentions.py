"""Where a clause speaks of a flag, and of which: the online flag, another one, or the one named before."""

from __future__ import annotations

import re

from msgspec import Struct

from cyberflag import reference
from cyberflag.passages.phrases import expression, heard
from cyberflag.patterns import late
from cyberflag.replies.lexicon import forms
from cyberflag.words import flags

ONLINE, OTHER, MARKED = "FLAG", "OTHER", "MARKED"

_LEFT_WORDS = 5
_PLACE = r"(?:\W{1,2}(?:on|in|within) (?:our|the|this|any|its)(?: (?!for\b|of\b|to\b|that\b|which\b)\w+){1,3})?"
_RIGHT = late(
    rf"{_PLACE}\W{{1,2}}(?:for|of|to show|to say|to mark|in which|by which|that|which|as|called|named|known as|indicating|denoting|showing|about|on)((?: \w+){{1,6}})"
)
_OTHER_THINGS = frozenset(
    ["word", "words", "term", "terms", "such", "and", "or", "but", "is", "are", "was", "were", "not"]
)
_CYBER = r"(?:cyber\w*|online|internet|digital\w*|web|computer)"
_NAMES_MORE = late(rf"{_PLACE}\W{{1,2}}(?:for|about|of|to show|to mark|indicating|called|named) ")
_VERB = late(
    r"\b(?P<verb>flag|flags|flagged|flagging|mark|marks|marked|marking|tag|tags|tagged|tagging|label|labels|labelled|labelling"
    r"|designat(?:e|es|ed|ing)|denot(?:e|es|ed|ing))\b"
    rf"(?P<what>(?: (?!and\b|but\b|or\b)\w+){{0,5}}?) (?:as|being|under|benign) (?:\w+ ){{0,3}}?{_CYBER}(?: (?:crimes?|enabled|dependent|related|offences?|facilitated|in nature|based|involved|involving|elements?|aspects?|components?))*"
)
_FOR_IT = late(
    r"\b(?P<verb>flagged|flagging|tagged|tagging|marked|marking|labelled|labelling)"
    rf"(?P<what>(?: (?!and\b|but\b|or\b)\w+){{0,4}}?) (?:for|with) an? {_CYBER}(?: (?:element|aspect|component|dimension|angle))?"
)
_GO_UNFLAGGED = late(
    r"\b(go|goes|went|gone|going|left|leave|leaves|remain|remains|stay|stays|are|is|were|was|be|been) un(flagged|marked|tagged)\b(?! (?:offences?|crimes?|records?|incidents?|cases))"
)
_ONE_FOR_IT = late(
    rf"\b(?:one|any|none) (?:for|to show|to mark|denoting) {_CYBER}(?: (?:enabled|related|dependent))?(?: (?:crimes?|offences?|offending))?\b"
)
_SHOWING = late(
    rf"\b(?P<verb>denot(?:e|es|ed|ing)|indicat(?:e|es|ed|ing)|show(?:s|ing)?|record(?:s|ing)?)(?P<what> (?:that|whether|if) (?:\w+ ){{1,4}})"
    rf"(?:was|is|were|are|as) (?:\w+ ){{0,2}}?{_CYBER}(?: (?:crimes?|enabled|dependent|related|facilitated|based))*"
)
_COMPOUND = late(rf"\b{_CYBER}(?: (?:crime|enabled|dependent|related))? (?:flagged|marked|tagged)\b")
_THEN_FLAGGED = late(
    rf"\b{_CYBER} (?:crimes?|offences?|offending)(?: (?:to be|being|should be|must be|(?:are|were|had|have|was) to be))? (?:flagged|marked|tagged)\b"
)
_BARE_VERB = late(
    r"\b(?:flagged|flagging|tagged)\b|(?<=\bnobody )flags\b|(?<=\bone )flags\b|(?<=\bforce )flags\b|(?<=\bconstabulary )flags\b|(?<=\bstaff )flag\b|(?<=\bofficers )flag\b|(?<=\bto )flag\b|(?<=\bnot )flag\b|(?<=\bwe )flag\b|(?<=\bnever )flag\b"
)
_CYBER_NEAR = late(rf"^(?:\W+\w+){{0,4}}?\W+{_CYBER}\b")
_SORTED_BY = late(
    r"^(?:\W+(?!(?:is|was|has|had|did|began|started)\b)\w+){0,3}?\W+(?:by|according)\b(?!(?: \w+){0,4}? (?:officers?|bureau|units?|staff|teams?|recorders?|registrar|force|department|us|them|hand|supervisors?|police|constabulary|clerks?|desk)\b)"
)
_ADDED = late(r"(?:new|further|additional|other)\b.*s$")
_GERUND = late(r"(?:^|\b(?:the|of|for|practice|by|because|since|as|that|but|although|though|while|whilst) )$")
_IN_THIS_WAY = late(
    r"\b(?:flag|mark|tag|label)(?:s|ged|ked|led|ging|king)?(?: \w+){0,3}? (?:in (?:this|that|such a|the same) (?:manner|way|fashion)|thus|accordingly)\b"
)
_SUNDRY = late(
    r"\b(?:any|all|same|various|other|different|own|whatever)(?: \w+)? (?:(?:flags|markers|tags|codes|qualifiers|keywords)(?:, | or | and | )){2,3}"
    r"|\b(?:any|all|same|various|other|different|own|whatever)(?: \w+)? (?:flags|markers|tags)(?:,| or| and) \w+s\b"
)
_FLAGGING = late(
    rf"\b{_CYBER}(?: (?:crimes?|enabled|dependent|related|offences?))? (?:flagging|tagging|marking)(?: of (?:the |all |our )?(?:crimes?|offences|records|incidents))?\b"
)
_PRONOUN = late(
    r"^(?P<before>(?:(?:and|but|so|also|however|yet|indeed|therefore|as|since|although|though|because|that|which) ){0,2})"
    r"(?P<word>its use|its|it|this|that|which|the latter|the same|they(?= (?:are|were|have been) not (?:something|used|in use|part|applied|available|present|there)\b))\b"
    r"|\b(?:without|use|uses|used|have|has|had|got|given|fill|take|accept|support|accommodate|display|see|find|switch|select|selects|selected|apply|adopt|adopted|applied|operated|utilise|utilised|enabled|add|added|against|know|tick|set|introduced|implemented|operate|carry|carries|carried|bear|bears|bore|apply|applies|complete|populate|recognise|completing|using|ticking|setting|applying|adding|populating) (?P<object>(?:it|one|them|the thing)\b|this(?=\W*$| here| in | on | until| before))"
    r"|\b(?P<ought>it)(?= (?:ought to|should) have been (?:set|used|applied|ticked|added)\b)"
    r"|\b(?:of|across) (?P<of>(?:it|one)\b|this(?=\W*$| here| in | on | until| before))|\b(?:in|with|to|for|on|about|over) (?P<use>its use|its application|its completion)\b"
    r"|\bfor (?P<for>it|one)(?=\W*$)"
)
_IS_THE_REQUEST = late(
    r"(?:it|this|which) (?:has been|has|is|was|will be) (?:now |being |also )?(?:logged|received|registered|allocated|acknowledged|passed|given|dealt|processed|considered|refused|assigned|receiving)\b"
)
_TERM = late(
    r"\b(?:the|this|that|your|such a) (?:term|terms|phrase|concept|terminology|expression|requirement|duty|obligation)\b(?! (?:of|for|in|and|that)\b)"
    r"|(?:(?<=this is )|(?<=it is ))(?:a|one) (?:requirement|duty|obligation)(?= (?:that|which|of)\b)"
    r"|\bwhat (?:it is (?:that )?)?you (?:are |were |might |may )?(?:referring to|refer to|mean|describe|are asking (?:about|for)|have in mind)\b"
    r"|\bwhat (?:it|this|that) (?:is|was|means|meant)\b"
)
_NO_SUCH = late(
    r"\bno such (?:thing|facility|option|mechanism|process|practice|function|functionality|arrangement|measure|device)\b"
)
_DO_SO = late(r"\b(?:do|does|did|doing|done) so\b")
_HAD_TO_DO_IT = late(
    r"\b((?:(?:had|have|asked|meant|supposed|required|expected|obliged|ought) to|should) )(?:be doing|do) (?:this|that|it)\b"
)
_NO_SUBJECT = late(r"(?:and|but|yet|though) (?=(?:is|was|has|often|frequently|seldom|rarely|sometimes|not)\b)")
_POSSESSIVE = late(r"\b(FLAG|OTHER)'?s\b")
_STOPS = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "no",
        "this",
        "that",
        "such",
        "our",
        "its",
        "each",
        "every",
        "these",
        "those",
        "all",
        "of",
        "to",
        "with",
        "by",
        "in",
        "on",
        "for",
        "and",
        "as",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "not",
        "use",
        "uses",
        "used",
        "using",
        "apply",
        "carry",
        "carries",
        "bear",
        "had",
        "add",
        "attach",
        "called",
        "named",
        "do",
        "does",
        "did",
        "we",
        "it",
        "they",
        "set",
        "put",
        "term",
        "phrase",
        "name",
        "word",
        "words",
        "expression",
        "so",
        "without",
        "lack",
        "lacks",
        "lacking",
        "whose",
        "both",
        "per",
        "from",
        "via",
        "under",
        "about",
    ]
)


class Named(Struct, frozen=True):
    """A clause with its flags folded to FLAG, OTHER, MARKED; `last` is the kind named last, empty for none."""

    text: str
    last: str = ""
    pronoun: bool = False  # the flag was named only as "it"

    @property
    def online(self) -> bool:
        """Does the clause speak of the online flag?"""
        return ONLINE in self.text


def named(clause: str, before: str, recent: str = "") -> Named:
    """The clause (as `spoken`) with its flags folded.

    `before` is the kind of flag named last before it, which "the flag" means; `recent` the kind named in the clause
    or sentence just before, which "it" means.
    """
    clause = _ONE_FOR_IT.sub("cyber flag", clause)
    text, kinds = _verbs(_GO_UNFLAGGED.sub(r"\1 not \2", clause), before, recent)
    text, more = _nouns(text, before)
    kinds += more
    if not kinds and (recent or before) and (term := _TERM.search(text)):
        stands_for = recent or before
        return Named(f"{text[: term.start()]}{stands_for} {text[term.end() :]}", stands_for, True)
    if not kinds and recent:
        return _pronoun(text, recent)
    return Named(text, kinds[-1] if kinds else "")


def _kind(words: str, before: str) -> str:
    # "cyber category" is a name of the flag as much as "cyber flag"
    if flags.names_flag(f"{words} flag") and not flags.other_flag(words):
        return ONLINE
    if flags.other_flag(words) or not _neutral(words) or _ADDED.match(words):
        return OTHER
    return before or ONLINE


@reference.remembered()
def _neutral(words: str) -> bool:
    """Does nothing in a noun phrase tell one flag from another?"""
    plain_words = frozenset(reference.words("reply_flag", "plain_flag", "words"))
    return all(word in plain_words for word in re.findall(r"\w+", words))


def _verbs(clause: str, before: str, recent: str) -> tuple[str, list[str]]:
    kinds: list[str] = []

    def fold(match: re.Match[str]) -> str:
        kind = _kind("cyber flag" if not match.groupdict().get("what") else f"{match['what']} cyber flag", before)
        kinds.append(kind)
        if _GERUND.search(clause[: match.start()]) and match[0].split()[0].endswith("ing"):
            return kind  # "the flagging of crimes as cyber" is the flag
        return f"{MARKED}{match.groupdict().get('what') or ''} {kind}"

    text = _THEN_FLAGGED.sub(f"{MARKED} cyber flag", clause)
    text = _COMPOUND.sub(
        fold,
        _SHOWING.sub(
            fold, _FOR_IT.sub(fold, _VERB.sub(fold, _FLAGGING.sub("cyber flag", _SUNDRY.sub(f"{OTHER} ", text))))
        ),
    )
    if not kinds and (recent or before) and _IN_THIS_WAY.search(text):
        kinds.append(recent or before)
        text = _IN_THIS_WAY.sub(f"{MARKED} {kinds[0]}", text)
    if not kinds and (match := _BARE_VERB.search(text)):
        rest = text[match.end() :]
        kind = _kind_flagged(rest, before)
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
    return OTHER if _SORTED_BY.match(rest) else before


def _thing_flagged(rest: str) -> bool:
    """Is it a website or an app that is (not) flagged?"""
    thing = heard("reply_flag", "other_thing", rest)
    return bool(thing) and len(rest[: thing.start()].split()) <= 5 if thing else False


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
        kind = _kind(phrase, before)
        if heard("reply_flag", "weak_noun", match[0]) and not _is_called_a_flag(phrase, kind, before):
            continue
        kinds.append(kind)
        pieces += [text[done:start], kind]
        done = end
    return _POSSESSIVE.sub(r"\1", "".join([*pieces, text[done:]])), kinds


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
                return stop, text[start:stop]
        if _NAMES_MORE.match(right[0]) and not _neutral(_first_words(right[0])):
            return end, f"{text[start:end]} {_first_words(right[0])}"  # "the flag for domestic abuse"
    return end, text[start:end]


def _first_words(text: str) -> str:
    """The first words of a phrase, up to its verb."""
    return re.split(r" (?:is|are|was|were|has|have|had|does|do|did|can|will|would|not|in|on|by)\b", text.strip())[0]


def _is_verb(word: str) -> bool:
    """Is a word before the name of a flag what is done with it, and no part of the name: `publish cyber flag figures`?"""
    return word.endswith("ly") or any(word in forms(kind) for kind in ("use", "hold", "know", "give_out"))


def _left(text: str, at: int, end: int, least: int) -> int:
    """Where the noun phrase begins whose noun stands at a place."""
    start = at
    for word in reversed(list(re.finditer(r"[\w']+", text[least:at]))[-_LEFT_WORDS:]):
        gap = text[least + word.end() : start]
        if word[0] in _STOPS or gap.strip(" (") or word[0] in (ONLINE, OTHER, MARKED):
            break
        if flags.names_flag(text[start:end]) and _is_verb(word[0]):
            break
        start = least + word.start()
    return start


def _pronoun(text: str, before: str) -> Named:
    text = _HAD_TO_DO_IT.sub(r"\1do so", text)
    if _DO_SO.search(text):
        return Named(_DO_SO.sub(f"use {before}", text), before, True)
    match = _PRONOUN.search(text)
    if (bare := _NO_SUBJECT.match(text)) and not (match and match["object"]):
        return Named(f"{bare[0]}{before} {text[bare.end() :]}", before, True)
    if _NO_SUCH.search(text):
        return Named(_NO_SUCH.sub(f"no {before}", text), before)
    if not match or _IS_THE_REQUEST.match(text):
        return Named(text)
    group = next(name for name in ("word", "object", "ought", "of", "use", "for") if match[name])
    word, start = match[group], match.start(group)
    stands_for = f"{before} use" if word.startswith("its ") else before
    return Named(text[:start] + stands_for + text[start + len(word) :], before, True)
