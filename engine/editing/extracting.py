"""Turns a stretch of a flow into a sub-flow of its own, so that other flows can run it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.editing.exits import led_elsewhere, ways_in, ways_out
from engine.editing.filling import filled_by, used_by
from engine.editing.names import check_new, fresh
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import join
from engine.editing.sheet import FlowDraft, Sheet
from engine.editing.usages import usages
from engine.errors import EditError

_SHARED = ("tables", "holidays", "sources")


@operations.register("extract")
@dataclass(frozen=True, kw_only=True)
class Extract(Operation):
    """Moves nodes into a flow of their own and runs it where they stood. `Done.made` is the new flow."""

    op = "extract"

    nodes: tuple[str, ...]
    flow: str
    """The new flow's name."""
    title: str

    def run(self, sheet: Sheet) -> Done:
        check_new(self.flow, ())
        chosen = {name: sheet.node(name) for name in self.nodes}
        entry = _entry(sheet, chosen)
        outside = dict.fromkeys(
            target for node in chosen.values() for _, target in ways_out(node) if target not in chosen
        )
        _check(sheet, chosen)
        flows = _Facts(sheet, chosen)
        ends = {target: fresh(f"to-{target}", chosen, "end") for target in outside}
        texts = _texts(sheet, chosen, flows.needed)
        made = FlowDraft(document=self._child(sheet, chosen, entry, ends, flows), translations=texts)
        name = fresh(self.flow, sheet.nodes, "subflow")
        self._replace(sheet, chosen, entry, name, self._call(ends, flows))
        flows.forget(sheet)
        return Done(
            said=f"Made “{self.title}” a flow of its own, of {len(chosen)} steps.", focus=join("nodes", name), made=made
        )

    def _child(
        self, sheet: Sheet, chosen: Mapping[str, Any], entry: str, ends: Mapping[str, str], flows: _Facts
    ) -> dict[str, Any]:
        document = sheet.document
        used = {group: used_by(document, chosen, group) for group in _SHARED}
        return {
            **{key: document[key] for key in ("format", "language", "time_zone") if key in document},
            "id": self.flow,
            "title": self.title,
            "shared": True,
            **({"inputs": flows.inputs} if flows.inputs else {}),
            "facts": {name: sheet.facts[name] for name in flows.needed},
            **{group: {name: document[group][name] for name in names} for group, names in used.items() if names},
            "start": entry,
            "nodes": {
                **{name: led_elsewhere(node, ends) for name, node in chosen.items()},
                **{end: {"type": "end", "title": f"On to {sheet.called(target)}"} for target, end in ends.items()},
            },
        }

    def _call(self, ends: Mapping[str, str], flows: _Facts) -> dict[str, Any]:
        call: dict[str, Any] = {"type": "subflow", "title": self.title, "flow": self.flow}
        if flows.inputs:
            call["inputs"] = {fact: {"var": fact} for fact in flows.inputs}
        if flows.outputs:
            call["outputs"] = {fact: fact for fact in flows.outputs}
        if len(ends) == 1:
            call["next"] = next(iter(ends))
        elif ends:
            call["exits"] = [{"id": end, "next": target} for target, end in ends.items()]
        return call

    def _replace(self, sheet: Sheet, chosen: Mapping[str, Any], entry: str, name: str, call: dict[str, Any]) -> None:
        """Puts the call where the first of the nodes stood."""
        nodes = dict(sheet.nodes)
        first = next(each for each in nodes if each in chosen)
        sheet.nodes.clear()
        for each, node in nodes.items():
            if each == first:
                sheet.nodes[name] = call
            if each not in chosen:
                sheet.nodes[each] = led_elsewhere(node, {entry: name})
        for each in chosen:
            sheet.drop_texts(join("nodes", each))
        if sheet.document.get("start") == entry:
            sheet.document["start"] = name


class _Facts:
    """Which facts go along: those that only these nodes use move, others are handed over."""

    def __init__(self, sheet: Sheet, chosen: Mapping[str, Any]) -> None:
        document = sheet.document
        filled = {fact for node in chosen.values() for fact in filled_by(node)}
        named = set(used_by(document, chosen, "facts")) | filled
        inside = tuple(f"{join('nodes', name)}/" for name in chosen)
        self.needed = [name for name in sheet.facts if name in named]
        self.inputs = [name for name in self.needed if name not in filled]
        self.outputs = [
            name
            for name in self.needed
            if name in filled
            and any(not f"{pointer}/".startswith(inside) for pointer in usages(document, "facts", name))
        ]

    def forget(self, sheet: Sheet) -> None:
        """Takes facts that nothing uses any more out of the flow."""
        for name in self.needed:
            if name not in self.outputs and not usages(sheet.document, "facts", name):
                del sheet.facts[name]
                sheet.drop_texts(join("facts", name))


def _entry(sheet: Sheet, chosen: Mapping[str, Any]) -> str:
    """The one node by which these nodes are entered."""
    entered = [
        name
        for name in chosen
        if sheet.document.get("start") == name or any(other not in chosen for other, _ in ways_in(sheet, name))
    ]
    if len(entered) == 1:
        return entered[0]
    if not entered:
        raise EditError("Nothing leads to these steps.", "Choose steps that the flow comes to.")
    named = ", ".join(map(sheet.called, entered))
    raise EditError(
        f"The flow comes into these steps in several places: {named}.",
        "Choose steps that begin with one of them.",
    )


def _check(sheet: Sheet, chosen: Mapping[str, Any]) -> None:
    for name, node in chosen.items():
        if node.get("type") == "end":
            raise EditError(
                f"{sheet.called(name)} ends the flow; the end of a sub-flow is not shown to anybody.",
                "Leave it out: the flow goes on to it afterwards.",
            )
        promised = [each for each in usages(sheet.document, "nodes", name) if each.startswith("/promises")]
        if promised:
            raise EditError(
                f"A promise of this flow speaks of {sheet.called(name)}.",
                "Leave that step out, or change the promise first.",
            )


def _texts(sheet: Sheet, chosen: Mapping[str, Any], needed: list[str]) -> dict[str, Any]:
    """The translations that go along."""
    nodes = tuple(f"{join('nodes', name)}/" for name in chosen)
    facts = tuple(f"{join('facts', name)}/" for name in needed)
    return {
        language: {
            **each,
            "texts": {place: entry for place, entry in each["texts"].items() if place.startswith((*nodes, *facts))},
        }
        for language, each in sheet.translations.items()
    }
