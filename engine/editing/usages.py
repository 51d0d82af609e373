"""Where something is used: what a designer sees before renaming or removing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.editing.pointers import join, name_of
from engine.editing.renaming import renamed
from engine.model.values import Json

_LISTS = ("rules", "validators", "set", "rows", "questions", "items", "inputs", "outputs")
_GROUPS = ("tables", "nodes")


def usages(document: Mapping[str, Json], group: str, name: str) -> list[str]:
    """Pointers of the parts that name something: a fact they ask for, read, fill or speak of, or a node they lead to.

    `group` is `facts`, `nodes`, `tables`, `holidays` or `sources`. Its own entry does not count.
    """
    after = renamed(document, group, name, f"{name}\N{NULL}")
    return list(_differing(document, after, own=join(group, name)))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any], *, own: str) -> Iterator[str]:
    """The smallest named parts that are not the same under the other name."""
    for key, value in before.items():
        if key in ("facts", *_GROUPS):
            entries = zip(value.items(), after[key].values(), strict=True)
            for (name, old), new in entries:
                if join(key, name) != own or key == "facts":
                    yield from _within(join(key, name), old, new)
        elif key == "promises":
            for old, new in zip(value, after[key], strict=True):
                if old != new:
                    yield join(key, str(name_of(old)))
        elif value != after[key] and key not in ("holidays", "sources"):
            yield join(key)


def _within(pointer: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """The entries of a part's lists that differ; the part itself where something else does."""
    if old == new:
        return
    rest = False
    for key, value in old.items():
        if value == new[key]:
            continue
        if key not in _LISTS or not isinstance(value, list):
            rest = True
            continue
        for number, (one, other) in enumerate(zip(value, new[key], strict=True)):
            if one != other:
                yield f"{pointer}/{key}/{name_of(one) or number}"
    if rest:
        yield pointer
