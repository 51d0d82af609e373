"""What is known of each member of a list as rows: kind, name and limits of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.editing import uses_of_member
from webapp.blueprints.editor.labels import label_of

_LIMITS: Final = (
    ("minimum", "at least {}"),
    ("maximum", "at most {}"),
    ("earliest", "from {}"),
    ("latest", "up to {}"),
)


@dataclass(frozen=True, kw_only=True)
class ShownMember:
    """One thing that is known of each member."""

    name: str
    label: str
    type: str
    limits: str
    place: str
    """Its own form, behind `/parts/`."""
    is_used: bool


def members_of(document: Mapping[str, Any], fact: str) -> Iterator[ShownMember]:
    """The rows of a list, in the order in which people are asked."""
    for name, about in (document["facts"][fact].get("facts") or {}).items():
        label = about.get("label")
        yield ShownMember(
            name=name,
            label=label if isinstance(label, str) and label else name,
            type=label_of(str(about.get("type", "")), "types"),
            limits=_limits(about),
            place=f"facts/{fact}/facts/{name}",
            is_used=bool(uses_of_member(document, fact, name)),
        )


def _limits(about: Mapping[str, Any]) -> str:
    said = [words.format(about[key]) for key, words in _LIMITS if isinstance(about.get(key), int | float | str)]
    options = about.get("options") or about.get("places") or ()
    labels = [str(each.get("label", each.get("id", ""))) for each in options]
    return ", ".join(said) or " / ".join(labels[:4]) + (" …" if len(labels) > 4 else "")
