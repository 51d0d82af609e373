"""Signing in and out."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.serving import NOON, PASSWORD, Clock, Visitor
from webapp.http.limits import LIMITS
from webapp.http.wiring import wiring
from webapp.services.accounts import Role, deactivate, invite

EMAIL = "ana@example.org"
FORM = {"email": EMAIL, "password": PASSWORD}


@pytest.fixture(autouse=True)
def _ana(app: Flask) -> None:
    with app.app_context(), wiring().database.unit_of_work() as uow:
        invite(uow, EMAIL, "Ana Agent", Role.AGENT, now=NOON, password=PASSWORD)


def token_of(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("wp_staff")
    return cookie.value if cookie else ""


def test_an_agent_arrives_at_the_desk(visitor: Visitor) -> None:
    response = visitor.send("/sign-in", FORM)
    assert (response.status_code, response.location) == (303, "/desk")
    assert visitor.get("/desk").status_code == 200


def test_a_designer_arrives_at_a_page_that_says_what_to_do_today(app: Flask, visitor: Visitor) -> None:
    with app.app_context(), wiring().database.unit_of_work() as uow:
        invite(uow, "dee@example.org", "Dee", Role.DESIGNER, now=NOON, password=PASSWORD)
    assert visitor.send("/sign-in", {**FORM, "email": "dee@example.org"}).location == "/staff"
    assert "Go to the flows" in visitor.get("/staff").text


@pytest.mark.parametrize(
    "wrong", [{"email": "nobody@example.org"}, {"password": "wrong"}, {"email": "", "password": ""}]
)
def test_whatever_is_wrong_the_words_are_the_same_and_the_password_is_not_shown_again(
    visitor: Visitor, wrong: dict[str, str]
) -> None:
    response = visitor.send("/sign-in", {**FORM, **wrong})
    assert response.status_code == 422
    assert "The email address or the password is wrong." in response.text
    assert PASSWORD not in response.text
    assert not token_of(visitor)


def test_the_e_mail_that_was_typed_stays_in_the_form(visitor: Visitor) -> None:
    assert f'value="{EMAIL}"' in visitor.send("/sign-in", {**FORM, "password": "wrong"}).text


def test_after_signing_in_one_goes_on_where_one_wanted_to_go(visitor: Visitor) -> None:
    assert 'value="/desk/queues/heat?page=2"' in visitor.get("/sign-in?next=/desk/queues/heat?page%3D2").text
    assert visitor.send("/sign-in", {**FORM, "next": "/desk/queues/heat?page=2"}).location == "/desk/queues/heat?page=2"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(visitor: Visitor, address: str) -> None:
    assert visitor.send("/sign-in", {**FORM, "next": address}).location == "/desk"
    assert visitor.get("/sign-in?next=" + address).location == "/desk"


def test_whoever_is_signed_in_needs_no_form(visitor: Visitor) -> None:
    visitor.send("/sign-in", FORM)
    assert visitor.get("/sign-in").location == "/desk"


def test_each_sign_in_is_a_new_session_and_ends_the_older_one_of_this_browser(visitor: Visitor) -> None:
    visitor.send("/sign-in", FORM)
    old = token_of(visitor)
    visitor.token = ""
    visitor.get("/staff")
    visitor.send("/sign-in", FORM)
    assert token_of(visitor) != old
    thief = Visitor(visitor.app)
    thief.client.set_cookie("wp_staff", old)
    assert thief.get("/desk").status_code == 303


def test_the_cookie_is_for_this_browser_only_and_no_script_reads_it(visitor: Visitor) -> None:
    cookies = visitor.send("/sign-in", FORM).headers.getlist("Set-Cookie")
    [cookie] = [cookie for cookie in cookies if cookie.startswith("wp_staff=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=43200" in cookie


def test_signing_out_ends_the_session_on_the_server(visitor: Visitor) -> None:
    visitor.send("/sign-in", FORM)
    token = token_of(visitor)
    visitor.token = ""
    assert visitor.send("/sign-out").location == "/sign-in"
    assert not token_of(visitor)
    visitor.client.set_cookie("wp_staff", token)
    assert visitor.get("/desk").status_code == 303


def test_signing_out_twice_does_no_harm(visitor: Visitor) -> None:
    assert visitor.send("/sign-out").status_code == 303


def test_a_closed_account_is_out_at_once(app: Flask, visitor: Visitor, clock: Clock) -> None:
    visitor.send("/sign-in", FORM)
    assert visitor.get("/desk").status_code == 200
    with app.app_context(), wiring().database.unit_of_work() as uow:
        deactivate(uow, EMAIL, now=clock())
    assert visitor.get("/desk").status_code == 303
    assert visitor.send("/sign-in", FORM).status_code == 422


MOST_TRIES = LIMITS["account"].requests
WRONG = {**FORM, "password": "wrong"}


def use_up(app: Flask, email: str = EMAIL) -> Visitor:
    """A stranger who tries one address from ever new networks, each time with a new browser."""
    for number in range(MOST_TRIES):
        stranger = from_network(app, number)
        assert stranger.send("/sign-in", {**WRONG, "email": email}).status_code == 422
    return from_network(app, MOST_TRIES)


def from_network(app: Flask, number: int) -> Visitor:
    visitor = Visitor(app)
    visitor.client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
    return visitor


def test_many_networks_together_cannot_guess_one_password(app: Flask) -> None:
    stranger = use_up(app)
    assert stranger.send("/sign-in", FORM).status_code == 429
    assert stranger.send("/sign-in", {**FORM, "email": f" {EMAIL.upper()} "}).status_code == 429
    assert stranger.send("/sign-in", {**WRONG, "email": "somebody.else@example.org"}).status_code == 422


def test_the_answer_does_not_tell_whether_somebody_has_this_address(app: Flask) -> None:
    assert (
        use_up(app, "nobody@example.org").send("/sign-in", {**WRONG, "email": "nobody@example.org"}).status_code == 429
    )


def test_a_stranger_cannot_lock_an_agent_out_of_a_browser_they_use(app: Flask, visitor: Visitor, clock: Clock) -> None:
    visitor.send("/sign-in", FORM)
    visitor.token = ""
    visitor.get("/staff")
    visitor.send("/sign-out")
    clock.forward(minutes=16)
    use_up(app)
    visitor.token = ""
    assert visitor.send("/sign-in", FORM).status_code == 303


def test_a_known_browser_has_its_own_limit_and_is_known_for_one_person_only(app: Flask, visitor: Visitor) -> None:
    visitor.send("/sign-in", FORM)
    visitor.token = ""
    visitor.get("/staff")
    visitor.send("/sign-out")
    visitor.token = ""
    for _ in range(LIMITS["known-browser"].requests):
        assert visitor.send("/sign-in", WRONG).status_code == 422
    assert visitor.send("/sign-in", FORM).status_code == 429
    use_up(app, "bo@example.org")
    assert visitor.send("/sign-in", {**WRONG, "email": "bo@example.org"}).status_code == 429


@pytest.mark.parametrize("value", ["", ".", "a.b", "é.é", "x" * 3000])
def test_a_made_up_cookie_makes_no_browser_known(app: Flask, value: str) -> None:
    stranger = use_up(app)
    stranger.client.set_cookie("wp_known", value, path="/sign-in")
    assert stranger.send("/sign-in", FORM).status_code == 429


def test_after_a_while_a_new_browser_may_try_again(app: Flask, clock: Clock) -> None:
    stranger = use_up(app)
    clock.forward(minutes=16)
    assert stranger.send("/sign-in", FORM).status_code == 303
