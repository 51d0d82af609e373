"""Made-up people who walk together: what their ways have in common is walked once.

They go through the flow node by node. At a question each of them is thought of several times, once for each answer
that comes to mind; of all who then meet at a node, some go on who differ in what matters later. So the work grows
with the flow, and not with the number of ways times their length. They are the same people every time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import islice
from typing import Any

from engine.analysis.proof.budget import Budget
from engine.analysis.proof.encoding import LOOP
from engine.analysis.proof.meeting import MANY, Meeting
from engine.analysis.proof.parting import Try, answered, deciding, not_helped
from engine.analysis.proof.people import Person, given_by, journey_of, messages_in
from engine.analysis.proof.seeing import Seeing
from engine.analysis.proof.thinking import Thinking
from engine.analysis.proof.verdicts import BAD, Claim
from engine.analysis.proof.walkers import Link, Shown, Walker, shorter, so_far
from engine.definition import Release
from engine.expressions.typed import TODAY
from engine.model.journey import Given, Journey
from engine.nodes import MAX_STEPS, Goes, Node, PageNode, QuestionNode, Waits
from engine.runtime.trace import JourneyVisit, step_of

_MORE = 2
"""How many answers each thinks of at one question; and how many more, where one of its exits is missing."""
_WHERE_IT_MATTERS = 4
"""The same before a node that looks at the answer in silence."""
_AGAIN = 3
"""How often those who went round in a circle are let through a node once more."""


class Crowd:
    """The people of one flow. `order` are its nodes, each after those that lead to it."""

    def __init__(
        self,
        release: Release,
        span: tuple[date, date],
        order: Sequence[str],
        seeing: Seeing,
        budget: Budget | None = None,
    ) -> None:
        self.release, self.seeing, self.budget = release, seeing, budget
        self.nodes = {name: release.flow.nodes[name] for name in order}
        self.number = {name: number for number, name in enumerate(order)}
        self.order = order
        self.thinking = Thinking(release, span)
        self.meeting = Meeting(release, order, self.thinking.near)
        self.messages = messages_in(release)
        self.deciding = deciding(self.nodes)

    def explore(self, people: int = MANY) -> dict[Claim, Shown]:
        """What people show who answer whatever comes to mind; so many of whom go on from each question."""
        days = islice(self.thinking.days(), people)
        begin = (Walker(self.release.flow.start, {TODAY: day}) for day in days)
        return _Walking(self, begin, people).run()

    def retrace(self, people: Iterable[Person]) -> dict[Claim, Shown]:
        """What these people show."""
        together: dict[date, list[Person]] = {}
        for person in people:
            together.setdefault(person.today, []).append(person)
        start = self.release.flow.start
        return _Walking(self, (Walker(start, {TODAY: day}, people=tuple(each)) for day, each in together.items())).run()


class _Walking:
    """Some of them on their way, from the first node to the last."""

    def __init__(self, crowd: Crowd, walkers: Iterable[Walker], most: int = MANY) -> None:
        self.crowd, self.release, self.seeing = crowd, crowd.release, crowd.seeing
        self.most = most
        self.given: dict[str, Given] = {}
        """The answers of whoever enters a node, as their journey has them."""
        self.journeys: dict[tuple[date, frozenset[str]], Journey] = {}
        self.waiting: dict[int, list[Walker]] = {}
        self.due: list[int] = []
        self.links: list[Link] = []
        self.ends: list[tuple[Claim, Shown]] = []
        self.entered: Counter[int] = Counter()
        for walker in walkers:
            self.arrive(walker)

    def run(self) -> dict[Claim, Shown]:
        """Lets them walk. By claim, who shows it: with the fewest questions."""
        while self.due and not (self.crowd.budget and self.crowd.budget.is_over):
            number = heappop(self.due)
            walkers = self.waiting.pop(number)
            self.entered[number] += 1
            node = self.crowd.nodes[walkers[0].node]
            for walker, answers in self.tries(node, walkers):
                self.enter(node, walker, answers)
        return self.sum_up()

    def arrive(self, walker: Walker) -> None:
        number = self.crowd.number[walker.node]
        if number not in self.waiting:
            self.waiting[number] = []
            heappush(self.due, number)
        self.waiting[number].append(walker)

    def tries(self, node: Node, walkers: Sequence[Walker]) -> Iterator[Try]:
        """Who enters the node, with which answers."""
        if walkers[0].people:
            for walker in walkers:
                for part, answers in answered(node, walker):
                    fits = self.crowd.thinking.are_in_domain(answers, walker.known)
                    yield part, answers if fits else {}
            return
        if self.entered[self.crowd.number[node.id]] > _AGAIN:
            return
        going = self.crowd.meeting.choose(walkers, self.most)
        if node.outcome and node.exits():
            for walker in going:
                yield walker, {}
                yield not_helped(walker, node.id), {}
        elif isinstance(node, QuestionNode | PageNode):
            yield from self.thought_of(node, going)
        else:
            yield from ((walker, {}) for walker in going)

    def thought_of(self, node: QuestionNode | PageNode, walkers: Sequence[Walker]) -> Iterator[Try]:
        """Several answers of each, and some more while an exit is missing."""
        thinking = self.crowd.thinking
        most = self.most * (_WHERE_IT_MATTERS if node.id in self.crowd.deciding else _MORE)
        yield from thinking.answers(node, walkers, most)
        missing = {exit.name for exit in node.exits()}
        missing.difference_update(self.taken_from(node.id))
        for number in range(most if missing else 0):
            yield from thinking.any_answers(node, walkers[number % len(walkers)])
            missing.difference_update(self.taken_from(node.id))
            if not missing:
                return

    def taken_from(self, node: str) -> Iterator[str]:
        """The exits by which the node was left just now."""
        for link in reversed(self.links):
            if link.step.node != node:
                return
            yield link.step.exit

    def enter(self, node: Node, walker: Walker, answers: Mapping[str, Any]) -> None:
        """Somebody answers and goes on, or stops there."""
        self.given.clear()
        self.given.update((fact, given_by(value)) for fact, value in answers.items())
        entry = node.enter(JourneyVisit(self.release, self.journey(walker), walker.known))
        if isinstance(entry, Waits):
            self.stop(walker, answers=answers, refused=bool(entry.refusals))
        elif not isinstance(entry, Goes):
            self.stop(walker, answers=answers, failed=entry.why, sets=entry.sets)
        else:
            self.go(walker, entry, answers)

    def journey(self, walker: Walker) -> Journey:
        key = (walker.today, walker.unhelped)
        if key not in self.journeys:
            passed = self.crowd.messages | walker.unhelped
            self.journeys[key] = journey_of(self.release, walker.today, self.given, passed)
        return self.journeys[key]

    def go(self, walker: Walker, entry: Goes, answers: Mapping[str, Any]) -> None:
        step = step_of(walker.node, entry)
        link = Link(walker, step, entry.sets, {fact: answers[fact] for fact in step.asked})
        known = {**walker.known, **entry.sets} if entry.sets else walker.known  # nobody changes it
        link.claims = self.seeing.step(step, entry.sets, walker.known, known)
        self.links.append(link)
        been = walker.been | 1 << self.crowd.number[walker.node]
        after = Walker(entry.target, known, link, been, walker.unhelped, walker.people)
        if been >> self.crowd.number[entry.target] & 1:
            self.stop(after, failed=LOOP)
        elif link.count >= MAX_STEPS:
            self.stop(after, failed="limit")
        else:
            self.arrive(after)

    def stop(
        self,
        walker: Walker,
        *,
        failed: str = "",
        refused: bool = False,
        answers: Mapping[str, Any] | None = None,
        sets: Mapping[str, Any] | None = None,
    ) -> None:
        """The end of a walk, and what it shows."""
        shown = Shown(
            last=walker.link,
            today=walker.today,
            unhelped=walker.unhelped,
            node=walker.node,
            failed=failed,
            refused=refused,
            answers=answers or {},
            sets=sets or {},
        )
        if walker.link is not None:
            walker.link.best = shorter(walker.link.best, shown)
        known, last = {**walker.known, **shown.sets}, walker.link.step if walker.link else None
        claims = list(self.seeing.stopped(walker.node, failed, last, walker.known, known))
        if not failed and not refused:
            passed = _Passed(self.crowd.number, walker.been | 1 << self.crowd.number[walker.node])
            claims += self.seeing.broken(walker.node, known, passed)
        self.ends += ((claim, shown) for claim in claims)

    def sum_up(self) -> dict[Claim, Shown]:
        """By claim, who shows it: of the faults those with the fewest questions, of the rest few people."""
        for link in reversed(self.links):
            if link.before is not None:
                link.before.best = shorter(link.before.best, link.best)
        who: dict[Claim, list[Shown]] = {}
        for link in self.links:
            if link.best is not None:
                for claim in link.claims:
                    who.setdefault(claim, []).append(link.best)
        for claim, shown in self.ends:
            who.setdefault(claim, []).append(shown)
        found = _few(who)
        for link in self.links:  # of what was seen only by those who stayed behind, their way so far
            if link.best is None:
                found.update((claim, left) for left in (so_far(link),) for claim in link.claims if claim not in found)
        return found


def _few(who: Mapping[Claim, Sequence[Shown]]) -> dict[Claim, Shown]:
    """For each claim one of those who show it, so that there are few of them."""
    found = {claim: min(them, key=_length) for claim, them in who.items() if len(them) == 1 or claim.kind in BAD}
    chosen = set(found.values())
    for claim, them in reversed(list(who.items())):
        if claim not in found:
            found[claim] = min((each for each in them if each in chosen), default=None, key=_length) or min(
                them, key=_length
            )
            chosen.add(found[claim])
    return found


def _length(shown: Shown) -> int:
    return shown.length


class _Passed(Container[str]):
    """Nodes that somebody passed."""

    def __init__(self, number: Mapping[str, int], been: int) -> None:
        self._number, self._been = number, been

    def __contains__(self, node: object) -> bool:
        return isinstance(node, str) and node in self._number and bool(self._been >> self._number[node] & 1)
