"""Reads how a person can be reached, with the same types that read their answers."""

from __future__ import annotations

from dataclasses import replace

from engine.model.flow import Contact
from engine.model.inputs import GiveContact
from engine.model.journey import ContactGiven, Journey
from engine.model.prompts import Refusal
from engine.nodes import CONTACT_FACTS, HandoffNode
from engine.nodes.base import Node
from engine.questions import MEANT, Context, read_answer


def read_contact(node: Node, given: GiveContact, journey: Journey) -> ContactGiven | tuple[Refusal, ...]:
    """What was typed, normalised; or one refusal for each field that needs another look."""
    if not isinstance(node, HandoffNode):
        raise TypeError(f"{node.id} is no handoff")
    if given.anonymous and node.contact.anonymous:
        return ContactGiven(details={}, anonymous=True)
    details: dict[str, str] = {}
    refusals: list[Refusal] = []
    for name in node.contact.ask:
        typed = given.details.get(name, "").strip()
        if not typed:
            continue
        read = _read(name, typed, given.meant.get(name, ""), journey)
        if isinstance(read, Refusal):
            refusals.append(replace(read, part=name))
        else:
            details[name] = read
    if not refusals:
        refusals += _missing(node.contact, details)
    return tuple(refusals) if refusals else ContactGiven(details=details)


def _read(name: str, typed: str, meant: str, journey: Journey) -> str | Refusal:
    context = Context(today=journey.today, values={}, locale=journey.language)
    read = read_answer(CONTACT_FACTS[name], {"": (typed,), MEANT: (meant,)}, context)
    return read if isinstance(read, Refusal) else str(read)


def _missing(contact: Contact, details: dict[str, str]) -> list[Refusal]:
    """One way to be reached is needed, where the flow says so."""
    if not contact.require_one_of or any(name in details for name in contact.require_one_of):
        return []
    first = contact.require_one_of[0]
    return [Refusal(code="contact-needed", params={"ways": list(contact.require_one_of)}, part=first)]
