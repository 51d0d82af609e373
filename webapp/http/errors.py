"""From errors to answers. The only module that knows status codes for what services raise.

Each row is an error class, its status and the words of its page. The page never tells more than its row, whatever the
error says; the request id on it leads to the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, Response, abort, current_app, json, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from webapp.http.access import ForbiddenError, SignInNeededError, address_to_return_to, find_current_actor
from webapp.http.catalogs import SOURCE_LANGUAGE
from webapp.http.csrf import FormRefusedError, is_from_here
from webapp.http.forms import let_finish
from webapp.http.htmx import is_htmx, render, see_other, wants_partial
from webapp.http.kept_forms import kept_form
from webapp.http.limits import TooManyRequestsError
from webapp.http.locale import use_language
from webapp.http.logging import log_failure, request_id
from webapp.http.wiring import wiring
from webapp.persistence import DatabaseDownError
from webapp.services.accounts import PermissionRefusedError
from webapp.services.journeys import (
    JourneyConflictError,
    JourneyExpiredError,
    JourneyNotFoundError,
    NotOnPathError,
    ReturnCodeRefusedError,
    ReturnLinkRefusedError,
    SecretRefusedError,
    ServiceChangedError,
    UnknownServiceError,
)
from webapp.services.knowledge import ArticleNotFoundError
from webapp.services.publishing import DraftBusyError, FlowUnknownError, NoDraftError, ScenarioUnknownError
from webapp.services.releasing import ChangeMovedError, ChangeUnknownError, SideUnknownError
from webapp.services.reviewing import RequestUnknownError, ReviewLinkRefusedError, ReviewRefusedError
from webapp.services.tickets import (
    AlreadyAssignedError,
    CategoryRefusedError,
    EmptyMessageError,
    NotAssignedError,
    QueueNotFoundError,
    StatusNotFoundError,
    TicketConflictError,
    TicketFileNotFoundError,
    TicketNotFoundError,
)

PAGE: Final = "errors/page.html"
PARTIAL: Final = "errors/_problem.html"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody is told. `kind` picks the words in the template and the `type` of a problem document."""

    status: int
    kind: str


ANSWERS: Final[dict[type[Exception], Answer]] = {
    FormRefusedError: Answer(status=400, kind="form-refused"),
    ForbiddenError: Answer(status=403, kind="forbidden"),
    PermissionRefusedError: Answer(status=403, kind="forbidden"),
    SecretRefusedError: Answer(status=403, kind="other-browser"),
    UnknownServiceError: Answer(status=404, kind="not-found"),
    JourneyNotFoundError: Answer(status=404, kind="not-found"),
    ArticleNotFoundError: Answer(status=404, kind="not-found"),
    TicketFileNotFoundError: Answer(status=404, kind="not-found"),
    TicketNotFoundError: Answer(status=404, kind="not-found"),
    QueueNotFoundError: Answer(status=404, kind="not-found"),
    StatusNotFoundError: Answer(status=404, kind="not-found"),
    FlowUnknownError: Answer(status=404, kind="not-found"),
    NoDraftError: Answer(status=404, kind="not-found"),
    ScenarioUnknownError: Answer(status=404, kind="not-found"),
    ChangeUnknownError: Answer(status=404, kind="not-found"),
    SideUnknownError: Answer(status=404, kind="not-found"),
    ChangeMovedError: Answer(status=409, kind="conflict"),
    DraftBusyError: Answer(status=409, kind="conflict"),
    JourneyConflictError: Answer(status=409, kind="conflict"),
    NotOnPathError: Answer(status=409, kind="conflict"),
    AlreadyAssignedError: Answer(status=409, kind="conflict"),
    NotAssignedError: Answer(status=409, kind="conflict"),
    TicketConflictError: Answer(status=409, kind="conflict"),
    CategoryRefusedError: Answer(status=409, kind="conflict"),
    ReviewLinkRefusedError: Answer(status=410, kind="link-used"),
    RequestUnknownError: Answer(status=404, kind="not-found"),
    ReviewRefusedError: Answer(status=422, kind="incomplete"),
    JourneyExpiredError: Answer(status=410, kind="expired"),
    ServiceChangedError: Answer(status=410, kind="service-changed"),
    ReturnCodeRefusedError: Answer(status=410, kind="link-used"),
    ReturnLinkRefusedError: Answer(status=410, kind="link-used"),
    EmptyMessageError: Answer(status=422, kind="incomplete"),
    TooManyRequestsError: Answer(status=429, kind="too-many"),
    DatabaseDownError: Answer(status=503, kind="unavailable"),
}
_HTTP_KINDS: Final = {404: "not-found", 405: "not-found", 413: "too-large", 400: "form-refused"}
_BROKEN: Final = Answer(status=500, kind="broken")


def init_errors(app: Flask) -> None:
    """Answer every error of the table, of HTTP itself, and any other without a detail."""
    for error_class in ANSWERS:
        app.register_error_handler(error_class, _answer_known)
    app.before_request(_refuse_impossible_address)
    app.register_error_handler(SignInNeededError, _ask_to_sign_in)
    app.register_error_handler(FormRefusedError, _answer_refused_form)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_broken)
    app.logger.disabled = True  # Flask writes addresses and messages; `log_failure` writes neither


def _refuse_impossible_address() -> None:
    """No address of ours holds a NUL, and PostgreSQL takes none: it would be an error of the database."""
    if "\0" in request.environ["PATH_INFO"]:
        abort(404)


def _answer_known(error: Exception) -> Response:
    answer = next(ANSWERS[ancestor] for ancestor in type(error).__mro__ if ancestor in ANSWERS)
    if answer.status >= 500:
        log_failure(error)
    # Only what names a place to go on is handed to the page: a service's slug, the open place.
    response = _respond(answer, slug=getattr(error, "slug", ""))
    if isinstance(error, TooManyRequestsError):
        response.headers["Retry-After"] = str(int(error.retry_after.total_seconds()))
    return response


def _ask_to_sign_in(error: SignInNeededError) -> AnyResponse:
    address = url_for("account.sign_in", next=error.next_url or None)
    if _wants_json():
        return _problem(Answer(status=401, kind="sign-in"))
    kept = kept_form()
    if kept is not None and not is_htmx():
        next_url = error.next_url
        return render("account/sign_in.html", status=401, email="", next_url=next_url, is_refused=False, kept=kept)
    return see_other(address) if is_htmx() else redirect(address, code=303)


def _answer_refused_form(error: FormRefusedError) -> AnyResponse:
    """A form of the editor whose session has ended is kept while its writer signs in; any other is refused."""
    kept = kept_form()
    if kept is None or not is_from_here() or _wants_json() or is_htmx():
        return _answer_known(error)
    use_language(SOURCE_LANGUAGE)
    actor = find_current_actor()
    if actor is None:
        return _ask_to_sign_in(SignInNeededError(address_to_return_to()))
    return render("account/send_again.html", actor=actor, kept=kept, next_url=address_to_return_to())


def _answer_http(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response()
    if error.code == 413:
        let_finish()
    response = _respond(Answer(status=error.code, kind=_HTTP_KINDS.get(error.code, "refused")))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _answer_broken(error: Exception) -> Response:
    log_failure(error)
    if current_app.debug or current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    return _respond(_BROKEN)


def _respond(answer: Answer, **values: Any) -> Response:
    if _wants_json():
        return _problem(answer)
    template = PARTIAL if wants_partial() else PAGE
    shown = {
        "status": answer.status,
        "kind": answer.kind,
        "request_id": request_id(),
        "slug": "",
        "journey_days": wiring().settings.journey_days,
        **values,
    }
    response = current_app.response_class(render_template(template, **shown), status=answer.status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "HX-Request"
    return response


def _problem(answer: Answer) -> Response:
    """An RFC 9457 document."""
    body = {"type": f"about:blank#{answer.kind}", "status": answer.status, "instance": f"urn:request:{request_id()}"}
    response = current_app.response_class(json.dumps(body), status=answer.status, mimetype="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    best = accepted.best_match(["text/html", "application/problem+json", "application/json"])
    return best is not None and best != "text/html" and not accepted["text/html"]
