"""Tables between the paragraphs of a letter: what stands above them heads them, and nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from makers.letters import docx, p, tbl, tc

from cyberflag.decisions import Record, Request
from cyberflag.readers import read_bytes
from cyberflag.returns import ForceReturn, interpret, survey
from cyberflag.words import forces, periods

Part = str | list[tuple[str, ...]]
FIRST: Part = [("Offence", "Female", "Male"), ("Rape", "3", "4"), ("Sexual grooming", "5", "6")]
SECOND: Part = [("Offence", "Female", "Male"), ("Rape", "13", "14"), ("Sexual grooming", "15", "16")]
NOTE = "Source: crime recording system, extracted May 2016"


def answered(parts: Sequence[Part]) -> ForceReturn:
    """A letter of paragraphs and tables, asked about flagged offences in 2015/16, read."""
    kent = forces.whole("Kent Police")
    assert isinstance(kent, forces.Force)
    body = "".join(
        p(one) if isinstance(one, str) else tbl(*("".join(map(tc, row)) for row in one)) + p("") for one in parts
    )
    documents = read_bytes(docx(body), "letter.docx")
    return interpret(
        kent, survey(documents), Record(request=Request("cyber", periods.parse("2015/16"), "offences", 18))
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["2014/15"], ["2015/16"]),
        (["2014-15"], ["2015-16"]),
        (["Offences in 2014/15"], ["Offences in 2015/16"]),
        (["FY14/15"], ["FY 2015/16"]),
        (["(a) 2014/15"], ["(b) 2015/16"]),
        (["01/04/2014 - 31/03/2015"], ["Offences recorded 01/04/2015-31/03/2016"]),
        (["2014/15", "FOI 55/16"], ["2015/16", "FOI 55/16"]),
        (["2014/15", "FOI 55/16", "Sexual offences against children under 18"], ["2015/16", "FOI 55/16"]),
    ],
)
def test_a_year_above_a_table_is_its_year(first: list[str], second: list[str]) -> None:
    one = answered([*first, FIRST, NOTE, *second, SECOND, NOTE])
    assert [(h.period.label, h.count.exact) for h in one.headlines] == [("2014/15", 18), ("2015/16", 58)]


def test_when_the_figures_were_taken_is_no_year_of_theirs() -> None:
    assert [(h.period.label, h.count.exact) for h in answered([NOTE, FIRST]).headlines] == [("2015/16", 18)]


def test_a_title_of_two_meanings_above_a_table_is_told() -> None:
    (found,) = answered(["Offences 2015 to 2016", FIRST]).issues
    assert (found.code, found.where.cell, found.text) == ("two-years-or-one", "A1", "Offences 2015 to 2016")


def test_the_number_of_a_request_is_no_code_of_the_line_below_it() -> None:
    one = answered(["FOI 55/16", "Sexual offences against children under 18", "2015/16 115"])
    assert [(h.flag, h.count.exact) for h in one.headlines] == [("cyber", 115)]
    assert [o.offence for o in one.observations] == ["Sexual offences against children"]


@pytest.mark.parametrize(("line", "codes"), [("2015/16: 187", ["nothing-found"]), ("Our answer: yes.", [])])
def test_a_bare_number_of_which_no_count_is_made_is_told(line: str, codes: list[str]) -> None:
    one = answered(["Freedom of Information request 1234/16", line])
    assert (one.headlines, [i.code for i in one.issues]) == ([], codes)
