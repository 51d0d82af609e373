"""How far a request is, for whoever holds its reference and its code. Neither is ever put in an address."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request

from engine.channels import FieldError
from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.statements import switch_language
from webapp.blueprints.public.titles import title_of
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.htmx import render
from webapp.http.limits import limited
from webapp.http.locale import gettext
from webapp.http.wiring import now
from webapp.services.tickets import PublicStatus, StatusNotFoundError, find_status

LONGEST = 100


@bp.get("/status")
@public
def status() -> Response:
    """Ask for the reference and the code."""
    return _show()


@bp.post("/status")
@public
@limited("status")
def check_status() -> Response:
    """Tell how far the request is. A wrong reference and a wrong code get the same answer.

    The choice of a language asks again: the answer has no address to come back to. Before anything was asked, it
    shows what is typed so far.
    """
    switch_language()
    reference = request.form.get("reference", "").strip()[:LONGEST]
    code = request.form.get("status_code", "").strip()[:LONGEST]
    if "language" in request.form and "asked" not in request.form:
        return _show(reference, code)
    missing = _missing(reference, code)
    if missing:
        return _show(reference, code, errors=missing)
    try:
        with unit_of_work() as uow:
            found = find_status(uow, reference, code, now=now())
    except StatusNotFoundError:
        sentence = gettext("We cannot find a request with this reference number and code. Check both and try again.")
        return _show(reference, code, errors=(FieldError(target="reference", message=sentence),))
    return _show(reference, code, found=found)


def _missing(reference: str, code: str) -> tuple[FieldError, ...]:
    wanted = (
        ("reference", reference, gettext("Enter your reference number")),
        ("status_code", code, gettext("Enter your status code")),
    )
    return tuple(FieldError(target=name, message=message) for name, value, message in wanted if not value)


def _show(
    reference: str = "", code: str = "", *, errors: Sequence[FieldError] = (), found: PublicStatus | None = None
) -> Response:
    return render(
        "public/status.html",
        "public/_status.html",
        status=422 if errors else 200,
        reference=reference,
        status_code=code,
        errors=errors,
        found=found,
        is_asked=bool(errors or found),
        title=title_of(gettext("Check a request"), is_wrong=bool(errors)),
    )
