"""Facts and contexts to test with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.model.flow import Fact, Option
from engine.model.inputs import Raw
from engine.model.values import Json, Values
from engine.questions import Context

TODAY = date(2026, 11, 22)


def a_fact(data: Mapping[str, Json]) -> Fact:
    """A fact as `engine.definition` makes it from the document."""
    places = data.get("places", ()) if data["type"] == "place" else ()
    options = tuple(Option(**option) for option in (*data.get("options", ()), *places))
    shared = {"type", "label", "sensitive", "options"}
    domain = {key: value for key, value in data.items() if key not in {*shared, "id"}}
    if data["type"] == "list":
        domain["facts"] = {name: a_fact({"id": name, **each}) for name, each in data["facts"].items()}
    return Fact(
        id=data.get("id", "asked"),
        type=data["type"],
        label=data.get("label", ""),
        options=options,
        domain=domain,
    )


def a_context(locale: str = "en", values: Values | None = None) -> Context:
    return Context(today=TODAY, values=values or {}, locale=locale)


def a_raw(typed: str | list[str] | Mapping[str, str | list[str]]) -> Raw:
    """`"5"`, `["rent", "heat"]`, or parts by name."""
    if isinstance(typed, Mapping):
        return {part: tuple([value] if isinstance(value, str) else value) for part, value in typed.items()}
    return {"": tuple([typed] if isinstance(typed, str) else typed)}
