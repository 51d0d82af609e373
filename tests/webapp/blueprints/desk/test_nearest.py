"""How near other outcomes were, on the page of a ticket."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.blueprints.desk.test_ticket import Staff, words_of
from tests.webapp.blueprints.desk.tickets import open_ticket

CHANGE = {"fact": "income", "label": "Income", "before": "$2,000.01", "after": "$2,000", "value": "2000.00"}
NEW = {"fact": "kids", "label": "Children", "before": "", "after": "2", "value": 2, "was_asked": False}
NEAR = {"outcome": "apply", "title": "Apply now", "changes": [{**CHANGE, "was_asked": True}, NEW]}
FOUND = {"most_changes": 3, "outcomes": [NEAR], "far": [], "not_settled": []}


def shown(app: Flask, staff: Staff, **changes: object) -> str:
    open_ticket(app, "WP-7", **changes)
    return words_of(staff().get("/desk/tickets/WP-7").text)


def test_the_nearest_outcome_stands_before_the_answers(app: Flask, staff: Staff) -> None:
    text = shown(app, staff, nearest=FOUND)
    assert "Apply now changed answers: 2 Income: $2,000 instead of $2,000.01 Children: 2 (was not asked)" in text
    assert text.index("How near another outcome was") < text.index("What they told us")


def test_until_it_is_there_the_page_says_so(app: Flask, staff: Staff) -> None:
    assert "This is being worked out." in shown(app, staff, nearest=None)


APPLY = {"outcome": "apply", "title": "Apply now"}


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ({"far": [APPLY]}, "No other outcome was near: more than 3 answers"),
        ({"not_settled": [{**APPLY, "why": "x"}]}, "could not be told for: Apply now."),
    ],
)
def test_that_none_was_found_is_said_plainly(app: Flask, staff: Staff, part: dict, sentence: str) -> None:
    assert sentence in shown(app, staff, nearest={**FOUND, "outcomes": [], **part})


def test_a_ticket_from_before_says_nothing_of_it(app: Flask, staff: Staff) -> None:
    assert "How near another outcome was" not in shown(app, staff)
