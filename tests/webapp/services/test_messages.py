"""What agent and person write to each other: the mail that tells of it, the link in it, and the person's answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.model.words import Words
from tests.webapp.documents import CONTACT, answer, send, walk_to_check
from tests.webapp.rows import NOON
from tests.webapp.sent_files import a_picture
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor
from webapp.services.notifications import Sender, Writer
from webapp.services.tickets import (
    Category,
    Message,
    MessageRefusedError,
    StatusNotFoundError,
    claim,
    erase_ticket,
    find_status,
    find_status_by_link,
    get_ticket,
    give_back,
    keep_message_file,
    list_tickets,
    open_ticket_file,
    reply,
    set_status,
    write_message,
)
from webapp.services.uploads import SentFile

LATER = NOON + timedelta(hours=1)
STILL_LATER = LATER + timedelta(hours=1)
WRITER = Writer(sender=Sender(name="State", base_url="https://help.example"), words=Words)
ENGLISH = Words("en")


def a_receipt(uow: UnitOfWork, **contact: list[str]):
    receipt = send(uow, walk_to_check(uow, **contact)).receipt
    assert receipt is not None
    return receipt


def answer_it(uow: UnitOfWork, reference: str, agent: Actor, *, writer: Writer | None = WRITER):
    ticket = claim(uow, reference, actor=agent, now=LATER)
    return reply(uow, reference, "Bring the bill", actor=agent, version=ticket.version, now=LATER, writer=writer)


def the_mail(uow: UnitOfWork, reference: str):
    return next((job.body for job in uow.outbox.list_of(reference) if job.kind == "send-mail"), None)


def a_link(uow: UnitOfWork, reference: str, agent: Actor) -> str:
    answer_it(uow, reference, agent)
    (line,) = [line for line in the_mail(uow, reference)["text"].splitlines() if "/status/link/" in line]
    return line.removeprefix("https://help.example/status/link/")


def test_a_reply_is_mailed_to_whoever_left_an_address_without_what_it_says(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    assert receipt.mailed_to.casefold() == "pat@example.org"
    ticket = answer_it(uow, receipt.reference, agent)
    mail = the_mail(uow, receipt.reference)
    assert mail["to"].casefold() == "pat@example.org"
    assert receipt.reference in mail["subject"]
    assert "Bring the bill" not in str(mail)
    assert receipt.status_code not in str(mail)
    assert ticket.events[-1].details["mailed"] is True


def test_the_agent_is_told_when_the_mail_could_not_be_sent(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    assert not answer_it(uow, receipt.reference, agent).events[-1].is_mail_lost
    with uow.write():
        jobs = uow.outbox.claim_due("w", now=LATER, lease_until=STILL_LATER, limit=9)
        (mail,) = [job for job in jobs if job.kind == "send-mail"]
        assert uow.outbox.bury(mail, error="no such mailbox", now=LATER)
    assert get_ticket(uow, receipt.reference, actor=agent).events[-1].is_mail_lost


def test_the_consent_says_that_the_address_is_written_to(uow: UnitOfWork, agent: Actor):
    with_address, without = walk_to_check(uow), walk_to_check(uow, phone=CONTACT["phone"])
    sentence = "We may write to the email address you gave"
    assert sentence in answer(uow, with_address, "person", **CONTACT).consent
    assert sentence not in answer(uow, without, "person", phone=CONTACT["phone"]).consent
    receipt = send(uow, with_address).receipt
    assert receipt is not None
    ticket = get_ticket(uow, receipt.reference, actor=agent)
    assert sentence in ticket.packet["consent"]["text"]
    assert ticket.packet["routing"]["may_mail"] is True


@pytest.mark.parametrize("contact", [{"phone": CONTACT["phone"]}, {"anonymous": ["1"]}])
def test_nothing_is_mailed_where_no_address_was_left(uow: UnitOfWork, agent: Actor, contact: dict[str, list[str]]):
    receipt = a_receipt(uow, **contact)
    ticket = answer_it(uow, receipt.reference, agent)
    assert the_mail(uow, receipt.reference) is None
    assert (ticket.mailed_to, ticket.events[-1].details["mailed"]) == ("", False)


def test_without_a_way_to_send_mail_the_reply_is_on_the_status_page_all_the_same(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    ticket = answer_it(uow, receipt.reference, agent, writer=None)
    assert the_mail(uow, receipt.reference) is None
    assert ticket.events[-1].details["mailed"] is False
    assert [each.body for each in find_status(uow, receipt.reference, receipt.status_code).messages] == [
        "Bring the bill"
    ]


def test_the_link_opens_this_request_for_a_month_and_as_often_as_needed(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    token = a_link(uow, receipt.reference, agent)
    for now in (LATER, LATER + timedelta(days=30)):
        found = find_status_by_link(uow, token, now=now)
        assert (found.reference, found.status_code) == (receipt.reference, receipt.status_code)
    with pytest.raises(StatusNotFoundError):
        find_status_by_link(uow, token, now=LATER + timedelta(days=31))


def test_a_link_opens_no_other_request_no_later_day_and_nothing_that_was_erased(uow: UnitOfWork, agent: Actor):
    receipt, other = a_receipt(uow), a_receipt(uow)
    token = a_link(uow, receipt.reference, agent)
    reference, day, signature = token.split(".")
    forged = (f"{other.reference}.{day}.{signature}", f"{reference}.20991231.{signature}", f"{reference}.{day}.", "é")
    for each in (*forged, reference, "", "..", f"{reference}.{day}.é"):
        with pytest.raises(StatusNotFoundError):
            find_status_by_link(uow, each, now=LATER)
    erase_ticket(uow, receipt.reference, now=LATER)
    with pytest.raises(StatusNotFoundError):
        find_status_by_link(uow, token, now=LATER)


def write(uow: UnitOfWork, receipt, body: str = "Here it is", *, now=STILL_LATER, **message: str):
    sent = Message(body=body, **{"once": "form-1", **message})
    return write_message(uow, receipt.reference, receipt.status_code, sent, words=ENGLISH, now=now)


def test_what_the_person_writes_waits_for_an_agent_again(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    ticket = answer_it(uow, receipt.reference, agent)
    asked = Category.WAITING_CUSTOMER
    set_status(uow, receipt.reference, asked, actor=agent, version=ticket.version, now=LATER)
    status = write(uow, receipt)
    assert [(each.body, each.is_own) for each in status.messages] == [("Bring the bill", False), ("Here it is", True)]
    ticket = get_ticket(uow, receipt.reference, actor=agent)
    assert (ticket.category, ticket.has_message) == (Category.OPEN, True)
    assert list_tickets(uow, ticket.queue_slug, actor=agent, now=STILL_LATER).lines[0].has_message
    ticket = give_back(uow, receipt.reference, actor=agent, now=STILL_LATER)
    assert ticket.has_message, "giving it back answers nobody"
    ticket = claim(uow, receipt.reference, actor=agent, now=STILL_LATER)
    version = ticket.version
    answered_at = STILL_LATER + timedelta(minutes=1)
    assert not reply(uow, receipt.reference, "Thanks", actor=agent, version=version, now=answered_at).has_message


def test_what_was_done_is_opened_again_by_a_message(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    ticket = claim(uow, receipt.reference, actor=agent, now=LATER)
    set_status(uow, receipt.reference, Category.RESOLVED, actor=agent, version=ticket.version, now=LATER, reason="Done")
    assert write(uow, receipt, "It is cold again").category is Category.OPEN
    record = uow.tickets.find(receipt.reference)
    assert record is not None
    assert (record.resolved_at, record.reopened_count) == (None, 1)


def test_what_nobody_has_started_on_stays_new(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    assert write(uow, receipt).category is Category.NEW
    assert get_ticket(uow, receipt.reference, actor=agent).has_message


def test_one_form_sent_twice_is_one_message(uow: UnitOfWork):
    receipt = a_receipt(uow)
    write(uow, receipt)
    assert len(write(uow, receipt).messages) == 1
    assert len(write(uow, receipt, once="form-2").messages) == 2


def test_what_is_wrong_is_told_and_nothing_is_written(uow: UnitOfWork):
    receipt = a_receipt(uow)
    with pytest.raises(MessageRefusedError) as empty:
        write(uow, receipt, " \n ")
    assert (empty.value.target, empty.value.sentence) == ("message", "Write a message or choose a file")
    with pytest.raises(MessageRefusedError) as too_long:
        write(uow, receipt, "a" * 5001)
    assert "5,001" in too_long.value.sentence
    with pytest.raises(StatusNotFoundError):
        write_message(uow, receipt.reference, "WRONG", Message(body="Hello", once=""), words=ENGLISH, now=STILL_LATER)
    assert find_status(uow, receipt.reference, receipt.status_code).messages == ()


def test_a_photo_comes_with_the_message_and_the_agent_can_open_it(uow: UnitOfWork, agent: Actor):
    receipt = a_receipt(uow)
    photo = SentFile(name="notice.jpeg", content=a_picture())
    code = (receipt.reference, receipt.status_code)
    file_id = keep_message_file(uow, *code, photo, words=ENGLISH, now=STILL_LATER)
    status = write(uow, receipt, "", file_id=file_id)
    assert status.messages[0].files == ("notice.jpg",)
    event = get_ticket(uow, receipt.reference, actor=agent).events[-1]
    assert (event.kind, event.actor, [each.name for each in event.files]) == ("message", "", ["notice.jpg"])
    about, content = open_ticket_file(uow, receipt.reference, file_id, actor=agent, now=STILL_LATER)
    assert (about.media_type, content[:2]) == ("image/jpeg", b"\xff\xd8")


def test_a_file_that_is_none_is_told_in_the_persons_language(uow: UnitOfWork):
    receipt = a_receipt(uow)
    code = (receipt.reference, receipt.status_code)
    heic = SentFile(name="photo.heic", content=b"\0\0\0\x18ftypheic" + b"\0" * 40)
    with pytest.raises(MessageRefusedError) as refused:
        keep_message_file(uow, *code, heic, words=ENGLISH, now=STILL_LATER)
    assert refused.value.target == "file"
    assert "Most Compatible" in refused.value.sentence
    with pytest.raises(StatusNotFoundError):
        keep_message_file(uow, receipt.reference, "WRONG", heic, words=ENGLISH, now=STILL_LATER)


def test_a_file_of_somebody_else_is_no_file_of_this_request(uow: UnitOfWork):
    receipt, other = a_receipt(uow), a_receipt(uow)
    photo = SentFile(name="notice.jpeg", content=a_picture())
    code = (other.reference, other.status_code)
    file_id = keep_message_file(uow, *code, photo, words=ENGLISH, now=STILL_LATER)
    with pytest.raises(MessageRefusedError):
        write(uow, receipt, "", file_id=file_id)
