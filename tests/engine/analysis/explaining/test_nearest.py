"""The nearest outcome by proof, held against trying out all answers."""

from itertools import product

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.analysis.explaining.nearest import find_nearest
from engine.analysis.proof import Person, follow
from tests.builders import TODAY, a_document, a_release
from tests.random_flows import ASKED, CHILD, FACTS, documents

SMALL = {
    **FACTS,
    "count": {"type": "integer", "minimum": 0, "maximum": 3},
    "pay": {"type": "money", "currency": "USD", "minimum": 0, "maximum": "0.02"},
}
ANSWERS = {
    "flag": [False, True],
    "other": [False, True],
    "count": [0, 1, 2, 3],
    "pay": [0, 1, 2],
    "kind": ["a", "b", "c"],
}
MOST = 3


def near_of(answers, document=None):
    found = find_nearest(a_release(document), Person(answers=answers, today=TODAY))
    return found, {each.outcome: each for each in found.near}


def changed(near):
    return {change.fact: change.after for change in near.changes}


def test_an_income_over_the_limit_is_one_answer_away_and_told_as_near_as_it_can_be():
    _, near = near_of({"people": 1, "shutoff": False, "income": 3_000_000})
    assert changed(near["apply"]) == {"income": 200_000}
    assert changed(near["urgent"]) == {"shutoff": True}


def test_an_outcome_that_needs_an_article_to_be_of_no_help_is_far():
    found, near = near_of({"people": 1, "shutoff": False, "income": 3_000_000})
    assert "agent" not in near
    assert found.far == ("agent",)


def test_a_question_that_is_only_asked_on_the_other_way_counts():
    _, near = near_of({"people": 1, "shutoff": True})
    assert set(changed(near["apply"])) == {"shutoff", "income"}
    given = {change.fact: change.was_given for change in near["apply"].changes}
    assert given == {"shutoff": True, "income": False}


def test_the_nearest_ways_come_first():
    found, _ = near_of({"people": 1, "shutoff": True})
    counts = [len(each.changes) for each in found.near]
    assert counts == sorted(counts)


def test_an_outcome_that_four_answers_lead_to_is_far():
    document = a_document()
    names = [f"q{number}" for number in range(4)]
    document["facts"] |= {name: {"type": "boolean"} for name in names}
    for number, name in enumerate(names):
        following = names[number + 1] if number < 3 else "urgent"
        rule = {"id": "yes", "when": {"var": name}, "next": following}
        document["nodes"][name] = {
            "type": "question",
            "fact": name,
            "prompt": "?",
            "rules": [rule],
            "otherwise": "other",
        }
    document["nodes"]["ask-people"]["next"] = "q0"
    found, _ = near_of({"people": 1, **dict.fromkeys(names, False)}, document)
    assert "urgent" in found.far


def by_trying(release, mine, person):
    """For each outcome, the fewest answers that lead there: every answer tried, also skipping each question."""
    fewest = {}
    skipping = {fact: [*values, None] for fact, values in ANSWERS.items()}
    for values in product(*skipping.values()):
        other = dict(zip(skipping, values, strict=True))
        way = follow(release, Person(answers=other, today=TODAY))
        if way.failed or way.refused or not release.flow.nodes[way.node].outcome or way.node == mine.node:
            continue
        count = sum(other[fact] != person.answers[fact] for fact in way.asked)
        fewest[way.node] = min(count, fewest.get(way.node, count))
    return {node: count for node, count in fewest.items() if count <= MOST}


def is_flat(document):
    """Whether no other flow is run: what is asked within one is not tried out here."""
    return all(node["type"] not in ("subflow", "repeat") for node in document["nodes"].values())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    document=documents().filter(is_flat),
    answers=st.fixed_dictionaries({fact: st.sampled_from(ANSWERS[fact]) for fact in ASKED}),
)
def test_the_fewest_changes_are_those_that_trying_everything_finds(document, answers):
    release = a_release({**document, "facts": SMALL}, children=[CHILD])
    person = Person(answers=answers, today=TODAY)
    mine = follow(release, person)
    if not release.flow.nodes[mine.node].outcome or mine.refused or mine.failed:
        return
    found = find_nearest(release, person)
    tried = by_trying(release, mine, person)
    settled = {node: count for node, count in tried.items() if node not in found.unsettled}
    assert {near.outcome: len(near.changes) for near in found.near} == settled
