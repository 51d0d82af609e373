"""Fills facts from expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from engine.model.flow import Source
from engine.model.values import Json, Value
from engine.nodes.base import Entry, Exit, Expression, Goes, Node, Visit, build_source, shared_fields
from engine.nodes.registry import node_types


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One fact and the expression that fills it."""

    fact: str
    value: Json
    source: Source | None = None


@node_types.register("calculate")
@dataclass(frozen=True, kw_only=True)
class CalculateNode(Node):
    """Fills facts in order, each once: scores, totals, dated rates. A later one may read an earlier one."""

    type: ClassVar[str] = "calculate"

    settings: tuple[Setting, ...]
    next: str

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        settings = tuple(
            Setting(fact=each["fact"], value=each["value"], source=build_source(each.get("source")))
            for each in data["set"]
        )
        return cls(**shared_fields(id, data), title=data.get("title", ""), settings=settings, next=data["next"])

    def enter(self, visit: Visit) -> Entry:
        filled: dict[str, Value | None] = {}
        for setting in self.settings:
            value = visit.value(self.pointer("set", setting.fact, "value"))
            filled[setting.fact] = value
            visit = visit.supposing(setting.fact, value)
        return Goes(exit="next", target=self.next, sets=filled)

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(name="next", target=self.next),)

    def expressions(self) -> tuple[Expression, ...]:
        return tuple(
            Expression(pointer=self.pointer("set", each.fact, "value"), source=each.value, fills=each.fact)
            for each in self.settings
        )

    @property
    def fills(self) -> tuple[str, ...]:
        return tuple(setting.fact for setting in self.settings)
