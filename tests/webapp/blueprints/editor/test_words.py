"""Words in a browser without scripts: read, filter, write many at once, find and replace, undo."""

from __future__ import annotations

from flask import Flask

from tests.visitor import Page
from tests.visitor import Visitor as Person
from tests.webapp.blueprints.editor.conftest import Staff
from webapp.services.accounts import Role

TITLE, PROMPT, LABEL = "at:/title", "at:/nodes/ask-people/prompt", "at:/facts/people/label"


def texts_of(page: Page) -> dict[str, str]:
    return {field.get("name"): field.text for field in page.tree.all("textarea")}


def test_every_text_stands_in_the_table_under_its_step(designer: Person) -> None:
    page = designer.visit("/editor/heat/words")
    texts = texts_of(page)
    assert (texts[TITLE], texts[PROMPT]) == ("Help with heating", "How many people live here?")
    assert len(texts) == 16
    groups = [row.text for row in page.tree.all("th") if row.get("scope") == "rowgroup"]
    assert groups[:2] == ["The flow itself", "How many people live here?"]


def test_several_texts_are_one_edit_and_one_undo(designer: Person) -> None:
    designer.visit("/editor/heat/words")
    page = designer.submit("Save all", **{TITLE: "Warm homes", PROMPT: "How many live with you?"})
    assert "Changed 2 texts." in page.text
    assert texts_of(page)[TITLE] == "Warm homes"
    page = designer.submit("Undo")
    assert page.address.startswith("/editor/heat/words")
    assert "Undone: Changed 2 texts." in page.text
    assert (texts_of(page)[TITLE], texts_of(page)[PROMPT]) == ("Help with heating", "How many people live here?")


def test_texts_are_filtered_by_step_by_words_and_by_what_is_wrong(designer: Person) -> None:
    page = designer.visit("/editor/heat/words?step=ask-people")
    assert set(texts_of(page)) == {PROMPT, LABEL}
    assert set(texts_of(designer.visit("/editor/heat/words?q=PEOPLE+LIVE"))) == {PROMPT}
    assert texts_of(designer.visit("/editor/heat/words?only=findings")) == {}
    designer.visit("/editor/heat/words")
    designer.submit("Save all", **{PROMPT: "How many people live here? How many of them are young?"})
    page = designer.visit("/editor/heat/words?only=findings")
    assert set(texts_of(page)) == {PROMPT}
    assert "This asks two things at once" in page.text
    assert "No text fits" in designer.visit("/editor/heat/words?q=zeppelin").text


def test_a_filter_stays_after_saving(designer: Person) -> None:
    designer.visit("/editor/heat/words?step=ask-people")
    page = designer.submit("Save all", **{PROMPT: "Who lives here?"})
    assert set(texts_of(page)) == {PROMPT, LABEL}


def test_what_two_wrote_is_shown_and_nothing_is_lost(designer: Person, colleague: Person) -> None:
    designer.visit("/editor/heat/words")
    colleague.visit("/editor/heat/words")
    colleague.submit("Save all", **{PROMPT: "Who is at home?"})
    page = designer.submit("Save all", **{PROMPT: "How many are you?", TITLE: "Warmth"})
    assert page.status == 422
    assert "Somebody else wrote: Who is at home?" in page.text
    assert (texts_of(page)[PROMPT], texts_of(page)[TITLE]) == ("How many are you?", "Warmth")
    page = designer.submit("Save all")
    assert (texts_of(page)[PROMPT], texts_of(page)[TITLE]) == ("How many are you?", "Warmth")


def test_a_text_that_must_be_there_is_not_emptied(designer: Person) -> None:
    designer.visit("/editor/heat/words")
    page = designer.submit("Save all", **{"at:/about/keywords/0": "", TITLE: "Kept"})
    assert page.status == 422
    assert "This text cannot be empty." in page.text
    assert texts_of(page)[TITLE] == "Kept"


def test_words_are_replaced_where_one_says_and_undone_at_once(designer: Person) -> None:
    designer.visit("/editor/heat/words/replace")
    page = designer.submit("Show every place", words="heat", by="warmth")
    assert "“heat” stands in" in page.text
    places = [field.get("value") for field in page.tree.all("input") if field.get("name") == "at"]
    assert "/nodes/ask-shutoff/prompt" in places
    assert "/title" not in places  # “heating” is another word
    page = designer.submit("Replace in the chosen places", at=["/nodes/ask-shutoff/prompt"])
    assert "Replaced “heat” by “warmth” in 1 text." in page.text
    texts = texts_of(designer.visit("/editor/heat/words"))
    assert texts["at:/nodes/ask-shutoff/prompt"] == "Is your warmth off?"
    assert texts["at:/facts/shutoff/label"] == "Heat is off"
    assert texts_of(designer.submit("Undo"))["at:/nodes/ask-shutoff/prompt"] == "Is your heat off?"


def test_replacing_says_which_translations_become_stale(designer: Person) -> None:
    page = designer.visit("/editor/heat/words/replace?words=help&by=aid&whole=on")
    assert "marked as stale until somebody looks at them: Spanish (1)." in page.text
    page = designer.visit("/editor/heat/words/replace?words=HELP&by=aid&whole=on&case=on")
    assert "“HELP” is not said anywhere here" in page.text


def test_nothing_is_replaced_where_no_place_is_chosen(designer: Person) -> None:
    designer.visit("/editor/heat/words/replace?words=heat&by=warmth&whole=on")
    page = designer.submit("Replace in the chosen places", at=[])
    assert page.status == 422
    assert "No place is chosen." in page.text


def test_a_field_saves_itself_and_says_so(designer: Person) -> None:
    page = designer.visit("/editor/heat/words")
    hidden = {field.get("name"): field.get("value") for field in page.tree.all("input")}
    form = {"csrf_token": hidden["csrf_token"], PROMPT: "Who lives here?", f"was-{PROMPT}": hidden[f"was-{PROMPT}"]}
    asks = {"Accept": "application/json"}
    answer = designer.client.post("/editor/heat/words", data=form, headers=asks)
    assert answer.json["said"] == "Changed the question of “Who lives here?”."
    later = {**form, PROMPT: "Who is here?", f"was-{PROMPT}": answer.json["was"][f"was-{PROMPT}"]}
    assert designer.client.post("/editor/heat/words", data=later, headers=asks).status_code == 200
    refused = designer.client.post("/editor/heat/words", data={**form, PROMPT: "Hm?"}, headers=asks)
    assert (refused.status_code, refused.json["theirs"]) == (409, "Who is here?")


def test_whoever_does_not_design_may_not(staff: Staff, designer: Person, app: Flask) -> None:
    assert staff(Role.APPROVER).get("/editor/heat/words").status_code == 403
