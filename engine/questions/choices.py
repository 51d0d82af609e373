"""Any number of several options, perhaps with one that excludes the others."""

from __future__ import annotations

from typing import ClassVar

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.limits import impossible
from engine.questions.options import choices_of, label_of, option_issues
from engine.questions.reading import clean


class ChoicesType(FactType[tuple[str, ...]]):
    """Checkboxes. Holds the ids in the order of the options; nothing checked is an answer only when `at_least` is 0."""

    name: ClassVar[str] = "choices"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"options", "exclusive", "at_least", "at_most"})
    operators: ClassVar[tuple[str, ...]] = ("answered", "in", "some", "all", "none", "count", "missing")

    def parse(self, fact: Fact, raw: Raw, context: Context) -> tuple[str, ...] | Refusal:
        checked = _checked(raw)
        if not checked and fact.domain.get("at_least") != 0:
            return refuse(fact, "required")
        if any(fact.option(option_id) is None for option_id in checked):
            return refuse(fact, "not-an-option")
        return tuple(option.id for option in fact.options if option.id in checked)

    def check(self, fact: Fact, value: tuple[str, ...], context: Context) -> Refusal | None:
        exclusive = fact.domain.get("exclusive")
        if any(fact.option(option_id) is None for option_id in value):
            return refuse(fact, "not-an-option")
        if exclusive in value:
            return refuse(fact, "exclusive", option=label_of(fact, exclusive)) if len(value) > 1 else None
        at_least, at_most = fact.domain.get("at_least"), fact.domain.get("at_most")
        if at_least is not None and len(value) < at_least:
            return refuse(fact, "too-few", count=at_least)
        if at_most is not None and len(value) > at_most:
            return refuse(fact, "too-many", count=at_most)
        return None

    def to_json(self, fact: Fact, value: tuple[str, ...]) -> Json:
        return list(value)

    def from_json(self, fact: Fact, data: Json) -> tuple[str, ...]:
        """Known options in their order; one that is gone stays, last, so that nothing said is lost."""
        if not isinstance(data, list) or not all(isinstance(each, str) and each for each in data):
            raise ValueError(f"not a list of option ids: {data!r}")
        known = [option.id for option in fact.options if option.id in data]
        return tuple(known + [each for each in dict.fromkeys(data) if each not in known])

    def format(self, fact: Fact, value: tuple[str, ...], words: Words) -> str:
        return words.several(label_of(fact, option_id) for option_id in value) or words.sentence("None")

    def to_raw(self, fact: Fact, value: tuple[str, ...], words: Words) -> Raw:
        return {"": value}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        choices = choices_of(fact, _checked(raw or {}))
        return FieldSpec(widget="checkboxes", fact=fact.id, type=self.name, choices=choices)

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        issues = option_issues(fact, pointer)
        exclusive, at_least = fact.domain.get("exclusive"), fact.domain.get("at_least") or 0
        at_most = fact.domain.get("at_most") or len(fact.options)
        if exclusive is not None and fact.option(exclusive) is None:
            what = f"The exclusive option “{exclusive}” of the fact “{fact.id}” is none of its options."
            issues.append(impossible(f"{pointer}/exclusive", what, "Name one of the options by its id."))
        if at_least > min(at_most, len(fact.options)):
            what = f"The fact “{fact.id}” asks for at least {at_least} options, more than can be selected."
            issues.append(impossible(f"{pointer}/at_least", what, "Make at_least smaller."))
        return issues

    def plural(self, value: tuple[str, ...]) -> int | None:
        return len(value)


def _checked(raw: Raw) -> set[str]:
    return {clean(typed) for typed in raw.get("", ())} - {""}


fact_types.register("choices")(ChoicesType())
