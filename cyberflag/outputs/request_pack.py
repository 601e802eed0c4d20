"""The command `request`: what to send to the bodies, and the file that says what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cyberflag.decisions import Asked, Request, load
from cyberflag.issues import CyberflagError
from cyberflag.outputs.briefs import file_name
from cyberflag.outputs.delivery import Options, complain, say
from cyberflag.outputs.files import write_whole
from cyberflag.outputs.letter import as_document, as_text, paragraphs
from cyberflag.outputs.template import Form, template
from cyberflag.summaries.wording import many
from cyberflag.words import periods

LETTERS = {"txt": as_text, "docx": as_document}


def tell_request(options: Options) -> int:
    """Write the letter, the form and request.toml to the folder of the options; the exit code."""
    folder: Path = options["output"]
    if folder.exists() and not folder.is_dir():
        raise CyberflagError(f"{folder} is a file; a request is a folder of files")
    record = load([], request=options["request"], asked=options["asked"])
    form = _form(record.request, options)
    asked = record.roster if options["each"] else ()
    try:
        written = [_write(folder / name, content) for name, content in _files(form, asked, options["letter"])]
    except OSError as error:
        return complain(f"{folder} could not be written: {error.strerror or error}", 1)
    if not options["quiet"]:
        say(f"{many(len(written), 'file')} written to {folder}; lay request.toml beside the returns when they come")
    return 0


def _form(request: Request | None, options: Options) -> Form:
    """What is asked, by the options and else by request.toml."""
    text = options["period"]
    period = periods.parse(text) if text else request.period if request else None
    if text and (period is None or not period.known):
        raise CyberflagError(f"period {text!r} is not a period; write 2015/16")
    if period is None:
        raise CyberflagError("name the period to ask about: --period 2015/16")
    return Form(period, options["age_under"] or (request.age_under if request else None) or 18)


def _files(form: Form, asked: tuple[Asked, ...], letter: str) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the files, forms of single bodies in a folder of their own."""
    yield f"letter.{letter}", LETTERS[letter](paragraphs(form))
    yield "return_template.xlsx", template(form)
    yield "request.toml", _toml(form).encode()
    for one in asked:
        yield f"forms/{file_name(one.force, '.xlsx')}", template(Form(form.period, form.age_under, one.force))


def _toml(form: Form) -> str:
    asked = {
        "flag": '"cyber"',
        "period": f'"{form.period.label}"',
        "measure": '"offences"',
        "age_under": form.age_under,
    }
    lines = "".join(f"{key} = {value}\n" for key, value in asked.items())
    return f"# What the letter and the form beside this file ask for; lay it beside the returns.\n[request]\n{lines}"


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return path
