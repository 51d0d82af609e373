"""Several answers to choose from at once: a list as it lies in the clipboard, one answer to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.editing.operations import Done, Operation, operations
from engine.editing.parts import AddEntry
from engine.editing.pointers import find_value, split
from engine.editing.sheet import Sheet
from engine.errors import EditError

_BULLET = re.compile(r"(?:[-*•‣◦–·]|\(?\d{1,3}[.)])(?:\s+|$)")
"""What word processors put before the lines of a list."""


@operations.register("add-options")
@dataclass(frozen=True, kw_only=True)
class AddOptions(Operation):
    """Adds an answer for each line; what stands after a tab, as in a row of a spreadsheet, is its hint.

    Lines that say what an answer says already are left out.
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
        said = f"Added {added} answer{'s' * (added != 1)} to “{fact}”."
        return Done(said=f"{said} {_left_out(doubled)}".strip(), focus=self.pointer)


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
