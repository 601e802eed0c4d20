"""A joint return beside the returns of its forces: the figure of both and that of one are never added."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cyberflag.issues import issue
from cyberflag.observations import Observation
from cyberflag.returns import ForceReturn, Headline, LeftOut
from cyberflag.words.periods import Period

JOINT = " + "  # between the names of the forces, or other bodies, of a joint return


def count_once(returns: Sequence[ForceReturn]) -> None:
    """Leave out the joint figure where every force gives its own, else what one of them gives by itself."""
    own = {one.force: one for one in returns if one.force}
    for joint in [one for one in own.values() if JOINT in one.force]:
        name, names = joint.force, joint.force.split(JOINT)
        members = [own[part] for part in names if part in own]
        for whole in [h for h in joint.headlines if not h.left_out]:
            parts = [(one, h) for one in members for h in one.headlines if not h.left_out and _key(h) == _key(whole)]
            if len(parts) == len(names):
                forces = " and ".join(h.force for _, h in parts)
                words = (
                    f"{whole.count} of {name} is of both together; {forces} give their own figures, which are counted."
                )
                _leave_out(joint, whole, "total", words)
            else:
                for one, h in parts:
                    words = f"{h.count} of {one.force} is part of {whole.count} of {name}, which is counted."
                    _leave_out(one, h, "other-breakdown", words)


def put_out(one: ForceReturn, figures: Sequence[Headline], why: str) -> None:
    """List figures of a return as left out, and use their counts for nothing."""
    one.left_out += [LeftOut(one.force, why, h.count, h.period, h.measure, h.flag, h.where) for h in figures]
    keys = {_key(h) for h in figures}
    one.headlines = [replace(h, left_out=why) if h in figures else h for h in one.headlines]
    one.observations = [
        replace(o, used="", not_used_because=why) if o.used and _key(o) in keys else o for o in one.observations
    ]


def _leave_out(one: ForceReturn, figure: Headline, why: str, words: str) -> None:
    put_out(one, [figure], why)
    one.issues.append(issue("duplicate", figure.where, words, force=one.force))


def _key(one: Observation | Headline) -> tuple[Period, str, str]:
    return one.period, one.measure, one.flag
