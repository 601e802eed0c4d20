"""Returns of made-up bodies without figures: those that do not use the flag, those that did not know it, and a refusal."""

from __future__ import annotations

from collections.abc import Callable

import letters
from grids import Head
from letters import Letter, Mail
from truth import Body

Files = dict[str, bytes]
ASKED = (
    "Please tell me how many sexual offences against children under 18, recorded from 1 April 2015 to 31 March 2016, carried the cyber-flag.",
    "If your force does not use the cyber-flag, please say so.",
)


def lorumshire(_: Body) -> Files:
    """Not used, with a nought that is no figure."""
    letter: Letter = (
        Head("Lorumshire Constabulary"),
        "Freedom of Information request 2016/119",
        "19 May 2016",
        "Dear applicant,",
        "Thank you for your request about sexual offences against children and the online flag. Our answer is below.",
        [
            [Head("Sexual offences with online flag, victims under 18"), Head("2015/16")],
            ["Total offences", 0],
        ],
        "Please note that the online flag has not been implemented in this force, so the nought above does not mean that no such offence took place.",
        "You may ask for an internal review within two months of this letter.",
        "Yours faithfully,",
        "Information Rights Unit",
    )
    return {"Lorumshire Constabulary.docx": letters.docx(letter)}


def maybeshire(_: Body) -> Files:
    """Not aware, in a message above the request that it answers."""
    letter = (
        "Dear applicant,",
        "Thank you for your request, our reference FOI 3306.",
        "Before your request arrived this force was not aware of the cyber-flag or of the duty to apply it.",
        "We are now looking at how it can be added to our crime recording system.",
        "Kind regards",
        "Disclosure team, Maybeshire Police",
    )
    sent = Mail(
        "Maybeshire Police Disclosure <disclosure@maybeshire.example>",
        "Wed, 11 May 2016 09:12:00 +0100",
        "RE: Freedom of Information request FOI 3306",
        letter,
        quoted=("Dear Maybeshire Police,", *ASKED),
    )
    return {"Maybeshire Police FOI 3306.eml": letters.eml(sent)}


def perhapsford(_: Body) -> Files:
    """Not aware, in other words, on a page of the force's disclosure log."""
    letter = (
        Head("Cyber-flagged sexual offences against children: disclosure 2016-204"),
        "Published 24 May 2016 by Perhapsford Constabulary",
        Head("Request"),
        "Number of sexual offences with the online crime flag, victim under 18, 1 April 2015 to 31 March 2016",
        Head("Response"),
        "We had not heard of the online crime flag and have no figures to give.",
    )
    made = letters.page(letter, "Disclosure 2016-204 – Perhapsford Constabulary", "Perhapsford Constabulary")
    return {"Perhapsford Constabulary.html": made}


def thimbleshire(_: Body) -> Files:
    """Not used, after the request has been repeated."""
    letter = (
        Head("Thimbleshire Police"),
        "Our reference: FOI/2016/0447",
        "16 May 2016",
        "Dear applicant,",
        "I write in connection with your request for information dated 22 April 2016.",
        Head("Your request"),
        *ASKED,
        Head("Our response"),
        "Thimbleshire Police does not use the cyber-flag, and there is no other marker on our system from which such a count could be made.",
        "If you are not content with this response you may complain to the Information Commissioner.",
        "Yours sincerely,",
        "Freedom of Information Officer",
    )
    return {"Thimbleshire Police.pdf": letters.pdf(letter)}


def umbershire(_: Body) -> Files:
    """A refusal on cost; its numbers are those of the search."""
    letter = (
        Head("Umbershire Police"),
        "Reference 16/0381, 12 May 2016",
        Head("Refusal Notice"),
        "Dear applicant,",
        "The information is held but not in a form that can be retrieved within the cost limit.",
        "About 2,300 crime records would have to be read one by one at five minutes each, which is more than 190 hours and above the limit of 18 hours or £450.",
        "The request is therefore refused under section 12(1) of the Freedom of Information Act 2000.",
        "Yours faithfully,",
        "Records and Disclosure",
    )
    return {"Umbershire Police.rtf": letters.rtf(letter)}


RETURNS: dict[str, Callable[[Body], Files]] = {
    "Lorumshire Constabulary": lorumshire,
    "Maybeshire Police": maybeshire,
    "Perhapsford Constabulary": perhapsford,
    "Thimbleshire Police": thimbleshire,
    "Umbershire Police": umbershire,
}
