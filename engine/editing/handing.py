"""What a flow that another one runs takes, gives back and ends with: what the step that runs it can be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from engine.definition.children import Child, Children
from engine.definition.digests import text_digest
from engine.definition.expanding import expand, outcomes_of
from engine.definition.scopes import scope_of
from engine.editing.calculating import Wanted, wanted_as
from engine.editing.conditions import Names
from engine.editing.pointers import find_value, join
from engine.errors import ExpressionError
from engine.expressions import check
from engine.expressions.types import KIND_OF
from engine.model.flow import Fact
from engine.model.values import Json

_ELSEWHERE: Final = ("source", "imported_as")
"""What a fact says that only holds in its own flow."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """One way in which the flow can end."""

    name: str
    called: str
    is_end: bool
    """Whether people always go on from there. From any other outcome they do where the step says so."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Callee:
    """A flow that a step runs, as it was released."""

    slug: str
    child: Child
    children: Children

    @property
    def document(self) -> Mapping[str, Json]:
        return self.child.document

    @property
    def called(self) -> str:
        title = self.document.get("title")
        return title if isinstance(title, str) and title else self.slug

    @cached_property
    def names(self) -> Names:
        return Names.of(self.document)

    @property
    def facts(self) -> Mapping[str, Fact]:
        return scope_of(self.document).facts

    @property
    def needed(self) -> tuple[str, ...]:
        """The facts that it has to be handed."""
        return tuple(self.document.get("inputs", ()))

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The facts that it asks for, unless it is handed them."""
        found = dict.fromkeys(fact for node in self.document["nodes"].values() for fact in _asked_by(node))
        return tuple(fact for fact in found if fact in self.facts and fact not in self.needed)

    def wanted(self, fact: str) -> Wanted:
        """What has to come out where a fact is handed."""
        return wanted_as(self.names.facts[fact])

    def misfit(self, given: str, mine: Fact) -> str:
        """Why a fact of this flow cannot fill one of the flow that runs it; empty when it can."""
        try:
            check({"var": given}, scope_of(self.document), expect=mine)
        except ExpressionError as error:
            return error.message
        return ""

    def takers(self, given: str, mine: Mapping[str, Fact]) -> tuple[str, ...]:
        """Those facts of the flow that runs it which a fact of this flow can fill."""
        kind = KIND_OF[self.facts[given].type]
        return tuple(name for name, fact in mine.items() if KIND_OF[fact.type] is kind and not self.misfit(given, fact))

    @cached_property
    def endings(self) -> tuple[Ending, ...]:
        """The ways in which it can end, those of flows that it runs itself included."""
        inner = expand(self.document, self.child.translations, self.children)
        nodes = inner.document["nodes"]
        return tuple(
            Ending(name=name, called=_called(name, nodes[name]), is_end=nodes[name]["type"] == "end")
            for name in outcomes_of(inner)
        )

    def like(self, fact: str) -> dict[str, Json]:
        """A fact as another flow can have it too: what names other parts of this flow is left out."""
        about = self.names.facts[fact]
        return {
            key: value
            for key, value in about.items()
            if key not in _ELSEWHERE and not (isinstance(value, Mapping) and "fact" in value)
        }

    def translated(self, fact: str) -> Iterator[tuple[str, str, Json]]:
        """The words of a fact in other languages that are up to date: where they stand within it, language, words."""
        here = join("facts", fact)
        for language, each in self.child.translations.items():
            for pointer, entry in each["texts"].items():
                said = find_value(self.document, pointer) if pointer.startswith(f"{here}/") else None
                if said is not None and entry["text"] and entry.get("from") == text_digest(said):
                    yield pointer.removeprefix(here), language, entry["text"]


def _asked_by(node: Mapping[str, Any]) -> Iterator[str]:
    if node.get("type") == "question":
        yield str(node.get("fact", ""))
    elif node.get("type") == "page":
        yield from (str(each.get("fact", "")) for each in node.get("questions", ()))


def _called(name: str, node: Mapping[str, Any]) -> str:
    said = node.get("title") or node.get("article") or name
    return str(said.get("other", name)) if isinstance(said, Mapping) else str(said).replace("-", " ")
