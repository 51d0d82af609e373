"""Ends with a closing page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from engine.model.flow import Text
from engine.model.prompts import Asks
from engine.model.values import Json
from engine.nodes.base import Entry, Exit, Node, Visit, Waits, present, shared_fields
from engine.nodes.registry import node_types


@node_types.register("end")
@dataclass(frozen=True, kw_only=True)
class EndNode(Node):
    """A closing page: nothing is asked and nobody is told."""

    type: ClassVar[str] = "end"
    outcome: ClassVar[str] = "end"

    body: Text = ""

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(**shared_fields(id, data), title=data["title"], body=data.get("body", ""))

    def enter(self, visit: Visit) -> Entry:
        return Waits(place=self.id, asks=Asks.NOTHING)

    def exits(self) -> tuple[Exit, ...]:
        return ()

    def texts(self) -> Mapping[str, Text]:
        return present({"title": self.title, "body": self.body})
