"""The path of one journey in words: what was asked, which rules fired, and why the earlier ones did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.definition import Release
from engine.definition.saying import Saying
from engine.definition.wording import Wording, question_text
from engine.expressions import facts_read
from engine.model.flow import Rule
from engine.model.prompts import PathStep
from engine.model.values import Value, Values
from engine.model.words import Words
from engine.nodes import (
    DecisionNode,
    GatherNode,
    MemberNode,
    MoreNode,
    Node,
    PageNode,
    QuestionNode,
    ReturnNode,
    TableNode,
)

_SILENT = (MemberNode, ReturnNode, GatherNode)
"""They stand where a sub-flow was written out, and decide nothing."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question and its answer, as people read them."""

    fact: str
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One rule, row or check as it was read: whether it held, and the answers it looked at."""

    id: str
    condition: str
    because: str
    holds: bool | None
    looked_at: tuple[Asked, ...]
    """Facts by their label, with their values."""


@dataclass(frozen=True, kw_only=True)
class ExplainedStep:
    """One node of the path."""

    node: str
    title: str
    exit: str
    asked: tuple[Asked, ...] = ()
    fired: tuple[Branch, ...] = ()
    passed: tuple[Branch, ...] = ()
    """The rules before it that did not fire, in order."""


def explain_path(release: Release, path: tuple[PathStep, ...], known: Values) -> tuple[ExplainedStep, ...]:
    """Each step in words. `known` is what was known at the end."""
    telling = _Telling(release)
    return tuple(telling.steps(path, known))


def told_facts(release: Release, known: Values) -> tuple[Asked, ...]:
    """Everything that is known, answered or worked out, as people read it."""
    telling = _Telling(release)
    return tuple(
        telling.fact(name, known) for name, value in known.items() if name in release.flow.facts and value is not None
    )


class _Telling:
    """Tells about one release in its own language."""

    def __init__(self, release: Release) -> None:
        self.release = release
        words = Words(release.flow.language)
        self.wording = Wording(release, words)
        self.saying = Saying(self.wording, words, _names(release))

    def steps(self, path: tuple[PathStep, ...], known: Values) -> Iterator[ExplainedStep]:
        so_far: dict[str, Value | None] = {"today": known.get("today")}
        for step in path:
            so_far.update((fact, known.get(fact)) for fact in step.sets)
            node = self.release.flow.nodes[step.node]
            if isinstance(node, _SILENT):
                continue
            yield ExplainedStep(
                node=step.node,
                title=self.title(node, so_far),
                exit=step.exit,
                asked=tuple(self.asked(node, fact, so_far) for fact in step.asked),
                fired=tuple(self.fired(node, rule, so_far) for rule in step.rules),
                passed=tuple(self.passed(node, step, so_far)),
            )

    def title(self, node: Node, known: Values) -> str:
        """What a node is called: by its title, its question, or its id in words."""
        for name in ("title", "prompt"):
            text = self.wording.text(node.pointer(name), known)
            if text:
                return text
        own = node.title if isinstance(node.title, str) else ""
        return own or node.id.split("/")[-1].replace("-", " ").capitalize()

    def asked(self, node: Node, fact: str, known: Values) -> Asked:
        question = self.wording.label(fact, known) if isinstance(node, MoreNode) else ""
        text = question or question_text(self.wording, node.id, fact, known)
        return Asked(fact=fact, question=text, answer=self.wording.value(fact, known.get(fact)))

    def fired(self, node: Node, rule: Rule, known: Values) -> Branch:
        return self.branch(node, rule.id, rule.group, known)

    def passed(self, node: Node, step: PathStep, known: Values) -> Iterator[Branch]:
        """The rules that come before the one that fired; all of them where none did."""
        if isinstance(node, QuestionNode | PageNode | DecisionNode):
            for rule in node.branches.rules:
                if step.rule is not None and rule.id == step.rule.id:
                    return
                yield self.branch(node, rule.id, "rules", known)
        elif isinstance(node, TableNode):
            fired = {rule.id for rule in step.rules}
            last = max((place for place, row in enumerate(node.rows) if row.id in fired), default=len(node.rows))
            for row in node.rows[:last]:
                if row.id not in fired:
                    yield self.branch(node, row.id, "rows", known)

    def branch(self, node: Node, name: str, group: str, known: Values) -> Branch:
        pointer = node.pointer(group, name, "when")
        typed, within = self.release.typed[pointer], self.within(node, known)
        verdict = self.release.compiled[pointer](within)
        read = [fact for fact in sorted(facts_read(typed)) if fact in self.release.flow.facts]
        return Branch(
            id=name,
            condition=self.saying.condition(typed),
            because=self.wording.text(node.pointer(group, name, "because"), known),
            holds=verdict if isinstance(verdict, bool) else None,
            looked_at=tuple(self.fact(each, known) for each in read),
        )

    def fact(self, name: str, known: Values) -> Asked:
        return Asked(
            fact=name, question=self.wording.label(name, known), answer=self.wording.value(name, known.get(name))
        )

    def within(self, node: Node, known: Values) -> Mapping[str, Value | None]:
        """What the conditions of a node read: for a table also its inputs that are worked out."""
        found = dict(known)
        for column in node.columns if isinstance(node, TableNode) else ():
            if not column.is_fact:
                found[column.name] = self.release.compiled[node.pointer("inputs", column.id, "value")](found)
        return found


def _names(release: Release) -> dict[str, str]:
    """What the inputs of tables are called that are worked out."""
    return {
        column.name: column.id.replace("-", " ").replace("_", " ")
        for node in release.flow.nodes.values()
        if isinstance(node, TableNode)
        for column in node.columns
        if not column.is_fact
    }
