"""Questions on the telephone: a menu of keys, or a row of keys that is said back and confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.channels import typed
from engine.channels.dialog import Heard, again, lines_said, open_parts
from engine.channels.keyed import can_be_keyed, has_point, is_spelt, many_of, read_row, spelt
from engine.channels.page import Choice, Field, Widget
from engine.channels.readings import lettered
from engine.channels.voice_menu import MORE_KEY, Entry, Key, Plan, There
from engine.model.inputs import Input

MOST_DIGITS = 20
PER_PART = 8
"""Options told at once of a menu that is too long for the keys: the ninth key goes on."""
ENTER_ROW = "Enter the number with the keys, then press pound."
ENTER_POINT = "For cents or decimals, press star between the digits."
ENTER_DAY = "Enter 2 digits for the month and the day, and 4 for the year, in this order: {order}. Then press pound."
ENTER_MONTH = "Enter 2 digits for the month and 4 for the year, in this order: {order}. Then press pound."
ENTER_MANY = "Enter the number of each one that fits, one after another, then press pound."
ENTER_MANY_LONG = "Enter 2 digits for each one that fits, one after another, then press pound."
ENTER_NAME = "Spell the beginning of the name with the keys, then press pound."
ENTER_PHONE = "Enter your phone number with its area code, then press pound."
TO_SKIP = "To skip this, press only pound."
YOU_CHOSE = "You chose: {shown}."
YOU_ENTERED = "You entered: {shown}."
DIGITS_NEEDED = "That was not {count} digits."
NO_SUCH_NUMBER = "That was not one of the numbers."
NO_SUCH_NAME = "Nothing in the list begins with these letters."
MORE_LETTERS = "More than {count} names begin like that: enter more letters."
CANNOT = "This question needs words of your own, and keys cannot say them."
CANNOT_REACH = "We need an email address or words of your own here, and keys cannot say them."
OTHER_DETAILS = "We can take only a phone number by keys. A person asks you the rest."
RIGHT = "If that is right, press {key}."
ANEW = "To enter it again, press {key}."
MORE_OPTIONS = "For more answers, press {key}."
TO_A_PERSON = "To be helped by a person, press {key}."
SKIPPING = "To go on without an answer, press {key}."
ANONYMOUS = "To stay anonymous, press {key}."
PHRASES = (
    *(ENTER_ROW, ENTER_POINT, ENTER_DAY, ENTER_MONTH, ENTER_MANY, ENTER_MANY_LONG, ENTER_NAME, ENTER_PHONE, TO_SKIP),
    *(YOU_CHOSE, YOU_ENTERED, DIGITS_NEEDED, NO_SUCH_NUMBER, NO_SUCH_NAME, MORE_LETTERS, CANNOT, CANNOT_REACH),
    *(OTHER_DETAILS, RIGHT, ANEW, MORE_OPTIONS, TO_A_PERSON, SKIPPING, ANONYMOUS),
)
_PERSON = Heard(wants_person=True)


def question(there: There) -> Plan:
    """One question of any type."""
    field = there.page.field
    assert field is not None
    if there.dialog.pending and there.dialog.mode != "spell":
        return _confirm(there, *_shown(there, field))
    if field.meant and there.dialog.mode != "anew":
        return _readings(there, field.meant)
    if field.widget == Widget.CHECKBOXES:
        return _many(there, field)
    if field.choices:
        return _one(there, field)
    return _row(there, field) if can_be_keyed(field) else _cannot(there, CANNOT)


def _given(there: There, lines: Sequence[str]) -> Heard:
    """The answer as it would have been typed."""
    found: Input | None = typed.read(lines, there.page)
    return again(there.dialog, there.say(NO_SUCH_NUMBER)) if found is None else Heard(input=found)


def _one(there: There, field: Field) -> Plan:
    """A menu; of a long one a part at a time, or what is spelt."""
    if is_spelt(field.choices):
        return _spelling(there, field) if there.dialog.mode != "spell" else _spelt(there, field)
    skip = _skipping(there)
    room = PER_PART if len(field.choices) + len(skip) > PER_PART + 1 else PER_PART + 1
    first = there.dialog.first
    part = field.choices[first : first + room]
    keys = _numbered(there, part)
    goes_on = len(part) < len(field.choices)
    if goes_on:
        after = first + room if first + room < len(field.choices) else 0
        keys.append(there.act(MORE_KEY, MORE_OPTIONS, there.step(first=after)))
    return Plan(say=there.head(), keys=[*keys, *_next_key(there, keys, skip)], goes_on=goes_on)


def _next_key(there: There, keys: Sequence[Key], skip: Sequence[str]) -> list[Key]:
    """Going on without an answer, by the first key that is free."""
    free = next((each for each in "123456789" if each not in {key.key for key in keys}), "")
    return [there.act(free, each, _given(there, [""])) for each in skip if free]


def _skipping(there: There) -> list[str]:
    return [SKIPPING] if there.page.optional else []


def _numbered(there: There, choices: Sequence[Choice]) -> list[Key]:
    return [
        there.press(str(number), f"{each.label}, {each.hint}" if each.hint else each.label, _given(there, [each.value]))
        for number, each in enumerate(choices, start=1)
    ]


def _spelling(there: There, field: Field) -> Plan:
    """Asks for the letters a name begins with."""

    def take(row: str) -> Heard:
        found = spelt(row, field.choices)
        if not found:
            return again(there.dialog, there.say(NO_SUCH_NAME))
        if len(found) > PER_PART:
            return again(there.dialog, there.say(MORE_LETTERS, count=PER_PART))
        return there.step(mode="spell", pending=row)

    return _entry(there, [there.say(ENTER_NAME)], take)


def _spelt(there: There, field: Field) -> Plan:
    """The names that begin so."""
    keys = _numbered(there, spelt(there.dialog.pending, field.choices))
    return Plan(say=(), keys=[*keys, there.act(MORE_KEY, ANEW, there.step(mode="", pending=""))])


def _many(there: There, field: Field) -> Plan:
    """Every option with its number, and a row of numbers."""
    long = len(field.choices) > PER_PART + 1
    told = [
        f"{number}: {each.label}{f', {each.hint}' if each.hint else ''}."
        for number, each in enumerate(field.choices, start=1)
    ]

    def take(row: str) -> Heard:
        chosen = many_of(row, field.choices)
        return again(there.dialog, there.say(NO_SUCH_NUMBER)) if chosen is None else there.step(pending=row)

    return replace(_entry(there, [*told, there.say(ENTER_MANY_LONG if long else ENTER_MANY)], take), goes_on=long)


def _row(there: There, field: Field) -> Plan:
    """A number, an amount, a day or a number of a telephone."""
    order = ", ".join(part.label for part in field.parts)
    ways = {"date": there.say(ENTER_DAY, order=order), "month": there.say(ENTER_MONTH, order=order)}
    how = [ways.get(field.type, there.say(ENTER_PHONE if field.type == "phone" else ENTER_ROW))]
    how += [there.say(ENTER_POINT)] if has_point(field) else []
    return _entry(there, how, lambda row: _taken(there, row, field))


def _taken(there: There, row: str, field: Field) -> Heard:
    """Said back when it can be understood; else straight to the question's own refusal."""
    read = read_row(row, field, there.words)
    if read.wanted:
        return again(there.dialog, there.say(DIGITS_NEEDED, count=read.wanted))
    return there.step(pending=row) if read.shown else _given(there, [read.line])


def _entry(there: There, how: Sequence[str], take: Callable[[str], Heard]) -> Plan:
    empty = _given(there, [""]) if there.page.optional else there.step()
    skip = [there.say(TO_SKIP)] if there.page.optional else []
    entry = Entry(digits=MOST_DIGITS, take=take, empty=empty)
    return Plan(say=[*there.head(), *how, *skip], entry=entry)


def _shown(there: There, field: Field) -> tuple[str, list[str]]:
    """What was keyed in, as it is said back, and the lines it stands for."""
    pending = there.dialog.pending
    if field.widget == Widget.CHECKBOXES:
        chosen = many_of(pending, field.choices) or []
        said = there.words.several(each.label for each in chosen)
        return there.say(YOU_CHOSE, shown=said), [",".join(each.value for each in chosen)]
    row = read_row(pending, field, there.words)
    return there.say(YOU_ENTERED, shown=row.shown), [row.line]


def _confirm(there: There, said: str, lines: Sequence[str]) -> Plan:
    right = there.act("1", RIGHT, _given(there, lines))
    return Plan(say=[said], keys=[right, there.act("2", ANEW, there.step(pending=""))])


def _readings(there: There, meant: Sequence[Choice]) -> Plan:
    """What a refused answer may have meant."""
    letters = [line.strip().partition(".")[0] for line in lettered(meant)]
    keys = [
        there.press(str(number), each.label, _given(there, [letter]))
        for number, (letter, each) in enumerate(zip(letters, meant, strict=True), start=1)
    ]
    return Plan(say=[], keys=[*keys, there.act(MORE_KEY, ANEW, there.step(mode="anew"))])


def _cannot(there: There, why: str) -> Plan:
    """What keys cannot say: go on without it where that is allowed, or come to a person."""
    skip = [there.act("1", SKIPPING, _given(there, [""]))] if there.page.optional else []
    person = there.act(MORE_KEY, TO_A_PERSON, _PERSON)
    return Plan(say=[*there.head(), there.say(why)], keys=[*skip, person], offers_person=True)


def contact(there: There) -> Plan:
    """A telephone number is what keys can give; staying anonymous is a key where it is a choice."""
    page = there.page
    asked = [part.name for part in open_parts(page, there.words)]
    field = Field(widget="text", fact="phone", type="phone")
    if there.dialog.pending:
        row = read_row(there.dialog.pending, field, there.words)
        return _confirm(there, there.say(YOU_ENTERED, shown=row.shown), _details(there, row.line))
    may_pass = page.may_stay_anonymous or not page.contact_one_of
    if "phone" not in asked:
        passing = [there.act("1", ANONYMOUS, _given(there, _details(there, "")))] if may_pass else []
        person = there.act(MORE_KEY, TO_A_PERSON, _PERSON)
        return Plan(say=[*there.head(), there.say(CANNOT_REACH)], keys=[*passing, person], offers_person=True)
    how = [there.say(OTHER_DETAILS)] if len(asked) > 1 else []
    skip = [there.say(TO_SKIP)] if may_pass else []
    empty = _given(there, _details(there, "")) if may_pass else there.step()
    entry = Entry(digits=MOST_DIGITS, take=lambda row: there.step(pending=row), empty=empty)
    return Plan(say=[*there.head(), *how, there.say(ENTER_PHONE), *skip], entry=entry)


def _details(there: There, phone: str) -> list[str]:
    """The lines of the contact form with this number in its place."""
    lines = lines_said(there.page, there.words, ())
    names = [each.name for each in there.page.contact]
    return [phone if name == "phone" else line for name, line in zip(names, lines, strict=True)]
