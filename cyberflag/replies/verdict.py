"""What a clause is found to say about the flag."""

from __future__ import annotations

from msgspec import Struct

UNDECIDED = "?"
NO_FLAG = ("not-used", "not-aware")  # what denies the flag


class Verdict(Struct, frozen=True):
    """What a clause says (a flag_use, `?` where its words do not decide, or nothing), and why."""

    use: str = ""
    why: str = ""
    trigger: str = ""
    scoped: bool = False
    conceded: bool = False  # denied in a clause that concedes (`although …`), so that what follows outweighs it
