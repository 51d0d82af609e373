"""Pictures laid out by the program: in its language, and read back."""

import json

import pytest

from engine.analysis.layout import Box, Direction, Line, lay_out, to_dot
from engine.scenarios.layout_program import run_layout
from tests.engine.analysis.drawing.geometry import collisions, crossings, holds

BOXES = [Box(id=name, width=120, height=40, group=group) for name, group in (("a", ""), ("b", "in"), ("c", "in"))]
LINES = [
    Line(id="1", source="a", target="b", label=(60, 20)),
    Line(id="2", source="a", target="c"),
    Line(id="3", source="b", target="c", label=(40, 15)),
]


def test_nothing_of_a_name_reaches_the_program():
    wicked = [Box(id='"]; x -> y [label="', width=10, height=10)]
    assert "x -> y" not in to_dot(wicked, [], Direction.DOWN)


@pytest.mark.parametrize("direction", list(Direction))
def test_boxes_keep_their_size_and_nothing_lies_on_anything_else(direction: Direction):
    layout = lay_out(BOXES, LINES, direction, run_layout)
    assert {(round(area.width), round(area.height)) for area in layout.boxes.values()} == {(120, 40)}
    assert crossings(layout) == []
    assert collisions(layout) == []


def test_a_picture_is_read_in_its_direction():
    down, right, left = (lay_out(BOXES, LINES, each, run_layout).boxes for each in Direction)
    assert down["a"].bottom < down["b"].y
    assert right["a"].right < right["b"].x
    assert left["b"].right < left["a"].x


def test_each_line_leads_from_its_source_to_its_target():
    layout = lay_out(BOXES, LINES, Direction.DOWN, run_layout)
    for line in LINES:
        route = layout.routes[line.id]
        assert abs(route.points[0][1] - layout.boxes[line.source].bottom) < 2
        assert abs(route.tip[1] - layout.boxes[line.target].y) < 2


def test_a_label_has_the_room_it_asked_for():
    label = lay_out(BOXES, LINES, Direction.DOWN, run_layout).routes["1"].label
    assert label is not None
    assert (label.width, label.height) == (60, 20)


def test_a_group_has_a_frame_around_its_boxes_alone():
    layout = lay_out(BOXES, LINES, Direction.DOWN, run_layout)
    frame = layout.groups["in"]
    assert holds(frame, layout.boxes["b"])
    assert holds(frame, layout.boxes["c"])
    assert not holds(frame, layout.boxes["a"])


def test_the_same_values_give_the_same_picture():
    assert lay_out(BOXES, LINES, Direction.DOWN, run_layout) == lay_out(BOXES, LINES, Direction.DOWN, run_layout)


def test_a_picture_without_lines_can_be_laid_out():
    assert lay_out(BOXES[:1], [], Direction.DOWN, run_layout).width >= 120


def test_the_program_answers_in_json():
    assert json.loads(run_layout("digraph {}"))["directed"] is True
