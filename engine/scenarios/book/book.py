"""Puts a book together: cover, contents, the map, every chapter; one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.analysis.markup import Content, Markup, element, join
from engine.model.words import find_locale
from engine.scenarios.book.closing import history, scenarios, sources, translations
from engine.scenarios.book.facts import glossary
from engine.scenarios.book.material import Material, node_anchor
from engine.scenarios.book.nodes import chapter
from engine.scenarios.book.printing import sheets
from engine.scenarios.book.proofs import findings, promises
from engine.scenarios.book.style import STYLE
from engine.scenarios.book.tables import amount_tables

Part = tuple[str, str, Content]
"""Its anchor, its heading and what stands in it."""


def build_book(book: Material) -> str:
    """The whole document."""
    parts = [part for part in _parts(book) if part[2]]
    title = book.naming.title
    body = element(
        "body",
        element("a", "Skip to the contents", href="#contents", class_="skip"),
        _cover(book),
        element("nav", _contents(book, parts), id="contents", aria_labelledby="contents-heading"),
        element("main", [_part(*part) for part in parts]),
        element("footer", element("p", f"{title}: release {book.release.fingerprint[:12]}, {book.day(book.today)}")),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", f"{title}: the book of the flow"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("style", Markup(STYLE)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en', dir='ltr')}\n"


def _cover(book: Material) -> Markup:
    facts = [
        ("Agency", book.own(book.text("/agency")) if book.text("/agency") else None),
        ("Languages", words_for_languages(book)),
        ("Fingerprint", element("code", book.release.fingerprint)),
        ("As of", book.day(book.today)),
        ("Released", _released(book)),
        ("Size", _size(book)),
    ]
    return element(
        "header",
        element("p", "The book of a flow", class_="over"),
        element("h1", book.own(book.naming.title)),
        book.prose("/summary"),
        element("dl", [join(element("dt", name), element("dd", said)) for name, said in facts if said], class_="facts"),
        class_="cover",
    )


def _released(book: Material) -> str:
    if not book.history:
        return "not released yet"
    return f"{len(book.history)} times" if len(book.history) > 1 else "once"


def words_for_languages(book: Material) -> str:
    """The languages by name, the flow's own first."""
    names = (find_locale(language).get_display_name("en") or language for language in book.release.languages)
    return book.naming.words.list(str(name).partition(" (")[0] for name in names)


def _size(book: Material) -> str:
    outcomes = sum(bool(node.outcome) for node in book.ordered)
    return f"{len(book.ordered)} nodes, {outcomes} of them outcomes; {len(book.flow.facts)} facts"


def _contents(book: Material, parts: Sequence[Part]) -> Markup:
    """Links to every part, and within them to every node."""
    below = {
        "steps": [node.id for node in book.ordered if not node.outcome],
        "outcomes": [node.id for node in book.ordered if node.outcome],
    }
    entries = []
    for anchor, heading, _ in parts:
        inner = [element("li", _link(book, name)) for name in below.get(anchor, ())]
        link = element("a", heading, href=f"#{anchor}")
        entries.append(element("li", link, element("ol", inner) if inner else None))
    return join(element("h2", "Contents", id="contents-heading"), element("ol", entries, class_="contents"))


def _link(book: Material, name: str) -> Markup:
    return element("a", book.own(book.naming.text(book.flow.nodes[name])), href=f"#{node_anchor(name)}")


def _part(anchor: str, heading: str, content: Content) -> Markup:
    title = element("h2", heading, id=f"{anchor}-heading")
    return element("section", title, content, id=anchor, aria_labelledby=f"{anchor}-heading", class_="part")


def _parts(book: Material) -> Iterator[Part]:
    yield "about", "About this flow", list(_about(book))
    yield "map", "The map", sheets(book.drawn)
    yield "steps", "Step by step", [chapter(book, node) for node in book.ordered if not node.outcome]
    yield "outcomes", "Where it can lead", [chapter(book, node) for node in book.ordered if node.outcome]
    yield "tables", "Amounts", amount_tables(book)
    yield "promises", "Promises", promises(book)
    yield "proof", "What the proof found", findings(book)
    yield "facts", "Facts", glossary(book)
    yield "scenarios", "Scenarios", scenarios(book)
    yield "translations", "Translations", translations(book)
    yield "sources", "Sources", sources(book)
    yield "history", "Release history", history(book)


def _about(book: Material) -> Iterator[Content]:
    """What the start page tells."""
    told = (("In an emergency", "emergency"), ("Before you start", "before"), ("What this is not", "disclaimer"))
    for heading, key in told:
        said = book.prose(f"/about/{key}")
        if said:
            yield element("h3", heading)
            yield said
    minutes = book.document.get("about", {}).get("minutes")
    yield element("p", f"It takes about {minutes} minutes.") if minutes else None
