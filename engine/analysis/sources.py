"""Laws, notices and amounts that were to be read again by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.analysis.issues import own_issues
from engine.model.flow import Source
from engine.model.issue import Issue, Severity
from engine.nodes import CalculateNode, DecisionNode, Flow, PageNode, QuestionNode, ResultsNode, TableNode


def find_overdue(flow: Flow, today: date) -> list[Issue]:
    """A warning for every source whose day of checking again has passed, where it is named."""
    issues = [
        Issue(
            rule="overdue-source",
            severity=Severity.WARNING,
            pointer=f"{pointer}/source",
            what=f"The source “{source.title}” was to be read again by {source.check_again_on}.",
            fix="Read it, correct what has changed, and set “as_of” and “check_again_on” anew.",
        )
        for pointer, source in sources_of(flow)
        if source is not None and source.check_again_on is not None and source.check_again_on < today
    ]
    return own_issues(flow, sorted(issues, key=lambda issue: issue.sort_key))


def sources_of(flow: Flow) -> Iterator[tuple[str, Source | None]]:
    """Every place that may name a source, with the source it names."""
    yield from ((f"/tables/{table.id}", table.source) for table in flow.tables.values())
    for node in flow.nodes.values():
        yield node.pointer(), node.source
        if isinstance(node, QuestionNode | PageNode | DecisionNode):
            yield from ((node.pointer("rules", rule.id), rule.source) for rule in node.branches.rules)
        if isinstance(node, TableNode):
            yield from ((node.pointer("rows", row.id), row.source) for row in node.rows)
        if isinstance(node, ResultsNode):
            yield from (
                (node.item_pointer(item, "conditions", each.id), each.source)
                for item in node.items
                for each in item.conditions
            )
        if isinstance(node, CalculateNode):
            yield from ((node.pointer("set", each.fact), each.source) for each in node.settings)
