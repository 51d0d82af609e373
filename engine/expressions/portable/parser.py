"""Reads a rule: JSON to parts, with every operator known and no limit broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.expressions.portable.answer import RefusedError
from engine.expressions.portable.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_PARTS
from engine.expressions.portable.registry import ELSEWHERE, PortableOperator, portable_operators
from engine.expressions.portable.values import NUMBER, OBJECT, TEXT, kind_of, read_number
from engine.model.values import Json


@dataclass(frozen=True)
class Written:
    """A value that stands in the rule."""

    value: Any
    pointer: str


@dataclass(frozen=True)
class Array:
    """A list in the rule, whose items may be operations."""

    items: tuple[Part, ...]
    pointer: str


@dataclass(frozen=True)
class Operation:
    """An operator and its arguments."""

    operator: PortableOperator
    args: tuple[Part, ...]
    pointer: str


Part = Written | Array | Operation


def parse(rule: Json) -> Part:
    """The parts of a rule. Raises RefusedError."""
    return _part(rule, "", 0, Counter())


def _part(rule: Json, pointer: str, depth: int, size: Counter[str]) -> Part:
    size["parts"] += 1
    if size["parts"] > MAX_PARTS:
        raise RefusedError(f"The rule has more than {MAX_PARTS:,} parts.")
    if depth > MAX_DEPTH:
        raise RefusedError(f"The rule has more than {MAX_DEPTH} levels inside one another.")
    if isinstance(rule, list):
        return Array(_parts(rule, pointer, depth, size), pointer)
    if isinstance(rule, dict) and rule:
        return _operation(rule, pointer, depth, size)
    return _written(rule, pointer)


def _parts(rules: Sequence[Json], pointer: str, depth: int, size: Counter[str]) -> tuple[Part, ...]:
    return tuple(_part(each, f"{pointer}/{place}", depth + 1, size) for place, each in enumerate(rules))


def _operation(rule: dict[str, Json], pointer: str, depth: int, size: Counter[str]) -> Operation:
    if len(rule) > 1:
        raise RefusedError("An object in a rule is one operator with its arguments, but here are several.", pointer)
    ((name, given),) = rule.items()
    operator = _operator(name, pointer)
    here = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
    args = (
        _parts(given, here, depth, size) if isinstance(given, list) else (_part(given, f"{here}/0", depth + 1, size),)
    )
    if len(args) < operator.least or (operator.most is not None and len(args) > operator.most):
        raise RefusedError(f"“{name}” takes {_how_many(operator)}, but here {_are(len(args))}.", pointer)
    return Operation(operator, args, here)


def _operator(name: Any, pointer: str) -> PortableOperator:
    if name in portable_operators:
        return portable_operators[name]
    if not isinstance(name, str) or len(name) > MAX_CHARACTERS:
        raise RefusedError("The name of an operator is a short text.", pointer)
    nearest = portable_operators.nearest(name)
    hint = f" Did you mean “{nearest}”?" if nearest else ""
    raise RefusedError(ELSEWHERE.get(name, f"There is no operator “{name[:40]}”.{hint}"), pointer)


def _written(value: Json, pointer: str) -> Written:
    kind = kind_of(value)
    if kind == NUMBER:
        return Written(read_number(value, pointer), pointer)
    if kind == TEXT and len(value) > MAX_CHARACTERS:
        raise RefusedError(f"A text in the rule has more than {MAX_CHARACTERS:,} characters.", pointer)
    return Written({} if kind == OBJECT else value, pointer)


def _how_many(operator: PortableOperator) -> str:
    least, most = operator.least, operator.most
    if most is None:
        return f"at least {_counted(least)}"
    return _counted(least) if least == most else f"{least} to {_counted(most)}"


def _counted(count: int) -> str:
    return f"{count} argument" if count == 1 else f"{count} arguments"


def _are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count}" if count else "is none"
