"""Runs scenarios through the same `start` and `resume` that the public uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from engine.definition import HANDED, Release, stand_alone
from engine.model.inputs import Continue, Skip, Solved, TypedAnswer
from engine.model.prompts import Asks, Prompt
from engine.model.values import Value
from engine.nodes import ResultsNode
from engine.runtime import Turn, find_asking, narrow, resume, start
from engine.scenarios.promises import broken_promises
from engine.scenarios.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Played:
    """How far the answers of a scenario led."""

    turn: Turn
    refused: str = ""
    """Code of the refusal that stopped it."""
    unused: tuple[str, ...] = ()
    """Facts that were never asked for."""

    @property
    def prompt(self) -> Prompt:
        return self.turn.prompt

    @property
    def path(self) -> tuple[str, ...]:
        passed = (step.node for step in self.prompt.path if step.node != HANDED)
        return (*passed, self.prompt.node)


def play(
    release: Release,
    answers: Mapping[str, Value | None],
    today: date,
    *,
    language: str = "",
    unsolved: Set[str] = frozenset(),
) -> Played:
    """Gives each answer when its question comes up, reads every message, and says of the outcomes in `unsolved` that
    they did not help, until something else is asked."""
    now = noon(release, today)
    turn = start(release, now=now, new_id=lambda: "scenario", language=language)
    left = dict(answers)
    while True:
        prompt = narrow(release, turn.journey, turn.prompt)
        asking = find_asking(release, prompt)
        if prompt.asks is Asks.CONTINUE:
            turn = resume(release, turn.journey, Continue(place=prompt.place), now=now)
        elif prompt.asks is Asks.SOLVED and prompt.node in unsolved and release.flow.nodes[prompt.node].exits():
            turn = resume(release, turn.journey, Solved(place=prompt.place, helped=False), now=now)
        elif asking is not None and asking.fact in left:
            value = left.pop(asking.fact)
            given = Skip(place=prompt.place) if value is None else TypedAnswer(place=prompt.place, value=value)
            turn = resume(release, turn.journey, given, now=now)
            if turn.was_refused:
                return Played(turn=turn, refused=turn.prompt.refusals[0].code, unused=tuple(left))
        else:
            refused = turn.prompt.refusals[0].code if turn.prompt.asks is Asks.PAGE and turn.prompt.refusals else ""
            return Played(turn=turn, refused=refused, unused=tuple(left))


def run_scenario(release: Release, scenario: Scenario) -> list[str]:
    """What did not come out as expected or promised, one sentence each; empty when all did."""
    release = stand_alone(release)
    if scenario.language and scenario.language not in release.languages:
        return [f"The flow has no translation into “{scenario.language}”."]
    played = play(release, scenario.answers, scenario.today, language=scenario.language, unsolved=scenario.unsolved)
    wrong = [*_untold(release, scenario.language, played), *_not_met(scenario, played)]
    if played.refused != scenario.refused:
        wrong.append(
            f"The answer at “{played.prompt.node}” was refused by {played.refused}."
            if played.refused
            else f"No answer was refused, but one had to be, by {scenario.refused}."
        )
    wrong += _ended(release, scenario, played)
    wrong += _fitted(release, scenario, played)
    if played.unused:
        wrong.append(f"Never asked for: {', '.join(played.unused)}.")
    if scenario.path and scenario.path != played.path:
        wrong.append(f"The path was {' → '.join(played.path)}, not {' → '.join(scenario.path)}.")
    for fact, value in scenario.known.items():
        found = played.prompt.known.get(fact)
        if found != value:
            wrong.append(f"“{fact}” was {found}, not {value}.")
    if release.flow.nodes[played.prompt.node].outcome:
        wrong += broken_promises(release, played.path, played.prompt.known)
    return wrong


def _not_met(scenario: Scenario, played: Played) -> Iterator[str]:
    """Outcomes that had not to help, and that the journey never came to."""
    passed = {step.node for step in played.prompt.path}
    missed = sorted(scenario.unsolved - passed)
    if missed:
        yield f"Never said to have been of no help: {', '.join(missed)}."


def _untold(release: Release, language: str, played: Played) -> Iterator[str]:
    """Texts on the way that are not there in the reader's language."""
    if not language or language == release.flow.language:
        return
    there = release.translations[language]
    for name in played.path:
        node = release.flow.nodes[name]
        for place in node.texts():
            if not there.get(node.pointer(place)):
                yield f"“{node.pointer(place)}” is not there in the language “{language}”."


def _fitted(release: Release, scenario: Scenario, played: Played) -> list[str]:
    """What fits otherwise than expected."""
    node = release.flow.nodes[played.prompt.node]
    if not scenario.results or not isinstance(node, ResultsNode):
        return [f"“{node.id}” shows no results."] if scenario.results else []
    judged = node.judge(lambda pointer: release.compiled[pointer](played.prompt.known))
    found = {each.item.id: each.fit.value for each in judged}
    return [
        f"“{item}” {_SAID[found[item]]}, but had to be: {fit}."
        for item, fit in scenario.results.items()
        if found[item] != fit
    ]


_SAID = {"fits": "fits", "may-fit": "may fit", "does-not-fit": "does not fit"}


def _ended(release: Release, scenario: Scenario, played: Played) -> list[str]:
    here = played.prompt.node
    if scenario.outcome:
        if here != scenario.outcome:
            return [f"It ended at “{here}”, not at the outcome “{scenario.outcome}”."]
        if not release.flow.nodes[here].outcome:
            return [f"“{here}” is not an outcome."]
    if scenario.node and here != scenario.node:
        return [f"It stopped at “{here}”, not at “{scenario.node}”."]
    return []


def noon(release: Release, today: date) -> datetime:
    """A moment whose date in the flow's time zone is `today`."""
    return datetime.combine(today, time(12), tzinfo=ZoneInfo(release.flow.time_zone)).astimezone(UTC)
