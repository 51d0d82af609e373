"""The pages of releases, in a browser without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
from tests.webapp.services.releasing.conftest import prove_at_once, wait_for_proofs
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role

Staff = Callable[..., Visitor]


@pytest.fixture
def designer(app: Flask, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Signed in, with a changed draft of “heat”."""
    prove_at_once(monkeypatch)
    database = app.extensions[EXTENSION].database
    seed(database)
    person = as_person(app, staff(Role.DESIGNER))
    person.visit("/editor/heat")
    person.submit("Begin a draft")
    person.visit("/editor/heat/steps/ask-people")
    prompt = next(name for name in fields_of(person) if name.endswith("/prompt"))
    person.submit("Save", **{prompt: "How many of you live here?"})
    yield person
    wait_for_proofs(database)


def as_person(app: Flask, browser: Visitor) -> Person:
    person = Person(app)
    person.client = browser.client
    return person


def fields_of(person: Person) -> list[str]:
    names = (str(field.get("name", "")) for field in person.page.tree.all("input", "textarea"))
    return [name for name in names if not name.startswith("was-")]


def test_the_history_names_every_release_and_leads_to_what_changed(designer: Person) -> None:
    page = designer.visit("/editor/heat/releases")
    assert "Release 1" in page.text
    assert "Live since" in page.text
    page = designer.follow("Compare the draft with the release that is live")
    assert "“How many people live here?” and is now “How many of you live here?”" in page.text
    assert "of step “How many of you live here?”" in page.text
    assert "This is being worked out" in page.text


def test_an_unchanged_draft_offers_no_request_and_every_release_its_book(designer: Person) -> None:
    designer.visit("/editor/heat")
    designer.submit("Undo")
    page = designer.visit("/editor/heat/releases")
    assert "it still says the same as the release" in page.text
    assert "Ask for the draft to be released" not in page.text
    assert page.link("Its book").endswith("/book.html")
    page = designer.visit("/editor/heat/releases/request")
    assert "Nothing to release yet" in page.text
    assert page.tree.first("textarea") is None


def test_behaviour_is_there_when_somebody_looks_again_without_scripts(app: Flask, designer: Person) -> None:
    designer.visit("/editor/heat/releases/compare")
    wait_for_proofs(app.extensions[EXTENSION].database)
    page = designer.follow("Look again")
    assert "No difference for anybody" in page.text


def test_the_piece_alone_is_only_for_pages_that_look_again(designer: Person) -> None:
    designer.visit("/editor/heat/releases/compare")
    page = designer.visit("/editor/heat/releases/behaviour?then=1&now=draft")
    assert page.address.startswith("/editor/heat/releases/compare")


def test_what_is_not_there_is_not_found(designer: Person) -> None:
    for place in ("/editor/nothing/releases", "/editor/heat/releases/compare?then=9&now=draft"):
        assert designer.visit(place).status == 404


def test_too_few_past_journeys_are_refused_in_words(designer: Person) -> None:
    designer.visit("/editor/heat/releases/compare")
    page = designer.submit("Walk past journeys again")
    assert page.status == 422
    assert "Fewer than 10 journeys of this release can still be read." in page.text


@pytest.fixture
def approver(app: Flask, designer: Person, staff: Staff) -> Person:
    """Somebody else, in a browser of their own."""
    return as_person(app, Visitor(app).become(Role.APPROVER, "Ada Approver"))


def asked(app: Flask, designer: Person, **fields: str) -> str:
    """The designer asks for a normal change; the address of the request."""
    designer.visit("/editor/heat/releases/request")
    wait_for_proofs(app.extensions[EXTENSION].database)
    designer.follow("Look again")
    page = designer.submit("Ask for the release", **{"kind": "normal", "notes_staff": "Plainer words.", **fields})
    assert page.status == 200
    return page.address


def test_the_whole_way_from_a_draft_to_the_public_and_back(app: Flask, designer: Person, approver: Person) -> None:
    designer.visit("/editor/heat")
    assert designer.follow("Ask for its release").address == "/editor/heat/releases"
    request = asked(app, designer, notes_public="We ask in plainer words.")
    assert "Nobody: it is proved" in designer.page.text
    assert "An approver decides." in designer.page.text
    for surface in ("", "/facts"):
        assert "Any edit closes that request." in designer.visit(f"/editor/heat{surface}").text
    page = approver.visit("/staff")
    assert "Your decision" in page.text
    page = approver.follow("Help with heating")
    assert page.address == request
    assert "Ready to be released" in approver.submit("Agree", comment="Good.").text
    assert "Ready to be released" in designer.visit("/staff").text, "it is the turn of whoever asked"
    designer.follow("Help with heating")
    page = designer.submit("Release it now")
    assert page.heading == "Help with heating"
    assert "Released" in page.text
    public = Person(app)
    page = public.visit("/s/heat")
    assert "What changed" in page.text
    assert "We ask in plainer words." in page.text
    text = Person(app, **{"Accept-Language": "es"}).visit("/s/heat").text
    assert "We ask in plainer words." in text, "nobody wrote it in Spanish"
    assert "Esta parte aún no está traducida." in text
    assert public.submit("Start now").heading == "How many of you live here?"
    approver.visit("/editor/heat/releases")
    approver.follow("Go back to it")
    assert approver.submit("Go back now").status == 422
    assert "Say why you go back." in approver.page.text
    assert "Going back to release 1" in approver.submit("Go back now", reason="Not plainer.").text
    assert "What changed" not in public.visit("/s/heat").text
    assert public.submit("Start now").heading == "How many people live here?"


def test_what_was_written_in_a_refused_request_stands_there_again(app: Flask, designer: Person) -> None:
    designer.visit("/editor/heat/releases/request")
    wait_for_proofs(app.extensions[EXTENSION].database)
    page = designer.submit(
        "Ask for the release", kind="emergency", notes_staff="It burns.", notes_public="Soon better."
    )
    assert page.status == 422
    assert "Say why this cannot wait." in page.text
    written = {area.get("name"): area.text.strip() for area in page.tree.all("textarea")}
    assert (written["notes_staff"], written["notes_public"]) == ("It burns.", "Soon better.")


def test_the_public_is_told_in_each_language_in_which_somebody_wrote_it(
    app: Flask, designer: Person, approver: Person
) -> None:
    spanish = {"notes_public:es": "Preguntamos con palabras más sencillas."}
    designer.visit("/editor/heat/releases/request")
    wait_for_proofs(app.extensions[EXTENSION].database)
    page = designer.submit("Ask for the release", kind="normal", notes_staff="Plainer.", **spanish)
    assert page.status == 422
    assert "in the flow’s own language" in page.text
    assert spanish["notes_public:es"] in page.text, "what was typed is still there"
    page = designer.submit("Ask for the release", notes_public="We ask in plainer words.")
    assert spanish["notes_public:es"] in page.text
    approver.visit(designer.page.address)
    approver.submit("Agree")
    designer.visit(designer.page.address)
    designer.submit("Release it now")
    reader = Person(app, **{"Accept-Language": "es"})
    assert spanish["notes_public:es"] in reader.visit("/s/heat").text
    assert "aún no está traducida" not in reader.page.text
    assert "We ask in plainer words." in Person(app).visit("/s/heat").text


def test_an_edit_voids_what_was_agreed_on_and_the_letter_says_so(
    app: Flask, designer: Person, approver: Person
) -> None:
    request = asked(app, designer)
    approver.visit(request)
    approver.submit("Agree")
    designer.visit("/editor/heat")
    designer.submit("Add", type="message", text="Stay warm", after="ask-people")
    page = designer.visit(request)
    assert "No longer holds" in page.text
    assert "The draft was edited since" in page.text
    assert "Release it now" not in page.text


def test_a_freeze_is_made_and_taken_away_by_an_approver_only(designer: Person, approver: Person) -> None:
    assert "Hold releases" not in designer.visit("/editor/changes").text
    approver.visit("/editor/changes")
    page = approver.submit("Hold releases", why="Moving house", starts_at="rubbish", ends_at="2026-11-30T10:00")
    assert (page.status, "That is no time." in page.text) == (422, True)
    page = approver.submit("Hold releases", starts_at="2026-11-23T08:00", ends_at="2026-11-30T10:00")
    assert "Moving house" in page.text
    page = designer.visit("/editor/changes/calendar")
    assert "All times are of America/New_York." in page.text
    assert "Nothing is released: every flow" in page.text
    assert approver.submit("Take it away Moving house").text.count("Moving house") == 0


def test_a_request_of_another_flow_is_not_found(app: Flask, designer: Person) -> None:
    request = asked(app, designer)
    assert designer.visit(request.replace("heat", "cold")).status == 404
    assert designer.visit("/editor/heat/releases/changes/999").status == 404


def test_a_designer_stands_in_for_an_approver_and_the_approver_takes_that_back(
    designer: Person, approver: Person
) -> None:
    assert "Who decides in your stead" not in designer.visit("/editor/changes").text
    approver.visit("/editor/changes")
    page = approver.submit("Name them", away_from="2026-11-22T08:00", away_until="rubbish")
    assert (page.status, "That is no time." in page.text) == (422, True)
    (choice,) = [each for each in page.tree.all("option") if each.text == "Designer Example"]
    page = approver.submit("Name them", delegate=choice.get("value"), away_until="2026-12-01T08:00")
    assert "Designer Example for Ada Approver" in page.text
    assert approver.submit("Take it back Designer Example").text.count("for Ada") == 0


def test_a_lead_sees_what_is_due_and_allows_a_kind_again(app: Flask, designer: Person) -> None:
    asked(app, designer, kind="standard")
    page = designer.submit("Release it now")
    assert "To be said by" in page.text
    page = designer.submit("Keep how it went", outcome="failed")
    assert (page.status, "Say what happened." in page.text) == (422, True)
    assert "It failed" in designer.submit("Keep how it went", outcome_note="Nobody understood it.").text
    lead = as_person(app, Visitor(app).become(Role.LEAD, "Lee Lead"))
    page = lead.visit("/editor/changes")
    assert "Needs approval now" in page.text
    page = lead.submit("Allow : only words change", **{"until-words": "rubbish"})
    assert (page.status, "That is no day." in page.text) == (422, True)
    page = lead.submit("Allow : only words change", **{"reason-words": "Read by two.", "until-words": "2026-12-31"})
    assert "Allowed until" in page.text
    assert "Read by two." in page.text
