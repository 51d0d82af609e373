"""Every fact type, by its case file: what is typed becomes a value, or a refusal with a sentence.

A case: `raw`, then `value` (canonical JSON), or `refused` (code), `part`, `sentence` and what may have been `meant`.
As wanted: `locale`, `fact` (keys added to the file's fact), `known` (facts known so far: [type, value]), `en` and `es`
(as people read it).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.model.prompts import Refusal
from engine.model.words import Words
from engine.questions import fact_types, read_answer, refusal_sentence
from tests.engine.questions.builders import a_context, a_fact, a_raw

CASES = Path(__file__).with_name("cases")


def all_cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        for case in document["cases"]:
            fact = {"type": path.stem, **document.get("fact", {}), **case.get("fact", {})}
            found.append(pytest.param(fact, case, id=f"{path.stem}: {case['raw']!r} {case.get('locale', '')}"[:80]))
    return found


@pytest.mark.parametrize(("data", "case"), all_cases())
def test_case(data, case):
    fact, kind = a_fact(data), fact_types[data["type"]]
    words = Words(case.get("locale", "en"))
    known = {name: fact_types[type_].from_json(fact, value) for name, (type_, value) in case.get("known", {}).items()}
    answer = read_answer(fact, a_raw(case["raw"]), a_context(words.language, known))
    if "refused" in case:
        assert isinstance(answer, Refusal), f"accepted as {answer!r}"
        assert (answer.code, answer.part) == (case["refused"], case.get("part", ""))
        assert refusal_sentence(answer, fact, words) == case["sentence"]
        assert list(answer.meant) == case.get("meant", [])
        return
    assert not isinstance(answer, Refusal), answer
    assert kind.to_json(fact, answer) == case["value"]
    assert kind.from_json(fact, case["value"]) == answer
    for language in ("en", "es"):
        if language in case:
            assert kind.format(fact, answer, Words(language)) == case[language]


def test_every_type_has_cases_of_both_kinds():
    assert {path.stem for path in CASES.glob("*.json")} == set(fact_types)
    for path in CASES.glob("*.json"):
        cases = json.loads(path.read_text("utf-8"))["cases"]
        assert {"refused" in case for case in cases} == {True, False}, path.stem
