"""Writes the second half of docs/expressions.md: the portable dialect, from its table of operators and its cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from types import ModuleType
from typing import Any

from engine.expressions.portable import (
    MAX_DEPTH,
    MAX_PARTS,
    MAX_STEPS,
    PortableOperator,
    Refused,
    evaluate_portable,
    portable_operators,
    to_json,
)
from engine.expressions.portable.operators import (
    arithmetic,
    calendar,
    certificates,
    comparisons,
    data,
    lists,
    logic,
    rounding,
    text,
)

INTRODUCTION = Path(__file__).parent / "reference.md"
CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
SECTIONS: tuple[tuple[str, ModuleType], ...] = (
    ("Data", data),
    ("Logic", logic),
    ("Comparing", comparisons),
    ("Arithmetic", arithmetic),
    ("Rounding", rounding),
    ("Dates and date-times", calendar),
    ("Lists", lists),
    ("Text", text),
    ("Certificates", certificates),
)


def render() -> str:
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    limits = {"DEPTH": str(MAX_DEPTH), "PARTS": f"{MAX_PARTS:,}", "STEPS": f"{MAX_STEPS:,}"}
    introduction = INTRODUCTION.read_text(encoding="utf-8").strip()
    yield "\n" + reduce(lambda text, limit: text.replace(*limit), limits.items(), introduction)
    for title, module in SECTIONS:
        yield f"\n### {title} in rules from elsewhere\n"
        yield str(module.__doc__).strip() + "\n"
        yield from (_entry(portable_operators[name]) for name in _names(module))


def _names(module: ModuleType) -> list[str]:
    order = [next(iter(case["rule"])) for case in CASES if isinstance(case["rule"], dict) and case["rule"]]
    named = [name for name in portable_operators if portable_operators[name].run.__module__ == module.__name__]
    return sorted(named, key=order.index)


def _entry(operator: PortableOperator) -> str:
    refuses = f" *Refused:* {operator.refuses[:1].lower()}{operator.refuses[1:]}" if operator.refuses else ""
    return f"- **`{operator.name}`** takes {operator.arguments}. {operator.result}{refuses} {_example(operator.name)}"


def _example(name: str) -> str:
    case = next(case for case in CASES if isinstance(case["rule"], dict) and name in case["rule"] and "result" in case)
    answer = evaluate_portable(case["rule"], case.get("data"))
    assert not isinstance(answer, Refused), answer
    on = f" on `{_json(case['data'])}`" if "data" in case else ""
    return f"Example: `{_json(case['rule'])}`{on} is `{_json(to_json(answer.value))}`."


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
