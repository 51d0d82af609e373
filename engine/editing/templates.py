"""What a new node or fact looks like before anybody has filled it in.

As whole as it can be: what is missing (a rule, somewhere to lead) is told by the check of the document, and the
editor shows it as the next thing to do.
"""

from __future__ import annotations

from typing import Any

_FACTS: dict[str, dict[str, Any]] = {
    "choice": {"options": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]},
    "choices": {"options": [{"id": "first", "label": "First"}, {"id": "none", "label": "None of these"}]},
    "place": {"places": [{"id": "first", "label": "First place"}, {"id": "second", "label": "Second place"}]},
    "money": {"currency": "USD", "minimum": 0},
    "integer": {"minimum": 0, "maximum": 100},
    "decimal": {"minimum": 0, "maximum": 100},
    "list": {"maximum": 10, "facts": {"name": {"type": "text", "label": "Name"}}},
}
"""What a type of fact cannot do without."""


def new_fact(type: str, label: str) -> dict[str, Any]:
    """A fact of a type, called by the question that asks for it until somebody shortens that."""
    return {"type": type, "label": label.strip(" ?") or "Answer", **_FACTS.get(type, {})}


def new_node(type: str, text: str, *, fact: str = "") -> dict[str, Any]:
    """A node of a type. `text` is what a person reads first; of an article, the name it has."""
    said = text or "Untitled"
    shapes: dict[str, dict[str, Any]] = {
        "question": {"fact": fact, "prompt": said},
        "message": {"title": said, "body": said},
        "end": {"title": said},
        "article": {"article": text},
        "handoff": {
            "title": said,
            "plan": "",
            "priority": "normal",
            "reason": "",
            "contact": {"ask": ["name", "phone", "email"], "require_one_of": ["phone", "email"]},
        },
        "page": {"title": said, "questions": []},
        "decision": {"title": said, "rules": []},
        "calculate": {"title": said, "set": []},
        "table": {"title": said, "hit": "first", "inputs": [], "outputs": [], "rows": []},
        "results": {"title": said, "items": []},
        "subflow": {"title": said, "flow": ""},
        "repeat": {"title": said if "{n}" in said else f"{said} {{n}}", "fact": fact, "flow": "", "outputs": {}},
    }
    return {"type": type, **shapes[type]}
