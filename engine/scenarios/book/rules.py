"""How a node is left: its rules in their order, each with its reason, its source and what the proof says of it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.drawing.naming import capital
from engine.analysis.markup import Content, Markup, element, join
from engine.nodes import Exit, Node
from engine.scenarios.book.material import Material
from engine.scenarios.book.sentences import condition

_LAST = {
    "otherwise": "Otherwise",
    "unknown": "If this cannot be told, because something was not answered",
    "unsolved": "If the person says that it did not help",
    "unmatched": "If no row fits",
    "two-rows-fit": "If two rows fit",
}


def ways_out(book: Material, node: Node) -> Markup | None:
    """The exits of a node as a list."""
    exits = node.exits()
    if not exits:
        return None
    if len(exits) == 1 and exits[0].name == "next":
        return element("p", "Then: ", book.to_node(exits[0].target), class_="then")
    return element("ol", [element("li", list(_way(book, node, exit))) for exit in exits], class_="rules")


def _way(book: Material, node: Node, exit: Exit) -> Iterator[Content]:
    rule = book.naming.rule(node, exit)
    target = join(element("span", " → ", class_="to", aria_hidden="true"), element("span", " go to ", class_="sr"))
    if rule is None:
        yield element("div", _LAST.get(exit.name) or _named(book, node, exit), target, book.to_node(exit.target))
        yield doubts(book, "exit", f"/nodes/{node.id}/{exit.name}", "Nobody leaves this way")
        return
    typed = book.typed(node.pointer(rule.group, rule.id, "when"))
    yield element("div", condition(book.naming.of_answer(node), typed), target, book.to_node(exit.target))
    because = book.naming.because(node, rule)
    yield element("p", "What the person reads: ", book.own(because), class_="because") if because else None
    yield book.source(rule.source)
    yield doubts(book, "exit", f"/nodes/{node.id}/{rule.group}/{rule.id}", "This rule never decides")


def _named(book: Material, node: Node, exit: Exit) -> Content:
    label = book.naming.label(node, exit)
    return join("If it comes out as ", book.own(label)) if label else "Then"


def doubts(book: Material, kind: str, pointer: str, nobody: str) -> Markup | None:
    """What the proof says against something; nothing where somebody meets it."""
    found = book.proved(kind, pointer)
    if not found or any(each["can"] for each in found):
        return None
    if all(each["can"] is False for each in found):
        reasons = "; ".join(capital(each["says"]) for entry in found for each in entry["because"])
        return element("p", f"{nobody}. ", reasons and f"What rules it out: {reasons}.", class_="doubt")
    unsettled = next(each["unsettled"] for each in found if each["can"] is None)
    return element("p", f"Not settled whether anybody does: {unsettled}.", class_="doubt")
