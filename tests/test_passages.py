"""Who speaks, and which question is answered: tables of sentences and small letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from cyberflag import reference
from cyberflag.grid import Document, Passage, Sheet
from cyberflag.passages import sentences, tables_asked, who_speaks
from cyberflag.passages.phrases import heard, pattern, spoken
from cyberflag.passages.questions import enumerated, label_of
from cyberflag.passages.sentences import split
from cyberflag.passages.speakers import (
    heading_speaker,
    is_boilerplate,
    is_echo,
    is_furniture,
    is_notes_heading,
    is_requester,
    is_subject,
)
from cyberflag.readers.letters import txt


@contextmanager
def without(name: str, kind: str, entry: Any) -> Iterator[None]:
    """Read as if an entry of a data file were not there."""
    entries = reference.entries(name, kind)
    at = entries.index(entry)
    entries.remove(entry)
    reference.extend()
    try:
        yield
    finally:
        entries.insert(at, entry)
        reference.extend()


def letter(text: str, format: str = "txt") -> Document:
    """A letter from lines; a blank line ends a paragraph, `> ` marks a quotation, `# ` a heading."""
    document = Document("letter.txt", format)
    for number, line in enumerate(text.strip().splitlines(), 1):
        line = line.strip()
        if not line:
            document.order.append(("break", 0))
            continue
        kind = {"> ": "quote", "# ": "heading"}.get(line[:2], "text")
        document.order.append(("passage", len(document.passages)))
        document.passages.append(
            Passage(f"line {number}", line.removeprefix("> ").removeprefix("# "), kind, "letter.txt")
        )
    return document


def _speaks_at_once(text: str) -> str:
    return next(one.speaker for one in who_speaks(txt(text.encode(), "letter.txt")))


def heard_as(kind: str, text: str) -> object:
    """What a sentence is by the entries of one kind."""
    said = spoken(text)
    readers: dict[str, Callable[[], object]] = {
        "request_heading": lambda: heading_speaker(text.rstrip(" :.")) == "requester",
        "answer_heading": lambda: heading_speaker(text.rstrip(" :.")) == "force",
        "answers": lambda: heading_speaker(text.partition(":")[0]) == "requester" and _speaks_at_once(text) == "force",
        "title": lambda: not heading_speaker(text.rstrip(" :.")),
        "echo": lambda: is_echo(said),
        "no_echo": lambda: not is_echo(said),
        "requester": lambda: is_requester(text, said),
        "referral": lambda: not is_requester(text, said),
        "force": lambda: bool(heard("passages", "force", said)),
        "boilerplate": lambda: is_boilerplate(said),
        "filled_in": lambda: bool(heard("passages", "filled_in", said)),
        "own_turn": lambda: not is_boilerplate(said),
        "no_boilerplate": lambda: not is_boilerplate(said),
        "own_deed": lambda: not is_echo(said),
        "recall": lambda: is_echo(said),
        "subject": lambda: is_subject(text, said),
        "block_end": lambda: bool(heard("passages", "block_end", said)),
        "boilerplate_block": lambda: is_boilerplate(said),
        "notes_heading": lambda: is_notes_heading(text, said),
        "contact": lambda: is_furniture(text, said),
        "furniture": lambda: is_furniture(text, said),
    }
    return readers[kind]()


ENTRIES = [(kind, entry) for kind, entries in reference.table("passages").items() for entry in entries]


@pytest.mark.parametrize(
    ("kind", "entry"), ENTRIES, ids=lambda value: str(value["words"])[:30] if isinstance(value, dict) else value
)
def test_every_entry_is_needed_by_its_example(kind: str, entry: dict[str, Any]) -> None:
    assert heard_as(kind, entry["example"])
    with without("passages", kind, entry):
        assert not heard_as(kind, entry["example"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. The total.", ("1",)),
        ("1a. Charged: 5", ("1a",)),
        ("Q2 How many?", ("2",)),
        ("Response 3: none.", ("3",)),
        ("Response b) A decision follows.", ("b",)),
        ("(c) the number", ("c",)),
        ("For (b) the force says nothing.", ("b",)),
        ("Question three: the dates.", ("3",)),
        ("2 and 3. See above.", ("2", "3")),
        ("Questions 2 to 4: no.", ("2", "3", "4")),
        ("Second part: not applicable.", ("2",)),
        ("3.", ("3",)),
        ("2012 80", None),
        ("In that year 12 offences were recorded.", None),
        ("A two-year search was made.", None),
        ("No one was charged.", None),
        ("12 offences", None),
        ("A further 3 were withdrawn.", None),
    ],
)
def test_label_of(text: str, expected: tuple[str, ...] | None) -> None:
    label = label_of(text)
    assert (label.numbers if label else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("1. The total. 2. The ages.", ["1. The total.", "2. The ages."]),
        ("Under s. 12 we refuse. No. 4 applies.", ["Under s. 12 we refuse.", "No. 4 applies."]),
        ("No. We do not.", ["No.", "We do not."]),
        ("We recorded 12. The rest were old.", ["We recorded 12.", "The rest were old."]),
        ("1 and 2. The total.", ["1 and 2. The total."]),
        ("Question 1. How many? Answer 2. None.", ["Question 1. How many?", "Answer 2. None."]),
        ("This is part 2. It ends.", ["This is part 2.", "It ends."]),
        ("Is it used? It is.", ["Is it used?", "It is."]),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert list(split(text)) == expected


def test_enumerated_questions_take_their_lead() -> None:
    assert enumerated("For 2018: 1. crimes; 2. victims.") == [("1", "For 2018: crimes;"), ("2", "For 2018: victims.")]
    assert enumerated("No list. At all.") == []


@pytest.mark.parametrize(
    ("words", "said", "found"),
    [
        ("not in use|operation", "it is not in operation here", True),
        ("not in use|operation", "it is in use", False),
        ("refus*", "we are refusing", True),
        ("no .. flag", "no such red flag", True),
        ("no .. flag", "no one of the many here has a flag", False),
        ("no (such) flag", "no flag", True),
        ("section # applies", "section 31(1)(a) applies", True),
        ("up to / at most", "at most", True),
    ],
)
def test_pattern(words: str, said: str, found: bool) -> None:
    import re

    assert bool(re.search(pattern(words), said)) is found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We can't say; it's \u201cnew\u201d.", "we can not say; it is new ."),
        ("The cyber-flag isn\u2019t used", "the cyber flag is not used"),
        ("I\u2019m sure we\u2019d know", "i am sure we would know"),
    ],
)
def test_spoken(text: str, said: str) -> None:
    assert spoken(text) == said


LETTERS = [
    (
        "numbered notes for every applicant are no questions and no answers",
        """
        You asked for crimes with the marker.

        There were twelve.

        NOTES FOR APPLICANTS
        1. Where no information is held, nothing need be created.
        2. Not every force uses the same markers.
        """,
        ["- requester", "- force", "- boilerplate", "- boilerplate", "- boilerplate"],
    ),
    (
        "headings part request and answer",
        """
        YOUR REQUEST
        Do you use the online flag?

        If not, say so.

        OUR ANSWER
        We do.
        """,
        ["- boilerplate", "- requester", "- requester", "- boilerplate", "- force"],
    ),
    (
        "without an answer heading the force is known by its words",
        """
        You asked:
        Flagged crimes of 2015.

        We have none.
        """,
        ["- boilerplate", "- requester", "- force"],
    ),
    (
        "questions and answers take turns",
        """
        Q1 How many crimes were flagged?
        A1 Twelve.
        Q2 How many by age?
        A2 We do not know.
        """,
        ["1 requester", "1 force", "2 requester", "2 force"],
    ),
    (
        "an answer without a number follows its question",
        """
        1. How many crimes were flagged?

        There were twelve.

        2. How many had a victim under 13?

        Nobody counted.
        """,
        ["1 requester", "1 force", "2 requester", "2 force"],
    ),
    (
        "a number that comes again is answered",
        """
        1. Flagged crimes of each year. 2. Their ages.

        1. 14
        2. Not recorded by this force.
        """,
        ["1 requester", "2 requester", "1 force", "2 force"],
    ),
    (
        "a quotation is the request",
        """
        Dear Ms Reader,

        > How many crimes carry the marker?

        Twelve crimes carry it.
        """,
        ["- boilerplate", "- requester", "- force"],
    ),
    (
        "an earlier mail is nobody's answer",
        """
        The figures are below.

        > From: Records
        > We do not use the flag.
        """,
        ["- force", "- earlier", "- earlier"],
    ),
    (
        "an echo inside a sentence is the requester's",
        """
        You asked for all crimes with the marker in 2015.
        There were twelve.
        """,
        ["- requester", "- force"],
    ),
    (
        "a titled note is boilerplate to its end",
        """
        There were twelve.

        A note on data. Markers are set by hand. We do not use them for league tables.
        """,
        ["- force", "- boilerplate", "- boilerplate", "- boilerplate"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in LETTERS], ids=[case[0] for case in LETTERS])
def test_who_speaks(text: str, expected: list[str]) -> None:
    assert [f"{one.question or '-'} {one.speaker}" for one in who_speaks(letter(text))] == expected


def test_sentences_of_cells_keep_their_cell() -> None:
    sheet = Sheet.drawn("|Barset Police|\n|The flag is not in use by this force. Ask again.|\n|12|")
    assert [(one.where.cell, one.text) for one in sentences(sheet)] == [
        ("A2", "The flag is not in use by this force."),
        ("A2", "Ask again."),
    ]


@pytest.mark.parametrize(
    ("line", "said_by_nobody"),
    [
        ("Cyber-flagged offences 2015/16", False),
        ("Flagged crimes by age of victim, 2015-16", False),
        ("Our ref: 2015/16", True),
        ("FOI request 2015/16", True),
        ("Barset reply 1234/16", True),
        ("2014/15", False),
        ("Offences in 2014-15:", False),
        ("FY14/15", False),
        ("01/04/2014 - 31/03/2015", False),
        ("14/15", True),
        ("12/05/2016", True),
        ("1234/16", True),
        ("2014/16", True),
    ],
)
def test_a_title_that_ends_in_a_year_is_no_reference(line: str, said_by_nobody: bool) -> None:
    assert is_furniture(line, spoken(line)) == said_by_nobody


TABLE = "Year       Rape   Grooming\n2014/15    0      0\n2015/16    0      0\n"
ASKED = f"You asked:\n\nPlease fill in this table.\n\n{TABLE}\n"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"{ASKED}Our response:\n\nThere were 12 offences.\n", {0}),
        (f"{ASKED}Our response:\n\nThe figures are these.\n\n{TABLE}", {0}),
        (f"{ASKED}Our response:\n\nI have completed your table.\n", set()),
        (f"1. How many rapes were there?\n\n{TABLE}\n2. How many thefts were there?\n\nNone.\n", set()),
        (f"We recorded the following.\n\n{TABLE}", set()),
    ],
)
def test_a_table_of_the_request_is_not_the_answer(text: str, asked: set[int]) -> None:
    document = txt(text.encode(), "letter.txt")
    assert tables_asked(document, who_speaks(document)) == asked


@pytest.mark.parametrize("heads", ["No\n\nQuestion\n\nResponse", "No. Question Response"])
def test_a_column_of_numbers_answers_nothing(heads: str) -> None:
    text = f"{heads}\n\nDoes your force use a cyber flag?\n\nYes, officers can apply it."
    said = who_speaks(txt(text.encode(), "letter.txt"))
    assert {one.text.rstrip("."): one.speaker for one in said}["No"] == "boilerplate"
