"""One ticket: read it, take it, answer it, resolve it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask

from tests.webapp.blueprints.desk.tickets import SENTENCE, open_ticket
from tests.webapp.serving import NOON, Clock, Visitor
from webapp.http.wiring import wiring
from webapp.services.accounts import Role
from webapp.services.tickets import erase_ticket

Staff = Callable[..., Visitor]
PAGE = "/desk/tickets/WP-1"


@pytest.fixture(autouse=True)
def _ticket(app: Flask) -> None:
    open_ticket(app, now=NOON - timedelta(hours=2))


def words_of(text: str) -> str:
    """What a reader reads of a page, spaces evened out."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", text).split()))


def version_of(text: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', text)
    assert found
    return found[1]


def claimed(staff: Staff, name: str = "Ana Agent") -> Visitor:
    agent = staff(name=name)
    assert agent.send(f"{PAGE}/claim").location == f"{PAGE}?done=claim"
    return agent


def act(agent: Visitor, action: str, form: dict[str, str], **headers: str) -> str:
    """Send a form from the page as it is now, and read what comes of it."""
    version = version_of(agent.get(PAGE).text)
    response = agent.send(f"{PAGE}/{action}", {"version": version, **form}, **headers)
    if response.status_code == 303:
        return agent.get(response.location).text
    assert response.status_code == 422
    return response.text


def test_the_packet_comes_first_and_says_who_why_what_and_how(staff: Staff) -> None:
    text = words_of(staff().get(PAGE).text)
    for shown in (
        "Test Person speaks Spanish",
        "Interpreter needed",
        "Reason Emergency heating team",
        "Service Get help with heating",
        "Phone (202) 555-0123",
        "Email person@example.org",
        "Safe times to call After 5 pm",
        "Answer promised by Nov 24, 2026, 5:00 PM",
        "State of the heat Off Changed once",
        "Income last month $2,150 Sensitive",
        "Anything else Skipped",
        "Income limit $60,360",
        f"Somebody at risk? {SENTENCE} Energy rules, part 4 (as of October 1, 2026)",
        "shut-off-protection It did not help.",
        "You may share my answers. Agreed on Nov 23, 2026, 10:00 AM.",
    ):
        assert shown in text
    assert text.index(SENTENCE) < text.index("Why this person is here") < text.index("History")


def test_somebody_who_stays_anonymous_has_no_contact_details(app: Flask, staff: Staff) -> None:
    open_ticket(app, "WP-2", person={"anonymous": True, "name": "", "phone": "", "email": "", "safe_times": ""})
    text = words_of(staff().get("/desk/tickets/WP-2").text)
    assert "Chose to stay anonymous" in text
    assert "Phone" not in text


def test_what_a_person_typed_is_escaped(app: Flask, staff: Staff) -> None:
    open_ticket(app, "WP-2", person={"name": "<script>alert(1)</script>", "email": '"><img src=x>'})
    text = staff().get("/desk/tickets/WP-2").text
    assert "<script>alert" not in text
    assert "<img" not in text


def test_a_ticket_that_nobody_knows_is_not_found(staff: Staff) -> None:
    assert staff().get("/desk/tickets/WP-999").status_code == 404


def test_taking_a_request_makes_it_mine(staff: Staff) -> None:
    agent = claimed(staff)
    text = words_of(agent.get(f"{PAGE}?done=claim").text)
    assert "This request is yours now." in text
    assert "This request is yours." in text
    assert "Taken Ana Agent" in text


def test_the_slower_of_two_is_told_who_was_quicker(staff: Staff) -> None:
    claimed(staff)
    response = staff(name="Bo Agent").send(f"{PAGE}/claim")
    assert response.status_code == 422
    assert "Ana Agent was quicker and has this request now." in response.text


def test_clicking_take_twice_does_no_harm(staff: Staff) -> None:
    agent = claimed(staff)
    assert agent.send(f"{PAGE}/claim").status_code == 303
    assert words_of(agent.get(PAGE).text).count("Taken") == 1


def test_giving_it_back_lets_others_take_it(staff: Staff) -> None:
    agent = claimed(staff)
    assert "back in its queue" in act(agent, "release", {})
    claimed(staff, "Bo Agent")


def test_only_whoever_has_it_can_give_it_back(staff: Staff) -> None:
    claimed(staff)
    assert "Only whoever has this request can do that." in act(staff(name="Bo Agent"), "release", {})


def test_a_reply_is_public_and_stands_in_the_history(staff: Staff) -> None:
    text = act(claimed(staff), "reply", {"reply": "We are on our way.\n<b>Soon</b>"})
    assert "Your reply is on the person’s status page now." in text
    [entry] = re.findall(r'<li class="event event--reply">(.*?)</li>', text, re.DOTALL)
    assert "Reply to the person" in entry
    assert "We are on our way.\n&lt;b&gt;Soon&lt;/b&gt;" in entry


def test_a_reply_needs_the_request_to_be_taken_first(staff: Staff) -> None:
    agent = staff()
    assert "Take this request to reply to it." in agent.get(PAGE).text
    assert "Only whoever has this request can do that." in act(agent, "reply", {"reply": "Hello"})


def test_a_note_is_for_staff_and_looks_unlike_a_reply(staff: Staff) -> None:
    text = act(staff(), "note", {"note": "Called twice, no answer."})
    [entry] = re.findall(r'<li class="event event--note">(.*?)</li>', text, re.DOTALL)
    assert "Internal note" in entry
    assert "Called twice, no answer." in entry


@pytest.mark.parametrize("action", ["reply", "note"])
def test_an_empty_message_is_asked_for_words(staff: Staff, action: str) -> None:
    text = act(claimed(staff), action, {action: "  \n"})
    assert "Write something first." in text
    assert f'href="#{action}"' in text
    assert 'aria-invalid="true"' in text


@pytest.mark.parametrize("action", ["reply", "note"])
def test_what_arrived_meanwhile_is_shown_and_what_was_typed_is_kept(staff: Staff, action: str) -> None:
    agent = claimed(staff)
    old = version_of(agent.get(PAGE).text)
    act(staff(name="Bo Agent"), "note", {"note": "The gas company called back."})
    response = agent.send(f"{PAGE}/{action}", {"version": old, action: "My <long> text"})
    assert response.status_code == 422
    summary = response.text[response.text.index("error-summary") : response.text.index("ticket-head")]
    assert "Something happened to this request while you were writing." in summary
    assert "The gas company called back." in summary
    assert "My &lt;long&gt; text</textarea>" in response.text
    version = version_of(response.text)
    assert agent.send(f"{PAGE}/{action}", {"version": version, action: "My <long> text"}).status_code == 303


def test_the_other_text_one_is_writing_is_kept_too(staff: Staff) -> None:
    text = act(claimed(staff), "reply", {"reply": "", "note": "half a note"})
    assert "half a note</textarea>" in text


def test_taking_a_request_keeps_the_note_one_is_writing(staff: Staff) -> None:
    agent = staff()
    response = agent.send(f"{PAGE}/claim", {"note": "half a note"}, hx_request="true")
    assert response.status_code == 200
    assert response.text.strip().startswith('<div id="ticket"')
    assert "half a note</textarea>" in response.text


def test_the_status_changes_along_permitted_ways(staff: Staff) -> None:
    agent = claimed(staff)
    text = act(agent, "status", {"category": "waiting_customer"})
    assert "The status was changed." in text
    assert "Status: Waiting for the person" in text


def test_resolving_needs_a_reason_and_shows_it_to_colleagues(staff: Staff) -> None:
    agent = claimed(staff)
    refused = act(agent, "status", {"category": "resolved", "reason": " "})
    assert "Say how it was resolved." in refused
    assert re.search(r'value="resolved"\s+checked', refused)
    done = act(agent, "status", {"category": "resolved", "reason": "Reconnected today"})
    assert "Status: Resolved" in done
    assert "Reconnected today" in done


@pytest.mark.parametrize("category", ["", "nonsense"])
def test_a_status_that_is_none_is_asked_for_again(staff: Staff, category: str) -> None:
    assert "Choose a status." in act(claimed(staff), "status", {"category": category, "reason": "x"})


def test_a_way_that_does_not_exist_is_refused(staff: Staff) -> None:
    agent = claimed(staff)
    assert "cannot go from its present status" in act(agent, "status", {"category": "new", "reason": "x"})


def test_after_the_erasure_the_history_stays_and_nothing_can_be_written(app: Flask, staff: Staff, clock: Clock) -> None:
    agent = claimed(staff)
    version = version_of(agent.get(PAGE).text)
    with app.app_context(), wiring().database.unit_of_work() as uow:
        erase_ticket(uow, "WP-1", now=clock())
    text = agent.get(PAGE).text
    assert "The personal data of this request was erased." in text
    assert "Test Person" not in text
    assert "The request came in" in text
    assert "<textarea" not in text
    refused = agent.send(f"{PAGE}/note", {"version": version, "note": "late"})
    assert refused.status_code == 422
    assert "was erased" in refused.text


def test_an_erased_request_can_still_be_resolved(app: Flask, staff: Staff, clock: Clock) -> None:
    agent = claimed(staff)
    with app.app_context(), wiring().database.unit_of_work() as uow:
        erase_ticket(uow, "WP-1", now=clock())
    assert 'name="reason"' not in agent.get(PAGE).text
    assert "Status: Resolved" in act(agent, "status", {"category": "resolved"})


def test_a_lead_works_tickets_too(staff: Staff) -> None:
    assert "This request is yours" in act(staff(Role.LEAD), "claim", {})
