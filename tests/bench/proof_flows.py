"""Flows of any size as real ones are: they branch on earlier answers, on limits by household, on dates and tables."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
SECTION = 10
"""Nodes of one section: what a service asks about one matter."""


def realistic(nodes: int) -> Json:
    """A flow of about as many nodes: sections one after the other, each with its own outcomes."""
    count = max(1, nodes // SECTION)
    facts: Json = {"people": _number("People", 1, 12), "member": {"type": "boolean", "label": "Member"}}
    made: Json = {
        "ask-people": {"type": "question", "fact": "people", "prompt": "How many?", "next": "ask-member"},
        "ask-member": {"type": "question", "fact": "member", "prompt": "Are you a member?", "next": "s0-kind"},
        "done": {"type": "end", "title": "That is all"},
    }
    promises = []
    for number in range(count):
        after = f"s{number + 1}-kind" if number + 1 < count else "done"
        facts.update(_facts(number))
        made.update(_nodes(number, after))
        if number % 10 == 0:
            urgent = {"and": [{"answered": f"s{number}-urgent"}, {"var": f"s{number}-urgent"}]}
            promises.append({"id": f"urgent-{number}", "when": urgent, "then": {"never": f"s{number}-pay"}})
    return {
        "format": 1,
        "id": "realistic",
        "language": "en",
        "time_zone": "America/New_York",
        "title": "A service",
        "facts": facts,
        "tables": {
            "limit": {"by": "people", "rows": [[1, 1305], [2, 1763], [3, 2221]], "beyond": {"add": 458, "per": 1}}
        },
        "start": "ask-people",
        "nodes": made,
        "promises": promises,
    }


def edited(document: Json, number: int) -> Json:
    """The same flow after one edit: another limit in the middle."""
    middle = len([name for name in document["nodes"] if name.endswith("-fits")]) // 2
    name = f"s{middle}-fits"
    node = document["nodes"][name]
    when = {"<=": [{"var": f"s{middle}-pay"}, 3000 + number]}
    rules = [*node["rules"][:-1], {**node["rules"][-1], "when": when}]
    return {**document, "nodes": {**document["nodes"], name: {**node, "rules": rules}}}


def _facts(number: int) -> Json:
    here = f"s{number}"
    kinds = [{"id": each, "label": each} for each in ("new", "change", "late", "other")]
    fees = [{"id": each, "label": each} for each in ("full", "half", "none")]
    asked = {
        f"{here}-kind": {"type": "choice", "label": "Kind", "options": kinds},
        f"{here}-urgent": {"type": "boolean", "label": "Urgent"},
        f"{here}-since": {"type": "date", "label": "Since", "latest": {"today": "+0d"}},
        f"{here}-pay": {"type": "money", "currency": "USD", "label": "Pay", "minimum": 0, "maximum": 20000},
    }
    if number % 2:
        return asked
    return asked | {
        f"{here}-year": {"type": "money", "currency": "USD", "label": "Pay in a year"},
        f"{here}-fee": {"type": "choice", "label": "Fee", "options": fees},
    }


def _nodes(number: int, after: str) -> Json:
    here = f"s{number}"
    kind, pay, year, fee = (f"{here}-{each}" for each in ("kind", "pay", "year", "fee"))
    before = f"s{max(0, number - 3)}-kind"
    within = {"<=": [{"var": pay}, {"lookup": ["limit", {"var": "people"}]}]}
    return {
        kind: _question(kind, [_rule("late", {"==": [{"var": kind}, "late"]}, f"{here}-urgent")], pay),
        f"{here}-urgent": _question(
            f"{here}-urgent", [_rule("urgent", {"var": f"{here}-urgent"}, f"{here}-since")], pay
        ),
        f"{here}-since": _question(
            f"{here}-since", [_rule("old", {"<": [{"var": f"{here}-since"}, "2025-07-01"]}, f"{here}-help")], after
        ),
        f"{here}-help": {"type": "end", "title": "Help at once"},
        pay: {"type": "question", "fact": pay, "prompt": "How much?", "next": f"{here}-sum"},
        f"{here}-sum": _sum(number, pay, year, f"{here}-fits"),
        f"{here}-fits": {
            "type": "decision",
            "rules": [
                _rule("within", within, f"{here}-table"),
                _rule("same", {"and": [{"==": [{"var": before}, "change"]}, {"var": "member"}]}, after),
                _rule("over", {">": [{"var": pay if number % 2 else year}, 12000]}, f"{here}-no"),
            ],
            "otherwise": f"{here}-table",
        },
        f"{here}-table": _fewer(here, after) if number % 2 else _table(here, after, fee),
        f"{here}-half": {"type": "message", "title": "Half", "body": "You pay half.", "next": after},
        f"{here}-no": {"type": "end", "title": "Not for you"},
    }


def _sum(number: int, pay: str, year: str, after: str) -> Json:
    """What the pay comes to in a year; in every other section it is only told."""
    if number % 2:
        return {"type": "message", "title": "Thank you", "body": "We look at it.", "next": after}
    return {"type": "calculate", "set": [{"fact": year, "value": {"*": [{"var": pay}, 12]}}], "next": after}


def _fewer(here: str, after: str) -> Json:
    """What the table of the other sections says, as a decision."""
    some = {"and": [{"<=": [{"var": f"{here}-pay"}, 2500]}, {"var": "member"}]}
    return {"type": "decision", "rules": [_rule("half", some, f"{here}-half")], "otherwise": after}


def _table(here: str, after: str, fee: str) -> Json:
    rows = [
        {"id": "poor", "when": [{"<=": 1000}, None], "then": {fee: "none"}},
        {"id": "some", "when": [{"<=": 2500}, True], "then": {fee: "half"}},
        {"id": "rest", "when": [None, None], "then": {fee: "full"}},
    ]
    return {
        "type": "table",
        "hit": "first",
        "inputs": [{"id": "pay", "value": {"var": f"{here}-pay"}}, {"id": "member", "value": {"var": "member"}}],
        "outputs": [{"fact": fee}],
        "rows": rows,
        "exits": [{"id": "half", "is": "half", "next": f"{here}-half"}],
        "otherwise": after,
    }


def _question(fact: str, rules: list[Json], otherwise: str) -> Json:
    return {"type": "question", "fact": fact, "prompt": "What about it?", "rules": rules, "otherwise": otherwise}


def _rule(id: str, when: Json, next: str) -> Json:
    return {"id": id, "when": when, "next": next, "because": "Said so"}


def _number(label: str, low: int, high: int) -> Json:
    return {"type": "integer", "label": label, "minimum": low, "maximum": high}
