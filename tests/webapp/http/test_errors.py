"""From errors to answers."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask import Flask, abort, get_template_attribute

from tests.webapp.serving import Visitor
from webapp.http import errors
from webapp.http.access import ForbiddenError, check_access, public
from webapp.http.csrf import FormRefusedError
from webapp.http.limits import TooManyRequestsError
from webapp.http.logging import configure_logging
from webapp.persistence import DatabaseDownError
from webapp.services.accounts import Permission
from webapp.services.journeys import JourneyExpiredError, JourneyNotFoundError, SecretRefusedError
from webapp.services.tickets import AlreadyAssignedError, TicketErasedError, TicketNotFoundError

SECRET = "Dolores said 4711"


def raises(app: Flask, error: Exception) -> Visitor:
    """A visitor of an application in which `/boom` raises `error`, as it would in production."""

    def boom() -> str:
        raise error

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/boom", "boom", public(boom))
    check_access(app)
    return Visitor(app)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (FormRefusedError(SECRET), 400),
        (ForbiddenError(Permission.ADMINISTER), 403),
        (SecretRefusedError("heat"), 403),
        (JourneyNotFoundError(SECRET), 404),
        (TicketNotFoundError(SECRET), 404),
        (TicketErasedError(SECRET), 404),
        (AlreadyAssignedError(SECRET), 409),
        (JourneyExpiredError("heat"), 410),
        (RuntimeError(SECRET), 500),
        (DatabaseDownError(SECRET), 503),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_each_error_has_its_status_and_tells_no_detail(app: Flask, error: Exception, status: int) -> None:
    response = raises(app, error).get("/boom")
    assert response.status_code == status
    assert "<h1" in response.text
    assert SECRET not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_broken_page_shows_the_id_that_leads_to_the_log(app: Flask) -> None:
    response = raises(app, RuntimeError(SECRET)).get("/boom")
    assert response.headers["X-Request-Id"] in response.text


def test_the_log_of_a_broken_page_says_where_and_never_what(app: Flask) -> None:
    lines = io.StringIO()
    configure_logging("error", lines)
    raises(app, RuntimeError(SECRET)).get("/boom")
    assert "builtins.RuntimeError" in lines.getvalue()
    assert "test_errors.py" in lines.getvalue()
    assert SECRET not in lines.getvalue()


def test_an_expired_journey_leads_to_where_it_can_be_started_again(app: Flask) -> None:
    page = raises(app, JourneyExpiredError("heat")).get("/boom").text
    assert re.search(r'<form method="post" action="/s/heat"', page), page


def test_htmx_gets_the_piece(app: Flask) -> None:
    text = raises(app, TicketNotFoundError()).get("/boom", hx_request="true").text
    assert 'id="problem"' in text
    assert "<html" not in text


@pytest.mark.parametrize("accept", ["application/json", "application/problem+json"])
def test_a_program_gets_a_problem_document(app: Flask, accept: str) -> None:
    response = raises(app, TicketNotFoundError(SECRET)).get("/boom", accept=accept)
    assert response.mimetype == "application/problem+json"
    assert response.json == {
        "type": "about:blank#not-found",
        "status": 404,
        "instance": f"urn:request:{response.headers['X-Request-Id']}",
    }


@pytest.mark.parametrize("accept", ["*/*", "", "text/html,application/xhtml+xml,*/*;q=0.8"])
def test_everybody_else_gets_a_page(app: Flask, accept: str) -> None:
    assert raises(app, TicketNotFoundError()).get("/boom", accept=accept).mimetype == "text/html"


def test_too_many_requests_say_when_to_come_back(app: Flask) -> None:
    response = raises(app, TooManyRequestsError(timedelta(minutes=5))).get("/boom")
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "300"


def test_a_method_that_is_not_allowed_names_those_that_are(visitor: Visitor) -> None:
    response = visitor.send("/healthz")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_an_address_that_nobody_knows_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/nowhere").status_code == 404


def test_what_http_itself_refuses_is_answered_in_our_words(app: Flask) -> None:
    app.add_url_rule("/gone", "gone", public(lambda: abort(410)))
    response = Visitor(app).get("/gone")
    assert response.status_code == 410
    assert "<h1" in response.text


def test_every_kind_of_the_table_has_its_words(app: Flask) -> None:
    kinds = {answer.kind for answer in errors.ANSWERS.values()} | {"broken", "refused", "too-large"}
    with app.test_request_context("/"):
        for macro, more in (("problem_title", ()), ("problem_advice", (30,))):
            words = get_template_attribute("components/problem.html", macro)
            assert all(str(words(kind, *more)).strip() for kind in kinds), macro
