"""The two flows that are timed, each also written by hand in Python, and people to run through them."""

from __future__ import annotations

import random
from typing import Any

COUNTIES = ("north", "south", "east", "west")
FUELS = ("gas", "oil", "electric", "wood")
LIMITS = [[1, 2000], [2, 2700], [3, 3400], [4, 4100], [5, 4800], [6, 5500]]


def _question(fact: str, **leave: Any) -> dict[str, Any]:
    return {"type": "question", "fact": fact, "prompt": f"{fact}?", **leave}


def _rule(id: str, when: Any, next: str) -> dict[str, Any]:
    return {"id": id, "when": when, "next": next}


def var(fact: str) -> dict[str, str]:
    return {"var": fact}


def _choice(*options: str) -> dict[str, Any]:
    return {"type": "choice", "options": [{"id": option, "label": option} for option in options]}


SCREENER: dict[str, Any] = {
    "format": 1,
    "id": "bench-screener",
    "language": "en",
    "time_zone": "America/New_York",
    "title": "Twelve questions",
    "facts": {
        "people": {"type": "integer", "minimum": 1, "maximum": 20},
        "income": {"type": "money", "currency": "USD", "minimum": 0},
        "county": _choice(*COUNTIES),
        "fuel": _choice(*FUELS),
        "shutoff": {"type": "boolean"},
        "snap": {"type": "boolean"},
        "elderly": {"type": "boolean"},
        "child": {"type": "boolean"},
        "rents": {"type": "boolean"},
        "heat_in_rent": {"type": "boolean"},
        "tank": {"type": "integer", "minimum": 0, "maximum": 100},
        "arrears": {"type": "money", "currency": "USD", "minimum": 0},
    },
    "tables": {"limit": {"by": "people", "rows": LIMITS, "beyond": {"add": 700, "per": 1}}},
    "start": "ask-county",
    "nodes": {
        "ask-county": _question("county", next="ask-people"),
        "ask-people": _question("people", next="ask-elderly"),
        "ask-elderly": _question("elderly", next="ask-child"),
        "ask-child": _question("child", next="ask-fuel"),
        "ask-fuel": _question("fuel", next="ask-shutoff"),
        "ask-shutoff": _question("shutoff", next="is-urgent"),
        "is-urgent": {
            "type": "decision",
            "rules": [_rule("frail", {"and": [var("shutoff"), {"or": [var("elderly"), var("child")]}]}, "urgent")],
            "otherwise": "ask-tank-first",
        },
        "ask-tank-first": {
            "type": "decision",
            "rules": [_rule("delivered", {"in": [var("fuel"), ["oil", "wood"]]}, "ask-tank")],
            "otherwise": "ask-rents",
        },
        "ask-tank": _question(
            "tank", rules=[_rule("empty", {"<": [var("tank"), 10]}, "fuel-crisis")], otherwise="ask-rents"
        ),
        "ask-rents": _question("rents", rules=[_rule("yes", var("rents"), "ask-heat-in-rent")], otherwise="ask-snap"),
        "ask-heat-in-rent": _question(
            "heat_in_rent",
            rules=[
                _rule("landlord", {"and": [var("heat_in_rent"), {"!": {"in": [var("county"), ["north"]]}}]}, "renters")
            ],
            otherwise="ask-snap",
        ),
        "ask-snap": _question("snap", rules=[_rule("yes", var("snap"), "ask-arrears")], otherwise="ask-income"),
        "ask-income": _question("income", next="fits"),
        "fits": {
            "type": "decision",
            "rules": [
                _rule("limit", {"<=": [var("income"), {"lookup": ["limit", var("people")]}]}, "ask-arrears"),
                _rule(
                    "near",
                    {
                        "and": [
                            var("elderly"),
                            {"<=": [var("income"), {"*": [{"lookup": ["limit", var("people")]}, 2]}]},
                        ]
                    },
                    "elder-help",
                ),
            ],
            "otherwise": "over",
            "unknown": "over",
        },
        "ask-arrears": _question("arrears", next="which"),
        "which": {
            "type": "decision",
            "rules": [
                _rule("deep", {">=": [var("arrears"), 1500]}, "arrears-plan"),
                _rule("some", {"and": [{">": [var("arrears"), 0]}, {"==": [var("fuel"), "electric"]}]}, "utility"),
                _rule("oil", {"==": [var("fuel"), "oil"]}, "oil-voucher"),
            ],
            "otherwise": "apply",
        },
        **{
            node: {"type": "end", "title": node}
            for node in (
                "urgent",
                "fuel-crisis",
                "renters",
                "elder-help",
                "over",
                "arrears-plan",
                "utility",
                "oil-voucher",
                "apply",
            )
        },
    },
}


def _limit(people: int) -> int:
    return (2000 + 700 * (people - 1)) * 100


def screener_by_hand(a: dict[str, Any]) -> tuple[str, list[str]]:
    """The same logic as a programmer would write it, keeping the path."""
    path = ["ask-county", "ask-people", "ask-elderly", "ask-child", "ask-fuel", "ask-shutoff", "is-urgent"]
    if a["shutoff"] and (a["elderly"] or a["child"]):
        path.append("urgent")
        return "urgent", path
    path.append("ask-tank-first")
    if a["fuel"] == "oil" or a["fuel"] == "wood":
        path.append("ask-tank")
        if a["tank"] < 10:
            path.append("fuel-crisis")
            return "fuel-crisis", path
    path.append("ask-rents")
    if a["rents"]:
        path.append("ask-heat-in-rent")
        if a["heat_in_rent"] and a["county"] != "north":
            path.append("renters")
            return "renters", path
    path.append("ask-snap")
    if not a["snap"]:
        path.append("ask-income")
        path.append("fits")
        limit = _limit(a["people"])
        if a["income"] > limit:
            if a["elderly"] and a["income"] <= limit * 2:
                path.append("elder-help")
                return "elder-help", path
            path.append("over")
            return "over", path
    path.append("ask-arrears")
    path.append("which")
    if a["arrears"] >= 150000:
        outcome = "arrears-plan"
    elif a["arrears"] > 0 and a["fuel"] == "electric":
        outcome = "utility"
    elif a["fuel"] == "oil":
        outcome = "oil-voucher"
    else:
        outcome = "apply"
    path.append(outcome)
    return outcome, path


def _decision_rules() -> list[tuple[str, Any, str]]:
    """Twenty rules over eight inputs: (id, JsonLogic, the same in Python)."""
    rules: list[tuple[str, Any, str]] = []
    for index in range(20):
        county, fuel = COUNTIES[index % 4], FUELS[(index // 4) % 4]
        people, income = 2 + index % 7, 800 + 230 * index
        tests = [
            ({"==": [var("county"), county]}, f"county == {county!r}"),
            ({"<=": [var("income"), income]}, f"income <= {income * 100}"),
            ({">=": [var("people"), people]}, f"people >= {people}"),
        ]
        if index % 3 == 0:
            tests.append(({"==": [var("fuel"), fuel]}, f"fuel == {fuel!r}"))
        if index % 4 == 1:
            tests.append(({"or": [var("elderly"), var("child")]}, "(elderly or child)"))
        if index % 5 == 2:
            tests.append(({"!": var("rents")}, "not rents"))
        if index % 6 == 3:
            tests.append(({"<": [var("tank"), 40 + index]}, f"tank < {40 + index}"))
        rules.append((f"r{index}", {"and": [logic for logic, _ in tests]}, " and ".join(code for _, code in tests)))
    return rules


DECISION_INPUTS = ("county", "income", "people", "fuel", "elderly", "child", "rents", "tank")
RULES = _decision_rules()
DECISION: dict[str, Any] = {
    **SCREENER,
    "id": "bench-decision",
    "facts": {fact: SCREENER["facts"][fact] for fact in DECISION_INPUTS},
    "tables": {},
    "start": "ask-county",
    "nodes": {
        **{
            f"ask-{fact}": _question(fact, next=f"ask-{following}" if following else "decide")
            for fact, following in zip(DECISION_INPUTS, [*DECISION_INPUTS[1:], ""], strict=True)
        },
        "decide": {
            "type": "decision",
            "rules": [_rule(id, logic, id) for id, logic, _ in RULES],
            "otherwise": "none",
        },
        **{id: {"type": "end", "title": id} for id in [*(id for id, _, _ in RULES), "none"]},
    },
}


def people(count: int, seed: int = 11) -> list[dict[str, Any]]:
    """Typed answers of made-up people, the same for the same seed."""
    chance = random.Random(seed)
    return [_person(chance) for _ in range(count)]


def _person(chance: random.Random) -> dict[str, Any]:
    return {
        "people": chance.randint(1, 9),
        "income": chance.randrange(0, 700000, 50),
        "county": chance.choice(COUNTIES),
        "fuel": chance.choice(FUELS),
        "shutoff": chance.random() < 0.15,
        "snap": chance.random() < 0.3,
        "elderly": chance.random() < 0.3,
        "child": chance.random() < 0.4,
        "rents": chance.random() < 0.5,
        "heat_in_rent": chance.random() < 0.4,
        "tank": chance.randint(0, 100),
        "arrears": chance.choice((0, 0, 12000, 90000, 150000, 220000)),
    }
