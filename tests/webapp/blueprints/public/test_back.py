"""What is refused has an address of its own: the browser's way back leads there and never asks to send a form again."""

from __future__ import annotations

from flask import Flask

from tests.visitor import Page, Visitor
from tests.webapp.serving import Clock


def refused(visitor: Visitor, answer: str = "forty") -> tuple[str, Page]:
    """Where a refused answer leads, and what is there."""
    address, form = visitor.filled("Continue", answer=answer)
    response = visitor.client.post(address, data=form, headers=visitor.headers)
    assert response.status_code == 303
    return response.headers["Location"], visitor.visit(response.headers["Location"])


def value(page: Page) -> str:
    return next(each.get("value") for each in page.tree.all("input") if each.get("name") == "answer")


def test_a_refused_answer_is_shown_by_an_address_that_can_be_opened_again(at_first_question: Visitor) -> None:
    address, page = refused(at_first_question)
    assert (page.status, value(page)) == (422, "forty")
    assert page.title.startswith("Error: ")
    assert "forty" not in address
    again = at_first_question.visit(address)
    assert (again.status, value(again)) == (422, "forty")


def test_after_a_good_answer_the_way_back_shows_that_answer(at_first_question: Visitor) -> None:
    address, _ = refused(at_first_question)
    at_first_question.submit("Continue", answer="3")
    assert at_first_question.page.address.endswith("/ask-shutoff")
    page = at_first_question.visit(address)
    assert (page.status, value(page)) == (200, "3")


def test_nothing_typed_is_found_without_its_address_after_its_time_or_by_somebody_else(
    app: Flask, at_first_question: Visitor, clock: Clock
) -> None:
    address, _ = refused(at_first_question)
    for other in (address.split("?")[0], address + "x"):
        page = at_first_question.visit(other)
        assert (page.status, value(page)) == (200, "")
    assert Visitor(app).visit(address).status == 403
    clock.forward(minutes=31)
    assert at_first_question.visit(address).status == 200


def test_what_was_typed_is_sealed_in_the_cookie(at_first_question: Visitor) -> None:
    refused(at_first_question, "a-word-of-mine")
    (cookie,) = [each for each in at_first_question.client._cookies.values() if each.key == "wp_typed"]
    assert "a-word-of-mine" not in cookie.value
    assert (cookie.http_only, cookie.path.startswith("/j/")) == (True, True)


def test_what_is_too_long_for_a_cookie_is_shown_all_the_same(at_first_question: Visitor) -> None:
    visitor = at_first_question
    address, form = visitor.filled("Continue", answer="".join(chr(0x4E00 + n * 7 % 20000) for n in range(6000)))
    response = visitor.client.post(address, data=form, headers=visitor.headers)
    assert response.status_code == 422


def test_a_change_under_way_stays_one(at_check: Visitor) -> None:
    at_check.follow("Change")
    page = at_check.submit("Save and go on", answer="many")
    assert page.status == 422
    assert at_check.submit("Save and go on", answer="4").heading == "Check your answers before you send them"


def test_a_refused_code_has_an_address_too(visitor: Visitor) -> None:
    visitor.visit("/return")
    page = visitor.submit("Open my answers", code="WRONG")
    assert page.status == 422
    assert page.address.startswith("/return?again=")
    assert "WRONG" not in page.address
    assert visitor.visit("/return").status == 200


def test_a_refused_reference_has_an_address_too(visitor: Visitor) -> None:
    visitor.visit("/status")
    page = visitor.submit("Check", reference="WP-222222", status_code="CODE")
    assert page.status == 422
    assert page.address.startswith("/status?again=")
    assert "CODE" not in page.address
    typed = {each.get("id"): each.get("value") for each in page.tree.all("input")}
    assert (typed["reference"], typed["status_code"]) == ("WP-222222", "CODE")


def test_whoever_comes_back_after_sending_is_told_that_it_was_sent(at_check: Visitor) -> None:
    before = at_check.page.address
    at_check.submit("Agree and send")
    page = at_check.visit(before.replace(".check", ""))
    assert page.heading == "We have your request"
    assert "You have already sent this" in page.text
    assert "You have already sent this" not in at_check.visit(page.address.split("?")[0]).text
