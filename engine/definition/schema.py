"""Reads the published schemas and holds a document against them, part by part.

Only the envelope is checked as a whole; every fact and node is then checked against the schema of its own
type, so that a fault is never blamed on a type that the designer did not choose. jsonschema is loaded on
first use only, because serving a page must not load it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.model.values import Json

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema import Draft202012Validator

Path = tuple[str | int, ...]

FLOW = "urn:waypost:flow:1"
TRANSLATION = "urn:waypost:flow:1:translation"
SCENARIO = "urn:waypost:scenario:1"
_FOLDERS = ("flow/1", "flow/1/facts", "flow/1/nodes", "scenario/1")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that breaks a schema. `keyword` is the schema's keyword that it breaks."""

    path: Path
    keyword: str
    expected: Json
    found: Json
    schema: Mapping[str, Json]
    in_name: bool = False
    """True when a name of an object is at fault, rather than what stands under it."""


@cache
def load_schemas() -> Mapping[str, Json]:
    """Every published schema, by its `$id`."""
    root = files("schemas")
    texts = (
        entry.read_text(encoding="utf-8")
        for folder in _FOLDERS
        for entry in root.joinpath(folder).iterdir()
        if entry.name.endswith(".schema.json")
    )
    return {schema["$id"]: schema for schema in map(json.loads, texts)}


@cache
def known_types(kind: str) -> tuple[str, ...]:
    """The types that have a schema: `kind` is facts or nodes."""
    prefix = f"{FLOW}:{kind}:"
    return tuple(sorted(urn.removeprefix(prefix) for urn in load_schemas() if urn.startswith(prefix)))


def find_faults(document: Json, urn: str = FLOW) -> Iterator[Fault]:
    """Everything in `document` that breaks its schema; for a flow, facts and nodes by their own types.

    Each part is first asked for a quick yes or no; only what is not plainly sound is looked at again for words.
    """
    return _find(document, urn, _quickly)


def word_faults(document: Json, urn: str = FLOW) -> Iterator[Fault]:
    """The same, without the quick answer first."""
    return _find(document, urn, _faults)


Finder: TypeAlias = Callable[[Json, str, Path], Iterator["Fault"]]


def _find(document: Json, urn: str, faults: Finder) -> Iterator[Fault]:
    yield from faults(document, urn, ())
    if urn != FLOW or not isinstance(document, dict):
        return
    for kind in ("facts", "nodes"):
        yield from _typed_parts(document.get(kind), kind, (kind,), faults)


def _typed_parts(parts: Json, kind: str, path: Path, faults: Finder) -> Iterator[Fault]:
    for name, part in parts.items() if isinstance(parts, dict) else ():
        if not isinstance(part, dict) or not isinstance(part.get("type"), str):
            continue
        here = (*path, name)
        if part["type"] not in known_types(kind):
            yield Fault(path=(*here, "type"), keyword="dispatch", expected=kind, found=part["type"], schema={})
            continue
        yield from faults(part, f"{FLOW}:{kind}:{part['type']}", here)
        if kind == "facts" and part["type"] == "list":
            yield from _members(part, here, faults)


def _members(part: Mapping[str, Json], here: Path, faults: Finder) -> Iterator[Fault]:
    """The facts of a list's members. A list within a list is refused rather than followed."""
    members = part.get("facts")
    for name, member in members.items() if isinstance(members, dict) else ():
        if isinstance(member, dict) and member.get("type") == "list":
            yield Fault(path=(*here, "facts", name, "type"), keyword="nesting", expected=None, found="list", schema={})
            return
    yield from _typed_parts(members, "facts", (*here, "facts"), faults)


def _quickly(instance: Json, urn: str, path: Path) -> Iterator[Fault]:
    return iter(()) if is_sound(instance, urn) else _faults(instance, urn, path)


def is_sound(instance: Json, urn: str) -> bool:
    """Whether `instance` plainly keeps to its schema. What the quick validator cannot read is not plainly sound."""
    try:
        return bool(_quick_validator(urn).is_valid(instance))
    except ValueError:  # text or numbers that it cannot hold: a half of a surrogate pair, an endless number
        return False


@cache
def _quick_validator(urn: str) -> jsonschema_rs.Draft202012Validator:
    import jsonschema_rs

    schemas = load_schemas()
    registry = jsonschema_rs.Registry(list(schemas.items()))
    return jsonschema_rs.Draft202012Validator(schemas[urn], registry=registry, validate_formats=True)


def _faults(instance: Json, urn: str, path: Path) -> Iterator[Fault]:
    for error in _in_order(_validator(urn).iter_errors(instance)):
        yield Fault(
            path=(*path, *error.absolute_path),
            keyword=str(error.validator),
            expected=error.validator_value,
            found=error.instance,
            schema=error.schema if isinstance(error.schema, dict) else {},
            in_name="propertyNames" in error.absolute_schema_path,
        )


def _in_order(errors: Iterable[Any]) -> list[Any]:
    return sorted(errors, key=lambda error: [str(part) for part in error.absolute_path])


@cache
def _validator(urn: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    resources = [(each, DRAFT202012.create_resource(schema)) for each, schema in load_schemas().items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator(load_schemas()[urn], registry=registry, format_checker=FormatChecker(["date"]))
