"""Whether a clause says that the flag is used, but not everywhere, not always or not well."""

from __future__ import annotations

from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.replies.clauses import denials
from cyberflag.replies.denial import denied_flag
from cyberflag.replies.lexicon import forms
from cyberflag.replies.marks import ONLINE, OTHER, Named
from cyberflag.replies.verdict import Verdict

_ONLY_THOSE = late(r"\bonly\b.* not (?:all|every)\b")  # "only those with the flag, not all offences"
_ADDS = late(r"(?:though|although|but|albeit|however)\b")


_FIGURES = frozenset(["data", "figures", "information", "details"])


def beside_it(flags: Named, recent: str) -> Verdict | None:
    """A caveat said beside the flag, which the clause itself need not name: `though not every officer does`."""
    text = flags.text
    if set(text.split()) & forms("thing") - _FIGURES:
        return None
    if (not flags.online or flags.pronoun) and recent == ONLINE and OTHER not in text:
        partly = heard("reply_flag", "partly", text) if _ADDS.match(text) else None
        if partly:
            return Verdict("used-with-caveat", "not everywhere, not always", partly[0].strip())
        careless = heard("reply_flag", "careless", text) or heard("reply_flag", "too_few", text)
        if careless:
            return Verdict("used-with-caveat", "used, but not well", careless[0].strip())
    disclaimed = heard("reply_flag", "disclaim", text) if ONLINE in (flags.last, recent) else None
    if disclaimed and OTHER not in text:
        return Verdict("used-with-caveat", "nobody vouches for it", disclaimed[0].strip())
    return None


def with_caveat(text: str) -> Verdict | None:
    """What a clause on the flag says of use that is partial or poor; None where it says nothing of the kind."""
    partly = heard("reply_flag", "partly", text)
    if partly and not _ONLY_THOSE.search(text) and not _of_something_else(text[: partly.start()]):
        return Verdict("used-with-caveat", "not everywhere, not always", partly[0].strip())
    caveat = heard("reply_flag", "caveat", text)
    if (
        caveat
        and (not denied_flag(text) or "without" in caveat[0])
        and not heard("reply_flag", "no_fault", text[: caveat.end()])
    ):
        return Verdict("used-with-caveat", "used, but not well", caveat[0].strip())
    poor = next((word for word in text.split() if word.strip(".,") in forms("poor")), "")
    if poor and not denials(text) and not set(text.split()) & forms("thing") - _FIGURES:
        return Verdict("used-with-caveat", "used, but not well", poor.strip(".,"))
    return None


def _of_something_else(before: str) -> bool:
    """Is it something else, as the age of the victim, that is not always there?"""
    return ONLINE not in before and bool(forms("thing") & set(before.split()))
