"""Replays recorded steps: the same answers, given in the same order, and where each led.

What a step is, `engine.scenarios.steps` says.
Questions, options and outcomes are compared by the name they were imported from, else by their id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.definition.release import Release
from engine.model.flow import Fact
from engine.model.inputs import Continue, TypedAnswer
from engine.model.prompts import Asks, Prompt
from engine.model.values import Json, Value
from engine.nodes import PageNode
from engine.questions import fact_types
from engine.runtime import Turn, find_asking, narrow, resume, start, walk
from engine.scenarios.runner import noon


@dataclass(frozen=True, kw_only=True)
class Mismatch:
    """A step that did not come out as recorded. `number` counts from 1."""

    number: int
    sentence: str


def replay(release: Release, steps: Iterable[Mapping[str, Json]], today: date) -> Iterator[Mismatch]:
    """Every step that comes out otherwise than recorded, in `resume` or in the compiled `walk`."""
    for number, step in enumerate(steps, start=1):
        sentence = _compare(release, step, today)
        if sentence:
            yield Mismatch(number=number, sentence=sentence)


def _compare(release: Release, step: Mapping[str, Json], today: date) -> str:
    """What is different, or an empty string."""
    expect = step["expect"]
    now = noon(release, today)
    turn = start(release, now=now, new_id=lambda: "replay")
    values: dict[str, Value] = {}
    for each in step["answers"]:
        turn = _pass_messages(release, turn, today)
        prompt = narrow(release, turn.journey, turn.prompt)
        asking = find_asking(release, prompt)
        if asking is None or _name_asked(release, prompt) != each["question"]:
            return f"expected the question “{each['question']}”, found “{_name_asked(release, prompt)}”"
        fact = release.flow.facts[asking.fact]
        try:
            values[fact.id] = read_recorded(fact, each["answer"])
        except ValueError:
            return f"“{each['answer']}” is no answer to “{each['question']}” ({fact.type})"
        turn = resume(release, turn.journey, TypedAnswer(place=prompt.place, value=values[fact.id]), now=now)
        if turn.was_refused:
            break
    turn = _pass_messages(release, turn, today)
    found = {"refused": True} if turn.was_refused else _ended(release, turn.prompt.node)
    wanted = {"refused": True} if expect.get("refused") else {key: expect[key] for key in ("node", "outcome")}
    if found != wanted:
        return f"expected {_told(wanted)}, found {_told(found)}"
    if turn.was_refused and not turn.prompt.refusals[0].pointer:
        return ""  # refused by the fact's domain, which a walk takes for granted
    walked = walk(release, values, today)
    return "" if walked.node == turn.prompt.node else f"walk ended at “{walked.node}”, resume at “{turn.prompt.node}”"


def _told(end: Mapping[str, Json]) -> str:
    """Where a step ended, in words."""
    if end.get("refused"):
        return "a refusal"
    return f"the outcome “{end['node']}”" if end["outcome"] else f"“{end['node']}”, which is no outcome"


def _ended(release: Release, node_id: str) -> dict[str, Json]:
    node = release.flow.nodes[node_id]
    return {"node": name_of(node), "outcome": bool(node.outcome)}


def _pass_messages(release: Release, turn: Turn, today: date) -> Turn:
    while turn.prompt.asks is Asks.CONTINUE:
        turn = resume(release, turn.journey, Continue(place=turn.prompt.place), now=noon(release, today))
    return turn


def _name_asked(release: Release, prompt: Prompt) -> str:
    """The name of what is asked: of a page, the question's own id."""
    node = release.flow.nodes[prompt.node]
    return prompt.question if isinstance(node, PageNode) and prompt.question else name_of(node)


def name_of(node: object) -> str:
    """The name a node was imported from, else its id."""
    return str(getattr(node, "imported_as", "") or getattr(node, "id", ""))


def read_recorded(fact: Fact, text: str) -> Value:
    """The value of a normalised answer: plain decimals, several choices joined by commas. Raises ValueError."""
    value: Value = fact_types[fact.type].from_json(fact, _canonical(fact, text))
    return value


def _canonical(fact: Fact, text: str) -> Json:
    if fact.type == "choices":
        return [_option(fact, part) for part in text.split(",")]
    if fact.type in ("choice", "place"):
        return _option(fact, text)
    if fact.type == "boolean":
        return {"yes": True, "no": False}.get(text, text)
    return int(text) if fact.type in ("integer", "year") else text


def _option(fact: Fact, name: str) -> str:
    """The id of the option that was imported from `name`."""
    found = next((option.id for option in fact.options if name in (option.imported_as, option.id)), None)
    if found is None:
        raise ValueError(f"“{name}” is no option of {fact.id}")
    return found
