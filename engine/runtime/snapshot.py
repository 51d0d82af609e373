"""A journey as JSON and back. Reads back equal, between any two inputs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from engine.definition.release import Release
from engine.errors import SnapshotError
from engine.model.journey import ContactGiven, Given, Journey
from engine.model.values import Json
from engine.questions import fact_types

FORMAT = 1


def journey_to_json(release: Release, journey: Journey) -> dict[str, Json]:
    """Everything that is saved, as JSON. Values are canonical; see `engine.model.values`."""
    return {
        "format": FORMAT,
        "id": journey.id,
        "release": journey.release,
        "started_at": journey.started_at.isoformat(),
        "today": journey.today.isoformat(),
        "language": journey.language,
        "answers": {fact: _given_to_json(release, fact, given) for fact, given in journey.answers.items()},
        "passed": sorted(journey.passed),
        "solved": dict(journey.solved),
        "contacts": {
            node: {"details": dict(each.details), "anonymous": each.anonymous}
            for node, each in journey.contacts.items()
        },
        "sent": journey.sent,
        "shown": list(journey.shown),
        "at": journey.at,
        **({"kept_on": journey.kept_on.isoformat()} if journey.kept_on else {}),
        "seq": journey.seq,
    }


def journey_from_json(release: Release, data: Mapping[str, Json]) -> Journey:
    """The journey that `journey_to_json` wrote. Raises SnapshotError on anything else."""
    try:
        if data["format"] != FORMAT:
            raise SnapshotError(f"a journey of format {data['format']!r} cannot be read")
        return Journey(
            id=data["id"],
            release=data["release"],
            started_at=datetime.fromisoformat(data["started_at"]),
            today=date.fromisoformat(data["today"]),
            language=data["language"],
            answers={fact: _given_from_json(release, fact, given) for fact, given in data["answers"].items()},
            passed=frozenset(data["passed"]),
            solved=data["solved"],
            contacts={node: ContactGiven(**each) for node, each in data["contacts"].items()},
            sent=data["sent"],
            shown=tuple(data["shown"]),
            at=data["at"],
            kept_on=date.fromisoformat(data["kept_on"]) if "kept_on" in data else None,
            seq=data["seq"],
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SnapshotError(f"a saved journey cannot be read: {error}") from error


def _given_to_json(release: Release, fact_id: str, given: Given) -> dict[str, Json]:
    fact = release.flow.facts[fact_id]
    value = None if given.value is None else fact_types[fact.type].to_json(fact, given.value)
    marks = {name: True for name, is_set in (("off", not given.on_path), ("edited", given.edited)) if is_set}
    return {"value": value, "at": given.at.isoformat(), **marks}


def _given_from_json(release: Release, fact_id: str, data: Mapping[str, Json]) -> Given:
    fact = release.flow.facts[fact_id]
    raw = data["value"]
    return Given(
        value=None if raw is None else fact_types[fact.type].from_json(fact, raw),
        at=datetime.fromisoformat(data["at"]),
        on_path=not data.get("off", False),
        edited=data.get("edited", False),
    )
