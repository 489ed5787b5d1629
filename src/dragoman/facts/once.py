"""Values that are worked out when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, TypeVar, overload

_Value = TypeVar("_Value")
_Owner = TypeVar("_Owner")

_REMEMBERED = 100_000
"""Words of which is kept what they are; a newsroom has fewer."""

_LONGEST = 60
"""Letters of the longest one that is kept; what is longer is no word and hardly comes again."""


class Memo(dict[str, _Value]):
    """What a function returns for each word or character that was asked for.

    To look a whole sentence up, `map(memo.__getitem__, words)` takes a tenth of the time that
    calls of the function would, cached or not.
    """

    def __init__(self, make: Callable[[str], _Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> _Value:
        value = self._make(key)
        if len(self) < _REMEMBERED and len(key) <= _LONGEST:
            self[key] = value
        return value


def remembered(make: Callable[[_Owner], _Value]) -> Callable[[_Owner], _Value]:
    """Let what a function makes of an object be kept with the object, and go with it.

    A cache of the function would hold what it was asked for long after everybody is done with it,
    and the memory of so many sentences is slower to reach than that of one, used again and again.
    """
    name = f"{make.__module__}.{make.__name__}"

    @wraps(make)
    def found(owner: _Owner) -> _Value:
        known = owner.__dict__
        if name not in known:
            known[name] = make(owner)
        value: _Value = known[name]
        return value

    return found


class once(Generic[_Value]):  # noqa: N801  used as a decorator, like `property`
    """A property that is worked out once and then kept.

    `functools.cached_property` takes a lock before Python 3.12, which costs more than most of the
    values here. Without one, two threads may both work a value out, to the same end.
    """

    def __init__(self, make: Callable[[Any], _Value]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[_Value]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> _Value: ...

    def __get__(self, instance: object | None, owner: type) -> once[_Value] | _Value:
        """Work the value out; from then on, it is found in the instance and this is not called."""
        if instance is None:
            return self
        value = self._make(instance)
        instance.__dict__[self._name] = value
        return value
