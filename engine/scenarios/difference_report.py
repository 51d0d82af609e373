"""Says in sentences what differs between two editions of a flow."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from engine.analysis.proof import AHEAD, Difference, Pair, Somebody, StopKind
from engine.scenarios.difference_words import DifferenceWords, unhelped_by

SAME = (
    "No difference for anybody: everybody ends where they ended, is asked the same questions and is shown the same. "
    "Proved for all answers."
)


WIDTH = 116


class DifferenceReport:
    """One difference, told."""

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        self.words = DifferenceWords(difference)
        self.then, self.now = self.words.then, self.words.now

    def text(self) -> str:
        """All of it, in lines."""
        lines = [*self._changes(), "", *self._behaviour(), *self._journeys()]
        return "\n".join(_filled(line) for line in lines)

    # --- what was changed ---

    def _changes(self) -> Iterator[str]:
        changes = self.difference.changes
        if not changes:
            yield "Nothing was changed."
            return
        yield f"What was changed ({len(changes)}):"
        flow = ""
        for change in changes:
            if change.flow != flow:
                flow = change.flow
                yield f"  In “{flow}”, a flow that it runs:"
            yield f"{'    ' if flow else '  '}{change.sentence}"

    # --- what that does ---

    def _behaviour(self) -> Iterator[str]:
        behaviour = self.difference.behaviour
        first, last = (self.now.words.date(day) for day in (behaviour.today, behaviour.today + AHEAD))
        yield f"What that does to people who begin from {first} to {last}:"
        if self.difference.is_same_for_everybody:
            yield f"  {SAME}"
            return
        if behaviour.is_same_outcome:
            yield "  Everybody ends where they ended. Proved for all answers."
        late = {
            pair
            for pair, somebody in behaviour.pairs.items()
            if unhelped_by(somebody.then) or unhelped_by(somebody.now)
        }
        yield from self._pairs({pair: one for pair, one in behaviour.pairs.items() if pair not in late})
        if late:
            yield "  After an article that did not help:"
            yield from self._pairs({pair: one for pair, one in behaviour.pairs.items() if pair in late})
        if behaviour.is_same_questions:
            yield "  Everybody is asked the same questions. Proved for all answers."
        for fact, somebody in behaviour.asked.items():
            yield f"  {self.words.asked(fact)}: for example {self.words.who(somebody)}."
        for fact, somebody in behaviour.spared.items():
            yield f"  {self.words.spared(fact)}: for example {self.words.who(somebody)}."
        if behaviour.is_same_results and self.now.has_results:
            yield "  Whoever comes to the same results is shown the same. Proved for all answers."
        for (before, after), somebody in behaviour.shown.items():
            yield f"  {self.words.shown(before, after)}: for example {self.words.who(somebody)}."
        for sentence in (*behaviour.open_stops, *behaviour.open_questions, *behaviour.open_results):
            yield f"  Not settled: {sentence}."

    def _pairs(self, pairs: Mapping[Pair, Somebody]) -> Iterator[str]:
        for (then, now), (somebody, others) in _grouped(pairs).items():
            yield f"  {self.words.pair(then, now)}"
            if others and now.kind is not StopKind.OUTCOME:
                yield f"      So is it for those who ended at {', '.join(self.then.node(each) for each in others)}."
            elif others:
                yield f"      Others now end at {', '.join(self.now.node(each) for each in others)}."
            yield from (f"      {line}" for line in self._example(somebody))

    def _example(self, somebody: Somebody) -> Iterator[str]:
        yield f"For example {self.words.who(somebody)}."
        added, dropped = self.words.questions(somebody)
        if added:
            yield f"Asked besides: {', '.join(self.now.fact(fact) for fact in added)}."
        if dropped:
            yield f"No longer asked: {', '.join(self.then.fact(fact) for fact in dropped)}."

    # --- past journeys ---

    def _journeys(self) -> Iterator[str]:
        replayed = self.difference.replayed
        if replayed is None:
            return
        counted = replayed.total - len(replayed.unread)
        parted = sum(len(each.numbers) for each in replayed.partings)
        yield ""
        same, elsewhere = _share(replayed.same, counted), _share(parted, counted)
        yield f"Of {counted} past journeys, {same} end where they ended, {elsewhere} elsewhere."
        for each in replayed.partings:
            at = f"part at {self.then.node(each.at)}" if each.at else "begin elsewhere"
            said = f"{_share(len(each.numbers), counted)} {at}: {self.words.ends(*each.pair)}"
            yield f"  {said} ({_numbers(each.numbers)})"
        for fact, numbers in replayed.unfit.items():
            said = f"{_share(len(numbers), counted)} gave an answer to {self.now.fact(fact)} that no longer fits"
            yield f"  {said} ({_numbers(numbers)})"
        for number, why in replayed.unread.items():
            yield f"  Line {number} is no journey of the old flow: {why}."


def _grouped(pairs: Mapping[Pair, Somebody]) -> dict[Pair, tuple[Somebody, list[str]]]:
    """Those who stop at the same node without an outcome are told together, with where the others came from or go."""
    found: dict[Pair, tuple[Somebody, list[str]]] = {}
    first: dict[object, Pair] = {}
    for pair, somebody in pairs.items():
        then, now = pair
        key: object = now if now.kind is not StopKind.OUTCOME else then if then.kind is not StopKind.OUTCOME else pair
        if key in first:
            found[first[key]][1].append(then.node if now.kind is not StopKind.OUTCOME else now.node)
        else:
            first[key], found[pair] = pair, (somebody, [])
    return found


def _filled(line: str) -> str:
    """A long line on several, the others further in."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )


def _share(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:.1f} %)" if total else str(count)


def _numbers(numbers: Sequence[int], most: int = 5) -> str:
    said = ", ".join(str(number) for number in numbers[:most])
    return f"line{'s' if len(numbers) > 1 else ''} {said}{', …' if len(numbers) > most else ''}"
