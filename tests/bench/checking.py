"""(c) The check of a document of 500 nodes: what an editor waits for after every change.

Also what jsonschema alone would take for the same document, which says why jsonschema-rs is asked first.
"""

from __future__ import annotations

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
    timed = {
        "check_document": lambda: check_document(document),
        "jsonschema alone": lambda: list(word_faults(document)),
    }
    times = medians(timed, rounds=9)
    size = len(json.dumps(document)) // 1000
    print(table(f"check: a document of {NODES} nodes, {size} kB", times, "check_document"))
    milliseconds = times["check_document"] * 1000
    print(f"  {'ok ' if milliseconds <= WANTED_MS else 'NOT'} check_document ≤ {WANTED_MS} ms: {milliseconds:.0f} ms")
    return milliseconds <= WANTED_MS


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
