"""Signing in and out. The session lives on the server; the cookie only points at it."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from webapp.blueprints.account.blueprint import bp
from webapp.blueprints.account.home import first_page_of
from webapp.http.access import find_current_actor, public
from webapp.http.catalogs import SOURCE_LANGUAGE
from webapp.http.csrf import STAFF_COOKIE, VISITOR_COOKIE, bind_to
from webapp.http.database import unit_of_work
from webapp.http.forms import safe_next
from webapp.http.guessing import check_guesses, remember_browser
from webapp.http.htmx import render, see_other
from webapp.http.kept_forms import KeptForm, read_kept
from webapp.http.limits import limited
from webapp.http.locale import use_language
from webapp.http.security import delete_cookie, read_cookie, set_cookie
from webapp.http.wiring import now, wiring
from webapp.services import accounts


@bp.get("/sign-in")
@public
def sign_in() -> Response:
    """The form; whoever is signed in already goes on."""
    use_language(SOURCE_LANGUAGE)
    actor = find_current_actor()
    next_url = request.args.get("next", "")
    if actor is not None:
        return see_other(safe_next(next_url, first_page_of(actor)))
    return render("account/sign_in.html", email="", next_url=next_url, is_refused=False, kept=None)


@bp.post("/sign-in")
@public
@limited("sign-in")
def open_session() -> Response:
    """Check email and password; a new session each time, and any older one of this browser ends."""
    use_language(SOURCE_LANGUAGE)
    email, next_url = request.form.get("email", "").strip(), request.form.get("next", "")
    password, hours = request.form.get("password", ""), wiring().settings.session_hours
    kept = read_kept()
    check_guesses(email)
    with unit_of_work() as uow:
        try:
            signed_in = accounts.sign_in(uow, email, password, now=now(), session_hours=hours)
        except accounts.SignInRefusedError:
            return render(
                "account/sign_in.html", status=422, email=email, next_url=next_url, is_refused=True, kept=kept
            )
        if old_token := read_cookie(STAFF_COOKIE):
            accounts.sign_out(uow, old_token, now=now())
    address = safe_next(next_url, first_page_of(signed_in.actor))
    response = see_other(address) if kept is None else _offer_again(kept, address, signed_in)
    set_cookie(response, STAFF_COOKIE, signed_in.token, max_age=hours * 3600)
    remember_browser(response, email)
    delete_cookie(response, VISITOR_COOKIE)
    return response


def _offer_again(kept: KeptForm, next_url: str, signed_in: accounts.SignedIn) -> Response:
    """What somebody sent after their session had ended, to be sent in the new one."""
    bind_to(signed_in.token)
    return render("account/send_again.html", actor=signed_in.actor, kept=kept, next_url=next_url)


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session on the server, then forget its cookie."""
    with unit_of_work() as uow:
        if token := read_cookie(STAFF_COOKIE):
            accounts.sign_out(uow, token, now=now())
    response = see_other(url_for("account.sign_in"))
    delete_cookie(response, STAFF_COOKIE)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
