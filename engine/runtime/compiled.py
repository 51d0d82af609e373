"""Compiles the walk of a whole flow to Python code, through `ast` and never through text.

Nodes are written where their exits lead, so that most of a flow becomes plain nested ifs that end in ready-made
values. A node where many ways meet begins a function of its own, which is handed the facts it needs.
What the generated code cannot say exactly is left to `walk_plainly`.
"""

from __future__ import annotations

import ast
from datetime import date
from typing import Any, cast

from engine.definition.release import Release
from engine.expressions import Typed, can_be_unknown, constants, to_ast
from engine.model.values import Values
from engine.nodes import (
    Branches,
    CalculateNode,
    DecisionNode,
    GatherNode,
    MessageNode,
    Node,
    PageNode,
    QuestionNode,
    TableNode,
)
from engine.runtime.compiled_asking import Way, write_page, write_question
from engine.runtime.compiled_tables import program_of, write_table
from engine.runtime.known import Knowledge, study
from engine.runtime.meetings import find_meetings
from engine.runtime.pieces import assign, constant, is_same, joined, name
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
    exec(compile(module, f"<flow {release.flow.id}>", "exec"), writer.namespace)  # noqa: S102  built of checked parts, no text of an author
    return cast(Walker, writer.namespace[writer.function_of(release.flow.start)])


def _is_sayable(release: Release, knowledge: Knowledge) -> bool:
    """Whether each question's fact is certainly unfilled, or certainly filled, when the walk comes to it."""
    nodes = release.flow.nodes
    if release.relative_facts or release.flow.start in knowledge.cyclic:
        return False
    for node_id in knowledge.order:
        node = nodes[node_id]
        for fact in node.fills:
            if fact in knowledge.possible[node_id] and fact not in knowledge.filled[node_id]:
                return False
            if isinstance(node, CalculateNode | TableNode) and fact in knowledge.possible[node_id]:
                return False
    return True


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
        self.facts = {fact: f"v{index}" for index, fact in enumerate(sorted(release.flow.facts))}
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
        names = ["answers", "today", *([] if is_first else ["path"]), *(self.facts[fact] for fact in handed)]
        way = Way(
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
        test = ast.Compare(left=ast.Constant(value=root), ops=[ast.In()], comparators=[name("path")])
        return ast.If(test=test, body=[self._end(root, Stop.FAILED, joined((root,)))], orelse=[])

    def _node(self, node_id: str, way: Way) -> list[ast.stmt]:
        """The statements of one node and of everything that is written inside it."""
        node = self.release.flow.nodes[node_id]
        way = way.past(node_id)
        if isinstance(node, QuestionNode):
            return write_question(self, node, way)
        if isinstance(node, PageNode):
            return write_page(self, node, way)
        if isinstance(node, DecisionNode):
            return self.branches(node, node.branches, way)
        if isinstance(node, CalculateNode):
            return self._calculate(node, way)
        if isinstance(node, TableNode):
            program = program_of(self.release, node, self.knowledge)
            return write_table(self, self.release, node, program, way, self._go)
        if isinstance(node, GatherNode):
            return self._gather(node, way)
        if isinstance(node, MessageNode):
            return self._go(node.next, way)
        return [self.stop(node_id, Stop.OUTCOME, way)]

    def _calculate(self, node: CalculateNode, way: Way) -> list[ast.stmt]:
        body: list[ast.stmt] = []
        for setting in node.settings:
            pointer = node.pointer("set", setting.fact, "value")
            body.append(assign(self.facts[setting.fact], self.code(pointer, way)))
            is_sure = not can_be_unknown(self.release.typed[pointer], way.certain)
            way = way.knowing(setting.fact, certainly=is_sure)
        return body + self._go(node.next, way)

    def _gather(self, node: GatherNode, way: Way) -> list[ast.stmt]:
        members: list[ast.expr] = [
            ast.Dict(
                keys=[ast.Constant(value=name) for name in member],
                values=[self.code(node.place(number, name), way) for name in member],
            )
            for number, member in enumerate(node.members, start=1)
        ]
        gathered = assign(self.facts[node.fact], ast.Tuple(elts=members, ctx=ast.Load()))
        return [gathered, *self._go(node.next, way.knowing(node.fact, certainly=True))]

    def branches(self, node: Node, branches: Branches, way: Way) -> list[ast.stmt]:
        body: list[ast.stmt] = []
        for rule in branches.rules:
            pointer = node.pointer("rules", rule.id, "when")
            test, goes = self.code(pointer, way), self._go(rule.next, way)
            if not can_be_unknown(self.release.typed[pointer], way.certain):
                body.append(ast.If(test=test, body=goes, orelse=[]))
                continue
            unsure = self._or_fail(node, branches.unknown, way)
            body += [
                assign("holds", test),
                ast.If(test=name("holds"), body=goes, orelse=[]),
                ast.If(test=is_same("holds", ast.Constant(value=None)), body=unsure, orelse=[]),
            ]
        return body + self._or_fail(node, branches.otherwise, way)

    def _or_fail(self, node: Node, target: str, way: Way) -> list[ast.stmt]:
        return self._go(target, way) if target else [self.stop(node.id, Stop.FAILED, way)]

    def _go(self, target: str, way: Way) -> list[ast.stmt]:
        """On to the next node: written here, or called when it has a function of its own."""
        if target not in self._meetings and len(way.behind) < DEEPEST:
            return self._node(target, way)
        self._called.append(target)
        handed = [
            name(self.facts[fact]) if fact in way.named else ast.Constant(value=None)
            for fact in self._arguments(target)
        ]
        path = constant(way.behind) if way.is_whole else joined(way.behind)
        arguments = [name("answers"), name("today"), path, *handed]
        return [ast.Return(value=ast.Call(func=name(self._names[target]), args=arguments, keywords=[]))]

    def stop(self, node: str, stop: Stop, way: Way) -> ast.stmt:
        """Returns where the walk ended; one ready-made value when the whole path is known here."""
        if not way.is_whole:
            return self._end(node, stop, joined(way.behind))
        ready = f"w{len(self.namespace)}"
        self.namespace[ready] = Walked(node, stop, way.behind)
        return ast.Return(value=name(ready))

    def _end(self, node: str, stop: Stop, path: ast.expr) -> ast.stmt:
        kind = f"stop_{stop.value}"
        self.namespace[kind] = stop
        fields = ast.Tuple(elts=[ast.Constant(value=node), name(kind), path], ctx=ast.Load())
        return ast.Return(value=ast.Call(func=name("new"), args=[name("Walked"), fields], keywords=[]))

    def code(self, pointer: str, way: Way) -> ast.expr:
        """The expression at `pointer` as code; a fact that this way has not filled is None."""
        typed: Typed = self.release.typed[pointer]
        self.namespace.update(constants(typed))

        def name_of(fact: str) -> ast.expr:
            if fact == "today":
                return name("today")
            return name(self.facts[fact]) if fact in way.named else ast.Constant(value=None)

        return to_ast(typed, name_of, way.certain)
