"""Names for the parts of one of two releases that are compared, and its answers in words and as JSON."""

from __future__ import annotations

from engine.analysis.proof import Fitting, Person, Walked
from engine.definition import Release
from engine.definition.wording import Wording
from engine.model.values import Json
from engine.model.words import Words
from engine.nodes import ResultsNode
from engine.questions import fact_types


class EditionNames:
    """Names the parts of one of the two releases."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.words = Words(release.flow.language)
        self.wording = Wording(release, self.words)
        reads = (key for typed in release.typed.values() for key in typed.reads)
        self.has_results = any(isinstance(node, ResultsNode) for node in release.flow.nodes.values())
        self.is_dated = bool(release.dated_facts) or (0, "today") in set(reads)

    def label(self, name: str) -> str:
        scope = self.wording.scope(name, {})
        return f"{self.wording.label(name, {})} ({scope})" if scope else self.wording.label(name, {})

    def fact(self, name: str) -> str:
        return f"“{self.label(name)}”"

    def said(self, name: str, person: Person) -> str:
        """One answer in words."""
        value = person.answers.get(name)
        return self.wording.value(name, value) if value is not None else "not answered"

    def answer(self, name: str, person: Person) -> str:
        """One answer with its label."""
        return f"{self.label(name)}: {self.said(name, person)}"

    def node(self, name: str) -> str:
        """A node by its id, with what it says or is."""
        said = self.wording.text(f"/nodes/{name}/title", {}) or self.wording.text(f"/nodes/{name}/prompt", {})
        return f"“{name}” ({said or self.kind(name)})"

    def item(self, fitting: Fitting) -> str:
        """An item of a page of results by its title."""
        said = self.wording.text(f"/nodes/{fitting.node}/items/{fitting.item}/title", {})
        return f"“{said or fitting.item}”"

    def kind(self, name: str) -> str:
        """What a node is: the article that is shown, or the plan by which a person takes over."""
        node = self.release.flow.nodes[name]
        about = getattr(node, "article", "") or getattr(node, "plan", "")
        priority = f", {node.priority}" if hasattr(node, "priority") else ""
        return f"{node.type} {about}{priority}" if about else node.type

    def answers(self, walked: Walked) -> dict[str, Json]:
        """What was asked and answered, as canonical JSON."""
        given = {fact: walked.person.answers.get(fact) for fact in walked.asked}
        return {
            name: None
            if value is None
            else fact_types[self.release.flow.facts[name].type].to_json(self.release.flow.facts[name], value)
            for name, value in given.items()
        }
