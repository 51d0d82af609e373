"""(b) A decision table of 200 rows and 8 inputs against zen-engine by its fastest way, with and without overlaps.

Four inputs are numbers compared by intervals, four are options. Both get the same answers and must come to the
same class before anything is timed. Ours is the whole walk: it also fetches eight answers and tells the path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import zen

from engine.definition import build_release
from engine.runtime import walker_of
from tests.bench.timing import medians, table
from tests.engine.runtime.tables import ENUMS, NUMBERS, overlapping_rows, partition_rows, people, table_flow

TODAY = date(2026, 11, 23)
ROWS, PEOPLE = 200, 500
WANTED = 10

Decide = Callable[[dict[str, Any]], Any]


def run() -> bool:
    """Prints a table for each shape; True when ours is quick enough on both."""
    shapes = {"without overlaps": partition_rows(ROWS), "overlapping, 45 % of cells filled": overlapping_rows(ROWS)}
    reached = [_compare(f"a table of {ROWS} rows and 8 inputs, {name}", rows) for name, rows in shapes.items()]
    return all(reached)


def _compare(title: str, rows: list[dict[str, Any]]) -> bool:
    walker = walker_of(build_release(table_flow(rows), {}))
    zen_engine = _zen(rows)
    crowd = people(PEOPLE)
    for person in crowd:
        own = (walker(person, TODAY).outcome or "").removeprefix("end-")
        other = zen_engine(person)["result"].get("class", "none")
        if own != other:
            raise SystemExit(f"waypost says {own} where zen-engine says {other}: {person}")
    timed: Mapping[str, Decide] = {
        "waypost walk": lambda person: walker(person, TODAY),
        "zen-engine evaluate(key)": zen_engine,
    }
    times = medians({name: _over(decide, crowd) for name, decide in timed.items()}, calls=len(crowd))
    print(table(title, times, "waypost walk"))
    ratio = times["zen-engine evaluate(key)"] / times["waypost walk"]
    print(f"  {'ok ' if ratio >= WANTED else 'NOT'} zen / own ≥ {WANTED}")
    return ratio >= WANTED


def _over(decide: Decide, crowd: list[dict[str, Any]]) -> Callable[[], None]:
    def run() -> None:
        for person in crowd:
            decide(person)

    return run


def _zen(rows: list[dict[str, Any]]) -> Decide:
    names = (*NUMBERS, *ENUMS)
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name, "type": "expression"} for name in names],
        "outputs": [{"id": "o", "name": "o", "field": "class", "type": "expression"}],
        "rules": [_rule(row, names) for row in rows],
    }
    spot = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": spot},
        {"id": "t", "type": "decisionTableNode", "name": "t", "position": spot, "content": content},
        {"id": "out", "type": "outputNode", "name": "out", "position": spot},
    ]
    edges = [
        {"id": "e1", "type": "edge", "sourceId": "in", "targetId": "t"},
        {"id": "e2", "type": "edge", "sourceId": "t", "targetId": "out"},
    ]
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"table": {"nodes": nodes, "edges": edges}}}})
    return lambda person: engine.evaluate("table", person)


def _rule(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    cells = {name: _cell(cell) for name, cell in zip(names, row["when"], strict=True) if cell is not None}
    return {"_id": row["id"], "o": f"'{row['then']['class']}'", **cells}


def _cell(cell: Any) -> str:
    if isinstance(cell, str):
        return f"'{cell}'"
    ((operator, operand),) = cell.items()
    if operator == "between":
        return f"[{operand[0]}..{operand[1]}]"
    if operator == "in":
        return ", ".join(f"'{each}'" for each in operand)
    return f"{operator} {operand}"
