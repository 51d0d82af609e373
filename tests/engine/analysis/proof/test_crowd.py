"""People who walk together go the ways that each of them goes alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from engine.analysis import build_graph
from engine.analysis.proof.claims import claims_of
from engine.analysis.proof.crowd import Crowd
from engine.analysis.proof.encoding import encode
from engine.analysis.proof.people import follow
from engine.analysis.proof.seeing import Seeing
from engine.analysis.proof.verdicts import Claim
from engine.analysis.proof.walkers import Shown
from engine.definition import Release, stand_alone
from engine.scenarios.opening import read_release
from tests.bench.proof_flows import realistic
from tests.builders import a_release
from tests.engine.analysis.proof.test_soundness import EXAMPLES, SCARCE, small_child, small_documents

FLOWS = Path(__file__).parents[4] / "flows"
TODAY = date(2026, 11, 22)
SPAN = (TODAY, TODAY + timedelta(days=365))


def crowd_of(release: Release) -> tuple[Crowd, set[Claim]]:
    encoded = encode(build_graph(release.flow), SPAN)
    claims = claims_of(encoded)
    return Crowd(release, SPAN, tuple(encoded.names), Seeing(release, claims)), set(claims)


def check_each(release: Release, crowd: Crowd, shown: dict[Claim, Shown]) -> None:
    """Whoever is said to show something goes that way when they walk by themselves, and shows it."""
    alone = {each: follow(release, each.person()) for each in shown.values()}
    for claim, each in shown.items():
        assert each.way(release) == alone[each], claim
        assert claim in set(crowd.seeing.shown_by(alone[each])), claim


@settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(document=small_documents())
def test_everybody_goes_the_way_that_they_go_alone(document: dict[str, Any]) -> None:
    release = stand_alone(a_release(document, children=[small_child()]))
    crowd, _ = crowd_of(release)
    explored = crowd.explore()
    check_each(release, crowd, explored)
    again = crowd.retrace([each.person() for each in explored.values()])
    check_each(release, crowd, again)
    assert set(explored) <= set(again)


@pytest.mark.parametrize("slug", ["heating-help", "which-benefits", "unemployment"])
def test_they_show_most_of_a_flow(slug: str) -> None:
    release = read_release(FLOWS / slug / "flow.json")
    crowd, _ = crowd_of(release)
    shown = crowd.explore()
    check_each(release, crowd, shown)
    exits = [(node.id, exit.name) for node in release.flow.nodes.values() for exit in node.exits()]
    assert sum(Claim("exit", *exit) in shown for exit in exits) > 0.8 * len(exits)


def test_steps_that_people_have_in_common_are_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    release = a_release(realistic(60))
    crowd, _ = crowd_of(release)
    people = [each.person() for each in dict.fromkeys(crowd.explore().values())]
    node, entered = type(release.flow.nodes["s0-kind"]), []
    enter = node.enter
    monkeypatch.setattr(node, "enter", lambda self, visit: (entered.append(self.id), enter(self, visit))[1])
    crowd.retrace(people)
    together = len(entered)
    entered.clear()
    for person in people:
        follow(release, person)
    assert together < 0.6 * len(entered)
