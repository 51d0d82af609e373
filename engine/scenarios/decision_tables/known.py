"""What a step of a foreign document can read: what was handed in, and what the steps before it gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from engine.scenarios.decision_tables.fields import ASKED_PLACES, Field, Registry
from engine.scenarios.decision_tables.refusal import NotSupportedError
from engine.scenarios.decision_tables.terms import Group, LeftOut, Meaning, Nothing, Term

Path = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """Values by path. `has_request` tells whether everything that was handed in is there too."""

    registry: Registry
    has_request: bool = True
    values: Mapping[Path, Meaning] = field(default_factory=dict)
    filled: frozenset[Field] = frozenset()
    """The facts that steps before this one fill, whether it can read them or not."""

    def find(self, path: Path) -> Meaning:
        """What stands under a path; what a step left out is refused here, because somebody needs it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.values:
                return _down(self.values[path[:length]], path[length:], path)
        below = {each[len(path) :]: value for each, value in self.values.items() if each[: len(path)] == path}
        if below:
            return _grouped(below)
        return self.asked(path) if self.has_request else Nothing()

    def gives(self, path: Path) -> bool:
        """Whether a step before gave this, or a part or the whole of it."""
        return any(_covers(each, path) or _covers(path, each) for each in self.values)

    def asked(self, path: Path) -> Term:
        """A value that is handed in."""
        whole = next((each for each in self.registry.asked if each[: len(path)] == path and each != path), None)
        part = next((each for each in self.registry.asked if path[: len(each)] == each and each != path), None)
        if whole or part:
            outer, inner = sorted((path, whole or part or path), key=len)
            raise NotSupportedError(f"“{'.'.join(outer)}” is used as a whole, and “{'.'.join(inner)}” of it too")
        return self.of_field(self.registry.ask(path))

    def of_field(self, found: Field) -> Term:
        """The value of a field."""
        self.registry.touched[found] = None
        places = found.places if found.numbers or not found.is_asked else ASKED_PLACES
        code = {"var": found.id}
        return Term(code, found.kind, field=found, reads=frozenset({found}), places=places)

    def giving(self, given: Mapping[Path, Meaning], filled: Iterable[Field], *, passes_on: bool) -> Known:
        """The same after a step gave these and filled facts, with or without what it was given itself."""
        every = self.filled | frozenset(filled)
        if not passes_on:
            return replace(self, has_request=False, values=dict(given), filled=every)
        kept = {path: value for path, value in self.values.items() if not any(_covers(each, path) for each in given)}
        return replace(self, values={**kept, **given}, filled=every)


def _covers(new: Path, old: Path) -> bool:
    return old[: len(new)] == new


def _down(value: Meaning, rest: Path, path: Path) -> Meaning:
    for step in rest:
        if isinstance(value, Group):
            value = value.parts.get(step, Nothing())
        elif not isinstance(value, Nothing):
            raise NotSupportedError(f"“{'.'.join(path)}” looks into something that is no group")
    if isinstance(value, LeftOut):
        raise NotSupportedError(f"“{'.'.join(path)}” is needed, which could not be brought over: {value.reason}")
    return value


def _grouped(below: Mapping[Path, Meaning]) -> Group:
    parts: dict[str, Meaning] = {}
    for first in dict.fromkeys(path[0] for path in below):
        inner = {path[1:]: value for path, value in below.items() if path[0] == first}
        parts[first] = inner[()] if () in inner else _grouped(inner)
    return Group(parts)
