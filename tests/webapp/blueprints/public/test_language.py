"""The language is changed at any moment, and nothing is lost by it: neither answers nor what is half typed."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages import Element
from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import Publish, a_service
from webapp.blueprints.public.tools import PLACE

PAGE = {
    "type": "page",
    "title": "About your home",
    "questions": [
        {"id": "people", "fact": "people", "prompt": "How many people live with you?"},
        {"id": "off", "fact": "shutoff", "prompt": "Is your heat off?"},
        {"id": "since", "fact": "since", "prompt": "Since when?", "optional": True},
    ],
    "next": "ask-income",
}


def field(visitor: Visitor, name: str, value: str = "") -> Element:
    """The field of that name; of several, the one with `value`."""
    fields = visitor.page.tree.all("input", "select", "textarea")
    return next(each for each in fields if each.get("name") == name and value in ("", each.get("value")))


def language_of(visitor: Visitor) -> tuple[str, str]:
    html = visitor.page.tree.first("html")
    assert html is not None
    return html.get("lang"), html.get("dir")


def test_what_is_half_typed_stays_in_the_field(at_first_question: Visitor) -> None:
    visitor = at_first_question
    visitor.submit("Español", answer="about 3")
    assert visitor.page.status == 200
    assert visitor.page.heading == "¿Cuántas personas viven con usted?"
    assert visitor.page.address.endswith("/ask-people")
    assert field(visitor, "answer").get("value") == "about 3"
    assert "aria-invalid" not in field(visitor, "answer").attributes
    visitor.submit("العربية", answer="about 4")
    assert language_of(visitor) == ("ar", "rtl")
    assert field(visitor, "answer").get("value") == "about 4"
    visitor.submit("متابعة", answer="4")
    assert visitor.page.address.endswith("/ask-shutoff")


def test_a_refused_answer_stays_too(at_first_question: Visitor) -> None:
    visitor = at_first_question
    visitor.submit("Continue", answer="forty")
    visitor.submit("Español")
    assert field(visitor, "answer").get("value") == "forty"


def test_a_choice_that_is_marked_stays_marked_and_counts_for_nothing_yet(at_first_question: Visitor) -> None:
    visitor = at_first_question
    visitor.submit("Continue", answer="3")
    place = visitor.page.address
    visitor.submit("Español", answer="yes")
    assert "checked" in field(visitor, "answer", "yes").attributes
    assert (
        "checked"
        not in next(each for each in visitor.visit(place).tree.all("input") if each.get("value") == "yes").attributes
    )


def test_a_change_under_way_still_leads_straight_back(at_check: Visitor) -> None:
    visitor = at_check
    visitor.follow("Change People at home")
    visitor.submit("Español", answer="5")
    assert field(visitor, "answer").get("value") == "5"
    visitor.submit("Guardar y seguir")
    assert visitor.page.heading == "Revise sus respuestas antes de enviarlas"
    assert "5" in visitor.page.text


def test_several_questions_on_a_page_keep_what_is_typed(visitor: Visitor, publish: Publish) -> None:
    document = a_service()
    document["facts"] |= {"since": {"type": "date", "label": "Off since"}}
    document["nodes"]["home"] = PAGE
    publish({**document, "start": "home"})
    visitor.visit("/s/heat")
    visitor.submit("Start now")
    visitor.submit("العربية", **{"people.answer": "three", "off.answer": "yes", "since.answer-day": "9"})
    assert field(visitor, "people.answer").get("value") == "three"
    assert "checked" in field(visitor, "off.answer", "yes").attributes
    assert field(visitor, "since.answer-day").get("value") == "9"
    assert "هناك مشكلة" not in visitor.page.text


def test_a_language_asked_for_in_the_address_is_kept_for_the_next_pages(visitor: Visitor) -> None:
    visitor.visit("/?lang=ar")
    assert language_of(visitor) == ("ar", "rtl")
    visitor.visit("/help")
    assert language_of(visitor) == ("ar", "rtl")
    visitor.visit("/s/heat")
    visitor.submit("ابدأ الآن")
    assert language_of(visitor) == ("ar", "rtl")


def test_a_page_opened_once_in_its_own_language_changes_nothing_else(visitor: Visitor) -> None:
    visitor.visit("/?lang=es")
    visitor.visit("/help?lang=en&once=1")
    assert language_of(visitor) == ("en", "ltr")
    assert language_of_next(visitor) == ("es", "ltr")


def language_of_next(visitor: Visitor) -> tuple[str, str]:
    visitor.visit("/privacy")
    return language_of(visitor)


def test_a_button_wins_against_the_language_of_the_address(visitor: Visitor) -> None:
    visitor.visit("/?lang=ar&q=heat")
    visitor.submit("Español")
    assert language_of(visitor) == ("es", "ltr")
    assert visitor.page.address == "/?q=heat"


def test_languages_are_offered_in_one_order_everywhere(at_first_question: Visitor) -> None:
    def offered() -> list[str]:
        buttons = at_first_question.page.tree.all("button")
        return [each.text for each in buttons if each.get("name") == "language"]

    inside = offered()
    assert inside == ["English", "Español", "العربية"]
    for address in ("/", "/s/heat", "/help", "/status", "/return"):
        at_first_question.visit(address)
        assert offered() == inside, address


def test_a_start_page_names_its_languages_in_the_usual_order(visitor: Visitor) -> None:
    visitor.visit("/s/heat")
    assert "English · Español ." in visitor.page.text or "English · Español." in visitor.page.text


def test_a_service_in_another_language_says_so(visitor: Visitor) -> None:
    visitor.visit("/?lang=ar")
    marks = [each for each in visitor.page.tree.all("span") if each.get("class") == "in-language"]
    assert [(each.text, each.get("lang")) for each in marks] == [("باللغة: الإنجليزية", "ar")]
    visitor.visit("/?lang=es")
    assert not [each for each in visitor.page.tree.all("span") if each.get("class") == "in-language"]


@pytest.mark.parametrize("button", ["Español", "العربية"])
def test_contact_details_stay_with_the_wish_to_be_anonymous(at_first_question: Visitor, button: str) -> None:
    visitor = at_first_question
    visitor.submit("Continue", answer="3")
    visitor.submit("Continue", answer="no")
    visitor.submit("Continue", answer="1500")
    visitor.submit("No")
    visitor.submit(button, name="Sam Sample", phone="518-55", email="sam@", anonymous="1")
    assert [field(visitor, name).get("value") for name in ("name", "phone", "email")] == [
        "Sam Sample",
        "518-55",
        "sam@",
    ]
    assert "checked" in field(visitor, "anonymous").attributes


def test_pages_without_fields_change_in_place(at_check: Visitor) -> None:
    visitor = at_check
    visitor.submit("العربية")
    assert (visitor.page.heading, language_of(visitor)) == ("راجع إجاباتك قبل إرسالها", ("ar", "rtl"))
    visitor.submit("أوافق وأرسل")
    assert visitor.page.heading == "استلمنا طلبك"
    visitor.submit("English")
    assert visitor.page.heading == "We have your request"
    visitor.submit("العربية")
    assert visitor.page.heading == "استلمنا طلبك"


def test_an_article_and_its_verdict_change_in_place(at_first_question: Visitor) -> None:
    visitor = at_first_question
    visitor.submit("Continue", answer="3")
    visitor.submit("Continue", answer="no")
    visitor.submit("Continue", answer="1500")
    visitor.submit("العربية")
    assert "هذه الصفحة غير مترجمة بعد" in visitor.page.text
    visitor.submit("نعم")
    visitor.submit("Español")
    assert "Gracias" in visitor.page.text


def test_a_service_that_is_not_translated_may_still_be_used_with_an_arabic_interface(at_first_question: Visitor):
    visitor = at_first_question
    visitor.submit("العربية")
    assert visitor.page.heading == "How many people live with you?"
    assert "هذا الجزء غير مترجم بعد. لغة عرضه: الإنجليزية." in visitor.page.text


def test_a_language_that_nobody_offers_changes_nothing(at_first_question: Visitor) -> None:
    visitor = at_first_question
    address, form = visitor.filled("Español", answer="3")
    form.setlist("language", ["tlh"])
    visitor.send(address, form)
    assert language_of(visitor) == ("en", "ltr")
    assert field(visitor, "answer").get("value") == "3"


def test_a_place_that_is_gone_leads_to_what_is_open(at_check: Visitor) -> None:
    visitor = at_check
    visitor.follow("Change People at home")
    address, form = visitor.filled("العربية", answer="5")
    page = visitor.send(address.replace("ask-people", "ask-income"), form)
    assert "لم تعد تلك الصفحة جزءًا من إجاباتك" in page.text


def test_the_key_that_sends_never_chooses_a_language(at_first_question: Visitor) -> None:
    """Enter presses the first button in the document that belongs to the form."""
    tree = at_first_question.page.tree
    form = next(each for each in tree.all("form") if each.get("id") == "step")
    first = next(each for each in tree.all("button") if each.get("form") == "step" or each.above("form") is form)
    assert (first.text, first.get("name"), first.get("type")) == ("Continue", "", "submit")


def test_a_half_typed_request_for_a_status_stays(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.visit("/status")
    visitor.submit("العربية", reference="WP-12")
    assert visitor.page.status == 200
    assert field(visitor, "reference").get("value") == "WP-12"
    assert language_of(visitor) == ("ar", "rtl")
    assert "هناك مشكلة" not in visitor.page.text
    assert visitor.visit("/help").heading == "المساعدة"


def test_a_half_typed_code_stays(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.visit("/return")
    visitor.submit("العربية", code="AB C")
    assert field(visitor, "code").get("value") == "AB C"
    assert language_of(visitor) == ("ar", "rtl")


def test_an_error_page_changes_language_too(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.visit("/no-such-page")
    visitor.submit("العربية")
    assert visitor.visit("/no-such-page").heading == "لا نجد هذه الصفحة"


@pytest.mark.parametrize(
    ("place", "is_place"),
    [
        ("ask-people", True),
        ("urgent.check", True),
        ("home.income", True),
        ("who/1/ask-age", True),
        ("who/1.more", True),
        ("../../elsewhere", False),
        ("-/again", False),
        ("/elsewhere", False),
        ("who//ask-age", False),
    ],
)
def test_a_language_form_leads_only_to_what_can_be_a_place(place: str, is_place: bool) -> None:
    assert bool(PLACE.fullmatch(place)) is is_place
