"""What a return says apart from its counts: status per question, and what is said about the flag."""

from __future__ import annotations

from dataclasses import dataclass

from cyberflag.issues import Where

STATUSES = ("answered", "partial", "refused", "not-held", "neither-confirm-nor-deny", "holding", "no-reply", "unclear")
# The first that a force says (of statements about the whole) is what the force stands for.
FLAG_USES = ("not-used", "not-aware", "keyword-search", "introduced-later", "used-with-caveat", "used", "not-stated")


@dataclass(frozen=True, slots=True)
class Reply:
    """One row of replies.csv. A flag_use other than not-stated has a verbatim quote of the force and its place."""

    where: Where
    status: str = "unclear"
    flag_use: str = "not-stated"
    question: str = ""
    exemption: str = ""
    quote: str = ""
    speaker: str = ""
    scoped: bool = False  # said of a part only ("for questions 2 to 4")
    force: str = ""
    force_code: str = ""
