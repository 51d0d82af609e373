"""Tells something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from engine.model.flow import Text
from engine.model.prompts import Asks
from engine.model.values import Json
from engine.nodes.base import Entry, Exit, Goes, Node, Visit, Waits, present, shared_fields
from engine.nodes.registry import node_types


@node_types.register("message")
@dataclass(frozen=True, kw_only=True)
class MessageNode(Node):
    """Shows a title and a body, and waits for "continue"."""

    type: ClassVar[str] = "message"

    body: Text
    next: str

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(**shared_fields(id, data), title=data["title"], body=data["body"], next=data["next"])

    def enter(self, visit: Visit) -> Entry:
        if visit.has_passed(self.id):
            return Goes(exit="next", target=self.next, waited=Asks.CONTINUE)
        return Waits(place=self.id, asks=Asks.CONTINUE)

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(name="next", target=self.next),)

    def texts(self) -> Mapping[str, Text]:
        return present({"title": self.title, "body": self.body})
