"""Finding anything in a flow, and nothing typed is lost when a session has ended: without scripts."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.visitor import Page
from tests.visitor import Visitor as Person
from tests.webapp.serving import PASSWORD
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role, sign_out

TITLE = "at:/title"


def found_in(page: Page) -> dict[str, list[str]]:
    """The links of each group."""
    cards = (each for each in page.tree.all("section") if "found" in each.get("class"))
    return {
        (card.first("h3").text).rpartition(" ")[0]: [link.text for link in card.all("a") if "leads" not in link.text]
        for card in cards
    }


@pytest.mark.parametrize(
    ("sought", "kind", "title"),
    [
        ("people live", "Steps", "How many people live here?"),
        ("PEOPLE at", "Facts", "People at home"),
        ("no heat", "Rules", None),
        ("smell gas", "Texts", "Smell gas? Leave now."),
        ("nino", "Texts", "niño"),
        ("ask-shutoff", "Steps", "Is your heat off?"),
    ],
)
def test_anything_is_found_by_its_words(designer: Person, sought: str, kind: str, title: str | None) -> None:
    designer.visit("/editor/heat")
    page = designer.submit("Find", q=sought)
    found = found_in(page)
    assert kind in found
    if title is not None:
        assert title in found[kind]


def test_what_is_not_there_is_said(designer: Person) -> None:
    assert "Nothing found" in designer.visit("/editor/heat/find?q=zeppelin").text
    assert "Write words of a step" in designer.visit("/editor/heat/find").text


def test_the_search_box_gets_a_list_to_choose_from(designer: Person) -> None:
    piece = designer.client.get("/editor/heat/find?q=heat", headers={"HX-Request": "true"})
    assert piece.text.startswith('<ul id="find-options"')
    assert 'data-href="/editor/heat/steps/ask-shutoff"' in piece.text
    assert piece.headers["Vary"] == "HX-Request"


def test_where_a_fact_a_step_or_nothing_is_used(designer: Person) -> None:
    page = designer.visit("/editor/heat/uses/facts/shutoff")
    assert page.tree.first("h2") is not None
    assert "Where “Heat is off” is used" in page.text
    assert {"Is your heat off?", "Rule: No heat is an emergency"} <= {
        each.text for each in (*page.tree.all("a"), *page.tree.all("span"))
    }
    assert "How many people live here?" in designer.visit("/editor/heat/uses/nodes/ask-shutoff").text
    for address in ("facts/nothing", "nodes/nothing", "holidays/x", "secrets/x"):
        assert designer.client.get(f"/editor/heat/uses/{address}").status_code == 404


def test_the_shortcuts_stand_on_a_page_of_their_own(designer: Person) -> None:
    designer.visit("/editor/heat/words")
    page = designer.follow("Shortcuts")
    assert page.heading == "Keyboard shortcuts"
    assert "Go to: Translations" in page.text


def end_session(app: Flask, person: Person) -> None:
    """On the server; the browser still has its cookie."""
    cookie = person.client.get_cookie("wp_staff")
    assert cookie is not None
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        sign_out(uow, cookie.value, now=app.extensions[EXTENSION].clock())


def sign_in(person: Person, **kept: str) -> Page:
    return person.submit("Sign in", email="designer@example.org", password=PASSWORD, **kept)


def test_what_is_sent_after_the_session_ended_is_offered_after_signing_in(app: Flask, designer: Person) -> None:
    designer.visit("/editor/heat/words")
    end_session(app, designer)
    page = designer.submit("Save all", **{TITLE: "Warm “homes” <for> all"})
    assert page.status == 401
    assert "What you typed is kept" in page.text
    page = designer.submit("Sign in", email="designer@example.org", password="wrong")
    assert page.status == 422
    page = sign_in(designer)
    assert page.heading == "What you typed is kept"
    assert "Warm “homes” <for> all" in page.text
    page = designer.submit("Save it now")
    assert page.address.startswith("/editor/heat/words")
    assert page.heading == "Warm “homes” <for> all"


def test_a_form_in_the_way_of_a_new_session_is_offered_again(app: Flask, designer: Person) -> None:
    designer.visit("/editor/heat/words")
    form = designer.filled("Save all", **{TITLE: "Warmth"})
    other = designer.client
    designer.client = app.test_client()
    designer.visit("/sign-in")
    sign_in(designer)
    assert other is not designer.client
    refused = designer.send(*form)
    assert refused.status == 400
    designer.headers["Sec-Fetch-Site"] = "same-origin"
    page = designer.send(*form)
    assert page.heading == "What you typed is kept"
    assert designer.submit("Save it now").heading == "Warmth"


def test_nothing_is_kept_for_an_address_elsewhere(app: Flask) -> None:
    person = Person(app)
    person.visit("/sign-in")
    action, form = person.filled("Sign in", email="nobody@example.org", password="x")
    form.setlist("kept_to", ["//evil.example/editor/"])
    form.setlist("kept_fields", ['[["a", "b"]]'])
    page = person.send(action, form)
    assert "kept_to" not in page.response.text
    form.setlist("kept_to", ["/desk/tickets/1/reply"])
    assert "kept_to" not in person.send(action, form).response.text
    form.setlist("kept_to", ["/editor/heat/words"])
    for broken in ("{}", "[1]", '[["a"]]', '[["a", 1]]', "no"):
        form.setlist("kept_fields", [broken])
        assert "kept_to" not in person.send(action, form).response.text


def test_a_page_asks_whether_its_reader_is_still_signed_in(app: Flask, designer: Person) -> None:
    asks = {"Accept": "application/json"}
    answer = designer.client.get("/editor/session", headers=asks)
    assert set(answer.json) == {"token"}
    end_session(app, designer)
    assert designer.client.get("/editor/session", headers=asks).status_code == 401


def test_whoever_may_not_design_may_not_find(staff: object, designer: Person) -> None:
    assert staff(Role.APPROVER).get("/editor/heat/find?q=a").status_code == 403


def test_a_step_saves_itself_and_tells_of_what_cannot_be(designer: Person) -> None:
    page = designer.visit("/editor/heat/steps/ask-people")
    form = {field.get("name"): field.get("value") for field in page.tree.all("input")}
    prompt = next(name for name in form if name.endswith("/prompt") and not name.startswith("was-"))
    token = {"csrf_token": form["csrf_token"]}
    asks = {"Accept": "application/json"}
    sent = {**token, prompt: "Who lives here?", f"was-{prompt}": form[f"was-{prompt}"]}
    answer = designer.client.post("/editor/heat/steps/ask-people", data=sent, headers=asks)
    assert (answer.status_code, answer.json["was"][f"was-{prompt}"]) == (200, "Who lives here?")
    late = designer.client.post("/editor/heat/steps/ask-people", data={**sent, prompt: "Hm?"}, headers=asks)
    assert (late.status_code, late.json["theirs"]) == (409, "Who lives here?")
