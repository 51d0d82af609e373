"""Played examples with expectations: run them, and replay recorded steps."""

from engine.scenarios.explaining import explain, nearest_outcomes
from engine.scenarios.replay import Mismatch, read_recorded, replay
from engine.scenarios.runner import Played, noon, play, run_scenario
from engine.scenarios.scenario import Scenario, build_scenario, read_value
from engine.scenarios.steps import read_steps

__all__ = [
    "Mismatch",
    "Played",
    "Scenario",
    "build_scenario",
    "explain",
    "nearest_outcomes",
    "noon",
    "play",
    "read_recorded",
    "read_steps",
    "read_value",
    "replay",
    "run_scenario",
]
