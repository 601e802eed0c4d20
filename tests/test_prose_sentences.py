"""Sentences with figures as forces write them, each with every count that it gives and no other."""

from __future__ import annotations

import pytest
from test_prose import told

from cyberflag.passages import who_speaks
from cyberflag.prose import figures
from cyberflag.readers.letters import txt

ASKED = "Request\n\nHow many sexual offences against children had the cyber flag in 2015/16?\n\nResponse\n\n"


def read(text: str) -> tuple[list[str], list[str]]:
    """The figures of an answer, in short, and the codes of its issues."""
    found, issues = figures(who_speaks(txt((ASKED + text).encode(), "letter.txt")))
    short = [told(o).replace("201504-201603 ", "").replace("cyber ", "", 1) for o in found]
    return [" ".join(s.replace("sexual offences against children", "").split()) for s in short], [
        one.code for one in issues
    ]


UNREAD = ["unread-sentence"]
SENTENCES: list[tuple[str, list[str], list[str]]] = [
    (
        "Of the 37 offences, 4 victims were aged 10, 6 were aged 11, 9 were aged 12 and 18 were aged 13.",
        ["37 offences", "4 victims 10-10", "6 victims 11-11", "9 victims 12-12", "18 victims 13-13"],
        [],
    ),
    (
        "Four victims were 10, six were 11, nine were 12 and 18 were 13.",
        ["4 victims 10-10", "6 victims 11-11", "9 victims 12-12", "18 victims 13-13"],
        [],
    ),
    (
        "There were 12 offences where the victim was aged under 10, 51 where the victim was aged 10 to 13.",
        ["12 offences 0-9", "51 offences 10-13"],
        [],
    ),
    (
        "In fourteen of these offences the victim was female and in three the victim was male.",
        ["14 offences female", "3 offences male"],
        [],
    ),
    ("Fewer than 5 of the 29 victims were aged under 10.", ["29 victims", "0-4 victims 0-9"], []),
    ("At least 12 offences were flagged.", ["12-None offences"], []),
    ("No more than four victims were under 10.", ["0-4 victims 0-9"], []),
    ("About thirty offences were flagged.", [], UNREAD),
    ("The presence of one of these terms in a record does not mean that the offence took place online.", [], []),
    (
        "In 2014/15 we had 66 flagged offences. In 2015/16 this rose to 129.",
        ["66 201404-201503 offences", "129 offences"],
        [],
    ),
    (
        "The number of flagged offences rose from 66 in 2014/15 to 129 in 2015/16.",
        ["66 201404-201503 offences", "129 offences"],
        [],
    ),
    (
        "There were 66 flagged offences in 2014/15, rising to 129 in 2015/16.",
        ["66 201404-201503 offences", "129 offences"],
        [],
    ),
    ("In 2015/16 45 flagged offences (12% of all) were recorded.", ["45 offences"], []),
    (
        "We recorded 1,207 sexual offences against children in 2015/16, whether or not they took place online.",
        ["1207 offences all"],
        [],
    ),
]


@pytest.mark.parametrize(("text", "counts", "codes"), SENTENCES, ids=[text[:70] for text, _, _ in SENTENCES])
def test_sentence(text: str, counts: list[str], codes: list[str]) -> None:
    assert read(text) == (counts, codes)


def test_bands_that_hold_one_another_are_never_added() -> None:
    text = "There were 146 flagged offences against children under 18. 12 victims were under 10 and 134 were 10 to 17."
    found, _ = figures(who_speaks(txt((ASKED + text.replace("victims", "offences")).encode(), "letter.txt")))
    assert [o.table for o in found] == ["prose 1", "prose 2", "prose 2"]


def test_a_request_that_its_own_words_open() -> None:
    letter = "Dear Sir\n\nPlease could you provide me with the following information:\n\n1. Flagged crimes.\n\n2. The 14 ages.\n\nResponse\n\nThere were 47 flagged offences."
    found = who_speaks(txt(letter.encode(), "letter.txt"))
    assert [one.speaker for one in found if one.question in ("1", "2")][:2] == ["requester"] * 2
