"""Spanish is complete: every sentence the public may read has its translation, with the same placeholders."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.webapp.blueprints.public.messages import WEBAPP, Message, public_messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
CATALOG = WEBAPP / "translations" / "es" / "LC_MESSAGES" / "messages.po"


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with CATALOG.open("rb") as source:
        return read_po(source, locale="es")


def test_every_public_sentence_is_in_the_spanish_catalog(spanish: Catalog) -> None:
    missing = [message for message in public_messages() if not _translations(spanish, message)]
    assert sorted(map(str, missing)) == []


def test_the_spanish_catalog_keeps_no_sentence_that_nobody_says_any_more(spanish: Catalog) -> None:
    said = {_first(message) for message in public_messages()}
    assert sorted(_first(entry.id) for entry in spanish if entry.id and _first(entry.id) not in said) == []


def test_spanish_sentences_keep_their_placeholders(spanish: Catalog) -> None:
    for message in public_messages():
        wanted = set(PLACEHOLDER.findall(_first(message)))
        for sentence in _translations(spanish, message):
            assert set(PLACEHOLDER.findall(sentence)) == wanted, sentence


def test_a_missing_entry_would_be_noticed(spanish: Catalog) -> None:
    assert not _translations(spanish, "A sentence that nobody translated")


def _translations(catalog: Catalog, message: Message) -> list[str]:
    entry = catalog.get(_first(message))
    if entry is None or entry.fuzzy:
        return []
    sentences = [entry.string] if isinstance(entry.string, str) else list(entry.string)
    return sentences if all(sentences) else []


def _first(message: object) -> str:
    return message[0] if isinstance(message, tuple | list) else str(message)
