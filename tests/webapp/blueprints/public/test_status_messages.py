"""Writing to one's own request from the status page, and coming there by the link of a mail."""

from __future__ import annotations

import copy
import io
import re

import pytest
from flask import Flask

from tests.visitor import Page, Visitor
from tests.webapp.blueprints.public.conftest import Publish, a_service
from tests.webapp.sent_files import a_picture
from tests.webapp.serving import Clock
from tests.webapp.serving import Visitor as Staff
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role


@pytest.fixture
def sent(publish: Publish, visitor: Visitor, clock: Clock) -> Visitor:
    """On the receipt of a request with an e-mail address, an hour after it was sent."""
    document = copy.deepcopy(a_service())
    for node in document["nodes"].values():
        if node["type"] == "handoff":
            node["contact"] = {"ask": ["name", "phone", "email"], "require_one_of": ["phone", "email"]}
    publish(document)
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    visitor.submit("Continue", answer="3")
    visitor.submit("Continue", answer="yes")
    visitor.submit("Continue", name="Sam Sample", email="sam@example.org")
    visitor.submit("Agree and send")
    clock.forward(hours=1)
    return visitor


def code_of(page: Page) -> tuple[str, str]:
    reference, code = (element.text for element in page.tree.all("bdi") if element.get("dir") == "ltr")
    return reference, code


def at_status(visitor: Visitor) -> Visitor:
    reference, code = code_of(visitor.page)
    visitor.visit("/status")
    visitor.submit("Check", reference=reference, status_code=code)
    return visitor


def send_file(visitor: Visitor, button: str, name: str, content: bytes, **typed: str) -> Page:
    address, form = visitor.filled(button, **typed)
    data = {**form.to_dict(), "file": (io.BytesIO(content), name)}
    response = visitor.client.post(address, data=data, headers=visitor.headers, content_type="multipart/form-data")
    return visitor._show(response)


def an_agent_writes(app: Flask, reference: str, body: str) -> Staff:
    agent = Staff(app).become(Role.AGENT)
    agent.get(f"/desk/tickets/{reference}")
    agent.send(f"/desk/tickets/{reference}/claim")
    agent.send(f"/desk/tickets/{reference}/reply", {"reply": body, "version": "2"})
    return agent


def mailed_link(app: Flask, reference: str) -> str:
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        (text,) = [job.body["text"] for job in uow.outbox.list_of(reference) if job.kind == "send-mail"]
    found = re.search(r"https?://\S+?(/status/link/\S+)", text)
    assert found
    return found[1]


def test_the_receipt_says_where_the_answer_will_be_and_who_is_written_to(sent: Visitor):
    assert "Our answer will be on the status page." in sent.page.text
    assert "We also write to sam@example.org" in sent.page.text


def test_the_receipt_says_when_nobody_is_written_to(at_check: Visitor):
    page = at_check.submit("Agree and send")
    assert "We do not write to you by email" in page.text


def test_a_message_reaches_the_agent_and_stays_on_the_page(app: Flask, sent: Visitor):
    reference, _ = code_of(sent.page)
    page = at_status(sent).submit("Send message", message="The heat is off again.\nPlease call.")
    assert page.status == 200
    assert "Your message was sent" in page.text
    assert "You wrote" in page.text
    assert "The heat is off again." in page.text
    assert reference not in page.address
    agent = Staff(app).become(Role.AGENT)
    shown = agent.get(f"/desk/tickets/{reference}").text
    assert "New message from the person" in shown
    assert "The heat is off again." in shown
    assert "New message from the person" in agent.get("/desk/queues/front-desk").text


def test_pressed_twice_it_is_sent_once(sent: Visitor):
    at_status(sent)
    address, form = sent.filled("Send message", message="Only once")
    sent.send(address, form)
    page = sent.send(address, form)
    assert page.text.count("Only once") == 1


def test_nothing_typed_is_lost_when_something_is_wrong(sent: Visitor):
    at_status(sent)
    page = send_file(sent, "Send message", "paper.txt", b"no picture", message="Here is the paper")
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert [a.get("href") for a in page.tree.all("a") if a.get("href") in ("#file", "#message")] == ["#file"]
    assert next(page.tree.all("textarea")).text == "Here is the paper"
    page = sent.submit("Send message")
    assert "Your message was sent" in page.text
    assert "Here is the paper" in page.text


def test_a_photo_that_was_taken_stays_while_the_words_are_mended(sent: Visitor):
    at_status(sent)
    page = send_file(sent, "Send message", "bill.jpg", a_picture(), message="a" * 5001)
    assert page.status == 422
    assert "You sent: bill.jpg" in page.text
    page = sent.submit("Send message", message="My bill")
    assert "File: bill.jpg" in page.text


def test_an_empty_form_says_what_to_do(sent: Visitor):
    page = at_status(sent).submit("Send message")
    assert page.status == 422
    assert "Write a message or choose a file" in page.text


def test_a_language_is_chosen_in_the_middle_of_a_message(sent: Visitor):
    at_status(sent)
    page = sent.submit("Español", message="Half a sent")
    assert page.status == 200
    assert next(page.tree.all("textarea")).text == "Half a sent"
    assert "Enviar mensaje" in page.text


def test_the_link_in_the_mail_shows_the_messages_only_after_a_press(app: Flask, sent: Visitor):
    reference, _ = code_of(sent.page)
    an_agent_writes(app, reference, "Bring the bill")
    stranger = Visitor(app)
    page = stranger.visit(mailed_link(app, reference))
    assert "Bring the bill" not in page.text
    page = stranger.submit("Open my request")
    assert page.heading == f"Request {reference}"
    assert "Bring the bill" in page.text
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "Your message was sent" in stranger.submit("Send message", message="I will").text


def test_a_link_that_is_too_old_leads_to_reference_and_code(app: Flask, sent: Visitor, clock: Clock):
    reference, _ = code_of(sent.page)
    an_agent_writes(app, reference, "Bring the bill")
    link = mailed_link(app, reference)
    clock.forward(days=40)
    stranger = Visitor(app)
    stranger.visit(link)
    page = stranger.submit("Open my request")
    assert page.status == 422
    assert "This link does not work any more" in page.text
    assert page.heading == "Check a request"


def test_without_the_code_nothing_is_taken(app: Flask, sent: Visitor):
    reference, _ = code_of(sent.page)
    at_status(sent)
    address, form = sent.filled("Send message", message="Hello", status_code="WRONG")
    page = sent.send(address, form)
    assert page.status == 422
    assert "We cannot find a request" in page.text
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        ticket = uow.tickets.find(reference)
        assert ticket is not None
        assert [each.kind for each in uow.tickets.list_events(ticket)] == ["opened"]


def test_one_request_takes_only_so_many_messages(sent: Visitor):
    at_status(sent)
    for _ in range(25):
        page = sent.send(*sent.filled("Send message", message="Again"))
        if page.status == 429:
            break
    assert page.status == 429


def test_a_form_too_large_to_be_read_is_told(sent: Visitor):
    at_status(sent)
    address, _ = sent.filled("Send message")
    kind = "multipart/form-data; boundary=film"
    page = sent._show(sent.client.post(address, data=b"x" * 26_000_000, headers=sent.headers, content_type=kind))
    assert "too large and did not arrive" in page.text


def test_coming_back_to_the_address_of_a_message_asks_for_the_code(visitor: Visitor):
    assert visitor.visit("/status/message").heading == "Check a request"


def test_the_agent_reads_before_writing_whether_a_mail_goes_out(app: Flask, sent: Visitor):
    reference, _ = code_of(sent.page)
    agent = Staff(app).become(Role.AGENT)
    agent.get(f"/desk/tickets/{reference}")
    agent.send(f"/desk/tickets/{reference}/claim")
    assert "An email to sam@example.org says that there is a message" in agent.get(f"/desk/tickets/{reference}").text
    agent.send(f"/desk/tickets/{reference}/reply", {"reply": "Hello", "version": "2"})
    assert "and an email tells them" in agent.get(f"/desk/tickets/{reference}?done=reply").text


def test_the_agent_reads_before_writing_that_nothing_reaches_the_person(app: Flask, at_check: Visitor):
    page = at_check.submit("Agree and send")
    reference, _ = code_of(page)
    agent = Staff(app).become(Role.AGENT)
    agent.get(f"/desk/tickets/{reference}")
    agent.send(f"/desk/tickets/{reference}/claim")
    shown = agent.get(f"/desk/tickets/{reference}").text
    assert "Nothing tells the person that there is a reply." in shown
    assert "Call them too:" in shown
    assert "(518) 555-0134" in shown
