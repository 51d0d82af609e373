"""The people who are inside a flow while it is released anew: where they stand, and what becomes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from engine.definition import build_release, logic_of
from webapp.persistence import MoveRecord
from webapp.services.releasing.errors import ChangeRefusedError
from webapp.services.releasing.sides import Side, children_of_side

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

ELSEWHERE: Final = ""
"""Every node that is not named."""


class Becomes(StrEnum):
    """What becomes of somebody who is inside."""

    STAY = "stay"
    MOVE = "move"
    RESTART = "restart"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The people at one step of the releases before."""

    node: str
    text: str
    people: int
    is_kept: bool
    """Whether the new release has this step too."""
    becomes: Becomes


def people_inside(uow: UnitOfWork, slug: str, now: Side, chosen: Mapping[str, str]) -> tuple[Standing, ...]:
    """Where people stand who walk by another logic than the new one. They are the only ones who notice anything."""
    children = children_of_side(uow, now)
    counts: dict[str, int] = defaultdict(int)
    releases: dict[str, int] = {}
    for release_id, node, people in uow.inside.count_standing(slug, logic=logic_of(now.document, children)):
        counts[node] += people
        releases[node] = release_id
    if not counts:
        return ()
    kept = build_release(now.document, now.translations, children).flow.nodes.keys()
    return tuple(
        Standing(
            node=node,
            text=_called(uow.flows.release(releases[node]).document, node),
            people=people,
            is_kept=node in kept,
            becomes=Becomes(chosen.get(node, chosen.get(ELSEWHERE, Becomes.STAY))),
        )
        for node, people in sorted(counts.items(), key=lambda each: -each[1])
    )


def check_choices(chosen: Mapping[str, str]) -> dict[str, str]:
    """The choices that say something else than the rule for all others. Raises ChangeRefusedError."""
    if not set(chosen.values()) <= set(Becomes):
        raise ChangeRefusedError("Choose for each step what becomes of the people there.")
    rest = chosen.get(ELSEWHERE, Becomes.STAY)
    own = {node: becomes for node, becomes in chosen.items() if node != ELSEWHERE and becomes != rest}
    return own if rest == Becomes.STAY else {ELSEWHERE: rest, **own}


def moves_for(uow: UnitOfWork, slug: str, release_id: int, chosen: Mapping[str, str]) -> list[MoveRecord]:
    """The choices, for every release that somebody may still be on."""
    return [
        MoveRecord(from_release_id=release.id, node=node, to_release_id=release_id, becomes=becomes)
        for release in uow.flows.list_releases(slug)
        if release.id != release_id
        for node, becomes in chosen.items()
    ]


def _called(document: Mapping[str, Any], node: str) -> str:
    """A step as people know it; one of a flow that is run, by its name."""
    found = document["nodes"].get(node, {})
    said = found.get("prompt") or found.get("title") or node
    return said if isinstance(said, str) else str(said.get("other", node))
