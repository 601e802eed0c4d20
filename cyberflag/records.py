"""Frozen records of which there are thousands: copied with changes, and handed to another process, at little cost.

`dataclasses.replace` and the pickling of a frozen slotted dataclass ask for the list of fields each time; here it is
asked for once a class. A record is a plain data class: it has no `__post_init__`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
Put = Callable[[Any, Any], None]


def replace(one: T, **changes: Any) -> T:
    """A copy of a frozen slotted dataclass with some fields changed, as `dataclasses.replace` gives it.

    Raises TypeError for a field that the class does not have.
    """
    kind = type(one)
    values, puts, names = _SHAPES.get(kind) or _shape(kind)
    new = object.__new__(kind)
    for put, value in zip(puts, values(one)):  # noqa: B905 - as many values as fields, and there are thousands of copies
        put(new, value)
    for name, value in changes.items():
        if name not in names:
            raise TypeError(f"{kind.__name__} has no field {name!r}")
        names[name](new, value)
    return new


def portable(kind: type[T]) -> type[T]:
    """Class decorator above `@dataclass(frozen=True, slots=True)`: pickle the values alone, in the order of the fields."""
    kind.__reduce__ = _reduced  # type: ignore[assignment, method-assign]
    return kind


def _reduced(one: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    kind = type(one)
    return _restored, (kind, *(_SHAPES.get(kind) or _shape(kind))[0](one))


def _restored(kind: type[T], *values: Any) -> T:
    puts = (_SHAPES.get(kind) or _shape(kind))[1]
    new = object.__new__(kind)
    for put, value in zip(puts, values):  # noqa: B905 - the values are those that `_reduced` took
        put(new, value)
    return new


_SHAPES: dict[type[Any], tuple[Callable[[Any], tuple[Any, ...]], tuple[Put, ...], dict[str, Put]]] = {}


def _shape(kind: type[Any]) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[Put, ...], dict[str, Put]]:
    """How the values of a class are read, all at once, and how each is set, past the guard that freezes it."""
    names = [field.name for field in fields(kind)]
    puts = {name: getattr(kind, name).__set__ for name in names}
    read: Callable[[Any], Any] = attrgetter(*names)
    every = read if len(names) > 1 else lambda one: (read(one),)
    _SHAPES[kind] = (every, tuple(puts.values()), puts)
    return _SHAPES[kind]
