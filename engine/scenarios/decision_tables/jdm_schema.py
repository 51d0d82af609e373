"""Reads what a JSON decision model says of its input: a JSON Schema, where its designer wrote one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from engine.model.values import Json
from engine.scenarios.decision_tables.fields import BOOLEAN, NUMBER, TEXT, Field, Registry
from engine.scenarios.decision_tables.known import Path

_KINDS = {"number": NUMBER, "integer": NUMBER, "boolean": BOOLEAN, "string": TEXT}
MOST_LEVELS = 8


def read_schema(node: Mapping[str, Json], registry: Registry) -> None:
    """Notes the declared kinds of what is handed in. A schema that cannot be read says nothing, as in that tool."""
    content = node.get("content")
    source = content.get("schema") if isinstance(content, dict) else None
    try:
        schema = json.loads(source) if isinstance(source, str) and source.strip() else None
    except ValueError:
        schema = None
    if isinstance(schema, dict):
        _note(schema, (), registry)


def _note(schema: Mapping[str, Json], path: Path, registry: Registry) -> None:
    properties = schema.get("properties")
    for name, each in properties.items() if isinstance(properties, dict) and len(path) < MOST_LEVELS else ():
        if not isinstance(each, dict):
            continue
        if each.get("type") in _KINDS:
            registry.declared[(*path, name)] = partial(_declare, each)
        else:
            _note(each, (*path, name), registry)


def _declare(schema: Mapping[str, Json], found: Field) -> None:
    found.kind = _KINDS[schema["type"]]
    values = schema.get("enum")
    if found.kind == TEXT and isinstance(values, list) and all(isinstance(value, str) for value in values):
        found.offer(values)
        found.is_closed = True
