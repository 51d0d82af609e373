"""Operations on the data dictionary, and on amounts, holidays and sources."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from engine.editing.names import check_new, fresh
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import join
from engine.editing.renaming import rename
from engine.editing.sheet import Sheet
from engine.editing.templates import new_fact
from engine.editing.usages import usages
from engine.errors import EditError
from engine.model.values import Json
from engine.questions import fact_types

PARTS = ("facts", "tables", "holidays", "sources")
_KINDS = {"facts": "fact", "tables": "table of amounts", "holidays": "list of holidays", "sources": "source"}


@operations.register("add-fact")
@dataclass(frozen=True, kw_only=True)
class AddFact(Operation):
    """Adds a fact to the data dictionary."""

    op = "add-fact"

    type: str
    label: str
    name: str = ""
    like: Json = None
    """What it takes, where it is to be as a fact of another flow is."""

    def run(self, sheet: Sheet) -> Done:
        if self.type not in fact_types:
            raise EditError(f"There is no type of answer “{self.type}”.", f"There are: {', '.join(fact_types)}.")
        name = self.name or fresh(self.label, sheet.facts, "answer").replace("-", "_")
        check_new(name, sheet.facts)
        taken = copy.deepcopy(self.like) if isinstance(self.like, dict) else new_fact(self.type, self.label)
        sheet.facts[name] = {**taken, "type": self.type, "label": self.label.strip(" ?") or "Answer"}
        return Done(said=f"Added the fact {sheet.fact_called(name)}.", focus=join("facts", name))


@operations.register("rename-part")
@dataclass(frozen=True, kw_only=True)
class RenamePart(Operation):
    """Gives a fact, a table of amounts, a list of holidays or a source another name, everywhere."""

    op = "rename-part"

    group: str
    part: str
    to: str

    def run(self, sheet: Sheet) -> Done:
        entries = _entries(sheet, self.group)
        _find(entries, self.group, self.part)
        check_new(self.to, entries)
        rename(sheet, self.group, self.part, self.to)
        old, new = join(self.group, self.part), join(self.group, self.to)
        return Done(said=f"“{self.part}” is called “{self.to}” now, everywhere.", focus=new, renamed={old: new})


@operations.register("remove-part")
@dataclass(frozen=True, kw_only=True)
class RemovePart(Operation):
    """Removes a fact, a table of amounts, a list of holidays or a source that nothing uses."""

    op = "remove-part"

    group: str
    part: str

    def run(self, sheet: Sheet) -> Done:
        entries = _entries(sheet, self.group)
        _find(entries, self.group, self.part)
        used = usages(sheet.document, self.group, self.part)
        if used:
            more = f" and {len(used) - 3} more" if len(used) > 3 else ""
            raise EditError(
                f"The {_KINDS[self.group]} “{self.part}” is used: {', '.join(used[:3])}{more}.",
                "Change those first.",
            )
        del entries[self.part]
        sheet.drop_texts(join(self.group, self.part))
        return Done(said=f"Removed the {_KINDS[self.group]} “{self.part}”.")


def _entries(sheet: Sheet, group: str) -> dict[str, Any]:
    if group not in PARTS:
        raise EditError(f"“{group}” is no part of a flow.", f"There are: {', '.join(PARTS)}.")
    entries: dict[str, Any] = sheet.document.setdefault(group, {})
    return entries


def _find(entries: dict[str, Any], group: str, name: str) -> None:
    if name not in entries:
        raise EditError(f"There is no {_KINDS[group]} “{name}”.", "Somebody may have removed it: look again.")
