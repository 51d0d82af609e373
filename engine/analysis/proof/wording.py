"""Words for what a proof rests on: the person of an example, and what clashes, as the designer wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from engine.analysis.proof.verdicts import Verdict
from engine.definition import Release
from engine.definition.saying import Saying
from engine.definition.wording import Wording
from engine.expressions.typed import LITERAL, Typed
from engine.expressions.types import NUMERIC, Kind, fact_type
from engine.model.words import Words
from engine.nodes import GateNode, PageNode, QuestionNode, TableNode

_NOUNS = {"rules": "rule", "validators": "validator", "rows": "row", "exits": "exit"}
_FEW = 6
"""Options that are listed; of more, only their number is said."""


class Told:
    """Says things of one release in its own language's form, to its designers."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.words = Words(release.flow.language)
        self.wording = Wording(release, self.words)

    @cached_property
    def saying(self) -> Saying:
        tables = (node for node in self.release.flow.nodes.values() if isinstance(node, TableNode))
        names = {each.name: f"“{each.id}”" for node in tables for each in node.columns if not each.is_fact}
        return Saying(self.wording, self.words, names)

    def person(self, verdict: Verdict) -> str:
        """An example in the reader's words: what was asked on the way, and answered."""
        answers = self.answers(verdict)
        handed = "; ".join(f"{label}: {said}" for fact, label, said in answers if self.is_handed(fact))
        given = "; ".join(f"{label}: {said}" for fact, label, said in answers if not self.is_handed(fact))
        who = f"somebody who answers {given}" if given else "everybody"
        return f"{who}, where the flow is handed {handed}" if handed else who

    def is_handed(self, fact: str) -> bool:
        """Whether another flow gives it, before anybody is asked."""
        return fact in self.release.flow.inputs

    def answers(self, verdict: Verdict) -> list[tuple[str, str, str]]:
        """What was asked on the way: the fact, its label, and the answer as people read it."""
        given = verdict.person.answers if verdict.person else {}
        return [(fact, self.label(fact), self.answer(fact, given[fact])) for fact in self.asked(verdict)]

    def asked(self, verdict: Verdict) -> list[str]:
        """The facts that were asked for on the way, and answered."""
        if verdict.person is None or verdict.way is None:
            return []
        way = verdict.way
        last = self.release.flow.nodes[way.node]
        asked = dict.fromkeys(way.asked)
        if way.failed and isinstance(last, QuestionNode | PageNode):
            asked |= dict.fromkeys(last.fills)
        return [fact for fact in asked if fact in verdict.person.answers]

    def label(self, fact: str) -> str:
        """What a fact is called, and of which flow that is run it is."""
        scope = self.wording.scope(fact, {})
        return f"{self.wording.label(fact, {})} ({scope})" if scope else self.wording.label(fact, {})

    def answer(self, fact: str, value: object) -> str:
        """A value as people read it."""
        return "no answer" if value is None else self.wording.value(fact, value)  # type: ignore[arg-type]  # a Value

    def because(self, verdict: Verdict) -> str:
        """What rules it out, as the designer wrote it."""
        reasons = dict.fromkeys(self.reasons(verdict.reasons or ()))
        return f"What rules it out: {'; '.join(reasons)}." if reasons else "No answers can change that."

    def reasons(self, pointers: Iterable[str]) -> list[str]:
        """Each thing that has a part in it, in words."""
        return [self.named(pointer) for pointer in pointers]

    def named(self, pointer: str) -> str:
        """What a pointer points at, and what stands there."""
        parts = pointer.split("/")
        if parts[1] == "facts":
            return self.domain("/".join(parts[2:]))
        group = next((place for place in range(len(parts) - 1, 1, -1) if parts[place] in _NOUNS), 0)
        if not group:
            return f"node “{'/'.join(parts[2:])}”"
        node = "/".join(parts[2:group])
        if isinstance(self.release.flow.nodes.get(node), GateNode):
            return f"how many members node “{node.rpartition('/')[0]}” counts"
        name = f"{_NOUNS[parts[group]]} “{parts[group + 1]}” of node “{node}”"
        typed = self.release.typed.get(pointer)
        return f"{name} ({self.condition(typed)})" if typed is not None else name

    def condition(self, typed: Typed) -> str:
        """A condition in words; of a row, only the cells that say something."""
        told = [each for each in typed.args if each.op != LITERAL] if typed.op == "and" else []
        return " and ".join(self.saying.condition(each) for each in told) or self.saying.condition(typed)

    def domain(self, name: str) -> str:
        """What can be answered about a fact."""
        label, fact = self.label(name), self.release.flow.facts[name]
        type_ = fact_type(fact)
        if type_.kind in NUMERIC:
            low, high = (self.bound(name, end) for end in (type_.bounds.low, type_.bounds.high))
            said = f"from {low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
            return f"“{label}” is {said}" if low or high else f"“{label}” is a number"
        if type_.kind in (Kind.CHOICE, Kind.CHOICES) and len(type_.options) <= _FEW:
            options = [self.answer(name, each if type_.kind is Kind.CHOICE else (each,)) for each in type_.options]
            return f"“{label}” can only be {self.words.either(options)}"
        return f"what can be answered about “{label}”"

    def bound(self, name: str, value: object) -> str:
        return "" if value is None else self.answer(name, value)
