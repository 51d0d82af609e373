"""Builds JSON decision models, and asks GoRules' own engine what they say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import zen

_SPOT = {"x": 0, "y": 0}


def a_model(*nodes: dict[str, Any], edges: Sequence[tuple[str, ...]] = ()) -> dict[str, Any]:
    """A model of these nodes, one after the other unless `edges` say otherwise."""
    names = ["in", *(node["id"] for node in nodes)]
    ends = {"id": "in", "type": "inputNode", "name": "in", "content": {"schema": ""}}
    lines = edges or list(pairwise(names))
    return {
        "nodes": [{**node, "position": _SPOT} for node in (ends, *nodes)],
        "edges": [
            {"id": f"e{place}", "type": "edge", "sourceId": line[0], "targetId": line[1]}
            | ({"sourceHandle": line[2]} if len(line) > 2 else {})
            for place, line in enumerate(lines)
        ],
    }


def a_table(
    name: str, inputs: Sequence[str | None], outputs: Sequence[str], rows: Sequence[Sequence[str]], **content: Any
) -> dict[str, Any]:
    """A table; each row holds its cells, then what it gives."""
    columns = [f"c{place}" for place in range(len(inputs) + len(outputs))]
    ins, outs = columns[: len(inputs)], columns[len(inputs) :]
    return {
        "id": name,
        "type": "decisionTableNode",
        "name": name,
        "content": {
            "hitPolicy": "first",
            "passThrough": True,
            "inputs": [
                {"id": id, "name": field or "when", "field": field} for id, field in zip(ins, inputs, strict=True)
            ],
            "outputs": [{"id": id, "name": field, "field": field} for id, field in zip(outs, outputs, strict=True)],
            "rules": [
                {"_id": f"r{number}", **dict(zip(columns, row, strict=True))}
                for number, row in enumerate(rows, start=1)
            ],
            **content,
        },
    }


def a_calculation(name: str, expressions: dict[str, str], **content: Any) -> dict[str, Any]:
    """A node that works values out."""
    listed = [{"id": f"x{place}", "key": key, "value": value} for place, (key, value) in enumerate(expressions.items())]
    content = {"expressions": listed, "passThrough": True, **content}
    return {"id": name, "type": "expressionNode", "name": name, "content": content}


def a_switch(name: str, ways: dict[str, str]) -> dict[str, Any]:
    """A node that goes on by conditions; an empty one is the default."""
    statements = [{"id": id, "condition": condition, "isDefault": not condition} for id, condition in ways.items()]
    return {"id": name, "type": "switchNode", "name": name, "content": {"hitPolicy": "first", "statements": statements}}


def zen_says(model: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What GoRules' engine makes of an input. Raises RuntimeError where it fails."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"model": json.loads(json.dumps(model))}}})
    result: dict[str, Any] = engine.evaluate("model", given)["result"]
    return result
