"""Where a document has words, and what is left of it without them.

Which texts can be translated is the flow's and its nodes' to say (`Flow.texts`); here are the places outside
nodes, and the keys that hold words or sources and therefore do not count as logic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.model.flow import Text
from engine.model.values import Json

_WORDS = frozenset({"title", "source", "imported_as"})
"""Keys without any effect on a journey wherever they stand outside expressions."""

_FLOW_WORDS = _WORDS | {"summary", "agency", "about", "sources", "editor", "shared", "channels"}
_FACT_WORDS = _WORDS | {"label", "hint", "yes", "no", "unit", "messages", "lines"}
_NODE_WORDS = _WORDS | {
    *("prompt", "hint", "help", "body", "consent", "message", "because", "unless", "summary"),
    *("add", "first", "release", "reason_title"),
}

SOURCED_LISTS = ("rules", "set", "rows", "items", "conditions")
"""The lists of a node, or of an entry of one, whose entries may name a source."""
SOURCED = frozenset({"source", *SOURCED_LISTS})
"""What a part has a key of when a source stands anywhere in it."""

OPTION_LISTS = {"choice": "options", "choices": "options", "place": "places"}
"""Where the types that offer options keep them."""


def without_texts(document: Mapping[str, Json]) -> dict[str, Json]:
    """What decides how journeys go: no words, sources or drawing. The language is a word too."""
    logic = {key: value for key, value in document.items() if key not in _FLOW_WORDS and key != "language"}
    logic["facts"] = {name: _fact(fact) for name, fact in document.get("facts", {}).items()}
    logic["tables"] = {name: _keep(table, _WORDS) for name, table in document.get("tables", {}).items()}
    logic["nodes"] = {name: _node(node) for name, node in document.get("nodes", {}).items()}
    return logic


def flow_texts(document: Mapping[str, Json]) -> Iterator[tuple[str, Text]]:
    """The texts outside nodes, by pointer."""
    for key in ("title", "summary", "agency"):
        if key in document:
            yield f"/{key}", document[key]
    about = document.get("about", {})
    for key in ("before", "emergency", "disclaimer"):
        if key in about:
            yield f"/about/{key}", about[key]
    for index, word in enumerate(about.get("keywords", ())):
        yield f"/about/keywords/{index}", word
    for name, fact in document.get("facts", {}).items():
        yield from _fact_texts(fact, f"/facts/{name}")
    for name, scope in document.get("scopes", {}).items():
        yield f"/scopes/{name}/title", scope["title"]


def _fact_texts(fact: Mapping[str, Json], here: str) -> Iterator[tuple[str, Text]]:
    for key in ("label", "yes", "no", "unit"):
        if key in fact:
            yield f"{here}/{key}", fact[key]
    group = OPTION_LISTS.get(fact["type"], "")
    for option in fact.get(group, ()):
        yield from ((f"{here}/{group}/{option['id']}/{key}", option[key]) for key in ("label", "hint") if key in option)
    for code, text in fact.get("messages", {}).items():
        yield f"{here}/messages/{code}", text
    for name, member in fact.get("facts", {}).items():
        yield from _fact_texts(member, f"{here}/facts/{name}")


def _fact(fact: Mapping[str, Json]) -> dict[str, Json]:
    kept = _keep(fact, _FACT_WORDS)
    group = OPTION_LISTS.get(fact["type"], "")
    if group in kept:
        kept[group] = [_keep(option, _FACT_WORDS) for option in kept[group]]
    if "facts" in kept:
        kept["facts"] = {name: _fact(member) for name, member in kept["facts"].items()}
    return kept


def _node(node: Mapping[str, Json]) -> dict[str, Json]:
    kept = _keep(node, _NODE_WORDS)
    for group in ("rules", "validators", "set", "rows", "questions", "groups", "items", "conditions"):
        if group in kept:
            kept[group] = [_node(entry) for entry in kept[group]]
    return kept


def _keep(part: Mapping[str, Json], words: frozenset[str]) -> dict[str, Json]:
    return {key: value for key, value in part.items() if key not in words}
