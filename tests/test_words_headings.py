from __future__ import annotations

import pytest

from cyberflag import reference
from cyberflag.words import headings, telling

FIELDS = {
    "age": ["Age", "Age of victim", "Victim Age", "Victim Age at offence", "Age Range Given", "Age Band", "Age (years)", "Age at time of offence", "AGE GROUP", "Victim's age", "Age of Victim at Report"],
    "sex": ["Gender", "Sex", "Victim Sex", "Sex of victim", "Gender of Victim", "M/F", "Victim gender"],
    "offence": ["HO Offence Description", "Offence Title", "Crime Type", "Offence", "Offence Description", "Home Office Code", "Offence type", "Crime Classification", "Recorded offence", "HO Class Description"],
    "period": ["Financial Year", "Year", "Period", "FY", "Calendar Year", "Financial year recorded"],
    "date": ["Date", "Date Recorded", "Recorded Date", "Date of offence", "Crime created date"],
    "month": ["Month", "Month recorded"],
    "count": ["Number of offences", "No. of crimes", "Total", "Volume", "Count", "Number of victims", "Crimes", "Count of Crime Number", "Grand Total", "Number of flagged offences"],
    "percent": ["%", "Percentage", "% of total", "Per cent", "Proportion", "Offences (%)"],
    "rate": ["Rate", "Rate per 1,000", "Offences per 10,000 children", "per 1,000 population"],
    "rank": ["Rank"],
    "number": ["No.", "#", "Row", "Row number", "S. No.", "Serial No"],
    "reference": ["Crime Number", "Crime Ref", "URN", "Occurrence Number", "Reference", "Unique Reference Number", "ID"],
    "force": ["Force", "Police Force", "Force name"],
    "area": ["Area", "District", "BCU", "Division", "Policing Area"],
    "outcome": ["Outcome", "Disposal", "Outcome Type", "Crime outcome", "Crime Status"],
    "platform": ["Platform", "Social media site", "App", "Website"],
    "system": ["System", "Recording system"],
    "relationship": ["Relationship", "Relationship to victim"],
    "name": ["Name", "Surname", "Victim name"],
    "dob": ["DOB", "Date of Birth", "Victim DOB"],
    "phone": ["Phone", "Mobile number"],
    "address": ["Address", "Postcode"],
    "email": ["Email", "E-mail address"],
    "comment": ["Comments", "Notes", "MO", "Summary"],
    "suspect_age": ["Suspect age", "Age of offender"],
    "suspect_sex": ["Suspect gender"],
    "flag": ["Cyber flag", "Internet Involved", "Online flag"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "field"), [(text, field) for field, texts in FIELDS.items() for text in texts])
def test_field(text: str, field: str) -> None:
    assert headings.field(text) == field


@pytest.mark.parametrize(
    "text",
    ["Female", "13", "2015/16", "Kent Police", "no action", "no suspect", "", "a " * 60, "Snapchat", "Rape of a male"],
)
def test_no_field(text: str) -> None:
    assert headings.field(text) is None


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Number of offences", "offences"),
        ("Crimes", "offences"),
        ("Total recorded crime", "offences"),
        ("Cyber flagged sexual offences 2015/16", "offences"),
        ("Number of sexual offences by age of victim", "offences"),
        ("Offences against victims under 16", "offences"),
        ("Offences where the victims were under 18", "offences"),
        ("Number of victims", "victims"),
        ("Victims", "victims"),
        ("No. of child victims", "victims"),
        ("Victims of sexual offences", "victims"),
        ("Number of victims aged 13", "victims"),
        ("Number of suspects", "suspects"),
        ("Offenders", "suspects"),
        ("Arrests", "arrests"),
        ("Persons arrested", "arrests"),
        ("Outcomes", "outcomes"),
        ("Charged", "outcomes"),
        ("Cautions", "outcomes"),
        ("Number of offences charged", "outcomes"),
        ("Non-crime incidents", "incidents"),
        ("age of victims", None),
        ("Victim age", None),
        ("sex of victims", None),
        ("victims under 18", None),
        ("Total", None),
        ("2015/16", None),
        ("Female 10-12", None),
        ("", None),
    ],
)
def test_measure(text: str, measure: str | None) -> None:
    assert headings.measure(text) == measure


@pytest.mark.parametrize(
    ("text", "total", "subtotal"),
    [
        ("Total", True, False),
        ("Totals", True, False),
        ("TOTAL:", True, False),
        ("Grand Total", True, False),
        ("Sum:", True, False),
        ("All", True, False),
        ("Overall", True, False),
        ("All ages", True, False),
        ("Total recorded crime", True, False),
        ("2015/16 Total", True, False),
        ("Total 2015/16", True, False),
        ("Total number of offences", True, False),
        ("Total (Female)", True, True),
        ("Total rape", True, True),
        ("Sub-total", True, True),
        ("Subtotal: rape", True, True),
        ("Rape sub total", True, True),
        ("Total %", False, False),
        ("Totally new", False, False),
        ("Number of offences", False, False),
        ("Rape", False, False),
        ("", False, False),
    ],
)
def test_totals(text: str, total: bool, subtotal: bool) -> None:
    assert (headings.is_total(text), headings.is_subtotal(text)) == (total, subtotal)


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ("victims under 18", 18),
        ("under 16s only", 16),
        ("children under 16", 16),
        ("Sexual offences against children under 18, 2015/16", 18),
        ("where the victim was under the age of 18", 18),
        ("victims aged under 13", 13),
        ("victims aged 0-17", 18),
        ("aged 10 and under", 11),
        ("Sexual offences, victims 17 and under", 18),
        ("under 18 years", 18),
        ("Rape of a female", None),
        ("Offences by age", None),
        ("fewer than 5", None),
        ("", None),
    ],
)
def test_scope_under(text: str, under: int | None) -> None:
    assert headings.scope_under(text) == under


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Note: figures are provisional", True),
        ("Note", True),
        ("Source: crime recording system", True),
        ("* includes attempts", True),
        ("Please note that a crime may have several victims", True),
        ("1. The figures are as at 30 May", True),
        ("Data extracted on 18 April 2016", True),
        ("The figures above show every offence with a victim under 18.", True),
        ("Total", False),
        ("*", False),
        ("Rape of a female child under 13", False),
        ("2015/16", False),
        ("", False),
    ],
)
def test_is_note(text: str, note: bool) -> None:
    assert headings.is_note(text) is note


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Snapchat", "platform: Snapchat"),
        ("snap chat", "platform: Snapchat"),
        ("WhatsApp", "platform: WhatsApp"),
        ("Niche", "system: Niche"),
        ("Charge/summons", "outcome: charged"),
        ("Charged", "outcome: charged"),
        ("No further action", "outcome: no further action"),
        ("Total", ""),
        ("Crimes", ""),
        ("", ""),
    ],
)
def test_category(text: str, category: str) -> None:
    assert headings.category(text) == category


def test_an_added_heading_is_known() -> None:
    reference.extend(
        [
            {"kind": "heading", "text": "Yrs", "field": "age"},
            {"kind": "heading", "text": "Hits", "measure": "incidents"},
        ]
    )
    try:
        assert headings.field("yrs") == "age"
        assert headings.measure("Hits") == "incidents"
        assert reference.unused() == []
    finally:
        reference.extend()
    assert headings.field("Yrs") is None


@pytest.mark.parametrize(
    ("label", "rest"),
    [
        ("of which female victims", "female victims"),
        ("- of which: under 13", "under 13"),
        ("(of whom girls)", "girls"),
        ("Including attempts", "attempts"),
        ("of whichever", ""),
        ("Rape", ""),
        ("Includes attempts", ""),
    ],
)
def test_what_a_label_says_of_the_part_it_counts(label: str, rest: str) -> None:
    assert telling.inside(label) == rest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In total 123 offences were recorded.", True),
        ("The figures above total 123.", True),
        ("In total 12 offences were excluded.", False),
        ("A total of 12 officers work on this.", False),
        ("There were 123 offences.", False),
    ],
)
def test_which_sentences_state_a_total(text: str, told: bool) -> None:
    assert telling.says_total(text) is told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Financial year", "financial"),
        ("Offences by FY", "financial"),
        ("Years ending 31 March", "ending"),
        ("Financial year ending", "ending"),
        ("Calendar year", "calendar"),
        ("Years ending December", ""),
        ("Year", ""),
    ],
)
def test_what_kind_of_years_bare_years_are(text: str, kind: str) -> None:
    assert telling.years(text) == kind


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("Original", "earlier", ""),
        ("Revised figure", "later", ""),
        ("Offences 2015/16 as first supplied", "earlier", "offences 2015 16"),
        ("2015/16 (revised)", "later", "2015 16"),
        ("Original corrected", "", "original"),
        ("Rape", "", "rape"),
    ],
)
def test_which_of_two_forms_of_a_figure_a_label_marks(text: str, kind: str, rest: str) -> None:
    found, words = telling.version(text)
    assert found == kind
    assert kind == "" or words == rest


@pytest.mark.parametrize(
    ("text", "thousands"),
    [
        ("Offences (000s)", True), ("Offences '000", True), ("'000", True), ("Figures in thousands", True),
        ("Crimes (thousands)", True), ("Rate per 1,000", False), ("Rate per '000", False), ("1 000 offences", False),
        ("Population (000s)", False), ("FOI 45/000/16", False), ("10,000", False), ("Thousands of images", False),
    ],
)  # fmt: skip
def test_figures_in_thousands(text: str, thousands: bool) -> None:
    assert telling.in_thousands(text) is thousands
