"""First releases, parts that other flows run, releases at a time that was set, and imports afterwards."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from engine.definition import fingerprint
from tests.webapp.documents import HEAT, begin, heat
from tests.webapp.rows import NOON
from tests.webapp.services.releasing.conftest import begin_draft, prove_at_once, wait_for_proofs
from webapp.connectors.console import ConsoleConnector
from webapp.jobs.worker import Worker
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor
from webapp.services.publishing import import_flows
from webapp.services.releasing import (
    APPROVED,
    Asked,
    Kind,
    decide,
    gather,
    get_change,
    go_back,
    look_back,
    parts_of_change,
    release_change,
    request_change,
    runners_of,
    schedule_change,
    view_change,
)

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def proved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver has tests of its own."""
    prove_at_once(monkeypatch)


def add_draft(uow: UnitOfWork, document: dict) -> str:
    """A flow that nobody released yet."""
    slug = document["id"]
    with uow.write():
        uow.flows.add(slug, now=NOON)
        uow.drafts.add(
            slug, fingerprint=fingerprint(document, {}), document=document, translations={}, origin="editor", now=NOON
        )
    return slug


def agreed(uow: UnitOfWork, slug: str, designer: Actor, approver: Actor) -> int:
    gather(uow, slug, actor=designer, moment=NOON)
    wait_for_proofs(uow.database)
    asked = Asked(kind=Kind.NORMAL, notes_staff="As it should be.")
    change = request_change(uow, slug, asked, actor=designer, now=NOON)
    seen = get_change(uow, change).fingerprint
    decide(uow, change, APPROVED, comment="", seen=seen, actor=approver, now=NOON)
    return change


def test_a_new_flow_is_asked_for_and_released_as_any_other(uow: UnitOfWork, designer: Actor, approver: Actor):
    slug = add_draft(uow, heat(id="warmth", title="Warmth"))
    change = agreed(uow, slug, designer, approver)
    risk = {each["title"]: each["points"] for each in get_change(uow, change).evidence["risk"]["dimensions"]}
    assert (risk["How much changes"], risk["The way back"]) == (5, 5)
    release_change(uow, change, actor=designer, now=NOON)
    flow = uow.flows.find(slug)
    assert flow is not None
    assert flow.live_release_id is not None
    assert [live.slug for live in uow.flows.list_live()] == ["heat", "warmth"]


PART = {
    "format": 1,
    "id": "part",
    "shared": True,
    "language": "en",
    "time_zone": "America/New_York",
    "title": "Phone",
    "facts": {"reach": {"type": "boolean", "label": "May call"}},
    "start": "ask",
    "nodes": {
        "ask": {"type": "question", "fact": "reach", "prompt": "May we call?", "next": "done"},
        "done": {"type": "end", "title": "Done"},
    },
}


ASKS_FIRST = {**HEAT["nodes"]["ask-people"], "next": "phone"}


def test_a_part_of_other_flows_is_released_for_them_and_never_live(uow: UnitOfWork, designer: Actor, approver: Actor):
    slug = add_draft(uow, PART)
    release_change(uow, agreed(uow, slug, designer, approver), actor=designer, now=NOON)
    first = uow.flows.newest_release(slug)
    assert first is not None
    flow = uow.flows.find(slug)
    assert flow is not None
    assert flow.live_release_id is None
    runs = heat(id="runs", title="Runs it")
    call = {"type": "subflow", "flow": "part", "title": "Phone", "next": "ask-shutoff"}
    runs["nodes"] = {**runs["nodes"], "phone": call}
    add_draft(uow, runs)
    assert runners_of(uow, slug) == ("Runs it",)
    with uow.write():
        changed = {**PART, "title": "Telephone"}
        uow.drafts.add(
            slug,
            fingerprint=fingerprint(changed, {}),
            document=changed,
            translations={},
            origin="editor",
            now=NOON,
            base_release_id=first.id,
        )
    change = agreed(uow, slug, designer, approver)
    assert view_change(uow, change, actor=approver, now=NOON).run_by == ("Runs it",)
    release_change(uow, change, actor=designer, now=NOON)
    assert [release.document["title"] for release in uow.flows.list_releases(slug)] == ["Telephone", "Phone"]


def release_draft(uow: UnitOfWork, document: dict, designer: Actor, approver: Actor) -> None:
    slug = document["id"]
    if uow.flows.find(slug) is None:
        add_draft(uow, document)
    else:
        with uow.write():
            draft = {"document": document, "translations": {}, "origin": "editor", "now": NOON}
            base = uow.flows.newest_release(slug)
            uow.drafts.add(slug, fingerprint=fingerprint(document, {}), base_release_id=base and base.id, **draft)
    release_change(uow, agreed(uow, slug, designer, approver), actor=designer, now=NOON)


def test_going_back_says_which_parts_go_back_and_which_flows_do_not(uow: UnitOfWork, designer: Actor, approver: Actor):
    flows = {}
    for name, title in (("runs", "Runs it"), ("other", "Runs it too")):
        flows[name] = heat(id=name, title=title)
        call = {"type": "subflow", "flow": "part", "title": "Phone", "next": "ask-shutoff"}
        flows[name]["nodes"] = {**flows[name]["nodes"], "phone": call, "ask-people": ASKS_FIRST}
    release_draft(uow, PART, designer, approver)
    release_draft(uow, flows["runs"], designer, approver)
    release_draft(uow, flows["other"], designer, approver)
    release_draft(uow, {**PART, "title": "Telephone"}, designer, approver)
    release_draft(uow, flows["runs"] | {"summary": "With the newer part."}, designer, approver)
    (part,) = look_back(uow, "runs", "1", actor=approver).parts
    assert (part.title, part.now, part.then, part.newest) == ("Telephone", ("2",), ("1",), "2")
    assert (part.others, part.people) == (("Runs it too",), 0)
    asked = get_change(uow, go_back(uow, "runs", "1", "Wrong part.", {}, actor=designer, now=NOON))
    assert parts_of_change(uow, asked, ()) == (part,), "whoever confirms it reads the same"


def test_the_worker_releases_at_the_time_that_was_set(uow: UnitOfWork, designer: Actor, approver: Actor):
    begin_draft(uow, designer)
    change = agreed(uow, "heat", designer, approver)
    schedule_change(uow, change, NOON + HOUR, actor=designer, now=NOON)
    now = NOON
    worker = Worker(uow.database, ConsoleConnector(), clock=lambda: now, name="one")
    worker.run_once()
    assert get_change(uow, change).state == "approved"
    now = NOON + HOUR
    worker.run_once()
    assert get_change(uow, change).state == "released"
    assert get_change(uow, change).closed_by is None


def test_an_import_does_not_undo_what_was_decided_here(
    uow: UnitOfWork, designer: Actor, approver: Actor, tmp_path: Path
):
    shipped = tmp_path / "heat"
    (shipped / "translations").mkdir(parents=True)
    (shipped / "flow.json").write_text(json.dumps({**HEAT, "title": "Shipped anew"}), encoding="utf-8")
    assert [each.became for each in import_flows(uow, tmp_path, now=NOON)] == ["live"]
    go_back(uow, "heat", "1", "The new one is wrong.", {}, actor=approver, now=NOON)
    assert [each.became for each in import_flows(uow, tmp_path, now=NOON)] == ["unchanged"]
    (shipped / "flow.json").write_text(json.dumps({**HEAT, "title": "Newer still"}), encoding="utf-8")
    assert [each.became for each in import_flows(uow, tmp_path, now=NOON)] == ["draft"]
    flow = uow.flows.find("heat")
    assert flow is not None
    assert flow.live_release_id is not None
    assert uow.flows.release(flow.live_release_id).document["title"] == "Help with heating"
    begin(uow)
