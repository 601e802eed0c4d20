"""Commands that put a question to the figures: claims, changes, one force's paragraph, what to ask next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cyberflag.cli.options import FILE, RETURNS, TABLE, Paths, several

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
