"""A translation sentence by sentence, as translators' programs take it; and what a file that comes back would change.

A text that bends with a number is several units, one for each form that the language has: no form gets lost in formats
that count plurals otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.definition.digests import text_digest
from engine.definition.placeholders import has_open_brace
from engine.definition.renewal import is_filled
from engine.editing.languages import TakeInTranslations
from engine.editing.sheet import FlowDraft
from engine.editing.wording import each_text
from engine.errors import EditError
from engine.model.flow import Text
from engine.model.values import Json
from engine.model.words import Words
from engine.questions import placeholders_in

MISSING, STALE, DONE = "missing", "stale", "done"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One sentence and its translation. `id` is the pointer of its text, with `#few` for one form of several."""

    id: str
    source: str
    target: str = ""
    state: str = MISSING
    notes: tuple[str, ...] = ()
    """What a translator should know."""


@dataclass(frozen=True, kw_only=True)
class UnitFile:
    """What came back from a translator. A unit that its translator has checked is `DONE`."""

    language: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One text that a file translates otherwise than the draft does."""

    pointer: str
    source: Text
    before: Text
    """Empty where nobody has translated it."""
    after: Text
    what: str = ""
    """Why it cannot be taken in; empty when it can."""
    is_of_older: bool = False
    """Whether the translator saw another sentence than the flow has now."""


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What taking a file in would do."""

    language: str
    new: tuple[Incoming, ...]
    changed: tuple[Incoming, ...]
    checked: tuple[Incoming, ...]
    """Stale translations of which the file says that they fit."""
    refused: tuple[Incoming, ...]
    unknown: tuple[str, ...]
    """Units that this flow does not have."""
    unchanged: int

    @property
    def operation(self) -> TakeInTranslations | None:
        """The one edit that does it; None where nothing would change."""
        taken = (*self.new, *self.changed, *self.checked)
        texts = {each.pointer: _entry(each) for each in taken}
        return TakeInTranslations(language=self.language, texts=texts) if texts else None


def state_of(source: Text, entry: Mapping[str, Json] | None) -> str:
    """How far the translation of a text is."""
    if entry is None or not is_filled(entry["text"]):
        return MISSING
    return DONE if entry["from"] == text_digest(source) else STALE


def forms_for(source: Text, target: Text | None, language: str) -> tuple[str, ...]:
    """The plural forms in which a text is translated; one empty name for a text that has only one."""
    if isinstance(source, str) and not isinstance(target, Mapping):
        return ("",)
    there = [key for key in target if key != "by"] if isinstance(target, Mapping) else []
    return tuple(dict.fromkeys([*Words(language).plural_classes, *there]))


def units_of(draft: FlowDraft, language: str, labels: Mapping[str, str] | None = None) -> Iterator[Unit]:
    """Every sentence of a draft with its translation. `labels` says of a pointer what kind of text it is."""
    entries = draft.translations.get(language, {"texts": {}})["texts"]
    for pointer, source in each_text(draft.document):
        entry = entries.get(pointer)
        target: Text = entry["text"] if entry else ""
        state = state_of(source, entry)
        notes = _notes(source, (labels or {}).get(pointer, ""))
        for form in forms_for(source, target or None, language):
            said = _form(target, form)
            yield Unit(
                id=f"{pointer}#{form}" if form else pointer,
                source=_form(source, form, fallback=True),
                target=said,
                state=state if said else MISSING,
                notes=(*notes, f"For numbers of the form “{form}”.") if form else notes,
            )


def compare_units(draft: FlowDraft, file: UnitFile) -> Taking:
    """What taking `file` in would do to a draft. Raises EditError where it cannot be meant for it."""
    if file.language == draft.document.get("language"):
        raise EditError("The file is in the language in which the flow is written.", "Choose a translation of it.")
    sources = dict(each_text(draft.document))
    by_pointer: dict[str, dict[str, Unit]] = {}
    for unit in file.units:
        pointer, _, form = unit.id.partition("#")
        by_pointer.setdefault(pointer, {})[form] = unit
    unknown = tuple(pointer for pointer in by_pointer if pointer not in sources)
    if len(unknown) == len(by_pointer):
        raise EditError("None of the texts in the file are of this flow.", "Choose the file of this flow.")
    found = _Sorting(draft, file.language)
    for pointer, source in sources.items():
        if pointer in by_pointer:
            found.sort(pointer, source, by_pointer[pointer])
    return Taking(
        language=file.language,
        new=tuple(found.new),
        changed=tuple(found.changed),
        checked=tuple(found.checked),
        refused=tuple(found.refused),
        unknown=unknown,
        unchanged=found.unchanged,
    )


@dataclass
class _Sorting:
    draft: FlowDraft
    language: str
    new: list[Incoming] = field(default_factory=list)
    changed: list[Incoming] = field(default_factory=list)
    checked: list[Incoming] = field(default_factory=list)
    refused: list[Incoming] = field(default_factory=list)
    unchanged: int = 0

    def sort(self, pointer: str, source: Text, units: Mapping[str, Unit]) -> None:
        """Put a text where it belongs: new, changed, checked, refused or as it was."""
        entry = self.draft.translations.get(self.language, {"texts": {}})["texts"].get(pointer)
        before: Text = entry["text"] if entry else ""
        after = _merged(source, before, units, self.language)
        older = any(each.source != _form(source, form, fallback=True) for form, each in units.items())
        what = what_is_wrong(source, after) if after != before else ""
        each = Incoming(pointer=pointer, source=source, before=before, after=after, what=what, is_of_older=older)
        if what:
            self.refused.append(each)
        elif after != before:
            (self.changed if is_filled(before or "") else self.new).append(each)
        elif state_of(source, entry) == STALE and not older and all(u.state == DONE for u in units.values()):
            self.checked.append(each)
        else:
            self.unchanged += 1


def what_is_wrong(source: Text, target: Text) -> str:
    """Why a translation cannot stand for its source: a placeholder that is missing, or one that the source has not."""
    wanted, given = placeholders_in(source), placeholders_in(target)
    strange, missing = (", ".join(f"{{{name}}}" for name in sorted(each)) for each in (given - wanted, wanted - given))
    if strange:
        return f"{strange} stands in the translation and not in the text."
    if missing:
        return f"{missing} of the text has to stand in the translation too."
    forms: Sequence[str] = [target] if isinstance(target, str) else [v for k, v in target.items() if k != "by"]
    return (
        "A brace stands alone. Write {{ or }} for a brace that is meant as one."
        if any(map(has_open_brace, forms))
        else ""
    )


def _merged(source: Text, before: Text, units: Mapping[str, Unit], language: str) -> Text:
    """The translation with what the file says; what it leaves empty stays as it was."""
    if forms_for(source, before or None, language) == ("",):
        unit = units.get("")
        return unit.target if unit and unit.target else before
    kept = dict(before) if isinstance(before, Mapping) else {}
    by = kept.pop("by", source["by"] if isinstance(source, Mapping) else "")
    forms = {**kept, **{form: unit.target for form, unit in units.items() if form and unit.target}}
    if not any(forms.values()):
        return before
    return {"by": by, **dict.fromkeys(forms_for(source, before or None, language), ""), **forms} if by else before


def _entry(each: Incoming) -> dict[str, Json]:
    made_from = text_digest(each.source)
    if each.is_of_older:
        made_from = text_digest(f"{made_from}, as it was before")
    return {"text": each.after, "from": made_from, "was": each.before or None}


def _form(text: Text, form: str, *, fallback: bool = False) -> str:
    if isinstance(text, str):
        return text
    return text.get(form) or (text.get("other", "") if fallback else "")


def _notes(source: Text, label: str) -> tuple[str, ...]:
    names = placeholders_in(source) - ({source["by"]} if isinstance(source, Mapping) else frozenset())
    kept = ", ".join(f"{{{name}}}" for name in sorted(names))
    return tuple(note for note in (label, f"Keep {kept} as it is." if kept else "") if note)
