"""What one walk covers: seen in the engine itself, by watching it read its conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.analysis.proof import Person, Way, follow
from engine.analysis.walks.goals import Aim, Event, Goals
from engine.definition import Release
from engine.model.values import Value, Values
from engine.nodes import ResultsNode
from engine.questions import Context, fact_types


class Measure:
    """Follows people through one release and tells which goals they reach."""

    def __init__(self, release: Release, goals: Goals) -> None:
        self.goals = goals
        self.ended = goals.by_event[Aim.LANGUAGE, release.flow.language]
        """Covered by every walk that comes to an outcome."""
        self._reached = 0
        self._watched = _Watched(release, self._note)
        self._release = replace(release, compiled=self._watched)

    def walk(self, person: Person, language: str = "") -> tuple[int, Way]:
        """The goals that a person reaches, as bits, and their way."""
        self._reached = 0
        way = follow(self._release, person)
        if not self._can_answer(person, way):
            return 0, way
        for step in way.steps:
            self._reach((Aim.EXIT, step.node, step.exit))
            for rule in step.rules:
                self._reach((Aim.ROW, step.node, rule.id))
        node = self._release.flow.nodes[way.node]
        if node.outcome and not way.failed and not way.refused:
            self._reach((Aim.OUTCOME, node.id))
            self._reach((Aim.LANGUAGE, language or self._release.flow.language))
            if isinstance(node, ResultsNode):
                node.judge(lambda pointer: self._watched[pointer](way.known))
        return self._reached, way

    def _can_answer(self, person: Person, way: Way) -> bool:
        """Whether every answer that was taken lies in the domain of its fact: a walk takes that for granted."""
        facts, answers = self._release.flow.facts, person.answers
        context = Context(today=person.today, values=way.known, locale=self._release.flow.language)
        asked = ((facts[name], answers.get(name)) for name in way.asked)
        return not any(value is not None and fact_types[fact.type].check(fact, value, context) for fact, value in asked)

    def _reach(self, event: Event) -> None:
        self._reached |= self.goals.by_event.get(event, 0)

    def _note(self, pointer: str, known: Values, value: Value | None) -> None:
        if isinstance(value, bool):
            self._reach((Aim.RULE, pointer, value))
        for number, comparison in enumerate(self.goals.comparisons.get(pointer, ())):
            side = comparison.side(known)
            if side is not None:
                row = comparison.source.row(known) if comparison.source else None
                self._reach((Aim.BOUNDARY, pointer, number, row, side))
        for number, lookup in enumerate(self.goals.lookups.get(pointer, ())):
            self._reach((Aim.ROW, pointer, number, lookup.row(known)))


Note = Callable[[str, Values, Value | None], None]


class _Watched(dict[str, Callable[[Values], Value | None]]):
    """The expressions of a release, each of which tells when it is read, with what, and what came out."""

    def __init__(self, release: Release, note: Note) -> None:
        super().__init__()
        self._inner: Mapping[str, Callable[[Values], Value | None]] = release.compiled
        self._tell = note

    def __missing__(self, pointer: str) -> Callable[[Values], Value | None]:
        inner, tell = self._inner[pointer], self._tell

        def watched(known: Values) -> Value | None:
            value = inner(known)
            tell(pointer, known, value)
            return value

        self[pointer] = watched
        return watched
