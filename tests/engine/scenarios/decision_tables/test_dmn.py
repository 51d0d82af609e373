"""DMN documents: every kind of cell, hit policy and type comes out as FEEL means it; the rest is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from engine.definition import build_release
from engine.errors import DefinitionError
from engine.scenarios.decision_tables import import_dmn
from tests.engine.scenarios.decision_tables.playing import outputs_for
from tests.engine.scenarios.decision_tables.tck import a_decision, a_document, a_table, an_input

NOT_LEFT = "undecided"


def decide(document: str, given: dict[str, Any]) -> dict[str, Any]:
    imported = import_dmn(document)
    return outputs_for(imported, build_release(imported.document), given)[1]


def fits(cell: str, type_: str, value: Any) -> bool:
    """Whether a cell fits a value."""
    table = a_table({"it": type_}, {"fits": '"yes", "no"'}, [f'{cell} => "yes"', '- => "no"'], "FIRST")
    return decide(a_document(an_input("it", type_), a_decision("fits", table)), {"it": value}) == {"fits": "yes"}


@pytest.mark.parametrize(
    ("cell", "type_", "yes", "no"),
    [
        ("5", "number", [5, 5.0], [4, 5.5]),
        ("-5", "number", [-5], [5]),
        ("< 5", "number", [4.9], [5]),
        (">=5", "number", [5, 6], [4.99]),
        ("!= 5", "number", [4], [5]),
        ("= 5", "number", [5], [4]),
        ("[1..3]", "number", [1, 2, 3], [0.9, 3.1]),
        ("(1..3]", "number", [1.1, 3], [1]),
        ("[1..3)", "number", [1, 2.9], [3]),
        ("(1..3)", "number", [2], [1, 3]),
        ("]1..3[", "number", [2], [1, 3]),
        ("]1..3]", "number", [3], [1]),
        ("1, 3, > 7", "number", [1, 3, 8], [2, 7]),
        ("[1..2], [4..5]", "number", [1, 4.5], [3]),
        ("not(1)", "number", [2], [1]),
        ("not(1, > 7)", "number", [2, 7], [1, 8]),
        ("not([1..3])", "number", [0, 4], [2]),
        ("? > 2 and ? < 4", "number", [3], [2, 4]),
        ("? * 2 > 5 or ? = 1", "number", [1, 3], [2]),
        ("? in [1..3]", "number", [2], [4]),
        ("? between 1 and 3", "number", [1, 3], [4]),
        ("1 + 2", "number", [3], [4]),
        ('"a"', "string", ["a"], ["b"]),
        ('"a", "b"', "string", ["a", "b"], ["c"]),
        ('not("a", "b")', "string", ["c"], ["a"]),
        ('["a", "b"]', "string", ["a"], ["c"]),
        ("true", "boolean", [True], [False]),
        ("not(true)", "boolean", [False], [True]),
        ("-", "boolean", [True, False], []),
        ("", "number", [1], []),
        ('date("2026-01-31")', "date", ["2026-01-31"], ["2026-02-01"]),
        ('< date("2026-01-31")', "date", ["2026-01-30"], ["2026-01-31"]),
        ('[date("2026-01-01")..date("2026-02-01"))', "date", ["2026-01-01", "2026-01-31"], ["2026-02-01"]),
        ('>= @"2026-01-31"', "date", ["2026-01-31"], ["2026-01-30"]),
    ],
)
def test_a_cell_fits_what_it_fits_in_feel(cell: str, type_: str, yes: list[Any], no: list[Any]):
    assert [value for value in yes if not fits(cell, type_, value)] == []
    assert [value for value in no if fits(cell, type_, value)] == []


ROWS = ['> 0 => "blue"', '> 5 => "red"', '> 10 => "blue"', '< -5 => "green"']
COLOURS = '"green", "red", "blue"'


def listed(*colours: str) -> list[dict[str, str]]:
    return [{"colour": colour} for colour in colours]


@pytest.mark.parametrize(
    ("hit", "given", "expected"),
    [
        ("FIRST", 7, "blue"),
        ("PRIORITY", 12, "red"),
        ("PRIORITY", 3, "blue"),
        ("COLLECT", 12, listed("blue", "red", "blue")),
        ("COLLECT", -1, []),
        ("RULE ORDER", 12, listed("blue", "red", "blue")),
        ("OUTPUT ORDER", 12, listed("red", "blue", "blue")),
    ],
)
def test_every_hit_policy_gives_what_dmn_says(hit: str, given: float, expected: Any):
    table = a_table({"n": "number"}, {"colour": COLOURS}, ROWS, hit)
    assert decide(a_document(an_input("n"), a_decision("colour", table)), {"n": given}) == {"colour": expected}


@pytest.mark.parametrize(
    ("gather", "given", "expected"),
    [("SUM", 12, 9.5), ("MIN", 12, -0.5), ("MAX", 7, 7), ("COUNT", 12, 3), ("COUNT", -1, 0)],
)
def test_collected_numbers_come_to_one(gather: str, given: float, expected: float):
    table = a_table({"n": "number"}, {"points": ""}, ["> 0 => 3", "> 5 => 7", "> 10 => -0.5"], f"COLLECT:{gather}")
    assert decide(a_document(an_input("n"), a_decision("points", table)), {"n": given}) == {"points": expected}


def test_decisions_that_need_each_other_come_one_after_the_other():
    points = a_table({"Number of people": "number"}, {"p": ""}, ["< 3 => 10", ">= 3 => 22"])
    per_head = "if Is home then Points / 4 else floor(Points * 1.5) - 1"
    rows = ["> 5 | true => true", "<= 5 | - => false", "> 5 | false => false"]
    answer = a_table({"Points per head": "number", "Is home": "boolean"}, {"a": ""}, rows)
    document = a_document(
        a_decision("Final answer", answer, ["Points per head"]),
        a_decision("Points per head", f"<literalExpression><text>{per_head}</text></literalExpression>", ["Points"]),
        a_decision("Points", points),
        an_input("Number of people"),
        an_input("Is home", "boolean"),
    )
    assert decide(document, {"Number of people": 3, "Is home": True}) == {
        "Points": 22,
        "Points per head": 5.5,
        "Final answer": True,
    }
    assert decide(document, {"Number of people": 1, "Is home": False})["Points per head"] == 14


TYPES = """
<itemDefinition name="tHome">
  <itemComponent name="kind"><typeRef>tKind</typeRef></itemComponent>
  <itemComponent name="rooms"><typeRef>feel:number</typeRef></itemComponent>
</itemDefinition>
<itemDefinition name="tKind">
  <typeRef>string</typeRef><allowedValues><text>"house", "flat", "boat"</text></allowedValues>
</itemDefinition>
"""


def test_declared_types_give_the_options_of_a_choice():
    rows = ['"boat" | - => 1', 'not("boat") | > 3 => 2', 'not("boat") | <= 3 => 3']
    fee = a_table({"Home.kind": "string", "Home.rooms": "number"}, {"Fee": ""}, rows)
    document = a_document(TYPES, an_input("Home", "tHome"), a_decision("Fee", fee))
    facts = import_dmn(document).document["facts"]
    assert [option["imported_as"] for option in facts["home-kind"]["options"]] == ["house", "flat", "boat"]
    assert decide(document, {"Home": {"kind": "house", "rooms": 3}}) == {"Fee": 3}


def with_default(hit: str, rows: list[str]) -> str:
    more = '<defaultOutputEntry><text>"none"</text></defaultOutputEntry>'
    table = a_table({"n": "number"}, {"colour": '"red", "blue", "none"'}, rows, hit, more)
    return a_document(an_input("n"), a_decision("colour", table))


@pytest.mark.parametrize(
    ("hit", "rows"),
    [
        ("UNIQUE", ['< 5 => "red"', '> 5 => "blue"']),
        ("ANY", ['< 5 => "red"', '< 3 => "red"', '> 5 => "blue"']),
        ("FIRST", ['< 5 => "red"', '< 3 => "blue"', '> 5 => "blue"']),
        ("PRIORITY", ['< 9 => "blue"', '< 5 => "red"', '> 5 => "blue"']),
    ],
)
def test_a_default_is_given_where_no_row_fits(hit: str, rows: list[str]):
    document = with_default(hit, rows)
    assert decide(document, {"n": 4}) == {"colour": "red"}
    assert decide(document, {"n": 20}) == {"colour": "blue"}
    assert decide(document, {"n": 5})["colour"] == ("blue" if hit == "PRIORITY" else "none")


def test_a_default_beside_rows_that_contradict_each_other_is_refused():
    with pytest.raises(DefinitionError, match="rows that fit together"):
        import_dmn(with_default("UNIQUE", ['< 5 => "red"', '< 3 => "blue"']))


def a_decision_of(cell: str, type_: str = "number") -> str:
    return a_document(
        an_input("n", type_), a_decision("d", a_table({"n": type_}, {"d": ""}, [f"{cell} => 1", "- => 2"], "FIRST"))
    )


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (a_decision_of("sqrt(?) > 2"), "Decision “d”: row 1: the function “sqrt” has no counterpart"),
        (a_decision_of("> m"), "Decision “d”: row 1: “m” is no input and no decision"),
        (a_decision_of("> 5 >"), "Decision “d”: row 1: “> 5 >” cannot be read from the end on"),
        (a_decision_of("~3"), "Decision “d”: row 1: “~” in “~3” cannot be read"),
        (a_decision_of('"x"'), "Decision “d”: row 1: “n” is a number, but “x” is text"),
        (a_decision_of('date("2026-02-30")', "date"), "Decision “d”: row 1: “2026-02-30” is not a plain date"),
        (a_decision_of("(" * 200 + "1"), "is nested more than 30 deep"),
        (a_decision_of("1234567890123456789"), "the number 1234567890123456789 has more than 15 digits"),
        (a_document(a_decision("d", "<context/>")), "Decision “d”: it is a boxed expression (context)"),
        (a_document(a_decision("d", "")), "Decision “d”: it has no table and no expression"),
        (a_document('<businessKnowledgeModel name="loan rate"/>'), "“loan rate”: it is a business knowledge model"),
        (a_document(), "The document has no decision."),
        (a_document(a_decision("a", "<literalExpression><text>1</text></literalExpression>", ["a"])), "in a circle"),
        ("<definitions/>", "no DMN document"),
        ("nothing", "The file is not XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><definitions/>', "declares entities or a document type"),
    ],
)  # fmt: skip
def test_what_has_no_place_in_a_flow_is_refused_by_name(document: str, said: str):
    with pytest.raises(DefinitionError) as found:
        import_dmn(document)
    assert said in found.value.issues[0].what
