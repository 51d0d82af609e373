"""Words for what stands in a flow: conditions, values, facts, nodes. For a designer, in the language of the flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.analysis.diff.edition import Edition
from engine.definition.saying import Saying
from engine.definition.wording import Wording
from engine.model.flow import Fact, Text
from engine.model.values import Json
from engine.model.words import Words
from engine.nodes import TableNode
from engine.questions import fact_types


@dataclass(frozen=True)
class Speaker:
    """Speaks of one edition."""

    edition: Edition

    @cached_property
    def words(self) -> Words:
        return Words(self.edition.release.flow.language)

    @cached_property
    def saying(self) -> Saying:
        release = self.edition.release
        tables = (node for node in release.flow.nodes.values() if isinstance(node, TableNode))
        inputs = {each.name: f"“{readable(each.id)}”" for node in tables for each in node.columns if not each.is_fact}
        return Saying(Wording(release, self.words), self.words, inputs)

    def condition(self, pointer: str) -> str:
        """When a condition holds."""
        return self.saying.condition(self.edition.release.typed[pointer])

    def calculation(self, pointer: str) -> str:
        """What is worked out at a place."""
        return self.saying.value(self.edition.release.typed[pointer])

    def has(self, pointer: str) -> bool:
        """Whether an expression stands at a place."""
        return pointer in self.edition.release.typed

    def find_fact(self, name: str) -> Fact | None:
        return self.edition.release.flow.facts.get(name)

    def fact(self, name: str) -> str:
        """A fact by its label, in quotes."""
        fact = self.find_fact(name)
        return f"“{plain(fact.label) if fact and fact.label else name}”"

    def value(self, fact: Fact | None, value: Json) -> str:
        """A written value as people read it."""
        if value is None:
            return "nothing"
        if fact is None or (isinstance(value, dict | list) and fact.type not in ("choices", "list")):
            return written(value)
        kind = fact_types[fact.type]
        try:
            return kind.format(fact, kind.from_json(fact, _canonical(fact, value)), self.words)
        except ValueError:
            return written(value)

    def node(self, name: str) -> str:
        """A node by its id, and what it says to people."""
        said = self.said(name)
        return f"“{name}” ({shortened(said)})" if said else f"“{name}”"

    def said(self, name: str) -> str:
        """What a node asks or says, if it does."""
        node = self.edition.document["nodes"].get(name, {})
        text = node.get("prompt") or node.get("title") or ""
        return plain(text)


def _canonical(fact: Fact, value: Json) -> Json:
    """A written amount as the canonical JSON of the fact's type."""
    if fact.type in ("money", "decimal") and isinstance(value, int | float):
        return str(value)
    return value


def plain(text: Text) -> str:
    """A text on one line; of a plural the form for other numbers."""
    chosen = text if isinstance(text, str) else text.get("other", "")
    return " ".join(chosen.split())


def shortened(text: str, most: int = 80) -> str:
    """A text, or its beginning."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def readable(name: str) -> str:
    """An id as words."""
    return name.replace("_", " ").replace("-", " ")


def written(value: Json) -> str:
    """A value of the document as it would be said."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        said = ", ".join(f"{readable(key)}: {written(each)}" for key, each in value.items())
        return f"({said})" if said else "nothing"
    return ", ".join(written(each) for each in value) or "nothing"
