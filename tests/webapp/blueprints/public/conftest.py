"""One small service on SQLite, in English and partly in Spanish, and people who use it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_document
from tests.visitor import Visitor
from tests.webapp.serving import NOON, Clock, an_app
from webapp.http.wiring import EXTENSION
from webapp.services.knowledge import import_articles
from webapp.services.publishing import import_flows

ABOUT = {
    "before": "- Your heating bill",
    "minutes": 5,
    "emergency": "**Smell gas?** Leave now, then call 911.",
    "disclaimer": "This is an estimate, not a decision.",
    "keywords": ["heat", "oil"],
}
ARTICLE = (
    "---\ntitle: {title}\nsummary: In short.\nreview_by: 2027-05-01\n"
    "source: The law | https://example.org/law\n---\n## How\n\nCall us.\n"
)
SPANISH = {
    "/title": ("Help with heat", "Ayuda con la calefacción"),
    "/nodes/ask-people/prompt": ("How many people live with you?", "¿Cuántas personas viven con usted?"),
}

Publish = Callable[..., None]


@pytest.fixture
def clock() -> Clock:
    return Clock(at=NOON)


@pytest.fixture
def app(sqlite_url: str, clock: Clock, tmp_path: Path) -> Iterator[Flask]:
    app = an_app(sqlite_url, clock, site_name="State of Meridian")
    publish_service(app, tmp_path, a_service())
    yield app
    app.extensions[EXTENSION].database.dispose()


@pytest.fixture
def publish(app: Flask, tmp_path: Path) -> Callable[[dict[str, Any]], None]:
    """Puts a changed flow live, as an approved release would."""
    return lambda document: publish_service(app, tmp_path, document)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def at_first_question(visitor: Visitor) -> Visitor:
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    return visitor


@pytest.fixture
def at_check(at_first_question: Visitor) -> Visitor:
    """Everything answered, nothing sent."""
    visitor = at_first_question
    visitor.submit("Continue", answer="3")
    visitor.submit("Continue", answer="yes")
    visitor.submit("Continue", name="Sam Sample", phone="518-555-0134")
    return visitor


def a_service(**changes: Any) -> dict[str, Any]:
    """The builders' flow as a service of the directory."""
    return {**a_document(), "agency": "Department of Heat", "about": ABOUT, **changes}


def publish_service(app: Flask, folder: Path, document: dict[str, Any]) -> None:
    """Put a flow with its translation and articles live, as set-up does with what is shipped."""
    flow, articles = folder / "flows" / "heat", folder / "articles"
    (flow / "translations").mkdir(parents=True, exist_ok=True)
    articles.mkdir(exist_ok=True)
    (flow / "flow.json").write_text(json.dumps(document))
    texts = {
        pointer: {"text": there, "from": hashlib.sha256(here.encode()).hexdigest()[:12]}
        for pointer, (here, there) in SPANISH.items()
    }
    (flow / "translations" / "es.json").write_text(json.dumps({"language": "es", "texts": texts}))
    for slug, title in (("apply-for-heat", "Apply for help with heat"), ("other-help", "Other help")):
        (articles / f"{slug}.md").write_text(ARTICLE.format(title=title))
    with app.extensions[EXTENSION].database.unit_of_work() as uow:
        imported = import_flows(uow, folder / "flows", now=NOON)
        assert [each.became for each in imported] == ["live"], imported
        import_articles(uow, articles, now=NOON)
