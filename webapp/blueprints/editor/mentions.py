"""Parts of a draft that name something, in words and with their pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from engine.editing import Sheet, split
from webapp.services import publishing
from webapp.services.publishing import DraftView


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One part, in words, and its page."""

    text: str
    address: str


def mentions_of(shown: DraftView, slug: str, pointers: Sequence[str], called: Mapping[str, str]) -> Iterator[Mention]:
    """Parts in words: what the step is `called`, and which part of it."""
    sheet = Sheet(shown.draft)
    for pointer in pointers:
        steps = split(pointer)
        if steps[0] == "nodes":
            address = url_for("editor.step", slug=slug, node=steps[1])
            yield Mention(text=_within_step(sheet, pointer, called.get(steps[1], steps[1])), address=address)
        elif steps[0] == "facts":
            text = f"the fact {sheet.fact_called(steps[1])}"
            yield Mention(text=text, address=url_for("editor.fact", slug=slug, fact=steps[1]))
        elif steps[0] == "tables":
            text = f"the amounts “{steps[1].replace('_', ' ')}”"
            yield Mention(text=text, address=url_for("editor.amount", slug=slug, table=steps[1]))
        elif steps[0] == "promises":
            text = f"the promise “{publishing.usage_at(sheet, pointer).title}”"
            yield Mention(text=text, address=url_for("editor.promise", slug=slug, name=steps[1]))
        else:
            yield Mention(text=" ".join(steps), address=url_for("editor.outline", slug=slug))


def _within_step(sheet: Sheet, pointer: str, called: str) -> str:
    """A part of a step; one that works something out without a title of its own goes by what it works out."""
    steps, part = split(pointer), publishing.usage_at(sheet, pointer).part
    if len(steps) > 2 and steps[2] == "set" and not sheet.nodes[steps[1]].get("title"):
        return f"Works out: {part.partition(': ')[2]}"
    return f"{called}, {part[:1].lower()}{part[1:]}" if part else called
