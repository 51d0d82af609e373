"""Coming back: short codes, links by email and reminders, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from engine.model.words import Words
from tests.webapp.documents import begin, see, send, walk_to_check
from tests.webapp.rows import NOON
from webapp.persistence import UnitOfWork
from webapp.services.delivery import SEND_MAIL
from webapp.services.journeys import (
    JourneyExpiredError,
    ReturnCodeRefusedError,
    SecretRefusedError,
    Started,
    erase_expired,
    exchange_return_code,
    exchange_return_link,
    expire_journeys,
    mail_return_link,
    make_return_code,
    send_reminders,
    set_language,
)
from webapp.services.journeys.codes import ALPHABET, read_return_code
from webapp.services.notifications import AddressRefusedError, Sender

SENDER = Sender(name="State of Meridian", base_url="https://help.example")
FIVE_DAYS = timedelta(days=5)
ADDRESS = "pat@example.org"


def a_code(uow: UnitOfWork, journey: Started, *, now: Any = NOON) -> str:
    return make_return_code(uow, journey.public_id, journey.secret, now=now)


def mail(uow: UnitOfWork, journey: Started, address: str = ADDRESS, *, remind: timedelta | None = None) -> bool:
    return mail_return_link(
        uow,
        journey.public_id,
        journey.secret,
        address,
        sender=SENDER,
        words=Words,
        now=NOON,
        remind_before=remind,
    )


def mails_of(uow: UnitOfWork, journey: Started) -> list[dict[str, str]]:
    return [job.body for job in uow.outbox.list_of(journey.public_id) if job.kind == SEND_MAIL and job.body]


def token_of(text: str) -> str:
    return next(line for line in text.splitlines() if "/return/" in line).rpartition("/")[2]


def test_a_code_opens_the_journey_as_often_as_needed_and_the_browser_before_has_left_it(uow: UnitOfWork):
    journey = walk_to_check(uow)
    code = a_code(uow, journey)
    for _ in range(2):
        public_id, secret = exchange_return_code(uow, code, now=NOON + timedelta(days=29))
        assert public_id == journey.public_id
        assert see(uow, Started(public_id=public_id, secret=secret, place="")).page.place == "person.check"
    with pytest.raises(SecretRefusedError):
        see(uow, journey)


def test_a_code_is_read_however_it_is_typed(uow: UnitOfWork):
    journey = begin(uow)
    code = a_code(uow, journey)
    misread = code.replace("0", "o").replace("1", "l").lower()
    for typed in (code, code.lower(), code.replace("-", ""), f"  {' '.join(code)} ", misread, misread.upper()):
        assert exchange_return_code(uow, typed, now=NOON)[0] == journey.public_id, typed


@pytest.mark.parametrize(
    "typed", ["", "-", "ABCDE", "ABCDE-FGHJ", "ABCDE-FGHJKM", "UUUUU-UUUUU", "ñññññ-ñññññ", "\0" * 10]
)
def test_what_cannot_be_a_code_is_none(typed: str):
    assert read_return_code(typed) is None


def test_a_code_has_fifty_bits_and_is_never_stored(uow: UnitOfWork):
    journey = begin(uow)
    codes = {a_code(uow, journey) for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == 11 and set(code) <= {*ALPHABET, "-"} for code in codes)
    assert len(ALPHABET) ** 10 == 2**50
    stored = [bytes(row[0]) for row in uow.connection.exec_driver_sql("SELECT code_hash FROM return_codes")]
    assert len(stored) == 1
    assert all(code.encode() not in stored[0] and code.replace("-", "").encode() not in stored[0] for code in codes)


def test_a_new_code_takes_the_place_of_the_one_before(uow: UnitOfWork):
    journey = begin(uow)
    first, second = a_code(uow, journey), a_code(uow, journey)
    with pytest.raises(ReturnCodeRefusedError):
        exchange_return_code(uow, first, now=NOON)
    assert exchange_return_code(uow, second, now=NOON)[0] == journey.public_id


def test_a_code_ends_with_its_journey(uow: UnitOfWork):
    journey = begin(uow)
    code, later = a_code(uow, journey), NOON + timedelta(days=30)
    with pytest.raises(ReturnCodeRefusedError):
        exchange_return_code(uow, code, now=later)
    with pytest.raises(JourneyExpiredError):
        a_code(uow, journey, now=later)
    expire_journeys(uow, now=later)
    with pytest.raises(ReturnCodeRefusedError):
        exchange_return_code(uow, code, now=NOON)
    erase_expired(uow, now=later)
    assert uow.connection.exec_driver_sql("SELECT count(*) FROM return_codes").scalar() == 0


def test_only_who_holds_the_journey_makes_a_code_or_sends_a_link(uow: UnitOfWork):
    journey = begin(uow)
    stranger = Started(public_id=journey.public_id, secret="guessed", place="")
    with pytest.raises(SecretRefusedError):
        a_code(uow, stranger)
    with pytest.raises(SecretRefusedError):
        mail(uow, stranger)


def test_a_mailed_link_opens_the_journey_once_and_says_nothing_of_the_answers(uow: UnitOfWork):
    journey = walk_to_check(uow)
    assert mail(uow, journey, " Pat@EXAMPLE.org ") is False
    (sent,) = mails_of(uow, journey)
    assert sent["to"] == "Pat@example.org"
    assert sent["subject"] == "Go on with: Help with heating"
    assert "December 22, 2026" in sent["text"]
    assert "https://help.example/return/" in sent["text"]
    assert "broke down" not in sent["text"]
    assert exchange_return_link(uow, token_of(sent["text"]), now=NOON)[0] == journey.public_id


def test_what_is_no_address_is_refused_in_the_readers_words(uow: UnitOfWork):
    journey = begin(uow)
    for typed in ("", "pat", "pat@", "a@b.example\nBcc: everybody@example.org"):
        with pytest.raises(AddressRefusedError) as refused:
            mail(uow, journey, typed)
        assert refused.value.sentence.startswith("Enter")
        assert "email address" in refused.value.sentence or "@" in refused.value.sentence
    assert mails_of(uow, journey) == []


def test_no_address_is_stored_in_the_clear(uow: UnitOfWork):
    journey = begin(uow)
    mail(uow, journey, remind=FIVE_DAYS)
    for table, column in (("reminders", "address"), ("outbox", "body")):
        rows = [row[0] for row in uow.connection.exec_driver_sql(f"SELECT {column} FROM {table}")]
        assert len(rows) == 1
        assert b"pat" not in bytes(rows[0])


@pytest.fixture
def reminded(uow: UnitOfWork) -> Iterator[Started]:
    """A journey in Spanish that ends in thirty days, whose person wants to be told five days before."""
    journey = begin(uow)
    set_language(uow, journey.public_id, journey.secret, "es", words=Words, now=NOON)
    assert mail(uow, journey, remind=FIVE_DAYS) is True
    yield journey


def remind(uow: UnitOfWork, *, days: int) -> int:
    return send_reminders(uow, sender=SENDER, words=Words, now=NOON + timedelta(days=days))


def test_a_reminder_is_sent_once_some_days_before_in_the_journeys_language(uow: UnitOfWork, reminded: Started):
    assert remind(uow, days=24) == 0
    assert remind(uow, days=25) == 1
    assert remind(uow, days=26) == 0
    _, reminder = mails_of(uow, reminded)
    assert reminder["language"] == "es"
    assert "Ayuda con la calefacción" in reminder["subject"]
    assert "22 de diciembre de 2026" in reminder["subject"]
    token = token_of(reminder["text"])
    assert exchange_return_link(uow, token, now=NOON + timedelta(days=27))[0] == reminded.public_id


def test_nobody_is_reminded_of_what_they_sent(uow: UnitOfWork):
    journey = walk_to_check(uow)
    mail(uow, journey, remind=FIVE_DAYS)
    send(uow, journey)
    assert remind(uow, days=25) == 0
    assert uow.connection.exec_driver_sql("SELECT count(*) FROM reminders").scalar() == 0


def test_a_reminder_goes_with_its_journey(uow: UnitOfWork, reminded: Started):
    later = NOON + timedelta(days=31)
    expire_journeys(uow, now=later)
    erase_expired(uow, now=later)
    assert remind(uow, days=31) == 0
    assert mails_of(uow, reminded) == []  # the body can no longer be opened
    assert uow.connection.exec_driver_sql("SELECT count(*) FROM reminders").scalar() == 0


def test_whoever_has_fewer_days_left_than_the_notice_gets_the_link_alone(uow: UnitOfWork):
    journey = begin(uow)
    assert mail(uow, journey, remind=timedelta(days=30)) is False
    assert remind(uow, days=29) == 0
