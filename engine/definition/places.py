"""Names a place in a document: as a pointer by ids for programs, as a phrase for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.definition.schema import Path
from engine.model.values import Json

_KINDS = {
    "facts": "fact",
    "nodes": "node",
    "tables": "table",
    "holidays": "holiday list",
    "promises": "promise",
    "sources": "source",
    "rules": "rule",
    "validators": "validator",
    "questions": "question",
    "options": "option",
    "places": "place",
    "set": "calculation",
    "rows": "row",
    "when": "cell",
    "inputs": "input",
    "outputs": "output",
    "exits": "exit",
    "items": "item",
    "groups": "group",
    "conditions": "condition",
    "answers": "answer",
    "texts": "text",
}


class _Step(NamedTuple):
    key: str | int
    name: str
    """The id of what stands there, or its position."""
    is_named: bool


def pointer(document: Json, path: Path) -> str:
    """The JSON pointer to `path`, with ids instead of positions where there are ids."""
    return "".join("/" + step.name.replace("~", "~0").replace("/", "~1") for step in _steps(document, path))


def phrase(document: Json, path: Path, whole: str = "the flow") -> str:
    """`path` in words, innermost first: “when” of rule “limit” of node “fits”."""
    chunks: list[str] = []
    kind = group = ""
    for step in _steps(document, path):
        if kind:
            chunks.append(f"{kind} “{step.name}”" if step.is_named else f"{kind} {_ordinal(step)}")
            kind = ""
        elif step.name in _KINDS and isinstance(step.key, str):
            kind, group = _KINDS[step.name], step.name
        else:
            chunks.append(f"“{step.name}”" if step.is_named else f"entry {_ordinal(step)}")
    if kind:
        chunks.append(f"“{group}”")
    return " of ".join(reversed(chunks)) if chunks else whole


def sentence_start(text: str) -> str:
    """`text` with a capital letter, unless it begins with a name."""
    return text[:1].upper() + text[1:]


def _ordinal(step: _Step) -> str:
    return str(int(step.key) + 1)


def _steps(document: Json, path: Path) -> Iterator[_Step]:
    here = document
    for key in path:
        here = _under(here, key)
        if isinstance(key, str):
            yield _Step(key, key, True)
            continue
        name = _own_name(here)
        yield _Step(key, name or str(key), bool(name))


def _under(here: Json, key: str | int) -> Json:
    if isinstance(here, dict) and isinstance(key, str):
        return here.get(key)
    if isinstance(here, list) and isinstance(key, int) and key < len(here):
        return here[key]
    return None


def _own_name(item: Json) -> str:
    """The id of an entry in a list; a calculation goes by the fact it fills."""
    if not isinstance(item, dict):
        return ""
    name = item.get("id", item.get("fact"))
    return name if isinstance(name, str) else ""
