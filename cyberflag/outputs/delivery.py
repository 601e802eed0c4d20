"""From the options of a command to what it puts where, what it says beside, and its exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cyberflag.collection import Collection, collect
from cyberflag.outputs.files import write_whole
from cyberflag.outputs.inert import one_line
from cyberflag.outputs.progress import Progress
from cyberflag.outputs.saying import FORMATS, as_bytes, format_of, with_notes
from cyberflag.summaries import Report, Result
from cyberflag.summaries.selection import Selection, chosen, for_screen
from cyberflag.summaries.standing import last_line
from cyberflag.summaries.statements import tally
from cyberflag.summaries.wording import many

Options = dict[str, Any]
Summary = Callable[[Collection, Selection], Result | Report]


def read(returns: tuple[Path, ...], options: Options) -> tuple[Collection, Selection]:
    """The collection under the paths, and the selection of the options."""
    with Progress(options["quiet"]) as progress:
        beside = [path for path in options.get("beside", ()) if path is not None]
        collection = collect(*returns, **four_files(options), progress=progress.step, beside=beside)
    return collection, chosen(collection, options["period"], options["measure"], options["flag"])


def four_files(options: Options) -> Options:
    """The options that name the files of the analyst."""
    return {name: options[name] for name in ("request", "asked", "by_hand", "decisions")}


def tell(
    returns: tuple[Path, ...],
    options: Options,
    summary: Summary,
    default: str = "table",
    erring: bool = False,
    one_period: bool | None = None,
    formats: Sequence[str] = FORMATS,
    publish: bool = False,
) -> int:
    """Read, summarise, put the result where it is wanted; the exit code.

    A screen shows the leading pair alone, with `one_period` of one period; None shows it everything. What it leaves
    out is named, but not beside what is to `publish`, where not all of it may be asked for.
    """
    form = format_of(options["output"], options["form"], default, formats)
    collection, selection = read(returns, options)
    rest = ""
    if form == "table" and one_period is not None:
        selection, rest = for_screen(collection, selection, one_period)
    said = with_notes(summary(collection, selection), "" if publish else rest)
    written = put(said, form, options)
    return max(written, finish(collection, options, erring, closing=form in ("csv", "tsv", "json")))


def put(said: Result | Report, form: str, options: Options) -> int:
    """Write a result in its format; 0, or 1 where the file cannot be written."""
    return put_bytes(as_bytes(said, form, options.get("raw", False), options["output"] is not None), options["output"])


def put_bytes(content: bytes, output: Path | None) -> int:
    """Write to the file or to standard output; 1 with one line where the file cannot be written."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    try:
        write_whole(output, content)
    except OSError as error:
        return complain(f"{output} could not be written: {error.strerror or error}", 1)
    return 0


def finish(collection: Collection, options: Options, erring: bool = False, closing: bool = True) -> int:
    """Say what was read, with the counts of issues; the exit code that they and the files call for."""
    if not options["quiet"]:
        files = many(len(collection.sources), "file")
        skipped = f", {len(collection.skipped)} skipped" if collection.skipped else ""
        say(f"{files} read{skipped}; {tally(collection.issues)} (see: cyberflag check)")
        if closing:  # tables end with it themselves
            say(last_line(collection))
    severities = {str(one.severity) for one in collection.issues}
    failing = {"error", "warning"} if options["strict"] else {"error"} if erring else set()
    return int(collection.unreadable or bool(severities & failing))


def say(sentence: str) -> None:
    """A line on standard error, harmless whatever stands in it."""
    line = one_line(sentence)
    sys.stderr.write(
        line.encode(sys.stderr.encoding or "utf-8", "replace").decode(sys.stderr.encoding or "utf-8") + "\n"
    )


def complain(sentence: str, code: int) -> int:
    """Say what is wrong; the code."""
    say(f"cyberflag: {sentence}")
    return code
