"""Steers made-up people to an exit that nobody has taken yet, by another answer to one of the last questions."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.analysis.proof.people import Person, given_by, journey_of
from engine.analysis.proof.thinking import Thinking
from engine.analysis.proof.verdicts import EXIT, Claim, Verdict
from engine.analysis.proof.walkers import Walker
from engine.definition import Release
from engine.expressions.typed import TODAY
from engine.nodes import Goes, Node, PageNode, QuestionNode
from engine.runtime.trace import JourneyVisit

_NUDGES = 15
"""Other answers to one question that are tried."""
_BACK = 2
"""How many questions before a node are tried."""
_FAR = 50
"""Nodes that are looked ahead in silence."""


class Steering:
    """Steers the people of one flow. `order` are its nodes, each after those that lead to it."""

    def __init__(self, release: Release, thinking: Thinking, order: Sequence[str], messages: frozenset[str]) -> None:
        self.release, self.thinking, self.messages = release, thinking, messages
        self.nodes = {name: release.flow.nodes[name] for name in order}

    def count_ahead(self, seen: Container[Claim]) -> int:
        """How many exits that nobody was seen to take one way may have on it."""
        most: dict[str, int] = {}
        for name in reversed(self.nodes):
            ways = (
                (Claim(EXIT, name, exit.name) not in seen) + most.get(exit.target, 0)
                for exit in self.nodes[name].exits()
            )
            most[name] = max(ways, default=0)
        return most[self.release.flow.start]

    def nudge(self, claim: Claim, known: Verdict) -> Person | None:
        """Somebody who takes an exit, by another answer to one of the last questions of a walk to its node."""
        assert known.way is not None
        assert known.person is not None
        steps, node = known.way.steps, self.nodes[claim.node]
        here = next((place for place, step in enumerate(steps) if step.node == claim.node), len(steps))
        answers = {fact: known.person.answers.get(fact) for step in steps[:here] for fact in step.asked}
        if node.outcome:
            return replace(known.person, answers=answers, unhelped=known.person.unhelped | {claim.node})
        asked = [place for place in range(here) if steps[place].asked]
        begins = [(place, steps[place].node) for place in asked[-_BACK:]]
        if isinstance(node, QuestionNode | PageNode):
            begins.append((here, claim.node))
        for place, start in reversed(begins):
            before = {fact: known.way.known.get(fact) for step in steps[:place] for fact in step.sets}
            walker = Walker(start, {TODAY: known.person.today, **before})
            changed = self._changed(walker, answers, claim)
            if changed is not None:
                return replace(known.person, answers={**answers, **changed})
        return None

    def _changed(self, walker: Walker, answers: Mapping[str, Any], claim: Claim) -> dict[str, Any] | None:
        """Other answers to where somebody stands, that lead to the exit."""
        node = self.nodes[walker.node]
        if not isinstance(node, QuestionNode | PageNode):
            return None
        given = {fact: given_by(value) for fact, value in answers.items()}
        journey = journey_of(self.release, walker.today, given, self.messages)
        for _ in range(_NUDGES):
            for _, changed in self.thinking.any_answers(node, walker):
                given.update((fact, given_by(value)) for fact, value in changed.items())
                known = dict(walker.known)
                if self._leads(node, JourneyVisit(self.release, journey, known), known, claim):
                    return changed
        return None

    def _leads(self, node: Node, visit: JourneyVisit, known: dict[str, Any], claim: Claim) -> bool:
        """Whether somebody comes from here to the exit with what they answered."""
        for _ in range(_FAR):
            entry = node.enter(visit)
            if not isinstance(entry, Goes):
                return False
            if node.id == claim.node:
                return entry.exit == claim.name
            known.update(entry.sets)
            node = self.nodes[entry.target]
        return False
