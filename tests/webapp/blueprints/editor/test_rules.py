"""A designer puts a rule together line by line, without scripts: nothing typed is lost, nothing wrong is kept."""

from __future__ import annotations

from typing import Any

from flask import Flask

from tests.visitor import Page, Visitor
from webapp.http.wiring import EXTENSION

RULE = "/editor/heat/parts/nodes/ask-shutoff/rules/no-heat"
NEW = "/editor/heat/parts/nodes/ask-people/rules/+"


def node(app: Flask, name: str) -> dict[str, Any]:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        draft = uow.drafts.find("heat")
        assert draft is not None
        found: dict[str, Any] = draft.document["nodes"][name]
        return found


def values_of(page: Page) -> dict[str, str]:
    return {each.get("name", ""): each.get("value", "") for each in page.tree.all("input")}


def test_a_rule_is_shown_as_lines_and_in_words(designer: Visitor) -> None:
    page = designer.visit(RULE)
    assert "In words: “Heat is off” is yes." in page.text
    assert page.heading == "No heat is an emergency"


def test_lines_and_groups_are_added_and_kept(designer: Visitor, app: Flask) -> None:
    designer.visit(RULE)
    page = designer.submit("Add a line : to the rule")
    assert page.status == 200
    designer.submit("Add a group : to the rule", **{"c.1:fact": "people"})
    designer.submit("Show what fits the facts", **{"c.2.0:fact": "people"})
    page = designer.submit(
        "Save",
        **{
            "c.1:fact": "people",
            "c.1:comparison": ">=",
            "c.1:value": "3",
            "c.2:kind": "none",
            "c.2.0:fact": "people",
            "c.2.0:comparison": "==",
            "c.2.0:value": "7",
            "c.2.1:fact": "shutoff",
            "c.2.1:comparison": "unanswered",
        },
    )
    assert page.status == 200
    assert node(app, "ask-shutoff")["rules"][0]["when"] == {
        "and": [
            {"var": "shutoff"},
            {">=": [{"var": "people"}, 3]},
            {"!": [{"or": [{"==": [{"var": "people"}, 7]}, {"!": [{"answered": "shutoff"}]}]}]},
        ]
    }


def test_comparisons_follow_the_fact_when_the_form_comes_back(designer: Visitor) -> None:
    designer.visit(RULE)
    page = designer.submit("Add a line : to the rule", **{"c.0:fact": "people"})
    offered = [each.text for each in page.tree.all("option")]
    assert "is at least" in offered
    assert "c.0:value" in values_of(page)


def test_what_lines_lack_is_told_at_the_line_and_everything_typed_is_kept(designer: Visitor, app: Flask) -> None:
    designer.visit(NEW)
    because = "at:/nodes/ask-people/rules/+/because"
    page = designer.submit("Add", **{"c.0:fact": "people", "c.0:value": "many", because: "A crowd"})
    assert page.status == 422
    assert page.address == NEW
    assert "“many” is no number." in page.text
    assert {"many", "A crowd"} <= set(values_of(page).values())
    assert "rules" not in node(app, "ask-people")


def test_the_first_rule_of_a_step_leaves_the_way_of_all_others_and_the_last_gives_it_back(
    designer: Visitor, app: Flask
) -> None:
    designer.visit(NEW)
    target = "at:/nodes/ask-people/rules/+/next"
    page = designer.submit("Add", **{"c.0:comparison": "<", "c.0:value": "2", target: "read"})
    assert "Added: “People at home” is less than 2." in page.text
    assert node(app, "ask-people")["otherwise"] == "ask-shutoff"
    designer.submit("Take away : “People at home” is less than 2")
    assert node(app, "ask-people")["next"] == "ask-shutoff"
    assert "rules" not in node(app, "ask-people")


def test_a_rule_without_a_way_is_refused(designer: Visitor) -> None:
    designer.visit(NEW)
    page = designer.submit("Add", **{"c.0:comparison": "<", "c.0:value": "2"})
    assert page.status == 422
    assert "next" in page.text


def test_a_line_is_taken_away_and_an_empty_rule_is_refused(designer: Visitor) -> None:
    designer.visit(RULE)
    page = designer.submit("Take away : Heat is off")
    assert "c.0:fact" not in values_of(page)
    page = designer.submit("Save")
    assert page.status == 422
    assert "This group is empty." in page.text


def test_both_versions_are_shown_when_somebody_else_changed_the_rule(designer: Visitor, app: Flask) -> None:
    designer.visit(RULE)
    address, mine = designer.filled("Save", **{"c.0:comparison": "no"})
    designer.submit("Save", **{"c.0:comparison": "answered"})
    page = designer.send(address, mine)
    assert page.status == 422
    assert "Somebody else changed this" in page.text
    assert "“Heat is off” is answered" in page.text
    assert "In words: “Heat is off” is no." in page.text
    assert designer.submit("Save").status == 200
    assert node(app, "ask-shutoff")["rules"][0]["when"] == {"!": [{"var": "shutoff"}]}


def test_a_check_of_an_answer_is_added_with_its_message(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/parts/nodes/ask-people/validators/+")
    message = "at:/nodes/ask-people/validators/+/message"
    designer.submit("Add", **{"c.0:comparison": ">", "c.0:value": "12", message: "Call us: that is many."})
    assert node(app, "ask-people")["validators"] == [
        {"id": "call-us-that-many", "when": {">": [{"var": "people"}, 12]}, "message": "Call us: that is many."}
    ]


def test_limits_are_refused_at_their_field_before_anything_is_kept(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/steps/ask-people")
    page = designer.submit("Save", **{"at:/facts/people/maximum": "lots", "at:/nodes/ask-people/hint": "You, too"})
    assert page.status == 422
    assert "“lots” is no number." in page.text
    assert {"lots", "You, too"} <= set(values_of(page).values())
    assert "hint" not in node(app, "ask-people")
    page = designer.submit("Save", **{"at:/facts/people/maximum": "12", "at:/nodes/ask-people/optional": "yes"})
    assert page.status == 200
    assert node(app, "ask-people")["optional"] is True


def test_what_the_schema_refuses_is_told_at_its_field(designer: Visitor) -> None:
    designer.visit("/editor/heat/steps/read")
    page = designer.submit("Save", **{"at:/nodes/read/article": "Not A Name"})
    assert page.status == 422
    assert "Not A Name" in page.text


def test_rubbish_is_no_error_of_ours(designer: Visitor) -> None:
    designer.visit(RULE)
    for fields in ({"c.0:fact": "gone"}, {"c:kind": "some:gone"}, {"c.0:comparison": "][", "was-condition": "{"}):
        address, form = designer.filled("Save", **fields)
        assert designer.client.post(address, data=form).status_code in (400, 422)
    for place in ("nodes/gone/rules/+", "nodes/ask-people/+", "nodes/ask-people/prompt/+", "x", "facts"):
        assert designer.client.get(f"/editor/heat/parts/{place}").status_code == 404
