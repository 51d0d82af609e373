"""How wide text is, and where it breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.drawing.measuring import ELLIPSIS, width_of, wrapped


def test_text_breaks_between_words():
    assert wrapped("How many people live in your home?", 130, 14) == ("How many people", "live in your home?")


def test_what_does_not_fit_ends_in_an_ellipsis_after_a_whole_word():
    lines = wrapped("What shut-off date is on the notice that your utility sent to you last week?", 150, 14)
    assert len(lines) == 3
    assert lines[-1].endswith(ELLIPSIS)
    assert not lines[-1].endswith(f" {ELLIPSIS}")


def test_a_word_wider_than_a_line_is_broken():
    assert len(wrapped("Donaudampfschifffahrtsgesellschaft", 120, 14)) > 1


def test_chinese_breaks_without_spaces():
    assert wrapped("您家裡有多少人一起居住和購買食物", 120, 14, lines=5)[0] == "您家裡有多少人"


def test_empty_text_has_no_lines():
    assert wrapped("  \n ", 100, 14) == ()


def test_marks_that_are_not_seen_take_no_room():
    assert width_of("a\u2068\u0301", 10) == width_of("a", 10)


@given(text=st.text(max_size=200), width=st.integers(60, 300), lines=st.integers(1, 4))
def test_no_line_is_wider_than_it_may_be(text: str, width: int, lines: int):
    made = wrapped(text, width, 14, lines=lines)
    assert len(made) <= lines
    assert all(width_of(line, 14) <= width + 0.001 for line in made)


@pytest.mark.parametrize("size", [11, 14])
def test_bold_is_wider(size: int):
    assert width_of("Question", size, bold=True) > width_of("Question", size)
