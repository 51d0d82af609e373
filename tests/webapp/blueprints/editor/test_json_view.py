"""A designer writes a flow as JSON: checked by line, kept as one edit, never over somebody else's."""

from __future__ import annotations

import json

from flask import Flask

from tests.visitor import Visitor
from tests.webapp.blueprints.editor.test_facts import document

PART = "/editor/heat/json?at=/nodes/ask-people"


def test_a_part_is_written_as_json_and_undone(designer: Visitor, app: Flask) -> None:
    designer.visit(PART)
    node = {**document(app)["nodes"]["ask-people"], "hint": "You, too"}
    page = designer.submit("Keep", text=json.dumps(node))
    assert "Wrote “ask-people” as JSON." in page.text
    assert document(app)["nodes"]["ask-people"] == node
    designer.submit("Undo")
    assert "hint" not in document(app)["nodes"]["ask-people"]


def test_the_whole_flow_is_one_edit(designer: Visitor, app: Flask) -> None:
    designer.visit("/editor/heat/json")
    whole = {**document(app), "title": "Warm homes"}
    whole["nodes"] = {**whole["nodes"], "bye": {"type": "end", "title": "Bye"}}
    designer.submit("Keep", text=json.dumps(whole))
    assert document(app)["title"] == "Warm homes"
    assert "bye" in document(app)["nodes"]


def test_broken_json_and_faults_are_told_with_their_lines(designer: Visitor, app: Flask) -> None:
    before = document(app)
    designer.visit(PART)
    page = designer.submit("Keep", text='{"type": "question",\n "fact": }')
    assert page.status == 422
    assert "line 2" in page.text.lower()
    wrong = (
        '{"type": "question",\n "fact": "people",\n "prompt": "How many?",\n "optional": "perhaps",\n "next": "read"}'
    )
    page = designer.submit("Check", text=wrong)
    assert page.status == 200
    assert "Line 4" in page.text
    page = designer.submit("Keep", text=wrong)
    assert page.status == 422
    assert '"optional": "perhaps"' in page.text
    assert document(app) == before


def test_both_versions_are_shown_in_a_conflict(designer: Visitor, app: Flask) -> None:
    designer.visit(PART)
    node = document(app)["nodes"]["ask-people"]
    address, mine = designer.filled("Keep", text=json.dumps({**node, "hint": "Mine"}))
    designer.submit("Keep", text=json.dumps({**node, "hint": "Theirs"}))
    page = designer.send(address, mine)
    assert page.status == 422
    assert "Mine" in page.text
    assert "Theirs" in page.text
    designer.submit("Keep")
    assert document(app)["nodes"]["ask-people"]["hint"] == "Mine"


def test_a_flow_stays_itself(designer: Visitor, app: Flask) -> None:
    for whole in ({**document(app), "id": "other"}, {"format": 1}, [], {**document(app), "nodes": []}):
        designer.visit("/editor/heat/json")
        assert designer.submit("Keep", text=json.dumps(whole)).status == 422
    assert designer.client.get("/editor/heat/json?at=/nodes/gone").status_code == 404
    assert designer.client.get("/editor/heat/json?at=nodes").status_code == 404
