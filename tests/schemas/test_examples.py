"""Every wrong example gets exactly the sentence it must get; every right one gets none."""

from pathlib import Path

import pytest

from engine.definition.schema import known_types
from tests.schemas.documents import INVALID, VALID, findings, read


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_wrong_flow_gets_its_message_and_no_other(path: Path):
    example = read(path)
    found = findings(example["document"])
    assert [(issue.rule, issue.sentence) for issue in found] == [(example["breaks"], example["message"])]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_right_flow_gets_no_message(path: Path):
    assert findings(read(path)) == []


def test_there_are_enough_wrong_examples():
    assert len(INVALID) >= 30


def test_the_whole_example_uses_every_type():
    document = read(next(path for path in VALID if path.stem == "everything"))
    assert {fact["type"] for fact in document["facts"].values()} == set(known_types("facts"))
    assert {node["type"] for node in document["nodes"].values()} == set(known_types("nodes"))
