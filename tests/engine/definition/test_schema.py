"""The quick validator says yes and no where the one that finds words says so."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from engine.definition.limits import check_plain
from engine.definition.schema import FLOW, SCENARIO, TRANSLATION, find_faults, is_sound, known_types, word_faults
from tests.builders import a_document
from tests.schemas.documents import INVALID, VALID, read

ROOT = Path(__file__).parents[3]
FLOWS = sorted((ROOT / "flows").rglob("flow.json"))
BESIDE = sorted((ROOT / "flows").rglob("translations/*.json")) + sorted((ROOT / "flows").rglob("scenarios/*.json"))
ODD: list[Any] = [None, True, 0, -1, 1.0, 1.5, 10**14, "", " ", "a", "A", "é", "2026-02-30", "2026-2-3", [], [[]], {}]


@pytest.mark.parametrize("path", [*VALID, *INVALID, *FLOWS], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_both_find_the_same_in_every_example_and_every_flow(path: Path) -> None:
    data = read(path)
    document = data["document"] if "breaks" in data else data
    if check_plain(document):
        return
    assert list(find_faults(document)) == list(word_faults(document))
    for urn, part in _parts(document):
        assert is_sound(part, urn) == (not list(word_faults(part, urn))), urn


@pytest.mark.parametrize("path", BESIDE, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_both_find_the_same_in_what_lies_beside_a_flow(path: Path) -> None:
    urn = TRANSLATION if path.parent.name == "translations" else SCENARIO
    data = json.loads(path.read_text())
    assert is_sound(data, urn) == (not list(word_faults(data, urn)))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_both_agree_wherever_something_odd_is_put(odd: Any) -> None:
    for kind, name in (("facts", "people"), ("facts", "income"), ("nodes", "ask-people"), ("nodes", "fits")):
        document = a_document()
        whole = document[kind][name]
        urn = f"{FLOW}:{kind}:{whole['type']}"
        for key in whole:
            part = {**copy.deepcopy(whole), key: odd}
            assert is_sound(part, urn) == (not list(word_faults(part, urn))), (name, key)
        part = {**copy.deepcopy(whole), "odd": odd}
        assert is_sound(part, urn) == (not list(word_faults(part, urn)))


def test_what_the_quick_one_cannot_read_is_left_to_the_other() -> None:
    """A set is no JSON: the quick validator refuses to look at it."""
    assert not is_sound({"type": "end", "title": {"a", "b"}}, f"{FLOW}:nodes:end")


def _parts(document: Any) -> list[tuple[str, Any]]:
    found = [(FLOW, document)] if not isinstance(document, dict) else []
    for kind in ("facts", "nodes"):
        parts = document.get(kind) if isinstance(document, dict) else None
        for part in parts.values() if isinstance(parts, dict) else ():
            if isinstance(part, dict) and part.get("type") in known_types(kind) and part.get("type") != "list":
                found.append((f"{FLOW}:{kind}:{part['type']}", part))
    return found
