"""A designer works on the map in a browser without scripts: chooses steps, adds, leads, removes, closes, undoes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from tests.visitor import Visitor as Person
from tests.webapp.documents import seed
from tests.webapp.serving import Visitor
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role
from webapp.services.publishing import layouts

Staff = Callable[..., Visitor]


@pytest.fixture
def designer(app: Flask, staff: Staff) -> Person:
    """Signed in, on the map of a draft of “heat”."""
    seed(app.extensions[EXTENSION].database)
    browser = staff(Role.DESIGNER)
    person = Person(app)
    person.client = browser.client
    person.visit("/editor/heat/map")
    person.submit("Begin a draft")
    person.visit("/editor/heat/map")
    return person


def links(person: Person) -> dict[str, str]:
    """What each box of the map is called, and where its link leads."""
    (picture,) = (each for each in person.page.tree.all("svg") if each.get("class") == "map")
    return {a.get("aria-label"): a.get("href") for a in picture.all("a")}


def test_every_step_is_a_link_that_says_where_it_leads(designer: Person) -> None:
    named = links(designer)
    assert len(named) == 5
    question = next(name for name in named if name.startswith("Question: Is your heat off?"))
    assert "Leads to What happened?; " in question
    assert "/editor/heat/map?sel=ask-shutoff#at-ask-shutoff" in named[question]


def test_a_chosen_step_stands_beside_the_map_with_its_ways(designer: Person) -> None:
    page = designer.visit("/editor/heat/map?sel=ask-shutoff")
    panel = next(each for each in page.tree.all("aside") if each.get("id") == "map-panel")
    assert "Is your heat off?" in panel.text
    assert page.link("How many people live here?") == "/editor/heat/map?sel=ask-people#at-ask-people"
    assert page.link("What happened?") == "/editor/heat/map?sel=ask-story#at-ask-story"
    chosen = [a.get("href") for a in page.tree.all("a") if a.get("aria-current") == "true"]
    assert chosen == ["/editor/heat/map?sel=ask-shutoff#at-ask-shutoff"]


def test_a_step_is_added_in_the_middle_of_a_way_and_chosen(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-shutoff")
    page = designer.submit("Add", exit="no-heat", type="message", text="Stay warm")
    assert "Added the message “Stay warm”." in page.text
    assert page.address.startswith("/editor/heat/map?sel=stay-warm")
    assert "Message: Stay warm. Leads to What happened?" in links(designer)
    assert any("Leads to Stay warm; " in name for name in links(designer))


def test_a_way_is_led_elsewhere_and_that_is_undone_on_the_map(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people")
    page = designer.submit("Lead there", exit="next", to="person")
    assert "leads to “Ask a person” now." in page.text
    page = designer.submit("Undo")
    assert "Undone: " in page.text
    assert page.address.startswith("/editor/heat/map?sel=ask-people")
    page = designer.submit("Redo")
    assert "Done again: " in page.text
    assert any("Leads to Ask a person." in name for name in links(designer))


def test_words_are_written_beside_the_map(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people")
    page = designer.submit("Save", value="How many are you?")
    assert any(name.startswith("Question: How many are you?") for name in links(designer))
    assert page.address.startswith("/editor/heat/map?sel=ask-people")


def test_what_cannot_be_done_is_refused_in_words(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=person")
    page = designer.submit("Remove this step")
    assert page.status == 422
    assert "is where the flow ends for those who come here." in page.text


def test_a_draft_with_errors_is_drawn_with_its_problems(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people")
    page = designer.submit("Add", type="decision", text="Which help?")
    assert any("Decision: Which help?" in name and "error" in name for name in links(designer))
    assert "Error:" in page.text


def test_branches_are_closed_and_opened(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-shutoff")
    designer.follow("Close its branches")
    assert not any("What happened?" in name.partition(" Leads to ")[0] for name in links(designer))
    designer.follow("Open its branches")
    assert any("What happened?" in name.partition(" Leads to ")[0] for name in links(designer))


def test_chosen_steps_are_one_box_to_which_all_ways_lead(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-story&sel=ask-shutoff")
    page = designer.follow("Show them as one box")
    assert page.address.endswith("&box=ask-story,ask-shutoff")
    named = links(designer)
    assert not any(name.startswith("Question: What happened?") for name in named)
    assert any(name.startswith("Question: How many people live here? Leads to Is your heat off?") for name in named)
    designer.visit(named["1 step within: Is your heat off?"])
    assert any(name.startswith("Question: What happened?") for name in links(designer))


def test_a_flow_that_is_run_is_one_box_and_opened_in_its_place(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people&sel=ask-shutoff")
    designer.submit("Take them out", title="Your home", flow="home")
    designer.visit("/editor/heat/map")
    closed = links(designer)
    assert not any("Is your heat off?" in name.partition(" Leads to ")[0] for name in closed)
    (button,) = (address for name, address in closed.items() if "steps within" in name)
    page = designer.visit(button)
    assert page.status == 200
    opened = links(designer)
    assert opened["The flow “Your home”"] == "/editor/home/map"
    (inner,) = (address for name, address in opened.items() if name.startswith("Question: Is your heat off?"))
    assert inner == "/editor/home/map?sel=ask-shutoff#at-ask-shutoff"
    assert any(name.startswith("Question: Is your heat off?") and "Leads to" in name for name in opened)
    designer.visit(opened["Close: Your home"])
    assert links(designer).keys() == closed.keys()
    assert designer.visit("/editor/heat/map?open=gone&open=gone/x&box=a,b&box=,&open=ask-story").status == 200


def test_problems_within_a_flow_that_is_open_stand_at_their_own_steps(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people&sel=ask-shutoff")
    designer.submit("Take them out", title="Your home", flow="home")
    designer.visit("/editor/home/map")
    designer.submit("Add", type="message", text="Stay warm", first="")
    designer.visit("/editor/heat/map?open=home")
    (lonely,) = (name for name in links(designer) if name.startswith("Message: Stay warm"))
    assert "1 error. Node “stay-warm” has no “next”." in lonely


def test_an_edit_goes_on_from_the_layout_that_is_seen_and_the_new_one_follows(
    designer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = designer.client.get("/editor/heat/map?sel=ask-shutoff").text
    seen = re.search(r' data-layout="([^"]+)"', page)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert seen is not None
    assert token is not None
    form = {"csrf_token": token[1], "op": "add-node", "type": "message", "text": "Stay warm", "after": "ask-people"}
    with monkeypatch.context() as patch:
        patch.setattr(layouts, "run_layout", lambda _: pytest.fail("nobody waits for a layout"))
        headers = {"Hx-Request": "true"}
        answer = designer.client.post("/editor/heat/map/edits", data={**form, "layout": seen[1]}, headers=headers).text
    assert 'data-node="stay-warm"' in answer
    more = re.search(r' data-more="([^"]+)"', answer)
    assert more is not None
    fresh = designer.client.get(unescape(more[1]), headers=headers).text
    assert "data-more" not in fresh
    whole = designer.client.get(unescape(more[1])).text
    picture = re.compile(r"<svg[^>]* class=.map.+?</svg>", re.DOTALL)
    assert picture.findall(whole) == picture.findall(fresh)


def test_what_two_people_wrote_on_the_map_is_kept(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people")
    page = designer.submit("Save", value="Mine", was="What stood there before")
    assert page.status == 422
    assert "Somebody else wrote: “How many people live here?”" in page.text
    assert 'value="Mine"' in page.response.get_data(as_text=True)


def test_the_map_is_shown_smaller_and_remembers_that(designer: Person) -> None:
    page = designer.follow("− Smaller")
    assert "zoom=75" in page.address
    assert all("zoom=75" in address for address in links(designer).values())


def test_rubbish_in_the_address_changes_nothing(designer: Person) -> None:
    page = designer.visit("/editor/heat/map?sel=gone&sel=%00&closed=person&zoom=9999999999&closed=gone")
    assert page.status == 200
    assert "Choose a step" in page.text
    page = designer.visit("/editor/heat/map?path=..0..,..1..&scenario=%00&overlay=x&lit=..0..")
    assert page.status == 200


def test_several_steps_are_chosen_from_a_list_and_duplicated(designer: Person) -> None:
    page = designer.submit("Choose these", sel=["ask-story", "ask-shutoff"])
    assert "2 steps are chosen" in page.text
    page = designer.submit("Duplicate")
    assert "Copied 2 steps." in page.text
    assert len(links(designer)) == 7


def test_steps_are_copied_and_pasted(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-story&sel=ask-shutoff")
    page = designer.submit("Copy")
    assert "Copied 2 steps. They can be pasted on the map of any flow." in page.text
    page = designer.submit("Paste")
    assert "Pasted 2 steps." in page.text
    assert len(links(designer)) == 7


def test_nothing_to_paste_is_said_in_words(designer: Person) -> None:
    page = designer.submit("Paste")
    assert page.status == 422
    assert "There is nothing to paste." in page.text


def test_several_steps_are_removed_at_once(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-story&sel=ask-shutoff")
    page = designer.submit("Remove these steps")
    assert page.status == 422
    assert "lead to several others" in page.text
    page = designer.submit("Remove these steps", instead="read")
    assert "Removed 2 steps." in page.text
    assert len(links(designer)) == 3


def test_steps_become_a_flow_of_their_own(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people&sel=ask-story")
    page = designer.submit("Take them out", title="Two questions", flow="two questions")
    assert page.status == 422
    assert "Two questions" in {field.get("value", "") for field in page.tree.all("input")}
    designer.visit("/editor/heat/map?sel=ask-people&sel=ask-shutoff")
    page = designer.submit("Take them out", title="First questions", flow="first-questions")
    assert "Made “First questions” a flow of its own" in page.text
    page = designer.visit("/editor/first-questions/map")
    assert any("Is your heat off?" in name for name in links(designer))
