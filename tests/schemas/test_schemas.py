"""The schemas themselves: sound, described for designers, and one for each registered type."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.definition.schema import known_types, load_schemas
from engine.nodes import node_types
from engine.questions import fact_types
from tests.schemas.documents import SCHEMAS

FILES = sorted(SCHEMAS.rglob("*.schema.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_schema_is_a_schema(path: Path):
    Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_schemas_have_urns_of_their_own():
    urns = [json.loads(path.read_text(encoding="utf-8"))["$id"] for path in FILES]
    assert all(urn.startswith("urn:waypost:") for urn in urns)
    assert len(set(urns)) == len(urns)


def test_every_type_has_a_schema_and_every_schema_a_type():
    assert known_types("facts") == tuple(fact_types)
    assert known_types("nodes") == tuple(node_types)


@pytest.mark.parametrize("urn", sorted(load_schemas()))
def test_every_key_is_described(urn: str):
    bare = [f"{place}/{name}" for place, name, each in _keys(load_schemas()[urn]) if not each.get("description")]
    assert bare == []


@pytest.mark.parametrize("urn", sorted(load_schemas()))
def test_unknown_keys_are_refused(urn: str):
    root = load_schemas()[urn]
    open_ones = [place for place, each in _objects(root) if "additionalProperties" not in each]
    envelopes = {"/$defs/flow_fact", "/$defs/flow_node"}
    assert [place for place in open_ones if place not in envelopes] == []


def _parts(schema: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        yield place, schema
        for key, each in schema.items():
            yield from _parts(each, f"{place}/{key}")
    elif isinstance(schema, list):
        for index, each in enumerate(schema):
            yield from _parts(each, f"{place}/{index}")


def _keys(root: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for place, part in _parts(root):
        if place.endswith("/properties"):
            yield from ((place, name, each) for name, each in part.items())


def _objects(root: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, part in _parts(root):
        if part.get("type") == "object" and isinstance(part.get("properties"), dict):
            yield place, part
