"""Writes the code of decision tables within a flow: one call, and a way for each exit."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from engine.definition.release import Release
from engine.nodes import UNKNOWN, UNMATCHED, TableNode, sure_outputs
from engine.runtime.compiled_asking import Way, Writer
from engine.runtime.known import Knowledge
from engine.runtime.pieces import name
from engine.runtime.table_programs import FAILED, TableProgram, build_program
from engine.runtime.walked import Stop


def program_of(release: Release, node: TableNode, knowledge: Knowledge) -> TableProgram:
    """The table's program; made once for each release."""
    key = f"table {node.id}"
    program = release.programs.get(key)
    if not isinstance(program, TableProgram):
        program = release.programs[key] = build_program(release, node, knowledge.certain[node.id])
    return program


def write_table(
    writer: Writer,
    release: Release,
    node: TableNode,
    program: TableProgram,
    way: Way,
    go: Callable[[str, Way], list[ast.stmt]],
) -> list[ast.stmt]:
    """Calls the table's program, names its outputs, and goes on by the exit that it tells."""
    function = f"table_{list(release.flow.nodes).index(node.id)}"
    writer.namespace[function] = program.run
    arguments = [_value(writer, fact, way) for fact in program.reads]
    names = ["exit", *(writer.facts[fact] for fact in node.fills)]
    came_out = ast.Assign(
        targets=[ast.Tuple(elts=[ast.Name(id=each, ctx=ast.Store()) for each in names], ctx=ast.Store())],
        value=ast.Call(func=name(function), args=arguments, keywords=[]),
    )
    failed = [writer.stop(node.id, Stop.FAILED, way)]
    ways: list[list[ast.stmt]] = []
    for each in node.exits():
        after = _after(release, node, way, is_nothing=each.name in (UNKNOWN, UNMATCHED))
        ways.append(go(each.target, after))
    return [came_out, *_choose(range(FAILED, len(ways)), [failed, *ways])]


def _value(writer: Writer, fact: str, way: Way) -> ast.expr:
    if fact == "today":
        return name("today")
    return name(writer.facts[fact]) if fact in way.named else ast.Constant(value=None)


def _after(release: Release, node: TableNode, way: Way, *, is_nothing: bool) -> Way:
    sure = frozenset() if is_nothing else sure_outputs(node, release.typed, way.certain, release.flow.facts)
    for fact in node.fills:
        way = way.knowing(fact, certainly=fact in sure)
    return way


def _choose(exits: Sequence[int], ways: Sequence[list[ast.stmt]]) -> list[ast.stmt]:
    """Finds the way of an exit by halves. Every way returns."""
    if len(ways) == 1:
        return list(ways[0])
    half = len(ways) // 2
    test = ast.Compare(left=name("exit"), ops=[ast.Lt()], comparators=[ast.Constant(value=exits[half])])
    return [
        ast.If(test=test, body=_choose(exits[:half], ways[:half]), orelse=[]),
        *_choose(exits[half:], ways[half:]),
    ]
