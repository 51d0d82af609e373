"""A draft while it is being changed: the flow's document, its translations, and what designers call its parts."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.definition.renewal import is_filled
from engine.errors import EditError
from engine.model.flow import Text
from engine.model.values import Json

LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class FlowDraft:
    """A flow that is not released yet. It may have faults: `engine.definition.check_document` tells them."""

    document: Mapping[str, Json]
    translations: Mapping[str, Json] = field(default_factory=dict)
    """By language: `{"language", "texts"}`."""


class Sheet:
    """A copy of a draft that one operation writes on."""

    def __init__(self, draft: FlowDraft) -> None:
        self.document: dict[str, Any] = copy.deepcopy(dict(draft.document))
        self.translations: dict[str, dict[str, Any]] = copy.deepcopy(dict(draft.translations))

    @property
    def nodes(self) -> dict[str, dict[str, Any]]:
        nodes: dict[str, dict[str, Any]] = self.document.setdefault("nodes", {})
        return nodes

    @property
    def facts(self) -> dict[str, dict[str, Any]]:
        facts: dict[str, dict[str, Any]] = self.document.setdefault("facts", {})
        return facts

    def node(self, name: str) -> dict[str, Any]:
        """The node called `name`. Raises EditError when it is gone."""
        return _entry(self.nodes, name, "step")

    def fact(self, name: str) -> dict[str, Any]:
        """The fact called `name`. Raises EditError when it is gone."""
        return _entry(self.facts, name, "fact")

    def called(self, name: str) -> str:
        """A node as people know it: by its title or question, in quotes."""
        node = self.nodes.get(name, {})
        said = node.get("title") or node.get("prompt") or self.facts.get(node.get("fact", ""), {}).get("label")
        return f"“{_short(said) if said else name}”"

    def fact_called(self, name: str) -> str:
        """A fact as people know it: by its label, in quotes."""
        return f"“{_short(self.facts.get(name, {}).get('label') or name)}”"

    def each_text(self) -> Iterator[dict[str, Any]]:
        """The texts of every translation, by pointer."""
        for translation in self.translations.values():
            yield translation["texts"]

    def drop_texts(self, pointer: str) -> None:
        """Forget the translations of everything at or under a place."""
        for texts in self.each_text():
            for place in [place for place in texts if _is_under(place, pointer)]:
                del texts[place]

    def move_texts(self, pointer: str, to: str) -> None:
        """Keep the translations of everything at or under a place that has another name now."""
        for translation in self.translations.values():
            translation["texts"] = {
                to + place.removeprefix(pointer) if _is_under(place, pointer) else place: entry
                for place, entry in translation["texts"].items()
            }

    def copy_texts(self, pointer: str, to: str) -> None:
        """Give the translations of a place to another one that says the same."""
        for texts in self.each_text():
            for place, entry in list(texts.items()):
                if _is_under(place, pointer) and is_filled(entry["text"]):
                    texts[to + place.removeprefix(pointer)] = copy.deepcopy(entry)

    def done(self) -> FlowDraft:
        """The draft as it is now."""
        return FlowDraft(document=self.document, translations=self.translations)


def _entry(entries: Mapping[str, Any], name: str, kind: str) -> dict[str, Any]:
    if not isinstance(entries.get(name), dict):
        raise EditError(f"There is no {kind} “{name}” in this flow.", "Somebody may have removed it: look again.")
    entry: dict[str, Any] = entries[name]
    return entry


def _is_under(place: str, pointer: str) -> bool:
    return place == pointer or place.startswith(f"{pointer}/")


def _short(text: Text) -> str:
    whole = " ".join((text if isinstance(text, str) else str(text.get("other", ""))).split())
    return whole if len(whole) <= LONGEST_NAME else f"{whole[: LONGEST_NAME - 1].rstrip()}…"
