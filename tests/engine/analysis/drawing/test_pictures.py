"""The maps of all shipped flows and of the recorded screeners: measured, and read as a document."""

import json
import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from engine.analysis.drawing import Drawing, Drawn, Naming, build_picture
from engine.analysis.drawing.measuring import width_of
from engine.analysis.drawing.shapes import on_outline
from engine.analysis.drawing.svg import WIDTH
from engine.analysis.layout import Area, Direction
from engine.definition import Release, build_release
from engine.model.words import Words
from engine.scenarios.drawing import draw_flow, read_outline
from engine.scenarios.layout_program import run_layout
from engine.scenarios.opening import read_release
from engine.scenarios.transitions import import_transitions
from tests.bench.checking import big_document
from tests.builders import a_document
from tests.engine.analysis.drawing.geometry import collisions, crossings, overwritten

FLOWS = sorted(Path("flows").rglob("flow.json"))
SCREENERS = Path(os.environ.get("CORPORA_DIR", ".")) / "govuk-screeners"
TABLES = sorted(SCREENERS.glob("transitions/*.json")) if "CORPORA_DIR" in os.environ else []
SVG = "{http://www.w3.org/2000/svg}"
BOTH = [Direction.DOWN, Direction.RIGHT]


def drawn(release: Release, language: str = "", direction: Direction = Direction.DOWN) -> Drawn:
    return draw_flow(release, language=language, direction=direction)


def a_release(**changes) -> Release:
    return build_release(a_document(**changes))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def nodes(svg: str) -> list[ElementTree.Element]:
    return [each for each in parsed(svg).iter(f"{SVG}g") if "map-node" in each.get("class", "")]


@pytest.mark.parametrize("direction", BOTH)
@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.parent.name)
def test_nothing_crosses_a_box_in_the_map_of_a_shipped_flow(flow: Path, direction: Direction):
    release = read_outline(flow)
    for language in release.languages:
        layout = drawn(release, language, direction).layout
        assert crossings(layout) == []
        assert collisions(layout) == []
        assert overwritten(layout) == []


@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.parent.name)
def test_nor_in_the_map_with_sub_flows_written_out(flow: Path):
    layout = drawn(read_release(flow)).layout
    assert crossings(layout) == []
    assert collisions(layout) == []


@pytest.mark.corpora
@pytest.mark.skipif("CORPORA_DIR" not in os.environ, reason="CORPORA_DIR is not set")
@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_nor_in_the_map_of_a_recorded_screener(table: Path):
    release = build_release(import_transitions(json.loads(table.read_text(encoding="utf-8"))).document)
    for direction in BOTH:
        layout = drawn(release, direction=direction).layout
        assert crossings(layout) == []
        assert collisions(layout) == []


@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.parent.name)
def test_text_stays_within_its_box(flow: Path):
    release = read_outline(flow)
    for language in release.languages:
        for node in nodes(drawn(release, language).svg):
            sizes = {"map-words": 14, "map-heading": 11, "map-id": 11}
            for text in node.iter(f"{SVG}text"):
                size = sizes[text.get("class").split()[-1]]
                is_end = text.get("text-anchor") == "end" or text.get("direction") == "rtl"
                start = float(text.get("x")) - (width_of(text.text or "", size) if is_end else 0)
                assert start >= 0
                assert start + width_of(text.text or "", size) <= WIDTH


def test_the_same_flow_is_drawn_the_same():
    assert drawn(a_release()).svg == drawn(a_release()).svg


def test_every_node_and_every_way_is_there_with_its_name():
    svg = drawn(a_release()).svg
    names = [each.get("aria-label") for each in nodes(svg)]
    assert "Question: How many people live with you?" in names
    assert "Outcome, Person: Emergency" in names
    edges = {(each.get("data-from"), each.get("data-exits")) for each in parsed(svg).iter(f"{SVG}g")}
    assert {("ask-shutoff", "no-heat"), ("ask-shutoff", "otherwise"), ("fits", "limit"), ("fits", "unknown")} <= edges


def test_the_exits_of_a_yes_or_no_question_are_its_answers():
    picture = build_picture(Naming.build(a_release(), "en", Words("en")))
    labels = {way.exits: way.labels for way in picture.ways if way.source == "ask-shutoff"}
    assert labels == {("no-heat",): ("Yes",), ("otherwise",): ("No",)}


def test_a_way_says_when_it_is_taken_and_why():
    svg = drawn(a_release()).svg
    assert "“Monthly income” is at most what table “limit” gives for “People at home”" in svg
    assert "Your income is within the limit for [People at home] people" in svg


def test_exits_to_the_same_node_are_one_line():
    nodes_ = a_document()["nodes"]
    nodes_["fits"]["otherwise"] = "agent"
    picture = build_picture(Naming.build(a_release(nodes=nodes_), "en", Words("en")))
    assert next(way.labels for way in picture.ways if way.target == "agent") == ("Otherwise", "Not known")


def test_what_a_designer_writes_never_becomes_markup():
    document = a_document(title="<script>alert(1)</script> & \x00")
    document["nodes"]["ask-people"]["prompt"] = '"><img src=x onerror=alert(1)>'
    document["nodes"]["ask-people"]["title"] = "</svg>"
    svg = drawn(build_release(document)).svg
    assert "<script" not in svg
    assert "<img" not in svg
    assert not [each for each in parsed(svg).iter() if each.tag.rpartition("}")[2] in ("script", "img")]


def test_a_drawing_has_no_inline_style_and_no_script():
    for each in parsed(drawn(a_release()).svg).iter():
        assert "style" not in each.attrib
        assert not [name for name in each.attrib if name.startswith("on")]


def test_in_a_page_the_style_stays_with_the_page_and_nodes_can_be_links():
    picture = build_picture(Naming.build(a_release(), "en", Words("en")))
    drawing = Drawing(picture, Words("en"), link=lambda node: f"/nodes/{node}", has_style=False)
    svg = drawing.draw(run_layout).svg
    assert "<style" not in svg
    assert next(each.get("href") for each in parsed(svg).iter(f"{SVG}a")) == "/nodes/ask-people"


@pytest.mark.parametrize("type_", ["decision", "calculate", "article", "question"])
def test_a_line_meets_the_outline_and_not_only_the_box(type_: str):
    area = Area(x=10, y=20, width=200, height=60)
    for y in (20, 35, 50, 65, 80):
        left, _ = on_outline(type_, area, (10, y))
        right, _ = on_outline(type_, area, (210, y))
        assert 10 <= left < right <= 210
    corner, _ = on_outline(type_, area, (10, 20))
    assert (corner > 10) is (type_ != "question")
    assert on_outline(type_, area, (110, 20)) == (110, 20)


def test_many_ways_to_one_node_end_in_signs_with_its_name():
    picture = build_picture(Naming.build(build_release(big_document(40)), "en", Words("en")))
    signs = [shape for shape in picture.shapes if shape.stands_for]
    to_done = [way for way in picture.ways if way.target == "done"]
    assert {shape.stands_for for shape in signs} == {"done"}
    assert sum(bool(way.sign) for way in to_done) == len(to_done) - 1
    assert to_done[-1].sign == ""


def test_a_flow_of_two_hundred_nodes_is_a_narrow_map_without_crossings():
    layout = drawn(build_release(big_document(200))).layout
    assert layout.width < 1000
    assert crossings(layout) == []
