"""A table of the flow made ready for look-ups: keys and results as typed values, in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from engine.errors import ExpressionError
from engine.expressions.adapting import listed, read_date
from engine.expressions.intervals import Interval, hull, only
from engine.expressions.numbers import CENTS, NotExactError, decimal_places, exact, plain
from engine.expressions.scope import Scope, did_you_mean
from engine.expressions.types import CALENDAR, KIND_OF, NUMERIC, Kind, Type, fact_type
from engine.model.flow import Table
from engine.model.values import Json

MATCHES = ("value", "band", "date")
MOST_KEYS_TRIED = 10_000


@dataclass(frozen=True)
class Lookup:
    """What `lookup` needs of a table. Keys are in order; `beyond` is (add, per) past the last of them."""

    id: str
    is_band: bool
    """True when the greatest key up to the value counts, false when only a key itself does."""
    keys: tuple[Any, ...]
    results: tuple[Any, ...]
    beyond: tuple[Any, Any] | None = None

    @cached_property
    def by_key(self) -> Mapping[Any, Any]:
        return dict(zip(self.keys, self.results, strict=True))

    @cached_property
    def padded(self) -> tuple[Any, ...]:
        """Results by how many keys are at most the value: before the first there is none."""
        return (None, *self.results)

    @cached_property
    def digest(self) -> str:
        content = repr((self.is_band, self.keys, self.results, self.beyond))
        return f"{self.id.replace('-', '_')}_{sha256(content.encode()).hexdigest()[:12]}"

    def find(self, key: Any) -> Any:
        """The result for a key; None outside the table."""
        if self.beyond and key > self.keys[-1]:
            return self.go_on(key)
        return self.padded[bisect_right(self.keys, key)] if self.is_band else self.by_key.get(key)

    def go_on(self, key: Any) -> Any:
        """The result past the last row: so much more for every full step."""
        if self.beyond is None:
            return None
        add, per = self.beyond
        steps, left = divmod(key - self.keys[-1], per)
        return None if left and not self.is_band else plain(self.results[-1] + add * steps)

    def covers(self, type_: Type) -> bool:
        """Whether every value of this type has a result."""
        bounds = type_.bounds
        if type_.kind is Kind.BOOLEAN:
            return set(self.keys) == {True, False}
        if type_.kind is Kind.CHOICE:
            return bool(type_.options) and set(type_.options) <= set(self.keys)
        if type_.kind not in NUMERIC or bounds.low is None or bounds.low < self.keys[0]:
            return False
        return True if self.is_band else self._has_each(bounds, type_)

    def _has_each(self, bounds: Interval, type_: Type) -> bool:
        """Whether each whole number within bounds is a key, or a step past the last one."""
        if not type_.is_whole or bounds.low is None:
            return False
        high = bounds.high
        if self.beyond:
            if self.beyond[1] != 1 or not isinstance(self.keys[-1], int):
                return False
            high = self.keys[-1] if high is None else min(high, self.keys[-1])
        if high is None or high - bounds.low > MOST_KEYS_TRIED:
            return False
        return all(key in self.by_key for key in range(int(bounds.low), int(high) + 1))

    def scaled(self, factor: int) -> Lookup:
        """The same table with results in another unit."""
        beyond = self.beyond and (plain(self.beyond[0] * factor), self.beyond[1])
        return replace(self, results=tuple(plain(result * factor) for result in self.results), beyond=beyond)

    def with_results(self, change: Callable[[Any], Any]) -> Lookup:
        return replace(self, results=tuple(change(result) for result in self.results))

    def result_bounds(self, keys: Interval) -> Interval:
        """Where the results for such keys lie, when they are numbers."""
        rows = hull(only(result) for result in self.results)
        if self.beyond is None or keys.within(Interval(None, self.keys[-1])):
            return rows
        add, per = self.beyond
        steps = Interval(0, None if keys.high is None else (keys.high - self.keys[-1]) // per)
        return hull([rows, only(self.results[-1]) + only(add) * steps])


def prepare(table: Table, scope: Scope) -> tuple[Lookup, Type, Type]:
    """The table ready for look-ups, the type of its keys and that of its results.

    Raises ExpressionError, with a pointer into the table, when a row does not fit.
    """
    if table.match not in MATCHES:
        raise ExpressionError(f"“{table.match}” is no way to match. There are {listed(MATCHES)}.", "/match")
    keys, results = _key_type(table, scope), _result_type(table)
    if table.match == "band" and keys.kind not in NUMERIC:
        raise ExpressionError(f"Bands are of numbers or amounts, but the key is {keys.words}.", "/by")
    if table.match == "date" and keys.kind not in CALENDAR:
        raise ExpressionError(f"A table by date needs dates as keys, but the key is {keys.words}.", "/by")
    if not table.rows:
        raise ExpressionError(f"The table “{table.id}” has no rows.", "/rows")
    rows = {}
    for place, (key, result) in enumerate(table.rows):
        read = _read(key, keys, f"/rows/{place}/0")
        if read in rows:
            raise ExpressionError(f"The key {key} stands in two rows. Keep one of them.", f"/rows/{place}/0")
        rows[read] = _read(result, results, f"/rows/{place}/1")
    ordered = sorted(rows.items()) if table.match != "value" or keys.kind in NUMERIC | CALENDAR else list(rows.items())
    lookup = Lookup(
        id=table.id,
        is_band=table.match != "value",
        keys=tuple(key for key, _ in ordered),
        results=tuple(result for _, result in ordered),
        beyond=_beyond(table, keys, results),
    )
    return lookup, keys, _refined(results, lookup)


def _key_type(table: Table, scope: Scope) -> Type:
    if table.by in scope.facts:
        return replace(fact_type(scope.facts[table.by]), bounds=Interval())
    if table.by in KIND_OF:
        return Type(KIND_OF[table.by], places=None if table.by in {"decimal", "number"} else 0)
    hint = did_you_mean(table.by, [*scope.facts, *KIND_OF])
    raise ExpressionError(f"“{table.by}” is neither a fact nor a type of fact.{hint}", "/by")


def _result_type(table: Table) -> Type:
    """A table that does not say what it gives, gives numbers that take the type they are used with."""
    gives = table.gives or "number"
    if gives not in KIND_OF:
        raise ExpressionError(f"A table cannot give “{gives}”.{did_you_mean(gives, KIND_OF)}", "/gives")
    return Type(KIND_OF[gives], flexible=gives in {"number", "text"})


def _read(written: Json, type_: Type, pointer: str) -> Any:
    """A key or result as a typed value."""
    found: Any = None
    if type_.kind in NUMERIC and not isinstance(written, bool):
        found = _read_number(written, type_, pointer)
    elif type_.kind in CALENDAR:
        found = read_date(written, type_.kind)
    elif type_.kind is Kind.BOOLEAN:
        found = written if isinstance(written, bool) else None
    elif isinstance(written, str):
        found = written
        if type_.options and written not in type_.options:
            raise ExpressionError(
                f"“{written}” is not one of the options.{did_you_mean(written, type_.options)}", pointer
            )
    if found is None:
        raise ExpressionError(f"“{written}” is not {type_.words}.", pointer)
    return found


def _read_number(written: Json, type_: Type, pointer: str) -> Any:
    try:
        return plain(exact(written) * (CENTS if type_.kind is Kind.MONEY else 1))
    except NotExactError as error:
        raise ExpressionError(f"The number {written} {error}.", pointer) from None
    except (ArithmeticError, TypeError):
        return None


def _beyond(table: Table, keys: Type, results: Type) -> tuple[Any, Any] | None:
    if not table.beyond:
        return None
    if keys.kind not in NUMERIC or results.kind not in NUMERIC:
        raise ExpressionError("Only a table of numbers by numbers can go on beyond its last row.", "/beyond")
    add = _read(table.beyond["add"], results, "/beyond/add")
    per = _read(table.beyond.get("per", 1), keys, "/beyond/per")
    if per <= 0:
        raise ExpressionError("“per” must be more than zero.", "/beyond/per")
    return add, per


def _refined(results: Type, lookup: Lookup) -> Type:
    if results.kind not in NUMERIC:
        bounds = hull(only(len(text)) for text in lookup.results) if results.kind is Kind.TEXT else Interval()
        return replace(results, bounds=bounds, options=tuple(lookup.results) if results.kind is Kind.CHOICE else ())
    parts = [*lookup.results, *(lookup.beyond[:1] if lookup.beyond else ())]
    places = [decimal_places(part) for part in parts]
    return replace(results, places=max(each or 0 for each in places), bounds=lookup.result_bounds(Interval()))
