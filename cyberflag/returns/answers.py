"""What a person decided that a force says, where its words do not decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cyberflag.issues import Decide, Issue
from cyberflag.replies import FLAG_USES, STATUSES, Reply


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
