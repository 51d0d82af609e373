"""The list of flows, new flows from every source, what is said about a flow, and the archive: without scripts."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import heat, seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role
from webapp.services.publishing import table_template, write_csv, write_xlsx

Staff = Callable[..., Visitor]


@pytest.fixture
def seeded(app: Flask) -> Flask:
    seed(app.extensions[EXTENSION].database)
    return app


@pytest.fixture
def designer(seeded: Flask, staff: Staff) -> Person:
    return person_as(seeded, staff, Role.DESIGNER)


def person_as(app: Flask, staff: Staff, role: Role) -> Person:
    person = Person(app)
    person.client = staff(role).client
    return person


def test_the_list_tells_owner_state_health_and_people_inside(designer: Person) -> None:
    page = designer.visit("/editor")
    assert "Nobody owns it" in page.text
    assert "0 people inside now" in page.text
    assert "4 weeks" not in page.text, "of too few people no share is told"
    assert "Too few people in the last 4 weeks" in designer.visit("/editor/heat/about").text
    page = designer.visit("/editor")
    assert "15 warnings" in page.text
    assert "No flow fits" in designer.visit("/editor?state=archived").text
    assert "Help with heating" in designer.visit("/editor?state=live").text
    assert "Help with heating" in designer.visit("/editor?state=rubbish&owner=").text
    assert "No flow fits" in designer.visit("/editor?owner=nobody-has-this").text


def test_a_blank_flow_is_made_and_opened(designer: Person) -> None:
    designer.visit("/editor")
    designer.follow("New flow")
    page = designer.submit("Make the flow", title="Help with cooling", question="Is it hot?", fact_type="choice")
    assert page.heading == "Help with cooling"
    assert "The flow is made." in page.text
    assert "Is it hot?" in page.text
    page = designer.visit("/editor?state=draft")
    assert "Help with cooling" in page.text
    assert "Not live yet" in page.text


def test_a_pattern_is_chosen(designer: Person) -> None:
    designer.visit("/editor/new?from=pattern")
    page = designer.submit("Make the flow", pattern="contact-form", title="Write to the heat team", slug="heat-team")
    assert page.address.startswith("/editor/heat-team")
    assert "What do you want to tell us?" in page.text


def test_json_is_pasted_or_uploaded_and_what_is_wrong_comes_back_with_what_was_sent(designer: Person) -> None:
    designer.visit("/editor/new?from=json")
    page = designer.submit("Make the flow", content='{"format": 1, "id": "x"}', agency="Department of Warmth")
    assert page.status == 422
    assert "This is no flow as it stands." in page.text
    assert '{"format": 1, "id": "x"}' in page.text
    token = next(field.get("value") for field in page.tree.all("input") if field.get("name") == "csrf_token")
    sent = {
        "csrf_token": token,
        "from": "json",
        "file": (io.BytesIO(json.dumps(heat(id="warm-two")).encode()), "f.json"),
    }
    answer = designer.client.post("/editor/new", data=sent)
    assert answer.status_code == 303
    assert "/editor/warm-two" in answer.headers["Location"]


@pytest.mark.parametrize(("kind", "write"), [("csv", write_csv), ("xlsx", write_xlsx)])
def test_a_table_is_uploaded_and_its_template_can_be_had(designer: Person, kind: str, write) -> None:
    page = designer.visit("/editor/new?from=table")
    template = designer.client.get(f"/editor/new/steps.{kind}")
    assert template.headers["Content-Disposition"].endswith(f"steps.{kind}")
    token = next(field.get("value") for field in page.tree.all("input") if field.get("name") == "csrf_token")
    sent = {"csrf_token": token, "from": "table", "title": "Made of rows", "file": (io.BytesIO(template.data), "s")}
    answer = designer.client.post("/editor/new", data=sent)
    assert answer.status_code == 303
    assert "How old are you?" in designer.visit("/editor/made-rows").text
    bad = write([*table_template(), ("Odd", "zork", "", "", "", "")])
    answer = designer.client.post(
        "/editor/new", data={**sent, "title": "Odd rows", "file": (io.BytesIO(bad), f"s.{kind}")}
    )
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Row 9: “zork” is no type of step." in text
    assert "Odd,zork" in text, "the rows come back to be mended"
    assert designer.client.get("/editor/new/steps.exe").status_code == 404


def test_a_flow_is_copied_from_its_own_page(designer: Person) -> None:
    designer.visit("/editor/heat/about")
    designer.follow("Make a copy of this flow")
    page = designer.submit("Make the flow", title="Help with cooling")
    assert page.heading == "Help with cooling"
    assert "How many people live here?" in page.text


def test_a_name_that_is_a_page_of_the_editor_is_refused_and_nothing_typed_is_lost(designer: Person) -> None:
    designer.visit("/editor/new")
    page = designer.submit("Make the flow", title="Requests", slug="requests", question="What for?")
    assert page.status == 422
    assert "is the address of a page of this editor" in page.text
    assert {"requests", "What for?"} <= {field.get("value", "") for field in page.tree.all("input")}
    assert designer.client.post("/editor/new", data={"from": "zeppelin"}).status_code == 400


def test_what_is_said_about_a_flow_is_changed_together(designer: Person) -> None:
    designer.visit("/editor/heat/about")
    designer.submit("Begin a draft")
    designer.visit("/editor/heat/about")
    page = designer.submit(
        "Save", title="Warm homes", minutes="5", keywords="heat\r\n\r\ncold ", topic="home", channels=["web", "sms"]
    )
    assert page.status == 200
    assert page.heading == "Warm homes"
    fields = {field.get("name"): field.get("value") for field in page.tree.all("input")}
    assert fields["minutes"] == "5"
    assert "cold" in page.text
    page = designer.submit("Save", minutes="many", summary="Kept all the same")
    assert page.status == 422
    assert "“many” is no number of minutes." in page.text
    assert "Kept all the same" in page.text
    designer.visit("/editor/heat/about")
    assert "Nothing was changed." in designer.submit("Save", keywords="heat\ncold").text


def test_both_versions_of_what_is_said_are_kept(seeded: Flask, staff: Staff, designer: Person) -> None:
    designer.visit("/editor/heat/about")
    designer.submit("Begin a draft")
    designer.visit("/editor/heat/about")
    other = Person(seeded)
    other.client = staff(Role.DESIGNER, "bo").client
    other.visit("/editor/heat/about")
    other.submit("Save", agency="Bureau of Boilers")
    page = designer.submit("Save", agency="Office of Ovens")
    assert page.status == 422
    assert "Somebody else wrote: “Bureau of Boilers”" in page.text
    assert "Office of Ovens" in {field.get("value", "") for field in page.tree.all("input")}
    assert designer.submit("Save").status == 200


def test_something_is_promised_and_taken_back(designer: Person) -> None:
    designer.visit("/editor/heat/about")
    designer.submit("Begin a draft")
    designer.visit("/editor/heat/about")
    designer.visit("/editor/heat/promises/+")
    designer.submit("Add a line : to the condition")
    page = designer.submit("Show what fits", **{"p0.0:fact": "people"}, kind="never")
    page = designer.submit("Promise it", **{"p0.0:comparison": ">=", "p0.0:value": "lots"}, node="read")
    assert page.status == 422
    assert "“lots” is no number." in page.text
    designer.submit("Show what fits", **{"p0.0:fact": "shutoff"}, kind="visits")
    page = designer.submit("Promise it", **{"p0.0:comparison": "yes"}, node="person")
    said = "When “Heat is off” is yes, the journey comes past “Ask a person”."
    assert said in page.text
    designer.follow(said)
    page = designer.submit("Show what fits", kind="outcome")
    page = designer.submit("Save", outcome=["person"])
    assert "the journey ends at “Ask a person”." in page.text
    page = designer.submit("Take away : When “Heat is off” is yes, the journey ends at “Ask a person”.")
    assert "Nothing is promised yet." in page.text


def test_an_owner_is_set_and_the_flow_is_archived_by_an_approver(seeded: Flask, staff: Staff, designer: Person) -> None:
    page = designer.visit("/editor/heat/about")
    assert "is put aside by an approver" in page.text
    me = next(option.get("value") for option in page.tree.all("option") if option.text and option.get("value"))
    assert "The owner is set." in designer.submit("Set the owner", owner=me).text
    approver = person_as(seeded, staff, Role.APPROVER)
    approver.visit("/editor/heat/about")
    page = approver.submit("Archive this flow")
    assert "The flow is archived." in page.text
    assert approver.client.get("/s/heat").status_code == 404
    assert "The flow is back." in approver.submit("Take it out of the archive").text
    assert approver.client.get("/s/heat").status_code == 200


def test_an_approver_reads_what_is_said_and_changes_nothing(seeded: Flask, staff: Staff) -> None:
    approver = person_as(seeded, staff, Role.APPROVER)
    page = approver.visit("/editor/heat/about")
    assert "Department of Warmth" in page.text
    assert "Begin a draft" not in page.text
    assert approver.client.get("/editor/new").status_code == 403
    assert approver.client.get("/editor/no-such/about").status_code == 404


@pytest.mark.parametrize("surface", ["", "/map", "/problems", "/facts", "/try", "/scenarios", "/words", "/releases"])
def test_every_surface_says_who_is_signed_in_and_lets_them_out(app: Flask, staff: Staff, surface: str) -> None:
    seed(app.extensions[EXTENSION].database)
    designer = staff(Role.DESIGNER, "Dee Designer")
    designer.send("/editor/heat/draft")
    page = designer.get(f"/editor/heat{surface}").text
    assert "Dee Designer" in page
    assert "Sign out" in page


def test_ends_are_told_apart_in_words_and_nothing_is_promised_twice(designer: Person) -> None:
    designer.visit("/editor/heat")
    designer.submit("Begin a draft")
    designer.submit("Add", type="handoff", text="Ask a person")
    page = designer.visit("/editor/heat/promises/+")
    for said in ("Article: Stay warm", "To a person: Ask a person, queue “Energy”", "To a person: Ask a person"):
        assert said in page.text
    designer.submit("Promise it", outcome=["person", "read"])
    designer.visit("/editor/heat/promises/+")
    page = designer.submit("Promise it", outcome=["read", "person"])
    assert page.status == 422
    assert "This is promised already: Every journey ends at" in page.text


def test_beside_a_promise_that_somebody_breaks_stands_who(designer: Person) -> None:
    designer.visit("/editor/heat")
    designer.submit("Begin a draft")
    designer.visit("/editor/heat/promises/+")
    designer.submit("Show what fits", kind="never")
    designer.submit("Promise it", node="ask-story")
    until = time.monotonic() + 60
    while "Being proved" in (page := designer.visit("/editor/heat/about")).text:
        assert time.monotonic() < until, "the proof did not come"
        time.sleep(0.05)
    assert "Broken." in page.text
    designer.follow("Show me : Every journey never comes to “What happened?”.")
    assert "Heat is off" in designer.page.text
