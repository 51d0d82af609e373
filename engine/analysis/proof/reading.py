"""Which facts have a part in what is proved, so that what they are has to be known and not only that they are there."""

from __future__ import annotations

from engine.analysis.graph import FlowGraph
from engine.analysis.needs import limits_of
from engine.expressions import Scope, check, facts_read


def facts_that_matter(there: FlowGraph) -> frozenset[str]:
    """Facts that some condition, calculation, limit or promise reads."""
    found = {name for typed in there.typed.values() for _, name in typed.reads}
    scope = Scope(facts=there.flow.facts, tables=there.flow.tables, holidays=there.flow.holidays)
    for promise in there.flow.promises:
        for source in (promise.when, promise.then.get("condition")):
            if source is not None:
                found |= facts_read(check(source, scope))
    for fact in there.flow.facts.values():
        found.update(limits_of(fact))
    return frozenset(found)
