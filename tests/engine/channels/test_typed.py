"""Several options typed at once, as the terminal asks for them."""

from __future__ import annotations

import pytest

from engine.channels.page import Page, PageKind
from engine.channels.typed import read
from engine.model.flow import Fact, Option
from engine.model.inputs import Answer
from engine.model.words import Words
from engine.questions import fact_types

FACT = Fact(
    id="needs",
    type="choices",
    options=tuple(
        Option(id=each, label=label) for each, label in (("heat", "No heat"), ("food", "No food"), ("no", "None"))
    ),
    domain={"exclusive": "no"},
)


@pytest.mark.parametrize("typed", ["1,2", "1 2", "1, 2", "No heat, No food"])
def test_several_options_can_be_chosen(typed: str) -> None:
    field = fact_types["choices"].field(FACT, None, Words("en"))
    given = read([typed], Page(kind=PageKind.QUESTION, place="ask", node="ask", field=field))
    assert isinstance(given, Answer)
    assert fact_types["choices"].parse(FACT, given.raw, None) == ("heat", "food")
