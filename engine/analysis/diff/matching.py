"""Finds what was renamed: nodes and facts that say the same under another id."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from engine.analysis.diff.edition import Edition
from engine.analysis.diff.renamed import EXITS, Matching, Rewriting
from engine.definition.children import RUNS_A_FLOW
from engine.model.values import Json
from engine.nodes import node_types

ALIKE = 0.75
"""How much of two nodes must be the same for one to be the other under a new name."""
_ASIDE = frozenset({"imported_as", "source"})
Nodes = Mapping[str, Mapping[str, Json]]


def match(old: Mapping[str, Json], new: Mapping[str, Json]) -> Matching:
    """What is called otherwise in the new document."""
    facts = _match_facts(old, new)
    return Matching(nodes=_match_nodes(old["nodes"], new["nodes"], facts), facts=facts)


def match_whole(old: Edition, new: Edition) -> Matching:
    """The same for the flows with every sub-flow written out: `contact/ask-phone`, `members/2/age`."""
    earlier = old.runs
    inner = {slug: match(earlier[slug].document, each.document) for slug, each in new.runs.items() if slug in earlier}
    documents = {slug: each.document for slug, each in new.runs.items()}
    own = match(old.document, new.document)

    def before(
        name: str, document: Mapping[str, Json], matching: Matching, rename: Callable[[Matching, str], str]
    ) -> str:
        head, slash, rest = name.partition("/")
        here, dot, suffix = head.partition(".")
        node = document["nodes"].get(here, {})
        if not slash and not dot:
            return rename(matching, name)
        if node.get("type") not in RUNS_A_FLOW:
            return name
        number, rest = _member(node, rest)
        slug = node["flow"]
        if rest:
            rest = before(rest, documents[slug], inner.get(slug, Matching()), rename)
        return "".join((matching.node(here), dot, suffix, slash, number, "/" if number and rest else "", rest))

    nodes = {name: before(name, new.document, own, Matching.node) for name in new.release.flow.nodes}
    facts = {name: before(name, new.document, own, Matching.fact) for name in new.release.flow.facts}
    return Matching(nodes=_changed(nodes), facts=_changed(facts))


def _member(node: Mapping[str, Json], rest: str) -> tuple[str, str]:
    """The number of a member, and the name within it."""
    if node["type"] != "repeat":
        return "", rest
    number, _, inner = rest.partition("/")
    return number, inner


def _changed(names: Mapping[str, str]) -> dict[str, str]:
    return {new: old for new, old in names.items() if new != old}


def _match_facts(old: Mapping[str, Json], new: Mapping[str, Json]) -> dict[str, str]:
    """Facts that are the same but for their id; of several alike, those that the same node asks for."""
    gone = {name: fact for name, fact in old["facts"].items() if name not in new["facts"]}
    come = {name: fact for name, fact in new["facts"].items() if name not in old["facts"]}
    found = _unique_pairs(
        {name: _text(fact) for name, fact in gone.items()}, {name: _text(fact) for name, fact in come.items()}
    )
    asking = dict(_asking(old["nodes"]))
    for place, fact in _asking(new["nodes"]):
        before = asking.get(place, "")
        is_open = fact in come and fact not in found and before in gone and before not in found.values()
        if is_open and gone[before]["type"] == come[fact]["type"]:
            found[fact] = before
    return found


def _asking(nodes: Nodes) -> Iterator[tuple[str, str]]:
    """Where facts are asked for, and which."""
    for name, node in nodes.items():
        if "fact" in node:
            yield name, node["fact"]
        yield from ((f"{name}/{each['id']}", each["fact"]) for each in node.get("questions", ()))


def _match_nodes(old: Nodes, new: Nodes, facts: Mapping[str, str]) -> dict[str, str]:
    gone = {name: node for name, node in old.items() if name not in new}
    come = {name: node for name, node in new.items() if name not in old}
    found: dict[str, str] = {}
    while gone and come:
        writing = Rewriting(
            nodes={before: name for name, before in found.items()}, facts={b: n for n, b in facts.items()}
        )
        before = {name: _content(writing.value("", node), new) for name, node in gone.items()}
        after = {name: _content(node, new) for name, node in come.items()}
        pairs = _unique_pairs(before, after) or _alike(before, after)
        if not pairs:
            break
        found |= pairs
        gone = {name: node for name, node in gone.items() if name not in pairs.values()}
        come = {name: node for name, node in come.items() if name not in pairs}
    return found


def _content(node: Json, known: Nodes) -> str:
    """What a node says. Where it leads is left out where that, too, may have been renamed."""
    return _text(_masked(node, known))


def _masked(value: Json, known: Nodes, key: str = "") -> Json:
    if isinstance(value, Mapping):
        return {name: _masked(each, known, name) for name, each in value.items() if name not in _ASIDE}
    if isinstance(value, list):
        return [_masked(each, known, key) for each in value]
    return "" if key in EXITS else value


def _unique_pairs(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """By new name, the old one, where just one of each says the same."""
    before, after = _grouped(old), _grouped(new)
    return {
        names[0]: before[said][0] for said, names in after.items() if len(names) == 1 and len(before.get(said, ())) == 1
    }


def _grouped(said: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, each in said.items():
        found[each].append(name)
    return found


def _alike(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The two that are most alike, if they are enough so; None that is just as like another."""
    scores = sorted(
        ((_likeness(before, after), name, was) for name, after in new.items() for was, before in old.items()),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    if not scores or scores[0][0] < ALIKE:
        return {}
    best, name, was = scores[0]
    rivals = [each for each in scores[1:] if each[0] == best and (each[1] == name or each[2] == was)]
    return {} if rivals else {name: was}


@lru_cache(maxsize=4096)
def _likeness(old: str, new: str) -> float:
    """From 0 to 1. Outcomes are alike only when they are the same, questions when they ask for the same fact."""
    before, after = json.loads(old), json.loads(new)
    if before["type"] != after["type"] or before.get("fact") != after.get("fact"):
        return 0.0
    if before["type"] in node_types and node_types[before["type"]].outcome:
        return 0.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _text(value: Json) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
