"""Runs another flow as one step of this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from engine.model.flow import Text
from engine.model.values import Json
from engine.nodes.base import Exit, build_source, present, shared_fields
from engine.nodes.calculate import CalculateNode, Setting
from engine.nodes.registry import node_types


@node_types.register("subflow")
@dataclass(frozen=True, kw_only=True)
class SubflowNode(CalculateNode):
    """Hands facts to another flow, and goes on when that flow ends.

    In a whole flow (`engine.definition.expanding`) the nodes of the other flow stand in this one, under
    `<this node>/`: entering fills their inputs and leads to their start. By itself, the node only has its exits.
    """

    type: ClassVar[str] = "subflow"

    flow: str
    release: str = ""
    """The fingerprint of the release that runs; a draft may leave it open."""
    leads: tuple[Exit, ...] = ()
    """Where the outcomes of the other flow lead."""

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(
            **shared_fields(id, data),
            title=data.get("title", ""),
            settings=build_settings(data.get("set", ())),
            next=data.get("enter", ""),
            flow=data["flow"],
            release=data.get("release", ""),
            leads=_leads(data),
        )

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(name="next", target=self.next),) if self.next else self.leads

    def texts(self) -> Mapping[str, Text]:
        return present({"title": self.title})


def build_settings(data: Json) -> tuple[Setting, ...]:
    """Facts to fill, from their checked JSON."""
    return tuple(
        Setting(fact=each["fact"], value=each["value"], source=build_source(each.get("source"))) for each in data
    )


def _leads(data: Mapping[str, Json]) -> tuple[Exit, ...]:
    named = tuple(Exit(name=each["id"], target=each["next"]) for each in data.get("exits", ()))
    rest = tuple(Exit(name=key, target=data[key]) for key in ("next", "otherwise") if key in data)
    return (*named, *rest)
