"""A trial by text message or by telephone: what is sent or said, and what a reply or a row of keys comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine import resume
from engine.channels import Dialog, Heard, Page, read_keys, read_text, show_menu, show_page, show_text
from engine.errors import NotWaitingError
from engine.model import Words
from engine.runtime import narrow
from webapp.services.trying.trial import Trial


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One text, or what is said on the telephone."""

    lines: tuple[str, ...]
    waits: bool
    """Whether an answer is waited for."""
    messages: int = 0
    """How many text messages it costs."""
    alphabet: str = ""
    keys: tuple[str, ...] = ()
    """The keys that do something."""
    wants_person: bool = False
    """Here the caller would be connected with somebody."""


def speak(trial: Trial, words: Words) -> Spoken:
    """What is sent or said where the trial stands."""
    page = _page(trial, words)
    if trial.channel == "sms":
        text = show_text(page, words, trial.dialog)
        lines = tuple(text.body.split("\n"))
        return Spoken(lines=lines, waits=text.waits, messages=text.segments.count, alphabet=str(text.segments.alphabet))
    menu = show_menu(page, words, trial.dialog)
    return Spoken(lines=menu.say, waits=menu.waits, keys=menu.keys)


def reply(trial: Trial, said: str, words: Words) -> tuple[Trial, bool]:
    """The trial after a reply, and whether it asks for a person."""
    page = _page(trial, words)
    read = read_text if trial.channel == "sms" else read_keys
    heard: Heard = read(said, page, words, trial.dialog)
    if heard.input is None:
        return replace(trial, dialog=heard.dialog), heard.wants_person
    try:
        turn = resume(trial.release, trial.journey, heard.input, now=trial.now)
    except NotWaitingError:
        return replace(trial, dialog=Dialog()), False
    dialog = heard.dialog
    if turn.was_refused:
        again = show_page(trial.release, turn.journey, narrow(trial.release, turn.journey, turn.prompt), words)
        dialog = Dialog(told=" ".join(error.message for error in again.errors))
    return replace(trial, journey=turn.journey, dialog=dialog), False


def _page(trial: Trial, words: Words) -> Page:
    prompt = narrow(trial.release, trial.journey, trial.prompt())
    return show_page(trial.release, trial.journey, prompt, words)
