from __future__ import annotations

from pathlib import Path

import pytest

from cyberflag import reference
from cyberflag.issues import CyberflagError
from cyberflag.reference import Phrases


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("10–12  Years", "10-12 years"),
        ("Don’t", "don't"),
        ("a\u00a0b\u2009c", "a b c"),
        ("12²", "12"),
        ("ﬁle\u200b", "file"),
        ("x\u202ey", "xy"),
        ("", ""),
    ],
)
def test_plain(text: str, folded: str) -> None:
    assert reference.plain(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [("D&C (Police)", "d and c police"), ("HO_code 71/17", "ho code 71 17"), ("19E", "19 e"), ("", ""), ("***", "")],
)
def test_key(text: str, folded: str) -> None:
    assert reference.key(text) == folded


def test_phrases_match_whole_words_and_the_longest_first() -> None:
    phrases = Phrases()
    for text in ("west", "west mercia", "mercia police"):
        phrases.add(text, text.upper())
    text = "The West Mercia police, westward, WEST"
    assert [(hit.meaning, text[hit.start : hit.end]) for hit in phrases.find(text)] == [
        ("WEST MERCIA", "West Mercia"),
        ("WEST", "WEST"),
    ]
    assert phrases.whole("West-Mercia") == "WEST MERCIA"
    assert phrases.whole("West Mercia police") is None


def test_a_data_file_is_read_from_its_source_where_the_built_form_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "DATA", tmp_path)
    (tmp_path / "pets.toml").write_text("[[pet]]\nname = 'cat'\n")
    assert reference.build() == ["pets"]
    (tmp_path / "pets.toml").write_text("[[pet]]\nname = 'dog'\n")
    assert reference.entries("pets", "pet") == [{"name": "dog"}]


def test_a_mistake_in_a_data_file_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "DATA", tmp_path)
    (tmp_path / "broken.toml").write_text("[[pet]\n")
    with pytest.raises(CyberflagError, match=r"data/broken\.toml cannot be read"):
        reference.table("broken")


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ({"kind": "offence", "text": "SCC", "code": "71/17"}, ""),
        ({"kind": "force", "text": "KP", "force": "Kent Police"}, ""),
        ({"kind": "age", "text": "tots", "age": "0 to 4"}, ""),
        ({"kind": "heading", "text": "Yrs", "field": "age"}, ""),
        ({"kind": "mark", "text": "§", "low": 1}, ""),
        ({"kind": "nonsense", "text": "x"}, "kind must be one of"),
        ({"text": "x"}, "kind must be one of"),
        ({"kind": "age", "text": "tots"}, "needs age"),
        ({"kind": "force", "text": "", "force": "Kent Police"}, "text must be"),
        ({"kind": "heading", "text": "Yrs"}, "needs field or measure or flag"),
        ({"kind": "mark", "text": "§", "low": "one"}, "low must be a whole number"),
        ({"kind": "offence", "text": "SCC", "code": 71}, "code must be text"),
    ],
)
def test_words_of_ones_own_are_checked(entry: dict[str, object], mistake: str) -> None:
    found = reference.check_words([entry])
    assert (mistake in found[0] and found[0].startswith("word 1")) if mistake else found == []


def test_a_word_that_matches_nothing_is_known() -> None:
    reference.extend([{"kind": "age", "text": "tots", "age": "0 to 4"}])
    try:
        assert reference.unused() == ["tots"]
    finally:
        reference.extend()
    assert reference.unused() == []
