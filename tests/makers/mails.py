"""Messages for the tests."""

from __future__ import annotations

from email.message import EmailMessage

HEAD = "From: Kent FOI <foi@kent.example>\nTo: A <a@b.example>\nSubject: {subject}\nDate: Fri, 20 May 2016 23:30:00 -0500\nMessage-ID: <1@kent.example>\n"


def mail(
    body: str, subject: str = "RE: FOI 12", kind: str = "text/plain; charset=utf-8", encoding: str = "8bit"
) -> bytes:
    head = HEAD.format(subject=subject)
    return f"{head}MIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n{body}".encode()


def with_attachments(
    *attached: tuple[str, bytes], main: str = "application", sub: str = "octet-stream"
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.set_content("See attached.")
    for name, data in attached:
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message
