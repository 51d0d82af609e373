"""A person without heat reaches an agent, who sees why they came before anything else."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import jsonschema
from flask import Flask

from tests.pages import check_page
from tests.visitor import Page, Visitor
from tests.webapp.serving import Clock
from tests.webapp.serving import Visitor as Staff
from webapp.connectors import Delivery
from webapp.http.wiring import EXTENSION
from webapp.jobs import Worker
from webapp.services.accounts import Role

SCHEMA = json.loads(Path("schemas/handoff/1/packet.schema.json").read_text())


def ask_for_heat(app: Flask) -> Visitor:
    """A person with no heat and a child at home, up to the last look before sending."""
    person = Visitor(app)
    person.visit("/?q=heating")
    person.follow("Get help with heating costs")
    person.submit("Start now")
    answer(person, "No")
    answer(person, "No, we have no heat")
    while not person.page.heading.startswith("Check your answers"):
        step_on(person)
    return person


def answer(person: Visitor, label: str) -> None:
    """Choose the option that begins with `label`."""
    for each in person.page.tree.all("label"):
        if each.text.startswith(label):
            field = next(f for f in person.page.tree.all("input") if f.get("id") == each.get("for"))
            person.submit("Continue", **{field.get("name"): field.get("value")})
            return
    raise AssertionError(f"no option {label!r} on {person.page.heading!r}")


def step_on(person: Visitor) -> None:
    """Go on by the plainest way: read a message, give a phone number, choose the first option."""
    names = {field.get("name") for field in person.page.tree.all("input", "select", "textarea")}
    if "phone" in names:
        person.submit("Continue", phone="(212) 555-0142", name="Sam Sample")
    elif "answer" not in names:
        person.submit("Continue")
    else:
        first = next(f for f in person.page.tree.all("input") if f.get("name") == "answer")
        is_choice = first.get("type") in ("radio", "checkbox")
        person.submit("Continue", answer=first.get("value") if is_choice else "2")
    assert person.page.status == 200, person.page.text


class Recorder:
    """A connector that keeps what it was given."""

    name = "recorder"

    def __init__(self) -> None:
        self.delivered: list[Delivery] = []

    def deliver(self, delivery: Delivery) -> dict[str, str]:
        self.delivered.append(delivery)
        return {"connector": self.name}


def work_once(app: Flask, clock: Clock, recorder: Recorder) -> list[str]:
    """The worker does everything that is due; the references of what was delivered so far."""
    worker = Worker(app.extensions[EXTENSION].database, recorder, clock=clock, name="test")
    while worker.run_once():
        pass
    return [each.reference for each in recorder.delivered]


def test_a_person_without_heat_reaches_an_agent_who_sees_why(app: Flask, clock: Clock):
    person = ask_for_heat(app)
    assert "Sam Sample" in person.page.text
    person.submit("Agree and send")
    assert person.page.status == 200
    reference = reference_on(person)

    agent = Staff(app).become(Role.AGENT, "Agent One")
    ticket = agent.get(f"/desk/tickets/{reference}").text
    packet, history = ticket.index("Why this person is here<"), ticket.index("History<")
    assert packet < history, "the packet comes before the history"
    for said in ("Sam Sample", "No, we have no heat"):
        assert said in ticket

    recorder = Recorder()
    assert work_once(app, clock, recorder) == [reference]
    packet = recorder.delivered[0].payload["data"]
    assert packet["reason"]["sentence"].startswith("Someone at home could be in danger")
    assert [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(packet)] == []
    assert work_once(app, clock, recorder) == [reference], "delivered once"


def test_whose_life_is_at_risk_is_promised_the_hours_that_the_law_gives(app: Flask):
    person = ask_for_heat(app)
    person.submit("Agree and send")
    assert "within 18 hours, by day or by night" in person.page.text
    agent = Staff(app).become(Role.AGENT, "Agent One")
    assert "Nov 24, 2026, 6:00 AM" in agent.get(f"/desk/tickets/{reference_on(person)}").text


def test_sent_twice_is_one_ticket(app: Flask):
    person = ask_for_heat(app)
    address, form = person.filled("Agree and send")
    first = person.send(address, form)
    again = person.send(address, form)
    assert first.heading == again.heading == "We have your request"
    assert len({word for page in (first, again) for word in page.text.split() if word.startswith("WP-")}) == 1
    agent = Staff(app).become(Role.AGENT, "Agent One")
    queue = agent.get("/desk/queues/energy-emergency").text
    assert queue.count(f"/desk/tickets/{reference_on(person)}") == 1 and queue.count("/desk/tickets/WP-") == 1


def test_what_an_agent_answers_is_seen_with_reference_and_code(app: Flask, clock: Clock):
    person = ask_for_heat(app)
    page = person.submit("Agree and send")
    reference = reference_on(person)
    agent = Staff(app).become(Role.AGENT, "Agent One")
    assert agent.send(f"/desk/tickets/{reference}/claim").status_code in (200, 303)
    clock.at += timedelta(minutes=5)
    ticket = check_page(agent.get(f"/desk/tickets/{reference}").text)
    version = next(field.get("value") for field in ticket.all("input") if field.get("name") == "version")
    said = {"reply": "A crew will call you within the hour.", "version": version}
    assert agent.send(f"/desk/tickets/{reference}/reply", said).status_code == 303
    person.visit("/status")
    shown = person.submit("Check", reference=reference, status_code=code_on(page))
    assert "A crew will call you within the hour." in shown.text


def reference_on(person: Visitor) -> str:
    return next(word for word in person.page.text.split() if word.startswith("WP-"))


def code_on(receipt: Page) -> str:
    """The status code, as a person reads it off the receipt."""
    found = re.search(r"Status code:? (\S+)", receipt.text)
    assert found is not None
    return found[1]
