"""Trying a draft: the public's own page in a frame the size of a telephone, with the path and the reasons beside it.

It is opened in a language, at a step, or along a walk: of whoever meets a problem, or of a scenario.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.definition import HANDED, HANDED_TITLE
from engine.errors import EditError
from engine.model import Prompt
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.walks import find_walk
from webapp.http.access import current_actor, requires
from webapp.http.database import unit_of_work
from webapp.http.htmx import render, see_other
from webapp.http.trial_ways import open_at
from webapp.http.trials import Booth
from webapp.http.wiring import now
from webapp.services import publishing, trying
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftReading, DraftView
from webapp.services.trying import Trial

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_LONGEST_NAME: Final = 300
_WAYS: Final = ("problem", "scenario", "from", "language")


@dataclass(frozen=True, kw_only=True)
class _Open:
    """A draft, and where it is tried."""

    shown: DraftView
    draft: DraftReading
    booth: Booth


@bp.get("/<slug>/try")
@requires(Permission.SEE_FLOWS)
def try_out(slug: str) -> AnyResponse:
    """The page as it is open, or at `?at=`; for htmx what stands beside it. `?from=` and others open it anew."""
    with unit_of_work() as uow:
        opened = _open(uow, slug)
        if any(request.args.get(way) for way in _WAYS):
            return _begin(uow, opened)
        trial = opened.booth.open(opened.draft)
        if trial is None:
            return render("editor/try_errors.html", shown=opened.shown, draft=opened.draft)
        prompt = trial.prompt(request.args.get("at", ""))
        return opened.booth.keep(_show(uow, opened, trial, prompt), trial)


@bp.post("/<slug>/try")
@requires(Permission.SEE_FLOWS)
def try_anew(slug: str) -> AnyResponse:
    """From the start: as of a day, in a language, on a channel."""
    with unit_of_work() as uow:
        opened = _open(uow, slug)
    return opened.booth.anew(opened.draft)


@bp.post("/<slug>/try/reply")
@requires(Permission.SEE_FLOWS)
def try_reply(slug: str) -> AnyResponse:
    """What is texted or keyed in."""
    with unit_of_work() as uow:
        opened = _open(uow, slug)
    return opened.booth.reply(opened.draft)


@bp.post("/<slug>/try/scenario")
@requires(Permission.EDIT_FLOWS)
def try_scenario(slug: str) -> AnyResponse:
    """Keep the way to where it stands as a scenario."""
    title = request.form.get("title", "").strip()
    with unit_of_work() as uow:
        opened = _open(uow, slug)
        trial = opened.booth.open(opened.draft)
        if trial is None:
            return see_other(opened.booth.home())
        try:
            if not title:
                raise EditError("Say in one sentence what happens.", "It is the name of the scenario.")
            document = trying.as_scenario(trial, title)
            publishing.save_scenario(uow, opened.shown, document, actor=current_actor(), now=now())
        except EditError as refused:
            return _show(uow, opened, trial, trial.prompt(), status=422, refused=refused)
    return see_other(opened.booth.home(done=f"Saved the scenario “{title}”."))


@bp.get("/<slug>/try/<any(frame,inline):within>/<path:place>")
@requires(Permission.SEE_FLOWS)
def try_page(slug: str, within: str, place: str) -> AnyResponse:
    """One page as the public has it; without a frame it stands within the page of the editor."""
    with unit_of_work() as uow:
        opened = _open(uow, slug)
        return opened.booth.page(uow, opened.draft, within, place)


@bp.post("/<slug>/try/<any(frame,inline):within>/<path:place>")
@requires(Permission.SEE_FLOWS)
def try_answer(slug: str, within: str, place: str) -> AnyResponse:
    """Take what was given at one place, as the public's page sends it."""
    with unit_of_work() as uow:
        opened = _open(uow, slug)

        def refuse(trial: Trial, prompt: Prompt) -> Response:
            return _show(uow, opened, trial, prompt, status=422)

        return opened.booth.answer(uow, opened.draft, within, place, refuse)


def _open(uow: UnitOfWork, slug: str) -> _Open:
    """The draft. Whoever may not edit meets the newest release where there is none."""
    actor = current_actor()
    read = publishing.get_draft if actor.may(Permission.EDIT_FLOWS) else publishing.read_newest
    shown = read(uow, slug, actor=actor)
    about = f"trial:{current_actor().id}:{slug}"
    walk = request.args.get("walk", "")[:_LONGEST_NAME]
    booth = Booth(pages="editor", values={"slug": slug}, about=about, step=lambda node: _step(slug, node), walk=walk)
    return _Open(shown=shown, draft=publishing.read_draft(uow, shown), booth=booth)


def _begin(uow: UnitOfWork, opened: _Open) -> AnyResponse:
    """To the simulator, as the address asks: along a walk, at a step, in a language."""
    args, shown = request.args, opened.shown
    problem, scenario, language = (args.get(name, "") for name in ("problem", "scenario", "language"))
    if not problem and not scenario:
        node = args.get("from", "")[:_LONGEST_NAME]
        return open_at(uow, opened.booth, shown, opened.draft, node=node, language=language)
    walk = find_walk(uow, shown, opened.draft, f"problem:{problem}" if problem else f"scenario:{scenario}")
    if walk is None and problem:
        return see_other(url_for("editor.problem", slug=shown.slug, problem=problem))
    if walk is None:
        return see_other(url_for("editor.scenarios", slug=shown.slug))
    trial = trying.in_language(walk.trial, language)
    first = trying.tour(walk.trial, trial, "").stops[0].place
    there = trying.place_of(trial, args.get("node", "")) if args.get("node") else None
    return opened.booth.keep(see_other(opened.booth.home(at=there[0] if there else first, walk=walk.name)), trial)


def _step(slug: str, node: str) -> str:
    name = node.split("/")[0]
    if name == HANDED:
        return url_for("editor.about", slug=slug)
    if current_actor().may(Permission.EDIT_FLOWS):
        return url_for("editor.step", slug=slug, node=name)
    return url_for("editor.read", slug=slug, _anchor=f"step-{name}")


def _show(
    uow: UnitOfWork,
    opened: _Open,
    trial: Trial,
    prompt: Prompt,
    *,
    status: int = 200,
    refused: EditError | None = None,
) -> Response:
    walk = find_walk(uow, opened.shown, opened.draft, opened.booth.walk) if opened.booth.walk else None
    return opened.booth.show(
        uow,
        trial,
        prompt,
        "editor/try.html",
        "editor/_try_side.html",
        status=status,
        shown=opened.shown,
        texts={HANDED: HANDED_TITLE, **opened.draft.texts},
        refused=refused,
        walk=walk,
        tour=trying.tour(walk.trial, trial, prompt.place) if walk else None,
    )
