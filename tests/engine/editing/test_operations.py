"""Each operation does what it says, says it in words, and can be undone; what cannot be made changes nothing."""

import json

import pytest

from engine.definition import check_document, expand, fingerprint, logic_digest, text_digest
from engine.definition.children import Child, pin
from engine.editing import ConflictError, FlowDraft, apply, invert, read_operation, redo, usages, write_operation
from engine.editing.copying import clip
from engine.errors import EditError
from tests.builders import a_document


def a_draft(**changes):
    document = a_document(**changes)
    texts = {
        "/nodes/ask-people/prompt": ("¿Cuántas personas viven con usted?", "How many people live with you?"),
        "/nodes/fits/rules/limit/because": (
            "Su ingreso está dentro del límite para {people} personas",
            "Your income is within the limit for {people} people",
        ),
        "/facts/people/label": ("Personas en casa", "People at home"),
    }
    spanish = {place: {"text": text, "from": text_digest(source)} for place, (text, source) in texts.items()}
    return FlowDraft(document=document, translations={"es": {"language": "es", "texts": spanish}})


def do(draft, op, **args):
    """The draft after one operation that came as JSON; undoing it was tried."""
    operation = read_operation({"op": op, **args})
    assert read_operation(write_operation(operation)) == operation
    edited = apply(draft, operation)
    assert same(redo(edited.draft, invert(edited.changes)), draft)
    assert same(redo(draft, edited.changes), edited.draft)
    return edited


def same(one, other):
    return json.dumps([one.document, one.translations]) == json.dumps([other.document, other.translations])


def test_a_question_is_put_into_an_exit_with_a_fact_of_its_own():
    edited = do(a_draft(), "add-node", type="question", text="Do you own your home?", after="ask-people")
    nodes = edited.draft.document["nodes"]
    assert list(nodes)[:3] == ["ask-people", "own-home", "ask-shutoff"]
    assert nodes["ask-people"]["next"] == "own-home"
    assert nodes["own-home"] == {
        "type": "question",
        "fact": "own_home",
        "prompt": "Do you own your home?",
        "next": "ask-shutoff",
    }
    assert edited.draft.document["facts"]["own_home"] == {"type": "boolean", "label": "Do you own your home"}
    assert edited.done.said == "Added the question “Do you own your home?”."
    assert not [issue for issue in check_document(edited.draft.document) if issue.severity == "error"]


def test_a_node_in_the_exit_of_a_rule_leaves_the_other_rules_alone():
    edited = do(a_draft(), "add-node", type="message", text="Stay warm", after="ask-shutoff", exit="no-heat")
    nodes = edited.draft.document["nodes"]
    assert nodes["ask-shutoff"]["rules"][0]["next"] == "stay-warm"
    assert (nodes["stay-warm"]["next"], nodes["ask-shutoff"]["otherwise"]) == ("urgent", "ask-income")


@pytest.mark.parametrize("kind", ["page", "decision", "calculate", "table", "results", "subflow", "handoff", "end"])
def test_every_type_of_node_can_be_begun(kind):
    edited = do(a_draft(), "add-node", type=kind, text="Something new", after="ask-people")
    assert edited.draft.document["nodes"]["something-new"]["type"] == kind
    check_document(edited.draft.document)  # says what is missing, and does not fall over


def test_a_removed_node_is_bridged_and_its_translations_go():
    edited = do(a_draft(), "remove-node", node="ask-people")
    assert edited.draft.document["start"] == "ask-shutoff"
    assert "/nodes/ask-people/prompt" not in edited.draft.translations["es"]["texts"]
    assert "What led there leads to “Is your heat off?” now." in edited.done.said


def test_a_node_that_leads_to_several_is_not_removed_by_guessing():
    with pytest.raises(EditError, match="leads to several steps"):
        do(a_draft(), "remove-node", node="ask-shutoff")
    edited = do(a_draft(), "remove-node", node="ask-shutoff", instead="ask-income")
    assert edited.draft.document["nodes"]["ask-people"]["next"] == "ask-income"


def test_a_renamed_node_keeps_its_translations_and_the_promises_about_it():
    draft = a_draft(promises=[{"id": "p", "then": {"visits": "ask-people"}}])
    edited = do(draft, "rename-node", node="ask-people", to="household")
    document = edited.draft.document
    assert (document["start"], document["promises"][0]["then"]) == ("household", {"visits": "household"})
    assert "/nodes/household/prompt" in edited.draft.translations["es"]["texts"]
    assert edited.done.renamed == {"/nodes/ask-people": "/nodes/household"}
    assert check_document(document) == check_document(draft.document)


def test_a_renamed_fact_is_renamed_in_conditions_tables_and_words_and_stays_translated():
    edited = do(a_draft(), "rename-part", group="facts", part="people", to="persons")
    document, spanish = edited.draft.document, edited.draft.translations["es"]["texts"]
    assert document["tables"]["limit"]["by"] == "persons"
    rule = document["nodes"]["fits"]["rules"][0]
    assert "{persons}" in rule["because"]
    assert '"people"' not in json.dumps(document)
    entry = spanish["/nodes/fits/rules/limit/because"]
    assert entry == {
        "text": "Su ingreso está dentro del límite para {persons} personas",
        "from": text_digest(rule["because"]),
    }
    assert "/facts/persons/label" in spanish


def test_usages_name_the_rule_the_table_and_the_question():
    assert usages(a_document(), "facts", "people") == ["/tables/limit", "/nodes/ask-people", "/nodes/fits/rules/limit"]
    assert usages(a_document(), "tables", "limit") == ["/nodes/fits/rules/limit"]


def test_what_is_used_is_not_removed():
    with pytest.raises(EditError, match="The fact “people” is used: /tables/limit"):
        do(a_draft(), "remove-part", group="facts", part="people")
    draft = do(a_draft(), "add-fact", type="date", label="Born on").draft
    assert "born" not in do(draft, "remove-part", group="facts", part="born").draft.document["facts"]


def test_a_change_that_somebody_else_made_meanwhile_is_shown_not_overwritten():
    pointer = "/nodes/ask-people/prompt"
    theirs = do(a_draft(), "set", pointer=pointer, value="How many of you are there?").draft
    with pytest.raises(ConflictError) as told:
        do(theirs, "set", pointer=pointer, value="Who lives here?", was="How many people live with you?")
    assert (told.value.theirs, told.value.ours) == ("How many of you are there?", "Who lives here?")
    agreed = do(theirs, "set", pointer=pointer, value="Who lives here?", was="How many of you are there?")
    assert agreed.draft.document["nodes"]["ask-people"]["prompt"] == "Who lives here?"


def test_rules_are_added_moved_and_removed():
    pointer = "/nodes/fits/rules"
    rule = {"when": {"var": "shutoff"}, "next": "agent", "because": "Your heat is off"}
    draft = do(a_draft(), "add-entry", pointer=pointer, entry=rule).draft
    assert [each["id"] for each in draft.document["nodes"]["fits"]["rules"]] == ["limit", "heat-off"]
    draft = do(draft, "move-entry", pointer=f"{pointer}/heat-off", to=0).draft
    assert [each["id"] for each in draft.document["nodes"]["fits"]["rules"]] == ["heat-off", "limit"]
    draft = do(draft, "rename-entry", pointer=f"{pointer}/limit", to="within").draft
    assert "/nodes/fits/rules/within/because" in draft.translations["es"]["texts"]
    draft = do(draft, "remove-entry", pointer=f"{pointer}/within").draft
    assert [each["id"] for each in draft.document["nodes"]["fits"]["rules"]] == ["heat-off"]
    assert "/nodes/fits/rules/within/because" not in draft.translations["es"]["texts"]


def test_an_exit_is_led_elsewhere_or_closed_only_where_the_node_allows_it():
    draft = do(a_draft(), "connect", node="fits", exit="unknown", to="other").draft
    assert draft.document["nodes"]["fits"]["unknown"] == "other"
    assert "unknown" not in do(draft, "disconnect", node="fits", exit="unknown").draft.document["nodes"]["fits"]
    with pytest.raises(EditError, match="has to lead somewhere"):
        do(draft, "disconnect", node="fits", exit="otherwise")
    with pytest.raises(EditError, match=r"has no exit “unsolved”\. It has: limit"):
        do(draft, "connect", node="fits", exit="unsolved", to="other")
    with pytest.raises(EditError, match="There is no step “nowhere”"):
        do(draft, "connect", node="fits", exit="limit", to="nowhere")


def test_a_copy_leads_to_its_own_copies_and_keeps_their_translations():
    edited = do(a_draft(), "duplicate", nodes=["ask-people", "ask-shutoff"])
    nodes = edited.draft.document["nodes"]
    assert nodes["ask-people-2"]["next"] == "ask-shutoff-2"
    assert nodes["ask-shutoff-2"]["otherwise"] == "ask-income"
    assert "/nodes/ask-people-2/prompt" in edited.draft.translations["es"]["texts"]


def test_what_is_pasted_brings_what_it_needs():
    empty = FlowDraft(
        document={**a_document(), "facts": {}, "tables": {}, "nodes": {"end": {"type": "end", "title": "Done"}}},
        translations={"es": {"language": "es", "texts": {}}},
    )
    edited = do(empty, "paste", clip=clip(a_draft(), ["ask-people", "fits"]))
    document = edited.draft.document
    assert (set(document["facts"]), set(document["tables"])) == ({"people", "income"}, {"limit"})
    assert "/nodes/ask-people/prompt" in edited.draft.translations["es"]["texts"]
    other = FlowDraft(document={**empty.document, "facts": {"people": {"type": "text", "label": "People"}}})
    with pytest.raises(EditError, match="has a fact “people” of the type text"):
        do(other, "paste", clip=clip(a_draft(), ["ask-people"]))


def test_a_stretch_becomes_a_flow_of_its_own_that_both_can_be_checked():
    edited = do(a_draft(), "extract", nodes=["ask-income", "fits"], flow="income-limit", title="Your income")
    child, parent = edited.done.made, edited.draft
    assert not [issue for issue in check_document(child.document) if issue.severity == "error"]
    children = {"income-limit": Child(document=child.document, translations={})}
    assert not [issue for issue in check_document(parent.document, children) if issue.severity == "error"]
    assert child.document["inputs"] == ["people"]
    assert "income" not in parent.document["facts"]
    assert "/nodes/fits/rules/limit/because" in child.translations["es"]["texts"]
    whole = expand(pin(parent.document, children), {}, children).document
    assert whole["nodes"]["income-limit/ask-income"]["type"] == "question"


def test_steps_that_are_entered_in_two_places_stay_where_they_are():
    with pytest.raises(EditError, match="in several places"):
        do(a_draft(), "extract", nodes=["urgent", "fits"], flow="both", title="Both")


def test_words_are_replaced_in_texts_but_never_in_placeholders():
    edited = do(a_draft(), "replace-words", words="people", by="persons")
    document = edited.draft.document
    assert document["nodes"]["fits"]["rules"][0]["because"] == "Your income is within the limit for {people} persons"
    assert document["nodes"]["ask-people"]["prompt"] == "How many persons live with you?"
    with pytest.raises(EditError, match="not said anywhere"):
        do(a_draft(), "replace-words", words="zeppelin", by="airship")
    spanish = do(a_draft(), "replace-words", words="personas", by="gente", language="es")
    assert spanish.draft.translations["es"]["texts"]["/facts/people/label"]["text"] == "Gente en casa"


def test_what_the_sender_got_wrong_is_no_edit():
    for data, told in (
        ({"op": "fly"}, "no operation"),
        ({"op": "connect", "node": "fits"}, "needs to"),
        ({"op": "connect", "node": 1, "to": "x"}, "not str"),
        ({"op": "connect", "node": "a", "to": "b", "colour": "red"}, "takes no colour"),
        ({"op": "duplicate", "nodes": "fits"}, "list of names"),
    ):
        with pytest.raises(ValueError, match=told):
            read_operation(data)


def test_moving_a_node_changes_the_outline_and_nothing_that_runs():
    draft = a_draft()
    edited = do(draft, "move-node", node="urgent")
    assert next(iter(edited.draft.document["nodes"])) == "urgent"
    assert fingerprint(edited.draft.document, {}) == fingerprint(draft.document, {})
    assert logic_digest(edited.draft.document) == logic_digest(draft.document)


def test_a_later_change_at_the_same_place_stops_an_undo_and_keeps_it():
    first = do(a_draft(), "set", pointer="/title", value="Heat")
    later = do(first.draft, "set", pointer="/title", value="Help with your heat")
    with pytest.raises(EditError, match="“title” was changed again since"):
        redo(later.draft, invert(first.changes))
    elsewhere = do(first.draft, "set", pointer="/nodes/ask-people/hint", value="Count babies too")
    undone = redo(elsewhere.draft, invert(first.changes))
    assert (undone.document["title"], undone.document["nodes"]["ask-people"]["hint"]) == (
        "Help with heat",
        "Count babies too",
    )


def test_a_step_is_put_before_the_start():
    edited = do(a_draft(), "add-node", type="message", text="Welcome", first=True)
    document = edited.draft.document
    assert document["start"] == "welcome"
    assert document["nodes"]["welcome"]["next"] == "ask-people"
    assert next(iter(document["nodes"])) == "welcome"


def test_a_step_is_put_into_several_exits_that_lead_to_one_place():
    draft = a_draft()
    node = draft.document["nodes"]["ask-shutoff"]
    exits = [rule["id"] for rule in node["rules"]]
    edited = do(draft, "add-node", type="message", text="Wait", after="ask-shutoff", exit="otherwise", also=exits)
    after = edited.draft.document["nodes"]["ask-shutoff"]
    assert {after["otherwise"], *(rule["next"] for rule in after["rules"])} == {"wait"}
    assert edited.draft.document["nodes"]["wait"]["next"] == node["otherwise"]


def test_several_steps_are_removed_at_once_and_what_led_there_goes_on():
    draft = a_draft()
    start = draft.document["start"]
    then = draft.document["nodes"][start]["next"]
    edited = do(draft, "remove-nodes", nodes=[start], instead=then)
    assert edited.draft.document["start"] == then
    with pytest.raises(EditError, match="goes too"):
        do(draft, "remove-nodes", nodes=[start, then], instead=then)
    with pytest.raises(EditError, match="No step is chosen"):
        do(draft, "remove-nodes", nodes=[])
