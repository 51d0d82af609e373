"""A designer sees on the map, without scripts: a way that somebody goes, all ways through a step, what is covered."""

from __future__ import annotations

import time
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
    """Signed in, with a draft of “heat” and one scenario of it."""
    seed(app.extensions[EXTENSION].database)
    browser = staff(Role.DESIGNER)
    browser.send("/editor/heat/draft")
    person = Person(app)
    person.client = browser.client
    person.visit("/editor/heat/scenarios/-")
    person.submit("Add it", add="people", title="No heat", today="2026-11-23")
    person.submit("Add it", add="shutoff")
    person.submit("Keep it", end="ask-story", **{"answer-0": "3", "answer-1": "yes"})
    return person


def lit(person: Person) -> set[str]:
    """What is lit: nodes by name, lines by both their ends."""
    shining = (each for each in person.page.tree.all("g") if "map-lit" in str(each.get("class", "")).split())
    return {str(g.get("data-node") or f"{g.get('data-from', '')}>{g.get('data-to', '')}") for g in shining}


def is_dimmed(person: Person) -> bool:
    return any("map-dimmed" in str(svg.get("class", "")) for svg in person.page.tree.all("svg"))


THE_WAY = {"ask-people", "ask-shutoff", "ask-story", ">ask-people", "ask-people>ask-shutoff", "ask-shutoff>ask-story"}


def test_a_way_is_lit_and_everything_else_is_dimmed(designer: Person) -> None:
    page = designer.visit("/editor/heat/map?path=ask-people:next,ask-shutoff:no-heat,ask-story")
    assert is_dimmed(designer)
    assert lit(designer) - {">"} == THE_WAY
    assert "The way to “What happened?”: 3 steps." in page.text
    assert page.link("Its end") == "#at-ask-story"
    designer.follow("Show all again")
    assert not is_dimmed(designer)
    assert lit(designer) == set()


def test_the_way_stays_lit_while_the_map_is_made_smaller_and_changed(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people&path=ask-people:next,ask-shutoff:no-heat,ask-story")
    designer.follow("− Smaller")
    assert lit(designer) - {">"} == THE_WAY
    designer.submit("Save", value="How many are you?")
    assert lit(designer) - {">"} == THE_WAY


def test_names_that_are_gone_are_left_out_of_a_way(designer: Person) -> None:
    page = designer.visit("/editor/heat/map?path=ask-people:next,gone:x,,%00:y,ask-shutoff/inside:z,ask-shutoff,nobody")
    assert "The way to “Is your heat off?”: 2 steps." in page.text
    page = designer.visit("/editor/heat/map?path=gone:next,nobody")
    assert "Nothing of this way is in the draft as it is now." in page.text
    assert not is_dimmed(designer)


def test_a_way_into_a_closed_section_lights_the_box_that_hides_it(designer: Person) -> None:
    designer.visit("/editor/heat/map?closed=ask-shutoff&path=ask-people:next,ask-shutoff:no-heat,ask-story")
    assert lit(designer) - {">"} == {"ask-people", "ask-shutoff", ">ask-people", "ask-people>ask-shutoff"}


def test_the_way_of_a_scenario_is_shown_from_its_table(designer: Person) -> None:
    designer.visit("/editor/heat/scenarios")
    page = designer.follow("On the map")
    assert "The way of “No heat”: 3 steps." in page.text
    assert lit(designer) - {">"} == THE_WAY
    page = designer.visit("/editor/heat/map?scenario=gone")
    assert "Nothing of this way is in the draft as it is now." in page.text


def test_the_way_of_a_scenario_that_cannot_be_played_is_told_so(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people")
    designer.submit("Add", type="decision", text="Which help?")
    page = designer.visit("/editor/heat/map?scenario=no-heat")
    assert "Nothing of this way is in the draft as it is now." in page.text


def test_all_ways_through_a_chosen_step_are_lit(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-story")
    designer.follow("Light the ways")
    found = lit(designer)
    assert found >= THE_WAY
    assert "read" not in found
    designer.follow("Show all again")
    assert lit(designer) == set()


def test_what_the_scenarios_cover_is_worked_out_and_laid_over_the_map(designer: Person) -> None:
    designer.visit("/editor/heat/scenarios")
    page = designer.visit("/editor/heat/map?overlay=coverage")
    deadline = time.monotonic() + 60
    while "is being worked out" in page.text and time.monotonic() < deadline:
        time.sleep(0.1)
        page = designer.follow("Look again")
    assert "Covered: 3 of 5 nodes, 2 of " in page.text
    tones = {
        str(g.get("data-node")): "map-tone-done" in str(g.get("class"))
        for g in page.tree.all("g")
        if g.get("data-node")
    }
    assert tones["ask-story"]
    assert not tones["read"]
    page = designer.follow("Problems")
    assert "Covered:" not in page.text


def test_a_draft_with_errors_has_no_coverage_and_says_so(designer: Person) -> None:
    designer.visit("/editor/heat/map?sel=ask-people&overlay=coverage")
    page = designer.submit("Add", type="decision", text="Which help?")
    assert "overlay=coverage" in page.address
    assert "The draft has errors: nothing can be played before they are mended." in page.text
