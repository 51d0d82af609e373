"""Compiles the walk of a whole flow to Python code, through `ast` and never through text.

Nodes are written where their exits lead, so that most of a flow becomes plain nested ifs that end in ready-made
values. A node where many ways meet begins a function of its own, which is handed the facts it needs.
What the generated code cannot say exactly is left to `walk_plainly`.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from engine.definition.release import Release
from engine.expressions import Typed, can_be_unknown, constants, to_ast
from engine.model.values import Values
from engine.nodes import Branches, CalculateNode, DecisionNode, MessageNode, Node, QuestionNode, TableNode
from engine.runtime.known import Facts, Knowledge, study
from engine.runtime.meetings import find_meetings
from engine.runtime.walked import Stop, Walked, Walker

DEEPEST = 40
"""Nodes written inside one another before a new function begins."""


def compile_walk(release: Release) -> Walker | None:
    """A walker for `release`; None when the flow uses something that generated code cannot say exactly."""
    knowledge = study(release)
    if not _is_sayable(release, knowledge):
        return None
    quick = _build(release, knowledge, is_complete=True)
    careful = _build(release, knowledge, is_complete=False)

    def walker(answers: Values, today: date) -> Walked:
        try:
            return quick(answers, today)
        except KeyError:  # an answer is not there: find the question that waits for it
            return careful(answers, today)

    return walker


def _build(release: Release, knowledge: Knowledge, *, is_complete: bool) -> Walker:
    writer = _Writer(release, knowledge, is_complete=is_complete)
    module = ast.Module(body=writer.functions(), type_ignores=[])
    ast.fix_missing_locations(module)
    exec(compile(module, f"<flow {release.flow.id}>", "exec"), writer.namespace)  # noqa: S102
    return cast(Walker, writer.namespace[writer.function_of(release.flow.start)])


def _is_sayable(release: Release, knowledge: Knowledge) -> bool:
    """Whether each question's fact is certainly unfilled, or certainly filled, when the walk comes to it."""
    nodes = release.flow.nodes
    if release.relative_facts or release.flow.start in knowledge.cyclic:
        return False
    for node_id in knowledge.order:
        node = nodes[node_id]
        if isinstance(node, TableNode):
            return False
        for fact in node.fills:
            if fact in knowledge.possible[node_id] and fact not in knowledge.filled[node_id]:
                return False
            if isinstance(node, CalculateNode) and fact in knowledge.possible[node_id]:
                return False
    return True


@dataclass(frozen=True, kw_only=True)
class _Way:
    """What is settled where a statement is written, on this one way through the flow."""

    behind: tuple[str, ...]
    """The nodes passed since the function began."""
    certain: Facts
    """Facts that are not unknown."""
    filled: Facts
    """Facts that were filled."""
    named: Facts
    """Facts that have a variable here; all others are unknown."""
    is_whole: bool
    """True when `behind` is the whole path from the start."""

    def past(self, node: str) -> _Way:
        return replace(self, behind=(*self.behind, node))

    def knowing(self, fact: str, *, certainly: bool) -> _Way:
        one = frozenset((fact,))
        certain = self.certain | one if certainly else self.certain
        return replace(self, certain=certain, filled=self.filled | one, named=self.named | one)


class _Writer:
    """Writes the functions of one flow.

    With `is_complete`, an answer that is not there raises KeyError, which costs nothing when it is there.
    """

    def __init__(self, release: Release, knowledge: Knowledge, *, is_complete: bool) -> None:
        self.is_complete = is_complete
        self.release = release
        self.knowledge = knowledge
        self.namespace: dict[str, Any] = {"__builtins__": {}, "new": tuple.__new__, "Walked": Walked}
        self._meetings = find_meetings(release.flow, knowledge)
        self._names = {node_id: f"n{index}" for index, node_id in enumerate(knowledge.order)}
        self._facts = {fact: f"v{index}" for index, fact in enumerate(sorted(release.flow.facts))}
        self._called = [release.flow.start]

    def functions(self) -> list[ast.stmt]:
        """A function for the start, and for every node that another one calls."""
        written: dict[str, ast.stmt] = {}
        while self._called:
            root = self._called.pop()
            if root not in written:
                written[root] = self._function(root)
        return list(written.values())

    def function_of(self, node_id: str) -> str:
        return self._names[node_id]

    def _arguments(self, root: str) -> list[str]:
        """The facts handed to a function: filled on some way here, and read later."""
        return sorted(self.knowledge.possible[root] & self.knowledge.live[root])

    def _function(self, root: str) -> ast.stmt:
        is_first = root == self.release.flow.start
        handed = self._arguments(root)
        names = ["answers", "today", *([] if is_first else ["path"]), *(self._facts[fact] for fact in handed)]
        way = _Way(
            behind=(),
            certain=self.knowledge.certain[root],
            filled=self.knowledge.filled[root],
            named=frozenset(handed),
            is_whole=is_first,
        )
        body = [self._loop_check(root)] if root in self.knowledge.cyclic else []
        arguments = ast.arguments(
            posonlyargs=[], args=[ast.arg(arg=name) for name in names], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        return ast.FunctionDef(
            name=self._names[root],
            args=arguments,
            body=[*body, *self._node(root, way)],
            decorator_list=[],
            returns=None,
        )

    def _loop_check(self, root: str) -> ast.stmt:
        test = ast.Compare(left=ast.Constant(value=root), ops=[ast.In()], comparators=[_name("path")])
        return ast.If(test=test, body=[self._end(root, Stop.FAILED, _joined((root,)))], orelse=[])

    def _node(self, node_id: str, way: _Way) -> list[ast.stmt]:
        """The statements of one node and of everything that is written inside it."""
        node = self.release.flow.nodes[node_id]
        way = way.past(node_id)
        if isinstance(node, QuestionNode):
            return self._question(node, way)
        if isinstance(node, DecisionNode):
            return self._branches(node, node.branches, way)
        if isinstance(node, CalculateNode):
            return self._calculate(node, way)
        if isinstance(node, MessageNode):
            return self._go(node.next, way)
        return [self._stop(node_id, Stop.OUTCOME, way)]

    def _question(self, node: QuestionNode, way: _Way) -> list[ast.stmt]:
        fact, variable = node.fact, self._facts[node.fact]
        if fact in way.filled:
            return self._branches(node, node.branches, way)
        absent = _is(variable, _name("MISSING") if node.optional else ast.Constant(value=None))
        body: list[ast.stmt] = [
            _assign(variable, self._fetch(fact, is_optional=node.optional)),
            ast.If(test=absent, body=[self._stop(node.id, Stop.QUESTION, way)], orelse=[]),
        ]
        answered = way.knowing(fact, certainly=True)
        checks: list[ast.stmt] = [
            ast.If(
                test=self._code(node.pointer("validators", each.id, "when"), answered),
                body=[self._stop(node.id, Stop.REFUSED, way)],
                orelse=[],
            )
            for each in node.validators
        ]
        if checks and node.optional:
            was_given = ast.Compare(left=_name(variable), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)])
            checks = [ast.If(test=was_given, body=checks, orelse=[])]
        return body + checks + self._branches(node, node.branches, way.knowing(fact, certainly=not node.optional))

    def _fetch(self, fact: str, *, is_optional: bool) -> ast.expr:
        """Reads the answer to a question from the answers given."""
        if self.is_complete and not is_optional:
            return ast.Subscript(value=_name("answers"), slice=ast.Constant(value=fact), ctx=ast.Load())
        get = ast.Attribute(value=_name("answers"), attr="get", ctx=ast.Load())
        fallback = []
        if is_optional:
            self.namespace["MISSING"] = _MISSING
            fallback = [_name("MISSING")]
        return ast.Call(func=get, args=[ast.Constant(value=fact), *fallback], keywords=[])

    def _calculate(self, node: CalculateNode, way: _Way) -> list[ast.stmt]:
        body: list[ast.stmt] = []
        for setting in node.settings:
            pointer = node.pointer("set", setting.fact, "value")
            body.append(_assign(self._facts[setting.fact], self._code(pointer, way)))
            is_sure = not can_be_unknown(self.release.typed[pointer], way.certain)
            way = way.knowing(setting.fact, certainly=is_sure)
        return body + self._go(node.next, way)

    def _branches(self, node: Node, branches: Branches, way: _Way) -> list[ast.stmt]:
        body: list[ast.stmt] = []
        for rule in branches.rules:
            pointer = node.pointer("rules", rule.id, "when")
            test, goes = self._code(pointer, way), self._go(rule.next, way)
            if not can_be_unknown(self.release.typed[pointer], way.certain):
                body.append(ast.If(test=test, body=goes, orelse=[]))
                continue
            unsure = self._or_fail(node, branches.unknown, way)
            body += [
                _assign("holds", test),
                ast.If(test=_name("holds"), body=goes, orelse=[]),
                ast.If(test=_is("holds", ast.Constant(value=None)), body=unsure, orelse=[]),
            ]
        return body + self._or_fail(node, branches.otherwise, way)

    def _or_fail(self, node: Node, target: str, way: _Way) -> list[ast.stmt]:
        return self._go(target, way) if target else [self._stop(node.id, Stop.FAILED, way)]

    def _go(self, target: str, way: _Way) -> list[ast.stmt]:
        """On to the next node: written here, or called when it has a function of its own."""
        if target not in self._meetings and len(way.behind) < DEEPEST:
            return self._node(target, way)
        self._called.append(target)
        handed = [
            _name(self._facts[fact]) if fact in way.named else ast.Constant(value=None)
            for fact in self._arguments(target)
        ]
        path = _constant(way.behind) if way.is_whole else _joined(way.behind)
        arguments = [_name("answers"), _name("today"), path, *handed]
        return [ast.Return(value=ast.Call(func=_name(self._names[target]), args=arguments, keywords=[]))]

    def _stop(self, node: str, stop: Stop, way: _Way) -> ast.stmt:
        """Returns where the walk ended; one ready-made value when the whole path is known here."""
        if not way.is_whole:
            return self._end(node, stop, _joined(way.behind))
        name = f"w{len(self.namespace)}"
        self.namespace[name] = Walked(node, stop, way.behind)
        return ast.Return(value=_name(name))

    def _end(self, node: str, stop: Stop, path: ast.expr) -> ast.stmt:
        name = f"stop_{stop.value}"
        self.namespace[name] = stop
        fields = ast.Tuple(elts=[ast.Constant(value=node), _name(name), path], ctx=ast.Load())
        return ast.Return(value=ast.Call(func=_name("new"), args=[_name("Walked"), fields], keywords=[]))

    def _code(self, pointer: str, way: _Way) -> ast.expr:
        """The expression at `pointer` as code; a fact that this way has not filled is None."""
        typed: Typed = self.release.typed[pointer]
        self.namespace.update(constants(typed))

        def name_of(fact: str) -> ast.expr:
            if fact == "today":
                return _name("today")
            return _name(self._facts[fact]) if fact in way.named else ast.Constant(value=None)

        return to_ast(typed, name_of, way.certain)


_MISSING: Mapping[str, None] = {}
"""Stands for an answer that is not there, where None means that it was skipped."""


def _name(name: str) -> ast.expr:
    return ast.Name(id=name, ctx=ast.Load())


def _assign(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign(targets=[ast.Name(id=name, ctx=ast.Store())], value=value)


def _is(name: str, value: ast.expr) -> ast.expr:
    return ast.Compare(left=_name(name), ops=[ast.Is()], comparators=[value])


def _joined(behind: tuple[str, ...]) -> ast.expr:
    """The path that was handed in, and what came since."""
    return ast.BinOp(left=_name("path"), op=ast.Add(), right=_constant(behind))


def _constant(path: tuple[str, ...]) -> ast.expr:
    """A tuple that is made once, when the code is compiled."""
    return ast.Tuple(elts=[ast.Constant(value=node) for node in path], ctx=ast.Load())
