"""Operations on all texts of a flow at once: find and replace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from engine.definition.renaming import TEXT_KEYS
from engine.definition.texts import flow_texts
from engine.editing.operations import Done, Operation, operations
from engine.editing.pointers import find, join, name_of
from engine.editing.sheet import Sheet
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
    only: tuple[str, ...] = ()
    """Pointers; empty is everywhere."""

    def run(self, sheet: Sheet) -> Done:
        if not self.words.strip():
            raise EditError("There is nothing to look for.", "Write the words that are to be replaced.")
        own = self.language in ("", sheet.document.get("language"))
        replace = self._replacer()
        count = self._in_flow(sheet, replace) if own else self._in_translation(sheet, replace)
        if not count:
            raise EditError(f"“{self.words}” is not said anywhere here.", "Look for other words.")
        return Done(said=f"Replaced “{self.words}” by “{self.by}” in {count} text{'s' * (count != 1)}.")

    def _replacer(self) -> Callable[[str], str]:
        bounds = (r"(?<!\w)", r"(?!\w)") if self.whole_words else ("", "")
        pattern = re.compile(f"({_PLACEHOLDER.pattern})|{bounds[0]}{re.escape(self.words)}{bounds[1]}", re.IGNORECASE)
        return lambda text: pattern.sub(lambda found: found[1] or _as_large(self.by, found[0]), text)

    def _in_flow(self, sheet: Sheet, replace: Callable[[str], str]) -> int:
        changed = 0
        for pointer, text in list(each_text(sheet.document)):
            new = _replaced(text, replace)
            if new != text and (not self.only or pointer in self.only):
                find(sheet.document, pointer).write(new)
                changed += 1
        return changed

    def _in_translation(self, sheet: Sheet, replace: Callable[[str], str]) -> int:
        changed = 0
        for pointer, entry in sheet.translations.get(self.language, {"texts": {}})["texts"].items():
            new = _replaced(entry["text"], replace)
            if new != entry["text"] and (not self.only or pointer in self.only):
                entry["text"] = new
                changed += 1
        return changed


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
