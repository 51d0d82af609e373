"""How far a request is, for whoever holds its reference and its code, or a link to it.

Neither reference nor code is ever put in an address. What may be written there is taken in `messages`.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.channels import FieldError
from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.statements import switch_language
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.flash import find_typed, keep_typed, new_mark, seal
from webapp.http.htmx import render, see_other
from webapp.http.limits import limited
from webapp.http.locale import gettext
from webapp.http.wiring import now
from webapp.services.tickets import PublicStatus, StatusNotFoundError, find_status, find_status_by_link

LONGEST = 100
PATH = "/status"


@bp.get("/status")
@public
def status() -> Response:
    """Ask for the reference and the code; or once more, with what to mend."""
    typed = find_typed(path=PATH)
    if typed is None:
        return ask_for_code()
    return ask_for_code(typed["reference"], typed["code"], errors=tuple(FieldError(**each) for each in typed["errors"]))


@bp.post("/status")
@public
@limited("status")
def check_status() -> AnyResponse:
    """Tell how far the request is. A wrong reference and a wrong code get the same answer.

    The choice of a language asks again: the answer has no address to come back to. Before anything was asked, it
    shows what is typed so far.
    """
    switch_language()
    reference, code = typed_code()
    if "language" in request.form and "asked" not in request.form:
        return ask_for_code(reference, code)
    missing = _missing(reference, code)
    if missing:
        return ask_again(reference, code, missing)
    try:
        with unit_of_work() as uow:
            return show_status(find_status(uow, reference, code))
    except StatusNotFoundError:
        return refuse_code(reference, code)


@bp.get("/status/link/<token>")
@public
def status_link(token: str) -> Response:
    """Mail programs open links by themselves: that alone shows nobody's messages."""
    return render("public/status_link.html", token=token, title=title_of(gettext("Read the message")))


@bp.post("/status/link/<token>")
@public
@limited("status")
def open_status_link(token: str) -> AnyResponse:
    """Show the request that the link stands for. A link that opens nothing leads to reference and code."""
    switch_language()
    try:
        with unit_of_work() as uow:
            return show_status(find_status_by_link(uow, token, now=now()))
    except StatusNotFoundError:
        sentence = gettext("This link does not work any more. Enter your reference number and your status code.")
        return ask_again("", "", (FieldError(target="reference", message=sentence),))


def typed_code() -> tuple[str, str]:
    """The reference and the code of the form."""
    return _typed("reference"), _typed("status_code")


def refuse_code(reference: str, code: str) -> AnyResponse:
    """The same words, whichever of both is wrong."""
    sentence = gettext("We cannot find a request with this reference number and code. Check both and try again.")
    return ask_again(reference, code, (FieldError(target="reference", message=sentence),))


def ask_again(reference: str, code: str, errors: tuple[FieldError, ...]) -> AnyResponse:
    """What was typed with what to mend, by a redirect: the way back then never asks to send the form again."""
    mark = new_mark()
    sealed = seal({"reference": reference, "code": code, "errors": [asdict(each) for each in errors]}, mark=mark)
    if not sealed:
        return ask_for_code(reference, code, errors=errors)
    response = see_other(url_for("public.status", again=mark))
    keep_typed(response, sealed, path=PATH)
    return response


def ask_for_code(reference: str = "", code: str = "", *, errors: tuple[FieldError, ...] = ()) -> Response:
    """The form for both."""
    return _render(reference, code, errors=errors, is_asked=bool(errors))


def show_status(found: PublicStatus, *, errors: tuple[FieldError, ...] = (), **typed: Any) -> Response:
    """What is known of the request, with the form for a message as it was typed."""
    once = typed.pop("once", "") or secrets.token_urlsafe(12)
    return _render(found.reference, found.status_code, errors=errors, is_asked=True, found=found, once=once, **typed)


def _render(reference: str, code: str, *, errors: tuple[FieldError, ...], **shown: Any) -> Response:
    plain = {"found": None, "typed": "", "kept": None, "once": "", "is_sent": False}
    return render(
        "public/status.html",
        "public/_status.html",
        status=422 if errors else 200,
        reference=reference,
        status_code=code,
        errors=errors,
        note=request.args.get("note", ""),
        title=title_of(gettext("Check a request"), is_wrong=bool(errors)),
        **{**plain, **shown},
    )


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()[:LONGEST]


def _missing(reference: str, code: str) -> tuple[FieldError, ...]:
    wanted = (
        ("reference", reference, gettext("Enter your reference number")),
        ("status_code", code, gettext("Enter your status code")),
    )
    return tuple(FieldError(target=name, message=message) for name, value, message in wanted if not value)
