"""Search on both databases: what is found, what is not, and what it says about it."""

from __future__ import annotations

import pytest

from tests.webapp.rows import NOON
from webapp.persistence import UnitOfWork
from webapp.persistence.stores.base import NotWritingError
from webapp.services.search import (
    Found,
    Searchable,
    is_current,
    list_unfound_words,
    put_searchable,
    rebuild,
    record_unfound_words,
    search,
)

TEXTS = (
    Searchable(
        kind="service",
        slug="heat",
        language="en",
        title="Get help with heating costs",
        summary="Find out if you can get help to pay for heat.",
        keywords=("LIHEAP", "shut-off", "gas bills"),
        body="Department of Human Services",
    ),
    Searchable(
        kind="service",
        slug="heat",
        language="es",
        title="Ayuda con los gastos de calefacción",
        summary="Vea si puede recibir ayuda para pagar la calefacción.",
        keywords=("factura de gas",),
    ),
    Searchable(
        kind="service",
        slug="street",
        language="en",
        title="Report a problem on your street",
        summary="Tell us about a pothole or a street light.",
        keywords=("graffiti", "311"),
    ),
    Searchable(
        kind="article",
        slug="warm",
        language="en",
        title="Stay warm and safe",
        summary="What to do when it is cold at home.",
        body="## At home\n\nClose the **windows**. See [other help](/articles/other) and the *furnace*.",
    ),
    Searchable(kind="article", slug="zh", language="zh", title="取暖费用援助", summary="如何申请援助。"),
    Searchable(kind="service", slug="food", language="ar", title="المساعدة الغذائية", summary="تحقق من أهليتك."),
)


@pytest.fixture
def indexed(uow: UnitOfWork) -> UnitOfWork:
    with uow.write():
        rebuild(uow, TEXTS)
    return uow


def slugs(found: Found) -> tuple[list[str], list[str]]:
    return [each.slug for each in found.services], [each.slug for each in found.articles]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("heat", "heat"),
        ("HEATED", "heat"),
        ("I need help with my gas bill", "heat"),
        ("liheap", "heat"),
        ("shutoff", "heat"),
        ("shut off", "heat"),
        ("haeting", "heat"),
        ("calefaccion", "heat"),
        ("necesito ayuda con mi factura de gas", "heat"),
        ("streetlight", "street"),
        ("311", "street"),
        ("grafitti", "street"),
        ("pot", "street"),
        ("غذائيه", "food"),
        ("المساعده", "food"),
    ],
)
def test_a_service_is_found_by_the_words_people_use(indexed: UnitOfWork, query: str, slug: str):
    assert slugs(search(indexed, query, language="en"))[0][:1] == [slug]


@pytest.mark.parametrize(("query", "slug"), [("windows", "warm"), ("furnaces", "warm"), ("援助", "zh"), ("暖费", "zh")])
def test_an_article_is_found_by_its_body_and_without_spaces(indexed: UnitOfWork, query: str, slug: str):
    assert slugs(search(indexed, query, language="en"))[1][:1] == [slug]


def test_the_pages_language_comes_first_and_another_one_is_named(indexed: UnitOfWork):
    by_gas = {language: search(indexed, "gas", language=language).services[0].language for language in ("en", "es")}
    assert by_gas == {"en": "en", "es": "es"}
    assert search(indexed, "calefacción", language="en").services[0].language == "es"


def test_what_is_found_shows_why(indexed: UnitOfWork):
    found = search(indexed, "heat", language="en").services[0]
    assert [piece.text for piece in found.title if piece.is_match] == ["heating"]
    assert "".join(piece.text for piece in found.title) == "Get help with heating costs"
    assert found.quote == ()
    by_keyword = search(indexed, "shutoff", language="en").services[0]
    assert [(piece.text, piece.is_match) for piece in by_keyword.keyword] == [("shut-off", True)]
    by_body = search(indexed, "furnace", language="en").articles[0]
    assert (
        "".join(piece.text for piece in by_body.quote) == "At home Close the windows . See other help and the furnace ."
    )


def test_a_slip_says_what_was_looked_for_instead(indexed: UnitOfWork):
    assert search(indexed, "haeting", language="en").instead == (("haeting", "heating"),)
    assert search(indexed, "heating", language="en").instead == ()


@pytest.mark.parametrize(
    "query", ["", "   ", "zeppelin", '"', "'); DROP TABLE flows --", "* OR NEAR(", "\\", "🙂", "a" * 5000, "{}:^-"]
)
def test_what_is_no_word_finds_nothing_and_breaks_nothing(indexed: UnitOfWork, query: str):
    assert slugs(search(indexed, query, language="en")) == ([], [])


def test_only_words_that_ask_are_taken_as_they_are(indexed: UnitOfWork):
    assert search(indexed, "what is this", language="en").unknown != ()


def test_putting_again_replaces_and_forgets_words(indexed: UnitOfWork):
    new = Searchable(kind="service", slug="heat", language="en", title="Furnace repair", summary="We mend it.")
    with indexed.write():
        put_searchable(indexed, "service", "heat", [new])
    assert slugs(search(indexed, "mend", language="en"))[0] == ["heat"]
    assert search(indexed, "liheap", language="en").unknown == ("liheap",)
    assert search(indexed, "calefacción", language="en").unknown == ("calefaccion",)
    assert slugs(search(indexed, "furnace", language="en")) == (["heat"], ["warm"])


def test_putting_one_by_one_gives_the_same_index_as_making_it_anew(uow: UnitOfWork):
    for kind, slug in dict.fromkeys((text.kind, text.slug) for text in TEXTS):
        for _ in range(2):
            with uow.write():
                put_searchable(uow, kind, slug, [text for text in TEXTS if (text.kind, text.slug) == (kind, slug)])
    one_by_one = set(uow.search.list_words(10_000))
    with uow.write():
        assert rebuild(uow, TEXTS) == len(TEXTS)
    assert set(uow.search.list_words(10_000)) == one_by_one
    assert is_current(uow)


def test_a_write_that_fails_leaves_the_index_as_it_was(indexed: UnitOfWork):
    with pytest.raises(ZeroDivisionError), indexed.write():
        put_searchable(indexed, "service", "heat", [])
        raise ZeroDivisionError
    assert slugs(search(indexed, "heating", language="en"))[0] == ["heat"]
    with pytest.raises(NotWritingError):
        put_searchable(indexed, "service", "heat", [])


def test_an_unfound_word_is_told_only_after_several_days(indexed: UnitOfWork):
    from datetime import timedelta

    for day in range(5):
        assert list_unfound_words(indexed) == ()
        for _ in range(3):  # the same day counts once
            words = ("zeppelin", "555-0199", "pat@example.org", "x" * 60)
            record_unfound_words(indexed, words, language="en", now=NOON + timedelta(days=day))
    told = list_unfound_words(indexed)
    assert [(each.word, each.days) for each in told] == [("zeppelin", 5)]
    assert indexed.search.count_misses() == 1


def test_before_anything_is_published_nothing_is_found(uow: UnitOfWork):
    assert not is_current(uow)
    assert len(search(uow, "heat", language="en")) == 0


def test_nonsense_all_day_does_not_keep_the_database_busy(indexed: UnitOfWork):
    words = [f"zeppelin{letter}" for letter in "abcdefghijklmnopqrstuvwxyzåäöéèê"]
    for word in words:
        record_unfound_words(indexed, (word,), language="en", now=NOON)
    assert indexed.search.count_misses() == 30 < len(words)
