from __future__ import annotations

import io
import zipfile

import pytest
from makers.letters import docx, p, zipped
from makers.mails import mail, with_attachments
from makers.shown import files, said

from cyberflag import readers
from cyberflag.readers import members, messages
from cyberflag.readers.refusal import Unreadable


def test_a_mailbox_is_its_messages() -> None:
    attached = with_attachments(("data.csv", b"Age,Count\n13,5\n")).as_bytes()
    box = b"".join(
        b"From a@b Fri May 20 09:00:00 2016\n" + one + b"\n\n" for one in (mail("One\n>From here"), attached, mail(""))
    )
    found = messages.mbox(box, "box.mbox")
    assert files(found) == [
        ("box.mbox!1", "eml"),
        ("box.mbox!2", "eml"),
        ("box.mbox!2!data.csv", "csv"),
        ("box.mbox!3", ""),
    ]
    assert said(found[0]) == ["p1 One", "p1 From here"]
    assert found[0].content != found[1].content


@pytest.mark.parametrize("data", [b"", b"no mailbox", b"From a\nX: y\n\nz\n\n" * 2_001])
def test_mailboxes_that_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        messages.mbox(data, "box.mbox")


def test_an_archive_is_its_members() -> None:
    inner = zipped({"deep.txt": "Deep"})
    listed: dict[str, str | bytes] = {
        "Kent/letter.docx": docx(p("Dear Sir")),
        "Kent/": "",
        "../out.txt": "Out",
        "C:\\x\\win.txt": "Win",
        "__MACOSX/._letter.docx": "x",
        "Kent/~$letter.docx": "x",
        ".DS_Store": "x",
        "inner.zip": inner,
        "broken.docx": b"PK\x03\x04 broken",
    }
    found = messages.archive(zipped(listed), "a.zip")
    assert files(found) == [
        ("a.zip!Kent/letter.docx", "docx"),
        ("a.zip!../out.txt", "txt"),
        ("a.zip!C:\\x\\win.txt", "txt"),
        ("a.zip!inner.zip!deep.txt", "txt"),
        ("a.zip!broken.docx", ""),
    ]


def test_links_and_locked_members_are_refused_by_name() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.xlsx")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "Text")
    data = bytearray(buffer.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    found = messages.archive(bytes(data), "a.zip")
    assert [(one.file, one.issues[0].message) for one in found] == [
        ("a.zip!link.xlsx", "It is a link; it was passed over."),
        ("a.zip!a.txt", "The file is password protected."),
    ]


def nested(times: int) -> bytes:
    data = zipped({"a.txt": "Text"})
    for _ in range(times):
        data = zipped({"in.zip": data})
    return data


@pytest.mark.parametrize(("times", "read"), [(0, True), (3, True), (4, False), (8, False)])
def test_archives_are_opened_to_a_depth(times: int, read: bool) -> None:
    (document,) = readers.read_bytes(nested(times), "a.zip")
    assert bool(document.passages) is read
    assert bool(document.issues) is not read


def test_a_bomb_is_refused_and_its_neighbours_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MOST_INFLATED", 3_000_000)
    listed: dict[str, str | bytes] = {"a.txt": "Text", "bomb.txt": b"a" * 4_000_000, "b.txt": "Text"}
    found = messages.archive(zipped(listed), "a.zip")
    assert [bool(one.issues) for one in found] == [False, True, False]
    assert "unpack" in found[1].issues[0].message


@pytest.mark.parametrize(
    "data",
    [
        zipped({}),
        zipped({".DS_Store": "x"}),
        zipped({"a.txt": "x"})[:40],
        zipped({f"{n}.txt": "" for n in range(2_001)}),
    ],
)
def test_archives_that_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        messages.archive(data, "a.zip")


def test_a_damaged_member_is_told_and_the_rest_is_read() -> None:
    data = bytearray(zipped({"a.txt": "Text of a letter", "b.txt": "Text"}))
    data[40] ^= 0xFF
    found = messages.archive(bytes(data), "a.zip")
    assert [bool(one.issues) for one in found] == [True, False]


def test_an_empty_attachment_is_no_archive_that_holds_itself() -> None:
    found = readers.read_bytes(with_attachments(("empty.xlsx", b"")).as_bytes(), "mail.eml")
    (told,) = (one.issues for one in found if one.file == "mail.eml!empty.xlsx")
    assert [issue.code for issue in told] == ["unreadable-file"]
    assert "holds itself" not in told[0].message
