"""Where the ways of made-up people part: by their answers, and whether an article helped them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from engine.analysis.proof.people import Person
from engine.analysis.proof.walkers import Walker
from engine.nodes import Node, PageNode, QuestionNode

Try: TypeAlias = tuple[Walker, Mapping[str, Any]]
"""Somebody, and what they answer at their node."""


def deciding(nodes: Mapping[str, Node]) -> frozenset[str]:
    """Questions after which the way parts before the next one."""
    asking = {name for name, node in nodes.items() if isinstance(node, QuestionNode | PageNode)}
    parts = {name for name, node in nodes.items() if name not in asking and len(node.exits()) > 1}
    for name in reversed(list(nodes)):
        if name not in asking and parts.intersection(exit.target for exit in nodes[name].exits()):
            parts.add(name)
    return frozenset(name for name in asking if parts.intersection(exit.target for exit in nodes[name].exits()))


def answered(node: Node, walker: Walker) -> Iterator[Try]:
    """Those who went together part where their answers do."""
    parts: dict[str, list[Person]] = {}
    if node.outcome and node.exits():
        for person in walker.people:
            parts.setdefault("unhelped" if node.id in person.unhelped else "", []).append(person)
        for name, people in parts.items():
            yield (not_helped(walker, node.id) if name else walker).with_people(people), {}
    elif isinstance(node, QuestionNode | PageNode):
        open_ = [fact for fact in node.fills if fact not in walker.known]
        for person in walker.people:
            parts.setdefault(repr([person.answers.get(fact, _Missing) for fact in open_]), []).append(person)
        for people in parts.values():
            yield (
                walker.with_people(people),
                {fact: people[0].answers[fact] for fact in open_ if fact in people[0].answers},
            )
    else:
        yield walker, {}


class _Missing:
    """Stands for an answer that was not given."""


def not_helped(walker: Walker, article: str) -> Walker:
    """The same person, whom the article did not help."""
    return replace(walker, unhelped=walker.unhelped | {article})
