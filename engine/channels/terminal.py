"""The terminal channel: a page becomes lines of text and the lines to type; what was typed becomes an input.

Everything about wording is the page's already. Here options get numbers, a date one line, and a few words such as
`back` a meaning. Nothing is printed or read: that is the caller's.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.channels.contact import CONTACT_LABELS
from engine.channels.dialog import Articles
from engine.channels.page import Field, Page, PageKind, Result, Widget
from engine.channels.plain import readable
from engine.channels.readings import lettered
from engine.channels.telling import PHRASES as TOLD
from engine.channels.telling import SECTIONS, more_of, title_of
from engine.channels.typed import MOST_CHOICES, numbered, read
from engine.model.words import Words

__all__ = ["PHRASES", "Screen", "read", "show"]

WIDTH = 78
PHRASES = (
    *("optional: press Enter to skip", "Type a number", "Type numbers, for example 1 3", "Type a part of the name"),
    *("optional", "Type all on one line", "and {count} more", "Press Enter to go on", "Press Enter to stay anonymous"),
    *("Did this answer your question? (yes or no)", "Check what you will send", "Type “send” to send it", "Sent."),
    *("Did you mean one of these? Type its letter, or your answer again", "Article: {article}"),
    *("Did this help you? (yes or no)", *TOLD),
    *("This cannot go on here. Please ask a person for help.", "Why", "Your answer now: {value}"),
)
"""Every English phrase this channel adds."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What to print, and a label for each line that is to be typed. No labels: the journey is over."""

    lines: tuple[str, ...]
    asks: tuple[str, ...] = ()


def show(page: Page, words: Words, articles: Articles | None = None) -> Screen:
    """The page as text. Articles are told by their titles, as far as these are known."""
    head = [line for error in page.errors for line in _wrap(f"! {error.message}")]
    head += _wrap(page.lead) + _wrap(page.title)
    head += _wrap(page.hint) + _wrap(readable(page.help)) + _wrap(readable(page.body))
    told = {PageKind.ARTICLE: _article, PageKind.RESULTS: _results}.get(page.kind)
    body, asks = told(page, words, articles or {}) if told else _SCREENS[page.kind](page, words)
    return Screen(lines=(*head, *body), asks=asks)


Shown = tuple[list[str], tuple[str, ...]]


def _question(page: Page, words: Words) -> Shown:
    field = page.field
    assert field is not None
    lines = _choices(field, words) if field.choices else []
    if not field.choices and field.value:
        lines.append(words.sentence("Your answer now: {value}", value=field.value))
    if field.meant:
        lines.append(words.sentence("Did you mean one of these? Type its letter, or your answer again"))
        lines += lettered(field.meant)
    if page.optional:
        lines.append(f"({words.sentence('optional: press Enter to skip')})")
    return lines, _question_asks(field, words)


def _question_asks(field: Field, words: Words) -> tuple[str, ...]:
    if field.type == "address":
        optional = f" ({words.sentence('optional')})"
        return tuple(part.label + (optional if part.optional else "") for part in field.parts)
    if field.widget == Widget.PARTS:
        return (f"{' / '.join(part.label for part in field.parts)} ({words.sentence('Type all on one line')})",)
    if field.widget == Widget.CHECKBOXES:
        return (words.sentence("Type numbers, for example 1 3"),)
    if field.choices:
        is_long = len(field.choices) > MOST_CHOICES
        return (words.sentence("Type a part of the name" if is_long else "Type a number"),)
    return (" ".join(each for each in (field.prefix, field.suffix) if each),)


def _choices(field: Field, words: Words) -> list[str]:
    shown = numbered(field.choices)
    lines = []
    for number, choice in enumerate(shown, start=1):
        mark = "*" if choice.checked else " "
        lines += _wrap(f"{mark}{number:>2}. {choice.label}{f' — {choice.hint}' if choice.hint else ''}", indent=5)
    if len(shown) < len(field.choices):
        lines.append(f"     {words.sentence('and {count} more', count=len(field.choices) - len(shown))}")
    return lines


def _members(page: Page, words: Words) -> Shown:
    """The members so far, then whether there is another."""
    shown = [f"{each.title}: {', '.join(line.value for line in each.lines)}" for each in page.members]
    lines, asks = _question(page, words)
    return [each for line in shown for each in _wrap(line, indent=5)] + lines, asks


def _message(page: Page, words: Words) -> Shown:
    return [], (words.sentence("Press Enter to go on"),)


def _article(page: Page, words: Words, articles: Articles) -> Shown:
    title = title_of(page.article, articles)
    lines = [*_reasons(page, words), *_wrap(words.sentence("Article: {article}", article=title), indent=5)]
    return lines, (words.sentence("Did this answer your question? (yes or no)"),) if page.solved is None else ()


def _results(page: Page, words: Words, articles: Articles) -> Shown:
    lines: list[str] = []
    for section in page.results:
        lines += ["", words.sentence(SECTIONS[section.fit]).upper()]
        for group in section.groups:
            lines += ["", *_wrap(group.title)] if group.title else []
            lines += [line for result in group.results for line in _result(result, words, articles)]
    lines += ["", *_reasons(page, words)]
    return lines, (words.sentence("Did this help you? (yes or no)"),) if page.solved is None else ()


def _result(result: Result, words: Words, articles: Articles) -> list[str]:
    lines = ["", *_wrap(f"* {result.title}: {result.summary}", indent=2)]
    lines += [line for reason in result.reasons for line in _wrap(f"  - {reason.sentence}", indent=4)]
    return lines + [line for each in more_of(result, articles, words) for line in _wrap(f"  {each}", indent=4)]


def _contact(page: Page, words: Words) -> Shown:
    lines = [words.sentence("Press Enter to stay anonymous")] if page.may_stay_anonymous else []
    return lines, tuple(words.sentence(CONTACT_LABELS[each.name]) for each in page.contact)


def _check(page: Page, words: Words) -> Shown:
    lines = [words.sentence("Check what you will send"), *_lines(page), *_reasons(page, words)]
    return lines, (words.sentence("Type “send” to send it"),)


def _receipt(page: Page, words: Words) -> Shown:
    return [words.sentence("Sent."), *_lines(page), *_reasons(page, words)], ()


def _end(page: Page, words: Words) -> Shown:
    return _reasons(page, words), ()


def _help(page: Page, words: Words) -> Shown:
    return [words.sentence("This cannot go on here. Please ask a person for help.")], ()


def _lines(page: Page) -> list[str]:
    """The answers, numbered for `change`, then how the person can be reached."""
    answers = [f"{number:>3}. {line.label}: {line.value}" for number, line in enumerate(page.lines, start=1)]
    contact = [f"     {line.label}: {line.value}" for line in page.contact_lines]
    return [each for line in answers + contact for each in _wrap(line, indent=5)]


def _reasons(page: Page, words: Words) -> list[str]:
    return [line for reason in page.reasons for line in _wrap(f"{words.sentence('Why')}: {reason.sentence}", indent=5)]


_SCREENS: Mapping[PageKind, Callable[[Page, Words], Shown]] = {
    PageKind.QUESTION: _question,
    PageKind.MEMBERS: _members,
    PageKind.MESSAGE: _message,
    PageKind.CONTACT: _contact,
    PageKind.CHECK: _check,
    PageKind.RECEIPT: _receipt,
    PageKind.END: _end,
    PageKind.HELP: _help,
}


def _wrap(text: str, indent: int = 0) -> list[str]:
    """At the terminal's width; lines of the text stay lines."""
    plain = text.splitlines()
    return [each for line in plain for each in textwrap.wrap(line, WIDTH, subsequent_indent=" " * indent) or [""]]
