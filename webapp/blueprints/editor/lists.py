"""The lists of a part as a designer reads them: rules, checks, options, results, each entry in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.definition import Speaker
from engine.editing import Kind, find_value, name_of, properties_at, split
from engine.errors import ExpressionError
from webapp.blueprints.editor.labels import label_of

_SAID: Final = ("label", "prompt", "title", "message", "because")
_HIDDEN: Final[Mapping[str, frozenset[str]]] = {
    "table": frozenset({"inputs", "outputs", "rows"}),
    "subflow": frozenset({"exits"}),
}
"""By type of node: lists that have a surface of their own."""


@dataclass(frozen=True, kw_only=True)
class ShownEntry:
    """One entry of a list."""

    pointer: str
    name: str
    text: str
    more: str
    """Where it leads, or what is told then."""


@dataclass(frozen=True, kw_only=True)
class ShownList:
    """One list of a part."""

    pointer: str
    key: str
    label: str
    says: str
    entries: tuple[ShownEntry, ...]


def lists_at(document: Mapping[str, Any], pointer: str, speaker: Speaker) -> Iterator[ShownList]:
    """The lists of the part at a pointer, those that are empty included."""
    part = find_value(document, pointer)
    if not isinstance(part, Mapping):
        return
    hidden = _HIDDEN.get(str(part.get("type")), frozenset())
    for property in properties_at(document, pointer):
        if property.kind is not Kind.ENTRIES or property.key in hidden:
            continue
        here = f"{pointer}/{property.key}"
        yield ShownList(
            pointer=here,
            key=property.key,
            label=label_of(property.key),
            says=property.says,
            entries=tuple(_entries(document, here, part.get(property.key) or (), speaker)),
        )


def _entries(document: Mapping[str, Any], here: str, entries: Any, speaker: Speaker) -> Iterator[ShownEntry]:
    for number, entry in enumerate(entries):
        name = name_of(entry) or str(number)
        text = said_of(entry, speaker)
        target = document["nodes"].get(entry.get("next", ""), {})
        leads = _plain(target.get("title") or target.get("prompt")) or str(entry.get("next", ""))
        told = _plain(entry.get("message") or entry.get("because") or entry.get("hint") or entry.get("summary"))
        more = f"→ {leads}" if leads else told if told != text else ""
        escaped = name.replace("~", "~0").replace("/", "~1")
        yield ShownEntry(pointer=f"{here}/{escaped}", name=name, text=text, more=more)


def said_of(entry: Mapping[str, Any], speaker: Speaker) -> str:
    """An entry in words: its condition, its calculation, or what people read."""
    try:
        if "when" in entry and not isinstance(entry["when"], list):
            said = speaker.condition(entry["when"])
            return said[:1].upper() + said[1:]
        if "fact" in entry and "value" in entry:
            called = speaker.scope.facts[entry["fact"]].label if entry["fact"] in speaker.scope.facts else entry["fact"]
            return f"“{_plain(called) or entry['fact']}”: {speaker.value(entry['value'], entry['fact'])}"
    except ExpressionError as error:
        return f"{entry.get('id', entry.get('fact', ''))}: {error.message}"
    texts = (_plain(entry.get(key)) for key in _SAID)
    return next((text for text in texts if text), str(entry.get("id", "")))


def title_of(entry: Mapping[str, Any], speaker: Speaker) -> str:
    """An entry by what people read of it; else in words."""
    return next((text for key in _SAID if (text := _plain(entry.get(key)))), "") or said_of(entry, speaker)


def _plain(text: Any) -> str:
    return str(text.get("other", "")) if isinstance(text, Mapping) else str(text or "")


def owner_of(pointer: str) -> tuple[str, str]:
    """The node or fact that a pointer lies in: its group and name."""
    steps = split(pointer)
    return (steps[0], steps[1]) if len(steps) > 1 else ("", "")
