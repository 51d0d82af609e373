"""Makes the examples of a comparison plain people: no more of what they answer is special than the difference needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from engine.analysis.proof.comparison import Comparison, Seen, Somebody
from engine.analysis.proof.people import Person
from engine.analysis.proof.plain import plainer_answers, round_near
from engine.expressions.types import fact_type
from engine.model.flow import Fact

MOST_WALKS = 400
"""How many plainer people are tried for all the examples of a comparison: what is left keeps the example it has."""
_ROUNDS = 3
"""How often all answers of an example are gone through: one that became plainer may let another."""

Keeps = Callable[[Somebody], bool]


def simplify(comparison: Comparison) -> None:
    """Puts plainer people in the place of those who were found, for every difference they show."""
    tables = (comparison.pairs, comparison.asked, comparison.spared, comparison.shown)
    simplifying = _Simplifying(comparison, sum(len(table) for table in tables))
    for table in tables:
        for key, somebody in table.items():
            table[key] = simplifying.plainer(somebody, _shows(comparison, table, key))  # type: ignore[index]  # its own key


def _shows(comparison: Comparison, table: Mapping[Any, Somebody], key: Any) -> Keeps:
    return lambda seen: any(where is table and which == key for where, which in comparison.shown_by(seen))


class _Named(NamedTuple):
    """One answer by its name in each release; empty in one that does not ask for it."""

    then: str
    now: str


class _Simplifying:
    """One comparison's examples, made plainer one after another."""

    def __init__(self, comparison: Comparison, examples: int) -> None:
        self.comparison = comparison
        shared = {**comparison.shared.same, **comparison.shared.tied}
        self.now_of = {old: new for new, old in shared.items()}
        self.then_of = shared
        self.most = MOST_WALKS // max(examples, 1)
        self.left = 0

    def plainer(self, somebody: Somebody, keeps: Keeps) -> Somebody:
        """Somebody who shows the same and whose answers are as plain as they can be one by one."""
        self.left = self.most
        kept = somebody
        for _ in range(_ROUNDS):
            before = kept
            for other in self.without_circumstances(kept):
                kept = self.tried(kept, other, keeps) or kept
            for named in self.asked(kept):
                kept = self.with_plainer(kept, named, keeps)
            if kept is before:
                break
        return kept

    def with_plainer(self, kept: Somebody, named: _Named, keeps: Keeps) -> Somebody:
        """The same person with the plainest answer to one question that still shows it."""
        fact, value = self.fact(named), self.value(kept, named)
        type_ = fact_type(fact)
        for answer in (*plainer_answers(type_, fact, value, self.comparison.span[0]), *round_near(type_, value)):
            then, now = _persons(kept)
            other = (_answering(then, named.then, answer), _answering(now, named.now, answer))
            better = self.tried(kept, other, keeps)
            if better is not None:
                return better
        return kept

    def tried(self, before: Somebody, people: tuple[Person, Person], keeps: Keeps) -> Somebody | None:
        """Those people's ways, if they still show it and are asked no more than before."""
        if not self.left or people == _persons(before):
            return None
        self.left -= 1
        then, now = people
        seen = self.comparison.look(Seen(then, {}), Seen(now, {}))
        if seen is None or _length(seen) > _length(before) or not keeps(seen):
            return None
        return seen

    def asked(self, kept: Somebody) -> list[_Named]:
        """What the person is asked for in either release, the last first."""
        names = [_Named(self.then_of.get(fact, ""), fact) for fact in kept.now.asked]
        names += [_Named(fact, self.now_of.get(fact, "")) for fact in kept.then.asked]
        return list(dict.fromkeys(reversed(names)))

    def fact(self, named: _Named) -> Fact:
        flow, name = (self.comparison.now.flow, named.now) if named.now else (self.comparison.then.flow, named.then)
        return flow.facts[name]

    def value(self, kept: Somebody, named: _Named) -> Any:
        walked, name = (kept.now, named.now) if named.now else (kept.then, named.then)
        return walked.person.answers.get(name)

    def without_circumstances(self, kept: Somebody) -> Iterator[tuple[Person, Person]]:
        """The same answers on the first day, and given by somebody whom every article helped."""
        then, now = _persons(kept)
        yield tuple(replace(each, today=self.comparison.span[0]) for each in (then, now))  # type: ignore[misc]  # two
        yield replace(then, unhelped=frozenset()), replace(now, unhelped=frozenset())


def _persons(somebody: Somebody) -> tuple[Person, Person]:
    return somebody.then.person, somebody.now.person


def _answering(person: Person, fact: str, value: Any) -> Person:
    return replace(person, answers={**person.answers, fact: value}) if fact else person


def _length(somebody: Somebody) -> int:
    return len(somebody.then.asked) + len(somebody.now.asked)
