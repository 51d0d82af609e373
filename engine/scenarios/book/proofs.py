"""Promises and their proofs, and what else the proof has to tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.analysis.markup import Content, Markup, element, join
from engine.model.flow import Promise
from engine.model.values import Json
from engine.scenarios.book.material import Material, node_anchor
from engine.scenarios.proof_words import say_proof

_SEVERITIES = {"error": "Error", "warning": "Warning", "note": "Note"}
NOT_PROVED = "This book was made without a proof."


def promises(book: Material) -> Markup | None:
    """Every promise as a sentence, with its verdict."""
    if not book.flow.promises:
        return element("p", "The designers promise nothing about this flow.")
    rows = [
        element(
            "tr",
            element("th", element("code", promise.id), scope="row"),
            element("td", _sentence(book, promise)),
            element("td", _verdict(book, promise)),
        )
        for promise in book.flow.promises
    ]
    heads = [element("th", each, scope="col") for each in ("Promise", "What is promised", "Is it kept?")]
    return element(
        "div",
        element(
            "table",
            element("caption", "What the designers swear about every finished journey"),
            element("thead", element("tr", heads)),
            element("tbody", rows),
        ),
        class_="wide",
        tabindex="0",
        role="group",
        aria_label="Promises",
    )


def _sentence(book: Material, promise: Promise) -> Content:
    if promise.within:
        inner = replace(promise, within="")
        return join("Of journeys that come past ", _node(book, promise.within), ": ", _sentence(book, inner))
    if promise.when is None:
        return join("Every journey ", _kept(book, promise), ".")
    when = book.naming.saying.condition(book.read(promise.when))
    return join("When ", when, ", the journey ", _kept(book, promise), ".")


def _kept(book: Material, promise: Promise) -> Content:
    ((kind, wanted),) = promise.then.items()
    if kind == "outcome":
        shown = [join(" or " if place else None, _node(book, name)) for place, name in enumerate(wanted)]
        return join("ends at ", shown)
    if kind == "passes":
        shown = [join(" or " if place else None, _node(book, name)) for place, name in enumerate(wanted)]
        return join("comes past ", shown)
    if kind == "visits":
        return join("comes past ", _node(book, wanted))
    if kind == "never":
        return join("never comes to ", _node(book, wanted))
    return join("ends with this being so: ", book.naming.saying.condition(book.read(wanted)))


def _node(book: Material, name: str) -> Content:
    return book.to_node(name) if name in book.flow.nodes else element("code", name)


def _verdict(book: Material, promise: Promise) -> Content:
    """Kept by every answer, broken for somebody, or not settled."""
    found = book.proved("promise", f"/promises/{promise.id}")
    if not book.proof or book.proof.get("untold"):
        return join(element("strong", "Not proved.", class_="open"), " ", book.proof.get("untold") or None)
    broken = next((each for each in found if each["can"]), None)
    if broken is not None:
        walk = book.proof["walks"][broken["walk"]]
        return join(element("strong", "Broken", class_="bad"), " for ", _person(book, walk), ".")
    unsettled = next((each for each in found if each["can"] is None), None)
    if unsettled is not None:
        return join(element("strong", "Not settled:", class_="open"), f" {unsettled['unsettled']}.")
    return element("strong", "Proved: kept by every answer.", class_="good")


def _person(book: Material, walk: Mapping[str, Json]) -> Content:
    said = "; ".join(f"{each['label']}: {each['says']}" for each in walk["answers"])
    who = f"somebody who answers {said}" if said else "everybody"
    return join(book.own(who), ", who ends at ", _node(book, walk["end"]))


def findings(book: Material) -> Markup:
    """The proof in one sentence, and everything that it found."""
    if not book.proof:
        return element("p", NOT_PROVED)
    issues: Sequence[Mapping[str, Json]] = book.proof["issues"]
    told = [element("li", list(_issue(book, issue)), class_=f"issue issue-{issue['severity']}") for issue in issues]
    return join(
        element("p", say_proof(book.proof["summary"])),
        element("ul", told, class_="issues") if told else element("p", "Nothing is to be mended."),
    )


def _issue(book: Material, issue: Mapping[str, Json]) -> list[Content]:
    parts = issue["pointer"].split("/")
    name = parts[2] if len(parts) > 2 and parts[1] == "nodes" else ""
    link = element("a", "See there", href=f"#{node_anchor(name)}") if name in book.flow.nodes else None
    severity = element("strong", _SEVERITIES[issue["severity"]], ": ")
    return [severity, f"{issue['what']} {issue['fix']} ".replace("  ", " "), link]
