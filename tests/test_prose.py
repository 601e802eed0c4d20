"""Figures in sentences and lines, each letter with the counts it gives and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from test_passages import letter, without

from cyberflag import reference
from cyberflag.issues import Where
from cyberflag.observations import Observation
from cyberflag.passages import Said, who_speaks
from cyberflag.prose import figures
from cyberflag.prose.masks import masked
from cyberflag.prose.shapes import figures_in
from cyberflag.readers.letters import txt


def read(text: str, flag_use: str = "not-stated") -> list[Observation]:
    return figures(who_speaks(letter(text)), flag_use)[0]


def told(one: Observation) -> str:
    """Count, year, measure and whatever else is not plain, as one line."""
    count = f"{one.count.low}" if one.count.exact is not None else f"{one.count.low}-{one.count.high}"
    year = f"{one.period.start:%Y%m}-{one.period.end:%Y%m}" if one.period.start and one.period.end else ""
    age = "" if one.age.kind == "all" else f"{one.age.low}-{one.age.high}"
    sex = "" if one.sex == "all" else one.sex
    flag = "" if one.flag == "unknown" else one.flag
    parts = (count, year, one.measure, flag, one.offence.lower(), age, sex, one.category)
    return " ".join(part for part in parts if part)


CASES: list[tuple[str, str, list[str]]] = [
    (
        "years and values",
        """
        Request: crimes with the cyber flag, calendar years.

        Response:

        2013 - 4
        2014: 9
        2015 – nil
        """,
        ["4 201301-201312 offences cyber", "9 201401-201412 offences cyber", "0 201501-201512 offences cyber"],
    ),
    (
        "financial years in one sentence each",
        """
        Request: offences with an online flag.

        2014/15: 31. 2015/16: 44.
        """,
        ["31 201404-201503 offences cyber", "44 201504-201603 offences cyber"],
    ),
    (
        "numbered answers mean what was asked",
        """
        1. How many rapes were recorded in 2015?
        2. How many arrests followed in 2015?

        1. 61
        2. 18
        """,
        ["61 201501-201512 offences rapes", "18 201501-201512 arrests"],
    ),
    (
        "a share of a number: which of the two the flag is on is not told",
        "In 2015/16 there were 300 sexual offences against children, 16% of which had a cyber flag.",
        [],
    ),
    (
        "bounds",
        """
        In 2015/16 between 40 and 50 offences carried the cyber flag.

        In 2014/15 there were 30 to 35 crimes with the cyber flag.
        """,
        ["40-50 201504-201603 offences cyber", "30-35 201404-201503 offences cyber"],
    ),
    (
        "whose victims are grown up",
        "In 2015/16 there were 80 cyber flagged offences: 33 with adult victims and 47 with victims under 18.",
        [
            "80 201504-201603 offences cyber",
            "33 201504-201603 offences cyber 18-None",
            "47 201504-201603 offences cyber 0-17",
        ],
    ),
    (
        "ages, each with how many",
        "We recorded 10 offences in 2015/16. The ages of the victims were: 9 (1), 11 (3), 12 (6).",
        [
            "10 201504-201603 offences",
            "1 201504-201603 offences 9-9",
            "3 201504-201603 offences 11-11",
            "6 201504-201603 offences 12-12",
        ],
    ),
    (
        "answers with their numbers beside the mark",
        """
        Q1. How many offences against children had the cyber flag in 2015/16?
        A1. 47
        Q2. How many suspects were arrested?
        A2. 9
        """,
        ["47 201504-201603 offences cyber", "9 suspects"],
    ),
    (
        "lines that name an offence count offences, and their total is none of them",
        """
        Rape of a female child under 13: 4
        Sexual grooming: 12
        Total: 16

        These were recorded in 2015/16.
        """,
        ["4 offences rape of a female child under 13", "12 offences sexual grooming", "16 offences"],
    ),
    (
        "suspects have ages of their own",
        "In 2015/16 30 suspects were identified. 8 suspects were aged 14.",
        ["30 201504-201603 suspects", "8 201504-201603 suspects suspect age: 14"],
    ),
    (
        "some of a whole",
        "47 of the 300 child sexual offences recorded in 2015/16 had the cyber flag.",
        [
            "300 201504-201603 offences all child sexual offences",
            "47 201504-201603 offences cyber child sexual offences",
        ],
    ),
    (
        "of a whole, some",
        "Of the 300 rapes recorded in 2015/16, 47 had the cyber flag.",
        ["300 201504-201603 offences all rapes", "47 201504-201603 offences cyber rapes"],
    ),
    (
        "of a whole, none",
        "Of 300 rapes in 2015/16 none had the cyber flag.",
        ["300 201504-201603 offences all rapes", "0 201504-201603 offences cyber rapes"],
    ),
    (
        "not one",
        "We checked all 300 rapes of 2015/16 and not one carried the cyber flag.",
        ["300 201504-201603 offences all rapes", "0 201504-201603 offences cyber rapes"],
    ),
    (
        "first all, then the flagged",
        "We recorded 300 rapes in 2015/16, and 47 carried the cyber flag.",
        ["300 201504-201603 offences all rapes", "47 201504-201603 offences cyber rapes"],
    ),
    (
        "those without the flag",
        "In 2015/16, 253 rapes did not have the cyber flag.",
        ["253 201504-201603 offences not-cyber rapes"],
    ),
    (
        "two counts before one verb",
        "In 2015/16 47 offences of sexual grooming and 12 offences of rape had the cyber flag.",
        ["47 201504-201603 offences cyber sexual grooming", "12 201504-201603 offences cyber rape"],
    ),
    (
        "two years said apart",
        "In 2015/16 47 crimes had the cyber flag, up from 31 in 2014/15.",
        ["47 201504-201603 offences cyber", "31 201404-201503 offences cyber"],
    ),
    (
        "years of financial years are no ages",
        "In total 14 crimes were recorded from 2013/14 to 2015/16.",
        ["14 201304-201603 offences"],
    ),
    (
        "which number is of which year is not said beside it",
        "In 2014/15 and 2015/16 31 and 47 crimes had the cyber flag respectively.",
        [],
    ),
    (
        "a question that leans on the one before",
        """
        Question 1: How many crimes had the cyber flag in 2015/16?
        Answer: 47

        Question 2: How many in 2014/15?
        Answer: 31
        """,
        ["47 201504-201603 offences cyber", "31 201404-201503 offences cyber"],
    ),
    (
        "an age that the question asks for",
        """
        1. How many rapes were recorded in 2015?
        2. How many of these rape offences were against someone under 18?

        1. Sixty-one
        2. Nineteen
        """,
        ["61 201501-201512 offences rapes", "19 201501-201512 offences rape offences 0-17"],
    ),
    (
        "a question that leans on the one before",
        """
        1. In 2013/14, how many offences of grooming were there?
        2. How many of these involved an app?

        1. 70
        2. 12
        """,
        ["70 201304-201403 offences grooming", "12 201304-201403 offences grooming"],
    ),
    (
        "numbers in words, by sex",
        """
        In 2015 we recorded twelve crimes. The victims were nine girls and three boys.
        """,
        ["12 201501-201512 offences", "9 201501-201512 victims female", "3 201501-201512 victims male"],
    ),
    (
        "ages in sentences",
        """
        In 2015 there were 20 victims. Seven victims were under 13, and 13 victims were aged 13 to 17.
        """,
        ["20 201501-201512 victims", "7 201501-201512 victims 0-12", "13 201501-201512 victims 13-17"],
    ),
    (
        "none of them",
        """
        There were 8 victims in 2015. None of the victims was under 10.
        """,
        ["8 201501-201512 victims", "0 201501-201512 victims 0-9"],
    ),
    (
        "fewer than five",
        """
        Fewer than 5 offences were recorded in 2015.
        """,
        ["0-4 201501-201512 offences"],
    ),
    (
        "two systems on one line",
        """
        Request: crimes by year.

        2016: 14 (Athena) 22 (Niche)
        """,
        ["14 201601-201612 offences system: Athena", "22 201601-201612 offences system: Niche"],
    ),
    (
        "a table flattened into a line",
        """
        Request: arrests of children in 2015.

        The number of arrests was:

        TotalRape14
        """,
        ["14 201501-201512 arrests"],
    ),
    (
        "a date line over its value",
        """
        Request: stalking crimes in each year.

        1 January 2020 - 31 December 2020
        12
        1 January 2021 - 31 December 2021
        0
        """,
        ["12 202001-202012 offences stalking", "0 202101-202112 offences stalking"],
    ),
    (
        "a figure behind its noun",
        """
        We looked for sexual crimes with two suspects or more in 2015, and found 17.
        """,
        ["17 201501-201512 offences sexual crimes"],
    ),
    (
        "reported and recorded are two things",
        """
        In 2015, 210 rapes were reported and 190 were recorded as crimes.
        """,
        ["210 201501-201512 incidents rapes", "190 201501-201512 offences rapes"],
    ),
    (
        "no number that counts something else",
        """
        FOI 2210/16, received on 3 May 2016, tel 0161 4960000.

        It would take 18 hours to read 4,000 crime reports. Section 40(2) of the 2000 Act was thought of. Class 88A came in
        on 1 May 2004. The search returned 312 records. About 30 crimes may be missing. Nationally there were 5,653 crimes.
        The rise was 14 per cent. Offenders over 18 are left out, and so are victims aged 16.
        """,
        [],
    ),
    (
        "nothing from the request",
        """
        You asked: how many of the 535 offences in the news were yours, with bands 12-15 and 16 and over?

        We cannot tell.
        """,
        [],
    ),
    (
        "nothing that is not crime",
        """
        Question (a): the number of traffic officers in each year.

        (a) The list:

        2012 80
        2013 78
        """,
        [],
    ),
    (
        "no figure of another force",
        """
        Barset Police

        Kent Police recorded 85 crimes in 2015. Another force had 40 offences.
        """,
        [],
    ),
    (
        "months up to a month",
        """
        For the six months to March 2016 there are 19 flagged offences.
        """,
        ["19 201510-201603 offences cyber"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_figures(text: str, expected: list[str]) -> None:
    assert [told(one) for one in read(text)] == expected


def test_places_and_text_are_those_of_the_file() -> None:
    found = read("Request: crimes in 2015.\n\nThere were 14 crimes. Few were solved.")
    assert [(str(one.where), one.text, one.layout, one.role) for one in found] == [
        ("letter.txt line 3", "There were 14 crimes.", "prose", "part")
    ]


def test_two_systems_raise_an_issue() -> None:
    _, issues = figures(who_speaks(letter("Request: crimes by year.\n\n2016: 14 (Athena) 22 (Niche)")))
    assert [(one.code, one.where.cell) for one in issues] == [("two-values-one-period", "line 3")]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("In 2015 there were 12 crimes. The victims were nine girls and three boys.", [1, 2, 2]),
        ("In 2015 we had 12 crimes. In 2016 we had 15 crimes.", [1, 1]),
        ("In 2015 we had 12 crimes. In 2015 we had 15 crimes.", [1, 2]),
        ("In 2015 we had 12 crimes and 7 arrests.", [1, 2]),
    ],
)
def test_tables_part_what_must_not_be_added(text: str, tables: list[int]) -> None:
    names = [one.table for one in read(text)]
    assert [list(dict.fromkeys(names)).index(name) + 1 for name in names] == tables


def test_a_zero_of_a_force_without_the_flag_is_no_figure() -> None:
    text = "Request: crimes with the cyber flag.\n\nThere were 0 offences."
    assert [one.count.low for one in read(text)] == [0]
    assert read(text, "not-used") == []


def test_a_search_for_words_counts_no_flagged_crime() -> None:
    text = "Request: crimes with the cyber flag.\n\nThere were 51 offences."
    assert [one.flag for one in read(text)] == ["cyber"]
    assert [one.flag for one in read(text, "keyword-search")] == ["all"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Image offences, which are in none of the above", "Image offences, which are ~~~~~~~~~~ the above"),
        ("One row an offence", "~~~~~~~ an offence"),
        ("12 crimes in 2015/16", "12 crimes in ~~~~~~~"),
        ("within 18 hours", "within ~~~~~~~~"),
        ("section 12(1) applies", "~~~~~~~~~~~~~ applies"),
        ("aged 13 to 17", "~~~~~~~~~~~~~"),
        ("£450 and 12%", "~~~~ and ~~~"),
    ],
)
def test_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


SECOND = [
    ("In 2015/16 there were 45 flagged crimes, compared with 31 in the year before.", ["45 201504", "31 201404"], []),
    ("The figure for 2015/16 is 19, up from 12 in 2014/15.", ["19 201504", "12 201404"], []),
    ("The figure for 2015/16 is 19, up from 12.", ["19 201504"], ["unread-sentence"]),
    ("In 2015/16 47 offences were flagged, an increase on the 31 flagged in 2014/15.", ["47 201504", "31 201404"], []),
    ("In 2015/16 we recorded 47 flagged offences and in 2014/15 we recorded 31.", ["47 201504", "31 201404"], []),
    ("In 2015/16 there were 47 flagged offences; in 2014/15 there were 31.", ["47 201504", "31 201404"], []),
    ("There were 47 flagged offences in 2015/16 (2014/15: 31).", ["47 201504", "31 201404"], []),
    ("In 2015/16 there were 47 flagged offences, 16 more than in 2014/15.", ["47 201504"], []),
    (
        "47 offences were flagged in 2015/16 compared with 2014/15, when there were 31.",
        ["47 201504"],
        ["unread-sentence"],
    ),
    ("In 2015/16 we had 47. In the previous year we had 31.", ["47 201504", "31 201404"], []),
    ("We had 47. In the previous year we had 31.", ["47 "], ["unread-sentence"]),
    ("There were 29 in 2015/16.", ["29 201504"], []),
    ("In 2015/16 the total rose from 31 to 47.", [], ["unread-sentence"]),
    ("We hold 47 of them.", ["47 "], []),
]


@pytest.mark.parametrize(("text", "counts", "codes"), SECOND, ids=[text for text, _, _ in SECOND])
def test_a_second_figure_has_its_own_period_or_is_told(text: str, counts: list[str], codes: list[str]) -> None:
    found, issues = figures(who_speaks(letter(f"You asked for offences with the cyber flag.\n\n{text}")))
    assert [
        f"{o.count.exact} {o.period.start:%Y%m}" if o.period.start else f"{o.count.exact} " for o in found
    ] == counts
    assert [one.code for one in issues] == codes
    assert {o.flag for o in found} <= {"cyber"}


def figured(text: str) -> list[str]:
    return [told(one) for one in read(text)]


def remarked(text: str) -> list[str]:
    return [one.code for one in figures(who_speaks(letter(text)))[1]]


def entries() -> Iterator[tuple[str, Any]]:
    for kind, some in reference.table("prose").items():
        yield from ((kind, entry) for entry in some)


@pytest.mark.parametrize(
    ("kind", "entry"), list(entries()), ids=lambda value: str(value["words"])[:30] if isinstance(value, dict) else value
)
def test_every_word_is_needed_by_its_example(kind: str, entry: dict[str, Any]) -> None:
    shapes = {"lead": "Request: crimes in 2020.\n\n{}", "other_count": "Request: {}\n\n2012: 26"}
    text = shapes.get(kind, "{}").format(entry["example"])
    before = figured(text), remarked(text)
    with without("prose", kind, entry):
        assert (figured(text), remarked(text)) != before


def test_a_line_is_read_once() -> None:
    assert len(figures_in("2013 - 4")) == 1
    assert [f.count.low for f in figures_in("0-12: 20 (20%)")] == [20]
    for share in ("0-12: 20%", "0-12 - 20 %", "Female: 20%", "2015/16: 5%"):
        assert figures_in(share) == []
    assert figures_in("2013") == []


def test_a_passage_too_long_to_be_a_sentence_is_reported_at_once() -> None:
    found, issues = figures(who_speaks(letter("12," * 5000)))
    assert found == []
    assert [one.code for one in issues] == ["unread-cell"]


@pytest.mark.parametrize(
    "line",
    [
        "2014/15: 97 offences (of which 12 flagged)",
        "In 2014/15 we recorded 97 offences, of which 12 carried the cyber flag.",
        "97 offences were recorded in 2014/15, including 12 marked as online",
    ],
)
def test_those_flagged_among_all(line: str) -> None:
    found, _ = figures([Said(Where("Kent.txt", "", "line 1"), line, "force", body=line)])
    assert [(o.count.exact, o.flag, o.period.label) for o in found] == [
        (97, "all", "2014/15"),
        (12, "cyber", "2014/15"),
    ]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("There were 14 flagged offences and the youngest victim was aged 4.", [14]),
        ("Youngest victim: 4", []),
        ("The average age of the victims was 13.", []),
        ("Flagged offences by age of victim:\n\n13: 40\n14: 35", [40, 35]),
    ],
)
def test_the_age_of_the_youngest_is_no_count(text: str, counts: list[int]) -> None:
    found, issues = figures(who_speaks(txt(text.encode(), "letter.txt")))
    assert [o.count.exact for o in found] == counts
    assert ("youngest-in-words" in {one.code for one in issues}) is ("oungest" in text)
    assert "14 flagged" not in text or found[0].age.kind == "all"


def test_a_total_below_lines_of_ages_is_their_total() -> None:
    text = b"Flagged offences by age of victim:\n\nUnder 10 - 5\n10 to 12 - 30\nTotal - 35"
    found, _ = figures(who_speaks(txt(text, "letter.txt")))
    assert [o.role for o in found] == ["part", "part", "total"]
    assert len({o.table for o in found}) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 2015/16 approximately 50 crimes had the cyber flag.", True),
        ("The count of crimes with the cyber marker ticked was some 144 in 2015/16.", True),
        ("The cyber flag has been used since 1 July 2014.", False),
        ("In 2015/16 50 crimes had the cyber flag.", False),
    ],
)
def test_a_number_beside_the_flag_that_is_not_read_is_told(text: str, told: bool) -> None:
    issues = figures(who_speaks(letter(text)))[1]
    assert [one.code for one in issues] == ["unread-sentence"] * told
