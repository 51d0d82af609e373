"""Operations on whole languages: begin or give up one, say that translations fit, take in a translator's file."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.definition.digests import text_digest
from engine.definition.renewal import is_filled
from engine.editing.operations import Done, Operation, operations
from engine.editing.parts import ConflictError
from engine.editing.pointers import find_value
from engine.editing.sheet import Sheet
from engine.errors import EditError
from engine.model.values import Json

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


@operations.register("add-language")
@dataclass(frozen=True, kw_only=True)
class AddLanguage(Operation):
    """Begins a translation. Until a text is translated, it is shown in the flow's own language."""

    op = "add-language"

    language: str

    def run(self, sheet: Sheet) -> Done:
        if not _TAG.fullmatch(self.language):
            raise EditError(f"“{self.language}” is no language.", "Write it as es, ar or zh-Hant.")
        if self.language == sheet.document.get("language"):
            raise EditError("The flow is written in that language.", "Change the texts themselves.")
        if self.language in sheet.translations:
            raise EditError(f"The flow is being translated into “{self.language}” already.", "Open it in the list.")
        sheet.translations[self.language] = {"language": self.language, "texts": {}}
        return Done(said=f"Began the translation into “{self.language}”.")


@operations.register("remove-language")
@dataclass(frozen=True, kw_only=True)
class RemoveLanguage(Operation):
    """Gives a translation up, with all that was translated."""

    op = "remove-language"

    language: str

    def run(self, sheet: Sheet) -> Done:
        count = len(_texts(sheet, self.language))
        del sheet.translations[self.language]
        return Done(said=f"Removed the translation into “{self.language}” with {count} text{'s' * (count != 1)}.")


@operations.register("confirm-translations")
@dataclass(frozen=True, kw_only=True)
class ConfirmTranslations(Operation):
    """Says that somebody looked at stale translations and that they still fit."""

    op = "confirm-translations"

    language: str
    only: tuple[str, ...]
    """Pointers of texts."""

    def run(self, sheet: Sheet) -> Done:
        texts, count = _texts(sheet, self.language), 0
        for pointer in self.only:
            source = find_value(sheet.document, pointer)
            entry = texts.get(pointer)
            if entry is None or source is None or not is_filled(entry["text"]):
                raise EditError(f"There is no translation at “{pointer}”.", "Translate it first.")
            fitting = {"text": entry["text"], "from": text_digest(source)}
            count += fitting != entry
            texts[pointer] = fitting
        said = f"Marked {count} translation{'s' * (count != 1)} as checked ({self.language})."
        return Done(said=said, focus=self.only[-1] if self.only else "")


@operations.register("take-in-translations")
@dataclass(frozen=True, kw_only=True)
class TakeInTranslations(Operation):
    """Writes what a translator sent: texts by pointer, each `{"text", "from", "was"}`.

    `from` names the sentence that the translator saw, so that a translation of an older one is stale at once; `was` is
    the translation that stood here when the file was looked at, None for none.
    """

    op = "take-in-translations"

    language: str
    texts: Mapping[str, Json]

    def run(self, sheet: Sheet) -> Done:
        if self.language == sheet.document.get("language"):
            raise EditError("The flow is written in that language.", "Change the texts themselves.")
        empty = {"language": self.language, "texts": {}}
        texts = sheet.translations.setdefault(self.language, empty)["texts"]
        for pointer, given in self.texts.items():
            if find_value(sheet.document, pointer) is None:
                raise EditError(f"The flow has no text at “{pointer}” any more.", "Take the file in again.")
            now = (texts[pointer]["text"] if pointer in texts else None) or None
            if now != given.get("was") and now != given["text"]:
                raise ConflictError(pointer, now, given["text"])
            texts[pointer] = {"text": copy.deepcopy(given["text"]), "from": given["from"]}
        count = len(self.texts)
        return Done(said=f"Took in {count} translation{'s' * (count != 1)} ({self.language}).")


def _texts(sheet: Sheet, language: str) -> dict[str, Any]:
    if language not in sheet.translations:
        raise EditError(f"The flow is not translated into “{language}”.", "Begin that translation first.")
    texts: dict[str, Any] = sheet.translations[language]["texts"]
    return texts
