"""A document whose shape has been checked, and which of its parts later checks may rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.definition.messages import Reporter
from engine.definition.schema import Fault, Path
from engine.model.values import Json

_COLLECTIONS = ("facts", "nodes", "tables", "sources", "holidays")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is sound in a document. A part that breaks its schema is left out, so that nothing is told twice."""

    document: Mapping[str, Json]
    report: Reporter
    facts: Mapping[str, Mapping[str, Json]]
    nodes: Mapping[str, Mapping[str, Json]]
    tables: Mapping[str, Mapping[str, Json]]
    broken: frozenset[Path]
    """The first two steps to everything that breaks the schema."""

    @classmethod
    def build(cls, document: Mapping[str, Json], faults: Iterable[Fault], report: Reporter) -> Draft:
        broken = frozenset(fault.path[:2] for fault in faults)
        return cls(
            document=document,
            report=report,
            facts=_sound(document, "facts", broken),
            nodes=_sound(document, "nodes", broken),
            tables=_sound(document, "tables", broken),
            broken=broken,
        )

    def names(self, collection: str) -> frozenset[str]:
        """Every name there is in a collection, whether its part is sound or not."""
        if collection not in self._names:
            parts = self.document.get(collection)
            self._names[collection] = frozenset(parts) if isinstance(parts, dict) else frozenset()
        return self._names[collection]

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        return {}

    def is_sound(self, *collections: str) -> bool:
        """Whether nothing in these top-level parts breaks the schema."""
        return not any(path and path[0] in collections for path in self.broken)

    def entries(self, collection: str) -> Iterator[tuple[Path, Mapping[str, Json]]]:
        """The sound entries of a top-level list, with their paths."""
        parts = self.document.get(collection)
        for index, part in enumerate(parts if isinstance(parts, list) else ()):
            if (collection, index) not in self.broken:
                yield (collection, index), part


def _sound(document: Mapping[str, Json], collection: str, broken: frozenset[Path]) -> dict[str, Mapping[str, Json]]:
    parts = document.get(collection)
    if not isinstance(parts, dict) or (collection,) in broken:
        return {}
    return {name: part for name, part in parts.items() if (collection, name) not in broken}
