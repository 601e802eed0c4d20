"""One document understood as far as it tells by itself: its tables as observations, its sentences, what it states."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from cyberflag import reference
from cyberflag.grid import Document, Sheet, Value
from cyberflag.issues import Decide, Issue, Where
from cyberflag.layouts import Reading, read_table
from cyberflag.layouts.dims import ALL_AGES_SAID
from cyberflag.layouts.personal import personal_columns
from cyberflag.layouts.references import References
from cyberflag.observations import Observation
from cyberflag.passages import Said, sentences, tables_asked, who_speaks
from cyberflag.prose import figures
from cyberflag.replies import said_of_flag
from cyberflag.returns.requested import of_the_question, request_table
from cyberflag.returns.said_figures import beside_tables, without_tables
from cyberflag.returns.said_totals import missed_over_years, over_years, said_totals
from cyberflag.returns.said_years import two_years_or_one
from cyberflag.tables import find_tables
from cyberflag.words import flags, headings, legends, offences, periods, telling
from cyberflag.words.periods import Period

LONG_SHEET = 2_000  # rows; of a longer sheet only head and tail are looked at for sentences
EDGE = 60
LONGEST_SCOPE = 6  # words
NEAR = 3  # paragraphs before a table that may be its titles
NO_PERIOD = Period()


class Stated(Struct, frozen=True):
    """What lines of text state for every figure near them; empty where they are silent or say two things."""

    period: Period = NO_PERIOD
    flag: str = ""
    measure: str = ""
    under: int | None = None
    as_at: date | None = None


class Survey(Struct):
    """What one document tells by itself. Small enough to be handed from one process to another."""

    file: str
    format: str
    content: str
    observations: list[Observation] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    texts: list[tuple[Where, str]] = field(default_factory=list)  # titles, notes, headings of letters: not sentences
    stated: Stated = Stated()
    spoken: Stated = Stated()  # what the force's sentences state
    echoed: Stated = Stated()  # what the echoed request states
    issues: list[Issue] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    matched: tuple[str, ...] = ()  # words of the request's own that were met so far
    references: list[References] = field(default_factory=list)
    years: dict[str, Issue] = field(default_factory=dict)  # tables of bare financial years, which may begin or end so


def survey(documents: list[Document]) -> list[Survey]:
    """Each document by itself; runs in the child that opened them."""
    found = [_one(document) for document in documents]
    for one in found:
        one.matched = reference.used()
    return found


def _one(document: Document) -> Survey:
    found = Survey(document.file, document.format, document.content, issues=list(document.issues), facts=document.facts)
    found.said = who_speaks(document)
    above = _above(document, found.said)
    titled: set[str] = set()  # sheets whose tables have titles of their own
    labels: set[str] = set()  # an age that one of them names holds for its own line alone
    asked = tables_asked(document, found.said) if document.passages else set()
    for number, sheet in enumerate(document.sheets):
        if number in asked:
            found.issues.append(request_table(sheet))
            continue
        readings = read_sheet(sheet, above.get(number, []))
        own_words = _names_scope(sheet.name) or any(_tells(text) for r in readings for _, text in r.table.titles)
        titled |= {sheet.name} if own_words and any(r.observations for r in readings) else set()
        for reading in readings:
            if reading.table.layout in ("crosstab", "pairs"):
                labels |= {h.text for path in reading.table.row_heads.values() for h in path}
            found.observations += reading.observations
            found.issues += reading.issues
            found.references += reading.references
            if reading.years:
                found.years[reading.name] = reading.years
        found.issues += personal_columns(sheet, [reading.table for reading in readings])
        texts = _texts(sheet, readings)
        found.texts += texts
        titles = {reading.table.where(r, c) for reading in readings for r, c in _titles(reading)}
        spoken_here = [s for s in sentences(_edges(sheet, readings)) if not (s.where in titles and _of_counts(s.text))]
        found.said += spoken_here
        if not document.passages:  # else they are read with the other sentences
            _hold_against(found, readings, spoken_here)
    found.observations = over_years(found.observations)
    _by_legends(found, document)
    if document.passages:
        prose, problems = figures(found.said, said_of_flag(found.said))
        cells = {o.where for o in found.observations}  # a number that answers a question in a table is read with it
        found.observations += [replace(o, table=f"p.{o.table}") for o in prose if o.where not in cells]
        found.issues += problems
        found.observations = of_the_question(found.observations, found.said)
        found.texts += [(p.where, p.text) for p in document.passages if p.kind in ("heading", "subject")]
    aside = set() if document.passages else _read_sentences(found, document)
    found.stated = stated((t for _, t in found.texts), {t for w, t in found.texts if w in aside})
    spoken = stated((s.text for s in found.said if s.speaker == "force" and s.where not in aside), labels=labels)
    found.spoken = replace(spoken, flag="cyber" if spoken.flag == "cyber" else "")
    if len(titled) > 1 and not document.passages:
        _flag_by_sheet(found, titled)
    found.echoed = stated(s.text for s in found.said if s.speaker in ("requester", "earlier"))
    heads = [(document.sheets[n].where(0, 0), text) for n, texts in above.items() for text in texts]
    found.issues += two_years_or_one([*found.texts, *heads], found.observations)
    return found


def _hold_against(found: Survey, readings: Sequence[Reading], said: Sequence[Said]) -> None:
    """The totals that the lines around tables state, and those that no table makes."""
    for reading in readings:
        found.observations += said_totals(reading, said)
        found.issues += missed_over_years(reading, said)


def _read_sentences(found: Survey, document: Document) -> set[Where]:
    """Take in the figures of sentences on sheets; the places of those that speak of some of what is counted."""
    if not found.observations:
        said, figures_, issues = without_tables(document)
        found.observations, aside = list(figures_), set[Where]()
        found.said = said if figures_ else found.said
        found.issues += issues
        return aside
    told = {o.where for o in found.observations} | {i.where for i in found.issues}
    more, aside, issues = beside_tables([s for s in found.said if s.where not in told], found.observations)
    found.observations += more
    found.issues += issues
    return aside


def _tells(title: str) -> bool:
    """Whether a title says what is counted; `Freedom of Information request 1234/16` does not."""
    return replace(stated([title]), as_at=None) != Stated() or offences.reads_sexual(title)


def _names_scope(name: str) -> bool:
    """Whether the name of a sheet tells which offences stand on it: `Flagged`, `All`, `Online`."""
    return bool(flags.scope(name) or flags.value(name) is not None or headings.is_total(name))


def _flag_by_sheet(found: Survey, titled: set[str]) -> None:
    """In a workbook of several titled sheets each title speaks of the flag for its own sheet alone."""
    lines = [*found.texts, *((s.where, s.text) for s in found.said if s.speaker == "force")]
    by_sheet: dict[str, list[str]] = {}
    for where, text in lines:
        by_sheet.setdefault(where.sheet, []).append(text)
    own: dict[str, str] = {}
    for name, here in ((name, here) for name, here in by_sheet.items() if name in titled):
        same = any(telling.of_the_same(t) for t in here)
        own[name] = stated(here).flag or (next(reversed(own.values()), "") if same else "")
    if set(own.values()) == {"cyber"}:
        return
    own |= {n: "all" for n, flag in own.items() if not flag and headings.is_total(n) and "cyber" in own.values()}
    elsewhere = stated(t for w, t in lines if w.sheet not in titled).flag
    silent = {o.table for o in found.observations} - {o.table for o in found.observations if o.flag != "unknown"}
    for i, o in enumerate(found.observations):
        flag = own.get(o.where.sheet)
        if o.table in silent and flag and not o.category.startswith("flag: "):
            found.observations[i] = replace(o, flag=flag)
    found.stated = replace(found.stated, flag=elsewhere)
    found.spoken = replace(found.spoken, flag="cyber" if elsewhere == "cyber" else "")


def _by_legends(found: Survey, document: Document) -> None:
    """Notes elsewhere in the document say what its marks mean: a legend overrules the table of marks."""
    lines = [t for _, t in found.texts] + [p.text for p in document.passages if p.kind in ("text", "note", "item")]
    said = [legend for line in lines if (legend := legends.legend(line)) is not None]
    if not said:
        return
    for i, o in enumerate(found.observations):
        count = o.count
        for legend in said:
            if count.kind != "exact" or legend.rounding or legend.mark == "0":
                count = legends.apply(count, legend, o.text, o.role != "part")
        if count != o.count:
            found.observations[i] = replace(o, count=count)


def _above(document: Document, said: list[Said]) -> dict[int, list[str]]:
    """For each table of a document the paragraphs right before it, nearest first: its titles.

    What the requester says heads no table of the force, and what stands before another table belongs to that.
    """
    others = {s.where for s in said if s.speaker != "force"}
    above: dict[int, list[str]] = {}
    near: list[str] = []
    for kind, index in document.order:
        if kind == "sheet":
            above[index], near = near[-1 : -1 - NEAR : -1], []
        elif kind == "passage":
            passage = document.passages[index]
            if passage.kind in ("text", "heading", "item") and passage.where not in others:
                near.append(passage.text)
    return above


def read_sheet(sheet: Sheet, above: Sequence[str] = ()) -> list[Reading]:
    """Every table of a sheet, read; table ids are unique within the document. `above`: paragraphs before the first."""
    tables = find_tables(sheet)
    if tables:
        tables[0].above = list(above)
    prefix = f"{sheet.name}." if sheet.name else ""
    return [read_table(table, f"{prefix}t{i + 1}") for i, table in enumerate(tables)]


def _texts(sheet: Sheet, readings: list[Reading]) -> list[tuple[Where, str]]:
    if readings:
        lines = [line for reading in readings for line in [*reading.table.titles[::-1], *reading.table.notes]]
        out = [(sheet.where(r, 0), text) for r, text in dict.fromkeys(lines)]
    else:
        out = [(sheet.where(r, c), sheet.text(r, c)) for r, c in list(sheet.cells())[:200]]
    named = not sheet.name.lower().startswith(("sheet", "table "))
    return [*out, *([(Where(sheet.file, sheet.name), sheet.name)] if named and sheet.name else [])]


def _edges(sheet: Sheet, readings: list[Reading]) -> Sheet:
    """The sheet without headings, labels and records, and without the middle of a long one: what may be sentences."""
    keep = len(sheet.rows) - EDGE
    blank: dict[int, set[int] | None] = {}
    for table in (reading.table for reading in readings):
        if table.layout in ("listing", "turned"):
            blank |= dict.fromkeys(table.body_rows)
        else:
            blank |= {r: set(table.label_columns) for r in table.body_rows}
        blank |= dict.fromkeys(table.header_rows)
    rows: list[list[Value]] = [[] for _ in sheet.rows]
    for r in (*range(EDGE), *range(keep, len(rows))) if len(rows) > LONG_SHEET else range(len(rows)):
        columns = blank.get(r, set())
        if columns:
            rows[r] = [None if c in columns and not _sentence(v) else v for c, v in enumerate(sheet.rows[r])]
        elif columns is not None:
            rows[r] = sheet.rows[r]
    return replace(sheet, rows=rows)


def _titles(reading: Reading) -> Iterator[tuple[int, int]]:
    table = reading.table
    return ((r, c) for r, _ in table.titles for c in table.look.filled[r])


def _of_counts(title: str) -> bool:
    """Whether a title says which offences are counted, as `Cyber flag not set`, and not what the force does."""
    return len(title.split()) <= LONGEST_SCOPE and not title.endswith(".") and flags.scope(title) == "not-cyber"


def in_years_decided(one: Survey, decide: Decide) -> Survey:
    """The document with the years of its tables as a person decided them: each ends in the year that is named."""
    said = {table: (len(doubt.choices) > 2, decide(doubt)) for table, doubt in one.years.items()}
    said = {table: pair for table, pair in said.items() if pair[1] in ("reading = 2", "reading = 3")}
    moved = [replace(o, period=_moved(o.period, *said[o.table])) if o.table in said else o for o in one.observations]
    return replace(one, observations=moved) if said else one


def _moved(period: Period, among_financial: bool, choice: str) -> Period:
    """A year as decided; among financial years only a calendar year was in doubt, and begins or ends the one meant."""
    if not among_financial:
        return periods.year_before(period)
    calendar = period.is_year and period.start is not None and period.start.month == 1
    year = period.start.year if period.start else 0
    return periods.financial_year(year - (choice == "reading = 3")) if calendar else period


def _sentence(value: Value) -> bool:
    """Whether a label says something in its own right, as `Offences that carry the online flag:`."""
    return isinstance(value, str) and (value.rstrip().endswith((".", "?")) or flags.names_flag(value))


def stated(lines: Iterable[str], aside: Container[str] = (), labels: Container[str] = ()) -> Stated:
    """What lines state together; a period, measure or age is taken only where they name a single one.

    The lines `aside` say of the flag nothing that holds for all that is counted, `labels` nothing of its ages.
    """
    found: set[Period] = set()
    scopes: set[str] = set()
    measures: set[str] = set()
    unders: set[int] = set()
    as_at: set[date] = set()
    for line in lines:
        day = periods.as_at(line)
        as_at |= {day} if day else set()
        if not telling.is_of_events(line):
            found |= {f.period for f in periods.find(line) if not periods.is_taken(line, f)}
        scope = None if line in aside or telling.inside(line) else flags.scope(line)
        scopes |= {scope} if scope else set()
        measure = headings.measure(line)
        measures |= {measure} if measure else set()
        under = headings.scope_under(line) or (ALL_AGES_SAID if headings.all_ages(line) else None)
        under = None if line in labels else under
        unders |= {under} if under is not None else set()
    return Stated(
        period=_outermost(found),
        flag=scopes.pop() if len(scopes) == 1 else "",
        measure=measures.pop() if len(measures) == 1 else "",
        under=unders.pop() if len(unders) == 1 else None,
        as_at=max(as_at, default=None),
    )


def _outermost(found: set[Period]) -> Period:
    """The single period named, or the one that holds all others; none where two stand side by side."""
    known = [p for p in found if p.known]
    whole = [p for p in known if all(p == q or p.contains(q) for q in known)]
    return whole[0] if len(whole) == 1 else Period()
