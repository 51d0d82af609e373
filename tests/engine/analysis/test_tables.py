"""What is said of a table's rows is what trying every answer shows."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis import coverage
from engine.analysis.coverage import Cover, TooMuchError
from engine.analysis.graph import build_graph
from engine.analysis.tables import find_table_faults
from engine.definition import check_document, parse_flow
from engine.nodes import build_grid
from tests.builders import a_release
from tests.engine.runtime.tables import overlapping_rows, table_flow

NUMBERS = range(5)
KINDS = ("a", "b", "c")
PLACES = list(itertools.product(NUMBERS, KINDS, (True, False)))


def small_table(rows: list[list[Any]], hit: str = "unique", **more: Any) -> dict[str, Any]:
    facts = {
        "n": {"type": "integer", "minimum": 0, "maximum": 4},
        "k": {"type": "choice", "options": [{"id": each, "label": each} for each in KINDS]},
        "b": {"type": "boolean"},
        "out": {"type": "integer"},
    }
    asked = ("n", "k", "b")
    questions = {
        f"ask-{each}": {"type": "question", "fact": each, "prompt": "?", "next": after}
        for each, after in zip(asked, ("ask-k", "ask-b", "t"), strict=True)
    }
    table = {
        "type": "table",
        "hit": hit,
        "inputs": [{"id": each, "value": {"var": each}} for each in asked],
        "outputs": [{"fact": "out"}],
        "rows": [{"id": f"r{number}", "when": when, "then": {"out": number}} for number, when in enumerate(rows)],
        "next": "end",
        **more,
    }
    return {
        "format": 1,
        "id": "small",
        "language": "en",
        "time_zone": "Etc/UTC",
        "title": "Small",
        "facts": facts,
        "start": "ask-n",
        "nodes": {**questions, "t": table, "end": {"type": "end", "title": "End"}},
    }


cells = st.tuples(
    st.one_of(
        st.none(),
        st.integers(0, 4),
        st.builds(
            lambda name, number: {name: number}, st.sampled_from(["<", "<=", ">", ">=", "!="]), st.integers(-1, 5)
        ),
        st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda ends: {"between": list(ends)}),
    ),
    st.one_of(st.none(), st.sampled_from(KINDS), st.just({"not": "a"}), st.just({"in": ["a", "c"]})),
    st.one_of(st.none(), st.booleans()),
).map(list)


@given(rows=st.lists(cells, min_size=1, max_size=6))
def test_gaps_and_overlaps_are_those_found_by_trying(rows: list[list[Any]]) -> None:
    release = a_release(small_table(rows))
    node = release.flow.nodes["t"]
    cover = Cover(build_grid(node, release.typed))
    tried = {place: _fitting(release, node, place) for place in PLACES}
    gap = cover.find_gap((1 << len(rows)) - 1)
    assert (gap is not None) == any(not fits for fits in tried.values())
    assert gap is None or not tried[gap]
    for row in range(len(rows)):
        together = {other for fits in tried.values() if row in fits for other in fits} - {row}
        assert all(cover.regions_of(row)) == any(row in fits for fits in tried.values())
        if all(cover.regions_of(row)):
            assert {other for other in range(len(rows)) if cover.overlapping(row) >> other & 1} == together
            assert all({row, other} <= tried[cover.shared(row, other)] for other in together)


def _fitting(release: Any, node: Any, place: tuple[Any, ...]) -> set[int]:
    values = dict(zip(("n", "k", "b"), place, strict=True))
    return {
        index for index, row in enumerate(node.rows) if release.compiled[node.pointer("rows", row.id, "when")](values)
    }


def said(document: dict[str, Any]) -> list[str]:
    assert check_document(document) == []
    return [f"{issue.severity} {issue.sentence}" for issue in find_table_faults(build_graph(parse_flow(document)))]


def test_a_table_that_leaves_nothing_open_gets_no_word() -> None:
    assert said(small_table([[{"<": 3}, None, None], [{">=": 3}, None, None]])) == []


def test_an_input_that_is_worked_out_makes_a_gap_only_possible() -> None:
    document = small_table([[{"<": 3}, None, None]])
    document["nodes"]["t"]["inputs"][0]["value"] = {"*": [{"var": "n"}, 1]}
    (sentence,) = said(document)
    assert sentence.startswith("note No row of node “t” fits when “n” is 3")


def test_cells_that_compare_with_other_facts_are_said_to_be_beyond_telling() -> None:
    (sentence,) = said(small_table([[{"<": {"+": [{"var": "n"}, 1]}}, None, None]]))
    assert sentence == (
        "note Whether the rows of node “t” leave answers out or overlap cannot be told: its cells compare with other "
        "facts or calculations. Give it “unmatched”, so that nobody is stuck."
    )


def test_a_table_with_too_many_areas_is_said_to_be_beyond_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    release = a_release(table_flow(overlapping_rows(40)))
    cover = Cover(build_grid(release.flow.nodes["t"], release.typed))
    monkeypatch.setattr(coverage, "MOST_STEPS", 3)
    with pytest.raises(TooMuchError):
        cover.find_gap((1 << 40) - 1)
