"""Runs the code of an expression the way a whole flow does: facts as locals, some of them certainly known."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from engine.expressions import Typed, constants, facts_read, to_ast


def as_in_a_flow(typed: Typed, values: Mapping[str, Any], known: frozenset[str]) -> Any:
    local = {fact: f"fact_{place}" for place, fact in enumerate(sorted(facts_read(typed)))}
    tree = ast.Expression(to_ast(typed, lambda fact: ast.Name(local[fact], ast.Load()), known & set(local)))
    code = compile(ast.fix_missing_locations(tree), "<flow>", "eval")
    facts = {local[fact]: values.get(fact) for fact in local}
    return eval(code, {"__builtins__": {}, **constants(typed), **facts})
