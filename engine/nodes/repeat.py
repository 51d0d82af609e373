"""Runs another flow once for each member of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Self

from engine.model.flow import Text
from engine.model.values import Json
from engine.nodes.base import Exit, present, shared_fields
from engine.nodes.calculate import CalculateNode
from engine.nodes.registry import node_types
from engine.nodes.subflow import build_settings

MORE = ".more"
"""Ends the name of the node that asks whether there is another member: `members/2.more`."""


@node_types.register("repeat")
@dataclass(frozen=True, kw_only=True)
class RepeatNode(CalculateNode):
    """Asks about one member after the other, and puts what was said into a list.

    How many there are is calculated once (`count`), or asked after each member (`add`; before the first one,
    `first`). In a whole flow the nodes of the other flow stand in this one as often as there can be members.
    """

    type: ClassVar[str] = "repeat"

    fact: str
    flow: str
    release: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    """For each fact of a member: the fact of the other flow that it is taken from."""
    add: Text = ""
    first: Text = ""
    after: str
    """The node that follows the last member."""

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(
            **shared_fields(id, data),
            title=data["title"],
            settings=build_settings(data.get("set", ())),
            next=data.get("enter", ""),
            fact=data["fact"],
            flow=data["flow"],
            release=data.get("release", ""),
            outputs=data["outputs"],
            add=data.get("add", ""),
            first=data.get("first", ""),
            after=data["next"],
        )

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(name="next", target=self.next or self.after),)

    def texts(self) -> Mapping[str, Text]:
        return present({"title": self.title, "add": self.add, "first": self.first})
