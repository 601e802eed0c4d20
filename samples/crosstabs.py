"""Returns of made-up bodies that are one table, or several of one kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import covering
import formats
import letters
from grids import (
    Content,
    Grid,
    Head,
    Sheet,
    Sum,
    band,
    beside,
    codes_of,
    everything,
    groups_of,
    lines,
    matrix,
    sexes,
    singles,
    stack,
    turned,
    unknown,
)
from letters import Mail
from truth import Body

Files = dict[str, bytes]
_YEARS = [(Head("2014/15"), {"period": "2014/15"}), (Head("2015/16"), {"period": "2015/16"})]


def anyshire(body: Body) -> Files:
    """Two years side by side; a blank is a nought, as the totals prove."""
    title = lines(
        "Sexual offences recorded by Anyshire Police with a cyber flag, victim aged under 18 at time of offence", None
    )
    table = matrix(body, "Victim age", [*singles(1, 17), unknown("Unknown")], _YEARS, blank_zero=True)
    return {"Anyshire Police.csv": formats.delimited(stack(title, table))}


def blankshire(body: Body) -> Files:
    """The request's own template, filled in."""
    grid: Grid = [
        [Head("Request for information: online sexual offences against children")],
        ["Please complete the tables below for 1 April 2015 to 31 March 2016 and return this form by 20 May 2016."],
        ["Please count offences to which the cyber-flag has been applied and where the victim was under 18."],
        [],
        ["Police force:", "Blankshire Constabulary"],
        ["Date completed:", date(2016, 5, 9)],
        [],
        ["Q1. Total number of cyber-flagged sexual offences", body.count()],
        [],
        ["Q2. Number of cyber-flagged sexual offences by age and gender of victim"],
    ]
    ages = [("1-4", band(1, 4)), ("5-9", band(5, 9)), *singles(10, 15), ("16-17", band(16, 17)), unknown("Not known")]
    grid += matrix(body, "Age", ages, sexes("Female", "Male", "Not recorded"), total_column="Total")
    return {"Blankshire Constabulary - completed form.xlsx": formats.xlsx(Sheet("Form", grid))}


def elsewhereshire(body: Body) -> Files:
    """One sheet per offence; what a sheet counts stands in its name alone."""
    ages = [("1 to 9", band(1, 9)), ("10 to 12", band(10, 12)), ("13", band(13, 13)), *singles(14, 17)]
    notes = lines(
        Head("Elsewhereshire Police"),
        "Offences recorded between 1 April 2015 and 31 March 2016 that carry the online flag. Victims under 18.",
        "Each sheet shows one type of offence. Indecent images are not included.",
    )
    pages = [Sheet("Notes", notes)]
    for name, pick in groups_of(body):
        pages.append(Sheet(str(name), matrix(body, "Age of victim", ages, everything("Offences"), **pick)))
    return {
        "Elsewhereshire Police FOI 1187.xlsx": formats.xlsx(*pages),
        "Elsewhereshire Police FOI 1187 acknowledgement.txt": letters.txt(covering.HOLDING),
    }


def erewhon(body: Body) -> Files:
    """A csv whose bands went through a spreadsheet program: 10-12 is now 10-Dec. Says nothing of the flag."""
    ages = [turned(1, 9), turned(10, 12), ("13", band(13, 13)), ("14-15", band(14, 15)), ("16-17", band(16, 17))]
    title = lines("Erewhon Police - sexual offences 2015/16 - victims under 18")
    return {
        "Erewhon Police.csv": formats.delimited(stack(title, matrix(body, "Age Range", ages, everything("Offences"))))
    }


def fauxford(body: Body) -> Files:
    """Two heading rows, the upper one merged; totals both ways."""
    picks = [{"period": year, "sex": sex} for year in ("2014/15", "2015/16") for sex in ("female", "male")]
    ages = [*singles(1, 17), unknown("Unk")]
    title = lines(Head("Fauxford Police: Cyber Crime Qualifier on sexual offences, victims U18", across=7), None)
    grid: Grid = [[Head("Age", down=2), Head("2014/15", across=3), Head("2015/16", across=3)]]
    grid += [[None, *[Head(label) for label in ("Female", "Male", "Total") * 2]]]
    for label, age in ages:
        n = [body.count(**pick, **age) for pick in picks]
        grid += [[label, n[0], n[1], Sum(n[0] + n[1], 2, "left"), n[2], n[3], Sum(n[2] + n[3], 2, "left")]]
    totals = [body.count(**pick) for pick in picks]
    sums = (totals[0], totals[1], totals[0] + totals[1], totals[2], totals[3], totals[2] + totals[3])
    grid += [[Head("Total"), *[Sum(value, len(ages)) for value in sums]]]
    return {"Fauxford Police.xlsx": formats.xlsx(Sheet("Sheet1", stack(title, grid)))}


def fictonshire(body: Body) -> Files:
    """Transposed: years down, ages across."""
    ages = [*singles(1, 17), unknown("N/K")]
    title = lines(Head("Fictonshire Constabulary – offences against persons aged 0-17 with Online Flag = Yes"), None)
    table = matrix(
        body,
        "Year / Age",
        [(label, pick) for label, pick in zip(("2014/15", "2015/16"), (p for _, p in _YEARS), strict=True)],
        ages,
        total_row="",
        total_column="Total",
    )
    return {
        "FOI 2016-188 Fictonshire.xlsx": formats.xlsx(Sheet("Sexual offences", stack(title, table))),
        "FOI 2016-188 Fictonshire letter.rtf": letters.rtf(covering.NEITHER),
    }


def mockborough(body: Body) -> Files:
    """Groups of offences with their own figures above the offences that they sum; one band has become a date."""
    ages = [
        ("1-9", band(1, 9)),
        turned(10, 12),
        ("13", band(13, 13)),
        ("14", band(14, 14)),
        ("15", band(15, 15)),
        ("16-17", band(16, 17)),
    ]
    grid: Grid = [
        [Head("Mockborough Police, cyber-enabled flag, sexual offences against children, April 2015 to March 2016")],
        [],
    ]
    grid += [
        [
            Head("HO class and offence"),
            *[label if not isinstance(label, str) else Head(label) for label, _ in ages],
            Head("Total"),
        ]
    ]

    def line(label: Content, **pick: Any) -> list[Content]:
        counts = [body.count(**age, **pick) for _, age in ages]
        return [label, *counts, Sum(sum(counts), len(counts), "left")]

    for name, group in groups_of(body):
        grid.append(line(Head(str(name)), **group))
        grid += [line(label, **code) for label, code in codes_of(body) if code["codes"][0] in group["codes"]]
    grid.append(line(Head("All sexual offences")))
    return {"Mockborough Police.xlsx": formats.xlsx(Sheet("Cyber", grid))}


def notional_coast(body: Body) -> Files:
    """Girls left, boys right, and a letter that also answers another question by a search for words."""
    title = lines(
        Head("Notional Coast Police – sexual offences with cyber flag – 01.04.15 to 31.03.16 – victims under 18"), None
    )
    halves = [
        stack([[Head(name, across=2)]], matrix(body, "Age", singles(2, 17), everything("Offences"), sex=sex))
        for name, sex in (("Female victims", "female"), ("Male victims", "male"))
    ]
    return {
        "Notional Coast Police/Figures.xlsx": formats.xlsx(Sheet("Sheet1", stack(title, beside(halves[0], halves[1])))),
        "Notional Coast Police/Response letter.docx": letters.docx(covering.KEYWORDS),
    }


def pretendshire(body: Body) -> Files:
    """A message; its workbook has one sheet per sex of the victim, offences by age, totals both ways."""
    ages = [("1-9", band(1, 9)), ("10-11", band(10, 11)), *singles(12, 17)]
    pages = []
    for name, sex in (("Female", "female"), ("Male", "male"), ("Not recorded", "unknown")):
        title = lines(Head("Online flagged offences, 2015/16, victims under 18, by age in years"), None)
        kinds = [(label, pick) for label, pick in codes_of(body, "{title} ({code})") if body.count(sex=sex, **pick)]
        pages.append(Sheet(name, stack(title, matrix(body, "Offence", kinds, ages, total_column="Total", sex=sex))))
    sent = Mail(
        "Pretendshire Police FOI <foi@pretendshire.example>",
        "Tue, 10 May 2016 14:05:00 +0100",
        "Freedom of Information request 16/0552: our response",
        covering.NOT_HELD,
        attachments={"Online flagged offences.xlsx": formats.xlsx(*pages, stored=True)},
    )
    return {"Pretendshire Police.eml": letters.eml(sent)}


def sampleton(body: Body) -> Files:
    """One sheet per year; the year stands in the sheet's name alone."""
    title = lines(Head("Sexual offences with a cyber flag – victims under 18"), None)
    pages = []
    for year in ("2014/15", "2015/16"):
        table = matrix(body, "Age", singles(2, 17, "Aged {}"), sexes("Girls", "Boys"), total_column="All", period=year)
        pages.append(Sheet(year.replace("/", "-"), stack(title, table)))
    return {"Sampleton and Demoford Constabulary.xlsx": formats.xlsx(*pages)}


def testshire(body: Body) -> Files:
    """A workbook that may hold macros; three bands of ages have become dates."""
    ages = [
        turned(1, 4),
        turned(5, 9),
        turned(10, 12),
        (13, band(13, 13)),
        ("14-15", band(14, 15)),
        ("16-17", band(16, 17)),
    ]
    title = lines(Head("Testshire Police: cyber marker = Y, sexual offences, FY 15-16"), None)
    table = matrix(body, "Age band of victim", ages, everything("Crimes"), total_row="Sum:")
    return {
        "Testshire Police.xlsm": formats.xlsm(Sheet("Return", stack(title, table))),
        "Testshire Police letter.docx": letters.docx(covering.LATER),
    }


RETURNS: dict[str, Callable[[Body], Files]] = {
    "Anyshire Police": anyshire,
    "Blankshire Constabulary": blankshire,
    "Elsewhereshire Police": elsewhereshire,
    "Erewhon Police": erewhon,
    "Fauxford Police": fauxford,
    "Fictonshire Constabulary": fictonshire,
    "Mockborough Police": mockborough,
    "Notional Coast Police": notional_coast,
    "Pretendshire Police": pretendshire,
    "Sampleton and Demoford Constabulary": sampleton,
    "Testshire Police": testshire,
}
