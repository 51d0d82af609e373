"""The outline shows every node once, where its branch begins, and comes back to the level where branches meet."""

import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.outlining import _Tree, outline
from engine.editing import ways_in
from engine.editing.sheet import FlowDraft, Sheet
from tests.builders import a_document

FLOWS = Path(__file__).parents[3] / "flows"


def depths(document):
    return [(line.node, line.depth) for line in outline(document)]


def test_a_branch_stands_deeper_and_its_end_is_back_at_the_level_of_the_fork():
    nodes = {
        "a": {"type": "question", "rules": [{"id": "yes", "next": "b"}], "otherwise": "c"},
        "b": {"type": "message", "next": "d"},
        "c": {"type": "message", "next": "d"},
        "d": {"type": "end"},
    }
    assert depths({"start": "a", "nodes": nodes}) == [("a", 0), ("b", 1), ("c", 1), ("d", 0)]


def test_whoever_goes_on_stays_on_the_level_and_whoever_leaves_stands_deeper():
    assert depths(a_document()) == [
        ("ask-people", 0),
        ("ask-shutoff", 0),
        ("urgent", 1),
        ("ask-income", 0),
        ("fits", 0),
        ("apply", 1),
        ("other", 1),
        ("agent", 0),
    ]


def test_what_nothing_leads_to_comes_last_and_exits_into_nowhere_are_kept():
    nodes = {"a": {"type": "message", "next": "gone"}, "b": {"type": "end"}}
    lines = outline({"start": "a", "nodes": nodes})
    assert [(line.node, line.is_reached, line.exits) for line in lines] == [
        ("a", True, (("next", "gone"),)),
        ("b", False, ()),
    ]
    assert outline({"start": "nowhere", "nodes": nodes})[0].is_reached is False


@pytest.mark.parametrize("path", sorted(FLOWS.glob("**/flow.json")), ids=lambda path: path.parent.name)
def test_every_node_of_a_shipped_flow_stands_once_and_below_something_that_leads_to_it(path):
    document = json.loads(path.read_text())
    lines = outline(document)
    assert sorted(line.node for line in lines) == sorted(document["nodes"])
    above = set()
    sheet = Sheet(FlowDraft(document=document))
    for line in lines:
        assert line.node == document["start"] or above & {name for name, _ in ways_in(sheet, line.node)}
        above.add(line.node)


@given(st.integers(1, 9).flatmap(lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=4), min_size=size)))
def test_what_everybody_passes_is_what_networkx_says(targets: list[list[int]]):
    after = {str(name): tuple(dict.fromkeys(map(str, each))) for name, each in enumerate(targets[:9])}
    after = {name: tuple(each for each in some if each in after) for name, some in after.items()}
    graph = nx.DiGraph([(name, each) for name, some in after.items() for each in some])
    graph.add_node("0")
    inside = _Tree(after, "0").inside
    found = {each: name for name, some in inside.items() for each in some}
    assert found == {name: each for name, each in nx.immediate_dominators(graph, "0").items() if name != "0"}
