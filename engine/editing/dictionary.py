"""The data dictionary as designers look at it: every fact with the parts that ask for it, fill it and read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import find_value, join, split
from engine.editing.properties import properties_at
from engine.editing.sheet import Sheet
from engine.editing.templates import new_fact
from engine.editing.usages import usages
from engine.errors import EditError
from engine.model.values import Json
from engine.questions import fact_types

_ASKING = frozenset({"question", "repeat"})
_FILLING = frozenset({"set", "outputs"})
_OPTIONS = ("options", "places")


@dataclass(frozen=True, kw_only=True)
class FactUse:
    """One fact, and pointers of the parts that have to do with it."""

    name: str
    fact: Mapping[str, Any]
    asked: tuple[str, ...]
    filled: tuple[str, ...]
    """By a calculation, a decision table, another flow, or whoever runs this one."""
    read: tuple[str, ...]

    @property
    def is_used(self) -> bool:
        """Whether anything reads it. An answer that is only asked for still goes into a handoff."""
        return bool(self.asked or self.filled or self.read)


def uses_of_facts(document: Mapping[str, Json]) -> tuple[FactUse, ...]:
    """Every fact, in the document's order."""
    written = {name: json.dumps(node, ensure_ascii=False) for name, node in document.get("nodes", {}).items()}
    return tuple(_use(document, written, name, fact) for name, fact in document.get("facts", {}).items())


def _use(document: Mapping[str, Json], written: Mapping[str, str], name: str, fact: Mapping[str, Any]) -> FactUse:
    # Looking for a name node by node takes long: only those in which it stands at all are looked at.
    near = {node: document["nodes"][node] for node, text in written.items() if name in text}
    asked, filled, read = [], [], []
    for pointer in usages({**document, "nodes": near}, "facts", name):
        kinds = _kinds(document, pointer, name)
        asked += [pointer] if "asked" in kinds else []
        filled += [pointer] if "filled" in kinds else []
        read += [pointer] if "read" in kinds else []
    return FactUse(name=name, fact=fact, asked=tuple(asked), filled=tuple(filled), read=tuple(read))


def _kinds(document: Mapping[str, Json], pointer: str, name: str) -> list[str]:
    """How a part has to do with a fact."""
    steps = split(pointer)
    if steps == ("inputs",):
        return ["filled"]
    part = find_value(document, pointer)
    fills = isinstance(part, Mapping) and part.get("fact") == name
    if len(steps) == 2 and steps[0] == "nodes" and isinstance(part, Mapping):
        return _of_node(part, name, fills)
    if fills and "questions" in steps:
        return ["asked"]
    return ["filled"] if fills and steps[-2] in _FILLING else ["read"]


def _of_node(node: Mapping[str, Any], name: str, fills: bool) -> list[str]:
    kinds = ["asked"] if fills and node.get("type") in _ASKING else []
    outputs = node.get("outputs")
    if isinstance(outputs, Mapping) and name in outputs:
        kinds.append("filled")
    return kinds or ["read"]


@operations.register("change-type")
@dataclass(frozen=True, kw_only=True)
class ChangeType(Operation):
    """Makes a fact one of another type. What both types have stays: label, limits, options."""

    op = "change-type"

    fact: str
    type: str

    def run(self, sheet: Sheet) -> Done:
        old = sheet.fact(self.fact)
        if self.type not in fact_types:
            raise EditError(f"There is no type of answer “{self.type}”.", f"There are: {', '.join(fact_types)}.")
        if old.get("type") == self.type:
            raise EditError(f"{sheet.fact_called(self.fact)} is of that type already.", "Choose another one.")
        new = new_fact(self.type, "")
        sheet.facts[self.fact] = new
        pointer = join("facts", self.fact)
        known = {each.key for each in properties_at(sheet.document, pointer)}
        kept = {key: value for key, value in old.items() if key in known and key != "type"}
        options = next((old[key] for key in _OPTIONS if key in old), None)
        if options is not None:
            kept |= {key: options for key in _OPTIONS if key in known}
        if "label" not in kept:
            del new["label"]
        new.update(kept)
        for key in old.keys() - new.keys():
            sheet.drop_texts(f"{pointer}/{key}")
        return Done(said=f"{sheet.fact_called(self.fact)} is of the type {self.type} now.", focus=pointer)
