"""All texts of a flow at once: find words, replace them, and say beforehand where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from engine.definition.digests import text_digest
from engine.definition.renaming import TEXT_KEYS
from engine.definition.renewal import is_filled
from engine.definition.texts import flow_texts
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import find, join, name_of
from engine.editing.sheet import FlowDraft, Sheet
from engine.errors import EditError
from engine.model.flow import Text
from engine.model.values import Json

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@operations.register("replace-words")
@dataclass(frozen=True, kw_only=True)
class ReplaceWords(Operation):
    """Says something otherwise wherever it is said, in the flow's own language or in one that it is translated into.

    Placeholders such as {people} stay as they are. Translations of what changes are stale until somebody looks.
    """

    op = "replace-words"

    words: str
    by: str
    language: str = ""
    """Empty: the flow's own."""
    whole_words: bool = True
    match_case: bool = False
    """Only where capital and small letters are the same; otherwise what is put in follows them."""
    only: tuple[str, ...] = ()
    """Pointers; empty is everywhere."""

    def run(self, sheet: Sheet) -> Done:
        found = list(find_words(sheet, self))
        if not found:
            raise EditError(f"“{self.words}” is not said anywhere here.", "Look for other words.")
        for each in found:
            if self._is_own(sheet.document):
                find(sheet.document, each.pointer).write(each.after)
            else:
                sheet.translations[self.language]["texts"][each.pointer]["text"] = each.after
        count = len(found)
        return Done(said=f"Replaced “{self.words}” by “{self.by}” in {count} text{'s' * (count != 1)}.")

    def texts(self, draft: FlowDraft | Sheet) -> Iterator[tuple[str, Text]]:
        """Where it looks: every text of its language, by pointer."""
        if self._is_own(draft.document):
            yield from each_text(draft.document)
        else:
            entries = draft.translations.get(self.language, {"texts": {}})["texts"]
            yield from ((pointer, entry["text"]) for pointer, entry in entries.items())

    def replacer(self) -> Callable[[str], str]:
        """What makes one sentence of another. Placeholders stay as they are."""
        bounds = (r"(?<!\w)", r"(?!\w)") if self.whole_words else ("", "")
        flags = 0 if self.match_case else re.IGNORECASE
        pattern = re.compile(f"({_PLACEHOLDER.pattern})|{bounds[0]}{re.escape(self.words)}{bounds[1]}", flags)
        return lambda text: pattern.sub(lambda found: found[1] or self._instead(found[0]), text)

    def _instead(self, found: str) -> str:
        return self.by if self.match_case else _as_large(self.by, found)

    def _is_own(self, document: Mapping[str, Json]) -> bool:
        return self.language in ("", document.get("language"))


@dataclass(frozen=True, kw_only=True)
class Rewording:
    """One text in which words are replaced, as it is and as it becomes."""

    pointer: str
    before: Text
    after: Text
    stale: tuple[str, ...] = ()
    """Languages whose translation of it fits now, and has to be looked at again afterwards."""


def find_words(draft: FlowDraft | Sheet, sought: ReplaceWords) -> Iterator[Rewording]:
    """Where `sought` replaces something, without doing it. Raises EditError where there is nothing to look for."""
    if not sought.words.strip():
        raise EditError("There is nothing to look for.", "Write the words that are to be replaced.")
    replace = sought.replacer()
    for pointer, text in list(sought.texts(draft)):
        new = _replaced(text, replace)
        if new != text and (not sought.only or pointer in sought.only):
            own = sought.language in ("", draft.document.get("language"))
            stale = tuple(_made_from(draft.translations, pointer, text)) if own else ()
            yield Rewording(pointer=pointer, before=text, after=new, stale=stale)


def _made_from(translations: Mapping[str, Json], pointer: str, text: Text) -> Iterator[str]:
    """Languages whose translation of a text was made from it as it is."""
    digest = text_digest(text)
    for language, translation in translations.items():
        entry = translation["texts"].get(pointer)
        if entry and is_filled(entry["text"]) and entry["from"] == digest:
            yield language


def _as_large(word: str, found: str) -> str:
    """With a capital where the sentence had one."""
    return word[:1].upper() + word[1:] if found[:1].isupper() else word


def _replaced(text: Text, replace: Callable[[str], str]) -> Text:
    if isinstance(text, str):
        return replace(text)
    return {key: form if key == "by" else replace(form) for key, form in text.items()}


def each_text(document: Mapping[str, Json]) -> Iterator[tuple[str, Text]]:
    """Every text of a draft by its pointer, those of nodes that are not whole yet too."""
    yield from flow_texts(document)
    for name, node in document.get("nodes", {}).items():
        yield from _texts_in(join("nodes", name), node)


def _texts_in(here: str, part: Mapping[str, Json]) -> Iterator[tuple[str, Text]]:
    for key, value in part.items():
        if key in TEXT_KEYS and value:
            yield f"{here}/{key}", value
        elif isinstance(value, list):
            for number, entry in enumerate(value):
                if isinstance(entry, Mapping):
                    yield from _texts_in(f"{here}/{key}{join(name_of(entry) or str(number))}", entry)
