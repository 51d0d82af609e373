"""Compiles the walk of a whole flow to Python code, through `ast` and never through text.

Each node that several exits lead to begins a function of its own; all others are written where their only
exit leads, so that most of a flow becomes plain nested ifs. Facts are local variables, handed on as arguments.
What the generated code cannot say exactly is left to `walk_plainly`.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from engine.definition.release import Release
from engine.expressions import Typed, can_be_unknown, constants, to_ast
from engine.model.values import Values
from engine.nodes import Branches, CalculateNode, DecisionNode, MessageNode, Node, QuestionNode
from engine.runtime.known import Facts, Knowledge, study
from engine.runtime.walking import Stop, Walked, Walker

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
        for fact in node.fills:
            if fact in knowledge.possible[node_id] and fact not in knowledge.filled[node_id]:
                return False
            if isinstance(node, CalculateNode) and fact in knowledge.possible[node_id]:
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
        self.roots = self._find_roots()
        self._names = {node_id: f"n{index}" for index, node_id in enumerate(knowledge.order)}
        self._facts = {fact: f"v{index}" for index, fact in enumerate(sorted(release.flow.facts))}

    def functions(self) -> list[ast.stmt]:
        return [self._function(root) for root in self.roots]

    def function_of(self, node_id: str) -> str:
        return self._names[node_id]

    def _find_roots(self) -> list[str]:
        """The start, the nodes where ways meet, and those that would be nested too deep."""
        flow, arrivals = self.release.flow, self.knowledge.arrivals
        roots = [flow.start]
        depth = {flow.start: 0}
        for node_id in self.knowledge.order:
            if arrivals[node_id] > 1 and node_id != flow.start:
                roots.append(node_id)
                depth[node_id] = 0
            below = depth.setdefault(node_id, 0) + 1
            for exit in flow.nodes[node_id].exits() if not flow.nodes[node_id].outcome else ():
                if arrivals[exit.target] == 1 and exit.target != flow.start:
                    depth[exit.target] = below
                    if below >= DEEPEST:
                        roots.append(exit.target)
                        depth[exit.target] = 0
        return list(dict.fromkeys(roots))

    def _arguments(self, root: str) -> list[str]:
        """The facts handed to a function: filled on some way here, and read later."""
        handed = self.knowledge.possible[root] & self.knowledge.live[root]
        return [fact for fact in sorted(self.release.flow.facts) if fact in handed]

    def _function(self, root: str) -> ast.stmt:
        is_first = root == self.release.flow.start
        names = [
            "answers",
            "today",
            *([] if is_first else ["path"]),
            *map(self._facts.__getitem__, self._arguments(root)),
        ]
        body: list[ast.stmt] = []
        if root in self.knowledge.cyclic:
            body.append(self._loop_check(root))
        body += self._node(root, (), self.knowledge.certain[root], is_first=is_first)
        arguments = ast.arguments(
            posonlyargs=[], args=[ast.arg(arg=name) for name in names], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        return ast.FunctionDef(
            name=self._names[root], args=arguments, body=body, decorator_list=[], returns=None, type_params=[]
        )

    def _loop_check(self, root: str) -> ast.stmt:
        test = ast.Compare(left=ast.Constant(value=root), ops=[ast.In()], comparators=[_name("path")])
        return ast.If(test=test, body=[self._stop(root, Stop.FAILED, (root,), is_first=False)], orelse=[])

    def _node(self, node_id: str, behind: tuple[str, ...], certain: Facts, *, is_first: bool) -> list[ast.stmt]:
        """The statements of one node and of everything that is written inside it."""
        node = self.release.flow.nodes[node_id]
        behind = (*behind, node_id)
        if isinstance(node, QuestionNode):
            asks, certain = self._question(node, behind, certain, is_first=is_first)
            return asks + self._branches(node, node.branches, behind, certain, is_first=is_first)
        if isinstance(node, DecisionNode):
            return self._branches(node, node.branches, behind, certain, is_first=is_first)
        if isinstance(node, CalculateNode):
            sets, certain = self._calculate(node, certain)
            return sets + self._go(node.next, behind, certain, is_first=is_first)
        if isinstance(node, MessageNode):
            return self._go(node.next, behind, certain, is_first=is_first)
        return [self._stop(node_id, Stop.OUTCOME, behind, is_first=is_first)]

    def _question(
        self, node: QuestionNode, behind: tuple[str, ...], certain: Facts, *, is_first: bool
    ) -> tuple[list[ast.stmt], Facts]:
        fact, variable = node.fact, self._facts[node.fact]
        if fact in self.knowledge.filled[node.id]:
            return [], certain
        fetch = self._fetch(fact, is_optional=node.optional)
        stop = self._stop(node.id, Stop.QUESTION, behind, is_first=is_first)
        absent = _is(variable, _name("MISSING") if node.optional else ast.Constant(value=None))
        body: list[ast.stmt] = [_assign(variable, fetch), ast.If(test=absent, body=[stop], orelse=[])]
        after = certain if node.optional else certain | {fact}
        refused = self._stop(node.id, Stop.REFUSED, behind, is_first=is_first)
        checks: list[ast.stmt] = [
            ast.If(
                test=self._truth(node, node.pointer("validators", each.id, "when"), certain | {fact}, fact),
                body=[refused],
                orelse=[],
            )
            for each in node.validators
        ]
        if checks and node.optional:
            given = ast.Compare(left=_name(variable), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)])
            return [*body, ast.If(test=given, body=checks, orelse=[])], after
        return body + checks, after

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

    def _calculate(self, node: CalculateNode, certain: Facts) -> tuple[list[ast.stmt], Facts]:
        body: list[ast.stmt] = []
        filled: list[str] = []
        for setting in node.settings:
            pointer = node.pointer("set", setting.fact, "value")
            body.append(_assign(self._facts[setting.fact], self._truth(node, pointer, certain, *filled)))
            filled.append(setting.fact)
            if not can_be_unknown(self.release.typed[pointer], certain):
                certain = certain | {setting.fact}
        return body, certain

    def _branches(
        self, node: Node, branches: Branches, behind: tuple[str, ...], certain: Facts, *, is_first: bool
    ) -> list[ast.stmt]:
        body: list[ast.stmt] = []
        for rule in branches.rules:
            pointer = node.pointer("rules", rule.id, "when")
            test = self._truth(node, pointer, certain, *node.fills)
            goes = self._go(rule.next, behind, certain, is_first=is_first)
            if not can_be_unknown(self.release.typed[pointer], certain):
                body.append(ast.If(test=test, body=goes, orelse=[]))
                continue
            body.append(_assign("holds", test))
            body.append(ast.If(test=_name("holds"), body=goes, orelse=[]))
            unsure = self._or_fail(node, branches.unknown, behind, certain, is_first=is_first)
            body.append(ast.If(test=_is("holds", ast.Constant(value=None)), body=unsure, orelse=[]))
        return body + self._or_fail(node, branches.otherwise, behind, certain, is_first=is_first)

    def _or_fail(
        self, node: Node, target: str, behind: tuple[str, ...], certain: Facts, *, is_first: bool
    ) -> list[ast.stmt]:
        if target:
            return self._go(target, behind, certain, is_first=is_first)
        return [self._stop(node.id, Stop.FAILED, behind, is_first=is_first)]

    def _go(self, target: str, behind: tuple[str, ...], certain: Facts, *, is_first: bool) -> list[ast.stmt]:
        """On to the next node: written here, or called when it has a function of its own."""
        if target not in self.roots:
            return self._node(target, behind, certain, is_first=is_first)
        known_here = self.knowledge.possible[behind[-1]] | set(self.release.flow.nodes[behind[-1]].fills)
        handed = [
            _name(self._facts[fact]) if fact in known_here else ast.Constant(value=None)
            for fact in self._arguments(target)
        ]
        call = ast.Call(
            func=_name(self._names[target]),
            args=[_name("answers"), _name("today"), self._path(behind, is_first=is_first), *handed],
            keywords=[],
        )
        return [ast.Return(value=call)]

    def _stop(self, node: str, stop: Stop, behind: tuple[str, ...], *, is_first: bool) -> ast.stmt:
        """Returns where the walk ended; one ready-made value when the whole path is known here."""
        if is_first:
            name = f"w{len(self.namespace)}"
            self.namespace[name] = Walked(node, stop, behind)
            return ast.Return(value=_name(name))
        stops = f"stop_{stop.value}"
        self.namespace[stops] = stop
        fields = ast.Tuple(
            elts=[ast.Constant(value=node), _name(stops), self._path(behind, is_first=False)], ctx=ast.Load()
        )
        return ast.Return(value=ast.Call(func=_name("new"), args=[_name("Walked"), fields], keywords=[]))

    def _path(self, behind: tuple[str, ...], *, is_first: bool) -> ast.expr:
        here = ast.Constant(value=behind)
        return here if is_first else ast.BinOp(left=_name("path"), op=ast.Add(), right=here)

    def _truth(self, node: Node, pointer: str, certain: Facts, *filled: str) -> ast.expr:
        """The expression at `pointer` as code; facts that no way here has filled are None."""
        typed: Typed = self.release.typed[pointer]
        for name, value in constants(typed).items():
            self.namespace[name] = value
        possible = self.knowledge.possible[node.id] | set(filled)

        def name_of(fact: str) -> ast.expr:
            if fact == "today":
                return _name("today")
            return _name(self._facts[fact]) if fact in possible else ast.Constant(value=None)

        return to_ast(typed, name_of, certain)


_MISSING: Mapping[str, None] = {}
"""Stands for an answer that is not there, where None means that it was skipped."""


def _name(name: str) -> ast.expr:
    return ast.Name(id=name, ctx=ast.Load())


def _assign(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign(targets=[ast.Name(id=name, ctx=ast.Store())], value=value)


def _is(name: str, value: ast.expr) -> ast.expr:
    return ast.Compare(left=_name(name), ops=[ast.Is()], comparators=[value])
