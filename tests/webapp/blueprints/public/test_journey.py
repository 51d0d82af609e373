"""Whole walks without scripts: question by question to an article or a receipt, back, change, and everything untidy."""

from __future__ import annotations

import re

from flask import Flask

from tests.visitor import Visitor
from tests.webapp.blueprints.public.conftest import Publish, a_service
from tests.webapp.serving import Clock

HTMX = {"HX-Request": "true"}


def test_a_person_walks_from_the_directory_to_an_article(visitor: Visitor) -> None:
    visitor.visit("/")
    visitor.follow("Help with heat")
    assert "Smell gas?" in visitor.page.text
    visitor.submit("Start now")
    assert visitor.page.title == "How many people live with you? – Help with heat – State of Meridian"
    visitor.submit("Continue", answer="3")
    visitor.submit("Continue", answer="no")
    visitor.submit("Continue", answer="1500")
    assert visitor.page.heading == "Apply for help with heat"
    assert "Your income is within the limit for 3 people" in visitor.page.text
    assert "This is an estimate, not a decision." in visitor.page.text


def test_saying_that_an_article_helped_ends_with_thanks(at_first_question: Visitor) -> None:
    visitor = _to_article(at_first_question)
    visitor.submit("Yes")
    assert "We are glad this helped" in visitor.page.text
    assert not any(form.text.startswith("Did this solve it?") for form in visitor.page.forms)


def test_saying_that_an_article_did_not_help_leads_to_a_person(at_first_question: Visitor) -> None:
    visitor = _to_article(at_first_question)
    visitor.submit("No")
    assert visitor.page.heading == "How can we reach you?"


def test_nothing_is_sent_before_the_answers_were_checked_and_consent_given(at_check: Visitor) -> None:
    page = at_check.page
    assert page.heading == "Check your answers before you send them"
    assert "When you press send" in page.text
    assert "(518) 555-0134" in page.text
    at_check.submit("Agree and send")
    assert at_check.page.heading == "We have your request"
    assert "Keep your status code" in at_check.page.text
    assert "A person will contact you" in at_check.page.text


def test_a_person_may_stay_anonymous(at_first_question: Visitor) -> None:
    visitor = _to_article(at_first_question)
    visitor.submit("No")
    visitor.submit("Continue", anonymous="1")
    assert "You chose to stay anonymous." in visitor.page.text
    visitor.submit("Agree and send")
    assert "You stayed anonymous" in visitor.page.text


def test_a_wrong_answer_comes_back_with_what_to_mend_and_what_was_typed(at_first_question: Visitor) -> None:
    page = at_first_question.submit("Continue", answer="forty")
    assert page.status == 422
    assert page.title.startswith("Error: How many people")
    summary = next(page.tree.all("ul"))
    assert [link.get("href") for link in summary.all("a")] == ["#answer"]
    field = next(element for element in page.tree.all("input") if element.get("id") == "answer")
    assert field.get("value") == "forty"
    assert field.get("aria-invalid") == "true"


def test_no_answer_at_all_is_told_in_words(at_first_question: Visitor) -> None:
    assert at_first_question.submit("Continue").status == 422
    assert "There is a problem" in at_first_question.page.text


def test_an_earlier_answer_can_be_changed_and_leads_straight_back(at_check: Visitor) -> None:
    at_check.follow("Change People at home")
    assert at_check.page.heading == "How many people live with you?"
    at_check.submit("Save and go on", answer="4")
    assert at_check.page.heading == "Check your answers before you send them"
    assert "People at home 4" in at_check.page.text


def test_a_slip_while_changing_still_leads_straight_back(at_check: Visitor) -> None:
    at_check.follow("Change People at home")
    at_check.submit("Save and go on", answer="none")
    assert at_check.page.status == 422
    at_check.submit("Save and go on", answer="4")
    assert at_check.page.heading == "Check your answers before you send them"


def test_back_leads_step_by_step_to_the_start_page(at_first_question: Visitor) -> None:
    visitor = at_first_question
    visitor.submit("Continue", answer="3")
    visitor.follow("Back")
    assert visitor.page.heading == "How many people live with you?"
    visitor.follow("Back")
    assert visitor.page.heading == "Help with heat"


def test_a_form_sent_twice_counts_once(at_first_question: Visitor) -> None:
    visitor = at_first_question
    address, data = visitor.filled("Continue", answer="3")
    first = visitor.send(address, data)
    second = visitor.send(address, data)
    assert first.heading == second.heading == "Is your heat off?"


def test_a_request_sent_twice_is_one_request(at_check: Visitor) -> None:
    address, data = at_check.filled("Agree and send")
    first, second = at_check.send(address, data), at_check.send(address, data)
    assert first.heading == second.heading == "We have your request"
    assert _reference(first.text) == _reference(second.text)


def test_two_tabs_that_answer_the_same_question_both_end_well(at_first_question: Visitor) -> None:
    visitor = at_first_question
    address, data = visitor.filled("Continue", answer="3")
    other_tab = visitor.filled("Continue", answer="5")
    visitor.send(address, data)
    visitor.send(*other_tab)
    assert visitor.page.heading == "Is your heat off?"
    assert "People at home 5" in visitor.page.text


def test_a_tab_that_is_no_longer_on_the_path_is_led_to_what_is_open(at_check: Visitor) -> None:
    stale = at_check.filled("Agree and send")
    at_check.follow("Change Heat shut off")
    at_check.submit("Save and go on", answer="no")
    assert at_check.page.heading == "What is your income?"
    at_check.send(*stale)
    assert at_check.page.heading == "What is your income?"
    assert "Something changed in another tab" in at_check.page.text


def test_the_back_button_after_sending_shows_the_receipt_again(at_check: Visitor) -> None:
    check = at_check.page.address
    at_check.submit("Agree and send")
    reference = _reference(at_check.page.text)
    at_check.visit(check)
    assert at_check.page.heading == "We have your request"
    assert _reference(at_check.page.text) == reference


def test_an_old_bookmark_in_another_browser_opens_nothing(app: Flask, at_check: Visitor) -> None:
    stranger = Visitor(app)
    page = stranger.visit(at_check.page.address)
    assert page.status == 403
    assert page.heading == "We cannot show these answers in this browser"
    assert "555-0134" not in page.response.get_data(as_text=True)
    stranger.follow("Start again")
    assert stranger.page.heading == "Help with heat"


def test_an_expired_journey_says_so_and_offers_a_new_start(at_check: Visitor, clock: Clock) -> None:
    clock.forward(days=31)
    page = at_check.visit(at_check.page.address)
    assert page.status == 410
    assert page.heading == "These answers have been deleted"
    assert "we delete answers after 30 days" in page.text
    at_check.submit("Start again")
    assert at_check.page.heading == "How many people live with you?"


def test_an_answer_to_an_expired_journey_says_so_too(at_first_question: Visitor, clock: Clock) -> None:
    form = at_first_question.filled("Continue", answer="3")
    clock.forward(days=31)
    assert at_first_question.send(*form).status == 410


def test_a_flow_released_meanwhile_lets_a_journey_finish_as_it_began(
    at_first_question: Visitor, publish: Publish
) -> None:
    document = a_service()
    document["start"] = "ask-shutoff"
    document["nodes"]["ask-shutoff"]["otherwise"] = "ask-people"
    document["nodes"]["ask-people"]["next"] = "ask-income"
    publish(document)
    page = at_first_question.submit("Continue", answer="3")
    assert page.heading == "Is your heat off?"
    assert "This service has changed since you began" in page.text


def test_new_words_reach_a_journey_at_once(at_first_question: Visitor, publish: Publish) -> None:
    document = a_service()
    document["nodes"]["ask-shutoff"]["prompt"] = "Is your heat off today?"
    publish(document)
    page = at_first_question.submit("Continue", answer="3")
    assert page.heading == "Is your heat off today?"
    assert "This service has changed" not in page.text


def test_starting_again_is_asked_first_and_leaves_the_old_answers_behind(at_check: Visitor) -> None:
    at_check.follow("Start again")
    assert at_check.page.heading == "Start again?"
    at_check.submit("Yes, start again")
    assert at_check.page.heading == "How many people live with you?"
    assert "Your answers so far" not in at_check.page.text


def test_keeping_the_answers_leads_back_to_what_was_open(at_check: Visitor) -> None:
    at_check.follow("Start again")
    at_check.follow("No, keep my answers")
    assert at_check.page.heading == "Check your answers before you send them"


def test_a_journey_goes_on_in_spanish_where_it_is_translated_and_says_where_not(at_first_question: Visitor) -> None:
    visitor = at_first_question
    visitor.submit("Español")
    html = visitor.page.tree.first("html")
    assert html is not None
    assert (html.get("lang"), html.get("dir")) == ("es", "ltr")
    assert visitor.page.heading == "¿Cuántas personas viven con usted?"
    assert visitor.page.title.endswith("Ayuda con la calefacción – State of Meridian")
    visitor.submit("Continuar", answer="x")
    assert "Hay un problema" in visitor.page.text
    visitor.submit("Continuar", answer="3")
    visitor.follow("Atrás")
    visitor.submit("English")
    assert visitor.page.heading == "How many people live with you?"


def test_a_saved_link_opens_the_answers_elsewhere_once(app: Flask, at_check: Visitor) -> None:
    at_check.follow("Save and come back later")
    at_check.submit("Make a link")
    link = next(a.get("href") for a in at_check.page.tree.all("a") if "/return/" in a.get("href"))
    path = link[link.index("/return/") :]
    phone = Visitor(app)
    assert phone.visit(path).heading == "Go on where you stopped"
    phone.submit("Open my answers")
    assert phone.page.heading == "Check your answers before you send them"
    other = Visitor(app)
    other.visit(path)
    other.submit("Open my answers")
    assert other.page.status == 410
    assert other.page.heading == "This link no longer works"


def test_opening_a_link_does_not_spend_it(app: Flask, at_check: Visitor) -> None:
    at_check.follow("Save and come back later")
    at_check.submit("Make a link")
    link = next(a.get("href") for a in at_check.page.tree.all("a") if "/return/" in a.get("href"))
    path = link[link.index("/return/") :]
    Visitor(app).visit(path)
    person = Visitor(app)
    person.visit(path)
    person.submit("Open my answers")
    assert person.page.status == 200


def test_htmx_gets_the_next_step_with_its_address(at_first_question: Visitor) -> None:
    visitor = at_first_question
    address, data = visitor.filled("Continue", answer="3")
    response = visitor.client.post(address, data=data, headers={**visitor.headers, **HTMX})
    assert response.status_code == 200
    assert response.headers["HX-Push-Url"].endswith("/ask-shutoff")
    assert response.headers["Vary"] == "HX-Request"
    assert "<html" not in response.text
    assert 'data-title="Is your heat off? – Help with heat – State of Meridian"' in response.text


def test_htmx_gets_the_form_again_with_what_to_mend(at_first_question: Visitor) -> None:
    visitor = at_first_question
    address, data = visitor.filled("Continue", answer="forty")
    response = visitor.client.post(address, data=data, headers={**visitor.headers, **HTMX})
    assert response.status_code == 422
    assert "HX-Push-Url" not in response.headers
    assert 'id="error-summary"' in response.text


def test_the_secret_is_in_a_cookie_of_the_journey_and_nowhere_else(visitor: Visitor) -> None:
    visitor.visit("/s/heat")
    address, data = visitor.filled("Start now")
    response = visitor.client.post(address, data=data, headers=visitor.headers)
    cookie = next(value for name, value in response.headers if name == "Set-Cookie" and value.startswith("wp_j_"))
    public_id = response.headers["Location"].split("/")[2]
    secret = cookie.partition("=")[2].partition(";")[0]
    assert f"Path=/j/{public_id}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert secret not in visitor.visit(response.headers["Location"]).response.text


def test_an_unknown_place_leads_to_what_is_open(at_first_question: Visitor) -> None:
    journey = at_first_question.page.address.rsplit("/", 1)[0]
    page = at_first_question.visit(f"{journey}/no-such-place")
    assert page.heading == "How many people live with you?"
    assert "That page is no longer part of your answers" in page.text


def test_an_unknown_journey_is_not_found(visitor: Visitor) -> None:
    assert visitor.visit("/j/no-such-journey/ask-people").status == 404


def _to_article(visitor: Visitor) -> Visitor:
    visitor.submit("Continue", answer="3")
    visitor.submit("Continue", answer="no")
    visitor.submit("Continue", answer="1500")
    return visitor


def _reference(text: str) -> str:
    found = re.search(r"Your reference number (\S+)", text)
    assert found
    return found[1]


def test_a_language_form_cannot_lead_out_of_its_journey(at_first_question: Visitor):
    visitor = at_first_question
    address, form = visitor.filled("Español")
    form.setlist("back", ["../../../elsewhere"])
    assert visitor.send(address, form).address.endswith("/ask-people")


def test_one_network_cannot_start_again_without_end(at_first_question: Visitor):
    visitor = at_first_question
    visitor.follow("Start again")
    button = next(each.text for form in visitor.page.forms for each in form.all("button") if "tart" in each.text)
    address, form = visitor.filled(button)
    statuses = {visitor.client.post(address, data=form, headers=visitor.headers).status_code for _ in range(125)}
    assert statuses == {303, 429}


def test_an_error_page_repeats_nothing_of_the_address(visitor: Visitor):
    page = visitor.visit("/return/some-secret-token/that-is-no-page")
    assert page.status == 404
    assert "some-secret-token" not in page.response.get_data(as_text=True)
