"""What a force answers in all: earlier letters apart from the answer, and what a person decided that its words say."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from cyberflag import reference
from cyberflag.issues import Decide, Issue, Where
from cyberflag.passages import Said
from cyberflag.patterns import late
from cyberflag.replies import FLAG_USES, STATUSES, Reply, classify
from cyberflag.returns.survey import Survey
from cyberflag.words import forces

_OWN_VOICE = late(r"\b(?:we|our|us|this force)\b", re.IGNORECASE)
VERBS = (*STATUSES, *FLAG_USES)


def acknowledged(surveys: Sequence[Survey]) -> tuple[list[Reply], list[Survey]]:
    """The replies of letters that only say that an answer is to come, and the documents that answer.

    Without an answer there is no earlier letter: then every document is one that answers.
    """
    alone = {id(s): classify(s.said)[0] for s in surveys if s.said and not s.observations}
    holding = {key for key, replies in alone.items() if {r.status for r in replies} == {"holding"}}
    rest = [s for s in surveys if id(s) not in holding]
    if not any(s.said or s.observations for s in rest):
        return [], list(surveys)
    return [r for s in surveys if id(s) in holding for r in alone[id(s)]], rest


def of_its_own(said: Sequence[Said], names: Collection[str]) -> list[Said]:
    """What is said, less the notes on a sheet that name other bodies alone and speak in nobody's own voice."""
    return [one for one in said if not (one.where.sheet and one.speaker == "force" and _of_others(one.text, names))]


def _of_others(text: str, names: Collection[str]) -> bool:
    named = {m.force.name for m in forces.mentions(text) if isinstance(m.force, forces.Force)}
    return bool(named) and not named & set(names) and not _OWN_VOICE.search(text)


def in_own_words(
    replies: Sequence[Reply], doubts: Sequence[Issue], said: Sequence[Said]
) -> tuple[list[Reply], list[Issue]]:
    """The replies, with what the request's own phrases decide, and the doubts that these leave."""
    found, left = list(replies), list(doubts)
    for entry in reference.extras("phrase"):
        verb = str(entry.get("flag_use") or entry.get("status") or "")
        phrase = reference.key(str(entry["text"]))
        for one in said if verb in VERBS and phrase else ():
            if one.speaker == "force" and f" {phrase} " in f" {reference.key(one.text)} ":
                reference.note_use(phrase)
                _tell(found, one.where, one.text, verb)
                left = [i for i in left if (i.where, i.text) != (one.where, one.text)]
    return found, left


def decided(replies: Sequence[Reply], doubts: Sequence[Issue], decide: Decide) -> list[Reply]:
    """The replies with the status or the use of the flag that was decided for the sentence each doubt quotes."""
    found = list(replies)
    for doubt in doubts:
        verb = decide(doubt)
        if verb in VERBS:
            _tell(found, doubt.where, doubt.text, verb)
    return found


def _tell(found: list[Reply], where: Where, sentence: str, verb: str) -> None:
    """Make what a sentence says a status or a use of the flag: in the replies that quote it, else in one of its own."""
    here = [i for i, r in enumerate(found) if r.where == where and r.quote and r.quote in sentence]
    for i in here:
        found[i] = _read_as(found[i], verb)
    if not here:
        found.append(_read_as(Reply(where, "answered", quote=sentence, speaker="force"), verb))


def _read_as(reply: Reply, verb: str) -> Reply:
    return replace(reply, status=verb) if verb in STATUSES else replace(reply, flag_use=verb)
