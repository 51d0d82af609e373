"""A designer puts a calculation together without scripts, tries it, and is told what it lacks."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.webapp.blueprints.editor.test_rules import node, values_of

NEW = "/editor/heat/parts/nodes/work-out/set/+"
FACT = "at:/nodes/work-out/set/+/fact"


@pytest.fixture
def calculating(designer: Visitor) -> Visitor:
    """In a flow with a step that works something out, and a fact for it."""
    designer.visit("/editor/heat/facts")
    designer.submit("Add the fact", label="Beds needed", type="integer")
    designer.visit("/editor/heat")
    designer.submit("Add", type="calculate", text="Work out", after="ask-people")
    designer.visit(NEW)
    return designer


def test_a_calculation_is_put_together_tried_and_kept(calculating: Visitor, app: Flask) -> None:
    calculating.submit("Show what fits", **{FACT: "beds_needed", "v:named": "fact:people"})
    calculating.submit("Calculate on with it : the value")
    calculating.submit("Calculate on with it : value 1")
    page = calculating.submit("Show what fits", **{"v.0.1:named": "written", "v.1:named": "written"})
    assert {"v.0.1:value", "v.1:value"} <= set(values_of(page))
    page = calculating.submit("Work it out", **{"v.0.1:value": "2", "v.1:value": "many"})
    assert page.status == 200
    assert "“many” is no number." in page.text
    calculating.submit("Show what fits", **{"v.1:value": "3"})
    page = calculating.submit("Work it out", **{"try:people": "21"})
    assert "Enter 20 or less" in page.text
    page = calculating.submit("Work it out", **{"try:people": "4"})
    assert "In words: (“People at home” × 2) + 3" in page.text or "In words: “People at home” × 2 + 3" in page.text
    assert [each.text for each in page.tree.all("p") if each.get("class") == "calculation__result"] == ["11"]
    page = calculating.submit("Add")
    assert page.status == 200
    assert node(app, "work-out")["set"] == [{"fact": "beds_needed", "value": {"+": [{"*": [{"var": "people"}, 2]}, 3]}}]
    page = calculating.visit("/editor/heat/parts/nodes/work-out/set/beds_needed")
    assert page.heading == "Beds needed"


def test_what_it_lacks_is_told_at_its_place_and_nothing_typed_is_lost(calculating: Visitor, app: Flask) -> None:
    calculating.submit("Show what fits", **{FACT: "beds_needed", "v:named": "way:+"})
    page = calculating.submit("Add", **{"v.0:named": "fact:people"})
    assert page.status == 422
    assert "Choose a value here." in page.text
    assert node(app, "work-out")["set"] == []
    page = calculating.submit("Take away : plus value 2")
    assert [each.get("name") for each in page.tree.all("select") if "named" in each.get("name", "")] == ["v:named"]
