"""Parts of a draft that name something, in words and with their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from engine.editing import Sheet, split
from webapp.blueprints.editor.labels import label_of
from webapp.services.publishing import DraftView


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One part, in words, and its page."""

    text: str
    address: str


def mentions_of(shown: DraftView, slug: str, pointers: Sequence[str]) -> Iterator[Mention]:
    """Parts in words: what the step is called, and which part of it."""
    sheet = Sheet(shown.draft)
    for pointer in pointers:
        steps = split(pointer)
        if steps[0] == "nodes":
            part = f", {label_of(steps[2]).lower()}: {steps[-1]}" if len(steps) > 3 else ""
            address = url_for("editor.step", slug=slug, node=steps[1])
            yield Mention(text=f"{sheet.called(steps[1]).strip('“”')}{part}", address=address)
        elif steps[0] == "facts":
            text = f"the fact {sheet.fact_called(steps[1])}"
            yield Mention(text=text, address=url_for("editor.fact", slug=slug, fact=steps[1]))
        elif steps[0] == "tables":
            text = f"the table “{steps[1].replace('_', ' ')}”"
            yield Mention(text=text, address=url_for("editor.amount", slug=slug, table=steps[1]))
        else:
            yield Mention(text=" ".join(steps), address=url_for("editor.outline", slug=slug))
