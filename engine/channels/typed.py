"""What was typed at the terminal becomes an input: a number, a name or a part of one; or a word such as `back`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from engine.channels.page import Choice, Field, Page, PageKind, Widget
from engine.channels.readings import find_meant, raw_of_meant
from engine.model.inputs import (
    Answer,
    Back,
    Change,
    Continue,
    GiveContact,
    Input,
    Raw,
    RemoveMember,
    Send,
    Skip,
    Solved,
)

MOST_CHOICES = 15


def numbered(choices: Sequence[Choice]) -> Sequence[Choice]:
    """All, or the first of too many to read."""
    return choices if len(choices) <= MOST_CHOICES else choices[: MOST_CHOICES - 5]


def read(typed: Sequence[str], page: Page) -> Input | None:
    """What the typed lines mean on this page; None when they mean nothing, so that they are asked for again.

    `back` goes back and `change 2` to the second of the answers given, from any page; `remove 2` takes out a member.
    """
    command = typed[0].strip().casefold() if typed else ""
    if command == "back":
        return Back() if page.back else None
    if command.startswith("change "):
        return _change(command.removeprefix("change "), page)
    if command.startswith("remove ") and page.can_remove:
        return _remove(command.removeprefix("remove "), page)
    reader = _READERS.get(page.kind)
    return reader(typed, page) if reader else None


def _remove(number: str, page: Page) -> RemoveMember | None:
    found = next((each for each in page.members if str(each.number) == number.strip()), None)
    return RemoveMember(place=page.place, number=found.number) if found else None


def _change(number: str, page: Page) -> Change | None:
    chosen = int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else 0
    if not 0 < chosen <= len(page.lines):
        return None
    line = page.lines[chosen - 1]
    return Change(place=line.alone or line.place)


def _read_answer(typed: Sequence[str], page: Page) -> Input | None:
    field = page.field
    assert field is not None
    if page.optional and not any(line.strip() for line in typed):
        return Skip(place=page.place, returning=page.returning)
    return Answer(place=page.place, raw=_raw(typed, field), returning=page.returning)


def _raw(typed: Sequence[str], field: Field) -> Raw:
    if field.type == "address":
        names = [part.name for part in field.parts]
        return {name: (line,) for name, line in zip(names, typed, strict=False)}
    line = typed[0] if typed else ""
    meant = raw_of_meant(line, field)
    if meant is not None:
        return meant
    if field.widget == Widget.CHECKBOXES:
        return {"": _find_choices(line, field.choices)}
    if field.choices:
        return {"": (_find_choice(line, field.choices),)}
    return {"": (line,)}


def _find_choices(typed: str, choices: Sequence[Choice]) -> tuple[str, ...]:
    """Numbers apart by spaces or commas; names apart by commas."""
    names = typed.split(",")
    if re.fullmatch(r"[\d\s,]*", typed):
        names = re.findall(r"\d+", typed)
    return tuple(_find_choice(name, choices) for name in names if name.strip())


def _find_choice(typed: str, choices: Sequence[Choice]) -> str:
    """The option meant by its number, its name, or a part of a name that only one has; else what was typed."""
    name = typed.strip().casefold()
    by_number = {str(number): each.value for number, each in enumerate(numbered(choices), start=1)}
    if name in by_number:
        return by_number[name]
    by_name = [each.value for each in choices if name in (each.value.casefold(), each.label.casefold())]
    beginning = [each.value for each in choices if name and each.label.casefold().startswith(name)]
    holding = [each.value for each in choices if name and name in each.label.casefold()]
    return next((found[0] for found in (by_name, beginning, holding) if len(found) == 1), typed.strip())


def _read_continue(typed: Sequence[str], page: Page) -> Input | None:
    return Continue(place=page.place)


def _read_solved(typed: Sequence[str], page: Page) -> Input | None:
    verdict = _find_choice(
        typed[0] if typed else "", (Choice(value="yes", label="yes"), Choice(value="no", label="no"))
    )
    return Solved(place=page.place, helped=verdict == "yes") if verdict in ("yes", "no") else None


def _read_contact(typed: Sequence[str], page: Page) -> Input | None:
    details = {each.name: line.strip() for each, line in zip(page.contact, typed, strict=False)}
    anonymous = page.may_stay_anonymous and not any(details.values())
    meant = {
        each.name: chosen
        for each in page.contact
        if (chosen := find_meant(details.get(each.name, ""), each.value, each.meant))
    }
    return GiveContact(place=page.place, details=details, meant=meant, anonymous=anonymous, returning=page.returning)


def _read_send(typed: Sequence[str], page: Page) -> Input | None:
    """Only the word itself sends."""
    said = typed[0].strip().casefold() if typed else ""
    return Send(place=page.place, consent=page.body) if said == "send" else None


_READERS: Mapping[PageKind, Callable[[Sequence[str], Page], Input | None]] = {
    PageKind.QUESTION: _read_answer,
    PageKind.MEMBERS: _read_answer,
    PageKind.MESSAGE: _read_continue,
    PageKind.ARTICLE: _read_solved,
    PageKind.RESULTS: _read_solved,
    PageKind.CONTACT: _read_contact,
    PageKind.CHECK: _read_send,
}
