"""What waits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from tests.webapp.blueprints.desk.tickets import SENTENCE, open_ticket
from tests.webapp.serving import NOON, Visitor
from webapp.services.tickets import DEFINITIONS

Staff = Callable[..., Visitor]


def counts(text: str, *names: str) -> list[str]:
    """The numbers of the first queue, by what they are called."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", text, re.DOTALL)
    plain = [[" ".join(re.sub(r"<[^>]*>", "", part).split()) for part in pair] for pair in pairs]
    found = dict(reversed(plain))
    return [found[name] for name in names]


def first_queue(text: str) -> str:
    return text[text.index("queue-card ") : text.index("What these numbers mean")]


def test_without_queues_the_desk_says_how_one_comes_to_be(staff: Staff) -> None:
    assert "There are no queues yet" in staff().get("/desk").text


def test_a_queue_shows_how_many_wait_since_when_and_how_many_are_mine(app: Flask, staff: Staff) -> None:
    open_ticket(app, "WP-1", now=NOON - timedelta(hours=3))
    open_ticket(app, "WP-2", now=NOON - timedelta(hours=1))
    agent = staff()
    shown = ("Open", "Not taken", "With somebody", "Mine")
    assert counts(first_queue(agent.get("/desk").text), *shown) == ["2", "2 oldest 3 hours ago", "0", "0"]
    agent.send("/desk/tickets/WP-1/claim")
    assert counts(first_queue(agent.get("/desk").text), *shown) == ["2", "1 oldest 1 hour ago", "1", "1"]
    assert counts(first_queue(staff(name="bo").get("/desk").text), *shown) == ["2", "1 oldest 1 hour ago", "1", "0"]


def test_every_number_says_what_it_counts(app: Flask, staff: Staff) -> None:
    open_ticket(app)
    text = staff().get("/desk").text
    assert "What these numbers mean" in text
    for name, definition in DEFINITIONS.items():
        assert f"<dt>{name}</dt><dd>{definition}</dd>" in text


def test_a_broken_promise_is_marked_in_words_counted_and_stands_first(app: Flask, staff: Staff) -> None:
    open_ticket(app, "WP-1", priority="urgent", now=NOON - timedelta(hours=1))
    open_ticket(app, "WP-2", priority="low", now=NOON - timedelta(days=3))
    agent = staff()
    assert counts(first_queue(agent.get("/desk").text), "Open", "Overdue") == ["2", "1"]
    text = agent.get("/desk/queues/front-desk").text
    assert re.findall(r'id="ticket-(WP-\d)"', text) == ["WP-2", "WP-1"]
    assert text.count("Overdue: promised by Nov 21, 2026") == 1
    assert "Overdue: promised by Nov 21, 2026" in agent.get("/desk/tickets/WP-2").text
    assert "Overdue" not in agent.get("/desk/tickets/WP-1").text


def test_a_promise_is_kept_by_a_reply_or_a_call_and_not_by_a_note(app: Flask, staff: Staff) -> None:
    agent = staff()
    for reference in ("WP-1", "WP-2", "WP-3"):
        open_ticket(app, reference, now=NOON - timedelta(days=3))
        agent.send(f"/desk/tickets/{reference}/claim")
    agent.send("/desk/tickets/WP-1/reply", {"reply": "Hello", "version": "2"})
    agent.send("/desk/tickets/WP-2/status", {"category": "waiting_customer", "reason": "Called", "version": "2"})
    agent.send("/desk/tickets/WP-3/note", {"note": "Will call", "version": "2"})
    assert counts(first_queue(agent.get("/desk").text), "Overdue") == ["1"]
    assert "Overdue" in agent.get("/desk/tickets/WP-3").text


def test_what_is_done_has_a_list_of_its_own(app: Flask, staff: Staff) -> None:
    open_ticket(app, "WP-1")
    open_ticket(app, "WP-2")
    agent = staff()
    assert "Nothing is done yet" in agent.get("/desk/queues/front-desk?show=done").text
    agent.send("/desk/tickets/WP-1/claim")
    agent.send("/desk/tickets/WP-1/status", {"category": "resolved", "reason": "done", "version": "2"})
    shown = agent.get("/desk/queues/front-desk").text
    assert re.findall(r'id="ticket-(WP-\d)"', shown) == ["WP-2"]
    assert "Resolved and closed (1)" in shown
    done = agent.get("/desk/queues/front-desk?show=done").text
    assert re.findall(r'id="ticket-(WP-\d)"', done) == ["WP-1"]


def test_a_list_shows_why_each_person_came_in_what_language_and_who_has_them(app: Flask, staff: Staff) -> None:
    open_ticket(app)
    text = staff().get("/desk/queues/front-desk").text
    for shown in (
        SENTENCE,
        "Get help with heating",
        "WP-1",
        "Spanish",
        "Urgent",
        "Nobody yet",
        "just now",
        "answer by Nov 24, 2026",
    ):
        assert shown in text


def test_the_most_pressing_stands_first_and_then_the_oldest(app: Flask, staff: Staff) -> None:
    open_ticket(app, "WP-1", priority="normal", now=NOON - timedelta(hours=20))
    open_ticket(app, "WP-2", priority="urgent", now=NOON - timedelta(hours=1))
    open_ticket(app, "WP-3", priority="urgent", now=NOON - timedelta(hours=2))
    text = staff().get("/desk/queues/front-desk").text
    assert re.findall(r'id="ticket-(WP-\d)"', text) == ["WP-3", "WP-2", "WP-1"]


def test_what_is_mine_is_marked_as_mine_and_for_others_with_my_name(app: Flask, staff: Staff) -> None:
    open_ticket(app)
    ana = staff(name="Ana Agent")
    ana.send("/desk/tickets/WP-1/claim")
    assert "Yours" in ana.get("/desk/queues/front-desk").text
    assert "Ana Agent" in staff(name="Bo Agent").get("/desk/queues/front-desk").text


def test_a_long_queue_has_pages(app: Flask, staff: Staff) -> None:
    for number in range(26):
        open_ticket(app, f"WP-{number}")
    agent = staff()
    first = agent.get("/desk/queues/front-desk").text
    assert "26 requests" in first
    assert 'rel="next" href="/desk/queues/front-desk?page=2"' in first
    assert 'rel="prev"' not in first
    second = agent.get("/desk/queues/front-desk?page=2").text
    assert len(re.findall(r'id="ticket-WP', second)) == 1
    assert 'rel="next"' not in second


def test_a_page_that_does_not_exist_is_the_last_one(app: Flask, staff: Staff) -> None:
    open_ticket(app)
    assert "WP-1" in staff().get("/desk/queues/front-desk?page=99").text


def test_an_empty_queue_teaches_what_will_appear(app: Flask, staff: Staff) -> None:
    open_ticket(app)
    agent = staff()
    for action, form in (
        ("claim", {}),
        ("status", {"category": "resolved", "reason": "done", "version": "2"}),
    ):
        assert agent.send(f"/desk/tickets/WP-1/{action}", form).status_code == 303
    assert "Nobody is waiting here" in agent.get("/desk/queues/front-desk").text


def test_a_queue_that_nobody_knows_is_not_found(staff: Staff) -> None:
    assert staff().get("/desk/queues/nowhere").status_code == 404


def test_what_a_person_typed_is_escaped(app: Flask, staff: Staff) -> None:
    open_ticket(app, reason={"sentence": "<script>alert(1)</script>"})
    text = staff().get("/desk/queues/front-desk").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
