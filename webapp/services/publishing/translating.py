"""A draft's translations: how far each language is, and every text beside its translation."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.editing import (
    ConfirmTranslations,
    FlowDraft,
    Together,
    Translate,
    forms_for,
    state_of,
    translation_fault,
    units_of,
    write_po,
    write_xliff,
)
from engine.errors import EditError
from engine.model import Issue, Text
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.text_places import PlacedText, place_texts

_RANK: Final = {"missing": 0, "stale": 1, "done": 2}
TO_DO: Final = "todo"


@dataclass(frozen=True, kw_only=True)
class LanguageState:
    """How far one translation is."""

    language: str
    total: int
    done: int
    stale: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class TranslationRow:
    """One sentence beside its translation."""

    placed: PlacedText
    name: str
    """The pointer of its text, with `#few` for one form of several."""
    form: str
    source: str
    target: str
    state: str
    """`missing`, `stale` or `done`; of the whole text."""
    was: str
    """The sentence that it was translated from, where the file of a translator kept it."""
    fault: str
    findings: tuple[Issue, ...]


class TranslationRefusedError(EditError):
    """Translations that cannot stand for their texts: what is wrong with each, by the name of its field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = faults
        super().__init__("A translation does not fit its text.", next(iter(faults.values())))


def languages_of(shown: DraftView) -> list[LanguageState]:
    """Every language that the draft is translated into, by its tag."""
    placed = [each for each in place_texts(shown.draft) if each.is_public]
    return [_state(shown.draft, language, placed) for language in sorted(shown.draft.translations)]


def translation_of(
    shown: DraftView, language: str, *, only: str = "", step: str | None = None, q: str = "", also: Container[str] = ()
) -> tuple[LanguageState, list[TranslationRow]]:
    """How far a language is, and its texts that were asked for: what is missing first, then what is stale."""
    placed = [each for each in place_texts(shown.draft) if each.is_public]
    sought = q.strip().casefold()
    rows = [row for each in placed for row in _rows(shown.draft, language, each)]
    kept = [row for row in rows if row.name in also or _fits(row, only, step, sought)]
    return _state(shown.draft, language, placed), sorted(kept, key=lambda row: _RANK[row.state])


def translate(draft: FlowDraft, language: str, typed: Mapping[str, str], checked: tuple[str, ...] = ()) -> Together:
    """The edit that writes what was typed, by the names of fields. Raises TranslationRefusedError, EditError."""
    sources = {each.pointer: each.text for each in place_texts(draft)}
    entries: Mapping[str, Any] = draft.translations.get(language, {"texts": {}})["texts"]
    by_pointer: dict[str, dict[str, str]] = {}
    for name, text in typed.items():
        pointer, _, form = name.partition("#")
        by_pointer.setdefault(pointer, {})[form] = text
    steps: list[Any] = []
    faults: dict[str, str] = {}
    for pointer, forms in by_pointer.items():
        if pointer not in sources:
            raise EditError("A text that you translated is not in this flow any more.", "Somebody may have removed it.")
        now = entries[pointer]["text"] if pointer in entries else None
        merged: Text = _merged(sources[pointer], now, forms, language)
        if merged and (fault := translation_fault(sources[pointer], merged)) and any(forms.values()):
            faults[f"{pointer}#{next(iter(forms))}".rstrip("#")] = fault
        steps.append(Translate(pointer=pointer, language=language, text=merged, was=now))
    if faults:
        raise TranslationRefusedError(faults)
    if rest := tuple(pointer for pointer in checked if pointer not in by_pointer):
        steps.append(ConfirmTranslations(language=language, only=rest))
    count = len(by_pointer)
    return Together(steps=tuple(steps), said=f"Translated {count} texts ({language})." if count > 1 else "")


def export_translation(shown: DraftView, language: str, form: str) -> bytes:
    """The translation as a file for translators: `po` or `xliff`. Only texts that anybody in public reads."""
    placed = {each.pointer: each for each in place_texts(shown.draft) if each.is_public}
    labels = {pointer: f"{each.group or 'The flow itself'}: {each.label}" for pointer, each in placed.items()}
    units = [unit for unit in units_of(shown.draft, language, labels) if unit.id.partition("#")[0] in placed]
    if form == "po":
        return write_po(units, flow=shown.slug, language=language)
    return write_xliff(units, flow=shown.slug, source=str(shown.draft.document["language"]), language=language)


def _merged(source: Text, now: Text | None, forms: Mapping[str, str], language: str) -> Text:
    wanted = forms_for(source, now, language)
    if wanted == ("",):
        return forms.get("", "")
    before = dict(now) if isinstance(now, Mapping) else {}
    by = before.pop("by", source["by"] if isinstance(source, Mapping) else "")
    merged = {form: forms.get(form, before.get(form, "")) for form in wanted}
    return {"by": by, **merged} if any(merged.values()) else ""


def _state(draft: FlowDraft, language: str, placed: list[PlacedText]) -> LanguageState:
    entries = draft.translations.get(language, {"texts": {}})["texts"]
    states = [state_of(each.text, entries.get(each.pointer)) for each in placed]
    return LanguageState(
        language=language,
        total=len(states),
        done=states.count("done"),
        stale=states.count("stale"),
        missing=states.count("missing"),
    )


def _fits(row: TranslationRow, only: str, step: str | None, sought: str) -> bool:
    if step is not None and row.placed.step != step:
        return False
    if only and row.state != only and not (only == TO_DO and row.state != "done"):
        return False
    return sought in row.source.casefold() or sought in row.target.casefold()


def _rows(draft: FlowDraft, language: str, placed: PlacedText) -> Iterator[TranslationRow]:
    from engine.analysis import find_content_faults

    entry = draft.translations.get(language, {"texts": {}})["texts"].get(placed.pointer)
    target: Text = entry["text"] if entry else ""
    state = state_of(placed.text, entry)
    was = (entry or {}).get("was", {}).get("source", "")
    fault = translation_fault(placed.text, target) if state != "missing" else ""
    findings = tuple(find_content_faults(language, {placed.pointer: target})) if target else ()
    for number, form in enumerate(forms_for(placed.text, target or None, language)):
        yield TranslationRow(
            placed=placed,
            name=f"{placed.pointer}#{form}" if form else placed.pointer,
            form=form,
            source=_form(placed.text, form) or _form(placed.text, "other"),
            target=_form(target, form),
            state=state,
            was=was if isinstance(was, str) else "",
            fault=fault if number == 0 else "",
            findings=findings if number == 0 else (),
        )


def _form(text: Text, form: str) -> str:
    return text if isinstance(text, str) else text.get(form, "")
