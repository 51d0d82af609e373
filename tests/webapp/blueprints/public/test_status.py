"""Asking how far a request is."""

from __future__ import annotations

from flask import Flask

from tests.visitor import Visitor


def test_reference_and_code_of_the_receipt_tell_how_far_the_request_is(app: Flask, at_check: Visitor) -> None:
    at_check.submit("Agree and send")
    reference, code = (element.text for element in at_check.page.tree.all("bdi") if element.get("dir") == "ltr")
    stranger = Visitor(app)
    stranger.visit("/status")
    page = stranger.submit("Check", reference=f" {reference.lower()} ", status_code=code)
    assert page.heading == f"Request {reference}"
    assert "We have your request" in page.text
    assert "There are no messages yet." in page.text
    assert code not in page.address


def test_a_wrong_code_and_a_wrong_reference_get_the_same_answer(app: Flask, at_check: Visitor) -> None:
    at_check.submit("Agree and send")
    reference = next(element.text for element in at_check.page.tree.all("bdi") if element.get("dir") == "ltr")
    stranger = Visitor(app)
    stranger.visit("/status")
    wrong_code = stranger.submit("Check", reference=reference, status_code="WRONG-CODE")
    wrong_both = stranger.submit("Check", reference="NO-SUCH", status_code="WRONG-CODE")
    assert wrong_code.status == wrong_both.status == 422
    assert "We cannot find a request" in wrong_code.text
    assert wrong_code.text.replace(reference, "") == wrong_both.text.replace("NO-SUCH", "")


def test_each_empty_field_is_told(visitor: Visitor) -> None:
    visitor.visit("/status")
    page = visitor.submit("Check")
    assert page.status == 422
    assert page.title.startswith("Error: Check a request")
    assert [a.get("href") for a in page.tree.all("a") if a.text.startswith("Enter your")] == [
        "#reference",
        "#status_code",
    ]


def test_guessing_is_slowed_down(visitor: Visitor) -> None:
    visitor.visit("/status")
    for _ in range(40):
        page = visitor.send(*visitor.filled("Check", reference="A", status_code="B"))
        if page.status == 429:
            break
    assert page.status == 429
    assert page.heading == "Too many tries"


def test_the_answer_and_what_was_typed_stay_when_the_language_changes(at_check: Visitor) -> None:
    at_check.submit("Agree and send")
    reference, code = (element.text for element in at_check.page.tree.all("bdi") if element.get("dir") == "ltr")
    at_check.submit("Español")
    assert at_check.page.heading == "Tenemos su solicitud"
    at_check.visit("/status")
    at_check.submit("Consultar", reference=reference, status_code=code)
    at_check.submit("English")
    assert at_check.page.heading == f"Request {reference}"
    at_check.follow("Check another request")
    at_check.submit("Check", reference=reference, status_code="wrong")
    at_check.submit("Español")
    assert at_check.page.status == 422
    typed = {each.get("id"): each.get("value") for each in at_check.page.tree.all("input")}
    assert (typed["reference"], typed["status_code"]) == (reference, "wrong")
