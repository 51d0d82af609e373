"""Sources that were to be read again are told once their day has passed."""

from datetime import date

from engine.analysis import find_overdue
from engine.definition import parse_flow
from tests.builders import a_document
from tests.schemas.documents import VALID, read


def test_a_source_is_overdue_the_day_after_it_was_to_be_read_again():
    document = a_document()
    document["nodes"]["fits"]["rules"][0]["source"] = {"title": "Limits 2026", "check_again_on": "2026-10-01"}
    flow = parse_flow(document)
    assert find_overdue(flow, date(2026, 10, 1)) == []
    assert [(issue.pointer, issue.what) for issue in find_overdue(flow, date(2026, 10, 2))] == [
        ("/nodes/fits/rules/limit/source", "The source “Limits 2026” was to be read again by 2026-10-01.")
    ]


def test_every_place_that_names_a_source_is_told():
    flow = parse_flow(read(next(path for path in VALID if path.stem == "everything")))
    assert [issue.pointer for issue in find_overdue(flow, date(2030, 1, 1))] == [
        "/nodes/ask-lives_here/rules/visitor/source",
        "/nodes/choose-pier/rows/short/source",
        "/nodes/decide/rules/fishing/source",
        "/nodes/decide/source",
        "/nodes/offers/items/dry-dock/conditions/short/source",
        "/nodes/offers/source",
        "/nodes/work-out-fee/set/fee/source",
        "/nodes/work-out-fee/source",
        "/tables/fees/source",
    ]
