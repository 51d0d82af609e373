"""Turns planned walks into scenarios: each run in the engine first, and expected to end as it did."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.analysis.proof.wording import Told
from engine.analysis.walks import Aim, Goal, Open, Plan, Titles, Walk, plan_walks
from engine.definition import Release, stand_alone
from engine.model.values import Json
from engine.questions import fact_types
from engine.scenarios.runner import Played, play

PREFIX = "walk-"
"""How the names of these files begin, so that they are known beside those that people wrote."""
NOUNS: Mapping[Aim, str] = {
    Aim.EXIT: "exits",
    Aim.RULE: "rules, both ways",
    Aim.BOUNDARY: "boundaries and their neighbours",
    Aim.ROW: "rows of tables",
    Aim.OUTCOME: "outcomes",
    Aim.LANGUAGE: "languages",
}


@dataclass(frozen=True, kw_only=True)
class Written:
    """One walk as a scenario."""

    name: str
    """Of its file."""
    scenario: Mapping[str, Json]
    walk: Walk


@dataclass(frozen=True, kw_only=True)
class WalksOfFlow:
    """The scenarios that cover a flow, and what they leave out."""

    plan: Plan
    written: tuple[Written, ...]
    titles: Titles


def write_walks(release: Release, today: date) -> WalksOfFlow:
    """Few scenarios that cover whatever can be covered, for journeys that begin from `today` on within a year."""
    release = stand_alone(release)
    plan, titles = plan_walks(release, today=today), Titles(release)
    names: dict[str, int] = {}
    written = tuple(_written(release, titles, walk, names) for walk in plan.walks)
    return WalksOfFlow(plan=plan, written=written, titles=titles)


def _written(release: Release, titles: Titles, walk: Walk, names: dict[str, int]) -> Written:
    title, slug = titles.title(walk), _slug(titles.shown(walk))
    names[slug] = number = names.get(slug, 0) + 1
    again = f"-{number}" if number > 1 else ""
    scenario = scenario_of(release, walk, title)
    return Written(name=f"{PREFIX}{slug}{again}.json", scenario=scenario, walk=walk)


def scenario_of(release: Release, walk: Walk, title: str) -> dict[str, Json]:
    """A walk as `schemas/scenario/1`: only the answers that are asked for, and where they lead in the engine."""
    person, language = walk.person, walk.language if walk.language != release.flow.language else ""
    unsolved = frozenset(node for node in person.unhelped if (node, "unsolved") in walk.way.exits)
    played = play(release, person.answers, person.today, language=language, unsolved=unsolved)
    facts = release.flow.facts
    scenario: dict[str, Json] = {"title": title, "today": person.today.isoformat()}
    if language:
        scenario["language"] = language
    scenario["answers"] = [
        {"fact": fact, "value": None if value is None else fact_types[facts[fact].type].to_json(facts[fact], value)}
        for fact, value in _in_order(person.answers, played)
    ]
    if unsolved:
        scenario["unsolved"] = sorted(unsolved)
    kind = "outcome" if release.flow.nodes[played.prompt.node].outcome else "node"
    scenario |= {"expect": {kind: played.prompt.node}, "path": list(played.path)}
    if played.refused:
        scenario["refused"] = played.refused
    return scenario


def _in_order(answers: Mapping[str, Json], played: Played) -> Iterator[tuple[str, Json]]:
    """The answers that were asked for, as they were asked."""
    order = [fact for step in played.prompt.path for fact in step.asked]
    rest = [fact for fact in answers if fact not in order and fact not in played.unused]
    yield from ((fact, answers[fact]) for fact in (*order, *rest) if fact in answers)


def as_file(scenario: Mapping[str, Json]) -> str:
    """A scenario as its file holds it."""
    return json.dumps(scenario, indent=2, ensure_ascii=False) + "\n"


def summary(found: WalksOfFlow) -> str:
    """How many walks cover what, in one line for each kind of goal."""
    goals = found.plan.goals
    exits = sum(goal.aim is Aim.EXIT for goal in goals.all)
    lines = [f"{_counted(len(found.written), 'walk')} for {_counted(exits, 'exit')}; together they cover:"]
    covered = 0
    for walk in found.plan.walks:
        covered |= walk.covers
    lines += [f"  {line}" for line in counts(goals.of(covered), goals.all)]
    return "\n".join(lines)


def counts(covered: tuple[Goal, ...], wanted: tuple[Goal, ...]) -> list[str]:
    """“42 of 42 exits”, for each kind of goal that the flow has."""
    lines = []
    for aim in Aim:
        count = sum(goal.aim is aim for goal in wanted)
        if count:
            lines.append(f"{sum(goal.aim is aim for goal in covered)} of {count} {NOUNS[aim]}")
    return lines


def told(found: WalksOfFlow, open_: Open) -> str:
    """What is not covered, and why."""
    sentence = found.titles.sentence(open_.goal)
    if not open_.is_impossible:
        return f"{sentence}: not settled, {open_.unsettled}."
    return f"{sentence}: nobody can. {reasons_of(found.titles.release, open_)}"


def reasons_of(release: Release, open_: Open) -> str:
    """What rules something out, as the designer wrote it."""
    reasons = dict.fromkeys(Told(release).reasons(open_.reasons or ()))
    return f"What rules it out: {'; '.join(reasons)}." if reasons else "No answers lead to it."


def _slug(title: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return words[:80].strip("-") or "walk"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
