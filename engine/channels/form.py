"""A form posted from a page becomes an input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.model.inputs import Answer, AnswerPage, Continue, GiveContact, Input, Raw, RemoveMember, Send, Skip, Solved
from engine.model.journey import ContactGiven
from engine.model.prompts import Asks, Prompt, Refusal
from engine.nodes import CONTACT_FACTS
from engine.questions import MEANT

ANSWER = "answer"
"""The name of the field that holds an answer, and how the names of its parts begin."""

REMOVE = "remove"
"""The name of the button that takes a member out of a list; its value is the member's number."""


def name_in_page(question: str) -> str:
    """The same for one question of a page. No id has a dot in it, so that no two of these names are alike."""
    return f"{question}.{ANSWER}"


def read(form: Mapping[str, Sequence[str]], prompt: Prompt, *, consent: str = "") -> Input | Refusal:
    """The input that a posted form means at this prompt. `consent` is the sentence shown above the button."""
    returning = _one(form, "returning") == "1"
    place = prompt.place
    if prompt.asks is Asks.ANSWER and _one(form, REMOVE).isdecimal():
        return RemoveMember(place=place, number=int(_one(form, REMOVE)[:4]))
    if prompt.asks is Asks.ANSWER:
        if _one(form, "skip"):
            return Skip(place=place, returning=returning)
        return Answer(place=place, raw=_raw(form), returning=returning)
    if prompt.asks is Asks.PAGE:
        return AnswerPage(place=place, raws=_raws(form), returning=returning)
    if prompt.asks is Asks.CONTACT:
        details = {name: _one(form, name) for name in CONTACT_FACTS}
        meant = {name: chosen for name in CONTACT_FACTS if (chosen := _one(form, f"{name}-{MEANT}"))}
        anonymous = _one(form, "anonymous") == "1"
        return GiveContact(place=place, details=details, meant=meant, anonymous=anonymous, returning=returning)
    if prompt.asks is Asks.SOLVED:
        verdict = _one(form, "solved")
        return (
            Solved(place=place, helped=verdict == "yes") if verdict in ("yes", "no") else Refusal(code="solved-needed")
        )
    if prompt.asks is Asks.SEND:
        return Send(place=place, consent=consent)
    return Continue(place=place)


def with_typed(form: Mapping[str, Sequence[str]], prompt: Prompt) -> Prompt:
    """The same prompt with what was typed into its form so far, not judged and not given."""
    given = read(form, prompt)
    if isinstance(given, Answer):
        return replace(prompt, raw=given.raw)
    if isinstance(given, AnswerPage):
        return replace(prompt, raws=given.raws)
    if isinstance(given, GiveContact):
        contact = ContactGiven(details=given.details, anonymous=given.anonymous)
        return replace(prompt, contact=contact, raw={name: (text,) for name, text in given.details.items()})
    return prompt


def _raw(form: Mapping[str, Sequence[str]], own: str = ANSWER) -> Raw:
    """The answer's parts: `answer` is the whole, `answer-day` its part `day`."""
    raw: dict[str, tuple[str, ...]] = {}
    for name, values in form.items():
        if name == own:
            raw[""] = tuple(values)
        elif name.startswith(f"{own}-"):
            raw[name[len(own) + 1 :]] = tuple(values)
    return raw


def _raws(form: Mapping[str, Sequence[str]]) -> dict[str, Raw]:
    """The answers on a page, by question: `income.answer` is the whole of one, `born.answer-day` a part of another."""
    questions = dict.fromkeys(name.partition(".")[0] for name in form if "." in name)
    return {question: _raw(form, name_in_page(question)) for question in questions}


def _one(form: Mapping[str, Sequence[str]], name: str) -> str:
    values = form.get(name) or [""]
    return values[0]
