"""Looking up an amount, a limit or a rate in a table of the flow."""

from __future__ import annotations

import ast
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.errors import ExpressionError
from engine.expressions.adapting import MismatchError, adapt, in_words
from engine.expressions.code import Code, chain, compare, invoke, method
from engine.expressions.intervals import Interval
from engine.expressions.numbers import plain
from engine.expressions.operators.registry import Strict, calls, register
from engine.expressions.scope import did_you_mean
from engine.expressions.tables import Lookup, prepare
from engine.expressions.typed import Typed, applied
from engine.expressions.types import NUMERIC

if TYPE_CHECKING:
    from engine.expressions.compiler import Emitter
    from engine.expressions.typecheck import Call


class LookUp(Strict):
    name = "lookup"
    least = most = 2
    arguments = "the id of a table, and the value to look up"
    result = "What the table gives for the value: by the value itself, by the band it lies in, or by the date in force."
    unknown = "Unknown when the value is unknown, or lies outside the table."
    helpers = calls(bisect=bisect_right)

    def check(self, call: Call) -> Typed:
        name = call.text(0, "the id of a table")
        table = call.scope.tables.get(name)
        if table is None:
            call.fail(f"No table is called “{name}”.{did_you_mean(name, call.scope.tables)}", 0)
        try:
            lookup, keys, results = prepare(table, call.scope)
        except ExpressionError as error:
            call.fail(f"The table “{name}” cannot be used: {error.message}", 0)
        key = call.node(1)
        try:
            key = adapt(key, keys)
        except MismatchError:
            call.fail(f"The table “{name}” is looked up by {keys.words}, but {in_words(key)}.", 1)
        if results.kind in NUMERIC:
            results = replace(results, bounds=lookup.result_bounds(key.type.bounds))
        return applied(self.name, results, (key,), data=lookup, pointer=call.pointer)

    def is_partial(self, node: Typed) -> bool:
        lookup: Lookup = node.data
        return not lookup.covers(node.args[0].type)

    def why_unknown(self, node: Typed) -> str:
        return f"the table “{node.data.id}” has nothing for this value."

    def apply(self, node: Typed, *values: Any) -> Any:
        return node.data.find(values[0])

    def emit(self, node: Typed, emitter: Emitter) -> Code:
        lookup: Lookup = node.data
        key = emitter.emit(node.args[0])
        bounds = node.args[0].type.bounds
        if lookup.beyond is None or bounds.within(Interval(None, lookup.keys[-1])):
            return emitter.strictly_of([key], lambda key: self._row(lookup, key, node, emitter), self.is_partial(node))
        return emitter.strictly_of(
            [emitter.once(key)],
            lambda key: ast.IfExp(
                compare(key, ast.LtE(), emitter.constant(lookup.keys[-1])),
                self._row(lookup, key, node, emitter),
                self._past(lookup, key, node, emitter),
            ),
            self.is_partial(node),
        )

    def code(self, node: Typed, emitter: Emitter, *exprs: ast.expr) -> ast.expr:
        return self._row(node.data, exprs[0], node, emitter)

    def _past(self, lookup: Lookup, key: ast.expr, node: Typed, emitter: Emitter) -> ast.expr:
        """Code for a key past the last row: plain arithmetic where every key is a full step away."""
        add, per = lookup.beyond or (0, 1)
        if per != 1 or not node.args[0].type.is_whole or not isinstance(lookup.keys[-1], int):
            return method(emitter.shared(f"table_{lookup.digest}", lookup), "go_on", key)
        start = plain(lookup.results[-1] - add * lookup.keys[-1])
        return chain(ast.Add(), [emitter.constant(start), chain(ast.Mult(), [emitter.constant(add), key])])

    def _row(self, lookup: Lookup, key: ast.expr, node: Typed, emitter: Emitter) -> ast.expr:
        """Code that finds a row, for a key that is not past the last one of a table that goes on."""
        if lookup.is_band:
            keys = emitter.shared(f"keys_{lookup.digest}", lookup.keys)
            results = emitter.shared(f"results_{lookup.digest}", lookup.padded)
            return ast.Subscript(results, invoke("_e_bisect", keys, key), ast.Load())
        rows = emitter.shared(f"rows_{lookup.digest}", lookup.by_key)
        if self.is_partial(node):
            return method(rows, "get", key)
        return ast.Subscript(rows, key, ast.Load())


register(LookUp())
