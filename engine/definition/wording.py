"""A release's texts in one reader's language, with their placeholders filled in."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definition.release import Release
from engine.model.bidi import isolate
from engine.model.flow import Fact, Text
from engine.model.values import Value, Values
from engine.model.words import Words
from engine.nodes import PageNode
from engine.questions import fact_types, named, resolve


class Wording:
    """Says every sentence of `release` to one reader. A missing translation is shown in the flow's own language."""

    def __init__(self, release: Release, words: Words) -> None:
        self.release = release
        self.words = words
        self.language = words.language if words.language in release.languages else release.flow.language
        self._texts: Mapping[str, Text] = release.translations.get(self.language, {})
        self._facts: Mapping[str, Fact] = (
            release.facts_in(self.language) if self.language in release.translations else release.flow.facts
        )

        # A sentence that is not translated yet would else be laid out in the direction of those around it.
        self._is_mixed = bool(self._texts) and Words(release.flow.language).direction != self.direction

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`: of the language in which the flow's texts are shown."""
        return self.words.direction if self.language == self.words.language else Words(self.language).direction

    def text(self, pointer: str, values: Values, *, markdown: bool = False) -> str:
        """The sentence at `pointer`; empty when the flow has none there."""
        own = self._texts.get(pointer)
        text = own or self.release.flow.texts.get(pointer, "")
        said = resolve(text, values, self._facts, self.words, markdown=markdown) if text else ""
        return isolate(said) if self._is_mixed and not own and not markdown else said

    def as_written(self, pointer: str) -> str:
        """The sentence at `pointer` for those who design the flow: where an answer will stand, what it is called."""
        text = self._texts.get(pointer) or self.release.flow.texts.get(pointer, "")
        return named(text, lambda fact: f"[{self.label(fact, {})}]") if text else ""

    def fact(self, fact_id: str) -> Fact:
        """The fact with its label and options in the reader's language."""
        return self._facts[fact_id]

    def find_fact(self, fact_id: str) -> Fact | None:
        """The same, where it is not certain that there is one."""
        return self._facts.get(fact_id)

    @property
    def facts(self) -> Mapping[str, Fact]:
        """All facts with their labels and options in the reader's language."""
        return self._facts

    def scope(self, node_id: str, values: Values) -> str:
        """What the sub-flow is called in which a node stands, outermost first; empty for the flow itself."""
        parts = node_id.split("/")
        within = ("/".join(parts[:length]) for length in range(1, len(parts)))
        titles = (self.text(f"/scopes/{name}/title", values) for name in within if name in self.release.flow.scopes)
        return ", ".join(titles)

    def label(self, fact_id: str, values: Values) -> str:
        """The short name of a fact."""
        return self.text(f"/facts/{fact_id}/label", values) or fact_id

    def value(self, fact_id: str, value: Value | None) -> str:
        """A value as people read it; a dash when there is none."""
        if value is None:
            return "—"
        fact = self.fact(fact_id)
        return fact_types[fact.type].format(fact, value, self.words)


def question_text(wording: Wording, node_id: str, fact_id: str, values: Values) -> str:
    """The sentence by which a node asks for a fact."""
    node = wording.release.flow.nodes[node_id]
    if isinstance(node, PageNode):
        asked = next(each for each in node.questions if each.fact == fact_id)
        return wording.text(asked.pointer("prompt"), values)
    return wording.text(node.pointer("prompt"), values)
