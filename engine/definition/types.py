"""Every condition must be yes or no, every calculation fit its fact, every table and domain make sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.definition.draft import Draft
from engine.definition.expected import NodeTyping
from engine.definition.loader import build_node, parse_facts
from engine.definition.schema import Path
from engine.definition.scopes import scope_of
from engine.errors import ExpressionError
from engine.expressions import Scope, check_quickly
from engine.expressions.tables import prepare
from engine.model.flow import Fact
from engine.model.issue import Issue
from engine.model.values import Json
from engine.nodes import Expression, Part, node_types
from engine.questions import fact_types


def check_types(draft: Draft) -> Iterator[Issue]:
    """Whatever does not fit its type. Says nothing while facts or tables break their schema."""
    if not draft.is_sound("facts") or "facts" not in draft.document:
        return
    scope = scope_of(draft.document) if draft.is_sound("tables", "holidays") else None
    facts = scope.facts if scope else parse_facts(draft.document)
    for fact in facts.values():
        yield from fact_types[fact.type].issues(fact, f"/facts/{fact.id}")
    if scope is None:
        return
    broken = [issue for name in scope.tables for issue in _check_table(draft, scope, name)]
    yield from broken or _check_expressions(draft, scope)


def _check_table(draft: Draft, scope: Scope, name: str) -> Iterator[Issue]:
    table = scope.tables[name]
    try:
        prepare(table, scope)
    except ExpressionError as error:
        path: Path = ("tables", name, *_steps(error.pointer))
        yield draft.report.issue("table", path, f"In table “{name}”: {error.message}")


def _check_expressions(draft: Draft, scope: Scope) -> Iterator[Issue]:
    for name, data in draft.nodes.items():
        if not _may_calculate(data):
            continue
        typing = NodeTyping(scope, is_kept=False)
        for each in build_node(name, data, {}).expressions():
            if each.fills and not _can_be_filled(each, scope):
                continue  # said already, by the check of names
            try:
                typing.check(each)
            except ExpressionError as error:
                yield _told(draft, each, error)
                if each.name:
                    break  # whatever reads it would only say the same again
    for path, promise in draft.entries("promises"):
        if "when" in promise:
            yield from _check_expression(draft, scope, promise["when"], (*path, "when"), "boolean")
        if "condition" in promise["then"]:
            yield from _check_expression(
                draft, scope, promise["then"]["condition"], (*path, "then", "condition"), "boolean"
            )


def _may_calculate(data: Mapping[str, Json]) -> bool:
    """Whether there is anything to type, so that a large flow's plain questions need not be built for it."""
    kind = node_types.find(data["type"])
    return kind is None or kind.calculating is None or not kind.calculating.isdisjoint(data)


def _check_expression(draft: Draft, scope: Scope, source: Json, path: Path, expect: Fact | str) -> Iterator[Issue]:
    try:
        check_quickly(source, scope, expect=expect)
    except ExpressionError as error:
        yield _issue(draft, path, error, error.pointer)


def _issue(draft: Draft, path: Path, error: ExpressionError, inside: str) -> Issue:
    issue = draft.report.issue("expression", path, f"{draft.report.at(path)}: {error.message}")
    return replace(issue, pointer=issue.pointer + inside)


def _told(draft: Draft, each: Expression, error: ExpressionError) -> Issue:
    """What is wrong with an expression; in a table's row, told of the cell: the designer wrote nothing else."""
    if not each.is_row:
        return _issue(draft, _steps(each.pointer), error, error.pointer)
    cell = f"/{error.pointer.split('/')[2]}" if error.pointer.startswith("/and/") else ""
    return _issue(draft, _steps(each.pointer + cell), error, "")


def _can_be_filled(each: Expression, scope: Scope) -> bool:
    fact = scope.facts.get(each.fills)
    if fact is None or (each.part is Part.OPTION and fact.type != "choices"):
        return False
    return not each.member or each.member in fact.domain.get("facts", {})


def _steps(pointer: str) -> Path:
    """The steps of a pointer by ids; positions become numbers."""
    return tuple(int(step) if step.isdigit() else step for step in pointer.split("/")[1:])
