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
    (
        "In 2015/16 there were 37 cyber-flagged offences. The victims were aged as follows: 10 (4), 11 (6), 12 (9) and 13 (18).",
        ["37 offences", "4 offences 10-10", "6 offences 11-11", "9 offences 12-12", "18 offences 13-13"],
        [],
    ),
    (
        "There were 37 such offences. Ages: 10 - 4, 11 - 6, 12 - 9, 13 - 18.",
        ["37 offences", "4 offences 10-10", "6 offences 11-11", "9 offences 12-12", "18 offences 13-13"],
        [],
    ),
    (
        "Age 10: 4; age 11: 6; age 12: 9; age 13: 18.",
        ["4 offences 10-10", "6 offences 11-11", "9 offences 12-12", "18 offences 13-13"],
        [],
    ),
    (
        "The victims comprised four 10 year olds, six 11 year olds, nine 12 year olds and eighteen 13 year olds.",
        ["4 victims 10-10", "6 victims 11-11", "9 victims 12-12", "18 victims 13-13"],
        [],
    ),
    (
        "Two victims were aged 9, one victim was aged 10 and the remaining 34 victims were aged 11 to 17.",
        ["2 victims 9-9", "1 victims 10-10", "34 victims 11-17"],
        [],
    ),
    (
        "Of the 37 victims, 4 were 10 years old, 6 were 11 years old and 27 were 12 or over.",
        ["37 victims", "4 victims 10-10", "6 victims 11-11", "27 victims 12-None"],
        [],
    ),
    ("19 victims were under 13 and 18 were between 13 and 17.", ["19 victims 0-12", "18 victims 13-17"], []),
    (
        "19 of the victims were under the age of 13 and the other 18 were aged between 13 and 15.",
        ["19 victims 0-12", "18 victims 13-15"],
        [],
    ),
    (
        "Victims under 10: 3, victims aged 10-13: 12, victims aged 14-17: 22.",
        ["3 victims 0-9", "12 victims 10-13", "22 victims 14-17"],
        [],
    ),
    (
        "Under 10 years - 3; 10 to 13 years - 12; 14 to 17 years - 22.",
        ["3 offences 0-9", "12 offences 10-13", "22 offences 14-17"],
        [],
    ),
    ("The 37 victims ranged in age from 9 to 17.", ["37 victims"], []),
    ("In two cases the age of the victim is not recorded.", ["2 unknown None-None"], []),
    ("3 x 11 years, 5 x 12 years, 7 x 13 years.", ["3 offences 11-11", "5 offences 12-12", "7 offences 13-13"], []),
    (
        "The youngest victim was nine years old and there were 37 offences in total.",
        ["37 offences"],
        ["youngest-in-words"],
    ),
    ("The victims' ages were 11, 12, 13 and 15.", [], []),
    ("There were 37 victims (30 female, 7 male).", ["37 victims", "30 victims female", "7 victims male"], []),
    (
        "There were 37 flagged offences, 30 against girls and 7 against boys.",
        ["37 offences", "30 offences female", "7 offences male"],
        [],
    ),
    ("Of these, 30 were female and 7 were male.", ["30 offences female", "7 offences male"], []),
    ("Thirty of the victims were girls; the other seven were boys.", ["30 victims female", "7 victims male"], []),
    ("Female - 30, Male - 7.", ["30 offences female", "7 offences male"], []),
    ("Gender of victim: 30 females and 7 males.", ["30 victims female", "7 victims male"], []),
    ("There were 37 victims, all of whom were female.", ["37 victims female"], []),
    ("None of the victims were male.", ["0 victims male"], []),
    ("All 37 victims were girls.", ["37 victims female"], []),
    (
        "We recorded 412 sexual offences against children in 2015/16, of which 37 were cyber flagged.",
        ["412 offences all", "37 offences"],
        [],
    ),
    (
        "We recorded 412 sexual offences against children in 2015/16. Of these, 37 had the cyber flag applied.",
        ["412 offences all", "37 offences"],
        [],
    ),
    (
        "Of the 412 child sexual offences recorded in 2015/16, 37 were flagged and the remaining 375 were not.",
        [
            "412 offences all child sexual offences",
            "37 offences child sexual offences",
            "375 offences not-child sexual offences",
        ],
        [],
    ),
    (
        "37 of our 412 child sexual offences carried the online crime flag.",
        ["412 offences all child sexual offences", "37 offences child sexual offences"],
        [],
    ),
    ("Only 37 out of a total of 412 offences had been given the flag.", ["412 offences all", "37 offences"], []),
    ("412 offences were recorded, 37 of them with the cyber flag.", ["412 offences all", "37 offences"], []),
    (
        "412 offences were recorded, 37 of which were committed online and flagged as such.",
        ["412 offences all", "37 offences"],
        [],
    ),
    ("There were 37 cyber flagged offences, 12 of which were rapes.", ["37 offences", "12 offences rapes"], []),
    (
        "There were 37 cyber flagged offences: 12 rapes and 25 sexual assaults.",
        ["37 offences", "12 offences rapes", "25 offences sexual assaults"],
        [],
    ),
    (
        "There were 37 cyber flagged offences in 2015/16. 12 were rapes and 25 were sexual assaults.",
        ["37 offences", "12 offences rapes", "25 offences sexual assaults"],
        [],
    ),
    ("There were 31 flagged offences in 2014/15 and 37 in 2015/16.", ["31 201404-201503 offences", "37 offences"], []),
    (
        "In 2014/15 there were 31 flagged offences; in 2015/16 there were 37.",
        ["31 201404-201503 offences", "37 offences"],
        [],
    ),
    ("In 2014/15 and 2015/16 there were 31 and 37 flagged offences respectively.", [], UNREAD),
    (
        "31 offences (2014/15) and 37 offences (2015/16) were cyber flagged.",
        ["31 201404-201503 offences", "37 offences"],
        [],
    ),
    ("2014/15: 31, 2015/16: 37.", ["31 201404-201503 offences", "37 offences"], []),
    ("The figure for 2014/15 was 31 and for 2015/16 it was 37.", ["31 201404-201503 offences", "37 offences"], []),
    ("37 flagged offences were recorded in 2015/16, a decrease of 4 on the previous year.", ["37 offences"], []),
    (
        "37 flagged offences were recorded in 2015/16 compared to 41 the year before.",
        ["37 offences", "41 201404-201503 offences"],
        [],
    ),
    ("In the calendar year 2015, 37 offences were flagged.", ["37 201501-201512 offences"], []),
    ("From 1 April 2015 to 31 March 2016 there were 2015 sexual offences against children.", [], UNREAD),
    (
        "Offence   Count\nRape of a female child under 13   12\nSexual activity involving a child under 16   25\nTotal   37",
        [
            "12 offences rape of a female child under 13",
            "25 offences sexual activity involving a child under 16",
            "37 offences cyber",
        ],
        [],
    ),
    (
        "Age Number\n10 4\n11 6\n12 27\nTotal 37",
        ["4 offences 10-10", "6 offences 11-11", "27 offences 12-12", "37 offences cyber"],
        [],
    ),
    ("Female 30\nMale 7\nTotal 37", ["30 offences female", "7 offences male", "37 offences cyber"], []),
    (
        "2013/14 25\n2014/15 31\n2015/16 37",
        ["25 201304-201403 offences", "31 201404-201503 offences", "37 offences"],
        [],
    ),
    ("Under 13: 19\n13 to 17: 18\nTotal: 37", ["19 offences 0-12", "18 offences 13-17", "37 offences cyber"], []),
    (
        "The breakdown by age is:\n\n• 10 years – 4\n• 11 years – 6\n• 12 years – 27",
        ["4 offences 10-10", "6 offences 11-11", "27 offences 12-12"],
        [],
    ),
    (
        "The offences were:\n\n- 12 x Rape\n- 25 x Sexual assault",
        ["12 offences rape", "25 offences sexual assault"],
        [],
    ),
    (
        "The offences were as follows:\n\n* 12 offences of rape\n* 25 offences of sexual assault on a female child under 13",
        ["12 offences rape", "25 offences sexual assault"],
        [],
    ),
    ("The victims were:\n\n• 30 girls\n• 7 boys", ["30 victims female", "7 victims male"], []),
    ("Thirty-seven offences were flagged in 2015/16.", ["37 offences"], []),
    ("A total of one hundred and twelve offences were flagged.", ["112 offences"], []),
    ("There was one such offence, where the victim was aged 14.", ["1 offences 14-14"], []),
    ("No offences were recorded with the flag.", ["0 offences"], []),
    ("There were no cyber flagged offences in the period.", ["0 offences"], []),
    ("There was a single offence flagged in 2015/16.", ["1 offences"], []),
    ("Fewer than five victims were aged under 10.", ["0-4 victims 0-9"], []),
    ("Between 1 and 4 victims were aged under 10.", ["1-4 victims 0-9"], []),
    ("Less than 10 offences were flagged in 2015/16.", ["0-9 offences"], []),
    ("More than 100 offences were flagged in 2015/16.", ["101-None offences"], []),
    ("Approximately 40 offences were flagged in 2015/16.", [], UNREAD),
    ("5 or fewer victims were male.", ["0-5 victims male"], []),
    ("<5 offences were flagged.", ["0-4 offences"], []),
    ("There were 37 offences; fewer than 5 of the victims were male.", ["37 offences", "0-4 victims male"], []),
    ("Up to 5 offences were flagged.", ["0-5 offences"], []),
    ("37 offences were flagged in 2015/16, which is 9% of all sexual offences against children.", ["37 offences"], []),
    ("37 (9%) of the 412 offences were flagged.", ["412 offences all", "37 offences"], []),
    ("The flag was applied to 9% of offences.", [], []),
    (
        "Of the 37 flagged offences, 20 were HO class 71/17 sexual communication with a child and 17 were HO class 88A sexual grooming.",
        ["37 offences", "20 offences ho class 71/17 sexual communication", "17 offences ho class 88a sexual grooming"],
        [],
    ),
    ("Sexual grooming (HO code 88/1): 17", ["17 offences sexual grooming (ho code 88/1)"], []),
    ("088/01 Sexual grooming 17", ["17 offences 088/01 sexual grooming"], []),
    (
        "17 offences of sexual grooming (88A) and 20 of causing a child to watch a sexual act (22B) were flagged.",
        ["17 offences sexual grooming", "20 offences child to watch a sexual act"],
        [],
    ),
    ("The youngest victim was eight years of age.", [], ["youngest-in-words"]),
    ("Of the 37 victims the youngest was 8 and the oldest 17.", ["37 victims"], ["youngest-in-words"]),
    ("The youngest victim of the 37 flagged offences was aged 8.", ["37 offences"], ["youngest-in-words"]),
    ("Our records show 64 crimes with the online flag for the year in question.", ["64 offences"], []),
    ("Sixty-four crimes carry the flag.", ["64 offences"], []),
    (
        "I can tell you that we logged 64 of these offences between 1st April 2015 and 31st March 2016.",
        ["64 offences"],
        [],
    ),
    ("The answer to your question is sixty four.", ["64 offences"], []),
    (
        "The total is 64, made up of 51 girls and 13 boys.",
        ["64 offences", "51 offences female", "13 offences male"],
        [],
    ),
    ("64 offences (51F, 13M).", ["64 offences", "51 offences female", "13 offences male"], []),
    ("51 complainants are female and 13 are male.", ["51 victims female", "13 victims male"], []),
    (
        "There are 64 in all; 8 relate to children under ten, 21 to those aged ten to twelve and 35 to those aged 13 and over.",
        ["64 offences", "8 offences 0-9", "21 offences 10-12", "35 offences 13-None"],
        [],
    ),
    (
        "Eight involved a child under 10, 21 a child aged 10 to 12, and 35 a child of 13 or over.",
        ["8 offences 0-9", "21 offences 10-12", "35 offences 13-None"],
        [],
    ),
    (
        "Ages were as follows - 8 years (1), 9 years (2), 12 years (24), 15 years (37).",
        ["1 offences 8-8", "2 offences 9-9", "24 offences 12-12", "37 offences 15-15"],
        [],
    ),
    (
        "Age 8 = 1, Age 9 = 2, Age 12 = 24, Age 15 = 37",
        ["1 offences 8-8", "2 offences 9-9", "24 offences 12-12", "37 offences 15-15"],
        [],
    ),
    (
        "8yrs: 1, 9yrs: 2, 12yrs: 24, 15yrs: 37.",
        ["1 offences 8-8", "2 offences 9-9", "24 offences 12-12", "37 offences 15-15"],
        [],
    ),
    (
        "One victim was 8, two were 9, twenty-four were 12 and thirty-seven were 15.",
        ["1 victims 8-8", "2 victims 9-9", "24 victims 12-12", "37 victims 15-15"],
        [],
    ),
    (
        "Victims were aged 8 (one), 9 (two), 12 (24) and 15 (37).",
        ["1 victims 8-8", "2 victims 9-9", "24 victims 12-12", "37 victims 15-15"],
        [],
    ),
    (
        "1 aged 8; 2 aged 9; 24 aged 12; 37 aged 15.",
        ["1 offences 8-8", "2 offences 9-9", "24 offences 12-12", "37 offences 15-15"],
        [],
    ),
    (
        "There was one 8-year-old, two 9-year-olds and twenty-four 12-year-olds.",
        ["1 offences 8-8", "2 offences 9-9", "24 offences 12-12"],
        [],
    ),
    ("The largest age group was 13 to 15, with 40 victims.", ["40 victims 13-15"], []),
    ("Most victims (40) were aged 13 to 15.", ["40 victims 13-15"], []),
    ("Forty of the 64 victims were aged between 13 and 15 at the time.", ["64 victims", "40 victims 13-15"], []),
    ("40 out of 64 victims were aged 13-15.", ["64 victims", "40 victims 13-15"], []),
    ("No victim was younger than 8.", ["0 victims 0-7"], []),
    ("None of the 64 victims was under 8.", ["64 victims", "0 victims 0-7"], []),
    ("In 3 instances no age had been recorded.", ["3 unknown None-None"], []),
    ("For three offences the age is unknown.", ["3 offences None-None"], []),
    ("The victim's age was unknown in 3 of the offences.", ["3 offences None-None"], []),
    ("We recorded 58 such crimes in 2014/15, and 64 the following year.", ["58 201404-201503 offences"], UNREAD),
    ("The number went up from 58 (2014/15) to 64 (2015/16).", ["58 201404-201503 offences", "64 offences"], []),
    ("Numbers have risen from 58 in 2014/15 to 64 in 2015/16.", ["58 201404-201503 offences", "64 offences"], []),
    ("58 of them date from 2014/15 and 64 from 2015/16.", ["58 201404-201503 offences", "64 offences"], []),
    (
        "For the financial year ending March 2015 we hold 58, and for the year ending March 2016, 64.",
        ["58 201404-201503 offences", "64 offences"],
        [],
    ),
    ("FY14/15 58; FY15/16 64.", ["58 201404-201503 offences", "64 offences"], []),
    (
        "Between April 2015 and March 2016 64 offences were flagged, as against 58 in the preceding twelve months.",
        ["64 offences", "58 201404-201503 offences"],
        [],
    ),
    (
        "In the first quarter there were 14 offences, in the second 18, in the third 12 and in the fourth 20.",
        [],
        UNREAD,
    ),
    (
        "April to September 2015: 30. October 2015 to March 2016: 34.",
        ["30 201504-201509 offences", "34 201510-201603 offences"],
        [],
    ),
    ("Of 702 sexual offences against children, 64 had been flagged.", ["702 offences all", "64 offences"], []),
    (
        "Out of 702 child sexual offences that year, the flag had been set on 64.",
        ["702 offences all child sexual offences", "64 offences child sexual offences"],
        [],
    ),
    (
        "702 sexual offences against children were recorded. The cyber flag was set on 64 of them.",
        ["702 offences all", "64 offences"],
        [],
    ),
    (
        "702 sexual offences against children were recorded, and in 64 cases the online flag was ticked.",
        ["702 offences all", "64 offences"],
        [],
    ),
    ("Of those 702 offences, 64 (9.1%) have the online flag.", ["702 offences all", "64 offences"], []),
    ("64 of these 702 crimes have the marker.", ["702 offences all", "64 offences"], []),
    ("638 offences did not have the flag and 64 did.", ["638 offences not-", "64 offences"], []),
    ("64 crimes were flagged and 638 were not flagged.", ["64 offences", "638 offences not-"], []),
    ("The 64 flagged crimes include 22 rapes.", ["64 offences", "22 offences rapes"], []),
    (
        "Of the 64, 22 were rapes, 30 were sexual assaults and the rest were other offences.",
        ["64 offences", "22 offences rapes", "30 offences sexual assaults"],
        [],
    ),
    (
        "22 were for rape, 30 for sexual assault and 12 for grooming.",
        ["22 offences rape", "30 offences sexual assault", "12 offences grooming"],
        [],
    ),
    (
        "Rape 22, Sexual assault 30, Sexual grooming 12.",
        ["22 offences rape", "30 offences sexual assault", "12 offences sexual grooming"],
        [],
    ),
    (
        "There were 22 rapes (HO 19D & 19E), 30 sexual assaults (HO 20A) and 12 grooming offences (HO 88A).",
        ["22 offences rapes", "30 offences sexual assaults", "12 offences grooming offences"],
        [],
    ),
    (
        "019/08 Rape of a female child under 16: 22\n088/01 Sexual grooming: 42\nTotal: 64",
        [
            "22 offences 019/08 rape of a female child under 16",
            "42 offences 088/01 sexual grooming",
            "64 offences cyber",
        ],
        [],
    ),
    ("There were 64.", ["64 offences"], []),
    (
        "Age of victim No. of offences\n8 1\n9 2\n12 24\n15 37",
        ["1 offences 8-8", "2 offences 9-9", "24 offences 12-12", "37 offences 15-15"],
        [],
    ),
    (
        "Offence 2014/15 2015/16\nRape 20 22\nSexual assault 38 42\nTotal 58 64",
        [
            "20 201404-201503 offences rape",
            "22 offences rape",
            "38 201404-201503 offences sexual assault",
            "42 offences sexual assault",
            "58 201404-201503 offences cyber",
            "64 offences cyber",
        ],
        [],
    ),
    (
        "0-9: 3\n10-12: 21\n13-15: 30\n16-17: 10",
        ["3 offences 0-9", "21 offences 10-12", "30 offences 13-15", "10 offences 16-17"],
        [],
    ),
    ("Under 10 – 3\n10 - 12 – 21\n13 – 17 – 40", ["3 offences 0-9", "21 offences 10-12", "40 offences 13-17"], []),
    (
        "The figures by age are set out below.\n\n8 - 1\n9 - 2\n12 - 24\n15 - 37",
        ["1 offences 8-8", "2 offences 9-9", "24 offences 12-12", "37 offences 15-15"],
        [],
    ),
    ("Month Crimes\nApril 5\nMay 6\nJune 4", [], []),
    ("Victim gender: F 51 / M 13", ["51 offences female", "13 offences male"], []),
    ("There were fewer than ten.", ["0-9 offences"], []),
    ("For males the number is less than 5 and for females it is 60.", ["0-4 offences male", "60 offences female"], []),
    ("1-4 offences involved boys.", ["1-4 offences male"], []),
    ("We hold around sixty such records.", [], UNREAD),
    ("Just over 60 offences were flagged.", ["61-None offences"], []),
    ("Roughly one in ten of the 702 offences was flagged.", ["702 offences all"], []),
    ("Not more than five boys were victims.", ["0-5 victims male"], []),
    ("Some 64 offences have the flag.", [], UNREAD),
    ("At least 64 offences carry the marker, but not all records have been checked.", ["64-None offences"], []),
    ("Two officers from the Paedophile Online Investigation Team reviewed the 64 offences.", ["64 offences"], []),
    ("Three of our six divisions use the flag.", [], []),
    ("The flag was introduced on 1 April 2015 and 64 offences have had it since.", ["64 offences"], []),
    ("Class 88A covers two offences in law.", [], []),
    ("It took 3 hours to extract the 64 records.", [], []),
    ("The form has 12 questions.", [], []),
    ("There were 64 offences, involving 70 victims and 58 suspects.", ["64 offences", "70 victims", "58 suspects"], []),
    ("64 offences were recorded; 12 suspects have been charged.", ["64 offences", "12 suspects"], []),
    ("31 of the 64 offences led to a charge.", ["31 offences", "64 offences"], []),
    ("The youngest was eight.", [], ["youngest-in-words"]),
    ("The youngest victim recorded was an infant under one year of age.", [], ["youngest-in-words"]),
    ("Victims were between 8 and 17, the youngest being 8.", [], ["youngest-in-words"]),
    (
        "Following a search of our systems I can confirm that 118 offences were recorded as cyber enabled during the period specified.",
        ["118 offences"],
        [],
    ),
    (
        "The force recorded a total of 118 child sexual offences with a cyber flag. Ninety-one of the victims were female and 27 male.",
        ["118 offences child sexual offences", "91 victims female", "27 victims male"],
        [],
    ),
    ("118 crimes. Please note that one crime can have more than one victim.", ["118 offences"], []),
    ("A total of 118 crimes were identified, in which there were 121 victims.", ["118 offences", "121 victims"], []),
    (
        "There are 118 crimes with 121 victims. 94 victims are female, 27 are male.",
        ["118 offences", "121 victims", "94 victims female", "27 victims male"],
        [],
    ),
    (
        "Of the 121 victims, 94 were girls and 27 were boys.",
        ["121 victims", "94 victims female", "27 victims male"],
        [],
    ),
    (
        "Of the 94 girls, 12 were under 10 and 82 were 10 to 17.",
        ["94 offences female", "12 offences 0-9 female", "82 offences 10-17 female"],
        [],
    ),
    ("The 27 boys were aged between 7 and 17.", ["27 offences 7-17 male"], []),
    ("Of the victims under 13, 20 were female and 9 male.", ["20 victims 0-12 female", "9 victims 0-12 male"], []),
    (
        "Females: under 13 - 20; 13 to 17 - 74. Males: under 13 - 9; 13 to 17 - 18.",
        ["20 offences 0-12 female", "74 offences 13-17 female", "9 offences 0-12 male", "18 offences 13-17 male"],
        [],
    ),
    (
        "Age 12 and under: 30. Age 13 to 15: 61. Age 16 and 17: 27.",
        ["30 offences 0-12", "61 offences 13-15", "27 offences 16-17"],
        [],
    ),
    (
        "30 victims were 12 or younger, 61 were 13, 14 or 15 and 27 were 16 or 17.",
        ["30 victims 0-12", "61 victims 13-15", "27 victims 16-17"],
        [],
    ),
    (
        "Number of offences where victim aged 0-11: 21\nNumber of offences where victim aged 12-15: 70\nNumber of offences where victim aged 16-17: 27",
        ["21 offences 0-11", "70 offences 12-15", "27 offences 16-17"],
        [],
    ),
    (
        "Number of flagged offences: 118\nNumber of female victims: 91\nNumber of male victims: 27",
        ["118 offences", "91 victims female", "27 victims male"],
        [],
    ),
    (
        "Total number of sexual offences against children: 1,342\nTotal number with the cyber flag: 118",
        ["1342 offences all", "118 offences cyber"],
        [],
    ),
    (
        "We recorded 1,342 sexual offences against children in 2015/16 of which 118 (8.8%) had the cyber flag.",
        ["1342 offences all", "118 offences"],
        [],
    ),
    (
        "Of these 118 offences, fewer than five involved a victim under the age of 10.",
        ["118 offences", "0-4 victims 0-9"],
        [],
    ),
    (
        "118 offences carry the flag; in five or fewer the victim was under 10.",
        ["118 offences", "0-5 offences 0-9"],
        [],
    ),
    ("118 of the offences were committed online according to the flag.", ["118 offences"], []),
    (
        "In April 2015 there were 7 offences, in May 2015 there were 9 and in June 2015 there were 12.",
        ["7 201504-201504 offences", "9 201505-201505 offences", "12 201506-201506 offences"],
        [],
    ),
    ("2014/15 - 96 (not including March 2015)\n2015/16 - 118", ["96 201404-201503 offences", "118 offences"], []),
    (
        "Year ending March 2015: 96 offences; year ending March 2016: 118 offences.",
        ["96 201404-201503 offences", "118 offences"],
        [],
    ),
    ("The figures were 41, 96 and 118 for 2013/14, 2014/15 and 2015/16 respectively.", [], UNREAD),
    ("2013/14 2014/15 2015/16\n41 96 118", [], []),
    ("Between 2013/14 and 2015/16 the number of flagged offences rose from 41 to 118.", [], UNREAD),
    (
        "48 were sexual grooming, 33 were sexual communication and 37 were other sexual offences.",
        ["48 offences sexual grooming", "33 offences sexual communication", "37 offences sexual offences"],
        [],
    ),
    (
        "Sexual grooming - 48 offences\nSexual communication with a child - 33 offences\nOther sexual offences - 37 offences",
        [
            "48 offences sexual grooming",
            "33 offences sexual communication with a child",
            "37 offences other sexual offences",
        ],
        [],
    ),
    (
        "88/1 Sexual grooming (48), 71/17 Sexual communication with a child (33), 22B Abuse of children (37)",
        [
            "48 offences 88/1 sexual grooming",
            "33 offences 71/17 sexual communication with a child",
            "37 offences 22b abuse of children",
        ],
        [],
    ),
    ("Nil return for 2014/15. 118 for 2015/16.", ["118 offences"], []),
    (
        "None were recorded in 2013/14, 96 in 2014/15 and 118 in 2015/16.",
        ["0 201304-201403 offences", "96 201404-201503 offences", "118 offences"],
        [],
    ),
    ("Zero offences had the flag in 2013/14 as it did not exist.", ["0 201304-201403 offences"], []),
    (
        "The average age of victims was 13 and the youngest was 5; 118 offences were flagged.",
        ["118 offences"],
        ["youngest-in-words"],
    ),
    ("118 flagged offences (youngest victim aged 5).", ["118 offences"], ["youngest-in-words"]),
    ("The youngest of the 121 victims was five years old.", ["121 victims"], ["youngest-in-words"]),
    ("Officers made 35 arrests in relation to the 118 flagged offences.", ["35 arrests", "118 offences"], []),
    (
        "There were 118 offences committed by 102 offenders, of whom 12 were under 18.",
        ["118 offences", "102 suspects", "12 suspects suspect age: 0 to 17"],
        [],
    ),
    ("More than half of the 118 offences involved Facebook.", ["118 offences"], []),
    ("Two thirds of victims were aged 13 to 15.", [], []),
    ("61 victims, just over half, were aged 13 to 15.", ["61 victims 13-15"], []),
    ("A manual check of 50 records found that 7 should have had the flag.", [], []),
    ("Please be advised that 118 is likely to be an undercount.", [], []),
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


UNASKED: list[tuple[str, list[str]]] = [  # no question says that the figures are of flagged crime
    (
        "In 2015/16 we recorded 64 sexual offences against children under 18 which had the cyber flag applied.\n\nBy age of victim:\n\n11 years old - 3\n12 years old - 61",
        ["64 offences cyber all 18", "3 offences cyber 11", "61 offences cyber 12"],
    ),
    (
        "In 2015/16 there were 23 such offences with the cyber flag. Of the 23 victims, nineteen were female and four were male.",
        ["23 offences cyber all", "23 victims cyber all", "19 victims cyber all female", "4 victims cyber all male"],
    ),
    (
        "23 offences with the cyber flag were recorded in 2015/16, nineteen of them against girls and four against boys.",
        ["23 offences cyber all", "19 offences cyber all female", "4 offences cyber all male"],
    ),
    (
        'The search was restricted to crimes on which the "Cyber Crime" flag was ticked, the victim being under 18, recorded 01/04/2015 to 31/03/2016.\n\n'
        "Sexual grooming (88A) = 22\nSexual activity involving a child under 16 (22B) = 17\nTotal = 39",
        ["22 offences cyber all", "17 offences cyber all", "39 offences cyber all 18 total"],
    ),
    (
        "There were 41 offences in 2014 and 66 offences in 2015 to which the online crime flag had been attached and where the victim was a child under 18.",
        ["41 offences cyber all", "66 offences cyber all 18"],
    ),
    (
        "The number of offences against children aged 17 and under with the cyber flag in 2015/16 was 37.\n\nVictims under 13: 12\nVictims 13 to 17: 25",
        ["37 offences cyber all 18", "12 victims cyber 0 to 12", "25 victims cyber 13 to 17"],
    ),
    (
        "Sexual offences against children aged 0-17 with the cyber flag, 2015/16: 38",
        ["38 offences cyber all 18"],
    ),
    (
        "There were 38 offences with the cyber flag in 2015/16. Thirty of the victims were girls and eight were boys.",
        ["38 offences cyber all", "30 victims cyber all female", "8 victims cyber all male"],
    ),
    (
        "There were 38 offences with the cyber flag in 2015/16.\n\nBreakdown by gender of victim\n\nFemale 30\nMale 8\nTotal 38",
        [
            "38 offences cyber all",
            "30 offences cyber all female",
            "8 offences cyber all male",
            "38 offences cyber all total",
        ],
    ),
    (
        "Cyber flagged sexual offences, victims under 18\n\n2014/15 31\n2015/16 38",
        ["31 offences cyber all 18", "38 offences cyber all 18"],
    ),
    (
        "Ages of victims of cyber flagged offences 2015/16\n\nUnder 10: 2\n10 to 12: 9",
        ["2 offences cyber 0 to 9", "9 offences cyber 10 to 12"],
    ),
    (
        "The number of sexual offences against under 18s with the cyber flag was 31 for 2014/15, 35 for 2015/16 and 38 for 2016/17.",
        ["31 offences cyber all", "35 offences cyber all", "38 offences cyber all"],
    ),
    (
        "There were no offences with the cyber flag in 2014/15 and two in 2015/16. This compares with 31 in 2016/17.",
        ["0 offences cyber all", "2 offences cyber all", "31 offences cyber all"],
    ),
    (
        "Of the 38 offences with the cyber flag in 2015/16, 12 were offences of rape and 20 of grooming.",
        ["38 offences cyber all", "12 offences cyber all", "20 offences cyber all"],
    ),
    (
        "The cyber flag was set on 38 offences in 2015/16, 21 of which had a victim under 13.",
        ["38 offences cyber all", "21 victims cyber 0 to 12"],
    ),
    (  # a part of a wider figure is a band
        "In 2015/16 we recorded 60 offences with the cyber flag. 52 of these had victims under 18.",
        ["60 offences cyber all", "52 victims cyber 0 to 17"],
    ),
    (
        "There were 60 cyber flagged offences in 2015/16. Of these 12 had a victim aged under 13.",
        ["60 offences cyber all", "12 victims cyber 0 to 12"],
    ),
    (
        "In 2015/16 there were 37 offences with the cyber flag against children under 16 and 12 against children aged 16 and 17.",
        ["37 offences cyber 0 to 15", "12 offences cyber 16 to 17"],
    ),
]


@pytest.mark.parametrize(("text", "counts"), UNASKED, ids=[text[:70] for text, _ in UNASKED])
def test_ages_of_the_scope_and_flags_of_a_breakdown(text: str, counts: list[str]) -> None:
    found, _ = figures(who_speaks(txt(text.encode(), "letter.txt")))
    marks = [
        (o.victims_under or "", "" if o.sex == "all" else o.sex, o.role if o.role == "total" else "") for o in found
    ]
    short = [
        " ".join(f"{o.count} {o.measure} {o.flag} {o.age.label} {' '.join(map(str, m))}".split())
        for o, m in zip(found, marks, strict=True)
    ]
    assert short == counts
