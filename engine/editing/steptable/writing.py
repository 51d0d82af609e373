"""Writes a flow as a table of steps. What a table cannot say is refused with the step's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.editing.conditions import Line, Names, read_condition
from engine.editing.sheet import FlowDraft, Sheet
from engine.editing.steptable.columns import COLUMNS
from engine.editing.steptable.kinds import NUMBERS, OTHERS, QUESTIONS
from engine.errors import EditError
from engine.model.values import Json

Row = tuple[str, ...]
_DAYS: Final = {"not-after": "<=", "not-before": ">=", "before": "<", "after": ">"}
_SIGNS: Final = frozenset({"==", ">=", "<=", ">", "<"})


def write_step_table(draft: FlowDraft) -> list[Row]:
    """The rows, with the names of the columns first; the start comes first. Raises EditError."""
    sheet = Sheet(draft)
    start = str(sheet.document.get("start", ""))
    order = [name for name in (start, *sheet.nodes) if name in sheet.nodes]
    return [COLUMNS, *(row for name in dict.fromkeys(order) for row in _rows(sheet, name))]


def _rows(sheet: Sheet, name: str) -> Iterator[Row]:
    node = sheet.nodes[name]
    kind, answers = _kind(sheet, name, node)
    text = node.get("prompt") or node.get("title") or node.get("article") or ""
    if not isinstance(text, str):
        raise EditError(
            f"{sheet.called(name)} has a text that depends on a number.", "A table of steps cannot say that."
        )
    ways = list(_ways(sheet, name, node)) or [("", "")]
    for number, (when, to) in enumerate(ways):
        own = (name, kind, text, answers) if number == 0 else (name, "", "", "")
        yield (*own, when, to)


def _kind(sheet: Sheet, name: str, node: Mapping[str, Any]) -> tuple[str, str]:
    type = node["type"]
    if type in OTHERS:
        return OTHERS[type][0], str(node.get("plan", "")) if type == "handoff" else ""
    fact = sheet.facts.get(node.get("fact", ""), {})
    if type != "question" or fact.get("type") not in QUESTIONS:
        raise EditError(
            f"{sheet.called(name)} is no step that a table can say.", "Questions, messages and ends it can."
        )
    return QUESTIONS[fact["type"]][0], " | ".join(str(option["label"]) for option in fact.get("options", ()))


def _ways(sheet: Sheet, name: str, node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    fact = node.get("fact", "")
    for rule in node.get("rules", ()):
        said = _said(rule["when"], fact, sheet.facts.get(fact, {}))
        if said is None:
            what = f"A rule of {sheet.called(name)} asks for more than its own answer."
            raise EditError(what, "A table of steps cannot say that.")
        yield said, rule["next"]
    for exit in ("otherwise", "next", "unsolved"):
        if exit in node:
            yield "", node[exit]


def _said(condition: Json, fact: str, definition: Mapping[str, Any]) -> str | None:
    """The cell of “if answer” that says a condition; None where there is none."""
    names = Names({fact: definition})
    lines = read_condition(condition, names)
    if lines.kind != "all" or not all(isinstance(part, Line) and part.fact == fact for part in lines.parts):
        return None
    parts = [part for part in lines.parts if isinstance(part, Line) and not part.other]
    if [part.comparison for part in parts] == [">=", "<="] and definition["type"] in NUMBERS:
        return f"{parts[0].value}-{parts[1].value}"
    return _cell(parts[0], names) if len(parts) == len(lines.parts) == 1 else None


def _cell(line: Line, names: Names) -> str | None:
    if line.comparison in ("yes", "no"):
        return line.comparison
    if line.comparison in ("one-of", "any-of"):
        labels = names.options(line.fact)
        return " | ".join(labels[each] for each in line.chosen)
    sign = line.comparison if line.comparison in _SIGNS else _DAYS.get(line.comparison)
    if sign is None or not line.value:
        return None
    return line.value if sign == "==" else f"{sign} {line.value}"
