"""A designer keeps the facts and the amounts of a flow, without scripts."""

from __future__ import annotations

from typing import Any

from flask import Flask

from tests.visitor import Visitor
from tests.webapp.blueprints.editor.test_rules import values_of
from webapp.http.wiring import EXTENSION


def document(app: Flask) -> dict[str, Any]:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        draft = uow.drafts.find("heat")
        assert draft is not None
        found: dict[str, Any] = draft.document
        return found


def test_every_fact_is_listed_with_where_it_is_asked(designer: Visitor) -> None:
    page = designer.visit("/editor/heat/facts")
    assert "People at home" in page.text
    assert "Asked at How many people live here?" in page.text
    assert designer.visit("/editor/heat/facts?unused=1").text.count("Every fact is used") == 1


def test_a_fact_is_added_renamed_and_removed(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/facts")
    page = designer.submit("Add the fact", label="Fuel left", type="choice")
    assert page.heading == "Fuel left"
    assert "Nowhere. It can be removed." in page.text
    page = designer.submit("Rename everywhere", to="fuel")
    assert page.address.startswith("/editor/heat/facts/fuel?")
    designer.visit("/editor/heat/parts/facts/fuel/options/+")
    page = designer.submit("Add", **{"at:/facts/fuel/options/+/label": "Half a tank"})
    assert "Half a tank" in page.text
    designer.submit("Move up : Half a tank")
    assert [each["id"] for each in document(app)["facts"]["fuel"]["options"]] == ["yes", "half-tank", "no"]
    page = designer.submit("Remove this fact")
    assert "Removed the fact “fuel”." in page.text


def test_a_fact_that_is_used_is_not_removed_and_what_another_type_breaks_is_said(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/facts/shutoff")
    page = designer.submit("Remove this fact")
    assert page.status == 422
    assert "is used" in page.text
    designer.visit("/editor/heat/facts/shutoff")
    page = designer.submit("Show what that breaks", type="integer")
    assert "would have to be mended" in page.text
    page = designer.submit("Make it: A whole number")
    assert document(app)["facts"]["shutoff"]["type"] == "integer"


def test_limits_of_a_fact_are_kept_or_refused_at_their_field(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/facts/people")
    page = designer.submit("Save", **{"at:/facts/people/maximum": "1.5"})
    assert page.status == 422
    assert "is no whole number" in page.text
    designer.submit("Save", **{"at:/facts/people/maximum": "9", "at:/facts/people/sensitive": "yes"})
    assert document(app)["facts"]["people"] == {
        "type": "integer",
        "label": "People at home",
        "minimum": 1,
        "maximum": 9,
        "sensitive": True,
    }


def test_amounts_are_entered_and_begin_anew_from_a_day_on(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/amounts")
    page = designer.submit("Add the table", name="Income limits", by="people")
    assert page.heading == "Income limits"
    designer.submit("Add these rows", pasted="2\t2,500\n3\t$3,100.50\n")
    page = designer.submit("Save the amounts", **{"row.0.out.0": "lots"})
    assert page.status == 422
    assert "“lots” is no number." in page.text
    title = "at:/tables/income_limits/source/title"
    page = designer.submit("Save the amounts", **{"row.0.out.0": "1900", title: "Notice 7"})
    assert document(app)["tables"]["income_limits"] == {
        "by": "people",
        "gives": "money",
        "rows": [[1, 1900], [2, 2500], [3, 3100.5]],
        "source": {"title": "Notice 7"},
    }
    page = designer.submit("Begin new amounts", day="2027-01-01")
    assert "is in force from 2027-01-01 on" in page.text
    assert document(app)["tables"]["income_limits"]["source"]["as_of"] == "2027-01-01"
    assert designer.visit("/editor/heat/amounts").text.count("Notice 7") == 2


def test_how_amounts_are_looked_up_is_chosen_in_words(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/amounts")
    page = designer.submit("Add the table", name="Limits", by="people")
    form = page.text[page.text.index("Looked up by") :]
    assert "People at home" in form
    assert "By the same value, a row counts only for what stands in it." in form
    assert not [each for each in ("Nothing chosen", "(value)", "(band)", "(date)") if each in form]
    markup = page.response.get_data(as_text=True)
    assert '<optgroup label="Any fact of a kind">' in markup
    assert '<option value="money" selected>An amount of money</option>' in markup
    by, match = ("at:/tables/limits/by", "at:/tables/limits/match")
    page = designer.submit("Save the amounts", **{match: "date", "row.0.out.0": "7"})
    assert page.status == 422
    assert "A row by date needs a day to look up, and “People at home” is none." in page.text
    assert '<option value="date" selected>' in page.response.get_data(as_text=True)
    assert values_of(page)["row.0.out.0"] == "7"
    page = designer.submit("Save the amounts", **{match: "band", by: "money"})
    assert document(app)["tables"]["limits"] == {"by": "money", "match": "band", "gives": "money", "rows": [[1, 7]]}
    assert "by “An amount of money”" in designer.visit("/editor/heat/amounts").text
    designer.submit("Add the table", name="Help", by="shutoff", gives="integer")
    assert document(app)["tables"]["help"]["rows"] == [[True, 0], [False, 0]]
    assert "the amounts “help”" in designer.visit("/editor/heat/facts/shutoff").text


def test_amounts_that_somebody_else_changed_are_not_overwritten(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/amounts")
    designer.submit("Add the table", name="Limits", by="people")
    address, mine = designer.filled("Save the amounts", **{"row.0.out.0": "1"})
    designer.submit("Save the amounts", **{"row.0.out.0": "2"})
    page = designer.send(address, mine)
    assert page.status == 422
    assert values_of(page)["row.0.out.0"] == "1"
    assert document(app)["tables"]["limits"]["rows"] == [[1, 2]]


def test_what_is_not_there_is_not_found(designer: Visitor) -> None:
    for place in ("facts/gone", "amounts/gone"):
        assert designer.client.get(f"/editor/heat/{place}").status_code == 404


def test_a_list_is_pasted_as_several_answers_on_the_page_of_the_step(designer: Visitor) -> None:
    designer.visit("/editor/heat")
    designer.submit("Add", type="question", text="Which fuel?", fact_type="choice")
    designer.follow("Which fuel?")
    page = designer.submit("Add them all", lines="Wood\nCoal\tBlack")
    assert "/steps/which-fuel" in page.address
    assert "Added 2 answers to" in page.text
    assert all(each in page.text for each in ("Wood", "Coal", "Black"))
    page = designer.submit("Add them all", lines="wood")
    assert page.status == 422
    assert "All of these answers are there already." in page.text


def test_what_is_known_of_each_member_is_added_renamed_and_taken_away(designer: Visitor) -> None:
    designer.visit("/editor/heat/facts")
    designer.submit("Add the fact", label="Household", type="list")
    designer.visit("/editor/heat/facts/household")
    page = designer.submit("Add to each member", label="Age", type="integer")
    assert "Added “Age” to each member of “Household”." in page.text
    page = designer.submit("Rename everywhere : Age", to="name")
    assert page.status == 422
    assert "taken" in page.text
    designer.submit("Rename everywhere : Age", to="years")
    designer.submit("Move up : Age")
    page = designer.submit("Take away : Name")
    assert "Took “name” away from “Household”." in page.text


def test_own_words_for_refusals_have_a_field_each_beside_the_standard_ones(designer: Visitor, app: Flask) -> None:
    page = designer.visit("/editor/heat/facts/people")
    assert "Otherwise: “Enter 20 or less”" in page.text
    assert "No, as usual" in page.text
    designer.submit("Save", **{"at:/facts/people/messages/too-high": "We help homes of up to 20."})
    assert document(app)["facts"]["people"]["messages"] == {"too-high": "We help homes of up to 20."}
    designer.visit("/editor/heat/steps/ask-people")
    designer.submit("Save", **{"at:/facts/people/messages/too-high": ""})
    assert "messages" not in document(app)["facts"]["people"]
