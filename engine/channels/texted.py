"""What was texted becomes an input: a number, a name or a part of one; or a word such as BACK.

What an answer means is read as at the terminal (`engine.channels.typed`); here stand only the parts that are asked one
by one, and the words for going back, skipping and changing, in the reader's language and in English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.channels import typed
from engine.channels.dialog import Dialog, Heard, again, asked_part, is_menu, lines_said, open_parts, results_of
from engine.channels.page import Field, Page, PageKind
from engine.channels.plain import readable
from engine.model.inputs import Answer, Back, Input
from engine.model.words import Words
from engine.questions.reading import plain

BACK, SKIP, WHY, CHANGE, REMOVE = "BACK", "SKIP", "WHY", "CHANGE", "REMOVE"
_ZERO_ANSWERS = frozenset({"integer", "decimal", "money", "text"})


def zero_is_back(field: Field) -> bool:
    """Where 0 may be the answer, only the word goes back."""
    return field.type not in _ZERO_ANSWERS


def is_long(field: Field) -> bool:
    """Whether the options are found by typing a part of the name."""
    return is_menu(field) and len(field.choices) > typed.MOST_CHOICES


def read(reply: str, page: Page, words: Words, dialog: Dialog | None = None) -> Heard:
    """What a reply means on this page. What means nothing is said, and the page is shown again."""
    now = replace(dialog or Dialog(), told="")
    said = " ".join(reply.split()) if page.field is None or page.field.widget != "textarea" else reply.strip()
    if page.field is None or page.field.choices:
        said = plain(said)
    if _is_word(said, BACK, words) or (plain(said) == "0" and (page.field is None or zero_is_back(page.field))):
        return _back(page, now)
    if page.help and not now.said and _is_word(said, WHY, words):
        return again(now, readable(page.help))
    for word, command in ((CHANGE, "change"), (REMOVE, "remove")):
        number = _after(said, word, words)
        if number:
            return _input(typed.read([f"{command} {number}"], page), now, page, words)
    reader = _READERS.get(page.kind)
    return reader(said, page, words, now) if reader else again(now, _unclear(page, words))


def _back(page: Page, now: Dialog) -> Heard:
    """To the part before this one, to the results as a whole, or to the page before."""
    if now.first:
        return Heard(dialog=replace(now, first=0))
    if now.said:
        return Heard(dialog=replace(now, said=now.said[:-1]))
    return Heard(input=Back() if page.back else None)


def _parts(said: str, page: Page, words: Words, now: Dialog) -> Heard:
    """One part after another; the last one makes the answer of them all."""
    part = asked_part(page, words, now)
    if part is None:
        return again(now, _unclear(page, words))
    is_skipped = part.optional and _is_word(said, SKIP, words)
    if page.field is not None and page.field.widget == "file" and not is_skipped:
        return Heard(dialog=now, wants_person=plain(said) == "1" and not part.optional)
    if page.field is not None and is_long(page.field) and said.isdecimal():
        return Heard(input=Answer(place=page.place, raw={"": (said,)}, returning=page.returning))
    given = (*now.said, "" if is_skipped else said)
    if len(given) < len(open_parts(page, words)):
        return Heard(dialog=replace(now, said=given))
    return _input(typed.read(lines_said(page, words, given), page), replace(now, said=()), page, words)


def _solved(said: str, page: Page, words: Words, now: Dialog) -> Heard:
    found = results_of(page)
    if found and said.isdecimal():
        number = int(said) if len(said) < 4 else 0
        is_one = 0 < number <= len(found)
        return Heard(dialog=replace(now, first=number)) if is_one else again(now, _unclear(page, words))
    answers = {words.sentence("Yes").casefold(): "yes", words.sentence("No").casefold(): "no"}
    return _input(typed.read([answers.get(said.casefold(), said)], page), now, page, words)


def _go_on(said: str, page: Page, words: Words, now: Dialog) -> Heard:
    return _input(typed.read([said], page), now, page, words)


def _send(said: str, page: Page, words: Words, now: Dialog) -> Heard:
    return _input(typed.read(["send"] if said == "1" else [""], page), now, page, words)


def _input(given: Input | None, now: Dialog, page: Page, words: Words) -> Heard:
    return again(now, _unclear(page, words)) if given is None else Heard(input=given)


UNCLEAR = "We did not understand that"


def _unclear(page: Page, words: Words) -> str:
    return words.sentence(UNCLEAR)


def _is_word(said: str, word: str, words: Words) -> bool:
    return said.casefold() in (word.casefold(), words.sentence(word).casefold())


def _after(said: str, word: str, words: Words) -> str:
    """`2` after CHANGE, by itself or at the end of the word."""
    for each in (words.sentence(word), word):
        rest = said.casefold().removeprefix(each.casefold())
        if rest != said.casefold() and rest.strip().isdecimal():
            return plain(rest).strip()
    return ""


_READERS: Mapping[PageKind, Callable[[str, Page, Words, Dialog], Heard]] = {
    PageKind.QUESTION: _parts,
    PageKind.MEMBERS: _parts,
    PageKind.CONTACT: _parts,
    PageKind.MESSAGE: _go_on,
    PageKind.ARTICLE: _solved,
    PageKind.RESULTS: _solved,
    PageKind.CHECK: _send,
}
