"""Open classes of words by their lemmas (data/reply_words.toml), each with all its inflected forms."""

from __future__ import annotations

import re

from cyberflag import reference
from cyberflag.patterns import late

_IRREGULAR = {
    "be": "is are was were been being am",
    "bear": "bears bore borne bearing",
    "begin": "begins began begun beginning",
    "bring": "brings brought bringing",
    "build": "builds built building",
    "buy": "buys bought buying",
    "choose": "chooses chose chosen choosing",
    "come": "comes came coming",
    "do": "does did done doing",
    "find": "finds found finding",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "have": "has had having",
    "hear": "hears heard hearing",
    "hold": "holds held holding",
    "keep": "keeps kept keeping",
    "know": "knows knew known knowing",
    "learn": "learns learned learnt learning",
    "leave": "leaves left leaving",
    "make": "makes made making",
    "mean": "means meant meaning",
    "pay": "pays paid paying",
    "put": "puts putting",
    "read": "reads reading",
    "run": "runs ran running",
    "see": "sees saw seen seeing",
    "seek": "seeks sought seeking",
    "send": "sends sent sending",
    "set": "sets setting",
    "show": "shows showed shown showing",
    "take": "takes took taken taking",
    "tell": "tells told telling",
    "think": "thinks thought thinking",
    "understand": "understands understood understanding",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "write": "writes wrote written writing",
}
_SHORT_VOWEL = late(r"(?:[^aeiou]|^|qu)[aeiou][bdgklmnprt]$")
_NOT_DOUBLED = frozenset(
    ["enter", "offer", "register", "trigger", "alter", "cover", "develop", "discover", "encounter"]
)
_NOT_DOUBLED_ENDS = ("en", "er", "on", "or", "it", "et", "ad", "op", "ar", "an", "ut", "ed")


@reference.remembered()
def inflected(lemma: str) -> tuple[str, ...]:
    """A lemma with its forms, the lemma first: `apply applies applied applying`; for regular verbs and a few others."""
    if lemma in _IRREGULAR:
        return (lemma, *_IRREGULAR[lemma].split())
    if lemma.endswith("e"):
        return (lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return (lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    plural = f"{lemma}es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else f"{lemma}s"
    stem = f"{lemma}{lemma[-1]}" if _doubles(lemma) else lemma
    return (lemma, plural, f"{stem}ed", f"{stem}ing")


def _doubles(lemma: str) -> bool:
    if lemma.endswith("el"):
        return True  # labelled, as it is written here
    if not _SHORT_VOWEL.search(lemma) or lemma in _NOT_DOUBLED:
        return False
    syllables = len(re.findall(r"[aeiouy]+", lemma))
    return syllables == 1 or not lemma.endswith(_NOT_DOUBLED_ENDS) or lemma.endswith(("mit", "fer", "cur"))


@reference.remembered()
def forms(kind: str) -> frozenset[str]:
    """Every form of every lemma and word of a class; entries with `words` are taken as they stand."""
    found: set[str] = set()
    for entry in reference.entries("reply_words", kind):
        for lemma in str(entry.get("lemmas", "")).split():
            found.update(inflected(lemma))
        found.update(str(entry.get("words", "")).split())
    return frozenset(found)
