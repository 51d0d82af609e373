"""Small valid things to start a test from."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from engine.definition import Child, build_release
from engine.definition.release import Release
from engine.runtime import Turn, start

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""Noon in New York."""
TODAY = date(2026, 11, 23)


def ids(prefix: str = "id") -> Callable[[], str]:
    """Ids in a row: id-1, id-2, …"""
    numbers = itertools.count(1)
    return lambda: f"{prefix}-{next(numbers)}"


def a_document(**changes: Any) -> dict[str, Any]:
    """A flow with one question, a branch, an article and a handoff; `changes` replace top-level keys."""
    return {
        "format": 1,
        "id": "heat",
        "language": "en",
        "time_zone": "America/New_York",
        "title": "Help with heat",
        "summary": "Find out what help there is.",
        "facts": {
            "people": {"type": "integer", "label": "People at home", "minimum": 1, "maximum": 20},
            "shutoff": {"type": "boolean", "label": "Heat shut off"},
            "income": {"type": "money", "label": "Monthly income", "currency": "USD", "minimum": 0, "sensitive": True},
        },
        "tables": {"limit": {"by": "people", "rows": [[1, 2000], [2, 3000]], "beyond": {"add": 1000, "per": 1}}},
        "start": "ask-people",
        "nodes": {
            "ask-people": {
                "type": "question",
                "fact": "people",
                "prompt": "How many people live with you?",
                "next": "ask-shutoff",
            },
            "ask-shutoff": {
                "type": "question",
                "fact": "shutoff",
                "prompt": "Is your heat off?",
                "rules": [
                    {
                        "id": "no-heat",
                        "when": {"var": "shutoff"},
                        "next": "urgent",
                        "because": "No heat is an emergency",
                    }
                ],
                "otherwise": "ask-income",
            },
            "ask-income": {"type": "question", "fact": "income", "prompt": "What is your income?", "next": "fits"},
            "fits": {
                "type": "decision",
                "rules": [
                    {
                        "id": "limit",
                        "when": {"<=": [{"var": "income"}, {"lookup": ["limit", {"var": "people"}]}]},
                        "next": "apply",
                        "because": "Your income is within the limit for {people} people",
                    }
                ],
                "otherwise": "other",
                "unknown": "agent",
            },
            "urgent": {
                "type": "handoff",
                "plan": "emergency",
                "priority": "urgent",
                "reason": "no-heat",
                "contact": {"ask": ["name", "phone"], "require_one_of": ["phone"]},
            },
            "apply": {"type": "article", "article": "apply-for-heat", "unsolved": "agent"},
            "other": {"type": "article", "article": "other-help", "unsolved": "agent"},
            "agent": {
                "type": "handoff",
                "plan": "energy",
                "priority": "normal",
                "reason": "asked-for-a-person",
                "contact": {"ask": ["name", "phone", "email"], "require_one_of": ["phone", "email"], "anonymous": True},
            },
        },
        **changes,
    }


def a_release(
    document: Mapping[str, Any] | None = None,
    translations: Mapping[str, Any] | None = None,
    children: Iterable[Mapping[str, Any]] = (),
) -> Release:
    """A runnable release of `document`, or of the flow above. `children` are the flows that it runs."""
    runs = {each["id"]: Child(document=each) for each in children}
    return build_release(document or a_document(), translations or {}, runs)


def a_start(release: Release, *, now: datetime = NOON, language: str = "") -> Turn:
    """The first turn of a journey."""
    return start(release, now=now, new_id=ids("journey"), language=language)
