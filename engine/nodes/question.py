"""Asks for one fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from engine.model.flow import Text, Validator
from engine.model.prompts import Asks
from engine.model.values import Json
from engine.nodes.asking import checks_of, refuse, words_of
from engine.nodes.base import Entry, Exit, Expression, Goes, Node, Visit, Waits, after, shared_fields
from engine.nodes.branching import Branches
from engine.nodes.registry import node_types


@node_types.register("question")
@dataclass(frozen=True, kw_only=True)
class QuestionNode(Node):
    """Asks for `fact`, refuses what its validators refuse, and leaves by `next` or by rules.

    A fact that this walk already knows is passed without asking.
    """

    type: ClassVar[str] = "question"
    calculating: ClassVar[frozenset[str] | None] = frozenset({"rules", "validators"})

    fact: str
    prompt: Text
    hint: Text = ""
    help: Text = ""
    optional: bool = False
    validators: tuple[Validator, ...] = ()
    branches: Branches

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(
            **shared_fields(id, data),
            fact=data["fact"],
            prompt=data["prompt"],
            title=data.get("title", ""),
            hint=data.get("hint", ""),
            help=data.get("help", ""),
            optional=data.get("optional", False),
            validators=tuple(Validator(**validator) for validator in data.get("validators", ())),
            branches=Branches.build(data),
        )

    def enter(self, visit: Visit) -> Entry:
        if visit.is_known(self.fact):
            return self.branches.leave(self, visit)
        given = visit.given(self.fact)
        if given is None or (given.value is None and not self.optional):
            return Waits(place=self.id, asks=Asks.ANSWER)
        if given.value is not None:
            refusal = refuse(self, visit, given.value)
            if refusal is not None:
                return Waits(place=self.id, asks=Asks.ANSWER, refusals=(refusal,))
        sets = {self.fact: given.value}
        if self.branches.is_plain:
            return Goes(exit="next", target=self.branches.otherwise, waited=Asks.ANSWER, sets=sets)
        return after(self.branches.leave(self, visit.supposing(self.fact, given.value)), Asks.ANSWER, sets)

    def exits(self) -> tuple[Exit, ...]:
        return self.branches.exits()

    def expressions(self) -> tuple[Expression, ...]:
        return (*checks_of(self), *self.branches.expressions(self))

    @property
    def fills(self) -> tuple[str, ...]:
        return (self.fact,)

    def texts(self) -> Mapping[str, Text]:
        return {**words_of(self), **self.branches.texts()}
