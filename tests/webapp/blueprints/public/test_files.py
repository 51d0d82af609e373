"""Sending a file without scripts: choosing, replacing, what is too large, and who gets it back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import Publish, a_service
from tests.webapp.sent_files import SECRET, a_pdf, a_picture
from tests.webapp.serving import Visitor as StaffVisitor
from webapp.http.limits import LIMITS
from webapp.services.accounts import Role


@pytest.fixture
def at_file(visitor: Visitor, publish: Publish) -> Visitor:
    """At a question for a photograph, which is the first."""
    document = a_service()
    document["facts"]["notice"] = {"type": "file", "label": "The notice"}
    document["nodes"]["ask-notice"] = {
        "type": "question",
        "fact": "notice",
        "prompt": "Show us the notice",
        "next": "ask-people",
    }
    publish({**document, "start": "ask-notice"})
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    return visitor


def choose(visitor: Visitor, content: bytes, name: str, button: str = "Continue", **headers: str) -> None:
    """Pick a file and press the button, as a browser without scripts does."""
    address, form = visitor.filled(button)
    data: Any = form
    data.setlist("answer", [(io.BytesIO(content), name)])
    visitor.headers |= headers
    visitor.send(address, data)


def to_check(visitor: Visitor) -> None:
    visitor.submit("Continue", answer="3")
    visitor.submit("Continue", answer="yes")
    visitor.submit("Continue", name="Sam Sample", phone="518-555-0134")


def test_a_photograph_is_sent_shown_by_name_and_had_back_as_an_attachment(at_file: Visitor) -> None:
    choose(at_file, a_picture(), "notice.jpg")
    assert at_file.page.heading == "How many people live with you?"
    at_file.follow("Back")
    assert "You sent: notice.jpg" in at_file.page.text
    got = at_file.client.get(at_file.page.link("notice.jpg"))
    assert got.headers["Content-Disposition"] == "attachment; filename=notice.jpg"
    assert got.headers["Content-Type"] == "image/jpeg"
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "no-store"
    assert SECRET not in got.data


def test_a_file_sent_before_stays_unless_another_one_is_chosen(at_file: Visitor) -> None:
    choose(at_file, a_picture(), "notice.jpg")
    at_file.follow("Back")
    at_file.submit("Continue")
    assert at_file.page.heading == "How many people live with you?"
    at_file.follow("Back")
    choose(at_file, a_pdf(), "letter.pdf")
    to_check(at_file)
    assert "letter.pdf" in at_file.page.text
    assert "notice.jpg" not in at_file.page.text


def test_what_is_no_picture_is_told_beside_the_field(at_file: Visitor) -> None:
    choose(at_file, b"MZ program", "notice.jpg")
    assert at_file.page.status == 422
    assert "this one is damaged, or neither a picture nor a PDF" in at_file.page.text
    choose(at_file, a_picture(), "notice.jpg")
    assert at_file.page.heading == "How many people live with you?"


def test_no_file_at_all_is_asked_for(at_file: Visitor) -> None:
    assert at_file.submit("Continue").status == 422
    assert "Choose a file" in at_file.page.text


def test_a_file_of_many_megabytes_comes_back_with_a_word_and_was_not_read(at_file: Visitor) -> None:
    address, form = at_file.filled("Continue")
    told = {"CONTENT_LENGTH": "12000000"}
    response = at_file.client.post(address, data=form, environ_overrides=told)
    assert response.status_code == 303
    at_file.visit(response.location)
    assert "That file is too large and was not sent" in at_file.page.text
    assert at_file.page.heading == "Show us the notice"


def test_every_other_form_stays_small(at_file: Visitor) -> None:
    address, form = at_file.filled("Continue")
    response = at_file.client.post(address.replace("/-/send", ""), data={**form.to_dict(), "answer": "x" * 300_000})
    assert response.status_code == 413
    assert "What you sent is too large" in response.text


def test_nobody_else_has_the_file(app: Flask, at_file: Visitor) -> None:
    choose(at_file, a_picture(), "notice.jpg")
    at_file.follow("Back")
    assert app.test_client().get(at_file.page.link("notice.jpg")).status_code == 403


def test_a_page_that_told_what_to_mend_can_be_loaded_again(at_file: Visitor) -> None:
    choose(at_file, b"no", "notice.jpg")
    assert "/-/send/" in at_file.page.address
    assert at_file.visit(at_file.page.address).heading == "Show us the notice"


def test_one_network_cannot_send_without_end(at_file: Visitor) -> None:
    address, form = at_file.filled("Continue")
    for _ in range(LIMITS["file"].requests):
        at_file.client.post(address, data=form)
    assert at_file.client.post(address, data=form).status_code == 429


def test_staff_find_the_file_in_the_packet_and_open_it(
    app: Flask, at_file: Visitor, staff: Callable[..., StaffVisitor]
) -> None:
    choose(at_file, a_pdf(), "letter.pdf")
    to_check(at_file)
    at_file.submit("Agree and send")
    reference = re.search(r"WP-\w{6}", at_file.page.text)
    assert reference is not None
    agent = staff()
    link = re.search(rf"/desk/tickets/{reference[0]}/files/\w+", agent.get(f"/desk/tickets/{reference[0]}").text)
    assert link is not None
    got = agent.get(link[0])
    assert got.headers["Content-Disposition"] == "attachment; filename=letter.pdf"
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got.data.startswith(b"%PDF-")
    assert staff(Role.DESIGNER).get(link[0]).status_code == 403
    assert app.test_client().get(link[0]).status_code == 303


def test_htmx_sends_files_too(at_file: Visitor) -> None:
    address, form = at_file.filled("Continue")
    data: Any = form
    data.setlist("answer", [(io.BytesIO(a_picture()), "notice.jpg")])
    response = at_file.client.post(address, data=data, headers={"HX-Request": "true"})
    assert "How many people live with you?" in response.text
    assert response.headers["HX-Push-Url"].endswith("/ask-people")
