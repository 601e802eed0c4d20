"""The rules that never bend, each held against truths drawn by chance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawer import drawings, quick
from drawer.truths import truths
from drawer.writing import LAYOUTS, Manner, manners
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from cyberflag import collect, tidy
from cyberflag.collection import Collection
from cyberflag.decisions import Record, Request
from cyberflag.grid import Document, Passage, Sheet, Value
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, Headline, interpret, survey
from cyberflag.summaries.totals import totals
from cyberflag.words import counts, forces, periods

QUICK = quick(15)
YEAR = periods.parse("2015/16")
ASKED = Request("cyber", YEAR, "offences", 18)
OFFENCES = ("Rape", "Sexual assault", "Sexual grooming")
numbers = st.lists(st.integers(0, 60), min_size=3, max_size=3)


def sent(documents: list[Document], request: Request | None = ASKED) -> ForceReturn:
    """What a force sent, read."""
    force = forces.whole("Kent Police")
    assert isinstance(force, forces.Force)
    return interpret(force, survey(documents), Record(request=request))


def read(*sheets: Sheet, letter: str = "", request: Request | None = ASKED) -> ForceReturn:
    documents = [Document("drawn.xlsx", "xlsx", "drawn", list(sheets))]
    if letter:
        documents.append(
            Document("letter.txt", "txt", "letter", passages=[Passage("line 1", letter, file="letter.txt")])
        )
    return sent(documents, request)


def table(*lines: str) -> Sheet:
    return Sheet.drawn("\n".join(lines))


def rows(column: list[int], start: str = "Offence|Number of offences") -> list[str]:
    return [f"|{start}|", *(f"|{o}|{n}|" for o, n in zip(OFFENCES, column, strict=False))]


def counted(one: ForceReturn, flag: str = "cyber", measure: str = "offences") -> list[Headline]:
    """The headlines that enter totals."""
    return [h for h in one.headlines if not h.left_out and (h.flag, h.measure) == (flag, measure)]


def every(one: ForceReturn) -> list[Observation]:
    return [each for o in one.observations for each in o.each()]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_1_a_count_is_exact_only_if_the_source_prints_it(layout: str) -> None:
    @given(truths(highest=5 if layout == "listing" else 60), manners)
    @QUICK
    def prove(truth: object, manner: Manner) -> None:
        written = LAYOUTS[layout](truth, manner)  # type: ignore[arg-type]
        for o in every(read(*written.sheets)):
            if o.count.kind == "exact" and o.layout != "listing":
                printed = counts.parse(o.text, o.text)
                assert printed is not None
                assert printed.exact == o.count.exact

    prove()


@given(st.lists(st.sampled_from(OFFENCES), min_size=1, max_size=30))
@QUICK
def test_1_a_list_counts_its_rows(records: list[str]) -> None:
    lines = [f"|{o}|{10 + i % 7}|" for i, o in enumerate(records)]
    one = read(table("|Cyber flagged offences 2015/16|", "|Offence|Age of victim|", *lines))
    assert [h.count.exact for h in counted(one)] == [len(records)]
    assert sum(o.count.low for o in every(one)) == len(records)


@given(truths(), manners)
@QUICK
def test_2_totals_and_two_breakdowns_are_never_added(truth: object, manner: Manner) -> None:
    written = LAYOUTS["stacked"](truth, replace(manner, totals=True))  # type: ignore[arg-type]
    true = sum(written.periods.values())
    for h in counted(read(*written.sheets)):
        assert h.count.low <= true


@given(numbers, numbers)
@QUICK
def test_2_printed_totals_are_never_added(girls: list[int], boys: list[int]) -> None:
    lines = [f"|{o}|{a}|{b}|{a + b}|" for o, a, b in zip(OFFENCES, girls, boys, strict=False)]
    last = f"|Total|{sum(girls)}|{sum(boys)}|{sum(girls) + sum(boys)}|"
    one = read(table("|Offence|Female|Male|Total|", *lines, last))
    assert [h.count.exact for h in counted(one)] == [sum(girls) + sum(boys)]


@given(numbers, numbers, numbers)
@QUICK
def test_3_measures_are_never_added(offences: list[int], victims: list[int], arrests: list[int]) -> None:
    lines = [f"|{o}|{a}|{b}|{c}|" for o, a, b, c in zip(OFFENCES, offences, victims, arrests, strict=False)]
    one = read(table("|Offence|Number of offences|Number of victims|Number of arrests|", *lines))
    for measure, column in (("offences", offences), ("victims", victims), ("arrests", arrests)):
        assert [h.count.exact for h in counted(one, measure=measure)] == [sum(column)]


@given(numbers, numbers)
@QUICK
def test_3_flags_are_never_added(every_one: list[int], flagged: list[int]) -> None:
    lines = [f"|{o}|{a + b}|{b}|" for o, a, b in zip(OFFENCES, every_one, flagged, strict=False)]
    one = read(
        table("|Offence|All offences|Of which cyber flagged|", *lines), request=structs.replace(ASKED, flag=None)
    )
    assert [h.count.exact for h in counted(one)] == [sum(flagged)]
    assert [h.count.exact for h in counted(one, "all")] == [sum(every_one) + sum(flagged)]


@given(numbers, numbers)
@QUICK
def test_3_periods_are_never_added(before: list[int], after: list[int]) -> None:
    lines = [f"|{o}|{a}|{b}|" for o, a, b in zip(OFFENCES, before, after, strict=False)]
    one = read(table("|Offence|2014/15|2015/16|", *lines))
    found = {h.period.label: h.count.exact for h in counted(one)}
    assert found == {"2014/15": sum(before), "2015/16": sum(after)}


@given(numbers, numbers)
@QUICK
def test_4_a_missing_year_is_missing(before: list[int], after: list[int]) -> None:
    lines = [f"|{o}|{a}| |{b}|" for o, a, b in zip(OFFENCES, before, after, strict=False)]
    one = read(table("|Offence|2013/14|2014/15|2015/16|", *lines))
    assert {h.period.label for h in counted(one) if h.count.exact is not None} == {"2013/14", "2015/16"}


@given(numbers, st.integers(0, 2))
@QUICK
def test_4_a_blank_is_zero_only_if_a_total_proves_it(column: list[int], blank: int) -> None:
    lines = rows(column)
    lines[blank + 1] = f"|{OFFENCES[blank]}| |"
    rest = sum(column) - column[blank]
    one = read(table(*lines))
    assert all(o.count.kind != "blank-zero" for o in every(one))
    assert all(h.count.high is None and h.count.low == rest for h in counted(one))
    one = read(table(*lines, f"|Total|{rest}|"))
    assert [h.count.exact for h in counted(one)] == [rest]
    zeros = [o for o in every(one) if o.where.cell == f"B{blank + 2}"]
    assert [o.count.kind for o in zeros] == ["blank-zero"]
    if column[blank]:
        one = read(table(*lines, f"|Total|{sum(column)}|"))
        assert all(o.count.kind != "blank-zero" for o in every(one))


@given(numbers, st.integers(0, 2), st.sampled_from(("see note", "approx 12", "12/13", "n=4?", "1.5", "-3")))
@QUICK
def test_5_what_cannot_be_read_is_reported_with_its_place(column: list[int], at: int, text: str) -> None:
    lines = rows(column)
    lines[at + 1] = f'|{OFFENCES[at]}|"{text}"|'
    one = read(table(*lines))
    assert f"B{at + 2}" in {i.where.cell for i in one.issues if i.severity != "note"}
    assert all(h.count.exact is None for h in counted(one))


@given(truths(), manners)
@QUICK
def test_6_the_order_of_sheets_and_files_changes_nothing(truth: object, manner: Manner) -> None:
    written = LAYOUTS["sheet a year"](truth, manner)  # type: ignore[arg-type]
    documents = [
        Document(f"{s.name}.xlsx", "xlsx", s.name, [structs.replace(s, file=f"{s.name}.xlsx")]) for s in written.sheets
    ]
    told = []
    for order in (documents, documents[::-1]):
        one = sent(order)
        heads = sorted((h.period, h.count.low, h.count.high or -1, h.proof, h.left_out) for h in one.headlines)
        cells = sorted((o.where, o.count.low, o.role, o.used, o.not_used_because) for o in every(one))
        told.append((heads, cells, sorted((i.code, i.where) for i in one.issues)))
    assert told[0] == told[1]


@given(numbers, numbers)
@QUICK
def test_6_the_order_of_statements_that_differ_changes_nothing(some: list[int], others: list[int]) -> None:
    made = [
        Document(name, "xlsx", name, [structs.replace(table(*rows(column)), file=name)])
        for name, column in (("a.xlsx", some), ("b.xlsx", others))
    ]
    told = []
    for order in (made, made[::-1]):
        one = sent(order)
        heads = [(h.count.low, h.count.high, h.where, h.proof) for h in one.headlines]
        told.append((heads, sorted((i.code, i.where, i.message) for i in one.issues)))
    assert told[0] == told[1]


@given(st.permutations(["Essex", "Kent", "Surrey", "Avon and Somerset"]))
@quick(4)
def test_6_the_order_of_paths_changes_no_byte(order: list[str]) -> None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{name} Police.csv") for name in order]
        for path in paths:
            lines = ["Cyber flagged offences 2015/16", "Offence,Number", f"Rape,{len(path.name)}", "Sexual assault,<5"]
            path.write_text("\n".join(lines), encoding="utf-8")
        given_, settled = collect(*paths), collect(*sorted(paths))
    for way in (
        lambda c: [r.force for r in c.returns],
        lambda c: list(tidy.rows(c)),
        lambda c: c.issues,
        lambda c: totals(c).data,
        lambda c: c.fingerprint,
    ):
        assert way(given_) == way(settled)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.sampled_from(("", "inside", "beside")))
@QUICK
def test_2_a_class_is_never_added_to_its_parts_unless_a_total_says_so(
    wide: int, narrow: int, rest: int, told: str
) -> None:
    narrow = min(narrow, wide) if told == "inside" else narrow
    labels = [f"|Rape|{wide}|", f"|Rape of a female child under 13|{narrow}|", f"|Sexual grooming|{rest}|"]
    inside, beside = wide + rest, wide + narrow + rest
    lines = [*labels, f"|Total|{inside if told == 'inside' else beside}|"] if told else labels
    one = read(table("|Offence|Number of offences|", *lines))
    (h,) = counted(one)
    if told:
        assert h.count.exact == (inside if told == "inside" else beside)
    else:
        assert (h.count.low, h.count.high) == (max(inside, narrow + rest), beside)
        assert h.count.exact is not None or any(i.code == "two-readings" for i in one.issues)


FLAGGED = "Cyber flagged sexual offences against"
SEARCH = "We ran a keyword search for internet and facebook in place of the flag."
UNUSED = "Kent Police does not use the cyber flag."


@pytest.mark.parametrize(
    ("title", "letter", "why"),
    [
        (f"{FLAGGED} victims under 16, 2015/16", "", "other-scope"),
        (f"{FLAGGED} victims of all ages, 2015/16", "", "adults"),
        (f"{FLAGGED} children, April to December 2015", "", "part-year"),
        (f"{FLAGGED} children, 2015/16 (to January)", "", "part-year"),
        ("Sexual offences against children 2015/16", SEARCH, "keyword-search"),
        (f"{FLAGGED} children 2015/16", SEARCH, "keyword-search"),
        ("Sexual offences against children 2015/16", UNUSED, "flag-not-used"),
        (f"{FLAGGED} children 2015/16", UNUSED, "flag-not-used"),
    ],
)
@pytest.mark.parametrize("column", [[4, 5, 6], [0, 0, 0]])
def test_7_what_is_out_of_scope_never_enters(title: str, letter: str, why: str, column: list[int]) -> None:
    one = read(table(f"|{title}|", *rows(column)), letter=letter)
    assert counted(one) == []
    assert not any(o.used for o in every(one) if o.period == YEAR or o.not_used_because)
    assert {(x.why, x.count.exact) for x in one.left_out} == {(why, sum(column))}


@given(numbers, st.integers(0, 60), st.booleans())
@QUICK
def test_7_images_never_enter(column: list[int], images: int, printed: bool) -> None:
    lines = [*rows(column), f"|86/1 Possession of indecent images|{images}|"]
    lines += [f"|Total|{sum(column) + images}|"] if printed else []
    one = read(table(*lines))
    assert [(h.count.exact, h.images) for h in counted(one)] == [(sum(column), "out")]
    assert [h.printed and h.printed.exact for h in counted(one)] == [sum(column) + images]


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
@QUICK
def test_7_adults_never_enter(column: list[int]) -> None:
    bands: list[Value] = ["Under 13", "13-17", "18-24", "25 and over"]
    one = read(table("|Age of victim|Number of offences|", *(f"|{b}|{n}|" for b, n in zip(bands, column, strict=True))))
    assert [h.count.exact for h in counted(one)] == [column[0] + column[1]]


@given(numbers, st.sampled_from(("", "Offences 2015/16", "Sexual offences", "Cyber flagged sexual offences")))
@QUICK
def test_8_what_the_request_filled_is_never_passed_off_as_stated(column: list[int], title: str) -> None:
    one = read(table(*([f"|{title}|"] if title else []), *rows(column)))
    stated = {"flag": "Cyber" in title, "period": "2015" in title}
    for o in every(one):
        assert o.flag == "cyber"
        assert {k for k in stated if k in o.from_request} == {k for k, said in stated.items() if not said}
    for h in counted(one):
        assert {k for k in stated if k in h.from_request} == {k for k, said in stated.items() if not said}


@given(numbers, numbers)
@QUICK
def test_8_every_total_says_how_much_was_filled(filled: list[int], stated: list[int]) -> None:
    kent = read(table("|Sexual offences|", *rows(filled)))
    essex = structs.replace(read(table("|Cyber flagged sexual offences|", *rows(stated))), force="Essex Police")
    essex.headlines = [structs.replace(h, force="Essex Police") for h in essex.headlines]
    [only] = totals(Collection([essex, kent], Record(request=ASKED))).data
    assert only["count"] == sum(filled) + sum(stated)
    assert only["on_request"] == {"forces": 1, "count_min": sum(filled), "count_max": sum(filled)}


@pytest.mark.parametrize(
    ("title", "below", "flag"),
    [
        ("Offences against children", "", "cyber"),
        ("Burglary offences", "", "unknown"),
        ("Domestic abuse incidents", "", "unknown"),
        ("Sexual offences, burglary and theft", "", "cyber"),
        ("Offences against children", "Harassment is not included.", "cyber"),
    ],
)
def test_a_request_makes_no_table_cyber_that_names_another_subject(title: str, below: str, flag: str) -> None:
    lines = [f"|{title}|", "|Age of victim|Number|", "|12|4|", "|13|5|", *([f"|{below}|"] if below else [])]
    assert {o.flag for o in every(read(table(*lines)))} == {flag}


@pytest.mark.parametrize("name", drawings.names())
def test_the_counts_that_are_used_make_each_headline(name: str) -> None:
    """Summing count_min where `used` has headline gives the headline of the force, for every period, measure and flag."""
    one = drawings.named(name).read()
    for h in one.headlines:
        used = [o for o in every(one) if o.used in ("headline", "both")]
        own = [o.count.low for o in used if (o.period, o.measure, o.flag) == (h.period, h.measure, h.flag)]
        assert (sum(own) == h.count.low) if not h.left_out else not own
