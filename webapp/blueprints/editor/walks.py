"""Walks that are shown in the simulator: of whoever meets a problem, and of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from engine.scenarios import build_scenario
from webapp.http.wiring import now
from webapp.services import publishing, trying
from webapp.services.publishing import DraftReading, DraftView
from webapp.services.trying import Trial

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Somebody's walk, and what it is to show."""

    name: str
    """In addresses."""
    title: str
    says: str
    """What is to be seen at its end."""
    page: str
    """Where it is told in words."""
    again: str
    """Where it begins anew."""
    trial: Trial
    """As they walked."""


def find_walk(uow: UnitOfWork, shown: DraftView, draft: DraftReading, name: str) -> Walk | None:
    """The walk of that name, such as `problem:` with a problem's id; None when it is there no more."""
    kind, _, which = name.partition(":")
    if draft.has_errors:
        return None
    if kind == "problem":
        return _of_problem(uow, shown, draft, which)
    return _of_scenario(uow, shown, draft, which) if kind == "scenario" else None


def _of_problem(uow: UnitOfWork, shown: DraftView, draft: DraftReading, name: str) -> Walk | None:
    try:
        found = publishing.get_problem(uow, shown, name, today=now().date())
    except publishing.ProblemGoneError:
        return None
    if found.walk is None:
        return None
    walker = publishing.read_walk(draft, found.walk)
    return Walk(
        name=f"problem:{name}",
        title="Somebody who meets this problem",
        says=found.issue.what,
        page=url_for("editor.problem", slug=shown.slug, problem=name),
        again=url_for("editor.try_out", slug=shown.slug, problem=name),
        trial=trying.play_trial(draft.release, walker.answers, walker.today, unsolved=walker.unhelped),
    )


def _of_scenario(uow: UnitOfWork, shown: DraftView, draft: DraftReading, name: str) -> Walk | None:
    try:
        document = publishing.get_scenario(uow, shown.slug, name).document
        scenario = build_scenario(draft.release, document)
    except (publishing.ScenarioUnknownError, ValueError):
        return None
    end = scenario.outcome or scenario.node
    return Walk(
        name=f"scenario:{name}",
        title=f"The scenario “{scenario.title}”",
        says=f"It has to come to “{draft.texts.get(end, end)}”.",
        page=url_for("editor.scenario", slug=shown.slug, name=name),
        again=url_for("editor.try_out", slug=shown.slug, scenario=name),
        trial=trying.play_trial(
            draft.release,
            scenario.answers,
            scenario.today,
            unsolved=scenario.unsolved,
            language=scenario.language,
        ),
    )
