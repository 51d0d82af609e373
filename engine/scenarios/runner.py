"""Runs scenarios through the same `start` and `resume` that the public uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import zip_longest
from zoneinfo import ZoneInfo

from engine.definition import HANDED, Release, stand_alone
from engine.model.inputs import Continue, Skip, Solved, TypedAnswer
from engine.model.prompts import Asks, Prompt
from engine.model.values import Value
from engine.nodes import ResultsNode
from engine.runtime import Turn, find_asking, narrow, resume, start
from engine.scenarios.promises import broken_promises
from engine.scenarios.scenario import Scenario
from engine.scenarios.voice import BY_NAME, Voice


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What came out of a scenario."""

    wrong: tuple[str, ...]
    """What did not come out as expected or promised, one sentence each; empty when all did."""
    parted_at: str = ""
    """The step at which it went wrong; empty when it did not, or nothing was played."""


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


def run_scenario(release: Release, scenario: Scenario, voice: Voice = BY_NAME) -> list[str]:
    """What did not come out as expected or promised, one sentence each; empty when all did."""
    return list(judge_scenario(release, scenario, voice).wrong)


def judge_scenario(release: Release, scenario: Scenario, voice: Voice = BY_NAME) -> Judged:
    """The same, with the step at which the way parted from the one that it had to go."""
    release = stand_alone(release)
    if scenario.language and scenario.language not in release.languages:
        return Judged(wrong=(f"The flow has no translation into “{scenario.language}”.",))
    played = play(release, scenario.answers, scenario.today, language=scenario.language, unsolved=scenario.unsolved)
    wrong = tuple(_wrong(release, scenario, played, voice))
    return Judged(wrong=wrong, parted_at=_parting(scenario, played) if wrong else "")


def _wrong(release: Release, scenario: Scenario, played: Played, voice: Voice) -> Iterator[str]:
    yield from _untold(release, scenario.language, played, voice)
    yield from _not_met(scenario, played, voice)
    if played.refused != scenario.refused:
        prompt = played.prompt
        yield (
            f"The answer at “{voice.node(prompt.node)}” was refused{voice.refused(prompt, prompt.refusals[0])}"
            if played.refused
            else f"No answer was refused, but one had to be, by {scenario.refused}."
        )
    yield from _ended(release, scenario, played, voice)
    yield from _fitted(release, scenario, played, voice)
    if played.unused:
        yield f"Never asked for: {', '.join(map(voice.fact, played.unused))}."
    if scenario.path and scenario.path != played.path:
        yield voice.ways(played.path, scenario.path)
    for fact, value in scenario.known.items():
        found = played.prompt.known.get(fact)
        if found != value:
            yield f"“{voice.fact(fact)}” was {voice.value(fact, found)}, not {voice.value(fact, value)}."
    if release.flow.nodes[played.prompt.node].outcome:
        yield from broken_promises(release, played.path, played.prompt.known, voice)


def _parting(scenario: Scenario, played: Played) -> str:
    """The last step that somebody passed as they had to; where no path is written down, the one they stand at."""
    if not scenario.path or scenario.path == played.path:
        return played.prompt.node
    pairs = zip_longest(played.path, scenario.path)
    parted = next(number for number, (was, had) in enumerate(pairs) if was != had)
    return played.path[max(0, parted - 1)]


def _not_met(scenario: Scenario, played: Played, voice: Voice) -> Iterator[str]:
    """Outcomes that had not to help, and that the journey never came to."""
    passed = {step.node for step in played.prompt.path}
    missed = sorted(scenario.unsolved - passed)
    if missed:
        yield f"Never said to have been of no help: {', '.join(map(voice.node, missed))}."


def _untold(release: Release, language: str, played: Played, voice: Voice) -> Iterator[str]:
    """Texts on the way that are not there in the reader's language."""
    if not language or language == release.flow.language:
        return
    there = release.translations[language]
    for name in played.path:
        node = release.flow.nodes[name]
        for place in node.texts():
            if not there.get(node.pointer(place)):
                yield f"{voice.untold(name, node.pointer(place))} is not there in the language “{language}”."


def _fitted(release: Release, scenario: Scenario, played: Played, voice: Voice) -> list[str]:
    """What fits otherwise than expected."""
    node = release.flow.nodes[played.prompt.node]
    if not scenario.results or not isinstance(node, ResultsNode):
        return [f"“{voice.node(node.id)}” shows no results."] if scenario.results else []
    judged = node.judge(lambda pointer: release.compiled[pointer](played.prompt.known))
    found = {each.item.id: each.fit.value for each in judged}
    return [
        f"“{voice.item(node.id, item)}” {_SAID[found[item]]}, but had to be: {voice.fit(fit)}."
        for item, fit in scenario.results.items()
        if found[item] != fit
    ]


_SAID = {"fits": "fits", "may-fit": "may fit", "does-not-fit": "does not fit"}


def _ended(release: Release, scenario: Scenario, played: Played, voice: Voice) -> list[str]:
    here = played.prompt.node
    if scenario.outcome:
        if here != scenario.outcome:
            return [f"It ended at “{voice.node(here)}”, not at the outcome “{voice.node(scenario.outcome)}”."]
        if not release.flow.nodes[here].outcome:
            return [f"“{voice.node(here)}” is not an outcome."]
    if scenario.node and here != scenario.node:
        return [f"It stopped at “{voice.node(here)}”, not at “{voice.node(scenario.node)}”."]
    return []


def noon(release: Release, today: date) -> datetime:
    """A moment whose date in the flow's time zone is `today`."""
    return datetime.combine(today, time(12), tzinfo=ZoneInfo(release.flow.time_zone)).astimezone(UTC)
