"""The surfaces of one flow, in the order in which they are offered above each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import current_app, request

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, find_current_actor
from webapp.services.accounts import Permission


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One surface. Its page takes `slug` and nothing else."""

    endpoint: str
    text: str
    places: tuple[str, ...]
    """What comes after the flow in the addresses of its pages, those that say what was refused too."""
    key: str = ""
    """The letter that leads there, after g."""
    needs: Permission = Permission.EDIT_FLOWS
    is_to_read: bool = False
    """For those who may not edit: designers have the outline and the map instead."""


_OF_OUTLINE: Final = ("", "edits", "undo", "again", "draft", "steps", "parts")
"""With the pages of one step and of its parts: the outline leads there."""
_OF_ABOUT: Final = ("about", "promises", "owner", "discard", "archive", "restore")
_TABS: Final = (
    Tab(endpoint="editor.read", text="Read", key="o", places=("read",), needs=Permission.SEE_FLOWS, is_to_read=True),
    Tab(
        endpoint="editor.picture", text="Map", key="m", places=("picture",), needs=Permission.SEE_FLOWS, is_to_read=True
    ),
    Tab(endpoint="editor.outline", text="Outline", key="o", places=_OF_OUTLINE),
    Tab(endpoint="editor.map", text="Map", key="m", places=("map",)),
    Tab(endpoint="editor.problems", text="Problems", key="p", places=("problems",)),
    Tab(endpoint="editor.facts", text="Facts", key="f", places=("facts", "uses")),
    Tab(endpoint="editor.amounts", text="Amounts", key="a", places=("amounts",)),
    Tab(endpoint="editor.try_out", text="Try it", key="t", places=("try",), needs=Permission.SEE_FLOWS),
    Tab(
        endpoint="editor.scenarios",
        text="Scenarios",
        key="s",
        places=("scenarios", "scenarios-coverage", "scenarios-missing"),
    ),
    Tab(endpoint="editor.words", text="Words", key="w", places=("words",)),
    Tab(endpoint="editor.translations", text="Translations", key="l", places=("translations",)),
    Tab(endpoint="editor.json_view", text="JSON", key="j", places=("json",)),
    Tab(endpoint="editor.counts", text="Counts", key="c", places=("counts",), needs=Permission.SEE_FLOWS),
    Tab(endpoint="editor.reviews", text="Reviews", key="v", places=("reviews",), needs=Permission.SEE_FLOWS),
    Tab(endpoint="editor.releases", text="Releases", key="r", places=("releases",), needs=Permission.SEE_FLOWS),
    Tab(endpoint="editor.about", text="About", key="b", places=_OF_ABOUT, needs=Permission.SEE_FLOWS),
)


def tabs() -> tuple[Tab, ...]:
    """Those that this actor may open."""
    actor = current_actor()
    there: Mapping[str, object] = current_app.view_functions
    hidden = actor.may(Permission.EDIT_FLOWS)
    offered = (tab for tab in _TABS if tab.endpoint in there and actor.may(tab.needs))
    return tuple(tab for tab in offered if not (tab.is_to_read and hidden))


def is_here(tab: Tab) -> bool:
    """Whether the page that is shown belongs to the tab."""
    _, _editor, _slug, place, *_ = (*request.path.split("/"), "")
    return place in tab.places


def has_page(endpoint: str) -> bool:
    """Whether there is such a page to link to."""
    return endpoint in current_app.view_functions


@bp.context_processor
def _offer() -> dict[str, object]:
    actor = find_current_actor()  # nobody on a page that says why nobody is let in
    return {"tabs": tabs, "is_here": is_here, "has_page": has_page, **({"actor": actor} if actor else {})}
