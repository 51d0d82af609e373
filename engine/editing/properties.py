"""What each part of a document may hold, read from the published schemas: forms are made from this.

A property that a schema gains appears in the editor by itself; only its nicer label is kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from engine.definition.schema import FLOW, load_schemas
from engine.editing.pointers import find_value, join, split
from engine.model.values import Json

_COMMON = f"{FLOW}:common"
_CONDITIONS = frozenset({"when", "condition"})


class Kind(StrEnum):
    """How a property is written in a form."""

    TEXT = "text"
    """Words for people, which may have plural forms."""
    LINE = "line"
    NAME = "name"
    """A name in files: small letters, digits, “-”."""
    FLAG = "flag"
    WHOLE = "whole"
    NUMBER = "number"
    CHOICE = "choice"
    SEVERAL = "several"
    NODE = "node"
    FACT = "fact"
    DATE = "date"
    BOUND = "bound"
    """A date, or one counted from today, or another fact."""
    LINES = "lines"
    """Several short texts, one on each line."""
    PAIRS = "pairs"
    """Names with what stands for each, one on each line."""
    INPUTS = "inputs"
    """The same, where facts and calculations stand for them."""
    CONDITION = "condition"
    CALCULATION = "calculation"
    GROUP = "group"
    """Properties that stand together."""
    ENTRIES = "entries"
    """A list whose entries have forms of their own."""
    JSON = "json"


@dataclass(frozen=True, kw_only=True)
class Property:
    """One property of a part."""

    key: str
    kind: Kind
    says: str
    """What the schema says of it."""
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    inner: tuple[Property, ...] = ()
    """Of a group."""
    may_name: str = ""
    """Where the value may be the name of an entry instead: `sources`."""


@dataclass(frozen=True)
class _Schema:
    """A schema, and the file it stands in."""

    data: Mapping[str, Any]
    root: Mapping[str, Any]
    ref: str = ""
    """The last definition it was found by."""


_KINDS: Final[Mapping[str, Kind]] = {
    "text": Kind.TEXT,
    "node": Kind.NODE,
    "fact": Kind.FACT,
    "id": Kind.NAME,
    "slug": Kind.NAME,
    "place": Kind.NAME,
    "date": Kind.DATE,
    "bound": Kind.BOUND,
    "original": Kind.LINE,
    "language": Kind.LINE,
    "messages": Kind.PAIRS,
}
_PLAIN: Final[Mapping[str, Kind]] = {
    "boolean": Kind.FLAG,
    "integer": Kind.WHOLE,
    "number": Kind.NUMBER,
    "string": Kind.LINE,
}


def properties_at(document: Mapping[str, Json], pointer: str) -> tuple[Property, ...]:
    """The properties of the part at a pointer, in the schema's order; none where no object can stand."""
    schema = _schema_at(document, pointer)
    return _properties(schema) if schema is not None else ()


def entries_at(document: Mapping[str, Json], pointer: str) -> bool:
    """Whether entries with forms of their own can stand in a list at a pointer."""
    schema = _schema_at(document, pointer)
    return schema is not None and _is_list_of_objects(schema)


def _properties(schema: _Schema) -> tuple[Property, ...]:
    needed = schema.data.get("required", ())
    found = schema.data.get("properties", {}).items()
    return tuple(_property(key, schema, raw, key in needed) for key, raw in found if key != "type")


def _property(key: str, holder: _Schema, raw: Mapping[str, Any], is_needed: bool) -> Property:
    schema = _resolved(_Schema(raw, holder.root))
    kind = _kind(key, schema)
    says = str(raw.get("description") or schema.data.get("description", ""))
    inner: tuple[Property, ...] = ()
    if kind is Kind.GROUP:
        inner = _properties(_origin() if schema.ref == "source" else schema)
    return Property(
        key=key,
        kind=kind,
        says=says,
        is_needed=is_needed,
        choices=_choices(kind, schema),
        inner=inner,
        may_name="sources" if schema.ref == "source" else "",
    )


def _kind(key: str, schema: _Schema) -> Kind:
    data = schema.data
    if schema.ref == "expression":
        return Kind.CONDITION if key in _CONDITIONS else Kind.CALCULATION
    if schema.ref == "source":
        return Kind.GROUP
    if schema.ref in _KINDS:
        return _KINDS[schema.ref]
    if "enum" in data:
        return Kind.CHOICE
    if data.get("type") == "array":
        return _kind_of_list(schema)
    if data.get("type") == "object":
        if "properties" in data:
            return Kind.GROUP
        return _kind_of_map(schema)
    return _PLAIN.get(data.get("type", ""), Kind.JSON)


def _kind_of_list(schema: _Schema) -> Kind:
    if _is_list_of_objects(schema):
        return Kind.ENTRIES
    items = _resolved(_Schema(schema.data.get("items", {}), schema.root))
    if "enum" in items.data:
        return Kind.SEVERAL
    is_word = items.data.get("type") == "string" or items.ref == "text"
    return Kind.LINES if is_word else Kind.JSON


def _is_list_of_objects(schema: _Schema) -> bool:
    items = _resolved(_Schema(schema.data.get("items", {}), schema.root))
    return schema.data.get("type") == "array" and "properties" in items.data


def _kind_of_map(schema: _Schema) -> Kind:
    inner = _resolved(_Schema(schema.data.get("additionalProperties") or {}, schema.root))
    if inner.ref == "expression":
        return Kind.INPUTS
    return Kind.PAIRS if inner.ref in ("id", "fact", "text") else Kind.JSON


def _choices(kind: Kind, schema: _Schema) -> tuple[str, ...]:
    if kind is Kind.CHOICE:
        return tuple(schema.data["enum"])
    if kind is Kind.SEVERAL:
        return tuple(_resolved(_Schema(schema.data["items"], schema.root)).data["enum"])
    return ()


def _schema_at(document: Mapping[str, Json], pointer: str) -> _Schema | None:
    """The schema of what stands, or may stand, at a pointer."""
    schema: _Schema | None = _Schema(load_schemas()[FLOW], load_schemas()[FLOW])
    steps = split(pointer)
    for place, step in enumerate(steps):
        if schema is None:
            return None
        schema = _by_type(document, steps[: place + 1]) or _under(schema, step)
    return schema


def _by_type(document: Mapping[str, Json], steps: tuple[str, ...]) -> _Schema | None:
    """The schema of a node, a fact or a fact of a list's members, which depends on its type."""
    if len(steps) < 2 or steps[-2] not in ("nodes", "facts"):
        return None
    part = find_value(document, join(*steps))
    type = part.get("type") if isinstance(part, Mapping) else None
    data = load_schemas().get(f"{FLOW}:{steps[-2]}:{type}")
    return _Schema(data, data) if data is not None else None


def _under(schema: _Schema, step: str) -> _Schema | None:
    data = schema.data
    raw = data.get("properties", {}).get(step) or data.get("items") or data.get("additionalProperties")
    return _resolved(_Schema(raw, schema.root)) if isinstance(raw, Mapping) else None


def _origin() -> _Schema:
    common = load_schemas()[_COMMON]
    return _Schema(common["$defs"]["origin"], common, "origin")


def _resolved(schema: _Schema) -> _Schema:
    """Follows references. The first definition that a form knows keeps its name."""
    ref = schema.data.get("$ref")
    if not isinstance(ref, str):
        return schema
    file, _, name = ref.partition("#/$defs/")
    root = load_schemas()[file] if file else schema.root
    found = _resolved(_Schema(root["$defs"][name], root, name))
    return _Schema(found.data, found.root, name if name in _NAMED else found.ref or name)


_NAMED = frozenset(_KINDS) | {"expression", "source"}
