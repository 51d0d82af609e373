"""Every flow that ships is sound, is played at its boundaries, and is said whole in Spanish."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine.analysis import inspect
from engine.definition import calls_in, check_document, parse_flow, text_digest
from engine.definition.release import Release
from engine.errors import NotWaitingError
from engine.model.inputs import Solved, TypedAnswer
from engine.model.prompts import Asks
from engine.nodes import (
    ArticleNode,
    DecisionNode,
    HandoffNode,
    PageNode,
    QuestionNode,
    ResultsNode,
    TableNode,
    node_types,
)
from engine.questions import fact_types
from engine.runtime import resume, start, view
from engine.scenarios import Played, build_scenario, noon, play, run_scenario
from engine.scenarios.checking import check_folder
from tests.flows.shipped import (
    ARTICLES,
    FLOWS,
    SHARED,
    SLUGS,
    children,
    document,
    read_json,
    release,
    scenario_paths,
    translation,
)

ACCEPTED_WARNINGS = {
    # The check holds that any sum of dates may be unknown; counted from today, these two never are.
    ("unemployment", "/nodes/ask-worked-then/prompt"),
}


def name_of(path: Path) -> str:
    return f"{path.parts[-3]}/{path.stem}"


@cache
def played(path: Path) -> tuple[Release, Played]:
    flow = release(path.parts[-3])
    scenario = build_scenario(flow, read_json(path))
    return flow, play(flow, scenario.answers, scenario.today)


def exits_taken(slug: str) -> dict[str, set[str]]:
    """By node, the exits that some scenario takes."""
    taken: dict[str, set[str]] = defaultdict(set)
    for path in scenario_paths():
        if path.parts[-3] == slug:
            _, run = played(path)
            for step in run.prompt.path:
                taken[step.node].add(step.exit)
    return taken


def test_these_flows_ship() -> None:
    assert SLUGS == (
        "food-assistance",
        "get-your-license",
        "heating-help",
        "report-a-problem",
        "start-a-food-business",
        "talk-to-someone",
        "unemployment",
        "which-benefits",
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_the_document_has_nothing_to_mend(slug: str) -> None:
    assert [issue.sentence for issue in check_document(document(slug), children())] == []
    found = [issue for issue in inspect(release(slug).flow) if (slug, issue.pointer) not in ACCEPTED_WARNINGS]
    assert [issue.sentence for issue in found] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_files_beside_it_have_nothing_to_mend(slug: str) -> None:
    folder = FLOWS / slug
    files = {str(path.relative_to(folder)): read_json(path) for path in sorted(folder.rglob("*.json"))}
    found = [(name, issue) for name, issues in check_folder(files, None, children()).items() for issue in issues]
    assert [(name, issue.sentence) for name, issue in found if (slug, issue.pointer) not in ACCEPTED_WARNINGS] == []


@pytest.mark.parametrize("path", scenario_paths(), ids=name_of)
def test_a_scenario_ends_as_it_says(path: Path) -> None:
    flow = release(path.parts[-3])
    assert run_scenario(flow, build_scenario(flow, read_json(path))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_some_scenario_takes_every_exit(slug: str) -> None:
    taken = exits_taken(slug)
    for node in parse_flow(document(slug)).nodes.values():
        if isinstance(node, QuestionNode | PageNode | DecisionNode | TableNode):
            assert {exit.name for exit in node.exits()} - taken[node.id] == set(), node.id


@pytest.mark.parametrize(
    ("slug", "name"),
    [(slug, name) for slug in SLUGS for name, node in document(slug)["nodes"].items() if node["type"] == "table"],
)
def test_some_scenario_fires_every_row_of_a_table(slug: str, name: str) -> None:
    fired = {
        rule.id
        for path in scenario_paths()
        if path.parts[-3] == slug
        for step in played(path)[1].prompt.path
        if step.node == name
        for rule in step.rules
    }
    assert fired == {row["id"] for row in document(slug)["nodes"][name]["rows"]}


def test_every_program_fits_somebody_and_not_somebody_else() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for path in scenario_paths():
        for item, verdict in read_json(path)["expect"].get("results", {}).items():
            seen[item].add(verdict)
    items = [item["id"] for item in document("which-benefits")["nodes"]["programs"]["items"]]
    assert len(items) >= 15
    assert [item for item in items if not seen[item] >= {"fits", "does-not-fit"}] == []
    assert {item for item, verdicts in seen.items() if "may-fit" in verdicts} == {"snap", "ssi"}


@pytest.mark.parametrize("slug", SLUGS)
def test_some_scenario_reaches_every_outcome(slug: str) -> None:
    reached = {played(path)[1].prompt.node for path in scenario_paths() if path.parts[-3] == slug}
    nodes = release(slug).flow.nodes.values()
    only_unsolved = {node.unsolved for node in nodes if isinstance(node, ArticleNode | ResultsNode)}
    assert {node.id for node in nodes if node.outcome} - reached - only_unsolved == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_or_list_that_did_not_help_leads_to_a_person(slug: str) -> None:
    seen = set()
    for path in scenario_paths():
        flow, run = played(path)
        if path.parts[-3] != slug or run.prompt.asks is not Asks.SOLVED:
            continue
        node = flow.flow.nodes[run.prompt.node]
        turn = resume(
            flow, run.turn.journey, Solved(place=node.id, helped=False), now=noon(flow, run.turn.journey.today)
        )
        assert isinstance(flow.flow.nodes[turn.prompt.node], HandoffNode), node.id
        seen.add(node.id)
    assert seen == {
        node.id for node in release(slug).flow.nodes.values() if isinstance(node, ArticleNode | ResultsNode)
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_is_in_spanish_and_not_stale(slug: str) -> None:
    own = parse_flow(document(slug)).texts
    spanish = translation(slug, "es")["texts"]
    assert spanish.keys() == own.keys()
    stale = [pointer for pointer, text in own.items() if spanish[pointer]["from"] != text_digest(text)]
    assert stale == []


def test_every_node_type_and_every_fact_type_is_shown() -> None:
    documents = [document(name) for name in (*SLUGS, *SHARED)]
    assert {node["type"] for each in documents for node in each["nodes"].values()} == set(node_types)
    assert {fact["type"] for each in documents for fact in each["facts"].values()} == set(fact_types)


def test_shared_flows_are_run_by_others() -> None:
    runs = {slug: {node["flow"] for _, node in calls_in(document(slug))} for slug in SLUGS}
    users = {each["id"]: [slug for slug, run in runs.items() if each["id"] in run] for each in map(document, SHARED)}
    assert users == {
        "address": ["start-a-food-business", "talk-to-someone"],
        "contact": ["talk-to-someone", "unemployment"],
        "household": ["which-benefits"],
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_every_article_that_a_flow_points_at_exists(slug: str) -> None:
    nodes = document(slug)["nodes"].values()
    pointed_at = {each["article"] for node in nodes for each in (node, *node.get("items", ())) if "article" in each}
    assert pointed_at <= set(ARTICLES)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_income_and_health_fact_is_sensitive(slug: str) -> None:
    """What people tell us of money, age, health and benefits is kept under the journey's own key."""
    personal = {
        "income",
        "earned",
        "unearned",
        "cash",
        "rent",
        "medical",
        "oldest",
        "disability",
        "at_risk",
        "benefits",
        "danger",
        "urgent_needs",
        "case_number",
        "identity",
        "number",
        "address_papers",
        "quit_reason",
        "limits",
        "savings",
        "ages",
        "situations",
        "others",
        "your_age",
        "your_situation",
        "letter_photo",
    }
    facts = document(slug)["facts"]
    assert [name for name in personal & facts.keys() if not facts[name].get("sensitive")] == []


def test_a_warning_waits_until_it_is_read() -> None:
    flow = release("report-a-problem")
    turn = start(flow, now=noon(flow, date(2026, 11, 22)), new_id=lambda: "one", language="en")
    turn = resume(
        flow, turn.journey, TypedAnswer(place="ask-kind", value="downed-wire"), now=noon(flow, date(2026, 11, 22))
    )
    assert (turn.prompt.node, turn.prompt.asks) == ("stay-away", Asks.CONTINUE)
    with pytest.raises(NotWaitingError):
        view(flow, turn.journey, "ask-where")
