"""Cells in a few signs say what the document says, and what is wrong with a table is told cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.definition import Speaker
from engine.editing import Grid, GridError, GridRow, Input, Names, read_grid, read_pasted, write_grid
from engine.editing.tables import Column, read_given, read_test, show_given, show_test
from engine.errors import EditError

NUMBER = Column("integer", "People")
FUEL = Column("choice", "Fuel", {"gas": "Natural gas", "oil": "Oil", "wood": "Wood, pellets or coal"})
YES = Column("boolean", "Off")
DAY = Column("date", "Moved in")


@pytest.mark.parametrize(
    ("column", "typed", "cell"),
    [
        (NUMBER, "-", None),
        (NUMBER, "", None),
        (NUMBER, "5", 5),
        (NUMBER, "1,250", 1250),
        (NUMBER, "< 100", {"<": 100}),
        (NUMBER, "≥18", {">=": 18}),
        (NUMBER, "10..20", {"between": [10, 20]}),
        (NUMBER, "1, 2, 3", {"in": [1, 2, 3]}),
        (NUMBER, "10..20, >= 50", {"any-of": [{"between": [10, 20]}, {">=": 50}]}),
        (NUMBER, "not 5", {"!=": 5}),
        (NUMBER, "not < 30", {"not": {"<": 30}}),
        (NUMBER, "> [limit]", {">": {"var": "limit"}}),
        (NUMBER, '{"in": [4]}', {"in": [4]}),
        (FUEL, "Oil", "oil"),
        (FUEL, "oil", "oil"),
        (FUEL, "Wood, pellets or coal", "wood"),
        (FUEL, "Oil, natural gas", {"in": ["oil", "gas"]}),
        (FUEL, "not Oil", {"!=": "oil"}),
        (YES, "Yes", True),
        (YES, "no", False),
        (DAY, "< 2026-11-22", {"<": "2026-11-22"}),
        (DAY, "2026-01-01..2026-12-31", {"between": ["2026-01-01", "2026-12-31"]}),
    ],
)
def test_a_cell_says_what_is_typed_and_is_shown_so_that_it_says_the_same(column, typed, cell):
    assert read_test(typed, column) == cell
    assert read_test(show_test(cell, column), column) == cell


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        (NUMBER, "many", "“many” is no number"),
        (NUMBER, "10..many", "“many” is no number"),
        (FUEL, "Coal", "Answers are: Natural gas, Oil"),
        (YES, "perhaps", "neither yes nor no"),
        (DAY, "22/11/2026", "is no date"),
        (NUMBER, "{", "is no JSON"),
    ],
)
def test_what_a_cell_cannot_say_is_refused(column, typed, told):
    with pytest.raises(EditError, match=told):
        read_test(typed, column)


def test_what_is_given_has_to_be_said():
    assert read_given(show_given({"var": "rent"}, NUMBER), NUMBER) == {"var": "rent"}
    with pytest.raises(EditError, match="Say what the row gives"):
        read_given("-", NUMBER)


def tables():
    root = Path(__file__).parents[4]
    for path in [*sorted((root / "flows").rglob("flow.json")), root / "schemas/valid/everything.json"]:
        document = json.loads(path.read_text())
        for name, node in document["nodes"].items():
            if node["type"] == "table":
                yield pytest.param(document, node, id=f"{path.parent.name}-{name}")


@pytest.mark.parametrize(("document", "node"), list(tables()))
def test_every_shipped_table_comes_back_as_it_was(document, node):
    names, speaker = Names.of(document), Speaker.build(document)
    written = write_grid(read_grid(node, names, speaker), node, names, speaker)
    assert json.dumps(written) == json.dumps({key: node.get(key) for key in written})


DOCUMENT = {
    "facts": {
        "people": {"type": "integer", "label": "People"},
        "fuel": {
            "type": "choice",
            "label": "Fuel",
            "options": [{"id": "gas", "label": "Gas"}, {"id": "oil", "label": "Oil"}],
        },
        "points": {"type": "integer", "label": "Points"},
    }
}


def written(grid: Grid) -> dict[str, object]:
    return write_grid(grid, {}, Names.of(DOCUMENT), Speaker.build(DOCUMENT))


def test_rows_get_names_and_pasted_cells_find_their_columns():
    rows = tuple(read_pasted("< 3\tGas\t5\tSmall\n-\t-\t0\n\n", 2, 1))
    table = written(Grid(inputs=(Input(fact="people"), Input(fact="fuel")), outputs=("points",), rows=rows))
    assert table["inputs"] == [
        {"id": "people", "value": {"var": "people"}},
        {"id": "fuel", "value": {"var": "fuel"}},
    ]
    assert table["rows"] == [
        {"id": "small", "when": [{"<": 3}, "gas"], "then": {"points": 5}, "because": "Small"},
        {"id": "row", "when": [None, None], "then": {"points": 0}},
    ]


def test_everything_that_is_wrong_is_told_at_its_cell():
    rows = (GridRow(tests=("many", "Coal"), given=("5",)), GridRow(tests=("> [fuel]", "-"), given=("lots",)))
    grid = Grid(inputs=(Input(fact="people"), Input(fact="fuel")), outputs=("points",), rows=rows)
    with pytest.raises(GridError) as refused:
        written(grid)
    assert {fault.at for fault in refused.value.faults} == {"row.0.in.0", "row.0.in.1", "row.1.in.0", "row.1.out.0"}


def test_an_empty_table_says_what_it_needs():
    with pytest.raises(GridError) as refused:
        written(Grid())
    assert [fault.what for fault in refused.value.faults] == [
        "A table compares at least one thing.",
        "A table fills at least one fact.",
        "A table needs at least one row.",
    ]
