"""Asks several questions together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from engine.model.flow import Text, Validator
from engine.model.prompts import Asks, Refusal
from engine.model.values import Json, Value
from engine.nodes.asking import checks_of, refuse, words_of
from engine.nodes.base import Entry, Exit, Expression, Node, Visit, Waits, after, present, shared_fields
from engine.nodes.branching import Branches
from engine.nodes.registry import node_types


@dataclass(frozen=True, kw_only=True)
class PageQuestion:
    """One question of a page (`engine.nodes.asking.Asking`)."""

    id: str
    fact: str
    prompt: Text
    hint: Text = ""
    help: Text = ""
    optional: bool = False
    validators: tuple[Validator, ...] = ()
    base: str
    """Where it stands in the document."""

    def pointer(self, *parts: str) -> str:
        return "/".join((self.base, *parts))


@dataclass(frozen=True, kw_only=True)
class PageValidator(Validator):
    """Refuses the answers to a page together. `fact` names the question that shows the message."""

    fact: str


@node_types.register("page")
@dataclass(frozen=True, kw_only=True)
class PageNode(Node):
    """Asks for several facts at one place; where the channel can show only one question, one by one.

    Facts that this walk already knows are passed without asking. The validators look across the answers, once
    each of them is right by itself.
    """

    type: ClassVar[str] = "page"

    body: Text = ""
    questions: tuple[PageQuestion, ...]
    validators: tuple[PageValidator, ...] = ()
    branches: Branches

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        questions = tuple(_question(id, each) for each in data["questions"])
        first = questions[0].fact
        return cls(
            **shared_fields(id, data),
            title=data["title"],
            body=data.get("body", ""),
            questions=questions,
            validators=tuple(PageValidator(**{"fact": first, **each}) for each in data.get("validators", ())),
            branches=Branches.build(data),
        )

    def enter(self, visit: Visit) -> Entry:
        sets: dict[str, Value | None] = {}
        refusals: list[Refusal] = []
        supposed, is_missing = visit, False
        for question in self.questions:
            if visit.is_known(question.fact):
                continue
            given = visit.given(question.fact)
            if given is None or (given.value is None and not question.optional):
                is_missing = True
                continue
            refusal = refuse(question, supposed, given.value) if given.value is not None else None
            refusals += [at(refusal, question.fact)] if refusal else []
            sets[question.fact] = given.value
            supposed = supposed.supposing(question.fact, given.value)
        if not is_missing and not refusals:
            refusals = self.refuse_together(supposed)
        if is_missing or refusals:
            return Waits(place=self.id, asks=Asks.PAGE, refusals=tuple(refusals))
        entry = self.branches.leave(self, supposed)
        return after(entry, Asks.PAGE, sets) if sets else entry

    def refuse_together(self, visit: Visit) -> list[Refusal]:
        """The first reason not to take the answers together, as none or one."""
        for validator in self.validators:
            place = self.pointer("validators", validator.id)
            if visit.truth(f"{place}/when"):
                refusal = Refusal(code=validator.id, message=validator.message, pointer=f"{place}/message")
                return [at(refusal, validator.fact)]
        return []

    def find(self, question: str) -> PageQuestion | None:
        """The question of that id."""
        return next((each for each in self.questions if each.id == question), None)

    def place_of(self, question: PageQuestion) -> str:
        """Where the question is asked by itself."""
        return f"{self.id}.{question.id}"

    def exits(self) -> tuple[Exit, ...]:
        return self.branches.exits()

    def expressions(self) -> tuple[Expression, ...]:
        own = (check for question in self.questions for check in checks_of(question))
        across = (
            Expression(pointer=self.pointer("validators", each.id, "when"), source=each.when)
            for each in self.validators
        )
        return (*own, *across, *self.branches.expressions(self))

    @property
    def fills(self) -> tuple[str, ...]:
        return tuple(question.fact for question in self.questions)

    def texts(self) -> Mapping[str, Text]:
        own = present({"title": self.title, "body": self.body})
        asked = {
            f"questions/{question.id}/{place}": text
            for question in self.questions
            for place, text in words_of(question).items()
        }
        across = {f"validators/{each.id}/message": each.message for each in self.validators}
        return {**own, **asked, **across, **self.branches.texts()}


def at(refusal: Refusal, fact: str) -> Refusal:
    """The refusal, shown at the question about `fact`."""
    return replace(refusal, fact=fact)


def _question(page: str, data: Mapping[str, Json]) -> PageQuestion:
    own = {key: value for key, value in data.items() if key != "validators"}
    validators = tuple(Validator(**each) for each in data.get("validators", ()))
    return PageQuestion(**own, validators=validators, base=f"/nodes/{page}/questions/{data['id']}")
