"""What a map shows besides its steps: the way that somebody goes, lit, and what the scenarios cover, laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.blueprints.editor.map_view import COVERAGE, MapState
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.publishing import DraftView, ScenarioUnknownError

if TYPE_CHECKING:
    from engine.analysis import Overlay
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class AskedWay:
    """The way that the address asks for."""

    names: tuple[str, ...] | None = None
    """Its nodes, in order; None when none is asked for."""
    of: str = ""
    """The scenario that goes it."""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What is laid over the map instead of its problems, or why it is not there."""

    over: Overlay | None = None
    is_waiting: bool = False
    """Whether it is being worked out."""
    problem: str = ""

    @property
    def said(self) -> str:
        return " ".join(self.over.caption) if self.over else ""


def way_asked_for(uow: UnitOfWork, shown: DraftView, state: MapState) -> AskedWay:
    """Of a scenario, or as it is written in the address: `node:exit,node:exit,node`."""
    if state.scenario:
        try:
            way = publishing.way_of_scenario(uow, shown, state.scenario)
        except ScenarioUnknownError:
            return AskedWay(names=())
        return AskedWay(names=way.nodes, of=way.title)
    if not state.path:
        return AskedWay()
    return AskedWay(names=tuple(step.partition(":")[0].strip() for step in state.path.split(",")))


def layer_of(uow: UnitOfWork, shown: DraftView, state: MapState) -> Layer:
    """The layer that is asked for. Never waits for it."""
    if state.overlay != COVERAGE:
        return Layer()
    found = publishing.find_coverage(uow, shown, today=now().date())
    if found is None:
        return Layer(is_waiting=True)
    if found.problem:
        return Layer(problem=found.problem)
    return Layer(over=publishing.coverage_overlay(uow, shown, found))
