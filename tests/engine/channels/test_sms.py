"""Pages as text messages, and what is replied to them."""

from __future__ import annotations

import pytest

from engine.channels import Choice, ContactField, Field, FieldError, Line, Member, Page, PageKind, Part, Result, Widget
from engine.channels.dialog import ArticleCard, Dialog
from engine.channels.page import ResultGroup, ResultSection
from engine.channels.sms import PHRASES, read, show
from engine.model.inputs import Answer, Back, Change, Continue, GiveContact, RemoveMember, Send, Skip, Solved
from engine.model.words import Words

EN = Words("en")
SPANISH = {"BACK": "VOLVER", "SKIP": "SALTAR", "Yes": "Sí", "CHANGE": "CAMBIAR"}
ES = Words("es", lambda text: SPANISH.get(text, text))
FUELS = tuple(
    Choice(value=name, label=label)
    for name, label in [("oil", "Heating oil"), ("gas", "Natural gas"), ("electric", "Electric heat")]
)
STREET = (
    Part(name="line", label="Street"),
    Part(name="city", label="City", optional=True),
    Part(name="zip", label="ZIP"),
)


def a_page(kind=PageKind.QUESTION, **own):
    return Page(kind=kind, place="here", node="here", **{"back": "before", **own})


def a_question(widget=Widget.TEXT, type="text", **own):
    page = {name: own.pop(name) for name in ("optional", "help", "errors", "back") if name in own}
    return a_page(title="What?", field=Field(widget=widget, fact="f", type=type, **own), **page)


def lines(page, dialog=None, words=EN):
    return show(page, words, dialog).body.splitlines()


def heard(reply, page, dialog=None, words=EN):
    return read(reply, page, words, dialog)


def given(reply, page, words=EN):
    return heard(reply, page, words=words).input


def test_options_are_numbered_and_meant_by_number_or_name():
    page = a_question(Widget.RADIOS, "choice", choices=FUELS)
    assert lines(page) == [
        *("What?", "1 Heating oil", "2 Natural gas", "3 Electric heat", "Reply with a number"),
        "Reply 0 to go back",
    ]
    for reply in ("2", " gas ", "natural", "٢"):
        assert given(reply, page) == Answer(place="here", raw={"": ("gas",)}), reply


def test_what_is_no_option_goes_to_the_question_that_refuses_it():
    page = a_question(Widget.RADIOS, "choice", choices=FUELS)
    assert given("7", page) == Answer(place="here", raw={"": ("7",)})
    refused = a_question(
        Widget.RADIOS, "choice", choices=FUELS, errors=(FieldError(target="answer", message="Select one of these"),)
    )
    assert lines(refused)[0] == "Select one of these"


def test_several_options_are_meant_by_their_numbers():
    page = a_question(Widget.CHECKBOXES, "choices", choices=FUELS)
    assert given("1 3", page).raw == {"": ("oil", "electric")}


def test_nought_goes_back_where_it_cannot_be_the_answer():
    assert given("0", a_question(Widget.RADIOS, "boolean", choices=FUELS)) == Back()
    assert given("0", a_question(type="integer")).raw == {"": ("0",)}
    assert given("back", a_question(type="integer")) == Back()
    assert given("Volver", a_question(type="money"), ES) == Back()
    assert "Reply BACK to go back" in lines(a_question(type="money"))
    assert heard("0", a_question(Widget.RADIOS, "choice", choices=FUELS, back="")).input is None
    assert not any("go back" in line for line in lines(a_question(back="")))


def test_only_an_optional_question_is_skipped():
    assert given("skip", a_question(optional=True)) == Skip(place="here")
    assert given("SALTAR", a_question(optional=True), ES) == Skip(place="here")
    assert given("skip", a_question()) == Answer(place="here", raw={"": ("skip",)})


def test_why_we_ask_is_told_when_it_is_asked():
    page = a_question(help="**Why we ask:** it *helps*.")
    assert "Reply WHY to see why we ask" in lines(page)
    assert lines(page, heard("why", page).dialog)[0] == "Why we ask: it helps."
    assert given("why", a_question()).raw == {"": ("why",)}


def test_a_long_list_is_found_by_letters_and_never_by_numbers_that_nobody_saw():
    places = tuple(Choice(value=f"p{number}", label=f"County {chr(65 + number)}") for number in range(20))
    page = a_question(Widget.SELECT, "place", choices=places)
    assert lines(page) == ["What?", "Reply with the first letters of the name", "Reply 0 to go back"]
    assert given("county b", page).raw == {"": ("p1",)}
    assert given("county", page).raw == {"": ("county",)}
    assert given("3", page).raw == {"": ("3",)}


def test_a_reading_is_chosen_by_its_letter():
    meant = (Choice(value="1.00", label="$1"), Choice(value="1000.00", label="$1,000"))
    page = a_question(Widget.TEXT, "money", value="1.000", meant=meant)
    assert "b. $1,000" in lines(page)
    assert given("B", page).raw == {"": ("1.000",), "meant": ("1000.00",)}
    assert given("1000", page).raw == {"": ("1000",)}


def test_an_address_is_asked_part_by_part_and_one_can_go_back_in_it():
    page = a_question(Widget.PARTS, "address", parts=STREET)
    assert lines(page)[:2] == ["What?", "Street"]
    first = heard("1 Elm", page)
    assert first.input is None
    assert lines(page, first.dialog)[:2] == ["City", "Reply SKIP to skip this"]
    assert heard("0", page, first.dialog).dialog == Dialog()
    second = heard("skip", page, first.dialog)
    assert heard("12207", page, second.dialog).input.raw == {"line": ("1 Elm",), "city": ("",), "zip": ("12207",)}


def test_after_a_refusal_only_the_part_that_was_wrong_is_asked():
    parts = (Part(name="line", label="Street", value="1 Elm"), Part(name="zip", label="ZIP", value="12"))
    page = a_question(
        Widget.PARTS, "address", parts=parts, errors=(FieldError(target="answer-zip", message="5 digits"),)
    )
    assert lines(page)[0] == "5 digits"
    assert "ZIP" in lines(page)
    assert given("12207", page).raw == {"line": ("1 Elm",), "zip": ("12207",)}


def test_ways_to_be_reached_are_asked_one_by_one():
    page = a_page(PageKind.CONTACT, contact=(ContactField(name="name"), ContactField(name="phone")), title="Reach you?")
    first = heard("Ada", page)
    assert heard("212 555 0142", page, first.dialog).input == GiveContact(
        place="here", details={"name": "Ada", "phone": "212 555 0142"}
    )
    anonymous = a_page(PageKind.CONTACT, contact=page.contact, may_stay_anonymous=True)
    assert "To stay anonymous, skip each" in lines(anonymous)
    assert heard("skip", anonymous, heard("skip", anonymous).dialog).input.anonymous


def test_a_file_cannot_be_sent_so_a_person_is_offered_unless_it_can_be_skipped():
    assert heard("1", a_question(Widget.FILE, "file")).wants_person
    assert not heard("x", a_question(Widget.FILE, "file")).wants_person
    optional = a_question(Widget.FILE, "file", optional=True)
    assert given("SKIP", optional) == Skip(place="here")
    assert not heard("1", optional).wants_person


def test_a_message_an_article_and_a_last_look_are_answered():
    assert given("1", a_page(PageKind.MESSAGE, body="Read **this**.")) == Continue(place="here")
    assert given("sí", a_page(PageKind.ARTICLE, article="a"), ES) == Solved(place="here", helped=True)
    assert given("2", a_page(PageKind.ARTICLE, article="a")) == Solved(place="here", helped=False)
    line = Line(place="ask", fact="f", label="People", value="3")
    check = a_page(PageKind.CHECK, lines=(line,), body="I agree")
    assert given("1", check) == Send(place="here", consent="I agree")
    assert given("cambiar 1", check, ES) == Change(place="ask")
    assert given("CHANGE1", check) == Change(place="ask")
    assert given("0", check) == Back()
    unclear = heard("perhaps", check)
    assert unclear.input is None
    assert lines(check, unclear.dialog)[0] == "We did not understand that"


def test_a_member_is_taken_out_by_its_number():
    members = (
        Member(number=1, title="Person 1", place="m", lines=(Line(place="m", fact="a", label="Age", value="3"),)),
    )
    field = Field(widget=Widget.RADIOS, fact="more", type="boolean", choices=FUELS[:2])
    page = a_page(PageKind.MEMBERS, title="Another?", field=field, members=members, can_remove=True)
    assert lines(page)[0] == "Person 1: 3"
    assert given("remove 1", page) == RemoveMember(place="here", number=1)


def test_results_are_listed_and_each_is_told_when_asked_for():
    result = Result(item="snap", title="SNAP", summary="Food.", article="apply")
    sections = (
        ResultSection(fit="fits", groups=(ResultGroup(title="", results=(result,)),)),
        ResultSection(fit="does-not-fit", groups=(ResultGroup(title="", results=(result, result)),)),
    )
    page = a_page(PageKind.RESULTS, title="For you", results=sections)
    assert lines(page)[:4] == ["For you", "Fits what you told us", "1 SNAP", "Does not fit what you told us: 2"]
    told = heard("1", page)
    body = show(page, EN, told.dialog, {"apply": ArticleCard(title="Apply", url="https://x.example/a")}).body
    assert body.splitlines() == ["SNAP: Food.", "More: Apply https://x.example/a", "Reply 0 to go back"]
    assert heard("0", page, told.dialog).dialog.first == 0
    assert heard("9", page).dialog.told
    assert given("YES", page) == Solved(place="here", helped=True)


@pytest.mark.parametrize("kind", [kind for kind in PageKind if kind is not PageKind.PAGE])  # asked one by one
@pytest.mark.parametrize("widget", [Widget.CHECKBOXES, Widget.RADIOS, Widget.TEXT, Widget.FILE, Widget.SELECT])
def test_every_kind_of_page_is_told_in_phrases_translators_know(kind, widget):
    asked = []
    choices = () if widget in (Widget.TEXT, Widget.FILE) else FUELS * (9 if widget is Widget.SELECT else 1)
    field = Field(widget=widget, fact="f", type=widget.value, choices=choices, example="3", meant=())
    line = Line(place="p", fact="f", label="L", value="V")
    page = a_page(kind, field=field, optional=True, help="h", article="a", lines=(line,), can_remove=True)
    text = show(page, Words("es", lambda template: asked.append(template) or template))
    assert set(asked) <= set(PHRASES)
    assert text.waits is (kind not in (PageKind.RECEIPT, PageKind.END, PageKind.HELP))
    assert text.segments.count >= 1


@pytest.mark.parametrize("kind", [kind for kind in PageKind if kind is not PageKind.PAGE])
@pytest.mark.parametrize("reply", ["", " ", "0", "1", "99", "skip", "change 9", "remove x", "back", "ظ", "a" * 5000])
def test_no_reply_is_too_odd(kind, reply):
    line = Line(place="p", fact="f", label="L", value="V")
    page = a_page(kind, field=Field(widget=Widget.RADIOS, fact="f", type="choice", choices=FUELS), lines=(line,))
    found = heard(reply, page)
    assert found.input is not None or found.dialog.told
    assert not found.wants_person
