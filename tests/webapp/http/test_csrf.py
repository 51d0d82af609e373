"""Forged forms are refused, honest ones are not."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.serving import TOKEN, Visitor
from webapp.services.accounts import Role

FORM = {"email": "nobody@example.org", "password": "wrong"}


def test_a_form_with_its_token_is_taken(visitor: Visitor) -> None:
    assert visitor.send("/sign-in", FORM).status_code == 422


def test_the_token_may_come_in_a_header(visitor: Visitor) -> None:
    visitor.get("/sign-in")
    response = visitor.client.post("/sign-in", data=FORM, headers={"X-CSRFToken": visitor.token})
    assert response.status_code == 422


def test_a_form_without_a_token_is_refused_and_told_what_to_do(visitor: Visitor) -> None:
    visitor.get("/sign-in")
    response = visitor.client.post("/sign-in", data=FORM)
    assert response.status_code == 400
    assert "<h1" in response.text


def test_a_visitor_without_a_cookie_is_refused(app: Flask, visitor: Visitor) -> None:
    visitor.get("/sign-in")
    assert app.test_client().post("/sign-in", data={"csrf_token": visitor.token, **FORM}).status_code == 400


def test_a_token_made_for_somebody_else_is_refused(app: Flask, visitor: Visitor) -> None:
    visitor.get("/sign-in")
    thief = Visitor(app)
    thief.get("/sign-in")
    assert thief.send("/sign-in", {**FORM, "csrf_token": visitor.token}).status_code == 400


@pytest.mark.parametrize("token", ["", ".", "a.b", "é.é", "x" * 5000])
def test_rubbish_for_a_token_is_refused(visitor: Visitor, token: str) -> None:
    visitor.get("/sign-in")
    assert visitor.send("/sign-in", {**FORM, "csrf_token": token}).status_code == 400


def test_every_page_carries_another_token(visitor: Visitor) -> None:
    tokens = {TOKEN.findall(visitor.get("/sign-in").text)[0] for _ in range(3)}
    assert len(tokens) == 3


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_that_the_browser_says_comes_from_elsewhere_is_refused(visitor: Visitor, site: str) -> None:
    assert visitor.send("/sign-in", FORM, sec_fetch_site=site).status_code == 400


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_form_that_the_browser_says_is_our_own_is_taken(visitor: Visitor, site: str) -> None:
    assert visitor.send("/sign-in", FORM, sec_fetch_site=site).status_code == 422


def test_an_old_browser_is_judged_by_its_origin(visitor: Visitor) -> None:
    assert visitor.send("/sign-in", FORM, origin="https://evil.example").status_code == 400
    assert visitor.send("/sign-in", FORM, origin="http://localhost").status_code == 422


def test_a_token_from_before_signing_in_is_worth_nothing_after_it(visitor: Visitor) -> None:
    visitor.get("/sign-in")
    old = visitor.token
    visitor.become(Role.AGENT)
    assert visitor.send("/sign-out", {"csrf_token": old}).status_code == 400


@pytest.mark.parametrize("origin", ["null", "http://[", "http://", "//localhost:1", "x" * 3000])
def test_an_origin_that_is_none_is_refused_like_a_foreign_one(visitor: Visitor, origin: str) -> None:
    assert visitor.send("/sign-in", FORM, origin=origin).status_code == 400
