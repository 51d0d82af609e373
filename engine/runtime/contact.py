"""Reads how a person can be reached, with the same types that read their answers."""

from __future__ import annotations

from engine.model.flow import Contact
from engine.model.inputs import GiveContact
from engine.model.journey import ContactGiven, Journey
from engine.model.prompts import Refusal
from engine.nodes import CONTACT_FACTS, HandoffNode
from engine.nodes.base import Node
from engine.questions import Context, fact_types


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
        read = _read(name, typed, journey)
        if isinstance(read, Refusal):
            refusals.append(Refusal(code=read.code, params=read.params, part=name))
        else:
            details[name] = read
    if not refusals:
        refusals += _missing(node.contact, details)
    return tuple(refusals) if refusals else ContactGiven(details=details)


def _read(name: str, typed: str, journey: Journey) -> str | Refusal:
    fact = CONTACT_FACTS[name]
    context = Context(today=journey.today, values={}, locale=journey.language)
    parsed = fact_types[fact.type].parse(fact, {"": (typed,)}, context)
    if isinstance(parsed, Refusal):
        return parsed
    return fact_types[fact.type].check(fact, parsed, context) or str(parsed)


def _missing(contact: Contact, details: dict[str, str]) -> list[Refusal]:
    """One way to be reached is needed, where the flow says so."""
    if not contact.require_one_of or any(name in details for name in contact.require_one_of):
        return []
    first = contact.require_one_of[0]
    return [Refusal(code="contact-needed", params={"ways": list(contact.require_one_of)}, part=first)]
