"""Whether a clause tells what others do with a flag, and not the force."""

from __future__ import annotations

from cyberflag.passages.phrases import heard
from cyberflag.patterns import late
from cyberflag.replies.clauses import denials
from cyberflag.replies.lexicon import forms

_BEFORE_THEY = 3  # words that may stand before a "they" that is the subject
_AMONG = late(r"\b(?:one of|among|amongst|like|unlike|as with|in common with)\b")
_SHARED = late(
    r"\b(?:with|than|alongside|beside|besides)(?: \w+){0,3}? $"
)  # "the system that we share with other forces"
_CRIMES_FLAGGED = late(r"they (?:are|were|have been|had been) (?:not |never )?(?:\w+ )?MARKED\b")


def about_others(text: str) -> bool:
    """Do others act in the clause: `how other forces use it`, but not `like other forces, we` or `one of the forces`?"""
    others = heard("reply_flag", "others", text)
    if not others:
        return False
    if heard("reply_flag", "reports", " ".join(text[others.end() :].split()[:6])) and not heard(
        "reply_flag", "own", text[: others.end()]
    ):
        return True
    if _CRIMES_FLAGGED.match(text, others.start()):
        return False  # "as they are not flagged"
    if others[0].strip() == "they":
        # "our staff say that they do not use it", "crimes counted by the date on which they were recorded"
        return len(text[: others.start()].split()) <= _BEFORE_THEY and not heard("reply_flag", "own", text)
    head = text[: others.start()]
    if heard("reply_flag", "own", head) and _not_known(head.split()):
        return False  # "we were not aware that the Home Office requires it"
    joined = (_AMONG.search(head) or _SHARED.search(head)) and heard("reply_flag", "own", text)
    return not joined and not heard("reply_flag", "own", text[others.end() :])


def _not_known(words: list[str]) -> bool:
    """Is there a word of knowing, denied in front of it?"""
    return any(
        word in forms("unknown") or (word in forms("know") and denials(" ".join(words[:at])) % 2)
        for at, word in enumerate(words)
    )
