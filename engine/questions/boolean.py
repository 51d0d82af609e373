"""Yes or no."""

from __future__ import annotations

from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import EQUALITY, ChoiceSpec, Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.options import say
from engine.questions.reading import single

_TYPED = {"yes": True, "true": True, "no": False, "false": False}


class BooleanType(FactType[bool]):
    """Two radio buttons, with the designer's own labels where the question needs them."""

    name: ClassVar[str] = "boolean"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"yes", "no"})
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, "!", "and", "or")

    def parse(self, fact: Fact, raw: Raw, context: Context) -> bool | Refusal:
        text = single(raw).casefold()
        if not text:
            return refuse(fact, "required")
        return _TYPED[text] if text in _TYPED else refuse(fact, "not-an-option")

    def to_json(self, fact: Fact, value: bool) -> Json:
        return value

    def from_json(self, fact: Fact, data: Json) -> bool:
        if not isinstance(data, bool):
            raise ValueError(f"not true or false: {data!r}")
        return data

    def format(self, fact: Fact, value: bool, words: Words) -> str:
        return _label(fact, value, words)

    def to_raw(self, fact: Fact, value: bool, words: Words) -> Raw:
        return {"": ("yes" if value else "no",)}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        typed = single(raw or {}).casefold()
        choices = tuple(
            ChoiceSpec(value=name, label=_label(fact, value, words), checked=_TYPED.get(typed) is value)
            for name, value in (("yes", True), ("no", False))
        )
        return FieldSpec(widget="radios", fact=fact.id, type=self.name, choices=choices)


def _label(fact: Fact, value: bool, words: Words) -> str:
    own = fact.domain.get("yes" if value else "no")
    return say(own) if own else words.sentence("Yes" if value else "No")


fact_types.register("boolean")(BooleanType())
