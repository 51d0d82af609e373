"""What set-up makes: small, complete, mirrored where it must be, and nothing for tests only."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from tests.webapp.blueprints.public.messages import WEBAPP

STATIC = WEBAPP / "static"
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|left|right|text-align:\s*(left|right)|float)(?=\s*:|\s*;)"
)


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    found: dict[str, str] = json.loads((STATIC / "vendor" / "manifest.json").read_text())
    return found


def test_every_asset_is_there_and_has_a_compressed_twin(manifest: dict[str, str]) -> None:
    for file in manifest.values():
        content = (STATIC / file).read_bytes()
        assert gzip.decompress((STATIC / f"{file}.gz").read_bytes()) == content


def test_the_public_stylesheet_is_small(manifest: dict[str, str]) -> None:
    for name in ("css/public.css", "css/public.rtl.css"):
        assert (STATIC / f"{manifest[name]}.gz").stat().st_size < 25_000


def test_the_stylesheet_asks_for_no_other_file(manifest: dict[str, str]) -> None:
    addresses = re.findall(r"url\(([^)]{0,30})", (STATIC / manifest["css/public.css"]).read_text())
    assert addresses
    assert all(address.startswith('"data:image/svg+xml,') for address in addresses)


def test_no_checker_of_the_tests_is_served(manifest: dict[str, str]) -> None:
    assert not any("axe" in name for name in manifest)


def test_our_own_styles_know_no_left_and_right() -> None:
    for file in sorted((STATIC / "css").rglob("*.css")):
        assert PHYSICAL.findall(file.read_text()) == [], file.name


@pytest.mark.parametrize("rule", ["margin-left: 1rem;", "left: 0;", "text-align: right;", "float: left;"])
def test_a_physical_rule_would_be_noticed(rule: str) -> None:
    assert PHYSICAL.search(f"a {{ {rule} }}")
