"""Copies of nodes: beside the original, or out of one flow into another."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.editing.exits import led_elsewhere
from engine.editing.filling import filled_by, used_by
from engine.editing.names import fresh
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import join
from engine.editing.sheet import FlowDraft, Sheet
from engine.errors import EditError
from engine.model.values import Json

_ALONG = ("facts", "tables", "holidays", "sources")


@operations.register("duplicate")
@dataclass(frozen=True, kw_only=True)
class Duplicate(Operation):
    """Puts copies of nodes below them. Among themselves they lead to one another, else to where the originals do."""

    op = "duplicate"

    nodes: tuple[str, ...]

    def run(self, sheet: Sheet) -> Done:
        chosen = {name: sheet.node(name) for name in self.nodes}
        names = _paste(sheet, chosen)
        for old, new in names.items():
            sheet.copy_texts(join("nodes", old), join("nodes", new))
        return Done(said=_said("Copied", sheet, chosen), focus=join("nodes", names[self.nodes[0]]))


@operations.register("paste")
@dataclass(frozen=True, kw_only=True)
class Paste(Operation):
    """Adds nodes that were copied from this or another flow, with the facts, amounts and sources they need.

    A fact of the same name and type is taken to be the same. Exits that led out of what was copied lead nowhere
    in another flow: they are left to be connected, and the check names them.
    """

    op = "paste"

    clip: Json
    """What `clip` made."""

    def run(self, sheet: Sheet) -> Done:
        clip: Any = self.clip
        if not isinstance(clip, Mapping) or not isinstance(clip.get("nodes"), Mapping) or not clip["nodes"]:
            raise EditError("There is nothing to paste.", "Copy one or more steps first.")
        for group in _ALONG:
            self._bring(sheet, group, clip.get(group, {}))
        names = _paste(sheet, clip["nodes"])
        for language, texts in clip.get("texts", {}).items():
            if language in sheet.translations:
                for (old, rest), entry in _texts_of(texts).items():
                    sheet.translations[language]["texts"][f"/nodes/{names[old]}{rest}"] = entry
        return Done(said=_said("Pasted", sheet, clip["nodes"]), focus=join("nodes", next(iter(names.values()))))

    def _bring(self, sheet: Sheet, group: str, parts: Mapping[str, Any]) -> None:
        ours = sheet.document.setdefault(group, {}) if parts else {}
        for name, part in parts.items():
            if name not in ours:
                ours[name] = copy.deepcopy(part)
            elif group == "facts" and ours[name].get("type") != part.get("type"):
                raise EditError(
                    f"This flow has a fact “{name}” of the type {ours[name].get('type')}; what you paste needs it"
                    f" to be {part.get('type')}.",
                    "Rename one of them first.",
                )


def clip(draft: FlowDraft, nodes: Sequence[str]) -> dict[str, Json]:
    """Nodes with everything they need, to be pasted elsewhere."""
    sheet = Sheet(draft)
    chosen = {name: sheet.node(name) for name in nodes}
    needed = {group: used_by(sheet.document, chosen, group) for group in _ALONG}
    filled = {fact for node in chosen.values() for fact in filled_by(node)}
    needed["facts"] = [name for name in sheet.facts if name in filled or name in needed["facts"]]
    pointers = tuple(join("nodes", name) for name in chosen)
    return {
        "nodes": chosen,
        **{group: {name: sheet.document[group][name] for name in names} for group, names in needed.items()},
        "texts": {
            language: {place: entry for place, entry in each["texts"].items() if place.startswith(pointers)}
            for language, each in sheet.translations.items()
        },
    }


def _paste(sheet: Sheet, chosen: Mapping[str, Any]) -> dict[str, str]:
    """Adds copies under new names; what the originals are called, and what the copies are."""
    names: dict[str, str] = {}
    for name in chosen:
        names[name] = fresh(name, {*sheet.nodes, *names.values()}, "step")
    for name, node in chosen.items():
        sheet.nodes[names[name]] = led_elsewhere(copy.deepcopy(node), names)
    return names


def _texts_of(texts: Mapping[str, Json]) -> dict[tuple[str, str], Json]:
    found = {}
    for place, entry in texts.items():
        _, _, name, *rest = place.split("/")
        found[name, "/" + "/".join(rest)] = entry
    return found


def _said(word: str, sheet: Sheet, chosen: Mapping[str, Any]) -> str:
    if len(chosen) > 1:
        return f"{word} {len(chosen)} steps."
    name = next(iter(chosen))
    return f"{word} {sheet.called(name) if name in sheet.nodes else 'a step'}."
