"""From a draft to what the public meets: asked for, agreed on by somebody else, released, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from engine.model import Issue, Severity
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from tests.webapp.services.releasing.conftest import begin_draft, prove_at_once, set_value, wait_for_proofs
from webapp.persistence import Database, UnitOfWork
from webapp.services.accounts import Actor, PermissionRefusedError, Role
from webapp.services.publishing import NoDraftError, discard_draft, undo
from webapp.services.releasing import (
    APPROVED,
    REFUSED,
    Asked,
    ChangeMovedError,
    ChangeRefusedError,
    Kind,
    add_freeze,
    decide,
    gather,
    get_change,
    go_back,
    list_freezes,
    list_history,
    list_waiting,
    release_change,
    release_due,
    remove_freeze,
    request_change,
    review_change,
    schedule_change,
    view_change,
    withdraw_change,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def second(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "second@example.org", Role.APPROVER)


@pytest.fixture(autouse=True)
def proved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_at_once(monkeypatch)


def ask(uow: UnitOfWork, actor: Actor, kind: Kind = Kind.NORMAL, **changes) -> int:
    gather(uow, "heat", actor=actor, moment=NOON)
    wait_for_proofs(uow.database)
    values = {"notes_staff": "At most twelve at home.", "reason": "It is wrong." if kind is Kind.EMERGENCY else ""}
    return request_change(uow, "heat", Asked(kind=kind, **(values | changes)), actor=actor, now=NOON)


def agree(uow: UnitOfWork, change: int, actor: Actor, verdict: str = APPROVED, **more):
    seen = get_change(uow, change).fingerprint
    values = {"comment": "", "seen": seen, "now": NOON} | more
    return decide(uow, change, verdict, actor=actor, **values)


def live(uow: UnitOfWork):
    flow = uow.flows.find("heat")
    assert flow is not None
    assert flow.live_release_id is not None
    return uow.flows.release(flow.live_release_id)


def test_what_somebody_else_agrees_on_is_what_the_public_meets(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    change = ask(uow, designer, notes_public="Up to twelve people.")
    assert get_change(uow, change).state == "waiting"
    with pytest.raises(ChangeRefusedError, match="Nobody agreed"):
        release_change(uow, change, actor=designer, now=NOON)
    assert agree(uow, change, approver).state == "approved"
    assert release_change(uow, change, actor=designer, now=NOON).state == "released"
    assert live(uow).document["facts"]["people"]["maximum"] == 12
    assert uow.drafts.find("heat") is None
    newest = list_history(uow, "heat", actor=approver)[0]
    assert (newest.is_live, newest.notes_public, newest.published_by) == (True, "Up to twelve people.", "Designer")
    actions = [row.action for row in uow.audit.list_of("heat")]
    assert actions[-3:] == ["change.requested", "change.approved", "release.live"]


def test_nobody_approves_their_own_and_a_designer_approves_nothing(
    uow: UnitOfWork, designer: Actor, approver: Actor, agent: Actor
):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    for actor in (designer, agent):
        with pytest.raises(PermissionRefusedError):
            agree(uow, change, actor)
    with pytest.raises(PermissionRefusedError):
        ask(uow, approver)


def test_any_edit_voids_the_request_and_says_so(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    agree(uow, change, approver)
    set_value(uow, designer, "/title", "Warmer")
    closed = get_change(uow, change)
    assert closed.state == "void"
    assert "edited since" in closed.closed_why
    with pytest.raises(ChangeRefusedError, match="closed"):
        release_change(uow, change, actor=designer, now=NOON)
    again = ask(uow, designer)
    assert again != change
    discard_draft(uow, "heat", actor=designer, now=NOON)
    assert get_change(uow, again).closed_why == "The draft was thrown away."


def test_what_was_looked_at_is_what_is_agreed_on(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    with pytest.raises(ChangeRefusedError, match="edited a moment ago"):
        agree(uow, change, approver, seen="of another page")


def test_refusing_needs_a_word_and_closes_the_request(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    with pytest.raises(ChangeRefusedError, match="Say why"):
        agree(uow, change, approver, REFUSED)
    assert agree(uow, change, approver, REFUSED, comment="Twelve is too few.").closed_why == "Twelve is too few."
    with pytest.raises(ChangeRefusedError, match="Nobody is asked"):
        agree(uow, change, approver)


def test_a_draft_asks_once_and_can_be_withdrawn(uow: UnitOfWork, designer: Actor):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    with pytest.raises(ChangeRefusedError, match="waits for its release already"):
        ask(uow, designer)
    withdraw_change(uow, change, actor=designer, now=NOON)
    assert get_change(uow, ask(uow, designer)).state == "waiting"


def test_what_is_the_same_or_broken_or_said_of_nothing_is_not_asked_for(uow: UnitOfWork, designer: Actor):
    begin_draft(uow, designer)
    with pytest.raises(ChangeRefusedError, match="Say for your colleagues"):
        ask(uow, designer, notes_staff=" ")
    set_value(uow, designer, "/nodes/ask-people/next", "nowhere")
    with pytest.raises(ChangeRefusedError, match="has errors"):
        ask(uow, designer)
    for _ in range(3):
        undo(uow, "heat", actor=designer, now=NOON)
    for kind in (Kind.NORMAL, Kind.EMERGENCY):
        with pytest.raises(ChangeRefusedError, match="same as the release"):
            ask(uow, designer, kind, notes_staff="")


def test_a_warning_has_to_be_answered(uow: UnitOfWork, designer: Actor, monkeypatch: pytest.MonkeyPatch):
    prove_at_once(monkeypatch, Issue(rule="hard", severity=Severity.WARNING, pointer="", what="A text is hard."))
    begin_draft(uow, designer)
    with pytest.raises(ChangeRefusedError, match="There are warnings"):
        ask(uow, designer)
    assert get_change(uow, ask(uow, designer, warnings_stand="It is the law's own word.")).state == "waiting"


def test_a_draft_with_a_broken_promise_is_released_by_an_emergency_only(
    uow: UnitOfWork, designer: Actor, monkeypatch: pytest.MonkeyPatch
):
    prove_at_once(monkeypatch, Issue(rule="broken", severity=Severity.ERROR, pointer="", what="A promise is broken."))
    begin_draft(uow, designer)
    for kind in (Kind.STANDARD, Kind.NORMAL):
        with pytest.raises(ChangeRefusedError, match="A promise is broken"):
            ask(uow, designer, kind)
    assert get_change(uow, ask(uow, designer, Kind.EMERGENCY)).state == "waiting"


def test_scenarios_are_played_on_the_draft_and_one_that_fails_holds_it_back(uow: UnitOfWork, designer: Actor):
    begin_draft(uow, designer)
    scenario = {
        "title": "A large home",
        "today": "2026-11-23",
        "answers": [{"fact": "people", "value": 11}, {"fact": "shutoff", "value": False}],
        "expect": {"outcome": "read"},
    }
    with uow.write():
        uow.scenarios.put("heat", "large", scenario, origin="editor", now=NOON)
    change = get_change(uow, ask(uow, designer))
    assert change.evidence["scenarios"] == {"A large home": []}
    with uow.write():
        uow.scenarios.put("heat", "large", scenario | {"expect": {"outcome": "ask-story"}}, origin="editor", now=NOON)
    found = gather(uow, "heat", actor=designer, moment=NOON)
    assert found is not None
    (sentences,) = (found.scenarios or {}).values()
    assert sentences == ("It ended at “Warm”, not at the outcome “What happened?”.",)
    set_value(uow, designer, "/facts/people/maximum", 10)
    with pytest.raises(ChangeRefusedError, match="scenario does not end as expected"):
        ask(uow, designer)


def test_words_alone_need_nobody_and_anything_else_becomes_normal(uow: UnitOfWork, designer: Actor):
    begin_draft(uow, designer, limit=20)
    change = get_change(uow, ask(uow, designer, Kind.STANDARD))
    assert (change.kind, change.state, change.evidence["model"]) == ("standard", "approved", "words")
    release_change(uow, change.id, actor=designer, now=NOON)
    assert live(uow).document["title"] == "Warm homes"
    begin_draft(uow, designer)
    other = get_change(uow, ask(uow, designer, Kind.STANDARD))
    assert (other.kind, other.state) == ("normal", "waiting")
    assert "was 20 and is now 12" in other.evidence["became_normal"]


def test_a_great_risk_takes_two_who_did_not_ask(uow: UnitOfWork, designer: Actor, approver: Actor, second: Actor):
    begin_draft(uow, designer)
    change = get_change(uow, ask(uow, designer))
    with uow.write():
        uow.changes.step(change, {"needs": 2})
    assert agree(uow, change.id, approver).state == "waiting"
    with pytest.raises(ChangeRefusedError, match="You agreed already"):
        agree(uow, change.id, approver)
    assert agree(uow, change.id, second).state == "approved"


def test_an_emergency_goes_live_with_the_second_person_and_is_reviewed(
    uow: UnitOfWork, designer: Actor, approver: Actor, second: Actor
):
    begin_draft(uow, designer)
    change = ask(uow, designer, Kind.EMERGENCY)
    done = agree(uow, change, approver)
    assert (done.state, done.review_due_at) == ("released", NOON + 24 * HOUR)
    assert [card.change.id for card in list_waiting(uow, actor=second, now=NOON).reviews] == [change]
    with pytest.raises(ChangeRefusedError, match="Say what you found"):
        review_change(uow, change, " ", actor=second, now=NOON)
    review_change(uow, change, "It was right.", actor=second, now=NOON)
    assert list_waiting(uow, actor=second, now=NOON).reviews == ()


def test_nothing_passes_a_freeze_but_an_emergency_with_a_reason(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    hold = {"slug": "", "why": "Election week.", "starts_at": NOON - HOUR, "ends_at": NOON + HOUR, "now": NOON}
    with pytest.raises(PermissionRefusedError):
        add_freeze(uow, **hold, actor=designer)
    add_freeze(uow, **hold, actor=approver)
    normal = ask(uow, designer)
    agree(uow, normal, approver)
    with pytest.raises(ChangeRefusedError, match="Election week"):
        release_change(uow, normal, actor=designer, now=NOON)
    withdraw_change(uow, normal, actor=designer, now=NOON)
    change = ask(uow, designer, Kind.EMERGENCY)
    with pytest.raises(ChangeRefusedError, match="Election week"):
        agree(uow, change, approver)
    assert get_change(uow, change).state == "waiting", "nothing is done by halves"
    done = agree(uow, change, approver, override="People are sent to the wrong office.")
    assert (done.state, done.closed_why) == ("released", "People are sent to the wrong office.")
    (freeze,) = list_freezes(uow, actor=designer, now=NOON)
    remove_freeze(uow, freeze.id, actor=approver, now=NOON)
    assert list_freezes(uow, actor=designer, now=NOON) == ()


def test_at_its_time_it_is_released_by_itself_if_all_still_holds(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    with pytest.raises(ChangeRefusedError, match="Only what was agreed on"):
        schedule_change(uow, change, NOON + HOUR, actor=designer, now=NOON)
    agree(uow, change, approver)
    schedule_change(uow, change, NOON + HOUR, actor=designer, now=NOON)
    assert release_due(uow, change, now=NOON)["released"] is False
    hold = {"slug": "heat", "why": "Move.", "starts_at": NOON, "ends_at": NOON + 2 * HOUR, "now": NOON}
    add_freeze(uow, **hold, actor=approver)
    assert release_due(uow, change, now=NOON + HOUR)["why"] == "Nothing is released now: Move."
    assert get_change(uow, change).held_why == "Nothing is released now: Move."
    schedule_change(uow, change, NOON + 3 * HOUR, actor=designer, now=NOON)
    assert release_due(uow, change, now=NOON + 3 * HOUR) == {"released": True}
    assert live(uow).document["title"] == "Warm homes"
    assert release_due(uow, change, now=NOON + 4 * HOUR) == {"released": False}


def released(uow: UnitOfWork, designer: Actor, approver: Actor) -> int:
    begin_draft(uow, designer)
    change = ask(uow, designer)
    agree(uow, change, approver)
    release_change(uow, change, actor=designer, now=NOON)
    return change


def test_an_approver_goes_back_at_once_and_a_designer_with_a_second_person(
    uow: UnitOfWork, designer: Actor, approver: Actor
):
    released(uow, designer, approver)
    with pytest.raises(ChangeRefusedError, match="Say why you go back"):
        go_back(uow, "heat", "1", "", {}, actor=approver, now=NOON)
    go_back(uow, "heat", "1", "Wrong limit.", {}, actor=approver, now=NOON)
    assert live(uow).document["title"] == "Help with heating"
    asked = go_back(uow, "heat", "2", "It was right after all.", {}, actor=designer, now=NOON)
    assert live(uow).document["title"] == "Help with heating"
    assert agree(uow, asked, approver).state == "released"
    assert live(uow).document["title"] == "Warm homes"
    newest, oldest = list_history(uow, "heat", actor=designer)
    assert (len(newest.periods), len(oldest.periods)) == (2, 1)


def test_a_release_in_between_voids_what_was_agreed_on(uow: UnitOfWork, designer: Actor, approver: Actor):
    released(uow, designer, approver)
    set_draft_again(uow, designer)
    change = ask(uow, designer)
    agree(uow, change, approver)
    go_back(uow, "heat", "1", "Wrong limit.", {}, actor=approver, now=NOON)
    assert "another release" in view_change(uow, change, actor=approver, now=NOON).other
    with pytest.raises(ChangeRefusedError, match="meets another release"):
        release_change(uow, change, actor=designer, now=NOON)
    assert get_change(uow, change).state == "void"


def set_draft_again(uow: UnitOfWork, designer: Actor) -> None:
    begin_draft(uow, designer, limit=9)


Open = Callable[[str], Database]


def both(url: str, open_database: Open, *works: Callable[[UnitOfWork], object]) -> list[object]:
    """Each in a process of its own, as far as a database can tell; what each came to."""

    def run(work: Callable[[UnitOfWork], object]) -> object:
        with open_database(url).unit_of_work() as uow:
            try:
                return work(uow)
            except (ChangeRefusedError, ChangeMovedError) as refused:
                return refused

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        return list(pool.map(run, works))


def test_released_twice_at_once_it_is_released_once(
    uow: UnitOfWork, database_url: str, open_database: Open, designer: Actor, approver: Actor
):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    agree(uow, change, approver)
    works = [lambda uow: release_change(uow, change, actor=designer, now=NOON)] * 3
    came_to = both(database_url, open_database, *works)
    assert sum(isinstance(each, ChangeMovedError | ChangeRefusedError) for each in came_to) == 2
    assert len(uow.flows.list_releases("heat")) == 2
    assert [row.action for row in uow.audit.list_of("heat")].count("release.live") == 1


def test_two_approvers_at_once_are_both_heard(
    uow: UnitOfWork, database_url: str, open_database: Open, designer: Actor, approver: Actor, second: Actor
):
    begin_draft(uow, designer)
    change = get_change(uow, ask(uow, designer))
    with uow.write():
        uow.changes.step(change, {"needs": 2})
    both(
        database_url,
        open_database,
        lambda uow: agree(uow, change.id, approver),
        lambda uow: agree(uow, change.id, second),
    )
    assert len(uow.changes.list_decisions(change.id)) == 2
    assert get_change(uow, change.id).state == "approved"


def test_an_edit_at_the_moment_of_a_release_is_never_released_unseen(
    uow: UnitOfWork, database_url: str, open_database: Open, designer: Actor, approver: Actor
):
    begin_draft(uow, designer)
    change = ask(uow, designer)
    agree(uow, change, approver)
    both(
        database_url,
        open_database,
        lambda uow: edit_or_nothing(uow, designer),
        lambda uow: release_change(uow, change, actor=designer, now=NOON),
    )
    assert live(uow).document["title"] in ("Warm homes", "Help with heating")
    assert (get_change(uow, change).state == "released") == (live(uow).document["title"] == "Warm homes")


def edit_or_nothing(uow: UnitOfWork, designer: Actor) -> object:
    try:
        return set_value(uow, designer, "/title", "Unseen")
    except NoDraftError as gone:  # the release was quicker
        return gone
