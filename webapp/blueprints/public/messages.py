"""Writing to one's own request: words, and a photo or PDF. What is refused comes back as it was typed."""

from __future__ import annotations

from typing import Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.channels import FieldError
from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.statements import switch_language
from webapp.blueprints.public.status import refuse_code, show_status, typed_code
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.forms import let_finish
from webapp.http.htmx import see_other
from webapp.http.limits import check_limit, limited
from webapp.http.locale import current_language, words
from webapp.http.wiring import now
from webapp.services.tickets import (
    Message,
    MessageRefusedError,
    StatusNotFoundError,
    find_message_file,
    find_status,
    keep_message_file,
    write_message,
)
from webapp.services.uploads import SentFile

MOST_BYTES: Final = 25_000_000
"""More than any one file that is taken: so much is read, that the words beside a file too large are not lost."""


@bp.before_app_request
def make_room_for_messages() -> AnyResponse | None:
    """Before anybody reads the form. What no person with a camera sends is dropped as it comes."""
    if request.endpoint != "public.send_message":
        return None
    request.max_content_length = MOST_BYTES
    if (request.content_length or 0) <= MOST_BYTES:
        return None
    let_finish()
    return see_other(url_for("public.status", note="too-large"))


@bp.get("/status/message")
@public
def sent_message() -> AnyResponse:
    """Whoever comes back to this address is asked for the code again: it alone opens a request."""
    return see_other(url_for("public.status"))


@bp.post("/status/message")
@public
@limited("message")
def send_message() -> AnyResponse:
    """Take what the person writes, for whoever holds reference and code."""
    switch_language()
    reference, code = typed_code()
    try:
        if "language" in request.form:
            return _show_again(reference, code)
        check_limit("message-request", whom=reference)
        return _send(reference, code)
    except StatusNotFoundError:
        return refuse_code(reference, code)


def _send(reference: str, code: str) -> Response:
    """The file first: once it is taken it stays, whatever else has to be mended."""
    file_id, spoken = request.form.get("file-kept", ""), words(current_language())
    sent = request.files.get("file")
    try:
        if sent is not None and sent.filename:
            file = SentFile(name=sent.filename, content=sent.read())
            with unit_of_work() as uow:
                file_id = keep_message_file(uow, reference, code, file, words=spoken, now=now())
        message = Message(body=request.form.get("message", ""), once=request.form.get("once", ""), file_id=file_id)
        with unit_of_work() as uow:
            return show_status(write_message(uow, reference, code, message, words=spoken, now=now()), is_sent=True)
    except MessageRefusedError as refused:
        error = FieldError(target=refused.target, message=refused.sentence)
        return _show_again(reference, code, file_id=file_id, errors=(error,))


def _show_again(reference: str, code: str, *, file_id: str = "", errors: tuple[FieldError, ...] = ()) -> Response:
    """The request with the form as it was typed."""
    with unit_of_work() as uow:
        found = find_status(uow, reference, code)
        kept = find_message_file(uow, reference, code, file_id or request.form.get("file-kept", ""))
    typed, once = request.form.get("message", ""), request.form.get("once", "")
    return show_status(found, errors=errors, typed=typed, once=once, kept=kept)
