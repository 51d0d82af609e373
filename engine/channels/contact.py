"""How a page asks for a way to reach the person."""

from __future__ import annotations

from engine.channels.page import Choice, FieldError
from engine.channels.readings import meant_choices
from engine.definition.wording import Wording
from engine.model.prompts import Prompt, Refusal
from engine.nodes import CONTACT_FACTS
from engine.questions import refusal_sentence

CONTACT_NEEDED = {
    ("phone",): "Enter a phone number, so that somebody can reach you",
    ("email",): "Enter an email address, so that somebody can reach you",
    ("email", "phone"): "Enter a phone number or an email address, so that somebody can reach you",
}
CONTACT_NEEDED_OTHERWISE = "Enter at least one way to reach you"
CONTACT_LABELS = {
    "name": "Name",
    "phone": "Phone number",
    "email": "Email address",
    "safe_times": "When it is safe to call",
}


def contact_meant(wording: Wording, prompt: Prompt, name: str) -> tuple[Choice, ...]:
    refused = next((each for each in prompt.refusals if each.part == name), None)
    return meant_choices(refused, CONTACT_FACTS[name], wording.words) if refused else ()


def contact_error(wording: Wording, refusal: Refusal) -> FieldError:
    if refusal.code == "contact-needed":
        ways = tuple(sorted(refusal.params["ways"]))
        needed = CONTACT_NEEDED.get(ways, CONTACT_NEEDED_OTHERWISE)
        return FieldError(target=refusal.part, message=wording.words.sentence(needed))
    sentence = refusal_sentence(refusal, CONTACT_FACTS[refusal.part], wording.words)
    return FieldError(target=refusal.part, message=sentence)
