"""Staff: signing in, sessions that can be revoked, and administration by command."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.webapp.rows import NOON
from webapp.persistence import UnitOfWork
from webapp.services.accounts import (
    PERMISSIONS,
    Permission,
    PersonExistsError,
    PersonNotFoundError,
    Role,
    SignInRefusedError,
    deactivate,
    find_actor,
    invite,
    list_people,
    reset_password,
    set_role,
    sign_in,
    sign_out,
)
from webapp.services.accounts.passwords import make_password


def test_whoever_is_invited_signs_in_with_the_password_made_for_them(uow: UnitOfWork):
    person = invite(uow, " Ann@Example.org ", "Ann", Role.LEAD, now=NOON)
    signed_in = sign_in(uow, "ann@example.ORG", person.password, now=NOON)
    assert (signed_in.actor.name, signed_in.actor.role) == ("Ann", Role.LEAD)
    assert find_actor(uow, signed_in.token, now=NOON) == signed_in.actor
    assert person.password not in repr(uow.people.find("ann@example.org"))


@pytest.mark.parametrize(("email", "password"), [("ann@example.org", "wrong"), ("nobody@example.org", "x"), ("", "")])
def test_a_wrong_pair_is_refused_without_saying_which(uow: UnitOfWork, email: str, password: str):
    invite(uow, "ann@example.org", "Ann", Role.AGENT, now=NOON)
    with pytest.raises(SignInRefusedError) as refused:
        sign_in(uow, email, password, now=NOON)
    assert str(refused.value) == ""


def test_an_unknown_email_costs_as_much_as_a_wrong_password(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch):
    from webapp.services.accounts import passwords

    verified: list[str] = []

    class Counting:
        def verify(self, stored: str, _password: str) -> bool:
            verified.append(stored)
            return False

        def hash(self, _password: str) -> str:
            return "a hash nobody has"

    passwords._nobodys_hash.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", Counting)
    with pytest.raises(SignInRefusedError):
        sign_in(uow, "nobody@example.org", "x", now=NOON)
    passwords._nobodys_hash.cache_clear()
    assert verified == ["a hash nobody has"]


def test_a_session_ends_when_it_is_signed_out_or_too_old_or_idle(uow: UnitOfWork):
    person = invite(uow, "ann@example.org", "Ann", Role.AGENT, now=NOON)
    tokens = [sign_in(uow, person.email, person.password, now=NOON).token for _ in range(2)]
    sign_out(uow, tokens[0], now=NOON)
    assert find_actor(uow, tokens[0], now=NOON) is None
    assert find_actor(uow, tokens[1], now=NOON + timedelta(minutes=61)) is None
    for minutes in range(0, 720, 30):  # busy all day
        assert find_actor(uow, tokens[1], now=NOON + timedelta(minutes=minutes)) is not None
    assert find_actor(uow, tokens[1], now=NOON + timedelta(hours=12)) is None
    assert find_actor(uow, "made up", now=NOON) is None


def test_a_request_soon_after_another_writes_nothing(uow: UnitOfWork):
    person = invite(uow, "ann@example.org", "Ann", Role.AGENT, now=NOON)
    token = sign_in(uow, person.email, person.password, now=NOON).token
    find_actor(uow, token, now=NOON + timedelta(minutes=4))
    assert uow.connection.exec_driver_sql("SELECT created_at = seen_at FROM staff_sessions").scalar()
    find_actor(uow, token, now=NOON + timedelta(minutes=6))
    assert not uow.connection.exec_driver_sql("SELECT created_at = seen_at FROM staff_sessions").scalar()


def test_a_reset_ends_every_session_and_the_old_password(uow: UnitOfWork):
    person = invite(uow, "ann@example.org", "Ann", Role.AGENT, now=NOON)
    token = sign_in(uow, person.email, person.password, now=NOON).token
    fresh = reset_password(uow, person.email, now=NOON)
    assert find_actor(uow, token, now=NOON) is None
    with pytest.raises(SignInRefusedError):
        sign_in(uow, person.email, person.password, now=NOON)
    assert sign_in(uow, person.email, fresh.password, now=NOON)


def test_whoever_is_deactivated_is_out_at_once_until_a_reset(uow: UnitOfWork):
    person = invite(uow, "ann@example.org", "Ann", Role.AGENT, now=NOON)
    token = sign_in(uow, person.email, person.password, now=NOON).token
    assert not deactivate(uow, person.email, now=NOON).is_active
    assert find_actor(uow, token, now=NOON) is None
    with pytest.raises(SignInRefusedError):
        sign_in(uow, person.email, person.password, now=NOON)
    assert [each.is_active for each in list_people(uow)] == [False]
    fresh = reset_password(uow, person.email, now=NOON)
    assert sign_in(uow, person.email, fresh.password, now=NOON)


def test_a_new_role_holds_from_the_next_request_on(uow: UnitOfWork):
    person = invite(uow, "ann@example.org", "Ann", Role.DESIGNER, now=NOON)
    token = sign_in(uow, person.email, person.password, now=NOON).token
    set_role(uow, person.email, Role.AGENT, now=NOON)
    actor = find_actor(uow, token, now=NOON)
    assert actor is not None
    assert actor.may(Permission.WORK_TICKETS)
    assert not actor.may(Permission.EDIT_FLOWS)


def test_nobody_is_invited_twice_and_strangers_are_not_administered(uow: UnitOfWork):
    invite(uow, "ann@example.org", "Ann", Role.AGENT, now=NOON)
    with pytest.raises(PersonExistsError):
        invite(uow, "ANN@example.org", "Ann", Role.AGENT, now=NOON)
    for act in (reset_password, deactivate):
        with pytest.raises(PersonNotFoundError):
            act(uow, "stranger@example.org", now=NOON)
    with pytest.raises(PersonNotFoundError):
        set_role(uow, "stranger@example.org", Role.AGENT, now=NOON)


def test_administration_is_audited(uow: UnitOfWork):
    person = invite(uow, "ann@example.org", "Ann", Role.AGENT, now=NOON)
    set_role(uow, person.email, Role.LEAD, now=NOON)
    reset_password(uow, person.email, now=NOON)
    deactivate(uow, person.email, now=NOON)
    assert [row.action for row in uow.audit.list_of(person.id)] == [
        "person.invited",
        "person.role",
        "person.password_reset",
        "person.deactivated",
    ]


def test_every_role_has_its_permissions():
    assert set(PERMISSIONS) == set(Role)
    assert all(Permission.SIGNED_IN in permissions for permissions in PERMISSIONS.values())
    assert {role for role, permissions in PERMISSIONS.items() if Permission.WORK_TICKETS in permissions} == {
        Role.AGENT,
        Role.LEAD,
    }


def test_made_passwords_differ_and_can_be_read_aloud():
    made = {make_password() for _ in range(100)}
    assert len(made) == 100
    assert not any(letter in password for password in made for letter in "01loiu")
