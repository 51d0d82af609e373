"""Builds a later state of an imported screener: the recorded one, with the steps that were recorded years after."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import networkx as nx

from engine.analysis import build_graph
from engine.definition import build_release
from engine.runtime import walk
from engine.scenarios.naming import Names, readable
from engine.scenarios.replay import name_of, read_recorded

Document = dict[str, Any]
Step = Mapping[str, Any]


@dataclass
class Later:
    """The later state, and what was edited to get there."""

    document: Document
    added: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    edited: set[str] = field(default_factory=set)
    """Nodes that lead elsewhere."""
    options: set[tuple[str, str]] = field(default_factory=set)
    """Fact and option."""


def build_later(document: Document, steps: Iterable[Step], today: date) -> Later:
    """The state in which every step leads where it led later."""
    building = _Building(Later(copy.deepcopy(document)), today)
    told = list({repr(step): step for step in steps}.values())
    for step in told:
        building.know(step)
    for step in told:
        building.lead(step, among=told)
    building.clean()
    return building.later


class _Building:
    def __init__(self, later: Later, today: date) -> None:
        self.later, self.today = later, today
        self.before = copy.deepcopy(later.document)
        nodes = later.document["nodes"]
        self.ids = {node["imported_as"]: name for name, node in nodes.items()}
        self.names, self.old = Names("later", reserved=tuple(nodes)), set(nodes)
        self.rules: dict[str, list[Any]] = defaultdict(list)

    @property
    def nodes(self) -> Document:
        return self.later.document["nodes"]

    def fact(self, question: str) -> Document:
        fact: Document = self.later.document["facts"][self.nodes[self.ids[question]]["fact"]]
        return fact

    def know(self, step: Step) -> None:
        """A question that is new, and an answer that is."""
        if step["node"] not in self.ids:
            name = self._add(step["node"])
            self.later.document["facts"][name] = {"type": "choice", "label": readable(step["node"]), "options": []}
            self.nodes[name] = {"type": "question", "fact": name, "prompt": "?", "imported_as": step["node"]}
        fact, name = self.fact(step["node"]), self.nodes[self.ids[step["node"]]]["fact"]
        for answer in _answers(step["response"]):
            if "options" in fact and not any(answer == each.get("imported_as") for each in fact["options"]):
                taken = tuple(each["id"] for each in fact["options"])
                option = Names("option", reserved=taken).id_of(answer)
                fact["options"].append({"id": option, "label": readable(answer), "imported_as": answer})
                self.later.options.add((name, option))
        if isinstance(step["response"], list):
            fact["type"] = "choices"

    def lead(self, step: Step, among: list[Step]) -> None:
        """A rule before all others, where the step does not lead where it led."""
        if step["next"] not in self.ids:
            name = self._add(step["next"])
            self.nodes[name] = {"type": "end", "title": readable(step["next"]), "imported_as": step["next"]}
        node, target = self.nodes[self.ids[step["node"]]], self.ids[step["next"]]
        if self.ids[step["node"]] in self.later.added:
            node.setdefault("otherwise", target)
        elif self._leads(step) == step["next"]:
            return
        else:
            self.later.edited.add(self.ids[step["node"]])
        also = [each for each in among if each["node"] == step["node"] and each["response"] == step["response"]]
        asked = dict(step["earlier"]) if len({each["next"] for each in also}) > 1 else {}
        known = ((question, answer) for question, answer in asked.items() if question in self.ids)
        parts = [part for question, answer in known for part in self._was(question, answer)]
        parts.append(self._is(step["node"], step["response"]))
        if "next" in node:
            node["otherwise"] = node.pop("next")
        rules = node.setdefault("rules", [])
        when = {"and": parts} if len(parts) > 1 else parts[0]
        at = sum(each["id"].startswith("later-") for each in rules)
        rules.insert(at, {"id": f"later-{at + 1}", "when": when, "next": target})

    def clean(self) -> None:
        """Takes out what nobody meets any more."""
        for node in self.nodes.values():
            if node["type"] == "question" and "rules" not in node and "next" not in node:
                node["next"] = node.pop("otherwise")
        for fact in self.later.document["facts"].values():
            if len(fact.get("options", "two")) < 2:
                fact["options"].append({"id": "something-else", "label": "Something else"})
        flow = build_release(self.later.document).flow
        before = self.old & nx.descendants(build_graph(flow).graph, flow.start)
        for name in sorted(self.old - before - {flow.start}):
            self.later.removed.add(name)
            del self.nodes[name]
        self.later.edited -= self.later.removed

    def _add(self, imported_as: str) -> str:
        name: str = self.names.id_of(imported_as)
        self.ids[imported_as] = name
        self.later.added.add(name)
        return name

    def _leads(self, step: Step) -> str:
        """Where the step led, by the state before; nothing for answers that it does not know."""
        release = build_release(self.before)
        values = {}
        for question, answer in {**step["earlier"], step["node"]: step["response"]}.items():
            name = self.ids.get(question, "")
            if name not in release.flow.nodes:
                return ""
            fact = release.flow.facts[self.before["nodes"][name]["fact"]]
            try:
                values[fact.id] = read_recorded(fact, _plain(fact.type, ",".join(_answers(answer))))
            except ValueError:
                return ""
        return name_of(release.flow.nodes[walk(release, values, self.today).node])

    def _was(self, question: str, answer: Any) -> list[Any]:
        fact = self.nodes[self.ids[question]].get("fact")
        return [{"answered": fact}, self._is(question, answer)] if fact else []

    def _is(self, question: str, answer: Any) -> Any:
        fact, name = self.fact(question), self.nodes[self.ids[question]]["fact"]
        if "options" in fact:
            chosen = [self._option(fact, each) for each in _answers(answer)]
            if fact["type"] == "choice":
                return {"==": [{"var": name}, chosen[0]]}
            parts = [{"in": [each, {"var": name}]} for each in chosen]
            return parts[0] if len(parts) == 1 else {"and": parts}
        written = _plain(fact["type"], answer)
        return {"==": [{"var": name}, written if fact["type"] == "date" else int(written)]}

    def _option(self, fact: Document, answer: str) -> str:
        found = (each["id"] for each in fact["options"] if each.get("imported_as") == answer)
        return next(found, fact["options"][0]["id"])


def _answers(response: Any) -> list[str]:
    return response if isinstance(response, list) else [response]


def _plain(type_: str, answer: str) -> str:
    """An answer as it was typed, as the recordings of the earlier state have it."""
    if type_ == "date" and answer[2] == "-":
        return datetime.strptime(answer, "%d-%m-%Y").date().isoformat()
    return answer.replace(",", "") if type_ in ("integer", "money", "decimal") else answer
