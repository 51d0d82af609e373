"""What text messages and telephones share: a page asked piece by piece, and what a reply came to.

On the web one form holds an address or every way to be reached. Here each part is asked by itself, so that a
conversation can stand in the middle of a page. The `Dialog` says where; the host keeps it beside the journey.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.channels.contact import CONTACT_LABELS
from engine.channels.page import Choice, Field, Page, PageKind, Result, Widget
from engine.model.inputs import Input
from engine.model.words import Words

__all__ = [
    "ArticleCard",
    "Articles",
    "Dialog",
    "Heard",
    "Part",
    "asked_part",
    "lines_said",
    "open_parts",
    "parts_of",
    "results_of",
]


@dataclass(frozen=True, kw_only=True)
class ArticleCard:
    """What is told of an article where it cannot be shown whole."""

    title: str
    summary: str = ""
    url: str = ""


Articles = Mapping[str, ArticleCard]
"""By slug, in the reader's language. One that is not there is told by its slug."""


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """Where a conversation stands within one page. A new one begins at each page."""

    said: tuple[str, ...] = ()
    """What was given for the parts asked so far."""
    pending: str = ""
    """What was keyed in and waits to be confirmed."""
    first: int = 0
    """Of a menu too long for the keys, the first option told; of results, the one told."""
    mode: str = ""
    """`change` or `remove` while the number of an answer or a member is asked for; `spell` within a long list."""
    told: str = ""
    """A sentence to say first: what was not understood, or what was asked about."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a reply came to: an input for the journey, or a step within the page."""

    input: Input | None = None
    dialog: Dialog = Dialog()
    wants_person: bool = False
    """The person chose to be helped by somebody, because this cannot go on here."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that is asked by itself."""

    name: str
    label: str
    value: str = ""
    """What was typed before."""
    optional: bool = False
    meant: tuple[Choice, ...] = ()
    type: str = "text"


def parts_of(page: Page, words: Words) -> tuple[Part, ...]:
    """Every part of an address or of the ways to be reached; any other question is one part without a name."""
    if page.kind is PageKind.CONTACT:
        return tuple(
            Part(
                name=each.name,
                label=words.sentence(CONTACT_LABELS[each.name]),
                value=each.value,
                optional=not each.required,
                meant=each.meant,
                type=each.name,
            )
            for each in page.contact
        )
    field = page.field
    if field is None:
        return ()
    if field.type == "address":
        return tuple(
            Part(name=each.name, label=each.label, value=each.value, optional=each.optional or page.optional)
            for each in field.parts
        )
    return (Part(name="", label="", value=field.value, optional=page.optional, meant=field.meant, type=field.type),)


def open_parts(page: Page, words: Words) -> tuple[Part, ...]:
    """Those still to ask: after a refusal only what was refused, with what else was said left as it is."""
    parts = parts_of(page, words)
    wrong = {error.target.removeprefix("answer-") for error in page.errors}
    refused = tuple(part for part in parts if part.name in wrong)
    return refused if refused and any(part.value for part in parts) else parts


def asked_part(page: Page, words: Words, dialog: Dialog) -> Part | None:
    """The part that is asked now."""
    parts = open_parts(page, words)
    return parts[len(dialog.said)] if len(dialog.said) < len(parts) else None


def lines_said(page: Page, words: Words, said: Sequence[str]) -> list[str]:
    """One line for each part, as if all had been typed into a form."""
    lines = {part.name: part.value for part in parts_of(page, words)}
    lines |= {part.name: line for part, line in zip(open_parts(page, words), said, strict=False)}
    return list(lines.values())


def results_of(page: Page) -> list[tuple[str, Result]]:
    """What fits and what may, in the order told, each with how it fits."""
    return [
        (section.fit, result)
        for section in page.results
        if section.fit != "does-not-fit"
        for group in section.groups
        for result in group.results
    ]


def is_menu(field: Field | None) -> bool:
    """Whether one of several options is chosen."""
    return field is not None and bool(field.choices) and field.widget != Widget.CHECKBOXES


def again(dialog: Dialog, told: str) -> Heard:
    """The same once more, with a sentence before it."""
    return Heard(dialog=replace(dialog, told=told, pending=""))
