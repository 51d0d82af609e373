"""Pictures of maps and of a book: a flow as it is, one with planted faults, and one that is tested in part."""

from __future__ import annotations

import copy
import json
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FloatRect

from engine.analysis.drawing import Counts, Drawn, Overlay, coverage_over, issues_over
from engine.analysis.layout import Direction
from engine.definition import build_release
from engine.model.issue import Issue, Severity
from engine.model.words import Words
from engine.scenarios import build_scenario, play
from engine.scenarios.book import build_book
from engine.scenarios.documenting import gather
from engine.scenarios.drawing import draw_flow
from engine.scenarios.opening import read_document
from engine.scenarios.workers import ProofWorker, request_for

FLOW = Path("flows/heating-help/flow.json")
TODAY = date(2026, 11, 22)
TESTED = 14
"""So many of the flow's scenarios leave a part of it untested."""
_MARGIN = 24


def take_maps(browser: Browser, folder: Path) -> None:
    """The map from its start, a fault close up, the same part half tested, and a page of the book."""
    document = read_document(FLOW)
    with ProofWorker() as worker:
        _map(browser, folder / "map.png", document, Overlay(), None, 1010)
        _map(browser, folder / "map-issue.png", *_with_faults(document, worker), "how-soon", 560)
        _map(browser, folder / "map-coverage.png", document, _half_tested(document), None, 1010)
        _book(browser, folder / "book.png", worker)


def _with_faults(document: dict[str, Any], worker: ProofWorker) -> tuple[dict[str, Any], Overlay]:
    """A limit of days that nobody can reach, and no way on for who does not know the day."""
    faulty = copy.deepcopy(document)
    node = faulty["nodes"]["how-soon"]
    del node["unknown"]
    node["rules"][0]["when"] = {">": [{"days_between": [{"var": "today"}, {"var": "shutoff_on"}]}, 100]}
    found = worker.analyse(request_for(faulty, {}, TODAY))["issues"]
    issues = [Issue(**{**each, "severity": Severity(each["severity"])}) for each in found]
    return faulty, issues_over(build_release(faulty).flow, issues, Words("en"))


def _half_tested(document: dict[str, Any]) -> Overlay:
    """What the first scenarios of the flow cover."""
    release = build_release(document)
    nodes: Counter[str] = Counter()
    exits: Counter[tuple[str, str]] = Counter()
    for path in sorted(FLOW.parent.glob("scenarios/*.json"))[:TESTED]:
        scenario = build_scenario(release, json.loads(path.read_text(encoding="utf-8")))
        played = play(release, scenario.answers, scenario.today)
        nodes.update(played.path)
        exits.update((step.node, step.exit) for step in played.prompt.path)
    return coverage_over(release.flow, Counts(nodes=nodes, exits=exits), Words("en"))


def _map(
    browser: Browser, target: Path, document: dict[str, Any], overlay: Overlay, around: str | None, height: int
) -> None:
    """The map from its top, or the part of it around a node."""
    drawn = draw_flow(build_release(document), language="", direction=Direction.DOWN, overlay=overlay)
    above = _above(drawn)
    if around:
        x, y = drawn.layout.boxes[around].center
        clip = FloatRect(x=max(x - 560, 0), y=y + above - height / 2, width=1120, height=height)
    else:
        clip = FloatRect(x=0, y=0, width=min(drawn.layout.width + 2 * _MARGIN, 1560), height=height)
    _shoot(browser, drawn.svg, ".svg", target, clip)


def _above(drawn: Drawn) -> float:
    """How far down in its picture the layout begins: below the caption."""
    _, _, _, height = (float(each) for each in drawn.svg.partition('viewBox="')[2].partition('"')[0].split())
    return height - drawn.layout.height - _MARGIN


def _book(browser: Browser, target: Path, worker: ProofWorker) -> None:
    page = build_book(gather(FLOW, today=TODAY, language="", history=None, prove=worker.analyse))
    _shoot(browser, page, ".html", target, None, "promises")


def _shoot(browser: Browser, content: str, kind: str, target: Path, clip: FloatRect | None, anchor: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"picture{kind}")
        path.write_text(content, encoding="utf-8")
        width, height = (int(clip["x"] + clip["width"]), int(clip["y"] + clip["height"])) if clip else (1000, 860)
        scale = 1 if clip and clip["width"] > 1200 else 2
        page = browser.new_page(
            viewport={"width": width, "height": height}, device_scale_factor=scale, reduced_motion="reduce"
        )
        page.goto(f"{path.as_uri()}#{anchor}" if anchor else path.as_uri())
        page.screenshot(path=target, clip=clip)
        page.close()
