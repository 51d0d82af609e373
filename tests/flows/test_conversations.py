"""Every shipped flow by text messages and by keys alone: the same answers lead to the same place as on the web."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.definition.release import Release
from engine.model.words import Words
from engine.scenarios.opening import read_release
from engine.scenarios.scenario import Scenario, build_scenario
from tests.engine.channels.people import NOT_BY_KEYS, End, Person, by_keys, by_text, by_web
from tests.flows.shipped import FLOWS, SLUGS, read_json
from webapp.http.catalogs import load_catalogs

BY_LANGUAGE = [
    (slug, language)
    for slug in SLUGS
    for language in ("en", "es", "ar")
    if language == "en" or (FLOWS / slug / "translations" / f"{language}.json").is_file()
]
"""Every flow in every language that it speaks."""


@cache
def whole(slug: str) -> Release:
    return read_release(FLOWS / slug / "flow.json")


@cache
def ways(slug: str) -> tuple[tuple[Path, Scenario], ...]:
    """One scenario for each outcome and set of questions: the others differ by an amount only."""
    found: dict[object, tuple[Path, Scenario]] = {}
    for path in sorted((FLOWS / slug / "scenarios").glob("*.json")):
        scenario = build_scenario(whole(slug), read_json(path))
        if not scenario.refused and scenario.outcome:
            found.setdefault((scenario.outcome, tuple(scenario.answers)), (path, scenario))
    return tuple(found.values())


def words_in(language: str) -> Words:
    """With the sentences of the channels in the reader's language."""
    return Words(language, translate=load_catalogs()[language].gettext)


def a_person(slug: str, scenario: Scenario, language: str, without: tuple[str, ...] = ()) -> Person:
    """Somebody with the scenario's answers; those of the types in `without` are passed over where that is allowed."""
    facts = whole(slug).flow.facts
    answers = {fact: None if facts[fact].type in without else value for fact, value in scenario.answers.items()}
    return Person(whole(slug), answers, scenario.today, words_in(language))


@pytest.mark.parametrize(("slug", "language"), BY_LANGUAGE)
def test_texts_alone_lead_where_the_web_leads(slug: str, language: str) -> None:
    assert ways(slug)
    for path, scenario in ways(slug):
        person = a_person(slug, scenario, language, without=("file",))
        assert by_text(person) == by_web(person), path


@pytest.mark.parametrize(("slug", "language"), BY_LANGUAGE)
def test_keys_alone_lead_where_the_web_leads_or_to_a_person(slug: str, language: str) -> None:
    ended: list[End] = []
    for path, scenario in ways(slug):
        person = a_person(slug, scenario, language, without=NOT_BY_KEYS)
        end = by_keys(person)
        ended.append(end)
        if end.needs_person:
            assert whole(slug).flow.facts[end.needs_person].type in NOT_BY_KEYS, path
        else:
            assert end == by_web(person), path
    assert any(not end.needs_person for end in ended)
