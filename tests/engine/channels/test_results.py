"""A catalogue as a page and in the terminal: what fits, what may and what is missing, what does not, and why."""

import json
from datetime import date
from pathlib import Path

import pytest

from engine.channels import terminal, web
from engine.definition import check_scenario
from engine.model import Words
from engine.model.inputs import GiveContact, Send, Solved
from engine.runtime import resume
from engine.scenarios.runner import play, run_scenario
from engine.scenarios.scenario import Scenario, build_scenario
from tests.builders import NOON, TODAY, a_document, a_release

CASES = Path(__file__).parents[1] / "nodes" / "cases" / "results.json"
DOCUMENT = a_document(**json.loads(CASES.read_text())[0]["flow"])


def page_after(**answers):
    release = a_release(DOCUMENT)
    turn = play(release, answers, TODAY).turn
    return web.show(release, turn.journey, turn.prompt, Words("en"))


def found(page):
    return {
        section.fit: [(group.title, [each.item for each in group.results]) for group in section.groups]
        for section in page.results
    }


def test_what_fits_stands_first_under_its_heading_and_by_rank():
    page = page_after(people=2, income=150000, cold=True)
    assert found(page) == {"fits": [("Food", ["snap", "pantry"]), ("Home", ["heat"])]}
    heat = page.results[0].groups[1].results[0]
    assert [reason.sentence for reason in heat.reasons] == ["Your income is low enough", "Your heat is off"]
    assert (heat.article, heat.missing) == ("apply-for-heat", ())


def test_what_does_not_fit_says_only_why_not():
    page = page_after(people=2, income=250000, cold=False)
    assert found(page) == {
        "fits": [("Food", ["pantry"])],
        "does-not-fit": [("Food", ["snap"]), ("Home", ["heat"])],
    }
    snap = page.results[1].groups[0].results[0]
    assert [reason.sentence for reason in snap.reasons] == ["$2,500 is above the limit"]


def test_what_may_fit_links_the_question_that_was_skipped():
    page = page_after(people=2, income=None, cold=True)
    assert found(page)["may-fit"] == [("Food", ["snap"]), ("Home", ["heat"])]
    heat = page.results[1].groups[1].results[0]
    assert [(each.label, each.place) for each in heat.missing] == [("Income", "ask-income")]
    assert [reason.sentence for reason in heat.reasons] == ["Your heat is off"]


def test_a_fact_that_is_worked_out_misses_what_it_is_made_of():
    document = json.loads(json.dumps(DOCUMENT))
    document["facts"]["yearly"] = {"type": "money", "currency": "USD"}
    document["nodes"]["ask-cold"]["next"] = "year"
    document["nodes"]["year"] = {
        "type": "calculate",
        "set": [{"fact": "yearly", "value": {"*": [{"var": "income"}, 12]}}],
        "next": "which",
    }
    document["nodes"]["which"]["items"][1]["conditions"][0]["when"] = {"<=": [{"var": "yearly"}, 20000]}
    release = a_release(document)
    turn = play(release, {"people": 2, "income": None, "cold": True}, TODAY).turn
    page = web.show(release, turn.journey, turn.prompt, Words("en"))
    snap = page.results[1].groups[0].results[0]
    assert [(each.label, each.place) for each in snap.missing] == [("Income", "ask-income")]


def test_the_terminal_tells_the_same():
    screen = terminal.show(page_after(people=2, income=None, cold=False), Words("en"))
    text = "\n".join(screen.lines)
    assert "FITS WHAT YOU TOLD US" in text
    assert "Still missing: “Income”" in text
    assert "- Your heat is on" in text
    assert screen.asks == ("Did this help you? (yes or no)",)


def test_what_was_shown_reaches_the_person_who_takes_over():
    release = a_release(DOCUMENT)
    turn = play(release, {"people": 2, "income": None, "cold": False}, TODAY).turn
    for given in (
        Solved(place="which", helped=False),
        GiveContact(place="agent", details={"phone": "212 555 0142"}),
        Send(place="agent.check", consent="Yes"),
    ):
        turn = resume(release, turn.journey, given, now=NOON)
    packet = turn.events[-1].packet
    assert [(each["item"], each["fit"], each["because"]) for each in packet["results"]] == [
        ("pantry", "fits", ["It is open to everybody"]),
        ("snap", "may-fit", []),
        ("heat", "does-not-fit", ["Your heat is on"]),
    ]


def scenario(**results):
    return {
        "title": "What fits",
        "today": "2026-11-23",
        "answers": [
            {"fact": "people", "value": 2},
            {"fact": "income", "value": None},
            {"fact": "cold", "value": False},
        ],
        "expect": {"outcome": "which", "results": results},
    }


def test_a_scenario_says_what_fits():
    release = a_release(DOCUMENT)
    right = {"snap": "may-fit", "pantry": "fits", "heat": "does-not-fit"}
    assert check_scenario(DOCUMENT, scenario(**right)) == []
    assert run_scenario(release, build_scenario(release, scenario(**right))) == []
    wrong = run_scenario(release, build_scenario(release, scenario(snap="fits")))
    assert wrong == ["“snap” may fit, but had to be: fits."]


def test_a_scenario_that_names_what_the_catalogue_does_not_have_is_told():
    (issue,) = check_scenario(DOCUMENT, scenario(snp="fits"))
    assert issue.what == "“results” of “expect” names “snp”, but “which” has no such item."
    assert issue.fix == "Did you mean “snap”?"


@pytest.mark.parametrize("outcome", ["", "agent"])
def test_a_scenario_that_ends_without_a_catalogue_is_told(outcome):
    release = a_release(DOCUMENT)
    told = run_scenario(
        release,
        Scenario(title="", today=date(2026, 11, 23), answers={"people": 2}, outcome=outcome, results={"snap": "fits"}),
    )
    assert "“ask-income” shows no results." in told
