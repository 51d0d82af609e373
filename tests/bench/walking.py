"""(a) `walk` against the same logic by hand in Python, and against zen-engine and datalogic-py by their fastest way.

All contenders answer the same people and are compared before anything is timed: a difference stops the run.
Money goes to the peers as whole cents, with their conditions scaled, so that all read the same integers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import datalogic_py
import zen

from engine.definition import build_release
from engine.runtime import walker_of
from tests.bench.screener import DECISION, RULES, SCREENER, people, screener_by_hand
from tests.bench.timing import medians, table

TODAY = date(2026, 11, 23)
COUNT = 400

Decide = Callable[[dict[str, Any]], str]


def run() -> bool:
    """Prints both tables; True when every ratio asked for is reached."""
    crowd = people(COUNT)
    walk_times = _time(_screener_contenders(), crowd)
    print(table("walk: a 12-question screener, 24 nodes", walk_times, "by hand"))
    decision_times = _time(_decision_contenders(), crowd)
    print(table("walk: 8 answers and a 20-rule decision", decision_times, "by hand"))
    return _judge(walk_times, 2.0, "screener") & _judge(decision_times, 1.4, "decision")


def _judge(times: Mapping[str, float], most: float, name: str) -> bool:
    own = times["waypost walk"]
    ratios = {
        f"{name}: own / by hand ≤ {most}": own / times["by hand"] <= most,
        f"{name}: zen / own ≥ 15": times["zen-engine evaluate(key)"] / own >= 15,
        f"{name}: datalogic / own ≥ 2.5": times["datalogic-py Rule.evaluate"] / own >= 2.5,
    }
    for sentence, holds in ratios.items():
        print(f"  {'ok ' if holds else 'NOT'} {sentence}")
    return all(ratios.values())


def _time(contenders: Mapping[str, Decide], crowd: list[dict[str, Any]]) -> dict[str, float]:
    expected = [contenders["by hand"](person) for person in crowd]
    for name, decide in contenders.items():
        found = [decide(person) for person in crowd]
        if found != expected:
            wrong = next(i for i in range(len(crowd)) if found[i] != expected[i])
            raise SystemExit(f"{name} says {found[wrong]} where by hand says {expected[wrong]}: {crowd[wrong]}")
    timed = {name: _over(_TIMED.get(decide, decide), crowd) for name, decide in contenders.items()}
    return medians(timed, calls=len(crowd))


_TIMED: dict[Decide, Callable[[dict[str, Any]], object]] = {}
"""What is timed in place of a contender that had to be unwrapped for the comparison."""


def _over(decide: Callable[[dict[str, Any]], object], crowd: list[dict[str, Any]]) -> Callable[[], None]:
    def run() -> None:
        for person in crowd:
            decide(person)

    return run


def _screener_contenders() -> dict[str, Decide]:
    return {
        "by hand": _unwrapped(screener_by_hand, lambda result: result[0]),
        "waypost walk": _own(SCREENER),
        "datalogic-py Rule.evaluate": _datalogic(_SCREENER_IF),
        "zen-engine evaluate(key)": _zen(_screener_graph()),
    }


def _decision_contenders() -> dict[str, Decide]:
    choose: list[Any] = []
    for id, logic, _ in RULES:
        choose += [_cents(logic), id]
    return {
        "by hand": decision_by_hand(),
        "waypost walk": _own(DECISION),
        "datalogic-py Rule.evaluate": _datalogic({"if": [*choose, "none"]}),
        "zen-engine evaluate(key)": _zen(_decision_graph()),
    }


def decision_by_hand() -> Decide:
    """Twenty ifs in a row over local variables."""
    lines = ["def decide(a):"]
    for name in ("county", "income", "people", "fuel", "elderly", "child", "rents", "tank"):
        lines.append(f"    {name} = a[{name!r}]")
    for id, _, code in RULES:
        lines += [f"    if {code}:", f"        return {id!r}"]
    lines.append("    return 'none'")
    namespace: dict[str, Any] = {}
    exec("\n".join(lines), namespace)
    decide: Decide = namespace["decide"]
    return decide


def _own(document: dict[str, Any]) -> Decide:
    walker = walker_of(build_release(document, {}))
    return _unwrapped(lambda person: walker(person, TODAY), lambda walked: walked.outcome)


def _unwrapped(run: Callable[[dict[str, Any]], Any], outcome: Callable[[Any], str]) -> Decide:
    """Compared by its outcome, timed without the unwrapping."""

    def decide(person: dict[str, Any]) -> str:
        return outcome(run(person))

    _TIMED[decide] = run
    return decide


def _datalogic(rule: Any) -> Decide:
    evaluate: Decide = datalogic_py.Engine().compile(json.dumps(rule)).evaluate
    return evaluate


def _cents(logic: Any) -> Any:
    """The same condition with amounts of money in cents."""
    if isinstance(logic, dict):
        (operator, args), *_ = logic.items()
        if operator in ("<=", "<", ">=", ">") and args[0] in ({"var": "income"}, {"var": "arrears"}):
            return {operator: [args[0], args[1] * 100 if isinstance(args[1], int) else _cents(args[1])]}
        return {operator: _cents(args)}
    return [_cents(each) for each in logic] if isinstance(logic, list) else logic


_LIMIT = {"*": [{"+": [2000, {"*": [700, {"-": [{"var": "people"}, 1]}]}]}, 100]}
_AFTER_MONEY = {
    "if": [
        {">=": [{"var": "arrears"}, 150000]},
        "arrears-plan",
        {"and": [{">": [{"var": "arrears"}, 0]}, {"==": [{"var": "fuel"}, "electric"]}]},
        "utility",
        {"==": [{"var": "fuel"}, "oil"]},
        "oil-voucher",
        "apply",
    ]
}
_SCREENER_IF = {
    "if": [
        {"and": [{"var": "shutoff"}, {"or": [{"var": "elderly"}, {"var": "child"}]}]},
        "urgent",
        {"and": [{"in": [{"var": "fuel"}, ["oil", "wood"]]}, {"<": [{"var": "tank"}, 10]}]},
        "fuel-crisis",
        {"and": [{"var": "rents"}, {"var": "heat_in_rent"}, {"!=": [{"var": "county"}, "north"]}]},
        "renters",
        {"or": [{"var": "snap"}, {"<=": [{"var": "income"}, _LIMIT]}]},
        _AFTER_MONEY,
        {"and": [{"var": "elderly"}, {"<=": [{"var": "income"}, {"*": [_LIMIT, 2]}]}]},
        "elder-help",
        "over",
    ]
}


def _zen(graph: dict[str, Any]) -> Decide:
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"flow": graph}}})

    def run(person: dict[str, Any]) -> Any:
        return engine.evaluate("flow", person)

    return _unwrapped(run, lambda response: response["result"]["outcome"])


def _graph(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, Any]:
    ends = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}},
    ]
    for number, edge in enumerate(edges):
        edge["id"] = f"e{number}"
        edge["type"] = "edge"
    return {"nodes": [*ends, *nodes], "edges": edges}


def _screener_graph() -> dict[str, Any]:
    """One decision table, first hit: the shape in which zen answers a screener fastest."""
    limit = "(2000 + 700 * (people - 1)) * 100"
    may = f"(snap or income <= {limit})"
    rows = [
        ("shutoff and (elderly or child)", "urgent"),
        ("fuel in ['oil', 'wood'] and tank < 10", "fuel-crisis"),
        ("rents and heat_in_rent and county != 'north'", "renters"),
        (f"{may} and arrears >= 150000", "arrears-plan"),
        (f"{may} and arrears > 0 and fuel == 'electric'", "utility"),
        (f"{may} and fuel == 'oil'", "oil-voucher"),
        (may, "apply"),
        (f"elderly and income <= {limit} * 2", "elder-help"),
        ("", "over"),
    ]
    return _zen_table(rows)


def _zen_table(rows: list[tuple[str, str]]) -> dict[str, Any]:
    rules = [{"_id": str(number), "i": test, "o": f"'{outcome}'"} for number, (test, outcome) in enumerate(rows)]
    node = {
        "id": "t",
        "type": "decisionTableNode",
        "name": "t",
        "position": {"x": 0, "y": 0},
        "content": {
            "hitPolicy": "first",
            "inputs": [{"id": "i", "name": "i", "type": "expression"}],
            "outputs": [{"id": "o", "name": "o", "field": "outcome", "type": "expression"}],
            "rules": rules,
        },
    }
    edges = [{"sourceId": "in", "targetId": "t"}, {"sourceId": "t", "targetId": "out"}]
    return _graph([node], edges)


def _decision_graph() -> dict[str, Any]:
    """The twenty rules with one column for each input, as a designer of tables would write them."""
    columns = ("county", "income", "people", "fuel", "rents", "tank")
    rules = []
    for number, (id, logic, _) in enumerate(RULES):
        cells = {"_id": str(number), "o": f"'{id}'"}
        for test in logic["and"]:
            (operator, args), *_ = test.items()
            if operator == "or":
                cells["free"] = "elderly or child"
            elif operator == "!":
                cells["rents"] = "false"
            else:
                fact, bound = args[0]["var"], args[1]
                bound = bound * 100 if fact == "income" else bound
                cells[fact] = f"'{bound}'" if operator == "==" else f"{operator} {bound}"
        rules.append(cells)
    rules.append({"_id": "last", "o": "'none'"})
    node = {
        "id": "t",
        "type": "decisionTableNode",
        "name": "t",
        "position": {"x": 0, "y": 0},
        "content": {
            "hitPolicy": "first",
            "inputs": [
                *({"id": column, "name": column, "field": column, "type": "expression"} for column in columns),
                {"id": "free", "name": "free", "type": "expression"},
            ],
            "outputs": [{"id": "o", "name": "o", "field": "outcome", "type": "expression"}],
            "rules": rules,
        },
    }
    edges = [{"sourceId": "in", "targetId": "t"}, {"sourceId": "t", "targetId": "out"}]
    return _graph([node], edges)
