"""(c) The check of a document of 500 nodes: what an editor waits for after every change, and when it opens one.

Also what jsonschema alone would take for the same document, which says why jsonschema-rs is asked first.
"""

from __future__ import annotations

import itertools
import json
from typing import Any

from engine.definition import check_document
from engine.definition.schema import word_faults
from tests.bench.timing import medians, table

NODES = 500
WANTED_MS = 60


def run() -> bool:
    """Prints the time; True when it is short enough."""
    document = big_document(NODES)
    issues = check_document(document)
    if issues:
        raise SystemExit(f"the document is not sound: {issues[0].sentence}")
    numbers = itertools.count(1)
    timed = {
        "after a changed rule": lambda: check_document(_changed_rule(document, next(numbers))),
        "never seen before": lambda: check_document(_changed_fact(document, next(numbers))),
        "jsonschema alone": lambda: list(word_faults(document)),
    }
    times = medians(timed, rounds=9)
    size = len(json.dumps(document)) // 1000
    print(table(f"check: a document of {NODES} nodes, {size} kB", times, "after a changed rule"))
    judged = [_judged(name, times[name] * 1000) for name in ("after a changed rule", "never seen before")]
    return all(judged)


def _judged(name: str, milliseconds: float) -> bool:
    is_quick = milliseconds <= WANTED_MS
    print(f"  {'ok ' if is_quick else 'NOT'} {name} ≤ {WANTED_MS} ms: {milliseconds:.0f} ms")
    return is_quick


def _changed_rule(document: dict[str, Any], number: int) -> dict[str, Any]:
    """The document after an edit: one rule compares with another number."""
    name = f"decide-{3 * (number % 80)}"
    rules = [{**rule, "when": {"<=": [{"var": "fact-0"}, number % 12]}} for rule in document["nodes"][name]["rules"]]
    return {**document, "nodes": {**document["nodes"], name: {**document["nodes"][name], "rules": rules}}}


def _changed_fact(document: dict[str, Any], number: int) -> dict[str, Any]:
    """A document with another fact: nothing that was typed before is of use."""
    fact = {"type": "integer", "label": "New", "minimum": 0, "maximum": number}
    return {**document, "facts": {**document["facts"], "new": fact}}


def big_document(nodes: int) -> dict[str, Any]:
    """A flow of questions and decisions by turns, each decision over the three answers before it, as real ones are."""
    half = nodes // 2 - 1
    facts: dict[str, Any] = {}
    made: dict[str, Any] = {}
    for number in range(half):
        fact, after = f"fact-{number}", f"ask-{number + 1}" if number + 1 < half else "agent"
        facts[fact] = _fact(number)
        made[f"ask-{number}"] = {
            "type": "question",
            "fact": fact,
            "prompt": f"What should we know about part {number} of your household this month?",
            "hint": "Count everybody who buys and cooks food with you.",
            "help": "We ask because the limit is **higher** for larger households.",
            "next": f"decide-{number}",
        }
        rules = [
            {
                "id": f"r{rule}",
                "when": _condition(number, rule),
                "next": "done" if rule else after,
                "because": "Said so",
            }
            for rule in range(2)
        ]
        made[f"decide-{number}"] = {"type": "decision", "rules": rules, "otherwise": after}
    made["done"] = {"type": "article", "article": "what-to-do", "unsolved": "agent"}
    made["agent"] = {
        "type": "handoff",
        "plan": "energy",
        "priority": "normal",
        "reason": "asked",
        "contact": {"ask": ["phone"], "require_one_of": ["phone"]},
    }
    return {
        "format": 1,
        "id": "large",
        "language": "en",
        "time_zone": "America/New_York",
        "title": "A large service",
        "facts": facts,
        "start": "ask-0",
        "nodes": made,
    }


def _fact(number: int) -> dict[str, Any]:
    """One of three types; bounds and options are each fact's own, so that few conditions are like another."""
    label = f"Part {number}"
    if number % 3 == 0:
        return {"type": "integer", "label": label, "minimum": 0, "maximum": 12 + number}
    if number % 3 == 1:
        return {"type": "boolean", "label": label}
    ids = ("o0", "o1", "o2", f"only-{number}")
    options = [{"id": option, "label": f"Option {option}"} for option in ids]
    return {"type": "choice", "label": label, "options": options}


def _condition(number: int, rule: int) -> Any:
    tests = [_test(each, rule) for each in range(max(0, number - 2), number + 1)]
    return tests[0] if len(tests) == 1 else {"and": tests}


def _test(number: int, rule: int) -> Any:
    read = {"var": f"fact-{number}"}
    if number % 3 == 0:
        return {"<=": [read, 4 + rule + number % 9]}
    if number % 3 == 1:
        return {"!": read} if rule else read
    return {"in": [read, ["o0", f"o{1 + rule}"]]}
