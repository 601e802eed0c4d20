from __future__ import annotations

import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from makers.letters import docx, msg, p
from makers.mails import HEAD, mail, with_attachments
from makers.shown import files, said

from cyberflag import readers
from cyberflag.readers import messages
from cyberflag.readers.refusal import Unreadable


def test_the_envelope_is_in_the_facts() -> None:
    (document,) = messages.eml(mail("Text", "=?utf-8?q?Caf=C3=A9?="), "a.eml")
    assert document.facts == {
        "sender": "Kent FOI <foi@kent.example>",
        "subject": "Café",
        "date": "2016-05-20",
        "message-id": "<1@kent.example>",
    }
    assert [(one.place, one.kind) for one in document.passages[:2]] == [("sender", "sender"), ("subject", "subject")]


LONG = "We hold this information and it is in the attached file with a line for every"
BODIES: list[tuple[str, bytes, list[str]]] = [
    (
        "wrapped and kept lines",
        mail(f"{LONG}\noffence.\n\n2014: 12\n2015: 13\n"),
        [f"p1 {LONG} offence.", "p2 2014: 12", "p2 2015: 13"],
    ),
    (
        "quoted-printable",
        mail("We hold th=\nis for =C2=A3450.", encoding="quoted-printable"),
        ["p1 We hold this for £450."],
    ),
    (
        "flowed lines",
        mail("We hold \nthis \nfor you.\nKent\n> asked \n> for\n", kind="text/plain; charset=utf-8; format=flowed"),
        ["p1 We hold this for you.", "p1 Kent", "p2 quote: asked for"],
    ),
    (
        "flowed lines that drop the blank",
        mail("in \nternet", kind="text/plain; format=flowed; delsp=yes"),
        ["p1 internet"],
    ),
    ("a page only", mail("<p>One</p><p>Two<br>Three</p>", kind="text/html"), ["p1 One", "p2 Two", "p2 Three"]),
    (
        "marked quotes with answers between",
        mail("> How many?\n\n12\n\n> Which ages?\n\nNone held"),
        ["p1 quote: How many?", "p2 12", "p3 quote: Which ages?", "p4 None held"],
    ),
    (
        "all below `wrote:`",
        mail("12 offences.\n\nOn Fri, 20 May 2016 at 09:00, A <a@b.example> wrote:\n\nHow many?"),
        ["p1 12 offences.", "p2 quote: On Fri, 20 May 2016 at 09:00, A <a@b.example> wrote:", "p3 quote: How many?"],
    ),
    (
        "only the marked lines below `wrote:`",
        mail("On 20 May 2016, A wrote:\n\n> How many?\n\n12 offences."),
        ["p1 On 20 May 2016, A wrote:", "p2 quote: How many?", "p3 12 offences."],
    ),
    (
        "all below Original Message",
        mail("None.\n\n-----Original Message-----\nFrom: A\nSent: 1 May 2016\nSubject: x\n\nHow many?"),
        [
            "p1 None.",
            "p2 quote: -----Original Message-----",
            "p2 quote: From: A",
            "p2 quote: Sent: 1 May 2016",
            "p2 quote: Subject: x",
            "p3 quote: How many?",
        ],
    ),
    (
        "all below From and Sent",
        mail("None.\n\nFrom: A\nSent: 1 May 2016\nTo: B\n\nHow many?"),
        ["p1 None.", "p2 quote: From: A", "p2 quote: Sent: 1 May 2016", "p2 quote: To: B", "p3 quote: How many?"],
    ),
    (
        "From alone begins nothing",
        mail("From: 1 April 2015 to March 2016\nTotal: 12"),
        ["p1 From: 1 April 2015 to March 2016", "p1 Total: 12"],
    ),
    (
        "a message passed on is the message",
        mail(
            "For you.\n\nFrom: Kent\nSent: 1 May 2016\n\n12 offences.\n\nFrom: A\nSent: 2 April 2016\n\nHow many?",
            "FW: reply",
        ),
        [
            "p1 For you.",
            "p2 furniture: From: Kent",
            "p2 furniture: Sent: 1 May 2016",
            "p3 12 offences.",
            "p4 quote: From: A",
            "p4 quote: Sent: 2 April 2016",
            "p5 quote: How many?",
        ],
    ),
]


@pytest.mark.parametrize(("what", "data", "expected"), BODIES, ids=[b[0] for b in BODIES])
def test_bodies(what: str, data: bytes, expected: list[str]) -> None:
    (document,) = messages.eml(data, "a.eml")
    assert said(document) == expected


@pytest.mark.parametrize(
    ("kind", "data", "issues"),
    [
        ("text/plain; charset=iso-8859-1", "£5 – 6".encode("cp1252"), []),
        ("text/plain; charset=no-such", "£5 – 6".encode(), []),
        ("text/plain; charset=utf-8", "£5 – 6".encode("cp1252"), ["encoding-assumed"]),
        ("text/plain", "£5 – 6".encode("cp1252"), ["encoding-assumed"]),
    ],
)
def test_encodings_of_bodies(kind: str, data: bytes, issues: list[str]) -> None:
    (document,) = messages.eml(mail("", kind=kind) + data, "a.eml")
    assert said(document) == ["p1 £5 – 6"]
    assert [one.code for one in document.issues] == issues


def parts(plain: str, page: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.set_content(plain)
    message.add_alternative(page, subtype="html")
    return message.as_bytes()


TABLE = "<p>Here:</p><table><tr><td>Age<td>Count<tr><td>13<td>5</table>"


@pytest.mark.parametrize(
    ("data", "expected", "tables"),
    [
        (parts("Plain text", "<p>Rich text</p>"), ["p1 Plain text"], 0),
        (parts("\n", "<p>Rich text</p>"), ["p1 Rich text"], 0),
        (parts("Here:\nAge\nCount\n13\n5", TABLE), ["p1 Here:"], 1),
    ],
)
def test_one_of_two_forms_is_read(data: bytes, expected: list[str], tables: int) -> None:
    (document,) = messages.eml(data, "a.eml")
    assert (said(document), len(document.sheets)) == (expected, tables)


def test_attachments_are_documents_of_their_own() -> None:
    inner = with_attachments(("deep.csv", b"Age,Count\n13,5\n"))
    message = with_attachments(
        ("letter.docx", docx(p("Dear Sir"))), ("letter.docx", docx(p("Yours"))), ("é.bin", b"\xff\0\1")
    )
    message.add_attachment(inner)
    found = messages.eml(message.as_bytes(), "a.eml")
    assert files(found) == [
        ("a.eml", "eml"),
        ("a.eml!letter.docx", "docx"),
        ("a.eml!letter (2).docx", "docx"),
        ("a.eml!é.bin", ""),
        ("a.eml!attachment 4.eml", "eml"),
        ("a.eml!attachment 4.eml!deep.csv", "csv"),
    ]
    assert [one.code for one in found[3].issues] == ["unreadable-file"]


@pytest.mark.parametrize(
    ("main", "sub", "name", "count"),
    [
        ("application", "pkcs7-signature", "smime.p7s", 1),
        ("text", "calendar", "meeting.ics", 1),
        ("image", "png", "scan.png", 2),
    ],
)
def test_signatures_are_no_returns_and_pictures_are_told(main: str, sub: str, name: str, count: int) -> None:
    found = messages.eml(with_attachments((name, b"\x89PNG\r\n\x1a\n"), main=main, sub=sub).as_bytes(), "a.eml")
    assert len(found) == count


@pytest.mark.parametrize(("size", "issues"), [(1_000, []), (90_000, [("warning", "a.eml!table.png")])])
def test_large_pictures_in_the_text_are_told(size: int, issues: list[tuple[str, str]]) -> None:
    message = with_attachments()
    message.add_attachment(
        b"\x89PNG" + bytes(size), maintype="image", subtype="png", filename="table.png", disposition="inline"
    )
    (document,) = messages.eml(message.as_bytes(), "a.eml")
    assert [(one.severity.value, one.where.file) for one in document.issues] == issues


def test_a_message_that_is_cut_short_says_so() -> None:
    data = with_attachments(("data.csv", b"Age,Count\n" + b"13,5\n" * 2_000)).as_bytes()
    document = messages.eml(data[: len(data) // 2], "a.eml")[0]
    assert [one.code for one in document.issues] == ["unreadable-file"]


DEEP = b"".join(b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (n, n) for n in range(2_000))


@pytest.mark.parametrize("data", [mail(""), b"From: a\nTo: b\n", HEAD.encode(), b"\n\n", DEEP])
def test_messages_with_nothing_in_them_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        messages.eml(data, "a.eml")


def test_every_cut_of_a_message_is_told_or_read() -> None:
    data = with_attachments(("letter.docx", docx(p("Dear Sir"))), ("data.csv", b"Age,Count\n13,5\n")).as_bytes()
    for end in range(1, len(data), len(data) // 50):
        for document in readers.read_bytes(data[:end], "a.eml"):
            assert document.passages or document.sheets or document.issues
            assert not any("could not be read as" in one.message for one in document.issues)


@pytest.mark.parametrize(
    "header",
    ["From: =?utf-8?b?////?=", "From: <<>>,;:@", "Date: the day after", "Subject: =?x?q?a?=", "Content-Type: ;;;="],
)
def test_odd_headers_do_no_harm(header: str) -> None:
    data = f"{header}\nTo: a@b.example\n\nText".encode()
    assert said(messages.eml(data, "a.eml")[0]) == ["p1 Text"]


def test_an_outlook_message_with_its_attachment(tmp_path: Path) -> None:
    data = msg(
        tmp_path / "a.msg", "RE: FOI 12", "Kent FOI", "Dear Sir\r\n\r\nTwelve.", ("data.csv", b"Age,Count\n13,5\n")
    )
    found = readers.read_bytes(data, "a.msg")
    assert files(found) == [("a.msg", "msg"), ("a.msg!data.csv", "csv")]
    assert said(found[0]) == ["p1 Dear Sir", "p2 Twelve."]
    assert found[0].facts["subject"] == "RE: FOI 12"


def test_without_the_extra_the_pip_line_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = msg(tmp_path / "a.msg", "x", "y", "z")
    monkeypatch.setitem(sys.modules, "extract_msg", None)
    with pytest.raises(Unreadable) as refusal:
        messages.msg(data, "a.msg")
    assert 'pip install "cyberflag[mail]"' in refusal.value.hint


def test_a_broken_outlook_message_is_refused(tmp_path: Path) -> None:
    data = msg(tmp_path / "a.msg", "x", "y", "z")
    for broken in (data[:600], data[: len(data) // 2], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        with pytest.raises(Unreadable):
            messages.msg(broken, "a.msg")
