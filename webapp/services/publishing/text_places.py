"""Every text of a draft with the place where people meet it: what a table of words or of translations shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.editing import FlowDraft, Sheet, each_text
from engine.model import Text

WHOLE_FLOW: Final = ""
_FLOW: Final = {
    "/title": "Title",
    "/summary": "Summary",
    "/agency": "Agency",
    "/about/before": "Before people begin",
    "/about/emergency": "In an emergency",
    "/about/disclaimer": "Disclaimer",
}
_KEYS: Final = {
    "title": "Title",
    "body": "Text",
    "prompt": "Question",
    "hint": "Hint",
    "help": "Help",
    "summary": "Summary",
    "consent": "What people agree to",
    "message": "What is said of a wrong answer",
    "because": "Reason",
    "unless": "Reason against",
    "add": "Question after each member",
    "first": "Question before the first",
    "label": "Short name of the answer",
    "yes": "Words for yes",
    "no": "Words for no",
    "unit": "Unit",
}
_FOR_DESIGNERS: Final = frozenset({"decision", "table", "calculate"})
"""Steps whose title nobody in public reads."""
_LONG: Final = frozenset({"body", "help", "consent", "before", "emergency", "disclaimer", "summary"})


@dataclass(frozen=True, kw_only=True)
class PlacedText:
    """One text and where it stands."""

    pointer: str
    text: Text
    step: str
    """The node where people meet it; `WHOLE_FLOW` for what belongs to no step."""
    group: str
    """What that node is called."""
    label: str
    """What kind of text it is, with what it is about."""
    is_long: bool
    is_public: bool
    """Whether anybody but designers reads it."""


def place_texts(draft: FlowDraft) -> list[PlacedText]:
    """Every text: first those of the whole flow, then step by step, each with the answers that it asks for."""
    document: Mapping[str, Any] = draft.document
    sheet, nodes = Sheet(draft), document.get("nodes", {})
    asked_at = _asked_at(nodes)
    order = {name: number for number, name in enumerate(nodes)}
    placed = []
    for pointer, text in each_text(document):
        steps = pointer.split("/")[1:]
        step = _step_of(steps, asked_at)
        placed.append(
            PlacedText(
                pointer=pointer,
                text=text,
                step=step,
                group=sheet.called(step).strip("“”") if step else "",
                label=_label(document, steps),
                is_long=steps[-1] in _LONG or (isinstance(text, str) and (len(text) > 90 or "\n" in text)),
                is_public=steps[-1] != "title" or nodes.get(step, {}).get("type") not in _FOR_DESIGNERS,
            )
        )
    return sorted(placed, key=lambda each: order.get(each.step, -1))


def forms_of(pointer: str, text: Text) -> Iterator[tuple[str, str, str]]:
    """Each sentence of a text by its own pointer, with the class of numbers it is for: a plural has several."""
    if isinstance(text, str):
        yield pointer, "", text
    else:
        yield from ((f"{pointer}/{key}", key, form) for key, form in text.items() if key != "by")


def _asked_at(nodes: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """By fact the first node that asks for it."""
    found: dict[str, str] = {}
    for name, node in nodes.items():
        for question in (node, *node.get("questions", ())):
            if isinstance(question.get("fact"), str):
                found.setdefault(question["fact"], name)
    return found


def _step_of(steps: list[str], asked_at: Mapping[str, str]) -> str:
    if steps[0] == "nodes":
        return steps[1]
    return asked_at.get(steps[1], WHOLE_FLOW) if steps[0] == "facts" else WHOLE_FLOW


def _label(document: Mapping[str, Any], steps: list[str]) -> str:
    if known := _FLOW.get("/" + "/".join(steps)):
        return known
    if steps[:2] == ["about", "keywords"]:
        return f"Search word {int(steps[2]) + 1}"
    key, owner = steps[-1], steps[-2]
    if len(steps) > 2 and steps[-3] in ("options", "places"):
        return f"Answer “{owner}”" if key == "label" else f"Hint of the answer “{owner}”"
    if owner == "messages":
        return f"What is said of a wrong answer: {key}"
    said = _KEYS.get(key, key)
    if steps[0] == "facts":
        return said if owner == steps[1] and _is_asked(document, steps[1]) else f"{said}: {owner}"
    return said if len(steps) == 3 else f"{said}: {owner}"


def _is_asked(document: Mapping[str, Any], fact: str) -> bool:
    return fact in _asked_at(document.get("nodes", {}))
