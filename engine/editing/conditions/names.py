"""The facts and amounts that a condition may name where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.definition.texts import OPTION_LISTS
from engine.model.values import Json

TODAY = "today"
_NUMBERS = frozenset({"integer", "decimal", "year"})


@dataclass(frozen=True)
class Names:
    """Facts as the document has them, those of a list's members included where the condition is about one."""

    facts: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    holidays: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Mapping[str, Json]) -> Names:
        """Those of a draft, whatever shape it is in."""
        facts, tables = document.get("facts", {}), document.get("tables", {})
        return cls(
            {name: fact for name, fact in facts.items() if isinstance(fact, Mapping) and "type" in fact},
            {name: table for name, table in tables.items() if isinstance(table, Mapping) and "by" in table},
            tuple(document.get("holidays", {})),
        )

    def within(self, members_of: str) -> Names:
        """The names inside a group about the members of a list: theirs first."""
        found = self.facts.get(members_of, {}).get("facts", {})
        members = {name: fact for name, fact in found.items() if isinstance(fact, Mapping) and "type" in fact}
        return replace(self, facts={**members, **{name: f for name, f in self.facts.items() if name not in members}})

    def called(self, name: str) -> str:
        """A fact by its label."""
        label = self.facts.get(name, {}).get("label")
        return label if isinstance(label, str) and label else name

    def options(self, name: str) -> dict[str, str]:
        """What can be chosen for a fact: ids and what people read."""
        fact = self.facts.get(name, {})
        entries = fact.get(OPTION_LISTS.get(str(fact.get("type")), ""), ())
        return {each["id"]: str(each.get("label") or each["id"]) for each in entries if "id" in each}

    def kind(self, name: str) -> str:
        """What a fact can be compared with: facts of one kind go together."""
        type = str(self.facts.get(name, {}).get("type", ""))
        return "number" if type in _NUMBERS else type

    def lists(self) -> dict[str, str]:
        """The lists, with what they are called."""
        return {name: self.called(name) for name, fact in self.facts.items() if fact.get("type") == "list"}
