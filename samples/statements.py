"""Returns of made-up bodies without figures: those that do not use the flag, those that did not know it, and a refusal."""

from __future__ import annotations

from collections.abc import Callable

import formats
from grids import Grid, Head, Sheet, lines
from truth import Body

Files = dict[str, bytes]


def _sheet(*texts: str) -> Sheet:
    return Sheet("Response", lines(Head(texts[0]), *texts[1:]))


def lorumshire(_: Body) -> Files:
    """Not used, with a nought that is no figure."""
    grid: Grid = [
        [Head("Lorumshire Constabulary FOI 2016/119")],
        [],
        [Head("Sexual offences with online flag, victims under 18"), Head("2015/16")],
        ["Total offences", 0],
        [],
        [
            "Please note that the online flag has not been implemented in this force, so the nought above does not mean that no such offence took place."
        ],
    ]
    return {"Lorumshire Constabulary.xlsx": formats.xlsx(Sheet("Data", grid))}


def maybeshire(_: Body) -> Files:
    """Not aware, among other sentences."""
    texts = (
        "Maybeshire Police – response to FOI request 3306",
        "You asked how many sexual offences against children under 18 were cyber-flagged in 2015/16, by age of victim.",
        "Before your request arrived this force was not aware of the cyber-flag or of the duty to apply it.",
        "We are now looking at how it can be added to our crime recording system.",
    )
    return {"Maybeshire Police FOI 3306.xlsx": formats.xlsx(_sheet(*texts))}


def perhapsford(_: Body) -> Files:
    """Not aware, in other words."""
    texts = (
        "Perhapsford Constabulary",
        "Question: number of sexual offences with the online crime flag, victim under 18, 1 April 2015 to 31 March 2016",
        "Answer: we had not heard of the online crime flag and have no figures to give.",
    )
    return {"Perhapsford Constabulary.xlsx": formats.xlsx(_sheet(*texts))}


def thimbleshire(_: Body) -> Files:
    """Not used, after the request has been repeated."""
    texts = (
        "Thimbleshire Police",
        "Request: if your force uses the cyber-flag, please state how many sexual offences against under 18s carried it in 2015/16.",
        "Response: Thimbleshire Police does not use the cyber-flag, and there is no other marker on our system from which such a count could be made.",
    )
    return {"Thimbleshire Police.xlsx": formats.xlsx(_sheet(*texts))}


def umbershire(_: Body) -> Files:
    """A refusal on cost; its numbers are those of the search."""
    texts = (
        "Umbershire Police – Refusal Notice",
        "The information is held but not in a form that can be retrieved within the cost limit.",
        "About 2,300 crime records would have to be read one by one at five minutes each, which is more than 190 hours and above the limit of 18 hours or £450.",
        "The request is therefore refused under section 12(1) of the Freedom of Information Act 2000.",
    )
    return {"Umbershire Police.xlsx": formats.xlsx(_sheet(*texts))}


RETURNS: dict[str, Callable[[Body], Files]] = {
    "Lorumshire Constabulary": lorumshire,
    "Maybeshire Police": maybeshire,
    "Perhapsford Constabulary": perhapsford,
    "Thimbleshire Police": thimbleshire,
    "Umbershire Police": umbershire,
}
