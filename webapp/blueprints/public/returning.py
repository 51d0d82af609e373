"""Coming back: by a code that is typed in, or by a link. A link shows a button, and only the button spends it."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.channels import FieldError
from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import keep_secret
from webapp.blueprints.public.statements import switch_language
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.flash import find_typed, keep_typed, new_mark, seal
from webapp.http.htmx import render, see_other
from webapp.http.limits import check_limit, limited
from webapp.http.locale import gettext
from webapp.http.wiring import now
from webapp.services.journeys import ReturnCodeRefusedError, exchange_return_code, exchange_return_link

LONGEST = 100
PATH = "/return"


@bp.get("/return")
@public
def return_by_code() -> Response:
    """Ask for the code; or once more, with what to mend."""
    typed = find_typed(path=PATH)
    return _show_code() if typed is None else _show_code(typed["code"], error=typed["error"])


@bp.post("/return")
@public
@limited("code")
def exchange_code() -> AnyResponse:
    """Trade the code for the journey's secret, in a cookie. Whatever is wrong with it, the answer is the same."""
    typed = request.form.get("code", "").strip()[:LONGEST]
    if "language" in request.form:  # the page with what was typed, in another language
        switch_language()
        return _show_code(typed)
    if not typed:
        return _ask_again("", gettext("Enter your code"))
    check_limit("one-code", whom="".join(letter for letter in typed.casefold() if letter.isalnum()))
    try:
        with unit_of_work() as uow:
            public_id, secret = exchange_return_code(uow, typed, now=now())
    except ReturnCodeRefusedError:
        return _ask_again(typed, gettext("No answers open with this code. Check it and try again."))
    response = see_other(url_for("public.journey", public_id=public_id))
    keep_secret(response, public_id, secret)
    return response


@bp.get("/return/<token>")
@public
def return_page(token: str) -> Response:
    """Mail programs and chats open links by themselves; that alone must not use one up."""
    return render("public/return.html", token=token, title=title_of(gettext("Go on where you stopped")))


@bp.post("/return/<token>")
@public
@limited("return")
def exchange(token: str) -> AnyResponse:
    """Trade the link for the journey's secret, in a cookie."""
    with unit_of_work() as uow:
        public_id, secret = exchange_return_link(uow, token, now=now())
    response = see_other(url_for("public.journey", public_id=public_id))
    keep_secret(response, public_id, secret)
    return response


def _ask_again(code: str, error: str) -> AnyResponse:
    """By a redirect: the way back then never asks to send the form again."""
    mark = new_mark()
    response = see_other(url_for("public.return_by_code", again=mark))
    keep_typed(response, seal({"code": code, "error": error}, mark=mark), path=PATH)
    return response


def _show_code(code: str = "", *, error: str = "") -> Response:
    return render(
        "public/return_code.html",
        status=422 if error else 200,
        code=code,
        errors=(FieldError(target="code", message=error),) if error else (),
        title=title_of(gettext("Go on where you stopped"), is_wrong=bool(error)),
    )
