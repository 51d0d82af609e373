"""A long list without scripts: type a part, choose among what matches, and the choice is kept."""

from __future__ import annotations

import pytest

from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import Publish, a_service

TOWNS = ("Albany", "Allegany", "Bronx", "Broome", "Dutchess", "Erie", "Essex", "Kings", "Newport", "New York")
MORE = ("Queens", "Ulster", "Wayne", "Yates")


@pytest.fixture
def at_town(visitor: Visitor, publish: Publish) -> Visitor:
    document = a_service()
    towns = [{"id": each.lower().replace(" ", "-"), "label": each} for each in (*TOWNS, *MORE)]
    document["facts"]["town"] = {"type": "place", "label": "Town", "places": towns}
    ask = {"type": "question", "fact": "town", "prompt": "Which town do you live in?", "next": "ask-people"}
    document["nodes"]["ask-town"] = ask
    publish({**document, "start": "ask-town"})
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    return visitor


def choices(visitor: Visitor) -> list[str]:
    return [each.get("value") for each in visitor.page.tree.all("input") if each.get("name") == "answer-meant"]


def test_several_matches_are_listed_and_one_is_chosen(at_town: Visitor) -> None:
    page = at_town.submit("Continue", answer="al")
    assert page.status == 422
    assert choices(at_town) == ["albany", "allegany"]
    at_town.submit("Continue", **{"answer-meant": "allegany"})
    assert at_town.page.heading == "How many people live with you?"
    assert "Town Allegany" in at_town.page.text


def test_one_match_needs_only_another_press(at_town: Visitor) -> None:
    at_town.submit("Continue", answer="duchess")
    assert choices(at_town) == ["dutchess"]
    at_town.submit("Continue")
    assert "Town Dutchess" in at_town.page.text


def test_the_whole_name_goes_on_at_once_and_stands_in_the_field_later(at_town: Visitor) -> None:
    at_town.submit("Continue", answer="new york")
    assert at_town.page.heading == "How many people live with you?"
    at_town.follow("Back")
    field = next(each for each in at_town.page.tree.all("input") if each.get("id") == "answer")
    assert field.get("value") == "New York"


def test_what_is_not_there_is_told_and_kept(at_town: Visitor) -> None:
    page = at_town.submit("Continue", answer="zzz")
    assert "Nothing in the list is called that" in page.text
    field = next(each for each in page.tree.all("input") if each.get("id") == "answer")
    assert field.get("value") == "zzz"
