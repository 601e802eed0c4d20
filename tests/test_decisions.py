"""The four files: what each may say, how each may be written, and that every mistake is told at once with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cyberflag import decisions, reference
from cyberflag.decisions import Asked, Decision, HandFigure, Record, Request
from cyberflag.issues import CyberflagError, Where
from cyberflag.words.counts import Count
from cyberflag.words.periods import Period
from cyberflag.words.victims import UNKNOWN_AGE, Age

YEAR = Period(date(2015, 4, 1), date(2016, 3, 31))


@pytest.fixture(autouse=True)
def _words_taken_back() -> Iterator[None]:
    yield
    reference.extend()


def kept(folder: Path, **files: str | bytes) -> Record:
    """What `load` makes of a folder with these files; `asked_csv` is asked.csv."""
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_bytes(content.encode() if isinstance(content, str) else content)
    return decisions.load([folder])


def mistakes(folder: Path, **files: str | bytes) -> list[str]:
    with pytest.raises(CyberflagError) as told:
        kept(folder, **files)
    return str(told.value).splitlines()


def workbook(path: Path, *rows: Sequence[object], title: str = "Sheet") -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)


# ---- where they lie


def test_without_files_the_roster_is_built_in(tmp_path: Path) -> None:
    record = decisions.load([tmp_path])
    assert (len(record.roster), record.roster_source, record.used, record.fingerprint) == (44, "built-in", (), "")
    assert record.roster[0] == Asked("Avon and Somerset Police", (), "E23000036")
    assert record.request is None and record.by_hand == () and record.decisions == ()


def test_files_are_found_only_directly_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "request.toml").write_text('[request]\nflag = "all"\n')
    assert decisions.load([tmp_path]).request is None
    assert decisions.load([tmp_path / "deeper"]).request == Request("all", source="request.toml")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text('[request]\nflag = "all"\n')
    (tmp_path / "request.toml").symlink_to(tmp_path / "elsewhere")
    assert decisions.load([tmp_path]).request is None


def test_an_option_replaces_the_file_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "asked.csv").write_text("force\nKent\n")
    (tmp_path / "others.csv").write_text("force\nEssex\nDurham\n")
    record = decisions.load([tmp_path], asked=tmp_path / "others.csv")
    assert [asked.force for asked in record.roster] == ["Essex Police", "Durham Constabulary"]
    assert record.used == (record.roster_source,) == ((tmp_path / "others.csv").as_posix(),)


def test_a_folder_named_twice_holds_one_file(tmp_path: Path) -> None:
    (tmp_path / "asked.csv").write_text("force\nKent\n")
    assert len(decisions.load([tmp_path, tmp_path / "." / ".." / tmp_path.name]).roster) == 1


def test_two_of_one_kind_are_named(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "asked.csv").write_text("force\nKent\n")
    with pytest.raises(CyberflagError, match=r"a/asked\.csv and \S+b/asked\.csv are of one kind.*--asked"):
        decisions.load([tmp_path / "b", tmp_path / "a"])
    assert len(decisions.load([tmp_path / "b", tmp_path / "a"], asked=tmp_path / "a" / "asked.csv").roster) == 1


def test_csv_and_workbook_are_of_one_kind(tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").write_text("id,decision\n")
    workbook(tmp_path / "decisions.xlsx", ["id", "decision"])
    with pytest.raises(CyberflagError, match="of one kind"):
        decisions.load([tmp_path])


@pytest.mark.parametrize("option", ["request", "asked", "by_hand", "decisions"])
def test_a_file_that_is_not_there(tmp_path: Path, option: str) -> None:
    with pytest.raises(CyberflagError, match=r"gone\.csv cannot be opened: no such file"):
        decisions.load([], **{option: tmp_path / "gone.csv"})
    with pytest.raises(CyberflagError, match="cannot be opened: is a directory"):
        decisions.load([], **{option: tmp_path})


def test_the_fingerprint_is_of_names_and_contents(tmp_path: Path) -> None:
    first = kept(tmp_path, asked_csv="force\nKent\n", request_toml="")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "asked.csv").write_text("force\nKent\n")
    (tmp_path / "b" / "request.toml").write_text("")
    apart = [decisions.load([tmp_path / one, tmp_path / other]) for one, other in ("ab", "ba")]
    assert {first.fingerprint} == {record.fingerprint for record in apart}
    assert len(first.fingerprint) == hashlib.sha256().digest_size * 2
    assert kept(tmp_path, asked_csv="force\nKent \n").fingerprint != first.fingerprint


def test_a_mistake_is_one_line_that_a_screen_does_not_obey(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, request_toml=f'[request]\n"a\\nb\\u001b[31m\\u202e{"c" * 999}" = 1\n')
    assert told.startswith("request.toml: a b\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}ccc")
    assert len(told) < 410 and told.endswith("the keys are flag, period, measure, age_under.")


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path,
        request_toml='[request]\n\n\nperiod = "2015-17"\nflag = "cybre"\n',
        asked_csv="force,children\nKent,many\n",
        figures_by_hand_csv="force,period,count\nKent,2015/16,\n",
        decisions_csv="id,decision\nabc,perhaps\n",
    )
    assert told == [
        'request.toml line 4: period "2015-17" is not a period; write 2015/16.',
        'request.toml line 5: flag "cybre" is not one of cyber, all, not-cyber; perhaps cyber is meant.',
        'asked.csv line 2: children "many" is not a whole number.',
        "figures_by_hand.csv line 2: count is empty.",
        'decisions.csv line 2: decision "perhaps" is not one of accept, sum, first, second, force = NAME, reading = N, leave out.',
    ]


NAMES = [name for names in decisions.FILES.values() for name in names]
PIECES = [
    *(
        "force",
        "id",
        "decision",
        "period",
        "count",
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        '"',
        "'",
        "=",
        "[request]",
        "[[word]]",
        "[",
        "]",
    ),
    *(
        "kind",
        "mark",
        "text",
        "Kent",
        "2015/16",
        "<5",
        "reading = 9",
        "\0",
        "\ufeff",
        "é",
        "x" * 200_000,
        "1e999",
        "-1",
    ),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.sampled_from(["", "PK", "\xff"]),
)
def test_whatever_they_hold_is_read_or_told(tmp_path: Path, name: str, text: str, before: str) -> None:
    file = tmp_path / name
    file.write_bytes(before.encode("latin-1") + text.encode())
    try:
        assert decisions.load([tmp_path]).used == (name,)
    except CyberflagError as told:
        assert all(line.startswith(name) and line.endswith(".") for line in str(told).split("\n")), str(told)
    finally:
        file.unlink()


# ---- the request


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ("", Request(source="request.toml")),
        ('flag = "cyber"', Request(flag="cyber", source="request.toml")),
        ('flag = "Not-Cyber"', Request(flag="not-cyber", source="request.toml")),
        ('period = "2015/16"', Request(period=YEAR, source="request.toml")),
        ('period = "April 2015 to March 2016"', Request(period=YEAR, source="request.toml")),
        ("period = 2015", Request(period=Period(date(2015, 1, 1), date(2015, 12, 31)), source="request.toml")),
        ('"measure" = "victims"', Request(measure="victims", source="request.toml")),
        ("age_under = 18 # children", Request(age_under=18, source="request.toml")),
    ],
)
def test_request(tmp_path: Path, line: str, request_: Request) -> None:
    assert kept(tmp_path, request_toml=f"\ufeff# what we asked\r\n[request]\r\n{line}\r\n").request == request_


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[request]\nage_under = 0", 'line 2: age_under "0" is not a whole number from 1 to 120; write 18.'),
        ("[request]\nage_under = true", 'line 2: age_under "True" is not a whole number from 1 to 120; write 18.'),
        ('[request]\nage_under = "18"', 'line 2: age_under "18" is not a whole number from 1 to 120; write 18.'),
        ("[request]\nperiod = 2015-04-01", 'line 2: period "2015-04-01" is not a period; write 2015/16.'),
        ('[request]\nmeasure = "crimes"', 'line 2: measure "crimes" is not one of offences, victims,'),
        (
            '[request]\n\nmesure = "offences"',
            "line 3: mesure is not known; perhaps measure is meant; the keys are flag,",
        ),
        ('flag = "cyber"', "line 1: flag is not known here; write it under [request]."),
        ("[requests]\n", "line 1: requests is not known here; perhaps request is meant."),
        ("[request]\n[[words]]\n", "line 2: words is not known here; perhaps word is meant."),
        ('[word]\nkind = "mark"\n', "line 1: a word is headed [[word]], in two brackets."),
        ("request = 3\n", "line 1: request is a heading; write [request] and the keys under it."),
        ("[request]\nflag = cyber\n", "line 2: the value cannot be read; a text stands in quotes."),
        ("[request]\nflag = 'cyber", "line 2: a quotation mark is not closed."),
        ('[request]\nflag = "cyber', "line 2: a quotation mark is not closed."),
        ("[request]\nperiod = 2015/16\n", "line 2: the value cannot be read; a text stands in quotes."),
        ('[request]\nflag "cyber"', "line 2: after the key an equals sign is missing."),
        ('[request]\n[[word]\nkind = "mark"', "line 2: the bracket of the heading is not closed."),
        ('[[word]]\nexamples = ["a"', "line 2: a bracket is not closed."),
        ("[request]\n[request]\n", "line 2: the heading stands twice."),
        ('[request]\nflag = "\\w"', "line 2: a text with a backslash stands in single quotes."),
        ("[request]\n= 3", "line 2: the line cannot be read."),
        ('[request]\nflag = "cyber"\nflag = "all"', "line 3: the key stands twice."),
        (b'# caf\xe9\n[request]\nflag = "all"', "line 1: the file is not in UTF-8; save it as UTF-8."),
    ],
)
def test_request_mistakes(tmp_path: Path, text: str | bytes, mistake: str) -> None:
    (told,) = mistakes(tmp_path, request_toml=text)
    assert told.startswith(f"request.toml {mistake}")


def test_a_request_of_brackets(tmp_path: Path) -> None:
    assert mistakes(tmp_path, request_toml="flag = " + "[" * 9999) == [
        "request.toml: brackets lie too deep in each other."
    ]


def test_words_of_ones_own_are_kept_and_honoured(tmp_path: Path) -> None:
    record = kept(
        tmp_path,
        request_toml='[[word]]\nkind = "force"\ntext = "The Garden"\nforce = "Kent Police"\n',
        figures_by_hand_csv="force,period,count\nThe Garden,2015/16,3\n",
    )
    assert record.request and record.request.words == ({"kind": "force", "text": "The Garden", "force": "Kent Police"},)
    assert record.by_hand[0].force == "Kent Police"


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ('kind = "colour"\ntext = "red"', "word ('red'): kind must be one of "),
        ('kind = "mark"\ntext = "few"\nlow = "one"', "low must be a whole number."),
        ('kind = "mark"\ntext = "few"\nlow = true', "low must be a whole number."),
        ('kind = ["mark"]\ntext = "few"', "kind must be a text in quotes."),
        (
            'kind = "force"\ntext = "The Garden"\nforce = "Knet Police"',
            'force "Knet Police" is not known; perhaps Kent Police is meant.',
        ),
    ],
)
def test_words_that_cannot_be_used_are_told_with_their_line(tmp_path: Path, entry: str, mistake: str) -> None:
    (told,) = mistakes(
        tmp_path, request_toml=f'[request]\n[[word]]\nkind = "mark"\ntext = "few"\nlow = 1\n\n[[word]]\n{entry}\n'
    )
    assert told.startswith(f"request.toml line 7: {mistake}")


# ---- the roster


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("Kent", Asked("Kent Police", (), "E23000032")),
        ("Met Police", Asked("Metropolitan Police Service", (), "E23000001")),
        ('Kent Police,KP|The Garden,X1,"350,000"', Asked("Kent Police", ("KP", "The Garden"), "X1", 350_000)),
        ("Loamshire Police,Loam | | LP,,1200", Asked("Loamshire Police", ("Loam", "LP"), "", 1200)),
        ("West Midlands,WMP", Asked("West Midlands Police", ("WMP",), "E23000014")),
        ("Police Service of Northern Ireland", Asked("Police Service of Northern Ireland", (), "E23000099")),
    ],
)
def test_roster(tmp_path: Path, row: str, asked: Asked) -> None:
    (found,) = kept(tmp_path, asked_csv=f"Force,Aliases,CODE,Children\n\n{row}\n,,,\n").roster
    expected = asked if "Northern" not in asked.force else Asked(found.force, (), found.code)
    assert found == expected


@pytest.mark.parametrize(
    ("rows", "mistake"),
    [
        ("Kent\nEssex\nKent Police", 'line 4: force "Kent Police" stands in asked.csv line 2 already.'),
        ("Loamshire Police,,X1\nBorset Police,,X1", 'line 3: code "X1" stands in asked.csv line 2 already.'),
        ("Loamshire Police\nLoamshire", 'line 3: force "Loamshire" is a name of Loamshire Police too.'),
        ("Loamshire Police,LP\nBorset Police,LP", 'line 2: alias "LP" is a name of Borset Police too.'),
        ("Loamshire Police,Kent", 'line 2: alias "Kent" is a name of Kent Police too.'),
        (",Loam", "line 2: force is empty."),
        ("WMP", 'line 2: force "WMP" may be West Mercia Police or West Midlands Police; write the name in full.'),
        ("Norfolk and Suffolk", 'line 2: force "Norfolk and Suffolk" is more than one; give a line to each.'),
        ("Kent,,,-3", 'line 2: children "-3" is not a whole number.'),
        ("Kent,,,12.5", 'line 2: children "12.5" is not a whole number.'),
        ("Kent,,,350,000", "line 2: there are more cells than columns; put a text with a comma in quotes."),
        ('Kent,"a', "line 2: the line cannot be read; a quotation mark is not closed, or text follows one that is."),
        ('"Kent"s', "line 2: the line cannot be read; a quotation mark is not closed, or"),
    ],
)
def test_roster_mistakes(tmp_path: Path, rows: str, mistake: str) -> None:
    (told,) = mistakes(tmp_path, asked_csv=f"force,aliases,code,children\n{rows}\n")
    assert told.startswith(f"asked.csv {mistake}")


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "asked.csv: the first row must name the columns force."),
        ("\n\n", "asked.csv line 1: the first row must name the columns force."),
        ("body\nKent\n", "asked.csv line 1: the first row must name the columns force."),
        ("force\n", "asked.csv: no body is named; give a line to each that was asked."),
        ("force,childern\nKent,3\n", 'asked.csv line 1: column "childern" is not known; perhaps children is meant.'),
        ("force,force\nKent,Essex\n", "asked.csv line 1: two columns are named force."),
    ],
)
def test_a_table_must_name_its_columns(tmp_path: Path, text: str, mistake: str) -> None:
    assert mistakes(tmp_path, asked_csv=text) == [mistake]


WRITTEN = "force;aliases\r\nKent;Café|Gärten\r\n"


@pytest.mark.parametrize(
    "content",
    [
        WRITTEN.encode(),
        WRITTEN.encode("utf-8-sig"),
        WRITTEN.encode("cp1252"),
        WRITTEN.encode("utf-16"),
        WRITTEN.replace(";", ",").encode(),
        WRITTEN.replace(";", "\t").encode(),
        WRITTEN.replace("\r\n", "\n").encode(),
        WRITTEN.replace("\r\n", "\r").encode(),
        f"The bodies we asked\r\n\r\n{WRITTEN}".encode(),
        f"sep=;\r\n{WRITTEN}".encode(),
        WRITTEN.replace("Kent", '"Kent"').encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "comma", "tab", "lf", "cr", "title", "sep", "quotes"],
)
def test_every_way_of_writing_a_table(tmp_path: Path, content: bytes) -> None:
    assert kept(tmp_path, asked_csv=content).roster == (Asked("Kent Police", ("Café", "Gärten"), "E23000032"),)


def test_the_line_is_that_where_the_record_begins(tmp_path: Path) -> None:
    text = 'force,aliases,children\nKent,"two\nlines",3\nEssex,,x\n'
    assert mistakes(tmp_path, asked_csv=text) == ['asked.csv line 4: children "x" is not a whole number.']


# ---- figures by hand


def hand(text: str) -> str:
    return f"{','.join(decisions.HAND_COLUMNS)}\n{text}\n"


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ("Kent,2015/16,,,,,,12", HandFigure("Kent Police", YEAR, Count(12, 12, "exact", "12"))),
        ("Kent,2015/16,,,,all,ALL,<5", HandFigure("Kent Police", YEAR, Count(0, 4, "suppressed", "<5"))),
        ("Kent,2015/16,,,,,,3 to 7", HandFigure("Kent Police", YEAR, Count(3, 7, "suppressed", "3 to 7"))),
        ('Kent,2015/16,,,,,,"1,204"', HandFigure("Kent Police", YEAR, Count(1204, 1204, "exact", "1,204"))),
        (
            "Kent,2015/16,Victims,all,Sexual  grooming,10 to 12,F,2,letters\\kent.pdf,Sheet1!C7,AB,30/05/2016,scan",
            HandFigure(
                "Kent Police", YEAR, Count(2, 2, "exact", "2"), "victims", "all", "Sexual grooming", Age(10, 12, "band"), "female",
                Where("letters/kent.pdf", "Sheet1", "C7"), "AB", date(2016, 5, 30), "scan",
            ),
        ),
        (
            "Norfolk and Suffolk,2015/16,,,,unknown,,1,,p12",
            HandFigure("Norfolk Constabulary + Suffolk Constabulary", YEAR, Count(1, 1, "exact", "1"), age=UNKNOWN_AGE, source=Where(cell="p12")),
        ),
        (
            "Kent + Durham,2015/16,,,,,,1",
            HandFigure("Durham Constabulary + Kent Police", YEAR, Count(1, 1, "exact", "1")),
        ),
    ],
)  # fmt: skip
def test_figures_by_hand(tmp_path: Path, row: str, figure: HandFigure) -> None:
    (found,) = kept(tmp_path, figures_by_hand_csv=hand(row)).by_hand
    assert found.where == Where("figures_by_hand.csv", "", "H2")
    assert {name: getattr(found, name) for name in HandFigure.__struct_fields__ if name != "where"} == {
        name: getattr(figure, name) for name in HandFigure.__struct_fields__ if name != "where"
    }


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (",,,,,,,", ["line 2: force is empty.", "line 2: period is empty.", "line 2: count is empty."]),
        ("Knet Police,2015/16,,,,,,1", ['line 2: force "Knet Police" is not known; perhaps Kent Police is meant.']),
        ("Kent,in spring,,,,,,1", ['line 2: period "in spring" is not a period; write 2015/16.']),
        (
            "Kent,2015/16,crimes,,,,,1",
            [
                'line 2: measure "crimes" is not one of offences, victims, suspects, arrests, outcomes, incidents, unknown.'
            ],
        ),
        (
            "Kent,2015/16,,cybr,,,,1",
            ['line 2: flag "cybr" is not one of cyber, all, not-cyber, unknown; perhaps cyber is meant.'],
        ),
        ("Kent,2015/16,,,,tall,,1", ['line 2: age "tall" is not an age; write 13, 10 to 12 or unknown.']),
        ("Kent,2015/16,,,,,tall,1", ['line 2: sex "tall" is not one of female, male, other, unknown, all.']),
        ("Kent,2015/16,,,,,,some", ['line 2: count "some" is not a count; write 12, <5 or 3 to 7.']),
        ("Kent,2015/16,,,,,,-4", ['line 2: count "-4" is not a count; write 12, <5 or 3 to 7.']),
        ("Kent,2015/16,,,,,,N/A", ['line 2: count "N/A" is not a count; write 12, <5 or 3 to 7.']),
        ("Kent,2015/16,,,,,,1,,,,May", ['line 2: on "May" is not a day; write 2016-05-30.']),
        (
            "Kent,2015/16,,,,,,1\nKent Police,FY 2015/16,,,,,,1",
            ["line 3: figures_by_hand.csv line 2 already gives this figure; keep one."],
        ),
    ],
)
def test_figures_by_hand_mistakes(tmp_path: Path, rows: str, told: list[str]) -> None:
    if rows.startswith(",,"):
        rows += ",a file"
    assert mistakes(tmp_path, figures_by_hand_csv=hand(rows)) == [f"figures_by_hand.csv {line}" for line in told]


def test_figures_for_a_body_of_the_roster(tmp_path: Path) -> None:
    record = kept(
        tmp_path,
        asked_csv="force,aliases\nLoamshire Police,LP\n",
        figures_by_hand_csv=hand("LP,2015/16,,,,,,1\nLoamshire,2014/15,,,,,,1"),
    )
    assert [figure.force for figure in record.by_hand] == ["Loamshire Police"] * 2


def test_figures_in_a_workbook(tmp_path: Path) -> None:
    workbook(
        tmp_path / "figures_by_hand.xlsx",
        ["Read by eye"],
        ["Force", "Period", "Count", "Age", "On"],
        ["Kent", 2015, 12.0, 13, date(2016, 5, 30)],
        [],
        ["Kent", "2015/16", "<5", None, "2016-05-30"],
    )
    first, second = decisions.load([tmp_path]).by_hand
    assert (first.count, first.age, first.on) == (
        Count(12, 12, "exact", "12"),
        Age(13, 13, "single"),
        date(2016, 5, 30),
    )
    assert (second.count, second.on, second.where) == (
        Count(0, 4, "suppressed", "<5"),
        first.on,
        Where("figures_by_hand.xlsx", "Sheet", "C5"),
    )


def test_a_workbook_that_made_dates_of_bands(tmp_path: Path) -> None:
    row = ["Kent", "2015/16", date(2016, 7, 3), date(2016, 12, 10)]
    workbook(tmp_path / "figures_by_hand.xlsx", ["force", "period", "count", "age"], row)
    assert mistakes(tmp_path) == [
        'figures_by_hand.xlsx Sheet row 2: count "2016-07-03" is not a count; write 12, <5 or 3 to 7.',
        'figures_by_hand.xlsx Sheet row 2: age "2016-12-10" is not an age; write 13, 10 to 12 or unknown; a spreadsheet program may have made a date of it.',
    ]


def test_a_damaged_workbook(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, figures_by_hand_xlsx=b"PK\x03\x04 and no more")
    assert told.startswith("figures_by_hand.xlsx: ") and told.endswith("; save it again as .xlsx or .csv.")


def test_a_workbook_with_a_far_cell_does_not_take_the_run_down(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["XFD1048576"] = "id", "decision", "x"
    book.save(tmp_path / "decisions.xlsx")
    (told,) = mistakes(tmp_path)
    assert told.startswith("decisions.xlsx: ")


# ---- decisions


@pytest.mark.parametrize(
    ("row", "verb", "value"),
    [
        ("accept", "accept", ""),
        ("Accept ", "accept", ""),
        ("sum", "sum", ""),
        ("first", "first", ""),
        ("SECOND", "second", ""),
        ("leave out", "leave out", ""),
        ("Leave-out", "leave out", ""),
        ("force = Kent", "force", "Kent Police"),
        ("force=Norfolk and Suffolk", "force", "Norfolk Constabulary + Suffolk Constabulary"),
        ("force,Kent", "force", "Kent Police"),
        ("reading = 2", "reading", "2"),
        ("reading,1", "reading", "1"),
    ],
)
def test_decisions(tmp_path: Path, row: str, verb: str, value: str) -> None:
    (found,) = kept(tmp_path, decisions_csv=f"id,decision,value\n3f2a91bc07,{row}\n").decisions
    assert found == Decision("3f2a91bc07", verb, value, where=Where("decisions.csv", "", "B2"))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "a1,maybe",
            [
                'line 2: decision "maybe" is not one of accept, sum, first, second, force = NAME, reading = N, leave out.'
            ],
        ),
        (
            "a1,acept",
            [
                'line 2: decision "acept" is not one of accept, sum, first, second, force = NAME, reading = N, leave out; perhaps accept is meant.'
            ],
        ),
        (
            "a1,sum = 3",
            [
                'line 2: decision "sum = 3" is not one of accept, sum, first, second, force = NAME, reading = N, leave out; perhaps sum is meant.'
            ],
        ),
        ("a1,reading = two", ['line 2: reading "two" is not the number of a reading; write reading = 1.']),
        ("a1,reading", ['line 2: reading "" is not the number of a reading; write reading = 1.']),
        (
            "a1,force = WMP",
            ['line 2: force "WMP" may be West Mercia Police or West Midlands Police; write the name in full.'],
        ),
        ("a1,force", ["line 2: force is empty."]),
        (",sum", ['line 2: id "" is not that of an issue; copy it again from check.']),
        ("1.2E+09,sum", ['line 2: id "1.2E+09" is not that of an issue; copy it again from check.']),
        ("a1,sum\nb2,\nA1,first", ['line 4: decisions.csv line 2 decides "sum" for a1; keep one of the two.']),
    ],
)
def test_decision_mistakes(tmp_path: Path, rows: str, told: list[str]) -> None:
    assert mistakes(tmp_path, decisions_csv=f"id,decision\n{rows}\n") == [f"decisions.csv {line}" for line in told]


def test_rows_without_a_decision_are_left_out_and_equal_ones_are_one(tmp_path: Path) -> None:
    rows = "id,decision,value\na1,,\nb2,force = Kent,\nb2,force,Kent Police\n,,\n"
    assert [found.id for found in kept(tmp_path, decisions_csv=rows).decisions] == ["b2"]


def test_a_worklist_filled_in_as_a_workbook(tmp_path: Path) -> None:
    undecided = ["", "ready", "", "Kent Police", *[""] * 10]
    decided = [
        "a1b2",
        "error",
        "may-be-parts",
        "Kent Police",
        "kent.xlsx",
        "S",
        "B2",
        "Two figures",
        "sum, first, second",
        "sum",
        None,
        "two areas",
        "AB",
        date(2016, 6, 1),
    ]
    workbook(tmp_path / "decisions.xlsx", list(decisions.WORKLIST_COLUMNS), undecided, decided)
    (found,) = decisions.load([tmp_path]).decisions
    assert found == Decision("a1b2", "sum", "", "two areas", "AB", "2016-06-01", Where("decisions.xlsx", "Sheet", "J3"))
