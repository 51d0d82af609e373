"""What nothing rests on is told, and nothing else: no answer to such a question is ever noticed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from engine.analysis import build_graph, inspect
from engine.analysis.proof import Person, Way
from engine.analysis.proof.promises import is_broken
from engine.analysis.unneeded import find_unneeded
from engine.definition import HANDED, Child, Release, expand, parse_flow, stand_alone
from engine.nodes import MessageNode, ResultsNode
from tests.builders import a_document, a_release
from tests.engine.analysis.proof.everybody import TooManyError, everybody
from tests.engine.analysis.proof.test_soundness import TODAY, small_child, small_documents
from tests.random_flows import CHILD

RULES = {"never-needed", "unread-input", "unread-output", "unread-fact"}
SCARCE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
MOST = 150
Document = dict[str, Any]


def without_agents(document: Document | None = None) -> Document:
    """The flow of the builders with articles in the place of handoffs: nobody reads what was answered."""
    document = copy.deepcopy(document or a_document())
    for name, node in document["nodes"].items():
        node.pop("unsolved", None)
        if node["type"] in ("handoff", "end"):
            document["nodes"][name] = {"type": "article", "article": name}
    return document


def found(document: Document) -> dict[str, str]:
    """Pointer and sentence of what nothing rests on."""
    return {issue.pointer: issue.what for issue in inspect(parse_flow(document)) if issue.rule in RULES}


def with_fuel(**changes: Any) -> Document:
    """A question more, about the fuel, at the start."""
    document = without_agents()
    document["facts"]["fuel"] = {"type": "boolean", "label": "Fuel"}
    asked = {"type": "question", "fact": "fuel", "prompt": "Fuel?", "next": "ask-people"}
    document["nodes"]["ask-fuel"] = {**asked, **changes}
    document["start"] = "ask-fuel"
    return document


def test_a_question_that_nothing_reads_is_told_with_the_reason():
    assert found(with_fuel()) == {
        "/nodes/ask-fuel": "The answer to question “ask-fuel” changes nothing: no rule, text, calculation, promise or "
        "agent reads “fuel” after it."
    }


def test_what_an_agent_reads_is_needed():
    document = with_fuel()
    document["nodes"]["agent"] = a_document()["nodes"]["agent"]
    assert found(document) == {}


def text(document: Document) -> None:
    document["nodes"]["ask-people"]["hint"] = "With or without fuel: {fuel}"


def rule(document: Document) -> None:
    rules = document["nodes"]["fits"]["rules"]
    rules.insert(0, {"id": "fuel", "when": {"var": "fuel"}, "next": "agent"})


def promise(document: Document) -> None:
    document["promises"] = [{"id": "p", "when": {"var": "fuel"}, "then": {"never": "other"}}]


def validator(document: Document) -> None:
    document["nodes"]["ask-people"]["validators"] = [{"id": "v", "when": {"var": "fuel"}, "message": "No"}]


def calculation(document: Document) -> None:
    document["facts"]["warm"] = {"type": "boolean"}
    document["nodes"]["ask-income"]["next"] = "work-out"
    setting = {"fact": "warm", "value": {"var": "fuel"}}
    document["nodes"]["work-out"] = {"type": "calculate", "set": [setting], "next": "say"}
    document["nodes"]["say"] = {"type": "message", "title": "Warm", "body": "{warm}", "next": "fits"}


@pytest.mark.parametrize("read", [text, rule, promise, validator, calculation])
def test_what_is_read_somewhere_is_needed(read: Callable[[Document], None]):
    document = with_fuel()
    read(document)
    assert found(document) == {}


def test_a_decision_whose_ways_all_come_to_the_same_place_needs_no_answer():
    rules = [{"id": "warm", "when": {"var": "fuel"}, "next": "ask-people"}]
    document = with_fuel(rules=rules, otherwise="ask-people")
    del document["nodes"]["ask-fuel"]["next"]
    assert found(document) == {
        "/nodes/ask-fuel": "The answer to question “ask-fuel” changes nothing: “ask-fuel” reads “fuel”, but all its "
        "ways come to “ask-people”, with nothing on them that makes a difference."
    }
    document["nodes"]["ask-fuel"]["rules"][0]["because"] = "You have fuel"
    assert found(document) == {}


def test_a_question_that_only_leads_to_questions_without_use_has_none_itself():
    document = with_fuel(rules=[{"id": "warm", "when": {"var": "fuel"}, "next": "ask-kind"}], otherwise="ask-people")
    del document["nodes"]["ask-fuel"]["next"]
    document["facts"]["kind"] = {"type": "text", "label": "Kind"}
    document["nodes"]["ask-kind"] = {"type": "question", "fact": "kind", "prompt": "?", "next": "ask-people"}
    assert set(found(document)) == {"/nodes/ask-fuel", "/nodes/ask-kind"}


def test_a_calculation_that_nobody_reads_is_told_and_so_is_the_question_for_it():
    document = with_fuel()
    calculation(document)
    document["nodes"]["say"]["body"] = "Hello"
    assert found(document) == {
        "/nodes/ask-fuel": "The answer to question “ask-fuel” changes nothing: “work-out” reads “fuel”, but nothing "
        "rests on what comes out there.",
        "/nodes/work-out/set/warm": "“warm”, which node “work-out” works out, changes nothing: no rule, text, "
        "calculation, promise or agent reads “warm” after it.",
    }


def test_where_somebody_may_be_stuck_the_answer_matters():
    document = with_fuel(rules=[{"id": "warm", "when": {"var": "fuel"}, "next": "ask-people"}])
    del document["nodes"]["ask-fuel"]["next"]
    assert found(document) == {}


def calling(**changes: Any) -> dict[str, str]:
    """The flow of the builders, after it ran another one; `changes` of the node that runs it."""
    document = without_agents()
    document["facts"]["size"] = {"type": "integer"}
    call = {"type": "subflow", "flow": "inner", "inputs": {"given": 1}, "outputs": {"size": "size"}, **changes}
    document["nodes"]["call"] = {**call, "otherwise": "ask-people"}
    document["start"] = "call"
    return found(dict(expand(document, {}, {"inner": Child(document=CHILD)}).document))


def test_an_output_that_nobody_reads_is_told_where_it_is_taken_over():
    assert calling()["/nodes/call/outputs/size"] == (
        "“size”, which node “call” takes over from the flow it runs, is read by nobody."
    )


def test_an_input_that_the_other_flow_does_not_use_is_told():
    assert calling(inputs={"given": 1, "double": 2}, outputs={}) == {
        "/nodes/call/inputs/given": "That node “call” hands on “given” changes nothing: “call/size” reads "
        "“call/given”, but all its ways come to “ask-people”, with nothing on them that makes a difference.",
        "/nodes/call/inputs/double": "That node “call” hands on “double” changes nothing: the flow it runs never reads "
        "it.",
    }


def test_an_input_that_spares_a_question_is_used():
    assert "/nodes/call/inputs/sure" not in calling(inputs={"given": 1, "sure": True})


def test_what_a_flow_wants_to_be_handed_and_never_reads_is_told():
    document = {**copy.deepcopy(CHILD), "inputs": ["given", "spare"]}
    document["facts"]["spare"] = {"type": "integer"}
    told = found(document)
    assert told == {"/inputs/spare": "Whoever runs this flow has to hand it “spare”, but nothing here reads it."}


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=SCARCE)
@given(document=small_documents())
def test_no_answer_to_a_question_without_use_is_ever_noticed(document: Document):
    release = stand_alone(a_release(without_agents(document), children=[small_child()]))
    there = build_graph(release.flow)
    told = [issue.pointer for issue in find_unneeded(there) if issue.rule == "never-needed"]
    idle = {_question(release, pointer) for pointer in told if HANDED not in pointer}
    assume(idle)
    try:
        people = [(person, way) for person, way in everybody(release, TODAY, MOST) if not way.refused]
    except TooManyError:
        assume(False)
        raise
    for node, fact in idle:
        asked = [(person, way) for person, way in people if _is_asked(way, node, fact)]
        for one, other in _alike(asked, fact):
            assert noticed(release, *one) == noticed(release, *other), (node, fact)


def _alike(people: list[tuple[Person, Way]], fact: str) -> Iterator[tuple[tuple[Person, Way], tuple[Person, Way]]]:
    """Those who give the same answers where both are asked, but for this one."""
    for number, (person, way) in enumerate(people):
        for other, theirs in people[number + 1 :]:
            shared = (person.answers.keys() & other.answers.keys()) - {fact}
            if person.unhelped == other.unhelped and all(person.answers[it] == other.answers[it] for it in shared):
                yield (person, way), (other, theirs)


def noticed(release: Release, person: Person, way: Way) -> Any:
    """All of a journey that is seen by anybody."""
    nodes = release.flow.nodes
    passed = [name for name, _ in way.exits] + [way.node]
    shown = [
        (judged.item.id, judged.fit)
        for name in passed
        if isinstance(node := nodes[name], ResultsNode)
        for judged in node.judge(lambda pointer: release.compiled[pointer](way.known))
    ]
    told = [name for name in passed if isinstance(nodes[name], MessageNode)]
    broken = [each.id for each in release.flow.promises if not way.failed and is_broken(release.flow, each, way)]
    return (way.failed, "" if way.failed else way.node, told, shown, broken)


def _question(release: Release, pointer: str) -> tuple[str, str]:
    parts = pointer.split("/questions/")
    node = release.flow.nodes[parts[0].removeprefix("/nodes/")]
    if len(parts) == 1:
        return node.id, node.fills[0]
    return node.id, next(each.fact for each in node.questions if each.id == parts[1])  # type: ignore[attr-defined]  # a page


def _is_asked(way: Way, node: str, fact: str) -> bool:
    return any(step.node == node and fact in step.asked for step in way.steps)
