"""Operations on what is known of each member of a list: adding, naming, ordering and taking away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.editing.names import check_new, fresh
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import join
from engine.editing.sheet import Sheet
from engine.editing.templates import new_fact
from engine.errors import EditError
from engine.model.values import Json
from engine.questions import fact_types

_OVER_ITEMS: Final = frozenset({"some", "all", "none", "filter", "map", "count", "sum", "reduce"})
_READING: Final = frozenset({"var", "answered", "missing"})


@operations.register("add-member")
@dataclass(frozen=True, kw_only=True)
class AddMember(Operation):
    """Adds something that is known of each member of a list."""

    op = "add-member"

    fact: str
    """The list."""
    type: str
    label: str

    def run(self, sheet: Sheet) -> Done:
        members = _members(sheet, self.fact)
        if self.type not in fact_types or self.type == "list":
            raise EditError("Choose what kind of answer this is.", "A list cannot hold lists.")
        if not self.label.strip():
            raise EditError("Say what this is called.", "Age, for example.")
        name = fresh(self.label, members, "answer").replace("-", "_")
        members[name] = new_fact(self.type, self.label)
        said = f"Added “{self.label.strip()}” to each member of {sheet.fact_called(self.fact)}."
        return Done(said=said, focus=join("facts", self.fact, "facts", name))


@operations.register("move-member")
@dataclass(frozen=True, kw_only=True)
class MoveMember(Operation):
    """Puts what is known of each member elsewhere in its order."""

    op = "move-member"

    fact: str
    member: str
    to: int
    """Its new position, from 0."""

    def run(self, sheet: Sheet) -> Done:
        members = _members(sheet, self.fact)
        _find(members, self.member)
        names = [name for name in members if name != self.member]
        names.insert(max(0, self.to), self.member)
        ordered = {name: members[name] for name in names}
        members.clear()
        members.update(ordered)
        said = f"Moved “{self.member}” of {sheet.fact_called(self.fact)}."
        return Done(said=said, focus=join("facts", self.fact, "facts", self.member))


@operations.register("rename-member")
@dataclass(frozen=True, kw_only=True)
class RenameMember(Operation):
    """Gives what is known of each member another name, everywhere."""

    op = "rename-member"

    fact: str
    member: str
    to: str

    def run(self, sheet: Sheet) -> Done:
        members = _members(sheet, self.fact)
        _find(members, self.member)
        check_new(self.to, members)
        anew = _with_name(sheet.document, self.fact, self.member, self.to)
        sheet.document.clear()
        sheet.document.update(anew)
        old, new = (join("facts", self.fact, "facts", name) for name in (self.member, self.to))
        sheet.move_texts(old, new)
        return Done(said=f"“{self.member}” is called “{self.to}” now, everywhere.", focus=new, renamed={old: new})


@operations.register("remove-member")
@dataclass(frozen=True, kw_only=True)
class RemoveMember(Operation):
    """Takes away what is known of each member, where nothing reads or fills it."""

    op = "remove-member"

    fact: str
    member: str

    def run(self, sheet: Sheet) -> Done:
        members = _members(sheet, self.fact)
        _find(members, self.member)
        used = uses_of_member(sheet.document, self.fact, self.member)
        if used:
            more = f" and {len(used) - 3} more" if len(used) > 3 else ""
            raise EditError(f"“{self.member}” is used: {', '.join(used[:3])}{more}.", "Change those first.")
        if len(members) == 1:
            raise EditError("A list needs something that is known of its members.", "Add another one first.")
        del members[self.member]
        sheet.drop_texts(join("facts", self.fact, "facts", self.member))
        return Done(
            said=f"Took “{self.member}” away from {sheet.fact_called(self.fact)}.", focus=join("facts", self.fact)
        )


def uses_of_member(document: Mapping[str, Json], fact: str, member: str) -> list[str]:
    """Pointers of the nodes and promises that read or fill what is known of a list's members."""
    after = _with_name(document, fact, member, f"{member}\N{NULL}")
    found = [join("nodes", name) for name, node in document["nodes"].items() if after["nodes"][name] != node]
    promises = zip(document.get("promises", ()), after.get("promises", ()), strict=True)
    return found + [join("promises", str(old.get("id"))) for old, new in promises if old != new]


def _members(sheet: Sheet, fact: str) -> dict[str, Any]:
    entry = sheet.fact(fact)
    if entry.get("type") != "list" or not isinstance(entry.get("facts"), dict):
        raise EditError(f"{sheet.fact_called(fact)} is no list.", "Only lists have members.")
    members: dict[str, Any] = entry["facts"]
    return members


def _find(members: Mapping[str, Any], name: str) -> None:
    if name not in members:
        raise EditError(f"Nothing is called “{name}” here.", "Somebody may have removed it: look again.")


def _with_name(document: Mapping[str, Json], fact: str, member: str, to: str) -> dict[str, Any]:
    """The document in which a member's fact has another name."""
    naming = _Naming(document["facts"], fact, member, to)
    anew = dict(document)
    own = {naming.said(name): each for name, each in document["facts"][fact]["facts"].items()}
    anew["facts"] = {**document["facts"], fact: {**document["facts"][fact], "facts": own}}
    anew["nodes"] = {name: naming.node(node) for name, node in document["nodes"].items()}
    if "promises" in document:
        anew["promises"] = naming.walk(document["promises"], ())
    return anew


@dataclass(frozen=True)
class _Naming:
    """Another name for one fact of a list's members."""

    facts: Mapping[str, Any]
    of: str
    """The list."""
    member: str
    to: str

    def said(self, name: str) -> str:
        return self.to if name == self.member else name

    def node(self, node: Mapping[str, Any]) -> Any:
        """A node, with what it fills of each member by its name."""
        anew = self.walk(node, ())
        if node.get("type") == "repeat" and node.get("fact") == self.of:
            anew["outputs"] = {self.said(name): each for name, each in node.get("outputs", {}).items()}
        for output in anew.get("outputs", ()) if node.get("type") == "table" else ():
            if output.get("fact") == self.of and "members" in output:
                output["members"] = [self.said(name) for name in output["members"]]
        return anew

    def walk(self, value: Any, frames: tuple[str, ...]) -> Any:
        """Whatever stands there, with the other name where that one is meant. `frames`: the lists gone through."""
        if isinstance(value, list):
            return [self.walk(each, frames) for each in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((operator, raw),) = value.items()
            args = raw if isinstance(raw, list) else [raw]
            if operator in _READING:
                named = [self._read(each, frames) for each in args]
                return {operator: named if isinstance(raw, list) else named[0]}
            if operator in _OVER_ITEMS and len(args) > 1:
                inner = (*frames, self._gone_through(args[0]))
                return {operator: [self.walk(args[0], frames), *(self.walk(each, inner) for each in args[1:])]}
        return {key: self.walk(each, frames) for key, each in value.items()}

    def _read(self, name: Json, frames: tuple[str, ...]) -> Json:
        """A name that is read: the innermost list whose members have it gives its meaning."""
        if not isinstance(name, str):
            return name
        plain = name.removeprefix("current.")
        owner = next((each for each in reversed(frames) if plain in self.facts.get(each, {}).get("facts", ())), "")
        return name.removesuffix(plain) + self.to if owner == self.of and plain == self.member else name

    def _gone_through(self, items: Json) -> str:
        """The list whose members a list operator is about."""
        while isinstance(items, dict) and len(items) == 1 and isinstance(items.get("filter"), list):
            items = items["filter"][0]
        name = items.get("var") if isinstance(items, dict) else None
        name = name[0] if isinstance(name, list) and name else name
        return name if isinstance(name, str) else ""
