"""What is read from samples/returns against samples/truth.csv, and the story that the figures tell."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import RUN

from cyberflag.collection import Collection, collect
from cyberflag.returns import ForceReturn, Headline

SAMPLES = Path(__file__).parent.parent / "samples"
RETURNS = SAMPLES / "returns"
KEPT_BY_HAND = {"asked.csv", "request.toml"}
WITHOUT = {
    "Lorumshire Constabulary": "not-used",
    "Thimbleshire Police": "not-used",
    "Maybeshire Police": "not-aware",
    "Perhapsford Constabulary": "not-aware",
    "Umbershire Police": "not-stated",
}
SILENT = "Ravelshire Constabulary"


def truth(period: str) -> dict[str, Counter[str]]:
    """Flagged offences of a year against under-18s by body and age, images apart."""
    found: dict[str, Counter[str]] = {}
    with (SAMPLES / "truth.csv").open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            if (line["period"], line["flag"]) == (period, "cyber") and not line["code"].startswith("86"):
                ages = {age: int(line[age]) for age in (*map(str, range(1, 18)), "NK", "all") if line[age]}
                found.setdefault(line["force"], Counter()).update(ages)
    return found


TRUTH = truth("2015/16")
YEAR_BEFORE = truth("2014/15")
WITH_AGES = sorted(force for force, ages in TRUTH.items() if not ages["all"])


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    command = [sys.executable, "-c", RUN, "report", str(RETURNS), "--format", "json", "--quiet"]
    done = subprocess.run(command, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def returned(samples: Collection, force: str) -> ForceReturn:
    (found,) = [r for r in samples.returns if r.force == force]
    return found


def cyber_headlines(samples: Collection, force: str, year: int = 2015) -> list[Headline]:
    story = (date(year, 4, 1), date(year + 1, 3, 31), "offences", "cyber")
    found = [
        h for h in returned(samples, force).headlines if (h.period.start, h.period.end, h.measure, h.flag) == story
    ]
    return [h for h in found if not h.left_out]


# What is written


def contents(data: bytes) -> object:
    """The bytes of a file; of an archive those of its members, since compression differs from machine to machine."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2016, 5, 31, 12, 0, 0)}
        return {name: contents(archive.read(name)) for name in archive.namelist()}


def files(folder: Path) -> Iterator[str]:
    return (str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_script_writes_what_lies_in_the_folder(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "write.py"), str(tmp_path)], check=True)
    assert {*files(tmp_path)} | KEPT_BY_HAND == {*files(RETURNS)}
    for name in files(tmp_path):
        assert contents((tmp_path / name).read_bytes()) == contents((RETURNS / name).read_bytes()), name


def test_the_truth_tells_the_story() -> None:
    everything = sum(TRUTH.values(), Counter[str]())
    assert (len(TRUTH), sum(everything.values()), everything["13"]) == (38, 3186, 535)
    assert sum(everything[str(age)] for age in range(1, 10)) == 272
    assert TRUTH["West Mercia Police"]["13"] == 21
    assert sum(TRUTH["West Mercia Police"][str(age)] for age in range(1, 11)) == 10


# What is read


@pytest.mark.parametrize("force", sorted(TRUTH))
def test_headline(samples: Collection, force: str) -> None:
    (headline,) = cyber_headlines(samples, force)
    assert headline.count.exact == sum(TRUTH[force].values())


@pytest.mark.parametrize("force", sorted(YEAR_BEFORE))
def test_headline_of_the_year_before(samples: Collection, force: str) -> None:
    (headline,) = cyber_headlines(samples, force, 2014)
    assert headline.count.exact == sum(YEAR_BEFORE[force].values())


@pytest.mark.parametrize("force", WITH_AGES)
def test_ages(samples: Collection, force: str) -> None:
    counted: Counter[tuple[int | None, int | None, str]] = Counter()
    for o in returned(samples, force).observations:
        if o.used in ("ages", "both") and o.flag == "cyber" and o.period.end == date(2016, 3, 31):
            counted[o.age.low, o.age.high, o.age.kind] += o.count.low
    for (low, high, kind), count in counted.items():
        ages = (
            ["NK"] if kind == "unknown" else [str(age) for age in range(low or 0, (17 if high is None else high) + 1)]
        )
        assert count == sum(TRUTH[force][age] for age in ages), (low, high, kind)
    assert sum(counted.values()) == sum(TRUTH[force].values())


@pytest.mark.parametrize("force", sorted(set(TRUTH) - set(WITH_AGES)))
def test_no_ages_where_none_are_given(samples: Collection, force: str) -> None:
    assert not [o for o in returned(samples, force).observations if o.used in ("ages", "both") and o.age.kind != "all"]


@pytest.mark.parametrize("force", sorted(TRUTH))
def test_used_sums_to_the_headline(samples: Collection, force: str) -> None:
    used = [o for o in returned(samples, force).observations if o.used in ("headline", "both")]
    of_the_year = [o.count.low for o in used if o.flag == "cyber" and o.period.end == date(2016, 3, 31)]
    assert sum(of_the_year) == sum(TRUTH[force].values())


@pytest.mark.parametrize(("force", "flag_use"), WITHOUT.items())
def test_bodies_without_figures(samples: Collection, force: str, flag_use: str) -> None:
    assert not cyber_headlines(samples, force)
    assert returned(samples, force).flag_use == flag_use


def test_the_refusal(samples: Collection) -> None:
    body = returned(samples, "Umbershire Police")
    assert body.status == "refused"
    assert not body.observations
    assert {reply.exemption[:4] for reply in body.replies if reply.exemption} == {"s.12"}


# What is said


def unfolded(text: str) -> str:
    return " ".join(html.unescape(text).split())


def words(path: Path) -> str:
    """All that a letter says, taken from its bytes without cyberflag."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            return unfolded(re.sub("<[^>]+>", " ", archive.read("word/document.xml").decode()))
    if path.suffix == ".pdf":
        typed = b" ".join(re.findall(rb"\((.*)\) Tj", data)).decode("cp1252")
        return unfolded(re.sub(r"\\(.)", r"\1", typed))
    if path.suffix == ".rtf":
        plain = re.sub(r"\\'(..)", lambda m: bytes.fromhex(m[1]).decode("cp1252"), data.decode("ascii"))
        return unfolded(re.sub(r"\\[a-z]+\d* ?|[{}]", "", plain))
    spelt = "cp1252" if "16-077" in path.name else "utf-8"
    return unfolded(re.sub("<[^>]+>", " ", data.decode(spelt)))


def truth_of_statuses() -> list[tuple[str, str, str, str, str]]:
    with (SAMPLES / "statuses.csv").open(encoding="utf-8", newline="") as handle:
        return [tuple(line.values()) for line in csv.DictReader(handle)]  # type: ignore[misc]


def test_what_every_letter_answers(samples: Collection) -> None:
    letters = {file for *_, file in truth_of_statuses()}
    found = [
        (one.force, one.question, one.status, one.flag_use, one.where.file.split("!")[0])
        for one in samples.replies
        if one.where.file.split("!")[0] in letters and one.where.file.count("!") < 2 and ".xls" not in one.where.file
    ]
    assert sorted(found) == sorted(truth_of_statuses())


def test_the_samples_hold_every_status_and_use_of_the_flag(report: dict[str, Any]) -> None:
    found = {status for _, _, status, _, _ in truth_of_statuses()}
    # partial and unclear come from what several answers make together, and no-reply from silence
    assert found == {"answered", "refused", "not-held", "neither-confirm-nor-deny", "holding"}
    silent = [one["force"] for one in report["coverage"]["without_figures"] if one["status"] == "no-reply"]
    assert silent == [SILENT]
    uses = {one["flag_use"] for one in report["flags"]}
    assert uses == {"not-used", "not-aware", "keyword-search", "introduced-later", "used-with-caveat", "used"}


def test_every_letter_is_of_another_format() -> None:
    formats = {Path(file).suffix for *_, file in truth_of_statuses()}
    assert formats == {".docx", ".pdf", ".rtf", ".txt", ".html", ".eml", ".mbox"}


SPOKEN = (".docx", ".pdf", ".rtf", ".txt", ".html", ".eml", ".mbox", ".csv", ".tsv")


def test_quotes_are_found_in_their_file(samples: Collection) -> None:
    looked = 0
    for reply in (one for one in samples.replies if one.quote):
        name, _, member = reply.where.file.partition("!")
        path = RETURNS / name
        if path.suffix in SPOKEN and "." not in member:
            assert unfolded(reply.quote) in words(path), reply
        elif path.suffix in (".xlsx", ".xlsm"):
            sheet = openpyxl.load_workbook(path)[reply.where.sheet]
            assert reply.quote in str(sheet[reply.where.cell].value), reply
        else:
            continue
        looked += 1
    assert looked > 35


def test_the_count_of_a_search_for_words_is_left_out(samples: Collection) -> None:
    left = [(x.why, x.count.exact) for x in returned(samples, "Notional Coast Police").left_out]
    assert left == [("keyword-search", 31)]
    assert not [o for o in returned(samples, "Notional Coast Police").observations if o.count.low == 31 and o.used]


def test_the_acknowledgement_is_listed_and_changes_nothing(samples: Collection) -> None:
    for force in ("Elsewhereshire Police", "Whimshire Constabulary"):
        body = returned(samples, force)
        assert (body.status, "holding" in {reply.status for reply in body.replies}) == ("answered", True)


def message(number: int, force: str, attached: list[Path]) -> EmailMessage:
    mail = EmailMessage(policy=policy.SMTP)
    slug = "".join(c for c in force.lower() if c.isalpha())
    mail["From"], mail["To"] = f"FOI <foi@{slug}.example>", "requests@newsroom.example"
    mail["Date"], mail["Subject"] = f"Mon, 30 May 2016 12:{number:02}:00 +0100", f"Response to your request ({number})"
    mail.set_content("Please find our response attached.\n")
    for path in attached:
        mail.add_attachment(path.read_bytes(), "application", "octet-stream", filename=path.name)
    return mail


def test_a_mailbox_of_messages_gives_the_same_figures_as_the_folder(samples: Collection, tmp_path: Path) -> None:
    postbag: list[EmailMessage] = []
    for body in samples.returns:
        top = dict.fromkeys(RETURNS / file.split("!")[0] for file in body.files)
        parts = [[path] for path in top] if body.force == "Fabledale Constabulary" else [list(top)]
        postbag += [message(len(postbag), body.force, part) for part in parts]
    assert len(postbag) == 44
    box = tmp_path / "postbag.mbox"
    with box.open("wb") as handle:
        for mail in postbag:
            handle.write(b"From foi@example Mon May 30 12:00:00 2016\n")
            handle.write(re.sub(rb"(?m)^(>*From )", rb">\1", mail.as_bytes().replace(b"\r\n", b"\n")) + b"\n")
    mailed = collect(box, request=RETURNS / "request.toml", asked=RETURNS / "asked.csv")

    def figures(one: Collection) -> list[tuple[object, ...]]:
        return [
            (h.force, h.period, h.measure, h.flag, h.count.low, h.count.high, h.left_out, h.proof, h.from_request)
            for r in one.returns
            for h in r.headlines
        ]

    def answers(one: Collection) -> list[tuple[str, str, str]]:
        return [(r.force, r.status, r.flag_use) for r in one.returns]

    assert figures(mailed) == figures(samples)
    assert answers(mailed) == answers(samples)


def test_the_hidden_draft_is_told_of_and_not_added(samples: Collection) -> None:
    body = returned(samples, "Paperham Constabulary")
    assert "hidden-content" in {i.code for i in body.issues}
    hidden = [o for o in body.observations if o.where.sheet.startswith("Draft")]
    assert not [o for o in hidden if o.used]


def test_the_first_version_is_superseded(samples: Collection) -> None:
    first = [o for o in returned(samples, "Fabledale Constabulary").observations if "revised" not in o.where.file]
    assert first
    assert {o.not_used_because for o in first} == {"superseded"}


def test_images_are_taken_out_of_the_printed_total(samples: Collection) -> None:
    (headline,) = cyber_headlines(samples, "North Anyshire Police")
    assert headline.printed is not None
    assert (headline.count.exact, headline.printed.exact, headline.images) == (121, 133, "out")


# The story


def test_coverage(report: dict[str, Any]) -> None:
    coverage = report["coverage"]
    assert (coverage["expected"], coverage["replied"], coverage["with_figures"]) == (44, 43, 38)
    assert {row["force"] for row in coverage["without_figures"]} == {*WITHOUT, SILENT}
    assert coverage["not_asked"] == []


def test_total(report: dict[str, Any]) -> None:
    (total,) = [
        row
        for row in report["totals"]
        if (row["period"], row["measure"], row["flag"]) == ("2015/16", "offences", "cyber")
    ]
    assert (total["count"], total["count_min"], total["count_max"]) == (3186, 3186, 3186)
    assert (total["forces"], total["of"], total["days"]) == (38, 44, 366)
    assert f"{total['per_day']:.2f}" == "8.70"
    assert total["on_request"] == {"forces": 3, "count_min": 58, "count_max": 58}
    assert total["as_at"] == ["2016-04-18", "2016-05-30"]
    assert round(total["children_share"], 2) == 0.81


def test_ages_of_all(report: dict[str, Any]) -> None:
    ages = report["ages"]
    assert (ages["modal_age"], ages["modal_count"], ages["modal_certain"]) == (13, 535, True)
    assert (ages["known"], ages["unknown"], ages["forces"], ages["of"]) == (2598, 588, 31, 44)
    (under,) = [row for row in ages["under"] if row["age"] == 10 and not row["inclusive"]]
    assert (under["count_min"], under["count_max"]) == (272, 272)


def test_youngest(report: dict[str, Any]) -> None:
    youngest = report["youngest"]
    assert (youngest["age_min"], youngest["age_max"], youngest["exact"]) == (1, 1, True)
    assert (youngest["force"], youngest["count"]) == ("Loamshire Police", 1)


def test_west_mercia(report: dict[str, Any]) -> None:
    (row,) = [row for row in report["forces"] if row["force"] == "West Mercia Police"]
    assert (row["count"], row["proof"]) == (85, "proved")
    (thirteen,) = [entry for entry in row["by_age"] if entry["age"] == "13"]
    assert (thirteen["count_min"], thirteen["count_max"]) == (21, 21)
    (ten,) = [under for under in row["under"] if under["age"] == 10 and under["inclusive"]]
    assert (ten["count_min"], ten["count_max"]) == (10, 10)


def test_hundreds_and_fewer_than_ten(report: dict[str, Any]) -> None:
    counts = [
        row["count"]
        for row in report["forces"]
        if (row["period"], row["flag"]) == ("2015/16", "cyber") and row["count"]
    ]
    assert len([count for count in counts if count >= 100]) == 11
    assert sorted(count for count in counts if count < 10) == [3, 6, 7, 9]


def test_the_four_are_named_with_quote_and_place(report: dict[str, Any]) -> None:
    named = {row["force"]: row for row in report["flags"] if row["flag_use"] in ("not-used", "not-aware")}
    assert {force: row["flag_use"] for force, row in named.items()} == {
        f: u for f, u in WITHOUT.items() if u != "not-stated"
    }
    assert all(row["quote"] and row["file"] and row["place"] for row in named.values())
