"""A flow made ready to run: parsed, compiled once, and named by its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engine.definition.children import Children, logic_of, pin
from engine.definition.digests import fingerprint
from engine.definition.expanding import expand
from engine.definition.expected import NodeTyping
from engine.definition.loader import build_node, parse_flow
from engine.definition.parts import Compiled, Parts
from engine.definition.translation import read_translations, translate_facts
from engine.expressions import Scope, Typed, compile_expression
from engine.model.flow import Fact, Text
from engine.model.values import Json
from engine.nodes import Flow, Node


class CompiledExpressions(dict[str, Compiled]):
    """Each expression as a function, by its pointer; compiled when it is first asked for, and then kept."""

    def __init__(self, typed: Mapping[str, Typed], known: Mapping[str, Compiled] | None = None) -> None:
        super().__init__(known or {})
        self._typed = typed

    def __missing__(self, pointer: str) -> Compiled:
        compiled = self[pointer] = compile_expression(self._typed[pointer])
        return compiled


class _TypedWhenAsked(Mapping[str, Typed]):
    """The expressions of a flow; those of a node are typed when one of them is first asked for."""

    def __init__(self, flow: Flow) -> None:
        self._nodes = {each.pointer: node for node in flow.nodes.values() for each in node.expressions()}
        self._scope = Scope(facts=flow.facts, tables=flow.tables, holidays=flow.holidays)
        self._typed: dict[str, Typed] = {}

    def __getitem__(self, pointer: str) -> Typed:
        if pointer not in self._typed:
            self._typed.update(_type_node(self._nodes[pointer], self._scope))
        return self._typed[pointer]

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


@dataclass(frozen=True, kw_only=True)
class Release:
    """One immutable state of a flow. Journeys, tickets and approvals name it by `fingerprint`."""

    flow: Flow
    fingerprint: str
    logic: str
    typed: Mapping[str, Typed]
    """Every condition and calculation of the flow, typed, by its pointer."""
    compiled: Mapping[str, Compiled]
    translations: Mapping[str, Mapping[str, Text]]
    """By language, then by pointer; a language read from right to left has its numbers held in order."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The flow's own language first, then its translations in order."""
        return (self.flow.language, *sorted(set(self.translations) - {self.flow.language}))

    @cached_property
    def relative_facts(self) -> frozenset[str]:
        """Facts whose domain depends on another fact, so that an earlier answer can make them wrong."""
        return frozenset(fact.id for fact in self.flow.facts.values() if _leans_on(fact, "fact"))

    @cached_property
    def dated_facts(self) -> frozenset[str]:
        """Facts whose domain depends on the journey's date, so that going by another day can make an answer wrong."""
        return frozenset(fact.id for fact in self.flow.facts.values() if _leans_on(fact, "today"))

    def facts_in(self, language: str) -> Mapping[str, Fact]:
        """The facts with their labels and options in `language`; made once."""
        if language not in self._facts_by_language:
            self._facts_by_language[language] = translate_facts(self.flow.facts, self.translations[language])
        return self._facts_by_language[language]

    @cached_property
    def programs(self) -> dict[str, object]:
        """What else was compiled from this release, by name; filled by those who compile it."""
        return {}

    @cached_property
    def _facts_by_language(self) -> dict[str, Mapping[str, Fact]]:
        return {}


def build_release(
    document: Json,
    translations: Mapping[str, Json] | None = None,
    children: Children | None = None,
    *,
    parts: Parts | None = None,
) -> Release:
    """A runnable release of a document that `check_document` found sound. Every expression is compiled once.

    `translations` maps a language to its translation file; `children` holds the flows that this one runs; `parts` are
    what the last release was made of, kept by whoever builds many of one flow. Raises ExpressionError or KeyError on
    a document that was never checked.
    """
    translations, children = translations or {}, children or {}
    whole = expand(document, translations, children)
    if parts:
        parts.begin(whole.document)
    flow = parse_flow(whole.document, parts.node if parts else build_node)
    typed = type_expressions(flow, parts)
    compiled = CompiledExpressions(typed, parts.compiled(typed) if parts else {})
    if parts:
        parts.keep(typed, compiled)
    return Release(
        flow=flow,
        fingerprint=fingerprint(pin(document, children), translations),
        logic=logic_of(document, children),
        typed=typed,
        compiled=compiled,
        translations=read_translations(flow, whole.translations),
    )


def build_outline(document: Json, translations: Mapping[str, Json], release: Release | None = None) -> Release:
    """The flow of a release as its designer wrote it, to look at and not to run: sub-flows are not written out.

    Without the release it has no name, which takes a third of the time.
    """
    flow = parse_flow(document)
    typed, texts = _TypedWhenAsked(flow), read_translations(flow, translations)
    if release is None:
        return Release(flow=flow, fingerprint="", logic="", typed=typed, compiled={}, translations=texts)
    return replace(release, flow=flow, typed=typed, compiled={}, translations=texts)


def type_expressions(flow: Flow, parts: Parts | None = None) -> dict[str, Typed]:
    """Every condition and calculation of `flow`, typed against its facts, by pointer."""
    scope = Scope(facts=flow.facts, tables=flow.tables, holidays=flow.holidays)

    def type_node(node: Node) -> dict[str, Typed]:
        return _type_node(node, scope)

    typed: dict[str, Typed] = {}
    for node in flow.nodes.values():
        typed.update(parts.typed(node, type_node) if parts else type_node(node))
    return typed


def _type_node(node: Node, scope: Scope) -> dict[str, Typed]:
    typing = NodeTyping(scope)
    return {each.pointer: typing.check(each) for each in node.expressions()}


def _leans_on(fact: Fact, key: str) -> bool:
    """Whether a limit of the fact, or of a list's members, is given by `key`: `fact` or `today`."""
    limits = (fact.domain.get("earliest"), fact.domain.get("latest"))
    members: Mapping[str, Fact] = fact.domain.get("facts", {})
    return any(isinstance(limit, Mapping) and key in limit for limit in limits) or any(
        _leans_on(member, key) for member in members.values()
    )
