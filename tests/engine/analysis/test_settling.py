"""A layout that goes on from an older one: nothing that stays moves sideways, and what is new lies on nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.analysis.layout import Box, Direction, Layout, Line, lay_out
from engine.analysis.settling import Laid, settle
from engine.scenarios.layout_program import run_layout
from tests.engine.analysis.drawing.geometry import collisions, crossings, holds

BOXES = tuple(Box(id=name, width=120, height=40, group="in" * (name > "e")) for name in "abcdefg")
WAYS = ("a→b", "a→c", "b→d", "c→d", "c→e", "d→f", "f→g", "e→g", "g→a")


def line(way: str, label: tuple[float, float] = (50, 20)) -> Line:
    source, _, target = way.partition("→")
    return Line(id=way, source=source, target=target, label=label)


LINES = tuple(line(way) for way in WAYS)


@pytest.fixture(scope="module")
def laid() -> Laid:
    return Laid(boxes=BOXES, lines=LINES, layout=lay_out(BOXES, LINES, Direction.DOWN, run_layout))


def settled(laid: Laid, boxes: Sequence[Box], lines: Sequence[Line]) -> Layout:
    found = settle(laid, boxes, lines)
    assert found is not None
    assert found.boxes.keys() == {box.id for box in boxes}
    assert found.routes.keys() == {each.id for each in lines}
    for each in lines:
        route = found.routes[each.id]
        source, target = found.boxes[each.source], found.boxes[each.target]
        assert source.x - 1 <= route.points[0][0] <= source.right + 1
        assert source.y - 1 <= route.points[0][1] <= source.bottom + 1
        assert target.x - 1 <= route.tip[0] <= target.right + 1
        assert target.y - 1 <= route.tip[1] <= target.bottom + 1
        assert len(route.points) % 3 == 1
    return found


def moved(laid: Laid, found: Layout) -> set[tuple[float, float]]:
    """How far the boxes went that were there before."""
    both = laid.layout.boxes.keys() & found.boxes.keys()
    before = laid.layout.boxes
    return {(round(found.boxes[n].x - before[n].x), round(found.boxes[n].y - before[n].y)) for n in both}


def test_what_did_not_change_stays_where_it_is(laid: Laid):
    found = settled(laid, BOXES, LINES)
    assert found.boxes == laid.layout.boxes
    assert found.routes == laid.layout.routes
    assert found.groups == laid.layout.groups


@pytest.mark.parametrize("way", WAYS[:-1])
def test_a_box_is_put_into_a_line_and_lies_on_nothing(laid: Laid, way: str):
    source, _, target = way.partition("→")
    new = Box(id="new", width=120, height=60)
    lines = (*(each for each in LINES if each.id != way), line(f"{source}→new"), line(f"new→{target}"))
    found = settled(laid, (*BOXES, new), lines)
    assert collisions(found) == []
    assert [each for each in crossings(found) if "through new" in each] == []
    assert {x for x, _ in moved(laid, found)} <= {0, max(x for x, _ in moved(laid, found))}, "all or nothing aside"
    assert len({y for _, y in moved(laid, found)}) <= 2, "what is below goes down together"
    assert found.boxes["new"].y > found.boxes[source].bottom


def test_room_is_made_for_a_box_that_says_more(laid: Laid):
    taller = tuple(Box(id=b.id, width=b.width, height=76, group=b.group) if b.id == "c" else b for b in BOXES)
    found = settled(laid, taller, LINES)
    assert found.boxes["c"].height == 76
    assert found.boxes["c"].y == laid.layout.boxes["c"].y
    assert collisions(found) == []
    assert crossings(found) == []
    assert holds(found.groups["in"], found.boxes["f"])


def test_what_is_gone_leaves_its_place_empty(laid: Laid):
    boxes = [box for box in BOXES if box.id != "d"]
    lines = [each for each in LINES if "d" not in (each.source, each.target)]
    found = settled(laid, boxes, [*lines, line("b→f"), line("c→f")])
    assert moved(laid, found) == {(0, 0)}


def test_a_line_that_leads_back_goes_around_and_a_box_that_nothing_leads_to_stands_beside(laid: Laid):
    lines = [*LINES, line("e→b"), line("f→f", label=(0, 0))]
    found = settled(laid, (*BOXES, Box(id="new", width=120, height=60)), lines)
    assert collisions(found) == []
    assert found.routes["f→f"].label is None
    assert found.boxes["new"].x > max(area.right for name, area in found.boxes.items() if name in "a")
    assert found.width >= found.boxes["new"].right


def test_a_label_gets_another_size_where_it_is(laid: Laid):
    lines = [line("a→b", label=(90, 35)), line("a→c", label=(0, 0)), *LINES[2:]]
    found = settled(laid, BOXES, lines)
    (before, after) = (each.routes["a→b"].label for each in (laid.layout, found))
    assert before is not None
    assert after is not None
    assert after.center == before.center
    assert (after.width, after.height) == (90, 35)
    assert found.routes["a→c"].label is None


def test_where_much_is_new_it_is_laid_out_anew(laid: Laid):
    many = [Box(id=f"new{number}", width=10, height=10) for number in range(7)]
    assert settle(laid, [*BOXES, *many], LINES) is None
    assert settle(laid, [*BOXES, Box(id="new", width=10, height=10, group="other")], LINES) is None
