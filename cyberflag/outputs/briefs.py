"""The command `brief`: one force in sentences, or a file for every body."""

from __future__ import annotations

from pathlib import Path

from cyberflag.collection import Collection
from cyberflag.issues import CyberflagError
from cyberflag.outputs.delivery import Options, complain, finish, put, read, say
from cyberflag.outputs.files import write_whole
from cyberflag.outputs.inert import inert
from cyberflag.outputs.saying import as_bytes, format_of
from cyberflag.patterns import late
from cyberflag.summaries.brief import brief, force_named, template
from cyberflag.summaries.brief_values import bodies_to_tell
from cyberflag.summaries.selection import Selection
from cyberflag.summaries.wording import many

_UNSAFE = late(r'[/\\:*?"<>|\x00-\x1f]')
SUFFIXES = {"table": ".txt", "json": ".json"}


def tell_brief(force: str, returns: tuple[Path, ...], template_file: Path | None, options: Options) -> int:
    """The sentences of one force where they are wanted; the exit code."""
    form = format_of(options["output"], options["form"], "table", tuple(SUFFIXES))
    lines = template(template_file)
    collection, selection = read(returns, options)
    said = brief(collection, force_named(collection, force), selection, lines)
    return max(put(said, form, options), finish(collection, options, closing=False))


def tell_all_briefs(returns: tuple[Path, ...], template_file: Path | None, options: Options) -> int:
    """A file for every body that was asked or answered, in the folder of the options; the exit code."""
    folder: Path | None = options["output"]
    if folder is None or (folder.exists() and not folder.is_dir()):
        raise CyberflagError("--all writes a file for every body: name a folder with -o")
    form = options["form"] or "table"
    lines = template(template_file)
    collection, selection = read(returns, options)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = _write(folder, collection, selection, lines, form)
    except OSError as error:
        complain(f"{folder} could not be written: {error.strerror or error}", 1)
        return 1
    if not options["quiet"]:
        say(f"{many(number, 'file')} written to {folder}")
    return finish(collection, options, closing=False)


def _write(folder: Path, collection: Collection, selection: Selection, lines: tuple[str, ...], form: str) -> int:
    forces = bodies_to_tell(collection)
    for force in forces:
        said = brief(collection, force, selection, lines)
        write_whole(folder / file_name(force, SUFFIXES[form]), as_bytes(said, form, to_file=True))
    return len(forces)


def file_name(force: str, suffix: str) -> str:
    """A name that every file system takes, for any body that a roster may name."""
    safe = _UNSAFE.sub("_", inert(force)).strip(" .")[:100]
    return f"{safe or 'body'}{suffix}"
