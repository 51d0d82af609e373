"""A designer fills in a decision table, without scripts."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.webapp.blueprints.editor.test_rules import node, values_of

GRID = "/editor/heat/steps/urgency/grid"


@pytest.fixture
def table(designer: Visitor) -> Visitor:
    """A new table that compares people and heat, and gives people."""
    designer.visit("/editor/heat")
    designer.submit("Add", type="table", text="Urgency", after="ask-people")
    designer.visit(GRID)
    designer.submit("Add a column to compare")
    designer.submit("Add a column to compare", **{"in.0.fact": "people"})
    designer.submit("Add a column to give", **{"in.1.fact": "shutoff"})
    designer.submit("Add a row", **{"out.0.fact": "people"})
    return designer


def test_a_table_is_filled_in_and_kept(table: Visitor, app: Flask) -> None:
    page = table.submit(
        "Add a row",
        **{"row.0.in.0": "< 3", "row.0.in.1": "yes", "row.0.out.0": "1", "row.0.because": "Few and cold"},
    )
    page = table.submit("Save the table", **{"row.1.out.0": "[people]", "hit": "unique"})
    assert page.status == 200
    assert "Changed the table: 2 rows." in page.text
    kept = node(app, "urgency")
    assert kept["hit"] == "unique"
    assert kept["inputs"] == [
        {"id": "people", "value": {"var": "people"}},
        {"id": "shutoff", "value": {"var": "shutoff"}},
    ]
    assert kept["rows"] == [
        {"id": "few-cold", "when": [{"<": 3}, True], "then": {"people": 1}, "because": "Few and cold"},
        {"id": "row", "when": [None, None], "then": {"people": {"var": "people"}}},
    ]


def test_what_is_wrong_is_told_at_the_cell_and_nothing_typed_is_lost(table: Visitor, app: Flask) -> None:
    page = table.submit("Save the table", **{"row.0.in.0": "many", "row.0.in.1": "perhaps", "row.0.because": "So"})
    assert page.status == 422
    assert page.address == GRID
    assert "“many” is no number." in page.text
    assert "“perhaps” is neither yes nor no." in page.text
    assert "Say what the row gives" in page.text
    assert {"many", "perhaps", "So"} <= set(values_of(page).values())
    assert node(app, "urgency")["rows"] == []


def test_rows_of_a_spreadsheet_are_pasted(table: Visitor, app: Flask) -> None:
    table.submit("Take away : row 1")
    table.submit("Add these rows", pasted="1..2\tyes\t4\tFew\n-\t-\t9\t\n")
    table.submit("Save the table")
    assert [row["then"] for row in node(app, "urgency")["rows"]] == [{"people": 4}, {"people": 9}]


def test_columns_and_rows_move_with_their_cells(table: Visitor, app: Flask) -> None:
    table.submit("Add a row", **{"row.0.in.0": "1", "row.0.in.1": "no", "row.0.out.0": "5"})
    table.submit("Move up : row 2", **{"row.1.in.0": "2", "row.1.in.1": "yes", "row.1.out.0": "6"})
    table.submit("Move left : Heat is off")
    table.submit("Save the table")
    kept = node(app, "urgency")
    assert [row["when"] for row in kept["rows"]] == [[True, 2], [False, 1]]
    assert [each["id"] for each in kept["inputs"]] == ["shutoff", "people"]


def test_a_table_that_somebody_else_kept_meanwhile_is_shown_beside_ones_own(table: Visitor, app: Flask) -> None:
    address, mine = table.filled("Save the table", **{"row.0.out.0": "1"})
    table.submit("Save the table", **{"row.0.out.0": "2", "row.0.because": "Theirs"})
    page = table.send(address, mine)
    assert page.status == 422
    assert "Theirs" in page.text
    assert values_of(page)["row.0.out.0"] == "1"
    table.submit("Save the table")
    assert node(app, "urgency")["rows"][0]["then"] == {"people": 1}


def test_only_tables_have_a_grid(designer: Visitor) -> None:
    assert designer.client.get("/editor/heat/steps/ask-people/grid").status_code == 404
