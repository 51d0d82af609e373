"""Passes the person to a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Self

from engine.model.flow import Contact, Fact, Text
from engine.model.prompts import Asks
from engine.model.values import Json
from engine.nodes.base import Entry, Exit, Node, Visit, Waits, present, shared_fields
from engine.nodes.registry import node_types

CHECK = ".check"
SENT = ".sent"
CONTACT_FACTS = {
    "name": Fact(id="name", type="text", domain={"max_length": 120}, sensitive=True),
    "phone": Fact(id="phone", type="phone", domain={"region": "US"}, sensitive=True),
    "email": Fact(id="email", type="email", sensitive=True),
    "safe_times": Fact(id="safe_times", type="text", domain={"max_length": 200}, sensitive=True),
}
"""Each way to be reached, as the fact that it is read like."""


@node_types.register("handoff")
@dataclass(frozen=True, kw_only=True)
class HandoffNode(Node):
    """Asks a person to take over, by `plan`. Waits twice: for how to reach them, and for "send".

    The host opens the ticket, from the event that only `send` emits.
    """

    type: ClassVar[str] = "handoff"
    outcome: ClassVar[str] = "handoff"

    plan: str
    priority: str = "normal"
    reason: str
    reason_title: str = ""
    """For staff, who read the flow's own language: not translated."""
    contact: Contact = field(default_factory=Contact)
    consent: Text = ""

    @classmethod
    def build(cls, id: str, data: Mapping[str, Json]) -> Self:
        return cls(
            **shared_fields(id, data),
            title=data.get("title", ""),
            plan=data["plan"],
            priority=data.get("priority", "normal"),
            reason=data["reason"],
            reason_title=data.get("reason_title", ""),
            contact=build_contact(data.get("contact", {})),
            consent=data.get("consent", ""),
        )

    def enter(self, visit: Visit) -> Entry:
        if visit.was_sent(self.id):
            return Waits(place=self.id + SENT, asks=Asks.NOTHING)
        if not self.contact.ask:
            return Waits(place=self.id + CHECK, asks=Asks.SEND)
        if visit.contact(self.id) is None:
            return Waits(place=self.id, asks=Asks.CONTACT)
        return Waits(place=self.id + CHECK, asks=Asks.SEND, earlier=((self.id, Asks.CONTACT),))

    def exits(self) -> tuple[Exit, ...]:
        return ()

    def texts(self) -> Mapping[str, Text]:
        return present({"title": self.title, "consent": self.consent})


def build_contact(data: Mapping[str, Json]) -> Contact:
    """What to ask for, from its checked JSON."""
    standard = Contact()
    return Contact(
        ask=tuple(data.get("ask", standard.ask)),
        require_one_of=tuple(data.get("require_one_of", ())),
        anonymous=data.get("anonymous", False),
    )
