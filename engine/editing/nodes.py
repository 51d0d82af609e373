"""Operations on whole nodes: add, remove, rename, move, and lead exits elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.editing.exits import close, follow, lead, main_exit, ways_in, ways_out
from engine.editing.names import check_new, fresh
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import join
from engine.editing.renaming import rename
from engine.editing.sheet import Sheet
from engine.editing.templates import new_fact, new_node
from engine.errors import EditError
from engine.model.values import Json
from engine.nodes import node_types


@operations.register("add-node")
@dataclass(frozen=True, kw_only=True)
class AddNode(Operation):
    """Adds a node of a type, in the middle of an exit or at the end of the list."""

    op = "add-node"

    type: str
    text: str = ""
    """Its question, title or, for an article, the article's name."""
    after: str = ""
    """The node in whose exit it is put. Empty: it stands alone until something leads to it."""
    exit: str = ""
    """Which exit of `after`; empty is the one by which the flow goes on."""
    also: tuple[str, ...] = ()
    """Further exits of `after` that lead to it: those that led to where `exit` did."""
    first: bool = False
    """Put before the start: everybody begins there then."""
    fact: str = ""
    """For a question: a fact that is there already. Empty makes one."""
    fact_type: str = "boolean"
    name: str = ""

    def run(self, sheet: Sheet) -> Done:
        if self.type not in node_types:
            raise EditError(f"There is no step of the type “{self.type}”.", f"There are: {', '.join(node_types)}.")
        target = self._target(sheet)
        name = self.name or fresh(self.text, sheet.nodes, self.type)
        check_new(name, sheet.nodes)
        fact = self._fact(sheet) if self.type == "question" else ""
        node = new_node(self.type, self.text, fact=fact)
        sheet.nodes[name] = node
        if target and main_exit(node):
            node[main_exit(node)] = target
        if self.after:
            for exit in (self._exit(sheet), *self.also):
                lead(sheet, self.after, exit, name)
            _move(sheet, name, after=self.after)
        if self.first:
            sheet.document["start"] = name
            _move(sheet, name, after="")
        return Done(said=f"Added {_kind(self.type)} {sheet.called(name)}.", focus=join("nodes", name))

    def _exit(self, sheet: Sheet) -> str:
        return self.exit or main_exit(sheet.node(self.after))

    def _target(self, sheet: Sheet) -> str:
        """Where the exit led that the new node is put into."""
        if self.first:
            return str(sheet.document.get("start", ""))
        return follow(sheet.node(self.after), self._exit(sheet)) if self.after else ""

    def _fact(self, sheet: Sheet) -> str:
        if self.fact:
            sheet.fact(self.fact)
            return self.fact
        name = fresh(self.text, sheet.facts, "answer").replace("-", "_")
        name = fresh(name, sheet.facts, "answer") if name in sheet.facts else name
        sheet.facts[name] = new_fact(self.fact_type, self.text)
        return name


@operations.register("remove-node")
@dataclass(frozen=True, kw_only=True)
class RemoveNode(Operation):
    """Removes a node. What led to it leads to where it went on, or to `instead`."""

    op = "remove-node"

    node: str
    instead: str = ""

    def run(self, sheet: Sheet) -> Done:
        node, called = sheet.node(self.node), sheet.called(self.node)
        ways = [(other, exit) for other, exit in ways_in(sheet, self.node) if other != self.node]
        start = sheet.document.get("start") == self.node
        instead = self.instead or self._goes_on(sheet, node, needed=bool(ways) or start)
        for other, exit in ways:
            lead(sheet, other, exit, instead)
        if start:
            sheet.document["start"] = instead
        del sheet.nodes[self.node]
        sheet.drop_texts(join("nodes", self.node))
        where = f" What led there leads to {sheet.called(instead)} now." if ways or start else ""
        return Done(said=f"Removed {called}.{where}", focus=join("nodes", instead) if instead else "")

    def _goes_on(self, sheet: Sheet, node: Mapping[str, Json], *, needed: bool) -> str:
        targets = dict.fromkeys(target for _, target in ways_out(node) if target in sheet.nodes and target != self.node)
        if len(targets) == 1 or (targets and not needed):
            return next(iter(targets))
        if not needed:
            return ""
        if not targets:
            raise EditError(
                f"{sheet.called(self.node)} is where the flow ends for those who come here.",
                "Say which step they come to instead, or remove the exits that lead here first.",
            )
        named = ", ".join(sheet.called(target) for target in targets)
        raise EditError(
            f"{sheet.called(self.node)} leads to several steps: {named}.", "Say which of them is to come instead."
        )


@operations.register("rename-node")
@dataclass(frozen=True, kw_only=True)
class RenameNode(Operation):
    """Gives a node another name, everywhere."""

    op = "rename-node"

    node: str
    to: str

    def run(self, sheet: Sheet) -> Done:
        sheet.node(self.node)
        check_new(self.to, sheet.nodes)
        rename(sheet, "nodes", self.node, self.to)
        renamed = {join("nodes", self.node): join("nodes", self.to)}
        return Done(said=f"“{self.node}” is called “{self.to}” now.", focus=join("nodes", self.to), renamed=renamed)


@operations.register("move-node")
@dataclass(frozen=True, kw_only=True)
class MoveNode(Operation):
    """Puts a node elsewhere in the outline's order. Where anything leads stays as it is."""

    op = "move-node"

    node: str
    after: str = ""
    """Empty: to the top."""

    def run(self, sheet: Sheet) -> Done:
        sheet.node(self.node)
        if self.after:
            sheet.node(self.after)
        _move(sheet, self.node, after=self.after)
        where = f"below {sheet.called(self.after)}" if self.after else "to the top"
        return Done(said=f"Moved {sheet.called(self.node)} {where}.", focus=join("nodes", self.node))


@operations.register("connect")
@dataclass(frozen=True, kw_only=True)
class Connect(Operation):
    """Lets an exit lead to a node."""

    op = "connect"

    node: str
    to: str
    exit: str = "next"

    def run(self, sheet: Sheet) -> Done:
        lead(sheet, self.node, self.exit, self.to)
        said = f"“{self.exit}” of {sheet.called(self.node)} leads to {sheet.called(self.to)} now."
        return Done(said=said, focus=join("nodes", self.node))


@operations.register("disconnect")
@dataclass(frozen=True, kw_only=True)
class Disconnect(Operation):
    """Takes an exit away, with the rule that it belongs to."""

    op = "disconnect"

    node: str
    exit: str

    def run(self, sheet: Sheet) -> Done:
        close(sheet, self.node, self.exit)
        said = f"Took the exit “{self.exit}” of {sheet.called(self.node)} away."
        return Done(said=said, focus=join("nodes", self.node))


@operations.register("start-with")
@dataclass(frozen=True, kw_only=True)
class StartWith(Operation):
    """Lets every journey begin at a node."""

    op = "start-with"

    node: str

    def run(self, sheet: Sheet) -> Done:
        sheet.node(self.node)
        sheet.document["start"] = self.node
        return Done(said=f"Everybody begins at {sheet.called(self.node)} now.", focus=join("nodes", self.node))


def _move(sheet: Sheet, name: str, *, after: str) -> None:
    nodes: dict[str, Any] = dict(sheet.nodes)
    moved = nodes.pop(name)
    sheet.nodes.clear()
    if not after or after == name:
        sheet.nodes[name] = moved
    for other, node in nodes.items():
        sheet.nodes[other] = node
        if other == after:
            sheet.nodes[name] = moved


def _kind(type: str) -> str:
    words = {"article": "the article", "end": "the end", "table": "the decision table", "subflow": "the sub-flow"}
    return words.get(type, f"the {type}")
