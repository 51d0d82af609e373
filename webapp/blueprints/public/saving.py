"""Keeping a journey for later: a short code, a link to copy, or a link by email. Each is shown once and not again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from engine.channels import FieldError
from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import secret_of
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.http.limits import check_limit, limited
from webapp.http.locale import available_languages, gettext, offered_languages, use_language, words
from webapp.http.mail import sender
from webapp.http.wiring import now, wiring
from webapp.services.journeys import View, look, mail_return_link, make_return_code, make_return_link, set_language
from webapp.services.notifications import AddressRefusedError

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

LONGEST = 300


@bp.get("/j/<public_id>/-/save")
@public
def save(public_id: str) -> Response:
    """How to come back later, here or on another device."""
    with unit_of_work() as uow:
        view = look(uow, public_id, secret_of(public_id), None, words=words, now=now())
    return _show(view)


@bp.post("/j/<public_id>/-/save")
@public
@limited("save")
def make_link(public_id: str) -> Response:
    """Make a link that opens these answers once; the same one again in another language."""
    with unit_of_work() as uow:
        view = _look(uow, public_id)
        token = make_return_link(uow, public_id, secret_of(public_id), now=now(), again=request.form.get("token", ""))
    return _show(view, link=sender().link(token), kept={"token": token})


@bp.post("/j/<public_id>/-/code")
@public
@limited("save")
def make_code(public_id: str) -> Response:
    """Make a code that can be written down, in place of the one before; the same one again in another language."""
    with unit_of_work() as uow:
        view = _look(uow, public_id)
        code = make_return_code(uow, public_id, secret_of(public_id), now=now(), again=request.form.get("code", ""))
    return _show(view, code=code, kept={"code": code})


@bp.post("/j/<public_id>/-/mail")
@public
@limited("mail")
def mail_link(public_id: str) -> Response:
    """Send a link by email, and another one before the answers are deleted where that is wished."""
    typed = request.form.get("email", "").strip()[:LONGEST]
    is_wished = "remind" in request.form and wiring().settings.can_send_mail
    with unit_of_work() as uow:
        view = _look(uow, public_id)
    if "language" in request.form:  # the form as it was typed, in another language
        return _show(view, email=typed, is_wished=is_wished)
    check_limit("mail-journey", whom=public_id)
    check_limit("mail-address", whom=typed.casefold())
    try:
        with unit_of_work() as uow:
            is_coming = mail_return_link(
                uow,
                public_id,
                secret_of(public_id),
                typed,
                sender=sender(),
                words=words,
                now=now(),
                remind_before=_remind_before() if is_wished else None,
            )
    except AddressRefusedError as refused:
        error = FieldError(target="email", message=refused.sentence)
        kept = {"email": typed, **({"remind": "1"} if is_wished else {})}
        return _show(view, email=typed, is_wished=is_wished, errors=(error,), kept=kept)
    return _show(view, mailed_to=typed, reminder_on=view.expires_on - _remind_before() if is_coming else None)


def _look(uow: UnitOfWork, public_id: str) -> View:
    """The journey, in the language that the form chose if it did."""
    chosen = request.form.get("language", "")
    if chosen:
        offered = available_languages()
        return set_language(uow, public_id, secret_of(public_id), chosen, offered=offered, words=words, now=now())
    return look(uow, public_id, secret_of(public_id), None, words=words, now=now())


def _show(view: View, **shown: Any) -> Response:
    use_language(view.language)
    errors = shown.get("errors", ())
    kept: Mapping[str, str] = shown.pop("kept", {})
    plain = {
        "link": "",
        "code": "",
        "email": "",
        "is_wished": False,
        "mailed_to": "",
        "reminder_on": None,
        "errors": (),
    }
    return render(
        "public/save.html",
        status=422 if errors else 200,
        public_id=view.public_id,
        languages_of_service=offered_languages(view.languages),
        language_address=_language_address(view, kept),
        kept=kept,
        leaves_quickly=view.leaves_quickly,
        expires_on=view.expires_on,
        can_mail=wiring().settings.can_send_mail,
        can_remind=view.expires_on - _remind_before() > now().date(),
        return_address=wiring().settings.base_url + url_for("public.return_by_code"),
        back_url=url_for("public.journey", public_id=view.public_id),
        title=title_of(gettext("Save and come back later"), view.service_title, is_wrong=bool(errors)),
        **{**plain, **shown},
    )


def _language_address(view: View, kept: Mapping[str, str]) -> str:
    """Where this page is asked for again: what it shows has no address."""
    endpoint = {"token": "make_link", "code": "make_code", "email": "mail_link"}.get(next(iter(kept), ""))
    return url_for(f"public.{endpoint or 'set_journey_language'}", public_id=view.public_id)


def _remind_before() -> timedelta:
    return timedelta(days=wiring().settings.reminder_days)
