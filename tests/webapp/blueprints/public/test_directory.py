"""The front door, the start page, articles by themselves, statements and the choice of a language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.webapp.serving import Clock, an_app
from webapp.http.wiring import EXTENSION


def test_the_directory_shows_each_service_with_its_summary(visitor: Visitor) -> None:
    page = visitor.visit("/")
    assert "Find out what help there is." in page.text
    assert page.link("Help with heat") == "/s/heat"


def test_search_finds_a_service_by_other_words(visitor: Visitor) -> None:
    visitor.visit("/")
    page = visitor.submit("Search", q="oil")
    assert "1 result for “oil”" in page.text
    assert page.link("Help with heat") == "/s/heat"


def test_a_search_without_result_offers_other_ways(visitor: Visitor) -> None:
    page = visitor.visit("/?q=zeppelin")
    assert "Nothing found for “zeppelin”" in page.text
    assert "call us" in page.text
    assert page.link("Help with heat") == "/s/heat"


def test_a_word_of_another_language_finds_the_service_and_opens_it_in_that_language(visitor: Visitor) -> None:
    page = visitor.visit("/?q=calefaccion")
    assert "In Spanish" in page.text
    assert visitor.follow("Ayuda con la calefacción").heading == "Ayuda con la calefacción"
    assert visitor.submit("Empezar ahora").heading == "¿Cuántas personas viven con usted?"


def test_a_slip_of_the_finger_is_told(visitor: Visitor) -> None:
    page = visitor.visit("/?q=haet")
    assert "No page has the word “haet”. We looked for “heat”." in page.text
    assert page.link("Help with heat") == "/s/heat"


def test_results_while_typing_are_the_same_piece_of_the_page(app: Flask) -> None:
    headers = {"HX-Request": "true", "User-Agent": "Mozilla/5.0 (test)"}
    piece = app.test_client().get("/?q=oil", headers=headers).get_data(as_text=True)
    assert piece.lstrip().startswith('<section id="found"')
    assert "<html" not in piece
    assert "/s/heat" in piece


def test_a_word_nobody_found_is_counted_once_it_was_asked_for_not_while_typing(app: Flask) -> None:
    database = app.extensions[EXTENSION].database
    for headers in ({"HX-Request": "true", "User-Agent": "Mozilla/5.0"}, {"User-Agent": "a robot: bot/1.0"}):
        app.test_client().get("/?q=zeppelin", headers=headers)
    with database.unit_of_work() as uow:
        assert uow.search.count_misses() == 0
    app.test_client().get("/?q=zeppelin", headers={"User-Agent": "Mozilla/5.0"})
    with database.unit_of_work() as uow:
        assert uow.search.count_misses() == 1


def test_what_is_searched_for_is_never_markup(visitor: Visitor) -> None:
    page = visitor.visit("/?q=<script>alert(1)</script>")
    assert "<script>alert" not in page.response.get_data(as_text=True)


def test_the_start_page_says_what_comes_before_anything_is_asked(visitor: Visitor) -> None:
    page = visitor.visit("/s/heat")
    assert page.text.index("Smell gas?") < page.text.index("Start now")
    for words in ("About 5 minutes", "Your heating bill", "within 30 days", "an estimate, not a decision"):
        assert words in page.text


def test_an_unknown_service_is_not_found(visitor: Visitor) -> None:
    page = visitor.visit("/s/no-such-service")
    assert (page.status, page.heading) == (404, "We cannot find this page")
    visitor.follow("See all services")
    assert visitor.page.heading == "How can we help?"


def test_the_language_is_chosen_once_and_kept_on_the_same_page(visitor: Visitor) -> None:
    visitor.visit("/s/heat")
    visitor.submit("Español")
    assert visitor.page.address == "/s/heat"
    assert visitor.page.heading == "Ayuda con la calefacción"
    assert visitor.visit("/privacy").heading == "Privacidad"
    visitor.submit("English")
    assert visitor.page.heading == "Privacy"


def test_a_browser_that_prefers_spanish_is_spoken_to_in_spanish(app: Flask) -> None:
    page = Visitor(app, **{"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}).visit("/")
    assert page.heading == "¿Cómo le podemos ayudar?"


def test_a_crafted_language_form_leads_nowhere_else(visitor: Visitor) -> None:
    visitor.visit("/")
    address, data = visitor.filled("Español")
    data["back"] = "https://elsewhere.example"
    response = visitor.client.post(address, data=data, headers=visitor.headers)
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("address", "heading"), [("/help", "Help"), ("/privacy", "Privacy"), ("/accessibility", "Accessibility")]
)
def test_statements_can_be_reached_from_every_page(visitor: Visitor, address: str, heading: str) -> None:
    visitor.visit("/")
    assert visitor.follow(heading).heading == heading
    assert visitor.page.address == address


def test_an_article_can_be_read_by_itself_and_rated(visitor: Visitor) -> None:
    page = visitor.visit("/articles/other-help")
    assert page.heading == "Other help"
    assert page.link("The law") == "https://example.org/law"
    visitor.submit("Yes")
    assert "Thank you for telling us" in visitor.page.text
    assert not any("Did this page help you?" in form.text for form in visitor.page.forms)


def test_an_article_leads_to_the_services_that_lead_to_it(visitor: Visitor) -> None:
    visitor.visit("/articles/other-help")
    assert "Answer a few questions about this" in visitor.page.text
    assert visitor.follow("Help with heat").address == "/s/heat"


def test_an_article_that_was_not_checked_in_time_says_so(visitor: Visitor, clock: Clock) -> None:
    assert "We have not checked this page" not in visitor.visit("/articles/other-help").text
    clock.at += timedelta(days=400)
    page = visitor.visit("/articles/other-help")
    assert "We have not checked this page since" in page.text


def test_an_article_without_translation_says_so(visitor: Visitor) -> None:
    visitor.visit("/articles/other-help")
    visitor.submit("Español")
    assert "Esta página aún no está traducida" in visitor.page.text
    article = visitor.page.tree.first("article")
    assert article is not None
    assert article.get("lang") == "en"


def test_the_gallery_is_closed_in_production(sqlite_url: str) -> None:
    app = an_app(sqlite_url, environment="production", base_url="https://localhost")
    response = app.test_client().get("/gallery", base_url="https://localhost")
    app.extensions[EXTENSION].database.dispose()
    assert response.status_code == 404
