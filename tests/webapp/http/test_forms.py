"""Reading forms, page numbers, and addresses that came from outside."""

from __future__ import annotations

import io

import pytest
from flask import Flask, request

from webapp.http.forms import form_lists, let_finish, safe_next, whole_number
from webapp.http.paging import page_number


@pytest.mark.parametrize("address", ["/desk", "/desk/queues/heat?page=2", "/"])
def test_a_page_of_this_site_may_be_returned_to(address: str) -> None:
    assert safe_next(address, "/home") == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "desk",
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/%0d%0a\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_sent_elsewhere(address: str) -> None:
    assert safe_next(address, "/home") == "/home"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", 1), ("page=3", 3), ("page=0", 1), ("page=-1", 1), ("page=x", 1), ("page=²", 1), ("page=99999999999", 1)],
)
def test_a_page_number_is_one_or_more(app: Flask, query: str, expected: int) -> None:
    with app.test_request_context(f"/?{query}"):
        assert page_number() == expected


def test_a_form_and_an_address_hold_no_nul(app: Flask) -> None:
    data = {"text": "a\0b", "file": (io.BytesIO(b"\0\1"), "p\0hoto.png")}
    with app.test_request_context("/?q=%00x%00&q=y", method="POST", data=data):
        assert request.args.getlist("q") == ["x", "y"]
        assert form_lists() == {"text": ["ab"]}
        assert request.files["file"].read() == b"\0\1"


@pytest.mark.parametrize(("value", "expected"), [("12", 12), ("", 0), ("-1", 0), ("x", 0), ("9" * 30, 0), ("²", 0)])
def test_a_whole_number_that_is_none_counts_as_the_default(app: Flask, value: str, expected: int) -> None:
    with app.test_request_context("/", method="POST", data={"version": value}):
        assert whole_number("version") == expected


def test_a_form_keeps_every_value_of_a_field(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"answer": ["a", "b"], "x": "1"}):
        assert form_lists() == {"answer": ["a", "b"], "x": ["1"]}


def test_what_is_refused_for_its_size_is_let_finish_and_no_more(app: Flask) -> None:
    sent = io.BytesIO(b"x" * 300_000)
    told = {"wsgi.input": sent, "CONTENT_LENGTH": "200000"}
    with app.test_request_context("/", method="POST", environ_overrides=told):
        let_finish()
    assert sent.tell() == 200_000
