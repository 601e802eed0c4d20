"""Commands that put a question to the figures: claims, changes, one force's paragraph, what to ask next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cyberflag.cli.options import (
    FILE,
    FLAGS,
    MEASURES,
    OUTPUT,
    PUBLISH,
    RAW,
    READING,
    RETURNS,
    SELECTING,
    TABLE,
    Paths,
    formats,
    not_published,
    several,
)

WAYS = ("offence", "code", "sex", "platform", "owner", "age-and-sex")
_REGIONS = click.option(
    "--regions", type=FILE, help="A csv with the columns region and force, in place of the built-in map."
)


@click.command()
@click.argument("file", type=FILE)
@RETURNS
@several(TABLE, _REGIONS)
@not_published(
    "a verdict gives a small figure away as the figure would; hand out `cyberflag report RETURNS --publish` beside the "
    "statement"
)
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
    options["beside"] = (file, regions)
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
@several(READING, RAW, PUBLISH)
def compare(returns: Paths, periods: tuple[str, ...], **options: Any) -> int:
    """Change between two rounds or two periods.

    Two paths are the rounds before and after, each a folder of returns or a data package; one path is compared with
    itself, over two periods. Matched bodies, raw sums beside, who is left out and why, and a table of years.

    Example: cyberflag compare samples/returns --period 2014/15 --period 2015/16
    """
    from cyberflag.outputs.comparing import tell_compared

    return tell_compared(returns, periods, options)


@click.command()
@click.argument("force")
@click.argument("returns", nargs=-1, type=FILE)
@several(formats("table", "json"), OUTPUT, SELECTING, READING)
@click.option("--all", "every", is_flag=True, help="A file for every body, in the folder of -o; name no force.")
@click.option("--template", type=FILE, help="A text of your own with values in braces, in place of the built-in one.")
@not_published("it tells ages of one force; hand out the row of that force in `cyberflag forces RETURNS --publish`")
def brief(force: str, returns: Paths, every: bool, template: Path | None, **options: Any) -> int:
    """One force in sentences, each number with its place.

    With coverage and caveats, in the manner of a regional story. A line of the template is left out where a value in
    it is not known.

    Example: cyberflag brief "West Mercia" samples/returns
    """
    from cyberflag.outputs.briefs import tell_all_briefs, tell_brief

    options["beside"] = (template,)
    if every:
        return tell_all_briefs((Path(force), *returns), template, options)
    if not returns:
        raise click.UsageError("Missing argument 'RETURNS...'.")
    return tell_brief(force, returns, template, options)


@click.command()
@click.option("-o", "--output", type=FILE, required=True, help="The folder to write to.")
@click.option("--period", metavar="PERIOD", help="The period to ask about, as 2015/16.")
@click.option("--age-under", type=click.IntRange(1, 120), metavar="N", help="Victims under this age. [default: 18]")
@click.option("--letter", type=click.Choice(("docx", "txt")), default="docx", help="How the letter is set.")
@click.option("--each", is_flag=True, help="Also a form for each body asked, with its name in it.")
@click.option("--request", type=FILE, help="What was asked before (request.toml), where no option says otherwise.")
@click.option("--asked", type=FILE, help="The bodies that are to be asked (asked.csv).")
@click.option("-q", "--quiet", is_flag=True, help="Do not say what was written.")
@not_published("it holds no figure, and may be handed out as it is")
def request(**options: Any) -> int:
    """What to send: a letter and a form that reads back.

    Writes the letter, return_template.xlsx, and the request.toml that belongs beside the returns.

    Example: cyberflag request --period 2016/17 -o request/
    """
    from cyberflag.outputs.request_pack import tell_request

    return tell_request(options)


@click.command()
@RETURNS
@TABLE
@click.option("--by", type=click.Choice(WAYS), required=True, help="What the total is split by.")
@PUBLISH
def split(returns: Paths, by: str, publish: bool, **options: Any) -> int:
    """The total by offence, sex, platform, or age and sex.

    Each over the offences whose value is stated, with that base beside it.

    Example: cyberflag split samples/returns --by offence
    """
    from cyberflag.outputs.delivery import tell
    from cyberflag.summaries.splits import split as summary

    if publish and by != "offence":
        raise click.UsageError(
            f"split --by {by} has no --publish: it would tell of a few forces what `--by offence` does not; hand out "
            "`cyberflag split RETURNS --by offence --publish`, and `cyberflag ages RETURNS --publish`"
        )
    if publish:
        from cyberflag.summaries.handing_out import offences_published

        return tell(returns, options, offences_published, one_period=True, publish=publish)
    return tell(returns, options, lambda c, s: summary(c, by, s), one_period=True, publish=publish)


@click.command()
@RETURNS
@several(TABLE, _REGIONS, PUBLISH)
def regions(returns: Paths, regions: Path | None, publish: bool, **options: Any) -> int:
    """Sums by region, with the forces missing from each.

    By the map of --regions, else by the regions of England, and Wales.

    Example: cyberflag regions samples/returns
    """
    from cyberflag.outputs.delivery import tell
    from cyberflag.summaries.regions import region_map

    if publish:
        from cyberflag.summaries.handing_out import regions_published as summary
    else:
        from cyberflag.summaries.regions import region_table as summary

    options["beside"] = (regions,)
    return tell(returns, options, lambda c, s: summary(c, s, region_map(regions, c)), one_period=True, publish=publish)


@click.command()
@RETURNS
@TABLE
@not_published("a second figure of each force would give the first away; hand out `cyberflag forces RETURNS --publish`")
def shares(returns: Paths, **options: Any) -> int:
    """How much of all recorded offences is flagged.

    Only for forces that give both for one period; for 2017/18 against recorded crime where they give one.

    Example: cyberflag shares samples/returns
    """
    from cyberflag.outputs.delivery import tell
    from cyberflag.summaries.shares import shares as summary

    return tell(returns, options, summary)


@click.command()
@RETURNS
@several(TABLE, _REGIONS)
@not_published(
    "it sets single figures of a force beside each other; put them to that force, and hand out "
    "`cyberflag report RETURNS --publish`"
)
def queries(returns: Paths, regions: Path | None, **options: Any) -> int:
    """Figures to ask about before they are news.

    Against what was published of the same force or area, and against each other: under-use, more flagged than
    recorded, other years, twins, one reference in the lists of two forces.

    Example: cyberflag queries samples/returns
    """
    from cyberflag.outputs.delivery import tell
    from cyberflag.summaries.queries import queries as summary
    from cyberflag.summaries.regions import region_map

    options["beside"] = (regions,)
    return tell(returns, options, lambda c, s: summary(c, s, region_map(regions, c)))


QUESTIONS = (brief, claim, compare, queries, regions, request, shares, split)
