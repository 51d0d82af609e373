"""Whatever a shipped example answered, another day can be looked at, and the differences have words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from engine import compare_dates
from engine.channels import show_date_changes
from engine.model import Words
from engine.scenarios import build_scenario, play
from tests.flows.shipped import SLUGS, read_json, release, scenario_paths


@pytest.mark.parametrize("slug", SLUGS)
def test_another_day_is_told_in_words_wherever_an_example_stands(slug: str) -> None:
    mine = release(slug)
    for path in _paths(slug):
        scenario = build_scenario(mine, read_json(path))
        journey = play(mine, scenario.answers, scenario.today).turn.journey
        assert compare_dates(mine, journey, scenario.today) == ()
        for days in (1, 45, 400):
            changes = compare_dates(mine, journey, scenario.today + timedelta(days=days))
            said = show_date_changes(mine, journey, changes, Words("en"))
            assert not any("{" in sentence for sentence in said), path.name


def _paths(slug: str) -> list[Path]:
    return [path for path in scenario_paths() if path.parent.parent.name == slug]
