"""Who may use a route."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.serving import Clock, Visitor
from webapp.http.access import UndeclaredAccessError, check_access, public
from webapp.services.accounts import Role


def test_a_route_that_does_not_say_who_may_use_it_stops_the_start() -> None:
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/open", "open", public(lambda: ""))
    app.add_url_rule("/silent", "silent", lambda: "")
    with pytest.raises(UndeclaredAccessError) as refused:
        check_access(app)
    assert refused.value.endpoints == ["silent"]


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in_and_back_afterwards(visitor: Visitor) -> None:
    response = visitor.get("/desk/queues/heat?page=2")
    assert response.status_code == 303
    assert response.location == "/sign-in?next=/desk/queues/heat?page%3D2"


def test_a_form_sent_without_a_session_does_not_become_a_page_to_return_to(visitor: Visitor) -> None:
    assert visitor.send("/desk/tickets/WP-1/claim").location == "/sign-in"


def test_htmx_is_told_to_load_the_sign_in_page_whole(visitor: Visitor) -> None:
    response = visitor.get("/desk", hx_request="true")
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/sign-in")


def test_a_role_without_the_permission_is_refused(visitor: Visitor) -> None:
    visitor.become(Role.DESIGNER)
    assert visitor.get("/desk").status_code == 403


def test_a_session_left_alone_for_long_is_over(visitor: Visitor, clock: Clock) -> None:
    visitor.become(Role.AGENT)
    clock.forward(minutes=59)
    assert visitor.get("/desk").status_code == 200
    clock.forward(minutes=61)
    assert visitor.get("/desk").status_code == 303


def test_a_session_in_use_is_over_after_a_working_day(visitor: Visitor, clock: Clock) -> None:
    visitor.become(Role.AGENT)
    for _ in range(23):
        clock.forward(minutes=30)
        assert visitor.get("/desk").status_code == 200
    clock.forward(minutes=30)
    assert visitor.get("/desk").status_code == 303
