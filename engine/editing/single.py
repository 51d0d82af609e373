"""One step of a draft as a flow of its own: what people read and answer there, whatever state the rest is in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.editing.pointers import join
from engine.editing.sheet import FlowDraft
from engine.model.values import Json

SHOWN: Final = frozenset({"question", "page", "message", "end"})
"""The types of step that can stand alone: they show their own words, and look at nothing else."""
_AFTER: Final = "after-it"
_LEADING: Final = frozenset({"rules", "otherwise", "unknown", "next", "validators", "unsolved", "imported_as"})
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
_GROUPS: Final = ("format", "id", "language", "time_zone", "title", "sources", "holidays")


def single_step(draft: FlowDraft, name: str) -> FlowDraft:
    """A flow of that step alone, with the facts that it names. Where it leads and what it refuses is left out."""
    document = draft.document
    node = _without_ways(document["nodes"][name])
    facts = _facts_of(document, node)
    leads = {} if node["type"] == "end" else {"next": _AFTER}
    nodes = {name: {**node, **leads}, _AFTER: {"type": "end", "title": "After it"}}
    alone = {key: document[key] for key in _GROUPS if key in document}
    places = ("/title", join("nodes", name), *(join("facts", fact) for fact in facts))
    translations = {
        language: {**each, "texts": {at: text for at, text in each["texts"].items() if _is_in(at, places)}}
        for language, each in draft.translations.items()
    }
    return FlowDraft(document={**alone, "facts": facts, "start": name, "nodes": nodes}, translations=translations)


def _without_ways(node: Mapping[str, Json]) -> dict[str, Any]:
    kept = {key: value for key, value in node.items() if key not in _LEADING}
    if "questions" in kept:
        kept["questions"] = [{k: v for k, v in each.items() if k not in _LEADING} for each in kept["questions"]]
    return kept


def _facts_of(document: Mapping[str, Json], node: Mapping[str, Json]) -> dict[str, Json]:
    """The facts that a step names, and those that these name."""
    found: dict[str, Json] = {}
    waiting = list(_named_in(node))
    while waiting:
        name = waiting.pop()
        if name in document["facts"] and name not in found:
            found[name] = document["facts"][name]
            waiting += _named_in(found[name])
    return found


def _named_in(part: Json) -> Iterator[str]:
    yield from _NAME.findall(json.dumps(part))


def _is_in(pointer: str, places: tuple[str, ...]) -> bool:
    return any(pointer == place or pointer.startswith(f"{place}/") for place in places)
