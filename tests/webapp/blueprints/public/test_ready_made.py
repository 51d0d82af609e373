"""Ready-made question pages: the same as the plain rendering, and never with anything of somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, render_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.channels import Line, PageKind, Reason
from webapp.blueprints.public import samples
from webapp.blueprints.public.journey import step_address
from webapp.blueprints.public.ready_made import JOURNEY, QUESTION, ReadyPages, is_common
from webapp.http.csrf import csrf_token
from webapp.http.locale import direction, use_language
from webapp.services.journeys import View

QUESTIONS = {name: view for name, view in samples.views("en", "ltr").items() if is_common(view.page)}
A_QUESTION = next(iter(QUESTIONS.values()))
REASON = Reason(node="fits", rule="limit", sentence="You said <4> people", source_title="The law", source_url="/law")


@pytest.fixture
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def plain(view: View, **values: Any) -> str:
    own = {"title": "A title", "back_url": step_address(view.public_id, "before"), "returning": False, "note": ""}
    return render_template(QUESTION, view=view, **{**own, "token": "", "reasons": "", **values})


def ready(pages: ReadyPages, view: View) -> str:
    return pages.question(view, title="A title", back_url=step_address(JOURNEY, "before"))


def answered(view: View, public_id: str, *values: str) -> View:
    lines = tuple(Line(place=f"p{n}", fact=f"f{n}", label=f"Label {n}", value=each) for n, each in enumerate(values))
    return replace(view, public_id=public_id, page=replace(view.page, lines=lines, answered=len(lines)))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_ready_page_is_the_plain_page(name: str, language: str, request_context: None) -> None:
    view = samples.views(language, direction(language))[name]
    use_language(language)
    pages = ReadyPages()
    for public_id, values in (("one", ()), ("two", ("Yes", "<b>& 'you'", "")), ("three", ("No", "$2", ""))):
        mine = answered(view, public_id, *values)
        assert ready(pages, mine) == plain(mine)
        explained = replace(mine, page=replace(mine.page, reasons=(REASON,)))
        assert ready(pages, explained) == plain(explained)


def test_enough_questions_are_common() -> None:
    assert len(QUESTIONS) > 5


def test_nothing_of_one_person_is_on_the_page_of_another(request_context: None) -> None:
    pages, view = ReadyPages(), A_QUESTION
    first = answered(view, "first-journey", "Mine alone", "Also mine")
    other = answered(view, "other-journey", "Theirs", "Theirs too")
    assert "Mine alone" in ready(pages, replace(first, page=replace(first.page, reasons=(REASON,))))
    html = ready(pages, other)
    assert "other-journey" in html
    assert csrf_token() in html
    for mine in ("Mine alone", "Also mine", "first-journey", "You said"):
        assert mine not in html
    assert all("Mine" not in part for ready_page in pages._pages.values() for part in ready_page)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the application holds nothing of a case
@given(typed=st.text(max_size=40))
def test_whatever_was_typed_stands_as_it_is(app: Flask, typed: str) -> None:
    with app.test_request_context("/"):
        mine = answered(A_QUESTION, "one", typed, JOURNEY, "v0")
        assert ready(ReadyPages(), mine) == plain(mine)


def test_only_so_many_are_kept(request_context: None) -> None:
    pages = ReadyPages(at_most=2)
    for number in range(5):
        view = A_QUESTION
        ready(pages, replace(view, page=replace(view.page, title=f"Question {number}")))
    assert len(pages._pages) == 2


def test_what_was_given_or_refused_is_not_common() -> None:
    for name, view in samples.views("en", "ltr").items():
        is_question = view.page.kind is PageKind.QUESTION
        assert is_common(view.page) <= (is_question and not view.page.errors and not view.page.returning), name
