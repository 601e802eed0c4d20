"""A folder of returns as an analyst works through it: from the first report to one without an error."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from makers.letters import PICTURE, pdf
from openpyxl import load_workbook

from cyberflag.cli import main
from cyberflag.collection import Collection, collect
from cyberflag.returns import ForceReturn

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"
UNREADABLE = {
    "Northumbria Police": ("Northumbria Police.xlsx", 170),
    "Durham Constabulary": ("Durham Constabulary.pdf", 13),
    "Fauxford Police": ("Fauxford Police.xlsx", 96),
    "Merseyside Police": ("Merseyside Police.xls", 164),
    "Gwent Police": ("scan0001.pdf", 59),
}
NONESUCH = """Makebelieve Moors Police
"Sexual offences with online flag, victims under 18"
Year,Offences
2015/16,7
"""
WHIMSHIRE = """Whimshire Constabulary
Offences with cyber crime flag on victims under 18
Year,All ages
2015/16,47
"""
WEST_MIDLANDS = """West Midlands Police
"Sexual offences with cyber marker, victims under 18"
Financial Year,Number of Offences
2015/16,143
"""
SOUTH_WALES = """South Wales Police

Sexual offences against under 18s with the cyber flag in 2015/16: 20 (Niche) 6 (Compact)
"""
CONFLICTS = {
    "Nonesuch Constabulary": ("force-conflict", "force = Nonesuch Constabulary", 7),
    "South Wales Police": ("two-values-one-period", "sum", 26),
    "West Midlands Police": ("may-be-parts", "141", 141),
    "Whimshire Constabulary": ("statements-conflict", "45", 45),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The samples, five of which cannot be read and four of which contradict themselves."""
    shutil.copytree(SAMPLES, tmp_path / "returns")
    return spoilt(tmp_path / "returns")


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Those nine samples alone, with the files of the analyst."""
    returns = tmp_path / "returns"
    returns.mkdir()
    for path in SAMPLES.iterdir():
        if path.suffix == ".toml" or path.stem in {*UNREADABLE, *CONFLICTS, "asked"}:
            shutil.copy(path, returns)
    return spoilt(returns)


def spoilt(returns: Path) -> Path:
    workbook = returns / "Northumbria Police.xlsx"
    workbook.write_bytes(workbook.read_bytes()[:1500])
    (returns / "Durham Constabulary.csv").unlink()
    (returns / "Durham Constabulary.pdf").write_bytes(pdf([PICTURE]))
    (returns / "Gwent Police.tsv").unlink()
    (returns / "scan0001.pdf").write_bytes(pdf([PICTURE, PICTURE]))
    (returns / "Fauxford Police.xlsx").write_bytes(b"")
    (returns / "Merseyside Police.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    (returns / "Nonesuch Constabulary.ods").unlink()
    (returns / "Nonesuch Constabulary.csv").write_text(NONESUCH)
    (returns / "South Wales Police.xls").unlink()
    (returns / "South Wales Police.txt").write_text(SOUTH_WALES)
    (returns / "West Midlands Police second reply.csv").write_text(WEST_MIDLANDS)
    (returns / "Whimshire Constabulary covering note.csv").write_text(WHIMSHIRE)
    return returns


def errors(read: Collection) -> list[tuple[str, str]]:
    return sorted((i.code, i.force) for i in read.issues if i.severity == "error")


def returned(read: Collection, force: str) -> ForceReturn:
    (found,) = [r for r in read.returns if r.force == force]
    return found


def headline(read: Collection, force: str) -> int | None:
    found = [
        h.count.exact
        for h in returned(read, force).headlines
        if (h.period.label, h.flag, h.measure) == ("2015/16", "cyber", "offences") and not h.left_out
    ]
    return found[0] if len(found) == 1 else None


def lines(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".csv":
        return list(csv.DictReader(path.read_text("utf-8").splitlines()))
    head, *body = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    keys = [str(key) for key in head]
    return [{k: "" if v is None else str(v) for k, v in zip(keys, row, strict=True)} for row in body]


def fill_in(path: Path, decide: Callable[[dict[str, str]], dict[str, str]]) -> None:
    """Write decisions into the worklist as it lies there, in its own format."""
    rows = [row | decide(row) for row in lines(path)]
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row.values(), start=1):
            if value:
                sheet.cell(number, column).value = value
    book.save(path)


def read_by_eye(returns: Path, text: str) -> None:
    """The lines of `check --unread`, each with the count that a person read."""
    counts = dict(UNREADABLE.values())
    forces = {file: force for force, (file, _) in UNREADABLE.items()}
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["file"] for row in rows} == set(counts)
    signed = {"by": "A. Reader", "on": "2016-06-01", "reason": "read from the screen"}
    with (returns / "figures_by_hand.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "force": forces[row["file"]], "count": counts[row["file"]], **signed})


def analyst(row: dict[str, str]) -> dict[str, str]:
    """What is decided about a line of the worklist; the figure wanted tells first from second."""
    code, said, _ = CONFLICTS.get(row["force"], ("", "", 0))
    if not row["id"] or row["code"] != code:
        return {}
    if said.isdigit():
        said = "first" if f"says {said} (first)" in row["message"] else "second"
    return {"decision": said, "by": "B. Checker", "on": "2016-06-02", "reason": f"telephoned {row['force']}"}


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([*map(str, arguments), "-q"])
    return code, capfd.readouterr().out


@pytest.mark.parametrize(
    ("sent", "name", "total", "bodies"), [("folder", "decisions.xlsx", 3186, 38), ("few", "decisions.csv", 721, 9)]
)
def test_from_the_first_report_to_a_clean_one(
    sent: str,
    name: str,
    total: int,
    bodies: int,
    request: pytest.FixtureRequest,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder: Path = request.getfixturevalue(sent)
    first = collect(folder)
    assert [i.code for i in first.issues if i.severity == "error"].count("unreadable-file") == len(UNREADABLE)
    assert {(code, force) for force, (code, _, _) in CONFLICTS.items()} <= set(errors(first))
    assert len(errors(first)) == len(UNREADABLE) + len(CONFLICTS)
    assert run(capfd, "report", folder)[0] == 1

    code, text = run(capfd, "check", folder, "--unread")
    assert code == 1
    read_by_eye(folder, text)
    assert run(capfd, "check", folder, "-o", folder / name)[0] == 1
    fill_in(folder / name, analyst)

    code, text = run(capfd, "report", folder, "--format", "json")
    assert code == 0
    told = json.loads(text)
    (found,) = [t for t in told["totals"] if (t["period"], t["flag"]) == ("2015/16", "cyber")]
    assert (found["count"], found["forces"]) == (total, bodies)
    assert [i for i in told["issues"] if i["severity"] == "error"] == []
    assert {(d["code"], d["force"]) for d in told["decided"]} == {(c, f) for f, (c, _, _) in CONFLICTS.items()}
    assert {(d["by"], d["on"], d["reason"]) for d in told["decided"]} == {
        ("B. Checker", "2016-06-02", f"telephoned {force}") for force in CONFLICTS
    }
    assert list(told)[-1] == "decided"
    by_hand = [i["message"] for i in told["issues"] if i["code"] == "figure-read-by-hand"]
    assert len(by_hand) == len(UNREADABLE)
    assert all("A. Reader on 2016-06-01" in said and "read from the screen" in said for said in by_hand)
    assert run(capfd, "check", folder)[0] == 0


@pytest.mark.parametrize("name", ["decisions.csv", "decisions.xlsx"])
def test_a_worklist_written_over_itself_loses_nothing(few: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "check", few, "-o", few / name)
    fill_in(few / name, analyst)
    kept = [row for row in lines(few / name) if row["decision"]]
    before = collect(few)
    for _ in range(2):
        run(capfd, "check", few, "-o", few / name)
    after = collect(few)
    assert len(before.decided) == len(CONFLICTS)
    keys = ("id", "code", "force", "by", "on", "reason")
    again = [row for row in lines(few / name) if row["decision"]]
    assert sorted(tuple(r[k] for k in keys) for r in again) == sorted(tuple(r[k] for k in keys) for r in kept)
    assert [(i.id, d.decision) for i, d in after.decided] == [(i.id, d.decision) for i, d in before.decided]


def test_the_workbook_and_the_screen_say_who_decided_what(few: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "check", few, "-o", few / "decisions.csv")
    fill_in(few / "decisions.csv", analyst)
    book = few.parent / "report.xlsx"
    run(capfd, "report", few, "-o", book)
    sheet = load_workbook(book)["Decisions"]
    said = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {"B. Checker", "telephoned South Wales Police", "force = Nonesuch Constabulary"} <= said
    run(capfd, "report", few, "-o", few.parent / "report.html")
    assert "telephoned South Wales Police" in (few.parent / "report.html").read_text("utf-8")
    screen = run(capfd, "report", few)[1]
    assert "Decisions: 4 in force (4 by B. Checker)" in screen.split("\n\n")[0]
    assert "Decided by a person: 4 issues" in screen


# One decision at a time


CROSSED = """Kent Police
"Sexual offences with the cyber flag, victims under 18, 2015/16"
Age,Offences
9,1
13,{thirteen}
14,6
Total,{total}
"""
REQUEST = '[request]\nflag = "cyber"\nperiod = "2015/16"\nmeasure = "offences"\nage_under = 18\n'


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", " ").replace("_csv", ".csv").replace("_toml", ".toml")).write_text(text)
    return folder


def decide(folder: Path, *said: tuple[str, str, str]) -> Collection:
    """Read, decide about the issues of a code at a cell, and read again."""
    found = {(i.code, i.where.cell): i.id for i in collect(folder).issues}
    rows = [f"{found.get((code, cell), code)},{decision},somebody" for code, cell, decision in said]
    (folder / "decisions.csv").write_text("\n".join(["id,decision,by", *rows]) + "\n")
    return collect(folder)


def two(tmp_path: Path) -> Path:
    """A table of ages with its total 15, and a second file that says 20."""
    return write(
        tmp_path / "r",
        Kent__Police_csv=CROSSED.format(thirteen=8, total=15),
        Kent__Police__note_csv='Kent Police\n"Sexual offences with the cyber flag, victims under 18"\nYear,Offences\n2015/16,20\n',
    )


def used(one: ForceReturn) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for o in one.observations:
        found.setdefault(o.used or o.not_used_because, []).append(f"{o.where.file}!{o.where.cell}")
    return found


def test_until_it_is_decided_the_figure_is_a_range(tmp_path: Path) -> None:
    (h,) = returned(collect(two(tmp_path)), "Kent Police").headlines
    assert (h.count.low, h.count.high, h.proof) == (15, 20, "conflict")


def test_the_first_of_two_statements(tmp_path: Path) -> None:
    read = decide(two(tmp_path), ("statements-conflict", "B4", "first"))
    one = returned(read, "Kent Police")
    (h,) = one.headlines
    assert (h.count.exact, h.proof, h.where.cell) == (15, "proved", "B7")
    assert used(one)["decided"] == ["Kent Police note.csv!B4"]
    assert len(used(one)["ages"]) == 3
    assert not errors(read)


def test_the_second_of_two_statements(tmp_path: Path) -> None:
    read = decide(two(tmp_path), ("statements-conflict", "B4", "second"))
    one = returned(read, "Kent Police")
    (h,) = one.headlines
    assert (h.count.exact, h.proof, h.where.file) == (20, "unverified", "Kent Police note.csv")
    assert used(one)["headline"] == ["Kent Police note.csv!B4"]
    assert len(used(one)["decided"]) == 4
    assert sum(o.count.low for o in one.observations if o.used in ("headline", "both")) == 20


def test_leaving_out_lists_the_figure_with_its_number(tmp_path: Path) -> None:
    read = decide(two(tmp_path), ("statements-conflict", "B4", "leave out"))
    one = returned(read, "Kent Police")
    assert [(x.why, x.count.low, x.count.high) for x in one.left_out] == [("decided", 15, 20)]
    assert [h.left_out for h in one.headlines] == ["decided"]
    assert not [o for o in one.observations if o.used]


def test_accepting_takes_an_issue_off_the_list_and_leaves_the_figure(tmp_path: Path) -> None:
    read = decide(two(tmp_path), ("statements-conflict", "B4", "accept"))
    (h,) = returned(read, "Kent Police").headlines
    assert (h.count.low, h.count.high) == (15, 20)
    assert not errors(read)
    assert [(i.code, d.by) for i, d in read.accepted] == [("statements-conflict", "somebody")]


@pytest.mark.parametrize(
    ("decision", "said"),
    [("sum", "first, second, accept, leave out"), ("reading = 2", "only one reading"), ("not-used", "its choices are")],
)
def test_a_decision_that_is_no_choice_of_its_issue_is_an_error(tmp_path: Path, decision: str, said: str) -> None:
    read = decide(two(tmp_path), ("statements-conflict", "B4", decision))
    assert errors(read) == [("decision-unfit", ""), ("statements-conflict", "Kent Police")]
    (unfit,) = [i for i in read.issues if i.code == "decision-unfit"]
    assert said in unfit.message and unfit.where.file == "decisions.csv"


NARROWER = "Kent Police\nSexual offences with the cyber flag, victims under 18\nOffence,2015/16\nRape,20\nRape of a female child under 13,12\n"


def test_a_table_with_two_readings_is_a_range_until_one_is_chosen(tmp_path: Path) -> None:
    folder = write(tmp_path / "r", Kent__Police_csv=NARROWER)
    (h,) = returned(collect(folder), "Kent Police").headlines
    assert (h.count.low, h.count.high, h.proof) == (20, 32, "conflict")
    assert errors(collect(folder)) == [("two-readings", "Kent Police")]


@pytest.mark.parametrize(("reading", "count"), [(1, 20), (2, 32)])
def test_the_reading_that_a_person_chooses_is_taken(tmp_path: Path, reading: int, count: int) -> None:
    folder = write(tmp_path / "r", Kent__Police_csv=NARROWER)
    read = decide(folder, ("two-readings", "B5", f"reading = {reading}"))
    one = returned(read, "Kent Police")
    (h,) = one.headlines
    assert (h.count.exact, h.proof) == (count, "unverified")
    assert sum(o.count.low for o in one.observations if o.used in ("headline", "both")) == count
    assert not errors(read)


@pytest.mark.parametrize(("reading", "periods"), [(1, ["2014/15", "2015/16"]), (2, ["2013/14", "2014/15"])])
def test_bare_financial_years_begin_or_end_in_the_year_named(tmp_path: Path, reading: int, periods: list[str]) -> None:
    text = (
        "Kent Police\nSexual offences with the cyber flag, victims under 18\nFinancial year,Offences\n2014,5\n2015,6\n"
    )
    read = decide(write(tmp_path / "r", Kent__Police_csv=text), ("two-readings", "A4", f"reading = {reading}"))
    assert sorted(h.period.label for h in returned(read, "Kent Police").headlines) == periods
    assert not [i for i in read.issues if i.code == "two-readings"]


def test_a_reading_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    read = decide(write(tmp_path / "r", Kent__Police_csv=NARROWER), ("two-readings", "B5", "reading = 3"))
    assert errors(read) == [("decision-unfit", ""), ("two-readings", "Kent Police")]


def test_a_decision_on_another_version_is_an_error_and_does_nothing(tmp_path: Path) -> None:
    folder = two(tmp_path)
    decide(folder, ("statements-conflict", "B4", "first"))
    (folder / "Kent Police note.csv").write_text((folder / "Kent Police note.csv").read_text().replace("20", "21"))
    read = collect(folder)
    assert {code for code, _ in errors(read)} == {"decision-stale", "statements-conflict"}
    (h,) = returned(read, "Kent Police").headlines
    assert (h.count.low, h.count.high) == (15, 21)


def test_ids_do_not_change_with_the_names_of_files(tmp_path: Path) -> None:
    folder = two(tmp_path)
    before = {i.id for i in collect(folder).issues if i.code == "statements-conflict"}
    (folder / "Kent Police note.csv").rename(folder / "Kent Police zz.csv")
    assert before == {i.id for i in collect(folder).issues if i.code == "statements-conflict"}


def test_a_force_that_is_decided_is_that_of_the_return(tmp_path: Path) -> None:
    folder = write(tmp_path / "r", scan_csv="\n".join(CROSSED.format(thirteen=8, total=15).splitlines()[1:]))
    assert errors(collect(folder)) == [("force-unknown", "")]
    read = decide(folder, ("force-unknown", "", "force = Kent"))
    assert headline(read, "Kent Police") == 15
    assert not errors(read)


def test_a_return_can_be_decided_to_be_of_two_forces(tmp_path: Path) -> None:
    folder = write(tmp_path / "r", scan_csv="\n".join(CROSSED.format(thirteen=8, total=15).splitlines()[1:]))
    read = decide(folder, ("force-unknown", "", "force = Kent Police + Surrey Police"))
    assert headline(read, "Kent Police + Surrey Police") == 15


def test_a_return_of_nobody_known_can_be_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "r", scan_csv="\n".join(CROSSED.format(thirteen=8, total=15).splitlines()[1:]))
    read = decide(folder, ("force-unknown", "", "leave out"))
    (one,) = read.returns
    assert [(x.why, x.count.exact) for x in one.left_out] == [("decided", 15)]
    assert not errors(read)


def test_a_file_that_cannot_be_read_may_be_accepted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "r", Kent__Police_csv="")
    assert run(capfd, "totals", folder)[0] == 1
    assert not errors(decide(folder, ("unreadable-file", "", "accept")))
    assert run(capfd, "totals", folder)[0] == 0


LARGE = 'Kent Police\n"Sexual offences recorded, victims under 18, 2015/16"\nTotal offences,1500\n'


def test_what_may_be_all_offences_is_left_out_until_it_is_accepted(tmp_path: Path) -> None:
    folder = write(tmp_path / "r", Kent__Police_csv=LARGE, request_toml=REQUEST)
    first = collect(folder)
    assert errors(first) == [("looks-like-all-offences", "Kent Police")]
    assert [(x.why, x.count.exact) for x in returned(first, "Kent Police").left_out] == [("all-offences", 1500)]
    read = decide(folder, ("looks-like-all-offences", "B3", "accept"))
    assert headline(read, "Kent Police") == 1500
    assert not errors(read)


def test_what_equals_the_figure_for_all_offences_is_left_out(tmp_path: Path) -> None:
    text = 'Kent Police\n"Victims under 18, 2015/16"\n,Offences\n"All sexual offences, flagged or not",30\n'
    folder = write(tmp_path / "r", Kent__Police_csv=text, Kent__Police__b_csv=text, request_toml=REQUEST)
    (folder / "Kent Police b.csv").write_text(
        'Kent Police\n"Sexual offences, victims under 18, 2015/16"\nOffences,30\n'
    )
    read = collect(folder)
    assert [(x.why, x.count.exact) for x in returned(read, "Kent Police").left_out] == [("all-offences", 30)]


@pytest.mark.parametrize(
    ("ages", "cell"),
    [
        ({0: 1, 1: 2, 2: 2}, "B3"),
        ({1: 1, 2: 2}, "B3"),
        ({5: 1, 9: 3}, "B3"),
        ({5: 0, 6: 1, 10: 3}, "B4"),
        ({5: 1, 8: 3}, ""),
        ({9: 4}, ""),
        ({0: 0, 2: 1, 3: 1}, ""),
    ],
)
def test_the_youngest_is_to_be_checked(tmp_path: Path, ages: dict[int, int], cell: str) -> None:
    rows = "".join(f"{age},{count}\n" for age, count in ages.items())
    text = f'Kent Police\n"Sexual offences with the cyber flag, victims under 18, 2015/16"\nAge,Offences\n{rows}'
    found = [
        i.where.cell for i in collect(write(tmp_path / "r", Kent__Police_csv=text)).issues if i.code == "youngest-check"
    ]
    assert found == ([f"B{int(cell[1:]) + 1}"] if cell else [])


def test_the_count_of_the_youngest_is_that_of_every_group_of_its_age(tmp_path: Path) -> None:
    rows = "Rape,0,2\nRape,13,5\nSexual grooming,0,3\nSexual grooming,13,4\n"
    text = (
        f'Kent Police\n"Sexual offences with the cyber flag, victims under 18, 2015/16"\nOffence,Age,Offences\n{rows}'
    )
    read = collect(write(tmp_path / "r", Kent__Police_csv=text))
    (found,) = [one for one in read.issues if one.code == "youngest-check"]
    assert "aged 0 (count 5), and the next is 13" in found.message


WORDS = '[[word]]\nkind = "mark"\ntext = "scant"\nlow = 1\nhigh = 9\n\n[[word]]\nkind = "age"\ntext = "toddler"\nage = "2"\n'


def test_a_word_that_matched_nothing_is_named(tmp_path: Path) -> None:
    text = CROSSED.format(thirteen="scant", total="scant")
    read = collect(write(tmp_path / "r", Kent__Police_csv=text, request_toml=REQUEST + WORDS))
    assert [(i.text, i.where.file) for i in read.issues if i.code == "word-unused"] == [("toddler", "request.toml")]


def test_a_phrase_of_the_request_decides_what_a_sentence_says(tmp_path: Path) -> None:
    phrase = '[[word]]\nkind = "phrase"\ntext = "never got round to the marker"\nflag_use = "not-used"\n'
    folder = write(tmp_path / "r", request_toml=REQUEST + phrase)
    (folder / "Kent Police.txt").write_text("Kent Police\n\nThis force never got round to the marker.\n")
    read = collect(folder)
    assert returned(read, "Kent Police").flag_use == "not-used"
    assert "word-unused" not in {i.code for i in read.issues}


REPLY = "Kent Police\n\nDear applicant,\n\nThe cyber flag is no longer in use.\n\nYours faithfully\n"


@pytest.mark.parametrize("use", ["not-used", "used-with-caveat"])
def test_what_a_force_says_can_be_decided(tmp_path: Path, use: str) -> None:
    folder = write(tmp_path / "r", Kent__Police_csv=CROSSED.format(thirteen=8, total=15))
    (folder / "Kent Police letter.txt").write_text(REPLY)
    read = decide(folder, ("reply-unclear", "line 5", use))
    one = returned(read, "Kent Police")
    assert one.flag_use == use
    assert "reply-unclear" not in {i.code for i in read.issues}
    assert [r.quote for r in one.replies if r.flag_use == use] == ["The cyber flag is no longer in use."]
    assert headline(read, "Kent Police") == (None if use == "not-used" else 15)
