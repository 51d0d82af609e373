"""The page that tells what today's date would change, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import Publish, a_service
from tests.webapp.serving import Clock


def dated() -> dict[str, Any]:
    """Emergencies within two days go to a person."""
    document = a_service()
    document["facts"] = {"off_on": {"type": "date", "label": "Shut-off date", "latest": {"today": "+0d"}}}
    recent = {"<": [{"days_between": [{"var": "off_on"}, {"var": "today"}]}, 2]}
    urgent = document["nodes"]["urgent"]
    document["nodes"] = {
        "ask-people": {
            "type": "question",
            "fact": "off_on",
            "prompt": "Since when is your heat off?",
            "rules": [{"id": "recent", "when": recent, "next": "urgent", "because": "It is recent"}],
            "otherwise": "late",
        },
        "urgent": urgent,
        "late": {"type": "end", "title": "Call us", "body": "It is some time ago."},
    }
    return {**document, "start": "ask-people", "promises": [], "tables": {}}


@pytest.fixture
def on_the_next_day(visitor: Visitor, publish: Publish, clock: Clock) -> Visitor:
    publish(dated())
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    visitor.submit("Continue", **{"answer-month": "11", "answer-day": "22", "answer-year": "2026"})
    assert visitor.page.heading == "How can we reach you?"
    clock.forward(days=1)
    visitor.visit(visitor.page.address)
    return visitor


def test_whoever_comes_back_on_another_day_is_told_and_uses_todays_date(on_the_next_day: Visitor) -> None:
    visitor = on_the_next_day
    assert visitor.page.heading == "The date has changed"
    assert "You began on November 23, 2026. Today is November 24, 2026." in visitor.page.text
    assert "You would come to another result." in visitor.page.text
    visitor.submit("Use today’s date")
    assert visitor.page.heading == "Call us"
    assert "As of November 24, 2026" in visitor.page.text


def test_whoever_keeps_the_day_goes_on_where_they_were(on_the_next_day: Visitor, clock: Clock) -> None:
    visitor = on_the_next_day
    visitor.submit("Keep the day I began")
    assert visitor.page.heading == "How can we reach you?"
    visitor.submit("Continue", name="Sample Person", phone="518-555-0134")
    visitor.submit("Agree and send")
    assert visitor.page.heading == "We have your request"
    assert "As of November 23, 2026" in visitor.page.text
    clock.forward(days=3)
    assert visitor.visit(visitor.page.address).heading == "We have your request"


def test_the_page_can_be_read_in_another_language(on_the_next_day: Visitor) -> None:
    visitor = on_the_next_day
    visitor.submit("Español")
    assert visitor.page.heading == "La fecha cambió"
    assert "23 de noviembre de 2026" in visitor.page.text
    visitor.submit("Usar la fecha de hoy")
    assert "Al 24 de noviembre de 2026" in visitor.page.text


def test_without_a_choice_to_make_the_page_leads_on(at_check: Visitor) -> None:
    journey = at_check.page.address.rsplit("/", 1)[0]
    assert at_check.visit(f"{journey}/-/day?place=urgent").heading == "How can we reach you?"
    assert at_check.visit(f"{journey}/-/day?place=../../elsewhere").heading.startswith("Check your answers")


def test_an_answer_by_htmx_leads_to_the_page_too(on_the_next_day: Visitor) -> None:
    visitor = on_the_next_day
    journey = visitor.page.address.split("/-/")[0]
    visitor.submit("Keep the day I began")
    visitor.follow("Back")
    address, data = visitor.filled("Continue", **{"answer-day": "21"})
    response = visitor.client.post(address, data=data, headers={**visitor.headers, "HX-Request": "true"})
    assert response.status_code == 200  # chosen for today: no question again
    assert journey in response.headers["HX-Push-Url"]
