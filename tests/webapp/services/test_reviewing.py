"""Agencies read, comment, sign and ask through a link; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.editing import read_operation
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import DRAFT, UnitOfWork
from webapp.services import reviewing
from webapp.services.accounts import Actor, PermissionRefusedError, Role
from webapp.services.publishing import edit, open_draft, prove_now, read_newest, undo
from webapp.services.reviewing import Asked, Commenter, ReviewLinkRefusedError, ReviewRefusedError


@pytest.fixture
def designer(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "designer@example.org", Role.DESIGNER)


def a_link(uow: UnitOfWork, designer: Actor, shows: str = DRAFT, days: int = 30) -> str:
    label = "Department of Warmth"
    return reviewing.make_link(uow, "heat", label=label, shows=shows, days=days, actor=designer, now=NOON).token


def page_of(uow: UnitOfWork, token: str):
    return reviewing.read_for_review(uow, reviewing.open_link(uow, token, now=NOON))


def say(uow: UnitOfWork, token: str, body: str = "Too long", node: str = "ask-people", name: str = "Rae") -> int:
    page = page_of(uow, token)
    by = Commenter(name=name, link_id=page.link.id)
    return reviewing.comment(uow, "heat", node=node, body=body, fingerprint=page.shown.fingerprint, by=by, now=NOON)


def change(uow: UnitOfWork, designer: Actor, **operation: object) -> None:
    edit(uow, "heat", read_operation(operation), actor=designer, now=NOON)


def test_a_link_opens_the_draft_until_its_time_is_over_or_it_is_taken_back(uow: UnitOfWork, designer: Actor):
    token = a_link(uow, designer, days=7)
    assert page_of(uow, token).is_draft is False, "where nobody writes, the release is shown"
    open_draft(uow, "heat", actor=designer, now=NOON)
    change(uow, designer, op="set", pointer="/title", value="Warmth")
    page = page_of(uow, token)
    assert (page.is_draft, page.shown.draft.document["title"]) == (True, "Warmth")
    with pytest.raises(ReviewLinkRefusedError):
        reviewing.open_link(uow, token, now=NOON + timedelta(days=7))
    with pytest.raises(ReviewLinkRefusedError):
        reviewing.open_link(uow, f"{token}x", now=NOON)
    (link,) = reviewing.list_links(uow, "heat", actor=designer)
    assert link.opened_at == NOON
    reviewing.revoke_link(uow, "heat", link.id, actor=designer, now=NOON)
    with pytest.raises(ReviewLinkRefusedError):
        reviewing.open_link(uow, token, now=NOON)
    with pytest.raises(ReviewRefusedError):
        reviewing.revoke_link(uow, "heat", link.id, actor=designer, now=NOON)


def test_the_token_of_a_link_is_stored_nowhere(uow: UnitOfWork, designer: Actor):
    token = a_link(uow, designer)
    found = uow.connection.exec_driver_sql("SELECT * FROM review_links").all()
    assert token not in str(found)
    assert token not in str(uow.connection.exec_driver_sql("SELECT * FROM audit").all())


def test_a_link_to_a_release_shows_that_release(uow: UnitOfWork, designer: Actor):
    release = uow.flows.newest_release("heat")
    assert release is not None
    token = a_link(uow, designer, shows=release.fingerprint)
    open_draft(uow, "heat", actor=designer, now=NOON)
    change(uow, designer, op="set", pointer="/title", value="Warmth")
    assert page_of(uow, token).shown.fingerprint == release.fingerprint


@pytest.mark.parametrize("bad", [{"label": " "}, {"days": 3650}, {"shows": "f" * 64}])
def test_a_link_says_for_whom_what_and_how_long(uow: UnitOfWork, designer: Actor, bad: dict):
    asked = {"label": "Warmth", "shows": DRAFT, "days": 30, **bad}
    with pytest.raises(ReviewRefusedError):
        reviewing.make_link(uow, "heat", **asked, actor=designer, now=NOON)


def test_only_designers_make_links(uow: UnitOfWork, agent: Actor):
    with pytest.raises(PermissionRefusedError):
        a_link(uow, agent)


def test_a_comment_goes_along_when_its_step_is_renamed_and_when_that_is_undone(uow: UnitOfWork, designer: Actor):
    token = a_link(uow, designer)
    open_draft(uow, "heat", actor=designer, now=NOON)
    say(uow, token)
    change(uow, designer, op="rename-node", node="ask-people", to="ask-household")
    assert nodes_said(uow, designer) == ["ask-household"]
    undo(uow, "heat", actor=designer, now=NOON)
    assert nodes_said(uow, designer) == ["ask-people"]
    change(uow, designer, op="rename-node", node="ask-people", to="a")
    change(uow, designer, op="rename-node", node="a", to="b")
    assert nodes_said(uow, designer) == ["b"]
    release = uow.flows.newest_release("heat")
    assert release is not None
    (thread,) = reviewing.list_threads(uow, "heat", release.document["nodes"])
    assert thread.node == "ask-people", "the release calls it so"
    change(uow, designer, op="remove-node", node="b")
    (thread,) = reviewing.list_threads(uow, "heat", read_newest(uow, "heat", actor=designer).draft.document["nodes"])
    assert (thread.node, thread.is_about_gone) == ("", True)


def nodes_said(uow: UnitOfWork, designer: Actor) -> list[str]:
    document = read_newest(uow, "heat", actor=designer).draft.document
    return [thread.node for thread in reviewing.list_threads(uow, "heat", document["nodes"])]


def test_comments_are_answered_settled_and_opened_again(uow: UnitOfWork, designer: Actor):
    token = a_link(uow, designer)
    number = say(uow, token)
    staff = Commenter.staff(designer)
    answer = reviewing.answer_comment(uow, "heat", number, body="Shorter now", fingerprint="", by=staff, now=NOON)
    reviewing.answer_comment(uow, "heat", answer, body="Thanks", fingerprint="", by=Commenter(name="Rae"), now=NOON)
    (thread,) = reviewing.list_threads(uow, "heat", {"ask-people"})
    assert [each.body for each in thread.answers] == ["Shorter now", "Thanks"]
    reviewing.set_resolved(uow, "heat", number, is_resolved=True, by=staff, now=NOON)
    (thread,) = reviewing.list_threads(uow, "heat", {"ask-people"})
    assert (thread.is_open, thread.first.resolved_by) == (False, "Designer")
    reviewing.set_resolved(uow, "heat", number, is_resolved=False, by=Commenter(name="Rae"), now=NOON)
    assert reviewing.list_threads(uow, "heat", {"ask-people"})[0].is_open
    with pytest.raises(ReviewRefusedError):
        reviewing.set_resolved(uow, "other", number, is_resolved=True, by=staff, now=NOON)
    with pytest.raises(ReviewRefusedError):
        reviewing.set_resolved(uow, "heat", answer, is_resolved=True, by=staff, now=NOON)


@pytest.mark.parametrize(
    ("body", "name"), [("", "Rae"), ("\0 ", "Rae"), ("x" * 5000, "Rae"), ("Fine", " "), ("Fine", "x" * 90)]
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(uow: UnitOfWork, designer: Actor, body: str, name: str):
    token = a_link(uow, designer)
    with pytest.raises(ReviewRefusedError) as refused:
        say(uow, token, body=body, name=name)
    assert refused.value.what
    assert reviewing.list_threads(uow, "heat", {"ask-people"}) == ()


def test_a_signature_is_bound_to_what_was_shown(uow: UnitOfWork, designer: Actor):
    token = a_link(uow, designer)
    open_draft(uow, "heat", actor=designer, now=NOON)
    page = page_of(uow, token)
    reviewing.sign_off(uow, page, name="Rae", note="Good", seen=page.shown.fingerprint, now=NOON)
    (signed,) = reviewing.list_signed(uow, "heat", page.shown.fingerprint)
    assert (signed.is_current, signed.label, signed.signoff.name) == (True, "Department of Warmth", "Rae")
    change(uow, designer, op="set", pointer="/title", value="Warmth")
    later = page_of(uow, token)
    (signed,) = reviewing.list_signed(uow, "heat", later.shown.fingerprint)
    assert signed.is_current is False
    with pytest.raises(ReviewRefusedError, match="changed while you were reading"):
        reviewing.sign_off(uow, later, name="Rae", note="", seen=page.shown.fingerprint, now=NOON)


def test_a_request_is_asked_taken_answered_and_closed(uow: UnitOfWork, designer: Actor, agent: Actor):
    by = Commenter(name="Rae")
    number = reviewing.ask(
        uow, Asked(title=" New  limits ", body="From May", agency="Warmth", slug="heat"), by=by, now=NOON
    )
    (card,) = reviewing.list_requests(uow, actor=designer)
    assert (card.request.title, card.flow_title, card.state) == ("New limits", "Help with heating", "New")
    reviewing.set_request_owner(uow, number, designer.id, actor=designer, now=NOON)
    reviewing.set_request_state(uow, number, "accepted", reason="", actor=designer, now=NOON)
    reviewing.say_on_request(uow, number, "By when?", by=Commenter.staff(designer), now=NOON)
    with pytest.raises(ReviewRefusedError, match="No release answers"):
        reviewing.set_request_state(uow, number, "released", reason="", actor=designer, now=NOON)
    release = uow.flows.newest_release("heat")
    assert release is not None
    reviewing.answer_request(uow, number, slug="heat", release=release.fingerprint, actor=designer, now=NOON)
    reviewing.set_request_state(uow, number, "released", reason="", actor=designer, now=NOON)
    card = reviewing.get_request(uow, number, actor=designer)
    assert [entry.kind for entry in card.entries] == ["owner", "state", "said", "answer", "state"]
    assert (card.owner, card.answer_title) == ("Designer", "Help with heating")
    assert reviewing.list_requests(uow, actor=designer) == ()
    assert len(reviewing.list_requests(uow, actor=designer, state="released", owner=designer.id, slug="heat")) == 1
    assert reviewing.list_requests(uow, actor=designer, state="all", slug="other") == ()
    with pytest.raises(PermissionRefusedError):
        reviewing.list_requests(uow, actor=agent)


def test_a_request_is_declined_with_a_reason(uow: UnitOfWork, designer: Actor):
    number = reviewing.ask(uow, Asked(title="A flow", body="For boats"), by=Commenter(name="Rae"), now=NOON)
    with pytest.raises(ReviewRefusedError, match="why it is declined"):
        reviewing.set_request_state(uow, number, "declined", reason=" ", actor=designer, now=NOON)
    reviewing.set_request_state(uow, number, "declined", reason="Another agency has it", actor=designer, now=NOON)
    assert reviewing.get_request(uow, number, actor=designer).request.reason == "Another agency has it"
    with pytest.raises(reviewing.RequestUnknownError):
        reviewing.get_request(uow, 999, actor=designer)
    for bad in (Asked(title="", body="x"), Asked(title="x", body=""), Asked(title="x", body="y", slug="nothing")):
        with pytest.raises(ReviewRefusedError):
            reviewing.ask(uow, bad, by=Commenter(name="Rae"), now=NOON)


def test_the_book_of_a_draft_and_of_a_release(uow: UnitOfWork, designer: Actor):
    shown = read_newest(uow, "heat", actor=designer)
    # The book changes when the proof comes: it is there before the book is asked for twice.
    assert prove_now(uow, shown.draft.document, shown.draft.translations, 60, today=NOON.date()).is_proved
    html = reviewing.make_book(uow, shown, today=NOON.date())
    assert "How many people live here?" in html
    assert shown.fingerprint in html
    assert reviewing.make_book(uow, shown, today=NOON.date()) is html, "kept for whoever asks next"
    open_draft(uow, "heat", actor=designer, now=NOON)
    change(uow, designer, op="add-node", type="decision", text="Who fits?", after="ask-people")
    with pytest.raises(ReviewRefusedError, match="errors"):
        reviewing.make_book(uow, read_newest(uow, "heat", actor=designer), today=NOON.date())
