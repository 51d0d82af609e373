"""Says what differs between two editions of a flow: in sentences for people, as JSON for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from engine.analysis.proof import AHEAD, Difference, Pair, Replayed, Somebody, Stop, StopKind, Walked
from engine.model.values import Json
from engine.nodes import Fit
from engine.scenarios.edition_names import EditionNames

SAME = (
    "No difference for anybody: everybody ends where they ended, is asked the same questions and is shown the same. "
    "Proved for all answers."
)


WIDTH = 116
_FITS = {Fit.FITS: "fitted", Fit.MAY_FIT: "might fit", Fit.DOES_NOT_FIT: "did not fit"}
_FIT = {Fit.FITS: "fits", Fit.MAY_FIT: "may fit", Fit.DOES_NOT_FIT: "does not fit"}


class DifferenceReport:
    """One difference, told."""

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        self.then, self.now = EditionNames(difference.old.release), EditionNames(difference.new.release)

    def text(self) -> str:
        """All of it, in lines."""
        lines = [*self._changes(), "", *self._behaviour(), *self._journeys()]
        return "\n".join(_filled(line) for line in lines)

    def json(self) -> Json:
        """All of it, for programs."""
        behaviour, replayed = self.difference.behaviour, self.difference.replayed
        return {
            "changes": [dict(change.as_json()) for change in self.difference.changes],
            "from": behaviour.today.isoformat(),
            "until": (behaviour.today + AHEAD).isoformat(),
            "same_outcomes": behaviour.is_same_outcome,
            "same_questions": behaviour.is_same_questions,
            "same_results": behaviour.is_same_results,
            "outcomes": [
                {"then": _stop(then), "now": _stop(now), **self._person(somebody)}
                for (then, now), somebody in behaviour.pairs.items()
            ],
            "asked": [{"fact": fact, **self._person(one)} for fact, one in behaviour.asked.items()],
            "no_longer_asked": [{"fact": fact, **self._person(one)} for fact, one in behaviour.spared.items()],
            "results": [
                {"node": now.node, "item": now.item, "then": str(then.fit), "now": str(now.fit), **self._person(one)}
                for (then, now), one in behaviour.shown.items()
            ],
            "not_settled": [*behaviour.open_stops, *behaviour.open_questions, *behaviour.open_results],
            **({"journeys": _replayed(replayed)} if replayed else {}),
        }

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
            pair for pair, somebody in behaviour.pairs.items() if _unhelped(somebody.then) or _unhelped(somebody.now)
        }
        yield from self._pairs({pair: one for pair, one in behaviour.pairs.items() if pair not in late})
        if late:
            yield "  After an article that did not help:"
            yield from self._pairs({pair: one for pair, one in behaviour.pairs.items() if pair in late})
        if behaviour.is_same_questions:
            yield "  Everybody is asked the same questions. Proved for all answers."
        for fact, somebody in behaviour.asked.items():
            yield f"  Asked for {self.now.fact(fact)}, and was not before: for example {self._who(somebody)}."
        for fact, somebody in behaviour.spared.items():
            yield f"  No longer asked for {self.then.fact(fact)}: for example {self._who(somebody)}."
        if behaviour.is_same_results and self.now.has_results:
            yield "  Whoever comes to the same results is shown the same. Proved for all answers."
        for (before, after), somebody in behaviour.shown.items():
            said = f"{_FITS[before.fit]} before, and {_FIT[after.fit]} now"
            yield f"  At {self.now.node(after.node)}, {self.now.item(after)} {said}: for example {self._who(somebody)}."
        for sentence in (*behaviour.open_stops, *behaviour.open_questions, *behaviour.open_results):
            yield f"  Not settled: {sentence}."

    def _pairs(self, pairs: Mapping[Pair, Somebody]) -> Iterator[str]:
        for (then, now), (somebody, others) in _grouped(pairs).items():
            yield f"  {self._told(then, now)}"
            if others and now.kind is not StopKind.OUTCOME:
                yield f"      So is it for those who ended at {', '.join(self.then.node(each) for each in others)}."
            elif others:
                yield f"      Others now end at {', '.join(self.now.node(each) for each in others)}."
            yield from (f"      {line}" for line in self._example(somebody))

    def _told(self, then: Stop, now: Stop) -> str:
        before = {"outcome": "Ended at", "stuck": "Could not go on at", "refused": "Was refused an answer at"}
        after = {"outcome": "now ends at", "stuck": "now cannot go on at", "refused": "is now refused an answer at"}
        if then.kind is now.kind and then.node == self.difference.matching.node(now.node):
            what = f"{self.then.kind(then.node)} before, {self.now.kind(now.node)} now"
            return f"Ends at {self.now.node(now.node)} as before, but that is another outcome: {what}."
        return f"{before[then.kind]} {self.then.node(then.node)}, {after[now.kind]} {self.now.node(now.node)}."

    def _example(self, somebody: Somebody) -> Iterator[str]:
        yield f"For example {self._who(somebody)}."
        added, dropped = self._questions(somebody)
        if added:
            yield f"Asked besides: {', '.join(self.now.fact(fact) for fact in added)}."
        if dropped:
            yield f"No longer asked: {', '.join(self.then.fact(fact) for fact in dropped)}."

    def _who(self, somebody: Somebody) -> str:
        """An example in the reader's words: what was asked then or now, and answered."""
        matching = self.difference.matching
        answers = [self.now.answer(fact, somebody.now.person) for fact in somebody.now.asked]
        known = {matching.fact(fact) for fact in somebody.now.asked}
        answers += [self.then.answer(fact, somebody.then.person) for fact in somebody.then.asked if fact not in known]
        day = self.now.words.date(somebody.now.person.today)
        when = f" on {day}" if self.then.is_dated or self.now.is_dated else ""
        unhelped = dict.fromkeys([*_unhelped(somebody.then), *_unhelped(somebody.now)])
        said = "".join(f", and says that “{each}” did not help" for each in unhelped)
        given = f" and answers {'; '.join(answers)}" if answers else ""
        return f"somebody who begins{when}{given}{said}"

    def _questions(self, somebody: Somebody) -> tuple[list[str], list[str]]:
        """The questions added to the way, by their names now, and those dropped from it, by their names then."""
        matching, before = self.difference.matching, set(somebody.then.asked)
        after = {matching.fact(fact) for fact in somebody.now.asked}
        added = [fact for fact in somebody.now.asked if matching.fact(fact) not in before]
        return added, [fact for fact in somebody.then.asked if fact not in after]

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
            said = f"{_share(len(each.numbers), counted)} {at}: {self._ends(*each.pair)}"
            yield f"  {said} ({_numbers(each.numbers)})"
        for fact, numbers in replayed.unfit.items():
            said = f"{_share(len(numbers), counted)} gave an answer to {self.now.fact(fact)} that no longer fits"
            yield f"  {said} ({_numbers(numbers)})"
        for number, why in replayed.unread.items():
            yield f"  Line {number} is no journey of the old flow: {why}."

    def _ends(self, then: Stop, now: Stop) -> str:
        said = {"outcome": "", "stuck": "cannot go on at ", "refused": "is refused at ", "waiting": "waits at "}
        return f"{said[then.kind]}{self.then.node(then.node)} before, {said[now.kind]}{self.now.node(now.node)} now"

    # --- for programs ---

    def _person(self, somebody: Somebody) -> dict[str, Json]:
        added, dropped = self._questions(somebody)
        return {
            "person": {
                "today": somebody.now.person.today.isoformat(),
                "then": self.then.answers(somebody.then),
                "now": self.now.answers(somebody.now),
            },
            "questions_added": added,
            "questions_dropped": dropped,
        }


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


def _unhelped(walked: Walked) -> list[str]:
    """The articles on the way that did not help."""
    return [step.node for step in walked.way.steps if step.exit == "unsolved"]


def _stop(stop: Stop) -> dict[str, Json]:
    return {"kind": str(stop.kind), "node": stop.node}


def _replayed(replayed: Replayed) -> Mapping[str, Json]:
    return {
        "total": replayed.total,
        "same": replayed.same,
        "partings": [
            {"at": each.at, "then": _stop(each.pair[0]), "now": _stop(each.pair[1]), "lines": list(each.numbers)}
            for each in replayed.partings
        ],
        "unfit": {fact: list(numbers) for fact, numbers in replayed.unfit.items()},
        "unread": {str(number): why for number, why in replayed.unread.items()},
    }


def _share(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:.1f} %)" if total else str(count)


def _numbers(numbers: Sequence[int], most: int = 5) -> str:
    said = ", ".join(str(number) for number in numbers[:most])
    return f"line{'s' if len(numbers) > 1 else ''} {said}{', …' if len(numbers) > most else ''}"
