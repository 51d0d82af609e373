"""Operations on what stands in a node or fact: one property, one text, one entry of a list."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.definition.digests import text_digest
from engine.editing.names import fresh
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import find, gone, join, name_of, split
from engine.editing.sheet import Sheet
from engine.errors import EditError
from engine.model.flow import Text
from engine.model.values import Json

_ABSENT = "\N{NULL}"
_WHOLE = frozenset({"nodes", "facts", "format", "id", "start"})
"""Parts of a document that have operations of their own, or that nobody changes."""
_CALLED = {
    "title": "title",
    "prompt": "question",
    "body": "text",
    "hint": "hint",
    "help": "help",
    "summary": "summary",
    "label": "short name",
    "when": "condition",
    "because": "reason",
    "unless": "reason against",
    "message": "message",
    "next": "way on",
    "otherwise": "way on for any other answer",
    "unknown": "way on for what is not known",
    "options": "answers",
    "value": "calculation",
}
"""What people call the properties that change every day; any other goes by its key."""


class ConflictError(EditError):
    """Somebody else changed the same place meanwhile. Both versions are here: nothing is lost."""

    def __init__(self, pointer: str, theirs: Json, ours: Json) -> None:
        self.pointer = pointer
        self.theirs = theirs
        self.ours = ours
        super().__init__(
            "Somebody else changed this while you were writing.",
            "Both versions are shown: keep one, or make one of the two.",
        )


@operations.register("set")
@dataclass(frozen=True, kw_only=True)
class SetValue(Operation):
    """Changes one property. With `was`, only if nobody else has changed it since."""

    op = "set"

    pointer: str
    value: Json = None
    """None takes the property away."""
    was: Json = _ABSENT
    """What the designer saw there; left out, whatever stands there is overwritten."""

    def run(self, sheet: Sheet) -> Done:
        steps = split(self.pointer)
        if len(steps) < 3 and steps[0] in _WHOLE:
            raise EditError(f"“{self.pointer}” cannot be set as a whole.", "Name the property that changes.")
        place = find(sheet.document, self.pointer)
        if self.was != _ABSENT and place.value != self.was and place.value != self.value:
            raise ConflictError(self.pointer, place.value, self.value)
        if self.value is None and not place.exists:
            raise gone(self.pointer)
        place.write(copy.deepcopy(self.value))
        if self.value is None:
            sheet.drop_texts(self.pointer)
        word = "Took away" if self.value is None else "Changed"
        called = f"the {_CALLED[steps[-1]]}" if steps[-1] in _CALLED else f"“{steps[-1].replace('_', ' ')}”"
        return Done(said=f"{word} {called} of {_owner(sheet, steps)}.", focus=self.pointer)


@operations.register("translate")
@dataclass(frozen=True, kw_only=True)
class Translate(Operation):
    """Says a text of the flow in another language. An empty text takes the translation away."""

    op = "translate"

    pointer: str
    language: str
    text: Text
    was: Json = _ABSENT

    def run(self, sheet: Sheet) -> Done:
        if self.language == sheet.document.get("language"):
            raise EditError("The flow is written in that language.", "Change the text itself.")
        source = find(sheet.document, self.pointer).value
        if source is None:
            raise gone(self.pointer)
        texts = sheet.translations.setdefault(self.language, {"language": self.language, "texts": {}})["texts"]
        now = texts[self.pointer]["text"] if self.pointer in texts else None
        if self.was != _ABSENT and now != self.was and now != self.text:
            raise ConflictError(self.pointer, now, self.text)
        if self.text:
            texts[self.pointer] = {"text": self.text, "from": text_digest(source)}
        else:
            texts.pop(self.pointer, None)
        called = _owner(sheet, split(self.pointer))
        return Done(said=f"Translated a text of {called} ({self.language}).", focus=self.pointer)


@operations.register("add-entry")
@dataclass(frozen=True, kw_only=True)
class AddEntry(Operation):
    """Adds an entry to a list: a rule, an option, a row, a validator. It gets an id if it has none."""

    op = "add-entry"

    pointer: str
    """Of the list; it may be missing still."""
    entry: Json
    at: int = -1
    """Its position; -1 is the end."""

    def run(self, sheet: Sheet) -> Done:
        entries = _list(sheet, self.pointer, make=True)
        entry = copy.deepcopy(self.entry)
        steps = split(self.pointer)
        if isinstance(entry, dict) and name_of(entry) is None and steps[-1] != "set":
            said = str(entry.get("label") or entry.get("because") or entry.get("title") or "")
            taken = {name for each in entries if (name := name_of(each))}
            entry = {"id": fresh(said, taken, steps[-1].removesuffix("s") or "entry"), **entry}
        entries.insert(len(entries) if self.at < 0 else self.at, entry)
        name = name_of(entry) or str(entries.index(entry))
        return Done(said=f"Added “{name}” to {_owner(sheet, steps)}.", focus=f"{self.pointer}{join(name)}")


@operations.register("remove-entry")
@dataclass(frozen=True, kw_only=True)
class RemoveEntry(Operation):
    """Removes an entry of a list."""

    op = "remove-entry"

    pointer: str

    def run(self, sheet: Sheet) -> Done:
        place = find(sheet.document, self.pointer)
        if not isinstance(place.holder, list) or not place.exists:
            raise gone(self.pointer)
        steps = split(self.pointer)
        place.write(None)
        sheet.drop_texts(self.pointer)
        above = join(*steps[:-1])
        if not place.holder:
            find(sheet.document, above).write(None)
        return Done(said=f"Removed “{steps[-1]}” of {_owner(sheet, steps)}.", focus=join(*steps[:2]))


@operations.register("move-entry")
@dataclass(frozen=True, kw_only=True)
class MoveEntry(Operation):
    """Puts an entry of a list elsewhere in it: rules are tried, options are shown, in their order."""

    op = "move-entry"

    pointer: str
    to: int
    """Its new position, from 0."""

    def run(self, sheet: Sheet) -> Done:
        place = find(sheet.document, self.pointer)
        if not isinstance(place.holder, list) or not place.exists:
            raise gone(self.pointer)
        entry = place.value
        place.write(None)
        place.holder.insert(max(0, self.to), entry)
        steps = split(self.pointer)
        return Done(said=f"Moved “{steps[-1]}” of {_owner(sheet, steps)}.", focus=self.pointer)


@operations.register("rename-entry")
@dataclass(frozen=True, kw_only=True)
class RenameEntry(Operation):
    """Gives an entry of a list another id; its translations go along."""

    op = "rename-entry"

    pointer: str
    to: str

    def run(self, sheet: Sheet) -> Done:
        place = find(sheet.document, self.pointer)
        entry = place.value
        if not isinstance(place.holder, list) or not isinstance(entry, dict) or "id" not in entry:
            raise gone(self.pointer)
        steps = split(self.pointer)
        if self.to in {name_of(each) for each in place.holder}:
            raise EditError(f"“{self.to}” is taken in {_owner(sheet, steps)}.", "Choose another name.")
        if steps[0] == "facts" and steps[-2] in ("options", "places"):
            raise EditError(
                "The id of an option stands in conditions and in answers that people gave.",
                "Add another option and remove this one.",
            )
        entry["id"] = self.to
        new = join(*steps[:-1], self.to)
        sheet.move_texts(self.pointer, new)
        return Done(said=f"“{steps[-1]}” is called “{self.to}” now.", focus=new, renamed={self.pointer: new})


def _list(sheet: Sheet, pointer: str, *, make: bool) -> list[Any]:
    place = find(sheet.document, pointer)
    if not place.exists and make:
        place.write([])
    found = place.value
    if not isinstance(found, list):
        raise gone(pointer)
    return found


def _owner(sheet: Sheet, steps: tuple[str, ...]) -> str:
    """What a pointer leads into, as people know it."""
    if len(steps) > 1 and steps[0] == "nodes":
        return sheet.called(steps[1])
    if len(steps) > 1 and steps[0] == "facts":
        return f"the fact {sheet.fact_called(steps[1])}"
    if len(steps) > 1 and isinstance(sheet.document.get(steps[0]), Mapping | list):
        return f"“{steps[1]}”"
    return "the flow"
