"""Reads the public suites of JsonLogic and CertLogic from the folder that CORPORA_DIR names."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

CORPORA = os.environ.get("CORPORA_DIR", "")
CLASSIC = "compatible.json"


@dataclass(frozen=True)
class Case:
    """One public case."""

    suite: str
    rule: Any
    data: Any
    expected: Any


def load(*path: str) -> Any:
    return json.loads(Path(CORPORA, *path).read_text(encoding="utf-8"), parse_float=Decimal)


def jsonlogic_cases() -> Iterator[Case]:
    for path in sorted(Path(CORPORA, "jsonlogic", "suites").glob("*.json")):
        for case in load("jsonlogic", "suites", path.name):
            if isinstance(case, list):
                yield Case(path.name, *case)
            elif isinstance(case, dict):
                yield Case(path.name, case["rule"], case.get("data"), case["result"])


def certlogic_cases() -> Iterator[Case]:
    for path in sorted(Path(CORPORA, "certlogic-spec").glob("*.json")):
        for case in load("certlogic-spec", path.name)["cases"]:
            for each in case["assertions"]:
                rule = each.get("certLogicExpression", case.get("certLogicExpression"))
                yield Case(path.name, rule, each.get("data"), each["expected"])


def admission_cases() -> Iterator[Case]:
    value_sets = load("certlogic-dcc-rules", "value-sets.json")
    for path in sorted(Path(CORPORA, "certlogic-dcc-rules").glob("[A-Z]*.json")):
        for rule in load("certlogic-dcc-rules", path.name):
            for each in rule["tests"]:
                external = {**each["external"], "valueSets": value_sets[each["valueSets"]]}
                data = {"payload": each["payload"], "external": external}
                yield Case(path.name, rule["rule"]["Logic"], data, each["expected"])


def as_public(value: Any) -> Any:
    """A value in which equal numbers are equal and everything else is told apart."""
    if isinstance(value, list):
        return [as_public(item) for item in value]
    if isinstance(value, dict):
        return {key: as_public(item) for key, item in value.items()}
    is_number = isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool)
    return ("number", Fraction(value)) if is_number else (type(value).__name__, value)


def has_a_converting_operator(rule: Any) -> bool:
    """Whether an operator that would have to turn a text into a number is given one together with a number."""
    if isinstance(rule, list):
        return any(map(has_a_converting_operator, rule))
    if not isinstance(rule, dict):
        return False
    ((name, args),) = rule.items()
    args = args if isinstance(args, list) else [args]
    converts = name in {"==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"}
    kinds = {type(arg) for arg in args}
    return (converts and {str, int} <= kinds) or any(map(has_a_converting_operator, args))
