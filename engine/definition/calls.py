"""Nodes that run another flow: that it exists, does not run itself, is handed what it takes, and gives what fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from engine.definition.children import Child, Children, calls_in, find_child, fingerprint_of
from engine.definition.draft import Draft
from engine.definition.expanding import Whole, exit_of, expand, outcomes_of
from engine.definition.loader import parse_facts, parse_holidays, parse_tables
from engine.definition.messages import suggest
from engine.definition.schema import Path
from engine.errors import ExpressionError
from engine.expressions import Scope, check
from engine.expressions.types import member_facts
from engine.model.flow import Fact
from engine.model.issue import Issue, Severity
from engine.model.values import Json

DEEPEST = 5
"""Flows that may run one another in a row."""
MOST_NODES = 5_000
"""Nodes of a whole flow."""
MOST_REPEATS = 30
"""Members of a list that are asked about one by one."""
IsBroken = Callable[[Json, Children], bool]


def check_children(draft: Draft, children: Children, is_broken: IsBroken) -> Iterator[Issue]:
    """What is wrong where a document, sound by itself, runs other flows."""
    calls = dict(calls_in(draft.document))
    found = [issue for name, node in calls.items() for issue in _check_call(draft, children, name, node, is_broken)]
    yield from found
    if not calls or found:
        return
    whole = expand(draft.document, {}, children)
    if len(whole.document["nodes"]) > MOST_NODES:
        size = len(whole.document["nodes"])
        what = f"With all the flows it runs, the flow has {size:,} nodes, but may have at most {MOST_NODES:,}."
        yield draft.report.issue("too-many", ("nodes",), what, "Lower the “maximum” of a list that is repeated.")


def _check_call(
    draft: Draft, children: Children, name: str, node: Mapping[str, Json], is_broken: IsBroken
) -> Iterator[Issue]:
    here: Path = ("nodes", name)
    child = find_child(children, node)
    if child is None:
        known = [each for each in children if len(each) < 64 and each != draft.document["id"]]
        what = f"{draft.report.at((*here, 'flow'))} is “{node['flow']}”, but there is no such flow."
        yield draft.report.issue("unknown-flow", (*here, "flow"), what, suggest(node["flow"], known))
        return
    unfit = _unfit(draft, children, here, node, child) or _broken(draft, children, here, child, is_broken)
    if unfit is not None:
        yield unfit
        return
    inner = expand(child.document, {}, children)
    scope = _scope(draft.document)
    yield from _check_inputs(draft, here, node, child, scope)
    if node["type"] == "subflow":
        yield from _check_outputs(draft, here, node, child)
        yield from _check_exits(draft, here, node, inner)
    else:
        yield from _check_members(draft, here, node, child, scope)
    release = node.get("release")
    if release and node["flow"] in children and release != fingerprint_of(children[node["flow"]], children):
        what = f"{draft.report.at((*here, 'release'))} is not the flow “{node['flow']}” as it stands now."
        fix = "Look at what changed, then run “python -m engine pin”."
        yield draft.report.issue("other-release", (*here, "release"), what, fix, Severity.WARNING)


def _unfit(draft: Draft, children: Children, here: Path, node: Mapping[str, Json], child: Child) -> Issue | None:
    way = _way_round(str(draft.document["id"]), child, children, (str(draft.document["id"]),))
    if way:
        shown = " → ".join(f"“{each}”" for each in way)
        what = f"{draft.report.at(here)} runs a flow that leads back to where it began: {shown}."
        return draft.report.issue("flow-cycle", (*here, "flow"), what, "A flow cannot run itself.")
    if _depth(child, children) >= DEEPEST:
        what = f"{draft.report.at(here)} runs flows that run flows, more than {DEEPEST} in a row."
        return draft.report.issue("too-deep", (*here, "flow"), what)
    mine, theirs = draft.document["language"], child.document.get("language")
    if mine != theirs:
        what = f"The flow “{node['flow']}” is written in “{theirs}”, but this one in “{mine}”."
        return draft.report.issue(
            "other-language", (*here, "flow"), what, "Flows that run one another share a language."
        )
    return None


def _broken(draft: Draft, children: Children, here: Path, child: Child, is_broken: IsBroken) -> Issue | None:
    if not is_broken(child.document, children):
        return None
    what = f"The flow “{child.document.get('id')}”, which {_inner(draft, here)} runs, has errors of its own."
    return draft.report.issue("broken-flow", (*here, "flow"), what, "Check that flow first.")


def _way_round(start: str, child: Child, children: Children, way: tuple[str, ...]) -> tuple[str, ...]:
    """The flows that lead back to one of themselves; empty when none does."""
    here = str(child.document.get("id", ""))
    if here in way:
        return (*way, here) if here == start else ()
    for _, node in calls_in(child.document):
        inner = find_child(children, node)
        found = _way_round(start, inner, children, (*way, here)) if inner else ()
        if found:
            return found
    return ()


def _depth(child: Child, children: Children, seen: frozenset[str] = frozenset()) -> int:
    here = str(child.document.get("id", ""))
    if here in seen:
        return 0
    inner = (find_child(children, node) for _, node in calls_in(child.document))
    return 1 + max((_depth(each, children, seen | {here}) for each in inner if each), default=0)


def _scope(document: Mapping[str, Json]) -> Scope:
    return Scope(
        facts=parse_facts(document),
        tables=parse_tables({**document, "sources": {}}),
        holidays=parse_holidays(document),
    )


def _check_inputs(draft: Draft, here: Path, node: Mapping[str, Json], child: Child, scope: Scope) -> Iterator[Issue]:
    facts = parse_facts(child.document)
    for fact, source in node.get("inputs", {}).items():
        path: Path = (*here, "inputs", fact)
        if fact in facts:
            yield from _check_value(draft, path, source, scope, facts[fact])
        else:
            yield _no_such_fact(draft, path, fact, child)
    for fact in child.document.get("inputs", ()):
        if fact not in node.get("inputs", {}):
            what = f"{draft.report.at(here)} does not give “{fact}”, which the flow “{node['flow']}” has to be given."
            yield draft.report.issue("missing-input", here, what, f"Add “{fact}” to “inputs”.")


def _check_value(draft: Draft, path: Path, source: Json, scope: Scope, fact: Fact) -> Iterator[Issue]:
    try:
        check(source, scope, expect=fact)
    except ExpressionError as error:
        issue = draft.report.issue("expression", path, f"{draft.report.at(path)}: {error.message}")
        yield replace(issue, pointer=issue.pointer + error.pointer)


def _check_outputs(draft: Draft, here: Path, node: Mapping[str, Json], child: Child) -> Iterator[Issue]:
    mine, inside = parse_facts(draft.document), _scope(child.document)
    for fact, given in node.get("outputs", {}).items():
        path: Path = (*here, "outputs", fact)
        if fact not in mine:
            what = f"{draft.report.at(here)} fills “{fact}”, but there is no such fact."
            yield draft.report.issue("unknown-fact", path, what, suggest(fact, mine))
        elif given not in inside.facts:
            yield _no_such_fact(draft, path, given, child)
        else:
            yield from _check_value(draft, path, {"var": given}, inside, mine[fact])


def _check_exits(draft: Draft, here: Path, node: Mapping[str, Json], inner: Whole) -> Iterator[Issue]:
    known = list(outcomes_of(inner))
    for index, each in enumerate(node.get("exits", ())):
        path: Path = (*here, "exits", index)
        if each["id"] not in known:
            what = f"{draft.report.at((*path, 'id'))} is no outcome of the flow “{node['flow']}”."
            yield draft.report.issue("not-an-outcome", (*path, "id"), what, suggest(each["id"], known))
    for outcome in known:
        kind = inner.document["nodes"][outcome]["type"]
        if kind == "end" and not exit_of(node, outcome, kind):
            what = f"{draft.report.at(here)} does not say what follows “{outcome}” of the flow “{node['flow']}”."
            yield draft.report.issue("no-exit", here, what, f"Add an exit “{outcome}”, or “otherwise”.")


def _check_members(draft: Draft, here: Path, node: Mapping[str, Json], child: Child, scope: Scope) -> Iterator[Issue]:
    fact = scope.facts[node["fact"]]
    if fact.type != "list":
        what = f"{draft.report.at((*here, 'fact'))} is “{fact.id}”, which is of the type {fact.type}."
        yield draft.report.issue("wrong-fact", (*here, "fact"), what, "It has to be a list.")
        return
    if fact.domain["maximum"] > MOST_REPEATS:
        what = (
            f"“maximum” of fact “{fact.id}” is {fact.domain['maximum']}, but at most {MOST_REPEATS} can be asked about."
        )
        yield draft.report.issue("too-many", ("facts", fact.id, "maximum"), what)
    if "count" in node:
        count = Fact(id="count", type="integer", domain={"minimum": 0})
        yield from _check_value(draft, (*here, "count"), node["count"], scope, count)
    members, inside = member_facts(fact), _scope(child.document)
    for member, given in node["outputs"].items():
        path: Path = (*here, "outputs", member)
        if member not in members:
            what = f"{draft.report.at(here)} fills “{member}”, which the members of “{fact.id}” do not have."
            yield draft.report.issue("unknown-fact", path, what, suggest(member, members))
        elif given not in inside.facts:
            yield _no_such_fact(draft, path, given, child)
        else:
            yield from _check_value(draft, path, {"var": given}, inside, members[member])


def _no_such_fact(draft: Draft, path: Path, fact: str, child: Child) -> Issue:
    what = f"{draft.report.at(path)} names “{fact}”, but the flow “{child.document['id']}” has no such fact."
    return draft.report.issue("unknown-fact", path, what, suggest(fact, child.document["facts"]))


def _inner(draft: Draft, path: Path) -> str:
    text = draft.report.at(path)
    return text[:1].lower() + text[1:]
