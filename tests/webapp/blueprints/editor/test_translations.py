"""Translations in a browser without scripts: begun, written, checked, sent out as files and taken in again."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from tests.pages import check_page
from tests.visitor import Page
from tests.visitor import Visitor as Person

TITLE, PROMPT = "at:/title", "at:/nodes/ask-people/prompt"
SPANISH = "/editor/heat/translations/es"


def texts_of(page: Page) -> dict[str, str]:
    return {field.get("name"): field.text for field in page.tree.all("textarea")}


def token_of(page: Page) -> str:
    return next(field.get("value") for field in page.tree.all("input") if field.get("name") == "csrf_token")


def test_each_language_says_how_much_of_it_is_done(designer: Person) -> None:
    page = designer.visit("/editor/heat/translations")
    assert "1 of 16 texts" in page.text
    assert "15 are missing" in page.text


def test_what_is_missing_stands_first_beside_its_text(designer: Person) -> None:
    page = designer.visit(SPANISH)
    groups = [row.text for row in page.tree.all("th") if row.get("scope") == "rowgroup"]
    assert groups == ["Not translated", "Translated"]
    field = next(each for each in page.tree.all("textarea") if each.get("name") == TITLE)
    assert (field.get("lang"), field.get("dir"), field.text) == ("es", "ltr", "Ayuda con la calefacción")
    assert len(texts_of(designer.visit(f"{SPANISH}?only=missing"))) == 15
    assert set(texts_of(designer.visit(f"{SPANISH}?q=PEOPLE+LIVE"))) == {PROMPT}


def test_many_are_translated_as_one_edit_and_undone(designer: Person) -> None:
    designer.visit(SPANISH)
    page = designer.submit("Save all", **{TITLE: "Calefacción", PROMPT: "¿Cuántos viven aquí?"})
    assert "Translated 2 texts (es)." in page.text
    assert "2 of 16 texts" in page.text
    page = designer.submit("Undo")
    assert texts_of(page)[PROMPT] == ""
    assert texts_of(page)[TITLE] == "Ayuda con la calefacción"


def test_a_language_from_right_to_left_is_begun_and_written_so(designer: Person) -> None:
    designer.visit("/editor/heat/translations")
    page = designer.submit("Add the language", language="ar")
    assert page.address.startswith("/editor/heat/translations/ar")
    field = next(page.tree.all("textarea"))
    assert (field.get("lang"), field.get("dir")) == ("ar", "rtl")
    html = page.tree.first("html")
    assert html is not None
    assert (html.get("lang"), html.get("dir")) == ("en", "ltr")


def test_what_is_no_language_is_refused_and_kept(designer: Person) -> None:
    designer.visit("/editor/heat/translations")
    page = designer.submit("Add the language", language="Spanish")
    assert (page.status, "“Spanish” is no language." in page.text) == (422, True)
    assert "Spanish" in [field.get("value") for field in page.tree.all("input")]


def test_a_placeholder_has_to_be_kept_and_nothing_typed_is_lost(designer: Person) -> None:
    designer.visit("/editor/heat/words")
    designer.submit("Save all", **{PROMPT: "Do {people} people live here?"})
    designer.visit(SPANISH)
    page = designer.submit("Save all", **{PROMPT: "¿Viven {gente} aquí?", TITLE: "Calor"})
    assert page.status == 422
    assert "{gente} stands in the translation and not in the text." in page.text
    assert (texts_of(page)[PROMPT], texts_of(page)[TITLE]) == ("¿Viven {gente} aquí?", "Calor")
    assert designer.submit("Save all", **{PROMPT: "¿Viven {people} aquí?"}).status == 200


def test_a_stale_translation_is_marked_as_checked(designer: Person) -> None:
    designer.visit("/editor/heat/words")
    designer.submit("Save all", **{TITLE: "Help with your heating"})
    said = "Spanish: The text “Help with your heating” has changed since it was translated."
    assert said in designer.visit("/editor/heat/problems").text
    page = designer.visit(f"{SPANISH}?only=stale")
    assert set(texts_of(page)) == {TITLE}
    page = designer.submit("It still fits : Help with your heating")
    assert "Marked 1 translation as checked (es)." in page.text
    assert "Nothing is left to do here" in page.text


def test_two_translators_keep_both_versions(designer: Person, colleague: Person) -> None:
    designer.visit(SPANISH)
    colleague.visit(SPANISH)
    colleague.submit("Save all", **{TITLE: "Calor en casa"})
    page = designer.submit("Save all", **{TITLE: "Calefacción"})
    assert page.status == 422
    assert "Somebody else wrote: Calor en casa" in page.text
    assert texts_of(designer.submit("Save all"))[TITLE] == "Calefacción"


def test_a_field_saves_itself_and_tells_of_a_wrong_placeholder(designer: Person) -> None:
    page = designer.visit(SPANISH)
    form = {"csrf_token": token_of(page), PROMPT: "¿Cuántos?", f"was-{PROMPT}": "e3b0c44298fc"}
    asks = {"Accept": "application/json"}
    assert designer.client.post(SPANISH, data=form, headers=asks).json["said"].startswith("Translated a text")
    wrong = designer.client.post(SPANISH, data={**form, PROMPT: "¿{n}?"}, headers=asks)
    assert (wrong.status_code, wrong.json["theirs"]) == (409, "¿Cuántos?")


def test_a_translation_is_tried_as_the_public_meets_it(designer: Person) -> None:
    designer.visit(SPANISH)
    page = designer.follow("Try it in Spanish")
    assert page.address.startswith("/editor/heat/try")
    assert 'class="phone__page" lang="es"' in page.response.text
    page = designer.visit(designer.visit(SPANISH).link("See it in place : How many people"))
    assert 'class="phone__page" lang="es"' in page.response.text


def test_a_language_goes_only_after_a_question(designer: Person) -> None:
    designer.visit(SPANISH)
    page = designer.follow("Remove this language")
    assert "1 translated text goes with it." in page.text
    page = designer.submit("Remove the language")
    assert "Removed the translation into “es” with 1 text." in page.text
    assert designer.client.get(SPANISH).status_code == 404
    page = designer.submit("Undo")
    assert "1 of 16 texts" in page.text


def send_file(designer: Person, app: Flask, name: str, data: bytes) -> Page:
    page = designer.visit(SPANISH)
    form = {"csrf_token": token_of(page), "file": (io.BytesIO(data), name)}
    response = designer.client.post(f"{SPANISH}/import", data=form, content_type="multipart/form-data")
    tree = check_page(response.get_data(as_text=True), app)
    designer.page = Page(address=f"{SPANISH}/import", status=response.status_code, tree=tree, response=response)
    return designer.page


@pytest.mark.parametrize(("form", "name"), [("po", "heat.es.po"), ("xliff", "heat.es.xlf")])
def test_a_file_goes_out_and_what_comes_back_is_shown_and_taken_in(
    designer: Person, app: Flask, form: str, name: str
) -> None:
    designer.visit(SPANISH)
    out = designer.client.get(f"{SPANISH}/export/{form}")
    assert name in out.headers["Content-Disposition"]
    page = send_file(designer, app, name, out.data)
    assert "Nothing would change" in page.text
    back = out.data.decode().replace("Ayuda con la calefacción", "Calefacción")
    page = send_file(designer, app, name, back.encode())
    assert "1 changed translation" in page.text
    page = designer.submit("Take in")
    assert "Took in 1 translation (es)." in page.text
    assert texts_of(page)[TITLE] == "Calefacción"
    assert texts_of(designer.submit("Undo"))[TITLE] == "Ayuda con la calefacción"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("heat.po", b"hello", "This is no PO file, or it is damaged."),
        ("heat.xlf", b"<html/>", "This XML file is no XLIFF"),
        ("photo.jpg", b"\xff\xd8", "is no PO and no XLIFF file"),
        ("", b"", "No file was chosen."),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(
    designer: Person, app: Flask, name: str, data: bytes, said: str
) -> None:
    page = send_file(designer, app, name, data)
    assert page.status == 422
    assert said in page.text


def test_a_file_in_another_language_is_not_taken_for_this_one(designer: Person, app: Flask) -> None:
    data = designer.client.get(f"{SPANISH}/export/xliff").data.replace(b'trgLang="es"', b'trgLang="fr"')
    assert "The file is in “fr”, and this is “es”." in send_file(designer, app, "heat.xlf", data).text


def test_what_no_page_of_ours_sends_is_refused(designer: Person) -> None:
    token = token_of(designer.visit(SPANISH))
    for texts in ("", "[]", "{}", '{"/title": {"text": 1, "from": "x", "was": null}}', '{"/title": {"text": {}}}'):
        answer = designer.client.post(f"{SPANISH}/take-in", data={"csrf_token": token, "texts": texts})
        assert answer.status_code == 400
    assert designer.client.get("/editor/heat/translations/xx").status_code == 404
    assert designer.client.get(f"{SPANISH}/export/docx").status_code == 404
