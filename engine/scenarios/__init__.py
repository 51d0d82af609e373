"""Played examples with expectations, recorded steps to replay, and the process that proves."""

from engine.scenarios.binding import write_book
from engine.scenarios.explaining import explain, nearest_outcomes
from engine.scenarios.layout_program import run_layout
from engine.scenarios.proof_words import say_proof
from engine.scenarios.recording import record_scenario
from engine.scenarios.replay import Mismatch, read_recorded, replay
from engine.scenarios.runner import Judged, Played, judge_scenario, noon, play, run_scenario
from engine.scenarios.scenario import Scenario, build_scenario, read_value
from engine.scenarios.steps import read_steps
from engine.scenarios.voice import InWords
from engine.scenarios.workers import ProofWorker, difference_request, request_for

__all__ = [
    "InWords",
    "Judged",
    "Mismatch",
    "Played",
    "ProofWorker",
    "Scenario",
    "build_scenario",
    "difference_request",
    "explain",
    "judge_scenario",
    "nearest_outcomes",
    "noon",
    "play",
    "read_recorded",
    "read_steps",
    "read_value",
    "record_scenario",
    "replay",
    "request_for",
    "run_layout",
    "run_scenario",
    "say_proof",
    "write_book",
]
