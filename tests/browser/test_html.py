"""html-validate, in one run over every page and every piece that htmx swaps."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from tests.browser.conftest import HERE, MODULES
from tests.pages import PageProblemError, check_page
from webapp.blueprints.public.gallery import names

COMMAND = MODULES / "html-validate" / "bin" / "html-validate.mjs"


def validate(folder: Path) -> dict[str, list[str]]:
    """What html-validate says of every file in `folder`."""
    node = shutil.which("node")
    assert node, "Node is needed"
    settings = ["--config", str(HERE / "htmlvalidate.json"), "--formatter", "json"]
    run = subprocess.run([node, str(COMMAND), *settings, str(folder / "*.html")], capture_output=True, text=True)
    assert run.stdout, run.stderr
    return {
        Path(file["filePath"]).name: [f"{said['ruleId']} (line {said['line']}): {said['message']}" for said in told]
        for file in json.loads(run.stdout)
        if (told := file["messages"])
    }


def test_every_page_and_piece_is_valid_html(app: Flask, tmp_path: Path) -> None:
    client = app.test_client()
    for name in names():
        for language in ("en", "ar"):
            page = client.get(f"/gallery/{name}?show={language}").get_data(as_text=True)
            (tmp_path / f"{name}.{language}.html").write_text(page, encoding="utf-8")
    assert validate(tmp_path) == {}


def test_html_validate_finds_a_planted_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p><div></div>'
    )
    assert "bad.html" in validate(tmp_path)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_page_and_piece_passes_our_own_checks(app: Flask, language: str) -> None:
    client = app.test_client()
    for name in names():
        for headers in ({}, {"HX-Request": "true"}):
            shown = client.get(f"/gallery/{name}?show={language}", headers=headers).get_data(as_text=True)
            check_page(shown, app)


def test_our_own_checks_find_planted_faults(app: Flask) -> None:
    page = app.test_client().get("/gallery/number").get_data(as_text=True)
    faults = {
        "no label": page.replace('for="answer"', 'for="other"'),
        "no title": re.sub("<title>.*</title>", "<title></title>", page),
        "which is no route": page.replace('action="/j/', 'action="/nowhere/'),
        "inline <style>": page.replace("</head>", "<style></style></head>"),
        "has onclick=": page.replace("<main", '<main onclick="x()"'),
        "no csrf_token": page.replace('name="csrf_token"', 'name="other"'),
        "two elements have the id": page.replace("</main>", '<p id="answer">x</p></main>'),
        "h1 headings": page.replace("</main>", "<h1>Again</h1></main>"),
    }
    for words, bad in faults.items():
        with pytest.raises(PageProblemError, match=words):
            check_page(bad, app)
