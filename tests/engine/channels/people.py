"""People who answer a flow on the web, by text messages or by the keys of a telephone, always with the same answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.channels import read_form, sms, voice, web
from engine.channels.dialog import Dialog, Heard, asked_part
from engine.channels.keyed import is_spelt, keys_of
from engine.channels.page import Page, PageKind
from engine.channels.texted import is_long
from engine.channels.voice_answers import PER_PART
from engine.definition.release import Release
from engine.definition.wording import Wording
from engine.model.prompts import Asks, Prompt, Refusal
from engine.model.values import Value
from engine.model.words import Words
from engine.questions import fact_types
from engine.runtime import Turn, find_asking, narrow, resume, start
from engine.scenarios.runner import noon

PHONE = "212 555 0142"
NOT_BY_KEYS = ("text", "email", "address", "file")
MOST_STEPS = 400

Answers = Mapping[str, Value | None]


@dataclass(frozen=True)
class End:
    """Where a journey came to rest, and with which answers."""

    node: str
    asks: Asks
    answers: Mapping[str, Value | None]
    needs_person: str = ""
    """The fact for which a person was offered."""


@dataclass
class Person:
    """One person, their answers, and the release they go through."""

    release: Release
    answers: Answers
    today: date
    words: Words

    def start(self) -> Turn:
        now = noon(self.release, self.today)
        return start(self.release, now=now, new_id=lambda: "person", language=self.words.language)

    def give(self, turn: Turn, given: Any) -> Turn:
        assert not isinstance(given, Refusal), given
        return resume(self.release, turn.journey, given, now=noon(self.release, self.today))

    def prompt(self, turn: Turn) -> Prompt:
        return narrow(self.release, turn.journey, turn.prompt)

    def page(self, turn: Turn) -> Page:
        return web.show(self.release, turn.journey, self.prompt(turn), self.words)

    def wanted(self, turn: Turn) -> tuple[str, Value | None, Mapping[str, tuple[str, ...]]]:
        """The fact that is asked for, its value, and how it would be typed."""
        asking = find_asking(self.release, self.prompt(turn))
        assert asking is not None
        fact = Wording(self.release, self.words).fact(asking.fact)
        value = self.answers.get(asking.fact)
        return asking.fact, value, {} if value is None else fact_types[fact.type].to_raw(fact, value, self.words)

    def end(self, turn: Turn, needs_person: str = "") -> End:
        prompt, given = self.prompt(turn), turn.journey.answers
        counted = {fact: each.value for fact, each in given.items() if each.on_path}
        return End(node=prompt.node, asks=prompt.asks, answers=counted, needs_person=needs_person)

    def is_over(self, turn: Turn) -> bool:
        prompt = self.prompt(turn)
        asking = find_asking(self.release, prompt)
        is_open = asking is not None and asking.fact not in self.answers
        return is_open or prompt.asks in (Asks.NOTHING, Asks.HELP) or bool(turn.journey.solved)


def by_web(person: Person) -> End:
    """Posts a form on every page."""
    turn = person.start()
    for _ in range(MOST_STEPS):
        if person.is_over(turn):
            return person.end(turn)
        prompt = person.prompt(turn)
        form: dict[str, list[str]] = {}
        if prompt.asks is Asks.ANSWER:
            _, value, raw = person.wanted(turn)
            form = {f"answer-{part}" if part else "answer": list(typed) for part, typed in raw.items()}
            form |= {} if value is not None else {"skip": ["1"]}
        elif prompt.asks is Asks.CONTACT:
            form = {"phone": [PHONE]}
        elif prompt.asks is Asks.SOLVED:
            form = {"solved": ["yes"]}
        turn = person.give(turn, read_form(form, prompt))
        assert not turn.was_refused, (prompt.place, turn.prompt.refusals)
    raise AssertionError("It never came to an end.")


Reply = Callable[[Person, Turn, Page, Dialog], str]


def converse(person: Person, reply: Reply, listen: Callable[[str, Page, Words, Dialog], Heard]) -> End:
    """Goes through a flow with `reply` and `listen`; ends where the web walk does, or where a person is offered."""
    turn, dialog = person.start(), Dialog()
    for _ in range(MOST_STEPS):
        if person.is_over(turn):
            return person.end(turn)
        page = person.page(turn)
        assert page.kind in PageKind
        heard = listen(reply(person, turn, page, dialog), page, person.words, dialog)
        if heard.wants_person:
            return person.end(turn, person.wanted(turn)[0])
        dialog = heard.dialog
        assert not dialog.told, (page.place, dialog.told)
        if heard.input is not None:
            turn = person.give(turn, heard.input)
            assert not turn.was_refused, (page.place, turn.prompt.refusals)
    raise AssertionError("It never came to an end.")


def by_text(person: Person) -> End:
    return converse(person, _text, _listen_to_text)


def _listen_to_text(reply: str, page: Page, words: Words, dialog: Dialog) -> Heard:
    text = sms.show(page, words, dialog)
    assert text.waits
    assert text.body
    return sms.read(reply, page, words, dialog)


def _text(person: Person, turn: Turn, page: Page, dialog: Dialog) -> str:
    """What somebody writes back."""
    skip, field = person.words.sentence("SKIP"), page.field
    if page.kind is PageKind.CONTACT:
        part = asked_part(page, person.words, dialog)
        return PHONE if part is not None and part.name == "phone" else skip
    if field is None:
        return person.words.sentence("Yes") if page.kind in (PageKind.ARTICLE, PageKind.RESULTS) else "1"
    _, value, raw = person.wanted(turn)
    if value is None:
        return skip
    if field.type == "address":
        part = asked_part(page, person.words, dialog)
        assert part is not None
        return raw.get(part.name, ("",))[0] or skip
    if field.choices:
        numbers = {choice.value: str(number) for number, choice in enumerate(field.choices, start=1)}
        labels = {choice.value: choice.label for choice in field.choices}
        return labels[raw[""][0]] if is_long(field) else " ".join(numbers[each] for each in raw[""])
    if field.parts:
        return " ".join(raw[part.name][0] for part in field.parts)
    return raw[""][0]


def by_keys(person: Person) -> End:
    return converse(person, _keys, _listen_to_keys)


def _listen_to_keys(keys: str, page: Page, words: Words, dialog: Dialog) -> Heard:
    menu = voice.show(page, words, dialog)
    assert menu.waits
    assert all(say and not re.search(r"https?:|\*\*|\]\(", say) for say in menu.say), menu.say
    assert len(menu.keys) <= voice.MOST_KEYS
    assert re.fullmatch(r"[0-9*]*#" if menu.digits > 1 else "[1-9]", keys), (keys, menu)
    return voice.read(keys, page, words, dialog)


def _keys(person: Person, turn: Turn, page: Page, dialog: Dialog) -> str:
    """Which keys somebody presses."""
    field = page.field
    if dialog.pending and dialog.mode != "spell":
        return "1"
    if page.kind is PageKind.CONTACT:
        return re.sub(r"\D", "", PHONE) + "#"
    if field is None:
        return "1"
    _, value, raw = person.wanted(turn)
    if field.type in NOT_BY_KEYS:
        return "1" if page.optional else "9"
    if field.choices:
        return _chosen(page, dialog, raw.get("", ()))
    if value is None:
        return "#"
    if field.type in ("date", "month"):
        widths = {"day": 2, "month": 2, "year": 4}
        return "".join(raw[part.name][0].zfill(widths[part.name]) for part in field.parts) + "#"
    return (
        re.sub(r"\D", "", raw[""][0].replace(person.words.decimal_separator, "s")) + "#"
        if field.type == "phone"
        else (raw[""][0].replace(person.words.decimal_separator, "*") + "#")
    )


def _chosen(page: Page, dialog: Dialog, ids: tuple[str, ...]) -> str:
    field = page.field
    assert field is not None
    values = [choice.value for choice in field.choices]
    if field.widget == "checkboxes":
        width = len(str(len(values)))
        return "".join(str(values.index(each) + 1).zfill(width) for each in ids) + "#"
    if not ids:
        told = len(values) if len(values) < voice.MOST_KEYS else PER_PART
        return str(told + 1)
    label = field.choices[values.index(ids[0])].label
    if is_spelt(field.choices):
        return f"{keys_of(label)}#" if dialog.mode != "spell" else "1"
    at = values.index(ids[0]) - dialog.first
    room = len(values) if len(values) <= voice.MOST_KEYS else PER_PART
    return str(at + 1) if 0 <= at < room else "9"
