"""Options that commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
Paths = tuple[Path, ...]
Ages = tuple[int, ...]

MEASURES = ("offences", "victims", "suspects", "arrests", "outcomes", "incidents", "unknown")
FLAGS = ("cyber", "all", "not-cyber", "unknown")


class _Named(click.Path):
    """A path; an empty name, as of a shell variable that is not set, is none, and not the folder one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("a file or folder has a name", param, ctx)
        return super().convert(value, param, ctx)


FILE = _Named(path_type=Path)


def several(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order in which help lists them."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def formats(*names: str, default: str = "table") -> Callable[[Command], Command]:
    """The option --format with these names."""
    return click.option(
        "--format", "form", type=click.Choice(names), help=f"The format of the output. [default: {default}]"
    )


OUTPUT = click.option(
    "-o", "--output", type=FILE, help="Write to this file; its suffix sets the format unless --format is given."
)
RETURNS = click.argument("returns", nargs=-1, type=FILE, required=True)
RAW = click.option("--raw", is_flag=True, help="Leave text that begins like a formula as it is in csv, tsv and xlsx.")
SELECTING = several(
    click.option("--period", help="Only this period, as 2015/16.", metavar="PERIOD"),
    click.option("--measure", type=click.Choice(MEASURES), help="Only this measure."),
    click.option("--flag", type=click.Choice(FLAGS), help="Only figures with this flag."),
)


def _remember_passwords(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> None:
    """Hand passwords to the reader of locked files; they are in no result and in no message."""
    if given or "cyberflag.readers.locked" in sys.modules:
        from cyberflag.readers import locked

        locked.passwords[:] = given


PASSWORD = click.option(
    "--password",
    multiple=True,
    metavar="TEXT",
    expose_value=False,
    callback=_remember_passwords,
    help="Open locked files with this password; repeatable. Also from CYBERFLAG_PASSWORDS, one a line.",
)
READING = several(
    click.option("--request", type=FILE, help="What was asked (request.toml)."),
    click.option("--asked", type=FILE, help="The bodies that were asked (asked.csv)."),
    click.option("--by-hand", type=FILE, help="Figures that a person read (figures_by_hand.csv or .xlsx)."),
    click.option("--decisions", type=FILE, help="The worklist, filled in (decisions.csv or .xlsx)."),
    PASSWORD,
    click.option("--strict", is_flag=True, help="A warning counts as an error."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no counts of issues."),
)
PUBLISH = click.option(
    "--publish", is_flag=True, help="Only what may be handed out: no small figure of a force, no place but the file."
)


def not_published(why: str) -> Callable[[Command], Command]:
    """The option --publish of a command that has no form fit to be handed out: the sentence that says so."""

    def refuse(context: click.Context, _option: click.Parameter, given: bool) -> None:
        if given:
            raise click.UsageError(f"{context.info_name} has no --publish: {why}")

    return click.option("--publish", is_flag=True, hidden=True, is_eager=True, expose_value=False, callback=refuse)


TABLE = several(formats("table", "csv", "tsv", "json"), OUTPUT, SELECTING, READING, RAW)
THRESHOLDS = several(
    click.option(
        "--under",
        type=click.IntRange(0, 120),
        multiple=True,
        metavar="N",
        help="Also count victims younger than N; repeatable.",
    ),
    click.option(
        "--and-under",
        type=click.IntRange(0, 120),
        multiple=True,
        metavar="N",
        help="Also count victims aged N and younger; repeatable.",
    ),
)
