"""`play`, `replay`, `test`: answer a flow, and look whether recorded answers still lead where they led."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.cli.arguments import Commands, add_flows, add_today, each_flow, misuse, now_of
from engine.definition import Release, check_scenario, expand, has_errors, load_document, stand_alone
from engine.errors import DefinitionError
from engine.model.values import Json
from engine.model.words import Words
from engine.runtime import local_date
from engine.scenarios import Scenario, build_scenario, read_steps, replay, run_scenario
from engine.scenarios.articles import cards_of, read_articles
from engine.scenarios.files import find_beside, find_flow, read_text
from engine.scenarios.opening import errors_in, read_children, read_document, read_release
from engine.scenarios.playing import CHANNELS, Stage
from engine.scenarios.playing import play as play_through


def add(commands: Commands) -> None:
    """File the commands."""
    plays = commands.add_parser("play", help="answer a flow in the terminal")
    plays.add_argument("flow", metavar="FLOW")
    plays.add_argument("--language", default="", help="the reader's language (the flow's own)")
    plays.add_argument("--channel", choices=CHANNELS, default="web", help="as texts or by keys of a telephone (web)")
    add_today(plays)
    plays.set_defaults(run=play)
    replays = commands.add_parser("replay", help="do recorded steps still lead where they led?")
    replays.add_argument("flow", metavar="FLOW")
    replays.add_argument("steps", metavar="STEPS.jsonl")
    add_today(replays)
    replays.set_defaults(run=replay_steps)
    tests = commands.add_parser("test", help="run the scenarios beside a flow")
    add_flows(tests)
    tests.add_argument("--coverage", action="store_true", help="say what the scenarios leave uncovered, and why")
    tests.add_argument("--json", action="store_true", help="with --coverage: the same for programs")
    add_today(tests)
    tests.set_defaults(run=test_scenarios)


def play(chosen: argparse.Namespace) -> int:
    """`play FLOW`: answer a flow in the terminal."""
    flow = find_flow(Path(chosen.flow))
    release = stand_alone(read_release(flow))
    own = release.flow.language
    words = Words(chosen.language or own)
    articles = cards_of(read_articles(flow, own), words.language, own)
    now = now_of(release, chosen)
    play_through(
        Stage(release=release, words=words, now=now, read_line=input, write=print, articles=articles), chosen.channel
    )
    return 0


def replay_steps(chosen: argparse.Namespace) -> int:
    """`replay FLOW STEPS.jsonl`: do recorded steps still lead where they led? 1 on any mismatch."""
    release = read_release(find_flow(Path(chosen.flow)))
    path = Path(chosen.steps)
    text = read_text(path)
    try:
        steps = read_steps(text)
    except DefinitionError as error:
        raise errors_in(path, error.issues) from error
    mismatches = list(replay(release, steps, local_date(release, now_of(release, chosen))))
    for each in mismatches:
        print(f"step {each.number}: {each.sentence}")
    print(f"{len(steps)} steps, {len(mismatches)} mismatches")
    return 1 if mismatches else 0


def test_scenarios(chosen: argparse.Namespace) -> int:
    """`test FLOW…`: run the scenarios beside each flow. 1 when any comes out otherwise than it says."""
    if chosen.json and not chosen.coverage:
        raise misuse("“--json” goes with “--coverage”.")
    runs = [_run_all(flow) for flow in each_flow(chosen.flows)]
    failed = sum(len(run.failed) for run in runs)
    if chosen.json:
        found = [_covered(run, chosen) for run in runs]
        print(json.dumps(found[0] if len(found) == 1 else found, indent=2, ensure_ascii=False))
        return 1 if failed else 0
    for run in runs:
        for path, (title, wrong) in run.failed.items():
            print("\n".join(f"{path}: {title}\n          {sentence}" for sentence in wrong))
    ran = sum(run.count for run in runs)
    print(f"{ran} scenario{'s' * (ran != 1)}, {failed} failed" if ran else "There are no scenarios beside these flows.")
    for run in runs if chosen.coverage else ():
        print("\n".join([f"{run.flow}:", *_coverage_lines(run, chosen)]))
    return 1 if failed else 0


@dataclass(frozen=True, kw_only=True)
class _Run:
    """The scenarios beside one flow, run."""

    flow: Path
    release: Release
    passed: list[Scenario]
    failed: dict[Path, tuple[str, list[str]]]
    """By file: its title, and what came out otherwise."""

    @property
    def count(self) -> int:
        return len(self.passed) + len(self.failed)


def _run_all(flow: Path) -> _Run:
    document, release = read_document(flow), read_release(flow)
    document = expand(document, {}, read_children(flow, document)).document
    run = _Run(flow=flow, release=release, passed=[], failed={})
    for path in (path for name, path in find_beside(flow).items() if name.startswith("scenarios/")):
        found = _run_one(document, release, path)
        if isinstance(found, Scenario):
            run.passed.append(found)
        else:
            run.failed[path] = found
    return run


def _run_one(document: Json, release: Release, path: Path) -> Scenario | tuple[str, list[str]]:
    """A scenario that passed; else its title and what came out otherwise, or why it cannot be run."""
    try:
        data = load_document(read_text(path))
    except DefinitionError as error:
        return "cannot be read", [issue.sentence for issue in error.issues]
    issues = check_scenario(document, data)
    if has_errors(issues):
        return "cannot be run", [issue.sentence for issue in issues]
    scenario = build_scenario(release, data)
    wrong = run_scenario(release, scenario)
    return (scenario.title, wrong) if wrong else scenario


def _coverage_lines(run: _Run, chosen: argparse.Namespace) -> list[str]:
    from engine.scenarios.covering import as_lines, coverage_of  # the solver is loaded by nobody else

    return as_lines(run.release, coverage_of(run.release, run.passed, chosen.today or date.today()))


def _covered(run: _Run, chosen: argparse.Namespace) -> dict[str, Json]:
    from engine.scenarios.covering import as_json, coverage_of

    found = coverage_of(run.release, run.passed, chosen.today or date.today())
    failed = {str(path): sentences for path, (_, sentences) in run.failed.items()}
    return {"flow": str(run.flow), "failed": failed, **as_json(run.release, found)}
