"""A group of answers given several times, such as the members of a household."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar, TypeAlias

from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.issue import Issue
from engine.model.prompts import Refusal
from engine.model.values import Json
from engine.model.words import Words
from engine.questions.base import Context, FactType, FieldSpec, fact_types, refuse
from engine.questions.limits import number_issues
from engine.questions.options import say
from engine.questions.reading import clean

DEFAULT_MAXIMUM = 100
Members: TypeAlias = tuple[Mapping[str, Any], ...]


class ListType(FactType[Members]):
    """Members as JSON, each fact by the rules of its own type. A refusal's `part` is `<index>.<fact>`, from 0."""

    name: ClassVar[str] = "list"
    domain_keys: ClassVar[frozenset[str]] = frozenset({"facts", "minimum", "maximum"})
    operators: ClassVar[tuple[str, ...]] = ("answered", "some", "all", "none", "filter", "map", "count", "sum")
    is_typed_freely: ClassVar[bool] = True

    def parse(self, fact: Fact, raw: Raw, context: Context) -> Members | Refusal:
        text = _typed(raw)
        if not text:
            return refuse(fact, "required")
        try:
            return self.from_json(fact, json.loads(text))
        except (ValueError, RecursionError):
            return refuse(fact, "not-a-list")

    def check(self, fact: Fact, value: Members, context: Context) -> Refusal | None:
        fewest, most = fact.domain.get("minimum", 0), fact.domain.get("maximum", DEFAULT_MAXIMUM)
        if len(value) < fewest:
            return refuse(fact, "too-few", count=fewest)
        if len(value) > most:
            return refuse(fact, "too-many", count=most)
        checks = (_check_member(fact, index, member, context) for index, member in enumerate(value))
        return next((refusal for refusal in checks if refusal), None)

    def to_json(self, fact: Fact, value: Members) -> Json:
        return [
            {
                name: None if each is None else fact_types[about.type].to_json(about, each)
                for name, about in members_of(fact).items()
                if (each := member.get(name)) is not None or name in member
            }
            for member in value
        ]

    def from_json(self, fact: Fact, data: Json) -> Members:
        if not isinstance(data, list) or len(data) > DEFAULT_MAXIMUM:
            raise ValueError("not a list of members")
        return tuple(_member(fact, each) for each in data)

    def format(self, fact: Fact, value: Members, words: Words) -> str:
        return "; ".join(_say_member(fact, member, words) for member in value) or words.sentence("None")

    def to_raw(self, fact: Fact, value: Members, words: Words) -> Raw:
        return {"": (json.dumps(self.to_json(fact, value), ensure_ascii=False),)}

    def field(self, fact: Fact, raw: Raw | None, words: Words) -> FieldSpec:
        return FieldSpec(widget="textarea", fact=fact.id, type=self.name, value=_typed(raw or {}))

    def issues(self, fact: Fact, pointer: str) -> list[Issue]:
        issues = number_issues(fact, pointer)
        for name, about in members_of(fact).items():
            issues += fact_types[about.type].issues(about, f"{pointer}/facts/{name}")
        return issues

    def plural(self, value: Members) -> int | None:
        return len(value)


def members_of(fact: Fact) -> Mapping[str, Fact]:
    """What is asked about each member."""
    facts: Mapping[str, Fact] = fact.domain.get("facts", {})
    return facts


def _typed(raw: Raw) -> str:
    typed = raw.get("") or ("",)
    return clean(typed[0], lines=True)


def _member(fact: Fact, data: Json) -> Mapping[str, Any]:
    """A fact that was left out stays out; one that is null was skipped."""
    if not isinstance(data, dict) or not data.keys() <= members_of(fact).keys():
        raise ValueError(f"not a member: {data!r}")
    return {
        name: None if data[name] is None else fact_types[about.type].from_json(about, data[name])
        for name, about in members_of(fact).items()
        if name in data
    }


def _check_member(fact: Fact, index: int, member: Mapping[str, Any], context: Context) -> Refusal | None:
    around = Context(today=context.today, values={**context.values, **member}, locale=context.locale)
    for name, about in members_of(fact).items():
        value = member.get(name)
        refusal = None if value is None else fact_types[about.type].check(about, value, around)
        if refusal is not None:
            return refuse(fact, "not-a-member", f"{index}.{name}", position=index + 1, what=say(about.label) or name)
    return None


def _say_member(fact: Fact, member: Mapping[str, Any], words: Words) -> str:
    parts = []
    for name, about in members_of(fact).items():
        value = member.get(name)
        if value is not None:
            parts.append(f"{say(about.label) or name}: {fact_types[about.type].format(about, value, words)}")
    return ", ".join(parts)


fact_types.register("list")(ListType())
