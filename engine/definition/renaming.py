"""Gives everything in a flow's document another name, so that it can stand within another flow.

Names get a prefix; `today`, and what list operators call the facts of a member, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.flow import Text
from engine.model.values import Json

_EXITS = frozenset({"next", "otherwise", "unknown", "unsolved", "unmatched", "enter", "repeat"})
_EXPRESSIONS = frozenset({"when", "value", "rank", "count"})
TEXT_KEYS = frozenset(
    {"title", "body", "prompt", "hint", "help", "consent", "message", "because", "unless", "summary", "add", "first"}
)
"""Keys of nodes, and of entries of their lists, under which words stand."""
_OVER_ITEMS = frozenset({"some", "all", "none", "filter", "map", "reduce", "count", "sum"})
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@dataclass(frozen=True, kw_only=True)
class Renaming:
    """The names of one flow, and what stands before them from now on."""

    document: Mapping[str, Json]
    prefix: str
    tables: str
    """What stands before the names of tables, holiday lists and sources, which all members of a list share."""

    def fact(self, name: str, bound: frozenset[str] = frozenset()) -> str:
        """The new name of a fact; anything else stays."""
        return self.new_fact(name) if name in self.document["facts"] and name not in bound else name

    def new_fact(self, name: str) -> str:
        """What a fact of this flow is called from now on."""
        return self.prefix + name

    def new_node(self, name: str) -> str:
        """What a node is called from now on."""
        return self.prefix + name

    def new_part(self, group: str, name: str) -> str:
        """What a table, a holiday list or a source is called from now on."""
        return self.tables + name

    def expression(self, expr: Json, bound: frozenset[str] = frozenset()) -> Json:
        """An expression with its facts, tables and holiday lists renamed."""
        if isinstance(expr, list):
            return [self.expression(each, bound) for each in expr]
        if not isinstance(expr, dict) or len(expr) != 1:
            return expr
        ((operator, raw),) = expr.items()
        args = raw if isinstance(raw, list) else [raw]
        if operator in ("var", "answered", "missing"):
            named = [self.fact(each, bound) if isinstance(each, str) else each for each in args]
        elif operator in _OVER_ITEMS and args:
            inner = bound | self._names_of_items(args[0], operator)
            named = [self.expression(args[0], bound), *(self.expression(each, inner) for each in args[1:])]
        else:
            named = [self._argument(operator, place, each, bound) for place, each in enumerate(args)]
        return {operator: named if isinstance(raw, list) else named[0]}

    def _argument(self, operator: str, place: int, arg: Json, bound: frozenset[str]) -> Json:
        if operator == "lookup" and place == 0:
            return self.new_part("tables", arg)
        if operator in ("plus_workdays", "workdays_between") and place == 2 and isinstance(arg, str):
            return self.new_part("holidays", arg)
        return self.expression(arg, bound)

    def _names_of_items(self, items: Json, operator: str) -> frozenset[str]:
        """What a list operator calls the facts of the item at hand."""
        while isinstance(items, dict) and len(items) == 1 and "filter" in items:
            items = items["filter"][0]
        name = items.get("var") if isinstance(items, dict) else None
        name = name[0] if isinstance(name, list) and name else name
        fact = self.document["facts"].get(name, {}) if isinstance(name, str) else {}
        members = frozenset(fact.get("facts", ()))
        if operator != "reduce":
            return members
        return frozenset({"current", "accumulator", *(f"current.{each}" for each in members)})

    def text(self, text: Text) -> Text:
        """A text with its placeholders renamed."""
        if isinstance(text, str):
            return _PLACEHOLDER.sub(self._placeholder, text)
        return {key: self.fact(form) if key == "by" else str(self.text(form)) for key, form in text.items()}

    def _placeholder(self, found: re.Match[str]) -> str:
        name = (found[1] or "").strip()
        return f"{{{self.fact(name)}}}" if name else found[0]

    def fact_document(self, fact: Mapping[str, Json]) -> dict[str, Json]:
        """An entry of the data dictionary."""
        renamed = dict(fact)
        for key in ("label", "yes", "no", "unit"):
            if key in renamed:
                renamed[key] = self.text(renamed[key])
        for key in ("earliest", "latest"):
            if isinstance(renamed.get(key), dict) and "fact" in renamed[key]:
                renamed[key] = {"fact": self.fact(renamed[key]["fact"])}
        if "messages" in renamed:
            renamed["messages"] = {code: self.text(text) for code, text in renamed["messages"].items()}
        return renamed

    def table(self, table: Mapping[str, Json]) -> dict[str, Json]:
        """A table of amounts."""
        source = table.get("source")
        named = {"source": self.new_part("sources", source)} if isinstance(source, str) else {}
        return {**table, "by": self.fact(table["by"]), **named}

    def node(self, part: Mapping[str, Json], group: str = "") -> dict[str, Json]:
        """A node, or an entry of one of its lists."""
        return {key: self._of_node(key, value, group) for key, value in part.items()}

    def sworn(self, promise: Mapping[str, Json], within: str) -> dict[str, Json]:
        """What the flow swears, said of the journeys that run it at the node `within`."""
        ((kind, what),) = promise["then"].items()
        if kind == "condition":
            then = {"condition": self.expression(what)}
        elif kind in ("outcome", "passes"):
            then = {"passes": [self.new_node(each) for each in what]}
        else:
            then = {kind: self.new_node(what)}
        when = {"when": self.expression(promise["when"])} if "when" in promise else {}
        here = self.new_node(promise["within"]) if promise.get("within") else within
        return {"id": self.prefix + promise["id"], **when, "then": then, "within": here}

    def _given(self, value: Json) -> Json:
        """What a table's row gives to an output: a value, or one for each fact of a list's member."""
        if isinstance(value, dict) and len(value) > 1:
            return {member: self.expression(each) for member, each in value.items()}
        return self.expression(value)

    def _of_node(self, key: str, value: Json, group: str) -> Json:
        if key in _EXITS and isinstance(value, str):
            return self.new_node(value)
        if key == "fact":
            return self.fact(value)
        if key in _EXPRESSIONS:
            return self.expression(value)
        if key == "then" and group == "rows":
            return {self.fact(name): self._given(each) for name, each in value.items()}
        if key in TEXT_KEYS:
            return self.text(value)
        if key == "source" and isinstance(value, str):
            return self.new_part("sources", value)
        if isinstance(value, list):
            return [self.node(each, key) if isinstance(each, dict) else each for each in value]
        return value
