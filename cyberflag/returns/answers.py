"""What a force answers in all: earlier letters apart from the answer, and what a person decided that its words say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cyberflag.issues import Decide, Issue
from cyberflag.replies import FLAG_USES, STATUSES, Reply, classify
from cyberflag.returns.survey import Survey


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


def decided(replies: Sequence[Reply], doubts: Sequence[Issue], decide: Decide) -> list[Reply]:
    """The replies with the status or the use of the flag that was decided for the sentence each doubt quotes."""
    found = list(replies)
    for doubt in doubts:
        verb = decide(doubt)
        if verb not in (*STATUSES, *FLAG_USES):
            continue
        here = [i for i, r in enumerate(found) if r.where == doubt.where and r.quote and r.quote in doubt.text]
        for i in here:
            found[i] = _read_as(found[i], verb)
        if not here:
            found.append(_read_as(Reply(doubt.where, "answered", quote=doubt.text, speaker="force"), verb))
    return found


def _read_as(reply: Reply, verb: str) -> Reply:
    return replace(reply, status=verb) if verb in STATUSES else replace(reply, flag_use=verb)
