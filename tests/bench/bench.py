"""How long a run takes and how much memory, beside libraries that merely read the same files.

    python tests/bench/bench.py [--quick] [--runs N] [--into FOLDER] [--peers PYTHON]

tidychef and csvkit bring a hundred packages with them, so they are measured where `--peers` names a Python that has them:

    python -m venv peers && peers/bin/pip install --upgrade pip && peers/bin/pip install --group peers
    python tests/bench/bench.py --peers peers/bin/python

Makes returns of made-up bodies from a seed, runs every command as a process of its own, in turns, and prints the
medians as markdown. Seconds are of the whole process; MiB are the peak of the largest process it started.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from statistics import median

from openpyxl import Workbook

SEED = 20160621
MIB = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss is in bytes there, in KiB elsewhere
REQUEST = '[request]\nflag = "cyber"\nperiod = "2015/16"\nmeasure = "offences"\nage_under = 18\n'
OFFENCES = (
    ("Rape of a female child under 13", "19/07", "F"),
    ("Sexual assault on a female child under 13", "20/05", "F"),
    ("Sexual activity involving a child under 16", "22/02", "F"),
    ("Causing a child under 16 to watch a sexual act", "22/15", "M"),
    ("Sexual grooming", "88/01", "F"),
)
FIRST = "Alder Ash Beck Birch Bram Cold Dun Elm Fal Grim Hal Kel Lin Moor Nor Oak Pen Rush Stan Thorn"
MIDDLE = "ber beck bury combe den field ford ham hurst ley low mere ness stead wick"
LAST = "bourne cross dale end gate hill marsh moor mouth point ridge side vale water wood"

Row = Sequence[object]


# ---- the returns


def bodies(count: int) -> list[str]:
    """So many different names, none of a real force."""
    every = product(LAST.split(), MIDDLE.split(), FIRST.split())
    return [f"{first}{middle}{last} Constabulary" for last, middle, first in islice(every, count)]


def by_age(chance: random.Random) -> tuple[int, Iterator[Row]]:
    """Offences down, single ages across, totals both ways."""
    numbers = [[chance.randint(0, 6) for _ in range(18)] for _ in OFFENCES]
    columns = [sum(column) for column in zip(*numbers, strict=True)]

    def rows() -> Iterator[Row]:
        yield ["Offences with the cyber flag by age of victim, 1 April 2015 to 31 March 2016"]
        yield []
        yield ["Offence", *range(18), "Total"]
        for (offence, code, _), line in zip(OFFENCES, numbers, strict=True):
            yield [f"{code} {offence}", *line, sum(line)]
        yield ["Total", *columns, sum(columns)]

    return sum(columns), rows()


def by_sex(chance: random.Random) -> tuple[int, Iterator[Row]]:
    """Bands down, sexes across."""
    numbers = [(chance.randint(0, 9), chance.randint(0, 4)) for _ in range(5)]

    def rows() -> Iterator[Row]:
        yield ["Number of cyber flagged sexual offences against children recorded in 2015/16"]
        yield ["Age of victim", "Female", "Male", "Total"]
        for band, pair in zip(("0 to 9", "10 to 12", "13", "14 to 15", "16 to 17"), numbers, strict=True):
            yield [band, *pair, sum(pair)]
        yield ["Total", *(sum(column) for column in zip(*numbers, strict=True)), sum(map(sum, numbers))]

    return sum(map(sum, numbers)), rows()


def listing(chance: random.Random, rows: int) -> tuple[int, Iterator[Row]]:
    """A row an offence; a blank flag stands beside the Y of others."""
    flagged = [chance.random() < 0.2 for _ in range(rows)]

    def lines() -> Iterator[Row]:
        yield ["Reference", "Date recorded", "Offence", "HO code", "Victim age", "Victim sex", "Cyber flag", "District"]
        for number, flag in enumerate(flagged, 1):
            offence, code, sex = chance.choice(OFFENCES)
            age = min(17, max(1, round(chance.gauss(13, 2.5))))
            day = date(2015, 4, 1) + timedelta(days=chance.randrange(366))
            district = chance.choice(("North", "South", "East", "West"))
            yield [f"{number:07}/15", day, offence, code, age, sex, "Y" if flag else None, district]

    return sum(flagged), lines()


def small(chance: random.Random) -> tuple[int, Iterator[Row]]:
    """One of the three forms; a listing of a small force holds up to some hundred rows."""
    form = chance.choice((by_age, by_sex, None))
    return form(chance) if form else listing(chance, chance.randint(50, 400))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of returns, and the number of flagged offences that stands in them."""

    path: Path
    truth: int


def make(path: Path, count: int, form: Callable[[random.Random], tuple[int, Iterator[Row]]]) -> Folder:
    """So many returns of one form, with their roster and request."""
    path.mkdir(parents=True, exist_ok=True)
    chance, truth = random.Random(SEED), 0
    names = bodies(count)
    for name in names:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Data")
        number, rows = form(chance)
        truth += number
        for row in rows:
            sheet.append(row)
        book.save(path / f"{name}.xlsx")
    (path / "asked.csv").write_text("\n".join(["force", *names]) + "\n", encoding="utf-8")
    (path / "request.toml").write_text(REQUEST, encoding="utf-8")
    return Folder(path, truth)


# ---- the commands

CYBERFLAG = "from cyberflag.cli import main; main()"
CALAMINE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""
PANDAS = """
import sys
from pathlib import Path
import pandas
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    pandas.read_excel(path, sheet_name=None, header=None, engine=sys.argv[2])
"""
TIDYCHEF = """
import sys
from pathlib import Path
from tidychef import acquire
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    acquire.xlsx.local(path)
"""
# in2csv gives up on a sheet that has a title above its headings; the exit code says that it did.
CSVKIT = """
import os, sys
from pathlib import Path
from csvkit.utilities.in2csv import In2CSV
failed = 0
with open(os.devnull, "w") as nowhere:
    for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
        try:
            In2CSV(["--no-inference", str(path)], nowhere).run()
        except ValueError:
            failed = 1
sys.exit(failed)
"""
BARE, TOTALS, TABLE = "calamine, merely reading", "cyberflag totals --format csv", "cyberflag totals"
OPENPYXL, QUICKER = "pandas + openpyxl, merely reading", "pandas + calamine, merely reading"
PEERS = {"tidychef, merely reading": TIDYCHEF, "csvkit in2csv, merely reading": CSVKIT}
HELP, CLICK = "cyberflag --help", 'python -c "import click"'


def commands(folder: Path, peers: str = "") -> dict[str, list[str]]:
    """What is run over a folder, by name; the peers by the Python that has them."""
    at, own = str(folder), [sys.executable, "-c"]
    others = {name: [peers, "-c", code, at] for name, code in PEERS.items()} if peers else {}
    return {
        BARE: [*own, CALAMINE, at],
        TOTALS: [*own, CYBERFLAG, "totals", at, "--format", "csv"],
        TABLE: [*own, CYBERFLAG, "totals", at],
        QUICKER: [*own, PANDAS, at, "calamine"],
        OPENPYXL: [*own, PANDAS, at, "openpyxl"],
        **others,
    }


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians of one command: seconds, peak MiB, and the worst exit code."""

    seconds: float
    mib: float
    code: int


# A process is charged with the memory of the one that starts it, so that one is kept small.
LAUNCHER = """
import os, sys, time
null = os.open(os.devnull, os.O_RDWR)
away = [(os.POSIX_SPAWN_DUP2, null, stream) for stream in (0, 1, 2)]
started = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=away)
_, status, usage = os.wait4(process, 0)
print(time.perf_counter() - started, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def run(arguments: Sequence[str]) -> Cost:
    """One process from start to end, whose output nobody reads."""
    launcher = [sys.executable, "-S", "-c", LAUNCHER, *arguments]
    done = subprocess.run(launcher, capture_output=True, text=True, check=True)
    seconds, memory, code = done.stdout.split()
    return Cost(float(seconds), int(memory) / MIB, int(code))


def in_turns(wanted: dict[str, list[str]], runs: int) -> dict[str, Cost]:
    """Medians over alternating runs, so that a slow moment of the machine hits all alike. The first round warms up."""
    rounds = [{name: run(arguments) for name, arguments in wanted.items()} for _ in range(runs + 1)][1:]
    return {
        name: Cost(
            median(costs[name].seconds for costs in rounds),
            median(costs[name].mib for costs in rounds),
            max((costs[name].code for costs in rounds), key=abs),
        )
        for name in wanted
    }


def read_right(folder: Folder) -> str:
    """Whether the total that was printed is the number that was written; speed alone proves nothing."""
    done = subprocess.run(commands(folder.path)[TOTALS], capture_output=True, text=True, encoding="utf-8")
    rows = csv.DictReader(io.StringIO(done.stdout))
    counts = [row.get("count", "") for row in rows if row.get("flag") == "cyber" and row.get("period") == "2015/16"]
    return "yes" if counts == [str(folder.truth)] else f"no: {', '.join(counts) or 'nothing'} for {folder.truth}"


# ---- what is printed


def say(*lines: str) -> None:
    """Lines to stdout, at once, since a run takes minutes."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def table(costs: dict[str, Cost], *against: str) -> None:
    """The costs of commands, and each as a multiple of some of them."""
    heads = ["command", "seconds", "MiB", *(f"× {name.partition(',')[0]}" for name in against), "exit"]
    say("", f"| {' | '.join(heads)} |", "|---|" + "---:|" * (len(heads) - 1))
    for name, cost in costs.items():
        ratios = [f"{cost.seconds / costs[other].seconds:.2f}" for other in against]
        say(f"| `{name}` | {cost.seconds:.3f} | {cost.mib:.0f} | {' | '.join([*ratios, str(cost.code)])} |")


def held(what: str, ratio: float, limit: float) -> str:
    """A line of the last table: a ratio, and whether it is within its limit."""
    return f"| {what} | {ratio:.2f} | {limit:g} | {'yes' if ratio <= limit else 'NO'} |"


def compare(title: str, folder: Folder, runs: int, peers: str) -> dict[str, Cost]:
    """All commands over one folder."""
    say("", f"## {title}")
    costs = in_turns(commands(folder.path, peers), runs)
    table(costs, BARE, OPENPYXL)
    say("", f"Total read right: {read_right(folder)}.")
    return costs


def growth(folders: dict[int, Folder], runs: int) -> list[str]:
    """Ten times the returns, ten times the time?"""
    say(
        "",
        "## Ten times the returns",
        "",
        "| returns | seconds | MiB | × the row above | exit | read right |",
        "|---:|---:|---:|---:|---:|---|",
    )
    limits: list[str] = []
    before: tuple[int, Cost] | None = None
    for count, folder in folders.items():
        turns = runs if count < 1000 else 1
        cost = in_turns({TOTALS: commands(folder.path)[TOTALS]}, turns)[TOTALS]
        ratio = cost.seconds / before[1].seconds if before else 1
        say(f"| {count} | {cost.seconds:.3f} | {cost.mib:.0f} | {ratio:.2f} | {cost.code} | {read_right(folder)} |")
        if before:
            limits.append(held(f"{count} returns against {before[0]}", ratio, 11))
        before = count, cost
    return limits


def bench(root: Path, quick: bool, runs: int, peers: str) -> None:
    """Make the returns, run everything, print the tables."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its byte code
    os.environ["PYTHONPYCACHEPREFIX"] = str(root / "bytecode")
    rows = 20_000 if quick else 100_000
    sizes = (45, 450) if quick else (45, 450, 4500)
    folders = {count: make(root / f"returns-{count}", count, small) for count in sizes}
    long = make(root / "listing", 1, lambda chance: listing(chance, rows))
    say(
        "# Benchmark",
        "",
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, median of {runs} alternating runs.",
    )

    returns = compare("45 small returns", folders[45], runs, peers)
    listed = compare(f"One listing of {rows:,} rows", long, max(1, runs // 2), peers)
    say("", "## Help")
    helped = in_turns(
        {CLICK: [sys.executable, "-c", "import click"], HELP: [sys.executable, "-c", CYBERFLAG, "--help"]}, 2 * runs
    )
    table(helped, CLICK)
    grown = growth(folders, max(1, runs // 3))

    say("", "## Limits", "", "| what | ratio | at most | held |", "|---|---:|---:|---|")
    say(
        held("45 returns as csv, against bare calamine", returns[TOTALS].seconds / returns[BARE].seconds, 2.5),
        held("45 returns as a table, against bare calamine", returns[TABLE].seconds / returns[BARE].seconds, 3.2),
        held("45 returns, against pandas + openpyxl", returns[TOTALS].seconds / returns[OPENPYXL].seconds, 0.25),
        held("listing, against bare calamine", listed[TOTALS].seconds / listed[BARE].seconds, 2.5),
        held("listing, MiB", listed[TOTALS].mib, 250),
        held("help, against import click", helped[HELP].seconds / helped[CLICK].seconds, 1.3),
        *grown,
    )


def main() -> None:
    """Read the command line; the returns go into a folder that is removed at the end, unless one is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer returns, a shorter listing, fewer runs")
    parser.add_argument("--runs", type=int, help="alternating runs of each command (default 9, quick 3)")
    parser.add_argument("--into", type=Path, help="keep the returns that are made, in this folder")
    parser.add_argument("--peers", default="", help="a Python that has tidychef and csvkit, to measure them too")
    chosen = parser.parse_args()
    runs = chosen.runs or (3 if chosen.quick else 9)
    if chosen.into:
        bench(chosen.into, chosen.quick, runs, chosen.peers)
        return
    with tempfile.TemporaryDirectory(prefix="cyberflag-bench-") as folder:
        bench(Path(folder), chosen.quick, runs, chosen.peers)


if __name__ == "__main__":
    main()
