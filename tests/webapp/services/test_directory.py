"""The front page: few services are seen at once, many stand under headings, the most used first."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from tests.webapp.documents import begin, heat, publish
from tests.webapp.rows import NOON
from webapp.persistence import UnitOfWork
from webapp.services.journeys import Traffic, get_directory, start_journey
from webapp.services.journeys.directory import FEW, OTHER, TOPICS

SCHEMA = Path(__file__).parents[3] / "schemas/flow/1/flow.schema.json"


def publish_many(uow: UnitOfWork, count: int) -> None:
    for n in range(count):
        topic = {"topic": list(TOPICS)[n % 2]} if n else {}
        publish(uow, heat(id=f"service-{n}", title=f"Service {n}", about={"minutes": 1, **topic}), translations={})


def test_few_services_need_no_headings(uow: UnitOfWork):
    publish_many(uow, FEW - 1)  # with the one that is there
    directory = get_directory(uow, language="en", now=NOON)
    assert len(directory.services) == FEW
    assert (directory.topics, directory.most_used) == ((), ())


def test_many_services_stand_under_their_headings_and_none_is_lost(uow: UnitOfWork):
    publish_many(uow, FEW)
    directory = get_directory(uow, language="en", now=NOON)
    assert [topic.name for topic in directory.topics] == [TOPICS["benefits"], TOPICS["home"], OTHER]
    shown = [card.slug for topic in directory.topics for card in topic.services]
    assert sorted(shown) == sorted(card.slug for card in directory.services)


def test_services_in_the_readers_own_language_come_first(uow: UnitOfWork):
    publish(uow, heat(id="another", title="Another one"), translations={})
    here = get_directory(uow, language="es", now=NOON).services
    assert [(card.slug, card.language) for card in here] == [("heat", "es"), ("another", "en")]
    assert [card.slug for card in get_directory(uow, language="en", now=NOON).services] == ["another", "heat"]


def test_what_the_public_used_lately_comes_first(uow: UnitOfWork):
    publish_many(uow, FEW)
    for slug, times in (("service-3", 3), ("service-5", 1)):
        for _ in range(times):
            start_journey(uow, slug, language="en", traffic=Traffic.PUBLIC, now=NOON)
    for _ in range(5):
        begin(uow, traffic=Traffic.BOT)
    start_journey(uow, "service-2", language="en", traffic=Traffic.PUBLIC, now=NOON - timedelta(days=91))
    directory = get_directory(uow, language="en", now=NOON)
    assert [card.slug for card in directory.most_used] == ["service-3", "service-5"]


def test_the_schema_knows_the_same_topics():
    about = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]["about"]["properties"]
    assert about["topic"]["enum"] == list(TOPICS)
