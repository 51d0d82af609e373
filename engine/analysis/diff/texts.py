"""Changes of what people read, by language, and translations that no longer follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.analysis.diff.change import Change, Kind, Subject
from engine.analysis.diff.edition import Edition
from engine.analysis.diff.renamed import Matching
from engine.analysis.diff.speaking import plain, shortened
from engine.definition import parse_flow, text_digest
from engine.definition.renewal import is_filled
from engine.model.flow import Text
from engine.model.values import Json

_NAMES = {"because": "reason", "prompt": "question", "no": "word for no", "yes": "word for yes", "body": "text"}
"""What people call a text that the document calls otherwise."""


def compare_texts(old_document: Mapping[str, Json], old: Edition, new: Edition, matching: Matching) -> Iterator[Change]:
    """What changed in the texts. `old_document` is in the new names."""
    before, after = parse_flow(old_document).texts, parse_flow(new.document).texts
    language = new.document["language"]
    for pointer, text in after.items():
        was = before.get(pointer)
        if was is not None and was != text:
            yield _text(Kind.CHANGED, language, pointer, was, text)
        elif was is None and _is_within(pointer, old_document):
            yield _text(Kind.ADDED, language, pointer, None, text)
    for pointer, text in before.items():
        if pointer not in after and _is_within(pointer, new.document):
            yield _text(Kind.REMOVED, language, pointer, text, None)
    names = {
        f"/{part}/{was}/": f"/{part}/{name}/"
        for part, found in (("nodes", matching.nodes), ("facts", matching.facts))
        for name, was in found.items()
    }
    for tongue in dict.fromkeys([*old.translations, *new.translations]):
        yield from _translation(tongue, _entries(old, tongue, names), _entries(new, tongue, {}), before, after)


def _translation(
    language: str,
    old: Mapping[str, Json] | None,
    new: Mapping[str, Json] | None,
    before: Mapping[str, Text],
    after: Mapping[str, Text],
) -> Iterator[Change]:
    if old is None or new is None:
        kind, said = (Kind.ADDED, "is new") if old is None else (Kind.REMOVED, "is gone")
        pointer = f"/translations/{language}"
        yield Change(Subject.TRANSLATION, kind, pointer, f"The translation into “{language}” {said}.")
        return
    for pointer, text in after.items():
        was, entry = old.get(pointer), new.get(pointer)
        had, has = _said(was), _said(entry)
        if had != has and pointer in before:
            yield _text(
                Kind.CHANGED if had and has else Kind.ADDED if has else Kind.REMOVED, language, pointer, had, has
            )
        was_stale = bool(was and pointer in before and _is_stale(was, before[pointer]))
        if has and _is_stale(entry or {}, text) and not was_stale:
            what = f"The translation into “{language}” of the {_place(pointer)}"
            sentence = f"{what} is out of date: the text it was made from has changed."
            yield Change(Subject.TRANSLATION, Kind.STALE, pointer, sentence, has, has)


def _entries(edition: Edition, language: str, names: Mapping[str, str]) -> dict[str, Json] | None:
    if language not in edition.translations:
        return None
    return {_renamed(pointer, names): entry for pointer, entry in edition.translations[language]["texts"].items()}


def _renamed(pointer: str, names: Mapping[str, str]) -> str:
    start = "/".join(pointer.split("/")[:3]) + "/"
    return names[start] + pointer[len(start) :] if start in names else pointer


def _said(entry: Json) -> Text | None:
    return entry["text"] if entry and is_filled(entry["text"]) else None


def _is_stale(entry: Mapping[str, Json], text: Text) -> bool:
    return bool(entry["from"] != text_digest(text))


def _is_within(pointer: str, document: Mapping[str, Json]) -> bool:
    """Whether the node, fact or entry that has the text is there: what came or went whole is told as such."""
    here: Json = document
    for name in pointer.split("/")[1:-1]:
        if isinstance(here, list):
            here = next(
                (each for each in here if isinstance(each, Mapping) and name in (each.get("id"), each.get("fact"))),
                None,
            )
        else:
            here = here.get(name) if isinstance(here, Mapping) else None
        if here is None:
            return False
    return True


def _text(kind: Kind, language: str, pointer: str, was: Text | None, text: Text | None) -> Change:
    place = f"The {_place(pointer)} ({language})"
    if was is None:
        sentence = f"{place} is new: “{_quoted(text)}”."
    elif text is None:
        sentence = f"{place} is gone: “{_quoted(was)}”."
    else:
        sentence = f"{place} was “{_quoted(was)}” and is now “{_quoted(text)}”."
    pointer = pointer if language else f"/{pointer}"
    return Change(Subject.TEXT, kind, pointer, sentence, was, text)


def _quoted(text: Text | None) -> str:
    return shortened(plain(text or ""), 200)


def _place(pointer: str) -> str:
    """What a text is: the prompt of node “ask-age”."""
    _, *parts = pointer.split("/")
    if len(parts) == 1:
        return f"{parts[0]} of the flow"
    if parts[0] == "about":
        return f"“{' '.join(parts[1:])}” about the flow"
    noun = {"nodes": "node", "facts": "fact", "scopes": "part"}.get(parts[0], parts[0])
    inner = " ".join(f"“{each}”" if index % 2 else each.removesuffix("s") for index, each in enumerate(parts[2:-1]))
    name = "wording" if parts[-1] == "prompt" and inner else _NAMES.get(parts[-1], parts[-1])
    return f"{name} of {f'{inner} of ' if inner else ''}{noun} “{parts[1]}”"
