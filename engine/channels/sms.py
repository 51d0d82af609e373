"""The text message channel: a page becomes one text, and a reply to it an input.

Everything about wording is the page's already. Here options get numbers, parts of an address are asked one by one, and
a few words such as BACK a meaning. HELP and STOP belong to whoever carries the messages, and never come here.
`read` is in `engine.channels.texted`. Nothing is sent: that is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.channels.dialog import Articles, Dialog, Part, asked_part, is_menu, open_parts, results_of
from engine.channels.page import Choice, Page, PageKind, Result
from engine.channels.plain import readable
from engine.channels.readings import lettered
from engine.channels.segments import Segments, count_segments, in_plain_marks
from engine.channels.telling import PHRASES as TOLD
from engine.channels.telling import SECTIONS, about_article, lines_of, more_of, reasons_of
from engine.channels.texted import BACK, CHANGE, REMOVE, SKIP, UNCLEAR, WHY, is_long, read, zero_is_back
from engine.model.words import Words

__all__ = ["MOST_SEGMENTS", "PHRASES", "Text", "read", "show"]

MOST_SEGMENTS = 6
"""A longer text comes in late, out of order or cut on many telephones."""
TO_GO_BACK = "Reply {word} to go back"
TO_SKIP = "Reply {word} to skip this"
TO_SEE_WHY = "Reply {word} to see why we ask"
TO_CHANGE = "Reply {word} and a number to change that answer"
TO_REMOVE = "Reply {word} and a number to take that person out"
PHRASES = (
    *(BACK, SKIP, WHY, CHANGE, REMOVE, UNCLEAR, "Yes", "No", *TOLD),
    *(TO_GO_BACK, TO_SKIP, TO_SEE_WHY, TO_CHANGE, TO_REMOVE),
    *("Reply with a number", "Reply with each number that fits, for example 1 3", "For example: {example}"),
    *("Reply with the first letters of the name", "Reply with one letter, or with your answer again"),
    *("A file cannot be sent in a text message", "Reply 1 and a person helps you", "Reply 1 to go on"),
    *("Did this answer your question?", "Did this help you?", "Reply {yes} or {no}", "Reply 1 to send it"),
    *("Reply with a number to read more", "Does not fit what you told us: {count}", "To stay anonymous, skip each"),
    *("This cannot go on here. Please ask a person for help.", "Check what you will send", "Sent."),
)
"""Every English phrase this channel adds."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text to send, what it costs, and whether a reply to it is waited for."""

    body: str
    segments: Segments
    waits: bool


def show(page: Page, words: Words, dialog: Dialog | None = None, articles: Articles | None = None) -> Text:
    """The page as a text message. `dialog` says where in it the conversation stands."""
    there = _There(page, words, dialog or Dialog(), articles or {})
    body, waits = _TEXTS[page.kind](there)
    first = [there.dialog.told] if there.dialog.told else [error.message for error in page.errors]
    text = in_plain_marks("\n".join(line for line in (*first, *body) if line))
    return Text(body=text, segments=count_segments(text), waits=waits)


@dataclass(frozen=True)
class _There:
    """What a text is made of."""

    page: Page
    words: Words
    dialog: Dialog
    articles: Articles

    def say(self, template: str, **params: str | int) -> str:
        return self.words.sentence(template, **params)

    def head(self) -> list[str]:
        page = self.page
        return [page.lead, page.title, page.hint, readable(page.body)]

    def back(self, *, by_zero: bool = True) -> str:
        if not self.page.back and not self.dialog.said and not self.dialog.first:
            return ""
        return self.say(TO_GO_BACK, word="0" if by_zero else self.say(BACK))


Shown = tuple[list[str], bool]


def _question(there: _There) -> Shown:
    part = asked_part(there.page, there.words, there.dialog)
    if part is None or there.page.field is None:
        return there.head(), True
    if there.page.field.widget == "file":
        return [*there.head(), *_no_file(there, part)], True
    is_first = not there.dialog.said
    lines = there.head() if is_first else []
    lines += [part.label, *_how(there, part)]
    return [*lines, *_ways_out(there, part)], True


def _how(there: _There, part: Part) -> list[str]:
    """How the answer is given."""
    field = there.page.field
    assert field is not None
    if part.meant:
        letters = [line.strip() for line in lettered(part.meant)]
        return [*letters, there.say("Reply with one letter, or with your answer again")]
    if is_long(field):
        return [there.say("Reply with the first letters of the name")]
    if is_menu(field):
        return [*_numbered(field.choices), there.say("Reply with a number")]
    if field.choices:
        return [*_numbered(field.choices), there.say("Reply with each number that fits, for example 1 3")]
    return [there.say("For example: {example}", example=field.example)] if field.example else []


def _numbered(choices: tuple[Choice, ...]) -> list[str]:
    return [
        f"{number} {choice.label}{f' ({choice.hint})' if choice.hint else ''}"
        for number, choice in enumerate(choices, start=1)
    ]


def _ways_out(there: _There, part: Part) -> list[str]:
    """Skipping, going back, and why it is asked."""
    skip = there.say(TO_SKIP, word=there.say(SKIP)) if part.optional else ""
    why = there.say(TO_SEE_WHY, word=there.say(WHY)) if there.page.help and not there.dialog.said else ""
    field = there.page.field
    return [skip, there.back(by_zero=field is None or zero_is_back(field)), why]


def _no_file(there: _There, part: Part) -> list[str]:
    person = "" if part.optional else there.say("Reply 1 and a person helps you")
    return [there.say("A file cannot be sent in a text message"), person, *_ways_out(there, part)]


def _members(there: _There) -> Shown:
    page = there.page
    members = [f"{each.title}: {', '.join(line.value for line in each.lines)}" for each in page.members]
    lines, _ = _question(there)
    remove = there.say(TO_REMOVE, word=there.say(REMOVE)) if page.can_remove else ""
    return [*members, *lines, remove], True


def _message(there: _There) -> Shown:
    return [*there.head(), there.say("Reply 1 to go on"), there.back()], True


def _article(there: _There) -> Shown:
    page = there.page
    lines = [*reasons_of(page), *about_article(page.article, there.articles)]
    if page.solved is not None:
        return lines, False
    return [*lines, there.say("Did this answer your question?"), *_yes_or_no(there)], True


def _yes_or_no(there: _There) -> list[str]:
    yes, no = (there.say(each).upper() for each in ("Yes", "No"))
    return [there.say("Reply {yes} or {no}", yes=yes, no=no), there.back()]


def _results(there: _There) -> Shown:
    page, found = there.page, results_of(there.page)
    if there.dialog.first and there.dialog.first <= len(found):
        return [*_result(there, found[there.dialog.first - 1][1]), there.back()], True
    lines = there.head()
    for number, (fit, result) in enumerate(found, start=1):
        if number == 1 or found[number - 2][0] != fit:
            lines.append(there.say(SECTIONS[fit]))
        lines.append(f"{number} {result.title}")
    others = sum(len(group.results) for each in page.results if each.fit == "does-not-fit" for group in each.groups)
    lines.append(there.say("Does not fit what you told us: {count}", count=others) if others else "")
    lines.append(there.say("Reply with a number to read more") if found else "")
    if page.solved is not None:
        return [*lines, *reasons_of(page)], bool(found)
    return [*lines, *reasons_of(page), there.say("Did this help you?"), *_yes_or_no(there)], True


def _result(there: _There, result: Result) -> list[str]:
    return [
        f"{result.title}: {result.summary}",
        *(f"- {each.sentence}" for each in result.reasons),
        *more_of(result, there.articles, there.words),
    ]


def _contact(there: _There) -> Shown:
    part = asked_part(there.page, there.words, there.dialog)
    if part is None:
        return there.head(), True
    is_first = not there.dialog.said and open_parts(there.page, there.words)[0] == part
    head = there.head() if is_first else []
    anonymous = there.say("To stay anonymous, skip each") if is_first and there.page.may_stay_anonymous else ""
    how = [line.strip() for line in lettered(part.meant)]
    how += [there.say("Reply with one letter, or with your answer again")] if part.meant else []
    return [*head, anonymous, part.label, *how, *_ways_out(there, part)], True


def _check(there: _There) -> Shown:
    page = there.page
    lines = [there.say("Check what you will send"), *lines_of(page), *reasons_of(page), readable(page.body)]
    change = there.say(TO_CHANGE, word=there.say(CHANGE)) if page.lines else ""
    return [*lines, there.say("Reply 1 to send it"), change, there.back()], True


def _receipt(there: _There) -> Shown:
    return [there.say("Sent."), *reasons_of(there.page)], False


def _end(there: _There) -> Shown:
    return [*there.head(), *reasons_of(there.page)], False


def _help(there: _There) -> Shown:
    return [there.say("This cannot go on here. Please ask a person for help.")], False


_TEXTS: Mapping[PageKind, Callable[[_There], Shown]] = {
    PageKind.QUESTION: _question,
    PageKind.MEMBERS: _members,
    PageKind.MESSAGE: _message,
    PageKind.ARTICLE: _article,
    PageKind.RESULTS: _results,
    PageKind.CONTACT: _contact,
    PageKind.CHECK: _check,
    PageKind.RECEIPT: _receipt,
    PageKind.END: _end,
    PageKind.HELP: _help,
}
