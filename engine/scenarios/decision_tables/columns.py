"""Puts the conditions of a row under columns: a column is what several rows ask about, a cell what one asks of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engine.model.values import Json
from engine.scenarios.decision_tables.list_functions import within
from engine.scenarios.decision_tables.refusal import NeverError
from engine.scenarios.decision_tables.syntax import COMPARISONS, Apply, Day, Expr, Listed, Span, Written
from engine.scenarios.decision_tables.terms import Term
from engine.scenarios.decision_tables.translator import NO, YES, Translator

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OUTSIDE = {True: ("<", ">"), False: ("<=", ">=")}


@dataclass
class Columns:
    """The columns of one table, in the order in which they were first spoken of."""

    found: dict[str, tuple[str, Term]] = field(default_factory=dict)
    """By what is in it: its name in the document, and its value."""

    def add(self, term: Term, label: str) -> str:
        """The key of the column that holds this value."""
        key = repr(term.code)
        self.found.setdefault(key, (label, term))
        return key

    def cells_of(self, conditions: Sequence[tuple[Expr, str, Translator]]) -> dict[str, Json]:
        """The cells of a row, by column. Raises NeverError where the row can never fit."""
        cells: dict[str, Json] = {}
        for condition, label, translator in conditions:
            for part in _all_of(condition):
                term, cell = _test(part, translator)
                if term is NO or (term is YES and cell is False):
                    raise NeverError
                if term is not YES:
                    key = self.add(term, label)
                    cells[key] = _both(cells[key], cell) if key in cells else cell
        return cells


def _all_of(condition: Expr) -> Iterator[Expr]:
    """The conditions that all have to hold."""
    if isinstance(condition, Apply) and condition.name == "and":
        for each in condition.args:
            yield from _all_of(each)
    else:
        yield condition


def _test(condition: Expr, translator: Translator) -> tuple[Term, Json]:
    """The value that a condition is about, and what is asked of it; else the condition itself, which has to be true."""
    found = _simple(condition, translator) if isinstance(condition, Apply) else None
    return found or (translator.condition(condition), True)


def _simple(condition: Apply, translator: Translator) -> tuple[Term, Json] | None:
    """The same for one value compared with written ones; None for anything else."""
    name, args = condition.name, condition.args
    if name in COMPARISONS:
        if _is_written(args[0]):
            name, args = _FLIPPED.get(name, name), (args[1], args[0])
        return _compared(name, args[0], args[1], translator)
    if name == "contains":
        name, args = "in", (args[1], args[0])
    if name == "in":
        return _within(args[0], args[1], translator)
    if name == "not" and len(args) == 1:
        term, cell = _test(args[0], translator)
        return term, (not cell if isinstance(cell, bool) else {"not": cell})
    return _either([_test(arg, translator) for arg in args]) if name == "or" else None


def _is_written(expr: Expr) -> bool:
    return isinstance(expr, Day) or (isinstance(expr, Written) and expr.value is not None)


def _compared(name: str, value: Expr, other: Expr, translator: Translator) -> tuple[Term, Json] | None:
    if not _is_written(other) or _is_written(value):
        return None
    term = translator.meaning(value)
    written = translator.term(other)
    translator.compared(name, term, written)
    if not isinstance(term, Term):
        return None
    return term, written.code if name == "==" else {name: written.code}


def _within(value: Expr, hay: Expr, translator: Translator) -> tuple[Term, Json] | None:
    if _is_written(value):
        return None
    if isinstance(hay, Listed) and hay.items and all(map(_is_written, hay.items)):
        term = translator.term(value)
        within(translator, value, hay)
        return term, {"in": [translator.term(item).code for item in hay.items]}
    if isinstance(hay, Span) and _is_written(hay.low) and _is_written(hay.high):
        term = translator.term(value)
        within(translator, value, hay)
        low, high = translator.term(hay.low).code, translator.term(hay.high).code
        if hay.has_low and hay.has_high:
            return term, {"between": [low, high]}
        below, above = _OUTSIDE[hay.has_low][0], _OUTSIDE[hay.has_high][1]
        return term, {"not": {"any-of": [{below: low}, {above: high}]}}
    return None


def _either(tests: Sequence[tuple[Term, Json]]) -> tuple[Term, Json] | None:
    """Several tests of one value, of which one has to hold."""
    first = tests[0][0]
    if any(repr(term.code) != repr(first.code) for term, _ in tests):
        return None
    cells = [cell for _, cell in tests]
    return first, {"in": cells} if not any(isinstance(cell, dict) for cell in cells) else {"any-of": cells}


def _both(one: Json, other: Json) -> Json:
    return one if one == other else {"not": {"any-of": [{"not": one}, {"not": other}]}}
