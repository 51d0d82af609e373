"""What an operator is given: its arguments, not yet evaluated, and the data in view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from engine.expressions.portable.answer import RefusedError
from engine.expressions.portable.limits import Budget
from engine.expressions.portable.parser import Array, Operation, Part, Written
from engine.expressions.portable.values import LIST, NOTHING, NUMBER, TEXT, is_true, kind_of, measure, settled
from engine.model.values import Number


@dataclass(frozen=True)
class Call:
    """One operation on its way. `data` is what `var` looks into."""

    operation: Operation
    data: Any
    budget: Budget

    @property
    def name(self) -> str:
        return self.operation.operator.name

    def __len__(self) -> int:
        return len(self.operation.args)

    def value(self, place: int) -> Any:
        """An argument, worked out."""
        return evaluate(self.operation.args[place], self.data, self.budget)

    def values(self) -> list[Any]:
        return [self.value(place) for place in range(len(self))]

    def each(self, place: int, data: Any) -> Any:
        """An argument worked out on other data: what list operators do for each item."""
        return evaluate(self.operation.args[place], data, self.budget)

    def holds(self, place: int, data: Any) -> bool:
        return self.is_true(self.each(place, data), place)

    def is_true(self, value: Any, place: int) -> bool:
        return is_true(value, self.at(place), self.budget.written_for)

    def number(self, place: int) -> Number:
        return self.as_number(self.value(place), place)

    def numbers(self) -> list[Number]:
        return [self.number(place) for place in range(len(self))]

    def whole(self, place: int, what: str, low: int, high: int) -> int:
        found = self.number(place)
        if not isinstance(found, int) or not low <= found <= high:
            self.refuse(f"{what} has to be a whole number from {low:,} to {high:,}.", place)
        return found

    def as_number(self, value: Any, place: int) -> Number:
        if kind_of(value) != NUMBER:
            self.refuse(f"“{self.name}” needs a number, but here is {kind_of(value)}.", place)
        found: Number = settled(value, self.at(place))
        return found

    def text(self, place: int) -> str:
        return self.as_text(self.value(place), place)

    def as_text(self, value: Any, place: int) -> str:
        if kind_of(value) != TEXT:
            self.refuse(f"“{self.name}” needs a text, but here is {kind_of(value)}.", place)
        self.budget.spend_on_text(len(value), self.at(place))
        return str(value)

    def items(self, place: int = 0) -> list[Any]:
        """A list to go through; null is an empty one."""
        value = self.value(place)
        if kind_of(value) == NOTHING:
            return []
        if kind_of(value) != LIST:
            self.refuse(f"“{self.name}” goes through a list, but here is {kind_of(value)}.", place)
        self.budget.spend(len(value), self.at(place))
        return list(value)

    def made(self, items: Iterator[Any]) -> list[Any]:
        """A new list, paid for."""
        found = []
        for item in items:
            self.budget.spend(1, self.operation.pointer)
            found.append(item)
        measure(found, self.budget, self.operation.pointer)
        return found

    def at(self, place: int) -> str:
        return self.operation.args[place].pointer

    def refuse(self, reason: str, place: int | None = None) -> NoReturn:
        raise RefusedError(reason, self.operation.pointer if place is None else self.at(place))


def evaluate(part: Part, data: Any, budget: Budget) -> Any:
    """The value of a part of a rule on some data. Raises RefusedError."""
    budget.spend(1, part.pointer)
    if isinstance(part, Written):
        return part.value
    if isinstance(part, Array):
        found = [evaluate(item, data, budget) for item in part.items]
        measure(found, budget, part.pointer)
        return found
    return part.operator.run(Call(part, data, budget))
