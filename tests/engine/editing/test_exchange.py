"""What translators get and send back: PO and XLIFF lose nothing, and what a file would change is told beforehand."""

import json
from pathlib import Path

import pytest

from engine.definition import text_digest
from engine.editing import (
    FlowDraft,
    Unit,
    UnitFile,
    apply,
    compare_units,
    invert,
    read_operation,
    read_po,
    read_xliff,
    redo,
    translation_fault,
    units_of,
    write_operation,
    write_po,
    write_xliff,
)
from engine.errors import EditError
from tests.engine.editing.test_operations import a_draft, do, same

FLOWS = Path(__file__).parents[3] / "flows"
SHIPPED = sorted(path.relative_to(FLOWS) for path in FLOWS.glob("**/translations/*.json"))
FORMATS = ("po", "xliff")
PROMPT, REASON = "/nodes/ask-people/prompt", "/nodes/fits/rules/limit/because"


def shipped(path):
    """The draft whose translation lies at `path`."""
    folder = FLOWS / path.parent.parent
    document = json.loads((folder / "flow.json").read_text())
    translations = {each.stem: json.loads(each.read_text()) for each in (folder / "translations").glob("*.json")}
    return FlowDraft(document=document, translations=translations)


def export(draft, language, form):
    units = list(units_of(draft, language, {PROMPT: "Question"}))
    if form == "po":
        return write_po(units, flow="test", language=language)
    return write_xliff(units, flow="test", source=draft.document["language"], language=language)


def take(draft, data, form):
    return compare_units(draft, read_po(data) if form == "po" else read_xliff(data))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_what_is_exported_and_taken_in_again_changes_nothing(path, form):
    draft = shipped(path)
    data = export(draft, path.stem, form)
    assert data == export(draft, path.stem, form)
    taking = take(draft, data, form)
    assert (taking.operation, taking.unknown, taking.refused) == (None, (), ())
    assert taking.unchanged > 10


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_a_whole_translation_survives_the_way_to_a_draft_without_it(path, form):
    draft = shipped(path)
    bare = FlowDraft(document=draft.document, translations={})
    edited = apply(bare, take(bare, export(draft, path.stem, form), form).operation)
    there = edited.draft.translations[path.stem]["texts"]
    whole = draft.translations[path.stem]["texts"]
    assert {place: whole[place] for place in there} == there
    assert len(there) >= len(whole) - 3  # a plural that the flow's language does not have cannot be made from nothing


def edited_file(draft, form, old, new):
    return export(draft, "es", form).decode().replace(old, new).encode()


@pytest.mark.parametrize("form", FORMATS)
def test_a_changed_sentence_is_shown_and_taken_in_as_one_edit(form):
    draft = a_draft()
    taking = take(draft, edited_file(draft, form, "¿Cuántas personas viven", "¿Cuánta gente vive"), form)
    assert [(each.pointer, each.before, each.after) for each in taking.changed] == [
        (PROMPT, "¿Cuántas personas viven con usted?", "¿Cuánta gente vive con usted?")
    ]
    assert (taking.new, taking.refused) == ((), ())
    assert read_operation(write_operation(taking.operation)) == taking.operation
    edited = apply(draft, taking.operation)
    entry = edited.draft.translations["es"]["texts"][PROMPT]
    assert entry == {"text": "¿Cuánta gente vive con usted?", "from": text_digest("How many people live with you?")}
    assert edited.done.said == "Took in 1 translation (es)."
    assert same(redo(edited.draft, invert(edited.changes)), draft)


@pytest.mark.parametrize("form", FORMATS)
def test_a_placeholder_that_was_translated_is_refused_and_the_rest_is_not(form):
    draft = a_draft()
    taking = take(draft, edited_file(draft, form, "{people} personas", "{personas} personas"), form)
    assert [each.pointer for each in taking.refused] == [REASON]
    assert taking.refused[0].what == "{personas} stands in the translation and not in the text."
    assert taking.operation is None


@pytest.mark.parametrize("form", FORMATS)
def test_a_translation_of_an_older_sentence_is_taken_in_as_stale(form):
    draft = a_draft()
    data = edited_file(draft, form, "¿Cuántas personas viven", "¿Cuánta gente vive")
    later = do(draft, "set", pointer=PROMPT, value="Who lives with you?").draft
    taking = take(later, data, form)
    assert taking.changed[0].is_of_older
    entry = apply(later, taking.operation).draft.translations["es"]["texts"][PROMPT]
    assert entry["text"] == "¿Cuánta gente vive con usted?"
    assert entry["from"] != text_digest("Who lives with you?")


@pytest.mark.parametrize(
    ("form", "stale", "checked"), [("po", "#, fuzzy\n", ""), ("xliff", 'state="translated"', 'state="reviewed"')]
)
def test_what_a_translator_has_checked_is_no_longer_stale(form, stale, checked):
    draft = do(a_draft(), "set", pointer=PROMPT, value="Who lives with you?").draft
    data = export(draft, "es", form)
    assert take(draft, data, form).operation is None
    taking = take(draft, data.decode().replace(stale, checked).encode(), form)
    assert [each.pointer for each in taking.checked] == [PROMPT]
    entry = apply(draft, taking.operation).draft.translations["es"]["texts"][PROMPT]
    assert entry["from"] == text_digest("Who lives with you?")


@pytest.mark.parametrize("form", FORMATS)
def test_texts_that_the_flow_does_not_have_are_named(form):
    draft = a_draft()
    old, new = (PROMPT, "/x/y") if form == "po" else ("nodes:ask-people:prompt", "x:y")
    assert take(draft, edited_file(draft, form, old, new), form).unknown == ("/x/y",)
    only = UnitFile(language="es", units=(Unit(id="/x/y", source="A", target="B"),))
    with pytest.raises(EditError, match="None of the texts"):
        compare_units(draft, only)


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<html></html>", b"\xff\xfe\x00\x01", b'msgid "a\nmsgstr', b"PK\x03\x04"]
)
@pytest.mark.parametrize("read", [read_po, read_xliff])
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(read, data):
    with pytest.raises(EditError) as refused:
        read(data)
    assert refused.value.fix


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "XLIFF 1.2"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.0">&a;</xliff>', "damaged"),
        (b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "language"),
        (b'<xliff version="2.0" trgLang="es" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "no texts"),
    ],
)
def test_xml_that_cannot_be_taken_says_why(xml, said):
    with pytest.raises(EditError, match=said):
        read_xliff(xml)


def test_a_unit_in_several_segments_is_put_together():
    data = b"""<xliff version="2.0" srcLang="en" trgLang="es" xmlns="urn:oasis:names:tc:xliff:document:2.0">
      <file id="f"><unit id="title">
        <segment state="final"><source>One.</source><target>Uno.</target></segment>
        <ignorable><source> </source></ignorable>
        <segment state="final"><source>Two.</source><target>Dos.</target></segment>
      </unit></file></xliff>"""
    units = read_xliff(data).units
    assert [(unit.id, unit.source, unit.target) for unit in units] == [("/title", "One. Two.", "Uno. Dos.")]


def test_a_file_is_not_taken_in_over_what_somebody_wrote_meanwhile():
    draft = a_draft()
    taking = take(draft, edited_file(draft, "po", "¿Cuántas personas viven", "¿Cuánta gente vive"), "po")
    later = do(draft, "translate", pointer=PROMPT, language="es", text="¿Cuántos son?").draft
    with pytest.raises(EditError, match="Somebody else changed this"):
        apply(later, taking.operation)


def test_plurals_go_form_by_form():
    draft = shipped(Path("heating-help/translations/ar.json"))
    plural = next(
        place for place, entry in draft.translations["ar"]["texts"].items() if isinstance(entry["text"], dict)
    )
    forms = [unit.id.partition("#")[2] for unit in units_of(draft, "ar") if unit.id.startswith(f"{plural}#")]
    assert forms == ["zero", "one", "two", "few", "many", "other"]


def test_a_language_is_begun_and_given_up():
    begun = do(a_draft(), "add-language", language="ar")
    assert begun.draft.translations["ar"] == {"language": "ar", "texts": {}}
    gone = do(begun.draft, "remove-language", language="es")
    assert (set(gone.draft.translations), gone.done.said) == ({"ar"}, "Removed the translation into “es” with 3 texts.")
    for language in ("en", "es", "Spanish!", ""):
        with pytest.raises(EditError):
            do(a_draft(), "add-language", language=language)
    with pytest.raises(EditError):
        do(a_draft(), "remove-language", language="ar")


def test_translations_that_still_fit_are_marked_at_once():
    draft = do(a_draft(), "set", pointer=PROMPT, value="Who lives with you?").draft
    confirmed = do(draft, "confirm-translations", language="es", only=[PROMPT])
    assert confirmed.draft.translations["es"]["texts"][PROMPT]["from"] == text_digest("Who lives with you?")
    with pytest.raises(EditError):
        do(draft, "confirm-translations", language="es", only=["/title"])


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("For {people} people", "Para {people}", ""),
        ("For {people} people", "Para todos", "{people} of the text has to stand"),
        ("For you", "Para {gente}", "{gente} stands in the translation"),
        ("For you", "Para {usted", "A brace stands alone"),
    ],
)
def test_placeholders_are_kept(source, target, said):
    assert translation_fault(source, target).startswith(said)
    assert bool(translation_fault(source, target)) == bool(said)
