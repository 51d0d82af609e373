"""Lays out a flow's texts for a translator, and keeps what was translated before.

The file that comes out holds every text of the flow in its order: what is translated already, what is empty and
waits, and beside what the flow has changed since, the sentence and the translation as they were.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from engine.definition.digests import text_digest
from engine.definition.loader import parse_flow
from engine.model.flow import Text
from engine.model.values import Json
from engine.model.words import Words

Entry = dict[str, Json]


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """A translation file as it should be now, and what is left to do; texts are named by their pointers."""

    translation: Json
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    left_over: Mapping[str, Text]
    """Translations of texts that the flow no longer has: they are not in the file any more."""


def renew_translation(
    document: Mapping[str, Json], language: str, old: Json = None, *, accept: Container[str] = (), bare: bool = False
) -> Renewal:
    """The translation of a sound document into `language`, as far as `old` has it.

    `accept` names stale texts that were looked at and still fit; one whose translation was changed since it was
    found to be stale needs no naming. `bare` leaves out the sentences to translate from.
    """
    texts = parse_flow(document).texts
    before: Mapping[str, Entry] = old["texts"] if old else {}
    known = {entry["from"]: entry["text"] for entry in before.values() if is_filled(entry["text"])}
    entries: dict[str, Entry] = {}
    for pointer, text in texts.items():
        entry = _renewed(text, before.get(pointer), is_accepted=pointer in accept)
        if not is_filled(entry["text"]):
            entry["text"] = known.get(entry["from"], _blank(text, language))
        entries[pointer] = entry if bare else entry | {"source": text}
    return Renewal(
        translation={"language": language, "texts": entries},
        missing=tuple(pointer for pointer, entry in entries.items() if not is_filled(entry["text"])),
        stale=tuple(pointer for pointer, entry in entries.items() if "was" in entry),
        left_over={
            pointer: entry["text"]
            for pointer, entry in before.items()
            if pointer not in texts and is_filled(entry["text"]) and not _is_carried(entry, entries)
        },
    )


def is_filled(text: Text) -> bool:
    """Whether somebody has translated it. A plural needs the form for every other number."""
    return bool(text if isinstance(text, str) else text["other"])


def _renewed(source: Text, old: Entry | None, *, is_accepted: bool) -> Entry:
    """The entry of one text. What was made from another sentence keeps its old digest until it is looked at."""
    digest = text_digest(source)
    if old is None or not is_filled(old["text"]):
        return {"text": "", "from": digest}
    was = old.get("was")
    if old["from"] == digest or is_accepted or (was is not None and was["text"] != old["text"]):
        return {"text": old["text"], "from": digest}
    return {"text": old["text"], "from": old["from"], "was": was or _was(old)}


def _was(old: Entry) -> Entry:
    return {"text": old["text"]} | ({"source": old["source"]} if "source" in old else {})


def _blank(source: Text, language: str) -> Text:
    """An empty text of the same kind; a plural has the forms of the language that is translated into."""
    if isinstance(source, str):
        return ""
    return {"by": source["by"], **dict.fromkeys(Words(language).plural_classes, "")}


def _is_carried(entry: Entry, entries: Mapping[str, Entry]) -> bool:
    """Whether the text only moved: the same words now stand at another place."""
    return any(each["from"] == entry["from"] and each["text"] == entry["text"] for each in entries.values())
