"""Whether a clause says that text was searched for words, which counts something else than the flag."""

from __future__ import annotations

import re

from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.replies.clauses import denials
from cyberflag.replies.denial import denied_use
from cyberflag.replies.lexicon import forms
from cyberflag.replies.verdict import Verdict

_MODAL = late(r"\b(?:would|could|can|may|might|should)\b")
_OF_THE_REQUEST = late(r"\b(?:your|this)(?: \w+)? $")
_NEXT = 4  # words in which it is said what is mentioned


def searched(text: str) -> Verdict | None:
    """The verdict on a clause that tells of a search for words; None where it tells of none, or denies it."""
    match = heard("reply_flag", "search", text)
    if match and _OF_THE_REQUEST.search(text[: match.start()]):
        match = None  # "in response to your query on internet offences"
    if match and not _MODAL.search(text[: match.start()]) and not _denied_search(text[: match.end()]):
        return (
            None
            if _of_people(text, match)
            else Verdict("keyword-search", "a search for words was run", match[0].strip())
        )
    text = text.replace("terms of", "")
    made = [heard("reply_flag", kind, text) for kind in ("searching", "place", "looked_for", "site")]
    if not made[0] or _MODAL.search(text) or _denied_search(text) or heard("reply_status", "cost", text):
        return None
    _, place, what, site = made
    by = (what or site) if place else (what if site else None)
    if by is None or (by is what and not site and _of_people(text, by)):
        return None
    return Verdict("keyword-search", "text was searched for words", by[0].strip())


def _of_people(text: str, found: re.Match[str]) -> bool:
    """Is it people or things of the offence that are mentioned, `notes that mention any of the family`, and no words?"""
    return not forms("mentioned").isdisjoint(re.findall(r"\w+", text[found.end() :])[:_NEXT])


def _denied_search(text: str) -> bool:
    """Is it denied that a search was made? Not where only the flag is, for want of which it was made."""
    return (denials(text) - bool(denied_use(text))) % 2 == 1
