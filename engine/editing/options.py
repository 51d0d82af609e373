"""Several answers to choose from at once: a list as it lies in the clipboard, one answer to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.editing.dictionary import uses_of_facts
from engine.editing.operations import Done, Operation, operations
from engine.editing.parts import AddEntry
from engine.editing.pointers import find_value, split
from engine.editing.sheet import Sheet
from engine.editing.templates import new_fact
from engine.errors import EditError

_BULLET = re.compile(r"(?:[-*•‣◦–·]|\(?\d{1,3}[.)])(?:\s+|$)")
"""What word processors put before the lines of a list."""


@operations.register("add-options")
@dataclass(frozen=True, kw_only=True)
class AddOptions(Operation):
    """Adds an answer for each line; what stands after a tab, as in a row of a spreadsheet, is its hint.

    Lines that say what an answer says already are left out. Placeholders that nobody has touched go.
    """

    op = "add-options"

    pointer: str
    """Of the list of answers of a fact."""
    lines: str

    def run(self, sheet: Sheet) -> Done:
        group, fact, *rest = (*split(self.pointer), "", "")
        known = find_value(sheet.document, self.pointer) if group == "facts" else None
        if rest[:1] != ["options"] or not isinstance(known, list):
            raise EditError("Answers can only be added to a question with answers to choose from.", "")
        stood = self._take_placeholders_away(sheet, fact, known)
        there = {str(option.get("label", "")).casefold() for option in known}
        added = doubled = 0
        for label, hint in read_lines(self.lines):
            if label.casefold() in there:
                doubled += 1
                continue
            there.add(label.casefold())
            entry = {"label": label, **({"hint": hint} if hint else {})}
            AddEntry(pointer=self.pointer, entry=entry).run(sheet)
            added += 1
        if not added:
            what = "All of these answers are there already." if doubled else "There is no line with an answer."
            raise EditError(what, "Write one answer to a line.")
        instead = " in place of those it began with" if stood else ""
        said = f"Added {added} answer{'s' * (added != 1)} to {sheet.fact_called(fact)}{instead}."
        return Done(said=f"{said} {_left_out(doubled)}".strip(), focus=self.pointer)

    def _take_placeholders_away(self, sheet: Sheet, fact: str, known: list[Any]) -> bool:
        """Answers that a new fact begins with make room for the list, where nobody has touched or reads them."""
        began = new_fact(str(sheet.facts[fact].get("type")), "").get("options")
        use = next(each for each in uses_of_facts(sheet.document) if each.name == fact)
        if known != began or use.read:
            return False
        known.clear()
        sheet.drop_texts(self.pointer)
        return True


def read_lines(text: str) -> Iterator[tuple[str, str]]:
    """The label and the hint in each line that has any."""
    for line in text.splitlines():
        label, _, hint = line.strip().partition("\t")
        bare = " ".join(_BULLET.sub("", label.strip(), count=1).split())
        if bare:
            yield bare, " ".join(hint.split())


def _left_out(doubled: int) -> str:
    if not doubled:
        return ""
    return "One was there already." if doubled == 1 else f"{doubled} were there already."
