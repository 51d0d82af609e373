"""Plays a flow made from another tool's tables with that tool's inputs, and reads its outputs in that tool's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from engine.definition import Release
from engine.expressions.numbers import exact
from engine.scenarios import play
from engine.scenarios.decision_tables import Imported

TODAY = date(2026, 11, 22)
NOTHING = "nothing"


def outputs_for(imported: Imported, release: Release, given: Any) -> tuple[str, dict[str, Any]]:
    """Where the journey stops, and what came out, by path."""
    played = play(release, answers_for(imported, given), TODAY)
    assert not played.refused, played.refused
    known = played.prompt.known
    said = {path: _theirs(imported, each.id, known.get(each.id)) for path, each in imported.outputs.items()}
    return played.prompt.place, {path: value for path, value in said.items() if value is not None}


def answers_for(imported: Imported, given: Any) -> dict[str, Any]:
    """The inputs as answers."""
    found = {path: at(given, path) for path in imported.inputs}
    return {
        imported.inputs[path].id: None if value is None else _ours(imported, imported.inputs[path].id, value)
        for path, value in found.items()
    }


def at(values: Any, path: str) -> Any:
    """What stands under a path; None when nothing does."""
    if isinstance(values, Mapping) and path in values:
        return values[path]
    for step in path.split("."):
        values = values.get(step) if isinstance(values, Mapping) else None
    return values


def _ours(imported: Imported, name: str, value: Any) -> Any:
    fact = imported.document["facts"][name]
    if fact["type"] == "integer" and isinstance(value, list):
        return len(value)
    if fact["type"] in ("decimal", "integer"):
        return exact(value)
    if fact["type"] == "date":
        return date.fromisoformat(value)
    options = {option.get("imported_as", option["id"]): option["id"] for option in fact.get("options", ())}
    if fact["type"] == "choice":
        return options.get(value, "something-else")
    if fact["type"] == "choices":
        chosen = {options.get(each, "something-else") for each in value}
        return tuple(option["id"] for option in fact["options"] if option["id"] in chosen)
    return str(value) if fact["type"] == "text" else value


def _theirs(imported: Imported, name: str, value: Any) -> Any:
    return _of_fact(imported.document["facts"][name], value)


def _of_fact(fact: Mapping[str, Any], value: Any) -> Any:
    if isinstance(value, Fraction | int) and not isinstance(value, bool):
        return float(value)
    if fact["type"] == "list" and value is not None:
        return [_member(fact, each) for each in value]
    names = {option["id"]: option.get("imported_as", option["id"]) for option in fact.get("options", ())}
    if fact["type"] == "choices" and value is not None:
        return [names[each] for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return names.get(value, value) if fact["type"] == "choice" and value is not None else value


def _member(fact: Mapping[str, Any], member: Mapping[str, Any]) -> dict[str, Any]:
    said = {each["imported_as"]: _of_fact(each, member[name]) for name, each in fact["facts"].items()}
    return {path: value for path, value in said.items() if value != NOTHING}
