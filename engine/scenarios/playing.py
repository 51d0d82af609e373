"""Plays a flow in a terminal: prints what the person would see, reads what they type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from engine.channels import terminal, web
from engine.channels.page import Page
from engine.definition.release import Release
from engine.errors import NotWaitingError
from engine.model.words import Words
from engine.runtime import Turn, narrow, resume, start

ReadLine = Callable[[str], str]
"""Asks for one line with a label; raises EOFError when there is no more."""


def play_in_terminal(
    release: Release, *, language: str, now: datetime, read_line: ReadLine, write: Callable[[str], None]
) -> Turn:
    """One journey from start to end, or to the end of what is typed. The last turn."""
    words = Words(language or release.flow.language)
    turn = start(release, now=now, new_id=lambda: "play", language=words.language)
    while True:
        page = web.show(release, turn.journey, narrow(release, turn.journey, turn.prompt), words)
        screen = terminal.show(page, words)
        write("\n".join(("", *screen.lines)))
        if not screen.asks:
            return turn
        try:
            turn = _next(release, turn, page, _typed(screen.asks, read_line), now, write)
        except EOFError:
            return turn


def _typed(asks: tuple[str, ...], read_line: ReadLine) -> list[str]:
    """One line for each label; a command such as `back` is enough by itself."""
    typed: list[str] = []
    for label in asks:
        typed.append(read_line(f"{label}: "))
        if typed[0].strip().casefold() == "back" or typed[0].strip().casefold().startswith("change "):
            break
    return typed


def _next(
    release: Release, turn: Turn, page: Page, typed: list[str], now: datetime, write: Callable[[str], None]
) -> Turn:
    given = terminal.read(typed, page)
    if given is None:
        write("That was not understood. You can also type: back, change 1")
        return turn
    try:
        return resume(release, turn.journey, given, now=now)
    except NotWaitingError as error:
        write(f"There is nothing to answer at {error.place}.")
        return turn
