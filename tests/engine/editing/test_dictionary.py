"""Where facts are used, facts of another type, and amounts from a day on."""

from __future__ import annotations

import pytest

from engine.definition import check_document, has_errors
from engine.editing import (
    AddEdition,
    AddTable,
    ChangeType,
    FlowDraft,
    GridError,
    GridRow,
    Names,
    apply,
    read_amounts,
    uses_of_facts,
    write_amounts,
)
from engine.errors import EditError
from tests.builders import a_document


def a_flow_with_limits():
    document = a_document()
    document["tables"] = {
        "limits": {"by": "people", "gives": "integer", "rows": [[1, 10], [2, 20]], "source": {"title": "Law"}},
        "rates": {"by": "date", "match": "date", "gives": "integer", "rows": [["2025-01-01", 1], ["2026-01-01", 2]]},
    }
    limit = {"lookup": ["limits", {"var": "people"}]}
    document["nodes"]["fits"]["rules"][0]["when"] = {"<=": [{"var": "people"}, limit]}
    return document


def test_a_fact_is_asked_filled_and_read():
    document = a_document()
    document["facts"]["spare"] = {"type": "text"}
    found = {use.name: use for use in uses_of_facts(document)}
    assert found["people"].asked == ("/nodes/ask-people",)
    assert "/nodes/fits/rules/limit" in found["people"].read
    assert not found["spare"].is_used


def test_of_another_type_a_fact_keeps_what_both_types_have():
    document = a_document()
    document["facts"]["fuel"] = {
        "type": "choice",
        "label": "Fuel",
        "sensitive": True,
        "options": [{"id": "gas", "label": "Gas"}, {"id": "oil", "label": "Oil"}],
    }
    draft = FlowDraft(document=document)
    several = apply(draft, ChangeType(fact="fuel", type="choices")).draft.document["facts"]["fuel"]
    assert several == {**document["facts"]["fuel"], "type": "choices"}
    place = apply(draft, ChangeType(fact="fuel", type="place")).draft.document["facts"]["fuel"]
    assert place["places"] == document["facts"]["fuel"]["options"]
    assert "options" not in place
    number = apply(draft, ChangeType(fact="fuel", type="integer")).draft.document["facts"]["fuel"]
    assert number == {"type": "integer", "label": "Fuel", "sensitive": True, "minimum": 0, "maximum": 100}


@pytest.mark.parametrize(("type", "told"), [("integer", "of that type already"), ("soup", "no type of answer")])
def test_a_type_that_cannot_be_is_refused(type, told):
    with pytest.raises(EditError, match=told):
        apply(FlowDraft(document=a_document()), ChangeType(fact="people", type=type))


def test_new_amounts_from_a_day_on_leave_those_of_today_in_force_until_then():
    document = a_flow_with_limits()
    edited = apply(FlowDraft(document=document), AddEdition(table="limits", day="2027-01-01")).draft.document
    (earlier,) = edited["tables"].keys() - document["tables"].keys()
    assert edited["tables"][earlier] == document["tables"]["limits"]
    assert edited["tables"]["limits"]["source"] == {"title": "Law", "as_of": "2027-01-01"}
    key = {"var": "people"}
    assert edited["nodes"]["fits"]["rules"][0]["when"]["<="][1] == {
        "if": [
            {"before": [{"var": "today"}, "2027-01-01"]},
            {"lookup": [earlier, key]},
            {"lookup": ["limits", key]},
        ]
    }
    assert not has_errors(check_document(edited))


def test_a_table_by_date_gets_a_row_with_the_amount_before():
    edited = apply(FlowDraft(document=a_flow_with_limits()), AddEdition(table="rates", day="2025-07-01")).draft.document
    assert edited["tables"]["rates"]["rows"] == [["2025-01-01", 1], ["2025-07-01", 1], ["2026-01-01", 2]]
    with pytest.raises(EditError, match="already"):
        apply(FlowDraft(document=edited), AddEdition(table="rates", day="2025-07-01"))
    with pytest.raises(EditError, match="is no date"):
        apply(FlowDraft(document=edited), AddEdition(table="rates", day="soon"))


def test_rows_are_typed_and_told_where_they_are_wrong():
    document = a_flow_with_limits()
    names, table = Names.of(document), document["tables"]["limits"]
    assert write_amounts(read_amounts(table, names), table, names) == table["rows"]
    rows = (GridRow(tests=("one",), given=("1",)), GridRow(tests=("2",), given=("",)))
    with pytest.raises(GridError) as refused:
        write_amounts(rows, table, names)
    assert [fault.at for fault in refused.value.faults] == ["row.0.in.0", "row.1.out.0"]
    twice = (GridRow(tests=("2",), given=("1",)), GridRow(tests=("2",), given=("3",)))
    with pytest.raises(GridError, match="there twice"):
        write_amounts(twice, table, names)


def test_a_new_table_is_whole():
    document = a_document()
    edited = apply(FlowDraft(document=document), AddTable(name="Heat limits", by="people")).draft.document
    assert edited["tables"]["heat_limits"] == {"by": "people", "gives": "money", "rows": [[1, 0]]}
    assert not has_errors(check_document(edited))
