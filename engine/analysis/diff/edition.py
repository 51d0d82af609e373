"""One of the two states of a flow that are compared: its document, what goes with it, and the release it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.definition import Child, Children, Release, build_release, calls_in, find_child
from engine.model.values import Json


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A flow as it was or is, sound, with its translations and the flows it runs."""

    document: Mapping[str, Json]
    release: Release
    translations: Mapping[str, Json] = field(default_factory=dict)
    """By language, the files."""
    children: Children = field(default_factory=dict)

    @cached_property
    def runs(self) -> dict[str, Edition]:
        """The flows that it runs, by their ids, those of theirs included."""
        found: dict[str, Edition] = {}
        for _, node in calls_in(self.document):
            child = find_child(self.children, node)
            if child is not None and node["flow"] not in found:
                inner = build_edition(child, self.children)
                found |= {node["flow"]: inner, **inner.runs}
        return found


def build_edition(flow: Child, children: Children) -> Edition:
    """An edition of a flow that passed its check."""
    return Edition(
        document=flow.document,
        release=build_release(flow.document, flow.translations, children),
        translations=flow.translations,
        children=children,
    )
