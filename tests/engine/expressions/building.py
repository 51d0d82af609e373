"""Builders for expression tests: scopes and values from the JSON of case files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from engine.expressions import Scope
from engine.model.flow import Fact, Option, Table


def a_fact(name: str, data: Mapping[str, Any]) -> Fact:
    options = tuple(Option(id=option, label=option) for option in data.get("options", ()))
    domain = {key: value for key, value in data.items() if key not in {"type", "options"}}
    if "facts" in domain:
        domain["facts"] = {member: a_fact(member, each) for member, each in domain["facts"].items()}
    return Fact(id=name, type=data["type"], options=options, domain=domain)


def a_table(name: str, data: Mapping[str, Any]) -> Table:
    return Table(
        id=name,
        by=data["by"],
        match=data.get("match", "value"),
        gives=data.get("gives", ""),
        rows=tuple((key, value) for key, value in data["rows"]),
        beyond=data.get("beyond"),
    )


def a_scope(data: Mapping[str, Any]) -> Scope:
    facts = {name: a_fact(name, fact) for name, fact in data.get("facts", {}).items()}
    tables = {name: a_table(name, table) for name, table in data.get("tables", {}).items()}
    holidays = {name: tuple(date.fromisoformat(day) for day in days) for name, days in data.get("holidays", {}).items()}
    return Scope(facts, tables, holidays)


def values_of(scope: Scope, data: Mapping[str, Any], today: str = "2026-11-22") -> dict[str, Any]:
    """Typed values of facts from their JSON."""
    found: dict[str, Any] = {"today": date.fromisoformat(data.get("today", today))}
    for name, value in data.items():
        if name != "today":
            found[name] = typed_value(scope.facts[name], value)
    return found


def typed_value(fact: Fact, value: Any) -> Any:
    if value is None:
        return None
    if fact.type == "list":
        members = fact.domain["facts"]
        return tuple({key: typed_value(members[key], each[key]) for key in each} for each in value)
    return value_of(fact.type, value)


def value_of(kind: str, value: Any) -> Any:
    """A typed value from its JSON, by its fact type or kind."""
    if value is None:
        return None
    if kind == "money":
        return whole(Fraction(str(value)) * 100)
    if kind in {"decimal", "number"}:
        return whole(Fraction(str(value)))
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "month":
        return date.fromisoformat(f"{value}-01")
    return tuple(value) if isinstance(value, list) else value


def whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number
