"""Makes a flow from a JSON decision model (JDM, of GoRules Zen): a graph of tables, calculations and switches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.values import Json
from engine.scenarios.decision_tables.dialects import JDM
from engine.scenarios.decision_tables.document import About, build_document
from engine.scenarios.decision_tables.fields import Field, Registry, spaced
from engine.scenarios.decision_tables.graph import Graph, read_graph
from engine.scenarios.decision_tables.imported import Imported, checked
from engine.scenarios.decision_tables.jdm_schema import read_schema
from engine.scenarios.decision_tables.jdm_table import read_table
from engine.scenarios.decision_tables.known import Known, Path
from engine.scenarios.decision_tables.outputs import keep
from engine.scenarios.decision_tables.parser import parse_expression
from engine.scenarios.decision_tables.refusal import NotSupportedError, refusal, within
from engine.scenarios.decision_tables.steps import Calculation, Chain, Fork, Table, Way
from engine.scenarios.decision_tables.terms import Group, LeftOut, Meaning, Nothing, Term
from engine.scenarios.decision_tables.translator import Translator
from engine.scenarios.naming import readable


def import_jdm(model: Json, name: str, *, language: str = "en", time_zone: str = "Etc/UTC") -> Imported:
    """The flow that a decision model describes. Raises DefinitionError that says what it cannot bring over."""
    graph = read_graph(model)
    reader = _Reader(graph)
    read_schema(graph.nodes[graph.first], reader.registry)
    chain = reader.chain(frozenset(graph.order) - {graph.first}, {graph.first: Known(reader.registry)})
    about = About(name=name, language=language, time_zone=time_zone)
    return checked(build_document(about, reader.registry, chain), chain, reader.registry, reader.notes)


@dataclass
class _Reader:
    """Reads node after node, with what each of them can see."""

    graph: Graph
    registry: Registry = field(default_factory=Registry)
    notes: list[str] = field(default_factory=list)

    def chain(self, members: frozenset[str], known: Mapping[str, Known]) -> Chain:
        """The steps of these nodes. `known` is what the nodes before them gave, by node."""
        chain, given = Chain(), dict(known)
        order = [name for name in self.graph.order if name in members]
        for place, name in enumerate(order):
            node = self.graph.nodes[name]
            before = self._merged(node, [given[each] for each in self.graph.before(name) if each in given])
            self.registry.touched.clear()
            if node["type"] == "switchNode":
                chain.steps.append(self.fork(node, before, frozenset(order[place + 1 :])))
                return chain
            with within(f"Node “{node['name']}”"):
                step, given[name] = self.step(node, before)
            if step is not None:
                step.asks = tuple(each for each in self.registry.touched if each.is_asked)
                chain.steps.append(step)
        last = [name for name in (order or known) if not self.graph.after(name)]
        chain.results = _results(self._merged({"name": "the end"}, [given[name] for name in last]))
        return chain

    def _merged(self, node: Mapping[str, Json], given: list[Known]) -> Known:
        """What several nodes before one gave together."""
        if len(given) == 1:
            return given[0]
        values: dict[Path, Meaning] = {}
        filled = frozenset(made for each in given for made in each.filled)
        for each in given:
            for path, value in each.values.items():
                if path in values and values[path] is not value:
                    raise refusal(f"Node “{node['name']}”", f"two nodes before it both give “{'.'.join(path)}”.")
                values[path] = value
        return Known(self.registry, any(each.has_request for each in given), values, filled)

    def step(self, node: Mapping[str, Json], known: Known) -> tuple[Table | Calculation | None, Known]:
        """What a table or a calculation does, and what is known after it."""
        content = node["content"]
        if content.get("inputField") or content.get("executionMode", "single") != "single":
            raise NotSupportedError("it runs over a part of its input (“inputField”, or “executionMode” loop)")
        if node["type"] == "decisionTableNode":
            return read_table(node["name"], content, known, self.notes)
        return self.calculation(node["name"], content, known)

    # --- calculations ---

    def calculation(
        self, name: str, content: Mapping[str, Json], known: Known
    ) -> tuple[Table | Calculation | None, Known]:
        prefix = tuple(content["outputPath"].split(".")) if content.get("outputPath") else ()
        own: dict[Path, Meaning] = {}
        sets: list[tuple[Field, Term]] = []
        for each in content.get("expressions", ()):
            path = tuple(str(each.get("key", "")).split("."))
            own[path] = self.worked_out(name, (*prefix, *path), str(each.get("value", "")), known, own, sets)
        given = {(*prefix, *path): value for path, value in own.items()}
        step = Calculation(original=name, sets=sets) if sets else None
        return step, known.giving(given, [each for each, _ in sets], passes_on=bool(content.get("passThrough")))

    def worked_out(
        self,
        name: str,
        path: Path,
        source: str,
        known: Known,
        own: Mapping[Path, Meaning],
        sets: list[tuple[Field, Term]],
    ) -> Meaning:
        """One value that is worked out; left out with a note where it cannot be brought over."""
        before, asked = dict(self.registry.touched), dict(self.registry.asked)
        try:
            found = Translator(known, own, dates_are_text=True).meaning(parse_expression(source, JDM))
            return self.stored(name, path, found, known, sets)
        except NotSupportedError as error:
            self.registry.touched, self.registry.asked = before, asked
            self.notes.append(f"Node “{name}”: “{'.'.join(path)}” is left out, because {error.reason}.")
            return LeftOut(error.reason)

    def stored(self, name: str, path: Path, found: Meaning, known: Known, sets: list[tuple[Field, Term]]) -> Meaning:
        """The value in a fact of its own; what no fact can hold is written out where it is read."""
        if isinstance(found, Group):
            return Group({key: self.stored(name, (*path, key), part, known, sets) for key, part in found.parts.items()})
        if not isinstance(found, Term):
            if not isinstance(found, Nothing):
                self.notes.append(f"Node “{name}”: no fact can hold the list “{'.'.join(path)}”, so it is left out.")
            return found
        filled = known.filled | {each for each, _ in sets}
        made = self.registry.make(path, readable(spaced(path[-1])), filled)
        sets.append((made, keep(made, [found])[0]))
        return known.of_field(made)

    # --- switches ---

    def fork(self, node: Mapping[str, Json], known: Known, rest: frozenset[str]) -> Fork:
        """A switch. Each of its ways has nodes of its own, and nothing else comes after it."""
        name = node["name"]
        statements = node["content"]["statements"]
        if node["content"].get("hitPolicy", "first") != "first":
            raise refusal(f"Node “{name}”", "it goes several ways at once (“collect”).")
        with within(f"Node “{name}”"):
            conditions = [self.condition(each, known) for each in statements]
        asks = tuple(each for each in self.registry.touched if each.is_asked)
        members = [self.graph.reached(self.graph.after(node["id"], str(each.get("id")))) for each in statements]
        if sum(map(len, members)) != len(rest) or frozenset().union(*members) != rest:
            raise refusal(f"Node “{name}”", "its ways come together again, or other nodes are not on one of them.")
        ways = [
            Way(original=f"way {number}", condition=condition, chain=self.chain(each, {node["id"]: known}))
            for number, (condition, each) in enumerate(zip(conditions, members, strict=True), start=1)
        ]
        last = next((place for place, way in enumerate(ways) if way.condition is None), None)
        if last is None:
            return Fork(original=name, asks=asks, ways=[*ways, Way(original="", condition=None, chain=Chain())])
        return Fork(original=name, asks=asks, ways=ways[: last + 1])

    def condition(self, statement: Mapping[str, Json], known: Known) -> Term | None:
        source = str(statement.get("condition") or "").strip()
        if not source or statement.get("isDefault"):
            return None
        return Translator(known, {}, dates_are_text=True).condition(parse_expression(source, JDM))


def _results(known: Known) -> list[tuple[str, Field]]:
    """What is known at the end and was not handed in."""
    found: list[tuple[str, Field]] = []
    waiting: list[Meaning] = list(known.values.values())
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, Group):
            waiting += value.parts.values()
        elif isinstance(value, Term) and value.field is not None and not value.field.is_asked:
            found.append((value.field.label, value.field))
    return found
