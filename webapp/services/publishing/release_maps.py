"""A release as a picture and as a list of its steps, for what is told about them: how many people came by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.definition import Release, build_outline
from engine.model import Words
from webapp.services.publishing.layouts import remembered
from webapp.services.publishing.releases import get_release

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

Exits = Mapping[tuple[str, str], int]
"""Numbers by node and exit."""


@dataclass(frozen=True, kw_only=True)
class ReleaseStep:
    """One node of a release, in words."""

    node: str
    type: str
    text: str
    exits: Mapping[str, str]
    """What each exit is called."""


def list_steps(uow: UnitOfWork, release_id: int) -> tuple[ReleaseStep, ...]:
    """Every node in the order in which people meet them, those of the flows that it runs too."""
    from engine.analysis import Naming, in_order

    naming = Naming.build(get_release(uow, release_id).release, "en", Words("en"))
    plain = {"next": "Then"}
    return tuple(
        ReleaseStep(
            node=name,
            type=naming.flow.nodes[name].type,
            text=naming.text(naming.flow.nodes[name]),
            exits={
                exit.name: naming.label(naming.flow.nodes[name], exit) or plain.get(exit.name, exit.name)
                for exit in naming.flow.nodes[name].exits()
            },
        )
        for name in in_order(naming.flow)
    )


def fold_exits(uow: UnitOfWork, release_id: int, exits: Exits) -> Exits:
    """What left a flow that this one runs is counted at the box that stands for it on the map."""
    from engine.analysis import Counts

    counts = Counts(nodes={}, exits=exits)
    return counts.within(_outline(uow, release_id).flow, get_release(uow, release_id).release.flow).exits


def draw_counts(uow: UnitOfWork, release_id: int, nodes: Mapping[str, int], exits: Exits, *, least: int) -> str:
    """The map of a release with numbers on it; those under `least` are told as fewer than that."""
    from engine.analysis import Counts, Drawing, Naming, build_picture, counts_over

    words = Words("en")
    naming = Naming.build(_outline(uow, release_id), "en", words)
    overlay = counts_over(naming.flow, Counts(nodes=nodes, exits=exits), words, least=least)
    drawing = Drawing(build_picture(naming), words, has_style=False, overlay=overlay)
    return drawing.draw_around(remembered(uow, drawing))


def _outline(uow: UnitOfWork, release_id: int) -> Release:
    """The release as its designer wrote it: the flows that it runs stay boxes."""
    record = uow.flows.release(release_id)
    return build_outline(record.document, record.translations, get_release(uow, release_id).release)
