"""Checks a decision table by itself: its cells match its inputs, and what its rows give suits its hit policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.definition.draft import Draft
from engine.definition.messages import shown, suggest
from engine.definition.names import check_name, check_unique
from engine.definition.schema import Path
from engine.model.issue import Issue
from engine.model.values import Json

_RANKED = ("priority", "output-order")
_LISTED = ("collect", "rule-order", "output-order")
_NUMBERS = ("integer", "decimal", "money")


def check_table(draft: Draft, node: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    """What is wrong with the names, the shape and the outputs of one table."""
    outputs = node["outputs"]
    for index, output in enumerate(outputs):
        place: Path = (*here, "outputs", index)
        yield from check_name(draft, output["fact"], (*place, "fact"), "facts")
        yield from _check_kind(draft, node, output, place)
    yield from check_unique(draft, outputs, (*here, "outputs"), "fact")
    for group in ("inputs", "rows"):
        yield from check_unique(draft, node[group], (*here, group), "id")
    yield from _check_policy(draft, node, here)
    for index, row in enumerate(node["rows"]):
        yield from _check_row(draft, node, row, (*here, "rows", index))


def _check_policy(draft: Draft, node: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    """Keys that go with one hit policy only."""
    hit = node["hit"]
    if "collect" in node and hit != "collect":
        what = f"{draft.report.at(here)} has a “collect”, but its “hit” is {shown(hit)}."
        yield draft.report.issue("hit-policy", (*here, "collect"), what, "Remove it, or set “hit” to “collect”.")
    if hit in _RANKED and not any("values" in output for output in node["outputs"]):
        what = f"{draft.report.at(here)} goes by {shown(hit)}, but no output says which of its values come first."
        yield draft.report.issue("hit-policy", (*here, "outputs"), what, "Give an output its “values”, in order.")
    if _gather(node) == "count" and len(node["outputs"]) > 1:
        what = f"{draft.report.at(here)} counts rows into {len(node['outputs'])} outputs, but a count is one number."
        yield draft.report.issue("hit-policy", (*here, "outputs"), what, "Leave one output.")


def _check_kind(draft: Draft, node: Mapping[str, Json], output: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    """The type of an output's fact has to hold what the hit policy puts together."""
    fact = draft.facts.get(output["fact"])
    if fact is None:
        return
    kind, wanted = fact["type"], _kinds(node)
    if wanted and kind not in wanted:
        what = f"{draft.report.at(here)} is of the type {kind}, but {_manner(node)} fills {_either(wanted)}."
        yield draft.report.issue("hit-policy", (*here, "fact"), what)
    elif ("members" in output) is not (kind == "list" and "list" in wanted):
        what = (
            f"{draft.report.at(here)} has “members”, but only the list of a “collect” or of an order is made of them."
            if "members" in output
            else f"{draft.report.at(here)} is a list, but does not say which facts each row gives of a member."
        )
        yield draft.report.issue(
            "hit-policy", here, what, "" if "members" in output else "Add “members”: [the facts, by name]."
        )
    for index, member in enumerate(output.get("members", ()) if kind == "list" else ()):
        if member not in fact["facts"]:
            what = f"{draft.report.at(here)} names {shown(member)}, but “{output['fact']}” has no such fact."
            yield draft.report.issue("unknown-fact", (*here, "members", index), what, suggest(member, fact["facts"]))


def _kinds(node: Mapping[str, Json]) -> tuple[str, ...]:
    """The types of fact that the hit policy can fill; empty when any will do."""
    hit, gather = node["hit"], _gather(node)
    if hit not in _LISTED:
        return ()
    if gather == "count":
        return ("integer",)
    if gather != "list":
        return _NUMBERS
    return ("list",) if hit != "collect" else ("choices", "list")


def _check_row(draft: Draft, node: Mapping[str, Json], row: Mapping[str, Json], here: Path) -> Iterator[Issue]:
    cells, columns = len(row["when"]), len(node["inputs"])
    if cells != columns:
        what = f"{draft.report.at(here)} has {_counted(cells, 'cell')} for {_counted(columns, 'input')}."
        yield draft.report.issue("wrong-cells", (*here, "when"), what, "Write one for each; null fits everything.")
    given = row.get("then", {})
    wanted = [output["fact"] for output in node["outputs"]] if _gather(node) != "count" else []
    for name in given:
        if name not in wanted:
            what = f"{draft.report.at(here)} gives “{name}”, which is none of the table's outputs."
            fix = suggest(name, wanted) if wanted else "A count needs no “then”."
            yield draft.report.issue("wrong-cells", (*here, "then", name), what, fix)
    for name in wanted:
        if name not in given:
            what = f"{draft.report.at(here)} does not say what it gives for “{name}”."
            yield draft.report.issue("wrong-cells", here, what, f"Add “{name}” to its “then”.")
    for output in node["outputs"]:
        if output["fact"] in given:
            yield from _check_given(draft, node, output, given[output["fact"]], (*here, "then", output["fact"]))


def _check_given(
    draft: Draft, node: Mapping[str, Json], output: Mapping[str, Json], given: Json, here: Path
) -> Iterator[Issue]:
    members = output.get("members", ())
    if members and (not isinstance(given, dict) or set(given) != set(members)):
        what = f"{draft.report.at(here)} has to give each of the members: {', '.join(members)}."
        yield draft.report.issue("wrong-cells", here, what)
        return
    ranked, place = (given[members[0]], (*here, members[0])) if members else (given, here)
    if node["hit"] in _RANKED and "values" in output and ranked not in output["values"]:
        what = f"{draft.report.at(place)} is {shown(ranked)}, which is none of the output's “values”."
        close = suggest(ranked, output["values"]) if isinstance(ranked, str) else ""
        yield draft.report.issue("wrong-cells", place, what, close or "Only a value of that order has a priority.")


def _gather(node: Mapping[str, Json]) -> str:
    gather: str = node.get("collect", "list") if node["hit"] == "collect" else "list"
    return gather


def _manner(node: Mapping[str, Json]) -> str:
    """What the hit policy does, as the beginning of a sentence's second half."""
    if node["hit"] != "collect":
        return f"“{node['hit']}”"
    return f"“collect” by {_gather(node)}"


def _either(kinds: tuple[str, ...]) -> str:
    return " or ".join(kinds)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
