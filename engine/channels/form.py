"""A form posted from a page becomes an input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.model.inputs import Answer, Continue, GiveContact, Input, Raw, Send, Skip, Solved
from engine.model.prompts import Asks, Prompt, Refusal
from engine.nodes import CONTACT_FACTS
from engine.questions import MEANT

ANSWER = "answer"
"""The name of the field that holds an answer, and how the names of its parts begin."""


def read(form: Mapping[str, Sequence[str]], prompt: Prompt, *, consent: str = "") -> Input | Refusal:
    """The input that a posted form means at this prompt. `consent` is the sentence shown above the button."""
    returning = _one(form, "returning") == "1"
    place = prompt.place
    if prompt.asks is Asks.ANSWER:
        if _one(form, "skip"):
            return Skip(place=place, returning=returning)
        return Answer(place=place, raw=_raw(form), returning=returning)
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


def _raw(form: Mapping[str, Sequence[str]]) -> Raw:
    """The answer's parts: `answer` is the whole, `answer-day` its part `day`."""
    raw: dict[str, tuple[str, ...]] = {}
    for name, values in form.items():
        if name == ANSWER:
            raw[""] = tuple(values)
        elif name.startswith(f"{ANSWER}-"):
            raw[name[len(ANSWER) + 1 :]] = tuple(values)
    return raw


def _one(form: Mapping[str, Sequence[str]], name: str) -> str:
    values = form.get(name) or [""]
    return values[0]
