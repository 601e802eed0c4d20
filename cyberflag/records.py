"""Frozen records of which there are thousands: made, copied with changes, and handed to another process, at little cost.

The constructor of a frozen class sets every field past its own guard, and `dataclasses.replace` and pickling ask for
the list of fields each time. Here a twin of the class that is not frozen is filled, and then declared to be of the
class. A record is a plain slotted data class: it has no `__post_init__`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def replace(one: T, **changes: Any) -> T:
    """A copy of a frozen slotted dataclass with some fields changed, as `dataclasses.replace` gives it.

    Raises TypeError for a field that the class does not have.
    """
    kind = type(one)
    read, places, twin = _SHAPES.get(kind) or _shape(kind)
    values = [*read(one)]
    for name, value in changes.items():
        if name not in places:
            raise TypeError(f"{kind.__name__} has no field {name!r}")
        values[places[name]] = value
    new = twin(*values)
    new.__class__ = kind
    return new  # type: ignore[no-any-return]


def made(kind: type[T], *values: Any) -> T:
    """What `kind(*values)` gives, where every field is given in its order."""
    new = (_SHAPES.get(kind) or _shape(kind))[2](*values)
    new.__class__ = kind
    return new  # type: ignore[no-any-return]


def portable(kind: type[T]) -> type[T]:
    """Class decorator above `@dataclass(frozen=True, slots=True)`: pickle the values alone, in the order of the fields."""
    kind.__reduce__ = _reduced  # type: ignore[assignment, method-assign]
    return kind


def _reduced(one: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    kind = type(one)
    return made, (kind, *(_SHAPES.get(kind) or _shape(kind))[0](one))


_Shape = tuple[Callable[[Any], tuple[Any, ...]], dict[str, int], Callable[..., Any]]
_SHAPES: dict[type[Any], _Shape] = {}


def _shape(kind: type[Any]) -> _Shape:
    """How the values of a class are read, all at once, where each stands, and the class that is filled in its stead."""
    names = [field.name for field in fields(kind)]
    read: Callable[[Any], Any] = attrgetter(*names)
    every = read if len(names) > 1 else lambda one: (read(one),)
    said = {"__doc__": "Stands for a frozen class until it is filled."}  # else one is worked out, which takes long
    twin = make_dataclass(kind.__name__, names, slots=True, repr=False, eq=False, match_args=False, namespace=said)
    _SHAPES[kind] = (every, {name: i for i, name in enumerate(names)}, twin)
    return _SHAPES[kind]
