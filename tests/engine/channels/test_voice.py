"""Pages as menus of keys, and what is pressed on them."""

from __future__ import annotations

import pytest

from engine.channels import Choice, ContactField, Field, FieldError, Line, Member, Page, PageKind, Part, Result, Widget
from engine.channels.dialog import ArticleCard, Dialog
from engine.channels.page import ResultGroup, ResultSection
from engine.channels.voice import PHRASES, read, show
from engine.model.inputs import Answer, Back, Change, Continue, GiveContact, RemoveMember, Send, Skip, Solved
from engine.model.words import Words

EN, ES = Words("en"), Words("es")
DAY = tuple(Part(name=name, label=name.capitalize()) for name in ("month", "day", "year"))


def choices(count):
    return tuple(Choice(value=f"v{number}", label=f"Thing {number}") for number in range(1, count + 1))


def a_page(kind=PageKind.QUESTION, **own):
    return Page(kind=kind, place="here", node="here", **{"back": "before", **own})


def a_question(widget=Widget.TEXT, type="text", **own):
    page = {name: own.pop(name) for name in ("optional", "errors", "back") if name in own}
    return a_page(title="What is it?", field=Field(widget=widget, fact="f", type=type, **own), **page)


def press(page, *rows, words=EN):
    """What a call comes to after several rows of keys on one page."""
    dialog = Dialog()
    for row in rows:
        heard = read(row, page, words, dialog)
        dialog = heard.dialog
    return heard


def raw(page, *rows, words=EN):
    found = press(page, *rows, words=words).input
    assert isinstance(found, Answer), found
    return found.raw


def said(page, *rows, words=EN):
    return show(page, words, press(page, *rows, words=words).dialog if rows else None).say


def test_a_menu_says_its_keys_and_each_leads_to_its_option():
    page = a_question(Widget.RADIOS, "choice", choices=choices(9))
    menu = show(page, EN)
    assert menu.say[:3] == ("What is it?", "For Thing 1, press 1.", "For Thing 2, press 2.")
    assert menu.say[-2:] == ("To go back, press star.", "To hear this again, press 0.")
    assert menu.keys == tuple("123456789")
    assert raw(page, "9") == {"": ("v9",)}
    assert press(page, "*").input == Back()
    assert press(page, "0").dialog == Dialog()


def test_a_key_that_does_nothing_is_said_to_do_nothing():
    page = a_question(Widget.RADIOS, "boolean", choices=choices(2))
    assert said(page, "7")[0] == "That key does nothing here."
    assert press(page, "7", "1").input == Answer(place="here", raw={"": ("v1",)})
    assert (
        said(a_question(Widget.RADIOS, "boolean", choices=choices(2), back=""), "*")[0] == "That key does nothing here."
    )


def test_what_was_refused_is_said_first():
    page = a_question(Widget.RADIOS, "choice", choices=choices(2), errors=(FieldError(target="answer", message="No"),))
    assert show(page, EN).say[0] == "No."


def test_a_menu_of_more_than_nine_is_told_in_parts_and_comes_round():
    page = a_question(Widget.RADIOS, "choice", choices=choices(12))
    assert show(page, EN).keys == tuple("123456789")
    assert show(page, EN).say[9] == "For more answers, press 9."
    assert said(page, "9")[1:5] == tuple(f"For Thing {8 + n}, press {n}." for n in range(1, 5))
    assert raw(page, "9", "4") == {"": ("v12",)}
    assert raw(page, "9", "9", "1") == {"": ("v1",)}
    assert press(page, "9", "*").dialog.first == 0


def test_an_optional_menu_has_a_key_for_no_answer():
    assert press(a_question(Widget.RADIOS, "choice", choices=choices(3), optional=True), "4").input == Skip(
        place="here"
    )
    nine = a_question(Widget.RADIOS, "choice", choices=choices(9), optional=True)
    assert press(nine, "9", "9").input is None
    assert any("without an answer" in each for each in show(nine, EN, press(nine, "9").dialog).say)


def test_a_list_is_found_by_spelling_the_beginning_of_a_name():
    names = ("Albany", "Álamo", "Bronx", "New Ulm", *(f"Cayuga {letter}" for letter in "abcdefghijkl"))
    page = a_question(Widget.SELECT, "place", choices=tuple(Choice(value=name, label=name) for name in names))
    assert "Spell the beginning" in show(page, EN).say[1]
    assert show(page, EN).digits > 1
    assert said(page, "25#")[:2] == ("For Albany, press 1.", "For Álamo, press 2.")
    assert raw(page, "25#", "2") == {"": ("Álamo",)}
    assert raw(page, "85#", "1") == {"": ("New Ulm",)}
    assert said(page, "22#")[0] == "More than 8 names begin like that: enter more letters."
    assert said(page, "999#")[0] == "Nothing in the list begins with these letters."
    assert press(page, "25#", "9").dialog == Dialog()


def test_several_options_are_a_row_of_numbers_that_is_confirmed():
    page = a_question(Widget.CHECKBOXES, "choices", choices=choices(3))
    assert said(page, "31#")[:3] == (
        "You chose: Thing 3, Thing 1.",
        "If that is right, press 1.",
        "To enter it again, press 2.",
    )
    assert raw(page, "31#", "1") == {"": ("v3", "v1")}
    assert press(page, "31#", "2").dialog == Dialog()
    assert said(page, "4#")[0] == "That was not one of the numbers."
    many = a_question(Widget.CHECKBOXES, "choices", choices=choices(11))
    assert raw(many, "0111#", "1") == {"": ("v1", "v11")}


@pytest.mark.parametrize(
    ("type", "field", "row", "shown", "typed"),
    [
        ("integer", {}, "12#", "12", "12"),
        ("integer", {"suffix": "hours"}, "0#", "0 hours", "0"),
        ("money", {"prefix": "$"}, "1500#", "$1,500", "1500"),
        ("money", {"prefix": "$"}, "1500*50#", "$1,500.50", "1500.50"),
        ("decimal", {}, "2*5#", "2.5", "2.5"),
        ("year", {}, "1990#", "1 9 9 0", "1990"),
        ("phone", {}, "2125550142#", "2 1 2 5 5 5 0 1 4 2", "2125550142"),
        ("postcode", {"inputmode": "numeric"}, "12207#", "1 2 2 0 7", "12207"),
        ("date", {"widget": Widget.PARTS, "parts": DAY}, "03272026#", "March 27, 2026", "03 27 2026"),
        ("month", {"widget": Widget.PARTS, "parts": (DAY[0], DAY[2])}, "032026#", "March 2026", "03 2026"),
    ],
)
def test_a_row_of_keys_is_said_back_and_counts_when_it_is_confirmed(type, field, row, shown, typed):
    page = a_question(type=type, **field)
    assert said(page, row)[0] == f"You entered: {shown}."
    assert raw(page, row, "1") == {"": (typed,)}
    assert press(page, row, "2").dialog == Dialog()
    assert press(page, row, "*").dialog == Dialog()
    assert press(page, "*").input == Back()


def test_a_day_of_too_few_digits_or_none_of_the_calendar_is_told_so():
    page = a_question(Widget.PARTS, "date", parts=DAY)
    assert said(page, "327#")[0] == "That was not 8 digits."
    assert raw(page, "02302026#") == {"": ("02 30 2026",)}


def test_pound_alone_skips_only_what_is_optional():
    assert press(a_question(type="integer", optional=True), "#").input == Skip(place="here")
    assert press(a_question(type="integer"), "#").input is None


@pytest.mark.parametrize("type", ["text", "email", "address", "file", "postcode"])
def test_words_of_ones_own_cannot_be_keyed_and_a_person_is_offered(type):
    page = a_question(type=type)
    menu = show(page, EN)
    assert menu.offers_person
    assert "This question needs words of your own, and keys cannot say them." in menu.say
    assert press(page, "9").wants_person
    optional = a_question(type=type, optional=True)
    assert press(optional, "1").input == Skip(place="here") or type == "address"


def test_what_may_have_been_meant_is_a_menu():
    meant = (Choice(value="1.00", label="$1"), Choice(value="1000.00", label="$1,000"))
    page = a_question(type="money", value="1.000", meant=meant)
    assert said(page)[:2] == ("For $1, press 1.", "For $1,000, press 2.")
    assert raw(page, "2") == {"": ("1.000",), "meant": ("1000.00",)}
    assert raw(page, "9", "1000#", "1") == {"": ("1000",)}


def test_a_phone_number_is_the_way_to_be_reached_that_keys_can_give():
    fields = tuple(ContactField(name=name) for name in ("name", "phone", "email"))
    page = a_page(PageKind.CONTACT, contact=fields, contact_one_of=("phone", "email"))
    details = {"name": "", "phone": "2125550142", "email": ""}
    assert press(page, "2125550142#", "1").input == GiveContact(place="here", details=details)
    assert press(page, "#").input is None
    anonymous = a_page(PageKind.CONTACT, contact=fields, may_stay_anonymous=True)
    assert press(anonymous, "#").input.anonymous
    unreachable = a_page(PageKind.CONTACT, contact=fields[:1] + fields[2:], contact_one_of=("email",))
    assert show(unreachable, EN).offers_person
    assert press(unreachable, "9").wants_person


def test_messages_articles_and_the_last_look():
    assert press(a_page(PageKind.MESSAGE, title="Note", body="See [it](https://x.example)."), "1").input == Continue(
        place="here"
    )
    article = a_page(PageKind.ARTICLE, article="a")
    card = {"a": ArticleCard(title="Apply", summary="How to **apply**")}
    assert show(article, EN, articles=card).say[:2] == ("You can read it on our website: Apply.", "How to apply.")
    assert press(article, "2").input == Solved(place="here", helped=False)
    line = Line(place="ask", fact="f", label="People", value="3")
    check = a_page(PageKind.CHECK, lines=(line,), body="I agree")
    assert press(check, "1").input == Send(place="here", consent="I agree")
    assert press(check, "3", "1#").input == Change(place="ask")
    assert said(check, "3", "5#")[0] == "That was not one of the numbers."
    assert press(check, "3", "*").dialog == Dialog()


def test_a_member_is_taken_out_by_its_number():
    members = (
        Member(number=2, title="Person 2", place="m", lines=(Line(place="m", fact="a", label="Age", value="3"),)),
    )
    field = Field(widget=Widget.RADIOS, fact="more", type="boolean", choices=choices(2))
    page = a_page(PageKind.MEMBERS, title="Another?", field=field, members=members, can_remove=True)
    assert said(page)[0] == "Person 2: 3."
    assert press(page, "3", "2#").input == RemoveMember(place="here", number=2)
    assert raw(page, "2") == {"": ("v2",)}


def test_results_are_named_and_then_told_one_after_another():
    results = tuple(Result(item=name, title=name.upper(), summary="Food.") for name in ("snap", "wic"))
    sections = (ResultSection(fit="fits", groups=(ResultGroup(title="", results=results),)),)
    page = a_page(PageKind.RESULTS, title="For you", results=sections)
    assert said(page)[1] == "Fits what you told us: SNAP, WIC."
    assert said(page, "3")[0] == "SNAP: Food."
    assert said(page, "3", "3")[0] == "WIC: Food."
    assert show(page, EN, press(page, "3", "3").dialog).keys == ("1",)
    assert press(page, "3", "1", "1").input == Solved(place="here", helped=True)


def test_where_everything_is_over_nothing_is_waited_for():
    for kind in (PageKind.END, PageKind.RECEIPT, PageKind.HELP):
        assert not show(a_page(kind, title="Done"), EN).waits


FIELDS = [
    Field(widget=Widget.RADIOS, fact="f", type="choice", choices=choices(12)),
    Field(widget=Widget.CHECKBOXES, fact="f", type="choices", choices=choices(12)),
    Field(widget=Widget.CHECKBOXES, fact="f", type="choices", choices=choices(3)),
    Field(widget=Widget.SELECT, fact="f", type="place", choices=choices(40)),
    Field(widget=Widget.TEXT, fact="f", type="money"),
    Field(widget=Widget.TEXT, fact="f", type="phone"),
    Field(widget=Widget.PARTS, fact="f", type="date", parts=DAY),
    Field(widget=Widget.PARTS, fact="f", type="month", parts=(DAY[0], DAY[2])),
    Field(widget=Widget.TEXT, fact="f", type="text"),
    Field(widget=Widget.TEXT, fact="f", type="integer", value="1", meant=choices(2)),
]
STEPS = [
    Dialog(),
    Dialog(pending="1"),
    Dialog(pending="01012026"),
    Dialog(first=1),
    *(Dialog(mode=mode, pending="8") for mode in ("spell", "change", "remove", "anew")),
]


@pytest.mark.parametrize("kind", [kind for kind in PageKind if kind is not PageKind.PAGE])  # asked one by one
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("field", FIELDS)
def test_no_keys_are_too_odd_and_all_is_said_in_phrases_translators_know(kind, step, field):
    asked = []
    words = Words("es", lambda template: asked.append(template) or template)
    line = Line(place="p", fact="f", label="L", value="V")
    contact = (ContactField(name="phone"), ContactField(name="email"))
    page = a_page(kind, field=field, optional=True, article="a", lines=(line,), can_remove=True, contact=contact)
    show(page, words, step)
    for keys in ("", "#", "*", "0", "1", "9", "##", "1*2*3#", "99999999999999999999#", "x"):
        heard = read(keys, page, words, step)
        show(page, words, heard.dialog)
    assert set(asked) - {"Name", "Phone number", "Email address"} <= set(PHRASES)
