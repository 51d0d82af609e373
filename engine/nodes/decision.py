"""Branches by rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from engine.model.flow import Text
from engine.model.values import Json
from engine.nodes.base import Entry, Exit, Expression, Node, Visit, shared_fields
from engine.nodes.branching import Branches
from engine.nodes.registry import node_types


@node_types.register("decision")
@dataclass(frozen=True, kw_only=True)
class DecisionNode(Node):
    """Leaves by its first true rule; by `unknown` when a rule before it cannot be decided; else by `otherwise`."""

    type: ClassVar[str] = "decision"

    branches: Branches

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(**shared_fields(id, data), title=data.get("title", ""), branches=Branches.build(data))

    def enter(self, visit: Visit) -> Entry:
        return self.branches.leave(self, visit)

    def exits(self) -> tuple[Exit, ...]:
        return self.branches.exits()

    def expressions(self) -> tuple[Expression, ...]:
        return self.branches.expressions(self)

    def texts(self) -> Mapping[str, Text]:
        return self.branches.texts()
