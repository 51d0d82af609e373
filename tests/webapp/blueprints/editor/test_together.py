"""Several people in one flow, the first lesson, and requests of agencies; without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
from tests.webapp.serving import Clock, Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

Staff = Callable[..., Visitor]


@pytest.fixture
def designer(app: Flask, staff: Staff) -> Person:
    seed(app.extensions[EXTENSION].database)
    person = person_as(app, staff, Role.DESIGNER)
    person.visit("/editor/heat")
    person.submit("Begin a draft")
    return person


def person_as(app: Flask, staff: Staff, role: Role, *name: str) -> Person:
    person = Person(app)
    person.client = staff(role, *name).client
    return person


def test_two_designers_see_where_the_other_is_until_the_page_is_closed(
    app: Flask, staff: Staff, designer: Person, clock: Clock
) -> None:
    bo = person_as(app, staff, Role.DESIGNER, "bo")
    bo.visit("/editor/heat/steps/ask-people")
    assert "bo is at “How many people live here?”." in designer.visit("/editor/heat").text
    assert "Designer Example has this flow open." in bo.visit("/editor/heat/about").text
    clock.forward(seconds=30)
    assert bo.client.get("/editor/heat/presence?at=read").status_code == 200
    clock.forward(seconds=45)
    assert "bo is at" in designer.visit("/editor/heat").text, "an open page is heard of"
    clock.forward(seconds=61)
    assert "bo is at" not in designer.visit("/editor/heat").text


def test_an_open_page_keeps_nobody_signed_in_and_sends_nobody_away(designer: Person, clock: Clock) -> None:
    for _ in range(7):
        clock.forward(minutes=9)
        status = designer.client.get("/editor/heat/presence", headers={"HX-Request": "true"}).status_code
    assert status == 401, "63 minutes without a press: signed out, and the page stays where it is"
    assert designer.client.get("/editor/heat").status_code == 303


def test_a_first_flow_is_taught_by_its_own_state(designer: Person) -> None:
    designer.visit("/editor/new")
    page = designer.submit("Make the flow", title="Cooling", question="Is it hot?", fact_type="boolean")
    assert "Done: Give them answers" in page.text
    assert "Done: Write two questions" not in page.text
    page = designer.submit("Add", type="question", text="Do you have a fan?", after="it-hot", fact_type="boolean")
    assert page.status == 200
    page = designer.visit("/editor/cooling")
    assert "Done: Write two questions" in page.text
    assert "Done: Lead answers to different places" not in page.text
    page = designer.submit("Put this lesson away")
    assert "Your first flow" not in page.text
    assert "Your first flow" not in designer.visit("/editor/heat").text


def test_a_request_is_written_down_taken_answered_and_found_again(designer: Person) -> None:
    designer.visit("/editor")
    designer.follow("Requests")
    page = designer.submit("Keep the request", title="New limits", body="From May on", agency="Warmth", slug="heat")
    assert page.heading == "New limits"
    place = page.address.partition("?")[0]
    page = designer.submit("Set the state", state="released")
    assert page.status == 422
    assert "No release answers this request yet." in page.text
    designer.visit(place)
    page = designer.submit("Name the answer", slug="heat")
    release = next(o.get("value") for o in page.tree.all("option") if len(o.get("value", "")) == 64)
    page = designer.submit("Name the answer", slug="heat", release=release)
    assert release[:12] in page.text
    designer.submit("Send", body="It is in the release of today")
    page = designer.submit("Set the state", state="released")
    assert "It is in the release of today" in page.text
    assert "No request fits" in designer.visit("/editor/requests").text
    assert "New limits" in designer.visit("/editor/requests?state=released&flow=heat").text
    assert designer.client.get("/editor/requests/99").status_code == 404


def test_a_refused_request_comes_back_as_it_was_typed(designer: Person) -> None:
    designer.visit("/editor/requests")
    page = designer.submit("Keep the request", title="Boats", body=" ", agency="Harbors")
    assert page.status == 422
    assert {"Boats", "Harbors"} <= {field.get("value", "") for field in page.tree.all("input")}
    page = designer.submit("Keep the request", body="Everybody asks")
    page = designer.submit("Set the state", state="declined", reason="")
    assert page.status == 422
    assert "why it is declined" in page.text


def test_an_approver_reads_requests_and_decides_nothing(app: Flask, staff: Staff, designer: Person) -> None:
    designer.visit("/editor/requests")
    place = designer.submit("Keep the request", title="Boats", body="Everybody asks").address.partition("?")[0]
    approver = person_as(app, staff, Role.APPROVER)
    page = approver.visit(place)
    assert "Everybody asks" in page.text
    assert "Set the state" not in page.text
    approver.submit("Send", body="I second that")
    answer = approver.client.post(f"{place}/state", data={"state": "accepted"})
    assert answer.status_code in (400, 403)
