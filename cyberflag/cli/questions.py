"""Commands that put a question to the figures: claims, changes, one force's paragraph, what to ask next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cyberflag.cli.options import FILE, FLAGS, MEASURES, OUTPUT, RAW, READING, RETURNS, TABLE, Paths, formats, several

_REGIONS = click.option(
    "--regions", type=FILE, help="A csv with the columns region and force, in place of the built-in map."
)


@click.command()
@click.argument("file", type=FILE)
@RETURNS
@several(TABLE, _REGIONS)
def claim(file: Path, returns: Paths, regions: Path | None, **options: Any) -> int:
    """Published statements against the returns.

    Supported, not supported, or cannot be told, with the arithmetic. FILE is a csv with the columns claim, kind and
    value, and where they are needed force, period, before_period, before, after, age, offence, measure, flag.

    \b
    Kinds: figure, change, most, commonest, youngest, n-of-m, per-day, per-week,
    minutes-between, rank.

    Example: cyberflag claim samples/claims_june_2016.csv samples/returns
    """
    from cyberflag.outputs.delivery import tell
    from cyberflag.summaries.claimed import read_claims
    from cyberflag.summaries.claims import claims as summary
    from cyberflag.summaries.regions import region_map

    statements = read_claims(file)
    return tell(returns, options, lambda c, s: summary(c, statements, s, region_map(regions, c)))


@click.command()
@RETURNS
@several(formats("table", "csv", "tsv", "json"), OUTPUT)
@click.option(
    "--period", "periods", multiple=True, metavar="PERIOD", help="A period to compare, as 2015/16; twice for two."
)
@click.option("--measure", type=click.Choice(MEASURES), help="Only this measure.")
@click.option("--flag", type=click.Choice(FLAGS), help="Only figures with this flag.")
@click.option("--restated", is_flag=True, help="Figures of the same force and period that differ between two rounds.")
@click.option("--cumulative", is_flag=True, help="Sums over periods, only of forces that gave every one.")
@several(READING, RAW)
def compare(returns: Paths, periods: tuple[str, ...], **options: Any) -> int:
    """Change between two rounds or two periods.

    Two paths are the rounds before and after, each a folder of returns or a data package; one path is compared with
    itself, over two periods. Matched bodies, raw sums beside, who is left out and why, and a table of years.

    Example: cyberflag compare samples/returns --period 2014/15 --period 2015/16
    """
    from cyberflag.outputs.comparing import tell_compared

    return tell_compared(returns, periods, options)
