"""Fits parts of an expression together: a written number becomes money, a written text an option or a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from engine.errors import ExpressionError
from engine.expressions.intervals import ANYTHING, hull, only
from engine.expressions.numbers import CENTS, decimal_places, plain
from engine.expressions.scope import did_you_mean
from engine.expressions.typed import ARRAY, LITERAL, SPECIAL, Typed, applied, literal
from engine.expressions.types import DATE, Kind, Type, number

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHAPES = {Kind.DATE: "year, month and day, like “2026-11-22”", Kind.MONTH: "year and month, like “2026-11”"}
_NAMED = frozenset({Kind.DATE, Kind.MONTH, Kind.CHOICE})
_MEASURED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.TEXT})
_MONTH = re.compile(r"\d{4}-\d{2}")


def _is_result(node: Typed, place: int) -> bool:
    """Whether this argument of an `if` is what comes out, rather than a condition."""
    return place % 2 == 1 or place == len(node.args) - 1


def _is_first_flexible(node: Typed, place: int) -> bool:
    return place == next(index for index, arg in enumerate(node.args) if arg.type.flexible)


_SCALES: Mapping[str, Callable[[Typed, int], bool]] = {
    "if": _is_result,
    "*": _is_first_flexible,
    "/": lambda node, place: place == 0,
    **dict.fromkeys(("+", "-", "%", "min", "max"), lambda node, place: True),
}
"""Which arguments of a flexible number to multiply, so that the result is multiplied: cheaper before than after."""


class MismatchError(Exception):
    """Two kinds that do not fit. The caller, who knows what was tried, puts it into words."""


def adapt(node: Typed, target: Type) -> Typed:
    """The same expression as a value of the target's kind, where that loses nothing."""
    kind = node.type.kind
    if kind is target.kind:
        return _same_kind(node, target)
    if kind is Kind.ARRAY and target.kind is Kind.CHOICES:
        return _as_choices(node, target)
    if not node.type.flexible:
        raise MismatchError
    if kind is Kind.NUMBER and target.kind is Kind.MONEY:
        return as_money(node)
    if kind is Kind.TEXT and target.kind in _NAMED:
        return _as_named(node, target)
    raise MismatchError


def unify(nodes: Sequence[Typed]) -> tuple[tuple[Typed, ...], Type]:
    """Brings several expressions to one type; settled ones decide, written numbers and texts follow."""
    adapted = align(nodes)
    return adapted, joined(adapted)


def align(nodes: Sequence[Typed]) -> tuple[Typed, ...]:
    """Brings several expressions to one kind, whatever the type that holds them all."""
    target = nodes[0].type
    if target.flexible:
        target = next((node.type for node in nodes if not node.type.flexible), target)
    return tuple([adapt(node, target) for node in nodes])


def joined(nodes: Sequence[Typed]) -> Type:
    """The type that holds the values of all of these, which are of one kind."""
    types = [node.type for node in nodes]
    first = types[0]
    if all(each is first for each in types):
        return first
    return Type(
        kind=first.kind,
        members=first.members,
        item=first.item,
        flexible=all(each.flexible for each in types),
        places=most_places(types) if first.kind in _MEASURED else 0,
        bounds=hull(each.bounds for each in types) if first.kind in _MEASURED else ANYTHING,
        options=tuple(dict.fromkeys([option for each in types for option in each.options])),
    )


def most_places(types: Sequence[Type]) -> int | None:
    """Decimal places that are enough for all of these; None when one of them may be endless."""
    places = [each.places for each in types if each.places is not None]
    return max(places) if len(places) == len(types) else None


def as_money(node: Typed) -> Typed:
    """A number of whole units as cents."""
    if node.op == LITERAL:
        cents = plain(node.data * CENTS)
        return literal(cents, Type(Kind.MONEY, places=decimal_places(cents), bounds=only(cents)), node.pointer)
    if node.op == "lookup":
        return replace(node, type=_scaled(node.type), data=node.data.scaled(CENTS))
    if node.op in _SCALES:
        scales = _SCALES[node.op]
        args = tuple(as_money(arg) if scales(node, place) else arg for place, arg in enumerate(node.args))
        return replace(node, type=_scaled(node.type), args=args)
    return applied("*", _scaled(node.type), (node, literal(CENTS, number(low=CENTS, high=CENTS))), pointer=node.pointer)


def read_date(text: object, kind: Kind = Kind.DATE) -> date | None:
    """An ISO date (or month, as its first day) as it stands in a document; None when it is none."""
    if not isinstance(text, str) or not (_DATE if kind is Kind.DATE else _MONTH).fullmatch(text):
        return None
    try:
        return date.fromisoformat(text if kind is Kind.DATE else f"{text}-01")
    except ValueError:
        return None


def in_words(node: Typed) -> str:
    """What this is, for a message: its name where it has one, and its kind."""
    if node.op == "var" and node.data[1]:
        return f"“{node.data[1]}” is {node.type.words}"
    if node.op == LITERAL and node.type.flexible:
        return f"“{node.data}” is {node.type.words}"
    return f"this is {node.type.words}" if node.op in SPECIAL else f"“{node.op}” gives {node.type.words}"


def _scaled(type_: Type) -> Type:
    places = None if type_.places is None else max(0, type_.places - 2)
    return Type(Kind.MONEY, places=places, bounds=type_.bounds * only(CENTS))


def _same_kind(node: Typed, target: Type) -> Typed:
    kind = node.type.kind
    if kind is Kind.CHOICE:
        _check_overlap(node.type, target)
    if kind is Kind.ARRAY and node.type.item and target.item and node.op == ARRAY:
        items = tuple([adapt(item, target.item) for item in node.args])
        return Typed(node.op, Type(Kind.ARRAY, item=joined(items)), items, node.data, node.pointer, node.reads)
    if target.flexible or not node.type.flexible:
        return node
    return Typed(node.op, node.type.settled(), node.args, node.data, node.pointer, node.reads)


def _check_overlap(one: Type, other: Type) -> None:
    if one.options and other.options and not set(one.options) & set(other.options):
        raise MismatchError


def _as_named(node: Typed, target: Type) -> Typed:
    """Turns written texts into dates, months or options, wherever they stand in `node`."""
    if node.op == LITERAL:
        return _name(node, target)
    if node.op == "lookup":
        results = node.data.with_results(lambda text: _name(literal(text, node.type, node.pointer), target).data)
        return replace(node, type=target.settled(), data=results)
    if node.op == "if":
        args = tuple(adapt(arg, target) if _is_result(node, place) else arg for place, arg in enumerate(node.args))
        return replace(node, type=target.settled(), args=args)
    raise MismatchError


def _name(node: Typed, target: Type) -> Typed:
    if target.kind is Kind.CHOICE:
        return _option(node.data, target, node.pointer)
    found = read_date(node.data, target.kind)
    if found is None:
        shape = _SHAPES[target.kind]
        raise ExpressionError(f"“{node.data}” is not {target.words}. Write it as {shape}.", node.pointer)
    return literal(found, DATE if target.kind is Kind.DATE else Type(Kind.MONTH), node.pointer)


def _option(text: str, choice: Type, pointer: str) -> Typed:
    if choice.options and text not in choice.options:
        hint = did_you_mean(text, choice.options) or f" The options are {listed(choice.options)}."
        raise ExpressionError(f"“{text}” is not one of the options.{hint}", pointer)
    return literal(text, _option_type(text), pointer)


@lru_cache(maxsize=1024)
def _option_type(option: str) -> Type:
    return Type(Kind.CHOICE, options=(option,))


def options_of(choice: Type, texts: Sequence[str], pointer: str) -> Typed:
    """A written list of options of a choice. Raises ExpressionError for one that it does not have."""
    items = tuple([_option(text, choice, f"{pointer}/{place}") for place, text in enumerate(texts)])
    item = Type(Kind.CHOICE, options=tuple(dict.fromkeys(texts)))
    return Typed(ARRAY, Type(Kind.ARRAY, item=item), items, pointer=pointer)


def _as_choices(node: Typed, target: Type) -> Typed:
    """A written list of options, or what a filter left of a selection, as a selection in order of the options."""
    if node.op != ARRAY:
        if node.type.item and node.type.item.kind is Kind.CHOICE and node.op == "filter":
            return node
        raise MismatchError
    one = Type(Kind.CHOICE, options=target.options)
    chosen = {adapt(item, one).data for item in node.args if item.op == LITERAL}
    if len(chosen) < len(node.args):
        raise MismatchError
    return literal(tuple(option for option in target.options if option in chosen), target, node.pointer)


def listed(options: Sequence[str], most: int = 8) -> str:
    """Names for a message, the first few."""
    shown = ", ".join(f"“{option}”" for option in options[:most])
    return f"{shown} and {len(options) - most} more" if len(options) > most else shown
