"""One table for every open set of types: fact types, node types, operators, channels, checks."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from engine.errors import RegistrationError

T = TypeVar("T")


class Registry(Generic[T]):
    """Named implementations of one kind. Refuses duplicates; iterates in sorted order."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._items: dict[str, T] = {}

    def register(self, name: str) -> Callable[[T], T]:
        """Decorator that files the decorated object under `name`."""

        def file(item: T) -> T:
            if name in self._items:
                raise RegistrationError(f"{self.kind} {name!r} is registered twice")
            self._items[name] = item
            return item

        return file

    def find(self, name: str) -> T | None:
        """What is filed under `name`, if anything is."""
        return self._items.get(name)

    def nearest(self, name: str) -> str | None:
        """The known name most like `name`, for "did you mean"."""
        close = difflib.get_close_matches(name, self._items, n=1)
        return close[0] if close else None

    def __getitem__(self, name: str) -> T:
        try:
            return self._items[name]
        except KeyError:
            raise RegistrationError(f"no {self.kind} is called {name!r}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._items))

    def __len__(self) -> int:
        return len(self._items)
