"""What a letter says: whole letters drawn as text, and tables of sentences."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_passages import without

from cyberflag import reference
from cyberflag.grid import Document, Sheet, fold
from cyberflag.issues import Where
from cyberflag.passages import Said, sentences, who_speaks
from cyberflag.passages.phrases import heard, spoken
from cyberflag.prose import figures
from cyberflag.readers.letters import txt
from cyberflag.replies import FLAG_USES, Reply, classify, explain, overall, said_of_flag
from cyberflag.replies.lexicon import inflected
from cyberflag.replies.listening import claims
from cyberflag.replies.status import deed, refuses_whole, standing

LETTERS = Path(__file__).parent / "letters"
NAMES = sorted(path.stem for path in LETTERS.glob("*.txt"))


def spoken_in(letter: str) -> list[Said]:
    """The sentences of a letter, each with who speaks it."""
    return who_speaks(txt(letter.encode(), "letter.txt"))


def opened(name: str) -> Document:
    return txt((LETTERS / f"{name}.txt").read_bytes(), f"{name}.txt")


@pytest.mark.parametrize("name", NAMES)
def test_letter(name: str) -> None:
    expected = tomllib.loads((LETTERS / f"{name}.toml").read_text())
    said = who_speaks(opened(name))
    observations, _ = figures(said, said_of_flag(said))
    replies, _ = classify(said, bool(observations))
    status, _ = overall(replies)
    stating = [reply for reply in replies if reply.flag_use != "not-stated"]
    assert {reply.flag_use for reply in stating} | {"not-stated"} == {expected["flag_use"], "not-stated"}
    assert status in expected["status"]
    assert any(reply.scoped for reply in stating) is expected.get("scoped", False)
    if "quote" in expected:
        assert [reply.quote for reply in stating] == [expected["quote"]]
    assert {part for reply in replies for part in reply.exemption.split("; ") if part} == set(
        filter(None, [expected.get("exemption", "")])
    )
    counts = [(one.count.exact, one.measure) for one in observations]
    assert all(tuple(count) in counts for count in expected["counts"])
    assert not {one.count.exact for one in observations} & set(expected["never"])


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_in_its_letter(name: str) -> None:
    whole = fold((LETTERS / f"{name}.txt").read_text())
    said = who_speaks(opened(name))
    for reply in classify(said)[0]:
        assert reply.quote in whole
        assert not reply.quote or reply.where.cell.startswith("line ")


def test_a_third_of_the_letters_are_traps_in_which_the_flag_is_used() -> None:
    uses = [tomllib.loads((LETTERS / f"{name}.toml").read_text())["flag_use"] for name in NAMES]
    assert len(uses) >= 40
    assert sum(use in ("used", "used-with-caveat", "introduced-later") for use in uses) * 3 >= len(uses)


def one_sentence(text: str) -> Said:
    return Said(Where("letter.txt", "", "line 1"), text, body=text)


def told(text: str) -> list[Said]:
    """Sentences parted by ` // `: a question, or `You asked …`, is the requester's, and what follows answers it."""
    found: list[Said] = []
    *before, last = text.split(" // ")
    asked = ""
    for number, one in enumerate(before):
        asks = one.endswith("?") or one.startswith("You ")
        asked = one if asks else asked
        where = Where("letter.txt", "", f"line {number}")
        found.append(
            Said(where, one, "requester" if asks else "force", asked="" if asks else asked, body=one, line=number)
        )
    return [*found, Said(Where("letter.txt", "", "line 9"), last, asked=asked, body=last, line=9)]


def flag_use(text: str) -> str:
    """The gravest thing said of the flag; ` part` behind it where it is scoped, `?` where undecided."""
    found = claims(told(text))
    uses = [claim.verdict.use + (" part" if claim.verdict.scoped else "") for claim in found]
    return min(uses, key=lambda use: (*FLAG_USES, "?", "").index(use.removesuffix(" part")), default="")


SENTENCES = [line.split(" | ", 1) for line in (LETTERS / "sentences.list").read_text().splitlines()]


@pytest.mark.parametrize(("expected", "text"), SENTENCES, ids=[text[:60] for _, text in SENTENCES])
def test_sentence(expected: str, text: str) -> None:
    assert flag_use(text) == {"nothing": "", "undecided": "?"}.get(expected, expected)


# Kinds whose phrases overlap on purpose, so that a statement is read though one of them is missing.
OPEN = frozenset(
    [
        "noun",
        "know",
        "know_not",
        "learned",
        "letter",
        "object",
        "unused",
        "aside",
        "use_of",
        "frame",
        "partly",
        "caveat",
        "start",
        "since",
        "search",
        "searching",
        "place",
        "looked_for",
        "site",
        "carry",
        "data",
        "told",
        "denial",
    ]
)
FLAG_ENTRIES = [
    (kind, entry)
    for kind, entries in reference.table("reply_flag").items()
    if isinstance(entries, list)
    for entry in entries
]


@pytest.mark.parametrize(
    ("kind", "entry"), FLAG_ENTRIES, ids=lambda value: str(value["words"])[:30] if isinstance(value, dict) else value
)
def test_every_flag_phrase_is_needed_by_its_example(kind: str, entry: dict[str, Any]) -> None:
    assert flag_use(entry["example"]) == entry["says"]
    if kind not in OPEN:
        with without("reply_flag", kind, entry):
            assert flag_use(entry["example"]) != entry["says"]


def frames() -> list[tuple[str, str, str]]:
    """A sentence for every lemma and word of every open class, with its class and what it must be read as."""
    found = []
    for kind, some in reference.table("reply_words").items():
        for entry in some:
            if "example" in entry:
                found.append((kind, str(entry["example"]), str(entry["says"])))
                continue
            for lemma in str(entry.get("lemmas", entry.get("words", ""))).split():
                forms_ = inflected(lemma) if "lemmas" in entry else (lemma,)
                shapes = {
                    "base": lemma,
                    "s": forms_[1 % len(forms_)],
                    "done": forms_[-2 % len(forms_)],
                    "doing": forms_[-1],
                }
                found.append((kind, entry["frame"].format(**shapes), entry["says"]))
    return found


FRAMES = frames()


@pytest.mark.parametrize(("kind", "text", "says"), FRAMES, ids=[f"{kind}: {text[:50]}" for kind, text, _ in FRAMES])
def test_every_word_of_an_open_class_is_read(kind: str, text: str, says: str) -> None:
    assert flag_use(text) == says


def status_of(text: str) -> str:
    """The status that one sentence gives, with the exemption where there is one."""
    done = deed(one_sentence(text))
    if heard("reply_status", "help", spoken(text)):
        return "help"
    if refuses_whole(done):
        return "whole"
    if heard("reply_status", "as_above", spoken(text)):
        return "as above"
    if done.signs == {"attached"}:
        return "attached"
    found = standing([done], False)
    return " ".join(part for part in (found.status, found.exemption) if part)


STATUS_ENTRIES = [(kind, entry) for kind, entries in reference.table("reply_status").items() for entry in entries]


@pytest.mark.parametrize(
    ("kind", "entry"), STATUS_ENTRIES, ids=lambda value: str(value["words"])[:30] if isinstance(value, dict) else value
)
def test_every_status_phrase_is_needed_by_its_example(kind: str, entry: dict[str, Any]) -> None:
    assert status_of(entry["example"]) == entry["says"]
    with without("reply_status", kind, entry):
        assert status_of(entry["example"]) != entry["says"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("answered", "used", False)], ("answered", "used")),
        ([("answered", "used", False), ("refused", "not-stated", False)], ("partial", "used")),
        ([("answered", "not-used", True), ("answered", "used", False)], ("answered", "used")),
        ([("answered", "introduced-later", False), ("answered", "not-aware", False)], ("answered", "not-aware")),
        ([("not-held", "not-stated", False), ("refused", "not-stated", False)], ("refused", "not-stated")),
        ([], ("no-reply", "not-stated")),
    ],
)
def test_overall(rows: list[tuple[str, str, bool]], expected: tuple[str, str]) -> None:
    assert overall([Reply(Where(), status, use, scoped=scoped) for status, use, scoped in rows]) == expected


def test_what_words_do_not_decide_is_asked() -> None:
    replies, issues = classify([one_sentence("The cyber flag is no longer in use.")])
    assert [reply.flag_use for reply in replies] == ["not-stated"]
    assert [(one.code, "no longer in use" in one.message) for one in issues] == [("reply-unclear", True)]


@pytest.mark.parametrize(
    ("text", "has_figures", "asked"),
    [
        ("The flag does not separate adults from children.", False, True),
        ("The flag does not separate adults from children.", True, False),
        ("The flag does not separate adults from children; section 12 applies.", False, False),
        ("The flag does not separate adults from children. We use the cyber flag.", False, False),
    ],
)
def test_a_denial_beside_the_flag_is_asked_about_where_nothing_else_is_said(
    text: str, has_figures: bool, asked: bool
) -> None:
    said = spoken_in(f"You asked about the cyber flag.\n\n{text}")
    replies, issues = classify(said, has_figures)
    assert not {reply.flag_use for reply in replies} & {"not-used", "not-aware"}
    assert [one.code for one in issues if one.code == "reply-unclear"] == (["reply-unclear"] if asked else [])


def test_a_flag_said_to_be_used_and_not_used_is_asked_and_accuses_nobody() -> None:
    said = [one_sentence("31 crimes had the cyber flag."), one_sentence("The cyber flag is not in use here.")]
    replies, issues = classify(said, True)
    assert {reply.flag_use for reply in replies} == {"used"}
    assert [(one.code, "not in use here" in one.message) for one in issues] == [("reply-unclear", True)]


def test_explain_says_what_was_ruled_out() -> None:
    said = [
        one_sentence("Another force does not use the cyber flag."),
        one_sentence("The cyber flag is not in use here."),
    ]
    told = [row[3] for row in explain(said)]
    assert "others than this force" in told[0]
    assert told[1].startswith("not-used: use of the flag denied")


@pytest.mark.parametrize(
    ("text", "has_figures", "codes"),
    [
        ("Response: Please see the attached spreadsheet.", False, ["attachment-missing"]),
        ("Response: Please see the attached spreadsheet.", True, []),
        ("Response: Please see the attached spreadsheet; it is refused under section 12.", False, []),
        ("Your request is refused under section 12 of the Act.", True, ["refused-but-figures"]),
        ("Your request is refused under section 12 of the Act.", False, []),
    ],
)
def test_what_a_reader_should_look_at(text: str, has_figures: bool, codes: list[str]) -> None:
    document = txt(f"Kent Police\n\nYou asked how many offences were cyber flagged.\n\n{text}\n".encode(), "Kent.txt")
    assert [one.code for one in classify(who_speaks(document), has_figures)[1]] == codes


HOLDING = [
    "Regrettably we are unable to respond within 20 working days.",
    "I am writing to let you know that we cannot meet the deadline of 3 June.",
    "Your request is with our analysts and remains under review.",
    "A full reply cannot be sent today.",
]


@pytest.mark.parametrize("text", HOLDING)
def test_an_answer_that_is_to_come_is_holding(text: str) -> None:
    said = spoken_in(text)
    assert overall(classify(said)[0])[0] == "holding"


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Other forces may use it, but our crime system has no cyber flag.", "not-used"),
        ("There is no marker on our system for the brand of phone.", "not-stated"),
        ("We do not flag until the crime is finalised.", "used"),
        ("Officers did not apply the cyber flag to a single one of these offences.", "used"),
        ("It has never been the position of this force that the cyber flag is not to be used.", "used"),
        ("It has never been our policy to use the cyber flag.", "not-used"),
    ],
)
def test_what_is_denied_of_the_flag_and_what_is_not(text: str, use: str) -> None:
    said = spoken_in(f"You asked about the cyber flag.\n\n{text}")
    assert overall(classify(said)[0])[1] == use


def test_questions_and_answers_marked_by_letters_keep_their_own_status() -> None:
    letter = "Q1. How many offences were flagged?\nA. 14 offences.\n\nQ2. How many were charged?\nA. Refused under section 12."
    said = spoken_in(letter)
    assert [(r.question, r.status) for r in classify(said, True)[0]] == [("1", "answered"), ("2", "refused")]


def test_no_to_a_question_that_denies_accuses_nobody() -> None:
    letter = "Q1. Is it correct that your force does not apply the cyber flag?\n\nA1. No, that is not correct."
    assert overall(classify(spoken_in(letter))[0])[1] not in ("not-used", "not-aware")


ON_A_SHEET = [
    ("Does your force use the cyber flag?", "No", "not-used"),
    ("Do you use the cyber flag in your force?", "Yes. Officers apply the cyber flag to any crime record.", "used"),
    ("Is your force aware of the cyber flag?", "No", "not-aware"),
    ("Does your force use the cyber flag?", "No, the force does not currently use the cyber flag.", "not-used"),
    ("Does your force use the CSE flag?", "No", "not-stated"),
    ("How many offences with the cyber flag led to a charge?", "None", "not-stated"),
]


@pytest.mark.parametrize(("question", "answer", "use"), ON_A_SHEET)
def test_a_question_on_a_sheet_is_answered_in_the_cell_beside_it(question: str, answer: str, use: str) -> None:
    sheet = Sheet.drawn(f"|Question|Answer|\n|{question}|{answer}|\n|How many child sexual offences in all?|412|")
    replies, _ = classify(sentences(sheet), has_figures=True)
    assert {(r.flag_use, r.where.cell) for r in replies if r.flag_use != "not-stated"} == (
        set() if use == "not-stated" else {(use, "B2")}
    )
