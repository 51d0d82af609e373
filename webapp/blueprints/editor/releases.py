"""The releases of one flow: their history, and any two of them, or the draft, held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.editor.blueprint import bp
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import piece, render, see_other, wants_partial
from webapp.http.wiring import now
from webapp.services import releasing
from webapp.services.accounts import Permission
from webapp.services.releasing import ChangeRefusedError, Compared

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


@bp.get("/<slug>/releases")
@requires(Permission.SEE_FLOWS)
def releases(slug: str) -> Response:
    """Every release, and what can be done with them."""
    actor = current_actor()
    with unit_of_work() as uow:
        history, sides = releasing.list_history(uow, slug, actor=actor), releasing.list_sides(uow, slug)
        requests = releasing.list_changes(uow, slug, actor=actor, now=now())
    if not sides:
        abort(404)
    return render(
        "editor/releases.html",
        actor=actor,
        slug=slug,
        title=sides[0].document["title"],
        history=history,
        sides=sides,
        requests=requests,
        may_release=releasing.may_release(actor),
        done=request.args.get("done", "")[:300],
    )


@bp.get("/<slug>/releases/compare")
@requires(Permission.SEE_FLOWS)
def release_compare(slug: str) -> Response:
    """Two sides: what was written anew at once, what that does to people as soon as it is known."""
    with unit_of_work() as uow:
        return _show_comparison(uow, slug)


@bp.get("/<slug>/releases/behaviour")
@requires(Permission.SEE_FLOWS)
def release_behaviour(slug: str) -> Response:
    """What the change does to people, for a page that looks again."""
    with unit_of_work() as uow:
        compared = _compare(uow, slug, request.args.get("then", ""), request.args.get("now", ""))
        if not compared.is_told:
            abort(404)
        found = releasing.find_behaviour(uow, compared.then, compared.now, actor=current_actor(), moment=now())
    where = url_for("editor.release_compare", slug=slug, then=compared.then.name, now=compared.now.name)
    if not wants_partial():
        return see_other(where)
    return piece(render_template("editor/_behaviour.html", slug=slug, compared=compared, found=found))


@bp.post("/<slug>/releases/replay")
@requires(Permission.SEE_FLOWS)
def release_replay(slug: str) -> Response:
    """Walk past journeys of the earlier side through the later one."""
    then, after = request.form.get("then", ""), request.form.get("now", "")
    with unit_of_work() as uow:
        compared = _compare(uow, slug, then, after)
        if not compared.is_told:
            abort(404)
        try:
            releasing.replay_past(uow, compared.then, compared.now, actor=current_actor(), moment=now())
        except ChangeRefusedError as refused:
            return _show_comparison(uow, slug, refused=refused, status=422)
    return see_other(url_for("editor.release_compare", slug=slug, then=then, now=after, _anchor="replayed"))


def _show_comparison(
    uow: UnitOfWork, slug: str, *, refused: ChangeRefusedError | None = None, status: int = 200
) -> Response:
    actor, asked = current_actor(), request.form if request.method == "POST" else request.args
    compared = _compare(uow, slug, asked.get("then", ""), asked.get("now", ""))
    found = replayed = None
    if compared.is_told:
        found = releasing.find_behaviour(uow, compared.then, compared.now, actor=actor, moment=now())
        replayed = releasing.find_replayed(uow, compared.then, compared.now)
    return render(
        "editor/compare.html",
        status=status,
        actor=actor,
        slug=slug,
        compared=compared,
        found=found,
        replayed=replayed,
        refused=refused,
        small=releasing.SMALL,
    )


def _compare(uow: UnitOfWork, slug: str, then: str, after: str) -> Compared:
    """The sides that were asked for; left out: what the public meets, and the newest."""
    if not then or not after:
        sides = releasing.list_sides(uow, slug)
        if not sides:
            abort(404)
        live = next((side.name for side in sides if side.is_live), sides[-1].name)
        then, after = then or live, after or sides[0].name
    return releasing.compare_sides(uow, slug, then, after, actor=current_actor())
