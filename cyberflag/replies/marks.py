"""What a clause names: the online flag, another one, or crimes that are flagged; and how a clause is kept so."""

from __future__ import annotations

import re

from msgspec import Struct

from cyberflag import reference
from cyberflag.patterns import late
from cyberflag.words import flags

ONLINE, OTHER, MARKED = "FLAG", "OTHER", "MARKED"
CYBER = r"(?:cyber\w*|online|internet|digital\w*|web|computer)"
ALL_CRIMES = (  # as they are recorded here, or those committed online
    r"(?:such |cyber |online )?(?:offences|crimes|incidents|records)(?: (?:committed|involving) (?:\w+ ){0,3}?(?:online|internet|computers?|cyber\w*))?"
)
_ADDED = late(r"(?:new|further|additional|other)\b.*s$")


class Named(Struct, frozen=True):
    """A clause with its flags folded to FLAG, OTHER, MARKED; `last` is the kind named last, empty for none."""

    text: str
    last: str = ""
    pronoun: bool = False  # the flag was named only as "it"

    @property
    def online(self) -> bool:
        """Does the clause speak of the online flag?"""
        return ONLINE in self.text


def kind_of(words: str, before: str) -> str:
    """ONLINE or OTHER by the words of a noun phrase; `before` is the kind named last, which a bare `the flag` means."""
    # "cyber category" is a name of the flag as much as "cyber flag"
    if flags.names_flag(f"{words} flag") and not flags.other_flag(words):
        return ONLINE
    if flags.other_flag(words) or not is_neutral(words) or _ADDED.match(words):
        return OTHER
    return before or ONLINE


@reference.remembered()
def is_neutral(words: str) -> bool:
    """Does nothing in a noun phrase tell one flag from another?"""
    plain_words = frozenset(reference.words("reply_flag", "plain_flag", "words"))
    return all(word in plain_words for word in re.findall(r"\w+", words))
