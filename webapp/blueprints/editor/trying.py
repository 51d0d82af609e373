"""Trying a draft: the public's own page in a frame the size of a telephone, with the path and the reasons beside it.

Where it stands is kept in the browser. Nothing is sent, counted or stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from flask import Response, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import EditError
from engine.model import Prompt
from webapp.blueprints.editor.blueprint import bp
from webapp.blueprints.editor.framed import MARK, framed_page, inline_page, lets_frame
from webapp.http.access import current_actor, requires
from webapp.http.catalogs import SOURCE_LANGUAGE
from webapp.http.database import unit_of_work
from webapp.http.forms import form_lists
from webapp.http.htmx import push_url, render, see_other, wants_partial
from webapp.http.kept import find_kept, keep
from webapp.http.locale import available_languages, use_language, words
from webapp.http.wiring import now
from webapp.services import publishing, trying
from webapp.services.accounts import Permission
from webapp.services.publishing import DraftReading, DraftView
from webapp.services.trying import Trial

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_COOKIE: Final = "wp_trial"
FRAME, INLINE = "frame", "inline"


@dataclass(frozen=True, kw_only=True)
class _Open:
    """A draft and the trial in it; without a trial, the draft has errors."""

    shown: DraftView
    draft: DraftReading
    trial: Trial | None


@bp.get("/<slug>/try")
@requires(Permission.EDIT_FLOWS)
def try_out(slug: str) -> AnyResponse:
    """The page as it is open, or at `?at=`; for htmx what stands beside it."""
    with unit_of_work() as uow:
        opened = _open(uow, slug)
        if opened.trial is None:
            return render("editor/try_errors.html", shown=opened.shown, draft=opened.draft)
        prompt = opened.trial.prompt(request.args.get("at", ""))
        return _keep(_show(uow, opened, opened.trial, prompt), slug, opened.trial)


@bp.post("/<slug>/try")
@requires(Permission.EDIT_FLOWS)
def try_anew(slug: str) -> AnyResponse:
    """From the start: as of a day, in a language, on a channel."""
    form = request.form
    try:
        day = date.fromisoformat(form.get("today", ""))
    except ValueError:
        day = now().date()
    with unit_of_work() as uow:
        draft = _open(uow, slug).draft
    if draft.has_errors:
        return see_other(url_for("editor.try_out", slug=slug))
    channel, language = form.get("channel", "web"), form.get("language", "")
    trial = trying.begin_trial(draft.release, today=day, language=language, channel=channel)
    return _keep(see_other(url_for("editor.try_out", slug=slug)), slug, trial)


@bp.post("/<slug>/try/reply")
@requires(Permission.EDIT_FLOWS)
def try_reply(slug: str) -> AnyResponse:
    """What is texted or keyed in."""
    with unit_of_work() as uow:
        opened = _open(uow, slug)
    if opened.trial is None:
        return see_other(url_for("editor.try_out", slug=slug))
    spoken = words(opened.trial.journey.language)
    trial, wants_person = trying.reply(opened.trial, request.form.get("said", "")[:500], spoken)
    note = "person" if wants_person else None
    return _keep(see_other(url_for("editor.try_out", slug=slug, note=note, _anchor="said")), slug, trial)


@bp.post("/<slug>/try/scenario")
@requires(Permission.EDIT_FLOWS)
def try_scenario(slug: str) -> AnyResponse:
    """Keep the way to where it stands as a scenario."""
    title = request.form.get("title", "").strip()
    with unit_of_work() as uow:
        opened = _open(uow, slug)
        if opened.trial is None:
            return see_other(url_for("editor.try_out", slug=slug))
        try:
            if not title:
                raise EditError("Say in one sentence what happens.", "It is the name of the scenario.")
            document = trying.as_scenario(opened.trial, title)
            publishing.save_scenario(uow, opened.shown, document, actor=current_actor(), now=now())
        except EditError as refused:
            return _show(uow, opened, opened.trial, opened.trial.prompt(), status=422, refused=refused)
    return see_other(url_for("editor.try_out", slug=slug, done=f"Saved the scenario “{title}”."))


@bp.get("/<slug>/try/<any(frame,inline):within>/<path:place>")
@requires(Permission.EDIT_FLOWS)
def try_page(slug: str, within: str, place: str) -> AnyResponse:
    """One page as the public has it; without a frame it stands within the page of the editor."""
    if place == "-/again":
        with unit_of_work() as uow:
            opened = _open(uow, slug)
        if opened.trial is not None:
            old = opened.trial
            fresh = trying.begin_trial(old.release, today=old.day, language=old.journey.language, channel=old.channel)
            return _keep(_to(slug, within, ""), slug, fresh)
    if within == INLINE:
        return see_other(url_for("editor.try_out", slug=slug, at=place))
    with unit_of_work() as uow:
        opened = _open(uow, slug)
        if opened.trial is None:
            return see_other(url_for("editor.try_out", slug=slug))
        prompt = opened.trial.prompt("" if place.startswith("-") else place)
        return _frame(uow, slug, opened.trial, prompt)


@bp.post("/<slug>/try/<any(frame,inline):within>/<path:place>")
@requires(Permission.EDIT_FLOWS)
def try_answer(slug: str, within: str, place: str) -> AnyResponse:
    """Take what was given at one place, as the public's page sends it."""
    with unit_of_work() as uow:
        opened = _open(uow, slug)
        if opened.trial is None:
            return see_other(url_for("editor.try_out", slug=slug))
        if place.startswith("-/send/"):
            trial, prompt = _send_file(opened.trial, place.removeprefix("-/send/"))
        else:
            here = "" if place.startswith("-") else place
            offered = available_languages()
            trial, prompt = trying.give_to_trial(opened.trial, here, form_lists(), words, offered=offered)
        if prompt.refusals and prompt.place == place:
            if within == INLINE:
                return _show(uow, opened, trial, prompt, status=422)
            return _frame(uow, slug, trial, prompt, status=422)
        if within == FRAME and wants_partial():
            shown = _frame(uow, slug, trial, prompt)
            return _keep(push_url(shown, _address(slug, within, prompt.place)), slug, trial)
    return _keep(_to(slug, within, prompt.place), slug, trial)


def _send_file(trial: Trial, place: str) -> tuple[Trial, Prompt]:
    sent = next((file for file in request.files.values() if file.filename), None)
    if sent is None:
        return trying.give_to_trial(trial, place, form_lists(), words)
    size = len(sent.stream.read())
    return trying.send_file_to_trial(trial, place, str(sent.filename), sent.mimetype, size)


def _open(uow: UnitOfWork, slug: str) -> _Open:
    shown = publishing.get_draft(uow, slug, actor=current_actor())
    draft = publishing.read_draft(uow, shown)
    if draft.has_errors:
        return _Open(shown=shown, draft=draft, trial=None)
    kept = find_kept(_COOKIE, path=_path(slug), about=_about(slug))
    trial = trying.read_trial(draft.release, kept) if isinstance(kept, dict) else None
    fresh = trial or trying.begin_trial(draft.release, today=now().date())
    return _Open(shown=shown, draft=draft, trial=fresh)


def _show(
    uow: UnitOfWork,
    opened: _Open,
    trial: Trial,
    prompt: Prompt,
    *,
    status: int = 200,
    refused: EditError | None = None,
) -> Response:
    slug, is_web = opened.shown.slug, trial.channel == "web"
    page, spoken = Markup(), None
    if is_web and not wants_partial():
        view = trying.view_trial(uow, trial, prompt, words, public_id=MARK, accepted=not prompt.refusals)
        page = inline_page(view, _address(slug, INLINE, ""))
    elif not is_web:
        spoken = trying.speak(trial, words(trial.journey.language))
    use_language(SOURCE_LANGUAGE)
    response = render(
        "editor/try.html",
        "editor/_try_side.html",
        status=status,
        shown=opened.shown,
        trial=trial,
        phone=page,
        spoken=spoken,
        side=trying.explain_trial(trial, prompt.place),
        texts=opened.draft.texts,
        frame=_address(slug, FRAME, prompt.place),
        note=request.args.get("note", ""),
        done=request.args.get("done", "")[:300],
        refused=refused,
    )
    return lets_frame(response)


def _frame(uow: UnitOfWork, slug: str, trial: Trial, prompt: Prompt, *, status: int = 200) -> Response:
    view = trying.view_trial(uow, trial, prompt, words, public_id=MARK, accepted=status == 200)
    return framed_page(view, _address(slug, FRAME, ""), status=status)


def _keep(response: AnyResponse, slug: str, trial: Trial) -> AnyResponse:
    if not keep(response, _COOKIE, trial.to_json(), path=_path(slug), about=_about(slug)):
        return see_other(url_for("editor.try_out", slug=slug, note="too-long"))
    return response


def _to(slug: str, within: str, place: str) -> AnyResponse:
    if within == INLINE:
        return see_other(url_for("editor.try_out", slug=slug, at=place or None))
    return see_other(_address(slug, within, place or "-"))


def _address(slug: str, within: str, place: str) -> str:
    """Where a page of the trial is; with an empty place what stands before every place."""
    address = url_for("editor.try_page", slug=slug, within=within, place=place or "-")
    return address if place else address.removesuffix("-")


def _path(slug: str) -> str:
    return url_for("editor.try_out", slug=slug)


def _about(slug: str) -> str:
    return f"trial:{current_actor().id}:{slug}"
