"""Writes the code of questions and pages: answers are fetched and checked; a missing or refused one ends the walk."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from engine.nodes import Asking, Branches, Node, PageNode, QuestionNode
from engine.runtime.known import Facts
from engine.runtime.pieces import assign, is_same, name
from engine.runtime.walked import Stop


@dataclass(frozen=True, kw_only=True)
class Way:
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

    def past(self, node: str) -> Way:
        return replace(self, behind=(*self.behind, node))

    def knowing(self, fact: str, *, certainly: bool) -> Way:
        one = frozenset((fact,))
        certain = self.certain | one if certainly else self.certain
        return replace(self, certain=certain, filled=self.filled | one, named=self.named | one)


class Writer(Protocol):
    """What the code of a question needs of the writer of the whole flow."""

    is_complete: bool
    namespace: dict[str, Any]
    facts: dict[str, str]

    def code(self, pointer: str, way: Way) -> ast.expr: ...

    def stop(self, node: str, stop: Stop, way: Way) -> ast.stmt: ...

    def branches(self, node: Node, branches: Branches, way: Way) -> list[ast.stmt]: ...


def write_question(writer: Writer, node: QuestionNode, way: Way) -> list[ast.stmt]:
    fact, variable = node.fact, writer.facts[node.fact]
    if fact in way.filled:
        return writer.branches(node, node.branches, way)
    absent = is_same(variable, name("MISSING") if node.optional else ast.Constant(value=None))
    body: list[ast.stmt] = [
        assign(variable, _fetch(writer, fact, is_optional=node.optional)),
        ast.If(test=absent, body=[writer.stop(node.id, Stop.QUESTION, way)], orelse=[]),
    ]
    answered = way.knowing(fact, certainly=True)
    checks: list[ast.stmt] = [
        ast.If(
            test=writer.code(node.pointer("validators", each.id, "when"), answered),
            body=[writer.stop(node.id, Stop.REFUSED, way)],
            orelse=[],
        )
        for each in node.validators
    ]
    if checks and node.optional:
        was_given = ast.Compare(left=name(variable), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)])
        checks = [ast.If(test=was_given, body=checks, orelse=[])]
    return body + checks + writer.branches(node, node.branches, way.knowing(fact, certainly=not node.optional))


def write_page(writer: Writer, node: PageNode, way: Way) -> list[ast.stmt]:
    """All answers are looked at before any can be told to be missing, as a person sees all refusals at once."""
    asked = [question for question in node.questions if question.fact not in way.filled]
    if not asked:
        return writer.branches(node, node.branches, way)
    body = [assign("missing", ast.Constant(value=False)), assign("wrong", ast.Constant(value=False))]
    supposed = way
    for question in asked:
        supposed = supposed.knowing(question.fact, certainly=False)
        body += _page_question(writer, question, supposed)
    answered = way
    for question in asked:
        answered = answered.knowing(question.fact, certainly=not question.optional)
    refused = writer.stop(node.id, Stop.REFUSED, way)
    body += [
        ast.If(test=name("wrong"), body=[refused], orelse=[]),
        ast.If(test=name("missing"), body=[writer.stop(node.id, Stop.QUESTION, way)], orelse=[]),
    ]
    for each in node.validators:
        test = writer.code(node.pointer("validators", each.id, "when"), answered)
        body.append(ast.If(test=test, body=[refused], orelse=[]))
    return body + writer.branches(node, node.branches, answered)


def _page_question(writer: Writer, question: Asking, way: Way) -> list[ast.stmt]:
    variable = writer.facts[question.fact]
    absent = is_same(variable, name("MISSING") if question.optional else ast.Constant(value=None))
    is_given = ast.Compare(left=name(variable), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)])
    missing = [assign("missing", ast.Constant(value=True)), assign(variable, ast.Constant(value=None))]
    checks: list[ast.stmt] = [
        ast.If(
            test=writer.code(question.pointer("validators", each.id, "when"), way),
            body=[assign("wrong", ast.Constant(value=True))],
            orelse=[],
        )
        for each in question.validators
    ]
    return [
        assign(variable, _fetch(writer, question.fact, is_optional=question.optional)),
        ast.If(test=absent, body=missing, orelse=[]),
        *([ast.If(test=is_given, body=checks, orelse=[])] if checks else []),
    ]


def _fetch(writer: Writer, fact: str, *, is_optional: bool) -> ast.expr:
    """Reads the answer to a question from the answers given."""
    if writer.is_complete and not is_optional:
        return ast.Subscript(value=name("answers"), slice=ast.Constant(value=fact), ctx=ast.Load())
    get = ast.Attribute(value=name("answers"), attr="get", ctx=ast.Load())
    fallback = []
    if is_optional:
        writer.namespace["MISSING"] = _MISSING
        fallback = [name("MISSING")]
    return ast.Call(func=get, args=[ast.Constant(value=fact), *fallback], keywords=[])


_MISSING: Mapping[str, None] = {}
"""Stands for an answer that is not there, where None means that it was skipped."""
