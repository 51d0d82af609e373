"""Plays a flow in a terminal: prints what the person would see, or hear, and reads what they type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.channels import sms, terminal, voice, web
from engine.channels.dialog import Articles, Dialog, Heard
from engine.channels.page import Page
from engine.definition.release import Release
from engine.errors import NotWaitingError
from engine.model.inputs import Input
from engine.model.words import Words
from engine.runtime import Turn, narrow, resume, start

ReadLine = Callable[[str], str]
"""Asks for one line with a label; raises EOFError when there is no more."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What a play needs: the flow, the reader, and somebody who types and reads."""

    release: Release
    words: Words
    now: datetime
    read_line: ReadLine
    write: Callable[[str], None]
    articles: Articles = field(default_factory=dict)


def play(stage: Stage, channel: str = "web") -> Turn:
    """One journey from start to end, or to the end of what is typed, as it goes on this channel. The last turn."""
    turn = start(stage.release, now=stage.now, new_id=lambda: "play", language=stage.words.language)
    show = _CHANNELS[channel]
    dialog = Dialog()
    while True:
        page = web.show(stage.release, turn.journey, narrow(stage.release, turn.journey, turn.prompt), stage.words)
        try:
            heard = show(stage, page, dialog)
        except EOFError:
            return turn
        if heard is None:
            return turn
        if heard.wants_person:
            stage.write("Here the person would be connected with somebody who helps.")
            return turn
        dialog = heard.dialog
        if heard.input is not None:
            turn = _next(stage, turn, heard.input)


def _in_terminal(stage: Stage, page: Page, dialog: Dialog) -> Heard | None:
    screen = terminal.show(page, stage.words, stage.articles)
    stage.write("\n".join(("", *screen.lines)))
    if not screen.asks:
        return None
    given = terminal.read(_typed(screen.asks, stage.read_line), page)
    if given is None:
        stage.write("That was not understood. You can also type: back, change 1")
    return Heard(input=given)


def _by_text(stage: Stage, page: Page, dialog: Dialog) -> Heard | None:
    text = sms.show(page, stage.words, dialog, stage.articles)
    cost = f"{text.segments.count} message{'s' * (text.segments.count != 1)}, {text.segments.alphabet}"
    stage.write(f"\n{text.body}\n[{cost}]")
    return sms.read(stage.read_line("Reply: "), page, stage.words, dialog) if text.waits else None


def _by_telephone(stage: Stage, page: Page, dialog: Dialog) -> Heard | None:
    menu = voice.show(page, stage.words, dialog, stage.articles)
    stage.write("\n".join(("", *menu.say)))
    return voice.read(stage.read_line("Keys: "), page, stage.words, dialog, stage.articles) if menu.waits else None


_CHANNELS: Mapping[str, Callable[[Stage, Page, Dialog], Heard | None]] = {
    "web": _in_terminal,
    "sms": _by_text,
    "voice": _by_telephone,
}
CHANNELS = tuple(_CHANNELS)
"""Where a flow can be played."""


def _typed(asks: tuple[str, ...], read_line: ReadLine) -> list[str]:
    """One line for each label; a command such as `back` is enough by itself."""
    typed: list[str] = []
    for label in asks:
        typed.append(read_line(f"{label}: "))
        if typed[0].strip().casefold() == "back" or typed[0].strip().casefold().startswith("change "):
            break
    return typed


def _next(stage: Stage, turn: Turn, given: Input) -> Turn:
    try:
        return resume(stage.release, turn.journey, given, now=stage.now)
    except NotWaitingError as error:
        stage.write(f"There is nothing to answer at {error.place}.")
        return turn
