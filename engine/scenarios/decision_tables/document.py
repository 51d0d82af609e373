"""Writes the flow: the questions where they are first needed, then step after step, and what came out at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.model.values import Json
from engine.scenarios.decision_tables.fields import BOOLEAN, LIST, TEXT, Field, Registry, option_id
from engine.scenarios.decision_tables.refusal import within
from engine.scenarios.decision_tables.steps import UNDECIDED, Calculation, Chain, Fork, Table
from engine.scenarios.naming import Names, readable

MOST_ENDS = 12
"""Values of the deciding output that get an outcome each; with more of them there is one for all."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What the flow is called, and where it is at home."""

    name: str
    language: str
    time_zone: str


def build_document(about: About, registry: Registry, chain: Chain) -> dict[str, Json]:
    """The whole flow."""
    writer = _Writer(registry)
    start = writer.chain(chain, frozenset())
    with within("The facts"):
        facts = registry.facts()
    return {
        "format": 1,
        "id": Names("flow").id_of(about.name),
        "language": about.language,
        "time_zone": about.time_zone,
        "title": readable(about.name),
        "imported_as": about.name[:500],
        "facts": facts,
        "start": start,
        "nodes": dict(reversed(writer.nodes.items())),
    }


@dataclass
class _Writer:
    """Writes from the end to the beginning, because every node names the one after it."""

    registry: Registry
    nodes: dict[str, Json] = field(default_factory=dict)
    names: Names = field(default_factory=lambda: Names("node", reserved=(UNDECIDED,)))

    def chain(self, chain: Chain, asked: frozenset[Field]) -> str:
        """The first node of steps one after the other."""
        if not chain.steps:
            return self.end(chain.results, "Result")
        step = chain.steps[0]
        new = [each for each in step.asks if each not in asked]
        rest = Chain(steps=chain.steps[1:], results=chain.results)
        first = self.step(step, rest, asked | frozenset(new))
        for each in reversed(new):
            first = self.question(each, first)
        return first

    def step(self, step: Table | Calculation | Fork, rest: Chain, asked: frozenset[Field]) -> str:
        id = self.names.new_id(step.original)
        if isinstance(step, Fork):
            targets = [self.chain(way.chain, asked) for way in step.ways if way.condition]
            last = next(way.chain for way in step.ways if not way.condition)
            node = step.node(self.registry.options, targets, self.chain(last, asked))
        elif isinstance(step, Table) and not rest.steps and self.decides(step):
            node = self.deciding(step, rest.results)
        else:
            node = step.node(self.registry.options, self.chain(rest, asked))
        self.nodes[id] = node
        if node.get("unknown") and UNDECIDED not in self.nodes:
            self.nodes[UNDECIDED] = {"type": "end", "title": "This cannot be decided without the missing answer"}
        return id

    def question(self, asked: Field, following: str) -> str:
        id = self.names.new_id(f"ask {asked.id}")
        optional = {"optional": True} if asked.is_optional else {}
        prompt = f"{asked.label}?" if asked.label[-1:].isalnum() else asked.label
        self.nodes[id] = {"type": "question", "fact": asked.id, "prompt": prompt, **optional, "next": following}
        return id

    # --- ends ---

    def decides(self, table: Table) -> bool:
        """Whether the table's first output says how it ends."""
        return table.is_single and 1 < len(_values(table.outputs[0])) <= MOST_ENDS

    def deciding(self, table: Table, results: Sequence[tuple[str, Field]]) -> dict[str, Json]:
        """A last table whose first output leads to an end of its own for each value."""
        first, options = table.outputs[0], self.registry.options
        exits = Names("exit")
        ways = []
        for value in _values(first):
            said = value if isinstance(value, str) else ("yes" if value else "no")
            end = self.end(results, f"{first.label}: {said}")
            is_it = option_id(value, options) if isinstance(value, str) else value
            ways.append({"id": exits.new_id(f"is {said}"), "is": is_it, "next": end})
        node = {**table.node(options, ""), "exits": ways[:-1], "otherwise": ways[-1]["next"]}
        if first.is_unsure:
            node["unknown"] = UNDECIDED
        return {key: value for key, value in node.items() if key != "next"}

    def end(self, results: Sequence[tuple[str, Field]], title: str) -> str:
        id = self.names.new_id(title[:60])
        lines = [f"- **{_escaped(label)}**: {{{each.id}}}" for label, each in results if each.kind != LIST]
        body = {"body": "\n".join(lines)} if lines else {}
        self.nodes[id] = {"type": "end", "title": _escaped(title)[:300], **body}
        return id


def _values(output: Field) -> list[str | bool]:
    if output.kind == BOOLEAN:
        return [True, False]
    return list(output.texts) if output.kind == TEXT else []


def _escaped(text: str) -> str:
    return text.replace("\0", "").replace("{", "{{").replace("}", "}}")


def outputs_of(chain: Chain) -> Mapping[str, Field]:
    """What comes out at the end of a chain, by its path in the document; of a fork, of all its ways together."""
    found = {each.original: each for _, each in chain.results}
    for step in chain.steps:
        for way in step.ways if isinstance(step, Fork) else ():
            found |= outputs_of(way.chain)
    return found
