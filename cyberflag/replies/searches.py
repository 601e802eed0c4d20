"""Whether a clause says that text was searched for words, which counts something else than the flag."""

from __future__ import annotations

from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.replies.clauses import denials
from cyberflag.replies.denial import denied_use
from cyberflag.replies.verdict import Verdict

_MODAL = late(r"\b(?:would|could|can|may|might|should)\b")


def searched(text: str) -> Verdict | None:
    """The verdict on a clause that tells of a search for words; None where it tells of none, or denies it."""
    match = heard("reply_flag", "search", text)
    if match and not _MODAL.search(text[: match.start()]) and not _denied_search(text[: match.end()]):
        return Verdict("keyword-search", "a search for words was run", match[0].strip())
    text = text.replace("terms of", "")
    made = [heard("reply_flag", kind, text) for kind in ("searching", "place", "looked_for", "site")]
    if not made[0] or _MODAL.search(text) or _denied_search(text) or heard("reply_status", "cost", text):
        return None
    _, place, what, site = made
    by = (what or site) if place else (what if site else None)
    return Verdict("keyword-search", "text was searched for words", by[0].strip()) if by else None


def _denied_search(text: str) -> bool:
    """Is it denied that a search was made? Not where only the flag is, for want of which it was made."""
    return (denials(text) - bool(denied_use(text))) % 2 == 1
