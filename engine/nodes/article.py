"""Ends at a knowledge article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from engine.model.prompts import Asks
from engine.model.values import Json
from engine.nodes.base import Entry, Exit, Goes, Node, Visit, Waits, shared_fields
from engine.nodes.registry import node_types


@node_types.register("article")
@dataclass(frozen=True, kw_only=True)
class ArticleNode(Node):
    """Offers an article and asks whether it helped; `unsolved` may lead on to a second outcome."""

    type: ClassVar[str] = "article"
    outcome: ClassVar[str] = "article"

    article: str
    unsolved: str = ""

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(
            **shared_fields(id, data),
            title=data.get("title", ""),
            article=data["article"],
            unsolved=data.get("unsolved", ""),
        )

    def enter(self, visit: Visit) -> Entry:
        if self.unsolved and visit.has_passed(self.id):
            return Goes(exit="unsolved", target=self.unsolved, waited=Asks.SOLVED)
        return Waits(place=self.id, asks=Asks.SOLVED)

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(name="unsolved", target=self.unsolved),) if self.unsolved else ()
