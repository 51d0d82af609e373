"""Makes a flow from a DMN 1.x document: decision tables and calculations, with FEEL in their cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from engine.scenarios.decision_tables.dialects import FEEL
from engine.scenarios.decision_tables.dmn_defaults import settle_defaults
from engine.scenarios.decision_tables.dmn_model import Declared, Model, read_model, tag_of, text_of
from engine.scenarios.decision_tables.dmn_table import Default, read_table
from engine.scenarios.decision_tables.dmn_types import declare
from engine.scenarios.decision_tables.document import About, build_document
from engine.scenarios.decision_tables.fields import Registry
from engine.scenarios.decision_tables.imported import Imported, checked
from engine.scenarios.decision_tables.known import Known, Path
from engine.scenarios.decision_tables.outputs import keep
from engine.scenarios.decision_tables.parser import parse_expression
from engine.scenarios.decision_tables.refusal import NotSupportedError, within
from engine.scenarios.decision_tables.steps import Calculation, Chain, Table
from engine.scenarios.decision_tables.terms import Meaning
from engine.scenarios.decision_tables.translator import Translator

_BOXED = frozenset(
    ("context", "invocation", "relation", "list", "functionDefinition", "conditional", "for", "every", "some", "filter")
)


def import_dmn(text: str, *, language: str = "en", time_zone: str = "Etc/UTC") -> Imported:
    """The flow that a DMN document describes. Raises DefinitionError that says what it cannot bring over."""
    reader = _Reader(read_model(text))
    chain = reader.chain()
    about = About(name=reader.model.name, language=language, time_zone=time_zone)
    document, notes = build_document(about, reader.registry, chain), []
    if reader.defaults:
        notes = settle_defaults(checked(document, chain, reader.registry, ()).document, reader.defaults)
        document = build_document(about, reader.registry, chain)
    return checked(document, chain, reader.registry, notes)


@dataclass
class _Reader:
    """Reads decision after decision."""

    model: Model
    registry: Registry = field(default_factory=Registry)
    defaults: list[Default] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.registry.heads = frozenset(self.model.inputs)
        for name, type_ in self.model.inputs.items():
            declare((name,), Declared(type=type_), self.model.types, self.registry)
        parts = [part for each in self.model.types.values() for part in each.parts]
        self.names = [*self.model.inputs, *self.model.decisions, *parts]

    def chain(self) -> Chain:
        """All decisions, and what comes out of them."""
        known, chain = Known(self.registry), Chain()
        for name, decision in self.model.decisions.items():
            self.registry.touched.clear()
            with within(f"Decision “{name}”"):
                step, known = self.step(name, decision, known)
            step.asks = tuple(each for each in self.registry.touched if each.is_asked)
            chain.steps.append(step)
        chain.results = [(each.label, each) for each in self.registry.made if each.is_filled]
        return chain

    def step(self, name: str, decision: Element, known: Known) -> tuple[Table | Calculation, Known]:
        """What a decision does, and what is known after it."""
        translator = Translator(known, {})
        for each in decision:
            tag = tag_of(each)
            if tag == "decisionTable":
                table, default, after = read_table(name, each, translator, self.names)
                self.defaults += [default] if default else []
                return table, after
            if tag == "literalExpression":
                return self.calculation(name, text_of(each), translator)
            if tag in _BOXED:
                raise NotSupportedError(f"it is a boxed expression ({tag}), which has no counterpart in a flow")
        raise NotSupportedError("it has no table and no expression")

    def calculation(self, name: str, source: str, translator: Translator) -> tuple[Table | Calculation, Known]:
        made = self.registry.make((name,), name, translator.known.filled)
        value = translator.meaning(parse_expression(source, FEEL, self.names))
        sets = [(made, keep(made, [value])[0])]
        given: dict[Path, Meaning] = {(name,): translator.known.of_field(made)}
        return Calculation(original=name, sets=sets), translator.known.giving(given, [made], passes_on=True)
