"""Who speaks a sentence: what was asked, what the force answers, what stands in every letter."""

from __future__ import annotations

import re

from msgspec import Struct, field

from cyberflag.passages.phrases import heard, spoken
from cyberflag.passages.questions import Label, label_of
from cyberflag.passages.sentences import Sentence
from cyberflag.patterns import late
from cyberflag.words.periods.pieces import MONTH

FORCE, REQUESTER, BOILERPLATE, EARLIER = "force", "requester", "boilerplate", "earlier"

_HEADING_WORDS = 8
_SUBJECT_WORDS = 18
_MOST_NAMED = 25
_YOU_ASK = late(
    r"[\s.:)–—-]*you (?:have |had |also |then )*(?:ask|want|request|wish|would like|seek|sought|enquire|inquire)",
    re.IGNORECASE,
)
_MAIL_HEAD = late(r"(?:from|sent|to|subject|date|cc):\s|.*\bwrote:$|-+ ?original message", re.IGNORECASE)
_OPENS = late(r"(?::|\bfollowing\.?|\bas follows\.?|\bbelow\.?|\bthis\.?)$", re.IGNORECASE)
_OPENS_A_LIST = late(r"\b(?:following(?: \w+){0,2}|(?:as follows|below|these questions))\W*$")
_COUNT_FIRST = late(r"\W*(?:there (?:was|were) )?(?!(?:19|20)\d\d\b)\d[\d,]*\s", re.IGNORECASE)
_REFERENCE = late(
    r"(?:(?:FOIA?|(?:your |our )?ref(?:erence)?\.?|request)(?: no\.?| number|:)? ?(?:\d{2,7}|none|n/a)\W*){1,2}"
    r"|\W*"
    r"|\D{0,60}\d{1,6}[A-Z]?(?:\s?/\s?|[_-])\d{2,4}(?:[/_-]\d{1,4})?(?: \((?:linked|see|previously|also|our|your|formerly)\b[^()]{0,30}\))?\W{0,3}",
    re.IGNORECASE,
)
_FINANCIAL_YEAR = late(r"[a-z]{3}\W{1,3}(?:19|20)(\d\d)\s?[/–-]\s?(?:19|20)?(\d\d)\W*$", re.IGNORECASE)
_YEAR_ALONE = late(
    r"\W*(?:\w[.)]\s+)?(?:\D{0,60}\b(?:in|of|to|for|year|figures|data) )?(?:FY\s?(?:19|20)?|(?:19|20))(\d\d)\s?[/–-]\s?(?:19|20)?(\d\d)\W*",
    re.IGNORECASE,
)
_OF_A_REFERENCE = late(r"\b(?:foia?|ref|reference|request|case|log|our|your|no|number)\b", re.IGNORECASE)
_DATE = late(
    rf"(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? (?:19|20)\d\d\b|\b\d\d?[./]\d\d?[./](?:19|20)?\d\d\b",
    re.IGNORECASE,
)
_VALUE_LINE = late(r"[^.?!]{0,60}(?:[-–—:=]\s*|^)\d[\d,]*\W*")
_NAMING = late(  # the numbers of a line that name it or its period, and count nothing
    rf"\b(?:[A-Z]{{1,5}}[ -]?)?\d{{1,6}}(?:[/_-]\d{{1,6}})+|\b(?:19|20)\d\d\b|\b(?:under|over|aged?|no\.?|ref\.?|foia?|request|section|schedule) \d{{1,7}}s?\b(?:[/_-]\d{{1,6}})*|\b\d{{1,2}} {MONTH}\b",
    re.IGNORECASE,
)
_SMALL = frozenset(["and", "of", "the", "for", "police", "constabulary", "service"])
_FORCE_NAME = late(r"\b(?:police|constabulary)\b", re.IGNORECASE)
_HEADING_END = late(r"([A-Za-z][A-Za-z ]{3,30}?)( [-–—] )(?=\S)")
QUESTION_MARK, ANSWER_MARK = late(r"Q\s?(?P<number>\d{0,2})\s?[.:)]\s*(?=\S)"), late(r"A\s?\d{0,2}\s?[.:)]\s*(?=\S)")
_FOR_THIS_REASON = late(
    r"(?::|\bbecause\b|\bsince\b|\bgiven that\b|\bas\b) ((?:\w+ ){0,4}?(?:flags?|flagging|markers?|tags?) .+)$"
)
_IN_THAT_CASE = late(r"if (?:there (?:is|are) (?:no|none)|not|so|none)\b.*\bplease\b")
_I_DO = late(r"(?:i|we) [a-z]{3,}\b")  # "I put this to our crime unit", but no initial of a name
_RELATIVE = late(r"\b(?:who|which|that)\b")
_SHORT_ANSWER = late(r"(?:yes|no|none|nil|neither|never|n a|not applicable|not known|unknown)\W*")
_ANSWERING = late(r"\b(?:answers?|responses?|reply|replies|decision|requests?|questions?)\b")
_ASKS = late(
    r"(?:\W?\w{1,3}[.)] )?(?:is|are|does|do|did|has|have|was|were|whether) (?:the|your|this|there|you|any|officers|force|police|it|flag|cyber|online)\b[^.!]*[^.!]"
)
_TELLS_WHAT = late(r"\w (?:for|about|on|concerning|regarding) \w+ \w", re.IGNORECASE)
_OF_A_THING = late(
    r"\b(?:the|a|an|any|this|that|such|no) (?:\w+ ){0,3}(?:flags?|markers?|tags?|terms?|phrase|qualifier|duty|requirement|expression|description|kind|sort|category|field|box|code|practice|concept)"
    r"(?: (?:which|that|(?:to|of|for|about) which))? $"
)
_WROTE = late(r"On .{4,90}\bwrote:$")
VERB_ENDING = late(r"\b(?:is|are|was|were|has|have|had|does|do|did|can|will|may|not)\b")


class Listener(Struct):
    """Follows a letter sentence by sentence; `state` is who speaks where nothing else tells."""

    answers_follow: list[bool]  # by sentence: does an answer heading stand further below, before a request heading?
    state: str = ""  # "" before anything was marked, then requester or force
    marked: bool = False  # was the state set by a heading, so that only another heading or the force ends it?
    spoken_in_state: int = 0
    block: int = -1  # paragraph that is boilerplate from its first sentence on
    inline: int = -1  # paragraph that is a request from its first words on (`Request: …`)
    retold: int = -1  # the paragraph in which the force tells again what was asked
    lettered: bool = False  # do `Q.` and `A.` stand before question and answer?
    was_question: bool = False  # did the last sentence ask?
    paragraph: int = -1  # of the last numbered question
    asked: set[str] = field(default_factory=set)  # numbers of the questions heard so far

    def speaker(self, at: int, sentence: Sentence, first: bool) -> str:
        """Who speaks this sentence; `first` in its paragraph."""
        speaker = self._by_kind(at, sentence) or self._by_text(at, sentence, first)
        self.was_question = speaker == REQUESTER and sentence.text.endswith("?")
        if speaker == REQUESTER and sentence.label:
            self.asked |= set(sentence.label.numbers)
            self.paragraph = sentence.paragraph
        return speaker

    def _by_text(self, at: int, sentence: Sentence, first: bool) -> str:
        text = spoken(sentence.text)
        if _WROTE.match(sentence.text):
            return BOILERPLATE
        if is_notes_heading(sentence.text, text):
            self.state, self.marked = BOILERPLATE, True
            return BOILERPLATE
        marker = marker_of(sentence) or self._by_letter(sentence.text)
        if marker and not self._answers_by_number(marker[0], sentence, text):
            return self._mark(marker, sentence)
        if is_boilerplate(text) and (self.state != REQUESTER or not self.answers_follow[at]):
            if heard("passages", "boilerplate_block", text) and first:
                self.block = sentence.paragraph
            return BOILERPLATE
        if self.block == sentence.paragraph and heard("passages", "block_end", text):
            self.block = -1  # "Section 12 provides that … The request is accordingly refused."
            return FORCE
        if self.block == sentence.paragraph or is_furniture(sentence.text, text):
            return BOILERPLATE
        if self.state != BOILERPLATE and is_subject(sentence.text, text):
            return REQUESTER
        return self._by_words(at, sentence, text)

    def _by_letter(self, text: str) -> tuple[str, bool] | None:
        """`Q. …` asks, and behind it `A. …` answers."""
        if (mark := QUESTION_MARK.match(text)) and (not mark["number"] or text.endswith("?")):
            self.lettered = True
            return REQUESTER, False
        return (FORCE, False) if self.lettered and ANSWER_MARK.match(text) else None

    def _by_kind(self, at: int, sentence: Sentence) -> str:
        kind = sentence.passage.kind
        if kind in ("furniture", "subject", "sender"):
            return BOILERPLATE
        if kind == "quote":
            if _MAIL_HEAD.match(sentence.text):
                self.block = -2  # what follows in quotation is earlier mail
            kept = self.state == REQUESTER and self.marked and self.answers_follow[at]
            self.state = self.state if kept else FORCE
            self.spoken_in_state += 1
            return EARLIER if self.block == -2 else REQUESTER
        return ""

    def _answers_by_number(self, who: str, sentence: Sentence, text: str) -> bool:
        """Is `Question 2: …` below the request the answer to it, and not the question again?"""
        if who != REQUESTER or not sentence.label or self.state != FORCE:
            return False
        asked_already = bool(set(sentence.label.numbers) & self.asked)
        return not sentence.text.endswith("?") and (asked_already or bool(heard("passages", "referral", text)))

    def _comes_again(self, sentence: Sentence) -> bool:
        """Was this number asked in an earlier paragraph, so that now it is answered?"""
        again = bool(sentence.label) and set(sentence.label.numbers if sentence.label else ()) <= self.asked
        return again and sentence.paragraph != self.paragraph and not sentence.text.endswith("?")

    def _mark(self, marker: tuple[str, bool], sentence: Sentence) -> str:
        self.state, alone = marker
        self.inline = -1
        self.marked, self.spoken_in_state = True, 0
        if alone:
            # `Request for cyber flagged offences` is itself what was asked
            self.spoken_in_state = int(bool(self.state == REQUESTER and _TELLS_WHAT.search(sentence.text)))
            return BOILERPLATE
        if self.state == REQUESTER:
            self.inline = sentence.paragraph
            self.spoken_in_state = 1
            rest = sentence.text[sentence.label.end :] if sentence.label else ""
            self.retold = sentence.paragraph if _YOU_ASK.match(rest) else -1
        return self.state

    def _by_words(self, at: int, sentence: Sentence, text: str) -> str:
        if self.state == BOILERPLATE:
            return BOILERPLATE
        if self.state == REQUESTER:
            return self._while_asked(at, sentence, text)
        if is_echo(text):
            if _OPENS.search(sentence.text):
                self.state, self.marked, self.spoken_in_state = REQUESTER, True, 0
            return REQUESTER
        asks = is_requester(sentence.text, text)
        if asks and _OPENS_A_LIST.search(text):  # "please could you provide me with the following information:"
            self.state, self.marked, self.spoken_in_state = REQUESTER, True, 0
        return REQUESTER if asks else FORCE

    def _while_asked(self, at: int, sentence: Sentence, text: str) -> str:
        if self.was_question and _SHORT_ANSWER.fullmatch(text):
            return FORCE
        answered = self.retold == sentence.paragraph and not (is_requester(sentence.text, text) or is_echo(text))
        if answered or (self._comes_again(sentence) and not self.answers_follow[at]):
            self.state, self.marked = FORCE, False
            return FORCE
        ended = self.spoken_in_state and sentence.paragraph != self.inline and not self.answers_follow[at]
        force = self.inline >= 0 or heard("passages", "force", text) or _VALUE_LINE.fullmatch(sentence.text)
        if ended and force and not is_requester(sentence.text, text):
            self.state, self.marked = FORCE, False
            return FORCE
        self.spoken_in_state += 1
        return REQUESTER


def marker_of(sentence: Sentence) -> tuple[str, bool] | None:
    """The speaker whom a heading opens, and whether the heading stands alone on its line; None for no heading."""
    text = sentence.text
    head, colon, rest = parted(text)
    if colon and rest.strip() and len(head.split()) <= 4:
        who = heading_speaker(head)
        if who == REQUESTER and label_of(head) and _is_answer(rest):
            who = FORCE
        return (who, False) if who else None
    if (
        sentence.label
        and sentence.label.end < len(text)
        and (len(text.split()) <= 12 or _only_names(text, sentence.label))
    ):
        who = heading_speaker(text[: sentence.label.end])
        told = who == REQUESTER and _tells_a_count(text[sentence.label.end :])
        return (who, False) if who and not told else None
    if len(text.split()) > _HEADING_WORDS or (text.endswith(".") and not _OPENS.search(text)):
        return None
    who = heading_speaker(text.rstrip(" :.-–—"))
    return (who, True) if who else None


def _is_answer(rest: str) -> bool:
    """Do the words behind `Question 1:` answer it: `Not held`, `see above`, `70 flagged offences`?"""
    said = spoken(rest)
    answers = _SHORT_ANSWER.fullmatch(said) or heard("passages", "answers", said) or heard("passages", "own_deed", said)
    return answers is not None and answers.start() == 0 and not rest.rstrip().endswith("?")


def _tells_a_count(rest: str) -> bool:
    """Does a numbered line answer: `Question 1 - 20 offences had the flag`?"""
    telling = _COUNT_FIRST.match(rest) and VERB_ENDING.search(spoken(rest))
    return bool(telling) and not rest.rstrip().endswith("?")


def _only_names(text: str, label: Label) -> bool:
    """Does a numbered line name what is asked, without a verb and without a count: `Question 1. Flagged offences, 2015/16`?"""
    rest = text[label.end :]
    return len(text.split()) <= _MOST_NAMED and not VERB_ENDING.search(spoken(rest)) and not _holds_a_count(rest)


def _holds_a_count(text: str) -> bool:
    """Is there a number in a line besides those that name it or its period?"""
    return bool(re.search(r"\d", _NAMING.sub("", text)))


def parted(text: str) -> tuple[str, str, str]:
    """A line parted behind its heading: `ANSWER TO BOTH - Yes`, `Answer: yes`."""
    match = _HEADING_END.match(text)
    return (match[1], match[2], text[match.end() :]) if match else text.partition(":")


def heading_speaker(text: str) -> str:
    """Whom a short line opens: `YOUR REQUEST` the requester, `Our answer` the force, else nobody."""
    said = spoken(text)
    if not said or "?" in text or said.split()[0] in ("if", "please", "dear", "the", "no", "not"):
        return ""
    deed = heard("passages", "own_deed", said)  # "We hold nothing which would answer this."
    if heard("passages", "title", said) or _is_office(said) or (deed and not deed.start()):
        return ""
    if heard("passages", "answer_heading", said) and not VERB_ENDING.search(said):
        return FORCE
    labelled = label_of(text)
    if re.search(r"\d", said) and not labelled:
        return ""
    if heard("passages", "request_heading", said) and not re.search(r"\b(?:is|was|not|please|we|has|can)\b", said):
        return REQUESTER
    return ""


def _is_office(said: str) -> bool:
    """Is a short line the title of a person or an office: `Disclosure Adviser`?"""
    return bool(heard("passages", "furniture", said)) and not _ANSWERING.search(said)


def is_boilerplate(said: str) -> bool:
    """Does a sentence (as `spoken`) stand in the letters of every force?"""
    if heard("passages", "boilerplate_block", said):
        return True
    reason = _FOR_THIS_REASON.search(said)  # "treat this with caution: the flag is often missed"
    said = reason[1] if reason else said
    turn = heard("passages", "own_turn", said)  # "Other forces may use it, but we do not"
    said = said[turn.start() :] if turn else said
    return bool(heard("passages", "boilerplate", said)) and not heard("passages", "no_boilerplate", said)


def is_notes_heading(text: str, said: str) -> bool:
    """Does a short line head notes that stand in every letter: `GENERAL NOTES FOR APPLICANTS`?"""
    short = len(said.split()) <= _HEADING_WORDS and not text.rstrip().endswith((".", "?", ","))
    return short and not VERB_ENDING.search(said) and bool(heard("passages", "notes_heading", said))


def is_furniture(text: str, said: str) -> bool:
    """Is a line a greeting, a letterhead, a reference or a signature?"""
    words = said.split()
    if len(words) > 9 or _I_DO.match(said) or VERB_ENDING.search(said) or _RELATIVE.search(said) or is_echo(said):
        return False
    a_time = ends_in_a_year(text) or _heads_a_year(text) or len(_DATE.findall(text)) > 1
    if (_REFERENCE.fullmatch(_DATE.sub("", text, 1)) and not a_time) or _is_name_line(text):
        return True
    if heard("passages", "contact", said) or (len(words) <= 5 and heard("passages", "title", said)):
        return True
    return len(words) <= 8 and not re.search(r"\d{1,2}$", text) and bool(heard("passages", "furniture", said))


def ends_in_a_year(text: str) -> bool:
    """Does a line name a financial year and no reference: `Offences by age of victim 2015/16`?"""
    return _is_year(_FINANCIAL_YEAR.search(text), text)


def _heads_a_year(text: str) -> bool:
    """Is a line the heading of a year: `2014/15`, `Offences in 2014-15`, `FY14/15`?"""
    return _is_year(_YEAR_ALONE.fullmatch(text), text)


def _is_year(years: re.Match[str] | None, text: str) -> bool:
    """Do two years follow on one another, and are they no part of a reference?"""
    return years is not None and (int(years[1]) + 1) % 100 == int(years[2]) and not _OF_A_REFERENCE.search(text)


def is_subject(text: str, said: str) -> bool:
    """Does a line only name what was asked: `Subject: flagged offences`, `FOI REQUEST 331/16 (Cyber flagged offences)`?"""
    if text.rstrip().endswith((".", ";", ",")) or len(said.split()) > _SUBJECT_WORDS or VERB_ENDING.search(said):
        return False
    head = heard("passages", "subject", said)
    return head is not None and not head.start() and not _holds_a_count(text)


def _is_name_line(text: str) -> bool:
    """Is a line nothing but the name of a force: `Barset Police, Records Unit`?"""
    words = re.findall(r"[^\W\d_]+", text)
    named = bool(_FORCE_NAME.search(text)) and not re.search(r"\d", text)
    return named and all(word[0].isupper() or word in _SMALL for word in words)


def is_echo(said: str) -> bool:
    """Does the force tell in this sentence (as `spoken`) what it was asked?"""
    echo = heard("passages", "echo", said)
    if not echo or _OF_A_THING.search(said[: echo.start()]) or heard("passages", "no_echo", said):
        return False
    own = heard("passages", "own_deed", said[: echo.start()])  # "we do not hold what you are seeking"
    return not own or bool(heard("passages", "recall", said[own.start() : echo.start()]))


def is_requester(text: str, said: str) -> bool:
    """Is this sentence a question, or in the words of someone who asks?"""
    if _IN_THAT_CASE.match(said):
        return True
    if heard("passages", "referral", said):
        return False
    asks = text.rstrip("'\"’”) ").endswith("?") or _ASKS.fullmatch(said)
    return bool(asks or heard("passages", "requester", said))
