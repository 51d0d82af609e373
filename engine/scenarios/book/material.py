"""What a book is made of: a flow with everything that belongs to it, gathered by whoever reads the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from engine.analysis.drawing import Drawn, Naming, in_order
from engine.analysis.markup import Content, Markup, element
from engine.definition import Release
from engine.definition.wording import Wording
from engine.expressions import Scope, Typed, check
from engine.model.flow import Fact, Source
from engine.model.values import Json
from engine.nodes import Flow, Node
from engine.scenarios.book.prose import markdown


@dataclass(frozen=True, kw_only=True)
class Translated:
    """How far a translation has come."""

    language: str
    texts: int
    missing: int
    stale: int


@dataclass(frozen=True, kw_only=True)
class Material:
    """One flow, ready to be written about. The book's own sentences are in English, the flow's in `language`."""

    naming: Naming
    document: Mapping[str, Json]
    """As its designer wrote it."""
    today: date
    drawn: Drawn
    whole: Release
    """The same flow with the flows that it runs written out."""
    proof: Mapping[str, Json] = field(default_factory=dict)
    """What `engine.scenarios.proving.analyse` says of the flow; empty when it was not proved."""
    scenarios: Mapping[str, Json] = field(default_factory=dict)
    """By file name."""
    translations: Sequence[Translated] = ()
    history: Sequence[Mapping[str, Json]] = ()
    """The flow's releases, the newest first."""

    @property
    def release(self) -> Release:
        return self.naming.release

    @property
    def flow(self) -> Flow:
        return self.naming.flow

    @property
    def language(self) -> str:
        return self.naming.wording.language

    @cached_property
    def whole_wording(self) -> Wording:
        """Names and values of all facts, those of sub-flows included."""
        return Wording(self.whole, self.naming.wording.words)

    @cached_property
    def ordered(self) -> tuple[Node, ...]:
        """All nodes as people meet them."""
        return tuple(self.flow.nodes[name] for name in in_order(self.flow))

    # --- texts of the flow ---

    def own(self, text: str) -> Content:
        """A piece of the flow's own text within a sentence of the book."""
        if self.language == "en" or not text:
            return text
        return element("span", text, lang=self.language, dir=self.naming.wording.direction)

    def prose(self, pointer: str) -> Markup | None:
        """A text of the flow that may have paragraphs and lists."""
        text = self.naming.wording.as_written(pointer)
        if not text:
            return None
        is_other = self.language != "en"
        return element(
            "div",
            markdown(text),
            class_="prose",
            lang=self.language if is_other else None,
            dir=self.naming.wording.direction if is_other else None,
        )

    def text(self, pointer: str) -> str:
        return self.naming.wording.as_written(pointer)

    # --- links ---

    def to_node(self, name: str) -> Markup:
        """A link to a node's place in the book."""
        return element("a", self.own(self.naming.text(self.flow.nodes[name])), href=f"#{node_anchor(name)}")

    def to_fact(self, name: str) -> Markup:
        if name not in self.flow.facts:
            return element("span", name)
        return element("a", self.own(self.naming.fact(name)), href=f"#{fact_anchor(name)}")

    def source(self, source: Source | None) -> Markup | None:
        """Where something comes from, as of when, and when it is to be read again."""
        if source is None:
            return None
        named: Content = source.title
        if source.url.startswith(("https://", "http://")):
            named = element("a", source.title, href=source.url)
        days = []
        if source.as_of:
            days.append(f"as of {self.day(source.as_of)}")
        if source.check_again_on:
            days.append(f"to be read again on {self.day(source.check_again_on)}")
        is_late = source.check_again_on is not None and source.check_again_on < self.today
        late = element("strong", " Overdue.") if is_late else None
        return element("p", "Source: ", named, f" ({', '.join(days)})" if days else None, late, class_="source")

    def day(self, day: date) -> str:
        return self.naming.words.date(day)

    # --- expressions ---

    def typed(self, pointer: str) -> Typed:
        return self.release.typed[pointer]

    def read(self, source: Json, expect: str | Fact | None = "boolean") -> Typed:
        """An expression that stands outside the nodes."""
        scope = Scope(facts=self.flow.facts, tables=self.flow.tables, holidays=self.flow.holidays)
        return check(source, scope, expect=expect)

    def proved(self, kind: str, pointer: str) -> list[Mapping[str, Json]]:
        """What the proof says about a place of the document."""
        return self._proved.get((kind, pointer), [])

    @cached_property
    def _proved(self) -> Mapping[tuple[str, str], list[Mapping[str, Json]]]:
        found: dict[tuple[str, str], list[Mapping[str, Json]]] = {}
        for entry in self.proof.get("coverage", ()):
            found.setdefault((entry["kind"], entry["pointer"]), []).append(entry)
        return found


def node_anchor(name: str) -> str:
    return f"node-{name}"


def fact_anchor(name: str) -> str:
    return f"fact-{name}"
