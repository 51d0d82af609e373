"""The nodes that stand in a whole flow where a sub-flow begins, ends, and is repeated. No designer writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from engine.model.values import Json, Value
from engine.nodes.base import Entry, Exit, Expression, Goes, Node, Part, Visit
from engine.nodes.calculate import CalculateNode
from engine.nodes.decision import DecisionNode
from engine.nodes.question import QuestionNode
from engine.nodes.subflow import build_settings


@dataclass(frozen=True, kw_only=True)
class ReturnNode(CalculateNode):
    """Stands for an outcome of a sub-flow: hands its outputs to the flow above, and goes on there."""

    type: ClassVar[str] = "return"

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(id=id, settings=build_settings(data["set"]), next=data["next"])


@dataclass(frozen=True, kw_only=True)
class MemberNode(CalculateNode):
    """Begins with one member of a list: hands it its inputs."""

    type: ClassVar[str] = "member"

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(id=id, settings=build_settings(data["set"]), next=data["next"])


@dataclass(frozen=True, kw_only=True)
class GateNode(DecisionNode):
    """Lets as many members through as were counted."""

    type: ClassVar[str] = "gate"


@dataclass(frozen=True, kw_only=True)
class MoreNode(QuestionNode):
    """Asks whether there is another member, and is where members are looked over, changed and removed."""

    type: ClassVar[str] = "more"

    repeat: str = ""
    """The node whose members these are."""
    number: int = 0
    """After which member this is asked."""

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return replace(super().build(id, data), repeat=data["repeat"], number=data["number"])


@dataclass(frozen=True, kw_only=True)
class GatherNode(Node):
    """Puts what was said of the members into their list."""

    type: ClassVar[str] = "gather"

    fact: str
    members: tuple[Mapping[str, Json], ...]
    """For each member, by the facts of a member: the expression that gives it."""
    next: str

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        members = tuple({each["member"]: each["value"] for each in member["set"]} for member in data["members"])
        return cls(id=id, fact=data["fact"], members=members, next=data["next"])

    def enter(self, visit: Visit) -> Entry:
        gathered: Value = tuple(
            {name: visit.value(self.place(number, name)) for name in member}
            for number, member in enumerate(self.members, start=1)
        )
        return Goes(exit="next", target=self.next, sets={self.fact: gathered})

    def place(self, number: int, name: str) -> str:
        """Where the expression for one fact of one member stands."""
        return self.pointer("members", str(number), name)

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(name="next", target=self.next),)

    def expressions(self) -> tuple[Expression, ...]:
        return tuple(
            Expression(pointer=self.place(number, name), source=source, fills=self.fact, part=Part.MEMBER, member=name)
            for number, member in enumerate(self.members, start=1)
            for name, source in member.items()
        )

    @property
    def fills(self) -> tuple[str, ...]:
        return (self.fact,)


INLINED: Mapping[str, type[Node]] = {
    each.type: each for each in (ReturnNode, MemberNode, GateNode, MoreNode, GatherNode)
}
"""By the type under which `engine.definition.expanding` writes them."""
