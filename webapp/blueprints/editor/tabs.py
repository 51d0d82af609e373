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
    family: str
    """The pages whose endpoints begin so belong to it."""
    also: tuple[str, ...] = ()
    """Other pages that belong to it."""
    key: str = ""
    """The letter that leads there, after g."""
    needs: Permission = Permission.EDIT_FLOWS


_OF_STEPS: Final = ("editor.step", "editor.save", "editor.part", "editor.save_part", "editor.grid", "editor.save_grid")
"""The pages of one step and of its parts: where the outline leads."""
_TABS: Final = (
    Tab(endpoint="editor.outline", text="Outline", key="o", family="editor.outline", also=_OF_STEPS),
    Tab(endpoint="editor.map", text="Map", key="m", family="editor.map"),
    Tab(endpoint="editor.problems", text="Problems", key="p", family="editor.problem"),
    Tab(endpoint="editor.facts", text="Facts", key="f", family="editor.fact"),
    Tab(endpoint="editor.amounts", text="Amounts", key="a", family="editor.amount"),
    Tab(endpoint="editor.try_out", text="Try it", key="t", family="editor.try"),
    Tab(endpoint="editor.scenarios", text="Scenarios", key="s", family="editor.scenario"),
    Tab(endpoint="editor.words", text="Words", key="w", family="editor.word"),
    Tab(endpoint="editor.translations", text="Translations", key="l", family="editor.translation"),
    Tab(endpoint="editor.json_view", text="JSON", key="j", family="editor.json"),
    Tab(endpoint="editor.counts", text="Counts", key="c", family="editor.count", needs=Permission.SEE_FLOWS),
    Tab(endpoint="editor.reviews", text="Reviews", key="v", family="editor.review", needs=Permission.SEE_FLOWS),
    Tab(endpoint="editor.releases", text="Releases", key="r", family="editor.release", needs=Permission.SEE_FLOWS),
    Tab(endpoint="editor.about", text="About", key="b", family="editor.about", needs=Permission.SEE_FLOWS),
)


def tabs() -> tuple[Tab, ...]:
    """Those that this actor may open."""
    actor = current_actor()
    there: Mapping[str, object] = current_app.view_functions
    return tuple(tab for tab in _TABS if tab.endpoint in there and actor.may(tab.needs))


def is_here(tab: Tab) -> bool:
    """Whether the page that is shown belongs to the tab."""
    asked = request.endpoint or ""
    return asked.startswith(tab.family) or asked in tab.also


def has_page(endpoint: str) -> bool:
    """Whether there is such a page to link to."""
    return endpoint in current_app.view_functions


@bp.context_processor
def _offer() -> dict[str, object]:
    actor = find_current_actor()  # nobody on a page that says why nobody is let in
    return {"tabs": tabs, "is_here": is_here, "has_page": has_page, **({"actor": actor} if actor else {})}
