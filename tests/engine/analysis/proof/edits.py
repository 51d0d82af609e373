"""Random edits of random flows, as a designer makes them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from engine.definition import Children, check_document, has_errors
from tests.random_flows import conditions, documents

Document = dict[str, Any]
EXITS = ("next", "otherwise", "unknown", "unsolved", "unmatched")


def is_sound(document: Document, children: Children | None = None) -> bool:
    """Whether nothing forbids to run the flow. Random ones leave out what their handoffs only need on a page."""
    page = {"priority": "normal", "contact": {"ask": ["email"], "require_one_of": ["email"], "anonymous": False}}
    nodes = {name: {**page, **node} if node["type"] == "handoff" else node for name, node in document["nodes"].items()}
    return not has_errors(check_document({**document, "nodes": nodes}, children))


@st.composite
def small_documents(draw: st.DrawFn) -> Document:
    """A random flow without sub-flows, whose facts have so few answers that all can be tried."""
    document = copy.deepcopy(draw(documents()))
    document["facts"]["count"]["maximum"] = 2
    document["facts"]["pay"] |= {"minimum": 1, "maximum": 1}
    for name, node in document["nodes"].items():
        if node["type"] in ("subflow", "repeat"):
            ways = [node.get("next") or node["otherwise"]]
            document["nodes"][name] = {"type": "message", "title": "Hello", "body": "Hello", "next": ways[0]}
    return document


@st.composite
def edited(draw: st.DrawFn, document: Document) -> Document:
    """The same flow after one to four edits."""
    changed = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 4))):
        draw(st.sampled_from(EDITS))(draw, changed)
    return changed


def _repoint(draw: st.DrawFn, document: Document) -> None:
    """Another node follows."""
    names = list(document["nodes"])
    place, key = draw(st.sampled_from(list(_ways(document))))
    after = names[names.index(_node_of(document, place)) + 1 :]
    place[key] = draw(st.sampled_from((after if draw(st.integers(0, 5)) else names) or names))


def _reword_rule(draw: st.DrawFn, document: Document) -> None:
    """A rule or validator with another condition."""
    rules = [
        each for node in document["nodes"].values() for key in ("rules", "validators") for each in node.get(key, ())
    ]
    if rules:
        draw(st.sampled_from(rules))["when"] = draw(conditions())


def _reorder(draw: st.DrawFn, document: Document) -> None:
    """Rules or rows in another order."""
    lists = [
        node[key] for node in document["nodes"].values() for key in ("rules", "rows") if len(node.get(key, ())) > 1
    ]
    if lists:
        draw(st.sampled_from(lists)).reverse()


def _drop_rule(draw: st.DrawFn, document: Document) -> None:
    """One rule fewer."""
    lists = [node["rules"] for node in document["nodes"].values() if len(node.get("rules", ())) > 1]
    if lists:
        draw(st.sampled_from(lists)).pop()


def _skip_node(draw: st.DrawFn, document: Document) -> None:
    """What led to a node leads to what follows it."""
    names = [name for name, node in document["nodes"].items() if node.get("next") and name != document["start"]]
    if names:
        gone = draw(st.sampled_from(names))
        following = document["nodes"][gone]["next"]
        for place, key in list(_ways(document)):
            if place[key] == gone and following != gone:
                place[key] = following


def _rename(draw: st.DrawFn, document: Document) -> None:
    """Another id for a node."""
    old = draw(st.sampled_from(list(document["nodes"])))
    for place, key in list(_ways(document)):
        if place[key] == old:
            place[key] = f"{old}-x"
    document["start"] = f"{old}-x" if document["start"] == old else document["start"]
    document["nodes"] = {f"{old}-x" if name == old else name: node for name, node in document["nodes"].items()}


def _allow(draw: st.DrawFn, document: Document) -> None:
    """More answers, or fewer."""
    document["facts"]["count"]["maximum"] = draw(st.sampled_from([1, 3]))


def _offer(draw: st.DrawFn, document: Document) -> None:
    """One option more."""
    options = document["facts"]["kind"]["options"]
    if len(options) == 3:
        options.append({"id": "d", "label": "d"})


def _skippable(draw: st.DrawFn, document: Document) -> None:
    """A question that may be skipped now, or no longer."""
    asked = [node for node in document["nodes"].values() if node["type"] == "question"]
    if asked:
        node = draw(st.sampled_from(asked))
        node["optional"] = not node.get("optional", False)


def _amount(draw: st.DrawFn, document: Document) -> None:
    """Another amount in the table."""
    document["tables"]["limit"]["rows"][draw(st.integers(0, 2))][1] = draw(st.integers(0, 9))


def _hurry(draw: st.DrawFn, document: Document) -> None:
    """A person takes over sooner."""
    for node in document["nodes"].values():
        if node["type"] == "handoff":
            node["priority"] = "urgent"


EDITS: tuple[Callable[[st.DrawFn, Document], None], ...] = (
    *(_repoint, _reword_rule, _reorder, _drop_rule, _skip_node, _rename, _allow, _offer, _skippable, _amount, _hurry),
)


def _ways(document: Document) -> Iterator[tuple[dict[str, Any], str]]:
    """Every place that names a node that follows."""
    for node in document["nodes"].values():
        yield from ((node, key) for key in EXITS if key in node)
        for group in ("rules", "exits"):
            yield from ((each, "next") for each in node.get(group, ()))


def _node_of(document: Document, place: dict[str, Any]) -> str:
    for name, node in document["nodes"].items():
        if node is place or any(each is place for group in ("rules", "exits") for each in node.get(group, ())):
            return name
    raise LookupError
