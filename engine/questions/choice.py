"""One of several options."""

from __future__ import annotations

from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.options import choices_of, label_of, option_issues
from engine.questions.reading import single


class ChoiceType(FactType[str]):
    """Radio buttons. Holds the option's id."""

    name: ClassVar[str] = "choice"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"options"})
    widget: ClassVar[str] = "radios"

    def parse(self, fact: Fact, raw: Raw, context: Context) -> str | Refusal:
        option_id = single(raw)
        if not option_id:
            return refuse(fact, "required")
        return self.check(fact, option_id, context) or option_id

    def check(self, fact: Fact, value: str, context: Context) -> Refusal | None:
        return None if fact.option(value) else refuse(fact, "not-an-option")

    def to_json(self, fact: Fact, value: str) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> str:
        if not isinstance(data, str) or not data:
            raise ValueError(f"not the id of an option: {data!r}")
        return data

    def format(self, fact: Fact, value: str, words: Words) -> str:
        return label_of(fact, value)

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return FieldSpec(
            widget=self.widget, fact=fact.id, type=self.name, choices=choices_of(fact, {single(raw or {})})
        )

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return option_issues(fact, pointer)


fact_types.register("choice")(ChoiceType())
