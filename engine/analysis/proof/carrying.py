"""Of the people of an earlier proof, those whom an edit lets go the same way: what they showed, they show still.

A way is the same when it meets the same nodes, and each node on it that was changed lets the person go on as before.
The rest walk again. Nothing is carried over where more was changed than nodes, because anything may hang on that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.analysis.proof.people import Person, Way, given_by, journey_of, messages_in
from engine.analysis.proof.seeing import Seeing
from engine.analysis.proof.verdicts import Claim, Proof, Verdict
from engine.definition import Release
from engine.expressions.typed import TODAY
from engine.model.prompts import PathStep
from engine.nodes import Flow, Goes
from engine.runtime.trace import JourneyVisit, step_of

_AROUND = ("start", "language", "time_zone", "tables", "holidays", "promises", "inputs")
"""What of a flow has to be the same, besides the facts that both states of it have."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What is left of an earlier proof."""

    shown: Mapping[Claim, Verdict]
    others: tuple[Person, ...]
    """Who may go another way now."""


def carry_over(release: Release, earlier: Proof, seeing: Seeing) -> Carried | None:
    """What people showed and still show; None where nothing can be told without walking again."""
    flow = earlier.grounds.flow if earlier.grounds else None
    if flow is None or not _is_around_alike(flow, release.flow):
        return None
    return _Carrying(release, flow, seeing).carry(earlier.verdicts)


def _is_around_alike(then: Flow, now: Flow) -> bool:
    facts = then.facts.keys() & now.facts.keys()
    return all(getattr(then, name) == getattr(now, name) for name in _AROUND) and all(
        then.facts[fact] == now.facts[fact] for fact in facts
    )


class _Carrying:
    """One earlier proof, looked through. `then` is the flow that it is about."""

    def __init__(self, release: Release, then: Flow, seeing: Seeing) -> None:
        self.release, self.seeing = release, seeing
        self.nodes = release.flow.nodes
        self.same = {name for name, node in self.nodes.items() if then.nodes.get(name) == node}

    @cached_property
    def messages(self) -> frozenset[str]:
        return messages_in(self.release)

    def carry(self, verdicts: Mapping[Claim, Verdict]) -> Carried:
        shown: dict[Claim, Verdict] = {}
        others: list[Person] = []
        goes_on: dict[int, bool] = {}
        for claim, verdict in verdicts.items():
            if verdict.person is None or verdict.way is None:
                continue
            if id(verdict.way) not in goes_on:
                news = self.shown_anew(verdict.person, verdict.way)
                goes_on[id(verdict.way)] = news is not None
                if news is None:
                    others.append(verdict.person)
                else:
                    shown |= {each: verdict for each in news if each not in shown}
            if goes_on[id(verdict.way)] and claim.node in self.same:
                shown[claim] = verdict
        return Carried(shown=shown, others=tuple(others))

    def shown_anew(self, person: Person, way: Way) -> list[Claim] | None:
        """What somebody shows at the nodes that were changed; None if they may not go the same way any more."""
        if way.node not in self.same:
            return None
        changed = [number for number, step in enumerate(way.steps) if step.node not in self.same]
        return self._walked_again(person, way, changed[-1]) if changed else []

    def _walked_again(self, person: Person, way: Way, last: int) -> list[Claim] | None:
        """The same, up to the last step that was changed."""
        answers = {fact: given_by(value) for fact, value in person.answers.items()}
        journey = journey_of(self.release, person.today, answers, self.messages | person.unhelped)
        found: list[Claim] = []
        for number, step, before in self._changed_along(way, last):
            filled = way.filled_by(number)
            node = self.nodes.get(step.node)
            entry = node.enter(JourneyVisit(self.release, journey, dict(before))) if node else None
            target = way.steps[number + 1].node if number + 1 < len(way.steps) else way.node
            if not isinstance(entry, Goes) or entry.target != target or dict(entry.sets) != filled:
                return None
            if step_of(step.node, entry) != step:
                return None
            found += self.seeing.step(step, filled, before, {**before, **filled})
        return found

    def _changed_along(self, way: Way, last: int) -> Iterator[tuple[int, PathStep, dict[str, Any]]]:
        """The steps up to `last` that were changed, and what was known before each."""
        known: dict[str, Any] = {TODAY: way.known[TODAY]}
        for number, step in enumerate(way.steps[: last + 1]):
            if step.node not in self.same:
                yield number, step, known
            for fact in step.sets:
                known[fact] = way.value_of(number, fact)
