"""Reads a DMN document (XML): its inputs, its decisions in the order they need each other, and its types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from engine.scenarios.decision_tables.refusal import refusal

_NAMESPACE = ("https://www.omg.org/spec/DMN/", "http://www.omg.org/spec/DMN/")
_SAID = {
    "businessKnowledgeModel": "a business knowledge model",
    "decisionService": "a decision service",
    "import": "an import of another document",
}


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What the document says of a type: its name in FEEL, the values allowed, and its parts."""

    type: str = ""
    allowed: str = ""
    parts: Mapping[str, Declared] = field(default_factory=dict)
    is_list: bool = False


@dataclass(frozen=True, kw_only=True)
class Model:
    """What is in a document. Inputs with their types, decisions by name in order."""

    name: str
    inputs: Mapping[str, str]
    decisions: Mapping[str, Element]
    types: Mapping[str, Declared]
    needed: frozenset[str]
    """The decisions that others read."""


def read_model(text: str) -> Model:
    """The model in `text`. Raises DefinitionError when it is none, or uses what no flow has."""
    root = _root(text)
    for each in root:
        if tag_of(each) in _SAID:
            reason = f"it is {_SAID[tag_of(each)]}, which cannot become a part of a flow."
            raise refusal(f"“{each.get('name', tag_of(each))}”", reason)
    decisions = {each.get("id", ""): each for each in children(root, "decision")}
    if not decisions:
        raise refusal("", "The document has no decision.")
    _check_names([*children(root, "inputData"), *decisions.values()])
    needs = {id: _required(each) & set(decisions) for id, each in decisions.items()}
    try:
        order = list(TopologicalSorter({id: sorted(each) for id, each in needs.items()}).static_order())
    except CycleError:
        raise refusal("", "The decisions of the document need one another in a circle.") from None
    return Model(
        name=root.get("name") or "decision",
        inputs={name_of(each): type_of(child(each, "variable")) for each in children(root, "inputData")},
        decisions={name_of(decisions[id]): decisions[id] for id in order},
        types={name_of(each): _declared(each) for each in children(root, "itemDefinition")},
        needed=frozenset(name_of(decisions[id]) for each in needs.values() for id in each),
    )


def _root(text: str) -> Element:
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except ParseError as error:
        raise refusal("", f"The file is not XML: {error}.") from None
    except (DefusedXmlException, ValueError):
        raise refusal("", "The file declares entities or a document type of its own. Save it without them.") from None
    if tag_of(root) != "definitions" or not root.tag[1:].startswith(_NAMESPACE):
        raise refusal("", "The file is XML, but no DMN document: it does not begin with “definitions” of DMN.")
    return root


def _check_names(parts: Iterable[Element]) -> None:
    """Every input and decision needs a name of its own, because expressions read them by it."""
    seen: set[str] = set()
    for name in map(name_of, parts):
        if not name or name in seen:
            raise refusal(
                "", f"Two inputs or decisions are called “{name}”." if name else "An input or decision has no name."
            )
        seen.add(name)


def _required(decision: Element) -> set[str]:
    """The ids of the decisions that this one needs."""
    needs = (child(each, "requiredDecision") for each in children(decision, "informationRequirement"))
    return {each.get("href", "").removeprefix("#") for each in needs if each is not None}


def _declared(item: Element) -> Declared:
    return Declared(
        type=text_of(child(item, "typeRef")),
        allowed=text_of(child(item, "allowedValues")),
        parts={name_of(each): _declared(each) for each in children(item, "itemComponent")},
        is_list=item.get("isCollection") == "true",
    )


# --- XML, whatever the version of DMN ---


def tag_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, tag: str) -> Iterator[Element]:
    """The children of this name."""
    return (each for each in element if tag_of(each) == tag) if element is not None else iter(())


def child(element: Element | None, tag: str) -> Element | None:
    """The first child of this name."""
    return next(children(element, tag), None)


def text_of(element: Element | None) -> str:
    """The text in an element, or in its child `text`."""
    inner = child(element, "text")
    found = inner if inner is not None else element
    return (found.text or "").strip() if found is not None else ""


def name_of(element: Element) -> str:
    """The name of an element, without doubled spaces."""
    return " ".join((element.get("name") or "").split())


def type_of(variable: Element | None) -> str:
    """The declared type of a variable or expression."""
    return (variable.get("typeRef") or "") if variable is not None else ""
