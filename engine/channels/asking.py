"""Questions as the web shows them: one on a page of its own, or all questions of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.channels.form import ANSWER, name_in_page
from engine.channels.page import Field, FieldError, PageKind, Question
from engine.channels.readings import meant_choices
from engine.definition.wording import Wording
from engine.model.flow import Fact
from engine.model.inputs import Raw
from engine.model.journey import Given
from engine.model.prompts import Prompt, Refusal
from engine.nodes import Asking, PageNode, QuestionNode
from engine.nodes.base import Node
from engine.questions import fact_types, refusal_sentence

Own = tuple[PageKind, dict[str, Any]]


def question(wording: Wording, prompt: Prompt, node: Node) -> Own:
    """One question; of a page, the one that the prompt names."""
    asking: Asking
    if isinstance(node, PageNode):
        found = node.find(prompt.question)
        assert found is not None
        asking = found
        is_first = node.questions[0] is found
        lead = wording.text(node.pointer("title"), prompt.known)
        body = wording.text(node.pointer("body"), prompt.known, markdown=True) if is_first else ""
    else:
        assert isinstance(node, QuestionNode)
        asking, lead, body = node, "", ""
    raw = prompt.raw if prompt.raw is not None else _given(wording, asking, prompt.given)
    field = _field(wording, asking, raw, prompt.refusals)
    return PageKind.QUESTION, {
        **_words(wording, asking, prompt),
        "lead": lead,
        "body": body,
        "field": field,
        "errors": tuple(_error(wording, prompt, each, field, ANSWER) for each in prompt.refusals),
    }


def page(wording: Wording, prompt: Prompt, node: Node) -> Own:
    """All questions of a page that are not known already, each with what is wrong with its answer."""
    assert isinstance(node, PageNode)
    questions = tuple(
        _one_of(wording, prompt, each.id, each) for each in node.questions if each.fact not in prompt.known
    )
    return PageKind.PAGE, {
        "title": wording.text(node.pointer("title"), prompt.known),
        "body": wording.text(node.pointer("body"), prompt.known, markdown=True),
        "questions": questions,
        "errors": tuple(error for each in questions for error in each.errors),
    }


def _one_of(wording: Wording, prompt: Prompt, question_id: str, asking: Asking) -> Question:
    name = name_in_page(question_id)
    given = prompt.givens.get(asking.fact)
    raw = prompt.raws.get(question_id, {}) if prompt.raws is not None else _given(wording, asking, given)
    own = tuple(each for each in prompt.refusals if each.fact == asking.fact)
    field = _field(wording, asking, raw, own)
    return Question(
        id=question_id,
        name=name,
        field=field,
        errors=tuple(_error(wording, prompt, each, field, name) for each in own),
        **_words(wording, asking, prompt),
    )


def _words(wording: Wording, asking: Asking, prompt: Prompt) -> dict[str, Any]:
    return {
        "title": wording.text(asking.pointer("prompt"), prompt.known),
        "hint": wording.text(asking.pointer("hint"), prompt.known),
        "help": wording.text(asking.pointer("help"), prompt.known, markdown=True),
        "optional": asking.optional,
    }


def _field(wording: Wording, asking: Asking, raw: Raw | None, refusals: Sequence[Refusal]) -> Field:
    fact: Fact = wording.fact(asking.fact)
    field: Field = fact_types[fact.type].field(fact, raw, wording.words)
    if refusals and refusals[0].meant:
        field = replace(field, meant=meant_choices(refusals[0], fact, wording.words))
    return field


def _given(wording: Wording, asking: Asking, given: Given | None) -> Raw | None:
    """The answer given before, as it would have been typed."""
    if given is None or given.value is None:
        return None
    fact = wording.fact(asking.fact)
    raw: Raw = fact_types[fact.type].to_raw(fact, given.value, wording.words)
    return raw


def _error(wording: Wording, prompt: Prompt, refusal: Refusal, field: Field, name: str) -> FieldError:
    if refusal.message and refusal.pointer:
        sentence = wording.text(refusal.pointer, prompt.known)
    else:
        sentence = refusal_sentence(refusal, wording.fact(field.fact), wording.words)
    part = refusal.part or (field.parts[0].name if field.parts else "")
    return FieldError(target=f"{name}-{part}" if part else name, message=sentence)
