"""The command line: one command a library verb. Whatever is heavy is imported by the command that needs it."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any

import click

from cyberflag.cli.options import (
    FILE,
    FLAGS,
    MEASURES,
    OUTPUT,
    PASSWORD,
    PUBLISH,
    RAW,
    READING,
    RETURNS,
    SELECTING,
    TABLE,
    THRESHOLDS,
    Ages,
    Paths,
    formats,
    not_published,
    several,
)
from cyberflag.cli.questions import QUESTIONS

__all__ = ["FLAGS", "MEASURES", "cli", "main"]


class _Commands(click.Group):
    """The one place where what goes wrong in a command becomes a sentence and an exit code.

    It stands inside click's own handling, which would print a blank line and call a closed pipe a failure.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """The exit code of the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            return _complain("interrupted", 130)
        except BrokenPipeError:
            return _close_quietly(0)
        except OSError as error:
            return _close_quietly(_complain(f"the output could not be written: {error.strerror or error}", 1))
        except Exception as error:
            from cyberflag.issues import CyberflagError

            if not isinstance(error, CyberflagError):
                raise
            return _complain(str(error), 2)


def _close_quietly(code: int) -> int:
    """Let the interpreter flush into nothing, so that it does not complain of a closed pipe at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return code


def _complain(sentence: str, code: int) -> int:
    from cyberflag.outputs.inert import one_line

    click.echo(f"cyberflag: {one_line(sentence)}", err=True)
    return code


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="cyberflag", message="%(prog)s %(version)s")
def cli() -> None:
    """Read police returns on cyber-flagged offences against children into one table.

    RETURNS is any mix of files, folders, .zip, .eml, .msg, .mbox, and data packages that `cyberflag tidy -o` wrote.

    Example: cyberflag report returns/
    """


@cli.command()
@RETURNS
@formats("table", "json")
@several(OUTPUT, SELECTING, READING, RAW, THRESHOLDS, PUBLISH)
def report(returns: Paths, under: Ages, and_under: Ages, publish: bool, **options: Any) -> int:
    """The whole story of the returns, with its coverage.

    Coverage, totals, youngest victim, ages, forces, what is said of the flag, and the issues worth reading first.

    Example: cyberflag report returns/ -o report.html
    """
    from cyberflag.outputs.delivery import tell
    from cyberflag.summaries.ages import thresholds

    if publish:
        from cyberflag.summaries.publishing import report_published as summary
    else:
        from cyberflag.summaries.report import report as summary

    marks = thresholds(under, and_under)
    formats = ("table", "json", "xlsx", "html")
    return tell(returns, options, lambda collection, selection: summary(collection, selection, marks), formats=formats)


@cli.command()
@RETURNS
@TABLE
@PUBLISH
def totals(returns: Paths, publish: bool, **options: Any) -> int:
    """Totals by period, measure and flag.

    Each with the number of bodies behind it, the days of the period, and the rate per day.

    Example: cyberflag totals returns/ --format csv
    """
    from cyberflag.outputs.delivery import tell

    if publish:
        from cyberflag.summaries.publishing import totals_published as summary
    else:
        from cyberflag.summaries.totals import totals as summary

    return tell(returns, options, summary, one_period=False, publish=publish)


@cli.command()
@RETURNS
@TABLE
@PUBLISH
def youngest(returns: Paths, publish: bool, **options: Any) -> int:
    """The youngest victim, overall and per force.

    With bounds where only a band was given.

    Example: cyberflag youngest returns/ --period 2015/16
    """
    from cyberflag.outputs.delivery import tell

    if publish:
        from cyberflag.summaries.publishing import youngest_published as summary
    else:
        from cyberflag.summaries.youngest import youngest as summary

    return tell(returns, options, summary, one_period=True, publish=publish)


@cli.command()
@RETURNS
@TABLE
@THRESHOLDS
@PUBLISH
def ages(returns: Paths, under: Ages, and_under: Ages, publish: bool, **options: Any) -> int:
    """Counts by age, and under a threshold.

    By single age or band as stated, with age unknown apart.

    Example: cyberflag ages returns/ --under 12 --and-under 15
    """
    from cyberflag.outputs.delivery import tell
    from cyberflag.summaries.ages import thresholds

    if publish:
        from cyberflag.summaries.publishing import ages_published as summary
    else:
        from cyberflag.summaries.ages import ages as summary

    marks = thresholds(under, and_under)
    return tell(
        returns,
        options,
        lambda collection, selection: summary(collection, selection, marks),
        one_period=True,
        publish=publish,
    )


@cli.command()
@RETURNS
@TABLE
@PUBLISH
def forces(returns: Paths, publish: bool, **options: Any) -> int:
    """One row a force: figure, rank, share, rate.

    Per period, measure and flag; the rate is per 10,000 children, the ratio to the median over exact figures.

    Example: cyberflag forces returns/ --measure offences --flag cyber
    """
    from cyberflag.outputs.delivery import tell

    if publish:
        from cyberflag.summaries.publishing import forces_published as summary
    else:
        from cyberflag.summaries.variation import forces as summary

    return tell(returns, options, summary, one_period=True, publish=publish)


@cli.command()
@RETURNS
@TABLE
@PUBLISH
def flags(returns: Paths, publish: bool, **options: Any) -> int:
    """What each force says of the flag, quoted.

    With the file and the place of each quote.

    Example: cyberflag flags returns/ --format csv -o flags.csv
    """
    from cyberflag.outputs.delivery import tell

    if publish:
        from cyberflag.summaries.quotations import flags_published as summary
    else:
        from cyberflag.summaries.statements import flags as summary

    return tell(returns, options, lambda collection, _: summary(collection))


@cli.command()
@click.argument("returns", nargs=-1, type=FILE)
@TABLE
@click.option("--explain", metavar="CODE", help="What an issue code means, and what to do.")
@click.option("--unread", is_flag=True, help="Print lines for figures_by_hand.csv, one a file that could not be read.")
@not_published(
    "its issues quote cells and name places; hand out `cyberflag report RETURNS --publish`, which names the kinds of "
    "issues, and send a force what is about that force alone"
)
def check(returns: Paths, explain: str | None, unread: bool, **options: Any) -> int:
    """Every issue, worst first, with its choices.

    Exit code 1 if there is an error.

    `-o decisions.xlsx` or `.csv` writes the worklist: fill in its column `decision` and lay it beside the returns.

    Example: cyberflag check returns/ -o decisions.xlsx
    """
    from cyberflag.outputs.delivery import put, tell
    from cyberflag.summaries import checking

    if explain is not None:
        return put(checking.explained(explain), options["form"] or "table", options)
    if not returns:
        raise click.UsageError("Missing argument 'RETURNS...'.")
    if unread:
        return tell(returns, options, checking.unread, default="csv")
    output = options["output"]
    if output is not None and options["form"] is None and output.suffix.lower() in (".csv", ".xlsx"):
        return tell(returns, options, lambda collection, _: checking.worklist(collection), erring=True)
    return tell(returns, options, lambda collection, _: checking.issues(collection), erring=True)


@cli.command()
@RETURNS
@several(formats("table", "csv", "tsv", "json", default="csv"), OUTPUT, SELECTING, READING, RAW)
@click.option("--parquet", is_flag=True, help="The observations of a data package in columns (Parquet).")
@not_published(
    "it lists counts by force and age; hand out `cyberflag forces RETURNS --publish --format csv`, and the same of "
    "`ages` and of `split --by offence`"
)
def tidy(returns: Paths, **options: Any) -> int:
    """The observations, one count a row, as csv.

    `-o DIR` writes a data package: observations, replies, issues and sources with their description.

    Example: cyberflag tidy returns/ -o package/
    """
    from cyberflag.outputs.delivery import tell

    output = options["output"]
    if output is not None and (output.is_dir() or not output.suffix):
        from cyberflag.outputs.package import tell_package

        return tell_package(returns, options)
    if options["parquet"]:
        raise click.UsageError("--parquet writes a data package: name a folder with -o")
    from cyberflag.summaries.tidied import observations

    return tell(returns, options, observations, default="csv")


@cli.command()
@click.argument("file", type=FILE)
@formats("table", "json")
@OUTPUT
@click.option("--request", type=FILE, help="What was asked (request.toml).")
@PASSWORD
@click.option("--strict", is_flag=True, help="A warning counts as an error.")
@click.option("--cell", metavar="CELL", help="Explain one cell, as B7 or Sheet1!B7.")
@not_published("it shows the cells of a return; hand out `cyberflag report RETURNS --publish`")
def inspect(file: Path, cell: str | None, **options: Any) -> int:
    """How one file was read, cell by cell.

    Each sheet drawn with its cells by role, and what each count became.

    Example: cyberflag inspect kent.xlsx --cell B7
    """
    from cyberflag.outputs.inspecting import tell_inspected

    return tell_inspected(file, cell, options)


@cli.command()
@formats("table", "csv", "tsv", "json")
@OUTPUT
@not_published("it holds no figure, and may be handed out as it is")
def schema(**options: Any) -> int:
    """The columns of the tidy table.

    Each with its type and meaning.

    Example: cyberflag schema --format json
    """
    from cyberflag.outputs.delivery import put
    from cyberflag.outputs.saying import format_of
    from cyberflag.summaries.tidied import schema as summary

    return put(summary(), format_of(options["output"], options["form"], "table"), options)


for _command in QUESTIONS:
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give back its exit code: 0, 1, 2, or 130 when interrupted."""
    gc.set_threshold(100_000, 50, 50)  # what a run makes lives to its end; looking for cycles took a tenth of it
    try:
        given = sys.argv[1:] if arguments is None else arguments
        code = cli.main(given or ["--help"], prog_name="cyberflag", standalone_mode=False)
    except click.ClickException as error:
        return _complain(error.format_message(), 2)
    except click.Abort:
        return _complain("interrupted", 130)
    gc.freeze()  # nor is it worth a last look at the end of the process
    return code if isinstance(code, int) else 0
