"""Saving and coming back over HTTP: the code, the link by email, and how often either may be tried."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.webapp.serving import Clock
from webapp.config import Settings
from webapp.http.limits import LIMITS
from webapp.http.wiring import EXTENSION
from webapp.services.delivery import SEND_MAIL


def code_on(visitor: Visitor) -> str:
    visitor.follow("Save and come back later")
    visitor.submit("Make a code")
    found = re.search(r"Your code ([0-9A-Z]{5}-[0-9A-Z]{5})", visitor.page.text)
    assert found, visitor.page.text
    return found[1]


def enter(visitor: Visitor, code: str) -> Visitor:
    visitor.visit("/return")
    visitor.submit("Open my answers", code=code)
    return visitor


def test_a_code_opens_the_answers_on_another_device(app: Flask, at_check: Visitor) -> None:
    code = code_on(at_check)
    phone = enter(Visitor(app), code.lower().replace("-", " "))
    assert phone.page.heading == "Check your answers before you send them"
    assert "Sam Sample" in phone.page.text
    assert at_check.visit(phone.page.address).heading == "We cannot show these answers in this browser"
    at_check.follow("Enter a code")
    at_check.submit("Open my answers", code=code)
    assert at_check.page.heading == "Check your answers before you send them"


def test_the_page_with_the_code_says_where_to_enter_it_and_is_stored_by_nobody(at_check: Visitor) -> None:
    code_on(at_check)
    assert at_check.page.link("http").endswith("/return")
    assert "until December 23, 2026" in at_check.page.text
    assert at_check.page.response.headers["Cache-Control"] == "no-store"
    assert not re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", at_check.visit(at_check.page.address).text), "shown once only"


def test_every_wrong_code_gets_the_same_answer(app: Flask, at_check: Visitor, clock: Clock) -> None:
    old = code_on(at_check)
    at_check.follow("Go back to your answers")
    new = code_on(at_check)
    clock.forward(days=31)
    seen = set()
    for wrong in (old, new, "00000-00000", "no code at all", "7"):
        page = enter(Visitor(app), wrong).page
        assert page.status == 422
        assert page.title.startswith("Error: ")
        seen.add(page.text)
    assert len(seen) == 1


def test_what_was_typed_stays_in_the_field(app: Flask) -> None:
    stranger = enter(Visitor(app), "ABCDE FGHJK")
    field = next(each for each in stranger.page.tree.all("input") if each.get("id") == "code")
    assert field.get("value") == "ABCDE FGHJK"
    assert enter(stranger, "").page.status == 422
    assert "Enter your code" in stranger.page.text


def test_one_code_cannot_be_tried_from_everywhere(app: Flask) -> None:
    statuses = []
    for number in range(LIMITS["one-code"].requests + 1):
        stranger = Visitor(app, X_Forwarded_For=f"198.51.100.{number}")
        stranger.client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        statuses.append(enter(stranger, "ABCDE-FGHJK").page.status)
    assert statuses == [422] * LIMITS["one-code"].requests + [429]


def test_one_network_cannot_try_many_codes_but_may_again_later(app: Flask, clock: Clock) -> None:
    stranger = Visitor(app)
    statuses = [enter(stranger, f"00000-{number:05}").page.status for number in range(LIMITS["code"].requests + 1)]
    assert statuses == [422] * LIMITS["code"].requests + [429]
    clock.forward(minutes=11)
    assert enter(stranger, "00000-99999").page.status == 422


def test_a_link_is_sent_by_mail(app: Flask, at_check: Visitor) -> None:
    at_check.follow("Save and come back later")
    at_check.submit("Send me a link", email="pat@example.org", remind="1")
    assert "Your link is on its way" in at_check.page.text
    assert "pat@example.org" in at_check.page.text
    assert "We will write once more on December 18, 2026" in at_check.page.text
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        (job,) = [job for job in uow.outbox.list_of(at_check.page.address.split("/")[2]) if job.kind == SEND_MAIL]
    link = re.search(r"https?://\S+(/return/\S+)", job.body["text"])
    assert link
    phone = Visitor(app)
    phone.visit(link[1])
    phone.submit("Open my answers")
    assert phone.page.heading == "Check your answers before you send them"


def test_a_wrong_address_is_named_and_kept(at_check: Visitor) -> None:
    at_check.follow("Save and come back later")
    at_check.submit("Send me a link", email="pat(at)example.org", remind="1")
    assert at_check.page.status == 422
    assert "There is a problem" in at_check.page.text
    fields = {each.get("id"): each for each in at_check.page.tree.all("input")}
    assert fields["email"].get("value") == "pat(at)example.org"
    assert "checked" in fields["remind"].attributes


def test_nobodys_mailbox_is_filled(at_check: Visitor) -> None:
    at_check.follow("Save and come back later")
    address, form = at_check.filled("Send me a link", email="pat@example.org")
    statuses = [at_check.send(address, form).status for _ in range(6)]
    assert statuses == [200] * 5 + [429]


def test_where_no_mail_can_be_sent_none_is_offered(at_check: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings, "can_send_mail", False)
    page = at_check.follow("Save and come back later")
    assert "Make a code" in [button.text for form in page.forms for button in form.all("button")]
    assert "email" not in page.text


def test_what_was_just_made_stays_when_the_language_changes(at_check: Visitor) -> None:
    code = code_on(at_check)
    at_check.submit("Español")
    assert f"Su código {code}" in at_check.page.text
    at_check.follow("Volver a sus respuestas")
    assert at_check.page.heading == "Revise sus respuestas antes de enviarlas"
    at_check.follow("Guardar y volver")
    at_check.submit("Crear un enlace")
    link = at_check.page.link("http")
    at_check.submit("English")
    assert at_check.page.link("http") == link


def test_a_refused_address_and_a_typed_code_stay_when_the_language_changes(app: Flask, at_check: Visitor) -> None:
    at_check.follow("Save and come back later")
    at_check.submit("Send me a link", email="pat(at)example.org", remind="1")
    at_check.submit("Español")
    fields = {each.get("id"): each for each in at_check.page.tree.all("input")}
    assert fields["email"].get("value") == "pat(at)example.org"
    assert "checked" in fields["remind"].attributes
    stranger = enter(Visitor(app), "ABCDE FGHJK")
    stranger.submit("Español")
    assert stranger.page.heading == "Siga donde se quedó"
    assert "ABCDE FGHJK" in [each.get("value") for each in stranger.page.tree.all("input")]


def test_the_save_page_itself_can_be_read_in_another_language(at_check: Visitor) -> None:
    at_check.follow("Save and come back later")
    at_check.submit("Español")
    assert at_check.page.heading == "Guardar y volver más tarde"
