"""Removes several nodes at once: what led into them leads to where they went on."""

from __future__ import annotations

from dataclasses import dataclass

from engine.editing.exits import lead, ways_in, ways_out
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import join
from engine.editing.sheet import Sheet
from engine.errors import EditError


@operations.register("remove-nodes")
@dataclass(frozen=True, kw_only=True)
class RemoveNodes(Operation):
    """Removes nodes. What led to them leads to the one step that they went on to, or to `instead`."""

    op = "remove-nodes"

    nodes: tuple[str, ...]
    instead: str = ""

    def run(self, sheet: Sheet) -> Done:
        chosen = dict.fromkeys(self.nodes)
        gone = [sheet.called(name) for name in chosen if sheet.node(name)]
        if not gone:
            raise EditError("No step is chosen.", "Choose one or more steps first.")
        ways = [way for name in chosen for way in ways_in(sheet, name) if way[0] not in chosen]
        start = sheet.document.get("start") in chosen
        instead = self._goes_on(sheet, chosen) if ways or start else ""
        for other, exit in ways:
            lead(sheet, other, exit, instead)
        if start:
            sheet.document["start"] = instead
        for name in chosen:
            del sheet.nodes[name]
            sheet.drop_texts(join("nodes", name))
        where = f" What led there leads to {sheet.called(instead)} now." if instead else ""
        what = gone[0] if len(gone) == 1 else f"{len(gone)} steps"
        return Done(said=f"Removed {what}.{where}", focus=join("nodes", instead) if instead else "")

    def _goes_on(self, sheet: Sheet, chosen: dict[str, None]) -> str:
        if self.instead:
            sheet.node(self.instead)
            if self.instead in chosen:
                raise EditError(f"{sheet.called(self.instead)} goes too.", "Say another step to come to instead.")
            return self.instead
        out = [target for name in chosen for _, target in ways_out(sheet.node(name))]
        targets = dict.fromkeys(target for target in out if target in sheet.nodes and target not in chosen)
        if len(targets) == 1:
            return next(iter(targets))
        if not targets:
            raise EditError("The flow ends in these steps for those who come here.", "Say where they come to instead.")
        named = ", ".join(sheet.called(target) for target in targets)
        raise EditError(f"These steps lead to several others: {named}.", "Say which of them is to come instead.")
