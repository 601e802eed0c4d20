"""Which forces an area means: one force, several, a region, or all that were asked; and sums by region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from cyberflag.collection import Collection
from cyberflag.decisions.entries import Kept, rows
from cyberflag.decisions.roster import names_of, read_force
from cyberflag.issues import CyberflagError
from cyberflag.patterns import late
from cyberflag.reference import key, numbers, words
from cyberflag.returns import Headline
from cyberflag.summaries import Column, Entry, Result, result, with_bounds
from cyberflag.summaries.figures import Combination, bodies, bounds, children, counted_in, scaled, summed
from cyberflag.summaries.selection import EVERYTHING, Selection, combinations
from cyberflag.summaries.standing import beside
from cyberflag.summaries.wording import figures_of, of_bodies
from cyberflag.words.forces import Force

_BETWEEN = late(r"\s*(?:\||\+|;)\s*")
COLUMNS_OF_MAP = ("region", "force", "source")


class RegionMap(Struct, frozen=True):
    """Regions by name, each with its forces by canonical name, and where the map comes from."""

    regions: Mapping[str, tuple[str, ...]]
    source: str

    def named(self, text: str) -> tuple[str, ...] | None:
        """The forces of a region; `West Midlands region` tells a region from the force of its name."""
        wanted = key(text)
        return next((f for name, f in self.regions.items() if wanted in (key(name), key(f"{name} region"))), None)


class Area(Struct, frozen=True):
    """Where a figure is of: its forces by name; empty for every body that was asked."""

    name: str
    forces: tuple[str, ...] = ()

    @property
    def everywhere(self) -> bool:
        """Whether it stands for all that were asked."""
        return not self.forces


def region_map(path: Path | None, collection: Collection) -> RegionMap:
    """The map of a csv file with the columns region and force, else the built-in one.

    Raises CyberflagError with every mistake in the file.
    """
    found: dict[str, list[str]] = {}
    if path is None:
        for row in numbers("regions"):
            found.setdefault(row["region"], []).append(row["force"])
        return RegionMap({name: tuple(forces) for name, forces in found.items()}, "regions of England, and Wales (ONS)")
    mistakes: list[str] = []
    names = names_of(collection.record.roster)
    try:
        kept = Kept(path, path.name, path.read_bytes())
    except OSError as error:
        raise CyberflagError(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}") from error
    for line in rows(kept, COLUMNS_OF_MAP, ("region", "force"), mistakes):
        if not line.text("region"):
            line.wrong("region is empty")
        found.setdefault(line.text("region"), []).append(read_force(line, line.text("force"), names))
    if mistakes:
        raise CyberflagError("\n".join(mistakes))
    return RegionMap({name: tuple(forces) for name, forces in found.items()}, path.name)


def area_of(collection: Collection, text: str, regions: RegionMap) -> Area | None:
    """The area that a text names: forces between `|`, `+` or `;`, a region, or everywhere; None where it names none."""
    if not text or key(text) in {key(name) for name in words("claims", "everywhere", "names")}:
        return Area("all bodies asked")
    names = names_of(collection.record.roster)
    forces: list[str] = []
    for part in _BETWEEN.split(text):
        found = names.whole(part)
        if isinstance(found, Force):
            forces += found.parts or (found.name,)
            continue
        inside = regions.named(part)
        if inside is None:
            return None
        forces += inside
    return Area(text, tuple(dict.fromkeys(forces)))


COLUMNS = (
    Column("period", "Period", shown=False),
    Column("measure", "Measure", shown=False),
    Column("flag", "Flag", shown=False),
    Column("region", "Region"),
    *with_bounds("count", "Count"),
    Column("forces", "Forces", "of"),
    Column("of", "of", "number", shown=False),
    *with_bounds("rate_per_10000", "Per 10,000\nchildren", "rate", drop=1, ends="Rate"),
    Column("with_figures", "Forces in the sum", wide=True, drop=2),
    Column("missing", "Missing: no figure", wide=True),
)


def by_region(collection: Collection, which: Combination, regions: RegionMap) -> list[Entry]:
    """A sum a region, with the forces in it and those missing; what belongs to no region last."""
    headlines = counted_in(collection, which)
    left = {h.force for h in headlines}
    found = []
    for name, forces in regions.regions.items():
        inside = [h for h in headlines if set(bodies(h.force)) <= set(forces)]
        left -= {h.force for h in inside}
        found.append(_region(collection, which, name, forces, inside))
    rest = [h for h in headlines if h.force in left]
    if rest:
        named = sorted({body for h in rest for body in bodies(h.force)})
        known = {force for forces in regions.regions.values() for force in forces}
        name = "in no region, or in two" if known & set(named) else "in no region"
        found.append(_region(collection, which, name, named, rest))
    return found


def _region(
    collection: Collection, which: Combination, name: str, forces: Iterable[str], inside: list[Headline]
) -> Entry:
    having = {body for h in inside for body in bodies(h.force)}
    missing = [force for force in forces if force not in having]
    population = [children(collection, force) for force in having]
    known = None if None in population else sum(number for number in population if number)
    total = summed(h.count for h in inside)
    nothing = {"count": None, "count_min": None, "count_max": None}
    return {
        **which.entry,
        "region": name,
        **(bounds(total) if inside else nothing),
        "forces": len(having),
        "of": len(having) + len(missing),
        **scaled(total, Fraction(known, 10_000) if known and inside else None, "rate_per_10000"),
        "with_figures": "; ".join(sorted(having)),
        "missing": "; ".join(missing),
    }


def region_table(collection: Collection, selection: Selection = EVERYTHING, regions: RegionMap | None = None) -> Result:
    """Sums by region of every combination."""
    chosen = regions or region_map(None, collection)
    found = combinations(collection, selection)
    data = [entry for which in found for entry in by_region(collection, which, chosen)]
    forces = [h.force for h in counted_in(collection, found[0])] if found else []
    title = f"Regions: {figures_of(found[0])}: {of_bodies(collection, forces)}" if found else "Regions: no figures"
    notes = [
        source_words(chosen),
        *beside(collection, found[0] if found else None),
    ]
    return result("regions", title, COLUMNS, data, notes, data)


def source_words(regions: RegionMap) -> str:
    """Whose map it is, and what a sum lacks."""
    return (
        f"Regions: {regions.source}; maps of regions differ between releases. A sum lacks the forces named as missing."
    )
