"""What is laid over a map: issues, coverage, counts."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.analysis.drawing import (
    Counts,
    Drawn,
    Naming,
    Overlay,
    build_picture,
    counts_over,
    coverage_over,
    issues_over,
)
from engine.analysis.drawing.overlays import THINNEST, WIDEST
from engine.analysis.layout import Direction
from engine.cli import main
from engine.definition import build_release
from engine.errors import DefinitionError
from engine.model.issue import Issue, Severity
from engine.model.words import Words
from engine.scenarios.drawing import draw_flow, read_outline, read_overlay
from engine.scenarios.opening import read_release
from tests.builders import a_document
from tests.engine.analysis.drawing.geometry import collisions, crossings
from tests.engine.analysis.drawing.test_pictures import SVG, nodes, parsed

RELEASE = build_release(a_document())
FLOW = RELEASE.flow
WORDS = Words("en")
COUNTS = Counts(
    nodes={"ask-people": 100, "ask-shutoff": 100, "urgent": 25, "ask-income": 75},
    exits={("ask-people", "next"): 100, ("ask-shutoff", "no-heat"): 25, ("ask-shutoff", "otherwise"): 75},
)


def drawn(overlay: Overlay) -> Drawn:
    return draw_flow(RELEASE, language="", direction=Direction.DOWN, overlay=overlay)


def an_issue(pointer: str, severity: Severity = Severity.ERROR, what: str = "It is wrong.") -> Issue:
    return Issue(rule="rule", severity=severity, pointer=pointer, what=what, fix="Mend it.")


def named(svg: str) -> Mapping[str, str]:
    """What a screen reader says of each node."""
    return {each.get("data-node", ""): each.get("aria-label", "") for each in nodes(svg)}


def test_an_issue_is_told_at_its_node():
    svg = drawn(issues_over(FLOW, [an_issue("/nodes/fits/rules/limit/when")], WORDS)).svg
    assert named(svg)["fits"].endswith("1 error. It is wrong. Mend it.")
    assert "map-badge-error" in svg


def test_an_issue_of_a_rule_marks_its_way():
    svg = drawn(issues_over(FLOW, [an_issue("/nodes/fits/rules/limit/when", Severity.WARNING)], WORDS)).svg
    marked = [each for each in parsed(svg).iter(f"{SVG}g") if "map-tone-warning" in each.get("class", "")]
    assert [each.get("data-exits") for each in marked if "map-edge" in each.get("class")] == ["limit"]


def test_an_issue_of_a_fact_is_told_where_it_is_asked():
    overlay = issues_over(FLOW, [an_issue("/facts/income/label", Severity.NOTE)], WORDS)
    assert set(overlay.nodes) == {"ask-income"}


def test_what_is_about_no_node_stands_in_the_caption():
    overlay = issues_over(FLOW, [an_issue("/promises/p", what="The promise “p” is broken.")], WORDS)
    assert overlay.caption == ("1 error.", "The promise “p” is broken.")


def test_the_worst_issue_gives_a_node_its_tone_and_each_severity_has_a_badge():
    issues = [an_issue("/nodes/fits", severity) for severity in (Severity.NOTE, Severity.ERROR, Severity.NOTE)]
    mark = issues_over(FLOW, issues, WORDS).node("fits")
    assert mark.tone == "error"
    assert [(badge.tone, badge.text) for badge in mark.badges] == [("error", "1"), ("note", "2")]


def test_an_issue_within_a_sub_flow_is_told_at_its_box():
    outline = read_outline(Path("flows/which-benefits/flow.json"))
    overlay = issues_over(
        outline.flow, [an_issue("/nodes/others/1/about-them"), an_issue("/nodes/others/0.more")], WORDS
    )
    assert set(overlay.nodes) == {"others"}


def test_coverage_tells_what_is_covered_and_what_is_not():
    svg = drawn(coverage_over(FLOW, COUNTS, WORDS)).svg
    assert "Covered: 4 of 8 nodes, 3 of" in svg
    names = named(svg)
    assert names["urgent"].endswith("Covered.")
    assert names["fits"].endswith("Not covered.")


def test_the_more_went_there_the_wider_a_line():
    overlay = counts_over(FLOW, COUNTS, WORDS)
    widths = [
        overlay.exits[key].width for key in (("fits", "limit"), ("ask-shutoff", "no-heat"), ("ask-people", "next"))
    ]
    assert widths == [THINNEST, THINNEST + (WIDEST - THINNEST) / 2, WIDEST]
    assert overlay.way("ask-people", ["next"]).label == "100"


@pytest.mark.parametrize("build", [coverage_over, counts_over])
def test_a_map_with_an_overlay_is_as_tidy(build):
    layout = drawn(build(FLOW, COUNTS, WORDS)).layout
    assert crossings(layout) == []
    assert collisions(layout) == []


def test_what_leaves_a_sub_flow_leaves_its_box():
    flow = Path("flows/which-benefits/flow.json")
    outline, whole = read_outline(flow).flow, read_release(flow).flow
    counts = Counts(nodes={}, exits={("others/1.done", "next"): 3, ("others/2.done", "next"): 4})
    (exit,) = outline.nodes["others"].exits()
    assert counts.within(outline, whole).exits["others", exit.name] == 7


@pytest.mark.parametrize(
    "data",
    [
        {"nodes": {"a": 2}, "exits": {"a/next": 1}},
        {"nodes": {"a": 2}, "exits": {"a": {"next": 1}}},
        {"counts": {"nodes": {"a": 2}, "exits": {"a": {"next": 1}}}, "uncovered": []},
        {"coverage": {"nodes": {"a": 2}, "exits": {"a/next": 1}}},
        [{"flow": "flow.json", "counts": {"nodes": {"a": 2}, "exits": {"a": {"next": 1}}}}],
    ],
)
def test_counts_are_read_however_they_are_nested(data: object):
    assert Counts.read(data) == Counts(nodes={"a": 2}, exits={("a", "next"): 1})


@pytest.mark.parametrize(
    "data", [[], 7, {"nodes": {}}, {"nodes": {"a": "x"}, "exits": {}}, {"nodes": {"a": -1}, "exits": {}}]
)
@pytest.mark.parametrize("kind", ["coverage", "counts"])
def test_a_file_that_holds_no_counts_is_refused_in_a_sentence(tmp_path: Path, kind: str, data: object):
    path = tmp_path / "counts.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DefinitionError) as told:
        read_overlay(kind, path, FLOW, FLOW)
    assert "cannot be laid over a map" in told.value.issues[0].what


@pytest.mark.parametrize("data", [7, [7], [{"severity": "bad", "what": "x"}], [{"severity": "error"}]])
def test_a_file_that_holds_no_issues_is_refused_in_a_sentence(tmp_path: Path, data: object):
    path = tmp_path / "issues.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DefinitionError):
        read_overlay("issues", path, FLOW, FLOW)


def test_what_the_check_prints_can_be_laid_over_the_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    document = a_document()
    del document["nodes"]["fits"]["unknown"]
    flow, issues, target = (tmp_path / name for name in ("flow.json", "issues.json", "map.svg"))
    flow.write_text(json.dumps(document), encoding="utf-8")
    main(["check", str(flow), "--json", "--no-proof"])
    issues.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["draw", str(flow), "-o", str(target), "--overlay", "issues", str(issues)]) == 0
    assert "map-badge" in target.read_text(encoding="utf-8")


def test_what_the_scenarios_cover_can_be_laid_over_the_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    counts, target = tmp_path / "counts.json", tmp_path / "map.svg"
    main(["test", "flows/start-a-food-business", "--coverage", "--json"])
    counts.write_text(capsys.readouterr().out, encoding="utf-8")
    overlay = ["--overlay", "coverage", str(counts)]
    assert main(["draw", "flows/start-a-food-business", "-o", str(target), *overlay]) == 0
    assert re.search(r"Covered: 2\d of 23 nodes, [23]\d of", target.read_text(encoding="utf-8"))


def test_another_kind_of_overlay_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert main(["draw", "flows/heating-help", "-o", str(tmp_path / "x.svg"), "--overlay", "heat", "x.json"]) == 1
    assert "There are: issues, coverage, counts." in capsys.readouterr().err


def test_a_picture_without_an_overlay_has_no_mark():
    assert build_picture(Naming.build(RELEASE, "en", WORDS)).shapes
    assert 'class="map-badge' not in drawn(Overlay()).svg
    assert 'class="map-edge map-tone' not in drawn(Overlay()).svg
