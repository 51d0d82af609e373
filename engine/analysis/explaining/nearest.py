"""How near another outcome was: the fewest answers that would have had to be other ones.

An answer counts when it is asked for on the other way and is not what the person said: what is asked no longer does
not count. Each nearest way is walked in the engine before it is told, and fewer changes are proved to be too few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import z3

from engine.analysis.explaining.differences import apart, changes, distance
from engine.analysis.graph import build_graph
from engine.analysis.proof.encoding import Encoded, TooKnottedError, encode
from engine.analysis.proof.people import Person, Way, follow
from engine.analysis.proof.proving import Prover
from engine.analysis.proof.stops import Kind, Stop, stops_of
from engine.analysis.proof.terms import negated
from engine.definition import Release
from engine.expressions.typed import TODAY
from engine.model.values import Value
from engine.nodes import Flow, PageNode, QuestionNode
from engine.questions import Context, fact_types

MOST_CHANGES = 3
STEPS = 3_000_000
"""What one question may cost, in the solver's own steps."""
_CLOSER = 40
"""How often a nearer number is asked for."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One answer that would have had to be another one."""

    fact: str
    before: Value | None
    was_given: bool
    """False for a question that the person was never asked."""
    after: Value | None


@dataclass(frozen=True, kw_only=True)
class Near:
    """Another outcome, and the fewest changed answers that lead to it."""

    outcome: str
    changes: tuple[Change, ...]
    way: Way


@dataclass(frozen=True, kw_only=True)
class Nearness:
    """What was found for one person."""

    near: tuple[Near, ...] = ()
    """Nearest first."""
    far: tuple[str, ...] = ()
    """Outcomes to which no three changed answers lead."""
    unsettled: Mapping[str, str] = field(default_factory=dict)
    """Outcomes of which it is not settled, and why."""


def find_nearest(release: Release, person: Person, *, most: int = MOST_CHANGES, steps: int = STEPS) -> Nearness:
    """The other outcomes of a release, and how many answers lead there. The person has to have come to one."""
    there = build_graph(release.flow)
    mine = follow(release, person)
    others = [name for name in release.flow.nodes if name in there.outcomes & there.reachable and name != mine.node]
    try:
        encoded = encode(there, (person.today, person.today))
    except TooKnottedError:
        return Nearness(unsettled=dict.fromkeys(others, "the flow leads round in too many circles"))
    search = _Search(release, person, encoded, steps)
    near, far, unsettled = [], [], {}
    for name in others:
        found = search.find(name, most)
        if isinstance(found, Near):
            near.append(found)
        elif found:
            unsettled[name] = found
        else:
            far.append(name)
    order = sorted(near, key=lambda each: len(each.changes))
    return Nearness(near=tuple(order), far=tuple(far), unsettled=unsettled)


class _Search:
    """Looks for ways of one person to other outcomes."""

    def __init__(self, release: Release, person: Person, encoded: Encoded, steps: int) -> None:
        self.release, self.person, self.encoded = release, person, encoded
        self.prover = Prover(encoded, steps=steps)
        self.changes = changes(encoded, person)
        self.stops = dict(stops_of(encoded))
        self.count = z3.Sum([z3.If(each, 1, 0) for each in self.changes.values()]) if self.changes else z3.IntVal(0)
        self.fixed = [z3.Int(TODAY) == person.today.toordinal()]
        may_skip = set(_optional(release.flow))
        self.fixed += [negated(given.skipped) for fact, given in encoded.givens.items() if fact not in may_skip]
        for name in encoded.articles:
            unhelped = encoded.unhelped(name)
            self.fixed.append(unhelped if name in person.unhelped else negated(unhelped))

    def find(self, outcome: str, most: int) -> Near | str:
        """The nearest way there; why it is not settled; or nothing when there is none."""
        stop = self.stops.get(Stop(kind=Kind.OUTCOME, node=outcome))
        if stop is None:
            return ""
        for number in range(1, most + 1):
            answer = self.prover.ask(*self.fixed, stop, self.count <= number, why=False)
            if answer.reasons is not None:
                continue
            if answer.person is None:
                return "the proof took more steps than it may"
            found = self.confirmed(answer.person, outcome, number)
            if found is None:
                opaque = ", ".join(sorted(self.encoded.opaque)) or "nothing known"
                return f"it rests on what the proof does not look into: {opaque}"
            return self.closer(found, stop, number)
        return ""

    def confirmed(self, person: Person, outcome: str, number: int) -> Near | None:
        """The way as the engine goes it, if it leads there with so many changes."""
        person = self.kept(person)
        way = follow(self.release, person)
        found = tuple(self.changed(person, way))
        if way.node != outcome or way.failed or len(found) > number or not self.can_be_given(person, way):
            return None
        return Near(outcome=outcome, changes=found, way=way)

    def kept(self, person: Person) -> Person:
        """The person with what was said before, wherever the formulas do not ask for anything else."""
        answers = dict(person.answers)
        for fact, given in self.encoded.givens.items():
            was_skipped = self.person.answers.get(fact, 0) is None
            if fact in self.person.answers and given.value is None and (answers[fact] is None) is was_skipped:
                answers[fact] = self.person.answers[fact]
        return replace(person, answers=answers, today=self.person.today, unhelped=self.person.unhelped)

    def changed(self, person: Person, way: Way) -> Iterator[Change]:
        before = self.person.answers
        for fact in way.asked:
            after = person.answers.get(fact)
            if fact not in before or not _same(before[fact], after):
                yield Change(fact=fact, before=before.get(fact), was_given=fact in before, after=after)

    def can_be_given(self, person: Person, way: Way) -> bool:
        facts = self.release.flow.facts
        context = Context(today=person.today, values=way.known, locale=self.release.flow.language)
        asked = ((facts[name], person.answers.get(name)) for name in way.asked)
        return not any(value is not None and fact_types[fact.type].check(fact, value, context) for fact, value in asked)

    def closer(self, near: Near, stop: z3.BoolRef, number: int) -> Near:
        """The same with numbers and days as close to the first answers as they can be: just over a limit, not far."""
        mine = {change.fact for change in near.changes}
        held = [negated(change) for fact, change in self.changes.items() if fact not in mine]
        for change in near.changes:
            far = distance(self.encoded.givens[change.fact], change.before) if change.was_given else None
            if far is None or change.after is None:
                continue
            near = self.pulled(near, change.fact, far, [*held, stop, self.count <= number], number)
            now = next((each for each in near.changes if each.fact == change.fact), None)
            if now is not None:
                held.append(far <= _exact(apart(now.before, now.after)))
        return near

    def pulled(self, near: Near, fact: str, far: z3.ArithRef, kept: list[z3.BoolRef], number: int) -> Near:
        """Halves the distance as long as somebody is found who lies nearer."""
        low = Fraction(0)
        for _ in range(_CLOSER):
            now = next((each for each in near.changes if each.fact == fact), None)
            if now is None or isinstance(now.after, type(None)):
                return near
            high = apart(now.before, now.after)
            if high - low <= 1:
                return near
            middle = (low + high) / 2
            answer = self.prover.ask(*self.fixed, *kept, far <= _exact(middle), why=False)
            found = self.confirmed(answer.person, near.outcome, number) if answer.person else None
            if found is None:
                low = middle
            else:
                near = found
        return near


def _same(one: Value | None, other: Value | None) -> bool:
    """Whether two answers say the same; options may be ticked in any order."""
    if isinstance(one, tuple) and isinstance(other, tuple) and all(isinstance(each, str) for each in (*one, *other)):
        return set(one) == set(other)
    return one == other


def _optional(flow: Flow) -> Iterator[str]:
    """The facts of questions that may be skipped."""
    for node in flow.nodes.values():
        questions = (node,) if isinstance(node, QuestionNode) else node.questions if isinstance(node, PageNode) else ()
        yield from (question.fact for question in questions if question.optional)


def _exact(value: Fraction) -> z3.ArithRef:
    return z3.Q(value.numerator, value.denominator)
