"""Published statements: how print writes numbers, what its words claim, and the verdict of the returns."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import EARLIER, collection, headline, replied

from cyberflag.cli import main
from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError
from cyberflag.reference import entries, numbers
from cyberflag.summaries.amounts import Amount, Range, bears_out, parse, parse_n_of_m, verdict_of
from cyberflag.summaries.claim_words import falls_under, states_coverage
from cyberflag.summaries.claimed import read_claims
from cyberflag.summaries.claims import claims
from cyberflag.summaries.regions import area_of, region_map
from cyberflag.words.forces import all_forces

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.mark.parametrize(
    ("text", "number", "relation", "unit"),
    [
        ("3,186", 3186, "is", ""),
        ("eight", 8, "is", ""),
        ("8.7", Fraction(87, 10), "is", ""),
        ("more than 100", 100, "over", ""),
        ("at least 20", 20, "from", ""),
        ("fewer than ten", 10, "under", ""),
        ("+573%", 573, "is", "percent"),
        ("-24 per cent", -24, "is", "percent"),
        ("5.7 times", Fraction(57, 10), "is", "times"),
        ("doubled", 2, "is", "times"),
        ("more than doubled", 2, "over", "times"),
        ("halved", Fraction(1, 2), "is", "times"),
        ("nearly 400", 400, "nearly", ""),
    ],
)
def test_a_number_as_print_gives_it(text: str, number: Fraction | int, relation: str, unit: str) -> None:
    found = parse(text)
    assert found is not None
    assert (found.number, found.relation, found.unit) == (number, relation, unit)


@pytest.mark.parametrize("text", ["", "many", "1 in 10", "12 or 13", "9" * 80])
def test_what_is_no_number(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(("text", "found"), [("38 of 44", (38, 44)), ("38 out of 44", (38, 44)), ("all", None)])
def test_n_of_m(text: str, found: tuple[int, int] | None) -> None:
    assert parse_n_of_m(text) == found


@pytest.mark.parametrize(
    ("actual", "text", "how"),
    [
        (Fraction(3186, 366), "8", "cut"),
        (Fraction(3186, 366), "9", "rounded"),
        (Fraction(3186, 366), "8.70", "rounded"),
        (Fraction(3186, 366), "8.71", ""),
        (Fraction(85), "85", "exactly"),
        (Fraction(85), "86", ""),
        (Fraction(101), "more than 100", "over"),
        (Fraction(100), "more than 100", ""),
        (Fraction(392), "nearly 400", "nearly"),
        (Fraction(401), "nearly 400", ""),
    ],
)
def test_how_a_figure_bears_out_what_is_printed(actual: Fraction, text: str, how: str) -> None:
    amount = parse(text)
    assert amount is not None
    assert bears_out(actual, amount) == how


@pytest.mark.parametrize(
    ("low", "high", "text", "holds"),
    [
        (80, 90, "85", None),
        (80, 90, "95", False),
        (80, None, "70", False),
        (80, None, "95", None),
        (80, None, "more than 70", True),
        (80, None, "more than 90", None),
        (80, 90, "more than 90", False),
        (80, 90, "up to 90", True),
        (80, 90, "fewer than 80", False),
    ],
)
def test_bounds_leave_a_statement_open(low: int, high: int | None, text: str, holds: bool | None) -> None:
    amount = parse(text) or Amount(Fraction(0))
    assert verdict_of(Range(Fraction(low), None if high is None else Fraction(high)), amount)[0] is holds


@pytest.mark.parametrize("entry", entries("claims", "wording"), ids=lambda entry: str(entry["kind"]))
def test_words_that_say_more_than_a_figure_can(entry: dict[str, list[str]]) -> None:
    kind = str(entry["kind"])
    assert [text for text in entry["examples"] if not falls_under(kind, text)] == []
    assert [text for text in entry["others"] if falls_under(kind, text)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("in 38 of 44 forces", True), ("in the 38 forces", True), ("38 girls", False), ("across England", False)],
)
def test_a_statement_that_says_its_coverage(text: str, said: bool) -> None:
    assert states_coverage(text, 38) is said


HEAD = "claim,kind,force,period,before_period,value,before,after,age,offence\n"


def verdicts(tmp_path: Path, lines: str, made: object) -> list[tuple[str, str]]:
    path = tmp_path / "claims.csv"
    path.write_text(HEAD + lines, encoding="utf-8")
    return [(one["verdict"], one["why"]) for one in claims(made, read_claims(path)).data]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "value", "verdict", "reason"),
    [
        (63, 361, "+573%", "not supported", "573% is the ratio taken for the change"),
        (63, 361, "+473%", "cannot be told", "+473.0%, 5.73 times"),
        (6, 43, "+716%", "not supported", "+616.7%, 7.17 times; 716% is the ratio"),
        (6, 43, "+617%", "cannot be told", "+616.7%"),
        (303, 369, "+322%", "not supported", "+21.8%, 1.22 times"),
        (417, 628, "doubled", "not supported", "+50.6%, 1.51 times"),
        (417, 628, "+51%", "cannot be told", "+50.6%"),
        (417, 628, "+50%", "cannot be told", "cut off, not rounded: 51"),
        (0, 9, "+900%", "not supported", "no percentage and no ratio"),
        (100, 50, "-100%", "not supported", "taken against the later number"),
        (100, 50, "+50%", "not supported", "the sign is turned round"),
        (100, 201, "doubled", "cannot be told", "+101.0%"),
        (100, 150, "50", "cannot be told", "+50.0%"),
    ],
)
def test_changes_that_press_printed(
    before: int, after: int, value: str, verdict: str, reason: str, tmp_path: Path
) -> None:
    lines = f"It rose,change,Kent,2016/17,2015/16,{value},{before},{after},,\n"
    ((found, why),) = verdicts(tmp_path, lines, collection(replied("Kent Police", headline("Kent Police", 63))))
    assert (found, reason in why) == (verdict, True), why


def test_a_change_is_matched_and_raw_is_named(tmp_path: Path) -> None:
    """The raw sums rise by 80 % only because one body is blank in the earlier year."""
    made = collection(
        replied("A Police", headline("A Police", 100, EARLIER), headline("A Police", 120)),
        replied("B Police", headline("B Police", 60)),
    )
    rise = "{0}% more,change,,2015/16,2014/15,+{0}%,,,,\n"
    (raw, matched) = verdicts(tmp_path, rise.format(80) + rise.format(20), made)
    assert raw[0] == "not supported"
    assert "1 body matched: 100 to 120 is +20.0%, 1.20 times" in raw[1]
    assert "raw sums, of different bodies: 100 to 180 is +80.0%, 1.80 times; the raw sums were taken" in raw[1]
    assert "not in both: B Police" in raw[1]
    assert matched[0] == "supported"


def test_numbers_printed_with_a_change_are_checked_too(tmp_path: Path) -> None:
    made = collection(replied("A Police", headline("A Police", 100, EARLIER), headline("A Police", 120)))
    lines = "Up,change,A Police,2015/16,2014/15,+50%,100,150,,\nUp,change,A Police,2015/16,2014/15,+20%,100,120,,\n"
    (other, same) = verdicts(tmp_path, lines, made)
    assert other[0] == "not supported" and "the returns give 100 and 120, not 100 and 150" in other[1]
    assert same[0] == "supported"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("x,figure,Loamshire Police,,,12,,,,", "supported"),
        ("x,figure,Loamshire Police,,,13,,,,", "not supported"),
        ("x,figure,Barsetshire Police,,,22,,,,", "cannot be told"),
        ("x,figure,Barsetshire Police,,,24,,,,", "not supported"),
        ("x,figure,Barsetshire Police,,,at least 20,,,,", "supported"),
        ("x,figure,Wessex Police,,,0,,,,", "cannot be told"),
        ("x,figure,Loamshire Police | Wessex Police,,,11,,,,", "not supported"),
        ("x,figure,Loamshire Police | Wessex Police,,,20,,,,", "cannot be told"),
        ("x,figure,Nowhere at all,,,20,,,,", "cannot be told"),
        ("x,figure,,2001/02,,20,,,,", "cannot be told"),
        ("x,figure,Loamshire Police,,,6,,,13,", "supported"),
        ("x,figure,Loamshire Police,,,1,,,under 10,", "supported"),
        ("x,figure,Loamshire Police,,,5,,,12 and under,", "supported"),
        ("55% at 13,figure,Loamshire Police,,,55%,,,13,", "supported"),
        ("x,most,Loamshire Police,,,,,,13,", "supported"),
        ("Most victims were 13,most,Loamshire Police,,,,,,13,", "not supported"),
        ("x,most,Barsetshire Police,,,,,,13,", "not supported"),
        ("x,commonest,Loamshire Police,,,,,,13,", "supported"),
        ("x,commonest,Loamshire Police,,,,,,12,", "not supported"),
        ("x,commonest,Barsetshire Police,,,,,,14,", "cannot be told"),  # eleven of 14 to 17 may all be fourteen
        ("x,commonest,Barsetshire Police,,,,,,18,", "not supported"),
        ("x,youngest,Loamshire Police,,,1,,,,", "supported"),
        ("x,youngest,Barsetshire Police,,,11,,,,", "cannot be told"),
        ("x,youngest,Barsetshire Police,,,13,,,,", "not supported"),
        ("x,n-of-m,,,,2 of 4,,,,", "supported"),
        ("x,n-of-m,,,,3 of 4,,,,", "not supported"),
        ("x,rank,Barsetshire Police,,,highest,,,,", "supported"),
        ("x,rank,Loamshire Police,,,highest,,,,", "not supported"),
        ("x,rank,Loamshire Police,,,lowest,,,,", "supported"),
        ("the worst force,rank,Loamshire Police,,,lowest,,,,", "not supported"),
        ("x,per-week,Loamshire Police,,,0.23,,,,", "supported"),
        ("x,minutes-between,Loamshire Police,,,43920,,,,", "supported"),
        ("33 across the country,per-day,,,,0.1,,,,", "not supported"),
    ],
)
def test_verdicts(line: str, verdict: str, small: object, tmp_path: Path) -> None:
    ((found, why),) = verdicts(tmp_path, line + "\n", small)
    assert found == verdict, why


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("x,figures,,,,12,,,,", 'kind "figures" is not one of'),
        ("x,figure,,,,plenty,,,,", 'value "plenty" is not a value'),
        ("x,figure,,,,,,,,", "value is empty"),
        ("x,figure,,someday,,12,,,,", 'period "someday" is not a period'),
        ("x,figure,,,,12,,,young,", 'age "young" is not an age'),
        ("x,change,,,,+5%,1.5,2,,", 'before "1.5" is not a whole number'),
    ],
)
def test_mistakes_in_the_file_name_their_line(line: str, mistake: str, tmp_path: Path) -> None:
    with pytest.raises(CyberflagError, match="line 2") as raised:
        verdicts(tmp_path, line + "\n", collection())
    assert mistake in str(raised.value)


@pytest.mark.usefixtures("read_once")
def test_the_story_of_june_2016(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    out = tmp_path / "claims.csv"
    assert main(["claim", str(SAMPLES / "claims_june_2016.csv"), str(SAMPLES / "returns"), "-q", "-o", str(out)]) == 0
    golden("claims.csv", out.read_text(encoding="utf-8"))


def test_three_lines_of_the_story_fail(samples: Collection) -> None:
    found = {
        one["claim"]: one["verdict"] for one in claims(samples, read_claims(SAMPLES / "claims_june_2016.csv")).data
    }
    failed = [claim for claim, verdict in found.items() if verdict == "not supported" and "rose" not in claim]
    assert failed == [
        "There were 535 victims aged 13",
        "Most victims were 13 years old",
        "An average of eight a day across England and Wales",
        "Offences in Greater Manchester doubled",
    ]


def test_every_region_is_of_known_forces() -> None:
    known = {force.name for force in all_forces() if force.kind == "territorial"}
    assert sorted(row["force"] for row in numbers("regions")) == sorted(known)


@pytest.mark.parametrize(
    ("text", "forces"),
    [
        ("", 0),
        ("England and Wales", 0),
        ("Wales", 4),
        ("West Midlands region", 4),
        ("West Midlands", 1),
        ("East Midlands", 5),
        ("Kent; Sussex", 2),
        ("Warwickshire Police + West Mercia Police", 2),
    ],
)
def test_what_an_area_means(text: str, forces: int) -> None:
    made = collection()
    found = area_of(made, text, region_map(None, made))
    assert found is not None and len(found.forces) == forces


def test_a_map_of_ones_own(tmp_path: Path) -> None:
    made = collection()
    path = tmp_path / "map.csv"
    path.write_text("region,force\nThe East,Norfolk\nThe East,Suffolk\n", encoding="utf-8")
    assert region_map(path, made).named("the east") == ("Norfolk Constabulary", "Suffolk Constabulary")
    path.write_text("region,force\nThe East,Nowhere\n,Suffolk\n", encoding="utf-8")
    with pytest.raises(CyberflagError, match="line 3: region is empty"):
        region_map(path, made)


def test_a_file_of_statements_may_lie_beside_the_returns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Offences with the cyber flag against children 2015/16\nPeriod,Number of offences\n2015/16,12\n"
    (tmp_path / "Kent Police.csv").write_text(text, encoding="utf-8")
    (tmp_path / "map.csv").write_text("region,force\nThe East,Kent\n", encoding="utf-8")
    line = "Twelve in The East,figure,The East,2015/16,,12,,,,\n"
    (tmp_path / "statements.csv").write_text(HEAD + line, encoding="utf-8")
    files = [str(tmp_path / "statements.csv"), str(tmp_path), "--regions", str(tmp_path / "map.csv")]
    assert main(["claim", *files, "--format", "csv"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[1].startswith("supported")
    assert said.err.startswith("1 file read")
