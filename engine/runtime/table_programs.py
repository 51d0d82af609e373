"""A decision table as one function of the facts it reads: what comes out, and by which exit.

With written cells only, it becomes a bounded tree of comparisons (one row decides), or a look-up by bits in which
each input tells the rows that fit. What cannot be said so is left to the node itself, which is the meaning of all.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.definition.release import Release
from engine.expressions import can_be_unknown, constants, facts_read, fitted, to_ast
from engine.model.values import Value
from engine.nodes import Axis, Fails, Goes, Grid, TableNode, build_grid
from engine.runtime.pieces import assign, is_same, name
from engine.runtime.table_code import TreeWriter
from engine.runtime.table_tree import plan_tree

FAILED = -1
MOST_KEPT = 4096
"""Results of several rows together that are kept for the next time."""
Result: TypeAlias = tuple[Any, ...]
"""Which way out, by its place among `TableNode.exits` (or `FAILED`), then the value of each output."""


@dataclass(frozen=True, kw_only=True)
class TableProgram:
    """`run` takes the values of `reads` in order, `today` among them where the table reads it."""

    reads: tuple[str, ...]
    run: Callable[..., Result]


def build_program(release: Release, node: TableNode, known: frozenset[str]) -> TableProgram:
    """The program of a table which is entered with the facts in `known` certainly answered."""
    return _Builder(release, node, known).build()


class KnownValues:
    """Answers without a journey (`engine.nodes.Reading`)."""

    def __init__(self, release: Release, values: Mapping[str, Value | None]) -> None:
        self._release = release
        self._values = values

    def truth(self, pointer: str) -> bool | None:
        return self._release.compiled[pointer](self._values)  # type: ignore[return-value]  # a condition

    def value(self, pointer: str) -> Value | None:
        return self._release.compiled[pointer](self._values)

    def supposing(self, fact: str, value: Value | None) -> KnownValues:
        return KnownValues(self._release, {**self._values, fact: value})

    def fitted(self, fact: str, value: Value | None) -> Value | None:
        return fitted(self._release.flow.facts[fact], value)


class _Builder:
    """Builds the program of one table."""

    def __init__(self, release: Release, node: TableNode, known: frozenset[str]) -> None:
        self._release = release
        self._node = node
        self._known = known
        typed = [release.typed[each.pointer] for each in node.expressions() if not each.is_exit]
        facts = frozenset().union(*map(facts_read, typed))
        self._reads = tuple(sorted(fact for fact in facts if fact in release.flow.facts or fact == "today"))
        self._variables = {fact: f"v{index}" for index, fact in enumerate(self._reads)}
        self._exits = [exit.name for exit in node.exits()]
        outputs = (each for each in node.expressions() if each.fills)
        self._is_static = not any(release.typed[each.pointer].reads for each in outputs)
        self._namespace: dict[str, Any] = {"plain": self._plain}

    def build(self) -> TableProgram:
        grid = build_grid(self._node, self._release.typed)
        run = self._plain if grid is None or not self._is_static else self._compiled(grid)
        return TableProgram(reads=self._reads, run=run)

    def _plain(self, *values: Any) -> Result:
        """The node itself."""
        reading = KnownValues(self._release, dict(zip(self._reads, values, strict=True)))
        return self._told(self._node.decide(reading))

    def _told(self, entry: Goes | Fails) -> Result:
        exit = self._exits.index(entry.exit) if isinstance(entry, Goes) else FAILED
        return (exit, *(entry.sets[output.fact] for output in self._node.outputs))

    def _of_rows(self, rows: int) -> Result:
        """What comes out when exactly these rows fit, as bits. Nothing of it depends on the answers."""
        verdicts = [bool(rows >> row & 1) for row in range(len(self._node.rows))]
        return self._told(self._node.come_out(verdicts, KnownValues(self._release, {})))

    # --- code ---

    def _compiled(self, grid: Grid) -> Callable[..., Result]:
        self._namespace |= {"bisect_left": bisect_left, "bisect_right": bisect_right}
        columns, body = self._inputs()
        order = self._order_of_trial()
        if order is None:
            body += self._all_rows(grid, columns)
            functions = [self._function("table", body)]
        else:
            grid = _in_order(grid, order)
            results = [self._of_rows(0), *(self._of_rows(1 << row) for row in order)]
            functions = [
                self._function("look_up", [*self._inputs()[1], *self._lowest_row(grid, columns, results)]),
                self._function("table", [*body, *self._tree(grid, columns, results)]),
            ]
        module = ast.fix_missing_locations(ast.Module(body=list(functions), type_ignores=[]))
        # Built above from checked expressions: what authors wrote is only constants in it.
        exec(compile(module, f"<table {self._node.id}>", "exec"), self._namespace)  # noqa: S102  built of checked parts, no text of an author
        run: Callable[..., Result] = self._namespace["table"]
        return run

    def _function(self, called: str, body: list[ast.stmt]) -> ast.stmt:
        arguments = ast.arguments(
            posonlyargs=[],
            args=[ast.arg(arg=variable) for variable in self._variables.values()],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[],
        )
        return ast.FunctionDef(name=called, args=arguments, body=body, decorator_list=[], returns=None)

    def _inputs(self) -> tuple[list[str], list[ast.stmt]]:
        """The variable of each input, and the statements that work it out; one that is unknown is left to the node."""
        columns: list[str] = []
        body: list[ast.stmt] = []
        doubtful: list[str] = []
        for index, column in enumerate(self._node.columns):
            typed = self._release.typed[self._node.pointer("inputs", column.id, "value")]
            variable = self._variables[column.name] if column.is_fact else f"c{index}"
            if not column.is_fact:
                self._namespace.update(constants(typed))
                body.append(assign(variable, to_ast(typed, lambda fact: name(self._variables[fact]), self._known)))
            if can_be_unknown(typed, self._known) and variable not in doubtful:
                doubtful.append(variable)
            columns.append(variable)
        if doubtful:
            unknown: list[ast.expr] = [is_same(variable, ast.Constant(value=None)) for variable in doubtful]
            test = unknown[0] if len(unknown) == 1 else ast.BoolOp(op=ast.Or(), values=unknown)
            body.append(ast.If(test=test, body=[self._call("plain")], orelse=[]))
        return columns, body

    def _order_of_trial(self) -> list[int] | None:
        """The rows in the order in which the first that fits decides; None where that does not say what comes out."""
        policy = self._node.policy
        rows = range(len(self._node.rows))
        if policy.name == "priority":
            return sorted(rows, key=policy.ranks.__getitem__)
        return list(rows) if policy.name == "first" else None

    def _tree(self, grid: Grid, columns: list[str], results: list[Result]) -> list[ast.stmt]:
        writer = TreeWriter(
            grid,
            columns,
            give=lambda row: ast.Return(value=self._constant(results[0 if row is None else row + 1])),
            look_up=lambda: self._call("look_up"),
            constant=self._constant,
        )
        return writer.write(plan_tree(grid))

    def _lowest_row(self, grid: Grid, columns: list[str], results: list[Result]) -> list[ast.stmt]:
        """The result of the lowest bit, by its length: no row at all has the length 0."""
        self._namespace["results"] = results
        lowest = ast.BinOp(left=name("rows"), op=ast.BitAnd(), right=ast.UnaryOp(op=ast.USub(), operand=name("rows")))
        length = ast.Call(func=ast.Attribute(value=lowest, attr="bit_length", ctx=ast.Load()), args=[], keywords=[])
        found = ast.Subscript(value=name("results"), slice=length, ctx=ast.Load())
        return [assign("rows", self._rows(grid, columns)), ast.Return(value=found)]

    def _all_rows(self, grid: Grid, columns: list[str]) -> list[ast.stmt]:
        """The result of all rows that fit together; each such set is worked out once."""
        kept: dict[int, Result] = {}

        def together(rows: int) -> Result:
            result = self._of_rows(rows)
            if len(kept) < MOST_KEPT:
                kept[rows] = result
            return result

        self._namespace |= {"kept": kept, "together": together}
        get = ast.Attribute(value=name("kept"), attr="get", ctx=ast.Load())
        found = ast.BoolOp(
            op=ast.Or(),
            values=[
                ast.Call(func=get, args=[name("rows")], keywords=[]),
                ast.Call(func=name("together"), args=[name("rows")], keywords=[]),
            ],
        )
        return [assign("rows", self._rows(grid, columns)), ast.Return(value=found)]

    def _rows(self, grid: Grid, columns: list[str]) -> ast.expr:
        """The rows that fit, as bits: what every input allows."""
        allowed = [
            self._allowed(index, axis, variable)
            for index, (axis, variable) in enumerate(zip(grid.axes, columns, strict=True))
            if len(axis.regions) > 1
        ]
        rows: ast.expr = ast.Constant(value=(1 << grid.count) - 1)
        for each in allowed:
            rows = each if each is allowed[0] else ast.BinOp(left=rows, op=ast.BitAnd(), right=each)
        return rows

    def _allowed(self, index: int, axis: Axis, variable: str) -> ast.expr:
        table = f"m{index}"
        if not axis.is_ordered:
            points = {r.sample: mask for r, mask in zip(axis.regions, axis.masks, strict=True) if r.is_point}
            others = [mask for r, mask in zip(axis.regions, axis.masks, strict=True) if not r.is_point]
            self._namespace[table] = points
            get = ast.Attribute(value=name(table), attr="get", ctx=ast.Load())
            return ast.Call(func=get, args=[name(variable), ast.Constant(value=sum(others))], keywords=[])
        place, masks = self._place(f"s{index}", axis, variable)
        self._namespace[table] = masks
        return ast.Subscript(value=name(table), slice=place, ctx=ast.Load())

    def _place(self, table: str, axis: Axis, variable: str) -> tuple[ast.expr, list[int]]:
        """Which region a value lies in. Whole numbers and days need one search, others two."""
        arguments = [name(table), name(variable)]
        right = ast.Call(func=name("bisect_right"), args=arguments, keywords=[])
        if axis.is_discrete:
            firsts = [region.sample for region in axis.regions[1:]]
            self._namespace[table] = firsts
            return right, list(axis.masks)
        self._namespace[table] = [region.sample for region in axis.regions if region.is_point]
        left = ast.Call(func=name("bisect_left"), args=arguments, keywords=[])
        return ast.BinOp(left=left, op=ast.Add(), right=right), list(axis.masks)

    def _call(self, function: str) -> ast.stmt:
        arguments = [name(variable) for variable in self._variables.values()]
        return ast.Return(value=ast.Call(func=name(function), args=arguments, keywords=[]))

    def _constant(self, value: Any) -> ast.expr:
        """A written value in code; what Python cannot write is a name."""
        if isinstance(value, bool | int | str):
            return ast.Constant(value=value)
        key = f"k_{len(self._namespace)}"
        for known, each in self._namespace.items():
            if known.startswith("k_") and type(each) is type(value) and each == value:
                key = known
                break
        self._namespace[key] = value
        return name(key)


def _in_order(grid: Grid, order: list[int]) -> Grid:
    """The same grid with its rows in another order."""
    if order == list(range(grid.count)):
        return grid
    axes = tuple(
        Axis(
            axis.name,
            axis.type,
            axis.regions,
            tuple(sum(1 << place for place, row in enumerate(order) if mask >> row & 1) for mask in axis.masks),
            axis.is_ordered,
            axis.is_discrete,
        )
        for axis in grid.axes
    )
    return Grid(axes=axes, count=grid.count)
