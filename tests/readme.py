"""What cog writes into README.md: `cog -r -I tests README.md` puts it there, a test proves that it still stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

import cyberflag
from cyberflag.cli import cli
from cyberflag.issues import ISSUE_CODES
from cyberflag.observations import COLUMNS

ROOT = Path(__file__).parents[1]
WIDTH = 80
LONGEST_TABLE, FIRST_ROWS = 8, 3
FEW = 3  # commands that are named rather than called nearly all


def run(*arguments: str) -> str:
    """What a command prints to a screen 80 wide."""
    code = "from cyberflag.cli import main; raise SystemExit(main())"
    plain = {"COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **plain},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def report() -> str:
    """The report over the samples, of each long table its first rows and the one with the longest bar."""
    return f"```\n$ cyberflag report samples/returns\n{shortened(run('report', 'samples/returns', '-q'))}```\n"


def shortened(text: str) -> str:
    """The text with the middle of every long table left out, and how many rows that are."""
    blocks = text.split("\n\n")
    return "\n\n".join(_short_block(block.split("\n")) for block in blocks)


def _short_block(lines: list[str]) -> str:
    rule = next((at for at, line in enumerate(lines) if line.startswith("───")), None)
    end = next((at for at, line in enumerate(lines) if line.startswith("Not shown at this width")), len(lines))
    if rule is None or end - rule - 1 <= LONGEST_TABLE:
        return "\n".join(lines)
    rows = lines[rule + 1 : end]
    longest = max(range(len(rows)), key=lambda at: (rows[at].count("█"), -at))
    kept = sorted({*range(FIRST_ROWS), longest})
    shown: list[str] = []
    for at, following in zip(kept, [*kept[1:], len(rows)], strict=True):
        shown.append(rows[at])
        if following - at > 1:
            shown.append(f"… {following - at - 1} more")
    return "\n".join([*lines[: rule + 1], *shown, *lines[end:]])


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def options(command: click.Command) -> Iterator[click.Option]:
    """The options that a command offers; what it only refuses, with a sentence, is none."""
    return (one for one in command.params if isinstance(one, click.Option) and not one.hidden)


def commands() -> str:
    """Each command with its arguments and the first line of its help."""
    return table(
        ("command", "what it prints"),
        ((f"`{_usage(command)}`", command.get_short_help_str(200)) for _, command in sorted(cli.commands.items())),
    )


def _usage(command: click.Command) -> str:
    arguments = (one for one in command.params if isinstance(one, click.Argument))
    shown = (f"{one.human_readable_name.upper()}{'…' if one.nargs == -1 else ''}" for one in arguments)
    return " ".join(("cyberflag", command.name or "", *shown))


def option_list() -> str:
    """Each option with the commands that have it and what it does."""
    having: dict[tuple[str, str], list[str]] = {}
    for name, command in sorted(cli.commands.items()):
        for one in options(command):
            having.setdefault((_spelt(one), one.help or ""), []).append(name)
    rows = ((f"`{spelt}`", said, _of(names)) for (spelt, said), names in having.items())
    return table(("option", "what it does", "commands"), rows)


def _of(names: list[str]) -> str:
    """The commands in words where they are all, or nearly all that read returns."""
    reading = {name for name, command in cli.commands.items() if _takes_returns(command)}
    lacking, further = sorted(reading.difference(names)), sorted(set(names) - reading)
    if names == sorted(cli.commands):
        return "every command"
    if len(lacking) > FEW or len(names) <= FEW:
        return ", ".join(names)
    but = f" but {' and '.join(lacking)}" if lacking else ""
    too = f", and {' and '.join(further)}" if further else ""
    return f"all with RETURNS{but}{too}"


def _takes_returns(command: click.Command) -> bool:
    return any(one.name == "returns" for one in command.params)


def _spelt(one: click.Option) -> str:
    names = ", ".join(one.opts)
    if one.is_flag:
        return names
    values = "|".join(map(str, one.type.choices)) if isinstance(one.type, click.Choice) else ""
    return f"{names} {values or one.metavar or one.type.name.upper()}"


def issue_codes() -> str:
    """Each code an issue can have, with its usual severity, its meaning, and what to do."""
    rows = ((f"`{code}`", str(one.severity), one.meaning, one.hint) for code, one in ISSUE_CODES.items())
    return table(("code", "severity", "what it means", "what to do"), rows)


def columns() -> str:
    """Each column of the tidy table."""
    return table(("column", "type", "meaning"), ((f"`{name}`", *told) for name, told in COLUMNS.items()))


def modules() -> str:
    """The map of the package, from its own docstring."""
    found = re.findall(r"^([a-z_]+) {2,}(\S.*)$", cyberflag.__doc__ or "", re.M)
    return "```\n" + "".join(f"{name:<14}{what}\n" for name, what in found) + "```\n"
