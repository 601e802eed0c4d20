"""A joint return beside the returns of its forces: the figure of both and that of one are never added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from cyberflag.issues import issue
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, Headline, LeftOut
from cyberflag.words.periods import Period

JOINT = " + "  # between the names of the forces of a joint return


def count_once(returns: Sequence[ForceReturn]) -> None:
    """Leave out the joint figure where every force gives its own, else what one of them gives by itself."""
    own = {one.force: one for one in returns if one.force}
    for name, joint in own.items():
        members = [own[part] for part in name.split(JOINT) if part in own] if JOINT in name else []
        for whole in [h for h in joint.headlines if not h.left_out] if members else []:
            parts = [(one, h) for one in members for h in one.headlines if not h.left_out and _key(h) == _key(whole)]
            if len(parts) == len(name.split(JOINT)):
                forces = " and ".join(h.force for _, h in parts)
                words = (
                    f"{whole.count} of {name} is of both together; {forces} give their own figures, which are counted."
                )
                _leave_out(joint, whole, "total", words)
            else:
                for one, h in parts:
                    words = f"{h.count} of {one.force} is part of {whole.count} of {name}, which is counted."
                    _leave_out(one, h, "other-breakdown", words)


def put_out(one: ForceReturn, figures: Iterable[Headline], why: str) -> None:
    """List figures of a return as left out, and use their counts for nothing."""
    for h in figures:
        one.left_out.append(LeftOut(one.force, why, h.count, h.period, h.measure, h.flag, h.where))
        one.headlines = [replace(x, left_out=why) if x == h else x for x in one.headlines]
        one.observations = [
            replace(o, used="", not_used_because=why) if o.used and _key(o) == _key(h) else o for o in one.observations
        ]


def _leave_out(one: ForceReturn, figure: Headline, why: str, words: str) -> None:
    put_out(one, [figure], why)
    one.issues.append(issue("duplicate", figure.where, words, force=one.force))


def _key(one: Observation | Headline) -> tuple[Period, str, str]:
    return one.period, one.measure, one.flag
