"""What the scenarios of a flow cover, laid over its map; and the way that one of them goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.model import Words
from engine.scenarios import build_scenario, play
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.proving import ProofView
from webapp.services.publishing.reading import read_draft
from webapp.services.publishing.scenarios import get_scenario

if TYPE_CHECKING:
    from engine.analysis import Overlay
    from webapp.persistence import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ScenarioWay:
    """Where somebody with the answers of a scenario goes in a draft."""

    title: str
    nodes: tuple[str, ...]
    """Empty where it cannot be played in this draft."""


def coverage_overlay(uow: UnitOfWork, shown: DraftView, found: ProofView) -> Overlay:
    """What `find_coverage` found, for the map on which other flows are boxes, and for their steps where they are open.

    Only of a draft without errors.
    """
    from engine.analysis import Counts, coverage_over

    draft = read_draft(uow, shown)
    if draft.naming is None:
        raise ValueError("a draft with errors has no coverage")
    whole, drawn = Counts.read(found.result), draft.naming.flow
    inside = {name: [n for each, n in whole.nodes.items() if each.startswith(f"{name}/")] for name in drawn.nodes}
    nodes = {name: max([whole.nodes.get(name, 0), *inside[name]]) for name in drawn.nodes}
    boxes = coverage_over(drawn, replace(whole, nodes=nodes).within(drawn, draft.release.flow), Words("en"))
    steps = coverage_over(draft.release.flow, whole, Words("en"))
    return replace(boxes, nodes={**steps.nodes, **boxes.nodes}, exits={**steps.exits, **boxes.exits})


def way_of_scenario(uow: UnitOfWork, shown: DraftView, name: str) -> ScenarioWay:
    """The nodes by which it comes. Raises ScenarioUnknownError."""
    draft, document = read_draft(uow, shown), get_scenario(uow, shown.slug, name).document
    title = str(document.get("title", name))
    if draft.has_errors:
        return ScenarioWay(title=title, nodes=())
    try:
        scenario = build_scenario(draft.release, document)
    except (ValueError, KeyError):  # it answers what this draft does not ask; the table of scenarios says so
        return ScenarioWay(title=title, nodes=())
    played = play(
        draft.release, scenario.answers, scenario.today, language=scenario.language, unsolved=scenario.unsolved
    )
    return ScenarioWay(title=title, nodes=tuple(played.path))
