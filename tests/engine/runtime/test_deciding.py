"""Which rule had a say in where a journey ended: the sentence by which staff know why somebody came."""

from __future__ import annotations

from engine.definition import parse_flow
from engine.model.flow import Rule
from engine.model.prompts import PathStep
from engine.runtime.deciding import decided
from tests.builders import a_document


def a_step(flow, node, exit):
    rule = next((each for each in flow.nodes[node].branches.rules if each.id == exit), None)
    return PathStep(node=node, exit=exit, rule=rule)


def test_a_rule_that_leads_elsewhere_had_a_say():
    flow = parse_flow(a_document())
    assert decided(flow, a_step(flow, "ask-shutoff", "no-heat"))


def test_a_rule_that_only_asks_one_thing_more_had_none():
    document = a_document()
    document["facts"]["sure"] = {"type": "boolean"}
    document["nodes"]["ask-sure"] = {"type": "question", "fact": "sure", "prompt": "Sure?", "next": "ask-shutoff"}
    people = document["nodes"]["ask-people"]
    more = {"id": "more", "when": {">": [{"var": "people"}, 9]}, "next": "ask-sure", "because": "So many"}
    document["nodes"]["ask-people"] = {**people, "rules": [more], "otherwise": people["next"]}
    del document["nodes"]["ask-people"]["next"]
    flow = parse_flow(document)
    assert not decided(flow, a_step(flow, "ask-people", "more"))
    assert not decided(flow, PathStep(node="ask-people", exit="otherwise"))


def test_a_row_of_a_table_with_one_way_out_had_none():
    flow = parse_flow(a_document())
    rule = Rule(id="row", when=None, next="", group="rows")
    assert not decided(flow, PathStep(node="ask-people", exit="next", rule=rule))
