"""What made-up bodies say in letters and messages beside their figures. The words change no figure."""

from __future__ import annotations

from grids import Head

# An acknowledgement; the answer came later.
HOLDING = (
    Head("Elsewhereshire Police"),
    "Freedom of Information request 1187",
    "25 April 2016",
    "Dear applicant,",
    "Thank you for your request, which we received on 22 April 2016.",
    "It is being considered, and you can expect our response within 20 working days, that is by 23 May 2016.",
    "Yours faithfully,",
    "Information Access Team",
)

# The flag is used, with a caution.
CAVEAT = (
    Head("Inkshire Police"),
    "Our reference: 2016-0519",
    "18 May 2016",
    "Dear applicant,",
    "The figures you asked for are in the workbook that comes with this letter.",
    "The cyber flag is in use in this force but is not mandatory, so the figures are likely to be incomplete.",
    "Yours faithfully,",
    "Disclosure Office",
)

# The flag is younger than the period asked for.
LATER = (
    Head("Testshire Police"),
    "Freedom of Information request 1602",
    "Dear applicant,",
    "The workbook that comes with this letter gives the number of crimes with the cyber marker in 2015/16.",
    "The cyber marker was introduced on our crime recording system in March 2015, so crimes recorded before then do not carry it.",
    "Yours faithfully,",
    "Information Governance",
)

# A further question, answered by a search for words.
KEYWORDS = (
    Head("Notional Coast Police"),
    "Freedom of Information request 2016/233",
    "Dear applicant,",
    "Question 1. How many sexual offences against children under 18 carried the cyber-flag from 1 April 2015 to 31 March 2016?",
    "Answer 1. Please see the workbook that comes with this letter.",
    "Question 2. In how many burglaries was a social network named?",
    "Answer 2. A keyword search of the crime notes for “facebook” and “instagram” was carried out to answer this question, and found 31 burglaries.",
    "Yours faithfully,",
    "Freedom of Information Unit",
)

# A further question about something that the force does not keep.
NOT_HELD = (
    "Dear applicant,",
    "Question 1. How many sexual offences against children under 18 carried the online flag in 2015/16?",
    "Answer 1. The figures are in the attached workbook.",
    "Question 2. How many of the victims had been online for more than two hours a day?",
    "Answer 2. Pretendshire Police does not hold this information.",
    "Kind regards",
    "Freedom of Information team, Pretendshire Police",
)

# A further question that a force may not even say whether it could answer.
NEITHER = (
    Head("Fictonshire Constabulary"),
    "FOI 2016-188",
    "Dear applicant,",
    "Question 1. How many offences against persons aged 0-17 carried the Online Flag?",
    "Answer 1. Please see the attached spreadsheet.",
    "Question 2. Which of these offences were referred to a national security body?",
    "Answer 2. Fictonshire Constabulary neither confirms nor denies that it holds information for this question, under section 23(5) of the Freedom of Information Act 2000.",
    "Yours faithfully,",
    "Information Compliance",
)
WAITING = (
    "Dear applicant,",
    "We acknowledge receipt of your request and aim to send you a response by 20 May 2016.",
    "Whimshire Constabulary",
)
ANSWERED = (
    "Dear applicant,",
    "Further to our message of 26 April 2016, please find attached our response to your request.",
    "Whimshire Constabulary",
)
