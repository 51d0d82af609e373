"""The count of short messages, held to cases worked out by hand from 3GPP TS 23.038 and 23.040."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.channels.segments import ALPHABET, EXTENSION, GSM_7, UCS_2, count_segments, in_plain_marks


def test_the_alphabet_is_whole() -> None:
    assert len(ALPHABET) == 127  # 128 with the escape to the extension table
    assert len(EXTENSION) == 10
    assert not ALPHABET & EXTENSION


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "count"),
    [
        ("", GSM_7, 0, 1),
        ("a" * 160, GSM_7, 160, 1),
        ("a" * 161, GSM_7, 161, 2),
        ("a" * 306, GSM_7, 306, 2),
        ("a" * 307, GSM_7, 307, 3),
        ("€" * 80, GSM_7, 160, 1),
        ("€" * 81, GSM_7, 162, 2),
        # 152 letters fill all but one septet of the first part: the euro sign of two does not fit and goes on.
        ("a" * 152 + "€" + "a" * 152, GSM_7, 306, 3),
        ("a" * 151 + "€" + "a" * 153, GSM_7, 306, 2),
        ("ñ ü à É ¿ @ $", GSM_7, 13, 1),
        ("á", UCS_2, 1, 1),
        ("ب" * 70, UCS_2, 70, 1),
        ("ب" * 71, UCS_2, 71, 2),
        ("ب" * 134, UCS_2, 134, 2),
        ("ب" * 135, UCS_2, 135, 3),
        ("😀" * 35, UCS_2, 70, 1),
        ("😀" * 36, UCS_2, 72, 2),
        # 33 pairs fill 66 of 67 units, and a pair is not divided: 34 pairs need two parts, 67 pairs need three.
        ("😀" * 66, UCS_2, 132, 2),
        ("😀" * 67, UCS_2, 134, 3),
        ("a" * 69 + "’", UCS_2, 70, 1),
        ("a" * 70 + "’", UCS_2, 71, 2),
        ("[" * 80, GSM_7, 160, 1),
        ("`", UCS_2, 1, 1),
        ("ç", UCS_2, 1, 1),
        ("Ç", GSM_7, 1, 1),
    ],
)
def test_a_text_takes_so_many_messages(text: str, alphabet: str, units: int, count: int) -> None:
    found = count_segments(text)
    assert (found.alphabet, found.units, found.count) == (alphabet, units, count)


def test_marks_that_keyboards_have_not_become_marks_that_they_have() -> None:
    assert in_plain_marks("“It’s” – well…\u00a0yes") == '"It\'s" - well... yes'
    assert count_segments(in_plain_marks("It’s " * 30)).alphabet == GSM_7


@given(st.text(alphabet="ab€[ñ😀ب", max_size=400))
def test_never_fewer_messages_than_the_octets_need(text: str) -> None:
    found = count_segments(text)
    room = 1120 if found.count == 1 else 1120 - 48  # bits, less a header of six octets
    bits = found.units * (7 if found.alphabet == GSM_7 else 16)
    assert found.count * room >= bits
    assert found.count == 1 or bits > 1120
