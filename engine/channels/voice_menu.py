"""What a telephone waits for: keys that lead somewhere, or a row of keys to be read. Told and read from one plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engine.channels.dialog import Articles, Dialog, Heard, again
from engine.channels.page import Page
from engine.channels.plain import spoken
from engine.model.inputs import Back
from engine.model.words import Words

BACK_KEY, AGAIN_KEY, END_KEY, MORE_KEY = "*", "0", "#", "9"
PRESS = "For {choice}, press {key}."
TO_GO_BACK = "To go back, press star."
TO_HEAR_AGAIN = "To hear this again, press 0."
NOT_USED = "That key does nothing here."
PHRASES = (PRESS, TO_GO_BACK, TO_HEAR_AGAIN, NOT_USED)


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key, the sentence that tells of it, and where it leads."""

    key: str
    says: str
    leads: Heard


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row of keys, ended by `#`, and what becomes of it. `empty` is what the `#` alone does."""

    digits: int
    take: Callable[[str], Heard]
    empty: Heard


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is said, then the keys, or the row of keys that is waited for. Neither: the call is over."""

    say: Sequence[str]
    keys: Sequence[Key] = ()
    entry: Entry | None = None
    offers_person: bool = False
    goes_on: bool = False
    """There are more options than keys."""


@dataclass(frozen=True)
class There:
    """One page, and where the conversation stands in it."""

    page: Page
    words: Words
    dialog: Dialog
    articles: Articles

    def say(self, template: str, **params: str | int) -> str:
        return self.words.sentence(template, **params)

    def head(self) -> list[str]:
        """The page's own texts, and what was wrong before."""
        page = self.page
        texts = [page.lead, page.title, page.hint, page.body]
        return [said for text in texts if (said := spoken(text))]

    def step(self, **changes: object) -> Heard:
        """Another step within this page."""
        return Heard(dialog=replace(self.dialog, **{"told": "", **changes}))  # type: ignore[arg-type] # fields of Dialog

    def press(self, key: str, choice: str, leads: Heard) -> Key:
        """`For heating oil, press 1.`"""
        return Key(key=key, says=self.say(PRESS, choice=choice.rstrip("."), key=key), leads=leads)

    def act(self, key: str, template: str, leads: Heard) -> Key:
        """`To send it, press 1.`"""
        return Key(key=key, says=self.say(template, key=key), leads=leads)


def back_of(there: There) -> Heard | None:
    """Out of a step within the page, else to the page before; None at the start."""
    now = there.dialog
    if now.pending or now.mode or now.first:
        return there.step(pending="", mode="", first=0)
    if now.said:
        return there.step(said=now.said[:-1])
    return Heard(input=Back()) if there.page.back else None


def pressed(plan: Plan, keys: str, there: There) -> Heard:
    """What the keys pressed mean."""
    now = replace(there.dialog, told="")
    back = back_of(there)
    if keys == BACK_KEY and back is not None:
        return back
    if plan.entry is not None:
        row = keys.rstrip(END_KEY)
        return plan.entry.take(row) if row and row != BACK_KEY else plan.entry.empty
    if keys == AGAIN_KEY:
        return Heard(dialog=now)
    found = next((each.leads for each in plan.keys if each.key == keys), None)
    return found or again(there.dialog, there.say(NOT_USED))
