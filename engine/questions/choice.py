"""One of several options."""

from __future__ import annotations

from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, offer, refuse
from engine.questions.finding import find_options, is_long, names_it
from engine.questions.options import choices_of, label_of, option_issues
from engine.questions.reading import single


class ChoiceType(FactType[str]):
    """Radio buttons, or a field to find an option by typing when there are many. Holds the option's id."""

    name: ClassVar[str] = "choice"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"options"})
    widget: ClassVar[str] = "radios"

    def parse(self, fact: Fact, raw: Raw, context: Context) -> str | Refusal:
        typed = single(raw)
        if not typed:
            return refuse(fact, "required")
        if is_long(fact) and fact.option(typed) is None:
            return self._find(fact, typed)
        return self.check(fact, typed, context) or typed

    def _find(self, fact: Fact, typed: str) -> str | Refusal:
        """The option of that name; what was typed may also be a part of one name, or of several."""
        found = [option.id for option in find_options(fact, typed)]
        if len(found) == 1 and names_it(label_of(fact, found[0]), typed):
            return found[0]
        if not found:
            return refuse(fact, "no-match")
        return offer(refuse(fact, "matches"), *found, keeps_typed=len(found) == 1)

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
        typed = single(raw or {})
        choices = choices_of(fact, {typed})
        if not is_long(fact):
            return FieldSpec(widget=self.widget, fact=fact.id, type=self.name, choices=choices)
        shown = label_of(fact, typed) if typed else ""
        return FieldSpec(widget="typeahead", fact=fact.id, type=self.name, choices=choices, value=shown)

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        return option_issues(fact, pointer)


fact_types.register("choice")(ChoiceType())
