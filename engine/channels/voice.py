"""The telephone channel: a page becomes sentences to say and keys to press, and the keys pressed an input.

Keys 1 to 9 choose, 0 says it again, * goes back. Numbers, amounts and days are keyed in, ended by the pound key, said
back and confirmed. What needs words of one's own cannot be keyed: this is said, and a person is offered.
Nothing is spoken or dialled: that is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.channels import typed, voice_answers, voice_menu
from engine.channels.dialog import Articles, Dialog, Heard, again, results_of
from engine.channels.page import Page, PageKind, Result
from engine.channels.plain import spoken
from engine.channels.telling import SECTIONS, STILL_MISSING, lines_of, reasons_of, title_of
from engine.channels.voice_answers import contact, question
from engine.channels.voice_menu import Entry, Plan, There, back_of, pressed
from engine.model.words import Words

__all__ = ["MOST_KEYS", "PHRASES", "Menu", "read", "show"]

MOST_KEYS = 9
"""A menu with more options is told in parts."""
HELPED, NOT_HELPED = "Yes", "No"
GO_ON = "To go on, press {key}."
SEND = "To send it, press {key}."
CHANGE = "To change an answer, press {key}."
REMOVE = "To take a person out, press {key}."
DETAILS = "To hear more about each, press {key}."
WHICH = "Enter its number, then press pound."
ON_THE_WEB = "You can read it on our website: {title}."
SOLVED, HELPFUL = "Did this answer your question?", "Did this help you?"
CHECK, SENT = "Check what you will send", "Sent."
NO_WAY_ON = "This cannot go on here. Please ask a person for help."
PHRASES = (
    *(*voice_menu.PHRASES, *voice_answers.PHRASES, *SECTIONS.values(), STILL_MISSING),
    *(GO_ON, HELPED, NOT_HELPED, SEND, CHANGE, REMOVE, DETAILS, WHICH, ON_THE_WEB, SOLVED, HELPFUL, CHECK, SENT),
    NO_WAY_ON,
)
"""Every English phrase this channel adds."""


@dataclass(frozen=True, kw_only=True)
class Menu:
    """What to say, and which keys are waited for."""

    say: tuple[str, ...]
    keys: tuple[str, ...] = ()
    """The keys that do something, besides `0` and `*`."""
    digits: int = 1
    """How many keys at most; more than one are ended by `#`."""
    waits: bool = True
    offers_person: bool = False
    """This cannot be answered by keys: one of them leads to a person."""
    goes_on: bool = False
    """There are more options than keys, so that they are told in parts."""


def show(page: Page, words: Words, dialog: Dialog | None = None, articles: Articles | None = None) -> Menu:
    """What is said of the page, as far as the conversation has come in it."""
    there = There(page, words, dialog or Dialog(), articles or {})
    plan = _plan(there)
    waits = bool(plan.keys or plan.entry)
    first = [there.dialog.told] if there.dialog.told else [error.message for error in page.errors]
    said = [*(spoken(each) for each in first), *plan.say, *(each.says for each in plan.keys)]
    if waits and back_of(there) is not None:
        said.append(there.say(voice_menu.TO_GO_BACK))
    if plan.keys:
        said.append(there.say(voice_menu.TO_HEAR_AGAIN))
    return Menu(
        say=tuple(said),
        keys=tuple(each.key for each in plan.keys),
        digits=plan.entry.digits if plan.entry else 1,
        waits=waits,
        offers_person=plan.offers_person,
        goes_on=plan.goes_on,
    )


def read(keys: str, page: Page, words: Words, dialog: Dialog | None = None, articles: Articles | None = None) -> Heard:
    """What the keys mean that were pressed on this page: a row of them, with or without the `#` at its end."""
    there = There(page, words, dialog or Dialog(), articles or {})
    return pressed(_plan(there), keys.strip(), there)


def _plan(there: There) -> Plan:
    return _PLANS[there.page.kind](there)


def _members(there: There) -> Plan:
    """The members so far, and whether there is another."""
    if there.dialog.mode == "remove":
        return _which(there, "remove")
    plan, page = question(there), there.page
    members = [spoken(f"{each.title}: {', '.join(line.value for line in each.lines)}") for each in page.members]
    keys = list(plan.keys)
    if page.can_remove:
        keys.append(there.act("3", REMOVE, there.step(mode="remove")))
    return Plan(say=[*members, *plan.say], keys=keys)


def _which(there: There, command: str) -> Plan:
    """The number of an answer to change, or of a member to take out."""

    def take(row: str) -> Heard:
        given = typed.read([f"{command} {row}"], there.page)
        return again(there.dialog, there.say(voice_answers.NO_SUCH_NUMBER)) if given is None else Heard(input=given)

    entry = Entry(digits=voice_answers.MOST_DIGITS, take=take, empty=there.step())
    return Plan(say=[there.say(WHICH)], entry=entry)


def _input(there: There, line: str) -> Heard:
    given = typed.read([line], there.page)
    assert given is not None, line
    return Heard(input=given)


def _message(there: There) -> Plan:
    return Plan(say=there.head(), keys=[there.act("1", GO_ON, _input(there, ""))])


def _article(there: There) -> Plan:
    page = there.page
    card = there.articles.get(page.article)
    said = [*map(spoken, reasons_of(page)), there.say(ON_THE_WEB, title=title_of(page.article, there.articles))]
    said += [spoken(card.summary)] if card and card.summary else []
    return Plan(say=said) if page.solved is not None else _verdict(there, said, SOLVED)


def _verdict(there: There, said: list[str], asked: str) -> Plan:
    keys = [
        there.press("1", there.say(HELPED), _input(there, "yes")),
        there.press("2", there.say(NOT_HELPED), _input(there, "no")),
    ]
    return Plan(say=[*said, there.say(asked)], keys=keys)


def _results(there: There) -> Plan:
    """What fits and what may, by name; then each with its reasons, one after another."""
    page, found = there.page, results_of(there.page)
    now = min(there.dialog.first, len(found))
    more = [there.act("3", DETAILS, there.step(first=now + 1))] if now < len(found) else []
    if now:
        said = _result(there, found[now - 1][1])
        return Plan(say=said, keys=[*more, there.act("1", GO_ON, there.step(first=0))])
    said = there.head()
    for fit in dict.fromkeys(fit for fit, _ in found):
        names = there.words.several(result.title for each, result in found if each == fit)
        said.append(f"{there.say(SECTIONS[fit])}: {names}.")
    said += [spoken(each) for each in reasons_of(page)]
    if page.solved is not None:
        return Plan(say=said, keys=more)
    plan = _verdict(there, said, HELPFUL)
    return Plan(say=plan.say, keys=[*plan.keys, *more])


def _result(there: There, result: Result) -> list[str]:
    said = [spoken(f"{result.title}: {result.summary}"), *(spoken(each.sentence) for each in result.reasons)]
    missing = ", ".join(each.label for each in result.missing)
    said += [there.say(STILL_MISSING, questions=missing)] if missing else []
    if result.article:
        said.append(there.say(ON_THE_WEB, title=title_of(result.article, there.articles)))
    return said


def _check(there: There) -> Plan:
    page = there.page
    if there.dialog.mode == "change":
        return _which(there, "change")
    said = [there.say(CHECK), *lines_of(page), *reasons_of(page), page.body]
    keys = [there.act("1", SEND, _input(there, "send"))]
    if page.lines:
        keys.append(there.act("3", CHANGE, there.step(mode="change")))
    return Plan(say=[line for text in said if (line := spoken(text))], keys=keys)


def _receipt(there: There) -> Plan:
    return Plan(say=[there.say(SENT), *map(spoken, reasons_of(there.page))])


def _end(there: There) -> Plan:
    return Plan(say=[*there.head(), *map(spoken, reasons_of(there.page))])


def _help(there: There) -> Plan:
    return Plan(say=[there.say(NO_WAY_ON)], offers_person=True)


_PLANS: Mapping[PageKind, Callable[[There], Plan]] = {
    PageKind.QUESTION: question,
    PageKind.MEMBERS: _members,
    PageKind.MESSAGE: _message,
    PageKind.ARTICLE: _article,
    PageKind.RESULTS: _results,
    PageKind.CONTACT: contact,
    PageKind.CHECK: _check,
    PageKind.RECEIPT: _receipt,
    PageKind.END: _end,
    PageKind.HELP: _help,
}
