"""The pieces of Python code that compiled flows are put together from."""

from __future__ import annotations

import ast


def name(id: str) -> ast.expr:
    return ast.Name(id=id, ctx=ast.Load())


def assign(variable: str, value: ast.expr) -> ast.stmt:
    return ast.Assign(targets=[ast.Name(id=variable, ctx=ast.Store())], value=value)


def is_same(variable: str, value: ast.expr) -> ast.expr:
    return ast.Compare(left=name(variable), ops=[ast.Is()], comparators=[value])


def joined(behind: tuple[str, ...]) -> ast.expr:
    """The path that was handed in, and what came since."""
    return ast.BinOp(left=name("path"), op=ast.Add(), right=constant(behind))


def constant(path: tuple[str, ...]) -> ast.expr:
    """A tuple that is made once, when the code is compiled."""
    return ast.Tuple(elts=[ast.Constant(value=node) for node in path], ctx=ast.Load())
