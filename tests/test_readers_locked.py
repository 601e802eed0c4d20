"""Files behind a password: opened with the right one, told apart from damage, and never shown."""

from __future__ import annotations

import makers
import pytest

from cyberflag.readers import locked, read_bytes

pytest.importorskip("msoffcrypto")

PLAIN = makers.xlsx([["Rape", 12]])


def test_a_locked_workbook_is_said_to_be_locked() -> None:
    (document,) = read_bytes(makers.locked(PLAIN, "secret"), "a.xlsx")
    assert document.issues[0].message == "The file is password protected."
    assert "--password" in document.issues[0].hint


def test_excels_own_key_opens_unasked() -> None:
    (document,) = read_bytes(makers.locked(PLAIN, "VelvetSweatshop"), "a.xlsx")
    assert document.sheets[0].text(0, 1) == "12"


def test_a_given_password_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    data = makers.locked(PLAIN, "secret")
    monkeypatch.setattr(locked, "passwords", ["other", "secret"])
    assert read_bytes(data, "a.xlsx")[0].sheets[0].text(0, 0) == "Rape"
    monkeypatch.setattr(locked, "passwords", [])
    monkeypatch.setenv("CYBERFLAG_PASSWORDS", "other\nsecret")
    assert read_bytes(data, "a.xlsx")[0].sheets[0].text(0, 0) == "Rape"
