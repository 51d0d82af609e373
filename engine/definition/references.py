"""Every name must name something: nodes, facts, options, tables, sources; and each id stands once."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from engine.definition.decision_tables import check_table
from engine.definition.draft import Draft
from engine.definition.messages import shown, suggest
from engine.definition.names import check_name, check_unique
from engine.definition.placeholders import check_placeholders
from engine.definition.schema import Path
from engine.definition.texts import SOURCED, SOURCED_LISTS
from engine.model.issue import Issue
from engine.model.values import Json
from engine.nodes import node_types
from engine.questions import refusal_codes

_EXITS = ("next", "otherwise", "unknown", "unmatched", "unsolved")


def check_references(draft: Draft) -> Iterator[Issue]:
    """Names that lead nowhere, and ids that stand twice."""
    yield from _check_top(draft)
    known = draft.names("nodes")
    for name, node in draft.nodes.items():
        here = ("nodes", name)
        if not _leads_on(node, known):
            yield from _check_exits(draft, node, here)
        if "fact" in node:
            yield from check_name(draft, node["fact"], (*here, "fact"), "facts")
        if "set" in node:
            yield from _check_set(draft, node["set"], (*here, "set"))
        if "contact" in node:
            yield from _check_contact(draft, node, here)
        if node["type"] == "table":
            yield from check_table(draft, node, here)
        if node["type"] == "results":
            yield from _check_results(draft, node, here)
        for group in ("rules", "validators", "exits", "questions"):
            if group in node:
                yield from check_unique(draft, node[group], (*here, group), "id")
        if "questions" in node:
            yield from _check_page(draft, node, here)
    for name, fact in draft.facts.items():
        here = ("facts", name)
        yield from _check_fact_name(draft, name, here)
        yield from _check_fact(draft, fact, here)
    yield from _check_promises(draft)
    yield from _check_sources(draft)
    yield from check_placeholders(draft)


def _check_top(draft: Draft) -> Iterator[Issue]:
    if draft.is_sound("inputs"):
        for index, fact in enumerate(draft.document.get("inputs", ())):
            yield from check_name(draft, fact, ("inputs", index), "facts")
    start, zone = draft.document.get("start"), draft.document.get("time_zone")
    if isinstance(start, str) and ("start",) not in draft.broken:
        yield from check_name(draft, start, ("start",), "nodes")
    if isinstance(zone, str) and ("time_zone",) not in draft.broken:
        zones = _time_zones()
        if zone not in zones:
            what = f"“time_zone” is {shown(zone)}, which is not a time zone."
            yield draft.report.issue("unknown-value", ("time_zone",), what, _like(zone, zones))


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _leads_on(node: Mapping[str, Json], known: frozenset[str]) -> bool:
    """Whether every exit leads to a node that there is: a quick yes, for nearly all of them."""
    for key in _EXITS:
        if key in node and node[key] not in known:
            return False
    for group in ("rules", "exits"):
        if group in node:
            for each in node[group]:
                if each["next"] not in known:
                    return False
    return True


def _check_exits(draft: Draft, node: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    for key in _EXITS:
        if key in node:
            yield from check_name(draft, node[key], (*here, key), "nodes")
    for group in ("rules", "exits"):
        for index, each in enumerate(node.get(group, ())):
            yield from check_name(draft, each["next"], (*here, group, index, "next"), "nodes")


def _check_results(draft: Draft, node: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    groups = [group["id"] for group in node.get("groups", ())]
    for group in ("groups", "items"):
        yield from check_unique(draft, node.get(group, ()), (*here, group), "id")
    for index, item in enumerate(node["items"]):
        place: Path = (*here, "items", index)
        yield from check_unique(draft, item["conditions"], (*place, "conditions"), "id")
        if "group" in item and item["group"] not in groups:
            what = f"{draft.report.at(place)} is in the group {shown(item['group'])}, but there is no such group."
            yield draft.report.issue("unknown-group", (*place, "group"), what, suggest(item["group"], groups))


def _check_set(draft: Draft, settings: Json, here: Path) -> Iterator[Issue]:
    for index, setting in enumerate(settings):
        yield from check_name(draft, setting["fact"], (*here, index, "fact"), "facts")
    yield from check_unique(draft, settings, here, "fact")


def _check_page(draft: Draft, page: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    """The questions of a page, and where its validators show their messages."""
    questions = page["questions"]
    for index, question in enumerate(questions):
        path = (*here, "questions", index)
        yield from check_name(draft, question["fact"], (*path, "fact"), "facts")
        yield from check_unique(draft, question.get("validators", ()), (*path, "validators"), "id")
    yield from check_unique(draft, questions, (*here, "questions"), "fact")
    asked = [question["fact"] for question in questions]
    for index, validator in enumerate(page.get("validators", ())):
        if "fact" in validator and validator["fact"] not in asked:
            path = (*here, "validators", index, "fact")
            what = f"{draft.report.at(path)} is “{validator['fact']}”, but no question of the page asks for it."
            yield draft.report.issue("not-asked", path, what, suggest(validator["fact"], asked))


def _check_contact(draft: Draft, node: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    contact = node["contact"]
    for index, way in enumerate(contact.get("require_one_of", ())):
        if way not in contact.get("ask", ()):
            what = f"{draft.report.at(here)} requires {shown(way)}, but does not ask for it."
            path = (*here, "contact", "require_one_of", index)
            yield draft.report.issue("not-asked", path, what, f"Add {shown(way)} to “ask”.")


def _check_fact_name(draft: Draft, name: str, path: Path) -> Iterator[Issue]:
    if name == "today":
        what = "A fact cannot be called “today”: that is the day on which the journey began."
        yield draft.report.issue("bad-name", path, what, "Give it another name.")


def _check_fact(draft: Draft, fact: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    known = refusal_codes(fact["type"]) if "messages" in fact else frozenset()
    for code in sorted(set(fact.get("messages", ())) - known):
        what = f"{draft.report.at(here)} has a message for “{code}”, but no answer is ever refused by that name."
        path = (*here, "messages", code)
        yield draft.report.issue("unknown-code", path, what, suggest(code, known))
    for key in ("earliest", "latest"):
        bound = fact.get(key)
        if isinstance(bound, dict) and bound.get("fact") == here[-1]:
            what = f"{draft.report.at((*here, key))} is the date of the fact itself."
            yield draft.report.issue("wrong-fact", (*here, key, "fact"), what, "Name another fact.")
        elif isinstance(bound, dict) and "fact" in bound:
            yield from _check_bound(draft, bound["fact"], (*here, key, "fact"))
    for key in ("minimum", "maximum"):
        if fact["type"] == "money" and key in fact and Decimal(str(fact[key])) % Decimal("0.01"):
            what = f"{draft.report.at((*here, key))} is {fact[key]}, but money has at most 2 decimal places."
            yield draft.report.issue("out-of-range", (*here, key), what)
    for name, member in fact.get("facts", {}).items():
        yield from _check_fact_name(draft, name, (*here, "facts", name))
        yield from _check_fact(draft, member, (*here, "facts", name))


def _check_bound(draft: Draft, other: str, path: Path) -> Iterator[Issue]:
    yield from check_name(draft, other, path, "facts")
    kind = draft.facts.get(other, {}).get("type")
    if kind not in ("date", "month", None):
        what = f"{draft.report.at(path)} is “{other}”, which is of the type {kind}."
        yield draft.report.issue("wrong-fact", path, what, "It has to be a date or a month.")


def _check_promises(draft: Draft) -> Iterator[Issue]:
    promises = list(draft.entries("promises"))
    if ("promises",) not in draft.broken:
        yield from check_unique(draft, [promise for _, promise in promises], ("promises",), "id")
    for path, promise in promises:
        then = promise["then"]
        for key in ("visits", "never"):
            if key in then:
                yield from check_name(draft, then[key], (*path, "then", key), "nodes")
        for index, outcome in enumerate(then.get("outcome", ())):
            here = (*path, "then", "outcome", index)
            yield from check_name(draft, outcome, here, "nodes")
            kind = draft.nodes.get(outcome, {}).get("type")
            if kind is not None and not node_types[kind].outcome:
                what = f"{draft.report.at(path)} names “{outcome}” as an outcome, but that is a {kind}."
                yield draft.report.issue("not-an-outcome", here, what, f"Outcomes are: {', '.join(_outcomes())}.")


def _check_sources(draft: Draft) -> Iterator[Issue]:
    waiting: list[tuple[Path, Json]] = [
        *((("nodes", name), node) for name, node in draft.nodes.items()),
        *((("tables", name), table) for name, table in draft.tables.items()),
    ]
    while waiting:
        path, part = waiting.pop()
        source = part.get("source")
        if isinstance(source, str):
            yield from check_name(draft, source, (*path, "source"), "sources")
        for group in SOURCED_LISTS:
            if group in part:
                for index, entry in enumerate(part[group]):
                    if isinstance(entry, dict) and not SOURCED.isdisjoint(entry):
                        waiting.append(((*path, group, index), entry))


def _outcomes() -> list[str]:
    return [name for name in node_types if node_types[name].outcome]


def _like(name: str, known: Iterable[str]) -> str:
    found = suggest(name, known)
    return found if found.startswith("Did") else ""
