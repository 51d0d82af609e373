"""What can be written about each type of step, and the changes that a form with those fields asks for.

Each field carries what stood there when the page was made: what somebody else changed meanwhile is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.editing import Operation, SetValue, find_value, read_operation, ways_out

_TITLE: Final = ("title", "Title", "")
_WORDS: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "question": (
        ("prompt", "Question", ""),
        ("hint", "Hint", "One sentence below the question that helps to answer it."),
        ("help", "Help", "More, for those who open it."),
    ),
    "page": (_TITLE, ("body", "Text above the questions", "")),
    "message": (_TITLE, ("body", "Text", "")),
    "end": (_TITLE, ("body", "Text", "")),
    "results": (_TITLE, ("body", "Text above the results", "")),
    "article": (_TITLE, ("article", "Article", "The name of its file, such as apply-for-snap.")),
    "handoff": (
        _TITLE,
        ("consent", "What people agree to", "Shown before they send."),
        ("plan", "Routing plan", "Which queue it goes to: a name from the desk’s plans."),
        ("reason", "Reason", "A short name for reports."),
    ),
    "repeat": (
        ("title", "Title of each member", "{n} stands for the number."),
        ("add", "Question after each member", ""),
        ("first", "Question before the first", ""),
    ),
    **dict.fromkeys(("decision", "table", "calculate", "subflow"), (_TITLE,)),
}
"""By type: property, label, hint. The title of a decision, table or calculation is for designers only."""
OPTION_LISTS: Final = {"choice": "options", "choices": "options", "place": "places"}
_LONG: Final = frozenset({"body", "help", "consent"})


@dataclass(frozen=True, kw_only=True)
class Field:
    """One text that can be written."""

    name: str
    """Of the form's field; `was-` before it is what stood there."""
    pointer: str
    label: str
    hint: str
    value: str
    is_long: bool


def fields_of(document: Mapping[str, Any], name: str) -> Iterator[Field]:
    """The texts of a step, of the fact that it asks for, and the reasons of its rules."""
    node = document["nodes"][name]
    for key, label, hint in _WORDS.get(node["type"], ()):
        yield _field(f"/nodes/{name}/{key}", label, hint, node.get(key), is_long=key in _LONG)
    if node["type"] == "question" and node.get("fact") in document["facts"]:
        yield from _of_fact(document["facts"][node["fact"]], f"/facts/{node['fact']}")
    for rule in node.get("rules", ()):
        pointer = f"/nodes/{name}/rules/{rule['id']}/because"
        yield _field(pointer, "Reason for people to read", "", rule.get("because"), is_long=False)


def _of_fact(fact: Mapping[str, Any], here: str) -> Iterator[Field]:
    hint = "What staff and the list of answers call it."
    yield _field(f"{here}/label", "Short name of the answer", hint, fact.get("label"), is_long=False)
    if fact["type"] == "boolean":
        yield _field(f"{here}/yes", "Words for yes", "“Yes” when left empty.", fact.get("yes"), is_long=False)
        yield _field(f"{here}/no", "Words for no", "“No” when left empty.", fact.get("no"), is_long=False)
    group = OPTION_LISTS.get(fact["type"], "")
    for number, option in enumerate(fact.get(group, ()), 1):
        pointer = f"{here}/{group}/{option['id']}"
        yield _field(f"{pointer}/label", f"Answer {number}", "", option.get("label"), is_long=False)


def _field(pointer: str, label: str, hint: str, value: Any, *, is_long: bool) -> Field:
    text = value if isinstance(value, str) else ""
    return Field(name=f"at:{pointer}", pointer=pointer, label=label, hint=hint, value=text, is_long=is_long)


def changes_in(document: Mapping[str, Any], name: str, form: Mapping[str, str]) -> list[Operation]:
    """The changes that the form of a step asks for. Fields that it does not have stay."""
    changes: list[Operation] = []
    for field in fields_of(document, name):
        if field.name not in form:
            continue
        new, was = _tidy(form[field.name]), _tidy(form.get(f"was-{field.name}", ""))
        if new != was:
            now = find_value(document, field.pointer)
            seen = now if isinstance(now, str) and _tidy(now) == was else was or None
            changes.append(SetValue(pointer=field.pointer, value=new or None, was=seen))
    for exit, target in ways_out(document["nodes"][name]):
        chosen = form.get(f"exit:{exit}", target)
        if chosen != target:
            changes.append(read_operation({"op": "connect", "node": name, "exit": exit, "to": chosen}))
    return changes


def _tidy(text: str) -> str:
    """A browser sends other line ends than a file has."""
    return text.replace("\r\n", "\n").strip()
