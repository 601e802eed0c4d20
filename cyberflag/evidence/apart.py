"""Lines that no heading shows to be parts of one whole: of two recording systems, or under names nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from cyberflag.observations import Observation
from cyberflag.sums import compare

SYSTEM, LABEL = "system: ", "label: "


def kept_apart(category: str) -> str:
    """The recording system a count comes from, and the labels of it that are on no list; empty where there are none."""
    if SYSTEM not in category and LABEL not in category:
        return ""
    return "; ".join(one for one in category.split("; ") if one.startswith((SYSTEM, LABEL)))


def apart(parts: Sequence[Observation], totals: Sequence[Observation]) -> dict[str, str]:
    """For each category of the parts of one table what keeps it apart from the others, where something does.

    Two systems are two statements, never parts of one. So are two labels of which nothing is known, unless a total is
    printed over them; one that counts nothing makes no difference.
    """
    names = {o.category: name for o in parts if (name := kept_apart(o.category))}
    labels = {category for category, name in names.items() if LABEL in name}
    if labels and _printed_over([o for o in parts if o.category in labels], totals):
        names = {c: "; ".join(one for one in name.split("; ") if one.startswith(SYSTEM)) for c, name in names.items()}
    counting = {o.category for o in parts if o.count.high != 0}
    first = next((name for category, name in names.items() if category in counting), "")
    return {category: name if category in counting else first for category, name in names.items()}


def _printed_over(parts: Sequence[Observation], totals: Sequence[Observation]) -> bool:
    """Whether a total of the table holds counts of several of the labels, as its numbers say."""
    for total in totals:
        if LABEL in total.category or total.count.kind in ("blank", "unreadable"):
            continue
        under = [o for o in parts if _holds(total, o)]
        if len({o.category for o in under if o.count.low}) > 1 and compare(total.count, [o.count for o in under])[
            0
        ] in (
            "exact",
            "within",
        ):
            return True
    return False


def _holds(total: Observation, o: Observation) -> bool:
    """Whether a total is of the same offence, age and sex as a part, as far as it says."""
    return (
        (not total.offence or (total.offence, total.offence_code) == (o.offence, o.offence_code))
        and (total.age.kind == "all" or total.age == o.age)
        and total.sex in ("all", o.sex)
        and (not total.category or total.category in o.category)
    )
