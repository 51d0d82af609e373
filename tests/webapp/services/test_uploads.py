"""Files that come with answers: kept sealed, within limits, for their own journey and its ticket only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.model.words import Words
from tests.webapp.documents import CONTACT, begin, heat, publish, see
from tests.webapp.rows import NOON
from tests.webapp.sent_files import a_pdf, a_picture
from webapp.persistence import UnitOfWork
from webapp.services.accounts import PERMISSIONS, Actor, PermissionRefusedError, Role
from webapp.services.journeys import (
    Started,
    View,
    erase_expired,
    expire_journeys,
    give,
    give_with_files,
    open_own_file,
)
from webapp.services.tickets import TicketFileNotFoundError, erase_ticket, open_ticket_file
from webapp.services.uploads import SentFile, keeping

AGENT = Actor(id="a1", name="Ana", email="ana@example.org", role=Role.AGENT, permissions=PERMISSIONS[Role.AGENT])
DESIGNER = Actor(id="d1", name="Di", email="di@example.org", role=Role.DESIGNER, permissions=PERMISSIONS[Role.DESIGNER])


@pytest.fixture(autouse=True)
def _service(uow: UnitOfWork) -> None:
    document = heat()
    document["facts"]["notice"] = {"type": "file", "label": "The notice", "accept": ["image/jpeg", "application/pdf"]}
    ask = {"type": "question", "fact": "notice", "prompt": "Show us the notice", "optional": True, "next": "person"}
    document["nodes"] = {"ask-notice": ask, "person": document["nodes"]["person"]}
    publish(uow, {**document, "start": "ask-notice"}, translations={})


@pytest.fixture
def journey(uow: UnitOfWork) -> Started:
    return begin(uow)


def send_file(uow: UnitOfWork, journey: Started, content: bytes, name: str = "notice.jpg", **form: list[str]) -> View:
    files = {"answer": SentFile(name=name, content=content)}
    return give_with_files(uow, journey.public_id, journey.secret, "ask-notice", form, files, words=Words, now=NOON)


def answer(uow: UnitOfWork, journey: Started, place: str, **form: list[str]) -> View:
    return give(uow, journey.public_id, journey.secret, place, form, words=Words, now=NOON)


def kept(uow: UnitOfWork, journey: Started) -> str:
    field = see(uow, journey, "ask-notice").page.field
    assert field is not None
    return field.kept


def ids(uow: UnitOfWork, journey: Started) -> list[str]:
    return [each for each, _ in uow.uploads.sizes(journey.public_id)]


def test_a_file_is_an_answer_and_can_be_had_back(uow: UnitOfWork, journey: Started):
    view = send_file(uow, journey, a_picture(), "C:\\Users\\Sam\\My notice (1).JPEG")
    assert view.page.place == "person"
    about, content = open_own_file(uow, journey.public_id, journey.secret, kept(uow, journey)) or pytest.fail("gone")
    assert (about.name, about.media_type, about.size) == ("My notice (1).jpg", "image/jpeg", len(content))
    assert content.startswith(b"\xff\xd8\xff")


def test_a_file_is_stored_sealed(uow: UnitOfWork, journey: Started):
    send_file(uow, journey, a_picture(), "sam-secret.jpg")
    row = uow.connection.exec_driver_sql("SELECT name, content FROM uploads").one()
    assert b"sam-secret" not in bytes(row.name)
    assert b"\xff\xd8\xff" not in bytes(row.content)[:200]


def test_another_file_takes_the_place_of_the_first_which_is_deleted(uow: UnitOfWork, journey: Started):
    send_file(uow, journey, a_picture())
    first = kept(uow, journey)
    send_file(uow, journey, a_pdf(), "notice.pdf")
    assert kept(uow, journey) != first
    assert ids(uow, journey) == [kept(uow, journey)]


def test_the_same_form_again_keeps_the_file_and_skipping_deletes_it(uow: UnitOfWork, journey: Started):
    send_file(uow, journey, a_picture())
    first = kept(uow, journey)
    answer(uow, journey, "ask-notice", **{"answer-kept": [first]})
    assert kept(uow, journey) == first
    answer(uow, journey, "ask-notice", skip=["1"])
    assert (kept(uow, journey), ids(uow, journey)) == ("", [])


def test_a_file_that_is_not_taken_leaves_the_one_before(uow: UnitOfWork, journey: Started):
    send_file(uow, journey, a_picture())
    first = kept(uow, journey)
    for content, sentence in (
        (b"not a picture", "damaged"),
        (a_picture("PNG"), "one of these kinds: JPEG, PDF"),
        (a_pdf(password="x"), "without a password"),
        (b"", "nothing in it"),
    ):
        view = send_file(uow, journey, content, **{"answer-kept": [first]})
        assert not view.accepted
        assert sentence in view.page.errors[0].message
        assert view.page.field is not None and view.page.field.kept == first
    assert ids(uow, journey) == [first]


def test_a_file_too_large_is_refused_before_anybody_looks_at_it(
    uow: UnitOfWork, journey: Started, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keeping, "MOST_MEGABYTES", 0)
    assert "smaller than 0 MB" in send_file(uow, journey, a_picture()).page.errors[0].message


def test_a_journey_holds_so_many_files_and_those_that_count_for_nothing_make_room(
    uow: UnitOfWork, journey: Started, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keeping, "MOST_FILES", 1)
    send_file(uow, journey, a_picture())
    assert "no room for more files" in send_file(uow, journey, a_picture()).page.errors[0].message
    answer(uow, journey, "ask-notice", skip=["1"])
    record = uow.journeys.find(journey.public_id)
    assert record is not None
    with uow.write():
        uow.uploads.add("stray", record, media_type="image/jpeg", name="x", content=b"x", now=NOON)
    assert send_file(uow, journey, a_picture()).accepted
    assert "stray" not in ids(uow, journey)


def test_a_form_cannot_name_a_file_of_somebody_else(uow: UnitOfWork, journey: Started):
    other = begin(uow)
    send_file(uow, other, a_picture())
    theirs = kept(uow, other)
    answer(uow, journey, "ask-notice", **{"answer-kept": [theirs]})
    assert kept(uow, journey) == ""
    assert open_own_file(uow, journey.public_id, journey.secret, theirs) is None


@pytest.mark.parametrize("change", [{}, {"name": "other.jpg"}, {"id": "made-up"}])
def test_a_form_cannot_make_up_a_file(uow: UnitOfWork, journey: Started, change: dict[str, Any]):
    other = begin(uow)
    send_file(uow, other, a_picture(), "notice.jpg")
    told = {"id": kept(uow, other), "name": "notice.jpg", "media_type": "image/jpeg", "size": 1} | change
    view = answer(uow, journey, "ask-notice", answer=[str(told).replace("'", '"')])
    assert not view.accepted
    assert view.page.errors[0].message == "Choose the file again"


def test_skipping_passes_over_whatever_was_chosen(uow: UnitOfWork, journey: Started):
    assert send_file(uow, journey, b"not a picture", skip=["1"]).page.place == "person"


@pytest.fixture
def together(uow: UnitOfWork) -> Started:
    """At a page that asks for a file and a number."""
    document = heat()
    document["facts"]["notice"] = {"type": "file", "label": "The notice"}
    asks = [("notice", "notice", "Show us"), ("count", "people", "How many?")]
    questions = [{"id": name, "fact": fact, "prompt": prompt} for name, fact, prompt in asks]
    page = {"type": "page", "title": "Both", "questions": questions, "next": "person"}
    document["nodes"] = {"both": page, "person": document["nodes"]["person"]}
    publish(uow, {**document, "start": "both"}, translations={})
    return begin(uow)


def send_together(uow: UnitOfWork, journey: Started, content: bytes | None, people: str, **kept: list[str]) -> View:
    files = {} if content is None else {"notice.answer": SentFile(name="notice.jpg", content=content)}
    form = {"count.answer": [people], **kept}
    return give_with_files(uow, journey.public_id, journey.secret, "both", form, files, words=Words, now=NOON)


def test_a_file_is_kept_when_another_field_of_its_page_is_refused(uow: UnitOfWork, together: Started):
    view = send_together(uow, together, a_picture(), "many")
    assert [error.target for error in view.page.errors] == ["count.answer"]
    field = view.page.questions[0].field
    assert field.value == "notice.jpg"
    assert send_together(uow, together, None, "3", **{"notice.answer-kept": [field.kept]}).page.place == "person"


def test_what_was_typed_is_kept_when_the_file_is_refused(uow: UnitOfWork, together: Started):
    view = send_together(uow, together, b"not a picture", "3")
    assert [error.target for error in view.page.errors] == ["notice.answer"]
    assert view.page.questions[1].field.value == "3"
    view = send_together(uow, together, b"not a picture", "many")
    assert {error.target for error in view.page.errors} == {"notice.answer", "count.answer"}


def to_ticket(uow: UnitOfWork, journey: Started) -> str:
    answer(uow, journey, "person", **CONTACT)
    receipt = answer(uow, journey, "person.check").receipt
    assert receipt is not None
    return receipt.reference


def test_staff_open_the_files_of_a_ticket_and_it_is_written_down(uow: UnitOfWork, journey: Started):
    send_file(uow, journey, a_pdf(), "notice.pdf")
    file_id = kept(uow, journey)
    reference = to_ticket(uow, journey)
    about, content = open_ticket_file(uow, reference, file_id, actor=AGENT, now=NOON)
    assert (about.name, content[:5]) == ("notice.pdf", b"%PDF-")
    assert [row.action for row in uow.audit.list_of(reference)][-1] == "ticket.file"
    with pytest.raises(PermissionRefusedError):
        open_ticket_file(uow, reference, file_id, actor=DESIGNER, now=NOON)


def test_staff_open_no_file_that_is_not_in_the_packet(uow: UnitOfWork, journey: Started):
    other = begin(uow)
    send_file(uow, other, a_picture())
    send_file(uow, journey, a_picture())
    reference = to_ticket(uow, journey)
    with pytest.raises(TicketFileNotFoundError):
        open_ticket_file(uow, reference, kept(uow, other), actor=AGENT, now=NOON)


def test_files_go_with_the_journeys_key(uow: UnitOfWork, journey: Started):
    send_file(uow, journey, a_picture())
    late = NOON + timedelta(days=40)
    expire_journeys(uow, now=late)
    erase_expired(uow, now=late)
    assert ids(uow, journey) == []


def test_files_go_with_an_erased_ticket(uow: UnitOfWork, journey: Started):
    send_file(uow, journey, a_picture())
    file_id = kept(uow, journey)
    reference = to_ticket(uow, journey)
    erase_ticket(uow, reference, now=NOON)
    assert ids(uow, journey) == []
    with pytest.raises(TicketFileNotFoundError):
        open_ticket_file(uow, reference, file_id, actor=AGENT, now=NOON)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("x" * 300 + ".PDF", "x" * 80 + ".pdf"),
        ("إشعار.pdf", "إشعار.pdf"),
        ("‮fdp.exe", "fdp.pdf"),
    ],
)
def test_names_are_fit_for_any_system(given: str, name: str):
    assert keeping.name_of(given, "application/pdf") == name
