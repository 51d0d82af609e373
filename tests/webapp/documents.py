"""A small flow for the tests of the services, and how to walk it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from engine.definition import fingerprint, logic_digest, text_digest
from engine.model.words import Words
from tests.webapp.rows import NOON, an_article
from webapp.persistence import Database, UnitOfWork
from webapp.services.journeys import Started, Traffic, View, give, look, start_journey
from webapp.services.tickets import put_queues

HEAT: dict[str, Any] = {
    "format": 1,
    "id": "heat",
    "language": "en",
    "time_zone": "America/New_York",
    "title": "Help with heating",
    "summary": "Find out about help to pay for heat.",
    "agency": "Department of Warmth",
    "about": {
        "before": "Have your bill at hand.",
        "minutes": 3,
        "emergency": "Smell gas? Leave now.",
        "keywords": ["LIHEAP", "niño"],
        "disclaimer": "An estimate, not a decision.",
    },
    "facts": {
        "people": {"type": "integer", "label": "People at home", "minimum": 1, "maximum": 20},
        "shutoff": {"type": "boolean", "label": "Heat is off", "sensitive": True},
        "story": {"type": "text", "label": "What happened", "sensitive": True},
    },
    "start": "ask-people",
    "nodes": {
        "ask-people": {
            "type": "question",
            "fact": "people",
            "prompt": "How many people live here?",
            "next": "ask-shutoff",
        },
        "ask-shutoff": {
            "type": "question",
            "fact": "shutoff",
            "prompt": "Is your heat off?",
            "rules": [
                {"id": "no-heat", "when": {"var": "shutoff"}, "next": "ask-story", "because": "No heat is an emergency"}
            ],
            "otherwise": "read",
        },
        "ask-story": {
            "type": "question",
            "fact": "story",
            "prompt": "What happened?",
            "optional": True,
            "next": "person",
        },
        "read": {"type": "article", "article": "warm", "unsolved": "person"},
        "person": {
            "type": "handoff",
            "plan": "energy",
            "priority": "normal",
            "reason": "asked-for-a-person",
            "title": "Ask a person",
            "contact": {"ask": ["name", "phone", "email"], "require_one_of": ["phone", "email"], "anonymous": True},
        },
    },
}
SPANISH = {
    "language": "es",
    "texts": {"/title": {"text": "Ayuda con la calefacción", "from": text_digest("Help with heating")}},
}
DESK = {
    "queues": [{"slug": "energy", "title": "Energy", "titles": {"es": "Energía"}}],
    "plans": [{"slug": "energy", "queue": "energy", "reply_days": {"normal": 3}}],
}
CONTACT = {"name": ["Pat Doe"], "email": ["Pat@Example.org"], "phone": ["(212) 555-0123"]}


def heat(**changes: Any) -> dict[str, Any]:
    """The document, with top-level changes."""
    return copy.deepcopy(HEAT) | changes


def publish(
    uow: UnitOfWork, document: Mapping[str, Any] = HEAT, *, translations: Mapping[str, Any] | None = None
) -> int:
    """Put a document live without the checks an import makes."""
    translations = {"es": SPANISH} if translations is None else translations
    name = fingerprint(document, translations)
    slug = document["id"]
    with uow.write():
        if uow.flows.find(slug) is None:
            uow.flows.add(slug, now=NOON)
        known = uow.flows.find_release(name)
        release = (
            known.id
            if known
            else uow.flows.add_release(
                slug,
                fingerprint=name,
                logic=logic_digest(document),
                document=document,
                translations=translations,
                origin="disk",
                now=NOON,
            )
        )
        uow.flows.set_live(slug, release)
    return release


def seed(database: Database) -> None:
    """The flow, its article and its desk."""
    with database.unit_of_work() as uow:
        publish(uow)
        with uow.write():
            put_queues(uow, DESK)
            uow.articles.add("warm", language="en", now=NOON)
            uow.articles.add_version(an_article(), now=NOON)


def begin(uow: UnitOfWork, *, language: str = "en", traffic: Traffic = Traffic.PUBLIC) -> Started:
    return start_journey(uow, "heat", language=language, traffic=traffic, now=NOON)


def answer(uow: UnitOfWork, journey: Started, place: str, *values: str, now: Any = NOON, **fields: list[str]) -> View:
    """Give one answer; or, for a contact or an article, its fields."""
    form = {"answer": list(values)} if values else dict(fields)
    return give(uow, journey.public_id, journey.secret, place, form, words=Words, now=now)


def see(uow: UnitOfWork, journey: Started, place: str | None = None, *, now: Any = NOON) -> View:
    return look(uow, journey.public_id, journey.secret, place, words=Words, now=now)


def walk_to_check(uow: UnitOfWork, **contact: list[str]) -> Started:
    """A journey that has everything it needs to be sent."""
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    answer(uow, journey, "ask-shutoff", "yes")
    answer(uow, journey, "ask-story", "It broke down, says Pat")
    answer(uow, journey, "person", **(contact or CONTACT))
    return journey


def send(uow: UnitOfWork, journey: Started, *, now: Any = NOON) -> View:
    return give(uow, journey.public_id, journey.secret, "person.check", {}, words=Words, now=now)
