"""An agency reviews a flow by its link, without an account; the designers read and answer. Without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

Staff = Callable[..., Visitor]


@pytest.fixture
def designer(app: Flask, staff: Staff) -> Person:
    seed(app.extensions[EXTENSION].database)
    person = Person(app)
    person.client = staff(Role.DESIGNER).client
    person.visit("/editor/heat")
    person.submit("Begin a draft")
    return person


@pytest.fixture
def address(designer: Person) -> str:
    designer.visit("/editor/heat/reviews")
    page = designer.submit("Make the link", label="Department of Warmth")
    assert "shown only once" in page.text
    field = next(each for each in page.tree.all("input") if each.get("id") == "link-address")
    found = re.search(r"/review/\S+", field.get("value"))
    assert found is not None
    return found[0]


@pytest.fixture
def reviewer(app: Flask, address: str) -> Person:
    person = Person(app)
    person.visit(address)
    return person


def test_a_reviewer_reads_the_draft_without_signing_in(reviewer: Person) -> None:
    page = reviewer.page
    assert page.heading == "Help with heating"
    assert "everybody begins here" in page.text
    assert "Yes → leads to" in page.text
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.response.headers["X-Robots-Tag"]
    assert page.response.headers["Cache-Control"] == "no-store"
    assert not [a for a in page.tree.all("a") if a.get("href").startswith("/editor")]
    reviewer.follow("See it as a picture")
    steps = [a.get("href") for a in reviewer.page.tree.all("a") if "#step-" in a.get("href")]
    assert len(steps) == 5, "each step of the picture leads to its words"


def test_the_book_is_one_page_that_runs_nothing(reviewer: Person) -> None:
    book = reviewer.client.get(reviewer.page.link("Everything in one document"))
    policy = book.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "The book of a flow" in book.get_data(as_text=True)


def test_comments_go_both_ways_and_a_name_is_asked_once(reviewer: Person, designer: Person, address: str) -> None:
    page = reviewer.submit("Send the comment", name="Rae Reviewer", body="Say “household”", node="ask-people")
    assert "Your comment is there" in page.text
    assert "You write as Rae Reviewer." in page.text
    page = designer.visit("/editor/heat/reviews")
    assert "Say “household”" in page.text
    assert "Say “household”" in designer.visit("/editor/heat/steps/ask-people").text
    designer.visit("/editor/heat/reviews")
    designer.submit("Send the answer", body="Done")
    page = reviewer.visit(address)
    assert "Done" in page.text
    page = reviewer.submit("Settle : Say “household”")
    assert "Settled by Rae Reviewer" in page.text
    assert "No open comments." in designer.visit("/editor/heat/steps/ask-people").text
    designer.visit("/editor/heat/reviews")
    assert "open again" in designer.submit("Open again : Say “household”").text


def test_what_is_refused_comes_back_as_it_was_typed(reviewer: Person) -> None:
    page = reviewer.submit("Send the comment", name=" ", body="Without a name", node="ask-people")
    assert page.status == 422
    assert "Write your name." in page.text
    assert "Without a name" in page.text
    page = reviewer.submit("Sign off this version", name="", note="Fine by us")
    assert page.status == 422
    assert "Fine by us" in page.text


def test_a_sign_off_is_of_one_version(reviewer: Person, designer: Person, address: str) -> None:
    page = reviewer.submit("Sign off this version", name="Rae Reviewer", note="As agreed")
    assert "Signed off" in page.text
    designer.visit("/editor/heat/about")
    designer.submit("Save", title="Warm homes")
    assert "Signed off an earlier version" in designer.visit("/editor/heat/reviews").text
    page = reviewer.submit("Sign off this version")
    assert page.status == 422
    assert "changed while you were reading" in page.text
    page = reviewer.submit("Sign off this version")
    assert page.status == 200
    assert page.heading == "Warm homes"


def test_a_link_that_was_taken_back_opens_nothing(reviewer: Person, designer: Person, address: str) -> None:
    designer.visit("/editor/heat/reviews")
    assert "opens nothing any more" in designer.submit("Take back Department of Warmth").text
    assert reviewer.client.get(address).status_code == 410
    assert reviewer.submit("Sign off this version", name="Rae").status == 410
    assert reviewer.client.get("/review/unknown").status_code == 410


def test_a_reviewer_tries_the_draft_and_comments_where_they_stand(app: Flask, reviewer: Person, address: str) -> None:
    reviewer.follow("Try it as people will meet it")
    page = reviewer.submit("Continue", answer="3")
    assert "Is your heat off?" in page.text
    assert "People at home" in page.text
    assert not [a for a in page.tree.all("a") if a.get("href").startswith("/editor")]
    page = reviewer.submit("Send the comment", name="", body="Say “today”")
    assert page.status == 422
    assert "Write your name." in page.text
    assert "Say “today”" in page.text
    page = reviewer.submit("Send the comment", name="Rae Reviewer", body="Say “today”")
    assert "Your comment is there" in page.text
    assert "Said here already" in page.text
    assert "Is your heat off?" in page.text
    page = reviewer.submit("Start from the beginning", today="2027-03-01", language="es", channel="sms")
    assert page.tree.first("html").get("lang") == "en"
    page = reviewer.submit("Send", said="3")
    assert 'lang="es"' in page.response.text
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        for table in ("journeys", "tickets", "trail", "outbox"):
            assert uow.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
        assert [list(each.nodes) for each in uow.reviews.list_comments("heat")] == [["ask-shutoff"]]


def test_a_link_that_was_taken_back_stops_the_trial(reviewer: Person, designer: Person, address: str) -> None:
    reviewer.follow("Try it as people will meet it")
    framed = f"{address}/try/frame/ask-people"
    inner = reviewer.client.get(framed)
    assert "frame-ancestors 'self'" in inner.headers["Content-Security-Policy"]
    assert f'action="{framed}"' in inner.text
    assert reviewer.client.get("/editor/heat/try").status_code == 303, "the link opens nothing of the editor"
    designer.visit("/editor/heat/reviews")
    designer.submit("Take back Department of Warmth")
    assert reviewer.submit("Continue", answer="3").status == 410
    assert reviewer.client.get(framed).status_code == 410
    assert reviewer.client.get(f"{address}/try").status_code == 410


def test_a_draft_with_errors_is_not_tried(reviewer: Person, designer: Person, address: str) -> None:
    fields = designer.visit("/editor/heat").tree.all("input")
    csrf = next(each.get("value") for each in fields if each.get("name") == "csrf_token")
    form = {"op": "disconnect", "node": "ask-people", "exit": "next", "csrf_token": csrf}
    assert designer.client.post("/editor/heat/edits", data=form).status_code == 303
    page = reviewer.visit(f"{address}/try")
    assert page.heading == "It cannot be tried just now"
    assert "Try it as people will meet it" not in reviewer.visit(address).text


def test_nobody_writes_through_one_link_without_end(reviewer: Person) -> None:
    address, form = reviewer.filled("Send the comment", name="Rae", body="x")
    given = [reviewer.client.post(address, data=form).status_code for _ in range(121)]
    assert given == [303] * 120 + [429]


def test_the_book_of_a_release_is_for_staff(designer: Person, app: Flask) -> None:
    page = designer.visit("/editor/heat/reviews")
    assert designer.client.get(page.link("Of the draft")).status_code == 200
    assert designer.client.get(page.link("Of the release of")).status_code == 200
    assert designer.client.get(f"/editor/heat/releases/{'f' * 64}/book.html").status_code == 404
    assert app.test_client().get(page.link("Of the draft")).status_code == 303
