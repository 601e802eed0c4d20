"""Returns of made-up bodies that take more than one table: listings, versions, folders, drafts, suppression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import covering
import formats
import letters
from grids import (
    TITLES,
    Content,
    Grid,
    Head,
    Sheet,
    Sum,
    band,
    codes_of,
    everything,
    groups_of,
    lines,
    listing,
    matrix,
    sexes,
    singles,
    stack,
    unknown,
)
from letters import Mail
from truth import Body, Row

Files = dict[str, bytes]
_YEARS = [(Head("2014/15"), {"period": "2014/15"}), (Head("2015/16"), {"period": "2015/16"})]


def barsetshire(body: Body) -> Files:
    """A summary sheet beside the data sheet that it was made from."""
    title = lines(
        Head(
            "Barsetshire Constabulary: cyber-flagged sexual offences, victims under 18, 1 April 2015 to 31 March 2016"
        ),
        None,
    )
    summary = matrix(body, "Age of victim", singles(1, 17), sexes("Female", "Male"), total_column="Total")
    note = lines(None, "Made from the sheet Data on 03/05/2016.")
    data: Grid = [
        [Head(name) for name in ("Recorded", "HO Class", "Offence", "Victim Age", "Victim Sex", "Online Crime Flag")]
    ]
    for facts in listing(body, ("day", "code", "offence", "age", "sex"), flagged_only=True):
        data.append([*_values(facts), "Yes"])
    return {
        "Barsetshire FOI 2016-0298.xlsx": formats.xlsx(
            Sheet("Summary", stack(title, summary, note)), Sheet("Data", data)
        )
    }


def _values(facts: dict[str, Content]) -> list[Content]:
    letters = {"female": "F", "male": "M", "unknown": "U", "NK": "Not known"}
    return [letters.get(fact, fact) if isinstance(fact, str) else fact for fact in facts.values()]


def dummyshire(body: Body) -> Files:
    """A table to each question, one below the other with no empty row between."""
    grid = stack(
        lines(Head("Dummyshire Police FOI 114/16")),
        lines(
            Head(
                "Q1. How many sexual offences with a cyber-flag were recorded against under 18s in 2015/16, by offence?"
            )
        ),
        matrix(body, "Offence", codes_of(body, "{code} - {title}"), everything("Number")),
        lines(Head("Q2. What was the age of the victim in these offences?")),
        matrix(body, "Age", singles(1, 17, "{} years"), everything("Number")),
        lines(Head("Q3. What was the gender of the victim in these offences?")),
        matrix(
            body,
            "Gender",
            [(h.text if isinstance(h, Head) else h, p) for h, p in sexes("Female", "Male", "Unknown")],
            everything("Number"),
        ),
    )
    return {"Dummyshire Police.xlsx": formats.xlsx(Sheet("Answers", grid))}


def fabledale(body: Body) -> Files:
    """A return and its revision: in the first two offences were counted twice."""
    twice = Row(body.force, "2015/16", "cyber", "", "female", {"13": 2})
    first = replace(body, rows=(*body.rows, twice))
    made = {}
    for suffix, version, text in (
        ("", first, "Response of 26 April 2016"),
        (
            " revised",
            body,
            "Revised response of 17 May 2016. It replaces our response of 26 April 2016, in which two offences were counted twice.",
        ),
    ):
        title = lines(
            Head("Fabledale Constabulary – FOI 16-031"),
            text,
            "Cyber-flagged sexual offences, 2015/16, victims under 18",
            None,
        )
        table = matrix(version, "Age of victim", singles(2, 17), sexes("Female", "Male"), total_column="Total")
        made[f"Fabledale Constabulary FOI 16-031{suffix}.xlsx"] = formats.xlsx(Sheet("Response", stack(title, table)))
    return made


def imaginshire(body: Body) -> Files:
    """All offences, and beside them those with the flag; a column of shares is no count."""
    grid: Grid = [[Head("Imaginshire Constabulary: recorded sexual offences against children under 18, 2015/16")], []]
    grid.append(
        [Head(text) for text in ("Age of victim", "All sexual offences", "Of which cyber flagged", "% cyber flagged")]
    )
    ages = singles(1, 17)
    for label, age in [*ages, (Head("Total"), {})]:
        flagged, both = body.count(**age), body.count(flags=("cyber", "not-cyber"), **age)
        counts: list[Content] = [both, flagged] if age else [Sum(both, len(ages)), Sum(flagged, len(ages))]
        grid.append([label, *counts, round(flagged / both, 4) if both else None])
    return {"Imaginshire Constabulary.xlsx": formats.xlsx(Sheet("U18 sexual offences", grid))}


def inkshire(body: Body) -> Files:
    """Small numbers held back by offence; the printed total counts them, and the ages are in bands wide enough to print."""

    def kept(number: int) -> Content:
        return "<5" if 0 < number < 5 else number

    picks = [pick for _, pick in sexes("Female", "Male")]
    grid: Grid = [
        [Head("Inkshire Police: sexual offences with the cyber flag, victims under 18, April 2015 to March 2016")],
        [],
    ]
    grid.append([Head(text) for text in ("Offence type", "Female", "Male", "Total")])
    for name, group in groups_of(body):
        grid.append([name, *[kept(body.count(**group, **pick)) for pick in picks], kept(body.count(**group))])
    grid.append([Head("Total"), *[body.count(**pick) for pick in picks], body.count()])
    grid += lines(
        None, "Numbers from 1 to 4 are shown as <5 so that nobody can be identified. The totals include them."
    )
    ages = [
        ("1-9", band(1, 9)),
        ("10-12", band(10, 12)),
        ("13", band(13, 13)),
        ("14-15", band(14, 15)),
        ("16-17", band(16, 17)),
    ]
    title = lines(Head("Age of victim in the same offences with the cyber flag, April 2015 to March 2016"), None)
    table = matrix(body, "Age", ages, everything("Offences"))
    return {
        "Inkshire Police/Covering letter.pdf": letters.pdf(covering.CAVEAT),
        "Inkshire Police/Tables.xlsx": formats.xlsx(Sheet("Offence", grid), Sheet("Age", stack(title, table))),
    }


def loamshire(body: Body) -> Files:
    """A row for every offence, flagged or not, between lines of title and of trailer."""
    grid: Grid = [
        [Head("Loamshire Police – Freedom of Information request 0391/16")],
        ["All sexual offences recorded between 01/04/2015 and 31/03/2016 where the victim was under 18"],
        [],
        [
            Head(text)
            for text in (
                "Crime No",
                "Date Recorded",
                "HO Class",
                "Offence",
                "Age of Victim",
                "Gender",
                "Cyber Crime Flag",
            )
        ],
    ]
    for facts in listing(body, ("number", "day", "code", "offence", "age", "sex", "flag")):
        *plain, flag = _values(facts)
        plain[0] = f"LS/{40000 + 7 * int(str(plain[0]))}/16"
        grid.append([*plain, "Y" if flag == "cyber" else None])
    grid += lines(
        None,
        "Source: crime recording system, extracted on 18 April 2016. Later changes to a record are not shown.",
        "End of report",
    )
    return {"Loamshire Police FOI 0391-16.xlsx": formats.xlsx(Sheet("Crimes", grid))}


def makebelieve(body: Body) -> Files:
    """A table typed into a text file. Says nothing of the flag."""
    title = lines("Makebelieve Moors Police", "Sexual offences 2015/16, victims under 18", None)
    table = matrix(body, "Age", singles(9, 17), sexes("Female", "Male"), total_column="Total")
    return {"Makebelieve Moors Police.txt": formats.delimited(stack(title, table), "|")}


def nonesuch(body: Body) -> Files:
    """OpenDocument with a merged heading. Says nothing of the period."""
    title = lines(
        Head("Nonesuch Constabulary", across=3), Head("Sexual offences with online flag, victims under 18", across=3)
    )
    table = matrix(body, "Age", singles(9, 17), sexes("F", "M"), total_column="Total")
    return {"Nonesuch Constabulary.ods": formats.ods(Sheet("Sheet1", stack(title, table)))}


def north_anyshire(body: Body) -> Files:
    """Offences by year, in which image offences can be told apart; the ages on a further sheet leave them out."""
    images: list[tuple[Content, dict[str, object]]] = [(f"86/2 {TITLES['86/2']}", {"codes": ("86/2",)})]
    title = lines(Head("North Anyshire Police: cyber-flagged offences against under 18s"), None)
    offences = matrix(body, "Offence", [*codes_of(body), *images], _YEARS, total_row="Total offences")
    ages = matrix(body, "Age of victim", [*singles(1, 17), unknown("Unknown")], _YEARS)
    note = lines(
        Head("Age of victim in the cyber-flagged offences, offences under 86/2 (indecent images) not included"), None
    )
    sheets = Sheet("Offences", stack(title, offences)), Sheet("Ages", stack(note, ages))
    return {"North Anyshire Police.xlsx": formats.xlsx(*sheets)}


def nowhereshire(body: Body) -> Files:
    """A csv as a continental Excel saves it: semicolons, Windows characters; adults stand among the children."""
    grid = lines(
        "Nowhereshire Constabulary – FOI 16/077 – sexual offences recorded 01/04/2015 - 31/03/2016, victims of all ages",
        None,
    )
    grid.append(["HO class", "Offence", "Victim age", "Victim gender", "Internet involved"])
    for facts in listing(body, ("code", "offence", "age", "sex", "flag")):
        *plain, flag = facts.values()
        grid.append([*plain, "Online" if flag == "cyber" else None])
    grid += lines(None, "Blank – no online element was recorded")
    return {"Nowhereshire Constabulary 16-077.csv": formats.delimited(grid, ";", "cp1252")}


def paperham(body: Body) -> Files:
    """A visible sheet, and an older draft of it that the force hid and forgot."""
    late = Row(body.force, "2015/16", "cyber", "", "", {"14": 2})
    made = []
    for name, version in (("Return", body), ("Draft 04-05-16", replace(body, rows=(*body.rows, late)))):
        title = lines(
            Head("Paperham Constabulary – sexual offences, cyber flag applied, 2015/16, victims under 18"), None
        )
        table = matrix(version, "Age", singles(9, 17), everything("Number of offences"))
        made.append(Sheet(name, stack(title, table), hidden=name != "Return"))
    return {"Paperham Constabulary.xlsx": formats.xlsx(*made)}


def quillshire(body: Body) -> Files:
    """A folder with two files: the same offences by age and by offence."""
    line = "Quillshire Police, online-flagged sexual offences against children under 18, year ending March 2016"
    ages = matrix(body, "Victim's age", singles(2, 17), everything("Offences"))
    kinds = matrix(body, "Offence", codes_of(body), everything("Number of offences"))
    return {
        "Quillshire Police/Age breakdown.xlsx": formats.xlsx(Sheet("Age", stack(lines(Head(line), None), ages))),
        "Quillshire Police/Offence breakdown.csv": formats.delimited(stack(lines(line, None), kinds)),
    }


def specimen_isles(body: Body) -> Files:
    """A short list of all sexual offences, three of them flagged. Says nothing of the period."""
    grid: Grid = [[Head(text) for text in ("Offence", "Age of victim", "Sex", "Cyber")]]
    for facts in listing(body, ("offence", "age", "sex", "flag")):
        *plain, flag = facts.values()
        grid.append([*plain, "Yes" if flag == "cyber" else "No"])
    return {"Specimen Isles Constabulary.xlsx": formats.xlsx(Sheet("Sheet1", grid))}


def storyshire(body: Body) -> Files:
    """An archive with a workbook: offences down, ages across, with a column for ages not known."""
    ages = [("1 to 9", band(1, 9)), ("10 to 12", band(10, 12)), *singles(13, 17), unknown("Not known")]
    title = lines(
        Head("Storyshire Police: offences with the Home Office online crime flag, victims under 18, 2015-16"),
        f"Data as at {date(2016, 5, 30):%d/%m/%Y}",
        None,
    )
    table = matrix(body, "Offence", codes_of(body), ages, total_column="Total")
    return {
        "Storyshire Police.zip": formats.zipped(
            {"FOI 16-512 data.xlsx": formats.xlsx(Sheet("Data", stack(title, table)))}
        )
    }


def utopshire(body: Body) -> Files:
    """XML Spreadsheet 2003 that calls itself .xls. Says nothing of the flag."""
    title = lines(Head("Utopshire Police - sexual offences recorded April 2015 to March 2016, victims under 18"), None)
    table = matrix(
        body, "Age", singles(2, 17), sexes("Female", "Male"), total_column="Grand Total", total_row="Grand Total"
    )
    return {"Utopshire Police.xls": formats.xml2003(Sheet("Report", stack(title, table)))}


def whimshire(body: Body) -> Files:
    """A mailbox with an acknowledgement and the answer: Excel 97, two years, words for ages."""
    title = lines(
        Head("Whimshire Constabulary – cyber crime flag – sexual offences on victims under 18", across=3), None
    )
    table = matrix(body, "Age of victim", singles(2, 17, "{} years old"), _YEARS, total_row="All ages")
    address, subject = "Whimshire Constabulary <foi@whimshire.example>", "Freedom of Information request 2016-0870"
    first = Mail(address, "Tue, 26 Apr 2016 10:30:00 +0100", subject, covering.WAITING)
    book = {"FOI 2016-0870.xls": formats.xls(Sheet("FOI", stack(title, table)))}
    second = Mail(address, "Thu, 19 May 2016 16:20:00 +0100", subject, covering.ANSWERED, attachments=book)
    return {"Whimshire Constabulary.mbox": letters.mbox(first, second)}


RETURNS: dict[str, Callable[[Body], Files]] = {
    "Barsetshire Constabulary": barsetshire,
    "Dummyshire Police": dummyshire,
    "Fabledale Constabulary": fabledale,
    "Imaginshire Constabulary": imaginshire,
    "Inkshire Police": inkshire,
    "Loamshire Police": loamshire,
    "Makebelieve Moors Police": makebelieve,
    "Nonesuch Constabulary": nonesuch,
    "North Anyshire Police": north_anyshire,
    "Nowhereshire Constabulary": nowhereshire,
    "Paperham Constabulary": paperham,
    "Quillshire Police": quillshire,
    "Specimen Isles Constabulary": specimen_isles,
    "Storyshire Police": storyshire,
    "Utopshire Police": utopshire,
    "Whimshire Constabulary": whimshire,
}
