"""Another name for a node, a fact, a table or a source, wherever it stands in a draft and its translations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.definition.digests import text_digest
from engine.definition.renaming import Renaming
from engine.editing.pointers import join
from engine.editing.sheet import Sheet
from engine.model.flow import Text
from engine.model.values import Json

_ABOUT = frozenset({"before", "emergency", "disclaimer"})
_FOR_THE_CHILD = frozenset({"inputs", "outputs"})
"""Keys of a node that runs another flow; what they hold is named partly by this flow, partly by the other."""


@dataclass(frozen=True, kw_only=True)
class _Renamed(Renaming):
    """Names that change, one by one; all others stay."""

    prefix: str = ""
    tables: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By group and name: tables, holiday lists, sources."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of sentences that speak of something by its new name: before and after."""

    def new_fact(self, name: str) -> str:
        return self.facts.get(name, name)

    def new_node(self, name: str) -> str:
        return self.nodes.get(name, name)

    def new_part(self, group: str, name: str) -> str:
        return self.parts.get((group, name), name)

    def text(self, text: Text) -> Text:
        renamed = super().text(text)
        if renamed != text:
            self.digests[text_digest(text)] = text_digest(renamed)
        return renamed

    def whole_node(self, node: Mapping[str, Json]) -> dict[str, Json]:
        """A node as it stands in a document, with what it hands to another flow."""
        runs_another = "flow" in node
        kept = {key: value for key, value in node.items() if not (runs_another and key in _FOR_THE_CHILD)}
        renamed = self.node(kept)
        if runs_another and isinstance(node.get("inputs"), Mapping):
            renamed["inputs"] = {fact: self.expression(value) for fact, value in node["inputs"].items()}
        if runs_another and isinstance(node.get("outputs"), Mapping):
            ours = node.get("type") == "subflow"
            renamed["outputs"] = {self.fact(key) if ours else key: value for key, value in node["outputs"].items()}
        return {key: renamed[key] for key in node}

    def promise(self, promise: Mapping[str, Json]) -> dict[str, Json]:
        """A promise with the nodes and facts it speaks of."""
        renamed = dict(promise)
        if "when" in renamed:
            renamed["when"] = self.expression(renamed["when"])
        renamed["then"] = {key: self._then(key, value) for key, value in promise.get("then", {}).items()}
        return renamed

    def _then(self, key: str, value: Json) -> Json:
        if key == "condition":
            return self.expression(value)
        return [self.new_node(each) for each in value] if isinstance(value, list) else self.new_node(value)


def rename(sheet: Sheet, group: str, name: str, to: str) -> None:
    """Call a node, fact, table, holiday list or source `to`, in conditions and in the words that speak of it too."""
    _rename(sheet, _naming(sheet.document, group, name, to))
    sheet.move_texts(join(group, name), join(group, to))


def renamed(document: Mapping[str, Json], group: str, name: str, to: str) -> dict[str, Json]:
    """The document with another name in it."""
    naming = _naming(document, group, name, to)
    return {key: _renamed(naming, key, value) for key, value in document.items()}


def renamed_node(document: Mapping[str, Json], node: str, group: str, name: str, to: str) -> dict[str, Json]:
    """One node of the document with another name in it."""
    return _naming(document, group, name, to).whole_node(document["nodes"][node])


def _naming(document: Mapping[str, Json], group: str, name: str, to: str) -> _Renamed:
    if group == "nodes":
        return _Renamed(document=document, nodes={name: to})
    if group == "facts":
        return _Renamed(document=document, facts={name: to})
    return _Renamed(document=document, parts={(group, name): to})


def _rename(sheet: Sheet, naming: _Renamed) -> None:
    document = sheet.document
    anew = {key: _renamed(naming, key, value) for key, value in document.items()}
    for texts in sheet.each_text():
        for entry in texts.values():
            entry["text"] = naming.text(entry["text"])
            if "source" in entry:
                entry["source"] = naming.text(entry["source"])
            entry["from"] = naming.digests.get(entry["from"], entry["from"])
    document.clear()
    document.update(anew)


def _renamed(naming: _Renamed, key: str, value: Any) -> Any:
    """What stands under a key of the document."""
    if key == "nodes":
        return {naming.new_node(name): naming.whole_node(node) for name, node in value.items()}
    if key == "facts":
        return {naming.new_fact(name): naming.fact_document(fact) for name, fact in value.items()}
    if key == "tables":
        return {naming.new_part(key, name): naming.table(table) for name, table in value.items()}
    if key in ("holidays", "sources"):
        return {naming.new_part(key, name): part for name, part in value.items()}
    if key == "promises":
        return [naming.promise(each) for each in value]
    if key == "inputs":
        return [naming.new_fact(each) for each in value]
    if key == "about":
        return {name: naming.text(text) if name in _ABOUT else text for name, text in value.items()}
    if key in ("title", "summary"):
        return naming.text(value)
    return naming.new_node(value) if key == "start" else value
