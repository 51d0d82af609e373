"""Compiles a checked expression to Python through `ast`.

Known values meet native operators; checks stand only where a value can be unknown.
Author strings never become code: they only occur as constants. The code trusts that every answer lies in
its fact's domain, because the check has drawn conclusions from it (a divisor that is never zero).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Any

from engine.expressions.code import (
    Check,
    Code,
    all_of,
    bind,
    collection,
    compare,
    invoke,
    is_none,
    load,
    merged,
    method,
)
from engine.expressions.interpreter import constant_value
from engine.expressions.numbers import settle
from engine.expressions.operators.registry import operators
from engine.expressions.typed import ARRAY, GUARD, SPECIAL, TODAY, Key, Typed
from engine.expressions.types import NUMERIC, Kind
from engine.model.values import Value, Values

PREFIX = "_e_"
"""Every global name and every temporary of generated code begins with this."""


class Emitter:
    """Writes the code of one expression. `known` are names that certainly hold a value at this point."""

    def __init__(self, name: Callable[[str], ast.expr], known: frozenset[Key]) -> None:
        self._name = name
        self.known = known | {(0, TODAY)}
        self.constants: dict[str, object] = {}
        self._temporaries = 0
        self._depth = 0
        self._reducing: frozenset[int] = frozenset()

    def emit(self, node: Typed) -> Code:
        """Code for a part of the expression; parts that read nothing are worked out now."""
        if not node.reads:
            value = constant_value(node, self._depth)
            return Code(self.constant(value), maybe=value is None)
        if node.op == ARRAY:
            return self.strictly(node.args, lambda *items: ast.Tuple(list(items), ast.Load()))
        if node.op == GUARD:
            return self._guard(node)
        return operators[node.op].emit(node, self)

    def _guard(self, node: Typed) -> Code:
        """The value where it lies within the bounds, otherwise None."""
        code, bounds = self.once(self.emit(node.args[0])), node.data
        size = invoke(f"{PREFIX}len", code.value) if node.type.kind is Kind.TEXT else code.value
        tests = []
        if bounds.low is not None:
            tests.append(compare(self.constant(bounds.low), ast.LtE(), size))
        if bounds.high is not None:
            tests.append(compare(size, ast.LtE(), self.constant(bounds.high)))
        return Code(ast.IfExp(all_of(tests), code.value, ast.Constant(None)), code.checks, maybe=True)

    def strictly(self, nodes: Sequence[Typed], build: Callable[..., ast.expr], maybe: bool = False) -> Code:
        """Code that is unknown when one of these is, and otherwise what `build` makes of their values."""
        return self.strictly_of([self.emit(node) for node in nodes], build, maybe)

    def strictly_of(self, codes: Sequence[Code], build: Callable[..., ast.expr], maybe: bool = False) -> Code:
        certain = [self.certain(code) for code in codes]
        return Code(build(*(code.value for code in certain)), merged(certain), maybe)

    def certain(self, code: Code) -> Code:
        """The same value, tested by a check, so that it can be used where None would be an error."""
        if not code.maybe:
            return code
        if isinstance(code.value, ast.Name):
            check = Check(code.value.id, is_none(code.value))
            return Code(code.value, (*code.checks, check))
        name = self.temporary()
        return Code(load(name), (*code.checks, Check(name, is_none(bind(name, code.value)))))

    def once(self, code: Code) -> Code:
        """The same value in a form that may be written several times. Its checks must run before it is used."""
        code = self.certain(code)
        if isinstance(code.value, ast.Name | ast.Constant):
            return code
        name = self.temporary()
        return Code(load(name), (*code.checks, Check(name, is_none(bind(name, code.value)), only_binds=True)))

    def temporary(self) -> str:
        self._temporaries += 1
        return f"{PREFIX}t{self._temporaries}"

    @contextmanager
    def knowing(self, more: frozenset[Key]) -> Iterator[None]:
        """Within this block, `more` are known too: code here only runs after a test that makes it so."""
        before = self.known
        self.known = before | more
        try:
            yield
        finally:
            self.known = before

    @contextmanager
    def within(self, depth: int, *, reducing: bool = False) -> Iterator[None]:
        """Within this block, code is about an item of a list, which is never None itself."""
        before = self._depth, self._reducing
        self._depth = depth
        self._reducing = self._reducing | {depth} if reducing else self._reducing - {depth}
        try:
            with self.knowing(frozenset((depth, name) for name in (("accumulator", "current") if reducing else ("",)))):
                yield
        finally:
            self._depth, self._reducing = before

    def variable(self, key: Key) -> Code:
        """A fact, or a fact of the member at hand."""
        depth, name = key
        return Code(self.place(depth, name) if depth else self._name(name), maybe=key not in self.known)

    def place(self, depth: int, name: str) -> ast.expr:
        """Where a list operator keeps the member at hand, or a fact of it."""
        member = load(f"{PREFIX}m{depth}")
        if depth in self._reducing:
            if name == "accumulator":
                return load(f"{PREFIX}a{depth}")
            name = name.removeprefix("current").removeprefix(".")
        return method(member, "get", ast.Constant(name)) if name else member

    def constant(self, value: Any) -> ast.expr:
        """A constant: in the code where Python can hold it, otherwise by a global name."""
        if value is None or isinstance(value, bool | int | str):
            return ast.Constant(value)
        if isinstance(value, tuple | frozenset) and all(type(item) in {bool, int, str} for item in value):
            return collection(value)
        return self.shared(_constant_name(value), value)

    def shared(self, name: str, value: object) -> ast.expr:
        """A global constant. Equal names must mean equal values, in every expression of a flow."""
        self.constants[f"{PREFIX}{name}"] = value
        return load(f"{PREFIX}{name}")


def to_ast(typed: Typed, name: Callable[[str], ast.expr], known: frozenset[str]) -> ast.expr:
    """Python for a checked expression, for use inside other generated code.

    `name` gives the code of a fact's value (None when unknown); `known` are facts that certainly are not None.
    The namespace must hold `constants(typed)`. Temporaries begin with `_e_t` and are used up at once.
    """
    return _emitted(typed, name, known)[0].whole()


@lru_cache(maxsize=4096)
def can_be_unknown(typed: Typed, known: frozenset[str]) -> bool:
    """Whether the value can be unknown when the facts in `known` are answered and lie in their domains."""
    return _emitted(typed, load, known)[0].can_be_unknown


def constants(typed: Typed) -> Mapping[str, object]:
    """The global names that the code of `to_ast` refers to: tables, dates, fractions and helper functions."""
    return dict(_helpers(typed)) | _emitted(typed, load, frozenset())[1].constants


def facts_read(typed: Typed) -> frozenset[str]:
    """Ids of the flow's facts whose value matters, and `today` where the date does."""
    return frozenset(name for depth, name in typed.reads if not depth)


def compile_expression(typed: Typed) -> Callable[[Values], Value | None]:
    """A Python function from values to the value of the expression; None is unknown."""
    if not typed.reads:
        always: Value | None = constant_value(typed, 0)
        return lambda values: always
    facts = sorted(facts_read(typed))
    local = {fact: f"f{place}" for place, fact in enumerate(facts)}
    result = to_ast(typed, lambda fact: load(local[fact]), frozenset())
    fetch: list[ast.stmt] = [
        ast.Assign([ast.Name(local[fact], ast.Store())], method(load("values"), "get", ast.Constant(fact)))
        for fact in facts
    ]
    arguments = ast.arguments(posonlyargs=[], args=[ast.arg("values")], kwonlyargs=[], kw_defaults=[], defaults=[])
    function = ast.FunctionDef("expression", arguments, [*fetch, ast.Return(result)], [])
    module = ast.fix_missing_locations(ast.Module([function], []))
    namespace: dict[str, Any] = dict(constants(typed))
    # The tree was built above from a checked expression: author strings are only constants in it.
    exec(compile(module, "<expression>", "exec"), namespace)  # noqa: S102  built of checked parts, no text of an author
    compiled: Callable[[Values], Value | None] = namespace["expression"]
    return compiled


def _emitted(typed: Typed, name: Callable[[str], ast.expr], known: frozenset[str]) -> tuple[Code, Emitter]:
    emitter = Emitter(name, frozenset((0, fact) for fact in known))
    code = emitter.emit(typed)
    if typed.reads and typed.type.kind in NUMERIC and not typed.type.is_whole:
        certain = emitter.certain(code)
        code = Code(invoke(f"{PREFIX}plain", certain.value), certain.checks)
    return code, emitter


def _helpers(typed: Typed) -> Iterator[tuple[str, object]]:
    yield f"{PREFIX}plain", settle
    yield f"{PREFIX}len", len
    pending = [typed]
    while pending:
        node = pending.pop()
        pending += node.args
        if node.op not in SPECIAL:
            yield from operators[node.op].helpers.items()


def _constant_name(value: object) -> str:
    if isinstance(value, Fraction):
        sign = "m" if value < 0 else ""
        return f"ratio_{sign}{abs(value.numerator)}_{value.denominator}"
    if isinstance(value, date):
        return f"date_{value.isoformat().replace('-', '_')}"
    written = sorted(map(repr, value)) if isinstance(value, frozenset) else repr(value)
    return f"set_{sha256(repr(written).encode()).hexdigest()[:16]}"
