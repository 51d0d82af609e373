"""How near the other outcomes were, worked out for the packet of a ticket once it is open.

This loads the solver: only the worker does it, never a process that serves pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.scenarios import nearest_outcomes, read_value
from webapp.services.publishing import get_release

if TYPE_CHECKING:
    from engine.definition import Release
    from webapp.persistence import UnitOfWork


def find_nearest_of(uow: UnitOfWork, reference: str) -> str:
    """Put into a ticket's packet how near other outcomes were. What became of it: found, erased or unknown-release."""
    ticket = uow.tickets.find(reference)
    if ticket is None or ticket.packet is None:
        return "erased"
    packet = dict(ticket.packet)
    record = uow.flows.find_release(packet["source"]["release"])
    if record is None:
        del packet["nearest"]
        outcome = "unknown-release"
    else:
        packet["nearest"] = nearest_to(get_release(uow, record.id).release, packet)
        outcome = "found"
    with uow.write():
        return outcome if uow.tickets.put_packet(ticket, packet) else "erased"


def nearest_to(release: Release, packet: Mapping[str, Any]) -> dict[str, Any]:
    """The nearest other outcomes for the answers of a packet."""
    facts = release.flow.facts
    answers = {
        each["fact"]: read_value(facts, each["fact"], each["value"])
        for each in packet["answers"]
        if each["fact"] in facts
    }
    for step in packet["path"]:
        node = release.flow.nodes.get(step["node"])
        if step["type"] == "more" and node is not None:  # asked, but no answer worth telling an agent
            answers |= dict.fromkeys(node.fills, step["exit"] != "otherwise")
    unsolved = frozenset(step["node"] for step in packet["path"] if step["exit"] == "unsolved")
    return nearest_outcomes(release, answers, date.fromisoformat(packet["source"]["today"]), unsolved)
