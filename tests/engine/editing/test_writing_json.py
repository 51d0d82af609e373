"""A text of JSON knows the line of each of its parts; writing a part forgets the translations of what is gone."""

import json
from pathlib import Path

import pytest

from engine.editing import ConflictError, FlowDraft, WriteJson, apply, line_of, lines_of
from engine.errors import EditError
from tests.builders import a_document

TEXT = """{
  "nodes": {
    "a/b": {"type": "end",
      "title": "A {x} \\" ["},
    "c": {
      "rules": [
        {"id": "one"},
        {"when": 1,
         "id": "two"}
      ]
    }
  }
}"""


def test_every_part_of_a_text_has_its_line():
    lines = lines_of(TEXT)
    assert lines["/nodes/a~1b"] == 3
    assert lines["/nodes/a~1b/title"] == 4
    assert lines["/nodes/c/rules/one"] == 7
    assert lines["/nodes/c/rules/two/id"] == 9
    assert line_of(lines, "/nodes/c/rules/two/when/var") == 8
    assert line_of(lines, "/gone") == 1


def test_every_line_of_a_shipped_flow_is_found():
    for path in sorted((Path(__file__).parents[3] / "flows").rglob("flow.json")):
        text = path.read_text()
        lines = lines_of(text)
        for name in json.loads(text)["nodes"]:
            assert f'"{name}"' in text.split("\n")[lines[f"/nodes/{name}"] - 1]


def test_translations_of_what_is_gone_are_forgotten():
    document = a_document()
    texts = {f"/nodes/ask-people/{key}": {"text": "x", "from": "y"} for key in ("prompt", "hint")}
    document["nodes"]["ask-people"]["hint"] = "Hint"
    draft = FlowDraft(document=document, translations={"es": {"language": "es", "texts": texts}})
    node = {key: value for key, value in document["nodes"]["ask-people"].items() if key != "hint"}
    edited = apply(draft, WriteJson(pointer="/nodes/ask-people", value=node)).draft
    assert edited.document["nodes"]["ask-people"] == node
    assert list(edited.translations["es"]["texts"]) == ["/nodes/ask-people/prompt"]


def test_nothing_is_written_over_what_somebody_else_wrote():
    draft = FlowDraft(document=a_document())
    with pytest.raises(ConflictError):
        apply(draft, WriteJson(pointer="/title", value="Mine", was="Another"))


@pytest.mark.parametrize("value", [[], {}, {"nodes": {}, "facts": []}, {"nodes": {"a": 1}, "facts": {}}])
def test_a_flow_keeps_its_shape_and_its_name(value):
    draft = FlowDraft(document=a_document())
    with pytest.raises(EditError):
        apply(draft, WriteJson(pointer="", value=value))
    with pytest.raises(EditError, match="keeps its name"):
        apply(draft, WriteJson(pointer="", value={**a_document(), "id": "other"}))
    with pytest.raises(EditError, match="keeps its name"):
        apply(draft, WriteJson(pointer="/id", value="other"))
