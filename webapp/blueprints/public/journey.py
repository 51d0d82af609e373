"""A journey, place by place: show one, take an answer, show what comes next.

Each place has its own address, so that the browser's back button does what it says. Without htmx an answer is
followed by a redirect; with it the next page's middle comes straight back, under its own address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.channels import PageKind
from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import path_of, secret_of
from webapp.blueprints.public.ready_made import JOURNEY, ReadyPages, is_common
from webapp.blueprints.public.titles import title_of_view
from webapp.http.access import public
from webapp.http.csrf import FIELD
from webapp.http.database import unit_of_work
from webapp.http.flash import find_typed, forget_typed, keep_typed, new_mark, seal
from webapp.http.forms import form_lists
from webapp.http.htmx import is_htmx, piece, push_url, render, see_other, wants_partial
from webapp.http.locale import available_languages, remember_language, use_language, words
from webapp.http.wiring import now
from webapp.services.journeys import (
    JourneyConflictError,
    NotOnPathError,
    View,
    give,
    look,
    look_at_refused,
    set_language,
)

Form = Mapping[str, list[str]]
_ready_pages: Final = ReadyPages()
TEMPLATES: Final = {kind: "stuck" if kind is PageKind.HELP else kind.value for kind in PageKind}


@bp.get("/j/<public_id>")
@public
def journey(public_id: str) -> AnyResponse:
    """Go to what is open."""
    with unit_of_work() as uow:
        view = look(uow, public_id, secret_of(public_id), None, words=words, now=now())
    return see_other(step_address(public_id, view.page.place))


@bp.get("/j/<public_id>/<path:place>")
@public
def step(public_id: str, place: str) -> AnyResponse:
    """Show one place; one that is not on the path leads to what is open."""
    typed = find_typed(path=path_of(public_id))
    try:
        with unit_of_work() as uow:
            if typed is not None and typed["place"] == place:
                form, secret = typed["form"], secret_of(public_id)
                view = look_at_refused(uow, public_id, secret, place, form, words=words, now=now())
            else:
                view = look(uow, public_id, secret_of(public_id), place, words=words, now=now())
    except NotOnPathError as off:
        return see_other(step_address(public_id, off.open_place, note="off-path"))
    return see_other(date_address(view)) if view.is_date_open else show(view, status=200 if view.accepted else 422)


@bp.post("/j/<public_id>/<path:place>")
@public
def answer(public_id: str, place: str) -> AnyResponse:
    """Take what was given at one place. A refused answer is shown again with what to mend."""
    if "language" in request.form:
        return in_language(public_id, place)
    form, secret = form_lists(), secret_of(public_id)
    with unit_of_work() as uow:
        return follow(public_id, lambda: give(uow, public_id, secret, place, form, words=words, now=now()), typed=form)


def follow(public_id: str, take: Callable[[], View], *, typed: Form | None = None) -> AnyResponse:
    """Show what follows from an input: the next step, or the same with what to mend, or where the journey is now.

    What was `typed` and refused is shown at an address of its own, where the browser may come back to it.
    """
    try:
        view = take()
    except (NotOnPathError, JourneyConflictError) as moved:
        return see_other(step_address(public_id, moved.open_place, note="elsewhere"))
    if not view.accepted:
        return _show_refused(view, typed)
    if view.is_date_open:
        return see_other(date_address(view))
    address = step_address(public_id, view.page.place)
    response = push_url(show(view), address) if wants_partial() else see_other(address)
    forget_typed(response, path=path_of(public_id))
    return response


def _show_refused(view: View, typed: Form | None) -> AnyResponse:
    """By a redirect where no script runs: else the way back would ask to send the form again."""
    mark, place = new_mark(), view.page.place
    own = {name: values for name, values in (typed or {}).items() if name != FIELD}
    sealed = seal({"place": place, "form": own}, mark=mark) if own and not is_htmx() else ""
    if not sealed:
        return show(view, status=422)
    change = "1" if "returning" in own else None
    address = url_for("public.step", public_id=view.public_id, place=place, again=mark, change=change)
    response = see_other(address)
    keep_typed(response, sealed, path=path_of(view.public_id))
    return response


def in_language(public_id: str, place: str) -> AnyResponse:
    """The same place in another language, with what is typed so far. Nothing is given yet."""
    try:
        with unit_of_work() as uow:
            view = set_language(
                uow,
                public_id,
                secret_of(public_id),
                request.form.get("language", ""),
                offered=available_languages(),
                place=place,
                typed=form_lists(),
                words=words,
                now=now(),
            )
    except NotOnPathError as off:
        return see_other(step_address(public_id, off.open_place, note="off-path"))
    response = show(view)
    remember_language(response, view.language)
    return response


def show(view: View, *, status: int = 200) -> Response:
    """One step as a page, or as its middle for htmx, in the journey's own language."""
    use_language(view.language)
    returning = view.page.returning or "1" in (request.args.get("change"), request.form.get("returning"))
    note, title = request.args.get("note", ""), title_of_view(view)
    if wants_partial() and is_common(view.page) and not returning and not note:
        return piece(_ready_pages.question(view, title=title, back_url=_back(view, JOURNEY)), status=status)
    template = TEMPLATES[view.page.kind]
    return render(
        f"public/{template}.html",
        f"public/_{template}.html",
        status=status,
        view=view,
        title=title,
        back_url=_back(view, view.public_id),
        returning=returning,
        note=note,
        removing=request.args.get("remove", ""),
        token="",
        reasons="",
    )


def _back(view: View, public_id: str) -> str:
    """The address of the page before this one."""
    back = view.page.back
    return step_address(public_id, back) if back else url_for("public.start", slug=view.slug)


def date_address(view: View) -> str:
    """Where the day to go by is chosen, on the way to the page of `view`."""
    return url_for("public.choose_day", public_id=view.public_id, place=view.page.place)


def step_address(public_id: str, place: str, *, note: str | None = None) -> str:
    """Where one place of a journey is shown; an empty place is whatever is open."""
    if not place:
        return url_for("public.journey", public_id=public_id)
    return url_for("public.step", public_id=public_id, place=place, note=note)
