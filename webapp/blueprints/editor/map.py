"""One flow's draft as a map: a picture whose steps are links, and beside it what the chosen steps say and can do.

Everything works by links and by forms that are posted; htmx only swaps the map instead of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from flask import abort, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.errors import EditError
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.forms import FormError
from webapp.blueprints.editor.map_forms import WhichWayError, read_map_form
from webapp.blueprints.editor.map_layers import layer_of, way_asked_for
from webapp.blueprints.editor.map_view import MapState, Panel, read_state
from webapp.blueprints.editor.outline import Told
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import piece, render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import publishing
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftView, MapWish

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_LONGEST_NAME = 40
"""Of a layout."""


@bp.get("/<slug>/map")
@requires(Permission.EDIT_FLOWS)
def map(slug: str) -> Response:
    """The draft as a picture; where there is none, how to begin one."""
    with unit_of_work() as uow:
        if uow.flows.find(slug) is not None and uow.drafts.find(slug) is None:
            return render("editor/no_draft.html", actor=current_actor(), slug=slug)
        state = read_state()
        draft = publishing.get_draft(uow, slug, actor=current_actor())
        if request.args.get("again") and layer_of(uow, draft, state).is_waiting:
            return piece("", status=204)  # what asks again and again gets nothing before there is something
    return show_map(slug, Told(said=request.args.get("done", "")[:300]), state)


@bp.get("/<slug>/map/panel")
@requires(Permission.EDIT_FLOWS)
def map_panel(slug: str) -> Response:
    """What stands beside the map about the chosen steps."""
    with unit_of_work() as uow:
        shown = publishing.get_draft(uow, slug, actor=current_actor())
        seen, flows = publishing.outline_of(uow, shown), publishing.flows_run(uow, shown)
    state = read_state().within(seen)
    if not wants_partial():
        return see_other(state.address(slug))
    panel = Panel.build(shown, seen, state, flows)
    return render(
        "editor/_map_panel.html",
        "editor/_map_panel.html",
        shown=shown,
        seen=seen,
        state=state,
        panel=panel,
        typed={},
        is_new=False,
    )


@bp.post("/<slug>/map/edits")
@requires(Permission.EDIT_FLOWS)
def map_change(slug: str) -> Response:
    """Make one change on the map."""
    try:
        operation = read_map_form(lambda: _document(slug))
    except (FormError, ValueError):
        abort(400)
    except WhichWayError as asked:
        state = read_state().choosing(request.form.get("node", ""))
        return show_map(slug, Told(what=asked.what, fix=asked.fix), state, status=422)
    return act_on_map(slug, lambda uow: publishing.edit(uow, slug, operation, actor=current_actor(), now=now()))


@bp.post("/<slug>/map/undo")
@requires(Permission.EDIT_FLOWS)
def map_undo(slug: str) -> Response:
    """Take the last change back, and stay on the map."""
    return act_on_map(slug, lambda uow: publishing.undo(uow, slug, actor=current_actor(), now=now()), word="Undone: ")


@bp.post("/<slug>/map/again")
@requires(Permission.EDIT_FLOWS)
def map_again(slug: str) -> Response:
    """Make the change again that was undone last, and stay on the map."""
    return act_on_map(
        slug, lambda uow: publishing.do_again(uow, slug, actor=current_actor(), now=now()), word="Done again: "
    )


def _document(slug: str) -> Mapping[str, Any]:
    with unit_of_work() as uow:
        return publishing.get_draft(uow, slug, actor=current_actor()).draft.document


def act_on_map(slug: str, act: Callable[[UnitOfWork], DraftView], *, word: str = "") -> Response:
    """Do it and show the map with what was changed; or show it as it is, with what stood in the way."""
    state = read_state()
    try:
        with unit_of_work() as uow:
            done = act(uow)
    except EditError as refused:
        return show_map(slug, Told(what=refused.what, fix=refused.fix), state, status=422)
    state = state.at(done.focus)
    said = f"{word}{done.said}"
    if wants_partial():
        return show_map(slug, Told(said=said), state, shown=done)
    return see_other(state.address(slug, done=said[:300]))


def show_map(slug: str, told: Told, state: MapState, *, shown: DraftView | None = None, status: int = 200) -> Response:
    with unit_of_work() as uow:
        shown = shown or publishing.get_draft(uow, slug, actor=current_actor())
        # Looking at all ways through the flow takes longer than an edit, and so does laying it out anew: both are
        # asked for right after it.
        at_once = wants_partial() and request.method == "POST"
        seen = publishing.outline_of(uow, shown, at_once=at_once)
        state = state.within(seen)
        layer, way = layer_of(uow, shown, state), way_asked_for(uow, shown, state)
        wish = MapWish(
            selected=state.selected,
            closed=state.closed,
            boxes=state.boxes,
            opened=state.opened,
            inner_link=_inner_address,
            fold=lambda node: state.folding(node).address(slug),
            scale=state.zoom / 100,
            path=way.names,
            lights_ways=state.lit,
            link=state.link(slug),
            layout=request.form.get("layout", "")[:_LONGEST_NAME] if at_once else "",
        )
        drawn = publishing.draw_map(uow, shown, seen, wish, layer.over)
        panel = Panel.build(shown, seen, state, publishing.flows_run(uow, shown))
    return render(
        "editor/map.html",
        "editor/_map_surface.html",
        status=status,
        actor=current_actor(),
        shown=shown,
        seen=seen,
        told=told,
        state=state,
        layout=drawn.layout,
        has_more=not (drawn.is_tidy and (seen.is_judged or layer.over)) or layer.is_waiting,
        picture=Markup(drawn.svg),  # noqa: S704 - built by the engine, which escapes every text
        layer=layer,
        way=way,
        lit=drawn.lit,
        panel=panel,
        is_foldable=bool(drawn.sections or drawn.has_flows),
        overview=state.closing_all(publishing.outermost(drawn.sections, drawn.sections)),
        lit_end=seen.step(drawn.lit.last.partition("/")[0]),
        typed=request.form if status == 422 else {},
        is_new=bool(request.form.get("name_it")),
        panel_url=url_for("editor.map_panel", slug=slug),
    )


def _inner_address(slug: str, step: str) -> str:
    """A step of a flow that is open in another one: on the map of its own flow."""
    return MapState(selected=(step,)).address(slug) if step else url_for("editor.map", slug=slug)
