"""Finds anything in a draft by its words: steps, facts, answers, rules, texts, amounts; and where a part is used."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engine.editing import Sheet, find_usages, find_value
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.outlining import outline_of
from webapp.services.publishing.text_places import place_texts

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

KINDS: Final = ("step", "fact", "option", "rule", "amount", "text")
GROUPS: Final = ("facts", "nodes", "tables")
MOST: Final = 60
_REMEMBERED: Final = 20
_OPTIONS: Final = {"choice": "options", "choices": "options", "place": "places"}
_PARTS: Final = {
    "rules": "Rule",
    "validators": "Check of the answer",
    "set": "Calculation",
    "rows": "Row",
    "items": "Item",
    "questions": "Question",
    "inputs": "Handed over",
    "outputs": "Handed back",
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing in a draft that can be gone to."""

    kind: str
    title: str
    more: str
    """Where it stands, or its name in files."""
    step: str = ""
    """The node to open."""
    name: str = ""
    """Of a fact or table."""


@dataclass(frozen=True, kw_only=True)
class Usage:
    """One part of a draft that names something."""

    step: str
    title: str
    part: str
    """What part of that step; empty for the step itself."""


def find_in_draft(uow: UnitOfWork, shown: DraftView, sought: str) -> list[Found]:
    """What fits all words of `sought`, the nearest first."""
    words = _folded(sought).split()
    if not words:
        return []
    ranked = [
        (rank, number, found)
        for number, (found, title, rest) in enumerate(_findable(uow, shown))
        if (rank := _rank(words, title, rest)) is not None
    ]
    return [found for _, _, found in sorted(ranked, key=lambda each: each[:2])[:MOST]]


def usages_of(shown: DraftView, group: str, name: str) -> tuple[str, list[Usage]] | None:
    """What a fact, step or table is called, and every part that names it; None where there is no such thing."""
    document: Mapping[str, Any] = shown.draft.document
    sheet = Sheet(shown.draft)
    if group not in GROUPS or name not in document.get(group, {}):
        return None
    called = {"nodes": sheet.called, "facts": sheet.fact_called}.get(group, lambda each: _table(document, each))(name)
    return called.strip("“”"), [usage_at(sheet, pointer) for pointer in find_usages(document, group, name)]


def _findable(uow: UnitOfWork, shown: DraftView) -> list[tuple[Found, str, str]]:
    """Everything, with its words as they are compared; made once for each state of a draft."""
    key = ("findable", shown.slug, shown.fingerprint)
    cache: dict[Any, Any] = uow.database.cache
    if key not in cache:
        kept = [each for each in list(cache) if isinstance(each, tuple) and each[0] == "findable"]
        for each in kept[: max(0, len(kept) - _REMEMBERED + 1)]:
            cache.pop(each, None)
        every = (*_steps(uow, shown), *_facts(shown), *_texts(shown))
        cache[key] = [(found, _folded(found.title), _folded(f"{found.more} {found.name}")) for found in every]
    findable: list[tuple[Found, str, str]] = cache[key]
    return findable


def _steps(uow: UnitOfWork, shown: DraftView) -> Iterator[Found]:
    outline = outline_of(uow, shown)
    for step in outline.steps:
        yield Found(kind="step", title=step.text, more=step.node, step=step.node)
    for step in outline.steps:
        for exit in step.exits:
            if exit.when:
                yield Found(kind="rule", title=exit.when, more=f"{step.text} → {exit.text}", step=step.node)


def _facts(shown: DraftView) -> Iterator[Found]:
    document: Mapping[str, Any] = shown.draft.document
    asked = {each.pointer: each.step for each in place_texts(shown.draft)}
    for name, fact in document.get("facts", {}).items():
        label = str(fact.get("label") or name)
        step = asked.get(f"/facts/{name}/label", "")
        yield Found(kind="fact", title=label, more=name, step=step, name=name)
        for option in fact.get(_OPTIONS.get(fact.get("type", ""), ""), ()):
            said = str(option.get("label") or option.get("id"))
            yield Found(kind="option", title=said, more=label, step=step, name=name)
    for name in document.get("tables", {}):
        yield Found(kind="amount", title=_table(document, name), more=name, name=name)


def _texts(shown: DraftView) -> Iterator[Found]:
    for each in place_texts(shown.draft):
        said = each.text if isinstance(each.text, str) else str(each.text.get("other", ""))
        yield Found(kind="text", title=said, more=f"{each.group or 'The flow itself'}: {each.label}", step=each.step)


def _rank(words: list[str], title: str, rest: str) -> int | None:
    """How near it is: its beginning, the beginning of a word, anywhere in its words, anywhere at all."""
    if not all(word in title or word in rest for word in words):
        return None
    if title.startswith(words[0]):
        return 0
    if not all(word in title for word in words):
        return 3
    return 1 if f" {words[0]}" in title else 2


def _folded(text: str) -> str:
    """Without capitals and accents: people search with neither."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())


def _table(document: Mapping[str, Any], name: str) -> str:
    return str(document["tables"][name].get("title") or name)


def usage_at(sheet: Sheet, pointer: str) -> Usage:
    """A part that names something, in words."""
    steps = pointer.split("/")[1:]
    if steps[0] == "nodes":
        part = f"{_PARTS.get(steps[2], steps[2])}: {_said(sheet, pointer)}" if len(steps) > 2 else ""
        return Usage(step=steps[1], title=sheet.called(steps[1]).strip("“”"), part=part)
    title = sheet.fact_called(steps[1]).strip("“”") if steps[0] == "facts" else _spaced(steps[-1])
    return Usage(step="", title=title, part={"facts": "Fact", "promises": "Promise"}.get(steps[0], ""))


def _said(sheet: Sheet, pointer: str) -> str:
    """An entry by its reason or title, or by the fact it fills; else by its name."""
    entry = find_value(sheet.document, pointer)
    said = entry.get("because") or entry.get("title") or entry.get("message") if isinstance(entry, Mapping) else None
    if isinstance(said, str):
        return said
    name = pointer.rpartition("/")[2]
    return sheet.fact_called(name).strip("“”") if name in sheet.facts else _spaced(name)


def _spaced(name: str) -> str:
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
