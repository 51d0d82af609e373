"""Stylesheets and scripts."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask

from tests.webapp.serving import Visitor
from webapp.http.assets import STATIC, UnknownAssetError, asset

pytestmark = pytest.mark.skipif(not (STATIC / "vendor/manifest.json").is_file(), reason="assets are not built")


@pytest.fixture
def address(app: Flask) -> str:
    with app.test_request_context("/"):
        return asset("css/desk.css")


def test_an_address_holds_the_contents_hash(address: str) -> None:
    assert address.startswith("/static/vendor/desk.")
    assert address != "/static/vendor/desk.css"


def test_a_name_that_set_up_did_not_make_is_an_error(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(UnknownAssetError):
        asset("css/nothing.css")


def test_a_hashed_file_is_kept_for_a_year(visitor: Visitor, address: str) -> None:
    response = visitor.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.mimetype == "text/css"


def test_a_browser_that_can_gets_it_compressed(visitor: Visitor, address: str) -> None:
    plain, compressed = visitor.get(address), visitor.get(address, accept_encoding="gzip, br")
    assert "Content-Encoding" not in plain.headers
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert compressed.mimetype == "text/css"
    assert gzip.decompress(compressed.data) == plain.data
    assert compressed.headers["Vary"] == "Accept-Encoding"


def test_nothing_outside_the_folder_can_be_read(visitor: Visitor) -> None:
    assert visitor.get("/static/../app.py").status_code == 404
    assert visitor.get("/static/%2e%2e/app.py").status_code == 404
