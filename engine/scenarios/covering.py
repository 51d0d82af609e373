"""What the scenarios beside a flow cover, and what they leave out: in numbers, in sentences, and node by node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.analysis.graph import build_graph
from engine.analysis.proof import Person, Way
from engine.analysis.walks import Aim, Goal, Goals, Measure, Open, Titles, find_goals, find_open
from engine.definition import Release, stand_alone
from engine.model.values import Json
from engine.scenarios.scenario import Scenario
from engine.scenarios.walking import NOUNS, reasons_of


@dataclass(kw_only=True)
class Coverage:
    """What a set of scenarios covers of one flow."""

    goals: Goals
    scenarios: int = 0
    covered: int = 0
    """Goals as bits."""
    nodes: Counter[str] = field(default_factory=Counter)
    """How many scenarios come to each node."""
    exits: dict[str, Counter[str]] = field(default_factory=dict)
    """How many take each exit, by node."""
    open: tuple[Open, ...] = ()
    """What nobody can cover, or is not settled."""

    @property
    def left(self) -> tuple[Goal, ...]:
        """What could be covered, as far as is known, and is not."""
        impossible = sum(self.goals.by_event[each.goal.events[0]] for each in self.open if each.is_impossible)
        return self.goals.of(self.goals.everything & ~self.covered & ~impossible)

    @property
    def percentages(self) -> dict[Aim, tuple[int, int]]:
        """For each kind of goal: how many are covered, of how many that can be."""
        done, left = (Counter(goal.aim for goal in some) for some in (self.goals.of(self.covered), self.left))
        return {aim: (done[aim], done[aim] + left[aim]) for aim in Aim if done[aim] + left[aim]}


def coverage_of(release: Release, scenarios: Iterable[Scenario], today: date) -> Coverage:
    """What these scenarios cover. What nobody can cover from `today` on within a year is not counted as left out."""
    release = stand_alone(release)
    goals = find_goals(release, build_graph(release.flow))
    measure = Measure(release, goals)
    found = Coverage(goals=goals)
    for scenario in scenarios:
        covers, way = _walk(measure, scenario)
        found.scenarios += 1
        found.covered |= covers
        _count(found, way)
    found.open, _ = find_open(release, measure, found.covered, today=today)
    return found


def _walk(measure: Measure, scenario: Scenario) -> tuple[int, Way]:
    """One scenario. An answer that the fact's own domain refuses is as good as not given."""
    answers = dict(scenario.answers)
    person = Person(answers=answers, today=scenario.today, unhelped=scenario.unsolved)
    covers, way = measure.walk(person, scenario.language)
    if not covers and scenario.refused and answers:
        answers.popitem()
        covers, way = measure.walk(Person(answers=answers, today=scenario.today, unhelped=scenario.unsolved))
    return covers, way


def _count(found: Coverage, way: Way) -> None:
    found.nodes.update({way.node, *(step.node for step in way.steps)})
    for node, exit in way.exits:
        found.exits.setdefault(node, Counter())[exit] += 1


def as_lines(release: Release, found: Coverage) -> list[str]:
    """The coverage for people."""
    titles = Titles(release)
    said = f"{found.scenarios} scenario{'s' * (found.scenarios != 1)}"
    lines = [f"{said} cover, of what can be covered:"]
    for aim, (done, of) in found.percentages.items():
        lines.append(f"  {_percent(done, of):>4}  {done} of {of} {NOUNS[aim]}")
    if found.left:
        lines.append(f"Left uncovered ({len(found.left)}):")
        lines += [f"  {titles.sentence(goal)}" for goal in found.left]
    impossible = [each for each in found.open if each.is_impossible]
    if impossible:
        lines.append(f"Not counted, as nobody can do it ({len(impossible)}):")
        lines += [f"  {titles.sentence(each.goal)}. {reasons_of(release, each)}" for each in impossible]
    return lines


def as_json(release: Release, found: Coverage) -> dict[str, Json]:
    """The same for programs: what the map of the flow is coloured by is under `counts`."""
    titles = Titles(release)
    unsettled = {each.goal.events[0]: each.unsettled for each in found.open if not each.is_impossible}

    def told(goal: Goal) -> dict[str, Json]:
        place = {"kind": goal.aim.value, "node": goal.node, "pointer": goal.pointer, "name": goal.name}
        why = unsettled.get(goal.events[0], "")
        return {**place, "sentence": titles.sentence(goal), **({"not_settled": why} if why else {})}

    return {
        "scenarios": found.scenarios,
        "kinds": {
            aim.value: {"covered": done, "of": of, "percent": _whole(done, of)}
            for aim, (done, of) in found.percentages.items()
        },
        "uncovered": [told(goal) for goal in found.left],
        "impossible": [
            {**told(each.goal), "because": reasons_of(release, each)} for each in found.open if each.is_impossible
        ],
        "counts": {
            "nodes": {node: found.nodes[node] for node in release.flow.nodes},
            "exits": {
                node.id: {exit.name: found.exits.get(node.id, _NONE).get(exit.name, 0) for exit in node.exits()}
                for node in release.flow.nodes.values()
            },
        },
    }


_NONE: Mapping[str, int] = {}


def _percent(done: int, of: int) -> str:
    return f"{_whole(done, of)}%"


def _whole(done: int, of: int) -> int:
    """Rounded down: a hundred is only said of everything."""
    return done * 100 // of
