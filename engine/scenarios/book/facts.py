"""The glossary: every fact, what it may be, where it is filled and where it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.analysis.markup import Content, Markup, element, join
from engine.expressions import facts_read
from engine.model.flow import Fact
from engine.questions import placeholders_in
from engine.scenarios.book.limits import TYPES, limits
from engine.scenarios.book.material import Material, fact_anchor


def glossary(book: Material) -> Markup:
    """All facts in the order of their names."""
    used = _uses(book)
    ordered = sorted(book.flow.facts.values(), key=lambda fact: (book.naming.fact(fact.id).casefold(), fact.id))
    return element("dl", [join(_entry(book, fact, used.get(fact.id, ()))) for fact in ordered], class_="glossary")


def _entry(book: Material, fact: Fact, used: Mapping[str, None] | tuple[()]) -> Iterator[Markup]:
    shown = book.naming.wording.fact(fact.id)
    yield element("dt", book.own(book.naming.fact(fact.id)), " ", element("code", fact.id), id=fact_anchor(fact.id))
    kind = f"{TYPES.get(fact.type, fact.type)}. {' '.join(limits(book, shown))}".strip()
    told = " Personal data: kept encrypted, and out of logs." if fact.sensitive else ""
    yield element("dd", kind, told, _members(book, shown))
    filled = [node.id for node in book.ordered if fact.id in node.fills]
    yield element("dd", "Filled at: ", _links(book, filled) if filled else _elsewhere(book, fact))
    others = [name for name in used if name not in filled]
    yield element("dd", "Used at: ", _links(book, others) if others else "no other place.")


def _elsewhere(book: Material, fact: Fact) -> Content:
    """A fact that no node of this flow fills by itself."""
    for node in book.ordered:
        written = book.document["nodes"].get(node.id, {})
        if fact.id in written.get("outputs", {}) and node.type == "subflow":
            return book.to_node(node.id)
        if node.type == "repeat" and written.get("fact") == fact.id:
            return book.to_node(node.id)
    return "a flow that runs this one." if fact.id in book.flow.inputs else "no place."


def _members(book: Material, fact: Fact) -> Markup | None:
    members: Mapping[str, Fact] = fact.domain.get("facts", {}) if fact.type == "list" else {}
    said = [
        element(
            "li",
            book.own(str(each.label) or name),
            f": {TYPES.get(each.type, each.type)}. ",
            " ".join(limits(book, each)),
        )
        for name, each in members.items()
    ]
    return element("ul", said) if said else None


def _links(book: Material, names: list[str]) -> Markup:
    shown = [join(", " if place else None, book.to_node(name)) for place, name in enumerate(names)]
    return join(shown, ".")


def _uses(book: Material) -> Mapping[str, dict[str, None]]:
    """For each fact, the nodes that read it or say it."""
    found: dict[str, dict[str, None]] = {}
    for node in book.ordered:
        read = [name for each in node.expressions() for name in facts_read(book.typed(each.pointer))]
        said = [name for text in node.texts().values() for name in placeholders_in(text)]
        for name in dict.fromkeys([*sorted(read), *sorted(said)]):
            found.setdefault(name, {})[node.id] = None
    return found
