"""Made-up decision tables, large and small, and answers to them."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

OPTIONS = ("a", "b", "c", "d", "e", "f")
NUMBERS = ("n1", "n2", "n3", "n4")
ENUMS = ("e1", "e2", "e3", "e4")
MOST = 1000
CLASSES = 8


def table_flow(
    rows: list[dict[str, Any]], *, hit: str = "first", optional: bool = False, **more: Any
) -> dict[str, Any]:
    """Eight questions and one table, which leads to one end for each class."""
    facts: dict[str, Any] = {each: {"type": "integer", "minimum": 0, "maximum": MOST} for each in NUMBERS}
    options = [{"id": each, "label": each} for each in OPTIONS]
    facts |= {each: {"type": "choice", "options": options} for each in ENUMS}
    names = (*NUMBERS, *ENUMS)
    classes = [f"k{number}" for number in range(CLASSES)]
    facts["class"] = {"type": "choice", "options": [{"id": each, "label": each} for each in classes]}
    nodes: dict[str, Any] = {
        f"ask-{each}": {"type": "question", "fact": each, "prompt": "?", "optional": optional, "next": f"ask-{after}"}
        for each, after in pairwise(names)
    }
    nodes[f"ask-{names[-1]}"] = {
        "type": "question",
        "fact": names[-1],
        "prompt": "?",
        "optional": optional,
        "next": "t",
    }
    nodes["t"] = {
        "type": "table",
        "hit": hit,
        "inputs": [{"id": each, "value": {"var": each}} for each in names],
        "outputs": [{"fact": "class", **({"values": classes} if hit == "priority" else {})}],
        "rows": rows,
        "exits": [{"id": each, "is": each, "next": f"end-{each}"} for each in classes[1:]],
        "otherwise": "end-k0",
        "unmatched": "end-none",
        "unknown": "end-unknown",
        **more,
    }
    ends = [f"end-{each}" for each in (*classes, "none", "unknown")]
    return {
        "format": 1,
        "id": "table",
        "language": "en",
        "time_zone": "America/New_York",
        "title": "Table",
        "facts": facts,
        "start": "ask-n1",
        "nodes": {**nodes, **{each: {"type": "end", "title": each} for each in ends}},
    }


def overlapping_rows(count: int, *, seed: int = 7, filled: float = 0.45) -> list[dict[str, Any]]:
    """Rows at random: `filled` of the cells say something."""
    chance = random.Random(seed)
    return [
        {"id": f"r{number}", "when": _random_cells(chance, filled), "then": {"class": f"k{chance.randrange(CLASSES)}"}}
        for number in range(count)
    ]


def _random_cells(chance: random.Random, filled: float) -> list[Any]:
    cells: list[Any] = []
    for place in range(len(NUMBERS) + len(ENUMS)):
        if chance.random() > filled:
            cells.append(None)
        elif place < len(NUMBERS):
            low, high = sorted((chance.randrange(MOST), chance.randrange(MOST)))
            cells.append(chance.choice([{"between": [low, high]}, {"<": high}, {">=": low}]))
        else:
            cells.append(chance.choice([chance.choice(OPTIONS), {"in": chance.sample(OPTIONS, 2)}]))
    return cells


def partition_rows(count: int, *, seed: int = 7) -> list[dict[str, Any]]:
    """Rows that cover everything and never overlap: areas cut in two, again and again."""
    chance = random.Random(seed)
    areas: list[list[Any]] = [[(0, MOST)] * len(NUMBERS) + [OPTIONS] * len(ENUMS)]
    while len(areas) < count:
        area = areas.pop(0)
        place = chance.choice([index for index, part in enumerate(area) if _can_split(part)])
        areas += [[*area[:place], part, *area[place + 1 :]] for part in _split(chance, area[place])]
    return [
        {"id": f"r{number}", "when": [_cell(part) for part in area], "then": {"class": f"k{chance.randrange(CLASSES)}"}}
        for number, area in enumerate(areas)
    ]


def _can_split(part: Any) -> bool:
    return part[1] - part[0] > 1 if isinstance(part[0], int) else len(part) > 1


def _split(chance: random.Random, part: Any) -> tuple[Any, Any]:
    if isinstance(part[0], int):
        cut = chance.randrange(part[0], part[1])
        return (part[0], cut), (cut + 1, part[1])
    cut = chance.randrange(1, len(part))
    return part[:cut], part[cut:]


def _cell(part: Any) -> Any:
    if isinstance(part[0], int):
        return None if part == (0, MOST) else {"between": list(part)}
    if len(part) == len(OPTIONS):
        return None
    return part[0] if len(part) == 1 else {"in": list(part)}


def people(count: int, *, seed: int = 3, skipping: float = 0.0) -> list[dict[str, Any]]:
    """Answers at random; some questions skipped."""
    chance = random.Random(seed)

    def answer(name: str) -> Any:
        if chance.random() < skipping:
            return None
        return chance.randrange(MOST + 1) if name in NUMBERS else chance.choice(OPTIONS)

    return [{name: answer(name) for name in (*NUMBERS, *ENUMS)} for _ in range(count)]
