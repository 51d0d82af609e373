"""Somebody's walk, to look at page by page: of whom a proof tells, or a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.definition import HANDED, Release, stand_alone
from engine.model import Value
from engine.scenarios import play
from webapp.services.trying.trial import Trial

if TYPE_CHECKING:
    from engine.analysis import Asked, ExplainedStep


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One page of a walk, and what its walker answers there; nothing at its end."""

    place: str
    node: str
    title: str = ""
    answers: tuple[Asked, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tour:
    """A walk, and the page of it that is shown."""

    stops: tuple[Stop, ...]
    path: str
    """For the map: each node with the exit that was taken."""
    at: int | None
    """Which of the stops is shown; None on a page that the walker never met."""
    is_left: bool
    """Whether whoever looks on has answered otherwise since."""

    @property
    def before(self) -> Stop | None:
        return self.stops[self.at - 1] if self.at else None

    @property
    def here(self) -> Stop | None:
        return None if self.at is None else self.stops[self.at]

    @property
    def after(self) -> Stop | None:
        is_last = self.at is None or self.at + 1 == len(self.stops)
        return None if is_last or self.at is None else self.stops[self.at + 1]


def play_trial(
    release: Release,
    answers: Mapping[str, Value | None],
    today: date,
    *,
    unsolved: Set[str] = frozenset(),
    language: str = "",
) -> Trial:
    """A trial that stands where these answers lead."""
    release = stand_alone(release)
    spoken = language if language in release.languages else release.flow.language
    played = play(release, answers, today, language=spoken, unsolved=unsolved)
    return Trial(release=release, journey=played.turn.journey, channel="web")


def place_of(trial: Trial, node: str) -> tuple[str, bool] | None:
    """The page of a step on the way so far, and whether it is the step's own: one without a page has the next.

    None when the way does not lead through the step.
    """
    prompt, is_passed = trial.prompt(), False
    for step in prompt.path:
        is_it = _is_of(step.node, node)
        if step.place and (is_it or is_passed):
            return step.place, is_it
        is_passed = is_passed or is_it
    is_it = _is_of(prompt.node, node)
    return (prompt.place, is_it) if is_it or is_passed else None


def tour(walked: Trial, trial: Trial, place: str) -> Tour:
    """The tour along a walk, for whoever has come to `place` in a trial of theirs."""
    from engine.analysis import explain_path  # networkx is loaded by whoever designs

    end = walked.prompt()
    steps = explain_path(walked.release, end.path, end.known)
    told: dict[str, ExplainedStep] = {step.node: step for step in steps}
    stops = (
        *(
            Stop(place=step.place, node=step.node, title=told[step.node].title, answers=told[step.node].asked)
            for step in end.path
            if step.place and step.node in told
        ),
        Stop(place=end.place, node=end.node),
    )
    at = next((number for number, stop in enumerate(stops) if stop.place == place), None)
    way = (*(f"{step.node}:{step.exit}" for step in steps if step.node != HANDED), end.node)
    return Tour(stops=stops, path=",".join(way), at=at, is_left=_way(trial) != _way(walked))


def _way(trial: Trial) -> tuple[str, ...]:
    prompt = trial.prompt()
    return (*(step.node for step in prompt.path), prompt.node)


def _is_of(name: str, node: str) -> bool:
    """Whether a node is the step, or stands in the flow that the step runs."""
    return name == node or name.startswith(f"{node}/")
