"""Tables as code: the same as the node itself, for every hit policy, and never more code than the budget allows."""

from fractions import Fraction

import pytest

from engine.definition import check_document
from engine.nodes import build_grid
from engine.runtime import table_tree, walk_plainly
from engine.runtime.compiled import compile_walk
from engine.runtime.table_programs import KnownValues, build_program
from tests.builders import TODAY, a_release
from tests.engine.runtime.tables import ENUMS, NUMBERS, overlapping_rows, partition_rows, people, table_flow

ROWS = {"partition": partition_rows(60), "overlapping": overlapping_rows(60)}


@pytest.mark.parametrize("hit", ["first", "unique", "any", "priority"])
@pytest.mark.parametrize("shape", ROWS)
@pytest.mark.parametrize("skipping", [0.0, 0.05])
def test_code_says_what_the_node_says(hit: str, shape: str, skipping: float) -> None:
    document = table_flow(ROWS[shape], hit=hit, optional=skipping > 0)
    assert check_document(document) == []
    release = a_release(document)
    walker = compile_walk(release)
    assert walker is not None
    for person in people(60, skipping=skipping):
        assert walker(person, TODAY) == walk_plainly(release, person, TODAY), person


@pytest.mark.parametrize("gather", ["sum", "min", "max", "count"])
def test_rows_put_together_by_code_are_those_put_together_by_the_node(gather: str) -> None:
    rows = [{**row, "then": {"class": number}} for number, row in enumerate(overlapping_rows(40))]
    if gather == "count":
        rows = [{"id": row["id"], "when": row["when"]} for row in rows]
    document = table_flow(rows, hit="collect", collect=gather)
    document["facts"]["class"] = {"type": "integer", "minimum": 0, "maximum": 100}
    for each in document["nodes"]["t"]["exits"]:
        each["is"] = int(each["id"][1:])
    assert check_document(document) == []
    release = a_release(document)
    node = release.flow.nodes["t"]
    program = build_program(release, node, frozenset((*NUMBERS, *ENUMS)))
    for person in people(80):
        told = program.run(*(person[fact] for fact in program.reads))
        entry = node.decide(KnownValues(release, person))
        assert told[1] == entry.sets["class"]
        assert node.exits()[told[0]].name == entry.exit if told[0] >= 0 else not hasattr(entry, "exit")


@pytest.mark.parametrize("rows", [overlapping_rows(500, seed=1), overlapping_rows(500, seed=2, filled=0.9)])
def test_a_hostile_table_never_becomes_more_code_than_its_budget(rows) -> None:
    release = a_release(table_flow(rows))
    node = release.flow.nodes["t"]
    tree = table_tree.plan_tree(build_grid(node, release.typed))
    assert sum(map(_tests, _leaves(tree))) <= table_tree.MOST_TESTS + 2 * table_tree.MOST_IN_A_LEAF
    program = build_program(release, node, frozenset((*NUMBERS, *ENUMS)))
    assert len(program.run.__code__.co_code) < 250_000
    for person in people(30):
        assert program.run(*(person[fact] for fact in program.reads))[1:] == (
            node.decide(KnownValues(release, person)).sets["class"],
        )


def _leaves(branch: table_tree.Branch) -> list[table_tree.Branch]:
    return [branch] if branch.yes is None else [*_leaves(branch.yes), *_leaves(branch.no)]


def _tests(leaf: table_tree.Branch) -> int:
    return 0 if leaf.is_looked_up else leaf.tests


@pytest.mark.parametrize(
    ("fact", "cells", "answers"),
    [
        (
            {"type": "decimal", "places": 2},
            [{"<": 1.5}, {"between": [1.5, 2]}, 2.5],
            [1, Fraction(3, 2), 2, Fraction(5, 2)],
        ),
        ({"type": "money", "currency": "USD"}, [{"<=": 10}, {">": 12.5}, 11], [1000, 1001, 1100, 1250, 1251]),
        ({"type": "text"}, ["x", {"in": ["y", "z"]}, {"not": {"any-of": ["x", "w"]}}], ["x", "y", "w", "q"]),
        ({"type": "boolean"}, [True, {"not": True}, None], [True, False]),
        ({"type": "choice", "options": [{"id": o, "label": o} for o in "abc"]}, ["a", {"!=": "b"}, None], list("abc")),
        ({"type": "integer"}, [{"!=": 3}, {"any-of": [3, {">": 9}]}, {"not": {"<": 3}}], [2, 3, 4, 9, 10]),
    ],
)
def test_every_kind_of_input_and_cell_is_told_right(fact, cells, answers) -> None:
    document = table_flow([])
    document["facts"]["x"] = fact
    rows = [{"id": f"r{n}", "when": [cell], "then": {"class": f"k{n}"}} for n, cell in enumerate(cells)]
    document["nodes"]["t"] |= {"inputs": [{"id": "x", "value": {"var": "x"}}], "rows": rows}
    document["nodes"]["ask-e4"]["next"] = "ask-x"
    document["nodes"]["ask-x"] = {"type": "question", "fact": "x", "prompt": "?", "next": "t"}
    assert check_document(document) == []
    release = a_release(document)
    node = release.flow.nodes["t"]
    assert build_grid(node, release.typed) is not None
    program = build_program(release, node, frozenset({"x"}))
    for answer in answers:
        assert program.run(answer)[1] == node.decide(KnownValues(release, {"x": answer})).sets["class"], answer


def test_cells_that_read_other_facts_are_left_to_the_node() -> None:
    rows = [{"id": "r", "when": [{"<": {"var": "n2"}}, *[None] * 7], "then": {"class": "k1"}}]
    release = a_release(table_flow(rows))
    assert build_grid(release.flow.nodes["t"], release.typed) is None
    walker = compile_walk(release)
    for person in people(20):
        assert walker(person, TODAY) == walk_plainly(release, person, TODAY)


def test_outputs_that_are_worked_out_are_left_to_the_node() -> None:
    rows = [{**row, "then": {"class": {"if": [{"<": [{"var": "n1"}, 500]}, "k1", "k2"]}}} for row in ROWS["partition"]]
    release = a_release(table_flow(rows))
    walker = compile_walk(release)
    for person in people(20):
        assert walker(person, TODAY) == walk_plainly(release, person, TODAY)


def test_an_input_can_be_worked_out() -> None:
    document = table_flow(overlapping_rows(20), optional=True)
    document["nodes"]["t"]["inputs"][0]["value"] = {"+": [{"var": "n1"}, {"var": "n2"}]}
    release = a_release(document)
    walker = compile_walk(release)
    for person in people(60, skipping=0.1):
        assert walker(person, TODAY) == walk_plainly(release, person, TODAY)


def test_the_code_of_a_tree_is_made_of_comparisons_only() -> None:
    """Authors' words are constants in the tree, never code."""
    rows = [{"id": "r", "when": ["__import__('os')"], "then": {"class": "k1"}}]
    document = table_flow([])
    document["facts"]["x"] = {"type": "text"}
    document["nodes"]["t"] |= {"inputs": [{"id": "x", "value": {"var": "x"}}], "rows": rows}
    release = a_release(document)
    program = build_program(release, release.flow.nodes["t"], frozenset({"x"}))
    assert program.run("__import__('os')")[1] == "k1"
    assert program.run("anything else")[1] is None
    assert "__import__" not in program.run.__code__.co_names
