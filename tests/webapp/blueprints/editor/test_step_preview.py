"""Beside the form of a step stands its page as people would see it: of what is saved, and of what is typed."""

from __future__ import annotations

from flask import Flask

from engine.editing import FlowDraft, single_step
from tests.visitor import Visitor
from tests.webapp.blueprints.editor.test_rules import node
from tests.webapp.documents import HEAT, SPANISH

STEP = "/editor/heat/steps/ask-people"
PROMPT = "at:/nodes/ask-people/prompt"


def preview(person: Visitor) -> str:
    (found,) = (each for each in person.page.tree.all("section") if each.get("id") == "step-preview")
    return found.text


def test_what_is_typed_is_shown_as_people_would_see_it_and_not_kept(designer: Visitor, app: Flask) -> None:
    designer.visit(STEP)
    assert "How many people live here?" in preview(designer)
    address, typed = designer.filled("Show what is typed", **{PROMPT: "How many are you?"})
    typed.setlist("seen-in", ["es"])
    page = designer.send(address, typed)
    assert page.status == 200
    assert "How many are you?" in preview(designer)
    assert "Continuar" in preview(designer)
    assert "not translated as" in preview(designer)
    assert node(app, "ask-people")["prompt"] == "How many people live here?"
    designer.submit("Save")
    assert node(app, "ask-people")["prompt"] == "How many are you?"


def test_what_cannot_be_shown_says_why(designer: Visitor) -> None:
    designer.visit(STEP)
    page = designer.submit("Show what is typed", **{PROMPT: "How many, {nobody}?"})
    assert page.status == 200
    assert "It cannot be shown yet." in preview(designer)
    assert "nobody" in preview(designer)


def test_a_step_alone_has_only_what_it_names() -> None:
    alone = single_step(FlowDraft(document=HEAT, translations={"es": SPANISH}), "ask-shutoff")
    assert set(alone.document["facts"]) == {"shutoff"}
    assert alone.document["nodes"]["ask-shutoff"].keys() == {"type", "fact", "prompt", "next"}
    assert list(alone.translations["es"]["texts"]) == ["/title"]
