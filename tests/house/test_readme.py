"""The README tells the truth: its flow is a flow, and its links lead somewhere."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from engine.analysis import inspect
from engine.definition import build_release, check_document
from engine.runtime import walk

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def example():
    found = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_the_example_is_a_flow_without_faults():
    document = example()
    assert [issue.sentence for issue in check_document(document)] == []
    assert [issue.sentence for issue in inspect(build_release(document).flow)] == []


@pytest.mark.parametrize(
    ("lives_here", "age", "outcome"), [(True, 14, "card"), (True, 13, "parent"), (False, 13, "visitor")]
)
def test_the_example_leads_where_the_readme_says(lives_here, age, outcome):
    answers = {"lives_here": lives_here, "age": age}
    assert walk(build_release(example()), answers, date(2026, 11, 23)).outcome == outcome


def test_every_link_and_picture_is_there():
    targets = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", README)
    local = [one or other for one, other in targets if not (one or other).startswith("http")]
    assert [target for target in local if not (ROOT / target).exists()] == []
