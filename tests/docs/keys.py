"""Words a schema as a table of keys: what each takes, whether it is needed, what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.definition.schema import load_schemas

COMMON = "urn:waypost:flow:1:common#/$defs/"
LINKED = {
    "text": "[text](document.md#texts)",
    "node": "the id of a node",
    "fact": "the id of a fact",
    "id": "an id",
    "slug": "a name",
    "date": "a date",
    "language": "a language",
    "original": "a text",
    "expression": "an [expression](../expressions.md)",
    "source": "[a source](document.md#sources)",
    "origin": "[a source](document.md#sources)",
    "rule": "[a rule](document.md#rules)",
    "rules": "a list of [rules](document.md#rules)",
    "validator": "[a validator](document.md#validators)",
    "option": "[an option](document.md#options)",
    "options": "a list of [options](document.md#options)",
    "messages": "[own words](facts.md#own-words)",
    "bound": "[a limit for dates](document.md#limits-for-dates)",
    "flow_fact": "[a fact](facts.md)",
    "flow_node": "[a node](nodes.md)",
}
"""What a reference to a shared part says, and where that part is told."""
DEEPEST = 4


def keys_table(schema: Mapping[str, Any]) -> Iterator[str]:
    """The keys of an object, those inside one another with their way: `rules[].when`."""
    yield "| key | takes | |"
    yield "|---|---|---|"
    for name, needed, part in _keys(schema, "", schema):
        mark = " · **needed**" if needed else ""
        yield f"| `{name}`{mark} | {takes(part, schema)} | {_cell(part.get('description', ''))} |"


def comments(schema: Mapping[str, Any]) -> list[str]:
    """What a schema says besides its keys, in the order of its parts."""
    found = [str(schema["$comment"])] if "$comment" in schema else []
    for name in ("if", "then", "else", "allOf"):
        parts = schema.get(name, ())
        for part in [parts] if isinstance(parts, dict) else parts:
            found += [each for each in comments(part) if each not in found]
    return found


def takes(part: Mapping[str, Any], root: Mapping[str, Any]) -> str:
    """What a value may be, in a few words."""
    if "$ref" in part:
        return _named(str(part["$ref"]), root)
    if "const" in part:
        return f"`{part['const']}`"
    if "enum" in part:
        return ", ".join(f"`{each}`" for each in part["enum"])
    type_ = part.get("type")
    if type_ == "array":
        return f"a list{_between(part, 'minItems', 'maxItems')} of {_items(part, root)}"
    if type_ == "object":
        return _mapping(part, root)
    return _scalar(part, type_)


def _keys(
    schema: Mapping[str, Any], way: str, root: Mapping[str, Any]
) -> Iterator[tuple[str, bool, Mapping[str, Any]]]:
    if way.count(".") + way.count("[]") >= DEEPEST:
        return
    for name, part in schema.get("properties", {}).items():
        here = f"{way}.{name}" if way else name
        yield here, name in schema.get("required", ()), part
        yield from _inside(part, here, root)


def _inside(
    part: Mapping[str, Any], way: str, root: Mapping[str, Any]
) -> Iterator[tuple[str, bool, Mapping[str, Any]]]:
    """The keys within a part that is told here, and not by a link."""
    if part.get("type") == "array":
        yield from _inside(part.get("items", {}), f"{way}[]", root)
    elif isinstance(part.get("additionalProperties"), dict):
        yield from _inside(part["additionalProperties"], f"{way}.<id>", root)
    elif "properties" in part:
        yield from _keys(part, way, root)


def _named(ref: str, root: Mapping[str, Any]) -> str:
    name = ref.rsplit("/", 1)[-1]
    if ref.startswith(COMMON) or (ref.startswith("#") and root.get("$id") == COMMON.removesuffix("#/$defs/")):
        return LINKED.get(name, name)
    if ref.startswith("#/$defs/"):
        part = root["$defs"][name]
        return takes(part, root) if set(part) & {"type", "enum", "$ref"} else f"a {name}"
    schema = load_schemas().get(ref.split("#")[0], {})
    return str(schema.get("title", name)).lower()


def _items(part: Mapping[str, Any], root: Mapping[str, Any]) -> str:
    items = part.get("items", {})
    if "properties" in items:
        return "objects"
    return takes(items, root) if set(items) & {"$ref", "type", "enum", "const"} else "values"


def _mapping(part: Mapping[str, Any], root: Mapping[str, Any]) -> str:
    inner = part.get("additionalProperties")
    if not isinstance(inner, dict):
        return "an object"
    what = "an object" if "properties" in inner else takes(inner, root)
    return f"an object{_between(part, 'minProperties', 'maxProperties')}: {what} by id"


def _scalar(part: Mapping[str, Any], type_: Any) -> str:
    if isinstance(type_, list):
        return " or ".join(_scalar(part, each) for each in type_)
    words = {
        "boolean": "`true` or `false`",
        "integer": f"a whole number{_range(part)}",
        "number": f"a number{_range(part)}",
        "string": "a text",
        "null": "`null`",
        "object": "an object",
    }
    return words.get(str(type_), "a value")


def _range(part: Mapping[str, Any]) -> str:
    low, high = part.get("minimum"), part.get("maximum")
    if low is None or high is None or abs(high) > 10**9:
        return ""
    return f" from {low:,} to {high:,}"


def _between(part: Mapping[str, Any], least: str, most: str) -> str:
    low, high = part.get(least, 0), part.get(most)
    if low and low == high:
        return f" ({low})"
    if high is None:
        return f" ({low} or more)" if low > 1 else ""
    return f" ({low} to {high:,})" if low else f" (up to {high:,})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
