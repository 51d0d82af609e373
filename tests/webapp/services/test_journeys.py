"""Journeys, from the directory to the receipt, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.channels import PageKind
from engine.model.words import Words
from tests.webapp.documents import (
    CONTACT,
    answer,
    begin,
    heat,
    publish,
    see,
    send,
    walk_to_check,
)
from tests.webapp.rows import NOON
from webapp.persistence import Database, UnitOfWork
from webapp.persistence.stores.journeys import JourneyStore
from webapp.services.journeys import (
    JourneyConflictError,
    JourneyExpiredError,
    JourneyNotFoundError,
    NotOnPathError,
    ReturnLinkRefusedError,
    SecretRefusedError,
    Started,
    Traffic,
    UnknownServiceError,
    erase_expired,
    exchange_return_link,
    expire_journeys,
    get_service,
    give,
    list_services,
    look,
    make_return_link,
    set_language,
    start_again,
    start_journey,
)


def events_of(uow: UnitOfWork, journey: Started) -> list[str]:
    return [row.event for row in uow.trail.list_of(journey.public_id)]


def test_the_directory_speaks_the_readers_language(uow: UnitOfWork):
    publish(uow, heat(id="trash", title="Report trash", about={"keywords": ["garbage"]}), translations={})
    assert [card.title for card in list_services(uow, language="es")] == ["Ayuda con la calefacción", "Report trash"]


def test_a_start_page_tells_what_to_expect(uow: UnitOfWork):
    page = get_service(uow, "heat", language="es")
    assert (page.title, page.language, page.minutes, page.languages) == (
        "Ayuda con la calefacción",
        "es",
        3,
        ("en", "es"),
    )
    assert (page.before, page.emergency) == ("Have your bill at hand.", "Smell gas? Leave now.")


def test_an_unknown_service_is_refused(uow: UnitOfWork):
    with pytest.raises(UnknownServiceError):
        get_service(uow, "none", language="en")
    with pytest.raises(UnknownServiceError):
        start_journey(uow, "none", language="en", traffic=Traffic.PUBLIC, now=NOON)


def test_a_journey_goes_from_place_to_place(uow: UnitOfWork):
    journey = begin(uow)
    assert journey.place == "ask-people"
    view = see(uow, journey)
    assert (view.page.kind, view.page.title, view.accepted) == (PageKind.QUESTION, "How many people live here?", True)
    assert view.expires_on == date(2026, 12, 22)
    after = answer(uow, journey, "ask-people", "3")
    assert after.page.place == "ask-shutoff"
    assert see(uow, journey, "ask-people").page.field.value == "3"
    assert see(uow, journey).page.place == "ask-shutoff"


def test_a_refused_answer_changes_nothing_but_the_trail(uow: UnitOfWork):
    journey = begin(uow)
    view = answer(uow, journey, "ask-people", "99")
    assert not view.accepted
    assert view.page.errors
    assert view.page.field.value == "99"
    assert see(uow, journey).page.place == "ask-people"
    assert uow.trail.list_of(journey.public_id)[-1].code == "too-high"


def test_the_trail_tells_what_happened_and_holds_no_value(uow: UnitOfWork):
    journey = walk_to_check(uow)
    rows = uow.trail.list_of(journey.public_id)
    assert [(row.event, row.node, row.exit) for row in rows[:5]] == [
        ("entered", "ask-people", ""),
        ("left", "ask-people", "next"),
        ("entered", "ask-shutoff", ""),
        ("left", "ask-shutoff", "no-heat"),
        ("entered", "ask-story", ""),
    ]
    assert "Pat" not in repr(rows)


def test_traffic_is_marked_from_the_first_row(uow: UnitOfWork):
    journey = begin(uow, traffic=Traffic.BOT)
    answer(uow, journey, "ask-people", "3")
    rows = uow.connection.exec_driver_sql("SELECT DISTINCT traffic FROM trail").all()
    assert [tuple(row) for row in rows] == [("bot",)]


def test_the_same_answer_again_writes_nothing(uow: UnitOfWork):
    journey = begin(uow)
    for _ in range(3):
        assert answer(uow, journey, "ask-people", "3").page.place == "ask-shutoff"
    record = uow.journeys.find(journey.public_id)
    assert record is not None
    assert record.version == 1


def test_a_changed_answer_takes_back_what_no_longer_follows(uow: UnitOfWork):
    journey = walk_to_check(uow)
    answer(uow, journey, "ask-shutoff", "no")
    assert see(uow, journey).page.kind is PageKind.ARTICLE
    with pytest.raises(NotOnPathError) as refused:
        see(uow, journey, "ask-story")
    assert refused.value.open_place == "read"
    assert "retracted" in events_of(uow, journey)


def test_a_place_never_heard_of_leads_to_what_is_open(uow: UnitOfWork):
    journey = begin(uow)
    with pytest.raises(NotOnPathError) as refused:
        answer(uow, journey, "nowhere", "3")
    assert refused.value.open_place == "ask-people"


def test_without_the_secret_nothing_is_told(uow: UnitOfWork):
    journey = begin(uow)
    with pytest.raises(SecretRefusedError) as refused:
        look(uow, journey.public_id, "", None, words=Words, now=NOON)
    assert refused.value.slug == "heat"
    with pytest.raises(JourneyNotFoundError):
        look(uow, "unknown", journey.secret, None, words=Words, now=NOON)


def test_a_solved_article_is_remembered_with_its_version(uow: UnitOfWork):
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    view = answer(uow, journey, "ask-shutoff", "no")
    assert view.article is not None
    assert view.article.title == "Stay warm"
    assert answer(uow, journey, "read", solved=["yes"]).page.solved is True
    assert uow.articles.count_feedback("warm", helped=True) == 1
    assert events_of(uow, journey)[-1] == "solved"


def test_an_article_that_did_not_help_leads_to_a_person(uow: UnitOfWork):
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    answer(uow, journey, "ask-shutoff", "no")
    assert not answer(uow, journey, "read", solved=[]).accepted
    assert answer(uow, journey, "read", solved=["no"]).page.kind is PageKind.CONTACT
    assert uow.articles.count_feedback("warm", helped=False) == 1


def test_an_article_that_is_gone_does_not_break_the_page(uow: UnitOfWork):
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    uow.connection.exec_driver_sql("UPDATE articles SET retired_at = '2026-11-22T00:00:00.000000Z'")
    view = answer(uow, journey, "ask-shutoff", "no")
    assert view.page.kind is PageKind.ARTICLE
    assert view.article is None


def test_sending_opens_one_ticket_with_everything_an_agent_needs(uow: UnitOfWork):
    journey = walk_to_check(uow)
    check = see(uow, journey)
    assert check.page.kind is PageKind.CHECK
    assert check.consent
    view = send(uow, journey)
    assert view.page.kind is PageKind.RECEIPT
    receipt = view.receipt
    assert receipt is not None
    assert (receipt.is_new, receipt.queue_title) == (True, "Energy")
    assert "November" in receipt.promise
    ticket = uow.tickets.find(receipt.reference)
    assert ticket is not None
    assert ticket.packet is not None
    assert ticket.packet["reference"] == receipt.reference
    assert ticket.packet["routing"]["queue"] == "energy"
    assert ticket.packet["consent"]["text"] == check.consent
    assert [answer["fact"] for answer in ticket.packet["answers"]] == ["people", "shutoff", "story"]
    assert ticket.due_at == NOON + timedelta(days=4, hours=10)  # a Sunday; three working days on, at five in New York
    (job,) = uow.outbox.list_of(receipt.reference)
    assert (job.kind, job.body["data"]["reference"]) == ("deliver-ticket", receipt.reference)
    assert [row.action for row in uow.audit.list_of(receipt.reference)] == ["ticket.opened"]
    assert events_of(uow, journey)[-2:] == ["outcome", "handoff"]


def test_the_receipt_can_be_seen_again_and_sent_again_without_harm(uow: UnitOfWork):
    journey = walk_to_check(uow)
    first = send(uow, journey).receipt
    assert first is not None
    again = send(uow, journey).receipt
    assert again == replace(first, is_new=False)
    assert see(uow, journey).receipt == again
    count = uow.connection.exec_driver_sql("SELECT count(*) FROM tickets").scalar()
    assert count == 1


def test_a_sealed_journey_takes_no_other_answer(uow: UnitOfWork):
    journey = walk_to_check(uow)
    send(uow, journey)
    with pytest.raises(NotOnPathError) as refused:
        answer(uow, journey, "ask-people", "5")
    assert refused.value.open_place == "person.sent"


def test_two_who_send_at_once_open_one_ticket(database: Database):
    with database.unit_of_work() as uow:
        journey = walk_to_check(uow)

    def press_send(_: int) -> str:
        with database.unit_of_work() as uow:
            receipt = send(uow, journey).receipt
            assert receipt is not None
            return receipt.reference

    with ThreadPoolExecutor(6) as pool:
        references = set(pool.map(press_send, range(12)))
    assert len(references) == 1
    with database.unit_of_work() as uow:
        counts = {
            table: uow.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("tickets", "ticket_events", "outbox")
        }
        assert counts == {"tickets": 1, "ticket_events": 1, "outbox": 2}
        assert events_of(uow, journey).count("handoff") == 1


def test_a_send_that_breaks_in_the_middle_leaves_nothing(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch):
    journey = walk_to_check(uow)

    def break_down(*_args: object, **_values: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("webapp.services.tickets.opening.put_delivery", break_down)
        with pytest.raises(OSError, match="the disk is full"):
            send(uow, journey)
    assert uow.connection.exec_driver_sql("SELECT count(*) FROM tickets").scalar() == 0
    assert see(uow, journey).page.kind is PageKind.CHECK
    assert send(uow, journey).receipt is not None


def test_what_is_sent_is_durable_and_an_answer_is_quick(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch):
    journey = walk_to_check(uow)
    asked: list[bool] = []
    begin_write = uow.write

    def watch(*, durable: bool = False):
        asked.append(durable)
        return begin_write(durable=durable)

    monkeypatch.setattr(uow, "write", watch)
    answer(uow, journey, "ask-people", "4")
    send(uow, journey)
    assert asked == [True]  # the answer is one statement or one short transaction of the store itself


def test_a_taken_reference_is_drawn_again(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch):
    drawn = iter(["WP-222222", "WP-222222", "WP-33333C"])
    monkeypatch.setattr("webapp.services.tickets.opening.new_reference", lambda: next(drawn))
    monkeypatch.setattr("webapp.persistence.stores.tickets.TicketStore.is_reference_free", lambda *_: True)
    first, second = (send(uow, walk_to_check(uow)).receipt for _ in range(2))
    assert first is not None
    assert second is not None
    assert (first.reference, second.reference) == ("WP-222222", "WP-33333C")


def test_two_tabs_may_answer_different_questions_at_once(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch):
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    in_between(monkeypatch, lambda: answer(uow, journey, "ask-people", "4"))
    view = answer(uow, journey, "ask-shutoff", "yes")
    assert view.page.place == "ask-story"
    assert [line.value for line in see(uow, journey).page.lines] == ["4", "Yes"]


def test_two_tabs_that_answer_the_same_question_differently_are_told(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch):
    journey = begin(uow)
    in_between(monkeypatch, lambda: answer(uow, journey, "ask-people", "4"))
    with pytest.raises(JourneyConflictError) as refused:
        answer(uow, journey, "ask-people", "5")
    assert refused.value.open_place == "ask-shutoff"
    assert see(uow, journey, "ask-people").page.field.value == "4"


def test_a_double_click_is_one_answer(database: Database):
    with database.unit_of_work() as uow:
        journey = begin(uow)

    def click(_: int) -> str:
        with database.unit_of_work() as uow:
            return answer(uow, journey, "ask-people", "3").page.place

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(click, range(8))) == {"ask-shutoff"}
    with database.unit_of_work() as uow:
        record = uow.journeys.find(journey.public_id)
        assert record is not None
        assert record.version == 1


def in_between(monkeypatch: pytest.MonkeyPatch, act) -> None:
    """Do something just before the next turn is stored, as another tab would."""
    advance = JourneyStore.advance
    left = [act]

    def intercept(self: JourneyStore, *args, **values):
        if left:
            left.pop()()
        return advance(self, *args, **values)

    monkeypatch.setattr(JourneyStore, "advance", intercept)


def test_a_journey_goes_on_in_another_language(uow: UnitOfWork):
    journey = begin(uow)
    view = set_language(uow, journey.public_id, journey.secret, "es", words=Words, now=NOON)
    assert (view.language, view.service_title) == ("es", "Ayuda con la calefacción")
    assert see(uow, journey).language == "es"
    view = set_language(uow, journey.public_id, journey.secret, "xx", words=Words, now=NOON)
    assert view.language == "es"


def test_a_receipt_can_be_read_in_another_language(uow: UnitOfWork):
    journey = walk_to_check(uow)
    send(uow, journey)
    view = set_language(uow, journey.public_id, journey.secret, "es", words=Words, now=NOON)
    assert view.receipt is not None
    assert view.receipt.queue_title == "Energía"


def test_whoever_stays_anonymous_is_told_how_to_get_the_answer(uow: UnitOfWork):
    journey = walk_to_check(uow, anonymous=["1"])
    receipt = send(uow, journey).receipt
    assert receipt is not None
    assert receipt.is_anonymous
    assert receipt.promise.startswith("You stayed anonymous")
    assert uow.connection.exec_driver_sql("SELECT count(*) FROM contacts").scalar() == 0


def test_a_journey_expires_and_can_be_started_again(uow: UnitOfWork):
    journey = begin(uow)
    late = NOON + timedelta(days=30)
    assert see(uow, journey, now=late - timedelta(seconds=1))
    with pytest.raises(JourneyExpiredError) as expired:
        see(uow, journey, now=late)
    assert expired.value.slug == "heat"
    fresh = start_again(uow, journey.public_id, journey.secret, now=late)
    assert fresh.public_id != journey.public_id
    assert see(uow, fresh, now=late).page.place == "ask-people"
    linked = uow.connection.exec_driver_sql("SELECT linked_from FROM journeys WHERE linked_from IS NOT NULL").scalar()
    assert linked == journey.public_id


def test_an_expired_journey_is_erased_and_its_trail_stays(uow: UnitOfWork):
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    late = NOON + timedelta(days=30)
    assert expire_journeys(uow, now=late) == 1
    assert erase_expired(uow, now=late) == 1
    assert erase_expired(uow, now=late) == 0
    with pytest.raises(JourneyNotFoundError):
        see(uow, journey, now=NOON)
    assert events_of(uow, journey) == ["entered", "left", "entered"]


def test_an_expired_journey_that_was_sent_keeps_its_ticket_readable(uow: UnitOfWork):
    receipt = send(uow, walk_to_check(uow)).receipt
    assert receipt is not None
    late = NOON + timedelta(days=30)
    assert expire_journeys(uow, now=late) == 1
    assert erase_expired(uow, now=late) == 0
    ticket = uow.tickets.find(receipt.reference)
    assert ticket is not None
    assert ticket.packet is not None


def test_a_return_link_moves_the_journey_to_another_browser_once(uow: UnitOfWork):
    journey = begin(uow)
    answer(uow, journey, "ask-people", "3")
    token = make_return_link(uow, journey.public_id, journey.secret, now=NOON)
    public_id, secret = exchange_return_link(uow, token, now=NOON)
    assert look(uow, public_id, secret, None, words=Words, now=NOON).page.place == "ask-shutoff"
    with pytest.raises(SecretRefusedError):
        see(uow, journey)
    with pytest.raises(ReturnLinkRefusedError):
        exchange_return_link(uow, token, now=NOON)
    with pytest.raises(ReturnLinkRefusedError):
        exchange_return_link(uow, "made up", now=NOON)


def test_a_change_of_words_reaches_journeys_in_progress(uow: UnitOfWork):
    journey = begin(uow)
    document = heat()
    document["nodes"]["ask-people"]["prompt"] = "How many people live in your home?"
    publish(uow, document)
    view = see(uow, journey)
    assert (view.page.title, view.outdated) == ("How many people live in your home?", False)
    answer(uow, journey, "ask-people", "3")
    assert see(uow, journey).page.place == "ask-shutoff"


def test_a_change_of_logic_leaves_journeys_on_their_release(uow: UnitOfWork):
    journey = begin(uow)
    document = heat()
    document["nodes"]["ask-people"] |= {"prompt": "Something else?", "next": "read"}
    publish(uow, document)
    view = see(uow, journey)
    assert (view.page.title, view.outdated) == ("How many people live here?", True)
    assert answer(uow, journey, "ask-people", "3").page.place == "ask-shutoff"


def test_a_handoff_without_a_plan_still_reaches_somebody(uow: UnitOfWork):
    document = heat(id="other")
    document["nodes"]["person"]["plan"] = "forgotten"
    publish(uow, document)
    journey = start_journey(uow, "other", language="en", traffic=Traffic.PUBLIC, now=NOON)
    answer(uow, journey, "ask-people", "3")
    answer(uow, journey, "ask-shutoff", "yes")
    give(uow, journey.public_id, journey.secret, "ask-story", {"skip": ["1"]}, words=Words, now=NOON)
    answer(uow, journey, "person", **CONTACT)
    receipt = send(uow, journey).receipt
    assert receipt is not None
    assert receipt.queue_title == "Front desk"


def test_nothing_a_person_said_can_be_read_in_the_database(uow: UnitOfWork):
    receipt = send(uow, walk_to_check(uow)).receipt
    assert receipt is not None
    tables = (
        "journeys",
        "journey_inputs",
        "trail",
        "tickets",
        "ticket_events",
        "contacts",
        "outbox",
        "audit",
        "data_keys",
    )
    for table in tables:
        for row in uow.connection.exec_driver_sql(f"SELECT * FROM {table}"):
            stored = repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]).casefold()
            for said in (
                "pat doe",
                "example.org",
                "5550123",
                "555-0123",
                "it broke down",
                receipt.status_code.casefold(),
            ):
                assert said not in stored, table


def test_only_what_a_page_asks_for_is_kept_with_an_answer(uow: UnitOfWork):
    journey = begin(uow)
    form = {"answer": ["3"], "csrf_token": ["secret-token"], "junk": ["x" * 1000], "answer-" + "y" * 1000: ["z"]}
    give(uow, journey.public_id, journey.secret, "ask-people", form, words=Words, now=NOON)
    record = uow.journeys.find(journey.public_id)
    assert record is not None
    assert record.key is not None
    row = uow.connection.exec_driver_sql("SELECT seq, payload FROM journey_inputs").one()
    payload = json.loads(record.key.open(bytes(row.payload), about=f"journey_inputs:{journey.public_id}:{row.seq}"))
    assert payload == {"place": "ask-people", "form": {"answer": ["3"]}}
