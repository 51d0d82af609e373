"""Pages as text, and what is typed in answer."""

from __future__ import annotations

import pytest

from engine.channels import Choice, ContactField, Field, FieldError, Line, Page, PageKind, Part, Reason, Widget
from engine.channels.terminal import PHRASES, read, show
from engine.model.inputs import Answer, Back, Change, Continue, GiveContact, Send, Skip, Solved
from engine.model.words import Words

EN = Words("en")
FUELS = tuple(
    Choice(value=name, label=label)
    for name, label in [("oil", "Heating oil"), ("gas", "Natural gas"), ("electric", "Electric heat")]
)
LINES = (
    Line(place="ask-people", fact="people", label="People", value="3"),
    Line(place="ask-income", fact="income", label="Income", value="$1,500"),
)


def a_page(kind=PageKind.QUESTION, **own):
    return Page(kind=kind, place="here", node="here", **own)


def a_question(widget=Widget.TEXT, type="text", **own):
    optional = own.pop("optional", False)
    return a_page(field=Field(widget=widget, fact="asked", type=type, **own), title="What is it?", optional=optional)


def answered(typed, page):
    given = read([typed] if isinstance(typed, str) else typed, page)
    assert isinstance(given, Answer)
    return given.raw


def test_a_question_is_shown_with_errors_first_and_numbered_options():
    page = a_page(
        title="How do you heat?",
        hint="Choose the main one",
        field=Field(widget=Widget.RADIOS, fact="fuel", type="choice", choices=FUELS),
        errors=(FieldError(target="answer", message="Select one answer"),),
    )
    screen = show(page, EN)
    assert screen.lines == (
        "! Select one answer",
        "How do you heat?",
        "Choose the main one",
        "  1. Heating oil",
        "  2. Natural gas",
        "  3. Electric heat",
    )
    assert screen.asks == ("Type a number",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("2", "gas"), ("gas", "gas"), ("natural GAS", "gas"), ("elec", "electric"), ("oil", "oil"), ("heat", "oil")),
        *(("at", "at"), ("9", "9"), ("0", "0"), ("", ""), ("coal", "coal")),
    ],
)
def test_an_option_is_meant_by_number_name_or_a_part_that_only_one_has(typed, meant):
    page = a_question(Widget.RADIOS, "choice", choices=FUELS)
    assert answered(typed, page) == {"": (meant,)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1 3", ("oil", "electric")), ("3,1", ("electric", "oil")), ("gas, heating oil", ("gas", "oil")), ("", ())],
)
def test_several_options_are_meant_by_numbers_or_names(typed, meant):
    assert answered(typed, a_question(Widget.CHECKBOXES, "choices", choices=FUELS)) == {"": meant}


def test_a_long_list_of_places_is_cut_and_found_by_name():
    places = tuple(Choice(value=f"p{number}", label=f"County {number:03}") for number in range(60))
    page = a_question(Widget.SELECT, "place", choices=places)
    screen = show(page, EN)
    assert screen.lines[-1].strip() == "and 50 more"
    assert screen.asks == ("Type a part of the name",)
    assert answered("045", page) == {"": ("p45",)}


def test_a_date_is_typed_on_one_line_in_the_order_of_its_fields():
    parts = tuple(Part(name=name.lower(), label=name) for name in ("Month", "Day", "Year"))
    page = a_question(Widget.PARTS, "date", parts=parts)
    assert show(page, EN).asks == ("Month / Day / Year (Type all on one line)",)
    assert answered("3 27 2026", page) == {"": ("3 27 2026",)}


def test_an_address_is_typed_part_by_part():
    parts = (Part(name="line", label="Street"), Part(name="city", label="City", optional=True))
    page = a_question(Widget.PARTS, "address", parts=parts)
    assert show(page, EN).asks == ("Street", "City (optional)")
    assert answered(["1 Elm", "Albion"], page) == {"line": ("1 Elm",), "city": ("Albion",)}


def test_a_reading_is_chosen_by_its_letter_and_anything_else_is_a_new_answer():
    meant = (Choice(value="1.00", label="$1"), Choice(value="1000.00", label="$1,000"))
    page = a_question(Widget.TEXT, "money", value="1.000", meant=meant)
    assert "  b. $1,000" in show(page, EN).lines
    assert answered(["B"], page) == {"": ("1.000",), "meant": ("1000.00",)}
    assert answered(["1000"], page) == {"": ("1000",)}
    assert answered(["1.000"], page) == {"": ("1.000",)}


def test_what_was_typed_stands_when_it_is_typed_again_and_may_stand():
    meant = (
        Choice(value="a@gmail.com", label="a@gmail.com"),
        Choice(value="a@gmial.com", label="a@gmial.com", checked=True),
    )
    page = a_question(Widget.TEXT, "email", value="a@gmial.com", meant=meant)
    assert answered(["a@gmial.com"], page)["meant"] == ("a@gmial.com",)
    contact = a_page(PageKind.CONTACT, contact=(ContactField(name="email", value="a@gmial.com", meant=meant),))
    assert read(["a"], contact).meant == {"email": "a@gmail.com"}


def test_only_an_optional_question_is_skipped_by_enter():
    assert read([" "], a_question(optional=True)) == Skip(place="here")
    assert read([""], a_question()) == Answer(place="here", raw={"": ("",)})


def test_an_answer_given_while_changing_returns():
    page = Page(kind=PageKind.QUESTION, place="here", node="here", returning=True, field=a_question().field)
    assert read(["x"], page) == Answer(place="here", raw={"": ("x",)}, returning=True)


def test_back_and_change_work_from_any_page_that_has_somewhere_to_go():
    check = a_page(PageKind.CHECK, back="before", lines=LINES)
    assert read(["Back"], check) == Back()
    assert read(["change 2"], check) == Change(place="ask-income")
    assert read(["change 3"], check) is None
    assert read(["change two"], check) is None
    assert read(["back"], a_page(PageKind.MESSAGE)) is None


def test_only_the_word_send_sends():
    check = a_page(PageKind.CHECK, lines=LINES, body="I agree")
    assert read(["SEND "], check) == Send(place="here", consent="I agree")
    assert read([""], check) is None
    assert read(["yes"], check) is None
    assert "  1. People: 3" in show(check, EN).lines


def test_an_article_asks_whether_it_helped_with_its_reasons():
    reason = Reason(node="fits", rule="limit", sentence="Your income is within the limit")
    page = a_page(PageKind.ARTICLE, article="apply", reasons=(reason,))
    assert "Why: Your income is within the limit" in show(page, EN).lines
    assert read(["y"], page) == Solved(place="here", helped=True)
    assert read(["no"], page) == Solved(place="here", helped=False)
    assert read(["perhaps"], page) is None


def test_contact_may_be_left_empty_only_where_staying_anonymous_is_a_choice():
    fields = (ContactField(name="name"), ContactField(name="phone"))
    may = a_page(PageKind.CONTACT, contact=fields, may_stay_anonymous=True)
    assert read(["", ""], may) == GiveContact(place="here", details={"name": "", "phone": ""}, anonymous=True)
    assert read(["Sam", ""], may).anonymous is False
    assert read(["", ""], a_page(PageKind.CONTACT, contact=fields)).anonymous is False
    assert show(may, EN).asks == ("Name", "Phone number")


def test_markdown_is_read_without_its_backslashes_and_long_lines_are_wrapped():
    page = a_page(PageKind.MESSAGE, title="Note", body=r"A \*star\*." + "\n\n" + "word " * 30)
    screen = show(page, EN)
    assert "A *star*." in screen.lines
    assert max(len(line) for line in screen.lines) <= 78
    assert read([""], page) == Continue(place="here")


@pytest.mark.parametrize("kind", [kind for kind in PageKind if kind is not PageKind.PAGE])  # asked one by one
def test_every_kind_of_page_can_be_shown_in_phrases_translators_know(kind):
    asked = []
    field = Field(widget=Widget.CHECKBOXES, fact="f", type="choices", choices=FUELS)
    page = a_page(kind, field=field, optional=True, may_stay_anonymous=True, article="a", lines=LINES)
    screen = show(page, Words("es", lambda text: asked.append(text) or text))
    is_over = kind in (PageKind.RECEIPT, PageKind.END, PageKind.HELP)
    assert bool(screen.asks) is not is_over or kind is PageKind.CONTACT
    assert set(asked) <= set(PHRASES)
    assert read(["x"], page) is None or not is_over
