"""A flow that is not whole yet is drawn as far as it goes."""

from __future__ import annotations

from pathlib import Path

from engine.analysis.drawing import Leaving, Step, build_sketch
from engine.analysis.drawing.picture import START
from engine.analysis.drawing.styling import build_style
from engine.model.words import Words

STYLE_OF_THE_EDITOR = Path(__file__).parents[4] / "webapp/static/css/editor/map-drawing.css"
WORDS = Words("en")


def step(name: str, *targets: str, type: str = "question") -> Step:
    exits = tuple(Leaving(name=f"to-{target}", target=target, label=target) for target in targets)
    return Step(id=name, type=type, text=name, exits=exits)


def ways(steps: list[Step], closed: dict[str, list[str]] | None = None) -> list[tuple[str, str, tuple[str, ...]]]:
    picture = build_sketch(steps, "a", WORDS, title="T", language="en", closed=closed)
    return [(way.source, way.target, way.exits) for way in picture.ways]


def test_an_exit_to_nowhere_and_a_start_that_is_gone_are_left_out() -> None:
    assert ways([step("a", "b", "gone"), step("b")]) == [(START, "a", ()), ("a", "b", ("to-b",))]
    assert ways([step("b")]) == []


def test_a_closed_section_is_one_box_from_which_its_ways_go_on() -> None:
    steps = [step("a", "b", "d"), step("b", "c"), step("c", "d"), step("d")]
    assert ways(steps, {"a": ["b", "c"]}) == [(START, "a", ()), ("a", "d", ("to-d",))]
    picture = build_sketch(steps, "a", WORDS, title="T", language="en", closed={"a": ["b", "c"]})
    assert [(shape.id, shape.hidden) for shape in picture.shapes] == [(START, 0), ("a", 2), ("d", 0)]


def test_a_way_into_the_middle_of_a_closed_section_leads_to_its_box() -> None:
    steps = [step("a", "b", "c"), step("b", "c"), step("c", "a")]
    assert ways(steps, {"b": ["c"]}) == [(START, "a", ()), ("a", "b", ("to-b", "to-c")), ("b", "a", ())]


def test_steps_that_nobody_comes_to_are_drawn_last() -> None:
    picture = build_sketch([step("lost"), step("a")], "a", WORDS, title="T", language="ar")
    assert [shape.id for shape in picture.shapes] == [START, "a", "lost"]
    assert picture.direction == "rtl"


def test_the_style_of_the_editor_is_that_of_the_drawing() -> None:
    _, _, written = STYLE_OF_THE_EDITOR.read_text(encoding="utf-8").partition("*/\n")
    assert written == build_style(has_dark=False) + "\n"
