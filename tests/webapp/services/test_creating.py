"""New flows from every source, who answers for them, how they fare, and putting them aside; on both databases."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest

from engine.editing import read_operation
from engine.errors import EditError
from tests.webapp.documents import HEAT, SPANISH, answer, begin, heat, publish, see
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import UnitOfWork
from webapp.services.accounts import Actor, PermissionRefusedError, Role
from webapp.services.journeys import UnknownServiceError, start_journey
from webapp.services.journeys.views import Traffic
from webapp.services.publishing import (
    FlowRefusedError,
    Named,
    archive,
    duplicate,
    edit,
    find_card,
    find_problems,
    get_draft,
    import_flows,
    index_service,
    list_designs,
    list_owners,
    list_patterns,
    make_blank,
    make_from_json,
    make_from_pattern,
    make_from_table,
    open_draft,
    read_newest,
    restore,
    say_promises,
    set_owner,
    table_template,
    write_csv,
    write_xlsx,
)
from webapp.services.publishing.slugs import RESERVED, check_slug
from webapp.services.publishing.spreadsheets import SpreadsheetError, read_rows
from webapp.services.search import search


@pytest.fixture
def designer(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "designer@example.org", Role.DESIGNER)


@pytest.fixture
def approver(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "approver@example.org", Role.APPROVER)


def errors_of(uow: UnitOfWork, slug: str, designer: Actor) -> list[str]:
    found = find_problems(uow, get_draft(uow, slug, actor=designer))
    return [issue.sentence for issue in found if issue.severity == "error"]


def test_a_blank_flow_begins_with_a_question_that_leads_to_an_end(uow: UnitOfWork, designer: Actor):
    named = Named(title=" Cooling help ", agency="Department of Cold")
    slug = make_blank(uow, named, question="Are you hot?", fact_type="boolean", actor=designer, now=NOON)
    document = get_draft(uow, slug, actor=designer).draft.document
    assert (slug, document["id"], document["title"]) == ("cooling-help", "cooling-help", "Cooling help")
    assert document["nodes"][document["start"]]["next"] == "end"
    assert list(document["nodes"]) == [document["start"], "end"]
    assert errors_of(uow, slug, designer) == []
    card = find_card(uow, slug, actor=designer, now=NOON)
    assert card is not None
    assert (card.owner, card.is_live, card.states, card.agency) == ("Designer", False, {"draft"}, "Department of Cold")
    flow = uow.flows.find(slug)
    assert flow is not None
    assert flow.is_guided


@pytest.mark.parametrize("pattern", [pattern.name for pattern in list_patterns()])
def test_a_pattern_becomes_a_flow_without_a_problem(uow: UnitOfWork, designer: Actor, pattern: str):
    slug = make_from_pattern(uow, Named(title="Mine", slug="mine"), pattern, actor=designer, now=NOON)
    shown = get_draft(uow, slug, actor=designer)
    assert find_problems(uow, shown) == ()
    assert (shown.draft.document["id"], shown.draft.document["title"]) == ("mine", "Mine")
    assert shown.draft.document["facts"]


def test_there_are_several_patterns_and_no_other(uow: UnitOfWork, designer: Actor):
    assert len(list_patterns()) >= 4
    with pytest.raises(FlowRefusedError):
        make_from_pattern(uow, Named(title="Mine"), "zeppelin", actor=designer, now=NOON)


def test_a_flow_comes_from_json_under_its_own_name_or_another(uow: UnitOfWork, designer: Actor):
    text = json.dumps(heat(id="warmth"))
    assert make_from_json(uow, Named(), text, actor=designer, now=NOON) == "warmth"
    assert make_from_json(uow, Named(title="Again", slug="again"), text, actor=designer, now=NOON) == "again"
    assert get_draft(uow, "again", actor=designer).draft.document["title"] == "Again"
    with pytest.raises(EditError, match="a flow “warmth” already"):
        make_from_json(uow, Named(), text, actor=designer, now=NOON)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "Choose a file, or paste the flow."),
        ("{", "This is no JSON."),
        ("[" * 100_000, "This is nested too deeply to be a flow."),
        ("[]", "This is no flow as it stands."),
        ('{"format": 1}', "This is no flow as it stands."),
        (json.dumps(heat(nodes={"a": {"type": "zork"}})), "This is no flow as it stands."),
        (json.dumps(heat(nodes=[])), "This is no flow as it stands."),
    ],
)
def test_what_is_no_flow_is_refused_with_its_reasons(uow: UnitOfWork, designer: Actor, text: str, what: str):
    with pytest.raises(FlowRefusedError) as refused:
        make_from_json(uow, Named(), text, actor=designer, now=NOON)
    assert refused.value.what == what
    assert bool(refused.value.details) == (what == "This is no flow as it stands.")


def test_what_is_wrong_beyond_its_shape_is_told_in_the_editor(uow: UnitOfWork, designer: Actor):
    make_from_json(uow, Named(), json.dumps(heat(id="broken", start="nowhere")), actor=designer, now=NOON)
    assert errors_of(uow, "broken", designer)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_the_template_of_a_table_becomes_a_flow(uow: UnitOfWork, designer: Actor, write):
    content = write(table_template())
    slug = make_from_table(uow, Named(title="From a table"), content, actor=designer, now=NOON)
    assert errors_of(uow, slug, designer) == []
    assert get_draft(uow, slug, actor=designer).draft.document["nodes"]["age"]["rules"]


def test_a_table_is_refused_by_its_rows(uow: UnitOfWork, designer: Actor):
    with pytest.raises(FlowRefusedError) as refused:
        make_from_table(uow, Named(title="T"), b"step,type,go to\na,zork,b\n", actor=designer, now=NOON)
    assert refused.value.details[0].startswith("Row 2: “zork” is no type of step.")
    for content in (b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04rubbish", b"\0\1\2"):
        with pytest.raises(FlowRefusedError):
            make_from_table(uow, Named(title="T"), content, actor=designer, now=NOON)


def test_a_spreadsheet_keeps_what_cells_say():
    rows = [("=1+1", "-3", "a,b", "line\nline", "ß"), ("", "x")]
    assert read_rows(write_csv(rows)) == [*rows[:1], ("", "x")]
    assert read_rows(write_xlsx(rows)) == rows
    assert b"'=1+1" in write_csv(rows), "a spreadsheet program runs no formula of ours"
    assert read_rows("sep=;\na;b\n1;é".encode("cp1252")) == [("a", "b"), ("1", "é")]


def test_a_spreadsheet_that_would_unpack_to_too_much_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    with pytest.raises(SpreadsheetError, match="too large"):
        read_rows(packed.getvalue())


def test_a_spreadsheet_with_entities_of_its_own_is_refused():
    bomb = b'<!DOCTYPE a [<!ENTITY b "b">]><workbook xmlns="x">&b;</workbook>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", bomb)
    with pytest.raises(SpreadsheetError, match="cannot be read"):
        read_rows(packed.getvalue())


def test_a_copy_takes_its_translations_along(uow: UnitOfWork, designer: Actor):
    duplicate(uow, "heat", Named(title="Heat again", slug="heat-two"), actor=designer, now=NOON)
    draft = get_draft(uow, "heat-two", actor=designer).draft
    assert draft.document["nodes"] == HEAT["nodes"]
    assert draft.translations == {"es": SPANISH}
    assert draft.document["title"] == "Heat again"


@pytest.mark.parametrize("slug", ["New flow", "a", "9lives", "über", *sorted(RESERVED)[:3], "requests", "heat"])
def test_names_that_cannot_be_are_refused_with_a_sentence(uow: UnitOfWork, slug: str):
    with pytest.raises(EditError) as refused:
        check_slug(uow, slug)
    assert refused.value.fix


def test_a_flow_without_a_title_is_refused_and_only_designers_make_one(uow: UnitOfWork, designer: Actor, agent: Actor):
    with pytest.raises(FlowRefusedError, match="title"):
        make_blank(uow, Named(), question="", fact_type="", actor=designer, now=NOON)
    with pytest.raises(PermissionRefusedError):
        make_blank(uow, Named(title="X"), question="", fact_type="", actor=agent, now=NOON)


def test_somebody_answers_for_a_flow(uow: UnitOfWork, designer: Actor, approver: Actor, agent: Actor):
    assert {person.id for person in list_owners(uow)} == {designer.id, approver.id}
    set_owner(uow, "heat", approver.id, actor=designer, now=NOON)
    assert [card.owner for card in list_designs(uow, actor=designer, now=NOON, owner=approver.id)] == ["Approver"]
    assert list_designs(uow, actor=designer, now=NOON, owner=designer.id) == ()
    with pytest.raises(EditError):
        set_owner(uow, "heat", agent.id, actor=designer, now=NOON)
    set_owner(uow, "heat", "", actor=designer, now=NOON)
    assert list_designs(uow, actor=designer, now=NOON)[0].owner == ""


def test_people_inside_and_the_share_that_came_to_an_end_count_only_the_public(uow: UnitOfWork, designer: Actor):
    for number in range(20):
        journey = begin(uow, traffic=Traffic.PUBLIC)
        if number < 5:  # an article is where they end
            answer(uow, journey, "ask-people", "3")
            answer(uow, journey, "ask-shutoff", "no")
    begin(uow, traffic=Traffic.DEMO)
    card = find_card(uow, "heat", actor=designer, now=NOON)
    assert card is not None
    assert (card.inside, card.started, card.reached) == (15, 20, 25)
    later = find_card(uow, "heat", actor=designer, now=NOON + timedelta(days=29))
    assert later is not None
    assert (later.started, later.reached) == (0, None), "of too few people no share is told"
    assert find_card(uow, "heat", actor=designer, now=NOON + timedelta(days=31)).inside == 0, "journeys expire"


def test_an_archived_flow_is_offered_to_nobody_and_whoever_is_inside_goes_on(
    uow: UnitOfWork, designer: Actor, approver: Actor, tmp_path
):
    journey = begin(uow)
    with pytest.raises(PermissionRefusedError):
        archive(uow, "heat", actor=designer, now=NOON)
    archive(uow, "heat", actor=approver, now=NOON)
    with pytest.raises(UnknownServiceError):
        start_journey(uow, "heat", language="en", traffic=Traffic.PUBLIC, now=NOON)
    answer(uow, journey, "ask-people", "3")
    answer(uow, journey, "ask-shutoff", "no")
    assert see(uow, journey).article is not None
    assert list_designs(uow, actor=designer, now=NOON) == ()
    assert [card.slug for card in list_designs(uow, actor=designer, now=NOON, state="archived")] == ["heat"]
    folder = tmp_path / "heat"
    folder.mkdir()
    (folder / "flow.json").write_text(json.dumps(heat(title="Newer")), encoding="utf-8")
    import_flows(uow, tmp_path, now=NOON)
    assert uow.flows.find("heat").live_release_id is None, "an update does not bring it back"
    restore(uow, "heat", actor=approver, now=NOON)
    begin(uow)
    assert list_designs(uow, actor=designer, now=NOON)[0].is_live


def test_a_flow_that_others_run_is_not_archived(uow: UnitOfWork, designer: Actor):
    open_draft(uow, "heat", actor=designer, now=NOON)
    operation = read_operation({"op": "extract", "nodes": ["ask-people"], "flow": "home", "title": "Your home"})
    edit(uow, "heat", operation, actor=designer, now=NOON)
    with pytest.raises(EditError, match="Other flows run this one: “Help with heating”"):
        archive(uow, "home", actor=designer, now=NOON)


def test_a_designer_archives_what_the_public_never_met(uow: UnitOfWork, designer: Actor):
    slug = make_blank(uow, Named(title="A try"), question="", fact_type="", actor=designer, now=NOON)
    archive(uow, slug, actor=designer, now=NOON)
    with pytest.raises(EditError, match="archived already"):
        archive(uow, slug, actor=designer, now=NOON)
    restore(uow, slug, actor=designer, now=NOON)
    with pytest.raises(EditError, match="not archived"):
        restore(uow, slug, actor=designer, now=NOON)


def test_promises_are_told_in_words(uow: UnitOfWork, designer: Actor):
    promises = [
        {"id": "a", "when": {"var": "shutoff"}, "then": {"visits": "person"}},
        {"id": "b", "then": {"never": "read"}},
        {"id": "c", "then": {"outcome": ["read", "person"]}},
    ]
    publish(uow, heat(promises=promises))
    told = [promise.sentence for promise in say_promises(uow, read_newest(uow, "heat", actor=designer))]
    assert told == [
        "When “Heat is off” is yes, the journey comes past “Ask a person”.",
        "Every journey never comes to “Stay warm”.",
        "Every journey ends at “Stay warm” or “Ask a person”.",
    ]


def test_search_finds_an_archived_service_no_more(uow: UnitOfWork, approver: Actor):
    with uow.write():
        index_service(uow, "heat", HEAT, {})
    assert len(search(uow, "heating", language="en").services) == 1
    archive(uow, "heat", actor=approver, now=NOON)
    assert search(uow, "heating", language="en").services == ()
