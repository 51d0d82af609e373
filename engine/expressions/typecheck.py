"""Reads an expression, checks every type in it, and says in plain words what is wrong and what would be right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NoReturn

from engine.errors import ExpressionError
from engine.expressions.adapting import MismatchError, adapt, align, in_words, joined, listed, unify
from engine.expressions.expecting import fit
from engine.expressions.interpreter import constant_value
from engine.expressions.intervals import only
from engine.expressions.numbers import NotExactError, decimal_places, exact
from engine.expressions.operators.registry import operators
from engine.expressions.scope import Frame, Scope, did_you_mean, resolve
from engine.expressions.typed import ARRAY, Key, Typed, applied, literal
from engine.expressions.types import BOOLEAN, Kind, Type
from engine.model.flow import Fact
from engine.model.values import Json, Number

MAX_DEPTH = 24
MAX_SIZE = 500
_LISTS = (list, tuple)
_WRITTEN = frozenset({str, int, float, bool})
_NOT_LISTED = frozenset({Kind.LIST, Kind.ARRAY, Kind.CHOICES})
_CODE = re.compile(r'`"?([^`"]*)"?`')


def check(expr: Json, scope: Scope, *, expect: str | Fact | None = "boolean") -> Typed:
    """Checks an expression against the flow's facts and tables, or raises ExpressionError.

    `expect` is what the value is for: a fact type (`"boolean"` for a condition), the fact it fills, or None
    when any will do. A value that could leave the domain of the fact it fills is unknown when it does.
    """
    return fit(Checker(scope).check(expr, "", 1), expect)


class Checker:
    """The check of one expression; counts its parts."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.size = 0

    def check(self, expr: Json, pointer: str, depth: int, frames: tuple[Frame, ...] = ()) -> Typed:
        """Types one part."""
        self.count(1, pointer)
        if depth > MAX_DEPTH:
            raise ExpressionError(
                f"This is nested more than {MAX_DEPTH} deep. Calculate a part of it as a fact of its own first.",
                pointer,
            )
        kind = type(expr)
        if kind in _WRITTEN:
            return _check_literal(expr, pointer)
        if kind is dict or isinstance(expr, Mapping):
            return self.check_operator(expr, pointer, depth, frames)
        if isinstance(expr, _LISTS):
            return self._check_array(expr, pointer, depth, frames)
        return _check_literal(expr, pointer)

    def count(self, parts: int, pointer: str) -> None:
        """Adds parts to those of the expression, or says that it has too many."""
        self.size += parts
        if self.size > MAX_SIZE:
            raise ExpressionError(
                f"This has more than {MAX_SIZE} parts. Calculate a part of it as a fact of its own first.", pointer
            )

    def check_operator(self, expr: Mapping[str, Json], pointer: str, depth: int, frames: tuple[Frame, ...]) -> Typed:
        """Types an operator and its arguments."""
        if len(expr) != 1:
            found = listed(sorted(expr)) if expr else "none"
            raise ExpressionError(
                f'An expression has exactly one operator, like {{"var": "…"}}; here there are {found}.'
                if expr
                else 'An expression has exactly one operator, like {"var": "…"}; here there is none.',
                pointer,
            )
        ((name, raw),) = expr.items()
        operator = operators.find(name)
        if operator is None:
            raise ExpressionError(f"No operator is called “{name}”.{did_you_mean(name, operators)}", pointer)
        is_list = isinstance(raw, _LISTS)
        args = tuple(raw) if is_list else (raw,)
        checking = Call(self, name, args, f"{pointer}/{_escaped(name)}", is_list, depth, frames)
        if len(args) < operator.least or (operator.most is not None and len(args) > operator.most):
            checking.fail(
                f"“{name}” takes {_arity(operator.least, operator.most)}, not {len(args)}: {_said(operator.arguments)}."
            )
        node = operator.check(checking)
        if not node.reads and constant_value(node, len(frames)) is None:
            checking.fail(f"This is always unknown: {operators[node.op].why_unknown(node)}")
        return node

    def _check_array(
        self, items: list[Json] | tuple[Json, ...], pointer: str, depth: int, frames: tuple[Frame, ...]
    ) -> Typed:
        if not items:
            raise ExpressionError("This list is empty. Put at least one value into it.", pointer)
        nodes = [self.check(item, f"{pointer}/{place}", depth + 1, frames) for place, item in enumerate(items)]
        try:
            args, item = unify(nodes)
        except MismatchError:
            kinds = listed(list(dict.fromkeys(node.type.words for node in nodes)))
            raise ExpressionError(f"The values of a list must be of one kind; here are {kinds}.", pointer) from None
        if item.kind in _NOT_LISTED:
            raise ExpressionError("A list within a list cannot be used here.", pointer)
        return applied(ARRAY, Type(Kind.ARRAY, flexible=item.flexible, item=item), args, pointer=pointer)


@dataclass(slots=True)
class Call:
    """One use of an operator while it is being checked: its written arguments and the means to type them."""

    checker: Checker
    name: str
    args: tuple[Json, ...]
    pointer: str
    is_list: bool
    depth: int
    frames: tuple[Frame, ...]

    @property
    def scope(self) -> Scope:
        return self.checker.scope

    def at(self, place: int) -> str:
        """Pointer of an argument."""
        return f"{self.pointer}/{place}" if self.is_list else self.pointer

    def node(self, place: int, frame: Frame | None = None) -> Typed:
        """Types an argument, inside a list operator with one more frame of names."""
        frames = self.frames if frame is None else (*self.frames, frame)
        return self.checker.check(self.args[place], self.at(place), self.depth + 1, frames)

    def nodes(self, start: int = 0) -> tuple[Typed, ...]:
        """Types all arguments from `start` on."""
        return tuple([self.node(place) for place in range(start, len(self.args))])

    def of_kind(self, place: int, *kinds: Kind, frame: Frame | None = None) -> Typed:
        """Types an argument that must be of one of these kinds; the first is what a written value becomes."""
        return self.as_kind(self.node(place, frame), place, *kinds)

    def as_kind(self, node: Typed, place: int, *kinds: Kind) -> Typed:
        """A typed argument as the first of these kinds that it can be."""
        if node.type.kind in kinds and not node.type.flexible:
            return node
        for kind in kinds:
            try:
                return adapt(node, Type(kind))
            except MismatchError:
                continue
        wanted = " or ".join(Type(kind).words for kind in kinds)
        raise ExpressionError(f"“{self.name}” needs {wanted} here, but {in_words(node)}.", self.at(place))

    def condition(self, place: int, frame: Frame | None = None) -> Typed:
        """Types an argument that must be yes or no."""
        return self.as_kind(self.node(place, frame), place, Kind.BOOLEAN)

    def unified(self, nodes: tuple[Typed, ...], doing: str) -> tuple[tuple[Typed, ...], Type]:
        """Brings arguments to one type, or says that they cannot be, for example, compared."""
        args = self.aligned(nodes, doing)
        return args, joined(args)

    def aligned(self, nodes: tuple[Typed, ...], doing: str) -> tuple[Typed, ...]:
        """The same where only the kind matters, which is then that of each."""
        try:
            return align(nodes)
        except MismatchError:
            self.fail(f"{_difference(nodes)}: they cannot be {doing}.")

    def resolve(self, name: str, place: int = 0) -> tuple[Key, Type]:
        return resolve(self.scope, self.frames, name, self.at(place))

    def text(self, place: int, what: str) -> str:
        """An argument that names something and must stand there as written text."""
        found = self.args[place]
        if not isinstance(found, str):
            self.fail(f"“{self.name}” needs {what} here, written out as text.", place)
        return found

    def texts(self, place: int) -> list[str] | None:
        """A written list of texts, counted with its parts. None for anything else, or where it is nested too deep."""
        found = self.args[place]
        is_plain = type(found) is list and found and all(type(each) is str for each in found)
        if not is_plain or self.depth + 2 > MAX_DEPTH:
            return None
        self.checker.count(1 + len(found), self.at(place))
        return list(found)

    def integer(self, place: int, what: str, least: int, most: int) -> int:
        """An argument that must stand there as a written whole number."""
        found = self.args[place]
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            self.fail(f"“{self.name}” needs {what} here: a whole number from {least} to {most}, written out.", place)
        return found

    def fail(self, message: str, place: int | None = None) -> NoReturn:
        raise ExpressionError(message, self.pointer if place is None else self.at(place))


def _check_literal(value: Json, pointer: str) -> Typed:
    if value is None:
        raise ExpressionError(
            'There is no empty value in a condition. To ask whether a fact was answered, use {"answered": "…"}.',
            pointer,
        )
    if isinstance(value, bool):
        return literal(value, BOOLEAN, pointer)
    if isinstance(value, str):
        return literal(value, _text_type(len(value)), pointer)
    if not isinstance(value, int | float | Decimal):
        raise ExpressionError(f"“{value}” is not a value that a condition can hold.", pointer)
    try:
        number = exact(value)
    except NotExactError as error:
        raise ExpressionError(f"The number {value} {error}. Use one that is shorter.", pointer) from None
    return literal(number, _number_type(number), pointer)


@lru_cache(maxsize=1024)
def _text_type(length: int) -> Type:
    return Type(Kind.TEXT, flexible=True, bounds=only(length))


@lru_cache(maxsize=1024)
def _number_type(number: Number) -> Type:
    return Type(Kind.NUMBER, flexible=True, places=decimal_places(number), bounds=only(number))


def _difference(nodes: tuple[Typed, ...]) -> str:
    """The first two arguments that do not fit, in words."""
    settled = [node for node in nodes if not node.type.flexible] or list(nodes)
    first = settled[0]
    others = [node for node in nodes if node.type.kind is not first.type.kind]
    if not others:
        return f"{_first_upper(in_words(first))}, and the other has no option in common with it"
    return f"{_first_upper(in_words(first))}, but {in_words(others[0])}"


def _first_upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _said(arguments: str) -> str:
    """What the reference page says of an operator's arguments, with its code marks as quotation marks."""
    return _CODE.sub(r"“\1”", arguments)


def _arity(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least} argument{'s' * (least != 1)}"
    if least == most:
        return f"{least} argument{'s' * (least != 1)}"
    return f"{least} to {most} arguments"


@cache
def _escaped(name: str) -> str:
    """An operator's name as it stands in a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")
