"""Reads a flow: text to JSON, in which no key stands twice, and checked JSON to a `Flow`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from engine.definition.texts import OPTION_LISTS, SOURCED, SOURCED_LISTS, flow_texts
from engine.errors import DefinitionError
from engine.model.flow import Fact, Option, Promise, Table
from engine.model.issue import Issue, Severity
from engine.model.values import Json
from engine.nodes import INLINED, Flow, Node, build_source, node_types

_BROKEN = {
    "Expecting value": "something is missing here, or a text has no quotes around it.",
    "Expecting property name": "a name in double quotes has to follow. A comma before “}” is one too many.",
    "Expecting ',' delimiter": "a comma, or a closing bracket, is missing before this.",
    "Expecting ':' delimiter": "a colon is missing between a name and its value.",
    "Unterminated string": "the text that begins here has no closing quotes.",
    "Invalid control character": "a text cannot go on in the next line. Write \\n for a new line.",
    "Invalid \\escape": "a backslash in a text has to be written twice.",
    "Extra data": "the file should end here, but goes on.",
}
"""What Python's JSON reader says, in words for a designer."""
_SHARED_FACT_KEYS = frozenset({"type", "label", "sensitive", "options", "imported_as"})


def load_document(text: str) -> Json:
    """The JSON in `text`. Raises DefinitionError for broken JSON and for a key that stands twice in one object."""
    repeated: Counter[str] = Counter()

    def keep_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        repeated.update(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return dict(pairs)

    try:
        document = json.loads(text, object_pairs_hook=keep_repeats)
    except RecursionError:
        raise DefinitionError([_unreadable("too-deep", "The file has too many levels inside one another.")]) from None
    except ValueError as error:
        raise DefinitionError([_broken_json(error)]) from None
    if repeated:
        raise DefinitionError([_repeated_key(key) for key in sorted(repeated)])
    return document


def build_node(name: str, data: Mapping[str, Json], sources: Mapping[str, Json]) -> Node:
    """One node from its checked JSON; a source it names that does not exist is left out."""
    kind = INLINED.get(data["type"]) or node_types[data["type"]]
    return kind.build(name, _with_sources(data, sources))


Build: TypeAlias = Callable[[str, Mapping[str, Json], Mapping[str, Json]], Node]


def parse_flow(document: Mapping[str, Json], build: Build = build_node) -> Flow:
    """The flow that a checked document describes; `build` gives each of its nodes."""
    sources = document.get("sources", {})
    nodes = {name: build(name, data, sources) for name, data in document["nodes"].items()}
    texts = dict(flow_texts(document))
    for node in nodes.values():
        texts.update({node.pointer(place): text for place, text in node.texts().items()})
    return Flow(
        id=document["id"],
        language=document["language"],
        time_zone=document["time_zone"],
        title=document["title"],
        start=document["start"],
        facts=parse_facts(document),
        nodes=nodes,
        tables=parse_tables(document),
        holidays=parse_holidays(document),
        promises=tuple(
            Promise(id=each["id"], when=each.get("when"), then=each["then"], within=each.get("within", ""))
            for each in document.get("promises", ())
        ),
        texts=texts,
        shared=document.get("shared", False),
        inputs=tuple(document.get("inputs", ())),
        scopes={name: scope["title"] for name, scope in document.get("scopes", {}).items()},
        channels=tuple(document.get("channels", ("web",))),
        imported_as=document.get("imported_as", ""),
    )


def parse_facts(document: Mapping[str, Json]) -> dict[str, Fact]:
    """The data dictionary of a document whose facts are sound."""
    return {name: parse_fact(name, data) for name, data in document["facts"].items()}


def parse_fact(name: str, data: Mapping[str, Json]) -> Fact:
    """One entry of the data dictionary. The members of a list stay in its domain, parsed."""
    domain = {key: value for key, value in data.items() if key not in _SHARED_FACT_KEYS}
    if data["type"] == "list":
        domain["facts"] = {member: parse_fact(member, each) for member, each in data["facts"].items()}
    return Fact(
        id=name,
        type=data["type"],
        label=data.get("label", ""),
        sensitive=data.get("sensitive", False),
        options=tuple([_option(each) for each in data.get(OPTION_LISTS.get(data["type"], ""), ())]),
        domain=domain,
        imported_as=data.get("imported_as", ""),
    )


def parse_tables(document: Mapping[str, Json]) -> dict[str, Table]:
    """The lookup tables of a document whose tables are sound."""
    sources = document.get("sources", {})
    return {name: _table(name, data, sources) for name, data in document.get("tables", {}).items()}


def parse_holidays(document: Mapping[str, Json]) -> dict[str, tuple[date, ...]]:
    """The holiday lists of a document whose lists are sound, each in the order of the days."""
    return {
        name: tuple(sorted({date.fromisoformat(day) for day in days}))
        for name, days in document.get("holidays", {}).items()
    }


def _option(data: Mapping[str, Json]) -> Option:
    return Option(
        id=data["id"], label=data["label"], hint=data.get("hint", ""), imported_as=data.get("imported_as", "")
    )


def _table(name: str, data: Mapping[str, Json], sources: Mapping[str, Json]) -> Table:
    return Table(
        id=name,
        by=data["by"],
        match=data.get("match", "value"),
        gives=data.get("gives", ""),
        rows=tuple((key, value) for key, value in data["rows"]),
        beyond=data.get("beyond"),
        source=build_source(_resolved(data.get("source"), sources)),
    )


def _with_sources(data: Mapping[str, Json], sources: Mapping[str, Json]) -> Mapping[str, Json]:
    """The node, or an entry of it, with every source that is named by id written out."""
    if SOURCED.isdisjoint(data):
        return data
    full = dict(data)
    if "source" in full:
        full["source"] = _resolved(full["source"], sources)
    for group in SOURCED_LISTS:
        if group in full:
            full[group] = [_with_sources(entry, sources) for entry in full[group]]
    return full


def _resolved(source: Json, sources: Mapping[str, Json]) -> Json:
    return sources.get(source) if isinstance(source, str) else source


def _broken_json(error: ValueError) -> Issue:
    if not isinstance(error, json.JSONDecodeError):
        return _unreadable("not-json", f"The file is not JSON: {error}.")
    if not error.doc.strip():
        return _unreadable("not-json", "The file is empty.")
    reason = next((plain for said, plain in _BROKEN.items() if error.msg.startswith(said)), f"{error.msg}.")
    return _unreadable("not-json", f"The file is not JSON: line {error.lineno}, column {error.colno}: {reason}")


def _repeated_key(key: str) -> Issue:
    return _unreadable(
        "duplicate-key", f"The key “{key}” stands twice in the same object.", "Only one of them would count."
    )


def _unreadable(rule: str, what: str, fix: str = "") -> Issue:
    return Issue(rule=rule, severity=Severity.ERROR, pointer="", what=what, fix=fix)
