"""Files: sending one with an answer, and getting one's own back.

Files are taken at this address alone, so that every other form stays small.
"""

from __future__ import annotations

from typing import Final

from flask import Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.blueprints.public.blueprint import bp
from webapp.blueprints.public.cookie import secret_of
from webapp.blueprints.public.journey import follow, in_language, step_address
from webapp.http.access import public
from webapp.http.database import unit_of_work
from webapp.http.files import hand_out
from webapp.http.forms import form_lists, let_finish
from webapp.http.htmx import see_other
from webapp.http.limits import limited
from webapp.http.locale import words
from webapp.http.wiring import now
from webapp.services.journeys import give_with_files, open_own_file
from webapp.services.uploads import MOST_MEGABYTES, SentFile

MOST_BYTES: Final = (MOST_MEGABYTES + 1) * 1_000_000
"""The file, and what else is on the form."""


@bp.before_app_request
def make_room_for_files() -> AnyResponse | None:
    """Before anybody reads the form. One that is too large is dropped as it comes: the page comes back and says so."""
    if request.endpoint != "public.send_file":
        return None
    request.max_content_length = MOST_BYTES
    if (request.content_length or 0) <= MOST_BYTES:
        return None
    let_finish()
    named = request.view_args or {}
    return see_other(step_address(named["public_id"], named["place"], note="file-too-large"))


@bp.post("/j/<public_id>/-/send/<path:place>")
@public
@limited("file")
def send_file(public_id: str, place: str) -> AnyResponse:
    """Take an answer with its file. It is the same as answering, but for the file."""
    if "language" in request.form:
        return in_language(public_id, place)
    sent = {
        name: SentFile(name=file.filename, content=file.read()) for name, file in request.files.items() if file.filename
    }
    secret = secret_of(public_id)
    with unit_of_work() as uow:
        return follow(
            public_id,
            lambda: give_with_files(uow, public_id, secret, place, form_lists(), sent, words=words, now=now()),
        )


@bp.get("/j/<public_id>/-/send/<path:place>")
@public
def sent_file(public_id: str, place: str) -> AnyResponse:
    """Whoever reloads a page that told what to mend gets the question itself."""
    return see_other(step_address(public_id, place))


@bp.get("/j/<public_id>/-/files/<file_id>")
@public
def own_file(public_id: str, file_id: str) -> Response:
    """A file that the person sent, back to themselves."""
    with unit_of_work() as uow:
        found = open_own_file(uow, public_id, secret_of(public_id), file_id)
    return hand_out(*found) if found else abort(404)
