"""Returns under real names. Their totals were published in June 2016; every split of a total says on its sheet that it is invented."""

from __future__ import annotations

from collections.abc import Callable

import formats
from grids import Grid, Head, Sheet, band, beside, everything, lines, matrix, sexes, singles, stack
from truth import Body

Files = dict[str, bytes]
_YEAR = "1 April 2015 to 31 March 2016"


def avon_and_somerset(body: Body) -> Files:
    """Pairs: a question, and the number beside it."""
    grid = lines(Head("Avon and Somerset FOI – cyber-crime flag"), None)
    grid += [[f"Sexual offences against under 18s tagged as cyber-crime, {_YEAR}", body.count()]]
    return {"Avon and Somerset Police.xlsx": formats.xlsx(Sheet("Sheet1", grid))}


def durham(body: Body) -> Files:
    """The smallest return there is: a heading row and a number."""
    grid: Grid = [
        [Head("Period"), Head("Cyber flagged sexual offences, victim under 18")],
        ["01/04/2015 - 31/03/2016", body.count()],
    ]
    return {"Durham Constabulary.csv": formats.delimited(grid)}


def dyfed_powys(body: Body) -> Files:
    """OpenDocument, transposed: ages across."""
    ages = [(Head(f"Age {label}"), pick) for label, pick in singles(2, 17)]
    table = matrix(body, "Year", [("2015/16", {})], ages, total_row="", total_column="Total offences")
    title = lines(
        Head("Dyfed-Powys Police: cyber flagged sexual offences where the victim was under 18, by age of victim"),
        "The total was published; the ages are invented for this sample.",
        None,
    )
    return {"Dyfed-Powys Police.ods": formats.ods(Sheet("Ages", stack(title, table)))}


def gwent(body: Body) -> Files:
    """Tab-separated text."""
    grid: Grid = [*lines("Gwent Police", None), ["Measure", "Number"]]
    grid += [[f"Number of sexual offences with an online flag, victims under 18, {_YEAR}", body.count()]]
    return {"Gwent Police.tsv": formats.delimited(grid, "\t")}


def leicestershire(body: Body) -> Files:
    """Excel 97, bands of ages."""
    ages = [
        ("1 to 9", band(1, 9)),
        ("10 to 12", band(10, 12)),
        ("13", band(13, 13)),
        ("14 to 15", band(14, 15)),
        ("16 to 17", band(16, 17)),
    ]
    title = lines(
        Head("Leicestershire Police – offences with cyber flag, FY 2015/16, victims aged under 18"),
        "Split by age invented for this sample; only the total was published.",
        None,
    )
    table = matrix(body, "Age of victim", ages, everything("Offences"), total_row="Grand Total")
    return {"Leicestershire Police.xls": formats.xls(Sheet("Data", stack(title, table)))}


def merseyside(body: Body) -> Files:
    """A web archive that calls itself .xls."""
    grid = lines(Head("Merseyside Police", across=2))
    grid += [[Head("Sexual offences on under 18s with cyber flag"), Head("Number of offences")], [_YEAR, body.count()]]
    return {"Merseyside Police.xls": formats.mhtml(grid, "Merseyside Police")}


def north_wales(body: Body) -> Files:
    """Headings in two languages."""
    grid = lines(
        Head("Heddlu Gogledd Cymru / North Wales Police"),
        "Sexual offences with online crime flag, victim under 18",
        None,
    )
    grid += [[Head("Blwyddyn / Year"), Head("Nifer y troseddau / Number of offences")], ["2015/16", body.count()]]
    return {"North Wales Police.xlsx": formats.xlsx(Sheet("Taflen1", grid))}


def northumbria(body: Body) -> Files:
    """Age by sex under a local name of the flag."""
    title = lines(
        Head("Northumbria Police: sexual offences with the ‘Internet Involved’ special interest marker"),
        f"Victims under 18, offences recorded {_YEAR}",
        "(split by age and sex invented for this sample; only the total was published)",
        None,
    )
    ages = singles(2, 17, "{} yrs")
    table = matrix(body, "Age at offence", ages, sexes("Female", "Male"), total_column="Total")
    return {"Northumbria Police.xlsx": formats.xlsx(Sheet("Table 1", stack(title, table)))}


def south_wales(body: Body) -> Files:
    """A web page that calls itself .xls."""
    grid = lines(Head("South Wales Police – Online flagged sexual offences against children under 18", across=2))
    grid += [[Head("Financial year"), Head("Recorded offences")], ["2015/16", body.count()]]
    return {"South Wales Police.xls": formats.html(grid, "South Wales Police")}


def west_mercia(body: Body) -> Files:
    """Single years of age, and a note beside the table."""
    title = lines(
        Head("West Mercia Police"),
        f"Sexual offences against under 18s with the cyber flag, {_YEAR}, by age of victim",
        "(single years of age in part invented for this sample, see samples/README.md)",
        None,
    )
    table = matrix(body, "Age of victim", singles(1, 17), everything("Number of offences"))
    note = lines("Age is age at the time of the offence.")
    return {"West Mercia Police.xlsx": formats.xlsx(Sheet("Cyber offences", stack(title, beside(table, note))))}


def west_midlands(body: Body) -> Files:
    """A line of title, a line of heading, a line of figures."""
    grid = lines("West Midlands Police - sexual offences with cyber marker - victim aged under 18", None)
    grid += [["Financial Year", "Number of Offences"], ["2015/2016", body.count()]]
    return {"West Midlands Police.csv": formats.delimited(grid)}


RETURNS: dict[str, Callable[[Body], Files]] = {
    "Avon and Somerset Police": avon_and_somerset,
    "Durham Constabulary": durham,
    "Dyfed-Powys Police": dyfed_powys,
    "Gwent Police": gwent,
    "Leicestershire Police": leicestershire,
    "Merseyside Police": merseyside,
    "North Wales Police": north_wales,
    "Northumbria Police": northumbria,
    "South Wales Police": south_wales,
    "West Mercia Police": west_mercia,
    "West Midlands Police": west_midlands,
}
