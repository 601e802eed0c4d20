"""Who speaks in a letter: the echoed request, the force, boilerplate, earlier mail; questions and their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cyberflag.grid import Document, Passage, Sheet, fold
from cyberflag.issues import Where
from cyberflag.passages.phrases import heard, spoken
from cyberflag.passages.questions import enumerated, label_of
from cyberflag.passages.sentences import Sentence, split
from cyberflag.passages.sentences import sentences as all_sentences
from cyberflag.passages.speakers import (
    ANSWER_MARK,
    BOILERPLATE,
    FORCE,
    QUESTION_MARK,
    REQUESTER,
    VERB_ENDING,
    Listener,
    heading_speaker,
    is_boilerplate,
    is_furniture,
    marker_of,
    parted,
)
from cyberflag.patterns import late

__all__ = ["Said", "sentences", "spoken", "tables_asked", "who_speaks"]

_SENTENCE_WORDS = 4
_NUMBER_CELL = late(r"(?:(?:Q|question)\.? ?)?(?P<number>\d{1,2}[a-h]?|[a-h])[.)]?(?:\.0)?", re.IGNORECASE)
_NUMBER_HEAD = late(r"(?:no|nr|number)s?\.?:?", re.IGNORECASE)
_QUESTION_HEAD = late(r"questions?\b(?: asked)?:?(?: |$)(?!\d)", re.IGNORECASE)


class Said(Struct, frozen=True):
    """A sentence with its place and speaker: force, requester, boilerplate or earlier (mail).

    `question` is the number it asks or answers (`2`, `1a`, `2 and 3`), `asked` the words of that question,
    `heading` the nearest line above that names what follows, `body` its own words without the number.
    """

    where: Where
    text: str
    speaker: str = FORCE
    question: str = ""
    sentence: int = 0
    asked: str = ""
    heading: str = ""
    paragraph: int = 0
    line: int = 0
    body: str = ""


def who_speaks(document: Document) -> list[Said]:
    """Every sentence of a document with its speaker, and answers matched to the questions asked."""
    found = all_sentences(document)
    listener = Listener(_answers_follow(found))
    said: list[Said] = []
    paragraph = -1
    for at, sentence in enumerate(found):
        speaker = listener.speaker(at, sentence, sentence.paragraph != paragraph)
        paragraph = sentence.paragraph
        mark = ANSWER_MARK.match(sentence.text) if listener.lettered and speaker == FORCE else None
        one = _said(sentence, speaker, at)
        said.append(replace(one, question="", body=sentence.text[mark.end() :]) if mark else one)
    return _answered(_asked_first([_of_columns(one, said[n + 1 : n + 2]) for n, one in enumerate(said)]))


def _of_columns(one: Said, following: Sequence[Said]) -> Said:
    """`No`, before `Question` and `Response`, heads a column of numbers and answers nothing."""
    heads = _NUMBER_HEAD.fullmatch(one.text) and any(_QUESTION_HEAD.match(after.text) for after in following)
    return replace(one, speaker=BOILERPLATE) if heads else one


def tables_asked(document: Document, said: Sequence[Said]) -> set[int]:
    """The tables that stand in the echoed request: behind the requester's words, with the heading of the answer below.

    Where each question stands above its own table, no such heading follows, and the table is the answer; nor is one
    asked that the force says it filled in.
    """
    if any(one.speaker == FORCE and heard("passages", "filled_in", spoken(one.body)) for one in said):
        return set()
    speaking: dict[Where, list[Said]] = {}
    for one in said:
        speaking.setdefault(one.where, []).append(one)
    found: set[int] = set()
    waiting: list[int] = []
    last = ""
    for kind, index in document.order:
        if kind == "sheet" and last == REQUESTER:
            waiting.append(index)
        for one in speaking.get(document.passages[index].where, []) if kind == "passage" else []:
            if one.speaker == BOILERPLATE and heading_speaker(one.text.rstrip(" :.")) == FORCE:
                found |= set(waiting)
            if one.speaker != REQUESTER:
                waiting = []
            last = one.speaker if one.speaker in (REQUESTER, FORCE) else last
    return found


def sentences(sheet: Sheet) -> list[Said]:
    """The sentences in long text cells of a sheet, in the voice of the force; the place is the cell."""
    found: list[Said] = []
    numbers: set[str] = set()  # of the questions of a form
    asked: dict[int, str] = {}  # the question that a row begins with
    for row, column in sheet.cells():
        value = sheet.value(row, column)
        if not isinstance(value, str) or (len(value.split()) < _SENTENCE_WORDS and row not in asked):
            continue
        for text in split(fold(value)):
            one = _cell_said(text, sheet.where(row, column), row, len(found))
            if row in asked:
                one = replace(one, speaker=FORCE, asked=asked[row])
            number = _number_on_form(one, found)
            if number and number not in numbers:
                numbers.add(number)
                one = replace(one, speaker=REQUESTER)
            found.append(one)
        if value.rstrip().endswith("?"):
            asked.setdefault(row, fold(value))
    return _numbered(found, {row: _number_of_row(sheet, row, text) for row, text in asked.items()})


def _number_of_row(sheet: Sheet, row: int, question: str) -> str:
    """The number of the question of a row, before its words or in the first cell; empty for none."""
    label = label_of(question)
    if label:
        return label.name
    first = _NUMBER_CELL.fullmatch(sheet.text(row, 0).strip())
    return first["number"].lower() if first else ""


def _numbered(said: list[Said], numbers: dict[int, str]) -> list[Said]:
    """The sentences of rows that ask and answer, with the numbers of the questions where each has one of its own."""
    if len(numbers) < 2 or "" in numbers.values() or len(set(numbers.values())) < len(numbers):
        return said
    return [replace(one, question=numbers[one.paragraph]) if one.paragraph in numbers else one for one in said]


def _number_on_form(one: Said, above: Sequence[Said]) -> str:
    """The number of `Q1. Total number of offences` on a form that the requester sent: the question, not its answer."""
    mark = QUESTION_MARK.match(one.text)
    asks = mark is not None and not VERB_ENDING.search(one.text) and not re.search(r"\d", one.text[mark.end() :])
    return mark["number"] if mark and asks and any(said.speaker == REQUESTER for said in above) else ""


def _cell_said(text: str, where: Where, row: int, number: int) -> Said:
    said = spoken(text)
    quiet = is_boilerplate(said) or is_furniture(text, said)
    asks = Listener([False]).speaker(0, Sentence(_passage(where, text), text, row, row), True) == REQUESTER
    speaker = BOILERPLATE if quiet else REQUESTER if asks else FORCE
    return Said(where, text, speaker, sentence=number, paragraph=row, line=row, body=text)


def _answers_follow(found: Sequence[Sentence]) -> list[bool]:
    """For each sentence: does the next heading below open an answer?"""
    follow: list[bool] = []
    next_is_answer = False
    for sentence in reversed(found):
        follow.append(next_is_answer)
        marker = marker_of(sentence) if sentence.passage.kind in ("text", "heading", "item") else None
        if marker:
            next_is_answer = marker[0] == FORCE
    return follow[::-1]


def _said(sentence: Sentence, speaker: str, at: int) -> Said:
    label = sentence.label
    return Said(
        sentence.passage.where,
        sentence.text,
        speaker,
        label.name if label else "",
        at,
        paragraph=sentence.paragraph,
        line=sentence.line,
        body=sentence.text[label.end :] if label else _behind_heading(sentence, speaker),
    )


def _behind_heading(sentence: Sentence, speaker: str) -> str:
    """The words of an answer behind its heading on the same line: `ANSWER TO BOTH - Yes`."""
    if speaker == FORCE and marker_of(sentence) == (FORCE, False):
        return parted(sentence.text)[2].strip()
    return sentence.text


def _passage(where: Where, text: str) -> Passage:
    return Passage(where.cell, text, "text", where.file)


def _asked_first(said: list[Said]) -> list[Said]:
    """Numbered lines whose numbers come round again are the questions, where nothing marks the request."""
    if any(one.speaker == REQUESTER for one in said):
        return said
    last = {number: one.sentence for one in said if one.speaker == FORCE for number in _numbers(one.question)}
    asked: set[int] = set()
    for one in said:
        numbers = _numbers(one.question)
        if numbers and one.speaker == FORCE and not heard("passages", "force", spoken(one.body)):
            again = min(last[number] for number in numbers)
            asked |= {one.sentence} if again > one.sentence and one.paragraph != said[again].paragraph else set()
    return [
        replace(one, speaker=REQUESTER) if one.sentence in asked or _same_part(one, said, asked) else one
        for one in said
    ]


def _same_part(one: Said, said: Sequence[Said], asked: set[int]) -> bool:
    """The last question of a paragraph of questions needs no repeat to be one."""
    return bool(one.question) and any(said[i].paragraph == one.paragraph for i in asked)


def _numbers(question: str) -> list[str]:
    return question.split(" and ") if question else []


def _questions(said: Sequence[Said]) -> dict[str, str]:
    """The words of each numbered question."""
    texts: dict[str, list[str]] = {}
    current: list[str] = []
    paragraph = -1
    for one in said:
        if one.speaker != REQUESTER:
            continue
        current = _numbers(one.question) or (current if one.paragraph == paragraph else [])
        paragraph = one.paragraph
        for number in current:
            texts.setdefault(number, []).append(one.body)
        for number, text in () if current else enumerated(one.body):
            texts.setdefault(number, []).append(text)
    return {number: " ".join(parts) for number, parts in texts.items()}


def _answered(said: list[Said]) -> list[Said]:
    """Each sentence of the force with the question it answers, by number or by following it, and its heading."""
    questions = _questions(said)
    everything = " ".join(one.body for one in said if one.speaker == REQUESTER)
    interleaved = _interleaved(said)
    current, heading, numbered = "", "", False
    found: list[Said] = []
    for at, one in enumerate(said):
        numbered = numbered or (one.speaker == FORCE and bool(one.question))
        if one.speaker == REQUESTER:
            # "2. You ask what advice was given. This is refused." below an answer with a number answers the second
            again = numbered and at + 1 < len(said) and said[at + 1].paragraph == one.paragraph
            current = one.question or current if interleaved else (one.question if again else "")
            heading = ""
            found.append(one)
            continue
        if one.question:
            current, heading = _as_asked(questions, one.question), ""
        answers = current if one.speaker == FORCE else ""
        asked = _asked(questions, current) or everything
        found.append(replace(one, question=answers, asked=asked, heading=heading))
        if one.body.endswith(":") and len(one.body.split()) <= 30:
            heading = one.body
    return found


def _as_asked(questions: dict[str, str], question: str) -> str:
    """`1` for `1a` where only `1` was asked as a question of its own."""
    names = [n if n in questions or n[:-1] not in questions else n[:-1] for n in _numbers(question)]
    return " and ".join(dict.fromkeys(names))


def _asked(questions: dict[str, str], question: str) -> str:
    """The words of a question; of `1a` those of `1` where `1a` was not asked by itself."""
    texts = [questions.get(n) or questions.get(n.rstrip("abcdefgh")) or "" for n in _numbers(question)]
    return " ".join(text for text in texts if text)


def _interleaved(said: Sequence[Said]) -> bool:
    """Does each question stand above its own answer?"""
    changes = 0
    asking = False
    for one in said:
        if one.speaker == REQUESTER and one.question:
            asking = True
        elif one.speaker == FORCE and asking:
            changes, asking = changes + 1, False
    return changes > 1
