"""The words of the world: data/*.toml loaded once, checked, frozen; and how text is folded for looking up.

The built form of every file (data/built/*.json, written by tests/prepare.py) loads ten times faster. A built form that
no longer fits its TOML is not used, so an edit of the TOML always counts.
"""

from __future__ import annotations

import csv
import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct, field

from cyberflag.issues import CyberflagError
from cyberflag.patterns import late

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

DATA = Path(__file__).parent / "data"
LONGEST = 200  # characters: no label of the world is longer, so longer text is prose and has no meaning as a whole

_CLEARED: list[Callable[[], None]] = []
_EXTRA: list[Mapping[str, Any]] = []
_USED: set[str] = set()


def remembered(size: int | None = 8192) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A memory for a pure function, forgotten when words are added with `extend`."""

    def remember(function: Callable[P, R]) -> Callable[P, R]:
        kept: Any = lru_cache(maxsize=size)(function)
        _CLEARED.append(kept.cache_clear)
        result: Callable[P, R] = kept
        return result

    return remember


# ---- text, folded for looking up

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d"
_QUOTES = "\u2018\u2019\u201b\u02bc\u00b4`"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"  # footnote marks, never digits
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_QUOTES, "'"),
        **dict.fromkeys(_INVISIBLE, None),
        **dict.fromkeys(_RAISED, None),
        **dict.fromkeys("\u00bc\u00bd\u00be", "\ufffd"),  # fractions must not run into the digits before them
    }
)
_TOKEN = late(r"&|[^\W\d_]+|\d+")


@lru_cache(8192)
def plain(text: str) -> str:
    """The text in lower case, with one kind of dash, quote and blank: `10–12  Years` gives `10-12 years`."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    return " ".join(text.lower().split())


class Token(Struct, frozen=True):
    """A run of letters or of digits in lower case, and where it stands in the text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text; `&` reads `and`, everything else only separates. Positions are of `text`."""
    return [Token("and" if m[0] == "&" else m[0].lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


@lru_cache(8192)
def key(text: str) -> str:
    """Words and numbers alone, joined by blanks: `D&C (Police)` gives `d and c police`."""
    return " ".join("and" if word == "&" else word for word in _TOKEN.findall(plain(text)))


class Hit(Struct, frozen=True):
    """A phrase found in a text: what it stands for, and its place in the text."""

    meaning: Any
    start: int
    end: int
    first: int  # number of its first token
    last: int  # number of the token after its last


class Phrases(Struct):
    """Phrases looked up word by word, so that a name inside another word is no match and the longest match wins."""

    meanings: dict[str, Any] = field(default_factory=dict)
    _lengths: dict[str, list[int]] | None = None  # of the phrases that begin with a word; made when first looked for

    def add(self, text: str, meaning: Any) -> None:
        """One more phrase; a phrase already there keeps its first meaning."""
        self.put(key(text), meaning)

    def put(self, phrase: str, meaning: Any) -> None:
        """`add` for a phrase that is a key already."""
        if phrase and phrase not in self.meanings:
            self.meanings[phrase] = meaning
            self._lengths = None

    def copy(self) -> Phrases:
        """The same phrases, to which others may be added."""
        return Phrases(dict(self.meanings), self._lengths)

    def whole(self, text: str) -> Any | None:
        """What the whole text stands for."""
        return self.meanings.get(key(text))

    def find(self, text: str) -> list[Hit]:
        """All phrases in a text, left to right, the longest at each place, none overlapping."""
        return self.find_in(tokens(text))

    def find_in(self, found: list[Token]) -> list[Hit]:
        """`find` over words already cut."""
        hits: list[Hit] = []
        at = 0
        while at < len(found):
            hit = self._at(found, at)
            if hit:
                hits.append(hit)
            at = hit.last if hit else at + 1
        return hits

    def _by_first(self) -> dict[str, list[int]]:
        """How many words the phrases have that begin with a word, the longest first."""
        if self._lengths is None:
            lengths: dict[str, set[int]] = {}
            for phrase in self.meanings:
                lengths.setdefault(phrase.partition(" ")[0], set()).add(phrase.count(" ") + 1)
            self._lengths = {word: sorted(some, reverse=True) for word, some in lengths.items()}
        return self._lengths

    def _at(self, found: list[Token], at: int) -> Hit | None:
        for length in self._by_first().get(found[at].word, ()):
            if at + length <= len(found):
                phrase = " ".join(token.word for token in found[at : at + length])
                if phrase in self.meanings:
                    last = at + length
                    return Hit(self.meanings[phrase], found[at].start, found[last - 1].end, at, last)
        return None


# ---- data files


@cache
def table(name: str) -> Mapping[str, Any]:
    """One data file as tables of entries, from its built form where that is up to date."""
    source = (DATA / f"{name}.toml").read_bytes()
    try:
        built = json.loads((DATA / "built" / f"{name}.json").read_bytes())
    except (OSError, ValueError):
        built = {}
    if built.get("source") == _digest(source):
        entries: Mapping[str, Any] = built["entries"]
        return entries
    return _parsed(name, source)


def _parsed(name: str, source: bytes) -> Mapping[str, Any]:
    import tomllib  # the built form is JSON

    try:
        return tomllib.loads(source.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CyberflagError(f"data/{name}.toml cannot be read: {error}") from error


def _digest(source: bytes) -> str:
    # A checkout that rewrites line ends must not make the built form look old.
    return hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()[:16]


def entries(name: str, kind: str) -> list[Mapping[str, Any]]:
    """The entries `[[kind]]` of data/name.toml."""
    found: list[Mapping[str, Any]] = table(name).get(kind, [])
    return found


def words(name: str, kind: str, key_: str) -> tuple[str, ...]:
    """A list of literal words: `key_` in the table `[kind]` of data/name.toml."""
    found = table(name).get(kind, {}).get(key_, [])
    return tuple(found)


def numbers(name: str) -> Iterator[dict[str, str]]:
    """The rows of data/name.csv; read only by those who ask for them."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# ---- words of one's own, from request.toml

_KINDS = {
    "force": ("force",),
    "offence": (),
    "age": ("age",),
    "heading": ("field", "measure", "flag"),
    "phrase": ("flag_use", "status", "names"),
    "mark": ("low", "kind"),
}

_TEXTS = ("force", "code", "group", "age", "field", "measure", "flag", "flag_use", "status", "names", "kind_of")


def check_words(entries_: Iterable[Mapping[str, Any]]) -> list[str]:
    """The mistakes in `[[word]]` entries, each a sentence that names the entry; none means all may be used."""
    mistakes: list[str] = []
    for number, entry in enumerate(entries_, 1):
        kind, text = entry.get("kind"), entry.get("text")
        label = f"word {number}" + (f" ({text!r})" if isinstance(text, str) else "")
        if kind not in _KINDS:
            mistakes.append(f"{label}: kind must be one of {', '.join(_KINDS)}")
            continue
        if not isinstance(text, str) or not text.strip():
            mistakes.append(f"{label}: text must be the spelling to be read, in quotes")
        for name, value in entry.items():
            if name in ("low", "high") and type(value) is not int:
                mistakes.append(f"{label}: {name} must be a whole number")
            elif name in _TEXTS and not isinstance(value, str):
                mistakes.append(f"{label}: {name} must be text, in quotes")
        wanted = _KINDS[kind]
        if wanted and not any(name in entry for name in wanted):
            mistakes.append(
                f"{label}: {'an' if kind in ('age', 'offence') else 'a'} {kind} needs {' or '.join(wanted)}"
            )
    return mistakes


def extend(entries_: Iterable[Mapping[str, Any]] = ()) -> None:
    """Make every parse function honour these `[[word]]` entries, and no earlier ones; `extend()` takes all back."""
    _EXTRA[:] = [dict(entry) for entry in entries_]
    _USED.clear()
    for clear in _CLEARED:
        clear()


def extend_if_new(entries_: Iterable[Mapping[str, Any]]) -> None:
    """The same where these are not the ones already honoured, as in a process that did not inherit them."""
    wanted = [dict(entry) for entry in entries_]
    if wanted != _EXTRA:
        extend(wanted)


def extras(kind: str) -> list[Mapping[str, Any]]:
    """The added entries of one kind."""
    return [entry for entry in _EXTRA if entry.get("kind") == kind]


def note_use(text: str) -> None:
    """Remember that an added word matched something; any text may be noted."""
    if _EXTRA:
        _USED.add(plain(text))


def used() -> tuple[str, ...]:
    """What was noted of added words so far, to be handed from one process to another."""
    texts = {form for entry in _EXTRA for form in _forms(entry)}
    return tuple(sorted(texts & _USED))


def unused(elsewhere: Iterable[str] = ()) -> list[str]:
    """Added words that have matched nothing so far, here or (as `used` told) in another process."""
    met = {*_USED, *elsewhere}
    return [str(entry.get("text", "")) for entry in _EXTRA if not _forms(entry) & met]


def _forms(entry: Mapping[str, Any]) -> set[str]:
    text = str(entry.get("text", ""))
    return {plain(text), key(text) or plain(text)}


def build() -> list[str]:
    """Write the built form of every data file; gives the names written."""
    (DATA / "built").mkdir(exist_ok=True)
    names = sorted(path.stem for path in DATA.glob("*.toml"))
    for name in names:
        source = (DATA / f"{name}.toml").read_bytes()
        built = {"source": _digest(source), "entries": _parsed(name, source)}
        text = json.dumps(built, ensure_ascii=False, separators=(",", ":"), default=str)
        (DATA / "built" / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return names
