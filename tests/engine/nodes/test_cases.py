"""Every node type, by cases: what goes in, what is asked next, and what happened; saved and read back in between."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.model import inputs
from engine.nodes import node_types
from engine.runtime import journey_from_json, journey_to_json, resume
from tests.builders import a_document, a_release, a_start

CASES = Path(__file__).parent / "cases"
BEGAN = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def load_cases():
    for path in sorted(CASES.glob("*.json")):
        for case in json.loads(path.read_text()):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def a_child(entry):
    """A flow that another one runs, from its id and what is its own."""
    id, own = entry
    return a_document(**{"id": id, "shared": True, "tables": {}, **own})


def build_input(data, place):
    """`{"answer": "3"}` → Answer; the place is the one asked, unless the case names another."""
    (kind, value), *_ = data.items()
    place = data.get("place", place)
    if kind == "answer":
        raw = {"": (value,)} if isinstance(value, str) else {part: tuple(v) for part, v in value.items()}
        return inputs.Answer(place=place, raw=raw, returning=data.get("returning", False))
    if kind == "page":
        raws = {name: {"": (typed,)} for name, typed in value.items()}
        return inputs.AnswerPage(place=place, raws=raws, returning=data.get("returning", False))
    if kind == "contact":
        return inputs.GiveContact(place=place, details=value, anonymous=data.get("anonymous", False))
    if kind == "change":
        return inputs.Change(place=value)
    if kind == "solved":
        return inputs.Solved(place=place, helped=value)
    if kind == "redate":
        return inputs.Redate(today=datetime.fromisoformat(value).date())
    if kind == "language":
        return inputs.SetLanguage(language=value)
    if kind == "remove":
        return inputs.RemoveMember(place=place, number=value)
    if kind == "back":
        return inputs.Back()
    return {"continue": inputs.Continue, "skip": inputs.Skip, "send": inputs.Send}[kind](place=place)


def tell(event):
    """An event as one line: its name and its values."""
    name = type(event).__name__
    if name == "HandoffRequested":
        return f"{name} {event.node} {event.plan} {event.priority}"
    values = (value for value in vars(event).values())
    return " ".join([name, *(",".join(v) if isinstance(v, tuple) else str(v) for v in values)])


@pytest.mark.parametrize("case", list(load_cases()))
def test_case(case):
    release = a_release(a_document(**case["flow"]), children=map(a_child, case.get("children", {}).items()))
    turn = a_start(release, now=BEGAN)
    check_turn(turn, case["start"])
    for number, step in enumerate(case["steps"], start=1):
        saved = json.loads(json.dumps(journey_to_json(release, turn.journey)))
        journey = journey_from_json(release, saved)
        assert journey == turn.journey, "a journey reads back equal"
        given = build_input(step["input"], turn.prompt.place)
        turn = resume(release, journey, given, now=BEGAN + timedelta(minutes=number))
        check_turn(turn, step)


def check_turn(turn, expected):
    assert [turn.prompt.place, turn.prompt.asks.value] == expected["prompt"]
    assert [each.code for each in turn.prompt.refusals] == expected.get("refused", [])
    if "events" in expected:
        assert [tell(event) for event in turn.events] == expected["events"]


def test_every_node_type_has_cases():
    assert {path.stem for path in CASES.glob("*.json")} == set(node_types)
