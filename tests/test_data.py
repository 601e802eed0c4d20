"""The data files are their own tests: built forms are fresh, entries are well formed, examples hold."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from cyberflag import reference
from cyberflag.words import classes, counts, flags, forces, headings, offences, telling, victims

NAMES = sorted(path.stem for path in reference.DATA.glob("*.toml"))
GROUPS = {
    "rape", "sexual assault", "sexual activity", "grooming", "communication", "exploitation", "familial",
    "position of trust", "images", "other", "",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_built_form_equals_its_source(name: str) -> None:
    source = tomllib.loads((reference.DATA / f"{name}.toml").read_text(encoding="utf-8"))
    built = json.loads((reference.DATA / "built" / f"{name}.json").read_text(encoding="utf-8"))
    assert built["entries"] == source, "run python tests/prepare.py"
    assert reference.table(name) == source


def test_forces_are_well_formed() -> None:
    known = forces.all_forces()
    assert len({force.name for force in known}) == len({force.id for force in known}) == len(known) == 51
    for force in known:
        assert force.kind in ("territorial", "special", "outside")
        assert re.fullmatch(r"[EWSN]\d{8}", force.code) or (not force.code and force.kind != "territorial")


def test_every_name_of_a_force_finds_it() -> None:
    for entry in reference.entries("forces", "force"):
        for text in (*entry["short"], *entry.get("aliases", ())):
            found = forces.whole(text)
            assert isinstance(found, forces.Force), text
            assert found.name == entry["name"], text
        for place in entry.get("places", ()):
            found = forces.whole(f"{place} Police")
            assert isinstance(found, forces.Force), place
            assert found.name == entry["name"], place
        for domain in entry["domains"]:
            found = forces.from_domain(f"foi@{domain}")
            assert found and found.name == entry["name"], domain


def test_ambiguous_names_stay_ambiguous() -> None:
    for entry in reference.entries("forces", "ambiguous"):
        assert isinstance(forces.whole(entry["text"]), tuple), entry["text"]
        assert len(entry["forces"]) > 1
    for text in reference.words("forces", "not_forces", "texts"):
        assert forces.whole(text) is None, text


def test_every_joint_name_is_joint() -> None:
    for entry in reference.entries("forces", "joint"):
        for name in entry["names"]:
            found = forces.whole(name)
            assert isinstance(found, forces.Force) and set(found.parts) == set(entry["forces"]), name


def test_every_title_of_an_offence_gives_its_code() -> None:
    for entry in reference.entries("offences", "offence"):
        assert entry["group"] in GROUPS
        for title in (entry["title"], *entry.get("aliases", ())):
            found = offences.parse(title)
            assert found, title
            assert found.group == entry["group"], title
            assert found.code == entry["code"] or title == entry["title"], title
        code = offences.parse(f"HO code {entry['code']}")
        assert code and code.code == entry["code"]


def test_every_family_of_offences_is_told() -> None:
    for group, titles in reference.table("offences")["groups"].items():
        assert group in GROUPS
        for title in titles:
            found = offences.parse(title)
            assert found and (found.group, found.code) == (group, ""), title
    for title in reference.words("offences", "not_sexual", "texts"):
        found = offences.parse(title)
        assert found and found.group == "", title


def test_sections_belong_to_families() -> None:
    for section, (code, group) in reference.table("offences")["sections"].items():
        found = offences.parse(f"s.{section} Sexual Offences Act 2003")
        assert found and found.group == group and found.code == code, section


def test_ages_and_sexes_are_told() -> None:
    ages = reference.table("ages")
    for label in ages["unknown"]["labels"]:
        assert victims.parse_age(label) in (
            victims.UNKNOWN_AGE,
            None if not label.strip(" .:;*") else victims.UNKNOWN_AGE,
        )
    for label in ages["infant"]["labels"]:
        assert victims.parse_age(label) == victims.single(0), label
    for sex in ("female", "male", "other", "unknown"):
        for label in ages["sex"][sex]:
            assert victims.parse_sex(label) is not None, label
    assert set(ages["unknown"]["plain"]) <= set(ages["unknown"]["labels"])


def test_marks_are_told() -> None:
    kinds = {
        "zero": "exact",
        "suppressed": "suppressed",
        "low": "suppressed",
        "blank": "blank",
        "unreadable": "unreadable",
    }
    for kind, status in kinds.items():
        for text in reference.words("counts", kind, "texts"):
            found = counts.parse(text, text)
            assert found and found.kind == status, text


def test_what_counts_nothing_is_told() -> None:
    for text in reference.words("headings", "no_counts", "examples"):
        assert telling.no_count(text), text
    for text in reference.words("headings", "no_counts", "counter_examples"):
        assert not telling.no_count(text), text


def test_labels_of_lines_counted_apart_are_told() -> None:
    for text in reference.words("headings", "said_totals", "beside_examples"):
        assert telling.stands_aside(text), text


def test_titles_of_no_counts_are_told() -> None:
    for text in reference.words("headings", "titles_of_no_counts", "examples"):
        assert telling.gives_no_counts(text), text
    for text in reference.words("headings", "titles_of_no_counts", "counter_examples"):
        assert not telling.gives_no_counts(text), text


def test_what_is_no_age_is_told() -> None:
    for text in reference.words("headings", "not_ages", "examples"):
        assert headings.no_ages(text), text
    for text in reference.words("headings", "not_ages", "counter_examples"):
        assert not headings.no_ages(text), text


def test_the_flag_and_other_flags_keep_apart() -> None:
    for text in reference.words("flags", "flag", "examples"):
        assert flags.names_flag(text) and not flags.other_flag(text), text
    for text in reference.words("flags", "flag", "counter_examples"):
        assert not flags.names_flag(text), text
    for text in reference.words("flags", "other", "examples"):
        assert flags.other_flag(text) and not flags.names_flag(text), text
    for text in reference.words("flags", "other", "counter_examples"):
        assert not flags.other_flag(text), text
    for name, scope in (("cyber", "cyber"), ("not_cyber", "not-cyber"), ("all", "all")):
        for text in reference.words("flags", "scope", name):
            assert flags.scope(text) == scope, text
    for name, value in (("yes", True), ("no", False)):
        for text in reference.words("flags", "value", name):
            assert flags.value(text) is value, text


def test_fields_and_measures_are_told() -> None:
    table = reference.table("headings")
    seen: dict[str, str] = {}
    for field, texts in table["fields"].items():
        for text in texts:
            assert seen.setdefault(text, field) == field, text
            assert text == reference.key(text), text
            assert headings.field(text) == field, text
    for text in table["totals"]["texts"] + table["totals"]["subtotals"]:
        assert headings.is_total(text), text


def test_categories_are_told_once() -> None:
    seen: dict[str, str] = {}
    for kind in ("platform", "system", "outcome"):
        for names in reference.table("categories")[kind]["names"]:
            for name in names:
                assert seen.setdefault(reference.key(name), f"{kind}: {names[0]}") == f"{kind}: {names[0]}", name
                assert headings.category(name) == f"{kind}: {names[0]}"


def test_number_tables_speak_of_known_forces_and_codes() -> None:
    ids = {force.id for force in forces.all_forces()}
    codes = {entry["code"] for entry in reference.entries("offences", "offence")}
    children = list(reference.numbers("children"))
    assert {row["force"] for row in children if not row["force"].startswith("_")} <= ids
    assert all(int(row["children"]) > 0 for row in children)
    recorded = list(reference.numbers("recorded_2017_18"))
    assert {row["force"] for row in recorded} <= ids
    assert {row["code"] for row in recorded} <= codes
    assert len({row["force"] for row in recorded}) == 44


def test_titles_of_other_crime_are_told() -> None:
    for title in reference.words("offences", "not_sexual", "examples"):
        assert classes.names_other_crime(title), title
    for title in reference.words("offences", "not_sexual", "subjects"):
        assert classes.names_other_crime(f"{title} by age 2015/16"), title
        assert not classes.names_other_crime(f"Sexual offences and {title}"), title
