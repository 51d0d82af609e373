"""Writes an old document in the new names, so that what was only renamed is the same in both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.values import Json

EXITS = frozenset({"next", "otherwise", "unknown", "unsolved", "unmatched", "start"})
"""Keys whose value is the id of a node."""
_READ = frozenset({"var", "answered", "missing"})
_BY_FACT = frozenset({"inputs", "outputs", "then"})
"""Keys under which facts are named by the keys of an object."""
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@dataclass(frozen=True, kw_only=True)
class Matching:
    """What has another name now: by new name, the old one. Everything else keeps its name."""

    nodes: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)

    def node(self, new: str) -> str:
        """What a node was called before."""
        return self.nodes.get(new, new)

    def fact(self, new: str) -> str:
        """What a fact was called before."""
        return self.facts.get(new, new)


def in_new_names(document: Mapping[str, Json], matching: Matching) -> dict[str, Json]:
    """The old document with its nodes and facts called as they are now."""
    nodes = {old: new for new, old in matching.nodes.items()}
    facts = {old: new for new, old in matching.facts.items()}
    if not nodes and not facts:
        return dict(document)
    writing = Rewriting(nodes=nodes, facts=facts)
    written: dict[str, Json] = {key: writing.value(key, value) for key, value in document.items()}
    written["nodes"] = {nodes.get(name, name): node for name, node in written["nodes"].items()}
    written["facts"] = {facts.get(name, name): fact for name, fact in written["facts"].items()}
    return written


@dataclass(frozen=True, kw_only=True)
class Rewriting:
    """Other names for nodes and facts, by those they have in what is rewritten."""

    nodes: Mapping[str, str]
    facts: Mapping[str, str]

    def value(self, key: str, value: Json) -> Json:
        """What stands under `key`, with the names in it replaced."""
        if isinstance(value, str):
            return self._name(key, value)
        if isinstance(value, list):
            return [self.value(key, each) for each in value]
        if not isinstance(value, Mapping):
            return value
        if key in _BY_FACT:
            return {self.facts.get(name, name): self.value("", each) for name, each in value.items()}
        return {name: self.value(name, each) for name, each in value.items()}

    def _name(self, key: str, name: str) -> str:
        if key in EXITS or key in ("visits", "never"):
            return self.nodes.get(name, name)
        if key == "outcome":
            return self.nodes.get(name, name)
        if key in _READ or key in ("fact", "by"):
            return self.facts.get(name, name)
        return _PLACEHOLDER.sub(self._placeholder, name) if self.facts and "{" in name else name

    def _placeholder(self, found: re.Match[str]) -> str:
        name = (found[1] or "").strip()
        return f"{{{self.facts[name]}}}" if name in self.facts else found[0]
