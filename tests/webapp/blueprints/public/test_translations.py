"""The interface is whole in every language it ships in: nothing missing, nothing left over, every placeholder there."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.webapp.blueprints.public.messages import WEBAPP, Message, public_messages
from webapp.http.catalogs import load_catalogs

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
COUNT = "%(num)d"
FILES = sorted((WEBAPP / "translations").glob("*/LC_MESSAGES/messages.po"))
NUMBERS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 1000)
"""Together these take every plural form that any shipped language has."""


@pytest.fixture(scope="module", params=FILES, ids=[path.parts[-3] for path in FILES])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    with request.param.open("rb") as source:
        return read_po(source, locale=request.param.parts[-3])


def test_spanish_and_arabic_are_shipped() -> None:
    assert {path.parts[-3] for path in FILES} >= {"ar", "es"}


def test_every_public_sentence_is_in_the_catalog(catalog: Catalog) -> None:
    missing = [message for message in public_messages() if not _translations(catalog, message)]
    assert sorted(map(str, missing)) == []


def test_a_catalog_keeps_no_sentence_that_nobody_says_any_more(catalog: Catalog) -> None:
    said = {_first(message) for message in public_messages()}
    assert sorted(_first(entry.id) for entry in catalog if entry.id and _first(entry.id) not in said) == []


def test_sentences_keep_their_placeholders(catalog: Catalog) -> None:
    for message in public_messages():
        wanted = set(PLACEHOLDER.findall(_first(message)))
        # "One minute" and "two minutes" may be words: only there may the number itself be missing.
        free = {COUNT} if isinstance(message, tuple) else set()
        for sentence in _translations(catalog, message):
            found = set(PLACEHOLDER.findall(sentence))
            assert found <= wanted, sentence
            assert wanted - found <= free, sentence


def test_every_plural_form_is_reached_and_says_its_number(catalog: Catalog) -> None:
    language = str(catalog.locale)
    plurals = [message for message in public_messages() if isinstance(message, tuple)]
    assert plurals
    for one, many in plurals:
        said = {number: load_catalogs()[language].ngettext(one, many, number) for number in NUMBERS}
        entry = catalog.get(one)
        assert entry is not None
        assert set(said.values()) == set(entry.string), one
        assert len(entry.string) == catalog.num_plurals
        assert all(COUNT in said[number] for number in NUMBERS if number > 2), one


def test_a_missing_entry_would_be_noticed(catalog: Catalog) -> None:
    assert not _translations(catalog, "A sentence that nobody translated")


def _translations(catalog: Catalog, message: Message) -> list[str]:
    entry = catalog.get(_first(message))
    if entry is None or entry.fuzzy:
        return []
    sentences = [entry.string] if isinstance(entry.string, str) else list(entry.string)
    return sentences if all(sentences) else []


def _first(message: object) -> str:
    return message[0] if isinstance(message, tuple | list) else str(message)
