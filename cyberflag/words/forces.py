"""Police forces: which one a name, a file name, a sentence or a mail address means. Never decided by likeness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from cyberflag.patterns import late
from cyberflag.reference import LONGEST, Hit, Phrases, entries, extras, key, note_use, remembered, tokens, words

_BREAK = late(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]{2,})")
_SUFFIX = late(r"\.[A-Za-z]{2,5}$")
_HOST = late(r"(?:@|//|^|\s)((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,12})(?![\w@-])")
_PNN = ".pnn.police.uk"
_SHORT = ("constabulary", "police", "police force", "police service")


class Force(Struct, frozen=True, order=True):
    """One body: `kind` is territorial, special, outside, roster (a body that only the analyst names) or joint.

    A joint force is named `A + B`, coded `X+Y`, and lists its `parts` by name.
    """

    name: str
    code: str = ""
    id: str = ""
    kind: str = "territorial"
    parts: tuple[str, ...] = ()


class Mention(Struct, frozen=True):
    """A force named in running text; `text` is the name as written."""

    force: Force
    start: int
    end: int
    text: str


Extra = tuple[tuple[str, tuple[str, ...], str], ...]  # canonical name, aliases, code
Choice = tuple[Force, ...]


class Names(Struct):
    """Every name that is understood: the built-in forces and the bodies of a roster."""

    forces: dict[str, Force] = field(default_factory=dict)  # canonical name -> force
    _whole: Phrases = field(default_factory=Phrases)
    _file: Phrases = field(default_factory=Phrases)
    _prose: Phrases = field(default_factory=Phrases)
    _domains: dict[str, Force] = field(default_factory=dict)
    _joint: dict[frozenset[str], Force] = field(default_factory=dict)
    _added: set[str] = field(default_factory=set)

    def whole(self, text: str) -> Force | Choice | None:
        """The force that the whole text names; several where the name is ambiguous; None where it names none."""
        if len(text) > LONGEST:
            return None
        self._note(text)
        found: Force | Choice | None = self._whole.whole(text)
        return found

    def from_filename(self, name: str) -> Force | Choice | None:
        """The force that a file or folder name holds, the longest names first; several where they differ."""
        stem = _SUFFIX.sub("", name[-400:])
        cut = tokens(_BREAK.sub(" ", stem))
        hits = self._file.find_in(cut)
        sure = _distinct(hit.meaning for hit in hits if isinstance(hit.meaning, Force))
        if sure:
            self._note(*(" ".join(t.word for t in cut[h.first : h.last]) for h in hits))
            return sure[0] if len(sure) == 1 else self._together(sure)
        unsure = [hit.meaning for hit in hits if isinstance(hit.meaning, tuple)]
        return unsure[0] if unsure else None

    def mentions(self, text: str) -> list[Mention]:
        """Forces named in running text by a form that cannot be a mere place, in the order of the text."""
        return [
            Mention(hit.meaning, hit.start, hit.end, text[hit.start : hit.end])
            for hit in self._prose.find(text)
            if isinstance(hit.meaning, Force) and _capital(text, hit)
        ]

    def from_domain(self, address_or_host: str) -> Force | None:
        """The force whose mail or web domain an address or host belongs to."""
        match = _HOST.search(address_or_host.lower())
        if not match:
            return None
        host = match[1].removesuffix(_PNN) + ".police.uk" if match[1].endswith(_PNN) else match[1]
        while host:
            if host in self._domains:
                return self._domains[host]
            _, _, host = host.partition(".")
        return None

    def named(self, name: str) -> Force | None:
        """The force of a canonical name."""
        return self.forces.get(name)

    def hint(self, text: str) -> str:
        """The canonical name nearest to a text, for an error message only; empty where none is near."""
        from difflib import get_close_matches  # only a mistake needs a hint

        near = get_close_matches(key(text)[:LONGEST], list(self._whole.meanings), 1, 0.75)
        meaning = self._whole.meanings[near[0]] if near else None
        if isinstance(meaning, tuple):
            return " or ".join(force.name for force in meaning)
        return meaning.name if isinstance(meaning, Force) else ""

    def _together(self, forces: list[Force]) -> Force | Choice:
        parts = {part for force in forces for part in (force.parts or (force.name,))}
        return self._joint.get(frozenset(parts)) or tuple(sorted(forces))

    def _note(self, *texts: str) -> None:
        for text in texts if self._added else ():
            if key(text) in self._added:
                note_use(key(text))

    # ---- building

    def copy(self) -> Names:
        """The same names, to which others may be added."""
        made = Names()
        made.forces, made._joint, made._domains = dict(self.forces), dict(self._joint), dict(self._domains)
        made._whole, made._file, made._prose = self._whole.copy(), self._file.copy(), self._prose.copy()
        made._added = set(self._added)
        return made

    def add(self, force: Force, entry: Mapping[str, Any], *, first: bool = False) -> None:
        """One more force with its short names, aliases, places and domains."""
        self.forces.setdefault(force.name, force)
        ends = words("forces", "suffixes", "police")
        everywhere = (self._whole, self._file, self._prose)
        self._put(key(force.name), force, everywhere, first)
        for short in map(key, entry.get("short", ())):
            self._put(short, force, (self._whole, self._file), first)
            self._put(f"{short} force", force, (self._prose,), first)
            for end in ends:
                self._put(f"{short} {end}", force, everywhere, first)
        for alias in map(key, entry.get("aliases", ())):
            prose = (self._prose,) if alias.endswith(("police", "constabulary")) else ()
            self._put(alias, force, (self._whole, self._file, *prose), first)
        for place in map(key, entry.get("places", ())):
            for end in ends:
                self._put(f"{place} {end}", force, everywhere, first)
        for form in entry.get("prose", ()):
            self._put(key(form), force, (self._prose,), first)
        for domain in entry.get("domains", ()):
            self._domains.setdefault(domain.lower(), force)

    def add_joint(self, parts: tuple[str, ...], names_: tuple[str, ...]) -> Force:
        """Forces that answer together, under the names they use."""
        members = [self.forces[part] for part in sorted(parts)]
        joint = Force(
            " + ".join(m.name for m in members),
            "+".join(m.code for m in members),
            "+".join(m.id for m in members),
            "joint",
            tuple(m.name for m in members),
        )
        self._joint[frozenset(joint.parts)] = joint
        everywhere = (self._whole, self._file, self._prose)
        self._put(key(joint.name), joint, (self._whole, self._file), False)
        for name in map(key, names_):
            self._put(name, joint, (self._whole, self._file), False)
            for end in ("police", "constabularies", "forces", "police forces"):
                self._put(f"{name} {end}", joint, everywhere, False)
        self._put(key(" and ".join(joint.parts)), joint, everywhere, False)
        return joint

    def add_ambiguous(self, text: str, choice: Choice, in_names: bool) -> None:
        """A form that could be any of several forces."""
        self._put(key(text), choice, (self._whole, self._file) if in_names else (self._whole,), False)

    @staticmethod
    def _put(phrase: str, meaning: Any, where: tuple[Phrases, ...], first: bool) -> None:
        for phrases in where:
            if first:
                phrases.meanings.pop(phrase, None)
            phrases.put(phrase, meaning)

    def add_own(self, name: str, aliases: tuple[str, ...], code: str) -> None:
        """A body of the roster: a built-in force under a known name, else a force of its own."""
        known = self._whole.whole(name)
        force = known if isinstance(known, Force) else Force(name, code, key(name).replace(" ", "-"), "roster")
        plain_aliases = [alias for alias in aliases if "." not in alias]
        self._added |= {key(alias) for alias in aliases}
        short = "" if known else _bare(name)
        entry = {
            "short": [short] if short and not self._whole.whole(short) else [],
            "aliases": plain_aliases,
            "domains": [alias for alias in aliases if "." in alias],
        }
        # What the analyst says outweighs a form that is ambiguous elsewhere.
        self.add(force, entry, first=True)


def _bare(name: str) -> str:
    """`Loamshire` of `Loamshire Police`; empty where the name has no such ending."""
    for end in sorted(_SHORT, key=len, reverse=True):
        if name.lower().endswith(f" {end}"):
            return name[: -len(end) - 1].strip()
    return ""


def _distinct(forces: Any) -> list[Force]:
    return list(dict.fromkeys(forces))


def _capital(text: str, hit: Hit) -> bool:
    """Names have capitals: `west mercia` in a web address or a word list is no mention."""
    return text[hit.start].isupper()


def _built_in() -> Names:
    names_ = Names()
    for entry in entries("forces", "force"):
        names_.add(Force(entry["name"], entry["code"], entry["id"], entry["kind"]), entry)
    for entry in entries("forces", "joint"):
        names_.add_joint(tuple(entry["forces"]), tuple(entry["names"]))
    for entry in entries("forces", "ambiguous"):
        choice = tuple(names_.forces[name] for name in entry["forces"])
        names_.add_ambiguous(entry["text"], choice, entry.get("in_names", True))
    for entry in extras("force"):
        names_.add_own(str(entry["force"]), (str(entry["text"]),), "")
    return names_


@remembered(32)
def names(extra: Extra = ()) -> Names:
    """All names known, with those of a roster (canonical name, aliases, code) added."""
    built = names().copy() if extra else _built_in()
    for name, aliases, code in extra:
        built.add_own(name, aliases, code)
    return built


def all_forces() -> tuple[Force, ...]:
    """Every built-in force, in the order of the data file."""
    return tuple(Force(e["name"], e["code"], e["id"], e["kind"]) for e in entries("forces", "force"))


def default_roster() -> tuple[Force, ...]:
    """The 43 territorial forces of England and Wales and British Transport Police."""
    return tuple(f for f in all_forces() if f.kind == "territorial" or f.name == "British Transport Police")


@remembered()
def whole(text: str) -> Force | Choice | None:
    """The force that the whole text names, among the built-in ones; see `Names.whole`."""
    return names().whole(text)


@remembered()
def from_filename(name: str) -> Force | Choice | None:
    """The force that a file name holds, among the built-in ones; see `Names.from_filename`."""
    return names().from_filename(name)


def mentions(text: str) -> list[Mention]:
    """Built-in forces named in running text; see `Names.mentions`."""
    return names().mentions(text)


def from_domain(address_or_host: str) -> Force | None:
    """The built-in force of a mail or web domain."""
    return names().from_domain(address_or_host)


def hint(text: str) -> str:
    """The name nearest to a text, for an error message only."""
    return names().hint(text)
