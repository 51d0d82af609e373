"""Which facts have a part in what is proved, so that what they are has to be known and not only that they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.analysis.graph import FlowGraph
from engine.expressions import Scope, check, facts_read
from engine.model.flow import Fact


def facts_that_matter(there: FlowGraph) -> frozenset[str]:
    """Facts that some condition, calculation, limit or promise reads."""
    found = {name for typed in there.typed.values() for _, name in typed.reads}
    scope = Scope(facts=there.flow.facts, tables=there.flow.tables, holidays=there.flow.holidays)
    for promise in there.flow.promises:
        for source in (promise.when, promise.then.get("condition")):
            if source is not None:
                found |= facts_read(check(source, scope))
    for fact in there.flow.facts.values():
        found.update(_limits(fact))
    return frozenset(found)


def _limits(fact: Fact) -> Iterator[str]:
    """The facts that the limits of this one are given by."""
    for key in ("earliest", "latest"):
        limit = fact.domain.get(key)
        if isinstance(limit, Mapping) and "fact" in limit:
            yield str(limit["fact"])
    members: Mapping[str, Fact] = fact.domain.get("facts", {})
    for member in members.values():
        yield from _limits(member)
