"""Twelve kinds of faults, each as a change of a flow that ships, and how the check has to name it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
Where = tuple[str, str]
"""The rule of the issue and its pointer."""
Plant = Callable[[Json], Where | None]
"""Changes a document; None when this flow has no place for the fault."""


def dead_end(document: Json) -> Where | None:
    name, node = _first(document, "question")
    refuses = {"id": "planted", "when": {"answered": node["fact"]}, "message": "No."}
    node["validators"] = [*node.get("validators", ()), refuses]
    node.pop("optional", None)
    return "dead-end", f"/nodes/{name}"


def impossible_rule(document: Json) -> Where | None:
    name, node = _decision(document)
    known = {"answered": _first(document, "question")[1]["fact"]}
    node["rules"].insert(
        0, {"id": "planted", "when": {"and": [known, {"!": [known]}]}, "next": node["otherwise"], "because": "Never."}
    )
    return "never-taken", f"/nodes/{name}/rules/planted"


def gap(document: Json) -> Where | None:
    for name, node in _nodes(document, "table"):
        del node["rows"][-1]
        return "stuck", f"/nodes/{name}"
    return None


def overlap(document: Json) -> Where | None:
    for name, node in _nodes(document, "table"):
        node["hit"] = "unique"
        return "stuck", f"/nodes/{name}"
    return None


def shadowed_rule(document: Json) -> Where | None:
    name, node = _decision(document)
    last = {**copy.deepcopy(node["rules"][0]), "id": "planted", "next": node["otherwise"]}
    node["rules"].append(last)
    return "shadowed-rule", f"/nodes/{name}/rules/planted"


def endless_loop(document: Json) -> Where | None:
    name, node = _decision(document)
    node["otherwise"] = document["start"]
    return "comes-round-again", f"/nodes/{name}/otherwise"


def broken_promise(document: Json) -> Where | None:
    name, _ = _decision(document)
    document.setdefault("promises", []).append({"id": "planted", "then": {"never": name}})
    return "broken-promise", "/promises/planted"


def unanswered_fact(document: Json) -> Where | None:
    """A question may be skipped, and a rule that reads it has no way out for that."""
    for name, node in _nodes(document, "question"):
        if node.get("rules") and not node.get("optional") and "unknown" not in node:
            node["optional"] = True
            return "stuck", f"/nodes/{name}"
    return None


def text_before_its_fact(document: Json) -> Where | None:
    fact = next(name for name, each in document["facts"].items() if each["type"] in ("boolean", "choice", "money"))
    start = document["nodes"][document["start"]]
    for place in ("prompt", "title"):
        if isinstance(start.get(place), str):
            start[place] = f"{{{fact}}}"
            return "spoken-early", f"/nodes/{document['start']}/{place}"
    return None


def wrong_output(document: Json) -> Where | None:
    """A sub-flow is asked for something that none of its ways fills: its flow has the fact “planted”."""
    for name, node in _nodes(document, "subflow"):
        document["facts"]["planted"] = {"type": "text", "label": "Planted"}
        node["outputs"] = {**node.get("outputs", {}), "planted": "planted"}
        return "empty-output", f"/nodes/{name}/outputs/planted"
    return None


def unreachable_outcome(document: Json) -> Where | None:
    _, node = _decision(document)
    document["nodes"]["planted"] = {"type": "end", "title": "Nobody reads this"}
    first = node["rules"][0]
    again = {"and": [copy.deepcopy(first["when"]), copy.deepcopy(first["when"])]}
    node["rules"].append({"id": "beaten", "when": again, "next": "planted", "because": "Never."})
    return "nobody-comes", "/nodes/planted"


PROVED: tuple[Plant, ...] = (
    dead_end,
    impossible_rule,
    gap,
    overlap,
    shadowed_rule,
    endless_loop,
    broken_promise,
    unanswered_fact,
    text_before_its_fact,
    wrong_output,
    unreachable_outcome,
)
"""The faults that the proof has to find. A stale translation and a changed boundary are found beside the flow."""


def _nodes(document: Json, kind: str) -> Iterator[tuple[str, Json]]:
    return ((name, node) for name, node in document["nodes"].items() if node["type"] == kind)


def _first(document: Json, kind: str) -> tuple[str, Json]:
    return next(_nodes(document, kind))


def _decision(document: Json) -> tuple[str, Json]:
    """A node with rules over answers, not over the day: they hold for some and not for others."""
    for kind in ("decision", "question"):
        for name, node in _nodes(document, kind):
            if "otherwise" in node and node.get("rules") and "today" not in str(node["rules"]):
                return name, node
    raise LookupError("every flow that ships has such a node")
